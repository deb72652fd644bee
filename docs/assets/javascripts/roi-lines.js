/**
 * What each option of a comparison costs and brings by year; the same as timeline.py, lines.py, burdens.py and flows.py.
 *
 * @typedef {import("./roi-cash.js").Flow} Flow
 * @typedef {{id: string, label: string, unit: string, likely: number, low?: number, high?: number, least: number, most: number | null, sort: string, source: string, date?: string}} RoiInput
 * @typedef {Record<string, any> & {id: string, label: string, role: string, uses: string[], chances: string[]}} RoiOption
 * @typedef {Object} RoiModel the description that a page carries, made by description.py
 * @property {string} currency
 * @property {number} years
 * @property {number} [plan]
 * @property {string} rate
 * @property {string} [inflation]
 * @property {"real" | "nominal"} [convert] what the rate is converted to, where it must be
 * @property {string} prices
 * @property {string} timing
 * @property {string} view
 * @property {string} baseline
 * @property {string} [because]
 * @property {{loss: number, said_by: string}} [unbearable]
 * @property {number} trials
 * @property {number} seed
 * @property {{yearly?: string, by_year?: string[]}} [survival]
 * @property {RoiInput[]} inputs
 * @property {RoiOption[]} options
 * @property {string[]} frame
 * @typedef {Record<string, number>} Values
 * @typedef {{model: RoiModel, values: Values, years: number, waits?: Map<string, number>, late?: number}} Situation
 * @typedef {{label: string, side: "cost" | "benefit", kind: string, amounts: Flow, cash: Flow}} Line
 * @typedef {{probability: number, year: number | null}} Branch
 * @typedef {{costs: number[], benefits: number[], net: number[]}} Totals
 */

import { minus, npv, sum } from "./roi-cash.js";

export const MAX_YEARS = 10;
export const CAPACITY = ["drag", "freed-capacity"];
const UNTOUCHED = [{ probability: 1, year: null }];
const SPARED = {
  drag: ["Capacity freed", "freed-capacity"],
  incidents: ["Incidents avoided", "avoided-loss"],
  losses: ["Expected losses avoided", "avoided-loss"],
};

/**
 * @template {{id: string}} T
 * @param {readonly T[]} all
 * @param {string} id
 * @returns {T}
 */
export const byId = (all, id) => /** @type {T} */ (all.find((one) => one.id === id));

/**
 * @param {RoiModel} model
 * @param {string} id
 * @returns {string} the label of an option
 */
export const labelOf = ({ options }, id) => byId(options, id).label;

/**
 * @param {RoiModel} model
 * @param {{option: string, baseline: string}} lead
 * @param {string} [word]
 */
export const overWords = (model, { option, baseline }, word = "over") => `${labelOf(model, option)} ${word} ${labelOf(model, baseline)}`;

/**
 * @param {RoiModel} model
 * @returns {Values}
 */
export const likely = (model) => Object.fromEntries(model.inputs.map((input) => [input.id, input.likely]));

/**
 * @param {RoiModel} model
 * @param {Partial<Situation>} [changes]
 * @returns {Situation}
 */
export const situation = (model, changes) => ({ model, values: likely(model), years: model.years, ...changes });

/**
 * @param {Situation} at
 * @param {string} id
 * @param {number} value
 */
export const withValue = (at, id, value) => ({ ...at, values: { ...at.values, [id]: value } });

/** @param {Situation} at */
export function yearRate({ model, values }) {
  const written = values[model.rate];
  if (!model.convert || !model.inflation) return written;
  const inflation = 1 + values[model.inflation];
  return (model.convert === "real" ? (1 + written) / inflation : (1 + written) * inflation) - 1;
}

/**
 * The chance of being alive in each year; 1 today.
 * @param {Situation} at
 */
export function alive({ model: { survival }, values, years }) {
  return Array.from({ length: years + 1 }, (_, year) => {
    if (!survival || !year) return 1;
    if (survival.yearly) return values[survival.yearly] ** year;
    const known = survival.by_year ?? [];
    return values[known[Math.min(year, known.length) - 1]];
  });
}

/**
 * @param {Situation} at
 * @param {RoiOption} option
 */
const liveMonth = (at, option) => (option.live_month ? at.values[option.live_month] : 0) + (at.late ?? 0);

/**
 * The share of a year that lies between two months.
 * @param {number} start
 * @param {number} end
 * @param {number} year
 */
function overlap(start, end, year) {
  const first = 12 * (year - 1);
  const last = 12 * year;
  return Math.max(0, Math.min(end, last) - Math.max(start, first)) / 12;
}

/**
 * @param {Situation} at
 * @param {RoiOption} option
 * @param {number} live
 * @param {number} year
 * @param {number} first
 * @param {number} last
 */
