"""What authors may write in an ROI comparison.

Every number stands once, among the `inputs`, with its unit and source; options name inputs.
Years and shapes stand in the options themselves. There are no formulas to write.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from playbook_site.comparisons.cashflow import Timing
from playbook_site.comparisons.inputs import LARGEST, Input
from playbook_site.comparisons.options import Option, Year
from playbook_site.comparisons.units import INFLATION, RATE, SHARE
from playbook_site.content.entries import Entry, Reference, references
from playbook_site.content.fields import Authored, Flag, Id, Kept, Text

SECTIONS = ("How we read the question", "What a wise leader reads from this")
"""The sections that every comparison's body has; others may stand between them."""

Prices = Literal["nominal", "real"]
View = Literal["net", "cost", "against-baseline"]


class Survival(Authored):
    """The chance that the product is still alive at the end of each year."""

    yearly: Annotated[Id | None, SHARE] = Field(
        default=None,
        description="The input with the chance to live through any one year.",
        examples=["yearly-survival"],
    )
    by_year: Annotated[tuple[Id, ...], SHARE] = Field(
        default=(),
        description="Inputs with the chance at the end of year 1, 2 and so on; later years stay at the last.",
        examples=[["alive-1", "alive-2"]],
    )


class Unbearable(Authored):
    """A loss that somebody said the company could not bear."""

    loss: float = Field(gt=0, le=LARGEST, description="The loss, a positive number.", examples=[150])
    said_by: Text = Field(description="The role that named it.", examples=["the finance partner"])


class Trials(Authored):
    """How the simulation is run."""

    trials: int = Field(default=10_000, ge=100, le=10_000, description="How many trials.", examples=[10_000])
    seed: int = Field(default=2024, ge=0, le=2**32 - 1, description="Where the generator begins.", examples=[2024])


class ComparisonFront(Kept):
    """The front matter of an ROI comparison."""

    title: Text = Field(
        max_length=90, description="The question, in the reader's words.", examples=["Quick fix or robust platform?"]
    )
    name: Text = Field(max_length=28, description="A short name.", examples=["Quick fix or platform"])
    promise: Text = Field(
        max_length=140, description="What the reader takes away.", examples=["See in which month the answer changes."]
    )
    situations: tuple[Text, ...] = Field(
        min_length=1,
        description="What people say or type when they need it.",
        examples=[["patch it or build it properly"]],
    )
    also_known_as: tuple[Text, ...] = Field(
        default=(), description="Method words that people type.", examples=[["make or buy"]]
    )
    illustrative: Flag = Field(
        default=True, description="false: the numbers are a real case of this company.", examples=[True]
    )
    currency: Text = Field(max_length=12, description="Currency and scale of all money.", examples=["kEUR"])
    horizon_years: Year = Field(description="Years that are looked at.", examples=[5])
    planning_horizon_years: Year | None = Field(
        default=None, description="Years ahead that the company plans; left out: as in company.yml.", examples=[5]
    )
    rate: Annotated[Id, RATE] = Field(
        description="The input with the discount rate that finance uses.", examples=["rate"]
    )
    rate_is: Prices = Field(
        default="nominal", description="nominal: with inflation in it; real: without.", examples=["nominal"]
    )
    prices: Prices = Field(
        default="nominal",
        description="nominal: amounts as they will be paid; real: in today's money.",
        examples=["nominal"],
    )
    inflation: Annotated[Id | None, INFLATION] = Field(
        default=None,
        description="The input with inflation; needed when prices and rate differ in kind.",
        examples=["inflation"],
    )
    timing: Timing = Field(
        default="end-of-year",
        description="When the money of a year is counted: end-of-year or mid-year.",
        examples=["end-of-year"],
    )
    view: View = Field(
        default="net",
        description="net; cost: options have costs only; against-baseline: benefits are what the baseline loses.",
        examples=["net"],
    )
    baseline: Id = Field(description="The option that the others are compared with.", examples=["quick-fix"])
    no_do_nothing_because: Text | None = Field(
        default=None, description="Why doing nothing is not among the options.", examples=["The contract ends in June."]
    )
    unbearable: Unbearable | None = Field(
        default=None, description="A loss that somebody named as unbearable.", examples=[{}]
    )
    simulation: Trials = Field(default=Trials(), description="Number of trials and seed.", examples=[{}])
    inputs: Mapping[Id, Input] = Field(
        min_length=1,
        max_length=150,
        description="Inputs by id; the simulation draws them in this order.",
        examples=[{}],
    )
    survival: Survival | None = Field(
        default=None, description="The chance that the product lives; left out: 100%.", examples=[{}]
    )
    options: Mapping[Id, Option] = Field(
        min_length=2, max_length=4, description="Two to four options by id.", examples=[{}]
    )
    playbooks: tuple[Id, ...] = Field(
        default=(), description="Playbooks that put it to use.", examples=[["compare-short-and-long"]]
    )
    sources: tuple[Id, ...] = Field(
        default=(), description="Works it cites; ids of sources.", examples=[["brealey-myers"]]
    )


def planned(front: ComparisonFront, company_years: int | None) -> ComparisonFront:
    """The comparison with the company's planning horizon, where it names none of its own."""
    if front.planning_horizon_years is not None or company_years is None:
        return front
    return front.model_copy(update={"planning_horizon_years": company_years})


def references_of(entry: Entry[ComparisonFront]) -> tuple[Reference, ...]:
    """Playbooks and sources. Inputs and options are the checks' work."""
    return (
        *references("playbooks", "playbook", entry.front.playbooks, "comparison"),
        *references("sources", "source", entry.front.sources, "source"),
    )
