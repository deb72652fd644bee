"""A comparison as a workbook with live formulas, so that finance can change an input and follow every cell.

The same bytes for the same comparison: the file carries no time of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any

from playbook_site.comparisons import sheet_measures
from playbook_site.comparisons.analysis import measures
from playbook_site.comparisons.cashflow import Flow, break_even_month, discount_factors, minus, monthly_totals, slack
from playbook_site.comparisons.flows import likely, rate
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.sheet_formulas import Formulas
from playbook_site.comparisons.sheet_measures import Worth
from playbook_site.comparisons.sheet_options import OptionSheet, OptionWriter, chances_alive
from playbook_site.comparisons.sheet_pages import NOT_YET, Cell, Row, Sheet, Workbook
from playbook_site.comparisons.timeline import Situation
from playbook_site.comparisons.units import PERCENT_UNITS, bounds

FIRST_INPUT = 6
"""The row, counted from 1, of the first input on its sheet."""

EARLIEST = datetime(2000, 1, 1)  # noqa: DTZ001 - the format knows no zones


def workbook(front: ComparisonFront) -> bytes:
    """The comparison with its likely values; ranges and simulation stay on its page."""
    at = Situation(front, likely(front), front.horizon_years)
    book = Workbook(_properties(front))
    results, inputs = book.sheet("Results"), book.sheet("Inputs")
    sheets = {id_: book.sheet(f"Option {number}") for number, id_ in enumerate(front.options, start=1)}
    others = [id_ for id_ in front.options if id_ != front.baseline]
    leads = {id_: book.sheet(f"Lead {number}") for number, id_ in enumerate(others, start=1)}
    months, notes = book.sheet("Months"), book.sheet("How to read it")

    places = {id_: f"Inputs!$B${FIRST_INPUT + number}" for number, id_ in enumerate(front.inputs)}
    formulas = Formulas(cells=places.__getitem__, years=at.years)
    _inputs(inputs, front)
    worth, living = _frame(inputs, at, formulas)
    writer = OptionWriter(at=at, formulas=formulas, worth=worth, alive=living)
    baseline = writer.write(sheets[front.baseline], front.baseline, None)
    options = {id_: baseline if id_ == front.baseline else writer.write(sheets[id_], id_, baseline) for id_ in sheets}
    named = {id_: _lead(leads[id_], at, options[id_], baseline, worth, front.options[id_].label) for id_ in leads}
    found = _Months(months, at.years)
    _results(results, front, options, named, found, worth)
    _chart(book, results, front, options)
    _notes(notes, front)
    return book.done()


def _properties(front: ComparisonFront) -> dict[str, Any]:
    created = datetime.combine(front.reviewed, time())
    return {"title": front.title, "created": max(created, EARLIEST), "comments": "Estimates, not promises."}


def _inputs(sheet: Sheet, front: ComparisonFront) -> None:
    sheet.raw.set_column(0, 0, 46)
    sheet.raw.set_column(1, 1, 14)
    sheet.raw.set_column(2, 12, 12)
    sheet.line("Inputs", look="title")
    sheet.line("Change the shaded cells; everything else follows. Ranges are for information.", look="quiet")
    sheet.line(f"Money is in {front.currency}.", look="quiet")
    sheet.skip()
    sheet.line("Input", "Likely", "Unit", "Low", "High", "Source", look="heading")
    limits = bounds(front)
    for id_, part in front.inputs.items():
        look = "input-percent" if part.unit in PERCENT_UNITS else "input"
        row, source = sheet.next - 1, f"{part.source}, {part.date.isoformat()}" if part.date else part.source
        sheet.raw.write_number(row, 1, part.likely, sheet.look(look))
        least, most = limits.get(id_, (0.0, None))
        rule: dict[str, Any] = {"validate": "decimal", "criteria": ">=", "value": least}
        if most is not None:
            rule |= {"criteria": "between", "minimum": least, "maximum": most}
        sheet.raw.data_validation(row, 1, row, 1, rule | {"error_message": "This value is out of bounds."})
        plain = sheet.look("percent" if part.unit in PERCENT_UNITS else "number")
        for column, end in ((3, part.low), (4, part.high)):
            if end is not None:
                sheet.raw.write_number(row, column, end, plain)
        unit = part.unit.replace("money", front.currency)
        sheet.line(part.label, None, unit, None, None, source, look="plain")
    sheet.skip()


def _frame(sheet: Sheet, at: Situation, formulas: Formulas) -> tuple[Worth, Row]:
    """The rate in use, the factors of each year, and the chance of being alive, below the inputs."""
    front, value = at.front, rate(at.front, at.values)
    written = formulas.cells(front.rate)
    text = written
    if front.inflation and front.prices != front.rate_is:
        sign, inflation = "/" if front.prices == "real" else "*", formulas.cells(front.inflation)
        text = f"(1+{written}){sign}(1+{inflation})-1"
    used = sheet.figure("Rate in use", f"a year, {front.prices}", text, value, "percent")
    sheet.years(at.years)
    early = "0.5" if front.timing == "mid-year" else "0"
    powers = ["1", *(f"(1+{used.at})^({early}-{year})" for year in range(1, at.years + 1))]
    factors = sheet.row(
        "Discount factor", front.timing, powers, discount_factors(value, at.years, front.timing), "working"
    )
    return Worth(rate=used.at, rate_value=value, factors=factors, timing=front.timing), chances_alive(
        at, sheet, formulas
    )


class Lead:
    """A lead's sheet: the difference of two nets and of two costs, and its figures."""

    def __init__(self, *, net: Row, running: Row, cost: Row, running_cost: Row, figures: Mapping[str, Cell]) -> None:
        self.net, self.running, self.cost, self.running_cost, self.figures = net, running, cost, running_cost, figures


