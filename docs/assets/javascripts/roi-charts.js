/** The charts, with the geometry of charts.py and the markup of its templates. */

import { money, measured } from "./roi-words.js";
import { byId } from "./roi-lines.js";

/**
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {import("./roi-study.js").LeadResult} LeadResult
 */

const WIDTH = 360;
const HEIGHT = 232;
const LEFT = 44;
const RIGHT = 8;
const TOP = 10;
const BOTTOM = 24;
const BAR_STEP = 46;

/** @param {number} value */
const tenth = (value) => Math.round(value * 10) / 10;

/**
 * @param {string} tag
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
function draw(tag, attributes, ...children) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} words
 * @param {string} [anchor]
 */
const tick = (x, y, words, anchor = "middle") => draw("text", { class: "pb-chart__tick", x, y, "text-anchor": anchor }, words);

/**
 * Round numbers from below `low` to above `high`, 0 among them.
 * @param {number} low
 * @param {number} high
 * @param {number} [about] how many
 */
export function axisSteps(low, high, about = 7) {
  const least = Math.min(low, 0);
  const most = Math.max(high, 0);
  const span = most - least || 1;
  const power = 10 ** Math.floor(Math.log10(span / about));
  const step = power * (/** @type {number} */ ([1, 2, 5, 10].find((factor) => span / (power * factor) <= about)));
  const found = [];
  const first = Math.floor(least / step);
  for (let at = first; at <= Math.max(Math.ceil(most / step), first + 1); at++) found.push(at * step);
  return found;
}

/**
 * Running net of every option, with the first crossing marked; a band that is out of date is drawn fainter.
 * @param {import("./roi-parts.js").Shown} shown
 */
export function curveChart({ model, found, simulation, outdated }) {
  const bands = (simulation ?? outdated)?.bands;
  const bandOf = (/** @type {string} */ id) => (bands?.[id].length === model.years + 1 ? bands[id] : []);
  const values = found.options.flatMap(({ id, runningNet }) => [...runningNet, ...bandOf(id).flatMap(({ p10, p90 }) => [p10, p90])]);
  const ticks = axisSteps(Math.min(...values), Math.max(...values));
  const [low, high] = [ticks[0], ticks[ticks.length - 1]];
  const x = (/** @type {number} */ year) => tenth(LEFT + ((WIDTH - LEFT - RIGHT) * year) / model.years);
  const y = (/** @type {number} */ amount) => tenth(TOP + ((HEIGHT - TOP - BOTTOM) * (high - amount)) / (high - low));
  const points = (/** @type {number[]} */ amounts) => amounts.map((amount, year) => `${x(year)},${y(amount)}`);
  const months = found.leads.flatMap(({ netCrossingMonth }) => netCrossingMonth || []);
  const month = Math.min(...months);
  const ends = found.options.map(({ label, runningNet }) => `${label} ends at ${money(runningNet[model.years], model.currency)}. `);
  const chart = draw(
    "svg",
    { class: simulation ? "pb-chart" : "pb-chart pb-chart--waiting", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-labelledby": "chart-title chart-desc" },
    draw("title", { id: "chart-title" }, "Running net by year"),
    draw("desc", { id: "chart-desc" }, ...ends, months.length ? `The lines cross in month ${month}. ` : "", "The table below has every value."),
  );
  for (const amount of ticks) {
    chart.append(
      draw("line", { class: `pb-chart__grid${amount ? "" : " pb-chart__grid--zero"}`, x1: LEFT, x2: WIDTH - RIGHT, y1: y(amount), y2: y(amount) }),
      tick(40, y(amount) + 4, money(amount), "end"),
    );
  }
  for (let year = 0; year <= model.years; year++) chart.append(tick(x(year), 226, `${year}`));
  chart.append(tick(8, 226, "year", "start"));
  found.options.forEach(({ id }, index) => {
    const band = bandOf(id);
    const edge = [...points(band.map(({ p90 }) => p90)), ...points(band.map(({ p10 }) => p10)).reverse()];
    if (edge.length) chart.append(draw("polygon", { class: `pb-chart__band pb-series--${index}`, points: edge.join(" ") }));
  });
  found.options.forEach(({ runningNet }, index) => {
    chart.append(draw("polyline", { class: `pb-chart__line pb-series--${index}`, points: points(runningNet).join(" ") }));
  });
  if (months.length) {
    const at = x(month / 12);
    const isLeft = at < 120;
    chart.append(
      draw("line", { class: "pb-chart__crossing", x1: at, x2: at, y1: TOP, y2: HEIGHT - BOTTOM }),
      draw("text", { class: "pb-chart__mark", x: tenth(isLeft ? at + 4 : at - 4), y: 20, "text-anchor": isLeft ? "start" : "end" }, `month ${month}`),
    );
  }
  return chart;
}

/**
 * One lead's bars, widest first.
 * @param {RoiModel} model
 * @param {LeadResult} lead
 * @param {number} [most]
 */
export function tornadoChart(model, lead, most = Infinity) {
  const bars = lead.tornado.slice(0, most);
  const ends = [0, lead.measures.npv, ...bars.flatMap(({ atLow, atHigh }) => [atLow, atHigh])];
  const least = Math.min(...ends);
  const span = Math.max(...ends) - least || 1;
  const x = (/** @type {number} */ amount) => tenth(8 + ((WIDTH - 16) * (amount - least)) / span);
  const height = 24 + bars.length * BAR_STEP;
  const shown = bars.map((bar) => {
    const { label, unit } = byId(model.inputs, bar.input);
    const end = (/** @type {number} */ value, /** @type {number} */ at) => `${measured(value, unit)}: ${money(at)}`;
    return { ...bar, label, low: end(bar.low, bar.atLow), high: end(bar.high, bar.atHigh) };
  });
  const chart = draw(
    "svg",
    {
      class: "pb-chart pb-chart--tornado",
      viewBox: `0 0 ${WIDTH} ${height}`,
      role: "img",
      "aria-label": shown.map(({ label, low, high }) => `${label}: ${low}, ${high}. `).join(""),
    },
    draw("line", { class: "pb-chart__grid--zero", x1: x(0), x2: x(0), y1: 0, y2: height }),
  );
  shown.forEach(({ label, low, high, atLow, atHigh }, index) => {
    const y = 24 + index * BAR_STEP;
    const [left, right] = atLow <= atHigh ? [low, high] : [high, low];
    chart.append(
      draw("text", { x: 8, y: y - 5 }, label),
      draw("rect", { class: "pb-chart__bar", x: Math.min(x(atLow), x(atHigh)), y, width: Math.max(Math.abs(x(atHigh) - x(atLow)), 1), height: 6, rx: 3 }),
      tick(8, y + 17, left, "start"),
      tick(WIDTH - 8, y + 17, right, "end"),
    );
  });
  const anchor = x(0) < 40 ? "start" : x(0) > 320 ? "end" : "middle";
  chart.append(tick(x(0), height - 4, "lead 0", anchor));
  return chart;
}
