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

import { drawnInputs } from "./roi-chance.js";
import { curveChart, tornadoChart } from "./roi-charts.js";
import { byId } from "./roi-lines.js";
import { answers, conventions, fixed, inYears, measured, money, number, percent, spanWords, warnings } from "./roi-words.js";
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
 * @param {string[][]} rows the first cell of each is its heading; one without others heads those below it
 * @param {{sums?: number[], words?: boolean}} [looks] which rows are sums, and whether the last column holds words
 */
function table(caption, head, rows, { sums = [], words } = {}) {
  return make(
    "table",
    { class: words ? "pb-table pb-table--words" : "pb-table" },
    caption && make("caption", {}, caption),
    make("thead", {}, make("tr", {}, ...head.map((words) => make("th", { scope: "col" }, words)))),
    make(
      "tbody",
      {},
      ...rows.map(([first, ...cells], index) =>
        cells.length === 0
          ? make("tr", { class: "pb-table__group" }, make("th", { scope: "colgroup", colSpan: head.length }, first))
          : make("tr", { class: sums.includes(index) && "pb-table__sum" }, make("th", { scope: "row" }, first), ...cells.map((cell) => make("td", {}, cell))),
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
      options("Cost of a month of delay, first six", ({ costOfDelayPerMonth }) => number(costOfDelayPerMonth)),
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
    rows.push([label]);
    for (const { label: name, side, amounts, cash } of lines) {
      const say = (/** @type {readonly number[]} */ all) => all.map((amount) => number(side === "cost" ? -amount : amount));
      rows.push([name, ...say(amounts)]);
      if (cash.some((amount, year) => amount !== amounts[year])) rows.push(["of it cash", ...say(cash)]);
    }
    if (Math.min(...found.alive) < 1) rows.push(["Chance that the product is alive", ...found.alive.map(percent)]);
    return rows.push(["Net in cash", ...net.map(number)]) - 1;
  });
  return table("", [model.currency, ...yearHeads(model.years)], rows, { sums });
}

/** @param {Shown} shown */
function five({ model, found }) {
  return found.leads.map((lead) => {
    const label = (/** @type {string} */ id) => byId(model.options, id).label;
    const id = `five-${lead.option}`;
    return make(
      "section",
      { class: "pb-five", "aria-labelledby": id },
      make("h2", { id }, "What the answer hangs on"),
      make(
        "p",
        { class: "pb-quiet" },
        lead.tornado.length
          ? `The inputs that move the lead of ${label(lead.option)} over ${label(lead.baseline)} most: what it is at the low and at the high end of each, ${model.currency}.`
          : "No ranges are given, so no input can be said to matter more than another.",
      ),
      lead.tornado.length > 0 && tornadoChart(model, lead, FIVE),
    );
  });
}

/**
 * Each lead in one sentence, with how sure it is.
 * @param {Shown} shown
 */
export function leadSentences({ model, found, simulation, isCurrent }) {
  const label = (/** @type {string} */ id) => byId(model.options, id).label;
  return found.leads.map(({ option, baseline, measures: { npv } }) => {
    const share = isCurrent && simulation ? percent(simulation.leads[option].shareAbove0) : WAITING;
    const sure = drawnInputs(model).length ? `, and is ahead in ${share} of the simulated cases` : "";
    return `${label(option)} ${npv < 0 ? "trails" : "leads"} ${label(baseline)} by ${money(Math.abs(npv), model.currency)} over ${inYears(model.years)}${sure}.`;
  });
}

/** @param {Shown} shown */
const capacitySentences = ({ model, found: { capacity, leads } }) =>
  capacity
    ? leads.map(({ option }) => {
        const [all, , none] = capacity.views.map(({ leads: worth }) => money(worth[option], model.currency));
        return `Lead of ${byId(model.options, option).label} with no freed time counted as cash: ${none}; with all of it: ${all}.`;
      })
    : [];

/**
 * When the answer turns, in words; inputs that move the lead most come first.
 * @param {RoiModel} model
 * @param {LeadResult} lead
 */
export function turnWords(model, lead) {
  const order = lead.tornado.map(({ input }) => input);
  const place = (/** @type {string} */ input) => (order.includes(input) ? order.indexOf(input) : order.length);
  return [...lead.flips]
    .sort((one, other) => place(one.input) - place(other.input))
    .map(({ input, value, byCalendar, turns }) => {
      const { label, unit, likely, low, high } = byId(model.inputs, input);
      const say = (/** @type {number} */ at) => measured(at, unit, model.currency);
      const range = low === undefined || high === undefined ? "" : `, ${low <= value && value <= high ? "inside" : "outside"} its range`;
      const month = byCalendar === null ? "never" : say(byCalendar);
      const calendar = month === say(value) ? "" : `; ${month} if counted by calendar year`;
      return `${label}: ${turns} ${say(value)} (likely ${say(likely)}${range}${calendar})`;
    });
}

/** @param {Shown} shown */
function hinges({ model, found }) {
  return found.leads.flatMap((lead) => {
    const whose = found.leads.length > 1 ? ` (${byId(model.options, lead.option).label})` : "";
    return [
      ...(lead.flips.length
        ? [make("h3", { id: `flips-${lead.option}` }, `The answer turns if${whose}`), make("ul", {}, ...turnWords(model, lead).map((words) => make("li", {}, words)))]
        : []),
      ...(lead.tornado.length ? [make("h3", { id: `tornado-${lead.option}` }, `All inputs, widest first${whose}`), tornadoChart(model, lead)] : []),
    ];
  });
}

/** @param {Shown} shown */
function tornadoTable({ model, found }) {
  const rows = found.leads.flatMap((lead) => [
    [`${byId(model.options, lead.option).label} over ${byId(model.options, lead.baseline).label}`],
    ...lead.tornado.map(({ input, low, high, atLow, atHigh }) => {
      const { label, unit } = byId(model.inputs, input);
      return [label, measured(low, unit, model.currency), money(atLow), measured(high, unit, model.currency), money(atHigh), money(Math.abs(atHigh - atLow))];
    }),
  ]);
  return table("", [`Lead, ${model.currency}`, "Low", "Lead at low", "High", "Lead at high", "Swing"], rows);
}

/**
 * Single events, with and without; of a yearly hazard, every year in which it may strike.
 * @param {Shown} shown
 */
function chanceParts({ model, found }) {
  const rows = found.options.flatMap(({ id, label, chances, branches }) => {
    const { redesign } = byId(model.options, id);
    const named = (/** @type {string} */ input) => {
      const words = byId(model.inputs, input).label;
      const when = redesign && redesign.probability === input ? `, in year ${redesign.year}` : "";
      return (words.startsWith(label) ? words : `${label}: ${words}`) + when;
    };
    return [
      ...chances.map(({ input, probability, npvWith, npvWithout }) => [named(input), percent(probability), money(npvWith), money(npvWithout)]),
      ...(redesign?.hazard
        ? branches.map(({ probability, year, npv }) => [`${label}: ${year ? "redesign in year " + year : "no redesign"}`, percent(probability), money(npv), ""])
        : []),
    ];
  });
  return rows.length
    ? [
        make("h3", { id: "chances" }, "What may happen"),
        make("p", {}, "Every figure above counts these events by their chance. In truth each happens or does not."),
        scrolling("What may happen", table("", ["Event", "Chance", "NPV if it happens", "NPV if not"], rows)),
      ]
    : [];
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
      return share === null ? [] : [make("p", {}, `${label} is ahead when at ${capacity.views[0].leads[id] > capacity.views[2].leads[id] ? "least" : "most"} ${percent(share)} of the freed time is counted.`)];
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
  answers: (shown) => [
    ...answers(shown.model, shown.found).map((words) => make("li", {}, words)),
    ...[...leadSentences(shown), ...capacitySentences(shown)].map((words) => make("li", { class: "pb-answers__sure" }, words)),
  ],
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
      { words: true },
    ),
  ],
  hinges,
  "tornado-table": (shown) => [tornadoTable(shown)],
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
    likely.textContent = measured(input.likely, input.unit, shown.model.currency);
    const { low, high, unit } = input;
    range.textContent = low === undefined || high === undefined ? "no range" : spanWords(low, high, unit, shown.model.currency);
  }
}
