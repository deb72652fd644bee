"""What a row of yearly amounts is worth, and when it turns.

A flow is a sequence of amounts: index 0 is the day of the decision, undiscounted, and index t is
year t. Costs are positive in cost rows; a net flow is benefit minus cost. Amounts are in one
currency and scale; rates are shares a year (0.10 is 10%). Nothing is rounded here.

Source of the formulas, unless another is named: Brealey, Myers and Allen, Principles of Corporate
Finance, chapters 2, 5 and 6.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Literal, TypeAlias

Timing = Literal["end-of-year", "mid-year"]

Flow: TypeAlias = tuple[float, ...]

SLACK = 1e-9
"""The share of the largest amount that still counts as nothing, so that 50/12 x 24 is 100."""

NOTHING = 1e-9
"""An amount below which two worths count as the same; the rest is rounding."""


def discount_factors(rate_per_year: float, years: int, timing: Timing = "end-of-year") -> Flow:
    """What 1 of year 0 to `years` is worth today.

    End of year: (1 + r)^-t. Mid-year: (1 + r)^-(t - 0.5) from year 1 on, year 0 unchanged.
    Raise ValueError for a rate of -100% or less.
    """
    if rate_per_year <= -1:
        message = f"a rate must be above -100%, not {rate_per_year:.1%}"
        raise ValueError(message)
    early = 0.5 if timing == "mid-year" else 0.0
    base = 1 + rate_per_year
    return (1.0, *(base ** (early - year) for year in range(1, years + 1)))


def discounted(flow: Sequence[float], rate_per_year: float, timing: Timing = "end-of-year") -> Flow:
    """Each amount at its worth today."""
    factors = discount_factors(rate_per_year, len(flow) - 1, timing)
    return tuple(amount * factor for amount, factor in zip(flow, factors, strict=True))


def npv(flow: Sequence[float], rate_per_year: float, timing: Timing = "end-of-year") -> float:
    """Net present value: sum of CF_t x DF_t, year 0 undiscounted.

    Excel's =NPV() discounts its first amount by a year, so there the same is CF_0 + NPV(r, CF_1...).
    Of a cost row it is the PV of costs, of a benefit row the PV of benefits.
    """
    return sum(discounted(flow, rate_per_year, timing))


def running_total(flow: Sequence[float]) -> Flow:
    """The sum so far, at the end of each year."""
    return tuple(accumulate(flow))


def payback_years(flow: Sequence[float]) -> float | None:
    """The time at which the running total reaches 0 for good, linear within the year.

    None when it ends below 0; 0.0 when it is never below. Of `discounted` amounts it is the
    discounted payback.
    """
    totals = running_total(flow)
    below = [year for year, total in enumerate(totals) if total < -slack(flow)]
    if not below:
        return 0.0
    last = below[-1]
    if last == len(flow) - 1:
        return None
    return last + -totals[last] / flow[last + 1]


def monthly_rate(rate_per_year: float) -> float:
    """The rate a month that gives the same in a year: (1 + r)^(1/12) - 1."""
    return float((1 + rate_per_year) ** (1 / 12)) - 1


def monthly_totals(flow: Sequence[float], rate_per_year: float = 0.0) -> Flow:
    """The running total at the end of month 0, 1, 2...

    A year's amount is spread evenly over its month ends and discounted there, if a rate is given.
    Discounted figures therefore differ a little from those of year ends: show them apart.
    """
    month = 1 + monthly_rate(rate_per_year)
    totals = [flow[0]]
    for year, amount in enumerate(flow[1:]):
        for step in range(1, 13):
            if rate_per_year:
                totals.append(totals[-1] + amount / 12 / month ** (12 * year + step))
            else:
                totals.append(totals[12 * year] + amount * step / 12)
    return tuple(totals)


def break_even_month(flow: Sequence[float], rate_per_year: float = 0.0) -> int | None:
    """The first month from which the running total stays at 0 or above to the end, or None.

    Of the flow B minus A it is the month in which net B passes net A; of cost A minus cost B, the
    month from which B has cost no more than A.
    """
    totals = monthly_totals(flow, rate_per_year)
    below = [month for month, total in enumerate(totals) if total < -slack(flow)]
    if not below:
        return 0
    return below[-1] + 1 if below[-1] < len(totals) - 1 else None


def roi_simple(costs: Sequence[float], benefits: Sequence[float]) -> float | None:
    """(sum of benefits - sum of costs) / sum of costs, undiscounted, over the whole horizon."""
    spent = sum(costs)
    return (sum(benefits) - spent) / spent if spent > 0 else None


def roi_discounted(
    costs: Sequence[float], benefits: Sequence[float], rate_per_year: float, timing: Timing = "end-of-year"
) -> float | None:
    """NPV / PV of costs."""
    spent = npv(costs, rate_per_year, timing)
    return npv(benefits, rate_per_year, timing) / spent - 1 if spent > 0 else None


def profitability_index(flow: Sequence[float], rate_per_year: float, timing: Timing = "end-of-year") -> float | None:
    """PV of years 1 to N / what is paid today, which is 1 + NPV / what is paid today.

    Some textbooks call NPV / investment by this name: it is 1 less. None when nothing is paid today.
    """
    return 1 + npv(flow, rate_per_year, timing) / -flow[0] if flow[0] < -slack(flow) else None


def minus(left: Sequence[float], right: Sequence[float]) -> Flow:
    """Year by year, left minus right."""
    return tuple(one - other for one, other in zip(left, right, strict=True))


def real_rate(nominal: float, inflation: float) -> float:
    """(1 + nominal) / (1 + inflation) - 1, after Fisher."""
    return (1 + nominal) / (1 + inflation) - 1


def nominal_rate(real: float, inflation: float) -> float:
    """(1 + real) x (1 + inflation) - 1, after Fisher."""
    return (1 + real) * (1 + inflation) - 1


def slack(flow: Sequence[float]) -> float:
    """The size below which an amount of this flow is rounding."""
    return SLACK * max(map(abs, flow), default=0.0)
