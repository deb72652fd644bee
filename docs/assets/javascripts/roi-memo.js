/**
 * What a reader takes along: the one-page ROI memo with the numbers on screen, and the cash flows as CSV.
 *
 * @typedef {import("./roi-lines.js").RoiModel} RoiModel
 * @typedef {import("./roi-parts.js").Shown} Shown
 * @typedef {{title: string, before: [string, string][], table: string[][], after: [string, string][], foot: string[]}} Memo
 */

import { NOTHING } from "./roi-cash.js";
import { labelOf, optionNpv, overWords, situation, withValue } from "./roi-lines.js";
import { spreadWords, turnWords, yearHeads } from "./roi-parts.js";
import { benefitOf, conventions, measured, money, percent, warnings } from "./roi-words.js";
import { make } from "./state.js";

const GAP = "___";

/**
 * The lowest NPV of an option that two inputs at their bad ends give, all others likely.
 * @param {RoiModel} model
 * @param {string} id
 */
function worstCase(model, id) {
  const at = situation(model);
  const usual = optionNpv(at, id);
  const ends = model.inputs.flatMap(({ id: input, label, unit, sort, low, high }) =>
    (sort === "fixed" ? [] : sort === "chance" ? [0, 1] : [low, high]).flatMap((end) =>
      end === undefined || optionNpv(withValue(at, input, end), id) >= usual - NOTHING ? [] : { input, end, why: `${label} ${measured(end, unit, model.currency)}` },
    ),
  );
  let worst = { npv: usual, why: "no range or chance is given" };
  ends.forEach((one, index) => {
    const first = withValue(at, one.input, one.end);
    for (const other of ends.slice(index)) {
      if (other !== one && other.input === one.input) continue;
      const npv = optionNpv(withValue(first, other.input, other.end), id);
      if (npv < worst.npv - NOTHING) worst = { npv, why: other === one ? one.why : `${one.why}, ${other.why}` };
    }
  });
  return `${money(worst.npv)} (${worst.why})`;
}

/**
 * @param {Shown} shown
 * @param {{title: string, link: string, changes: string[]}} about
 * @returns {Memo}
 */
export function memoOf({ model, found, simulation }, { title, link, changes }) {
  const { currency, years, options } = model;
  const labels = options.map((option) => option.label);
  const named = `${labels.slice(0, -1).join(", ")} and ${labels[labels.length - 1]}`;
  const horizons = [...new Set([1, 3, 5, years])].sort((one, other) => one - other);
  const row = (/** @type {string} */ name, /** @type {(option: import("./roi-study.js").OptionResult) => string} */ say) => [name, ...found.options.map(say)];
  const yearly = (/** @type {number[]} */ costs) => {
    const [least, most] = [Math.min(...costs), Math.max(...costs)].map((cost) => money(cost));
    return least === most ? least : `${least} to ${most}`;
  };
  const crossings = found.leads.map((lead) => {
    const month = lead.netCrossingMonth;
    const over = overWords(model, lead, month === null ? "does not pass" : "passes");
    if (month === null) return `${over} within ${years} years.`;
    const alive = model.survival ? percent(found.alive[Math.ceil(month / 12)]) : GAP;
    return month ? `${over} in month ${month}. Chance that we still run it then: ${alive}.` : `${labelOf(model, lead.option)} is ahead from the first day.`;
  });
  const hinges = found.leads.map((lead) => {
    const words = turnWords(model, lead).slice(0, 3).join("; or ") || "nothing by itself turns it";
    return found.leads.length > 1 ? `(${labelOf(model, lead.option)}) ${words}.` : `${words}.`;
  });
  const cash = found.options.flatMap(({ label: name, lines }) => {
    const { full, uncashed } = benefitOf(lines);
    const rest = uncashed > 0 ? `, the rest is time, to be used for ${GAP}` : "";
    return full > 0 ? [`${name}: ${percent(1 - uncashed / full)} of the benefit is cash${rest}.`] : [];
  });
  return {
    title: `ROI memo: ${title}`,
    before: [
      ["Ask", `decide between ${named} for ${GAP} by ${GAP}. I recommend ${GAP}.`],
      ["Objective", `moves ${GAP} (owner ${GAP} agrees) by ${GAP}.`],
    ],
    table: [
      [`${currency}, rate ${percent(found.rate)}, ${years} years`, ...labels],
      row("Upfront / yearly cost, events by their chance", ({ costs }) => `${money(costs[0])} / ${yearly(costs.slice(1))}`),
      row(`NPV at ${horizons.join(", ")} years`, ({ id }) => horizons.map((at) => money(found.horizons[at - 1].npvs[id])).join(" / ")),
      row("Break-even month", ({ measures }) => `${measures.breakEvenMonth ?? "none"}`),
      row("P10 / P50 / P90", ({ id }) => spreadWords(simulation?.options[id])),
      row("Worst credible case: two inputs at their bad end", ({ id }) => worstCase(model, id)),
    ],
    after: [
      ["Crossing, undiscounted", crossings.join(" ")],
      ["The answer flips if", hinges.join(" ")],
      ["Weak spots of my recommendation", `${GAP}. Not in the numbers: ${GAP}.`],
      ["Cash or capacity", cash.join(" ") || "only costs are counted, no benefit."],
      ["If no", `I will ${GAP} and propose to look again when ${GAP}.`],
    ],
    foot: [
      ...warnings(model, found, simulation),
      ...(changes.length ? [`Changed from the published page: ${changes.join("; ")}.`] : []),
      conventions(model, found),
      link,
    ],
  };
}

