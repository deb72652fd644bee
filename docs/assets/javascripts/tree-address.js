/** A walk as an address, and an address as a walk. Pure; everything read is looked up in the tree. */

import { readState, writeState } from "./state.js";
import { CANNOT_SAY, possibleOutcomes, walkSteps } from "./tree-walk.js";

/**
 * @typedef {import("./tree-walk.js").TreeGraph} TreeGraph
 * @typedef {import("./tree-walk.js").Given} Given
 * @typedef {{kind: "retired" | "gone" | "leads" | "ended" | "left-out" | "strange", id?: string, to?: string}} Note
 */

/**
 * The address of a walk: its answers in the order of the walk; with `-` before the name those kept for
 * questions that it does not meet now; `_at`, a question that is looked at again; `_to`, where it ended.
 * @param {TreeGraph} graph
 * @param {Given} given
 * @param {string} [at]
 * @returns {string}
 */
export function writeWalk(graph, given, at) {
  const { steps } = walkSteps(graph, given);
  const kept = [...given.keys()].filter((question) => !steps.includes(question)).sort();
  return writeState([
    ...steps.map((question) => answerOf(given, question)),
    ...kept.map((question) => answerOf(given, question, "-")),
    ...(at ? [/** @type {[string, string]} */ (["_at", at])] : endOf(graph, given)),
  ]);
}

/**
 * The address to share: without kept answers, and without sensitive ones unless they are asked for.
 * @param {TreeGraph} graph
 * @param {Given} given
 * @param {boolean} everything
 * @returns {string}
 */
export function shareWalk(graph, given, everything) {
  const { steps } = walkSteps(graph, given);
  const shared = steps.filter((question) => everything || !graph.sensitive.has(question));
  const end = shared.length === steps.length ? endOf(graph, given) : [];
  return writeState([...shared.map((question) => answerOf(given, question)), ...end]);
}

/**
 * @param {Given} given
 * @param {string} question
 * @param {string} [mark]
 * @returns {[string, string]}
 */
function answerOf(given, question, mark = "") {
  return [mark + question, given.get(question) ?? CANNOT_SAY];
}

/**
 * @param {TreeGraph} graph
 * @param {Given} given
 * @returns {[string, string][]}
 */
function endOf(graph, given) {
  const possible = walkSteps(graph, given).next ? [] : possibleOutcomes(graph, given);
  return possible.length === 1 ? [["_to", possible[0]]] : [];
}

/**
 * Replay an address as far as it holds today. What it says beyond that becomes notes, each once.
 * @param {TreeGraph} graph
 * @param {string} hash
 * @returns {{given: Given, at: string | undefined, notes: Note[]}}
 */
export function readWalk(graph, hash) {
  const state = readState(hash);
  const given = new Map();
  /** @type {Note[]} */
  const notes = [];
  /** @type {string[]} questions in the order in which the address walked them */
  const walked = [];
  let strange = !state.size && /\?./.test(hash);
  const own = (/** @type {string} */ id) => graph.aliases.get(id) ?? id;

  for (const [key, value] of state) {
    if (key === "_at" || key === "_to") continue;
    const kept = key.startsWith("-");
    const id = own(kept ? key.slice(1) : key);
    const answers = given.has(id) ? undefined : graph.edges.get(id);
    const retired = graph.retired.has(id);
    if (answers?.has(value) || (answers && value === CANNOT_SAY)) given.set(id, value);
    else if (!answers && !retired) strange = true;
    else if (!kept) notes.push({ kind: retired ? "retired" : "gone", id });
    if (!kept && (answers || retired)) walked.push(id);
  }

  const { steps, next } = walkSteps(graph, given);
  const split = [...given.values()].includes(CANNOT_SAY) ? -1 : walked.findIndex((id, at) => steps.includes(id) && !steps.includes(walked[at + 1] ?? id));
  if (next && graph.sensitive.has(next) && walked.some((id) => given.has(id) && !steps.includes(id))) notes.push({ kind: "left-out", id: next });
  else if (split >= 0 && walked[split + 1] !== next) notes.push({ kind: "leads", id: walked[split], to: graph.edges.get(walked[split])?.get(given.get(walked[split])) });

  const end = own(state.get("_to") ?? "");
  const known = graph.outcomes.includes(end);
  if (graph.retired.has(end)) notes.push({ kind: "retired", id: end });
  else if (known && !(possibleOutcomes(graph, given).join() === end)) notes.push({ kind: "ended", id: end });
  else if (end && !known) strange = true;
  const at = own(state.get("_at") ?? "");
  if (at && !steps.includes(at)) strange = true;
  if (strange) notes.push({ kind: "strange" });
  return { given, at: steps.includes(at) ? at : undefined, notes };
}
