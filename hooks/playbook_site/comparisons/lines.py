"""What an option costs and brings, as rows of amounts by year.

In a row index 0 is the day of the decision and index t is year t. Amounts are positive, in the
comparison's currency and scale, before tax and financing. Every number on a page, in the
spreadsheet and in the simulation comes from these rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from playbook_site.comparisons.cashflow import Flow
from playbook_site.comparisons.options import Benefit, Option
from playbook_site.comparisons.timeline import (
    UNTOUCHED,
    Situation,
    benefit_share,
    branches,
    live_month,
    live_share,
    months_lost,
    steps_grown,
)

Kind = Literal[
    "upfront", "one-off", "running", "redesign", "exit", "delay", "drag", "incidents", "losses", "given-up",
    "revenue", "cash-saving", "avoided-loss", "freed-capacity",
]  # fmt: skip

CAPACITY: frozenset[Kind] = frozenset({"drag", "freed-capacity"})
"""Rows of people's time, of which only a share is cash."""


class Line(NamedTuple):
    """One row of costs or benefits: all of it, and what of it counts as cash."""

    label: str
    side: Literal["cost", "benefit"]
    kind: Kind
    amounts: Flow
    cash: Flow


def own_lines(at: Situation, option: Option) -> Iterator[Line]:
    """Everything that an option costs and brings, drag, incidents and losses apart (see `burdens`)."""
    yield from _once(at, option)
    yield from _running(at, option)
    yield from _redesign(at, option)
    yield from _exit(at, option)
    yield from _delay(at, option)
    yield from _benefits(at, option)


def by_year(at: Situation, amount: Callable[[int], float]) -> Flow:
    """A row with nothing today and `amount(t)` in year t."""
    return (0.0, *(amount(year) for year in range(1, at.years + 1)))


def grown(at: Situation, growth: str | None, steps: int) -> float:
    """(1 + growth)^steps."""
    return float((1 + at.values[growth]) ** steps) if growth and steps else 1.0


def cost_line(label: str, kind: Kind, amounts: Flow) -> Line:
    """A cost that is all cash."""
    return Line(label, "cost", kind, amounts, amounts)


def _only_in(at: Situation, when: int, amount: float) -> Flow:
    return tuple(amount if year == when else 0.0 for year in range(at.years + 1))


def _label(at: Situation, input_id: str) -> str:
    return at.front.inputs[input_id].label


def _once(at: Situation, option: Option) -> Iterator[Line]:
    if option.upfront:
        yield cost_line(_label(at, option.upfront), "upfront", _only_in(at, 0, at.values[option.upfront]))
    for part in option.one_off:
        yield cost_line(_label(at, part.cost), "one-off", _only_in(at, part.year, at.values[part.cost]))


def _running(at: Situation, option: Option) -> Iterator[Line]:
    """run_t = run_1 x (1 + g)^(t - 1): debt interest, where g is the debt's growth."""
    live = live_month(at, option)
    ways = branches(at, option) if option.redesign and option.redesign.resets_running else UNTOUCHED
    for part in option.running:
        cost, start = at.values[part.cost], live if part.starts == "when-live" else 0.0

        def amount(year: int, cost: float = cost, start: float = start, growth: str | None = part.growth) -> float:
            mean = sum(way.probability * grown(at, growth, steps_grown(way, year)) for way in ways)
            return cost * mean * live_share(at, start, year)

        yield cost_line(_label(at, part.cost), "running", by_year(at, amount))


def _redesign(at: Situation, option: Option) -> Iterator[Line]:
    """The expected cost of each year: P(due in year t) x C."""
    if option.redesign:
        due = [0.0] * (at.years + 1)
        for way in branches(at, option):
            if way.year is not None:
                due[way.year] += way.probability * at.values[option.redesign.cost]
        yield cost_line(_label(at, option.redesign.cost), "redesign", tuple(due))


def _exit(at: Situation, option: Option) -> Iterator[Line]:
    """P x C in its year, or in the last year of the horizon."""
    if option.exit:
        year = at.years if option.exit.year == "last" else option.exit.year
        chance = at.values[option.exit.probability] if option.exit.probability else 1.0
        amounts = _only_in(at, year, chance * at.values[option.exit.cost])
        yield cost_line(_label(at, option.exit.cost), "exit", amounts)


def _delay(at: Situation, option: Option) -> Iterator[Line]:
    """Loss a month x months of the year lost by being late."""
    if option.delay.lost_per_month:
        lost, live = at.values[option.delay.lost_per_month], live_month(at, option)
        amounts = by_year(at, lambda year: lost * months_lost(at, option, live, year))
        yield cost_line(_label(at, option.delay.lost_per_month), "delay", amounts)


def _benefits(at: Situation, option: Option) -> Iterator[Line]:
    """Amount x chance x (1 + g)^(t - first year) x the share of the year in which it flows."""
    live = live_month(at, option)
    for part in option.benefits:
        full = at.values[part.amount] * (at.values[part.probability] if part.probability else 1.0)

        def amount(year: int, part: Benefit = part, full: float = full) -> float:
            share = benefit_share(at, option, part, live, year)
            return full * grown(at, part.growth, year - part.from_year) * share if share else 0.0

        amounts = by_year(at, amount)
        yield Line(_label(at, part.amount), "benefit", part.kind, amounts, _cash(at, part, amounts))


def _cash(at: Situation, benefit: Benefit, amounts: Flow) -> Flow:
    """Freed capacity is not cash: only its cashable share counts, none where no share is named."""
    if benefit.kind != "freed-capacity":
        return amounts
    share = at.values[benefit.cashable] if benefit.cashable else 0.0
    return tuple(share * amount for amount in amounts)
