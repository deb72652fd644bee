/**
 * The parts of a comparison's page that follow its numbers, with the markup of its templates.
 *
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {import("./roi-study.js").Study} Study
 * @typedef {import("./roi-study.js").Measures} Measures
 * @typedef {import("./roi-study.js").OptionResult} OptionResult
 * @typedef {import("./roi-study.js").LeadResult} LeadResult
 * @typedef {import("./roi-chance.js").Simulation} Simulation
 * @typedef {{model: RoiModel, found: Study, simulation: Simulation | null, isCurrent: boolean}} Shown
 */

import { drawnInputs, isRange } from "./roi-chance.js";
import { curveChart, tornadoChart } from "./roi-charts.js";
import { byId } from "./roi-lines.js";
import { answers, conventions, fixed, measured, money, number, percent, warnings } from "./roi-words.js";
import { make } from "./state.js";

const MEANINGLESS = "not meaningful";
const WAITING = "…";
const FIVE = 5;

/** @param {number | null} years */
const paidBack = (years) => (years === null ? "not within the horizon" : fixed(years, 2));

/** @param {number | null} month */
export const monthWords = (month) => (month === null ? "not within the horizon" : `${month}`);

/** @param {number | null} share */
const shareWords = (share) => (share === null ? MEANINGLESS : percent(share));

/** @param {import("./roi-chance.js").Band | undefined} spread */
export const spreadWords = (spread) => (spread ? [spread.p10, spread.p50, spread.p90].map((amount) => money(amount)).join(" / ") : WAITING);

/**
 * @param {string} caption empty for none
 * @param {string[]} head
 * @param {string[][]} rows the first cell of each is its heading
 * @param {number[]} [sums] which rows are sums
 */
function table(caption, head, rows, sums = []) {
  return make(
    "table",
    { class: "pb-table" },
    caption && make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...head.map((words) => make("th", { scope: "col" }, words)))),
    make(
      "tbody",
      {},
      ...rows.map(([first, ...cells], index) =>
        make("tr", { class: sums.includes(index) && "pb-table__sum" }, make("th", { scope: "row" }, first), ...cells.map((cell) => make("td", {}, cell))),
      ),
    ),
  );
}

/** @param {Shown} shown */
function optionsTable({ model, found, simulation, isCurrent }) {
  const label = (/** @type {string} */ id) => byId(model.options, id).label;
  const spreads = isCurrent ? simulation : null;
  /** @type {(name: string, say: (measures: Measures) => string) => string[]} */
  const both = (name, say) => [name, ...[...found.options, ...found.leads].map(({ measures }) => say(measures))];
  /** @type {(name: string, say: (option: OptionResult) => string) => string[]} */
  const options = (name, say) => [name, ...found.options.map(say), ...found.leads.map(() => "")];
  /** @type {(name: string, say: (lead: LeadResult) => string) => string[]} */
  const leads = (name, say) => [name, ...found.options.map(() => ""), ...found.leads.map(say)];
  return table(
    `Options side by side, ${model.currency}`,
    ["Measure", ...found.options.map((option) => option.label), ...found.leads.map((lead) => `${label(lead.option)} over ${label(lead.baseline)}`)],
    [
      both("NPV, at year ends", ({ npvEndOfYear }) => money(npvEndOfYear)),
      both("NPV, at mid-year", ({ npvMidYear }) => money(npvMidYear)),
      options("PV of benefits", ({ pvBenefits }) => money(pvBenefits)),
      options("PV of costs", ({ pvCosts }) => money(pvCosts)),
      both("IRR", ({ irr }) => shareWords(irr.rate)),
      both("MIRR", ({ mirr }) => shareWords(mirr)),
      both("Payback, years", ({ paybackYears }) => paidBack(paybackYears)),
      both("Discounted payback, years", ({ discountedPaybackYears }) => paidBack(discountedPaybackYears)),
      both("Break-even month", ({ breakEvenMonth }) => monthWords(breakEvenMonth)),
      both("Break-even month, discounted", ({ discountedBreakEvenMonth }) => monthWords(discountedBreakEvenMonth)),
      options("ROI, simple", ({ roiSimple }) => shareWords(roiSimple)),
      options("ROI, discounted", ({ roiDiscounted }) => shareWords(roiDiscounted)),
      options("Profitability index", ({ measures: { profitabilityIndex } }) => (profitabilityIndex === null ? MEANINGLESS : number(profitabilityIndex))),
      options("Cost of a month of delay", ({ costOfDelayPerMonth }) => number(costOfDelayPerMonth)),
      leads("Cost crosses in month", ({ costCrossingMonth }) => monthWords(costCrossingMonth)),
      leads("Net crosses in month", ({ netCrossingMonth }) => monthWords(netCrossingMonth)),
      ["P10 / P50 / P90", ...found.options.map(({ id }) => spreadWords(spreads?.options[id])), ...found.leads.map(({ option }) => spreadWords(spreads?.leads[option]))],
    ],
  );
}