def _lead(sheet: Sheet, at: Situation, option: OptionSheet, baseline: OptionSheet, worth: Worth, label: str) -> Lead:
    front, years = at.front, range(at.years + 1)
    sheet.raw.set_column(0, 0, 46)
    sheet.raw.set_column(1, 1, 34)
    sheet.line(f"{label} over {front.options[front.baseline].label}", look="title")
    sheet.line("Net of the one less net of the other, and the same for costs the other way round.", look="quiet")
    sheet.skip()
    sheet.years(at.years)

    def less(left: Row, right: Row, name: str) -> Row:
        texts = [f"{left.at(year)}-{right.at(year)}" for year in years]
        return sheet.row(name, "", texts, minus(left.values, right.values), "total")

    net = less(option.net, baseline.net, "Lead in net")
    running = sheet_measures.running(sheet, "Running lead", net)
    cost = less(baseline.costs, option.costs, "Lead in cost")
    running_cost = sheet_measures.running(sheet, "Running lead in cost", cost)
    found = measures(net.values, worth.rate_value, front.timing)
    figures = sheet_measures.write(sheet, net, running, found, worth)
    return Lead(net=net, running=running, cost=cost, running_cost=running_cost, figures=figures)


class _Months:
    """The sheet of months: each flow's running total at every month's end, and the month that follows each shortfall."""

    def __init__(self, sheet: Sheet, years: int) -> None:
        self._sheet, self._years, self._column = sheet, years, 1
        sheet.raw.set_column(0, 0, 10)
        sheet.line("Months", look="title")
        sheet.line("A year's amount is spread evenly over its month ends.", look="quiet")
        sheet.line(
            "Beside each total: the next month, if the total is below 0; the largest is the month of crossing.",
            look="quiet",
        )
        sheet.skip()
        sheet.raw.write_string(4, 0, "Month", sheet.look("heading"))
        for month in range(12 * years + 1):
            sheet.raw.write_number(5 + month, 0, month, sheet.look("whole"))

    def crossing(self, into: Sheet, label: str, flow: Row, running: Row) -> Cell:
        """Write the months of a flow here, and the month from which it stays at 0 or above `into` another sheet."""
        total, flag = _column(self._column), _column(self._column + 1)
        last, least = 12 * self._years, slack(flow.values)
        self._sheet.raw.set_column(self._column, self._column + 1, 14)
        self._sheet.raw.write_string(4, self._column, label, self._sheet.look("heading"))
        nothing = f"0.000000001*MAX(MAX({flow.all}),-MIN({flow.all}))"
        self._put(3, self._column, nothing, least, "working")
        for month, value in enumerate(monthly_totals(flow.values)):
            year, step = divmod(month - 1, 12) if month else (-1, 11)
            text = f"{running.at(year)}+{flow.at(year + 1)}*{step + 1}/12" if month else flow.at(0)
            self._put(5 + month, self._column, text, value, "money")
            is_below = f"IF({total}{6 + month}<-{total}$4,{month + 1},0)"
            self._put(5 + month, self._column + 1, is_below, month + 1 if value < -least else 0, "working")
        self._column += 2
        found = break_even_month(flow.values)
        latest = f"MAX(Months!{flag}6:{flag}{6 + last})"
        text = f'IF({latest}>{last},"{NOT_YET}",{latest})'
        return into.figure(label, "month", text, NOT_YET if found is None else found, "whole")

    def _put(self, row: int, column: int, formula: str, value: float, look: str) -> None:
        self._sheet.raw.write_formula(row, column, f"={formula}", self._sheet.look(look), value)


