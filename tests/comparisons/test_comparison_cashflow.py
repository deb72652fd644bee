"""Worth, payback and rates of return: published cases, an independent library, and laws."""

from __future__ import annotations

import random

import numpy_financial as npf
import pytest
import pyxirr
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import approx  # noqa: PT013 - reads as a word in front of a number

from playbook_site.comparisons import cashflow
from playbook_site.comparisons.cashflow import break_even_month, npv, payback_years, profitability_index
from playbook_site.comparisons.irr import irr, mirr, rates, sign_changes

AMOUNTS = st.floats(-1000, 1000).map(lambda amount: round(amount, 2))
FLOWS = st.lists(AMOUNTS, min_size=2, max_size=11)
RATES = st.floats(-0.5, 1)


def test_npv_of_excels_documentation_which_discounts_the_first_amount_too() -> None:
    # Excel, NPV function, example 1: =NPV(10%, -10000, 3000, 4200, 6800)
    assert npv([0, -10_000, 3_000, 4_200, 6_800], 0.10) == approx(1_188.44, abs=0.005)


def test_npv_of_excels_documentation_with_the_first_amount_today() -> None:
    # Excel, NPV function, example 2: =NPV(8%, 8000, ..., 14500) + -40000, and with a loss of 9000 in year 6
    flow = [-40_000, 8_000, 9_200, 10_000, 12_000, 14_500]
    assert npv(flow, 0.08) == approx(1_922.06, abs=0.005)
    assert npv([*flow, -9_000], 0.08) == approx(-3_749.47, abs=0.005)


@pytest.mark.parametrize(
    ("rate", "flow"),
    [(0.281, [-100, 39, 59, 55, 20]), (0.08, [-40_000, 5_000, 8_000, 12_000, 30_000])],
)
def test_npv_of_numpy_financials_documentation(rate: float, flow: list[float]) -> None:
    assert npv(flow, rate) == approx(npf.npv(rate, flow), abs=1e-9)


def test_npv_of_numpy_financials_documentation_as_printed() -> None:
    assert npv([-40_000, 5_000, 8_000, 12_000, 30_000], 0.08) == approx(3065.22267, abs=0.000_005)


@pytest.mark.parametrize(
    ("flow", "rate"),
    [
        # Excel, IRR function: after four years, after five, after two
        ([-70_000, 12_000, 15_000, 18_000, 21_000], -0.021),
        ([-70_000, 12_000, 15_000, 18_000, 21_000, 26_000], 0.087),
        ([-70_000, 12_000, 15_000], -0.444),
    ],
)
def test_irr_of_excels_documentation(flow: list[float], rate: float) -> None:
    assert irr(flow).rate == approx(rate, abs=0.0005)


@pytest.mark.parametrize(
    ("flow", "rate"),
    [
        ([-100, 39, 59, 55, 20], 0.28095),
        ([-100, 0, 0, 74], -0.0955),
        ([-100, 100, 0, -7], -0.0833),
        ([-100, 100, 0, 7], 0.06206),
        ([-5, 10.5, 1, -8, 1], 0.0886),
    ],
)
def test_irr_of_numpy_financials_documentation_is_among_the_roots(flow: list[float], rate: float) -> None:
    assert min(abs(root - rate) for root in irr(flow).roots) < 0.00005


def test_an_irr_is_given_only_where_the_sign_changes_once() -> None:
    assert irr([-100, 100, 0, -7]).rate is None
    assert irr([-100, 100, 0, -7]).sign_changes == 2
    assert irr([-100, 0, 110]).rate == approx(1.1**0.5 - 1)


def test_a_flow_with_two_rates_shows_both() -> None:
    # Lorie and Savage 1955, the oil pump: -1600, 10000, -10000
    assert irr([-1_600, 10_000, -10_000]).roots == approx((0.25, 4.0))


def test_a_flow_that_only_touches_zero_has_its_rate_once() -> None:
    assert irr([1, -2.2, 1.21]).roots == approx((0.1,), abs=1e-6)


def test_a_flow_without_any_rate_has_none() -> None:
    assert irr([1, -2, 2]) == (None, (), 2, False)
    assert irr([0, 0, 0]) == (None, (), 0, False)
    assert irr([]) == (None, (), 0, False)
    assert irr([5]) == (None, (), 0, False)