/** @param {number} years */
export const yearHeads = (years) => Array.from({ length: years + 1 }, (_, year) => (year ? `y${year}` : "today"));

/** @param {Shown} shown */
function flowsTable({ model, found }) {
  /** @type {string[][]} */
  const rows = [];
  const sums = found.options.map(({ label, lines, net }) => {
    for (const line of lines) rows.push([`${label}: ${line.label}`, ...line.amounts.map((amount) => number(line.side === "cost" ? -amount : amount))]);
    return rows.push([`${label}: net`, ...net.map(number)]) - 1;
  });
  return table("", [model.currency, ...yearHeads(model.years)], rows, sums);
}

/** @param {Shown} shown */
function five({ model, found, simulation, isCurrent }) {
  return found.leads.map((lead) => {
    const label = (/** @type {string} */ id) => byId(model.options, id).label;
    const share = isCurrent && simulation ? percent(simulation.leads[lead.option].shareAbove0) : WAITING;
    const id = `five-${lead.option}`;
    return make(
      "section",
      { class: "pb-five", "aria-labelledby": id },
      make("h2", { id }, "What the answer hangs on"),
      make(
        "p",
        { class: "pb-quiet" },
        `The five inputs that move the lead of ${label(lead.option)} over ${label(lead.baseline)} most. ` +
          `Likely lead: ${money(lead.measures.npv, model.currency)}. In ${share} of the simulated cases it is ahead.`,
      ),
      tornadoChart(model, lead, FIVE),
    );
  });
}

/**
 * When the answer turns, in words.
 * @param {RoiModel} model
 * @param {import("./roi-study.js").Flip} flip
 */
export function flipWords(model, { input, value, turns }) {
  const { label, unit, likely } = byId(model.inputs, input);
  const say = (/** @type {number} */ at) => measured(at, unit, model.currency);
  return `${label} goes ${turns} ${say(value)} (likely ${say(likely)})`;
}

/** @param {Shown} shown */
function hinges({ model, found }) {
  return found.leads.flatMap((lead) => [
    ...(lead.flips.length
      ? [make("h3", { id: `flips-${lead.option}` }, "The answer turns if"), make("ul", {}, ...lead.flips.map((flip) => make("li", {}, flipWords(model, flip))))]
      : []),
    ...(lead.tornado.length > FIVE ? [make("h3", { id: `tornado-${lead.option}` }, "All inputs, widest first"), tornadoChart(model, lead)] : []),
  ]);
}

/**
 * Single events, with and without; of a yearly hazard, every year in which it may strike.
 * @param {Shown} shown
 */
function chanceParts({ model, found }) {
  const rows = found.options.flatMap(({ id, label, chances, branches }) => [
    ...chances.map(({ input, probability, npvWith, npvWithout }) => [`${label}: ${byId(model.inputs, input).label}`, percent(probability), money(npvWith), money(npvWithout)]),
    ...(byId(model.options, id).redesign?.hazard
      ? branches.map(({ probability, year, npv }) => [`${label}: ${year ? "redesign in year " + year : "no redesign"}`, percent(probability), money(npv), ""])
      : []),
  ]);
  return rows.length ? [make("h3", { id: "chances" }, "What may happen"), scrolling("What may happen", table("", [`NPV, ${model.currency}`, "Chance", "If it does", "If not"], rows))] : [];
}

