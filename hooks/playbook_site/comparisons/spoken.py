"""What the tool must say aloud: conventions in one line, and warnings."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.comparisons.cashflow import Flow
from playbook_site.comparisons.irr import Irr
from playbook_site.comparisons.lines import CAPACITY
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.options import Option
from playbook_site.comparisons.results import Figures, OptionResult, SpokenWarning
from playbook_site.comparisons.units import inputs_of
from playbook_site.comparisons.wording import money, percent

NOT_PROMISES = "Estimates, not promises."

HALF = 0.5


def conventions(front: ComparisonFront, found: Figures) -> str:
    """How the figures were reached, in one line that goes with every export."""
    years = "1 year" if front.horizon_years == 1 else f"{front.horizon_years} years"
    when = "at year ends" if front.timing == "end-of-year" else "at mid-year"
    simulation = found.simulation
    parts = (
        f"{NOT_PROMISES} {front.currency} in {front.prices} prices, {years}",
        f"discounted {when} at {percent(found.rate)} a year ({front.prices})",
        "the day of the decision is not discounted",
        "before tax and financing",
        "money already spent is left out",
        _life(found.alive),
        f"simulation of {simulation.trials:,} trials with seed {simulation.seed}, inputs taken as independent"
        if simulation.drawn
        else "no ranges are given, so nothing is simulated",
    )
    return "; ".join(parts) + "."


def _life(alive: Flow) -> str:
    if all(chance == 1 for chance in alive):
        return "the product counted as alive in every year"
    chances = ", ".join(percent(chance) for chance in alive[1:])
    return f"each year's money counted by the chance that the product is then alive ({chances})"


def warnings(front: ComparisonFront, found: Figures) -> Iterator[SpokenWarning]:
    """Everything about a comparison that its reader must hear, in the order of the brief."""
    yield from _no_do_nothing(front)
    yield from _beyond_life(front, found.alive)
    yield from _uneven_ranges(front)
    yield from _irr(front, found)
    yield from _uncashed(front, found)
    yield from _beyond_planning(front, found)
    yield from _unbearable(front, found)


def _no_do_nothing(front: ComparisonFront) -> Iterator[SpokenWarning]:
    if all(option.role != "do-nothing" for option in front.options.values()):
        because = f" The reason given: {front.no_do_nothing_because}" if front.no_do_nothing_because else ""
        yield SpokenWarning("no-do-nothing", None, f"Doing nothing is not among the options.{because}")


def _beyond_life(front: ComparisonFront, alive: Flow) -> Iterator[SpokenWarning]:
    gone = next((year for year, chance in enumerate(alive) if chance < HALF), None)
    if gone is not None:
        message = (
            f"The product is more likely gone than alive by the end of year {gone} ({percent(alive[gone])} alive), "
            f"and the horizon is {front.horizon_years} years. The short view may be the right one."
        )
        yield SpokenWarning("horizon-beyond-life", None, message)


def _uneven_ranges(front: ComparisonFront) -> Iterator[SpokenWarning]:
    ranged = {id_ for id_, option in front.options.items() if _has_range(front, option)}
    without = [id_ for id_ in front.options if id_ not in ranged and inputs_of(front.options[id_])]
    for id_ in without if ranged else ():
        message = f"{front.options[id_].label} has single numbers where others have ranges. It looks safer than it is."
        yield SpokenWarning("uneven-ranges", id_, message)


def _has_range(front: ComparisonFront, option: Option) -> bool:
    return any(front.inputs[id_].is_range for id_ in inputs_of(option))


def _irr(front: ComparisonFront, found: Figures) -> Iterator[SpokenWarning]:
    for option in found.options.values():
        if message := _about_irr(option.measures.irr):
            yield SpokenWarning("irr-not-meaningful", option.id, f"{option.label} has no meaningful IRR: {message}")
    for lead in found.leads.values():
        if message := _about_irr(lead.measures.irr):
            names = f"{front.options[lead.option].label} over {front.options[lead.baseline].label}"
            yield SpokenWarning(
                "irr-not-meaningful", lead.option, f"The lead of {names} has no meaningful IRR: {message}"
            )


def _about_irr(irr: Irr) -> str:
    if irr.is_borrowing:
        return f"money comes first and is paid back later, so {percent(irr.rate or 0.0)} is a cost. Compare NPV."
    if irr.sign_changes < 2:  # noqa: PLR2004 - the rule of the brief: more than one change of sign
        return ""
    roots = ", ".join(percent(root) for root in irr.roots)
    answer = f"the rates {roots} all" if len(irr.roots) > 1 else f"only {roots}" if roots else "no rate"
    verb = "give" if len(irr.roots) > 1 else "gives"
    return f"its yearly flow changes sign {irr.sign_changes} times, and {answer} {verb} an NPV of 0. Compare NPV."


def _uncashed(front: ComparisonFront, found: Figures) -> Iterator[SpokenWarning]:
    for option in found.options.values():
        full, uncashed = _benefit(option)
        if full > 0 and uncashed > HALF * full:
            message = (
                f"{percent(uncashed / full)} of the benefit of {option.label} is freed capacity that is not counted as cash. "
                f"It is worth {money(uncashed, front.currency)} only if someone decides what the time is used for."
            )
            yield SpokenWarning("uncashed-capacity", option.id, message)


def _benefit(option: OptionResult) -> tuple[float, float]:
    """All benefit over the horizon with capacity in full, and the part of it that is capacity and not cash."""
    benefits = [line for line in option.lines if line.side == "benefit"]
    full = sum(sum(line.amounts) for line in benefits)
    uncashed = sum(sum(line.amounts) - sum(line.cash) for line in benefits if line.kind in CAPACITY)
    return full, uncashed


def _beyond_planning(front: ComparisonFront, found: Figures) -> Iterator[SpokenWarning]:
    plan = front.planning_horizon_years
    for lead in found.leads.values() if plan else ():
        month, label = lead.net_crossing_month, front.options[lead.option].label
        if month is not None and plan and month > 12 * plan:
            message = f"{label} gets ahead in month {month}, later than the {plan} years that the company plans ahead."
            yield SpokenWarning("crossing-beyond-planning", lead.option, message)
        elif month is None and lead.wins_from_year and plan and lead.wins_from_year > plan:
            message = (
                f"{label} does not get ahead within {front.horizon_years} years. It would from a horizon of "
                f"{lead.wins_from_year} years on, longer than the {plan} years that the company plans ahead."
            )
            yield SpokenWarning("crossing-beyond-planning", lead.option, message)


def _unbearable(front: ComparisonFront, found: Figures) -> Iterator[SpokenWarning]:
    if limit := front.unbearable:
        for id_, spread in found.simulation.options.items():
            if spread.p10 < -limit.loss:
                message = (
                    f"One time in ten {front.options[id_].label} ends at {money(spread.p10, front.currency)} or worse. "
                    f"A loss above {money(limit.loss, front.currency)} was named as unbearable by {limit.said_by}."
                )
                yield SpokenWarning("unbearable-loss", id_, message)
