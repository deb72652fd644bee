/**
 * Figures as a reader sees them, and what has to be said with them; the same as wording.py and spoken.py.
 *
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {import("./roi-study.js").Study} Study
 * @typedef {import("./roi-chance.js").Simulation} Simulation
 */

import { sum } from "./roi-cash.js";
import { drawnInputs, isRange } from "./roi-chance.js";
import { CAPACITY, labelOf, overWords } from "./roi-lines.js";

const HALF = 0.5;
const ONE = { months: "month", people: "person" };
const PER = { money: "", "money/year": " a year", "money/month": " a month", "%/year": " a year", "times/year": " a year" };

/**
 * With so many decimals, halves to the even neighbour as Python has it, and commas for thousands.
 * @param {number} value
 * @param {number} decimals
 */
export function fixed(value, decimals) {
  const size = Math.abs(value);
  let text = size.toFixed(decimals);
  if (size < 1e15 && /^50*$/.test(size.toFixed(20).split(".")[1].slice(decimals)) && /[13579]$/.test(text)) {
    text = (Number(text) - 10 ** -decimals).toFixed(decimals);
  }
  const [whole, rest] = text.split(".");
  const sign = value < 0 && Number(text) ? "-" : "";
  return sign + whole.replace(/\B(?=(\d{3})+$)/g, ",") + (rest ? `.${rest}` : "");
}

/**
 * @param {number} value
 * @param {number} decimals
 */
const short = (value, decimals) => fixed(value, decimals).replace(/(\.\d*?)0+$/, "$1").replace(/\.$/, "");

/**
 * @param {number} amount
 * @param {string} [currency]
 */
export const money = (amount, currency = "") => `${fixed(amount, 0)} ${currency}`.trimEnd();

/** @param {number} share */
export const percent = (share) => `${short(share * 100, 1)}%`;

/** @param {number} value */
export const number = (value) => short(value, 2);

/**
 * A value with its unit.
 * @param {number} value
 * @param {string} unit
 * @param {string} [currency]
 */
export function measured(value, unit, currency = "") {
  const per = PER[/** @type {keyof typeof PER} */ (unit)] ?? "";
  if (unit === "points/year") return `${short(value * 100, 1)} points a year`.replace(/^1 points/, "1 point");
  if (unit.startsWith("%")) return percent(value) + per;
  if (unit.startsWith("money")) return `${Math.abs(value) < 100 ? short(value, 1) : fixed(value, 0)} ${currency}`.trimEnd() + per;
  return number(value) + (per || ` ${(number(value) === "1" && ONE[/** @type {keyof typeof ONE} */ (unit)]) || unit}`);
}

/**
 * A range with its unit once.
 * @param {number} low
 * @param {number} high
 * @param {string} unit
 * @param {string} currency
 */
export function spanWords(low, high, unit, currency) {
  const [first, last] = [low, high].map((value) => measured(value, unit, currency));
  const [amount, ...per] = first.split(" ");
  const isShared = per.length > 0 && last.endsWith(per.join(" "));
  return `${isShared ? amount : first} to ${last}`;
}

/** @param {number} years */
export const inYears = (years) => (years === 1 ? "1 year" : `${years} years`);

/**
 * The answer in one sentence for each span of horizons with the same best option.
 * @param {RoiModel} model
 * @param {Study} found
 */
export const answers = (model, { spans }) =>
  spans.map(({ first, last, best }) => `Over ${first === last ? "" : first + " to "}${inYears(last)}: ${labelOf(model, best)}.`);

/**
 * How the figures were reached, in one line that goes with every export.
 * @param {RoiModel} model
 * @param {Study} found
 */
export const conventions = (model, found) =>
  [
    `Estimates, not promises. ${model.currency} in ${model.prices} prices, ${inYears(model.years)}`,
    `discounted ${model.timing === "mid-year" ? "at mid-year" : "at year ends"} at ${percent(found.rate)} a year (${model.prices})`,
    "the day of the decision is not discounted",
    "before tax and financing",
    "money already spent is left out",
    found.alive.every((chance) => chance === 1)
      ? "the product counted as alive in every year"
      : `each year's money counted by the chance that the product is then alive (${found.alive.slice(1).map(percent).join(", ")})`,
    drawnInputs(model).length
      ? `simulation of ${fixed(model.trials, 0)} trials with seed ${model.seed}, inputs taken as independent`
      : "no ranges are given, so nothing is simulated",
  ].join("; ") + ".";

