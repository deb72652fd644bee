"""Values as one line of YAML, as a person would write it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from playbook_site.content.strict_yaml import load


def flow(value: Any) -> str:
    """A value in flow style; texts in quotes only where they need them."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Mapping():
            return "{" + ", ".join(f"{flow(str(key))}: {flow(inner)}" for key, inner in value.items()) + "}"
        case list() | tuple():
            return "[" + ", ".join(flow(inner) for inner in value) + "]"
        case str():
            return value if _is_plain(value) else json.dumps(value, ensure_ascii=False)
        case _:
            return str(value)


def block(key: str, value: Any, indent: int = 0) -> str:
    """A key and its value: what is nested stands below, indented by two spaces."""
    start = " " * indent + f"{flow(key)}:"
    if isinstance(value, Mapping) and value:
        return "\n".join([start, *(block(str(inner), below, indent + 2) for inner, below in value.items())])
    return f"{start} {flow(value)}"


def read(written: str) -> Any:
    """What a value means that is written on one line; the text itself when it is no YAML."""
    loaded = load(f"it: {written}")
    return written if loaded.faults else loaded.value["it"]


def _is_plain(text: str) -> bool:
    if not text or text in {"yes", "no"}:
        return False
    loaded = load(f"[{{{text}: {text}}}]")
    return not loaded.faults and bool(loaded.value == [{text: text}])
