"""Front matter as a model, or pydantic's errors in the author's words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from playbook_site.content.documents import Document, field_name
from playbook_site.content.problems import Problem, did_you_mean, either, nearest, not_an_id
from playbook_site.content.strict_yaml import KeyPath

M = TypeVar("M", bound=BaseModel)

MAX_FAULTS = 100
"""So many faults of one front matter are said; the next run says the next."""


def validate(model: type[M], document: Document) -> tuple[M | None, list[Problem]]:
    """The document's front matter as `model`, or every reason why it is not one.

    What the reader of YAML found is not said again: what could not be read, and values it spoilt.
    """
    if not document.front.is_whole:
        return None, []
    try:
        return model.model_validate(document.front.value), []
    except ValidationError as error:
        return None, list(_in_words(error.errors()[:MAX_FAULTS], document, model))


def _in_words(errors: list[ErrorDetails], document: Document, model: type[BaseModel]) -> Iterator[Problem]:
    meant = set(_meant(errors, document, model))
    for error in errors:
        path = _written_path(error["loc"], document.front.value, keep_last=error["type"] == "missing")
        if (error["type"] == "missing" and path in meant) or _is_spoilt(path, document) or _is_echo(error):
            continue
        if error["type"] == "extra_forbidden":
            known = _fields_at(model, path[:-1])
            message = "unknown key" + (
                did_you_mean(str(path[-1]), known) or (f"; known here: {', '.join(known)}" if known else "; remove it")
            )
            yield document.problem("unknown-key", message, *path, key=True)
        elif error["type"] == "missing":
            line, column = (
                document.front.place(path[:-1]) if path[:-1] else (2 if document.path.endswith(".md") else 1, 1)
            )
            parent = field_name(path)
            yield Problem(
                path=document.path,
                line=line,
                column=column,
                field=parent,
                kind="missing-field",
                message="is missing; " + _how(model, path),
            )
        elif path and path[-1] == "[key]":
            message = f'"{path[-2]}" {not_an_id(str(path[-2]))}'
            yield document.problem("bad-id", message, *path[:-1], key=True)
        else:
            kind, message = _wrong_value(error)
            tail = f"; {_how(model, path)}" if path and message == _EMPTY_TEXT else ""
            yield document.problem(kind, message + tail, *path)


def _is_echo(error: ErrorDetails) -> bool:
    """Whether a list is called too short only because what stands in it is wrong, which is said already."""
    found = error["input"]
    return error["type"] == "too_short" and isinstance(found, list) and len(found) >= error["ctx"]["min_length"]


def _is_spoilt(path: KeyPath, document: Document) -> bool:
    return any(path[:end] in document.front.spoilt for end in range(1, len(path) + 1))


def _meant(errors: list[ErrorDetails], document: Document, model: type[BaseModel]) -> Iterator[KeyPath]:
    """What unknown keys were probably meant to be: the same key need not be called missing too."""
    for error in errors:
        if error["type"] == "extra_forbidden":
            *above, key = _written_path(error["loc"], document.front.value)
            if match := nearest(str(key), _fields_at(model, tuple(above))):
                yield (*above, match)


def _written_path(loc: tuple[int | str, ...], data: Any, *, keep_last: bool = False) -> KeyPath:
    """Pydantic's location without the tags of unions: only steps that exist, and a missing key at the end."""
    path: list[int | str] = []
    here: Any = data
    for at, step in enumerate(loc):
        is_last = at == len(loc) - 1
        if isinstance(here, dict) and step in here:  # noqa: SIM114 - a key is not an index
            here = here[step]
        elif isinstance(here, list) and isinstance(step, int) and step < len(here):
            here = here[step]
        elif not (is_last and (keep_last or step == "[key]")):
            continue
        path.append(step)
    return tuple(path)


def _fields_at(model: type[BaseModel], path: KeyPath) -> list[str]:
    """The keys that `model` knows at `path`, through lists, mappings and unions."""
    known = _models_at(model, path)
    return [field.alias or name for found in known for name, field in found.model_fields.items()]


def _models_at(model: type[BaseModel], path: KeyPath) -> list[type[BaseModel]]:
    models = [model]
    for step in path:
        following: list[type[BaseModel]] = []
        for current in models:
            if isinstance(step, str) and step in current.model_fields:
                following += list(_models_in(current.model_fields[step].annotation))
        models = following or models
    return models


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _models_in(part)