def test_a_rest_of_rounding_has_no_sign() -> None:
    assert sign_changes([-100, 0.1 + 0.2 - 0.3, -1e-12, 120]) == 1
    assert irr([-100, 1e-12, -1e-12, 133.1]).rate == approx(0.1)
    assert profitability_index([-1e-14, 5, 5], 0.1) is None


def test_money_that_comes_first_makes_the_rate_a_cost() -> None:
    found = irr([100, -60, -60])
    assert found.rate == approx(0.1306623862918075)
    assert found.is_borrowing
    assert not irr([-100, 60, 60]).is_borrowing


@pytest.mark.parametrize(
    ("flow", "reinvest", "rate"),
    [
        # Excel, MIRR function: five years, three years, five years at 14%
        ([-120_000, 39_000, 30_000, 21_000, 37_000, 46_000], 0.12, 0.1261),
        ([-120_000, 39_000, 30_000, 21_000], 0.12, -0.0480),
        ([-120_000, 39_000, 30_000, 21_000, 37_000, 46_000], 0.14, 0.1348),
    ],
)
def test_mirr_of_excels_documentation(flow: list[float], reinvest: float, rate: float) -> None:
    assert mirr(flow, 0.10, reinvest) == approx(rate, abs=0.00005)
    assert mirr(flow, 0.10, reinvest) == approx(npf.mirr(flow, 0.10, reinvest), abs=1e-9)


def test_there_is_no_mirr_without_money_both_ways() -> None:
    assert mirr([-100, -5], 0.1, 0.1) is None
    assert mirr([100, 5], 0.1, 0.1) is None


@pytest.mark.parametrize(
    ("flow", "years"),
    [
        # Brealey, Myers and Allen, chapter 5: projects A, B and C, whose payback is 3, 2 and within 2 years
        ([-2_000, 500, 500, 5_000], 2.2),
        ([-2_000, 500, 1_800, 0], 1 + 1_500 / 1_800),
        ([-2_000, 1_800, 500, 0], 1.4),
    ],
)
def test_payback_of_a_textbook(flow: list[float], years: float) -> None:
    assert payback_years(flow) == approx(years)


@pytest.mark.parametrize(
    ("flow", "worth"),
    [([-2_000, 500, 500, 5_000], 2_624), ([-2_000, 500, 1_800, 0], -58), ([-2_000, 1_800, 500, 0], 50)],
)
def test_npv_of_the_same_textbook(flow: list[float], worth: float) -> None:
    assert npv(flow, 0.10) == approx(worth, abs=0.5)


@pytest.mark.parametrize(("flow", "index"), [([-10, 30, 5], 3.1), ([-5, 5, 20], 4.2), ([-5, 5, 15], 3.4)])
def test_profitability_index_of_a_textbook_is_one_more_than_its_npv_over_investment(
    flow: list[float], index: float
) -> None:
    # Brealey, Myers and Allen, chapter 5, capital rationing at 10%: NPV / investment of 2.1, 3.2 and 2.4
    assert profitability_index(flow, 0.10) == approx(index, abs=0.06)


def test_payback_that_is_undone_does_not_count() -> None:
    assert payback_years([-100, 150, -100, 80]) == approx(2 + 50 / 80)
    assert payback_years([-100, 150, -100, 20]) is None
    assert payback_years([10, 5]) == 0.0


def test_a_sum_that_only_rounding_keeps_below_zero_has_paid_back() -> None:
    assert payback_years([-0.3, 0.1, 0.1, 0.1]) == approx(3.0)
    assert break_even_month([-100, 50, 50]) == 24


def test_break_even_is_the_first_month_that_stays() -> None:
    assert break_even_month([-120, 160, 136, 104.8, -95.76, 11.512]) == 9
    assert break_even_month([-12, 12]) == 12
    assert break_even_month([-13, 12]) is None
    assert break_even_month([0, 0]) == 0
    assert break_even_month([-6, 12, -12, 12]) == 30


def test_excels_and_our_timing_differ_by_one_year() -> None:
    flow = [-70_000, 12_000, 15_000]
    assert npv(flow, 0.1) == approx(npv([0, *flow], 0.1) * 1.1)


def test_mid_year_moves_every_year_but_today_by_half_a_year() -> None:
    assert cashflow.discount_factors(0.21, 2, "mid-year") == approx((1, 1 / 1.1, 1 / 1.1**3))


def test_a_rate_of_minus_100_percent_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^a rate must be above -100%, not -100\.0%$"):
        npv([1, 1], -1)


