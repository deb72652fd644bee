/** The calculator on a comparison's page: change any number, and everything on the page follows. Nothing leaves the device. */

import { copyContent, download } from "./clipboard.js";
import { drawnInputs } from "./roi-chance.js";
import { fieldGroups, fieldsIn, showHints } from "./roi-fields.js";
import { plainValue, readValue, settingsForAddress, withSettings } from "./roi-inputs.js";
import { flowsCsv, memoMarkdown, memoNodes, memoOf } from "./roi-memo.js";
import { leadSentences, showParts } from "./roi-parts.js";
import { serveRuns, simulator } from "./roi-run.js";
import { study } from "./roi-study.js";
import { measured } from "./roi-words.js";
import { component, make, putState, readState, writeState } from "./state.js";

/**
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {import("./roi-inputs.js").Settings} Settings
 */

const PAUSE_MS = 250;
const scriptAddress = typeof document === "undefined" || !(document.currentScript instanceof HTMLScriptElement) ? "" : document.currentScript.src;

/**
 * One Worker serves every page that this script sees.
 * @type {ReturnType<typeof simulator> | null}
 */
let runTrials = null;

/** @param {HTMLElement} root */
function mountComparison(root) {
  /** @type {RoiModel} */
  const published = JSON.parse(root.dataset.model ?? "");
  const { name = "", title = "" } = root.dataset;
  const isBlank = root.dataset.blank !== undefined;
  const page = root.closest("article") ?? document;
  const results = /** @type {HTMLElement | null} */ (page.querySelector("[data-results]"));
  const path = location.pathname;

  /** @type {Settings} */
  let settings = new Map();
  let heard = "";
  let { model, faults } = withSettings(published, settings);
  /** @type {import("./roi-study.js").Study | null} */
  let found = null;
  /** @type {import("./roi-chance.js").Simulation | null} */
  let simulation = null;
  let isCurrent = false;
  /** Until a number changes, the page stands as it was built. */
  let isTouched = false;
  let timer = 0;

  const sums = make("div", { class: "pb-calculator__sums" });
  const progress = /** @type {HTMLProgressElement} */ (make("progress", { max: published.trials, hidden: true, "aria-label": "Simulation" }));
  const live = make("p", { class: "pb-calculator__live", role: "status" });
  const note = make("p", { class: "pb-calculator__note", hidden: true });
  const stale = make("p", { class: "pb-quiet", hidden: true }, "The text of this page still speaks of the published numbers.");
  const reset = /** @type {HTMLButtonElement} */ (make("button", { type: "button", class: "pb-button", onclick: () => begin(new Map(), true) }, isBlank ? "Clear all" : "Reset"));
  const ends = make("input", { type: "checkbox", onchange: () => form.classList.toggle("pb-calculator__form--ends", /** @type {HTMLInputElement} */ (ends).checked) });
  const form = make(
    "form",
    {
      class: "pb-calculator__form",
      onsubmit: (/** @type {Event} */ event) => event.preventDefault(),
      oninput: (/** @type {Event} */ event) => {
        if (event.target instanceof HTMLElement && event.target.dataset.key) typed();
      },
    },
    make("div", { class: "pb-calculator__bar" }, sums, progress),
    note,
    stale,
    make("p", { class: "pb-calculator__tools" }, make("label", {}, ends, " Show low and high"), reset),
    ...fieldGroups(published, isBlank),
  );
  const memo = make("div", { class: "pb-memo" });
  const said = make("p", { role: "status", class: "pb-calculator__said" });
  const button = (/** @type {string} */ words, /** @type {() => unknown} */ act) => make("button", { type: "button", class: "pb-button", onclick: act }, words);
  const [fold, take] = /** @type {NodeListOf<HTMLDetailsElement>} */ (root.querySelectorAll("details"));
  fold.append(form);
  take.append(
    make(
      "div",
      { class: "pb-calculator__tools" },
      button("Copy the memo", () => copied(memoMarkdown(memoNow()), memo.innerHTML)),
      button("Copy as Markdown", () => copied(memoMarkdown(memoNow()))),
      button("Download Markdown", () => download(`${name}-memo.md`, memoMarkdown(memoNow()), "text/markdown")),
      button("Print the memo", () => printMemo(memo)),
      button("Cash flows as CSV", () => download(`${name}-flows.csv`, flowsCsv(shown()), "text/csv")),
    ),
    said,
    memo,
  );
  root.append(live);

  const shown = () => ({ model, found: (found ??= study(model)), simulation, isCurrent });

  const changes = () =>
    model.inputs.flatMap(({ id, label: words, unit, likely }, index) => {
      const before = published.inputs[index].likely;
      const say = (/** @type {number} */ value) => measured(value, unit, model.currency);
      return settings.has(id) && likely !== before ? [`${words} ${say(likely)} (was ${say(before)})`] : [];
    });
  const fragment = () => writeState(settingsForAddress(published, new Map([...settings].filter(([key]) => !faults.has(key)))));
  const memoNow = () => memoOf(shown(), { title, link: `${location.href.split("#")[0]}${fragment()}`, changes: isBlank ? [] : changes() });
  const copied = async (/** @type {string} */ text, /** @type {string | undefined} */ html = undefined) => {
    said.textContent = (await copyContent({ text, html })) ? "Copied." : "Not copied: this browser refuses. Select the memo below instead.";
  };

  /** What was typed, as far as it differs from what is published. */
  const typed = () => {
    isTouched = true;
    settings = new Map();
    for (const { dataset, value } of fieldsIn(form)) {
      const key = dataset.key ?? "";
      if (value.trim() !== publishedText(published, key)) settings.set(key, value);
    }
    follow();
  };

  /** Everything follows: what is exact at once, the simulation when the typing pauses. */
  const follow = () => {
    ({ model, faults } = withSettings(published, settings));
    for (const [key, text] of settings) if (isSame(published, key, text)) settings.delete(key);
    showHints(form, published, model, settings, faults);
    found = study(model);
    isCurrent = drawnInputs(model).length === 0;
    if (isCurrent) simulation = null;
    show();
    clearTimeout(timer);
    timer = setTimeout(simulateNow, PAUSE_MS);
  };

  const simulateNow = async () => {
    const wanted = settings.size || heard.includes("?") ? fragment() : heard;
    if (wanted !== location.hash) putState(wanted);
    heard = location.hash;
    runTrials ??= simulator(scriptAddress);
    const made = await runTrials(model, (done) => {
      progress.hidden = false;
      progress.value = done;
    });
    if (!made) return;
    progress.hidden = true;
    [simulation, isCurrent] = [made, true];
    show();
    live.textContent = [...faults.size ? [faults.size === 1 ? "One number cannot be read." : `${faults.size} numbers cannot be read.`] : [], sums.textContent].join(" ");
  };

  const show = () => {
    const now = shown();
    const isEmpty = now.found.options.every(({ lines }) => lines.every(({ amounts }) => !amounts.some(Boolean)));
    if (results) results.hidden = isEmpty;
    if (isTouched) showParts(page, now);
    sums.replaceChildren(...(isEmpty ? ["Nothing to compare yet."] : leadSentences(now)).map((words) => make("p", {}, words)));
    reset.disabled = settings.size === 0;
    stale.hidden = isBlank || settings.size === 0;
    if (take.open) memo.replaceChildren(...memoNodes(memoNow()));
  };

  /**
   * @param {Settings} wanted
   * @param {boolean} push
   */
  const begin = (wanted, push) => {
    const { faults: wrong } = withSettings(published, wanted);
    settings = new Map([...wanted].filter(([key]) => !wrong.has(key)));
    note.hidden = wrong.size === 0;
    note.textContent = `Parts of this address mean nothing here and were left out: ${[...wrong.keys()].slice(0, 5).join(", ")}.`;
    for (const field of fieldsIn(form)) {
      const key = field.dataset.key ?? "";
      const text = settings.get(key);
      const input = published.inputs.find(({ id }) => id === key.split(".")[0]);
      const value = text !== undefined && input ? readValue(input, text, published.currency) : null;
      field.value = value && "value" in value && input ? plainValue(value.value, input.unit) : (text ?? publishedText(published, key));
    }
    if ([...settings.keys()].some((key) => /\.(low|high)$/.test(key))) {
      /** @type {HTMLInputElement} */ (ends).checked = true;
      form.classList.add("pb-calculator__form--ends");
    }
    if (push) {
      putState(fragment(), { push: true });
      heard = location.hash;
    }
    isTouched = true;
    follow();
  };

  const gone = new AbortController();
  /* The theme answers every change of the address by loading the page again, so it must not hear of ours. */
  const hear = (/** @type {Event} */ event) => {
    if (!root.isConnected) return gone.abort();
    if (location.pathname !== path) return;
    if (event.type === "popstate" && (readState(location.hash).size || readState(heard).size)) event.stopImmediatePropagation();
    if (location.hash === heard) return;
    heard = location.hash;
    begin(readState(location.hash), false);
  };
  for (const event of ["popstate", "hashchange"]) addEventListener(event, hear, { capture: true, signal: gone.signal });

  heard = location.hash;
  const carried = readState(heard);
  if (carried.size) {
    fold.open = true;
    begin(carried, false);
  } else showHints(form, published, model, settings, faults);
  const opened = () => (found ? show() : follow());
  for (const one of [fold, take]) {
    one.addEventListener("toggle", opened);
    if (one.open) opened();
  }
}

