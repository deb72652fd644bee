/**
 * Other values for inputs, as a person types them or an address carries them; the same as changes.py.
 *
 * Settings are texts by key: an input's id for its likely value, `<input>.low` and `<input>.high` for its
 * range, `comparison.years`, `comparison.timing`, `comparison.currency`, and `<option>.label`. Ids hold no
 * points, so that no key has two meanings.
 *
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {import("./roi-lines.js").RoiInput} RoiInput
 * @typedef {Map<string, string>} Settings
 * @typedef {{value: number} | {fault: string}} Typed
 */

import { MID_YEAR } from "./roi-cash.js";
import { MAX_YEARS } from "./roi-lines.js";
import { measured } from "./roi-words.js";

const LARGEST = 1e9;
const TYPED = /^([-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)) ?(%?)$/;
const THOUSANDS = /^[-+]?[1-9]\d{0,2}(?:,\d{3})+$/;
export const YEARS = "comparison.years";
export const TIMING = "comparison.timing";
export const CURRENCY = "comparison.currency";

/** @param {string} unit */
export const isPercent = (unit) => unit.startsWith("%") || unit === "points/year";

/**
 * @param {string} text
 * @param {boolean} percent
 * @returns {Typed}
 */
function readNumber(text, percent) {
  if (THOUSANDS.test(text)) return { fault: `"${text}" could be read in two ways; write thousands without a comma: ${text.replaceAll(",", "")}` };
  const match = TYPED.exec(text);
  if (!match) return { fault: text ? `"${text}" is not a number` : "is empty; type a number" };
  const value = Number(match[1].replace(",", "."));
  if (percent && match[2]) return { value: value / 100 };
  if (percent && Math.abs(value) > 1) return { fault: `is a percentage; write ${text}% or ${Number((value / 100).toPrecision(10))}` };
  return match[2] ? { fault: "is not a percentage; remove the % sign" } : { value };
}

/**
 * The value that somebody typed, with a point or a comma, or what is wrong with it.
 * @param {RoiInput} input
 * @param {string} text
 * @param {string} currency
 * @returns {Typed}
 */
export function readValue(input, text, currency) {
  const typed = readNumber(text.trim(), isPercent(input.unit));
  if ("fault" in typed) return typed;
  const most = input.most ?? LARGEST;
  if (typed.value < input.least) return { fault: `must be at least ${measured(input.least, input.unit, currency)}` };
  if (typed.value > most) return { fault: `must be at most ${measured(most, input.unit, currency)}` };
  return typed;
}

/**
 * A comparison with other numbers. A likely value outside its range is taken as certain.
 * @param {RoiModel} model
 * @param {Settings} settings
 * @returns {{model: RoiModel, faults: Map<string, string>}} what could not be read stays as it was
 */
export function withSettings(model, settings) {
  const faults = new Map();
  const known = new Set([YEARS, TIMING, CURRENCY]);
  const words = (/** @type {string} */ key, /** @type {string} */ before, /** @type {number} */ most) => {
    known.add(key);
    const text = (settings.get(key) ?? before).trim();
    if (text && text.length <= most) return text;
    faults.set(key, text ? `has more than ${most} letters` : "is empty");
    return before;
  };
  const years = Number(settings.get(YEARS) ?? model.years);
  const timing = settings.get(TIMING) ?? model.timing;
  const currency = words(CURRENCY, model.currency, 12);
  if (!(Number.isInteger(years) && years > 0 && years <= MAX_YEARS)) faults.set(YEARS, `must be from 1 to ${MAX_YEARS}`);
  if (timing !== MID_YEAR && timing !== "end-of-year") faults.set(TIMING, "is not a timing");
  const value = (/** @type {RoiInput} */ input, /** @type {string} */ key, /** @type {number | undefined} */ before) => {
    known.add(key);
    const text = settings.get(key);
    if (text === undefined) return before;
    const typed = readValue(input, text, currency);
    if ("value" in typed) return typed.value;
    faults.set(key, typed.fault);
    return before;
  };
  const inputs = model.inputs.map((input) => {
    const middle = /** @type {number} */ (value(input, input.id, input.likely));
    const [lowKey, highKey] = [`${input.id}.low`, `${input.id}.high`];
    const low = value(input, lowKey, input.low);
    const high = value(input, highKey, input.high);
    if (low !== undefined && low > middle && settings.has(lowKey)) faults.set(lowKey, "is above the likely value; no range is counted");
    if (high !== undefined && high < middle && settings.has(highKey)) faults.set(highKey, "is below the likely value; no range is counted");
    const { low: _, high: __, ...rest } = input;
    const isInside = low !== undefined && high !== undefined && low <= middle && middle <= high;
    return { ...rest, likely: middle, ...(isInside ? { low, high } : {}) };
  });
  const options = model.options.map((option) => ({ ...option, label: words(`${option.id}.label`, option.label, 40) }));
  for (const key of settings.keys()) if (!known.has(key)) faults.set(key, "is not an input of this comparison");
  const sound = { years: faults.has(YEARS) ? model.years : years, timing: faults.has(TIMING) ? model.timing : timing };
  return { model: { ...model, ...sound, currency, inputs, options }, faults };
}

/** @param {number} value */
const plainNumber = (value) => String(Number(value.toPrecision(12)));

/**
 * A value as its field shows it: without thousands, percentages with their sign.
 * @param {number | undefined} value
 * @param {string} unit
 */
export function plainValue(value, unit) {
  if (value === undefined) return "";
  return isPercent(unit) ? `${plainNumber(value * 100)}%` : plainNumber(value);
}

/**
 * The input that a key names the likely value or an end of.
 * @param {RoiModel} model
 * @param {string} key
 */
export const inputOf = ({ inputs }, key) => (key.endsWith(".label") ? undefined : inputs.find(({ id }) => id === key.split(".")[0]));

/**
 * A typed text in its one form: numbers as numbers, so that equal ones are the same and nothing needs escaping in an address.
 * @param {RoiInput | undefined} input
 * @param {string} text
 */
export function plainText(input, text) {
  const typed = input && readNumber(text.trim(), isPercent(input.unit));
  return typed && "value" in typed ? plainNumber(typed.value) : text.trim();
}

/**
 * What an address carries of the settings.
 * @param {RoiModel} model
 * @param {Settings} settings those that stand
 * @returns {[string, string][]}
 */
export const settingsForAddress = (model, settings) => [...settings].map(([key, text]) => [key, plainText(inputOf(model, key), text)]);
