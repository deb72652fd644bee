"""What authors may write in an ROI comparison.

Every number stands once, among the `inputs`, with its unit and source; options name inputs.
Years and shapes stand in the options themselves. There are no formulas to write.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from playbook_site.comparisons.units import (
    CHANCE,
    GROWTH,
    HAZARD,
    INFLATION,
    MONEY,
    MONEY_A_MONTH,
    MONEY_A_YEAR,
    MONTHS,
    PEOPLE,
    PERCENT_UNITS,
    POINTS,
    RATE,
    SHARE,
    TIMES,
    YEARLY_CHANCE,
    Unit,
)
from playbook_site.content.entries import Entry, Reference, references
from playbook_site.content.fields import Authored, Date, Flag, Id, Kept, Text

SECTIONS = ("How we read the question", "What a wise leader reads from this")
"""The sections that every comparison's body has; others may stand between them."""

MAX_YEARS = 10

LARGEST = 1e9

BenefitKind = Literal["revenue", "cash-saving", "avoided-loss", "freed-capacity"]
Role = Literal["do-nothing", "theirs", "ours"]
Timing = Literal["end-of-year", "mid-year"]
Prices = Literal["nominal", "real"]
View = Literal["net", "cost", "against-baseline"]
Shape = Literal["steady", "window", "deadline"]

Year = Annotated[int, Field(ge=1, le=MAX_YEARS)]


class Input(Authored):
    """One number that the comparison rests on, with what it could be and where it comes from."""

    label: Text = Field(max_length=60, description="What it is, in a few words.", examples=["Platform, upfront"])
    unit: Unit = Field(description="Its unit; money is in the comparison's currency and scale.", examples=["money/year"])
    likely: float = Field(description="The most likely value. Percentages are written 10%.", examples=[240])
    low: float | None = Field(default=None, description="A value that would surprise you from below.", examples=[190])
    high: float | None = Field(default=None, description="A value that would surprise you from above.", examples=[270])
    source: Text = Field(description='Where it comes from (then `date` too), or "estimate by <role>".', examples=["estimate by the tech lead"])
    date: Date | None = Field(default=None, description="The day of the source.", examples=["2026-01-06"])
    note: Text | None = Field(default=None, description="What a reader should know about it.", examples=["Counted from tickets"])

    @field_validator("likely", "low", "high", mode="before")
    @classmethod
    def _in_its_unit(cls, value: object, info: ValidationInfo) -> object:
        unit = info.data.get("unit")
        return value if value is None or unit is None else _figure(value, is_percent=unit in PERCENT_UNITS)

    @property
    def is_range(self) -> bool:
        """Whether a low and a high value are given."""
        return self.low is not None and self.high is not None


def _figure(value: object, *, is_percent: bool) -> float:
    """The number that an author wrote, with % exactly where the unit is a percentage."""
    written = re.fullmatch(r"(-?\d+(?:\.\d+)?) ?%", value) if isinstance(value, str) else None
    if is_percent:
        if not written:
            raise PydanticCustomError("percent", "must be a percentage such as 10%")
        return float(written[1]) / 100
    if written:
        message = "has a % sign, and its unit is not a percentage; remove the sign or change the unit"
        raise PydanticCustomError("unit", message)
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > LARGEST:
        raise PydanticCustomError("number", "must be a number such as 120, at most a billion")
    return float(value)


class RunningCost(Authored):
    """A cost of every year: run_t = run_1 x (1 + growth)^(t - 1), the first step in year 2."""

    cost: Annotated[Id, MONEY_A_YEAR] = Field(description="The input with the cost of year 1.", examples=["platform-running"])
    growth: Annotated[Id | None, GROWTH] = Field(default=None, description="The input by which it grows each year.", examples=["platform-growth"])
    starts: Literal["at-once", "when-live"] = Field(default="at-once", description="at-once: from today; when-live: from the live month.", examples=["at-once"])


class OneOff(Authored):
    """A cost of one year; year 0 is the day of the decision."""

    cost: Annotated[Id, MONEY] = Field(description="The input with the cost.", examples=["finish-the-build"])
    year: int = Field(ge=0, le=MAX_YEARS, description="The year in which it is paid; 0 is today.", examples=[1])


class RedesignOnce(Authored):
    """One chance of a redesign in one year."""

    cost: Annotated[Id, MONEY] = Field(description="The input with its cost.", examples=["redesign-cost"])
    probability: Annotated[Id, CHANCE] = Field(description="The input with its chance.", examples=["redesign-chance"])
    year: Year = Field(description="The year in which it falls due.", examples=[4])
    resets_running: Flag = Field(default=False, description="true: running costs begin anew the year after.", examples=[False])


class RedesignHazard(Authored):
    """A redesign that may fall due in any year from `from_year`, once."""

    cost: Annotated[Id, MONEY] = Field(description="The input with its cost.", examples=["redesign-cost"])
    hazard: Annotated[Id, HAZARD] = Field(description="The input with the chance in a year, if it has not come before.", examples=["redesign-hazard"])
    from_year: Year = Field(description="The first year in which it may fall due.", examples=[2])
    resets_running: Flag = Field(default=False, description="true: running costs begin anew the year after.", examples=[True])


