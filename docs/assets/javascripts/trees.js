/** Walking a tree, one question at a time. The page is whole without it; this shows a part of it at a time. */

import { component, make, putState } from "./state.js";
import { readWalk, writeWalk } from "./tree-address.js";
import { readTree } from "./tree-page.js";
import { countOutcomes, isOpenWalk, notesView, openEndView, possibleView, questionView, takeView, trailView, wayBackView, whyView } from "./tree-views.js";
import { CANNOT_SAY, longestFrom, possibleOutcomes, walkSteps } from "./tree-walk.js";

/** When the reader last went back or forward: the theme may then load the page again, and the walk goes on in it. */
let lastTurn = 0;

/** @param {HTMLElement} root */
function mountTree(root) {
  const tree = readTree(root);
  const { graph, outcomes } = tree;
  const place = root.querySelector(".pb-walk");
  if (!place || !graph.edges.has(graph.start)) return;

  const live = make("p", { class: "pb-walk__live", role: "status" });
  const stage = make("div");
  const after = make("div");
  const before = beforeYouStart(root);
  const promise = root.parentElement?.querySelector(".pb-promise");
  const plain = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("section, .pb-tree__retired")]);
  place.append(live, stage);

  const path = location.pathname;
  let heard = location.hash;
  let state = readWalk(graph, heard);

  const go = (/** @type {import("./tree-walk.js").Given} */ given) => {
    state = { given, at: undefined, notes: [] };
    putState(writeWalk(graph, given), { push: true });
    heard = location.hash;
    show(true);
  };

  /** The section that the address names as it is, without a walk. */
  const named = (hash = location.hash) => {
    const target = hash.includes("?") ? null : document.getElementById(decoded(hash.slice(1)));
    return target && target !== place && root.contains(target) ? target : null;
  };

  const show = (/** @type {boolean} */ moved) => {
    const target = named();
    const { steps, next } = walkSteps(graph, state.given);
    const possible = possibleOutcomes(graph, state.given);
    const stand = { ...state, steps, possible };
    const asked = state.at ?? next;
    const end = !asked && possible.length === 1 ? outcomes.get(possible[0])?.section : undefined;
    root.dataset.view = target ? "whole" : "walk";
    root.toggleAttribute("data-steps", steps.length > 0);
    for (const section of plain) section.hidden = !target && section !== end;
    for (const part of [before, promise]) part?.toggleAttribute("hidden", !target && steps.length > 0);
    mark(target ? [] : [...steps, ...(asked ? [asked] : possible)]);
    after.remove();
    let words = "";
    if (target) {
      before.open = true;
      stage.replaceChildren(wayBackView(tree, stand));
    } else if (asked) {
      const number = (steps.includes(asked) ? steps.indexOf(asked) : steps.length) + 1;
      const most = isOpenWalk(stand) ? "" : ` of at most ${steps.length + (next ? longestFrom(graph, next) : 0)}`;
      words = `Question ${number}${most}. ${countOutcomes(possible.length)} still possible.`;
      const help = tree.questions.get(asked)?.section.querySelector(".pb-question__help")?.cloneNode(true);
      stage.replaceChildren(...[notesView(tree, stand), questionView(tree, stand, asked, go), help, possibleView(tree, stand, words), trailView(tree, stand, asked)].filter((part) => part instanceof Node));
    } else {
      words = `${countOutcomes(possible.length)}. The walk ends here.`;
      stage.replaceChildren(...[notesView(tree, stand), end ? null : openEndView(tree, stand)].filter((part) => part instanceof Node));
      after.replaceChildren(whyView(tree, stand), takeView(tree, stand), trailView(tree, stand, end?.id ?? graph.start));
      (end ?? place).after(after);
    }
    live.textContent = moved ? words : "";
    if (moved) bringUp(target ?? place, (target ?? end ?? stage).querySelector("h2"));
  };

  /** Mark the path walked in the picture of the tree. */
  const mark = (/** @type {string[]} */ nodes) => {
    for (const part of (root.closest("article") ?? root).querySelectorAll("[data-node], [data-edge]")) {
      const [from, answer] = (part.getAttribute("data-edge") ?? "").split("/");
      const given = nodes.includes(from) && state.given.get(from);
      part.toggleAttribute("data-walked", answer ? given === answer || given === CANNOT_SAY : nodes.includes(part.getAttribute("data-node") ?? ""));
    }
  };

  const gone = new AbortController();
  const hear = () => {
    if (!root.isConnected) return gone.abort();
    if (location.pathname !== path || location.hash === heard) return undefined;
    heard = location.hash;
    lastTurn = Date.now();
    if (!named()) state = readWalk(graph, heard);
    return show(true);
  };
  /* The theme would answer a link within the page by loading the page again, so it does not hear of ours. */
  const follow = (/** @type {MouseEvent} */ event) => {
    const anchor = event.target instanceof Element && event.target.closest("a");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = new URL(anchor.getAttribute("href") ?? anchor.getAttribute("xlink:href") ?? "", location.href);
    if (to.href.split("#")[0] !== location.href.split("#")[0] || !(to.hash.includes("?") || named(to.hash))) return;
    event.preventDefault();
    event.stopPropagation();
    putState(to.hash, { push: to.hash !== heard });
    heard = " ";
    hear();
  };
  const printing = (/** @type {Event} */ { type }) => {
    for (const details of root.querySelectorAll("section:not([hidden]) > :is(.pb-outcome__risks, .pb-outcome__changes)")) details.toggleAttribute("open", type === "beforeprint");
  };
  for (const type of ["popstate", "hashchange"]) addEventListener(type, hear, gone);
  for (const type of ["beforeprint", "afterprint"]) addEventListener(type, printing, gone);
  (root.closest("article") ?? root).addEventListener("click", /** @type {EventListener} */ (follow), gone);
  show(Date.now() - lastTurn < 5000);
}

/**
 * What stands above the first question, folded.
 * @param {HTMLElement} root
 * @returns {HTMLDetailsElement}
 */
function beforeYouStart(root) {
  const notes = [...root.querySelectorAll(".pb-tree__rule")];
  for (let above = root.previousElementSibling; above && !above.matches("h1, .pb-promise"); above = above.previousElementSibling) notes.unshift(above);
  const fold = make("details", { class: "pb-group pb-walk__before" }, make("summary", {}, "Before you start"), ...notes);
  root.prepend(fold);
  return /** @type {HTMLDetailsElement} */ (fold);
}

/** @param {string} id */
function decoded(id) {
  try {
    return decodeURIComponent(id);
  } catch {
    return id;
  }
}

/**
 * Bring a part into view and let the keyboard go on from its heading.
 * @param {Element} part
 * @param {HTMLElement | null} heading
 */
function bringUp(part, heading) {
  const { top } = part.getBoundingClientRect();
  if (top < 0 || top > innerHeight / 3) part.scrollIntoView({ block: "start" });
  if (!heading) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

component("tree", mountTree);
