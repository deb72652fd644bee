/**
 * The parts of a comparison's page that follow its numbers, with the markup of its templates.
 *
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {import("./roi-study.js").Study} Study
 * @typedef {import("./roi-study.js").Measures} Measures
 * @typedef {import("./roi-study.js").OptionResult} OptionResult
 * @typedef {import("./roi-study.js").LeadResult} LeadResult
 * @typedef {import("./roi-chance.js").Simulation} Simulation
 * @typedef {{model: RoiModel, found: Study, simulation: Simulation | null, outdated?: Simulation | null}} Shown `outdated` while the next one runs
 */

import { drawnInputs } from "./roi-chance.js";
import { curveChart, tornadoChart } from "./roi-charts.js";
import { byId, labelOf, overWords } from "./roi-lines.js";
import { answers, conventions, fixed, inYears, measured, money, number, percent, spanWords, warnings } from "./roi-words.js";
import { make } from "./state.js";

const WAITING = "…";
const FIVE = 5;

/** @type {(say: (value: number) => string, otherwise?: string) => (value: number | null) => string} */
const orElse = (say, otherwise = "not meaningful") => (value) => (value === null ? otherwise : say(value));

const LATE = "not within the horizon";
const monthWords = orElse(String, LATE);
const paidBack = orElse((years) => fixed(years, 2), LATE);
const shareWords = orElse(percent);

/** @param {import("./roi-chance.js").Band | undefined} spread */
export const spreadWords = (spread) => (spread ? `${money(spread.p10)} / ${money(spread.p50)} / ${money(spread.p90)}` : WAITING);

/** @param {string[]} all */
const items = (all) => all.map((words) => make("li", {}, words));

/**
 * @param {string} tag
 * @param {string[]} cells
 * @param {string} [scope]
 */
const cellsOf = (tag, cells, scope) => cells.map((words) => make(tag, { scope }, words));

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
    make("thead", {}, make("tr", {}, ...cellsOf("th", head, "col"))),
    make(
      "tbody",
      {},
      ...rows.map(([first, ...cells], index) =>
        cells.length === 0
          ? make("tr", { class: "pb-table__group" }, make("th", { scope: "colgroup", colSpan: head.length }, first))
          : make("tr", { class: sums.includes(index) && "pb-table__sum" }, ...cellsOf("th", [first], "row"), ...cellsOf("td", cells)),
      ),
    ),
  );
}

