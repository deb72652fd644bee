/** Scripts that a page asks for only once somebody opens a fold, or follows an address that carries its state. */

import { component, make, readState } from "./state.js";

/**
 * What was asked for, by address; what did not come is asked for anew.
 * @type {Map<string, Promise<unknown>>}
 */
const askedFor = new Map();

/** @param {string} src */
function ask(src) {
  const coming =
    askedFor.get(src) ??
    new Promise((onload, fail) => {
      const script = make("script", {
        src,
        onload,
        onerror: () => {
          script.remove();
          askedFor.delete(src);
          fail();
        },
      });
      document.head.append(script);
    });
  askedFor.set(src, coming);
  return coming;
}

/** @param {HTMLElement & {open?: boolean}} fold its scripts in the order in which they stand on each other */
function mountLater(fold) {
  const sources = (fold.dataset.script ?? "").split(" ").map((source) => new URL(source, location.href).href);
  const said = make("p", { class: "pb-quiet", role: "status" });
  const load = async () => {
    if (!fold.open) return;
    said.textContent = "Loading…";
    fold.querySelector("summary")?.after(said);
    try {
      for (const source of sources) await ask(source);
      said.remove();
      fold.removeEventListener("toggle", load);
    } catch {
      said.textContent = "This did not load. Close it and open it again to try once more.";
    }
  };
  fold.hidden = false;
  if (fold.dataset.carried !== undefined && readState(location.hash).size) fold.open = true;
  fold.addEventListener("toggle", load);
  load();
}

component("later", mountLater);
