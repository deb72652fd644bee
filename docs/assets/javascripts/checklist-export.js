/**
 * A checklist as text for the place where the work is. The command line gives the same texts
 * (checklists/export.py); what has been ticked is known here alone.
 */

import { isSettled, stateOf } from "./checklist-state.js";
import { make } from "./state.js";

/**
 * @typedef {import("./checklist-state.js").Tick} Tick
 * @typedef {{words: string, link: string, tick?: Tick}} ExportRow
 * @typedef {{title: string, kind: string, rows: ExportRow[]}} ExportList
 */

export const STATE_WORDS = { done: "done", na: "not applicable", risk: "risk accepted" };

/** Formats by what the reader calls them. */
export const COPY_FORMATS = { github: "GitHub or GitLab", jira: "Jira", confluence: "Confluence", notion: "Notion or a document", csv: "CSV", text: "Plain text" };

/** @param {ExportRow} row @param {string} kind */
const exportState = ({ tick }, kind) => (isSettled(tick, kind) ? stateOf(tick, kind) : "");

/** Why an item was skipped, by whom, until when; empty when it was not. @param {ExportRow} row @param {string} kind */
function exportRemark(row, kind) {
  const state = exportState(row, kind);
  if (!state || state === "done") return "";
  return ` (${Reflect.get(STATE_WORDS, state)}: ${row.tick?.reason}; owner ${row.tick?.owner}; review ${row.tick?.review})`;
}

/** @param {string} words */
export const markdownText = (words) => words.replace(/[\\`*_[\]<>~&#@|]/g, "\\$&");

/** @param {string} words */
const jiraText = (words) => words.replace(/[\\{}[\]|*_^~+!]/g, "\\$&");

/** @param {string} cell */
const csvCell = (cell) => {
  const tame = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(tame) ? `"${tame.replaceAll('"', '""')}"` : tame;
};

/** @param {ExportList} list */
export const asGithub = ({ title, kind, rows }) =>
  [
    `### ${markdownText(title)}`,
    "",
    ...rows.map((row) => `- [${exportState(row, kind) ? "x" : " "}] ${markdownText(row.words + exportRemark(row, kind))} ([link](${row.link}))`),
    "",
  ].join("\n");

/** @param {ExportList} list */
const asJira = ({ title, kind, rows }) =>
  [
    `h3. ${jiraText(title)}`,
    "",
    ...rows.map((row) => `* ${exportState(row, kind) ? "(/)" : "( )"} ${jiraText(row.words + exportRemark(row, kind))} [link|${row.link}]`),
    "",
  ].join("\n");

/** @param {ExportList} list */
const asText = ({ title, kind, rows }) =>
  [title, "", ...rows.map((row) => `[${exportState(row, kind) ? "x" : " "}] ${row.words}${exportRemark(row, kind)} <${row.link}>`), ""].join("\n");

/** @param {ExportList} list */
const asCsv = ({ kind, rows }) =>
  [
    ["item", "done", "state", "reason", "owner", "review", "link"],
    ...rows.map((row) => {
      const state = exportState(row, kind);
      const skipped = state && state !== "done" ? row.tick : undefined;
      return [row.words, state ? "yes" : "no", Reflect.get(STATE_WORDS, state) ?? "open", skipped?.reason ?? "", skipped?.owner ?? "", skipped?.review ?? "", row.link];
    }),
  ]
    .map((cells) => `${cells.map(csvCell).join(",")}\r\n`)
    .join("");

/** Task items as Confluence's editor reads them. @param {ExportList} list */
function asConfluence({ title, kind, rows }) {
  const tasks = rows.map((row, at) =>
    make(
      "div",
      { "data-task-local-id": `item-${at + 1}`, "data-task-state": exportState(row, kind) ? "DONE" : "TODO" },
      `${row.words}${exportRemark(row, kind)} `,
      make("a", { href: row.link }, "link"),
    ),
  );
  return make("h3", {}, title).outerHTML + make("div", { "data-node-type": "actionList", "data-task-list-local-id": "checklist" }, ...tasks).outerHTML;
}

/** A list of boxes, as GitHub draws one; Notion makes to-dos of it, a document keeps the list. @param {ExportList} list */
function asNotion({ title, kind, rows }) {
  const items = rows.map((row) => {
    const box = make("input", { type: "checkbox" });
    if (exportState(row, kind)) box.setAttribute("checked", "");
    return make("li", {}, box, ` ${row.words}${exportRemark(row, kind)} `, make("a", { href: row.link }, "link"));
  });
  return make("h3", {}, title).outerHTML + make("ul", {}, ...items).outerHTML;
}

/**
 * @param {ExportList} list rows without ticks give an empty list
 * @param {string} format a key of COPY_FORMATS
 * @returns {{text: string, html?: string}}
 */
export function exportChecklist(list, format) {
  switch (format) {
    case "github":
      return { text: asGithub(list) };
    case "jira":
      return { text: asJira(list) };
    case "confluence":
      return { text: asText(list), html: asConfluence(list) };
    case "notion":
      return { text: asGithub(list), html: asNotion(list) };
    case "csv":
      return { text: asCsv(list) };
    default:
      return { text: asText(list) };
  }
}

/** A link that says where it leads, for chats and documents. @param {{title: string, link: string, says: string}} card */
export const linkCard = ({ title, link, says }) => ({
  text: `[${markdownText(title)}](${link}): ${markdownText(says)}`,
  html: make("span", {}, make("a", { href: link }, title), `: ${says}`).outerHTML,
});

/**
 * A new issue with the list in it.
 * @param {string} repository its https address
 * @param {{title: string, body: string, link: string}} issue `link` stands for a body that is too long
 * @returns {string} empty when there is no such repository
 */
export function issueLink(repository, { title, body, link }) {
  if (!/^https:\/\/[^/]+\/./.test(repository)) return "";
  const isGitlab = /^https:\/\/[^/]*gitlab/.test(repository);
  const [path, named, filled] = isGitlab ? ["-/issues/new", "issue[title]", "issue[description]"] : ["issues/new", "title", "body"];
  const address = (/** @type {string} */ text) => `${repository.replace(/\/+$/, "")}/${path}?${new URLSearchParams({ [named]: title, [filled]: text })}`;
  const whole = address(body);
  return whole.length > 7500 ? address(`[${markdownText(title)}](${link})`) : whole;
}
