/*
 * What a query says. The theme looks for every word as a beginning: "we" would find "week" and "went"
 * before what was meant, so words that say nothing ("they", "want", "how do I") are left out.
 * The worker asks for this with the first query.
 */
"use strict";

const SILENT = new Set(
  ("a about above after again all almost also although always am an and another any anybody anyone anything are as at be because been " +
    "before being below between but by can cannot cant could did do does doing don done dont down during each either else enough ever every " +
    "everybody everyone everything few for from further get gets getting give given go goes going got had has have having he her here hers him his " +
    "how however i if im in into is isnt it its just keep keeps let like made make makes many may maybe me might mine more most much must my myself " +
    "need needs neither never no nor not nothing now of off often on once only or other others our ours out over own people please put quite rather " +
    "re really s same say saying says see seem seems shall she should since so some somebody someone something still such t take takes tell than " +
    "that the their theirs them themselves then there these they theyre thing things think this those though through to too toward under until up " +
    "upon us use used very want wants was way we well were what whats when where whether which while who whom whose why will with within without " +
    "wont would yet you your yours").split(" "),
);

/**
 * The words of a query that say something; all of them when none does. Operators (+ - " ~ :) are left to the theme.
 * @param {string} query
 * @returns {string}
 */
self.telling = (query) => {
  if (/["~:^*]|(?:^|\s)[+-]/.test(query)) return query;
  const words = query.toLowerCase().replace(/['’]/g, "").split(/[\s\-,.;!?()/]+/).filter(Boolean);
  const kept = words.filter((word) => !SILENT.has(word));
  return (kept.length ? kept : words).join(" ");
};
