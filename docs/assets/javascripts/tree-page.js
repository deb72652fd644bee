/** A tree as its page says it: the graph from data attributes, the words from the plain sections. */

/**
 * @typedef {{section: HTMLElement, ask: string, says: Map<string, string>, unsure: boolean}} TreeQuestion
 * @typedef {{section: HTMLElement, title: string}} TreeOutcome
 * @typedef {Object} Tree
 * @property {HTMLElement} root
 * @property {import("./tree-walk.js").TreeGraph} graph
 * @property {Map<string, TreeQuestion>} questions
 * @property {Map<string, TreeOutcome>} outcomes
 * @property {(id: string) => string} named a question or an outcome in words
 * @property {(question: string, answer: string | undefined) => string} says an answer in words
 */

/**
 * @param {ParentNode} place
 * @param {string} selector
 * @returns {string[]} the words of each
 */
export function textsIn(place, selector) {
  return [...place.querySelectorAll(selector)].map((element) => (element.textContent ?? "").replace(/\s+/g, " ").trim());
}

/**
 * @param {HTMLElement} root
 * @returns {Tree}
 */
export function readTree(root) {
  const questions = new Map();
  const outcomes = new Map();
  const edges = new Map();
  const sensitive = new Set();
  const aliases = new Map();
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("section"))) {
    const { id, dataset } = section;
    const [title] = textsIn(section, "h2");
    for (const alias of section.querySelectorAll(".pb-anchor")) aliases.set(alias.id, id);
    if (dataset.outcome) outcomes.set(id, { section, title });
    if (!dataset.question) continue;
    const answers = /** @type {HTMLElement[]} */ ([...section.querySelectorAll("[data-answer]")]);
    const words = textsIn(section, ".pb-answer__says");
    if (dataset.sensitive !== undefined) sensitive.add(id);
    edges.set(id, new Map(answers.map((answer) => [answer.dataset.answer, answer.dataset.to])));
    questions.set(id, {
      section,
      ask: title,
      says: new Map(answers.map((answer, at) => [answer.dataset.answer, words[at]])),
      unsure: answers.some((answer) => answer.dataset.unsure !== undefined),
    });
  }
  const retired = new Set([...root.querySelectorAll(".pb-tree__retired")].map((gone) => gone.id));
  return {
    root,
    graph: { start: root.dataset.start ?? "", edges, outcomes: [...outcomes.keys()], sensitive, aliases, retired },
    questions,
    outcomes,
    named: (id) => outcomes.get(id)?.title ?? questions.get(id)?.ask ?? id,
    says: (question, answer) => questions.get(question)?.says.get(answer) ?? "I can’t say",
  };
}

/**
 * A short name for a version of a tree: FNV-1a over its words and edges.
 * @param {Tree} tree
 * @returns {string}
 */
export function treeVersion({ root, graph }) {
  const edges = JSON.stringify([...graph.edges].map(([id, answers]) => [id, ...answers]));
  let hash = 0x811c9dc5;
  for (const character of edges + textsIn(root, "section").join("")) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  return hash.toString(16).padStart(8, "0");
}