def _sort_of_redesign(value: Any) -> str:
    by_year = {"hazard", "from_year"}
    is_hazard = isinstance(value, RedesignHazard) or (isinstance(value, dict) and by_year & value.keys())
    return "hazard" if is_hazard else "once"


Redesign = Annotated[
    Annotated[RedesignOnce, Tag("once")] | Annotated[RedesignHazard, Tag("hazard")], Discriminator(_sort_of_redesign)
]


def _year_or_last(value: object) -> object:
    if value == "last" or (isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= MAX_YEARS):
        return value
    raise PydanticCustomError("exit_year", 'must be "last" or a year from 1 to 10')


class Exit(Authored):
    """The cost of leaving, with the chance that it is paid at all."""

    cost: Annotated[Id, MONEY] = Field(description="The input with its cost.", examples=["exit-cost"])
    probability: Annotated[Id | None, CHANCE] = Field(default=None, description="The input with its chance; left out: certain.", examples=["exit-chance"])
    year: Annotated[int | Literal["last"], BeforeValidator(_year_or_last)] = Field(default="last", description="A year, or last: the last year of whichever horizon is looked at.", examples=["last"])


class Benefit(Authored):
    """What an option brings each year, from the month it is live."""

    kind: BenefitKind = Field(description="revenue, cash-saving, avoided-loss or freed-capacity.", examples=["revenue"])
    amount: Annotated[Id, MONEY_A_YEAR] = Field(description="The input with the amount of a full year.", examples=["reseller-orders"])
    growth: Annotated[Id | None, GROWTH] = Field(default=None, description="The input by which it grows each year.", examples=["order-growth"])
    from_year: Year = Field(default=1, description="The first year that brings it.", examples=[3])
    until_year: Year | None = Field(default=None, description="The last year that brings it; left out: no end.", examples=[5])
    probability: Annotated[Id | None, CHANCE] = Field(default=None, description="The input with the chance that it comes at all.", examples=["market-opens"])
    cashable: Annotated[Id | None, SHARE] = Field(default=None, description="Only for freed-capacity: the input with the share that becomes cash; left out: none.", examples=["cashable"])


class Delay(Authored):
    """What being late costs. The end of the horizon never moves."""

    shape: Shape = Field(default="steady", description="steady; window: benefits end in `month`; deadline: nothing comes if live after `month`.", examples=["steady"])
    month: Annotated[Id | None, MONTHS] = Field(default=None, description="The input with the month in which the window closes, or of the deadline.", examples=["window-closes"])
    lost_per_month: Annotated[Id | None, MONEY_A_MONTH] = Field(default=None, description="The input with the loss for each month until live, where no benefit of the option shows it.", examples=["lost-each-month"])


class Drag(Authored):
    """Capacity lost to bad conditions: people x loaded cost x min(start + (t - 1) x per_year, cap)."""

    start: Annotated[Id, SHARE] = Field(description="The input with the share lost in year 1.", examples=["drag-now"])
    per_year: Annotated[Id | None, POINTS] = Field(default=None, description="The input with the points added each year.", examples=["drag-growth"])
    cap: Annotated[Id | None, SHARE] = Field(default=None, description="The input with the most it can reach.", examples=["drag-cap"])
    people: Annotated[Id, PEOPLE] = Field(description="The input with the number of people.", examples=["engineers"])
    loaded_cost: Annotated[Id, MONEY_A_YEAR] = Field(description="The input with the yearly cost of one.", examples=["loaded-cost"])
    cashable: Annotated[Id | None, SHARE] = Field(default=None, description="The input with the share of freed capacity that becomes cash; left out: none.", examples=["cashable"])


class Incidents(Authored):
    """Incidents a year: number x (1 + growth)^(t - 1) x cost of each."""

    per_year: Annotated[Id, TIMES] = Field(description="The input with their number in year 1.", examples=["incidents-now"])
    growth: Annotated[Id | None, GROWTH] = Field(default=None, description="The input by which they grow each year.", examples=["incident-growth"])
    cost_each: Annotated[Id, MONEY] = Field(description="The input with the cost of one.", examples=["incident-cost"])


class Loss(Authored):
    """A loss that may come in any year, again and again; it counts at its expected value."""

    cost: Annotated[Id, MONEY] = Field(description="The input with the loss.", examples=["outage-cost"])
    probability: Annotated[Id, YEARLY_CHANCE] = Field(description="The input with its chance in a year.", examples=["outage-now"])


