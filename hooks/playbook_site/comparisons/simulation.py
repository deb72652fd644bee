"""Monte Carlo: many trials with the same draws for every option.

In each trial every uncertain input is drawn once, in the order in which inputs are written, and all
options are computed from these values. So what options share does not blur their difference. Inputs
are taken as independent of each other.

Drawn are inputs with a range, from a triangular distribution; and chances of single events
(redesign, exit, a benefit that may come), as happening or not with their likely chance, whether or
not they have a range. Not drawn are rate and inflation, which are a policy and not a forecast.
Incidents and yearly losses count at their expected value.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from playbook_site.comparisons.cashflow import NOTHING, Flow, discount_factors
from playbook_site.comparisons.draws import mulberry32, quantile, triangular, years_spared
from playbook_site.comparisons.flows import likely, option_totals, rate
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.options import MAX_YEARS
from playbook_site.comparisons.timeline import Situation
from playbook_site.comparisons.units import CHANCE, HAZARD, INFLATION, RATE, uses

WORDS = {"label", "says", "source", "date", "note", "said_by", "role"}
"""Keys that change no number."""


class Spread(NamedTuple):
    """What the trials gave: the values below which 10%, 50% and 90% fall, the mean, and the share above 0."""

    p10: float
    p50: float
    p90: float
    mean: float
    share_above_0: float


class Band(NamedTuple):
    """Where the running total of net lies at the end of a year, undiscounted."""

    p10: float
    p50: float
    p90: float


@dataclass(frozen=True, kw_only=True)
class Simulation:
    """All trials, summed up. `leads` are differences to the baseline: their share above 0 is P(better)."""

    trials: int
    seed: int
    drawn: tuple[str, ...]
    options: Mapping[str, Spread]
    leads: Mapping[str, Spread]
    bands: Mapping[str, tuple[Band, ...]]


def drawn(front: ComparisonFront) -> tuple[str, ...]:
    """The inputs that are drawn, in order."""
    marks: dict[str, set[object]] = {}
    for use in uses(front):
        marks.setdefault(use.input, set()).add(use.measured)
    return tuple(
        id_
        for id_, part in front.inputs.items()
        if (found := marks.get(id_, set()))
        and not found & {RATE, INFLATION}
        and (part.is_range or found & {CHANCE, HAZARD})
    )


def simulate(front: ComparisonFront) -> Simulation:
    """Run the trials that the front matter asks for; one is enough where nothing is drawn."""
    names = drawn(front)
    trials = front.simulation.trials if names else 1
    factors = discount_factors(rate(front, likely(front)), front.horizon_years, front.timing)
    results: dict[str, list[float]] = {id_: [] for id_ in front.options}
    sums: dict[str, list[Flow]] = {id_: [] for id_ in front.options}
    for at in _trials(front, names, trials):
        for id_ in front.options:
            net = option_totals(at, id_).net
            results[id_].append(sum(amount * factor for amount, factor in zip(net, factors, strict=True)))
            sums[id_].append(tuple(accumulate(net)))
    baseline = results[front.baseline]
    leads = {
        id_: [one - other for one, other in zip(found, baseline, strict=True)]
        for id_, found in results.items()
        if id_ != front.baseline
    }
    return Simulation(
        trials=trials,
        seed=front.simulation.seed,
        drawn=names,
        options={id_: spread(found) for id_, found in results.items()},
        leads={id_: spread(found) for id_, found in leads.items()},
        bands={id_: tuple(_band(year) for year in zip(*found, strict=True)) for id_, found in sums.items()},
    )


def spread(values: Sequence[float]) -> Spread:
    """Sum up the results of trials."""
    ordered = sorted(values)
    above = sum(value > NOTHING for value in values)
    p10, p50, p90 = (quantile(ordered, share) for share in (0.1, 0.5, 0.9))
    return Spread(p10, p50, p90, sum(values) / len(values), above / len(values))


def fingerprint(front: ComparisonFront) -> str:
    """The same for the same numbers, whatever the words around them: the key to remember a simulation by."""
    fields = {"horizon_years", "rate", "rate_is", "prices", "inflation", "timing", "view", "baseline", "simulation"}
    model = front.model_dump(mode="json", include=fields | {"survival"})
    ordered = [list(front.model_dump(mode="json", include={name})[name].items()) for name in ("inputs", "options")]
    parts = json.dumps([_numbers(model), _numbers(ordered)], sort_keys=True)
    return hashlib.sha256(parts.encode()).hexdigest()


def _numbers(part: object) -> object:
    if isinstance(part, dict):
        return {key: _numbers(value) for key, value in part.items() if key not in WORDS}
    return [_numbers(value) for value in part] if isinstance(part, list | tuple) else part


def _band(values: Iterable[float]) -> Band:
    ordered = sorted(values)
    return Band(*(quantile(ordered, share) for share in (0.1, 0.5, 0.9)))


def _trials(front: ComparisonFront, names: Sequence[str], trials: int) -> Iterator[Situation]:
    """One situation for each trial."""
    start = likely(front)
    marks = {use.input: use.measured for use in uses(front) if use.measured in {CHANCE, HAZARD}}
    plan = [(name, marks.get(name), front.inputs[name]) for name in names]
    chances = mulberry32(front.simulation.seed)
    for _ in range(trials):
        values, waits = dict(start), {}
        for (name, mark, part), chance in zip(plan, chances, strict=False):
            if mark is CHANCE:
                values[name] = 1.0 if chance < part.likely else 0.0
            elif mark is HAZARD:
                waits[name] = years_spared(part.likely, chance, MAX_YEARS)
            elif part.low is not None and part.high is not None:
                values[name] = triangular(part.low, part.likely, part.high, chance)
        yield Situation(front, values, front.horizon_years, waits)
