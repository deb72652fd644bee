"""The lines of an option as spreadsheet formulas: for each year the same arithmetic as `lines` and `burdens`.

A formula is text without its equals sign. It names inputs by their cells, the year by the number at
the head of its column, and the live month by the cell of the option's own sheet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from playbook_site.comparisons.options import Benefit, Drag, Incidents, Loss, Option, RedesignHazard, RedesignOnce

YEAR_ROW = 4
"""The row, counted from 1, that holds the number of each column's year."""

LIVE = "$C$5"
"""The cell with the month from which an option is live."""

FIRST_COLUMN = 2
"""The column, counted from 0, of the day of the decision; year t is t columns further."""

Formula = str
ByYear = Callable[[int], Formula]


def letter(year: int) -> str:
    """The column of a year: C for today."""
    return chr(ord("A") + FIRST_COLUMN + year)


def head(year: int) -> str:
    """The cell with the number of a year."""
    return f"{letter(year)}${YEAR_ROW}"


@dataclass(frozen=True, kw_only=True)
class Formulas:
    """Writes formulas for one comparison: `cells` says where each input stands, `years` how far it looks."""

    cells: Callable[[str], str]
    years: int

    def own(self, option: Option) -> tuple[tuple[Formula, ...], ...]:
        """One row for each of `lines.own_lines`, in the same order."""
        return tuple(tuple(row(year) for year in range(self.years + 1)) for row in self._own(option))

    def live_share(self) -> tuple[Formula, ...]:
        """The share of each year in which the option is live."""
        return self._row(lambda year: self._overlap(LIVE, f"{12 * self.years}", year))

    def drag(self, part: Drag) -> tuple[Formula, ...]:
        """People x loaded cost x min(d0 + (t - 1) dg, cap), never below 0."""
        capacity = f"{self.cells(part.people)}*{self.cells(part.loaded_cost)}"
        step = f"+({{}}-1)*{self.cells(part.per_year)}" if part.per_year else ""
        top = self.cells(part.cap) if part.cap else "1"
        start = self.cells(part.start)
        return self._row(lambda year: f"{capacity}*MAX(0,MIN({start}{step.format(head(year))},{top}))")

    def incidents(self, part: Incidents) -> tuple[Formula, ...]:
        """Number x (1 + growth)^(t - 1) x cost of each."""
        each = f"{self.cells(part.per_year)}*{self.cells(part.cost_each)}"
        return self._row(lambda year: each + self._grown(part.growth, f"{head(year)}-1"))

    def losses(self, parts: Sequence[Loss]) -> tuple[Formula, ...]:
        """The expected loss of any year."""
        expected = "+".join(f"{self.cells(part.cost)}*{self.cells(part.probability)}" for part in parts)
        return self._row(lambda _: expected)

    def _row(self, formula: ByYear) -> tuple[Formula, ...]:
        return ("0", *(formula(year) for year in range(1, self.years + 1)))

    def _own(self, option: Option) -> Iterator[ByYear]:
        if option.upfront:
            yield _only_in(0, self.cells(option.upfront))
        for once in option.one_off:
            yield _only_in(once.year, self.cells(once.cost))
        for running in option.running:
            start = LIVE if running.starts == "when-live" else "0"
            yield self._running(option, self.cells(running.cost), running.growth, start)
        if option.redesign:
            yield self._redesign(option.redesign)
        if option.exit:
            year = self.years if option.exit.year == "last" else option.exit.year
            chance = f"{self.cells(option.exit.probability)}*" if option.exit.probability else ""
            yield _only_in(year, chance + self.cells(option.exit.cost))
        if option.delay.lost_per_month:
            yield self._delay(option, self.cells(option.delay.lost_per_month))
        for benefit in option.benefits:
            yield self._benefit(option, benefit)

    def _running(self, option: Option, cost: str, growth: str | None, start: str) -> ByYear:
        def formula(year: int) -> Formula:
            if not year:
                return "0"
            grown = self._mean_growth(option, growth, year)
            share = "" if start == "0" else f"*{self._overlap(start, f'{12 * self.years}', year)}"
            return cost + grown + share

        return formula

    def _mean_growth(self, option: Option, growth: str | None, year: int) -> Formula:
        """What a running cost has grown to, over all ways in which a redesign may begin it anew."""
        steady = self._grown(growth, f"{head(year)}-1")
        if not growth or option.redesign is None or not option.redesign.resets_running:
            return steady
        anew = {due: self._grown(growth, f"{head(year)}-{due}-1") for due in range(1, year)}
        match option.redesign:
            case RedesignOnce(probability=chance, year=due) if due in anew:
                p = self.cells(chance)
                return f"*({p}{anew[due]}+(1-{p}){steady})"
            case RedesignHazard(from_year=first) as hazard if first < year:
                struck = "".join(f"{self._strikes(hazard, due)}{anew[due]}+" for due in range(first, year))
                return f"*({struck}(1-{self.cells(hazard.hazard)})^{year - first}{steady})"
            case _:
                return steady

    def _strikes(self, part: RedesignHazard, year: int) -> Formula:
        """H (1 - h)^(t - s); in the first year h alone, because a spreadsheet refuses 0^0."""
        h = self.cells(part.hazard)
        return f"{h}*(1-{h})^{year - part.from_year}" if year > part.from_year else h

    def _redesign(self, part: RedesignOnce | RedesignHazard) -> ByYear:
        cost = self.cells(part.cost)
        match part:
            case RedesignOnce(probability=chance, year=due):
                return _only_in(due, f"{self.cells(chance)}*{cost}")
            case RedesignHazard(from_year=first):
                return lambda year: f"{self._strikes(part, year)}*{cost}" if year >= first else "0"

    def _delay(self, option: Option, lost: str) -> ByYear:
        last = f"{12 * self.years}"

        def formula(year: int) -> Formula:
            if not year:
                return "0"
            on_time, late = (self._left(option, live, year, "0", last) for live in ("0", LIVE))
            return f"{lost}*12*({on_time}-{late})"

        return formula

    def _benefit(self, option: Option, part: Benefit) -> ByYear:
        chance = f"*{self.cells(part.probability)}" if part.probability else ""
        until = part.until_year or self.years

        def formula(year: int) -> Formula:
            if not part.from_year <= year <= until:
                return "0"
            share = self._left(option, LIVE, year, f"{12 * (part.from_year - 1)}", f"{12 * until}")
            return (
                f"{self.cells(part.amount)}{chance}{self._grown(part.growth, f'{head(year)}-{part.from_year}')}*{share}"
            )

        return formula

    def _left(self, option: Option, live: str, year: int, first: str, last: str) -> Formula:
        """The share of a year, between two months, that is left when live from month `live`."""
        month = self.cells(option.delay.month) if option.delay.month else None
        start = f"MAX({live},{first})"
        if month and option.delay.shape == "window":
            return self._overlap(start, f"MIN({last},{month})", year)
        share = self._overlap(start, last, year)
        return f"IF({live}>{month},0,{share})" if month and option.delay.shape == "deadline" else share

    def _overlap(self, start: str, end: str, year: int) -> Formula:
        return f"MAX(0,MIN({end},12*{head(year)})-MAX({start},12*({head(year)}-1)))/12"

    def _grown(self, growth: str | None, steps: str) -> Formula:
        return f"*(1+{self.cells(growth)})^({steps})" if growth else ""


def _only_in(when: int, formula: Formula) -> ByYear:
    return lambda year: formula if year == when else "0"
