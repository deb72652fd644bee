"""What is said aloud: conventions, warnings, numbers; and that the prose of the pages says what the engine says."""

from __future__ import annotations

from typing import Any

import pytest
from comparison_builders import a_comparison, an_input, authored, worked_out

from playbook_site.comparisons import spoken
from playbook_site.comparisons.analysis import analyse
from playbook_site.comparisons.changes import changed
from playbook_site.comparisons.flows import lead, likely
from playbook_site.comparisons.model import ComparisonFront, planned, references_of
from playbook_site.comparisons.results import SpokenWarning
from playbook_site.comparisons.sensitivity import horizons, wins_from_year
from playbook_site.comparisons.timeline import Situation
from playbook_site.comparisons.units import Unit
from playbook_site.comparisons.wording import measured, money, number, percent


def warned(front: ComparisonFront) -> dict[str, SpokenWarning]:
    return {warning.kind: warning for warning in analyse(front).warnings}


def made(
    *, option: dict[str, Any] | None = None, likely: float = 100, role: str = "do-nothing", **more: Any
) -> ComparisonFront:
    inputs = {
        "cost": an_input("money", 100),
        "gain": an_input("money/year", likely),
        "risky": an_input("money", 100, 50, 900),
        "share": an_input("%", "40%"),
    } | more.pop("inputs", {})
    options = {
        "stay": {"label": "Stay", "role": role},
        "go": option or {"label": "Go", "upfront": "cost", "benefits": [{"kind": "revenue", "amount": "gain"}]},
    }
    return a_comparison(inputs, options, simulation={"trials": 200, "seed": 1}, **more)


def test_a_plain_comparison_needs_no_warning() -> None:
    assert warned(made()) == {}


def test_the_conventions_stand_in_one_line() -> None:
    assert worked_out("quick-fix-or-platform")[1].conventions == (
        "Estimates, not promises. kEUR in nominal prices, 5 years; discounted at year ends at 10% a year (nominal); "
        "the day of the decision is not discounted; before tax and financing; money already spent is left out; "
        "the product counted as alive in every year; "
        "simulation of 10,000 trials with seed 2024, inputs taken as independent."
    )


def test_conventions_name_mid_year_and_a_converted_rate() -> None:
    inputs = {"inflation": an_input("%/year", "2%")}
    front = made(inputs=inputs, prices="real", inflation="inflation", timing="mid-year", horizon_years=1)
    said = analyse(front).conventions
    assert "kEUR in real prices, 1 year; discounted at mid-year at 7.8% a year (real)" in said
    assert said.endswith("no ranges are given, so nothing is simulated.")


def test_conventions_say_how_long_the_product_may_live() -> None:
    inputs = {"lives": an_input("%", "90%")}
    said = analyse(made(inputs=inputs, survival={"yearly": "lives"}, horizon_years=3)).conventions
    assert "counted by the chance that the product is then alive (90%, 81%, 72.9%); " in said


def test_a_missing_do_nothing_option_is_said_with_its_reason() -> None:
    assert warned(made(role="theirs"))["no-do-nothing"].message == "Doing nothing is not among the options."
    because = made(role="theirs", no_do_nothing_because="The contract ends in June.")
    assert warned(because)["no-do-nothing"].message == (
        "Doing nothing is not among the options. The reason given: The contract ends in June."
    )


def test_a_horizon_beyond_the_likely_life_is_said() -> None:
    inputs = {"alive": an_input("%", "80%")}
    assert warned(made(inputs=inputs, survival={"yearly": "alive"}))["horizon-beyond-life"].message == (
        "The product is more likely gone than alive by the end of year 4 (41% alive), and the horizon is 5 years. "
        "The short view may be the right one."
    )


def test_ranges_on_one_side_only_are_said() -> None:
    option = {"label": "Go", "upfront": "risky", "benefits": [{"kind": "revenue", "amount": "gain"}]}
    front = made(option=option, inputs={"fee": an_input("money", 10)})
    options = {**front.options, "stay": front.options["stay"].model_copy(update={"upfront": "fee"})}
    warning = warned(front.model_copy(update={"options": options}))["uneven-ranges"]
    assert warning.option == "stay"
    assert warning.message == "Stay has single numbers where others have ranges. It looks safer than it is."


def test_an_option_without_any_number_needs_no_range() -> None:
    option = {"label": "Go", "upfront": "risky", "benefits": [{"kind": "revenue", "amount": "gain"}]}
    assert "uneven-ranges" not in warned(made(option=option))


