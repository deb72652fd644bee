"""What the answer hangs on: tornado, flip values, horizons, the cost of delay.

"Lead" is the NPV of an option minus the NPV of the baseline, in the comparison's currency.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import floor
from typing import Literal, NamedTuple

from playbook_site.comparisons.cashflow import NOTHING
from playbook_site.comparisons.flows import lead, likely, npvs, option_npv
from playbook_site.comparisons.inputs import Input
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.options import MAX_YEARS
from playbook_site.comparisons.timeline import Situation
from playbook_site.comparisons.units import MAX_MONTHS, Bounds, bounds, frame_inputs, inputs_of

GRID = 40
"""Steps in which an interval is searched for a change of sign."""

FAR = 10.0
"""A flip value of an unlimited input is looked for up to this many times its largest authored value."""


class Bar(NamedTuple):
    """A bar of the tornado: the lead with one input at its low and at its high, all others likely."""

    input: str
    low: float
    high: float
    at_low: float
    at_high: float

    @property
    def swing(self) -> float:
        """The length of the bar, in the currency."""
        return abs(self.at_high - self.at_low)


class Flip(NamedTuple):
    """The value of an input at which the lead is 0, all others likely.

    The answer turns when the input goes `turns` it. For a live month `value` continues the straight
    line of the year in which the likely value lies, and `by_calendar` is exact: each month late
    costs what it costs in its own year. For all other inputs both are the same.
    """

    input: str
    value: float
    by_calendar: float | None
    turns: Literal["above", "below"]


class Horizon(NamedTuple):
    """The NPV of every option when only so many years are looked at, and the best of them."""

    years: int
    npvs: Mapping[str, float]
    best: str


class _Leads(NamedTuple):
    """The lead of an option as a function of one input; what an input cannot change is worked out once."""

    option: str
    start: Situation
    baseline_npv: float
    shared: frozenset[str]

    @classmethod
    def of(cls, front: ComparisonFront, option_id: str) -> _Leads:
        start = Situation(front, likely(front), front.horizon_years)
        shared = inputs_of(start.baseline) | frame_inputs(front)
        return cls(option_id, start, option_npv(start, front.baseline), shared)

    def of_input(self, input_id: str) -> Callable[[float], float]:
        def at(value: float) -> Situation:
            return self.start._replace(values={**self.start.values, input_id: value})

        if input_id in self.shared:
            return lambda value: lead(at(value), self.option)
        return lambda value: option_npv(at(value), self.option) - self.baseline_npv


def tornado(front: ComparisonFront, option_id: str) -> tuple[Bar, ...]:
    """Every range that moves the lead of an option, longest bar first."""
    leads = _Leads.of(front, option_id)
    bars = (
        Bar(id_, part.low, part.high, leads.of_input(id_)(part.low), leads.of_input(id_)(part.high))
        for id_, part in front.inputs.items()
        if part.low is not None and part.high is not None
    )
    return tuple(sorted((bar for bar in bars if bar.swing > NOTHING), key=lambda bar: -bar.swing))


def flips(front: ComparisonFront, option_id: str) -> tuple[Flip, ...]:
    """The flip value of each input that has one, in the order of the inputs.

    A flip value is the value nearest to the likely one at which the lead is 0. It is looked for
    where the input may be at all: shares and chances 0% to 100%, rates 0% to 100%, growth -90% to
    100%, months 0 to 120, amounts 0 to ten times the largest authored value.
    """
    leads, limits = _Leads.of(front, option_id), bounds(front)
    moving = leads.shared | inputs_of(front.options[option_id])
    found = (_flip(leads, id_, interval(part, limits[id_])) for id_, part in front.inputs.items() if id_ in moving)
    return tuple(one for one in found if one)


def _flip(leads: _Leads, input_id: str, ends: tuple[float, float]) -> Flip | None:
    front, lead_at = leads.start.front, leads.of_input(input_id)
    likely_value = front.inputs[input_id].likely
    exact = nearest_root(lead_at, *ends, likely_value)
    late = [option for option in front.options.values() if option.live_month == input_id]
    is_straight = late and all(option.delay.shape == "steady" for option in late)
    value = _straight_line(lead_at, likely_value) if is_straight else exact
    return None if value is None else Flip(input_id, value, exact, "above" if value >= likely_value else "below")


def interval(part: Input, limits: Bounds) -> tuple[float, float]:
    """Between which values a flip value is looked for."""
    least, most = limits
    return least, FAR * max(part.likely, part.high or 0.0) if most is None else most


def nearest_root(function: Callable[[float], float], low: float, high: float, start: float) -> float | None:
    """The root nearest to `start` in the interval, by a search in steps and then bisection."""
    if function(start) == 0:
        return start if function(low) or function(high) else None
    roots = (_bisect(function, *cell) for cell in _changes(function, low, high))
    return min(roots, key=lambda root: (abs(root - start), root), default=None)


def horizons(front: ComparisonFront) -> tuple[Horizon, ...]:
    """Horizons of 1 to 10 years; those beyond the authored one carry its growth and benefits on."""
    return tuple(_horizon(front, years) for years in range(1, MAX_YEARS + 1))


def wins_from_year(rows: Sequence[Horizon], option_id: str, baseline: str) -> int | None:
    """The first horizon from which an option is better than the baseline in every longer one, or None."""
    behind = [row.years for row in rows if row.npvs[option_id] <= row.npvs[baseline] + NOTHING]
    first = behind[-1] + 1 if behind else rows[0].years
    return first if first <= rows[-1].years else None


def cost_of_delay(front: ComparisonFront, option_id: str, months: float = 6.0) -> float:
    """What a month's delay costs on average: (NPV(live as planned) - NPV(live `months` later)) / months.

    The end of the horizon stays where it is. Source: Reinertsen 2009, Principles of Product
    Development Flow; order competing work by cost of delay / duration.
    """
    at = Situation(front, likely(front), front.horizon_years)
    return (option_npv(at, option_id) - option_npv(at._replace(late_months=months), option_id)) / months


def _horizon(front: ComparisonFront, years: int) -> Horizon:
    found = npvs(Situation(front, likely(front), years))
    order = (front.baseline, *(id_ for id_ in found if id_ != front.baseline))
    return Horizon(years, found, max(order, key=lambda id_: round(found[id_], 9)))


def _changes(function: Callable[[float], float], low: float, high: float) -> Iterator[tuple[float, float]]:
    stops = [low + (high - low) * step / GRID for step in range(GRID + 1)]
    values = [function(stop) for stop in stops]
    for index in range(GRID):
        if (values[index] < 0) != (values[index + 1] < 0):
            yield stops[index], stops[index + 1]


def _bisect(function: Callable[[float], float], low: float, high: float) -> float:
    is_negative_at_low = function(low) < 0
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if (function(middle) < 0) == is_negative_at_low:
            low = middle
        else:
            high = middle


def _straight_line(function: Callable[[float], float], start: float) -> float | None:
    """Where the line through the year of `start` meets 0, from 0 to 120 months."""
    first = 12.0 * floor(start / 12)
    at_first, at_last = function(first), function(first + 12)
    if at_first == at_last:
        return None
    root = first - 12 * at_first / (at_last - at_first)
    return root if 0 <= root <= MAX_MONTHS else None
