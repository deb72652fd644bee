"""From lines to the flows of an option, its NPV and its lead over the baseline."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from playbook_site.comparisons.burdens import lines, lines_against
from playbook_site.comparisons.cashflow import Flow, minus, nominal_rate, npv, real_rate
from playbook_site.comparisons.lines import CAPACITY, Line
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.timeline import Situation, Values


class Totals(NamedTuple):
    """Sums by year, index 0 the day of the decision: costs, benefits, and benefit minus cost."""

    costs: Flow
    benefits: Flow
    net: Flow


def likely(front: ComparisonFront, changes: Values | None = None) -> Values:
    """The likely value of every input, with `changes` in place of some."""
    return {id_: part.likely for id_, part in front.inputs.items()} | dict(changes or {})


def rate(front: ComparisonFront, values: Values) -> float:
    """The yearly rate that fits the prices: converted after Fisher where the two differ in kind."""
    written = values[front.rate]
    if front.inflation is None or front.prices == front.rate_is:
        return written
    convert = real_rate if front.prices == "real" else nominal_rate
    return convert(written, values[front.inflation])


def option_lines(at: Situation, option_id: str) -> tuple[Line, ...]:
    """The lines of an option, seen as the comparison's `view` says."""
    option = at.front.options[option_id]
    return lines_against(at, option) if at.front.view == "against-baseline" else lines(at, option)


def alive(at: Situation) -> Flow:
    """The chance s_t that the product is alive in year t; 1 today, and always 1 where no survival is given."""
    survival, values = at.front.survival, at.values
    if survival is None:
        return (1.0,) * (at.years + 1)
    if survival.yearly:
        return tuple(values[survival.yearly] ** year for year in range(at.years + 1))
    known = [values[name] for name in survival.by_year]
    return (1.0, *(known[min(year, len(known)) - 1] for year in range(1, at.years + 1)))


def totals(found: Iterable[Line], chances: Sequence[float], capacity_share: float | None = None) -> Totals:
    """Sum lines by year and multiply by the chance of being alive.

    `capacity_share` counts that share of all people's time as cash, whatever the lines say.
    """
    costs, benefits = [0.0] * len(chances), [0.0] * len(chances)
    for line in found:
        side = costs if line.side == "cost" else benefits
        for year, amount in enumerate(_counted(line, capacity_share)):
            side[year] += amount
    if any(chance != 1 for chance in chances):
        costs = [chance * amount for chance, amount in zip(chances, costs, strict=True)]
        benefits = [chance * amount for chance, amount in zip(chances, benefits, strict=True)]
    return Totals(tuple(costs), tuple(benefits), minus(benefits, costs))


def _counted(line: Line, capacity_share: float | None) -> Flow:
    if capacity_share is None or line.kind not in CAPACITY:
        return line.cash
    return tuple(capacity_share * amount for amount in line.amounts)


def option_totals(at: Situation, option_id: str, capacity_share: float | None = None) -> Totals:
    """Costs, benefits and net of an option by year."""
    return totals(option_lines(at, option_id), alive(at), capacity_share)


def option_npv(at: Situation, option_id: str, capacity_share: float | None = None) -> float:
    """NPV of an option at the comparison's rate and timing."""
    net = option_totals(at, option_id, capacity_share).net
    return npv(net, rate(at.front, at.values), at.front.timing)


def npvs(at: Situation, capacity_share: float | None = None) -> Mapping[str, float]:
    """NPV of every option, by id."""
    return {option_id: option_npv(at, option_id, capacity_share) for option_id in at.front.options}


def lead(at: Situation, option_id: str, capacity_share: float | None = None) -> float:
    """NPV of an option minus NPV of the baseline: above 0 the option is better."""
    return option_npv(at, option_id, capacity_share) - option_npv(at, at.front.baseline, capacity_share)
