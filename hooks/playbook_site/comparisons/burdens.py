"""What goes wrong under an option: capacity lost, incidents, losses; and what another option spares.

Until an option is live, things are as under the baseline; a year in which it goes live is shared
out by months. Drag and incidents go by the calendar: in year t they have grown t - 1 times,
whenever the option went live.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playbook_site.comparisons.cashflow import Flow, minus
from playbook_site.comparisons.lines import Kind, Line, by_year, cost_line, grown, own_lines
from playbook_site.comparisons.options import Drag, Option
from playbook_site.comparisons.timeline import Situation, live_month, live_share

SPARED: dict[Kind, tuple[str, Kind]] = {
    "drag": ("Capacity freed", "freed-capacity"),
    "incidents": ("Incidents avoided", "avoided-loss"),
    "losses": ("Expected losses avoided", "avoided-loss"),
}


def lines(at: Situation, option: Option) -> tuple[Line, ...]:
    """Everything that an option costs and brings, each option by itself."""
    if not (is_burdened(option) or is_burdened(at.baseline)):
        return tuple(own_lines(at, option))
    return (*own_lines(at, option), *(line for line in burdens(at, option) if line.label))


def lines_against(at: Situation, option: Option) -> tuple[Line, ...]:
    """What an option costs and brings against doing the baseline instead; of the baseline itself, nothing.

    What the baseline loses to drag, incidents and losses, less what the option still loses, is the
    option's benefit. The baseline's other costs are spared, its benefits given up.
    """
    if option is at.baseline:
        return ()
    spared = (
        _spared(own, before)
        for own, before in zip(burdens(at, option), burdens(at, at.baseline), strict=True)
        if own.label or before.label
    )
    baseline = own_lines(at._replace(late_months=0.0), at.baseline)
    return (*own_lines(at, option), *spared, *_turned_round(baseline))


def is_burdened(option: Option) -> bool:
    """Whether an option has drag, incidents or losses of its own."""
    return bool(option.drag or option.incidents or option.losses)


def burdens(at: Situation, option: Option) -> tuple[Line, Line, Line]:
    """Drag, incidents and losses; a line has no label where there is nothing to show."""
    after = _full(at, option)
    live = 0.0 if option is at.baseline else live_month(at, option)
    if not live:
        return after
    before = _full(at, at.baseline)
    return (
        _blend(at, live, after[0], before[0]),
        _blend(at, live, after[1], before[1]),
        _blend(at, live, after[2], before[2]),
    )


def _full(at: Situation, option: Option) -> tuple[Line, Line, Line]:
    nothing = (0.0,) * (at.years + 1)
    drag = _drag(at, option.drag) if option.drag else cost_line("", "drag", nothing)
    incidents = cost_line("", "incidents", nothing)
    if part := option.incidents:
        each = at.values[part.per_year] * at.values[part.cost_each]
        growth = part.growth
        incidents = cost_line("Incidents", "incidents", by_year(at, lambda year: each * grown(at, growth, year - 1)))
    losses = cost_line("", "losses", nothing)
    if option.losses:
        expected = sum(at.values[loss.cost] * at.values[loss.probability] for loss in option.losses)
        losses = cost_line("Expected losses", "losses", by_year(at, lambda _: expected))
    return drag, incidents, losses


def _drag(at: Situation, part: Drag) -> Line:
    """People x loaded cost x min(d0 + (t - 1) dg, cap), never below 0; its cashable share is cash."""
    start, top = at.values[part.start], at.values[part.cap] if part.cap else 1.0
    step = at.values[part.per_year] if part.per_year else 0.0
    capacity = at.values[part.people] * at.values[part.loaded_cost]
    amounts = by_year(at, lambda year: capacity * max(0.0, min(start + (year - 1) * step, top)))
    share = at.values[part.cashable] if part.cashable else 0.0
    return Line("Capacity lost", "cost", "drag", amounts, tuple(share * amount for amount in amounts))


def _blend(at: Situation, live: float, after: Line, before: Line) -> Line:
    amounts = _mixed(at, live, after.amounts, before.amounts)
    all_cash = after.cash is after.amounts and before.cash is before.amounts
    cash = amounts if all_cash else _mixed(at, live, after.cash, before.cash)
    return Line(after.label or before.label, "cost", after.kind, amounts, cash)


def _mixed(at: Situation, live: float, after: Flow, before: Flow) -> Flow:
    def amount(year: int) -> float:
        share = live_share(at, live, year)
        return share * after[year] + (1 - share) * before[year]

    return by_year(at, amount)


def _spared(own: Line, before: Line) -> Line:
    label, kind = SPARED[own.kind]
    return Line(label, "benefit", kind, minus(before.amounts, own.amounts), minus(before.cash, own.cash))


def _turned_round(found: Iterator[Line] | Sequence[Line]) -> Iterator[Line]:
    for line in found:
        if line.side == "cost":
            yield Line(f"Spared: {line.label}", "benefit", "cash-saving", line.amounts, line.cash)
        else:
            yield Line(f"Given up: {line.label}", "cost", "given-up", line.amounts, line.cash)
