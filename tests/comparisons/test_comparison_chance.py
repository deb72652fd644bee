"""Draws, quantiles and the simulation."""

from __future__ import annotations

from itertools import islice
from statistics import fmean
from typing import Any

import numpy as np
import pytest
from comparison_builders import a_comparison, an_input, generated
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx  # noqa: PT013 - reads as a word in front of a number

from playbook_site.comparisons.draws import mulberry32, quantile, triangular, years_spared
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.simulation import fingerprint, simulate


def two_options(**more: Any) -> ComparisonFront:
    inputs = {
        "cost": an_input("money", 100, 80, 160),
        "gain": an_input("money/year", 50),
        "chance": an_input("%", "30%", "10%", "90%"),
        "inflation": an_input("%/year", "2%", "1%", "3%"),
        "rate": an_input("%/year", "10%", "5%", "15%"),
    }
    options = {
        "one": {"upfront": "cost"},
        "two": {"upfront": "cost", "benefits": [{"kind": "revenue", "amount": "gain", "probability": "chance"}]},
    }
    return a_comparison(inputs, options, prices="real", inflation="inflation", **more)


def test_the_generator_stays_between_0_and_1_and_repeats_for_a_seed() -> None:
    first = list(islice(mulberry32(7), 1_000))
    assert all(0 <= number < 1 for number in first)
    assert fmean(first) == approx(0.5, abs=0.03)
    assert first == list(islice(mulberry32(7), 1_000))
    assert first != list(islice(mulberry32(8), 1_000))


def test_seeds_count_modulo_32_bits() -> None:
    assert next(mulberry32(2**32 + 5)) == next(mulberry32(5))


def test_a_triangle_has_its_ends_and_its_mean() -> None:
    assert triangular(10, 20, 60, 0) == 10
    assert triangular(10, 20, 60, 1) == 60
    assert triangular(10, 10, 60, 0) == 10
    steps = [triangular(10, 20, 60, (step + 0.5) / 10_000) for step in range(10_000)]
    assert fmean(steps) == approx(30, abs=0.01)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(0, 100), min_size=3, max_size=3), st.floats(0, 1), st.floats(0, 1))
def test_a_triangle_rises_with_its_chance_and_stays_inside(ends: list[float], one: float, other: float) -> None:
    low, likely, high = sorted(ends)
    less, more = sorted((one, other))
    assert low - 1e-9 <= triangular(low, likely, high, less) <= triangular(low, likely, high, more) + 1e-9
    assert triangular(low, likely, high, more) <= high + 1e-9


def test_a_range_of_no_width_is_its_point() -> None:
    assert triangular(5, 5, 5, 0.3) == 5


@settings(max_examples=100, deadline=None)
@given(st.lists(st.floats(-100, 100), min_size=1, max_size=30), st.floats(0, 1))
def test_quantiles_are_those_of_numpy(values: list[float], share: float) -> None:
    assert quantile(sorted(values), share) == approx(float(np.quantile(values, share)), abs=1e-9)


@pytest.mark.parametrize(("chance", "years"), [(0.0, 0), (0.19, 0), (0.21, 1), (0.37, 2), (0.999, 10)])
def test_a_hazard_strikes_after_as_many_years_as_its_chance_says(chance: float, years: int) -> None:
    assert years_spared(0.2, chance, 10) == years


def test_a_hazard_of_nothing_never_strikes_and_a_certain_one_at_once() -> None:
    assert years_spared(0.0, 0.0, 10) == 10
    assert years_spared(1.0, 0.999, 10) == 0


def test_inputs_are_drawn_in_the_order_in_which_they_are_written_but_not_rate_and_inflation() -> None:
    assert simulate(two_options()).drawn == ("cost", "chance")


def test_a_chance_happens_or_not_at_its_likely_value_whatever_its_range() -> None:
    found = simulate(two_options())
    assert found.leads["two"].share_above_0 == approx(0.30, abs=0.02)
    assert found.leads["two"].p50 == 0.0


def test_what_options_share_does_not_blur_their_difference() -> None:
    found = simulate(two_options())
    assert found.options["one"].p10 < found.options["one"].p90
    worth = found.leads["two"].p90
    assert found.leads["two"].mean == approx(worth * found.leads["two"].share_above_0)


def test_where_nothing_is_uncertain_one_trial_says_all() -> None:
    inputs = {"cost": an_input("money", 100)}
    found = simulate(a_comparison(inputs, {"one": {}, "two": {"upfront": "cost"}}))
    assert (found.trials, found.drawn) == (1, ())
    assert found.options["two"] == (-100, -100, -100, -100, 0)


def test_another_seed_gives_other_trials() -> None:
    front = two_options()
    other = two_options(simulation={"trials": 10_000, "seed": 1})
    assert simulate(front).options["one"] != simulate(other).options["one"]


def test_bands_follow_the_running_total_without_discount() -> None:
    found = simulate(two_options(simulation={"trials": 500, "seed": 3}))
    first, last = found.bands["two"][0], found.bands["two"][-1]
    assert -160 <= first.p10 <= first.p50 <= first.p90 <= -80
    assert last.p90 == approx(250 + first.p50, abs=40)


def test_words_do_not_change_the_fingerprint_and_numbers_do() -> None:
    front = two_options()
    part = front.inputs["cost"]
    worded = front.inputs | {"cost": part.model_copy(update={"label": "Another name", "source": "estimate by us"})}
    dearer = front.inputs | {"cost": part.model_copy(update={"likely": 101.0})}
    assert fingerprint(front.model_copy(update={"inputs": worded, "title": "Other"})) == fingerprint(front)
    assert fingerprint(front.model_copy(update={"inputs": dearer})) != fingerprint(front)


def test_the_fingerprint_knows_the_order_of_inputs() -> None:
    front = two_options()
    turned = dict(reversed(list(front.inputs.items())))
    assert fingerprint(front.model_copy(update={"inputs": turned})) != fingerprint(front)


def test_every_generated_comparison_has_its_own_fingerprint() -> None:
    assert len({fingerprint(generated(seed)) for seed in range(40)}) == 40
