/** The decision record of a walk: rich text for pages and mail, and the same as Markdown. */

import { make } from "./state.js";
import { textsIn, treeVersion } from "./tree-page.js";
import { narrowestQuestion, nearestFlips } from "./tree-walk.js";

/**
 * @typedef {{given: import("./tree-walk.js").Given, steps: string[], possible: string[]}} Walked
 * @param {import("./tree-page.js").Tree} tree
 * @param {Walked} walked
 * @param {{everything: boolean, link: string, date: string}} options whether sensitive answers go in; where the walk is found
 * @returns {HTMLElement}
 */
export function decisionRecord(tree, { given, steps, possible }, { everything, link, date }) {
  const { root, graph, questions, named, says } = tree;
  const shown = steps.filter((question) => everything || !graph.sensitive.has(question));
  const left = steps.length - shown.length;
  const end = possible.length === 1 ? tree.outcomes.get(possible[0]) : undefined;
  const texts = (/** @type {string} */ selector) => (end ? textsIn(end.section, selector) : []);
  const narrow = narrowestQuestion(graph, given);
  const title = end?.title ?? `${possible.length} outcomes still possible`;
  const advice = end ? texts(".pb-outcome__advice") : [...possible.map((id) => `${named(id)}.`), ...(narrow ? ["To be answered first:", named(narrow.question)] : [])];
  const nearest = new Map();
  for (const { question, instead, outcomes } of nearestFlips(graph, given)) {
    const words = `“${says(question, instead)}” to “${named(question)}” would have led to: ${named(outcomes[0])}`;
    if (shown.includes(question) && outcomes.length === 1 && !nearest.has(outcomes[0])) nearest.set(outcomes[0], words);
  }
  const part = (/** @type {string} */ heading, /** @type {string} */ tag, /** @type {(string | Node)[][]} */ items) =>
    items.length ? [make("h2", {}, heading), make(tag, {}, ...items.map((item) => make("li", {}, ...item)))] : [];
  const bold = (/** @type {string} */ words) => make("b", {}, words);
  const why = (/** @type {string} */ question) => textsIn(/** @type {HTMLElement} */ (questions.get(question)?.section), ".pb-question__why")[0];
  return make(
    "div",
    {},
    make("h1", {}, `Decision record: ${title}`),
    make("p", {}, bold("Context:"), " ___ (what is to be decided, who decides, and by when)"),
    ...part("Answers", "ol", shown.map((question) => [`${named(question)} `, bold(says(question, given.get(question))), " ", make("i", {}, why(question))])),
    left ? make("p", {}, left === 1 ? "Left out: 1 answer about red lines." : `Left out: ${left} answers about red lines.`) : null,
    make("h2", {}, "Outcome"),
    make("p", {}, bold(title), ["", ...texts(".pb-outcome__stance").map((stance) => `(${stance}).`), ...advice].join(" ")),
    ...part("First moves", "ul", texts(".pb-outcome__moves li").map((move) => [`☐ ${move}`])),
    ...part("Risks", "ul", texts(".pb-outcome__risks dd").map((risk, at) => [bold(`${texts(".pb-outcome__risks dt")[at]}:`), ` ${risk}`])),
    ...part("What would change it", "ul", [...texts(".pb-outcome__changes li"), ...nearest.values()].map((change) => [change])),
    make("p", {}, `${date}. Made with `, make("a", { href: link }, root.dataset.title), ` reviewed ${root.dataset.reviewed}, version ${treeVersion(tree)}. Advice, not policy.`),
  );
}

/**
 * A record as Markdown; its boxes become a task list.
 * @param {HTMLElement} record
 * @returns {string}
 */
export function recordMarkdown(record) {
  const blocks = [...record.children].map((block) => {
    const items = [...block.children].map((item, at) => (block.tagName === "OL" ? `${at + 1}. ` : "- ") + inlineMarkdown(item));
    if (/[UO]L/.test(block.tagName)) return items.join("\n");
    return "#".repeat(Number(block.tagName[1] ?? 0)) + (block.tagName[1] ? " " : "") + inlineMarkdown(block);
  });
  return `${blocks.join("\n\n")}\n`;
}

/** @param {Element} element */
function inlineMarkdown(element) {
  const parts = [...element.childNodes].map((node) => {
    const text = plainMarkdown(node.textContent ?? "");
    if (node instanceof HTMLAnchorElement) return `[${text}](<${node.href}>)`;
    const mark = { B: "**", I: "*" }[node.nodeName] ?? "";
    return mark + text + mark;
  });
  const line = parts.join("").replace(/^(?:[#>+-]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
  return line.replace(/^☐/, "[ ]");
}

/**
 * Text as Markdown shows it literally. Underscores after a space open nothing that could close.
 * @param {string} text
 * @returns {string}
 */
export function plainMarkdown(text) {
  return text.replace(/[\\`*[\]<~|]|&(?=#?\w+;)/g, "\\$&").replace(/[^\s_]_+/g, (run) => run[0] + "\\_".repeat(run.length - 1));
}
