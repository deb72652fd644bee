"""What fields of front matter are made of."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StringConstraints,
)
from pydantic_core import PydanticCustomError, PydanticKnownError

ID_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"

_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|\]\(|\*\*|`|^#")


LONGEST_TEXT = 600


class Authored(BaseModel):
    """A part of an authored file: frozen, and no key that is not known."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)


def _plain_text(text: str) -> str:
    if match := _MARKUP.search(text):
        raise PydanticCustomError("markup", "must be plain text; remove {found}", {"found": match.group()})
    if len(text) > LONGEST_TEXT:
        raise PydanticKnownError("string_too_long", {"max_length": LONGEST_TEXT})
    return re.sub(r"\s*\n\s*", " ", text)


def _iso_date(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("iso_date", "must be a date such as 2026-11-20")


def _percent(value: object) -> object:
    if isinstance(value, str) and (match := re.fullmatch(r"(-?\d+(?:\.\d+)?) ?%", value)):
        return float(match.group(1)) / 100
    raise PydanticCustomError("percent", "must be a percentage such as 10%")


Text = Annotated[str, StringConstraints(min_length=1), AfterValidator(_plain_text)]
"""Plain text to be read, in one line: no HTML, no Markdown. A `max_length` here would silently win over a field's own."""

Id = Annotated[str, StringConstraints(pattern=rf"^{ID_PATTERN}$", max_length=60)]
"""A name in kebab-case: lower-case letters, digits and single hyphens."""

Date = Annotated[date, BeforeValidator(_iso_date)]
"""A day, written 2026-11-20."""

Percent = Annotated[float, BeforeValidator(_percent)]
"""A share, written 10% and read as 0.10."""

Flag = StrictBool
"""true or false."""

Months = Annotated[str, StringConstraints(pattern=r"^[1-9][0-9]? months?$")]
"""A span such as 12 months."""


class Retirement(Authored):
    """Why something that was once published is no longer offered, and since when."""

    why: Text = Field(description="One sentence for whoever follows an old link.", examples=["Folded into Tripwires"])
    date: Date = Field(description="The day it was retired.", examples=["2026-11-20"])


Retired = Mapping[Id, Retirement]


class Kept(Authored):
    """What every page that somebody looks after has in common."""

    owner: Id = Field(description="The team or role that keeps the page right.", examples=["product-practice"])
    reviewed: Date = Field(
        description="The day someone last read it whole and found it right.", examples=["2026-11-20"]
    )
    review_every: Months = Field(
        default="12 months", description="How long until it is read again.", examples=["12 months"]
    )
    aliases: tuple[Id, ...] = Field(
        default=(), description="Ids that this page once had; their addresses lead here.", examples=[["roi-one-pager"]]
    )
    accepted_advice: Mapping[Id, Text] = Field(
        default_factory=dict,
        description="Editorial advice that you answer: its kind, and your reason.",
        examples=[{"long-sentence": "A quotation"}],
    )
