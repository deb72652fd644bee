"""What authors may write, said from the models themselves: fields, what they take, examples."""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, RootModel
from pydantic.fields import FieldInfo

from playbook_site.contribute.yaml_flow import block, flow, read


@dataclass(frozen=True, kw_only=True)
class FieldWords:
    """One field: what it is, what it takes, what happens without it, and an example."""

    name: str
    means: str
    is_required: bool
    takes: str
    without: str
    parts: tuple[type[BaseModel], ...]
    info: FieldInfo

    @cached_property
    def example(self) -> str:
        """One as YAML, put together when somebody asks for it."""
        return block(self.name, example_of(self.info))


@cache
def fields_of(model: type[BaseModel]) -> tuple[FieldWords, ...]:
    """The fields of a model: its own first, then those that every page has."""
    own = set(model.__annotations__)
    found = [(name, field) for name, field in model.model_fields.items() if name in own]
    shared = [(name, field) for name, field in model.model_fields.items() if name not in own]
    return tuple(_field(name, field) for name, field in (*found, *shared))


def _field(name: str, field: FieldInfo) -> FieldWords:
    return FieldWords(
        name=field.alias or name,
        means=field.description or "",
        is_required=field.is_required(),
        takes=takes(field.annotation, tuple(field.metadata)),
        without=_without(field),
        parts=tuple(models_in(field.annotation)),
        info=field,
    )


def example_of(field: FieldInfo) -> Any:
    """A field's own example, or one made from what is required inside it."""
    given = field.examples[0] if field.examples else None
    if given not in ({}, [], [{}], None):
        return read(given) if isinstance(given, str) else given
    return _made(field.annotation, tuple(field.metadata))


def _made(annotation: Any, metadata: tuple[Any, ...] = ()) -> Any:
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _made(inner[0], (*inner[1:], *metadata))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return _made_of(annotation)
    if origin in {Union, types.UnionType}:
        return _made(inner[0])
    if origin is tuple:
        return [_made(inner[0])]
    if isinstance(origin, type) and issubclass(origin, Mapping):
        ids = ("some-id", "another-id")[: _bound(metadata, "min_length") or 1]
        return {id_: _made(inner[1]) for id_ in ids}
    return "some words" if annotation is str else None


def _made_of(model: type[BaseModel]) -> dict[str, Any]:
    required = {name: field for name, field in model.model_fields.items() if field.is_required()}
    chosen = required or dict([next(iter(model.model_fields.items()))])
    return {field.alias or name: example_of(field) for name, field in chosen.items()}


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The models that stand inside a field, each once."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    seen: set[type[BaseModel]] = set()
    for part in get_args(annotation):
        for model in models_in(part):
            if model not in seen:
                seen.add(model)
                yield model


def entry_of(model: type[BaseModel]) -> type[BaseModel]:
    """What stands behind each id, for a file that holds many entries; else the model itself."""
    if issubclass(model, RootModel):
        return next(models_in(model.model_fields["root"].annotation))
    return model


def parts_of(model: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """The models inside a model, however deep, in the order they are first named."""
    found: list[type[BaseModel]] = []
    waiting = [model]
    while waiting:
        for field in waiting.pop(0).model_fields.values():
            for part in models_in(field.annotation):
                if part not in found:
                    found.append(part)
                    waiting.append(part)
    return tuple(found)


def _without(field: FieldInfo) -> str:
    if field.is_required():
        return ""
    default = field.get_default(call_default_factory=True, validated_data={})
    if default is None or default in ((), {}) or isinstance(default, BaseModel):
        return "nothing"
    return flow(default)


def takes(annotation: Any, metadata: tuple[Any, ...] = ()) -> str:  # noqa: PLR0911 - one line for each sort of value
    """What a value may be, in words."""
    origin, inner = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return takes(inner[0], (*_flat(inner[1:]), *metadata))
    if measured := next((mark.what for mark in metadata if hasattr(mark, "what")), ""):
        return f"the id of an input: {measured}"
    if origin is Literal:
        return f"one of {', '.join(flow(word) for word in inner)}"
    if origin in {Union, types.UnionType}:
        return _either(inner, metadata)
    if origin is tuple:
        return f"a list{_size(metadata)}, each {takes(inner[0])}"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return f"ids{_size(metadata)}, each with {takes(inner[1])}"
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"the keys of {title_of(annotation)}"
    return _scalar(annotation, metadata)


def _flat(metadata: tuple[Any, ...]) -> Iterator[Any]:
    """Marks, those inside a Field included."""
    for mark in metadata:
        yield from mark.metadata if isinstance(mark, FieldInfo) else (mark,)


def _either(options: tuple[Any, ...], metadata: tuple[Any, ...]) -> str:
    words = list(dict.fromkeys(takes(option, metadata) for option in options if option is not type(None)))
    return " or ".join(words)


def _scalar(annotation: Any, metadata: tuple[Any, ...]) -> str:  # noqa: PLR0911 - one line for each sort of value
    pattern = next((mark.pattern for mark in metadata if getattr(mark, "pattern", None)), "") or ""
    if annotation is bool:
        return "true or false"
    if annotation is date:
        return "a date, such as 2026-11-20"
    if annotation is float:
        is_percent = any(getattr(getattr(mark, "func", None), "__name__", "") == "_percent" for mark in metadata)
        return "a percentage, such as 10%" if is_percent else "a number"
    if annotation is int:
        return f"a whole number{_range(metadata)}"
    if "month" in pattern:
        return "a span, such as 12 months"
    if "https" in pattern:
        return "an address that begins with https://"
    return "an id" if pattern else f"plain text{_longest(metadata)}"


def _bound(metadata: tuple[Any, ...], *names: str) -> Any:
    """The last bound of that name: the nearest to the field wins."""
    found = [getattr(mark, name) for mark in metadata for name in names if getattr(mark, name, None) is not None]
    return found[-1] if found else None


def _range(metadata: tuple[Any, ...]) -> str:
    least, most = _bound(metadata, "ge", "gt"), _bound(metadata, "le", "lt")
    if least is not None and most is not None:
        return f" from {least} to {most:,}"
    return f", at least {least}" if least is not None else ""


def _longest(metadata: tuple[Any, ...]) -> str:
    most = _bound(metadata, "max_length")
    return f", at most {most} characters" if most else ""


def _size(metadata: tuple[Any, ...]) -> str:
    least, most = _bound(metadata, "min_length"), _bound(metadata, "max_length")
    if least and most:
        return f", {least} to {most}"
    return f", at least {least}" if least else ""


def title_of(model: type[BaseModel]) -> str:
    """A model's name as words: `RunningCost` is "Running cost"."""
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in model.__name__).strip()
    return words[:1].upper() + words[1:]
