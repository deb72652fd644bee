/**
 * What a row of yearly amounts is worth, and when it turns; the same arithmetic as cashflow.py and irr.py.
 * Index 0 is the day of the decision, index t is year t. Nothing is rounded here.
 *
 * @typedef {readonly number[]} Flow
 * @typedef {{rate: number | null, roots: number[], signChanges: number, isBorrowing: boolean}} Irr
 */

const SLACK = 1e-9;
const NEARLY = 1e-12;
export const NOTHING = 1e-9;
export const MID_YEAR = "mid-year";

/** @param {Flow} flow */
export const sum = (flow) => flow.reduce((total, amount) => total + amount, 0);

/**
 * @param {Flow} left
 * @param {Flow} right
 */
export const minus = (left, right) => left.map((amount, year) => amount - right[year]);

/** @param {Flow} flow */
export function runningTotal(flow) {
  let total = 0;
  return flow.map((amount) => (total += amount));
}

/** @param {Flow} flow */
const slack = (flow) => SLACK * flow.reduce((most, amount) => Math.max(most, Math.abs(amount)), 0);

/**
 * @param {number} rate a year
 * @param {number} years
 * @param {string} [timing]
 */
export function discountFactors(rate, years, timing) {
  const early = timing === MID_YEAR ? 0.5 : 0;
  return Array.from({ length: years + 1 }, (_, year) => (year ? (1 + rate) ** (early - year) : 1));
}

/**
 * @param {Flow} flow
 * @param {number} rate
 * @param {string} [timing]
 */
export function discounted(flow, rate, timing) {
  const factors = discountFactors(rate, flow.length - 1, timing);
  return flow.map((amount, year) => amount * factors[year]);
}

/**
 * @param {Flow} flow
 * @param {number} rate
 * @param {string} [timing]
 */
export const npv = (flow, rate, timing) => sum(discounted(flow, rate, timing));

/**
 * @param {Flow} flow
 * @returns {number | null} in years
 */
export function paybackYears(flow) {
  const totals = runningTotal(flow);
  const last = lastBelow(totals, flow);
  if (last < 0) return 0;
  return last === flow.length - 1 ? null : last - totals[last] / flow[last + 1];
}

/**
 * @param {Flow} totals
 * @param {Flow} flow
 */
function lastBelow(totals, flow) {
  const least = -slack(flow);
  return totals.findLastIndex((total) => total < least);
}

/**
 * @param {Flow} flow
 * @param {number} [rate] a year; 0 discounts nothing
 * @returns {number | null} the first month from which the running total stays at 0 or above
 */
export function breakEvenMonth(flow, rate = 0) {
  const month = (1 + rate) ** (1 / 12);
  const totals = [flow[0]];
  flow.slice(1).forEach((amount, year) => {
    for (let step = 1; step <= 12; step++) {
      totals.push(rate ? totals[totals.length - 1] + amount / 12 / month ** (12 * year + step) : totals[12 * year] + (amount * step) / 12);
    }
  });
  const last = lastBelow(totals, flow);
  return last < totals.length - 1 ? last + 1 : null;
}

/**
 * @param {Flow} flow
 * @param {number} rate
 * @param {string} timing
 */
export const profitabilityIndex = (flow, rate, timing) => (flow[0] < -slack(flow) ? 1 + npv(flow, rate, timing) / -flow[0] : null);

/**
 * @param {Flow} flow
 * @param {number} rate
 */
export function mirr(flow, rate) {
  const years = flow.length - 1;
  const out = -sum(flow.map((amount, year) => Math.min(amount, 0) / (1 + rate) ** year));
  const back = sum(flow.map((amount, year) => Math.max(amount, 0) * (1 + rate) ** (years - year)));
  return out > 0 && back > 0 ? (back / out) ** (1 / years) - 1 : null;
}

/**
 * Every rate above -100% at which the NPV is 0; one of them is the IRR only where the sign changes once.
 * @param {Flow} flow
 * @returns {Irr}
 */
export function irr(flow) {
  const least = slack(flow);
  const sound = flow.map((amount) => (Math.abs(amount) > least ? amount : 0));
  const used = sound.filter(Boolean);
  const signChanges = used.filter((amount, at) => at && amount > 0 !== used[at - 1] > 0).length;
  const roots = signChanges ? rates(sound.slice(sound.indexOf(used[0]), sound.lastIndexOf(used[used.length - 1]) + 1)) : [];
  return { rate: signChanges === 1 && roots.length ? roots[0] : null, roots, signChanges, isBorrowing: signChanges === 1 && used[0] > 0 };
}

/** @param {Flow} terms */
function rates(terms) {
  const last = Math.abs(terms[terms.length - 1]);
  const bound = 1 + Math.max(...terms.slice(0, -1).map(Math.abs)) / last;
  return polynomialRoots(terms, bound)
    .filter((x) => x > 0)
    .map((x) => 1 / x - 1)
    .sort((one, other) => one - other);
}

/**
 * @param {Flow} terms
 * @param {number} x
 */
const polynomial = (terms, x) => terms.reduceRight((total, term) => total * x + term, 0);

/**
 * Between turning points a polynomial runs one way, so bisection there misses no root.
 * @param {Flow} terms
 * @param {number} bound
 * @returns {number[]}
 */
function polynomialRoots(terms, bound) {
  if (terms.length === 1) return [];
  const turning = polynomialRoots(terms.map((term, power) => power * term).slice(1), bound);
  const at = (/** @type {number} */ x) => polynomial(terms, x);
  const found = turning.filter((x) => Math.abs(at(x)) <= NEARLY * polynomial(terms.map(Math.abs), x));
  const stops = [0, ...turning, bound];
  stops.slice(1).forEach((high, index) => {
    const low = stops[index];
    if (!found.includes(low) && !found.includes(high) && at(low) < 0 !== at(high) < 0) found.push(bisect(at, low, high));
  });
  return found.sort((one, other) => one - other);
}

/**
 * @param {(value: number) => number} at
 * @param {number} low
 * @param {number} high
 */
export function bisect(at, low, high) {
  const isNegative = at(low) < 0;
  for (;;) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) return middle;
    if (at(middle) < 0 === isNegative) low = middle;
    else high = middle;
  }
}
