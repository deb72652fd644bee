"""A comparison as the calculator on its page reads it: numbers and structure, and of the words only labels."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from playbook_site.comparisons.inputs import Input
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.options import Option
from playbook_site.comparisons.units import (
    CHANCE,
    HAZARD,
    INFLATION,
    RATE,
    Bounds,
    Measured,
    bounds,
    frame_inputs,
    inputs_of,
    uses,
)


def described(front: ComparisonFront) -> dict[str, Any]:
    """Plain data, typed as `RoiModel` in roi-lines.js; what is None is left out.

    Of each input it says how it is drawn (`sort`) and between which values it may lie, of each
    option which inputs it names, so that the script need not know which field takes what.
    """
    marks: dict[str, set[Measured]] = {}
    for use in uses(front):
        marks.setdefault(use.input, set()).add(use.measured)
    limits = bounds(front)
    described = {
        "currency": front.currency,
        "years": front.horizon_years,
        "plan": front.planning_horizon_years,
        "rate": front.rate,
        "inflation": front.inflation,
        "convert": front.prices if front.inflation and front.prices != front.rate_is else None,
        "prices": front.prices,
        "timing": front.timing,
        "view": front.view,
        "baseline": front.baseline,
        "because": front.no_do_nothing_because,
        "unbearable": front.unbearable.model_dump() if front.unbearable else None,
        "trials": front.simulation.trials,
        "seed": front.simulation.seed,
        "survival": front.survival.model_dump(mode="json", exclude_none=True) if front.survival else None,
        "inputs": [_input(id_, part, marks[id_], limits[id_]) for id_, part in front.inputs.items() if id_ in marks],
        "options": [_option(id_, option) for id_, option in front.options.items()],
        "frame": sorted(frame_inputs(front)),
    }
    return {key: value for key, value in described.items() if value is not None}


def text_of(front: ComparisonFront) -> str:
    """The description as one line of JSON."""
    return json.dumps(described(front), ensure_ascii=False, separators=(",", ":"))


def _input(id_: str, part: Input, marks: Iterable[Measured], limits: Bounds) -> dict[str, Any]:
    found = part.model_dump(mode="json", exclude_none=True, include={"label", "unit", "likely", "low", "high"})
    return {"id": id_, **found, "sort": _sort(frozenset(marks)), "least": limits[0], "most": limits[1]}


def _sort(marks: frozenset[Measured]) -> str:
    """How the simulation treats an input: not at all, as an event, as a yearly hazard, or by its range."""
    if marks & {RATE, INFLATION}:
        return "fixed"
    return "chance" if CHANCE in marks else "hazard" if HAZARD in marks else ""


def _option(id_: str, option: Option) -> dict[str, Any]:
    chances = dict.fromkeys(use.input for use in uses(option) if use.measured is CHANCE)
    found = option.model_dump(mode="json", exclude_none=True, exclude={"says"})
    return {"id": id_, **found, "uses": sorted(inputs_of(option)), "chances": list(chances)}