/**
 * Text as Markdown shows it literally; gaps to fill stay gaps.
 * @param {string} text
 */
const literal = (text) =>
  text
    .split(GAP)
    .map((part) => part.replace(/[\\`*_[\]<>|]/g, "\\$&"))
    .join(GAP);

/** @param {Memo} memo */
export function memoMarkdown({ title, before, table, after, foot }) {
  const lines = (/** @type {[string, string][]} */ all) => all.map(([name, words]) => `**${literal(name)}:** ${literal(words)}`).join("\n\n");
  const rows = table.map((cells) => `| ${cells.map(literal).join(" | ")} |`);
  rows.splice(1, 0, `|---|${"---|".repeat(table[0].length - 1)}`);
  const address = foot[foot.length - 1];
  const said = foot.slice(0, -1).map((words) => `- ${literal(words)}`);
  return [`# ${literal(title)}`, lines(before), rows.join("\n"), lines(after), said.join("\n"), `<${address}>`].join("\n\n") + "\n";
}

/** @param {Memo} memo */
export function memoNodes({ title, before, table, after, foot }) {
  const lines = (/** @type {[string, string][]} */ all) => all.map(([name, words]) => make("p", {}, make("b", {}, `${name}: `), words));
  const [head, ...rows] = table;
  const address = foot[foot.length - 1];
  return [
    make("h2", {}, title),
    ...lines(before),
    make(
      "table",
      { class: "pb-table" },
      make("thead", {}, make("tr", {}, ...head.map((cell) => make("th", { scope: "col" }, cell)))),
      make("tbody", {}, ...rows.map(([first, ...cells]) => make("tr", {}, make("th", { scope: "row" }, first), ...cells.map((cell) => make("td", {}, cell))))),
    ),
    ...lines(after),
    make("ul", {}, ...foot.slice(0, -1).map((words) => make("li", {}, words))),
    make("p", {}, make("a", { href: address }, address)),
  ];
}

/**
 * Every line of every option by year, then the sums; amounts unrounded, costs below 0.
 * @param {Shown} shown
 */
export function flowsCsv({ model, found }) {
  const cell = (/** @type {string | number} */ value) => {
    if (typeof value === "number") return String(Number(value.toPrecision(15)));
    const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
    return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  /** @type {(string | number)[][]} */
  const rows = [["option", "line", "kind", ...yearHeads(model.years)]];
  for (const { label, lines, net, runningNet } of found.options) {
    for (const { label: name, kind, side, amounts, cash } of lines) {
      const signed = (/** @type {readonly number[]} */ all) => all.map((amount) => (side === "cost" && amount ? -amount : amount));
      rows.push([label, name, kind, ...signed(amounts)]);
      if (cash.some((amount, year) => amount !== amounts[year])) rows.push([label, `${name}, of it cash`, kind, ...signed(cash)]);
    }
    if (Math.min(...found.alive) < 1) rows.push([label, "Chance that the product is alive", "share", ...found.alive]);
    rows.push([label, "Net, cash", "net", ...net], [label, "Running net", "sum", ...runningNet]);
  }
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}