def test_an_irr_that_means_nothing_is_said_with_all_its_rates() -> None:
    warning = {one.kind: one for one in worked_out("quick-fix-or-platform")[1].warnings}["irr-not-meaningful"]
    assert warning.option == "quick-fix"
    assert warning.message == (
        "Quick fix has no meaningful IRR: its yearly flow changes sign 3 times, and the rates -84.9%, -62.2%, 101.8% "
        "all give an NPV of 0. Compare NPV."
    )


def test_money_that_comes_first_is_said_to_have_a_cost_and_no_return() -> None:
    option = {
        "label": "Go",
        "benefits": [{"kind": "revenue", "amount": "gain", "until_year": 1}],
        "one_off": [{"cost": "cost", "year": 2}],
    }
    warning = warned(made(option=option, likely=80))["irr-not-meaningful"]
    assert "Go has no meaningful IRR: money comes first and is paid back later, so 25% is a cost. Compare NPV." in {
        one.message for one in analyse(made(option=option, likely=80)).warnings
    }
    assert warning.option == "go"


def test_a_comparison_of_costs_is_not_warned_for_having_no_irr() -> None:
    assert "irr-not-meaningful" not in {one.kind for one in worked_out("build-or-buy")[1].warnings}


@pytest.mark.parametrize(("share", "is_said"), [("40%", True), ("60%", False)])
def test_benefit_that_is_mostly_uncashed_capacity_is_said(share: str, *, is_said: bool) -> None:
    benefit = {"kind": "freed-capacity", "amount": "gain", "cashable": "share"}
    front = made(
        option={"label": "Go", "upfront": "cost", "benefits": [benefit]}, inputs={"share": an_input("%", share)}
    )
    warning = warned(front).get("uncashed-capacity")
    assert (warning is not None) == is_said
    if warning:
        assert warning.message == (
            "60% of the benefit of Go is freed capacity that is not counted as cash. "
            "It is worth 300 kEUR only if someone decides what the time is used for."
        )


def test_a_crossing_beyond_the_planning_horizon_is_said() -> None:
    front = worked_out("quick-fix-or-platform")[0].model_copy(update={"planning_horizon_years": 3})
    found = worked_out("quick-fix-or-platform")[1].figures
    messages = {one.kind: one.message for one in spoken.warnings(front, found)}
    assert messages["crossing-beyond-planning"] == (
        "Robust platform gets ahead in month 44, later than the 3 years that the company plans ahead."
    )


def test_a_crossing_beyond_the_horizon_itself_is_said() -> None:
    found = {one.kind: one.message for one in worked_out("build-or-buy")[1].warnings}
    assert found["crossing-beyond-planning"] == (
        "Build does not get ahead within 5 years. It would from a horizon of 9 years on, "
        "longer than the 5 years that the company plans ahead."
    )


@pytest.mark.parametrize(("loss", "is_said"), [(300, True), (900, False)])
def test_a_bad_end_below_a_loss_named_as_unbearable_is_said(loss: int, *, is_said: bool) -> None:
    option = {"label": "Go", "upfront": "risky"}
    front = made(option=option, unbearable={"loss": loss, "said_by": "the COO"})
    warning = warned(front).get("unbearable-loss")
    assert (warning is not None) == is_said
    if warning:
        assert warning.message.startswith("One time in ten Go ends at -")
        assert warning.message.endswith("A loss above 300 kEUR was named as unbearable by the COO.")


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (240, "money/year", "240 kEUR a year"),
        (1204.4, "money", "1,204 kEUR"),
        (12.97, "money/month", "13 kEUR a month"),
        (0.1592, "%/year", "15.9% a year"),
        (0.05, "points/year", "5 points a year"),
        (0.5, "%", "50%"),
        (12.446, "months", "12.45 months"),
        (5, "times/year", "5 a year"),
        (6, "people", "6 people"),
    ],
)
def test_a_value_is_said_with_its_unit(value: float, unit: Unit, said: str) -> None:
    assert measured(value, unit, "kEUR") == said


def test_numbers_are_rounded_for_the_eye_alone() -> None:
    assert money(-1204.4, "kEUR") == "-1,204 kEUR"
    assert money(-0.4) == "0"
    assert (percent(0.19588), percent(0.1), percent(-0.0001)) == ("19.6%", "10%", "0%")
    assert (number(0.75), number(3.0), number(1234.5)) == ("0.75", "3", "1,234.5")