function shareLeft(at, { delay }, live, year, first, last) {
  const month = delay.month ? at.values[delay.month] : Infinity;
  if (delay.shape === "deadline" && live > month) return 0;
  return overlap(Math.max(live, first), delay.shape === "window" ? Math.min(last, month) : last, year);
}

/**
 * The ways a redesign may go; their chances add up to 1.
 * @param {Situation} at
 * @param {RoiOption} option
 * @returns {Branch[]}
 */
export function branches({ values, years, waits }, { redesign }) {
  if (!redesign) return UNTOUCHED;
  const due = (/** @type {number} */ year) => (year <= years ? year : null);
  if (redesign.probability) {
    const chance = values[redesign.probability];
    return [
      { probability: chance, year: due(redesign.year) },
      { probability: 1 - chance, year: null },
    ];
  }
  const first = redesign.from_year;
  const wait = waits?.get(redesign.hazard);
  if (wait !== undefined) return [{ probability: 1, year: due(first + wait) }];
  const spared = 1 - values[redesign.hazard];
  const found = [];
  for (let year = first; year <= years; year++) found.push({ probability: (1 - spared) * spared ** (year - first), year });
  return [...found, { probability: spared ** found.length, year: null }];
}

/**
 * @param {Situation} at
 * @param {(year: number) => number} amount
 */
const byYear = ({ years }, amount) => Array.from({ length: years + 1 }, (_, year) => (year ? amount(year) : 0));

/**
 * @param {Situation} at
 * @param {string | undefined} growth
 * @param {number} steps
 */
const grown = (at, growth, steps) => (growth ? (1 + at.values[growth]) ** steps : 1);

/**
 * @param {string} label
 * @param {string} kind
 * @param {Flow} amounts
 * @returns {Line}
 */
const costLine = (label, kind, amounts) => ({ label, side: "cost", kind, amounts, cash: amounts });

/**
 * @param {Flow} flow
 * @param {number} share
 */
const times = (flow, share) => flow.map((amount) => share * amount);

/**
 * @param {Situation} at
 * @param {RoiOption} option
 * @returns {Line[]}
 */
function ownLines(at, option) {
  const { values, years } = at;
  /** @type {Line[]} */
  const lines = [];
  const live = liveMonth(at, option);
  const label = (/** @type {string} */ id) => byId(at.model.inputs, id).label;
  const cost = (/** @type {string} */ id, /** @type {string} */ kind, /** @type {Flow} */ amounts) => lines.push(costLine(label(id), kind, amounts));
  const onlyIn = (/** @type {number} */ when, /** @type {number} */ amount) => Array.from({ length: years + 1 }, (_, year) => (year === when ? amount : 0));

  if (option.upfront) cost(option.upfront, "upfront", onlyIn(0, values[option.upfront]));
  for (const part of option.one_off) cost(part.cost, "one-off", onlyIn(part.year, values[part.cost]));

  const { redesign, exit, delay } = option;
  const ways = redesign?.resets_running ? branches(at, option) : UNTOUCHED;
  for (const part of option.running) {
    const start = part.starts === "when-live" ? live : 0;
    const amount = (/** @type {number} */ year) => {
      let mean = 0;
      for (const way of ways) {
        const steps = way.year !== null && year > way.year ? year - way.year - 1 : year - 1;
        mean += way.probability * grown(at, part.growth, steps);
      }
      return values[part.cost] * mean * overlap(start, 12 * years, year);
    };
    cost(part.cost, "running", byYear(at, amount));
  }
  if (redesign) {
    const due = onlyIn(0, 0);
    for (const way of branches(at, option)) if (way.year !== null) due[way.year] += way.probability * values[redesign.cost];
    cost(redesign.cost, "redesign", due);
  }
  if (exit) {
    const chance = exit.probability ? values[exit.probability] : 1;
    cost(exit.cost, "exit", onlyIn(exit.year === "last" ? years : exit.year, chance * values[exit.cost]));
  }
  if (delay.lost_per_month) {
    const share = (/** @type {number} */ month, /** @type {number} */ year) => shareLeft(at, option, month, year, 0, 12 * years);
    cost(delay.lost_per_month, "delay", byYear(at, (year) => values[delay.lost_per_month] * (12 * (share(0, year) - share(live, year)))));
  }
  for (const part of option.benefits) {
    const full = values[part.amount] * (part.probability ? values[part.probability] : 1);
    const amounts = byYear(at, (year) => {
      const share = shareLeft(at, option, live, year, 12 * (part.from_year - 1), 12 * (part.until_year ?? years));
      return share ? full * grown(at, part.growth, year - part.from_year) * share : 0;
    });
    const cash = part.kind === "freed-capacity" ? times(amounts, part.cashable ? values[part.cashable] : 0) : amounts;
    lines.push({ label: label(part.amount), side: "benefit", kind: part.kind, amounts, cash });
  }
  return lines;
}

