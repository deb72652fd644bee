"""The inputs of a comparison: one number each, with its unit, range and source."""

from __future__ import annotations

import re

from pydantic import Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from playbook_site.comparisons.units import PERCENT_UNITS, Unit
from playbook_site.content.fields import Authored, Date, Text

LARGEST = 1e9
"""Larger numbers are slips of the keyboard."""


class Input(Authored):
    """One number that the comparison rests on, with what it could be and where it comes from."""

    label: Text = Field(max_length=60, description="What it is, in a few words.", examples=["Platform, upfront"])
    unit: Unit = Field(
        description="Its unit; money is in the comparison's currency and scale.", examples=["money/year"]
    )
    likely: float = Field(description="The most likely value. Percentages are written 10%.", examples=[240])
    low: float | None = Field(default=None, description="A value that would surprise you from below.", examples=[190])
    high: float | None = Field(default=None, description="A value that would surprise you from above.", examples=[270])
    source: Text = Field(
        description='Where it comes from (then `date` too), or "estimate by <role>".',
        examples=["estimate by the tech lead"],
    )
    date: Date | None = Field(default=None, description="The day of the source.", examples=["2026-01-06"])
    note: Text | None = Field(
        default=None, description="What a reader should know about it.", examples=["Counted from tickets"]
    )

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
