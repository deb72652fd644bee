"""The figures of one net flow as formulas, below the flow itself, each step in a row of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from playbook_site.comparisons.cashflow import discounted, running_total, slack
from playbook_site.comparisons.results import Measures
from playbook_site.comparisons.sheet_formulas import letter
from playbook_site.comparisons.sheet_pages import MEANINGLESS, NOT_YET, Cell, Row, Sheet

SIGN_NOTE = "amounts of 0 keep the sign before them"


@dataclass(frozen=True, kw_only=True)
class Worth:
    """How flows are discounted: the cell of the rate, the row of factors, and the same as numbers."""

    rate: str
    rate_value: float
    factors: Row
    timing: str

    def pv(self, row: Row, *, mid_year: bool | None = None) -> str:
        """t0 + NPV(years 1 to N): =NPV() discounts its first amount by a year, so today stays outside."""
        is_mid = self.timing == "mid-year" if mid_year is None else mid_year
        half = f"*(1+{self.rate})^0.5" if is_mid else ""
        return f"{row.at(0)}+NPV({self.rate},{row.later}){half}"


def write(sheet: Sheet, net: Row, running: Row, found: Measures, worth: Worth) -> Mapping[str, Cell]:
    """Write the figures of `net` and return where each stands. Months are on a sheet of their own."""
    sheet.skip()
    sheet.line("Figures", look="heading")
    today = discounted(net.values, worth.rate_value, "mid-year" if worth.timing == "mid-year" else "end-of-year")
    worths = sheet.row("Net, worth today", "net x factor", _by_year(net, worth.factors, "*"), today)
    summed = sheet.row("Running net, worth today", "", _running(worths, sheet.next), running_total(today))
    least = slack(net.values)
    nothing = sheet.figure(
        "Counts as 0", "rounding", f"0.000000001*MAX(MAX({net.all}),-MIN({net.all}))", least, "working"
    )
    worth_nothing = sheet.figure(
        "Counts as 0, worth today",
        "rounding",
        f"0.000000001*MAX(MAX({worths.all}),-MIN({worths.all}))",
        slack(today),
        "working",
    )
    below = _below(sheet, running, nothing, least)
    below_today = _below(sheet, summed, worth_nothing, slack(today))
    changes = _sign_changes(sheet, net, nothing, least)
    return {
        "npv": sheet.figure("NPV", f"today + NPV() of years 1 on; {worth.timing}", worth.pv(net), found.npv),
        "npv_end": sheet.figure("NPV, year ends", "", worth.pv(net, mid_year=False), found.npv_end_of_year),
        "npv_mid": sheet.figure("NPV, mid-year", "x (1 + rate)^0.5", worth.pv(net, mid_year=True), found.npv_mid_year),
        "irr": sheet.figure(
            "IRR",
            "only if the sign changes once",
            f'IF({changes.at}=1,IFERROR(IRR({net.all}),IFERROR(IRR({net.all},-0.5),IRR({net.all},2))),"{MEANINGLESS}")',
            MEANINGLESS if found.irr.rate is None else found.irr.rate,
            "percent",
        ),
        "payback": _payback(sheet, "Payback, years", (net, running, below), found.payback_years),
        "discounted_payback": _payback(
            sheet, "Discounted payback, years", (worths, summed, below_today), found.discounted_payback_years
        ),
    }


def _by_year(left: Row, right: Row, sign: str) -> list[str]:
    return [f"{left.at(year)}{sign}{right.at(year)}" for year in range(len(left.values))]


def _running(of: Row, number: int) -> list[str]:
    """Running totals in row `number` of the same sheet."""
    later = (f"{letter(year - 1)}{number}+{of.at(year)}" for year in range(1, len(of.values)))
    return [of.at(0), *later]


def running(sheet: Sheet, label: str, of: Row) -> Row:
    """The sum so far, at the end of each year."""
    return sheet.row(label, "sum so far", _running(of, sheet.next), running_total(of.values))


def _below(sheet: Sheet, row: Row, nothing: Cell, least: float) -> Cell:
    """The last year at whose end a running total is below 0; -1 when none is."""
    values = [float(year) if value < -least else -1.0 for year, value in enumerate(row.values)]
    formulas = [f"IF({row.at(year)}<-{nothing.at},{year},-1)" for year in range(len(row.values))]
    years = sheet.row("Year, if the sum is below 0", "else -1", formulas, values, "working")
    return sheet.figure("Last year below 0", "-1: never", f"MAX({years.all})", max(values), "whole")


def _payback(sheet: Sheet, label: str, rows: tuple[Row, Row, Cell], value: float | None) -> Cell:
    """The last year below 0, and the part of the next that it takes to come back."""
    flow, total, last = rows
    end = len(flow.values) - 1
    part = f"{last.at}-INDEX({total.all},1,{last.at}+1)/INDEX({flow.all},1,{last.at}+2)"
    formula = f'IF({last.at}<0,0,IF({last.at}={end},"{NOT_YET}",{part}))'
    return sheet.figure(label, "straight line within the year", formula, NOT_YET if value is None else value, "number")


def _sign_changes(sheet: Sheet, net: Row, nothing: Cell, least: float) -> Cell:
    signs: list[float] = []
    for amount in net.values:
        before = signs[-1] if signs else 0.0
        signs.append(before if abs(amount) <= least else (1.0 if amount > 0 else -1.0))
    number = sheet.next
    formulas = [
        f"IF(ABS({net.at(year)})<={nothing.at},{f'{letter(year - 1)}{number}' if year else '0'},SIGN({net.at(year)}))"
        for year in range(len(signs))
    ]
    row = sheet.row("Sign", SIGN_NOTE, formulas, signs, "working")
    pairs = [(signs[year - 1], signs[year]) for year in range(1, len(signs))]
    turns = [0.0, *(float(one not in (other, 0)) for one, other in pairs)]
    turned = [
        "0",
        *(f"IF(AND({row.at(year - 1)}<>0,{row.at(year)}<>{row.at(year - 1)}),1,0)" for year in range(1, len(signs))),
    ]
    changes = sheet.row("Sign changes", "", turned, turns, "working")
    return sheet.figure("Sign changes in all", "", f"SUM({changes.all})", sum(turns), "whole")
