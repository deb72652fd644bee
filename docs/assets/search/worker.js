/*
 * The theme's search, asked better. This worker runs the theme's own in the same scope and hands it
 * each query without the words that say nothing ("they", "want", "how do I"), because the theme
 * looks for every word as a beginning: "we" would find "week" and "went" before what was meant.
 *
 * The words of all pages, and the theme's worker, come with the first query, not with the first page:
 * the theme's index names where the words are, and holds none.
 *
 * The build puts the name of the theme's worker in place of THEME_WORKER.
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
function telling(query) {
  if (/["~:^*]|(?:^|\s)[+-]/.test(query)) return query;
  const words = query.toLowerCase().replace(/['’]/g, "").split(/[\s\-,.;!?()/]+/).filter(Boolean);
  const kept = words.filter((word) => !SILENT.has(word));
  return (kept.length ? kept : words).join(" ");
}

const [SETUP, READY, QUERY, RESULT] = [0, 1, 2, 3];
const listen = self.addEventListener.bind(self);
const answer = self.postMessage?.bind(self);

/** Where the words of the pages are: "here", "away", "coming" or "arriving". */
let words = "here";
/** What the theme was set up with, and the query that is to be answered once the words are here. */
let setup, latest;
/** Hands a message to the theme's worker. */
let tell;

async function fetchWords() {
  words = "coming";
  try {
    const docs = await (await fetch(new URL(setup.config.words, self.location.href))).json();
    words = "arriving";
    toTheme({ data: { type: SETUP, data: { ...setup, docs } } });
  } catch {
    words = "away";
    answer({ type: RESULT, data: { items: [] } });
  }
}

function toTheme(event) {
  if (!tell) importScripts("THEME_WORKER");
  return tell(event);
}

self.addEventListener = (type, handler, options) => {
  if (type === "message") tell = handler;
  else listen(type, handler, options);
};

self.postMessage = (message, ...rest) => {
  if (words !== "arriving" || message?.type !== READY) return answer(message, ...rest);
  words = "here";
  toTheme({ data: { type: QUERY, data: latest } });
};

listen("message", (event) => {
  const message = event.data;
  if (message?.type === SETUP && message.data.config.words) {
    [words, setup] = ["away", message.data];
    return answer({ type: READY });
  }
  if (message?.type !== QUERY) return toTheme(event);
  latest = telling(String(message.data));
  if (words === "here") return toTheme({ data: { ...message, data: latest } });
  if (!latest) return answer({ type: RESULT, data: { items: [] } });
  if (words === "away") fetchWords();
});