/** @param {Shown} shown */
function optionsTable({ model, found, simulation }) {
  const { options, leads } = found;
  const none = leads.map(() => "");
  /** @type {(name: string, key: keyof Measures, say: (value: any) => string) => string[]} */
  const both = (name, key, say) => [name, ...[...options, ...leads].map(({ measures }) => say(measures[key]))];
  /** @type {(name: string, say: (option: OptionResult) => string) => string[]} */
  const ofOptions = (name, say) => [name, ...options.map(say), ...none];
  /** @type {(name: string, say: (lead: LeadResult) => string) => string[]} */
  const ofLeads = (name, say) => [name, ...options.map(() => ""), ...leads.map(say)];
  return table(
    `Options side by side, ${model.currency}`,
    ["Measure", ...options.map(({ label }) => label), ...leads.map((lead) => overWords(model, lead))],
    [
      both("NPV, at year ends", "npvEndOfYear", money),
      both("NPV, at mid-year", "npvMidYear", money),
      ofOptions("PV of benefits", ({ pvBenefits }) => money(pvBenefits)),
      ofOptions("PV of costs", ({ pvCosts }) => money(pvCosts)),
      both("IRR", "irr", ({ rate }) => shareWords(rate)),
      both("MIRR", "mirr", shareWords),
      both("Payback, years", "paybackYears", paidBack),
      both("Discounted payback, years", "discountedPaybackYears", paidBack),
      both("Break-even month", "breakEvenMonth", monthWords),
      both("Break-even month, discounted", "discountedBreakEvenMonth", monthWords),
      ofOptions("ROI, simple", ({ roiSimple }) => shareWords(roiSimple)),
      ofOptions("ROI, discounted", ({ roiDiscounted }) => shareWords(roiDiscounted)),
      ofOptions("Profitability index", ({ measures }) => orElse(number)(measures.profitabilityIndex)),
      ofOptions("Cost of a month of delay, first six", ({ costOfDelayPerMonth }) => number(costOfDelayPerMonth)),
      ofLeads("Cost crosses in month", ({ costCrossingMonth }) => monthWords(costCrossingMonth)),
      ofLeads("Net crosses in month", ({ netCrossingMonth }) => monthWords(netCrossingMonth)),
      ["P10 / P50 / P90", ...options.map(({ id }) => spreadWords(simulation?.options[id])), ...leads.map(({ option }) => spreadWords(simulation?.leads[option]))],
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
    const id = `five-${lead.option}`;
    return make(
      "section",
      { class: "pb-five", "aria-labelledby": id },
      make("h2", { id }, "What the answer hangs on"),
      make(
        "p",
        { class: "pb-quiet" },
        lead.tornado.length
          ? `The inputs that move the lead of ${overWords(model, lead)} most: what it is at the low and at the high end of each, ${model.currency}.`
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
export const leadSentences = ({ model, found, simulation }) =>
  found.leads.map((lead) => {
    const { npv } = lead.measures;
    const share = simulation ? percent(simulation.leads[lead.option].shareAbove0) : WAITING;
    const sure = drawnInputs(model).length ? `, and is ahead in ${share} of the simulated cases` : "";
    return `${overWords(model, lead, npv < 0 ? "trails" : "leads")} by ${money(Math.abs(npv), model.currency)} over ${inYears(model.years)}${sure}.`;
  });

/** @param {Shown} shown */
const capacitySentences = ({ model, found: { capacity, leads } }) =>
  capacity
    ? leads.map(({ option }) => {
        const [all, , none] = capacity.views.map(({ leads: worth }) => money(worth[option], model.currency));
        return `Lead of ${labelOf(model, option)} with no freed time counted as cash: ${none}; with all of it: ${all}.`;
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
    const whose = found.leads.length > 1 ? ` (${labelOf(model, lead.option)})` : "";
    return [
      ...(lead.flips.length
        ? [make("h3", { id: `flips-${lead.option}` }, `The answer turns if${whose}`), make("ul", {}, ...items(turnWords(model, lead)))]
        : []),
      ...(lead.tornado.length ? [make("h3", { id: `tornado-${lead.option}` }, `All inputs, widest first${whose}`), tornadoChart(model, lead)] : []),
    ];
  });
}

/** @param {Shown} shown */
function tornadoTable({ model, found }) {
  const rows = found.leads.flatMap((lead) => [
    [overWords(model, lead)],
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
  const leads = found.leads.map(({ option }) => ({ id: option, label: labelOf(model, option) }));
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
const chartTable = ({ model, found, simulation }) =>
  table(
    "",
    ["End of year", ...found.options.flatMap(({ label }) => [label, "P10 to P90"])],
    yearHeads(model.years).map((_, year) => [
      `${year}`,
      ...found.options.flatMap(({ id, runningNet }) => {
        const band = simulation?.bands[id][year];
        return [money(runningNet[year]), band ? `${money(band.p10)} to ${money(band.p90)}` : WAITING];
      }),
    ]),
  );

/** @type {Record<string, (shown: Shown) => Node | string | (Node | string)[]>} */
const PARTS = {
  answers: (shown) => [
    ...items(answers(shown.model, shown.found)),
    ...[...leadSentences(shown), ...capacitySentences(shown)].map((words) => make("li", { class: "pb-answers__sure" }, words)),
  ],
  chart: (shown) => [
    curveChart(shown),
    make("ul", { class: "pb-legend" }, ...shown.found.options.map(({ label }, index) => make("li", { class: `pb-series--${index}` }, label))),
  ],
  "chart-table": chartTable,
  five,
  conventions: ({ model, found }) => conventions(model, found),
  warnings: ({ model, found, simulation }) => {
    const said = warnings(model, found, simulation);
    return said.length ? make("ul", { class: "pb-warnings" }, ...items(said)) : [];
  },
  options: optionsTable,
  flows: flowsTable,
  horizons: ({ model, found }) =>
    table(
      "",
      ["Years looked at", ...found.options.map(({ label }) => `NPV ${label}`), "Best"],
      found.horizons.map(({ years, npvs, best }) => [`${years}`, ...found.options.map(({ id }) => money(npvs[id])), labelOf(model, best)]),
      { words: true },
    ),
  hinges,
  "tornado-table": tornadoTable,
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
    if (part) place.replaceChildren(...[part(shown)].flat());
  }
  const { inputs, currency } = shown.model;
  for (const { id, unit, likely, low, high } of inputs) {
    const [first, range] = page.querySelectorAll(`[data-input="${id}"] > td`);
    if (!range) continue;
    first.textContent = measured(likely, unit, currency);
    range.textContent = low === undefined || high === undefined ? "no range" : spanWords(low, high, unit, currency);
  }
}
