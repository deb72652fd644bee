/**
 * A comparison worked out, the simulation apart; the same as analysis.py and sensitivity.py.
 *
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {import("./roi-lines.js").Situation} Situation
 * @typedef {{input: string, low: number, high: number, atLow: number, atHigh: number}} Bar
 * @typedef {{input: string, value: number, byCalendar: number | null, turns: "above" | "below"}} Flip
 * @typedef {{years: number, npvs: Record<string, number>, best: string}} Horizon
 * @typedef {ReturnType<typeof measures>} Measures
 * @typedef {ReturnType<typeof optionResult>} OptionResult
 * @typedef {ReturnType<typeof leadResult>} LeadResult
 * @typedef {ReturnType<typeof study>} Study
 */

import { NOTHING, bisect, breakEvenMonth, discounted, irr, minus, mirr, npv, paybackYears, profitabilityIndex, runningTotal, sum } from "./roi-cash.js";
import { CAPACITY, MAX_YEARS, alive, branches, byId, optionLines, optionNpv, optionTotals, situation, withValue, yearRate } from "./roi-lines.js";

const GRID = 40;
const FAR = 10;
const MAX_MONTHS = 120;
const LATE_MONTHS = 6;
const CAPACITY_SHARES = [1, 0.5, 0];

/**
 * Every figure of a comparison that is not simulated.
 * @param {RoiModel} model
 */
export function study(model) {
  const at = situation(model);
  const rows = horizons(model);
  const options = model.options.map((option) => optionResult(at, option));
  const baseline = byId(options, model.baseline);
  return {
    rate: yearRate(at),
    alive: alive(at),
    options,
    leads: options.filter((option) => option !== baseline).map((option) => leadResult(at, option, baseline, rows)),
    horizons: rows,
    spans: spans(rows),
    capacity: capacity(at),
  };
}

/**
 * @param {number[]} net
 * @param {number} rate
 * @param {string} timing
 */
function measures(net, rate, timing) {
  return {
    npv: npv(net, rate, timing),
    npvEndOfYear: npv(net, rate),
    npvMidYear: npv(net, rate, "mid-year"),
    irr: irr(net),
    mirr: mirr(net, rate),
    paybackYears: paybackYears(net),
    discountedPaybackYears: paybackYears(discounted(net, rate, timing)),
    breakEvenMonth: breakEvenMonth(net),
    discountedBreakEvenMonth: breakEvenMonth(net, rate),
    profitabilityIndex: Math.max(...net) > 0 ? profitabilityIndex(net, rate, timing) : null,
  };
}

/**
 * @param {Situation} at
 * @param {import("./roi-lines.js").RoiOption} option
 */
function optionResult(at, option) {
  const { id, label } = option;
  const { timing } = at.model;
  const rate = yearRate(at);
  const { costs, benefits, net } = optionTotals(at, id);
  const pvCosts = npv(costs, rate, timing);
  const pvBenefits = npv(benefits, rate, timing);
  const totalCosts = sum(costs);
  const totalBenefits = sum(benefits);
  const earns = benefits.some(Boolean);
  return {
    id,
    label,
    lines: optionLines(at, id),
    costs,
    benefits,
    net,
    runningNet: runningTotal(net),
    measures: measures(net, rate, timing),
    pvCosts,
    pvBenefits,
    totalCosts,
    totalBenefits,
    roiSimple: earns && totalCosts > 0 ? (totalBenefits - totalCosts) / totalCosts : null,
    roiDiscounted: earns && pvCosts > 0 ? pvBenefits / pvCosts - 1 : null,
    branches: option.redesign ? branches(at, option).map(({ probability, year }) => ({ probability, year, npv: optionNpv(onceKnown(at, option, year), id) })) : [],
    chances: option.chances.map((input) => ({
      input,
      probability: at.values[input],
      npvWith: optionNpv(withValue(at, input, 1), id),
      npvWithout: optionNpv(withValue(at, input, 0), id),
    })),
    costOfDelayPerMonth: (optionNpv(at, id) - optionNpv({ ...at, late: LATE_MONTHS }, id)) / LATE_MONTHS,
  };
}

/**
 * @param {Situation} at
 * @param {import("./roi-lines.js").RoiOption} option
 * @param {number | null} year in which the redesign falls due
 * @returns {Situation}
 */
function onceKnown(at, { redesign }, year) {
  if (redesign.probability) return withValue(at, redesign.probability, year === null ? 0 : 1);
  return { ...at, waits: new Map([[redesign.hazard, year === null ? MAX_YEARS : year - redesign.from_year]]) };
}

/**
 * @param {Situation} at
 * @param {OptionResult} option
 * @param {OptionResult} baseline
 * @param {Horizon[]} rows
 */
function leadResult(at, option, baseline, rows) {
  const net = minus(option.net, baseline.net);
  const found = measures(net, yearRate(at), at.model.timing);
  return {
    option: option.id,
    baseline: baseline.id,
    measures: found,
    netCrossingMonth: found.breakEvenMonth,
    costCrossingMonth: breakEvenMonth(minus(baseline.costs, option.costs)),
    winsFromYear: winsFromYear(rows, option.id, baseline.id),
    tornado: tornado(at.model, option.id),
    flips: flips(at.model, option.id),
  };
}

/**
 * @param {Horizon[]} rows
 * @param {string} option
 * @param {string} baseline
 */
function winsFromYear(rows, option, baseline) {
  const last = rows.findLastIndex(({ npvs }) => npvs[option] <= npvs[baseline] + NOTHING);
  return rows[last + 1]?.years ?? null;
}

