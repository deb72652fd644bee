"""Internal rates of return: every real one, and whether one of them means anything.

With x = 1 / (1 + r) the NPV of a flow is a polynomial in x, and each of its positive roots is a
rate above -100%. Between two neighbouring roots of its derivative a polynomial runs one way, so
bisection there finds all roots and misses none (Collins and Loos 1976 use the same idea).
By Descartes' rule of signs a flow whose sign changes exactly once has exactly one such rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from playbook_site.comparisons.cashflow import slack

NEARLY = 1e-12
"""How near to 0 a turning point must come, as a share of its terms, to count as a root."""


class Irr(NamedTuple):
    """The rates a year at which the NPV of a flow is 0, with year-end timing.

    `rate` is given only where the flow's sign changes exactly once. `roots` are all real rates
    above -100%, in rising order.
    """

    rate: float | None
    roots: tuple[float, ...]
    sign_changes: int
    is_borrowing: bool
    """Money comes first and is paid back later: the rate is a cost, not a return."""


def irr(flow: Sequence[float]) -> Irr:
    """Every internal rate of return of a flow."""
    roots = rates(flow)
    changes = sign_changes(flow)
    first = next((amount for amount in _without_rounding(flow) if amount), 0.0)
    rate = roots[0] if changes == 1 and roots else None
    return Irr(rate=rate, roots=roots, sign_changes=changes, is_borrowing=changes == 1 and first > 0)


def sign_changes(flow: Sequence[float]) -> int:
    """How often the amounts change sign, amounts of 0 left out."""
    signs = [amount > 0 for amount in _without_rounding(flow) if amount]
    return sum(one != other for one, other in pairwise(signs))


def rates(flow: Sequence[float]) -> tuple[float, ...]:
    """All real rates above -100% at which the NPV is 0, in rising order."""
    terms = _trimmed(_without_rounding(flow))
    if len(terms) < 2 or sign_changes(terms) == 0:  # noqa: PLR2004 - one amount alone is never 0
        return ()
    bound = 1 + max(abs(term) for term in terms[:-1]) / abs(terms[-1])
    return tuple(sorted(1 / x - 1 for x in _roots(terms, bound) if x > 0))


def mirr(flow: Sequence[float], finance_rate: float, reinvest_rate: float) -> float | None:
    """Modified IRR: (FV of what comes in at `reinvest_rate` / PV of what goes out at `finance_rate`)^(1/n) - 1.

    Year-end timing, n the last year; as Excel's =MIRR(). None without money both ways.
    """
    years = len(flow) - 1
    out = -sum(min(amount, 0.0) / (1 + finance_rate) ** year for year, amount in enumerate(flow))
    back = sum(max(amount, 0.0) * (1 + reinvest_rate) ** (years - year) for year, amount in enumerate(flow))
    return float((back / out) ** (1 / years)) - 1 if out > 0 and back > 0 else None


def _without_rounding(flow: Sequence[float]) -> tuple[float, ...]:
    """The flow with nothing where two equal amounts left a rest of rounding: that has no sign."""
    least = slack(flow)
    return tuple(amount if abs(amount) > least else 0.0 for amount in flow)


def _trimmed(flow: Sequence[float]) -> tuple[float, ...]:
    used = [year for year, amount in enumerate(flow) if amount]
    return tuple(flow[used[0] : used[-1] + 1]) if used else ()


def _value(terms: Sequence[float], x: float) -> float:
    total = 0.0
    for term in reversed(terms):
        total = total * x + term
    return total


def _roots(terms: Sequence[float], bound: float) -> tuple[float, ...]:
    """The roots of sum(terms[k] x^k) from 0 to `bound`, in rising order, each once."""
    if len(terms) == 1:
        return ()
    slope = tuple(power * term for power, term in enumerate(terms))[1:]
    turning = _roots(slope, bound)
    found = [x for x in turning if _touches(terms, x)]
    stops = (0.0, *turning, bound)
    for low, high in pairwise(stops):
        at_low, at_high = _value(terms, low), _value(terms, high)
        if low not in found and high not in found and (at_low < 0) != (at_high < 0):
            found.append(_bisect(terms, low, high))
    return tuple(sorted(found))


def _touches(terms: Sequence[float], x: float) -> bool:
    size = _value([abs(term) for term in terms], x)
    return abs(_value(terms, x)) <= NEARLY * size


def _bisect(terms: Sequence[float], low: float, high: float) -> float:
    is_negative_at_low = _value(terms, low) < 0
    while True:
        middle = (low + high) / 2
        if middle in (low, high):
            return middle
        if (_value(terms, middle) < 0) == is_negative_at_low:
            low = middle
        else:
            high = middle
