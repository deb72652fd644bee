/** What a reader sees of a walk: the question, what is still possible, why, and what to take along. */

import { copyContent, download } from "./clipboard.js";
import { make } from "./state.js";
import { shareWalk, writeWalk } from "./tree-address.js";
import { textsIn } from "./tree-page.js";
import { decisionRecord, recordMarkdown } from "./tree-record.js";
import { CANNOT_SAY, narrowestQuestion, nearestFlips } from "./tree-walk.js";

/**
 * @typedef {import("./tree-page.js").Tree} Tree
 * @typedef {import("./tree-walk.js").Given} Given
 * @typedef {import("./tree-record.js").Walked & {at?: string, notes: import("./tree-address.js").Note[]}} Stand where a walk stands
 */

/** @param {number} number */
export const countOutcomes = (number) => (number === 1 ? "1 outcome" : `${number} outcomes`);

/** @type {(words: string, href: string) => HTMLElement} */
const linkTo = (words, href) => make("a", { href }, words);

/** @type {(tag: string, items: (string | Node)[], kind?: string) => HTMLElement} */
const listOf = (tag, items, kind) => make(tag, { class: kind }, ...items.map((item) => make("li", {}, item)));

/** @type {(kind: string, summary: string, ...content: (Node | null)[]) => HTMLElement} */
const foldOf = (kind, summary, ...content) => make("details", { class: `pb-group pb-walk__${kind}` }, make("summary", {}, summary), ...content);

/** @type {(tree: Tree, given: Given, at?: string) => string} */
const hrefOf = ({ graph }, given, at) => writeWalk(graph, given, at) || "#?";

/**
 * What an address said that the tree of today does not.
 * @param {Tree} tree
 * @param {Stand} stand
 */
export function notesView({ root, named }, { notes }) {
  const sentence = (/** @type {import("./tree-address.js").Note} */ { kind, id = "", to = "" }) =>
    ({
      retired: () => textsIn(root, `#${CSS.escape(id)}`)[0],
      gone: () => `The answer in this address to “${named(id)}” is not one of its answers now.`,
      leads: () => `Your answer to “${named(id)}” now leads to “${named(to)}”.`,
      ended: () => `When this address was made, it ended at “${named(id)}”.`,
      "left-out": () => "Some answers were left out of this link. Give your own here, and the others apply again.",
      strange: () => "Parts of this address mean nothing to this tree. They were ignored.",
    })[kind]();
  const isOld = notes.some(({ kind }) => !["left-out", "strange"].includes(kind));
  const lines = [...(isOld ? ["The tree has changed since this address was made."] : []), ...notes.map(sentence)];
  return lines.length ? make("div", { class: "pb-walk__notes" }, ...lines.map((line) => make("p", {}, line))) : null;
}

/**
 * One question with its answers as radio buttons.
 * @param {Tree} tree
 * @param {Stand} stand
 * @param {string} asked
 * @param {(given: Given) => void} go
 */
export function questionView({ questions }, { given, at }, asked, go) {
  const { ask, says, unsure } = /** @type {import("./tree-page.js").TreeQuestion} */ (questions.get(asked));
  const choices = [...says, ...(unsure ? [] : [[CANNOT_SAY, "I can’t say"]])].map(([value, words]) =>
    make(
      "label",
      { class: `pb-choice${value === CANNOT_SAY ? " pb-choice--open" : ""}` },
      make("input", { type: "radio", name: "answer", value, required: true, checked: given.get(asked) === value }),
      make("span", {}, words),
    ),
  );
  const onsubmit = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault();
    const answer = new FormData(/** @type {HTMLFormElement} */ (event.target)).get("answer");
    go(new Map(given).set(asked, String(answer)));
  };
  return make(
    "form",
    { class: "pb-walk__card", onsubmit },
    make("fieldset", {}, make("legend", {}, make("h2", { tabIndex: -1 }, ask)), ...choices),
    at && make("p", { class: "pb-walk__later" }, "Later answers are kept where they still apply."),
    make("button", { type: "submit", class: "pb-button pb-button--first pb-walk__next" }, "Next"),
  );
}

/**
 * The one open question whose answer would narrow the outcomes most.
 * @param {Tree} tree
 * @param {Stand} stand
 */
function narrowView(tree, { given }) {
  const narrow = narrowestQuestion(tree.graph, given);
  const section = narrow && tree.questions.get(narrow.question)?.section;
  if (!section) return null;
  return make(
    "div",
    { class: "pb-walk__narrow" },
    make("p", {}, "One answer would narrow them most: ", linkTo(tree.named(narrow.question), hrefOf(tree, given, narrow.question))),
    make("p", {}, `It would leave ${Number(narrow.expected.toFixed(1))} outcomes on average, every answer counted alike. ${textsIn(section, ".pb-question__find")[0]}`),
  );
}

/**
 * The outcomes still possible, by name, folded under a line that counts them.
 * @param {Tree} tree
 * @param {Stand} stand
 * @param {string} summary
 */
export function possibleView(tree, stand, summary) {
  return foldOf("possible", summary, listOf("ul", stand.possible.map(tree.named)), isOpenWalk(stand) ? narrowView(tree, stand) : null);
}

