"""A comparison worked out once, for every page, command and spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from playbook_site.comparisons import cashflow, sensitivity, spoken
from playbook_site.comparisons.cashflow import Flow, Timing, minus, npv, running_total
from playbook_site.comparisons.flows import Totals, alive, likely, npvs, option_lines, option_npv, option_totals, rate
from playbook_site.comparisons.irr import irr, mirr
from playbook_site.comparisons.lines import CAPACITY
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.options import MAX_YEARS, Option, RedesignHazard, RedesignOnce
from playbook_site.comparisons.results import (
    Analysis,
    BranchResult,
    Capacity,
    CapacityView,
    ChanceResult,
    Figures,
    LeadResult,
    Measures,
    OptionResult,
    Span,
)
from playbook_site.comparisons.sensitivity import Flip, Horizon
from playbook_site.comparisons.timeline import Situation, branches
from playbook_site.comparisons.units import CHANCE, uses
from playbook_site.comparisons.worked_out import WorkOut, work_out

CAPACITY_SHARES = (1.0, 0.5, 0.0)


def analyse(front: ComparisonFront, *, remembered: WorkOut = work_out) -> Analysis:
    """Work out a comparison that has no problems.

    `remembered` works out what takes long, or returns what was worked out for the same `fingerprint`.
    """
    found = figures(front, remembered=remembered)
    return Analysis(
        figures=found,
        conventions=spoken.conventions(front, found),
        warnings=tuple(spoken.warnings(front, found)),
    )


def figures(front: ComparisonFront, *, remembered: WorkOut = work_out) -> Figures:
    """Every figure of a comparison."""
    at = Situation(front, likely(front), front.horizon_years)
    options = {id_: _option(at, id_) for id_ in front.options}
    rows, slow = sensitivity.horizons(front), remembered(front)
    return Figures(
        rate=rate(front, at.values),
        alive=alive(at),
        options=options,
        leads={
            id_: _lead(at, options[id_], options[front.baseline], rows, slow.flips[id_])
            for id_ in options
            if id_ != front.baseline
        },
        horizons=rows,
        spans=tuple(spans(rows)),
        capacity=_capacity(at),
        simulation=slow.simulation,
    )


def measures(net: Sequence[float], rate_per_year: float, timing: Timing) -> Measures:
    """The figures of one net flow. IRR and MIRR are with year-end timing, months with month ends."""
    return Measures(
        npv=npv(net, rate_per_year, timing),
        npv_end_of_year=npv(net, rate_per_year, "end-of-year"),
        npv_mid_year=npv(net, rate_per_year, "mid-year"),
        irr=irr(net),
        mirr=mirr(net, rate_per_year, rate_per_year),
        payback_years=cashflow.payback_years(net),
        discounted_payback_years=cashflow.payback_years(cashflow.discounted(net, rate_per_year, timing)),
        break_even_month=cashflow.break_even_month(net),
        discounted_break_even_month=cashflow.break_even_month(net, rate_per_year),
        profitability_index=cashflow.profitability_index(net, rate_per_year, timing) if max(net) > 0 else None,
    )


def spans(rows: Sequence[Horizon]) -> Iterator[Span]:
    """Neighbouring horizons with the same best option, as one."""
    first = rows[0]
    for row, following in zip(rows, (*rows[1:], None), strict=True):
        if following is None or following.best != row.best:
            yield Span(first.years, row.years, row.best)
            first = following or row


def _option(at: Situation, id_: str) -> OptionResult:
    front, year_rate = at.front, rate(at.front, at.values)
    found: Totals = option_totals(at, id_)
    earns = any(found.benefits)
    return OptionResult(
        id=id_,
        label=front.options[id_].label,
        lines=option_lines(at, id_),
        costs=found.costs,
        benefits=found.benefits,
        net=found.net,
        running_net=running_total(found.net),
        measures=measures(found.net, year_rate, front.timing),
        pv_costs=npv(found.costs, year_rate, front.timing),
        pv_benefits=npv(found.benefits, year_rate, front.timing),
        total_costs=sum(found.costs),
        total_benefits=sum(found.benefits),
        roi_simple=cashflow.roi_simple(found.costs, found.benefits) if earns else None,
        roi_discounted=cashflow.roi_discounted(found.costs, found.benefits, year_rate, front.timing) if earns else None,
        branches=tuple(_branches(at, id_)),
        chances=tuple(_chances(at, id_)),
        cost_of_delay_per_month=sensitivity.cost_of_delay(front, id_),
    )


def _branches(at: Situation, id_: str) -> Iterator[BranchResult]:
    option = at.front.options[id_]
    if option.redesign:
        for branch in branches(at, option):
            yield BranchResult(branch.probability, branch.year, option_npv(_once_it(at, option, branch.year), id_))


def _chances(at: Situation, id_: str) -> Iterator[ChanceResult]:
    """The mean is never what happens: each single event that an option hangs on, with it and without it."""
    named = dict.fromkeys(use.input for use in uses(at.front.options[id_]) if use.measured is CHANCE)
    for input_id in named:
        with_it, without = (option_npv(at._replace(values={**at.values, input_id: sure}), id_) for sure in (1.0, 0.0))
        yield ChanceResult(input_id, at.values[input_id], with_it, without)


def _once_it(at: Situation, option: Option, year: int | None) -> Situation:
    """The situation in which it is known whether, and when, the redesign falls due."""
    match option.redesign:
        case RedesignOnce(probability=chance):
            return at._replace(values={**at.values, chance: 0.0 if year is None else 1.0})
        case RedesignHazard(hazard=hazard, from_year=first):
            return at._replace(waits={hazard: MAX_YEARS if year is None else year - first})
        case None:
            return at


def _lead(
    at: Situation, option: OptionResult, baseline: OptionResult, rows: Sequence[Horizon], flips: tuple[Flip, ...]
) -> LeadResult:
    year_rate = rate(at.front, at.values)
    net: Flow = minus(option.net, baseline.net)
    found = measures(net, year_rate, at.front.timing)
    return LeadResult(
        option=option.id,
        baseline=baseline.id,
        net=net,
        running_net=running_total(net),
        measures=found,
        net_crossing_month=found.break_even_month,
        discounted_net_crossing_month=found.discounted_break_even_month,
        cost_crossing_month=cashflow.break_even_month(minus(baseline.costs, option.costs)),
        overtaken_month=cashflow.break_even_month(minus(baseline.net, option.net)),
        wins_from_year=sensitivity.wins_from_year(rows, option.id, baseline.id),
        tornado=sensitivity.tornado(at.front, option.id),
        flips=flips,
    )


def _capacity(at: Situation) -> Capacity | None:
    """None where no option frees or loses people's time."""
    if not any(line.kind in CAPACITY for id_ in at.front.options for line in option_lines(at, id_)):
        return None
    views = tuple(_view(at, share) for share in CAPACITY_SHARES)
    return Capacity(views=views, flip_shares={id_: _flip_share(views, id_) for id_ in views[0].leads})


def _view(at: Situation, share: float) -> CapacityView:
    found = npvs(at, share)
    baseline = found[at.front.baseline]
    return CapacityView(
        share, found, {id_: value - baseline for id_, value in found.items() if id_ != at.front.baseline}
    )


def _flip_share(views: Sequence[CapacityView], id_: str) -> float | None:
    """The lead is a straight line in the share, so two points of it are enough."""
    full, none = views[0].leads[id_], views[-1].leads[id_]
    share = -none / (full - none) if full != none else None
    return share if share is not None and 0 <= share <= 1 else None
