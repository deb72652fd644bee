"""Fields are described by the models that check them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, TypeAdapter
from pydantic.fields import FieldInfo

from playbook_site.content.strict_yaml import load
from playbook_site.contribute.authored import KINDS
from playbook_site.contribute.described import (
    FieldWords,
    entry_of,
    example_of,
    fields_of,
    models_in,
    parts_of,
    title_of,
)
from playbook_site.contribute.yaml_flow import block, flow, read
from playbook_site.kinds import FILES, FOLDERS, PLAYBOOK


def _models() -> dict[str, type[BaseModel]]:
    found = [entry_of(kind.model) for kind in KINDS]
    return {model.__name__: model for start in found for model in (start, *parts_of(start))}


def _fields() -> Iterator[tuple[str, FieldInfo]]:
    for name, model in _models().items():
        for field, info in model.model_fields.items():
            yield f"{name}.{field}", info


FIELDS = dict(_fields())


def test_every_kind_that_is_read_is_described() -> None:
    read_kinds = {PLAYBOOK.model, *(kind.model for kind in FOLDERS.values()), *FILES.values()}
    assert {kind.model for kind in KINDS} == read_kinds


def test_every_field_has_a_description_and_an_example() -> None:
    assert [name for name, field in FIELDS.items() if not (field.description and field.examples)] == []


def test_a_description_is_a_sentence() -> None:
    lacking = [name for name, field in FIELDS.items() if not str(field.description).strip().endswith((".", "?"))]
    assert lacking == []


@pytest.mark.parametrize("name", FIELDS)
def test_the_example_that_is_shown_is_one_that_the_field_takes(name: str) -> None:
    field = FIELDS[name]
    kind: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    TypeAdapter(kind).validate_python(example_of(field))


@pytest.mark.parametrize("name", _models())
def test_an_example_reads_back_from_its_yaml(name: str) -> None:
    model = _models()[name]
    for words, (field_name, field) in zip(_in_order(model), _own_first(model), strict=True):
        loaded = load(words.example)
        assert loaded.faults == ()
        assert loaded.value == {field.alias or field_name: example_of(field)}


def _in_order(model: type[BaseModel]) -> tuple[FieldWords, ...]:
    return fields_of(model)


def _own_first(model: type[BaseModel]) -> list[tuple[str, FieldInfo]]:
    return sorted(model.model_fields.items(), key=lambda found: found[0] not in model.__annotations__)


def _words(kind: str, name: str) -> FieldWords:
    model = next(entry_of(found.model) for found in KINDS if found.id == kind)
    return next(field for field in fields_of(model) if field.name == name)


@pytest.mark.parametrize(
    ("kind", "name", "takes", "without"),
    [
        ("playbook", "name", "plain text, at most 28 characters", ""),
        ("playbook", "situations", "a list, at least 1, each plain text", ""),
        ("playbook", "checklist", "ids, 1 to 5, each with the keys of Item or an id", ""),
        ("playbook", "review_every", "a span, such as 12 months", "12 months"),
        ("playbook", "private", "true or false", "false"),
        ("playbook", "effort_note", "plain text, at most 60 characters", "nothing"),
        ("checklist", "kind", "one of list, gate, red-line", "list"),
        ("tree", "longest_path", "a whole number from 1 to 12", ""),
        ("source", "link", "an address that begins with https://", "nothing"),
        ("company", "discount_rate", "a percentage, such as 10%", "nothing"),
        ("company", "planning_horizon_years", "a whole number from 1 to 10", "nothing"),
        ("comparison", "rate", "the id of an input: a yearly rate", ""),
    ],
)
def test_what_a_field_takes_is_said_in_words(kind: str, name: str, takes: str, without: str) -> None:
    field = _words(kind, name)
    assert (field.takes, field.without, field.is_required) == (takes, without, not without)


def test_fields_that_every_page_has_come_last() -> None:
    names = [field.name for field in fields_of(KINDS[0].model)]
    assert names[0] == "title"
    assert names[-5:] == ["owner", "reviewed", "review_every", "aliases", "accepted_advice"]


def test_a_length_that_a_field_states_is_enforced() -> None:
    """A limit of the type would silently win over the field's own."""
    with pytest.raises(ValueError, match="at most 28 characters"):
        KINDS[0].model.model_validate({"name": "A name of more than 28 characters"})


def test_parts_are_found_however_deep() -> None:
    tree = next(kind.model for kind in KINDS if kind.id == "tree")
    assert {title_of(part) for part in parts_of(tree)} == {
        "Retirement",
        "Question",
        "Outcome",
        "Answer",
        "Risks",
        "Change",
    }
    assert [part.__name__ for part in models_in(tree.model_fields["questions"].annotation)] == ["Question"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("plain words", "plain words"),
        ("with: a colon", '"with: a colon"'),
        ("no", '"no"'),
        ("2007", '"2007"'),
        ("", '""'),
        (True, "true"),
        (None, "null"),
        (0.1, "0.1"),
        (["a", "b, c"], '[a, "b, c"]'),
        ({"red-line": "no"}, '{red-line: "no"}'),
    ],
)
def test_a_value_is_written_as_a_person_would_and_reads_back(value: object, written: str) -> None:
    assert flow(value) == written
    assert read(flow(value)) == value


def test_what_is_nested_stands_below() -> None:
    assert block("a", {"b": {"c": [1, 2]}, "d": {}}) == "a:\n  b:\n    c: [1, 2]\n  d: {}"