/**
 * Everything that a reader must hear, in the order of the brief.
 * @param {RoiModel} model
 * @param {Study} found
 * @param {Simulation | null} simulation null while it runs
 * @returns {string[]}
 */
export function warnings(model, found, simulation) {
  const { currency, options, years, plan, unbearable } = model;
  /** @type {string[]} */
  const said = [];
  if (options.every(({ role }) => role !== "do-nothing")) {
    const because = model.because ? ` The reason given: ${model.because}` : "";
    said.push(`Doing nothing is not among the options.${because}`);
  }
  const gone = found.alive.findIndex((chance) => chance < HALF);
  if (gone >= 0) {
    said.push(
      `The product is more likely gone than alive by the end of year ${gone} (${percent(found.alive[gone])} alive), ` +
        `and the horizon is ${years} years. The short view may be the right one.`,
    );
  }
  const ranged = new Set(model.inputs.filter(isRange).map(({ id }) => id));
  const hasRange = options.map(({ uses }) => uses.some((id) => ranged.has(id)));
  options.forEach(({ label, uses }, index) => {
    if (hasRange.includes(true) && !hasRange[index] && uses.length) said.push(`${label} has single numbers where others have ranges. It looks safer than it is.`);
  });
  const about = (/** @type {string} */ name, /** @type {import("./roi-cash.js").Irr} */ irr) => {
    const why = aboutIrr(irr);
    if (why) said.push(`${name} has no meaningful IRR: ${why}`);
  };
  for (const { label, measures } of found.options) about(label, measures.irr);
  for (const lead of found.leads) about(`The lead of ${overWords(model, lead)}`, lead.measures.irr);
  for (const { label, lines } of found.options) {
    const { full, uncashed } = benefitOf(lines);
    if (full > 0 && uncashed > HALF * full) {
      said.push(
        `${percent(uncashed / full)} of the benefit of ${label} is freed capacity that is not counted as cash. ` +
          `It is worth ${money(uncashed, currency)} only if someone decides what the time is used for.`,
      );
    }
  }
  for (const lead of plan ? found.leads : []) {
    const label = labelOf(model, lead.option);
    const { netCrossingMonth: month, winsFromYear: first } = lead;
    if (month !== null && month > 12 * plan) said.push(`${label} gets ahead in month ${month}, later than the ${plan} years that the company plans ahead.`);
    else if (month === null && first && first > plan) {
      said.push(
        `${label} does not get ahead within ${years} years. It would from a horizon of ${first} years on, longer than the ${plan} years that the company plans ahead.`,
      );
    }
  }
  for (const { id, label } of unbearable && simulation ? options : []) {
    const { p10 } = simulation.options[id];
    if (p10 < -unbearable.loss) {
      said.push(
        `One time in ten ${label} ends at ${money(p10, currency)} or worse. ` +
          `A loss above ${money(unbearable.loss, currency)} was named as unbearable by ${unbearable.said_by}.`,
      );
    }
  }
  return said;
}

/** @param {import("./roi-cash.js").Irr} irr */
function aboutIrr({ rate, roots, signChanges, isBorrowing }) {
  if (isBorrowing) return `money comes first and is paid back later, so ${percent(rate ?? 0)} is a cost. Compare NPV.`;
  if (signChanges < 2) return "";
  const all = roots.map(percent).join(", ");
  const answer = roots.length > 1 ? `the rates ${all} all give` : roots.length ? `only ${all} gives` : "no rate gives";
  return `its yearly flow changes sign ${signChanges} times, and ${answer} an NPV of 0. Compare NPV.`;
}

/**
 * All benefit over the horizon with capacity in full, and the part of it that is capacity and not cash.
 * @param {readonly import("./roi-lines.js").Line[]} lines
 */
export function benefitOf(lines) {
  const benefits = lines.filter(({ side }) => side === "benefit");
  const full = sum(benefits.map(({ amounts }) => sum(amounts)));
  const uncashed = sum(benefits.map(({ kind, amounts, cash }) => (CAPACITY.includes(kind) ? sum(amounts) - sum(cash) : 0)));
  return { full, uncashed };
}
