"""From an option to amounts by year: one fact of the model a test."""

from __future__ import annotations

from typing import Any

import pytest
from comparison_builders import a_comparison, an_input
from pytest import approx  # noqa: PT013 - reads as a word in front of a number

from playbook_site.comparisons import flows
from playbook_site.comparisons.cashflow import Flow, npv
from playbook_site.comparisons.lines import Line
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.timeline import Situation

INPUTS = {
    "hundred": an_input("money", 100),
    "yearly": an_input("money/year", 120),
    "monthly": an_input("money/month", 5),
    "tenth": an_input("%/year", "10%"),
    "half": an_input("%", "50%"),
    "month-6": an_input("months", 6),
    "month-18": an_input("months", 18),
    "points": an_input("points/year", "5%"),
    "people": an_input("people", 2),
    "times": an_input("times/year", 4),
}

BENEFIT = {"kind": "revenue", "amount": "yearly"}


def made(option: dict[str, Any], baseline: dict[str, Any] | None = None, **more: Any) -> ComparisonFront:
    inputs: dict[str, Any] = {name: dict(part) for name, part in INPUTS.items()}
    return a_comparison(inputs, {"baseline": baseline or {}, "option": option}, **more)


def lines_of(front: ComparisonFront, option: str = "option", years: int = 5) -> dict[str, Line]:
    at = Situation(front, flows.likely(front), years)
    return {line.kind: line for line in flows.option_lines(at, option)}


def row(kind: str, option: dict[str, Any], years: int = 5) -> Flow:
    return lines_of(made(option), years=years)[kind].amounts


def test_what_is_paid_today_is_in_year_0() -> None:
    assert row("upfront", {"upfront": "hundred"}) == (100, 0, 0, 0, 0, 0)


def test_a_one_off_cost_is_in_its_year_and_beyond_a_shorter_horizon_nowhere() -> None:
    assert row("one-off", {"one_off": [{"cost": "hundred", "year": 3}]}) == (0, 0, 0, 100, 0, 0)
    assert row("one-off", {"one_off": [{"cost": "hundred", "year": 0}]}) == (100, 0, 0, 0, 0, 0)
    assert row("one-off", {"one_off": [{"cost": "hundred", "year": 3}]}, years=2) == (0, 0, 0)


def test_a_running_cost_first_grows_in_year_2() -> None:
    grown = row("running", {"running": [{"cost": "yearly", "growth": "tenth"}]}, years=3)
    assert grown == approx((0, 120, 132, 145.2))


def test_a_running_cost_may_wait_for_the_live_month_and_grows_by_the_calendar() -> None:
    option = {"live_month": "month-18", "running": [{"cost": "yearly", "growth": "tenth", "starts": "when-live"}]}
    assert row("running", option, years=3) == approx((0, 0, 66, 145.2))


def test_a_benefit_flows_from_the_live_month() -> None:
    assert row("revenue", {"live_month": "month-6", "benefits": [BENEFIT]}, years=2) == approx((0, 60, 120))
    assert row("revenue", {"live_month": "month-18", "benefits": [BENEFIT]}, years=2) == approx((0, 0, 60))


def test_a_benefit_has_first_and_last_years_and_grows_from_its_own_first() -> None:
    benefit = BENEFIT | {"from_year": 2, "until_year": 4, "growth": "tenth"}
    assert row("revenue", {"benefits": [benefit]}) == approx((0, 0, 120, 132, 145.2, 0))


def test_a_benefit_that_may_not_come_counts_at_its_expected_value() -> None:
    assert row("revenue", {"benefits": [BENEFIT | {"probability": "half"}]}, years=1) == (0, 60)


def test_a_window_ends_the_benefit_whenever_it_began() -> None:
    option = {"live_month": "month-6", "benefits": [BENEFIT], "delay": {"shape": "window", "month": "month-18"}}
    assert row("revenue", option, years=3) == approx((0, 60, 60, 0))


@pytest.mark.parametrize(("live", "amounts"), [("month-6", (0, 60, 120)), ("month-18", (0, 0, 0))])
def test_a_missed_deadline_loses_the_whole_benefit(live: str, amounts: Flow) -> None:
    inputs: dict[str, Any] = {**INPUTS, "month-12": an_input("months", 12)}
    option = {"live_month": live, "benefits": [BENEFIT], "delay": {"shape": "deadline", "month": "month-12"}}
    front = a_comparison(inputs, {"baseline": {}, "option": option})
    assert lines_of(front, years=2)["revenue"].amounts == approx(amounts)


@pytest.mark.parametrize(
    ("live", "delay", "lost"),
    [
        ("month-6", {}, (0, 30, 0)),
        ("month-18", {}, (0, 60, 30)),
        ("month-18", {"shape": "window", "month": "month-6"}, (0, 30, 0)),
        ("month-18", {"shape": "deadline", "month": "month-6"}, (0, 60, 60)),
    ],
)
def test_months_lost_cost_the_same_each_and_follow_the_shape_of_the_delay(
    live: str, delay: dict[str, str], lost: Flow
) -> None:
    option = {"live_month": live, "delay": {"lost_per_month": "monthly", **delay}}
    assert row("delay", option, years=2) == approx(lost)


def test_a_redesign_with_one_chance_costs_its_share_in_its_year() -> None:
    redesign = {"cost": "hundred", "probability": "half", "year": 2}
    assert row("redesign", {"redesign": redesign}, years=3) == (0, 0, 50, 0)
    assert row("redesign", {"redesign": redesign}, years=1) == (0, 0)


def test_a_hazard_strikes_once_at_most() -> None:
    redesign = {"cost": "hundred", "hazard": "tenth", "from_year": 2}
    assert row("redesign", {"redesign": redesign}, years=4) == approx((0, 0, 10, 9, 8.1))