/**
 * @param {RoiModel} model
 * @returns {Horizon[]}
 */
function horizons(model) {
  const order = [model.baseline, ...model.options.map(({ id }) => id).filter((id) => id !== model.baseline)];
  return Array.from({ length: MAX_YEARS }, (_, index) => {
    const years = index + 1;
    const npvs = Object.fromEntries(model.options.map(({ id }) => [id, optionNpv(situation(model, { years }), id)]));
    const rounded = (/** @type {string} */ id) => Math.round(npvs[id] * 1e9);
    return { years, npvs, best: order.reduce((best, id) => (rounded(id) > rounded(best) ? id : best)) };
  });
}

/** @param {Horizon[]} rows */
function spans(rows) {
  /** @type {{first: number, last: number, best: string}[]} */
  const found = [];
  for (const { years, best } of rows) {
    const before = found[found.length - 1];
    if (before?.best === best) before.last = years;
    else found.push({ first: years, last: years, best });
  }
  return found;
}

/**
 * The lead of an option as a function of one input; what an input cannot change is worked out once.
 * @param {RoiModel} model
 * @param {string} option
 */
function leadsOf(model, option) {
  const start = situation(model);
  const baselineNpv = optionNpv(start, model.baseline);
  const shared = new Set([...byId(model.options, model.baseline).uses, ...model.frame]);
  const own = new Set(byId(model.options, option).uses);
  return {
    moves: (/** @type {string} */ input) => shared.has(input) || own.has(input),
    ofInput: (/** @type {string} */ input) => {
      const at = withValue(start, input, 0);
      return (/** @type {number} */ value) => {
        at.values[input] = value;
        return optionNpv(at, option) - (shared.has(input) ? optionNpv(at, model.baseline) : baselineNpv);
      };
    },
  };
}

/**
 * @param {RoiModel} model
 * @param {string} option
 * @returns {Bar[]}
 */
function tornado(model, option) {
  const leads = leadsOf(model, option);
  const swing = (/** @type {Bar} */ bar) => Math.abs(bar.atHigh - bar.atLow);
  return model.inputs
    .flatMap(({ id, low, high }) => {
      if (low === undefined || high === undefined) return [];
      const lead = leads.ofInput(id);
      return [{ input: id, low, high, atLow: lead(low), atHigh: lead(high) }];
    })
    .filter((bar) => swing(bar) > NOTHING)
    .sort((one, other) => swing(other) - swing(one));
}

/**
 * The value of each input nearest to the likely one at which the lead is 0.
 * @param {RoiModel} model
 * @param {string} option
 * @returns {Flip[]}
 */
function flips(model, option) {
  const leads = leadsOf(model, option);
  return model.inputs.flatMap((input) => {
    if (!leads.moves(input.id)) return [];
    const lead = leads.ofInput(input.id);
    const exact = nearestRoot(lead, input.least, input.most ?? FAR * Math.max(input.likely, input.high ?? 0), input.likely);
    const late = model.options.filter((one) => one.live_month === input.id);
    const isStraight = late.length && late.every((one) => one.delay.shape === "steady");
    const value = isStraight ? straightLine(lead, input.likely) : exact;
    return value === null ? [] : [{ input: input.id, value, byCalendar: exact, turns: value >= input.likely ? /** @type {const} */ ("above") : /** @type {const} */ ("below") }];
  });
}

/**
 * @param {(value: number) => number} lead
 * @param {number} low
 * @param {number} high
 * @param {number} start
 * @returns {number | null}
 */
function nearestRoot(lead, low, high, start) {
  if (lead(start) === 0) return lead(low) || lead(high) ? start : null;
  const stops = Array.from({ length: GRID + 1 }, (_, step) => low + ((high - low) * step) / GRID);
  const isBelow = stops.map((stop) => lead(stop) < 0);
  /** @type {number | null} */
  let best = null;
  for (let cell = 0; cell < GRID; cell++) {
    if (isBelow[cell] === isBelow[cell + 1]) continue;
    const root = bisect(lead, stops[cell], stops[cell + 1]);
    if (best === null || Math.abs(root - start) < Math.abs(best - start)) best = root;
  }
  return best;
}

/**
 * Where the line through the year of `start` meets 0, from 0 to 120 months.
 * @param {(value: number) => number} lead
 * @param {number} start
 */
function straightLine(lead, start) {
  const first = 12 * Math.floor(start / 12);
  const atFirst = lead(first);
  const atLast = lead(first + 12);
  const root = first - (12 * atFirst) / (atLast - atFirst);
  return atFirst !== atLast && root >= 0 && root <= MAX_MONTHS ? root : null;
}

/** @param {Situation} at */
function capacity(at) {
  const { model } = at;
  if (!model.options.some(({ id }) => optionLines(at, id).some(({ kind }) => CAPACITY.includes(kind)))) return null;
  const views = CAPACITY_SHARES.map((share) => {
    const npvs = Object.fromEntries(model.options.map(({ id }) => [id, optionNpv(at, id, share)]));
    const leads = Object.fromEntries(Object.entries(npvs).flatMap(([id, value]) => (id === model.baseline ? [] : [[id, value - npvs[model.baseline]]])));
    return { share, npvs, leads };
  });
  const flipShare = (/** @type {string} */ id) => {
    const full = views[0].leads[id];
    const none = views[2].leads[id];
    const share = -none / (full - none);
    return full !== none && share >= 0 && share <= 1 ? share : null;
  };
  return { views, flipShares: Object.fromEntries(Object.keys(views[0].leads).map((id) => [id, flipShare(id)])) };
}
