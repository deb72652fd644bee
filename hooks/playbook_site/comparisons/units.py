"""Units of inputs, and what a field that names an input expects of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple, TypeAlias

from pydantic import BaseModel

from playbook_site.content.strict_yaml import KeyPath

Unit = Literal["money", "money/year", "money/month", "%", "%/year", "points/year", "months", "people", "times/year"]
"""`money` is in the comparison's currency and scale, such as kEUR."""

PERCENT_UNITS = frozenset({"%", "%/year", "points/year"})
"""Units whose values are written 10% and kept as 0.10."""

MAX_MONTHS = 120.0


@dataclass(frozen=True)
class Measured:
    """Marks a field that names an input: what the input is there, its unit, its least and most value.

    `most` is None where nothing but sense limits it.
    """

    what: str
    unit: Unit
    least: float
    most: float | None


MONEY = Measured("an amount of money", "money", 0.0, None)
MONEY_A_YEAR = Measured("an amount a year", "money/year", 0.0, None)
MONEY_A_MONTH = Measured("an amount a month", "money/month", 0.0, None)
SHARE = Measured("a share", "%", 0.0, 1.0)
CHANCE = Measured("a chance", "%", 0.0, 1.0)
HAZARD = Measured("a yearly hazard", "%/year", 0.0, 1.0)
YEARLY_CHANCE = Measured("a yearly chance", "%/year", 0.0, 1.0)
GROWTH = Measured("a yearly growth", "%/year", -0.9, 1.0)
RATE = Measured("a yearly rate", "%/year", 0.0, 1.0)
INFLATION = Measured("a yearly inflation", "%/year", -0.1, 0.5)
POINTS = Measured("points added each year", "points/year", -1.0, 1.0)
MONTHS = Measured("a number of months", "months", 0.0, MAX_MONTHS)
PEOPLE = Measured("a number of people", "people", 0.0, None)
TIMES = Measured("a number a year", "times/year", 0.0, None)


class Use(NamedTuple):
    """A place in the front matter where an input is named."""

    field: KeyPath
    input: str
    measured: Measured


Bounds: TypeAlias = tuple[float, float | None]


def uses(part: object, field: KeyPath = ()) -> Iterator[Use]:
    """Every place below `part` that names an input, in the order of the model."""
    if isinstance(part, BaseModel):
        for name, about in type(part).model_fields.items():
            marker = next((mark for mark in about.metadata if isinstance(mark, Measured)), None)
            value = getattr(part, name)
            yield from _named(value, marker, (*field, name)) if marker else uses(value, (*field, name))
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from uses(value, (*field, key))
    elif isinstance(part, tuple):
        for index, value in enumerate(part):
            yield from uses(value, (*field, index))


def _named(value: object, marker: Measured, field: KeyPath) -> Iterator[Use]:
    if isinstance(value, str):
        yield Use(field, value, marker)
    elif isinstance(value, tuple):
        for index, name in enumerate(value):
            yield Use((*field, index), name, marker)


def inputs_of(part: object) -> frozenset[str]:
    """The inputs that `part` names."""
    return frozenset(use.input for use in uses(part))


def frame_inputs(front: BaseModel) -> frozenset[str]:
    """The inputs that a comparison names outside its options: rate, inflation, survival."""
    return frozenset(use.input for use in uses(front) if use.field[0] != "options")


def bounds(part: object) -> Mapping[str, Bounds]:
    """The least and most value that each input may have, by everything that uses it."""
    found: dict[str, Bounds] = {}
    for use in uses(part):
        least, most = found.get(use.input, (use.measured.least, use.measured.most))
        tops = [top for top in (most, use.measured.most) if top is not None]
        found[use.input] = (max(least, use.measured.least), min(tops, default=None))
    return found