def _column(number: int) -> str:
    first, second = divmod(number, 26)
    return (chr(ord("A") + first - 1) if first else "") + chr(ord("A") + second)


FIGURES = {
    "npv": ("NPV", "money"),
    "npv_end": ("NPV, year ends", "money"),
    "npv_mid": ("NPV, mid-year", "money"),
    "irr": ("IRR", "percent"),
    "payback": ("Payback, years", "number"),
    "discounted_payback": ("Discounted payback, years", "number"),
}


def _results(
    sheet: Sheet,
    front: ComparisonFront,
    options: Mapping[str, OptionSheet],
    leads: Mapping[str, Lead],
    months: _Months,
    worth: Worth,
) -> None:
    sheet.raw.set_column(0, 0, 52)
    sheet.raw.set_column(1, 1, 30)
    sheet.raw.set_column(2, 2, 16)
    sheet.line(front.title, look="title")
    sheet.line(f"Estimates, not promises. {front.currency}, {front.timing}, {front.horizon_years} years.", look="quiet")
    sheet.line("Change an input on the sheet Inputs; how to read this stands on the last sheet.", look="quiet")
    for id_, option in options.items():
        sheet.skip()
        sheet.line(front.options[id_].label, look="heading")
        _figures(sheet, option.figures)
        for name, row in (("PV of benefits", option.benefits), ("PV of costs", option.costs)):
            value = _pv(row.values, worth)
            sheet.figure(name, "today + NPV() of years 1 on", worth.pv(row), value)
        months.crossing(sheet, "Break-even month", option.net, option.running)
    for id_, lead in leads.items():
        sheet.skip()
        sheet.line(f"{front.options[id_].label} over {front.options[front.baseline].label}", look="heading")
        _figures(sheet, lead.figures)
        months.crossing(sheet, "Net crosses in month", lead.net, lead.running)
        months.crossing(sheet, "Cost crosses in month", lead.cost, lead.running_cost)


def _figures(sheet: Sheet, cells: Mapping[str, Cell]) -> None:
    for name, (label, look) in FIGURES.items():
        sheet.figure(label, "", cells[name].at, cells[name].value, look)


def _pv(flow: Flow, worth: Worth) -> float:
    return sum(amount * factor for amount, factor in zip(flow, worth.factors.values, strict=True))


def _chart(book: Workbook, sheet: Sheet, front: ComparisonFront, options: Mapping[str, OptionSheet]) -> None:
    chart = book.chart()
    for option in options.values():
        head = f"='{option.sheet.name}'!$C$4:${chr(ord('C') + front.horizon_years)}$4"
        chart.add_series(
            {"name": f"='{option.sheet.name}'!$A$1", "categories": head, "values": f"={option.running.all}"}
        )
    chart.set_title({"name": f"Running net, {front.currency}"})
    chart.set_x_axis({"name": "End of year", "label_position": "low"})
    sheet.raw.insert_chart("E4", chart)


NOTES: Sequence[str] = (
    "Estimates, not promises. Before tax and financing; money already spent is left out.",
    (
        "Today is year 0 and is not discounted. A spreadsheet's =NPV(rate, first, ...) discounts its first amount by a "
        "whole year. Had today's amount been put inside, every amount would count a year too late. "
        "So here: today + NPV(rate, year 1 to the last)."
    ),
    "At mid-year the same, times (1 + rate)^0.5: each year's money comes half a year earlier on average.",
    "Payback: the last year whose running net is below 0, plus the share of the next year that it takes to come back, as a straight line.",
    "Crossing month: each year's amount is spread evenly over its months. It is the first month after the last shortfall.",
    "IRR is shown only if the net changes its sign once. With several changes several rates may fit, and none means anything.",
    "Chances count as shares: a chance of 50% of a redesign for 320 counts as 160. In truth it is all or nothing.",
    "Freed or lost time is not cash: only its cashable share is summed. Rows that end in 'of it cash' show it.",
    "Ranges, simulation, tornado and flip values stand on the comparison's page and in its calculator.",
)


def _notes(sheet: Sheet, front: ComparisonFront) -> None:
    sheet.raw.set_column(0, 0, 100)
    sheet.line("How to read it", look="title")
    for note in NOTES:
        sheet.line(note)
    if front.illustrative:
        sheet.line("The company and the figures are made up to show the reasoning.")
