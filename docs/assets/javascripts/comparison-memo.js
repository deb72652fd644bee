/** "Take it with you" under the calculator: the memo with the numbers on screen, and the cash flows as CSV. */

import { copyContent, download } from "./clipboard.js";
import { calculators } from "./comparisons.js";
import { flowsCsv, memoMarkdown, memoNodes, memoOf } from "./roi-memo.js";
import { measured } from "./roi-words.js";
import { component, make } from "./state.js";

/** @param {import("./comparisons.js").Calculated} now */
const changesOf = ({ model, published, settings }) =>
  model.inputs.flatMap(({ id, label, unit, likely }, index) => {
    const before = published.inputs[index].likely;
    const say = (/** @type {number} */ value) => measured(value, unit, model.currency);
    return settings.has(id) && likely !== before ? [`${label} ${say(likely)} (was ${say(before)})`] : [];
  });

/** @param {HTMLElement} place */
function mountMemo(place) {
  const root = /** @type {HTMLElement} */ (place.closest("[data-component=comparison]"));
  const fold = /** @type {HTMLDetailsElement} */ (place.closest("details"));
  const { name, title = "", blank } = root.dataset;
  const now = () => /** @type {import("./comparisons.js").Calculated} */ (calculators.get(root)?.());
  const memoNow = () => {
    const calculated = now();
    return memoOf(calculated, { title, link: `${location.href.split("#")[0]}${calculated.fragment}`, changes: blank === undefined ? changesOf(calculated) : [] });
  };
  const memo = make("div", { class: "pb-memo" });
  const said = make("p", { role: "status", class: "pb-calculator__said" });
  const copied = async (/** @type {string} */ text, /** @type {string | undefined} */ html = undefined) => {
    said.textContent = (await copyContent({ text, html })) ? "Copied." : "Not copied: this browser refuses. Select the memo below instead.";
  };
  const button = (/** @type {string} */ words, /** @type {() => unknown} */ onclick) => make("button", { type: "button", class: "pb-button", onclick }, words);
  const show = () => fold.open && memo.replaceChildren(...memoNodes(memoNow()));
  place.append(
    make(
      "div",
      { class: "pb-calculator__tools" },
      button("Copy the memo", () => copied(memoMarkdown(memoNow()), memo.innerHTML)),
      button("Copy as Markdown", () => copied(memoMarkdown(memoNow()))),
      button("Download Markdown", () => download(`${name}-memo.md`, memoMarkdown(memoNow()), "text/markdown")),
      button("Print the memo", () => printMemo(memo)),
      button("Cash flows as CSV", () => download(`${name}-flows.csv`, flowsCsv(now()), "text/csv")),
    ),
    said,
    memo,
  );
  root.addEventListener("calculated", show);
  show();
}

/**
 * Print a part of the page alone.
 * @param {HTMLElement} part
 */
function printMemo(part) {
  const sheet = make("div", { class: "pb-memo pb-memo--print md-typeset" }, ...[...part.childNodes].map((node) => node.cloneNode(true)));
  document.body.append(sheet);
  addEventListener("afterprint", () => sheet.remove(), { once: true });
  print();
}

component("comparison-memo", mountMemo);
