"""What is sound of a faulty front matter, so that the rest of its faults can be found too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar, get_origin

from pydantic import BaseModel, RootModel, ValidationError, create_model
from pydantic.fields import FieldInfo

from playbook_site.content.documents import Document

M = TypeVar("M", bound=BaseModel)

_ROUNDS = 3
"""First single entries of mappings are left out, then what is too small without them, then whole fields."""


def salvage(model: type[M], document: Document) -> M:
    """`model` with what is sound of a front matter; what is not is empty. For checks, never for pages."""
    written = document.front.value if isinstance(document.front.value, dict) else {}
    if issubclass(model, RootModel):
        kept = {key: value for key, value in written.items() if _holds(model, {key: value})}
        return model.model_validate(kept)
    fields = {field.alias or name: (name, field) for name, field in model.model_fields.items()}
    data = {key: value for key, value in written.items() if key in fields}
    sound: Mapping[str, Any] = {}
    for _ in range(_ROUNDS):
        draft = create_model("Draft", __config__=model.model_config, **_optional(fields, data))
        try:
            sound = dict(draft.model_validate(data))
            break
        except ValidationError as error:
            for fault in error.errors():
                _leave_out(data, fault["loc"])
    return model.model_construct(**{name: sound.get(name, _empty(field)) for name, field in fields.values()})


def _optional(fields: Mapping[str, tuple[str, FieldInfo]], data: Mapping[str, Any]) -> dict[str, Any]:
    return {name: (field.annotation, field) for key, (name, field) in fields.items() if key in data}


def _leave_out(data: dict[str, Any], loc: tuple[int | str, ...]) -> None:
    key = str(loc[0])
    value = data.get(key)
    inner = {step for step in loc[1:] if isinstance(value, dict) and step in value}
    if isinstance(value, dict) and inner:
        data[key] = {name: found for name, found in value.items() if name not in inner}
    else:
        data.pop(key, None)


def _holds(model: type[BaseModel], value: object) -> bool:
    try:
        model.model_validate(value)
    except ValidationError:
        return False
    return True


def _empty(field: FieldInfo) -> Any:
    """Nothing, in the shape of a field."""
    if not field.is_required():
        return field.get_default(call_default_factory=True)
    shape = get_origin(field.annotation)
    return () if shape is tuple else {} if isinstance(shape, type) and issubclass(shape, Mapping) else ""