def _how(model: type[BaseModel], path: KeyPath) -> str:
    for found in _models_at(model, path[:-1]):
        if field := found.model_fields.get(str(path[-1])):
            example = field.examples[0] if field.examples else None
            if isinstance(example, list) and example and all(isinstance(part, str) for part in example):
                example = f"[{', '.join(example)}]"
            shown = f", for example {path[-1]}: {example}" if isinstance(example, str | int | float) else ""
            return f"write {path[-1]}{shown}"
    return f"write {path[-1]}"


_EXPECTED = {
    "string_type": "text",
    "tuple_type": "a list, such as [one, two]",
    "dict_type": "keys and values",
    "mapping_type": "keys and values",
    "model_type": "keys and values",
    "model_attributes_type": "keys and values",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
}


_EMPTY_TEXT = "expected text, found nothing"


def _found(value: object) -> str:  # noqa: PLR0911 - one line for each sort of value
    match value:
        case None:
            return "nothing"
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{value[:40]}…"' if len(value) > 41 else f'"{value}"'  # noqa: PLR2004 - a quotation that fits a line
        case int() | float():
            return f"the number {value}"
        case list() | tuple():
            return "a list"
        case dict():
            return "keys and values"
        case _:
            return str(value)


def _wrong_value(error: ErrorDetails) -> tuple[str, str]:
    """The kind of a wrong value, and what is wrong with it."""
    kind, context, found = error["type"], error.get("ctx", {}), error["input"]
    if kind in _EXPECTED:
        return "wrong-type", _wrong_type(kind, found)
    if kind in _SIZE:
        return _wrong_size(kind, context, found)
    if kind == "string_pattern_mismatch":
        return _wrong_pattern(str(context["pattern"]), found)
    if kind in {"literal_error", "enum"}:
        words = re.findall(r"'([^']+)'", str(context["expected"]))
        return "bad-value", f"expected {either(words)}, found {_found(found)}" + did_you_mean(str(found), words)
    if kind in _BOUNDS:
        bound, word = _BOUNDS[kind]
        return "bad-value", f"must be {word} {context[bound]}, found {_found(found)}"
    message = error["msg"] + (f", found {_found(found)}" if kind in {"iso_date", "percent"} else "")
    return ("markup" if kind == "markup" else "bad-value"), message


def _wrong_type(kind: str, found: object) -> str:
    if kind == "string_type" and isinstance(found, dict):
        return 'expected text, found keys and values; put a text that holds ": " in double quotes'
    tail = ""
    if _EXPECTED[kind] == "keys and values" and isinstance(found, list):
        tail = "; write an id of your own in place of each hyphen, such as rate-checked: Finance checked the rate"
    return f"expected {_EXPECTED[kind]}, found {_found(found)}{tail}"


_BOUNDS = {
    "greater_than": ("gt", "more than"),
    "greater_than_equal": ("ge", "at least"),
    "less_than": ("lt", "less than"),
    "less_than_equal": ("le", "at most"),
}

_SIZE = {"string_too_short", "string_too_long", "too_short", "too_long"}


def _wrong_size(kind: str, context: Mapping[str, Any], found: object) -> tuple[str, str]:
    least, most = context.get("min_length"), context.get("max_length")
    if kind == "string_too_short" or (kind == "too_short" and least == 1):
        return "empty-value", "is empty; fill it in or remove the key"
    if kind == "string_too_long":
        return "too-long", f"{len(str(found))} characters; at most {most}"
    if kind == "too_short":
        return "too-few", f"has {_count(found)}; at least {least} are needed"
    return "too-many", f"has {_count(found)}; at most {most} are allowed"


def _count(found: object) -> str:
    return str(len(found)) if isinstance(found, list | dict) else "another number"


def _wrong_pattern(pattern: str, found: object) -> tuple[str, str]:
    for fragment, expected in (
        ("month", "a span such as 12 months"),
        ("https", "an address that begins with https://"),
    ):
        if fragment in pattern:
            return "bad-value", f"expected {expected}, found {_found(found)}"
    return "bad-id", f"{_found(found)} {not_an_id(str(found))}"
