"""What an option is made of. Every number is the id of an input; years and shapes are written out."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag
from pydantic_core import PydanticCustomError

from playbook_site.comparisons.units import (
    CHANCE,
    GROWTH,
    HAZARD,
    MONEY,
    MONEY_A_MONTH,
    MONEY_A_YEAR,
    MONTHS,
    PEOPLE,
    POINTS,
    SHARE,
    TIMES,
    YEARLY_CHANCE,
)
from playbook_site.content.fields import Authored, Flag, Id, Text

MAX_YEARS = 10

BenefitKind = Literal["revenue", "cash-saving", "avoided-loss", "freed-capacity"]
Role = Literal["do-nothing", "theirs", "ours"]
Shape = Literal["steady", "window", "deadline"]

Year = Annotated[int, Field(ge=1, le=MAX_YEARS)]


class RunningCost(Authored):
    """A cost of every year: run_t = run_1 x (1 + growth)^(t - 1), the first step in year 2."""

    cost: Annotated[Id, MONEY_A_YEAR] = Field(
        description="The input with the cost of year 1.", examples=["platform-running"]
    )
    growth: Annotated[Id | None, GROWTH] = Field(
        default=None, description="The input by which it grows each year.", examples=["platform-growth"]
    )
    starts: Literal["at-once", "when-live"] = Field(
        default="at-once", description="at-once: from today; when-live: from the live month.", examples=["at-once"]
    )


class OneOff(Authored):
    """A cost of one year; year 0 is the day of the decision."""

    cost: Annotated[Id, MONEY] = Field(description="The input with the cost.", examples=["finish-the-build"])
    year: int = Field(ge=0, le=MAX_YEARS, description="The year in which it is paid; 0 is today.", examples=[1])


class RedesignOnce(Authored):
    """One chance of a redesign in one year."""

    cost: Annotated[Id, MONEY] = Field(description="The input with its cost.", examples=["redesign-cost"])
    probability: Annotated[Id, CHANCE] = Field(description="The input with its chance.", examples=["redesign-chance"])
    year: Year = Field(description="The year in which it falls due.", examples=[4])
    resets_running: Flag = Field(
        default=False, description="true: running costs begin anew the year after.", examples=[False]
    )


class RedesignHazard(Authored):
    """A redesign that may fall due in any year from `from_year`, once."""

    cost: Annotated[Id, MONEY] = Field(description="The input with its cost.", examples=["redesign-cost"])
    hazard: Annotated[Id, HAZARD] = Field(
        description="The input with the chance in a year, if it has not come before.", examples=["redesign-hazard"]
    )
    from_year: Year = Field(description="The first year in which it may fall due.", examples=[2])
    resets_running: Flag = Field(
        default=False, description="true: running costs begin anew the year after.", examples=[True]
    )


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
    probability: Annotated[Id | None, CHANCE] = Field(
        default=None, description="The input with its chance; left out: certain.", examples=["exit-chance"]
    )
    year: Annotated[int | Literal["last"], BeforeValidator(_year_or_last)] = Field(
        default="last",
        description="A year, or last: the last year of whichever horizon is looked at.",
        examples=["last"],
    )


class Benefit(Authored):
    """What an option brings each year, from the month it is live."""

    kind: BenefitKind = Field(description="revenue, cash-saving, avoided-loss or freed-capacity.", examples=["revenue"])
    amount: Annotated[Id, MONEY_A_YEAR] = Field(
        description="The input with the amount of a full year.", examples=["reseller-orders"]
    )
    growth: Annotated[Id | None, GROWTH] = Field(
        default=None, description="The input by which it grows each year.", examples=["order-growth"]
    )
    from_year: Year = Field(default=1, description="The first year that brings it.", examples=[3])
    until_year: Year | None = Field(
        default=None, description="The last year that brings it; left out: no end.", examples=[5]
    )
    probability: Annotated[Id | None, CHANCE] = Field(
        default=None, description="The input with the chance that it comes at all.", examples=["market-opens"]
    )
    cashable: Annotated[Id | None, SHARE] = Field(
        default=None,
        description="Only for freed-capacity: the input with the share that becomes cash; left out: none.",
        examples=["cashable"],
    )


class Delay(Authored):
    """What being late costs. The end of the horizon never moves."""

    shape: Shape = Field(
        default="steady",
        description="steady; window: benefits end in `month`; deadline: nothing comes if live after `month`.",
        examples=["steady"],
    )
    month: Annotated[Id | None, MONTHS] = Field(
        default=None,
        description="The input with the month in which the window closes, or of the deadline.",
        examples=["window-closes"],
    )
    lost_per_month: Annotated[Id | None, MONEY_A_MONTH] = Field(
        default=None,
        description="The input with the loss for each month until live, where no benefit of the option shows it.",
        examples=["lost-each-month"],
    )


class Drag(Authored):
    """Capacity lost to bad conditions: people x loaded cost x min(start + (t - 1) x per_year, cap)."""

    start: Annotated[Id, SHARE] = Field(description="The input with the share lost in year 1.", examples=["drag-now"])
    per_year: Annotated[Id | None, POINTS] = Field(
        default=None, description="The input with the points added each year.", examples=["drag-growth"]
    )
    cap: Annotated[Id | None, SHARE] = Field(
        default=None, description="The input with the most it can reach.", examples=["drag-cap"]
    )
    people: Annotated[Id, PEOPLE] = Field(description="The input with the number of people.", examples=["engineers"])
    loaded_cost: Annotated[Id, MONEY_A_YEAR] = Field(
        description="The input with the yearly cost of one.", examples=["loaded-cost"]
    )
    cashable: Annotated[Id | None, SHARE] = Field(
        default=None,
        description="The input with the share of freed capacity that becomes cash; left out: none.",
        examples=["cashable"],
    )


class Incidents(Authored):
    """Incidents a year: number x (1 + growth)^(t - 1) x cost of each."""

    per_year: Annotated[Id, TIMES] = Field(
        description="The input with their number in year 1.", examples=["incidents-now"]
    )
    growth: Annotated[Id | None, GROWTH] = Field(
        default=None, description="The input by which they grow each year.", examples=["incident-growth"]
    )
    cost_each: Annotated[Id, MONEY] = Field(description="The input with the cost of one.", examples=["incident-cost"])


class Loss(Authored):
    """A loss that may come in any year, again and again; it counts at its expected value."""

    cost: Annotated[Id, MONEY] = Field(description="The input with the loss.", examples=["outage-cost"])
    probability: Annotated[Id, YEARLY_CHANCE] = Field(
        description="The input with its chance in a year.", examples=["outage-now"]
    )


class Option(Authored):
    """One course of action. Until its live month it has the drag, incidents and losses of the baseline."""

    label: Text = Field(max_length=40, description="Its name.", examples=["Robust platform"])
    says: Text | None = Field(
        default=None,
        description="What would be done, in one sentence its backer would sign.",
        examples=["An order service."],
    )
    role: Role = Field(description="do-nothing, theirs (at its best) or ours.", examples=["ours"])
    upfront: Annotated[Id | None, MONEY] = Field(
        default=None, description="The input with what is paid today.", examples=["platform-upfront"]
    )
    live_month: Annotated[Id | None, MONTHS] = Field(
        default=None,
        description="The input with the months until it is live; left out: at once.",
        examples=["platform-late"],
    )
    running: tuple[RunningCost, ...] = Field(default=(), description="Costs of every year.", examples=[[]])
    one_off: tuple[OneOff, ...] = Field(default=(), description="Costs of single years.", examples=[[]])
    redesign: Redesign | None = Field(
        default=None, description="One chance in one year, or a yearly hazard.", examples=[{}]
    )
    exit: Exit | None = Field(default=None, description="The cost of leaving or migrating.", examples=[{}])
    benefits: tuple[Benefit, ...] = Field(default=(), description="What it brings.", examples=[[]])
    delay: Delay = Field(default=Delay(), description="What being late costs.", examples=[{}])
    drag: Drag | None = Field(default=None, description="Capacity lost under this option.", examples=[{}])
    incidents: Incidents | None = Field(default=None, description="Incidents under this option.", examples=[{}])
    losses: tuple[Loss, ...] = Field(default=(), description="Losses with a yearly chance.", examples=[[]])