SAID = {
    "quick-fix-or-platform": {
        "by 117 at year 5 (NPV 276 against 158)": (117.198, 275.530, 158.332),
        "-221 at P10, -7 at P50 and 229 at P90": (-221.045, -7.500, 229.405),
    },
    "build-or-buy": {
        "buying costs 563 and building 704": (563.146, 704.467),
        "Building starts to win at a horizon of nine years** (893 against 900)": (892.637, 900.100),
        "Its lead is -253 at P10, -163 at P50 and -70 at P90": (-252.902, -162.751, -70.299),
    },
    "do-nothing-or-refactor": {
        "237 if all freed time becomes money, 99 at half, and -38 at none": (236.580, 99.169, -38.242),
        "-39 at P10, 56 at P50 and 160 at P90": (-38.823, 55.757, 160.070),
    },
}


@pytest.mark.parametrize(("name", "phrase"), [(name, phrase) for name, phrases in SAID.items() for phrase in phrases])
def test_the_prose_of_a_page_says_what_the_engine_says(name: str, phrase: str) -> None:
    assert phrase in authored(name).document.body.text
    for value in SAID[name][phrase]:
        found = next(abs(figure) for figure in _figures_of(name) if abs(abs(figure) - abs(value)) < 0.001)
        assert money(found) in phrase


def _figures_of(name: str) -> list[float]:
    found = worked_out(name)[1].figures
    figures = [option.measures.npv for option in found.options.values()]
    figures += [lead.measures.npv for lead in found.leads.values()]
    figures += [getattr(lead, at) for lead in found.simulation.leads.values() for at in ("p10", "p50", "p90")]
    figures += [npv for row in found.horizons for npv in row.npvs.values()]
    return figures + [lead for view in (found.capacity.views if found.capacity else ()) for lead in view.leads.values()]


WHAT_IFS = {
    ("quick-fix-or-platform", "With the Danish market gone, the platform is behind by 27"): {"new-market": "0"},
    ("quick-fix-or-platform", "With the redesign gone, it is ahead by 8"): {"redesign-chance": "0%"},
    ("quick-fix-or-platform", "With both gone, it is behind by 136"): {"new-market": "0", "redesign-chance": "0%"},
    ("build-or-buy", "With none of it counted, buying is still ahead by 56"): {"lost-per-month": "0"},
    ("build-or-buy", "building would still be behind by 106"): {"build-months": "0"},
    ("build-or-buy", "buying would still be ahead by 108"): {"exit-chance": "100%"},
}


@pytest.mark.parametrize(("name", "phrase"), list(WHAT_IFS))
def test_a_what_if_in_the_prose_is_what_the_engine_says(name: str, phrase: str) -> None:
    entry = authored(name)
    assert phrase in entry.document.body.text
    front = changed(entry.front, WHAT_IFS[name, phrase]).front
    at = Situation(front, likely(front), front.horizon_years)
    found = next(lead(at, id_) for id_ in front.options if id_ != front.baseline)
    assert phrase.rsplit(maxsplit=1)[-1] == money(abs(found))
    assert ("behind" in phrase or "buying" in phrase) == (found < 0)


def test_building_wins_from_year_seven_when_no_month_costs_anything() -> None:
    entry = authored("build-or-buy")
    assert "building wins from a horizon of seven years" in entry.document.body.text
    front = changed(entry.front, {"lost-per-month": "0"}).front
    assert wins_from_year(horizons(front), "build", "buy") == 7


def test_the_company_says_how_far_ahead_it_plans_where_a_comparison_does_not() -> None:
    front = a_comparison({"paid": an_input("money", 5)}, {"one": {"upfront": "paid"}, "two": {}})
    assert planned(front, 3).planning_horizon_years == 3
    assert planned(front, None).planning_horizon_years is None
    assert planned(front.model_copy(update={"planning_horizon_years": 6}), 3).planning_horizon_years == 6


@pytest.mark.parametrize("name", list(SAID))
def test_a_comparison_is_labelled_illustrative_and_names_its_playbooks(name: str) -> None:
    entry = authored(name)
    assert entry.front.illustrative
    assert entry.document.body.text.lstrip().startswith("*Illustrative: Larkfield")
    assert {reference.to for reference in references_of(entry)} <= {("playbook",), ("source",)}
    assert references_of(entry)