/**
 * What a field shows of the published comparison.
 * @param {RoiModel} published
 * @param {string} key
 */
function publishedText(published, key) {
  const [id, end] = key.split(".");
  if (id === "comparison") return String(Reflect.get(published, end));
  if (end === "label") return published.options.find((option) => option.id === id)?.label ?? "";
  const input = published.inputs.find((one) => one.id === id);
  return input ? plainValue(end === "low" ? input.low : end === "high" ? input.high : input.likely, input.unit) : "";
}

/**
 * Whether a typed text says what is published anyway, such as 420.0 for 420.
 * @param {RoiModel} published
 * @param {string} key
 * @param {string} text
 */
function isSame(published, key, text) {
  const before = publishedText(published, key);
  const input = published.inputs.find((one) => one.id === key.split(".")[0]);
  if (!input || key.endsWith(".label")) return text.trim() === before;
  const [one, other] = [text, before].map((words) => readValue(input, words, published.currency));
  return "value" in one && "value" in other && one.value === other.value;
}

/**
 * Print a part of the page alone.
 * @param {HTMLElement} part
 */
function printMemo(part) {
  const sheet = make("div", { class: "pb-memo pb-memo--print md-typeset" }, ...[...part.childNodes].map((node) => node.cloneNode(true)));
  document.body.append(sheet);
  addEventListener("afterprint", () => sheet.remove(), { once: true });
  print();
}

if (typeof document === "undefined") serveRuns();
else component("comparison", mountComparison);
