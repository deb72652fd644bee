"""When things happen: live months, redesigns, what is left of a year.

Months are counted from the day of the decision; month 12 is the end of year 1.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple, TypeAlias

from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.options import Benefit, Option, RedesignHazard, RedesignOnce

Values: TypeAlias = Mapping[str, float]
"""The value of each input."""

NO_WAITS: Mapping[str, int] = MappingProxyType({})


class Situation(NamedTuple):
    """What amounts are computed for.

    `years` is the horizon, which need not be the authored one. `waits` says of a hazard after how
    many years it strikes (simulation only). `late_months` are added to live months (cost of delay only).
    """

    front: ComparisonFront
    values: Values
    years: int
    waits: Mapping[str, int] = NO_WAITS
    late_months: float = 0.0

    @property
    def baseline(self) -> Option:
        """The option that the others are compared with."""
        return self.front.options[self.front.baseline]


class Branch(NamedTuple):
    """One way a redesign may go: its chance, and the year in which it falls due (None: never)."""

    probability: float
    year: int | None


UNTOUCHED = (Branch(1.0, None),)


def live_month(at: Situation, option: Option) -> float:
    """The month from which an option is live."""
    return (at.values[option.live_month] if option.live_month else 0.0) + at.late_months


def overlap(start: float, end: float, year: int) -> float:
    """The share of a year that lies between two months."""
    first, last = 12.0 * (year - 1), 12.0 * year
    if start <= first and end >= last:
        return 1.0
    return max(0.0, min(end, last) - max(start, first)) / 12


def live_share(at: Situation, live: float, year: int) -> float:
    """The share of a year after the month `live`."""
    return overlap(live, 12.0 * at.years, year)


def share_left(at: Situation, option: Option, live: float, year: int, months: tuple[float, float]) -> float:
    """The share of a year, between two `months`, that is left when live from month `live`.

    Steady: from the live month to the end of the horizon, which does not move. Window: until the
    month in which it closes. Deadline: as steady if live by that month, else nothing.
    """
    first, last = months
    month = at.values[option.delay.month] if option.delay.month else None
    if month is not None and option.delay.shape == "deadline" and live > month:
        return 0.0
    if month is not None and option.delay.shape == "window":
        last = min(last, month)
    return overlap(max(live, first), last, year)


def benefit_share(at: Situation, option: Option, benefit: Benefit, live: float, year: int) -> float:
    """The share of a year in which a benefit flows."""
    first, last = 12.0 * (benefit.from_year - 1), 12.0 * (benefit.until_year or at.years)
    return share_left(at, option, live, year, (first, last))


def months_lost(at: Situation, option: Option, live: float, year: int) -> float:
    """The months of a year that are lost because an option is live from month `live` and not today."""
    horizon = (0.0, 12.0 * at.years)
    on_time, late = (share_left(at, option, month, year, horizon) for month in (0.0, live))
    return 12 * (on_time - late)


def branches(at: Situation, option: Option) -> tuple[Branch, ...]:
    """The ways a redesign may go; their chances add up to 1.

    Once: p, and 1 - p. Hazard h from year s: P(first in year t) = h (1 - h)^(t - s) for t >= s, and
    P(never within N years) = (1 - h)^(N - s + 1).
    """
    match option.redesign:
        case None:
            return UNTOUCHED
        case RedesignOnce(probability=chance, year=year):
            due = year if year <= at.years else None
            return (Branch(at.values[chance], due), Branch(1 - at.values[chance], None))
        case RedesignHazard(hazard=hazard, from_year=first):
            if hazard in at.waits:
                struck = first + at.waits[hazard]
                return (Branch(1.0, struck if struck <= at.years else None),)
            spared = 1 - at.values[hazard]
            strikes = [Branch((1 - spared) * spared ** (year - first), year) for year in range(first, at.years + 1)]
            return (*strikes, Branch(spared ** len(strikes), None))


def steps_grown(branch: Branch, year: int) -> int:
    """How often a running cost has grown by a year; the year after a redesign it begins anew."""
    if branch.year is not None and year > branch.year:
        return year - branch.year - 1
    return year - 1
