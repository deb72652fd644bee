"""An option's own sheet: its lines by year, what counts of them, and its figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from playbook_site.comparisons import sheet_measures
from playbook_site.comparisons.analysis import measures
from playbook_site.comparisons.burdens import SPARED, burdens, is_burdened
from playbook_site.comparisons.cashflow import Flow, minus
from playbook_site.comparisons.flows import alive, option_totals, rate
from playbook_site.comparisons.lines import CAPACITY, Line, own_lines
from playbook_site.comparisons.options import Option
from playbook_site.comparisons.sheet_formulas import Formulas
from playbook_site.comparisons.sheet_measures import Worth
from playbook_site.comparisons.sheet_pages import Cell, Row, Sheet
from playbook_site.comparisons.timeline import Situation, live_month, live_share

BURDENS = ("drag", "incidents", "losses")


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A written line: all of it, what of it is cash, and on which side it counts."""

    line: Line
    amounts: Row
    cash: Row

    def rows(self) -> tuple[Row, Row]:
        """Both rows."""
        return self.amounts, self.cash


@dataclass(frozen=True, kw_only=True)
class OptionSheet:
    """What other sheets refer to."""

    sheet: Sheet
    own: tuple[Counted, ...]
    burdens: Mapping[str, Counted]
    costs: Row
    benefits: Row
    net: Row
    running: Row
    figures: Mapping[str, Cell]


