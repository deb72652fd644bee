"""Each fault that an author can make, by its smallest cause, with its exact words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from comparison_builders import authored, entry_of, faults_of, generated

from playbook_site.comparisons.checks import problems
from playbook_site.content.entries import Entry
from playbook_site.content.strict_yaml import Loaded

SOUND = """\
---
title: Patch or platform?
name: Patch or platform
promise: The year in which the answer changes.
situations: [patch it or build it]
currency: kEUR
horizon_years: 5
rate: rate
baseline: patch
inputs:
  rate: {label: Rate, unit: "%/year", likely: 10%, source: Finance, date: 2026-01-06}
  margin: {label: Margin, unit: money/year, likely: 240, low: 190, high: 270, source: estimate by sales}
  patch-cost: {label: Patch, unit: money, likely: 120, source: estimate by the tech lead}
  platform-cost: {label: Platform, unit: money, likely: 420, low: 380, high: 650, source: estimate by the tech lead}
  months: {label: Months, unit: months, likely: 6, source: estimate by the tech lead}
  redo: {label: Redesign, unit: money, likely: 320, source: estimate by the tech lead}
  redo-chance: {label: Chance, unit: "%", likely: 50%, source: estimate by the tech lead}
options:
  patch:
    label: Patch
    role: theirs
    upfront: patch-cost
    redesign: {cost: redo, probability: redo-chance, year: 4}
    benefits:
      - {kind: revenue, amount: margin}
  platform:
    label: Platform
    role: ours
    upfront: platform-cost
    live_month: months
    benefits:
      - {kind: revenue, amount: margin}
owner: finance-partnering
reviewed: 2026-11-20
---
## How we read the question

Plainly.

## What a wise leader reads from this