/**
 * @param {string} name
 * @param {Node} wide
 */
const scrolling = (name, wide) => make("div", { class: "pb-scroll", tabIndex: 0, role: "region", "aria-label": name }, wide);

/** @param {Shown} shown */
function capacityParts({ model, found }) {
  const { capacity } = found;
  if (!capacity) return [];
  const leads = found.leads.map(({ option }) => ({ id: option, label: byId(model.options, option).label }));
  return [
    make("h3", { id: "capacity" }, "If freed time counts as cash"),
    scrolling(
      "Freed time as cash",
      table(
        "",
        ["Share counted", ...leads.map(({ label }) => `Lead of ${label}`)],
        capacity.views.map((view) => [percent(view.share), ...leads.map(({ id }) => money(view.leads[id]))]),
      ),
    ),
    ...leads.flatMap(({ id, label }) => {
      const share = capacity.flipShares[id];
      return share === null ? [] : [make("p", {}, `${label} is ahead when at least ${percent(share)} of the freed time is counted.`)];
    }),
  ];
}

/** @param {Shown} shown */
function chartTable({ model, found, simulation, isCurrent }) {
  const bands = isCurrent ? simulation?.bands : undefined;
  return table(
    "",
    ["End of year", ...found.options.flatMap(({ label }) => [label, "P10 to P90"])],
    yearHeads(model.years).map((_, year) => [
      `${year}`,
      ...found.options.flatMap(({ id, runningNet }) => {
        const band = bands?.[id][year];
        return [money(runningNet[year]), band ? `${money(band.p10)} to ${money(band.p90)}` : WAITING];
      }),
    ]),
  );
}

/** @type {Record<string, (shown: Shown) => (Node | string)[]>} */
const PARTS = {
  answers: ({ model, found }) => answers(model, found).map((words) => make("li", {}, words)),
  chart: ({ model, found, simulation, isCurrent }) => [
    curveChart(model, found, simulation, isCurrent),
    make("ul", { class: "pb-legend" }, ...found.options.map(({ label }, index) => make("li", { class: `pb-legend__key pb-legend__key--${index}` }, label))),
  ],
  "chart-table": (shown) => [chartTable(shown)],
  five,
  conventions: ({ model, found }) => [conventions(model, found, drawnInputs(model).length > 0)],
  warnings: ({ model, found, simulation, isCurrent }) => {
    const said = warnings(model, found, isCurrent ? simulation : null);
    return said.length ? [make("ul", { class: "pb-warnings" }, ...said.map((words) => make("li", {}, words)))] : [];
  },
  options: (shown) => [optionsTable(shown)],
  flows: (shown) => [flowsTable(shown)],
  horizons: ({ model, found }) => [
    table(
      "",
      ["Years looked at", ...found.options.map(({ label }) => `NPV ${label}`), "Best"],
      found.horizons.map(({ years, npvs, best }) => [`${years}`, ...found.options.map(({ id }) => money(npvs[id])), byId(model.options, best).label]),
    ),
  ],
  hinges,
  chances: chanceParts,
  capacity: capacityParts,
};

/**
 * @param {ParentNode} page
 * @param {Shown} shown
 */
export function showParts(page, shown) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-part]"))) {
    const part = PARTS[place.dataset.part ?? ""];
    if (part) place.replaceChildren(...part(shown));
  }
  for (const input of shown.model.inputs) {
    const [likely, range] = page.querySelectorAll(`[data-input="${input.id}"] > td`);
    if (!range) continue;
    const say = (/** @type {number | undefined} */ at) => measured(at ?? 0, input.unit, shown.model.currency);
    likely.textContent = say(input.likely);
    range.textContent = isRange(input) ? `${say(input.low)} to ${say(input.high)}` : "no range";
  }
}
