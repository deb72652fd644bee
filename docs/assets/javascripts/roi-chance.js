/**
 * Monte Carlo, the same as draws.py and simulation.py: in a trial every uncertain input is drawn once for all options.
 *
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {{p10: number, p50: number, p90: number}} Band
 * @typedef {Band & {shareAbove0: number}} Spread
 * @typedef {{options: Record<string, Spread>, leads: Record<string, Spread>, bands: Record<string, Band[]>}} Simulation
 */

import { NOTHING, discountFactors, runningTotal } from "./roi-cash.js";
import { MAX_YEARS, likely, optionTotals, situation, yearRate } from "./roi-lines.js";

/**
 * @param {number} seed
 * @returns {() => number} from 0 (included) to 1 (excluded)
 */
export function mulberry32(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/**
 * The inverse CDF of a triangular distribution.
 * @param {number} low
 * @param {number} middle the likely value
 * @param {number} high
 * @param {number} chance
 */
export function triangular(low, middle, high, chance) {
  const width = high - low;
  if (width <= 0) return middle;
  if (chance * width < middle - low) return low + Math.sqrt(chance * width * (middle - low));
  return high - Math.sqrt((1 - chance) * width * (high - middle));
}

/**
 * @param {number} hazard a year
 * @param {number} chance
 * @param {number} most
 */
export function yearsSpared(hazard, chance, most) {
  let spared = 1;
  for (let years = 0; years < most; years++) {
    spared *= 1 - hazard;
    if (1 - spared > chance) return years;
  }
  return most;
}

/**
 * Linear between neighbours: type 7 of Hyndman and Fan.
 * @param {ArrayLike<number>} ordered
 * @param {number} share
 */
export function quantile(ordered, share) {
  const place = (ordered.length - 1) * share;
  const below = Math.floor(place);
  const above = Math.min(below + 1, ordered.length - 1);
  return ordered[below] + (place - below) * (ordered[above] - ordered[below]);
}

/**
 * @param {Float64Array} values
 * @returns {Band}
 */
function band(values) {
  const ordered = Float64Array.from(values).sort();
  return { p10: quantile(ordered, 0.1), p50: quantile(ordered, 0.5), p90: quantile(ordered, 0.9) };
}

/**
 * @param {Float64Array} values
 * @returns {Spread}
 */
function spread(values) {
  return { ...band(values), shareAbove0: values.filter((value) => value > NOTHING).length / values.length };
}

/** @param {import("./roi-lines.js").RoiInput} input */
export const isRange = ({ low, high }) => low !== undefined && high !== undefined;

/**
 * The inputs that are drawn, in order. Rate and inflation are a policy, not a forecast.
 * @param {RoiModel} model
 */
export const drawnInputs = (model) => model.inputs.filter((input) => input.sort !== "fixed" && (isRange(input) || input.sort));

/**
 * Run the trials, a few at a time.
 * @param {RoiModel} model
 * @param {number} [slice] trials between two yields
 * @returns {Generator<number, Simulation>} yields how many are done
 */
export function* simulating(model, slice = 500) {
  const inputs = drawnInputs(model);
  const trials = inputs.length ? model.trials : 1;
  const values = likely(model);
  const waits = new Map();
  const at = situation(model, { values, waits });
  const factors = discountFactors(yearRate(at), model.years, model.timing);
  const chances = mulberry32(model.seed);
  const ids = model.options.map(({ id }) => id);
  const made = ids.map(() => new Float64Array(trials));
  const sums = ids.map(() => factors.map(() => new Float64Array(trials)));
  for (let trial = 0; trial < trials; trial++) {
    if (trial && trial % slice === 0) yield trial;
    for (const { id, sort, likely: middle, low, high } of inputs) {
      const chance = chances();
      if (sort === "chance") values[id] = chance < middle ? 1 : 0;
      else if (sort === "hazard") waits.set(id, yearsSpared(middle, chance, MAX_YEARS));
      else values[id] = triangular(/** @type {number} */ (low), middle, /** @type {number} */ (high), chance);
    }
    ids.forEach((id, index) => {
      const { net } = optionTotals(at, id);
      let total = 0;
      for (let year = 0; year < net.length; year++) total += net[year] * factors[year];
      made[index][trial] = total;
      runningTotal(net).forEach((amount, year) => (sums[index][year][trial] = amount));
    });
  }
  const base = made[ids.indexOf(model.baseline)];
  /** @type {<T>(list: T[]) => Record<string, T>} */
  const keyed = (list) => Object.fromEntries(ids.map((id, index) => [id, list[index]]));
  const { [model.baseline]: _, ...leads } = keyed(made.map((values_) => spread(values_.map((value, trial) => value - base[trial]))));
  return {
    options: keyed(made.map(spread)),
    leads,
    bands: keyed(sums.map((years) => years.map(band))),
  };
}
