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
 * The rows of a table whose head stands in the page.
 * @param {string[][]} rows the first cell of each is its heading; one without others heads those below it
 * @param {number} [width]
 * @param {number[]} [sums] which rows are sums
 */
const tableRows = (rows, width, sums = []) =>
  rows.map(([first, ...cells], index) =>
    cells.length
      ? make("tr", { class: sums.includes(index) && "pb-table__sum" }, ...cellsOf("th", [first], "row"), ...cellsOf("td", cells))
      : make("tr", { class: "pb-table__group" }, make("th", { scope: "colgroup", colSpan: width }, first)),
  );

/**
 * @param {Shown} shown
 * @param {HTMLElement} place whose rows have their headings, each for all time
 */
function optionsRows({ found, simulation }, place) {
  const { options, leads } = found;
  /** @type {(key: keyof Measures, say: (value: any) => string) => string[]} */
  const both = (key, say) => [...options, ...leads].map(({ measures }) => say(measures[key]));
  /** @type {(key: keyof OptionResult, say: (value: any) => string) => string[]} */
  const ofOptions = (key, say) => [...options.map((option) => say(option[key])), ...leads.map(() => "")];
  /** @type {(key: keyof LeadResult, say: (value: any) => string) => string[]} */
  const ofLeads = (key, say) => [...options.map(() => ""), ...leads.map((lead) => say(lead[key]))];
  const rows = [
    both("npvEndOfYear", money),
    both("npvMidYear", money),
    ofOptions("pvBenefits", money),
    ofOptions("pvCosts", money),
    both("irr", ({ rate }) => shareWords(rate)),
    both("mirr", shareWords),
    both("paybackYears", paidBack),
    both("discountedPaybackYears", paidBack),
    both("breakEvenMonth", monthWords),
    both("discountedBreakEvenMonth", monthWords),
    ofOptions("roiSimple", shareWords),
    ofOptions("roiDiscounted", shareWords),
    ofOptions("measures", ({ profitabilityIndex: index }) => orElse(number)(index)),
    ofOptions("costOfDelayPerMonth", number),
    ofLeads("costCrossingMonth", monthWords),
    ofLeads("netCrossingMonth", monthWords),
    [...options.map(({ id }) => spreadWords(simulation?.options[id])), ...leads.map(({ option }) => spreadWords(simulation?.leads[option]))],
  ];
  const heads = place.querySelectorAll("th");
  return tableRows(rows.map((cells, index) => [heads[index].textContent ?? "", ...cells]));
}

/** @param {number} years */
export const yearHeads = (years) => Array.from({ length: years + 1 }, (_, year) => (year ? `y${year}` : "today"));

/** @param {Shown} shown */
function flowsRows({ model, found }) {
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
  return tableRows(rows, model.years + 2, sums);
}

/**
 * @param {Shown} shown
 * @param {HTMLElement} place of one lead
 */
function five({ model, found }, { dataset }) {
  const lead = /** @type {LeadResult} */ (found.leads.find(({ option }) => option === dataset.option));
  const quiet = (/** @type {string} */ words) => make("p", { class: "pb-quiet" }, words);
  return lead.tornado.length
    ? [
        quiet(`The inputs that move the lead of ${overWords(model, lead)} most: what it is at the low and at the high end of each, ${model.currency}.`),
        tornadoChart(model, lead, FIVE),
      ]
    : quiet("No ranges are given, so no input can be said to matter more than another.");
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
function tornadoRows({ model, found }) {
  const rows = found.leads.flatMap((lead) => [
    [overWords(model, lead)],
    ...lead.tornado.map(({ input, low, high, atLow, atHigh }) => {
      const { label, unit } = byId(model.inputs, input);
      return [label, measured(low, unit, model.currency), money(atLow), measured(high, unit, model.currency), money(atHigh), money(Math.abs(atHigh - atLow))];
    }),
  ]);
  return tableRows(rows, 6);
}

/**
 * Single events, with and without; of a yearly hazard, every year in which it may strike.
 * @param {Shown} shown
 */
function chanceRows({ model, found }) {
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
  return tableRows(rows);
}

/** @param {Shown} shown */
const capacityRows = ({ found: { capacity, leads } }) =>
  capacity ? tableRows(capacity.views.map((view) => [percent(view.share), ...leads.map(({ option }) => money(view.leads[option]))])) : [];

/** @param {Shown} shown */
const capacityTurns = ({ model, found: { capacity, leads } }) =>
  capacity
    ? leads.flatMap(({ option }) => {
        const [all, , none] = capacity.views.map(({ leads: worth }) => worth[option]);
        const share = capacity.flipShares[option];
        return share === null ? [] : make("p", {}, `${labelOf(model, option)} is ahead when at ${all > none ? "least" : "most"} ${percent(share)} of the freed time is counted.`);
      })
    : [];

/** @param {Shown} shown */
const chartRows = ({ model, found, simulation }) =>
  tableRows(
    yearHeads(model.years).map((_, year) => [
      `${year}`,
      ...found.options.flatMap(({ id, runningNet }) => {
        const band = simulation?.bands[id][year];
        return [money(runningNet[year]), band ? `${money(band.p10)} to ${money(band.p90)}` : WAITING];
      }),
    ]),
  );

/**
 * What stands in each part; the heads of tables stay as the templates wrote them.
 * @type {Record<string, (shown: Shown, place: HTMLElement) => Node | string | (Node | string)[]>}
 */
const PARTS = {
  currency: ({ model }) => model.currency,
  answers: (shown) => [
    ...items(answers(shown.model, shown.found)),
    ...[...leadSentences(shown), ...capacitySentences(shown)].map((words) => make("li", { class: "pb-answers__sure" }, words)),
  ],
  chart: curveChart,
  "chart-table": chartRows,
  five,
  conventions: ({ model, found }) => conventions(model, found),
  warnings: ({ model, found, simulation }) => {
    const said = warnings(model, found, simulation);
    return said.length ? make("ul", { class: "pb-warnings" }, ...items(said)) : [];
  },
  options: optionsRows,
  years: ({ model }) => cellsOf("th", [model.currency, ...yearHeads(model.years)], "col"),
  flows: flowsRows,
  horizons: ({ model, found }) =>
    tableRows(found.horizons.map(({ years, npvs, best }) => [`${years}`, ...found.options.map(({ id }) => money(npvs[id])), labelOf(model, best)])),
  hinges,
  "tornado-table": tornadoRows,
  chances: chanceRows,
  "capacity-table": capacityRows,
  capacity: capacityTurns,
};

/**
 * @param {ParentNode} page
 * @param {Shown} shown
 */
export function showParts(page, shown) {
  for (const place of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-part]"))) {
    const part = PARTS[place.dataset.part ?? ""];
    if (part) place.replaceChildren(...[part(shown, place)].flat());
  }
  const { inputs, currency, options } = shown.model;
  for (const { id, label } of options) {
    for (const place of page.querySelectorAll(`[data-label="${id}"]`)) place.textContent = label;
  }
  for (const { id, unit, likely, low, high } of inputs) {
    const [first, range] = page.querySelectorAll(`[data-input="${id}"] > td`);
    if (!range) continue;
    first.textContent = measured(likely, unit, currency);
    range.textContent = low === undefined || high === undefined ? "no range" : spanWords(low, high, unit, currency);
  }
}
