/**
 * A tree as a graph: where answers lead, what would lead elsewhere, and what is best asked next.
 * Pure; trees/reasons.py computes the same by the same definitions.
 */

/**
 * @typedef {Object} TreeGraph
 * @property {string} start
 * @property {Map<string, Map<string, string>>} edges for each question, in the order of the tree, its answers and where they lead
 * @property {string[]} outcomes in the order of the tree
 * @property {Set<string>} sensitive questions whose answers stay out of shared links
 * @property {Map<string, string>} aliases ids of old, and whose they are now
 * @property {Set<string>} retired
 *
 * @typedef {Map<string, string>} Given answers by question; CANNOT_SAY is none of a question's own
 * @typedef {{question: string, instead: string, outcomes: string[]}} Flip
 */

export const CANNOT_SAY = "-";

/**
 * Questions and outcomes that some walk with these answers meets, in the order of meeting. A question
 * without an answer of its own is walked along every branch, or not beyond it where `goesOn` says no.
 * @param {TreeGraph} graph
 * @param {Given} given
 * @param {(question: string) => boolean} [goesOn]
 * @returns {Set<string>}
 */
export function metNodes(graph, given, goesOn = () => true) {
  const met = new Set([graph.start]);
  for (const node of met) {
    const answers = graph.edges.get(node);
    const to = answers?.get(given.get(node) ?? "");
    if (to) met.add(to);
    else if (answers && goesOn(node)) for (const next of answers.values()) met.add(next);
  }
  return met;
}

/**
 * The outcomes where a walk with these answers can end.
 * @param {TreeGraph} graph
 * @param {Given} given
 * @returns {string[]}
 */
export function possibleOutcomes(graph, given) {
  const met = metNodes(graph, given);
  return graph.outcomes.filter((outcome) => met.has(outcome));
}

/**
 * The questions that the walk has met and that were answered, "can't say" too; and the one to ask next.
 * @param {TreeGraph} graph
 * @param {Given} given
 * @returns {{steps: string[], next: string | undefined}}
 */
export function walkSteps(graph, given) {
  const met = metNodes(graph, given, (question) => given.has(question));
  const questions = [...met].filter((node) => graph.edges.has(node));
  return {
    steps: questions.filter((question) => given.has(question)),
    next: [...graph.edges.keys()].find((question) => met.has(question) && !given.has(question)),
  };
}

/**
 * The most questions that a walk from a node can still take, itself included.
 * @param {TreeGraph} graph
 * @param {string} node
 * @param {Map<string, number>} [known]
 * @returns {number}
 */
export function longestFrom(graph, node, known = new Map()) {
  const answers = graph.edges.get(node);
  if (!answers) return 0;
  if (!known.has(node)) known.set(node, 1 + Math.max(...[...new Set(answers.values())].map((to) => longestFrom(graph, to, known))));
  return known.get(node) ?? 0;
}

/**
 * For each answered question of the walk, every other answer, and the outcomes then possible if all else stays.
 * @param {TreeGraph} graph
 * @param {Given} given
 * @returns {Flip[]}
 */
export function walkFlips(graph, given) {
  const met = metNodes(graph, given);
  return [...graph.edges].flatMap(([question, answers]) => {
    const mine = given.get(question) ?? "";
    if (!met.has(question) || !answers.has(mine)) return [];
    const others = [...answers.keys()].filter((answer) => answer !== mine);
    return others.map((instead) => ({ question, instead, outcomes: possibleOutcomes(graph, new Map(given).set(question, instead)) }));
  });
}

/**
 * The flips that lead elsewhere, nearest first: those that end in one outcome before those that need
 * further answers, and the latest question before earlier ones.
 * @param {TreeGraph} graph
 * @param {Given} given
 * @returns {Flip[]}
 */
export function nearestFlips(graph, given) {
  const now = possibleOutcomes(graph, given).join();
  const place = new Map([...graph.edges.keys()].map((question, at) => [question, at]));
  const later = (/** @type {Flip} */ flip) => -(place.get(flip.question) ?? 0);
  return walkFlips(graph, given)
    .filter((flip) => flip.outcomes.join() !== now)
    .sort((a, b) => Number(a.outcomes.length > 1) - Number(b.outcomes.length > 1) || later(a) - later(b));
}

/**
 * The open question whose answer leaves the fewest outcomes on average, every answer counted alike; the
 * first of the tree wins a tie.
 * @param {TreeGraph} graph
 * @param {Given} given
 * @returns {{question: string, expected: number} | null} null when one outcome is left
 */
export function narrowestQuestion(graph, given) {
  if (possibleOutcomes(graph, given).length < 2) return null;
  const met = metNodes(graph, given);
  let best = null;
  for (const [question, answers] of graph.edges) {
    if (!met.has(question) || answers.has(given.get(question) ?? "")) continue;
    let left = 0;
    for (const answer of answers.keys()) left += possibleOutcomes(graph, new Map(given).set(question, answer)).length;
    const expected = left / answers.size;
    if (!best || expected < best.expected) best = { question, expected };
  }
  return best;
}