/** @param {RoiOption} option */
const isBurdened = (option) => option.drag || option.incidents || option.losses.length;

/**
 * Drag, incidents and losses of an option by itself; no label where there is nothing to show.
 * @param {Situation} at
 * @param {RoiOption} option
 */
function fullBurdens(at, { drag, incidents, losses }) {
  const { values } = at;
  const found = ["drag", "incidents", "losses"].map((kind) => costLine("", kind, byYear(at, () => 0)));
  if (drag) {
    const capacity = values[drag.people] * values[drag.loaded_cost];
    const top = drag.cap ? values[drag.cap] : 1;
    const step = drag.per_year ? values[drag.per_year] : 0;
    const amounts = byYear(at, (year) => capacity * Math.max(0, Math.min(values[drag.start] + (year - 1) * step, top)));
    found[0] = { ...costLine("Capacity lost", "drag", amounts), cash: times(amounts, drag.cashable ? values[drag.cashable] : 0) };
  }
  if (incidents) {
    const each = values[incidents.per_year] * values[incidents.cost_each];
    found[1] = costLine("Incidents", "incidents", byYear(at, (year) => each * grown(at, incidents.growth, year - 1)));
  }
  if (losses.length) {
    const expected = sum(losses.map((/** @type {any} */ loss) => values[loss.cost] * values[loss.probability]));
    found[2] = costLine("Expected losses", "losses", byYear(at, () => expected));
  }
  return found;
}

/**
 * Until an option is live things are as under the baseline.
 * @param {Situation} at
 * @param {RoiOption} option
 * @param {RoiOption} baseline
 */
function burdens(at, option, baseline) {
  const full = fullBurdens(at, option);
  const live = option === baseline ? 0 : liveMonth(at, option);
  if (!live) return full;
  const before = fullBurdens(at, baseline);
  return full.map((after, index) => {
    const mixed = (/** @type {"amounts" | "cash"} */ which) =>
      byYear(at, (year) => {
        const share = overlap(live, 12 * at.years, year);
        return share * after[which][year] + (1 - share) * before[index][which][year];
      });
    return { ...costLine(after.label || before[index].label, after.kind, mixed("amounts")), cash: mixed("cash") };
  });
}

/**
 * @param {Situation} at
 * @param {string} id
 * @returns {Line[]}
 */
export function optionLines(at, id) {
  const { model } = at;
  const option = byId(model.options, id);
  const baseline = byId(model.options, model.baseline);
  const isAgainst = model.view === "against-baseline";
  if (isAgainst && option === baseline) return [];
  const own = ownLines(at, option);
  const burdened = isBurdened(option) || isBurdened(baseline);
  if (!isAgainst) return burdened ? [...own, ...burdens(at, option, baseline).filter((line) => line.label)] : own;
  const before = burdened ? burdens(at, baseline, baseline) : [];
  const after = burdened ? burdens(at, option, baseline) : [];
  after.forEach((line, index) => {
    if (!line.label && !before[index].label) return;
    const [label, kind] = SPARED[/** @type {keyof typeof SPARED} */ (line.kind)];
    own.push({ label, side: "benefit", kind, amounts: minus(before[index].amounts, line.amounts), cash: minus(before[index].cash, line.cash) });
  });
  for (const { label, side, amounts, cash } of ownLines({ ...at, late: 0 }, baseline)) {
    own.push(
      side === "cost"
        ? { label: `Spared: ${label}`, side: "benefit", kind: "cash-saving", amounts, cash }
        : { label: `Given up: ${label}`, side: "cost", kind: "given-up", amounts, cash },
    );
  }
  return own;
}

/**
 * Costs, benefits and net of an option by year.
 * @param {Situation} at
 * @param {string} id
 * @param {number | null} [capacityShare] counts that share of all people's time as cash, whatever the lines say
 * @returns {Totals}
 */
export function optionTotals(at, id, capacityShare = null) {
  const chances = alive(at);
  const costs = chances.map(() => 0);
  const benefits = chances.map(() => 0);
  for (const line of optionLines(at, id)) {
    const side = line.side === "cost" ? costs : benefits;
    const shared = capacityShare !== null && CAPACITY.includes(line.kind);
    for (let year = 0; year < side.length; year++) side[year] += shared ? capacityShare * line.amounts[year] : line.cash[year];
  }
  chances.forEach((chance, year) => {
    costs[year] *= chance;
    benefits[year] *= chance;
  });
  return { costs, benefits, net: minus(benefits, costs) };
}

/**
 * @param {Situation} at
 * @param {string} id
 * @param {number | null} [capacityShare]
 */
export const optionNpv = (at, id, capacityShare) => npv(optionTotals(at, id, capacityShare).net, yearRate(at), at.model.timing);
