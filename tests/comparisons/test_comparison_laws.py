"""Laws that hold for every comparison, tried on generated ones."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from comparison_builders import generated, with_simulation
from pytest import approx  # noqa: PT013 - reads as a word in front of a number

from playbook_site.comparisons import flows
from playbook_site.comparisons.analysis import figures
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.results import Figures
from playbook_site.comparisons.simulation import Simulation, simulate, spread
from playbook_site.comparisons.timeline import Situation, branches
from playbook_site.comparisons.units import uses

SEEDS = range(15)


@cache
def figures_of(seed: int) -> tuple[ComparisonFront, Figures]:
    front = generated(seed)
    return front, figures(front, remembered=with_simulation(without_simulation))


def without_simulation(front: ComparisonFront) -> Simulation:
    nothing = spread([0.0])
    leads = {id_: nothing for id_ in front.options if id_ != front.baseline}
    return Simulation(trials=1, seed=1, drawn=(), options=dict.fromkeys(front.options, nothing), leads=leads, bands={})


def likely_at(front: ComparisonFront, change: Callable[[str, float], float] | None = None) -> Situation:
    values = {id_: change(id_, value) if change else value for id_, value in flows.likely(front).items()}
    return Situation(front, values, front.horizon_years)


@pytest.mark.parametrize("seed", SEEDS)
def test_every_number_of_a_generated_comparison_hangs_together(seed: int) -> None:
    front, found = figures_of(seed)
    assert len(found.horizons) == 10
    for option in found.options.values():
        assert option.pv_benefits - option.pv_costs == approx(option.measures.npv, abs=1e-6)
        assert option.total_benefits - option.total_costs == approx(sum(option.net), abs=1e-6)
        assert option.running_net[-1] == approx(sum(option.net), abs=1e-6)
        row = found.horizons[front.horizon_years - 1]
        assert row.npvs[option.id] == approx(option.measures.npv, abs=1e-6)
    for lead in found.leads.values():
        ours, theirs = found.options[lead.option], found.options[lead.baseline]
        assert lead.measures.npv == approx(ours.measures.npv - theirs.measures.npv, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_branches_of_a_redesign_add_up_to_one_and_to_the_expected_npv(seed: int) -> None:
    front, found = figures_of(seed)
    for id_, option in front.options.items():
        ways = branches(likely_at(front), option)
        assert sum(way.probability for way in ways) == approx(1)
        result = found.options[id_]
        if result.branches and front.view == "net":
            mean = sum(branch.probability * branch.npv for branch in result.branches)
            assert mean == approx(result.measures.npv, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_rate_of_nothing_gives_plain_sums(seed: int) -> None:
    front = generated(seed).model_copy(update={"inflation": None, "prices": "nominal"})
    at = likely_at(front, lambda id_, value: 0.0 if id_ == front.rate else value)
    for id_ in front.options:
        assert flows.option_npv(at, id_) == approx(sum(flows.option_totals(at, id_).net), abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_scaling_all_money_scales_every_npv(seed: int) -> None:
    front = generated(seed)
    money = {use.input for use in uses(front) if use.measured.unit.startswith("money")}
    burdens = {use.input for use in uses(front) if use.field[-1] == "loaded_cost"}
    tripled = likely_at(front, lambda id_, value: 3 * value if id_ in money | burdens else value)
    for id_ in front.options:
        assert flows.option_npv(tripled, id_) == approx(3 * flows.option_npv(likely_at(front), id_), rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("seed", SEEDS)
def test_swapping_options_flips_the_sign_of_the_lead(seed: int) -> None:
    front = generated(seed).model_copy(update={"view": "net"})
    plain = {
        id_: option.model_copy(update={"drag": None, "incidents": None, "losses": ()})
        for id_, option in front.options.items()
    }
    front = front.model_copy(update={"options": plain})
    swapped = front.model_copy(update={"baseline": "option-1"})
    assert flows.lead(likely_at(front), "option-1") == approx(-flows.lead(likely_at(swapped), "option-0"), abs=1e-9)


@pytest.mark.parametrize("seed", SEEDS)
def test_benefits_against_the_baseline_give_the_same_lead_as_costs_side_by_side(seed: int) -> None:
    front = generated(seed)
    each, against = (front.model_copy(update={"view": view}) for view in ("net", "against-baseline"))
    for id_ in front.options:
        if id_ != front.baseline:
            assert flows.lead(likely_at(each), id_) == approx(flows.lead(likely_at(against), id_), rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("seed", range(8))
def test_a_degenerate_range_equals_its_point(seed: int) -> None:
    front = generated(seed)
    chances = {use.input for use in uses(front) if use.measured.what in {"a chance", "a yearly hazard"}}
    inputs = {
        id_: part.model_copy(
            update={"likely": float(part.likely >= 0.5)}
            if id_ in chances
            else {"low": part.likely, "high": part.likely}
        )
        for id_, part in front.inputs.items()
    }
    front = front.model_copy(update={"inputs": inputs})
    found = simulate(front)
    for id_, result in found.options.items():
        point = flows.option_npv(likely_at(front), id_)
        assert (result.p10, result.p50, result.p90, result.mean) == approx((point,) * 4, rel=1e-9, abs=1e-6)


@pytest.mark.parametrize("seed", range(8))
def test_a_simulation_is_the_same_each_time_and_keeps_its_order(seed: int) -> None:
    front = generated(seed)
    found = simulate(front)
    assert found == simulate(front)
    for result in (*found.options.values(), *found.leads.values()):
        assert result.p10 <= result.p50 <= result.p90
        assert 0 <= result.share_above_0 <= 1
    for bands in found.bands.values():
        assert len(bands) == front.horizon_years + 1
        assert all(band.p10 <= band.p50 <= band.p90 for band in bands)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_flip_value_turns_the_answer(seed: int) -> None:
    front, found = figures_of(seed)
    for flip in found.leads["option-1"].flips:
        if flip.by_calendar is not None:
            leads = [
                flows.lead(Situation(front, flows.likely(front, {flip.input: value}), front.horizon_years), "option-1")
                for value in (flip.by_calendar - 1e-6, flip.by_calendar + 1e-6)
            ]
            assert min(leads) <= 0 <= max(leads)
