/** The calculator on a comparison's page: change any number, and everything on the page follows. Nothing leaves the device. */

import { drawnInputs } from "./roi-chance.js";
import { fieldGroups, fieldsIn, showHints } from "./roi-fields.js";
import { inputOf, plainText, plainValue, readValue, settingsForAddress, withSettings } from "./roi-inputs.js";
import { leadSentences, showParts } from "./roi-parts.js";
import { serveRuns, simulator } from "./roi-run.js";
import { study } from "./roi-study.js";
import { component, make, putState, readState, writeState } from "./state.js";

/**
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {import("./roi-inputs.js").Settings} Settings
 * @typedef {import("./roi-parts.js").Shown} Shown
 * @typedef {Shown & {published: RoiModel, settings: Settings, fragment: string}} Calculated
 */

const PAUSE_MS = 250;
const scriptAddress = /** @type {HTMLScriptElement | undefined} */ (globalThis.document?.currentScript)?.src;

/**
 * One Worker serves every page that this script sees.
 * @type {ReturnType<typeof simulator> | null}
 */
let runTrials = null;

/**
 * What each calculator shows now; it says so by a "calculated" event at every change.
 * @type {WeakMap<Element, () => Calculated>}
 */
export const calculators = new WeakMap();

/** @param {HTMLElement} root */
function mountComparison(root) {
  /** @type {RoiModel} */
  const published = JSON.parse(root.dataset.model ?? "");
  const isBlank = root.dataset.blank !== undefined;
  const page = root.closest("article") ?? document;
  const results = /** @type {HTMLElement | null} */ (page.querySelector("[data-results]"));
  const path = location.pathname;

  /** @type {Settings} */
  let settings = new Map();
  let heard = location.hash;
  let { model, faults } = withSettings(published, settings);
  /** @type {import("./roi-study.js").Study | null} */
  let found = null;
  /** @type {import("./roi-chance.js").Simulation | null} */
  let simulation = null;
  /** @type {import("./roi-chance.js").Simulation | null} */
  let outdated = null;
  /** Until a number changes, the page stands as it was built. */
  let isTouched = false;
  let timer = 0;

  const sums = make("div", { class: "pb-calculator__sums" });
  const progress = /** @type {HTMLProgressElement} */ (make("progress", { max: published.trials, hidden: true, "aria-label": "Simulation" }));
  const live = make("p", { class: "pb-calculator__live", role: "status" });
  const note = make("p", { class: "pb-calculator__note", hidden: true });
  const stale = make("p", { class: "pb-quiet", hidden: true }, "The text of this page still speaks of the published numbers.");
  const putBack = () => {
    putState("", { push: true });
    heard = location.hash;
    begin(new Map());
  };
  const reset = /** @type {HTMLButtonElement} */ (make("button", { type: "button", class: "pb-button", onclick: putBack }, isBlank ? "Clear all" : "Reset"));
  const ends = /** @type {HTMLInputElement} */ (make("input", { type: "checkbox", class: "pb-calculator__ends", autocomplete: "off" }));
  const form = make(
    "div",
    { class: "pb-calculator__form", oninput: (/** @type {Event} */ event) => event.target !== ends && typed() },
    make("div", { class: "pb-calculator__bar" }, sums, progress),
    note,
    stale,
    make("p", { class: "pb-calculator__tools" }, make("label", {}, ends, " Show low and high"), reset),
    ...fieldGroups(published, isBlank),
  );
  const [fold, take] = root.querySelectorAll("details");
  fold.append(form);
  root.append(live);

  const shown = () => ({ model, found: (found ??= study(model)), simulation, outdated });
  const fragment = () => writeState(settingsForAddress(published, new Map([...settings].filter(([key]) => !faults.has(key)))));
  calculators.set(root, () => ({ ...shown(), published, settings, fragment: fragment() }));

  /** What was typed, as far as it differs from what is published: 420.0 does not differ from 420. */
  const typed = () => {
    isTouched = true;
    settings = new Map();
    for (const { dataset, value } of fieldsIn(form)) {
      const { key = "", published: before = "" } = dataset;
      const input = inputOf(published, key);
      if (plainText(input, value) !== plainText(input, before)) settings.set(key, value);
    }
    follow();
  };

  /** Everything follows: what is exact at once, the simulation when the typing pauses. */
  const follow = () => {
    ({ model, faults } = withSettings(published, settings));
    showHints(form, published, model, settings, faults);
    found = study(model);
    outdated = drawnInputs(model).length ? (simulation ?? outdated) : null;
    simulation = null;
    show();
    clearTimeout(timer);
    timer = setTimeout(simulateNow, PAUSE_MS);
  };

  const simulateNow = async () => {
    const wanted = settings.size || heard.includes("?") ? fragment() : heard;
    if (wanted !== location.hash) putState(wanted);
    heard = location.hash;
    runTrials ??= simulator(scriptAddress);
    simulation = await runTrials(model, (done) => {
      progress.hidden = false;
      progress.value = done;
    });
    progress.hidden = true;
    show();
    const wrong = faults.size === 1 ? "One number" : faults.size && `${faults.size} numbers`;
    live.textContent = (wrong ? `${wrong} cannot be read. ` : "") + sums.textContent;
  };

  const show = () => {
    const now = shown();
    const isEmpty = now.found.options.every(({ lines }) => lines.every(({ amounts }) => !amounts.some(Boolean)));
    if (results) results.hidden = isEmpty;
    if (isTouched) showParts(page, now);
    sums.replaceChildren(...(isEmpty ? ["Nothing to compare yet."] : leadSentences(now)).map((words) => make("p", {}, words)));
    reset.disabled = settings.size === 0;
    stale.hidden = isBlank || settings.size === 0;
    root.dispatchEvent(new Event("calculated"));
  };

  /** @param {Settings} wanted */
  const begin = (wanted) => {
    const wrong = withSettings(published, wanted).faults;
    note.hidden = wrong.size === 0;
    note.textContent = `Parts of this address mean nothing here and were left out: ${[...wrong.keys()].slice(0, 5).join(", ")}.`;
    for (const field of fieldsIn(form)) {
      const { key = "", published: before = "" } = field.dataset;
      const text = wrong.has(key) ? undefined : wanted.get(key);
      const input = inputOf(published, key);
      const value = text !== undefined && input && readValue(input, text, published.currency);
      field.value = value && "value" in value ? plainValue(value.value, input.unit) : (text ?? before);
      if (text !== undefined && /\.(low|high)$/.test(key)) ends.checked = true;
    }
    typed();
  };

  const gone = new AbortController();
  /* The theme answers every change of the address by loading the page again, so it must not hear of ours. */
  const hear = (/** @type {Event} */ event) => {
    if (!root.isConnected) return gone.abort();
    if (location.pathname !== path) return;
    if (event.type === "popstate" && (readState(location.hash).size || readState(heard).size)) event.stopImmediatePropagation();
    if (location.hash === heard) return;
    heard = location.hash;
    begin(readState(location.hash));
  };
  for (const event of ["popstate", "hashchange"]) addEventListener(event, hear, { capture: true, signal: gone.signal });

  const carried = readState(heard);
  if (carried.size) {
    fold.open = true;
    begin(carried);
  }
  const opened = () => (found ? show() : follow());
  for (const one of [fold, take]) {
    one.addEventListener("toggle", opened);
    if (one.open) opened();
  }
}

if (typeof document === "undefined") serveRuns();
else component("comparison", mountComparison);