/** @param {Stand} stand */
export const isOpenWalk = ({ given }) => [...given.values()].includes(CANNOT_SAY);

/**
 * The end of a walk with questions that the reader cannot answer.
 * @param {Tree} tree
 * @param {Stand} stand
 */
export function openEndView(tree, stand) {
  return make(
    "div",
    { class: "pb-walk__open" },
    make("h2", { tabIndex: -1 }, `${countOutcomes(stand.possible.length)} still possible`),
    make("p", {}, "With what you can say today, the walk can end in each of these."),
    listOf("ul", stand.possible.map((id) => linkTo(tree.named(id), `#${id}`)), "pb-links"),
    narrowView(tree, stand),
  );
}

/**
 * Which answers decided, and where a different one would have led, the nearest first.
 * @param {Tree} tree
 * @param {Stand} stand
 */
export function whyView(tree, { given, steps }) {
  const { named, says } = tree;
  const flips = nearestFlips(tree.graph, given);
  const decided = [...new Set(flips.map(({ question }) => question))];
  const idle = steps.filter((question) => !decided.includes(question) && given.get(question) !== CANNOT_SAY);
  const elsewhere = (/** @type {import("./tree-walk.js").Flip} */ { question, instead, outcomes }) => {
    const ends = outcomes.length > 3 ? `further questions, ${countOutcomes(outcomes.length)} possible` : outcomes.map(named).join(", or ");
    return make("span", {}, `Had you said “${says(question, instead)}”: `, linkTo(ends, hrefOf(tree, new Map(given).set(question, instead))));
  };
  const answered = (/** @type {string} */ question) => [`${named(question)} `, make("b", {}, says(question, given.get(question)))];
  return foldOf(
    "why",
    "Why: the answers that decided it",
    make("p", {}, "A different answer to one of these leads elsewhere, the nearest first."),
    make("ol", {}, ...decided.map((question) => make("li", {}, ...answered(question), listOf("ul", flips.filter((flip) => flip.question === question).map(elsewhere))))),
    idle.length ? make("p", {}, "These made no difference, whatever you had said.") : null,
    make("ul", {}, ...idle.map((question) => make("li", {}, ...answered(question)))),
  );
}

/**
 * The decision record, the link to share, and printing.
 * @param {Tree} tree
 * @param {Stand} stand
 */
export function takeView(tree, stand) {
  const { graph, root } = tree;
  const said = make("p", { class: "pb-walk__said", role: "status" });
  const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox" }));
  const link = () => location.href.replace(/[?#].*$/s, "") + (shareWalk(graph, stand.given, box.checked) || "#?");
  const now = new Date();
  const date = new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  const record = () => decisionRecord(tree, stand, { everything: box.checked, link: link(), date });
  const copy = async (/** @type {{text: string, html?: string}} */ content) => {
    said.textContent = (await copyContent(content)) ? "Copied." : "Not copied: this browser refused it. Download it instead.";
  };
  const button = (/** @type {string} */ words, /** @type {() => unknown} */ onclick) => make("button", { type: "button", class: "pb-button", onclick }, words);
  return foldOf(
    "take",
    "Take it with you: decision record, link, print",
    make(
      "p",
      { class: "pb-walk__buttons" },
      button("Copy for Confluence, Notion, mail", () => copy({ text: recordMarkdown(record()), html: record().innerHTML })),
      button("Copy as Markdown", () => copy({ text: recordMarkdown(record()) })),
      button("Download", () => download(`decision-record-${root.dataset.tree}-${date}.md`, recordMarkdown(record()), "text/markdown")),
      root.dataset.private === undefined && button("Copy link", () => copy({ text: link() })),
      button("Print", () => print()),
    ),
    said,
    stand.steps.some((question) => graph.sensitive.has(question))
      ? make("label", { class: "pb-walk__secret" }, box, make("span", {}, "Include my answers about red lines. They are left out of links and records unless you ask."))
      : null,
    make("p", { class: "pb-quiet" }, "What is written may have to be disclosed one day. Keep to facts."),
  );
}

/**
 * The answers given, each a link that changes it, and the ways out of the walk.
 * @param {Tree} tree
 * @param {Stand} stand
 * @param {string} here
 */
export function trailView(tree, { given, steps, at }, here) {
  const step = (/** @type {string} */ question) =>
    make(
      "a",
      { href: hrefOf(tree, given, question), "aria-current": at === question && "step" },
      make("span", { class: "pb-trail__ask" }, tree.named(question)),
      " ",
      make("b", {}, tree.says(question, given.get(question))),
      " ",
      make("span", { class: "pb-trail__change" }, "Change"),
    );
  return make(
    "div",
    {},
    steps.length > 0 && make("div", { class: "pb-trail" }, make("p", { class: "pb-trail__title" }, "Your answers"), listOf("ol", steps.map(step))),
    make("p", { class: "pb-walk__foot" }, steps.length > 0 && linkTo("Start again", "#?"), " ", linkTo("Show the whole tree", `#${here}`)),
  );
}

/**
 * The way from the whole tree back into the walk.
 * @param {Tree} tree
 * @param {Stand} stand
 */
export function wayBackView(tree, { given, at }) {
  return make("p", {}, make("a", { href: hrefOf(tree, given, at), class: "pb-button" }, "Walk through it, one question at a time"));
}
