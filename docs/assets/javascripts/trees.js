/** Walking a tree, one question at a time. The page is whole without it; this shows a part of it at a time. */

import { copyContent, download } from "./clipboard.js";
import { component, make, putState } from "./state.js";
import { recordHtml, recordMarkdown, treeVersion } from "./tree-record.js";
import { CANNOT_SAY, longestFrom, narrowestQuestion, nearestFlips, possibleOutcomes, readWalk, shareWalk, walkSteps, writeWalk } from "./tree-walk.js";

/**
 * @typedef {import("./tree-walk.js").Given} Given
 * @typedef {{ask: string, why: string, find: string, help: Element | null, unsure: boolean, says: Map<string, string>}} TreeQuestion
 * @typedef {{title: string, stance: string, section: HTMLElement}} TreeOutcome
 * @typedef {{graph: import("./tree-walk.js").TreeGraph, questions: Map<string, TreeQuestion>, outcomes: Map<string, TreeOutcome>}} Tree
 */

/**
 * @param {ParentNode | null} place
 * @param {string} selector
 */
const textIn = (place, selector) => place?.querySelector(selector)?.textContent?.trim() ?? "";

/**
 * @param {ParentNode} place
 * @param {string} selector
 */
const textsIn = (place, selector) => [...place.querySelectorAll(selector)].map((element) => element.textContent?.replace(/\s+/g, " ").trim() ?? "");

/**
 * The tree as its page says it.
 * @param {HTMLElement} root
 * @returns {Tree}
 */
export function readTree(root) {
  const questions = new Map();
  const outcomes = new Map();
  const edges = new Map();
  const sensitive = new Set();
  const aliases = new Map();
  for (const section of /** @type {NodeListOf<HTMLElement>} */ (root.querySelectorAll("[data-question], [data-outcome]"))) {
    for (const alias of section.querySelectorAll(".pb-anchor")) aliases.set(alias.id, section.id);
    if (section.dataset.outcome) {
      outcomes.set(section.id, { title: textIn(section, ".pb-outcome__title"), stance: textIn(section, ".pb-outcome__stance"), section });
      continue;
    }
    const answers = /** @type {HTMLElement[]} */ ([...section.querySelectorAll("[data-answer]")]);
    edges.set(section.id, new Map(answers.map(({ dataset }) => [dataset.answer, dataset.to])));
    if (section.dataset.sensitive !== undefined) sensitive.add(section.id);
    questions.set(section.id, {
      ask: textIn(section, ".pb-question__ask"),
      why: textIn(section, ".pb-question__why"),
      find: textIn(section, ".pb-question__find span"),
      help: section.querySelector(".pb-question__help"),
      unsure: answers.some(({ dataset }) => dataset.unsure !== undefined),
      says: new Map(answers.map((answer) => [answer.dataset.answer, textIn(answer, ".pb-answer__says")])),
    });
  }
  const retired = new Set([...root.querySelectorAll(".pb-tree__retired")].map((gone) => gone.id));
  return { graph: { start: root.dataset.start ?? "", edges, outcomes: [...outcomes.keys()], sensitive, aliases, retired }, questions, outcomes };
}

/** When the reader last went back or forward: the theme may then load the page again, and the walk goes on in it. */
let lastTurn = 0;

