/*
 * The theme's search, asked better. This worker runs the theme's own in the same scope and hands it
 * each query without the words that say nothing (telling.js).
 *
 * The words of all pages, the theme's worker and telling.js come with the first query, not with the
 * first page: the theme's index names where the words are, and holds none.
 *
 * The build puts the names of the two scripts in place of THEME_WORKER and TELLING.
 */
"use strict";

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

/** What a query says, all of it where telling.js does not come. */
function said(query) {
  try {
    if (!self.telling) importScripts("TELLING");
    return self.telling(query);
  } catch {
    return query;
  }
}

function toTheme({ data: { type, data } }) {
  if (!tell) importScripts("THEME_WORKER");
  return tell({ data: { type, data: type === QUERY ? said(data) : data } });
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
  if (message?.type !== QUERY || words === "here") return toTheme(event);
  latest = message.data;
  if (!latest) return answer({ type: RESULT, data: { items: [] } });
  if (words === "away") fetchWords();
});
