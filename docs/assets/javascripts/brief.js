/** The brief of a meeting: completed in place, printed on one page, copied. Nothing is sent; it is kept only when asked. */

import { copyContent } from "./clipboard.js";
import { keepBox } from "./keep.js";
import { component, make, readState } from "./state.js";
import { readStored } from "./storage.js";
import { recordMarkdown } from "./tree-record.js";

/** From so many letters on, the print is smaller, so that it stays on one page. */
const MANY_LETTERS = 1700;

/**
 * The end of a walk that an address names.
 * @param {string} text
 * @returns {{tree: string, end: string} | null} null when the text is no address of a tree
 */
export function walkedEnd(text) {
  const found = /\/trees\/([\w-]+)\/[^#\s]*(#\S*)?/.exec(text);
  return found && { tree: found[1], end: readState(found[2] ?? "").get("_to") ?? "" };
}

/**
 * The blank ___ at a place of a text.
 * @param {string} text
 * @param {number} at
 * @returns {[number, number] | undefined} where it begins and ends
 */
export function blankAt(text, at) {
  for (const { index, 0: blank } of text.matchAll(/_{2,}/g)) {
    if (index <= at && at <= index + blank.length) return [index, index + blank.length];
  }
  return undefined;
}

/** @param {HTMLElement} root */
function mountBrief(root) {
  const key = `brief/${root.dataset.brief}`;
  const all = (/** @type {string} */ selector, within = root) => /** @type {HTMLElement[]} */ ([...within.querySelectorAll(selector)]);
  const controls = /** @type {(HTMLTextAreaElement | HTMLInputElement | HTMLSelectElement)[]} */ (all("[id^=brief-]:is(textarea, input, select)"));
  const control = (/** @type {string} */ name) => controls.find(({ id }) => id === `brief-${name}`);
  const { keep, say, parts } = keepBox(key, () => Object.fromEntries(controls.map(({ id, value }) => [id, value])));
  const comparison = control("comparison");
  const walk = control("walk");

  const printed = controls.map((field) => {
    const words = make("p", { class: "pb-brief__said" });
    if (field.tagName !== "SELECT") field.after(words);
    return { field, words };
  });
  const show = () => {
    for (const { field, words } of printed) words.textContent = field.value.replace(/\s+/g, " ").trim();
    for (const chart of all("[data-chart]")) chart.hidden = chart.dataset.chart !== comparison?.value;
    root.toggleAttribute("data-full", printed.reduce((sum, { words }) => sum + words.textContent.length, 0) > MANY_LETTERS);
    keep();
  };

  const options = root.querySelector("template")?.content;
  for (const select of /** @type {HTMLSelectElement[]} */ (all("select"))) {
    if (select !== comparison && options) select.append(options.cloneNode(true));
    select.value = select.dataset.objection ?? "";
    select.hidden = false;
    select.addEventListener("change", () => {
      const { they, answer, line } = select.selectedOptions[0].dataset;
      const fields = all("input, textarea", /** @type {HTMLElement} */ (select.parentElement));
      fields.forEach((field, at) => Object.assign(field, { value: [they ?? line, answer][at] ?? "" }));
    });
  }

  walk?.addEventListener("input", () => {
    const walked = walkedEnd(walk.value);
    const end = /** @type {HTMLOptionElement[]} */ (all("[data-tree]")).find(({ dataset }) => dataset.tree === walked?.tree && dataset.ids?.split(" ").includes(walked?.end ?? ""));
    walk.value = (walked ? (end?.value ?? "") : walk.value).slice(0, 160);
    say(!walked ? "" : end ? "The outcome is in the brief, your answers are not." : "This address names no outcome.");
  });
  for (const event of ["input", "change"]) root.addEventListener(event, show);
  root.addEventListener("click", ({ target }) => {
    if (!(target instanceof HTMLTextAreaElement) || target.selectionStart !== target.selectionEnd) return;
    const blank = blankAt(target.value, target.selectionStart);
    if (blank) target.setSelectionRange(...blank);
  });

  const page = () => {
    /** @type {HTMLElement[]} */
    const found = [];
    for (const part of all(".pb-brief__part")) {
      const lines = all(".pb-brief__said, li:not(:has(textarea))", part).flatMap(({ textContent }) => textContent || []);
      const { list, title } = part.dataset;
      if (title) found.push(make("h1", {}, title));
      else if (lines.length) found.push(make("h2", {}, part.querySelector("h3")?.textContent));
      if (list) found.push(make(list, {}, ...lines.map((line) => make("li", {}, (list === "ul" ? "☐ " : "") + line))));
      else found.push(...lines.map((line) => make("p", {}, line)));
    }
    return make("div", {}, ...found, make("p", {}, "Made with ", make("a", { href: location.href.replace(/#.*/s, "") }, "In an hour"), ". Advice, not policy."));
  };
  const copy = async (/** @type {boolean} */ rich) => {
    const made = page();
    const isCopied = await copyContent({ text: recordMarkdown(made), html: rich ? made.innerHTML : undefined });
    say(isCopied ? "Copied." : "Not copied: this browser refused it. Print it instead.");
  };
  const button = (/** @type {string} */ words, /** @type {() => unknown} */ act) => make("button", { type: "button", class: "pb-button", onclick: act }, words);
  const [acts] = all(".pb-brief__acts");
  acts.append(button("Print on one page", () => print()), button("Copy as Markdown", () => copy(false)), button("Copy for Confluence, Notion, mail", () => copy(true)), ...parts);
  acts.querySelector("button")?.classList.add("pb-button--first");
  acts.hidden = false;

  const stored = readStored(key);
  for (const field of stored && typeof stored === "object" ? controls : []) {
    const words = Reflect.get(/** @type {object} */ (stored), field.id);
    if (typeof words === "string") field.value = words.slice(0, 400);
  }
  show();
}

component("brief", mountBrief);
