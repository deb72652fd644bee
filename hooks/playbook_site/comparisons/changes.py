"""Other values for inputs, as a person types them: `licence=130`, `rate=12%`, `rate=0.12`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from math import inf

from playbook_site.comparisons.inputs import LARGEST, Input
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.units import PERCENT_UNITS, Bounds, bounds
from playbook_site.comparisons.wording import measured
from playbook_site.content.problems import did_you_mean

_NUMBER = re.compile(r"(?P<number>[-+]?(?:\d+(?:[.,]\d*)?|[.,]\d+)) ?(?P<percent>%?)")
_THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(?:,\d{3})+")


class Unreadable(ValueError):
    """A typed value that cannot stand, with the reason in plain words."""


@dataclass(frozen=True)
class Changed:
    """A comparison with other likely values, and what could not be changed, in plain words."""

    front: ComparisonFront
    faults: tuple[str, ...]


def changed(front: ComparisonFront, settings: Mapping[str, str]) -> Changed:
    """Put typed values in place of likely ones. A value outside its range is taken as certain."""
    inputs, faults, limits = dict(front.inputs), [], bounds(front)
    for id_, text in settings.items():
        if id_ not in inputs:
            faults.append(f'no input is called "{id_}"' + did_you_mean(id_, inputs))
            continue
        try:
            value = read_value(inputs[id_], limits.get(id_, (-inf, None)), text, front.currency)
        except Unreadable as error:
            faults.append(f"{id_}: {error}")
        else:
            inputs[id_] = with_likely(inputs[id_], value)
    return Changed(front.model_copy(update={"inputs": inputs}), tuple(faults))


def with_likely(part: Input, value: float) -> Input:
    """The input with another likely value; its range is kept only if the value lies in it."""
    is_inside = part.low is not None and part.high is not None and part.low <= value <= part.high
    return part.model_copy(update={"likely": value} if is_inside else {"likely": value, "low": None, "high": None})


def read_value(part: Input, limits: Bounds, text: str, currency: str = "") -> float:
    """The value that somebody typed, with a point or a comma; raise Unreadable with the reason."""
    value = _number(text.strip(), is_percent=part.unit in PERCENT_UNITS)
    least, most = limits
    if value < least:
        message = f"must be at least {measured(least, part.unit, currency)}"
        raise Unreadable(message)
    if value > (LARGEST if most is None else most):
        message = f"must be at most {measured(LARGEST if most is None else most, part.unit, currency)}"
        raise Unreadable(message)
    return value


def _number(text: str, *, is_percent: bool) -> float:
    match = _NUMBER.fullmatch(text)
    if _THOUSANDS.fullmatch(text):
        message = f'"{text}" could be read in two ways; write thousands without a comma: {text.replace(",", "")}'
        raise Unreadable(message)
    if not match:
        message = f'"{text}" is not a number' if text else "is empty; type a number"
        raise Unreadable(message)
    value = float(match["number"].replace(",", "."))
    if is_percent and match["percent"]:
        return value / 100
    if is_percent and abs(value) > 1:
        message = f"is a percentage; write {text}% or {value / 100:.10g}"
        raise Unreadable(message)
    if match["percent"]:
        message = "is not a percentage; remove the % sign"
        raise Unreadable(message)
    return value
