/**
 * Shared state in the address: behind `#?`, as URL search parameters keyed by ids.
 * It never reaches a server. Everything read from it is hostile until looked up.
 */

const LONGEST = 20000;
const MOST = 1000;

/**
 * Read `#?a=1&b=2` (or `#anchor?a=1`).
 * @param {string} hash the address's fragment, with or without `#`
 * @returns {Map<string, string>} the first value of each key; empty when there is no state
 */
export function readState(hash) {
  const found = new Map();
  const at = hash.indexOf("?");
  if (at < 0 || hash.length > LONGEST) return found;
  for (const [key, value] of new URLSearchParams(hash.slice(at + 1))) {
    if (found.size >= MOST) break;
    if (!found.has(key)) found.set(key, value);
  }
  return found;
}

/**
 * Write state as a fragment. Ids, commas and points stay readable.
 * @param {Iterable<[string, string]>} entries
 * @param {string} [anchor]
 * @returns {string} `#?a=1&b=2`, or `#anchor` or the empty string when there is nothing to write
 */
export function writeState(entries, anchor = "") {
  const parameters = new URLSearchParams([...entries]).toString().replaceAll("%2C", ",");
  if (!parameters) return anchor ? `#${anchor}` : "";
  return `#${anchor}?${parameters}`;
}

/**
 * Replace or push the page's fragment without scrolling.
 * @param {string} fragment as `writeState` gives it
 * @param {{push?: boolean}} [options]
 */
export function putState(fragment, { push = false } = {}) {
  const url = `${location.pathname}${location.search}${fragment}`;
  try {
    history[push ? "pushState" : "replaceState"](history.state, "", url);
  } catch {
    /* Browsers limit how often, and some refuse it from disk; the page works without. */
  }
}

/**
 * Run `mount` on every element of a component, now and whenever the theme swaps the page.
 * An element is mounted once.
 * @param {string} name the value of data-component
 * @param {(element: HTMLElement) => void} mount
 */
export function component(name, mount) {
  const mountAll = () => {
    for (const element of document.querySelectorAll(`[data-component="${name}"]`)) {
      if (!(element instanceof HTMLElement) || element.dataset.mounted) continue;
      element.dataset.mounted = "true";
      mount(element);
    }
  };
  Reflect.get(globalThis, "document$")?.subscribe(mountAll);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", mountAll);
  else mountAll();
}

/**
 * Make an element with properties, attributes and children, all text being text.
 * @param {string} tag
 * @param {Record<string, unknown>} [properties] `class`, `on<event>`, `data-*`/`aria-*` or a DOM property
 * @param {...(Node|string|null|undefined|false)} children
 * @returns {HTMLElement}
 */
export function make(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if ((value ?? false) === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    else if (name === "class") element.className = String(value);
    else if (name.includes("-") || !(name in element)) element.setAttribute(name, value === true ? "" : String(value));
    else Reflect.set(element, name, value);
  }
  element.append(.../** @type {(Node|string)[]} */ (children.filter((child) => (child ?? false) !== false)));
  return element;
}
