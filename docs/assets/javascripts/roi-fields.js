/** The fields of the calculator: a row for each input, grouped by the option that it belongs to. */

import { CURRENCY, TIMING, YEARS, plainValue } from "./roi-inputs.js";
import { MAX_YEARS } from "./roi-lines.js";
import { measured, spanWords } from "./roi-words.js";
import { make } from "./state.js";

/**
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {import("./roi-lines.js").RoiInput} RoiInput
 * @typedef {import("./roi-inputs.js").Settings} Settings
 * @typedef {{key: string, field: HTMLInputElement | HTMLSelectElement, published: string}} Field
 */

/** @param {string} key */
const fieldId = (key) => `roi-${key}`;

/** @param {string} key */
const hintId = (key) => `${fieldId(key)}-hint`;

/**
 * @param {string} key
 * @param {string} value
 * @param {Record<string, unknown>} [more]
 */
const textField = (key, value, more) =>
  make("input", { id: fieldId(key), "data-key": key, "data-published": value, type: "text", value, autocomplete: "off", spellcheck: false, "aria-describedby": hintId(key.replace(/\.(low|high)$/, "")), ...more });

/**
 * @param {string} key
 * @param {string} name
 * @param {string} unit
 * @param {...Node} fields
 */
const row = (key, name, unit, ...fields) =>
  make(
    "div",
    { class: "pb-number", "data-row": key },
    make("label", { htmlFor: fieldId(key), class: "pb-number__name" }, name, unit && make("span", { class: "pb-quiet" }, ` ${unit}`)),
    make("div", { class: "pb-number__fields" }, ...fields),
    make("p", { class: "pb-number__hint", id: hintId(key) }),
  );

/**
 * @param {RoiModel} model
 * @param {RoiInput} input
 */
function inputRow({ currency }, { id, label, unit, likely, low, high }) {
  const end = (/** @type {string} */ name, /** @type {number | undefined} */ value) =>
    make(
      "label",
      { class: "pb-number__end" },
      make("span", {}, name),
      textField(`${id}.${name}`, plainValue(value, unit), { inputMode: "decimal", "aria-label": `${label}, ${name}` }),
    );
  const words = measured(0, unit, currency).replace(/^0 ?/, "").trim();
  return row(id, label, words, textField(id, plainValue(likely, unit), { inputMode: "decimal" }), end("low", low), end("high", high));
}

/**
 * @param {string} key
 * @param {string} value
 * @param {[string, string][]} choices
 */
const choiceField = (key, value, choices) =>
  make("select", { id: fieldId(key), "data-key": key, "data-published": value, "aria-describedby": hintId(key) }, ...choices.map(([id, words]) => make("option", { value: id, selected: id === value }, words)));

/**
 * @param {RoiModel} model
 * @param {boolean} isBlank whether options and currency have to be named
 */
export function fieldGroups(model, isBlank) {
  const group = (/** @type {string} */ legend, /** @type {Node[]} */ rows) => rows.length > 0 && make("fieldset", { class: "pb-numbers" }, make("legend", {}, legend), ...rows);
  const users = (/** @type {RoiInput} */ { id }) => model.options.filter(({ uses }) => uses.includes(id));
  const isShared = (/** @type {RoiInput} */ input) => model.frame.includes(input.id) || users(input).length !== 1;
  const rowsOf = (/** @type {RoiInput[]} */ inputs) => inputs.map((input) => inputRow(model, input));
  const years = Array.from({ length: MAX_YEARS }, (_, index) => /** @type {[string, string]} */ ([`${index + 1}`, `${index + 1}`]));
  return [
    group("For every option", [
      ...(isBlank ? [row(CURRENCY, "Currency", "", textField(CURRENCY, model.currency))] : []),
      row(YEARS, "Years looked at", "", choiceField(YEARS, `${model.years}`, years)),
      row(TIMING, "A year’s money counts", "", choiceField(TIMING, model.timing, [["end-of-year", "at its end"], ["mid-year", "in its middle"]])),
      ...rowsOf(model.inputs.filter(isShared)),
    ]),
    ...model.options.map(({ id, label }) =>
      group(label, [
        ...(isBlank ? [row(`${id}.label`, "Name", "", textField(`${id}.label`, label))] : []),
        ...rowsOf(model.inputs.filter((input) => !isShared(input) && users(input)[0].id === id)),
      ]),
    ),
  ];
}

/**
 * @param {HTMLElement} place
 * @returns {(HTMLInputElement | HTMLSelectElement)[]}
 */
export const fieldsIn = (place) => [...place.querySelectorAll("[data-key]")].map((field) => /** @type {HTMLInputElement} */ (field));

/**
 * Say beside each field what stands, what was published, and what cannot be read.
 * @param {HTMLElement} place
 * @param {RoiModel} published
 * @param {RoiModel} model
 * @param {Settings} settings
 * @param {Map<string, string>} faults
 */
export function showHints(place, published, model, settings, faults) {
  const still = (/** @type {string} */ key) => {
    const [id, end] = key.split(".");
    const input = model.inputs.find((one) => one.id === id);
    const value = input && (end === "low" ? input.low : end === "high" ? input.high : input.likely);
    return input && value !== undefined ? ` ${measured(value, input.unit, model.currency)} still counts.` : "";
  };
  const usual = (/** @type {string} */ id) => {
    const [input, before] = [model, published].map(({ inputs }) => inputs.find((one) => one.id === id));
    if (!input || !before) return "";
    const say = (/** @type {number} */ value) => measured(value, input.unit, model.currency);
    const { low, high } = input;
    const lost = low === undefined && before.low !== undefined;
    const range = low !== undefined && high !== undefined ? `Range: ${spanWords(low, high, input.unit, model.currency)}.` : lost ? "Outside its range, so taken as certain." : "";
    return (settings.has(id) && !place.closest("[data-blank]") ? `Published: ${say(before.likely)}. ` : "") + range;
  };
  for (const field of fieldsIn(place)) field.setAttribute("aria-invalid", String(faults.has(field.dataset.key ?? "")));
  for (const line of /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll("[data-row]"))) {
    const key = line.dataset.row ?? "";
    const keys = ["", ".low", ".high"].map((end) => key + end);
    const wrong = keys.flatMap((one, at) => (faults.has(one) ? `${["This", "Low", "High"][at]} ${faults.get(one)}.${still(one)}` : []));
    const hint = line.querySelector(".pb-number__hint");
    if (hint) hint.textContent = wrong.join(" ") || usual(key);
    line.classList.toggle("pb-number--wrong", wrong.length > 0);
    line.classList.toggle("pb-number--changed", keys.some((one) => settings.has(one)));
  }
}
