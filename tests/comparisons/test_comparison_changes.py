"""Values that somebody types in place of likely ones."""

from __future__ import annotations

import pytest
from comparison_builders import authored

from playbook_site.comparisons import flows
from playbook_site.comparisons.changes import Unreadable, changed, read_value
from playbook_site.comparisons.inputs import Input
from playbook_site.comparisons.timeline import Situation
from playbook_site.comparisons.units import Unit


def an_input(unit: Unit) -> Input:
    return Input(label="x", unit=unit, likely="10%" if "%" in unit else 10, source="estimate by us")  # type: ignore[arg-type] # as authors write it


@pytest.mark.parametrize(
    ("unit", "text", "value"),
    [
        ("money", "130", 130.0),
        ("money", " 1200.50 ", 1200.5),
        ("money", "1,5", 1.5),
        ("money", ",5", 0.5),
        ("money", "+7", 7.0),
        ("%/year", "12%", 0.12),
        ("%/year", "12,5 %", 0.125),
        ("%/year", "0.12", 0.12),
        ("%", "1", 1.0),
    ],
)
def test_numbers_are_read_with_point_or_comma(unit: Unit, text: str, value: float) -> None:
    assert read_value(an_input(unit), (0.0, None), text) == pytest.approx(value)


@pytest.mark.parametrize(
    ("unit", "text", "reason"),
    [
        ("money", "", "is empty; type a number"),
        ("money", "many", '"many" is not a number'),
        ("money", "NaN", '"NaN" is not a number'),
        ("money", "1e3", '"1e3" is not a number'),
        ("money", "1,200", '"1,200" could be read in two ways; write thousands without a comma: 1200'),
        ("money", "-5", "must be at least 0 kEUR"),
        ("money", "5000000000", "must be at most 1,000,000,000 kEUR"),
        ("money", "12%", "is not a percentage; remove the % sign"),
        ("%", "12", "is a percentage; write 12% or 0.12"),
        ("%", "120%", "must be at most 100%"),
    ],
)
def test_what_cannot_stand_is_refused_in_plain_words(unit: Unit, text: str, reason: str) -> None:
    limits = (0.0, 1.0) if unit == "%" else (0.0, None)
    with pytest.raises(Unreadable) as error:
        read_value(an_input(unit), limits, text, "kEUR")
    assert str(error.value) == reason


def test_a_changed_value_moves_the_answer_and_leaves_the_rest() -> None:
    front = authored("build-or-buy").front
    result = changed(front, {"licence": "130", "rate": "12%"})
    assert result.faults == ()
    lead = flows.lead(Situation(result.front, flows.likely(result.front), 5), "build")
    assert lead == pytest.approx(9.4475, abs=0.001)
    assert front.inputs["licence"].likely == 95


def test_a_value_inside_its_range_keeps_the_range_and_one_outside_is_taken_as_certain() -> None:
    front = authored("build-or-buy").front
    inside, outside = (changed(front, {"licence": text}).front.inputs["licence"] for text in ("100", "130"))
    assert (inside.low, inside.likely, inside.high) == (90, 100, 120)
    assert (outside.low, outside.likely, outside.high) == (None, 130, None)


def test_all_that_cannot_be_changed_is_said_at_once() -> None:
    result = changed(authored("build-or-buy").front, {"licnce": "130", "exit-chance": "x", "buy-setup": "70"})
    assert result.faults == (
        'no input is called "licnce"; did you mean "licence"?',
        'exit-chance: "x" is not a number',
    )
    assert result.front.inputs["buy-setup"].likely == 70