@dataclass(frozen=True, kw_only=True)
class OptionWriter:
    """Writes the sheets of one comparison's options."""

    at: Situation
    formulas: Formulas
    worth: Worth
    alive: Row

    def write(self, sheet: Sheet, id_: str, baseline: OptionSheet | None) -> OptionSheet:
        """Write an option; `baseline` is None for the baseline itself, which is written first."""
        at, option = self.at, self.at.front.options[id_]
        self._head(sheet, option)
        is_against = at.front.view == "against-baseline"
        sheet.line("As it is, each option by itself" if is_against else "Lines", look="heading")
        own = tuple(self._own(sheet, option))
        burdened = is_burdened(option) or is_burdened(at.baseline)
        mixed = self._burdens(sheet, option, baseline) if burdened else {}
        if not is_against:
            counted = [*own, *mixed.values()]
        elif baseline is None:
            counted = []
        else:
            sheet.skip()
            sheet.line("Against the baseline", look="heading")
            counted = [*own, *self._spared(sheet, mixed, baseline), *_turned_round(sheet, baseline)]
        return self._sums(sheet, id_, own, mixed, counted)

    def _head(self, sheet: Sheet, option: Option) -> None:
        sheet.raw.set_column(0, 0, 46)
        sheet.raw.set_column(1, 1, 34)
        sheet.raw.set_column(2, 2 + self.at.years, 12)
        sheet.line(option.label, look="title")
        sheet.line(option.says, look="quiet")
        sheet.line(
            f"{self.at.front.currency}. Costs are positive in rows of costs; net is benefit less cost.", look="quiet"
        )
        sheet.years(self.at.years)
        sheet.raw.freeze_panes(4, 2)
        month = self.formulas.cells(option.live_month) if option.live_month else "0"
        sheet.figure("Live from month", "counted from the decision", month, live_month(self.at, option), "number")
        shares = [live_share(self.at, live_month(self.at, option), year) for year in range(1, self.at.years + 1)]
        sheet.row("Share of the year live", "", self.formulas.live_share(), (0.0, *shares), "working")
        sheet.skip()

    def _own(self, sheet: Sheet, option: Option) -> Iterator[Counted]:
        found = tuple(own_lines(self.at, option))
        first = len(found) - len(option.benefits)
        for index, (line, row) in enumerate(zip(found, self.formulas.own(option), strict=True)):
            note = f"{line.side}: {line.kind}"
            amounts = sheet.row(line.label, note, row, line.amounts)
            cash = amounts
            if line.kind in CAPACITY:
                cashable = option.benefits[index - first].cashable
                cash = self._cash(sheet, line, amounts, cashable)
            yield Counted(line=line, amounts=amounts, cash=cash)

    def _cash(self, sheet: Sheet, line: Line, amounts: Row, cashable: str | None) -> Row:
        share = self.formulas.cells(cashable) if cashable else "0"
        row = [f"{share}*{amounts.at(year)}" for year in range(self.at.years + 1)]
        return sheet.row(f"{line.label}, of it cash", "freed or lost time is not cash", row, line.cash)

    def _burdens(self, sheet: Sheet, option: Option, baseline: OptionSheet | None) -> dict[str, Counted]:
        """Once live, the option's own; until then the baseline's; each year shared out by months."""
        live = live_month(self.at, option)
        own = dict(zip(BURDENS, burdens(self.at._replace(late_months=-live), option), strict=True))
        mixed = dict(zip(BURDENS, burdens(self.at, option), strict=True))
        written: dict[str, Counted] = {}
        for kind in BURDENS:
            before = baseline.burdens.get(kind) if baseline else None
            full = self._full(sheet, option, kind, own[kind]) if own[kind].label else None
            if baseline is None and full:
                written[kind] = full
            elif baseline is not None and (full or before):
                written[kind] = self._mixed(sheet, mixed[kind], full, before)
        return written

    def _full(self, sheet: Sheet, option: Option, kind: str, line: Line) -> Counted:
        label, note = f"{line.label}, once live", "cost"
        if kind == "drag" and option.drag:
            amounts = sheet.row(label, note, self.formulas.drag(option.drag), line.amounts)
            return Counted(line=line, amounts=amounts, cash=self._cash(sheet, line, amounts, option.drag.cashable))
        if kind == "incidents" and option.incidents:
            amounts = sheet.row(label, note, self.formulas.incidents(option.incidents), line.amounts)
        else:
            amounts = sheet.row(label, note, self.formulas.losses(option.losses), line.amounts)
        return Counted(line=line, amounts=amounts, cash=amounts)

    def _mixed(self, sheet: Sheet, line: Line, full: Counted | None, before: Counted | None) -> Counted:
        share = [f"{chr(ord('C') + year)}$6" for year in range(self.at.years + 1)]

        def row(label: str, which: int, values: Flow) -> Row:
            after, then = (part.rows()[which] if part else None for part in (full, before))
            texts = [
                f"{share[year]}*{after.at(year) if after else 0}+(1-{share[year]})*{then.at(year) if then else 0}"
                for year in range(1, self.at.years + 1)
            ]
            return sheet.row(label, "cost; as the baseline until live", ["0", *texts], values)

        amounts = row(line.label, 0, line.amounts)
        cash = row(f"{line.label}, of it cash", 1, line.cash) if line.kind in CAPACITY else amounts
        return Counted(line=line, amounts=amounts, cash=cash)

    def _spared(self, sheet: Sheet, mixed: Mapping[str, Counted], baseline: OptionSheet) -> Iterator[Counted]:
        for kind, after in mixed.items():
            label, sort = SPARED[after.line.kind]
            before = baseline.burdens.get(kind)
            rows = []
            for which, name in enumerate((label, f"{label}, of it cash")):
                own, then = after.rows()[which], before.rows()[which] if before else None
                values = minus(then.values, own.values) if then else tuple(-value for value in own.values)
                texts = [f"{then.at(year) if then else 0}-{own.at(year)}" for year in range(self.at.years + 1)]
                if not which or sort in CAPACITY:
                    rows.append(sheet.row(name, f"benefit: {sort}", texts, values))
            line = Line(label, "benefit", sort, rows[0].values, rows[-1].values)
            yield Counted(line=line, amounts=rows[0], cash=rows[-1])

    def _sums(
        self, sheet: Sheet, id_: str, own: tuple[Counted, ...], mixed: Mapping[str, Counted], counted: Sequence[Counted]
    ) -> OptionSheet:
        front, found = self.at.front, option_totals(self.at, id_)
        years = range(self.at.years + 1)
        sheet.skip()
        sheet.line("Sums, times the chance that the product is alive", look="heading")

        def summed(label: str, side: str, values: Flow) -> Row:
            rows = [part.cash for part in counted if part.line.side == side]
            texts = [f"{self.alive.at(year)}*({'+'.join(row.at(year) for row in rows)})" for year in years]
            return sheet.row(label, "what counts as cash", texts if rows else ["0" for _ in years], values, "total")

        costs, benefits = summed("Costs", "cost", found.costs), summed("Benefits", "benefit", found.benefits)
        net = sheet.row(
            "Net", "benefits - costs", [f"{benefits.at(t)}-{costs.at(t)}" for t in years], found.net, "total"
        )
        total = sheet_measures.running(sheet, "Running net", net)
        year_rate = rate(front, self.at.values)
        figures = sheet_measures.write(sheet, net, total, measures(found.net, year_rate, front.timing), self.worth)
        return OptionSheet(
            sheet=sheet, own=own, burdens=mixed, costs=costs, benefits=benefits, net=net, running=total, figures=figures
        )


def _turned_round(sheet: Sheet, baseline: OptionSheet) -> Iterator[Counted]:
    """The baseline's costs are spared, its benefits given up."""
    for part in baseline.own:
        is_cost = part.line.side == "cost"
        label = f"{'Spared' if is_cost else 'Given up'}: {part.line.label}"
        texts = [part.cash.at(year) for year in range(len(part.cash.values))]
        row = sheet.row(label, "benefit" if is_cost else "cost", texts, part.cash.values)
        line = Line(
            label, "benefit" if is_cost else "cost", "cash-saving" if is_cost else "given-up", row.values, row.values
        )
        yield Counted(line=line, amounts=row, cash=row)


def chances_alive(at: Situation, sheet: Sheet, formulas: Formulas) -> Row:
    """The chance that the product is alive in each year, on the sheet of inputs."""
    survival, values = at.front.survival, alive(at)
    texts = ["1" for _ in values]
    for year in range(1, len(values)):
        if survival and survival.yearly:
            texts[year] = f"{formulas.cells(survival.yearly)}^{year}"
        elif survival:
            texts[year] = formulas.cells(survival.by_year[min(year, len(survival.by_year)) - 1])
    return sheet.row("Chance of being alive", "1 where none is given", texts, values, "working")
