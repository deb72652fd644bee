"""The comparison to start from: two options, every number 0."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from playbook_site.company.model import Company
from playbook_site.comparisons.inputs import Input
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.options import Option
from playbook_site.comparisons.units import Unit
from playbook_site.library import Library

BLANK = "new"
"""Its id, unless a comparison of that name is written."""

BLANK_SOURCE = "playbooks/comparisons/new.md"

TITLE = "Compare two options of your own"
USUAL_RATE = 0.10
YEARS = 5
REDESIGN_YEAR = 3

_PARTS: Mapping[str, tuple[str, Unit]] = {
    "upfront": ("upfront", "money"),
    "months": ("time until it is live", "months"),
    "benefit": ("what it brings", "money/year"),
    "benefit-growth": ("growth of what it brings", "%/year"),
    "running": ("running cost", "money/year"),
    "running-growth": ("growth of running cost", "%/year"),
    "redesign": ("cost of a redesign", "money"),
    "redesign-chance": ("chance of a redesign in year 3", "%"),
}
"""What each option is asked: the end of the input's id, its words and its unit."""

_OPTIONS = {"a": ("Option A", "theirs"), "b": ("Option B", "ours")}


def comparisons(library: Library) -> Mapping[str, ComparisonFront]:
    """Every comparison with a page and a spreadsheet: those that are written, and the blank one."""
    return {BLANK: blank(library.company)} | {id_: entry.front for id_, entry in library.comparisons.items()}


def blank(company: Company) -> ComparisonFront:
    """Two options with the usual parts, in the company's currency and at its rate."""
    rate = company.discount_rate
    return ComparisonFront.model_construct(
        title=TITLE,
        name="Your own numbers",
        promise="Type what you know about two options. Every figure follows, and nothing leaves your device.",
        situations=("compare two options of our own", "calculate our own case"),
        also_known_as=("ROI calculator", "NPV calculator", "payback calculator", "empty comparison"),
        illustrative=False,
        currency=company.currency,
        horizon_years=YEARS,
        planning_horizon_years=company.planning_horizon_years,
        baseline="a",
        rate="rate",
        inputs={
            "rate": _input("Discount rate", "%/year", USUAL_RATE if rate is None else rate),
            **{
                f"{id_}-{part}": _input(f"{label}, {words}", unit, 0.0)
                for id_, (label, _) in _OPTIONS.items()
                for part, (words, unit) in _PARTS.items()
            },
        },
        options={id_: _option(id_, label, role) for id_, (label, role) in _OPTIONS.items()},
        playbooks=(),
        sources=(),
        owner="",
        reviewed=date.min,
    )


def _input(label: str, unit: Unit, value: float) -> Input:
    return Input.model_construct(label=label, unit=unit, likely=value, source="estimate by you")


def _option(id_: str, label: str, role: str) -> Option:
    def named(part: str) -> str:
        return f"{id_}-{part}"

    return Option.model_validate(
        {
            "label": label,
            "role": role,
            "upfront": named("upfront"),
            "live_month": named("months"),
            "running": [{"cost": named("running"), "growth": named("running-growth")}],
            "redesign": {
                "cost": named("redesign"),
                "probability": named("redesign-chance"),
                "year": REDESIGN_YEAR,
            },
            "benefits": [{"kind": "revenue", "amount": named("benefit"), "growth": named("benefit-growth")}],
        }
    )
