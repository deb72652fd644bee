"""Tornado, flip values, horizons and the cost of delay."""

from __future__ import annotations

from typing import Any

import pytest
from comparison_builders import a_comparison, an_input
from pytest import approx  # noqa: PT013 - reads as a word in front of a number

from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.sensitivity import (
    Flip,
    Horizon,
    cost_of_delay,
    flips,
    horizons,
    interval,
    nearest_root,
    tornado,
    wins_from_year,
)
from playbook_site.comparisons.units import bounds

NO_MONEY = {"wait": {"role": "do-nothing"}}


def made(option: dict[str, Any], more_inputs: dict[str, Any] | None = None, **more: Any) -> ComparisonFront:
    inputs = {
        "cost": an_input("money", 100, 50, 300),
        "gain": an_input("money/year", 40, 30, 50),
        "months": an_input("months", 6),
    }
    return a_comparison(inputs | (more_inputs or {}), {**NO_MONEY, "go": option}, **more)


GO = {"upfront": "cost", "live_month": "months", "benefits": [{"kind": "revenue", "amount": "gain"}]}


def test_the_longest_bar_comes_first_and_a_bar_of_no_length_is_left_out() -> None:
    idle = {"idle": an_input("%/year", "0%", "0%", "20%"), "nothing": an_input("money/year", 0)}
    front = made(GO | {"running": [{"cost": "nothing", "growth": "idle"}]}, idle)
    assert [bar.input for bar in tornado(front, "go")] == ["cost", "gain"]
    assert tornado(front, "go")[0].swing == approx(250)


def test_inputs_without_a_range_have_no_bar_but_may_have_a_flip_value() -> None:
    front = made(GO)
    assert "months" not in {bar.input for bar in tornado(front, "go")}
    assert flip(front, "months") is not None


def test_a_flip_value_says_which_way_the_answer_turns() -> None:
    front = made(GO)
    dearer, poorer = flip(front, "cost"), flip(front, "gain")
    assert dearer is not None
    assert poorer is not None
    assert (dearer.turns, poorer.turns) == ("above", "below")
    assert dearer.value == approx(100 + _lead(front))


def _lead(front: ComparisonFront) -> float:
    return horizons(front)[4].npvs["go"]


def test_there_is_no_flip_value_where_the_sign_never_changes() -> None:
    front = made({"upfront": "cost"})
    assert flip(front, "rate") is None


def test_a_deadline_is_not_continued_in_a_straight_line() -> None:
    inputs = {"due": an_input("months", 9)}
    found = flip(made(GO | {"delay": {"shape": "deadline", "month": "due"}}, inputs), "months")
    assert found is not None
    assert found.value == found.by_calendar == approx(9, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "ends"),
    [("cost", (0, 3000)), ("gain", (0, 500)), ("months", (0, 120)), ("rate", (0, 1))],
)
def test_a_flip_value_is_looked_for_where_an_input_may_be(name: str, ends: tuple[float, float]) -> None:
    front = made(GO)
    assert interval(front.inputs[name], bounds(front)[name]) == ends


def test_of_several_roots_the_nearest_counts() -> None:
    assert nearest_root(lambda x: (x - 1) * (x - 6), 0, 10, 5) == approx(6)
    assert nearest_root(lambda x: (x - 1) * (x - 6), 0, 10, 2) == approx(1)
    assert nearest_root(lambda x: x * x + 1, 0, 10, 2) is None
    assert nearest_root(lambda x: x - 3, 0, 10, 3) == 3
    assert nearest_root(lambda _: 0.0, 0, 10, 3) is None


def flip(front: ComparisonFront, input_id: str) -> Flip | None:
    return {one.input: one for one in flips(front, "go")}.get(input_id)


def rows(*leads: float) -> tuple[Horizon, ...]:
    return tuple(Horizon(year, {"a": 0.0, "b": lead}, "a") for year, lead in enumerate(leads, start=1))


def test_an_option_wins_from_the_horizon_after_which_it_is_never_behind() -> None:
    assert wins_from_year(rows(-1, 1, -1, 1), "b", "a") == 4
    assert wins_from_year(rows(1, 1), "b", "a") == 1
    assert wins_from_year(rows(1, 0), "b", "a") is None


def test_horizons_run_to_ten_years_and_a_tie_goes_to_the_baseline() -> None:
    found = horizons(a_comparison({}, {"one": {}, "two": {}}))
    assert [row.years for row in found] == list(range(1, 11))
    assert {row.best for row in found} == {"one"}


def test_a_month_late_costs_a_month_of_benefit_and_the_window_does_not_move() -> None:
    assert cost_of_delay(made(GO), "go", months=1) == approx(40 / 12 / 1.1)
    assert cost_of_delay(made(GO), "go", months=12) == approx((20 / 1.1 + 20 / 1.21) / 12)


def test_an_option_that_is_live_at_once_can_be_late_too() -> None:
    at_once = {"upfront": "cost", "benefits": [{"kind": "revenue", "amount": "gain"}]}
    assert cost_of_delay(made(at_once), "go", months=6) == approx(40 / 12 / 1.1)


def test_delaying_an_option_does_not_delay_the_baseline() -> None:
    inputs = {"cost": an_input("money", 100), "gain": an_input("money/year", 40), "old": an_input("money/year", 10)}
    options = {
        "keep": {"role": "do-nothing", "benefits": [{"kind": "revenue", "amount": "old"}]},
        "go": {"upfront": "cost", "benefits": [{"kind": "revenue", "amount": "gain"}]},
    }
    front = a_comparison(inputs, options, view="against-baseline")
    assert cost_of_delay(front, "go", months=6) == approx(40 / 12 / 1.1)