def test_running_costs_begin_anew_the_year_after_a_redesign_if_they_are_reset() -> None:
    sure = {"sure": an_input("%", "100%")}
    for resets, amounts in ((True, (0, 120, 132, 120, 132)), (False, (0, 120, 132, 145.2, 159.72))):
        option = {
            "running": [{"cost": "yearly", "growth": "tenth"}],
            "redesign": {"cost": "hundred", "probability": "sure", "year": 2, "resets_running": resets},
        }
        front = a_comparison({**INPUTS, **sure}, {"baseline": {}, "option": option})
        assert lines_of(front, years=4)["running"].amounts == approx(amounts)


def test_an_exit_is_in_the_last_year_of_any_horizon_or_in_its_own() -> None:
    assert row("exit", {"exit": {"cost": "hundred", "probability": "half"}}, years=3) == (0, 0, 0, 50)
    assert row("exit", {"exit": {"cost": "hundred"}}, years=2) == (0, 0, 100)
    assert row("exit", {"exit": {"cost": "hundred", "year": 1}}, years=2) == (0, 100, 0)


def test_freed_capacity_counts_for_its_cashable_share_and_by_default_not_at_all() -> None:
    benefit = {"kind": "freed-capacity", "amount": "yearly"}
    assert lines_of(made({"benefits": [benefit]}))["freed-capacity"].cash == (0,) * 6
    line = lines_of(made({"benefits": [benefit | {"cashable": "half"}]}))["freed-capacity"]
    assert (line.amounts[1], line.cash[1]) == (120, 60)


def test_drag_grows_by_points_up_to_its_cap() -> None:
    inputs = {**INPUTS, "start": an_input("%", "40%"), "cap": an_input("%", "48%")}
    drag = {"start": "start", "per_year": "points", "cap": "cap", "people": "people", "loaded_cost": "yearly"}
    front = a_comparison(inputs, {"baseline": {"drag": drag}, "option": {}})
    assert lines_of(front, "baseline", 3)["drag"].amounts == approx((0, 96, 108, 115.2))
    assert lines_of(front, "baseline", 3)["drag"].cash == (0, 0, 0, 0)


def test_until_it_is_live_an_option_has_the_burdens_of_the_baseline() -> None:
    incidents = {"per_year": "times", "cost_each": "hundred"}
    losses = [{"cost": "hundred", "probability": "tenth"}]
    front = made({"live_month": "month-6", "upfront": "hundred"}, {"incidents": incidents, "losses": losses})
    found = lines_of(front, years=2)
    assert found["incidents"].amounts == approx((0, 200, 0))
    assert found["losses"].amounts == approx((0, 5, 0))


def test_incidents_grow_by_the_calendar() -> None:
    incidents = {"per_year": "times", "growth": "tenth", "cost_each": "hundred"}
    assert row("incidents", {"incidents": incidents}, years=2) == approx((0, 400, 440))


def test_against_the_baseline_its_costs_are_spared_and_its_benefits_given_up() -> None:
    baseline = {"running": [{"cost": "yearly"}], "benefits": [BENEFIT]}
    front = made({"upfront": "hundred"}, baseline, view="against-baseline")
    found = lines_of(front, years=1)
    assert (found["cash-saving"].label, found["cash-saving"].amounts) == ("Spared: money/year 120", (0, 120))
    assert (found["given-up"].label, found["given-up"].amounts) == ("Given up: money/year 120", (0, 120))
    assert flows.option_lines(Situation(front, flows.likely(front), 1), "baseline") == ()


def test_survival_multiplies_every_year_but_today() -> None:
    option = {"upfront": "hundred", "benefits": [BENEFIT]}
    front = made(option, survival={"yearly": "half"})
    at = Situation(front, flows.likely(front), 2)
    assert flows.option_totals(at, "option").net == approx((-100, 60, 30))
    assert flows.alive(at) == (1, 0.5, 0.25)


def test_survival_by_year_stays_at_its_last_value() -> None:
    inputs = {**INPUTS, "first": an_input("%", "90%"), "second": an_input("%", "70%")}
    front = a_comparison(inputs, {"one": {}, "two": {}}, survival={"by_year": ["first", "second"]})
    assert flows.alive(Situation(front, flows.likely(front), 4)) == (1, 0.9, 0.7, 0.7, 0.7)


def test_a_nominal_rate_becomes_a_real_one_for_real_prices() -> None:
    inputs = {"inflation": an_input("%/year", "2%")}
    front = a_comparison(inputs, {"one": {}, "two": {}}, prices="real", inflation="inflation")
    assert flows.rate(front, flows.likely(front)) == approx(0.0784313725)
    turned = front.model_copy(update={"prices": "nominal", "rate_is": "real"})
    assert flows.rate(turned, flows.likely(turned)) == approx(0.122)


def test_real_flows_at_the_real_rate_are_worth_the_same_as_nominal_ones_at_the_nominal_rate() -> None:
    inputs = {"inflation": an_input("%/year", "2%"), "saving": an_input("money/year", 100)}
    saving = {"benefits": [{"kind": "cash-saving", "amount": "saving"}]}
    front = a_comparison(inputs, {"one": {}, "two": saving}, prices="real", inflation="inflation")
    nominal = [0, *(100 * 1.02**year for year in range(1, 6))]
    assert flows.option_npv(Situation(front, flows.likely(front), 5), "two") == approx(npv(nominal, 0.10))


def test_mid_year_timing_is_used_where_it_is_written() -> None:
    front = made({"upfront": "hundred", "benefits": [BENEFIT]}, timing="mid-year")
    at = Situation(front, flows.likely(front), 1)
    assert flows.option_npv(at, "option") == approx(-100 + 120 / 1.1**0.5)
