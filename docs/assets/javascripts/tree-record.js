/** The decision record of a walk: as Markdown, and as rich text for pages and mail. */

import { make } from "./state.js";

/**
 * @typedef {string | {b: string} | {i: string} | {a: string, href: string}} Run
 * @typedef {{h?: 1 | 2, p?: Run[], ul?: Run[][], ol?: Run[][], todo?: Run[][]}} Block
 * @typedef {Object} TreeRecord
 * @property {string} title
 * @property {string} [stance]
 * @property {string} advice
 * @property {{ask: string, says: string, why: string}[]} answers
 * @property {string} left what was left out, in words; empty when nothing was
 * @property {string[]} moves
 * @property {[string, string][]} risks
 * @property {string[]} changes what would change the advice
 * @property {string[]} elsewhere which other answers would have led elsewhere
 * @property {{title: string, link: string, reviewed: string, version: string}} tree
 * @property {string} date
 */

/**
 * @param {TreeRecord} record
 * @returns {Block[]}
 */
export function recordBlocks(record) {
  const { tree } = record;
  const part = (/** @type {string} */ title, /** @type {Block} */ block, /** @type {unknown[]} */ items) =>
    items.length ? [/** @type {Block} */ ({ h: 2, p: [title] }), block] : [];
  const plain = (/** @type {string[]} */ lines) => lines.map((line) => /** @type {Run[]} */ ([line]));
  const changes = plain([...record.changes, ...record.elsewhere]);
  return [
    { h: 1, p: [`Decision record: ${record.title}`] },
    { p: [{ b: "Context:" }, "___ (what is to be decided, who decides, and by when)"] },
    { h: 2, p: ["Answers"] },
    ...(record.answers.length ? [{ ol: record.answers.map(({ ask, says, why }) => /** @type {Run[]} */ ([ask, { b: says }, { i: why }])) }] : []),
    ...(record.left ? [{ p: [record.left] }] : []),
    { h: 2, p: ["Outcome"] },
    { p: [{ b: record.title }, record.stance ? `(${record.stance}).` : "", record.advice].filter(Boolean) },
    ...part("First moves", { todo: plain(record.moves) }, record.moves),
    ...part("Risks", { ul: record.risks.map(([name, words]) => /** @type {Run[]} */ ([{ b: `${name}:` }, words])) }, record.risks),
    ...part("What would change it", { ul: changes }, changes),
    { p: [`${record.date}. Made with`, { a: tree.title, href: tree.link }, `reviewed ${tree.reviewed}, version ${tree.version}. Advice, not policy.`] },
  ];
}

/**
 * @param {TreeRecord} record
 * @returns {string}
 */
export function recordMarkdown(record) {
  const line = (/** @type {Run[]} */ runs) => runs.map(markdownRun).join(" ");
  const list = (/** @type {Run[][]} */ items, /** @type {(at: number) => string} */ mark) => items.map((runs, at) => mark(at) + line(runs)).join("\n");
  const blocks = recordBlocks(record).map(({ h, p, ul, ol, todo }) => {
    if (ul) return list(ul, () => "- ");
    if (ol) return list(ol, (at) => `${at + 1}. `);
    if (todo) return list(todo, () => "- [ ] ");
    return (h ? `${"#".repeat(h)} ` : "") + line(p ?? []);
  });
  return `${blocks.join("\n\n")}\n`;
}

/** @param {Run} run */
function markdownRun(run) {
  if (typeof run === "string") return plainMarkdown(run);
  if ("b" in run) return `**${plainMarkdown(run.b)}**`;
  if ("i" in run) return `*${plainMarkdown(run.i)}*`;
  return `[${plainMarkdown(run.a)}](<${run.href}>)`;
}

/**
 * Text as Markdown shows it literally. Underscores after a space open nothing that could close.
 * @param {string} text
 * @returns {string}
 */
export function plainMarkdown(text) {
  return text
    .trim()
    .replace(/\s+/g, " ")
    .replace(/[\\`*[\]<~|]|&(?=#?\w+;)/g, "\\$&")
    .replace(/[^\s_]_+/g, (run) => run[0] + "\\_".repeat(run.length - 1))
    .replace(/^([#>+-]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
}

/**
 * @param {TreeRecord} record
 * @returns {string} HTML, made of text nodes alone
 */
export function recordHtml(record) {
  const runs = (/** @type {Run[]} */ all) =>
    all.flatMap((run, at) => [
      at ? " " : "",
      typeof run === "string" ? run : "b" in run ? make("b", {}, run.b) : "i" in run ? make("i", {}, run.i) : make("a", { href: run.href }, run.a),
    ]);
  const list = (/** @type {string} */ tag, /** @type {Run[][]} */ items, mark = "") => make(tag, {}, ...items.map((item) => make("li", {}, mark, ...runs(item))));
  const blocks = recordBlocks(record).map(({ h, p, ul, ol, todo }) => {
    if (ul) return list("ul", ul);
    if (ol) return list("ol", ol);
    if (todo) return list("ul", todo, "☐ ");
    return make(h ? `h${h}` : "p", {}, ...runs(p ?? []));
  });
  return make("div", {}, ...blocks).innerHTML;
}

/**
 * A short name for a version of a tree: FNV-1a over its words and edges.
 * @param {string} text
 * @returns {string}
 */
export function treeVersion(text) {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}