class Option(Authored):
    """One course of action. Until its live month it has the drag, incidents and losses of the baseline."""

    label: Text = Field(max_length=40, description="Its name.", examples=["Robust platform"])
    says: Text | None = Field(default=None, description="What would be done, in one sentence its backer would sign.", examples=["An order service."])
    role: Role = Field(description="do-nothing, theirs (at its best) or ours.", examples=["ours"])
    upfront: Annotated[Id | None, MONEY] = Field(default=None, description="The input with what is paid today.", examples=["platform-upfront"])
    live_month: Annotated[Id | None, MONTHS] = Field(default=None, description="The input with the months until it is live; left out: at once.", examples=["platform-late"])
    running: tuple[RunningCost, ...] = Field(default=(), description="Costs of every year.", examples=[[]])
    one_off: tuple[OneOff, ...] = Field(default=(), description="Costs of single years.", examples=[[]])
    redesign: Redesign | None = Field(default=None, description="One chance in one year, or a yearly hazard.", examples=[{}])
    exit: Exit | None = Field(default=None, description="The cost of leaving or migrating.", examples=[{}])
    benefits: tuple[Benefit, ...] = Field(default=(), description="What it brings.", examples=[[]])
    delay: Delay = Field(default=Delay(), description="What being late costs.", examples=[{}])
    drag: Drag | None = Field(default=None, description="Capacity lost under this option.", examples=[{}])
    incidents: Incidents | None = Field(default=None, description="Incidents under this option.", examples=[{}])
    losses: tuple[Loss, ...] = Field(default=(), description="Losses with a yearly chance.", examples=[[]])


class Survival(Authored):
    """The chance that the product is still alive at the end of each year."""

    yearly: Annotated[Id | None, SHARE] = Field(default=None, description="The input with the chance to live through any one year.", examples=["yearly-survival"])
    by_year: Annotated[tuple[Id, ...], SHARE] = Field(default=(), description="Inputs with the chance at the end of year 1, 2 and so on; later years stay at the last.", examples=[["alive-1", "alive-2"]])


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

    title: Text = Field(max_length=90, description="The question, in the reader's words.", examples=["Quick fix or robust platform?"])
    name: Text = Field(max_length=28, description="A short name.", examples=["Quick fix or platform"])
    promise: Text = Field(max_length=140, description="What the reader takes away.", examples=["See in which month the answer changes."])
    situations: tuple[Text, ...] = Field(min_length=1, description="What people say or type when they need it.", examples=[["patch it or build it properly"]])
    also_known_as: tuple[Text, ...] = Field(default=(), description="Method words that people type.", examples=[["make or buy"]])
    illustrative: Flag = Field(default=True, description="false: the numbers are a real case of this company.", examples=[True])
    currency: Text = Field(max_length=12, description="Currency and scale of all money.", examples=["kEUR"])
    horizon_years: Year = Field(description="Years that are looked at.", examples=[5])
    planning_horizon_years: Year | None = Field(default=None, description="Years ahead that the company plans.", examples=[5])
    rate: Annotated[Id, RATE] = Field(description="The input with the discount rate that finance uses.", examples=["rate"])
    rate_is: Prices = Field(default="nominal", description="nominal: with inflation in it; real: without.", examples=["nominal"])
    prices: Prices = Field(default="nominal", description="nominal: amounts as they will be paid; real: in today's money.", examples=["nominal"])
    inflation: Annotated[Id | None, INFLATION] = Field(default=None, description="The input with inflation; needed when prices and rate differ in kind.", examples=["inflation"])
    timing: Timing = Field(default="end-of-year", description="When the money of a year is counted: end-of-year or mid-year.", examples=["end-of-year"])
    view: View = Field(default="net", description="net; cost: options have costs only; against-baseline: benefits are what the baseline loses.", examples=["net"])
    baseline: Id = Field(description="The option that the others are compared with.", examples=["quick-fix"])
    no_do_nothing_because: Text | None = Field(default=None, description="Why doing nothing is not among the options.", examples=["The contract ends in June."])
    unbearable: Unbearable | None = Field(default=None, description="A loss that somebody named as unbearable.", examples=[{}])
    simulation: Trials = Field(default=Trials(), description="Number of trials and seed.", examples=[{}])
    inputs: Mapping[Id, Input] = Field(min_length=1, max_length=60, description="Inputs by id; the simulation draws them in this order.", examples=[{}])
    survival: Survival | None = Field(default=None, description="The chance that the product lives; left out: 100%.", examples=[{}])
    options: Mapping[Id, Option] = Field(min_length=2, max_length=4, description="Two to four options by id.", examples=[{}])
    playbooks: tuple[Id, ...] = Field(default=(), description="Playbooks that put it to use.", examples=[["compare-short-and-long"]])
    sources: tuple[Id, ...] = Field(default=(), description="Works it cites; ids of sources.", examples=[["brealey-myers"]])


def references_of(entry: Entry[ComparisonFront]) -> tuple[Reference, ...]:
    """Playbooks and sources. Inputs and options are the checks' work."""
    return (
        *references("playbooks", "playbook", entry.front.playbooks, "comparison"),
        *references("sources", "source", entry.front.sources, "source"),
    )