Nothing yet.
"""


def faults_with(*changes: tuple[str, str]) -> list[str]:
    text = SOUND
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    return faults_of(text)


def an_extra(option: str) -> tuple[str, str]:
    return ("    live_month: months\n", f"    live_month: months\n    {option}\n")


def test_a_sound_comparison_has_no_faults() -> None:
    assert faults_of(SOUND) == []


@pytest.mark.parametrize("name", ["quick-fix-or-platform", "build-or-buy", "do-nothing-or-refactor"])
def test_the_comparisons_of_the_library_are_sound(name: str) -> None:
    assert [str(problem) for problem in problems(authored(name))] == []


@pytest.mark.parametrize("seed", range(30))
def test_generated_comparisons_are_sound(seed: int) -> None:
    assert [str(problem) for problem in problems(entry_of(generated(seed)))] == []


def test_ten_in_place_of_ten_percent_is_reported_at_its_line() -> None:
    assert faults_with(("likely: 10%", "likely: 10")) == [
        "11:47: inputs.rate.likely: must be a percentage such as 10%, found the number 10"
    ]


def test_a_fraction_in_place_of_a_percentage_is_reported() -> None:
    assert faults_with(("likely: 50%", "likely: 0.5")) == [
        "17:51: inputs.redo-chance.likely: must be a percentage such as 10%, found the number 0.5"
    ]


def test_a_percent_sign_on_an_amount_is_reported() -> None:
    message = "has a % sign, and its unit is not a percentage; remove the sign or change the unit"
    assert faults_with(("likely: 120", "likely: 120%")) == [f"13:51: inputs.patch-cost.likely: {message}"]


@pytest.mark.parametrize("written", ["twelve", "true", "2000000000", '"120"'])
def test_what_is_not_a_number_is_reported(written: str) -> None:
    message = "must be a number such as 120, at most a billion"
    assert faults_with(("likely: 120", f"likely: {written}")) == [f"13:51: inputs.patch-cost.likely: {message}"]


def test_a_unit_that_does_not_exist_is_reported_alone() -> None:
    units = '"money", "money/year", "money/month", "%", "%/year", "points/year", "months", "people" or "times/year"'
    assert faults_with(("unit: months", "unit: month")) == [
        f'15:33: inputs.months.unit: expected {units}, found "month"; did you mean "months"?'
    ]


def test_low_above_high_is_reported_at_low() -> None:
    assert faults_with(("low: 190, high: 270", "low: 290, high: 270")) == [
        "12:63: inputs.margin.low: 290 kEUR a year is above high, 270 kEUR a year"
    ]


def test_a_likely_value_outside_its_range_is_reported() -> None:
    message = "inputs.margin.likely: 240 kEUR a year lies outside low to high, 250 kEUR a year to 270 kEUR a year"
    assert faults_with(("low: 190", "low: 250")) == [f"12:53: {message}"]


def test_a_percentage_outside_its_range_is_reported_as_it_was_written() -> None:
    assert faults_with(("likely: 10%", "likely: 10%, low: 11%, high: 14%")) == [
        "11:47: inputs.rate.likely: 10% lies outside low to high, 11% to 14%"
    ]


@pytest.mark.parametrize(("written", "there", "missing"), [("low: 190", "low", "high"), ("high: 270", "high", "low")])
def test_half_a_range_is_reported(written: str, there: str, missing: str) -> None:
    column = 63 if there == "low" else 64
    assert faults_with(("low: 190, high: 270", written)) == [
        f"12:{column}: inputs.margin.{there}: has no {missing} beside it; a range needs both"
    ]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (("year: 4", "year: 6"), "23:60: options.patch.redesign.year"),
        (an_extra("one_off: [{cost: redo, year: 6}]"), "31:34: options.platform.one_off[0].year"),
        (an_extra("exit: {cost: redo, year: 6}"), "31:30: options.platform.exit.year"),
        (
            ("revenue, amount: margin", "revenue, amount: margin, from_year: 6"),
            "25:52: options.patch.benefits[0].from_year",
        ),
        (
            ("revenue, amount: margin", "revenue, amount: margin, until_year: 6"),
            "25:53: options.patch.benefits[0].until_year",
        ),
    ],
)
def test_a_year_outside_the_horizon_is_reported(change: tuple[str, str], found: str) -> None:
    assert faults_with(change) == [f"{found}: year 6 lies outside the horizon of 5 years"]


def test_a_hazard_that_begins_outside_the_horizon_is_reported() -> None:
    change = ("probability: redo-chance, year: 4", "hazard: redo-chance, from_year: 6, resets_running: true")
    assert faults_with(change, ('unit: "%", likely: 50%', 'unit: "%/year", likely: 20%')) == [
        "23:60: options.patch.redesign.from_year: year 6 lies outside the horizon of 5 years"
    ]


def test_a_year_beyond_ten_is_reported_whatever_the_horizon() -> None:
    assert faults_with(("horizon_years: 5", "horizon_years: 12")) == [
        "7:16: horizon_years: must be at most 10, found the number 12"
    ]


def test_an_exit_in_no_year_is_reported() -> None:
    assert faults_with(an_extra("exit: {cost: redo, year: end}")) == [
        '31:30: options.platform.exit.year: must be "last" or a year from 1 to 10'
    ]


def test_a_benefit_that_ends_before_it_begins_is_reported() -> None:
    change = ("revenue, amount: margin", "revenue, amount: margin, from_year: 3, until_year: 2")
    assert faults_with(change) == ["25:67: options.patch.benefits[0].until_year: year 2 is before from_year, 3"]


def test_an_unknown_input_is_reported_with_the_nearest_one() -> None:
    assert faults_with(("upfront: patch-cost", "upfront: patch-costs")) == [
        "13:3: inputs.patch-cost: nothing uses this input; use it or remove it",
        '22:14: options.patch.upfront: no input has the id "patch-costs"; did you mean "patch-cost"?',
    ]


def test_an_unknown_rate_is_reported() -> None:
    assert faults_with(("rate: rate", "rate: discount")) == [
        '8:7: rate: no input has the id "discount"',
        "11:3: inputs.rate: nothing uses this input; use it or remove it",
    ]


def test_an_input_nobody_uses_is_reported_at_its_key() -> None:
    assert faults_with(("    live_month: months\n", "")) == [
        "15:3: inputs.months: nothing uses this input; use it or remove it"
    ]


def test_an_input_in_another_unit_than_its_place_needs_is_reported() -> None:
    assert faults_with(
        ("upfront: patch-cost", "upfront: margin"), ("live_month: months", "live_month: patch-cost")
    ) == [
        "15:3: inputs.months: nothing uses this input; use it or remove it",
        '22:14: options.patch.upfront: "margin" is in money/year; an amount of money is needed here, in money',
        '30:17: options.platform.live_month: "patch-cost" is in money; a number of months is needed here, in months',
    ]


def test_one_input_as_a_chance_and_as_a_share_is_reported() -> None:
    change = ("- {kind: revenue, amount: margin}", "- {kind: freed-capacity, amount: margin, cashable: redo-chance}")
    message = '"redo-chance" is a chance and a share at once, and these are drawn differently; make two inputs'
    assert faults_with(change) == [f"25:58: options.patch.benefits[0].cashable: {message}"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (("likely: 50%", "likely: 150%"), "17:51: inputs.redo-chance.likely: 150% is above 100%, the most it can be"),
        (
            ("likely: 120", "likely: -120"),
            "13:51: inputs.patch-cost.likely: -120 kEUR is below 0 kEUR, the least it can be",
        ),
        (
            ("likely: 6,", "likely: 130,"),
            "15:49: inputs.months.likely: 130 months is above 120 months, the most it can be",
        ),
    ],
)
def test_a_value_that_cannot_be_is_reported(change: tuple[str, str], found: str) -> None:
    assert faults_with(change) == [found]


def test_a_source_without_a_date_is_reported() -> None:
    message = 'a source needs its date; add date: 2026-11-20, or write "estimate by <role>"'
    assert faults_with((", date: 2026-01-06", "")) == [f"11:60: inputs.rate.source: {message}"]


def test_an_estimate_by_nobody_is_reported() -> None:
    message = 'a source needs its date; add date: 2026-11-20, or write "estimate by <role>"'
    assert faults_with(("source: estimate by sales", "source: estimate by")) == [
        f"12:87: inputs.margin.source: {message}"
    ]


def test_a_comparison_without_a_baseline_is_reported() -> None:
    assert faults_with(("baseline: patch\n", "")) == [
        "2:1: baseline: is missing; write baseline, for example baseline: quick-fix"
    ]


def test_a_baseline_that_is_no_option_is_reported() -> None:
    assert faults_with(("baseline: patch", "baseline: platforms")) == [
        '9:11: baseline: no option has the id "platforms"; did you mean "platform"?'
    ]
    assert faults_with(("baseline: patch", "baseline: nothing")) == [
        '9:11: baseline: no option has the id "nothing"; name one of patch, platform'
    ]


def test_a_single_option_is_reported() -> None:
    start = SOUND.index("  platform:\n")
    text = SOUND[:start] + SOUND[SOUND.index("owner:") :]
    assert faults_of(text) == ["19:3: options: has 1; at least 2 are needed"]


def test_options_of_ours_alone_are_reported() -> None:
    assert faults_with(("role: theirs", "role: ours")) == [
        "18:1: options: all options are ours; add one with role: do-nothing, or theirs at its best"
    ]


def test_prices_and_rate_of_different_kinds_need_inflation() -> None:
    message = "prices are real and the rate is nominal; name the input with inflation, to convert the rate"
    assert faults_with(("rate: rate\n", "rate: rate\nrate_is: nominal\nprices: real\n")) == [
        f"9:10: rate_is: {message}"
    ]


def test_inflation_that_nothing_uses_is_reported() -> None:
    message = "prices and rate are both nominal, so nothing uses inflation; remove it"
    assert faults_with(("rate: rate\n", "rate: rate\ninflation: rate\n")) == [f"9:12: inflation: {message}"]


def test_a_survival_in_two_ways_or_none_is_reported() -> None:
    assert faults_with(("baseline: patch\n", "baseline: patch\nsurvival: {}\n")) == [
        "10:1: survival: needs either yearly or by_year"
    ]


def test_a_survival_beyond_the_horizon_is_reported() -> None:
    alive = (
        "  redo-chance:",
        '  alive: {label: Alive, unit: "%", likely: 90%, source: estimate by sales}\n  redo-chance:',
    )
    years = "survival: {by_year: [alive, alive, alive, alive, alive, alive]}"
    assert faults_with(("baseline: patch\n", f"baseline: patch\n{years}\n"), alive) == [
        "10:57: survival.by_year[5]: year 6 lies outside the horizon of 5 years"
    ]


@pytest.mark.parametrize(
    ("delay", "found"),
    [
        (
            "{month: months}",
            "31:20: options.platform.delay.month: a steady delay has no month; remove it, or choose window or deadline",
        ),
        (
            "{shape: window}",
            "31:20: options.platform.delay.shape: a window needs the month; write month, with an input in months",
        ),
        (
            "{shape: deadline}",
            "31:20: options.platform.delay.shape: a deadline needs the month; write month, with an input in months",
        ),
    ],
)
def test_a_delay_of_half_a_shape_is_reported(delay: str, found: str) -> None:
    assert faults_with(an_extra(f"delay: {delay}")) == [found]


def test_a_live_month_that_changes_nothing_is_reported() -> None:
    benefits = "    live_month: months\n    benefits:\n      - {kind: revenue, amount: margin}\n"
    message = "changes nothing: no benefit, no running cost from when-live, no loss a month and no burden depends on it"
    assert faults_with((benefits, "    live_month: months\n")) == [f"30:17: options.platform.live_month: {message}"]


def test_a_loss_a_month_without_a_live_month_is_reported() -> None:
    lost = "  lost: {label: Lost, unit: money/month, likely: 7, source: estimate by sales}\n  months:"
    changes = (
        ("  months:", lost),
        ("    upfront: patch-cost\n", "    upfront: patch-cost\n    delay: {lost_per_month: lost}\n"),
    )
    assert faults_with(*changes) == [
        "24:29: options.patch.delay.lost_per_month: changes nothing without live_month; write how many months it takes"
    ]


def test_a_cashable_share_of_what_is_cash_already_is_reported() -> None:
    share = '  share: {label: Share, unit: "%", likely: 50%, source: estimate by sales}\n  months:'
    changes = (("  months:", share), ("amount: margin}", "amount: margin, cashable: share}"))
    assert faults_with(*changes) == [
        "26:51: options.patch.benefits[0].cashable: only freed-capacity has a cashable share; a revenue is cash as it is"
    ]


def test_benefits_in_a_comparison_of_costs_are_reported() -> None:
    message = "the view is cost, which has no benefits; remove them, or write view: net"
    assert faults_with(("baseline: patch\n", "baseline: patch\nview: cost\n")) == [
        f"25:5: options.patch.benefits: {message}",
        f"32:5: options.platform.benefits: {message}",
    ]


def test_two_inputs_or_options_with_one_name_are_reported() -> None:
    assert faults_with(("{label: Platform,", "{label: Patch,"), ("    label: Platform\n", "    label: patch\n")) == [
        '14:26: inputs.platform-cost.label: says the same as "patch-cost"; a reader cannot tell them apart',
        '27:12: options.platform.label: says the same as "patch"; a reader cannot tell them apart',
    ]


def test_a_missing_section_is_reported() -> None:
    assert faults_with(("## What a wise leader reads from this", "## The end")) == [
        '36:1: the section "## What a wise leader reads from this" is missing'
    ]


def test_an_unknown_key_is_reported_with_the_nearest_one() -> None:
    assert faults_with(("upfront: patch-cost", "up_front: patch-cost")) == [
        '22:5: options.patch.up_front: unknown key; did you mean "upfront"?',
    ]


def test_a_redesign_that_is_neither_chance_nor_hazard_is_reported() -> None:
    assert faults_with((", year: 4", "")) == [
        "23:15: options.patch.redesign.year: is missing; write year, for example year: 4"
    ]


def test_all_faults_are_gathered_in_one_report() -> None:
    found = faults_with(
        ("low: 190, high: 270", "low: 290, high: 270"), ("year: 4", "year: 6"), ("    live_month: months\n", "")
    )
    assert [fault.split(": ")[1] for fault in found] == [
        "inputs.margin.low",
        "inputs.months",
        "options.patch.redesign.year",
    ]


def test_what_a_refused_part_leaves_behind_is_not_reported_a_second_time() -> None:
    document = entry_of(generated(1)).document
    written = {"inputs": {"rate": {}, "cost": {}}, "options": {"one": {}, "two": {}}}
    front = generated(1)
    option = front.options["option-0"].model_copy(update={"upfront": "cost"})
    holed = front.model_copy(update={"baseline": "two", "rate": "", "horizon_years": "", "options": {"one": option}})
    entry = Entry(id="x", front=holed, document=replace(document, front=Loaded(value=written)))
    assert [str(problem) for problem in problems(entry)] == []