/** @param {HTMLElement} root */
function mountTree(root) {
  const { graph, questions, outcomes } = readTree(root);
  const place = root.querySelector(".pb-walk");
  if (!place || !graph.edges.has(graph.start)) return;

  const live = make("p", { class: "pb-walk__live", role: "status" });
  const stage = make("div");
  const after = make("div", { class: "pb-walk__after" });
  place.append(live, stage);
  const sections = /** @type {HTMLElement[]} */ ([...root.querySelectorAll("section, .pb-tree__retired")]);
  const promise = root.parentElement?.querySelector(".pb-promise");
  const intro = [...root.querySelectorAll(".pb-tree__rule")];
  for (let above = root.previousElementSibling; above && above !== promise && above.tagName !== "H1"; above = above.previousElementSibling) intro.unshift(above);
  const before = /** @type {HTMLDetailsElement} */ (make("details", { class: "pb-group pb-walk__before", open: innerWidth >= 960 }, make("summary", {}, "Before you start"), ...intro));
  root.prepend(before);

  const path = location.pathname;
  let heard = location.hash;
  let state = readWalk(graph, heard);

  const asks = (/** @type {string} */ question) => questions.get(question)?.ask ?? question;
  const titles = (/** @type {string[]} */ ids) => ids.map((id) => outcomes.get(id)?.title ?? id);
  const named = (/** @type {string} */ id) => outcomes.get(id)?.title ?? asks(id);
  const says = (/** @type {string} */ question, answer = state.given.get(question) ?? "") => questions.get(question)?.says.get(answer) ?? "I can’t say";
  const walkTo = (/** @type {Given} */ given, /** @type {string} */ at = "") => writeWalk(graph, given, at) || "#?";
  const link = (/** @type {string} */ words, /** @type {string} */ href) => make("a", { href }, words);
  const count = (/** @type {number} */ number) => (number === 1 ? "1 outcome" : `${number} outcomes`);
  const fold = (/** @type {string} */ kind, /** @type {string} */ summary, /** @type {Node[]} */ ...content) =>
    make("details", { class: `pb-group ${kind}` }, make("summary", {}, summary), ...content);
  const items = (/** @type {string} */ tag, /** @type {(Node | string)[]} */ all, /** @type {Record<string, unknown>} */ properties = {}) =>
    make(tag, properties, ...all.map((item) => make("li", {}, item)));

  const go = (/** @type {Given} */ given) => {
    state = { given, at: undefined, notes: [] };
    putState(writeWalk(graph, given), { push: true });
    heard = location.hash;
    show(true);
  };

  const sentence = (/** @type {import("./tree-walk.js").Note} */ { kind, id = "", to = "" }) => {
    switch (kind) {
      case "retired":
        return textIn(root, `#${CSS.escape(id)}`);
      case "gone":
        return `The answer in this address to “${asks(id)}” is not one of its answers now.`;
      case "leads":
        return `Your answer to “${asks(id)}” now leads to “${named(to)}”.`;
      case "ended":
        return `When this address was made, it ended at “${named(id)}”.`;
      case "left-out":
        return "Some answers were left out of this link. Give your own here, and the others apply again.";
      default:
        return "Parts of this address mean nothing to this tree. They were ignored.";
    }
  };

  const notes = () => {
    if (!state.notes.length) return null;
    const changed = state.notes.some(({ kind }) => !["left-out", "strange"].includes(kind));
    const lines = [...(changed ? ["The tree has changed since this address was made."] : []), ...state.notes.map(sentence)];
    return make("div", { class: "pb-walk__notes" }, ...lines.map((line) => make("p", {}, line)));
  };

  const card = (/** @type {string} */ asked) => {
    const { given } = state;
    const question = /** @type {TreeQuestion} */ (questions.get(asked));
    const choices = [...question.says];
    if (!question.unsure) choices.push([CANNOT_SAY, "I can’t say"]);
    return make(
      "form",
      {
        class: "pb-walk__card",
        onsubmit: (/** @type {SubmitEvent} */ event) => {
          event.preventDefault();
          const answer = new FormData(/** @type {HTMLFormElement} */ (event.target)).get("answer");
          go(new Map(given).set(asked, String(answer)));
        },
      },
      make(
        "fieldset",
        {},
        make("legend", {}, make("h2", { class: "pb-walk__ask", tabIndex: -1 }, question.ask)),
        ...choices.map(([id, words]) =>
          make(
            "label",
            { class: id === CANNOT_SAY ? "pb-choice pb-choice--open" : "pb-choice" },
            make("input", { type: "radio", name: "answer", value: id, required: true, checked: given.get(asked) === id }),
            make("span", {}, words),
          ),
        ),
      ),
      state.at ? make("p", { class: "pb-walk__later" }, "Later answers are kept where they still apply.") : null,
      make("button", { type: "submit", class: "pb-button pb-button--first pb-walk__next" }, "Next"),
    );
  };

  const possibleNow = (/** @type {string[]} */ possible, /** @type {string} */ words) => {
    const narrow = [...state.given.values()].includes(CANNOT_SAY) && narrowestQuestion(graph, state.given);
    return fold("pb-walk__possible", words, items("ul", titles(possible)), ...(narrow ? [narrowing(narrow)] : []));
  };

  const narrowing = (/** @type {{question: string, expected: number}} */ { question, expected }) =>
    make(
      "div",
      { class: "pb-walk__narrow" },
      make("p", {}, "One answer would narrow them most: ", link(asks(question), walkTo(state.given, question))),
      make("p", {}, `It would leave ${Number(expected.toFixed(1))} outcomes on average, every answer counted alike. `, make("b", {}, "To find out. "), questions.get(question)?.find ?? ""),
    );

  const open = (/** @type {string[]} */ possible) => {
    const narrow = narrowestQuestion(graph, state.given);
    return make(
      "section",
      { class: "pb-walk__open" },
      make("h2", { tabIndex: -1 }, `${count(possible.length)} still possible`),
      make("p", {}, "With what you can say today, the walk can end in each of these."),
      items("ul", possible.map((id) => link(named(id), `#${id}`)), { class: "pb-links" }),
      ...(narrow ? [narrowing(narrow)] : []),
    );
  };

  const why = (/** @type {string[]} */ steps) => {
    const { given } = state;
    const flips = nearestFlips(graph, given);
    const decided = [...new Set(flips.map(({ question }) => question))];
    const idle = steps.filter((question) => !decided.includes(question) && given.get(question) !== CANNOT_SAY);
    const elsewhere = (/** @type {import("./tree-walk.js").Flip} */ { question, instead, outcomes: ends }) => {
      const words = ends.length > 3 ? `further questions, ${count(ends.length)} possible` : titles(ends).join(", or ");
      return make("li", {}, `Had you said “${says(question, instead)}”: `, link(words, walkTo(new Map(given).set(question, instead))));
    };
    const list = decided.map((question) =>
      make("li", {}, asks(question), " ", make("b", {}, says(question)), make("ul", {}, ...flips.filter((flip) => flip.question === question).map(elsewhere))),
    );
    return fold(
      "pb-walk__why",
      "Why: the answers that decided it",
      make("p", {}, "A different answer to one of these leads elsewhere, the nearest first."),
      make("ol", {}, ...list),
      ...(idle.length ? [make("p", {}, "These made no difference, whatever you had said."), items("ul", idle.map((question) => `${asks(question)} ${says(question)}`))] : []),
    );
  };

  const record = (/** @type {string[]} */ steps, /** @type {string[]} */ possible, /** @type {boolean} */ everything) => {
    const { given } = state;
    const shown = steps.filter((question) => everything || !graph.sensitive.has(question));
    const left = steps.length - shown.length;
    const one = possible.length === 1 ? outcomes.get(possible[0]) : undefined;
    const narrow = narrowestQuestion(graph, given);
    const nearest = new Map();
    for (const { question, instead, outcomes: ends } of nearestFlips(graph, given)) {
      if (shown.includes(question) && ends.length === 1 && !nearest.has(ends[0])) nearest.set(ends[0], `“${says(question, instead)}” to “${asks(question)}” would have led to: ${named(ends[0])}`);
    }
    const words = [...sections].map((section) => section.textContent?.replace(/\s+/g, " ")).join("");
    const edges = JSON.stringify([...graph.edges].map(([id, answers]) => [id, ...answers]));
    const today = new Date();
    return {
      title: one?.title ?? `${count(possible.length)} still possible`,
      stance: one?.stance ?? "",
      advice: one ? textIn(one.section, ".pb-outcome__advice") : `${titles(possible).join("; ")}. ${narrow ? `To narrow it down: ${asks(narrow.question)} ${questions.get(narrow.question)?.find}` : ""}`,
      answers: shown.map((question) => ({ ask: asks(question), says: says(question), why: questions.get(question)?.why ?? "" })),
      left: left ? `Left out: ${left === 1 ? "1 answer" : `${left} answers`} about red lines.` : "",
      moves: one ? textsIn(one.section, ".pb-outcome__moves li") : [],
      risks: one ? /** @type {[string, string][]} */ ([...one.section.querySelectorAll(".pb-outcome__risks dt")].map((term) => [term.textContent ?? "", term.nextElementSibling?.textContent ?? ""])) : [],
      changes: one ? textsIn(one.section, ".pb-outcome__changes li") : [],
      elsewhere: [...nearest.values()],
      tree: { title: root.dataset.title ?? "", link: address(everything), reviewed: root.dataset.reviewed ?? "", version: treeVersion(edges + words) },
      date: new Date(today.getTime() - today.getTimezoneOffset() * 60000).toISOString().slice(0, 10),
    };
  };

  const address = (/** @type {boolean} */ everything) => location.href.replace(/[?#].*$/s, "") + (shareWalk(graph, state.given, everything) || "#?");

  const take = (/** @type {string[]} */ steps, /** @type {string[]} */ possible) => {
    const said = make("p", { class: "pb-walk__said", role: "status" });
    const box = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox" }));
    const button = (/** @type {string} */ words, /** @type {() => unknown} */ act) => make("button", { type: "button", class: "pb-button", onclick: act }, words);
    const copy = async (/** @type {{text: string, html?: string}} */ content) => {
      said.textContent = (await copyContent(content)) ? "Copied." : "Not copied: this browser refused it. Download it instead.";
    };
    const now = () => record(steps, possible, box.checked);
    const secret = steps.some((question) => graph.sensitive.has(question));
    return fold(
      "pb-walk__take",
      "Take it with you: decision record, link, print",
      make(
        "p",
        { class: "pb-walk__buttons" },
        button("Copy for Confluence, Notion, mail", () => copy({ text: recordMarkdown(now()), html: recordHtml(now()) })),
        button("Copy as Markdown", () => copy({ text: recordMarkdown(now()) })),
        button("Download", () => download(`decision-record-${root.dataset.tree}-${now().date}.md`, recordMarkdown(now()), "text/markdown")),
        ...(root.dataset.private === undefined ? [button("Copy link", () => copy({ text: address(box.checked) }))] : []),
        button("Print", () => print()),
      ),
      said,
      ...(secret ? [make("label", { class: "pb-walk__secret" }, box, make("span", {}, "Include my answers about red lines. They are left out of links and records unless you ask."))] : []),
      make("p", { class: "pb-quiet" }, "What is written may have to be disclosed one day. Keep to facts."),
    );
  };

  const trail = (/** @type {string[]} */ steps) =>
    make(
      "div",
      { class: "pb-trail" },
      make("p", { class: "pb-trail__title" }, "Your answers"),
      items(
        "ol",
        steps.map((question) =>
          make(
            "a",
            { href: walkTo(state.given, question), "aria-current": state.at === question ? "step" : null },
            make("span", { class: "pb-trail__ask" }, asks(question)),
            " ",
            make("b", {}, says(question)),
            " ",
            make("span", { class: "pb-trail__change" }, "Change"),
          ),
        ),
      ),
    );

  const foot = (/** @type {string[]} */ steps, /** @type {string} */ here) =>
    make("p", { class: "pb-walk__foot" }, ...(steps.length ? [link("Start again", "#?"), " "] : []), link("Show the whole tree", `#${here}`));

  const highlight = (/** @type {string[]} */ steps, /** @type {string[]} */ ends) => {
    const drawing = root.closest("article") ?? document;
    for (const part of drawing.querySelectorAll("[data-node], [data-edge]")) {
      const [from, answer] = (part.getAttribute("data-edge") ?? "").split("/");
      const given = state.given.get(from);
      const walked = answer ? steps.includes(from) && (given === answer || given === CANNOT_SAY) : [...steps, ...ends].includes(part.getAttribute("data-node") ?? "");
      part.toggleAttribute("data-walked", walked);
    }
  };

  const wholeAt = (hash = location.hash) => {
    const target = hash.includes("?") ? null : document.getElementById(decoded(hash.slice(1)));
    return target && target !== place && root.contains(target) ? target : null;
  };

  const show = (/** @type {boolean} */ moved) => {
    const target = wholeAt();
    const whole = Boolean(target);
    root.dataset.view = whole ? "whole" : "walk";
    after.remove();
    const { steps, next } = walkSteps(graph, state.given);
    const possible = possibleOutcomes(graph, state.given);
    const asked = state.at ?? next;
    const end = asked ?? (possible.length === 1 ? possible[0] : "");
    for (const section of sections) section.hidden = !whole && (section.id !== end || outcomes.get(end) === undefined);
    for (const part of [before, promise]) part?.toggleAttribute("hidden", !whole && steps.length > 0);
    root.toggleAttribute("data-steps", steps.length > 0);
    if (whole) before.open = true;
    highlight(whole ? [] : steps, asked ? [asked] : possible);
    if (target) {
      live.textContent = "";
      stage.replaceChildren(make("p", {}, make("a", { href: walkTo(state.given, state.at), class: "pb-button" }, "Walk through it, one question at a time")));
      if (moved) bringUp(target, target.querySelector("h2"));
      return;
    }
    const said = notes();
    if (asked) {
      const number = (steps.includes(asked) ? steps.indexOf(asked) : steps.length) + 1;
      const most = [...state.given.values()].includes(CANNOT_SAY) ? "" : ` of at most ${steps.length + (next ? longestFrom(graph, next) : 0)}`;
      const words = `Question ${number}${most}. ${count(possible.length)} still possible.`;
      stage.replaceChildren(...[said, card(asked), helpOf(asked), possibleNow(possible, words), ...(steps.length ? [trail(steps)] : []), foot(steps, asked)].filter((part) => part !== null));
      live.textContent = moved ? words : "";
    } else {
      stage.replaceChildren(...[said, outcomes.has(end) ? null : open(possible)].filter((part) => part !== null));
      after.replaceChildren(why(steps), take(steps, possible), trail(steps), foot(steps, end || graph.start));
      (outcomes.get(end)?.section ?? place).after(after);
      live.textContent = moved ? `${count(possible.length)}. The walk ends here.` : "";
    }
    if (moved) bringUp(place, root.querySelector(`.pb-walk h2, section:not([hidden]) > h2`));
  };

  const helpOf = (/** @type {string} */ question) => questions.get(question)?.help?.cloneNode(true) ?? null;

  const gone = new AbortController();
  const hear = () => {
    if (!root.isConnected) return gone.abort();
    if (location.pathname !== path || location.hash === heard) return undefined;
    heard = location.hash;
    lastTurn = Date.now();
    if (!wholeAt()) state = readWalk(graph, heard);
    return show(true);
  };
  /* The theme would answer a link within the page by loading the page again, so it does not hear of ours. */
  const follow = (/** @type {MouseEvent} */ event) => {
    const anchor = event.target instanceof Element && event.target.closest("a");
    if (!anchor || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const to = new URL(anchor.getAttribute("href") ?? anchor.getAttribute("xlink:href") ?? "", location.href);
    if (to.href.split("#")[0] !== location.href.split("#")[0] || !(to.hash.includes("?") || wholeAt(to.hash))) return;
    event.preventDefault();
    event.stopPropagation();
    putState(to.hash, { push: to.hash !== heard });
    heard = " ";
    hear();
  };
  const printing = (/** @type {Event} */ { type }) => {
    for (const details of root.querySelectorAll("section:not([hidden]) > :is(.pb-outcome__risks, .pb-outcome__changes)")) details.toggleAttribute("open", type === "beforeprint");
  };
  for (const event of ["popstate", "hashchange"]) addEventListener(event, hear, gone);
  (root.closest("article") ?? root).addEventListener("click", /** @type {EventListener} */ (follow), gone);
  for (const event of ["beforeprint", "afterprint"]) addEventListener(event, printing, gone);
  show(Date.now() - lastTurn < 5000);
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
 * @param {Element | null} heading
 */
function bringUp(part, heading) {
  const top = part.getBoundingClientRect().top;
  if (top < 0 || top > innerHeight / 3) part.scrollIntoView({ block: "start" });
  if (!(heading instanceof HTMLElement)) return;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
}

component("tree", mountTree);