def test_roi_needs_a_cost() -> None:
    assert cashflow.roi_simple([0, 0], [0, 5]) is None
    assert cashflow.roi_discounted([0, 0], [0, 5], 0.1) is None
    assert profitability_index([0, 5], 0.1) is None


def test_monthly_and_yearly_worth_differ_because_months_are_discounted_at_their_ends() -> None:
    by_month = cashflow.monthly_totals([-100, 110], 0.1)
    assert len(by_month) == 13
    assert by_month[-1] > npv([-100, 110], 0.1)
    assert cashflow.monthly_totals([-100, 120], 0.1)[1] == approx(-100 + 10 / 1.1 ** (1 / 12))


def test_pyxirr_agrees_on_a_thousand_random_flows() -> None:
    pick = random.Random(5)  # noqa: S311 - no secret
    with_irr = 0
    for _ in range(1_000):
        flow = [-pick.uniform(10, 1_000), *(pick.uniform(-200, 400) for _ in range(pick.randint(1, 10)))]
        rate = pick.uniform(-0.3, 0.6)
        assert npv(flow, rate) == approx(pyxirr.npv(rate, flow), rel=1e-9, abs=1e-7)
        reinvest = mirr(flow, 0.08, rate)
        assert reinvest is None or reinvest == approx(pyxirr.mirr(flow, 0.08, rate), rel=1e-9, abs=1e-9)
        theirs = pyxirr.irr(flow, silent=True)
        if irr(flow).rate is not None:
            with_irr += 1
            assert irr(flow).rate == approx(theirs, rel=1e-6, abs=1e-6)
        elif theirs is not None:
            assert min(abs(root - theirs) for root in irr(flow).roots) < 1e-5 * max(1, abs(theirs))
    assert with_irr > 200


@settings(max_examples=200, deadline=None)
@given(FLOWS)
def test_npv_at_a_root_is_nothing(flow: list[float]) -> None:
    for rate in rates(flow):
        size = sum(abs(amount) * (1 + rate) ** -year for year, amount in enumerate(flow))
        assert abs(npv(flow, rate)) <= 1e-6 * size


@settings(max_examples=200, deadline=None)
@given(FLOWS)
def test_roots_are_never_more_than_changes_of_sign_and_of_the_same_parity(flow: list[float]) -> None:
    roots = rates(flow)
    assert len(roots) <= sign_changes(flow)
    if sign_changes(flow) % 2:
        assert roots


@settings(max_examples=100, deadline=None)
@given(FLOWS)
def test_a_rate_of_nothing_gives_plain_sums(flow: list[float]) -> None:
    assert npv(flow, 0) == approx(sum(flow), abs=1e-9)
    assert npv(flow, 0, "mid-year") == approx(sum(flow), abs=1e-9)
    assert cashflow.monthly_totals(flow)[12::12] == approx(cashflow.running_total(flow)[1:], abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(st.floats(1, 1000), st.lists(st.floats(0, 500), min_size=1, max_size=10), RATES, RATES)
def test_npv_falls_as_the_rate_rises_for_a_conventional_flow(
    paid: float, returns: list[float], one: float, other: float
) -> None:
    flow = [-paid, *returns]
    low, high = sorted((one, other))
    assert npv(flow, high) <= npv(flow, low) + 1e-9


@settings(max_examples=100, deadline=None)
@given(FLOWS, RATES, st.floats(0.01, 100))
def test_scaling_all_money_scales_npv_and_leaves_time_as_it_is(flow: list[float], rate: float, scale: float) -> None:
    scaled = [amount * scale for amount in flow]
    assert npv(scaled, rate) == approx(scale * npv(flow, rate), rel=1e-9, abs=1e-6)
    assert break_even_month(scaled) == break_even_month(flow)


@settings(max_examples=100, deadline=None)
@given(FLOWS, FLOWS)
def test_swapping_options_flips_the_sign_of_the_difference(one: list[float], other: list[float]) -> None:
    size = min(len(one), len(other))
    there, back = cashflow.minus(one[:size], other[:size]), cashflow.minus(other[:size], one[:size])
    assert npv(there, 0.1) == approx(-npv(back, 0.1), abs=1e-9)


@settings(max_examples=100, deadline=None)
@given(FLOWS)
def test_payback_and_break_even_month_speak_of_the_same_moment(flow: list[float]) -> None:
    years, month = payback_years(flow), break_even_month(flow)
    assert (years is None) == (month is None)
    if years is not None and month is not None:
        assert 12 * years - 1e-6 <= month <= 12 * years + 1 + 1e-6
