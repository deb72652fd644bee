"""What the answer hangs on: tornado, flip values, horizons, the cost of delay.

"Lead" is the NPV of an option minus the NPV of the baseline, in the comparison's currency.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from math import floor
from typing import Literal, NamedTuple

from playbook_site.comparisons.flows import lead, likely, npvs, option_npv
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.options import MAX_YEARS
from playbook_site.comparisons.timeline import Situation
from playbook_site.comparisons.units import MAX_MONTHS, bounds

GRID = 100
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


def tornado(front: ComparisonFront, option_id: str) -> tuple[Bar, ...]:
    """Every range that moves the lead of an option, longest bar first."""
    bars = (
        Bar(
            id_,
            part.low,
            part.high,
            _lead_at(front, option_id, id_)(part.low),
            _lead_at(front, option_id, id_)(part.high),
        )
        for id_, part in front.inputs.items()
        if part.low is not None and part.high is not None
    )
    return tuple(sorted((bar for bar in bars if bar.swing > 0), key=lambda bar: -bar.swing))


def flips(front: ComparisonFront, option_id: str) -> tuple[Flip, ...]:
    """The flip value of each input that has one, in the order of the inputs."""
    found = (flip(front, option_id, id_) for id_ in front.inputs)
    return tuple(one for one in found if one)


def flip(front: ComparisonFront, option_id: str, input_id: str) -> Flip | None:
    """The value nearest to the likely one at which the lead is 0; None where it never is in the interval.

    The interval is what the input may be at all: shares and chances 0% to 100%, rates 0% to 100%,
    growth -90% to 100%, months 0 to 120, amounts 0 to ten times the largest authored value.
    """
    at, start = _lead_at(front, option_id, input_id), front.inputs[input_id].likely
    low, high = interval(front, input_id)
    exact = nearest_root(at, low, high, start)
    value = exact
    late = [option for option in front.options.values() if option.live_month == input_id]
    if late and all(option.delay.shape == "steady" for option in late):
        value = _straight_line(at, start)
    if value is None:
        return None
    return Flip(input_id, value, exact, "above" if value >= start else "below")


def interval(front: ComparisonFront, input_id: str) -> tuple[float, float]:
    """The least and the most value that an input may have."""
    part = front.inputs[input_id]
    least, most = bounds(front)[input_id]
    return least, FAR * max(part.likely, part.high or 0.0) if most is None else most


def nearest_root(function: Callable[[float], float], low: float, high: float, start: float) -> float | None:
    """The root nearest to `start` in the interval, by a search in steps and then bisection."""
    if function(start) == 0:
        return start
    roots = (_bisect(function, *cell) for cell in _changes(function, low, high))
    return min(roots, key=lambda root: (abs(root - start), root), default=None)


def horizons(front: ComparisonFront) -> tuple[Horizon, ...]:
    """Horizons of 1 to 10 years; those beyond the authored one carry its growth and benefits on."""
    return tuple(_horizon(front, years) for years in range(1, MAX_YEARS + 1))


def wins_from_year(rows: Sequence[Horizon], option_id: str, baseline: str) -> int | None:
    """The first horizon from which an option is better than the baseline in every longer one, or None."""
    behind = [row.years for row in rows if row.npvs[option_id] <= row.npvs[baseline]]
    first = behind[-1] + 1 if behind else rows[0].years
    return first if first <= rows[-1].years else None


def cost_of_delay(front: ComparisonFront, option_id: str, months: float = 6.0) -> float:
    """What a month's delay costs on average: (NPV(live as planned) - NPV(live `months` later)) / months.

    The end of the horizon stays where it is. Source: Reinertsen 2009, Principles of Product
    Development Flow; order competing work by cost of delay / duration.
    """
    at = Situation(front, likely(front), front.horizon_years)
    return (option_npv(at, option_id) - option_npv(at._replace(late_months=months), option_id)) / months


def _lead_at(front: ComparisonFront, option_id: str, input_id: str) -> Callable[[float], float]:
    values = likely(front)
    return lambda value: lead(Situation(front, {**values, input_id: value}, front.horizon_years), option_id)


def _horizon(front: ComparisonFront, years: int) -> Horizon:
    found = npvs(Situation(front, likely(front), years))
    order = (front.baseline, *(id_ for id_ in found if id_ != front.baseline))
    return Horizon(years, found, max(order, key=lambda id_: found[id_]))


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
