"""YAML 1.2 core as we allow it: no anchors, aliases, tags or duplicate keys, with positions.

libyaml's events are flat, so neither deep nesting nor an alias bomb costs anything here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import yaml

Place: TypeAlias = tuple[int, int]
"""Line and column, both counted from 1."""

KeyPath: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of mappings and indexes of lists, from the top."""

MAX_DEPTH = 20

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_CORE: tuple[tuple[re.Pattern[str], Callable[[str], object]], ...] = (
    (re.compile(r"(null|Null|NULL|~|)"), lambda _: None),
    (re.compile(r"(true|True|TRUE)"), lambda _: True),
    (re.compile(r"(false|False|FALSE)"), lambda _: False),
    (re.compile(r"[-+]?[0-9]+"), int),
    (re.compile(r"0o[0-7]+"), lambda text: int(text, 0)),
    (re.compile(r"0x[0-9a-fA-F]+"), lambda text: int(text, 0)),
    (re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?"), float),
)
"""The core schema of YAML 1.2, section 10.3.2, without infinity and not-a-number."""


class YamlFault(Exception):
    """The text is not YAML as we allow it; `kind` says which rule it breaks."""

    def __init__(self, kind: str, message: str, place: Place) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.place = place


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A YAML text as plain values, and where each key and value stands."""

    value: Any = None
    keys: Mapping[KeyPath, Place] = field(default_factory=dict)
    values: Mapping[KeyPath, Place] = field(default_factory=dict)

    def place(self, path: KeyPath, *, key: bool = False) -> Place:
        """Where `path` stands, or the nearest thing above it that is written."""
        for end in range(len(path), 0, -1):
            here = path[:end]
            found = self.keys.get(here) if key and end == len(path) else self.values.get(here)
            found = found or self.keys.get(here)
            if found:
                return found
        return (1, 1)


def load(text: str, *, first_line: int = 1) -> Loaded:
    """Read one YAML document; raise YamlFault at the first thing that is not allowed.

    `first_line` is the line of the file on which `text` begins.
    """
    reader = _Reader(first_line)
    try:
        return reader.read(yaml.parse(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + first_line, mark.column + 1) if mark else (first_line, 1)
        raise YamlFault("yaml-syntax", _plain(error), place) from error
    except yaml.YAMLError as error:
        raise YamlFault("yaml-syntax", f"this is not YAML: {error}", (first_line, 1)) from error


def _plain(error: yaml.MarkedYAMLError) -> str:
    said = (error.problem or "this is not YAML").strip()
    hints = {
        "mapping values are not allowed in this context": ('a ": " inside a text; put the whole text in double quotes'),
        "could not find expected ':'": 'a key without ":", or a text that needs double quotes',
        "did not find expected key": "a key is expected here; look at the indentation and at quotes above",
        "found character that cannot start any token": (
            "a text cannot start with this character; put the whole text in double quotes"
        ),
    }
    for fragment, hint in hints.items():
        if fragment in said:
            return hint
    return f"this is not YAML: {said}"


class _Reader:
    def __init__(self, first_line: int) -> None:
        self._first_line = first_line
        self._keys: dict[KeyPath, Place] = {}
        self._values: dict[KeyPath, Place] = {}

    def read(self, events: Iterator[Any]) -> Loaded:
        documents = 0
        value: Any = None
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise YamlFault(
                        "yaml-syntax", "a second document begins here; remove the line ---", self._at(event)
                    )
                value = self._value(next(events), events, ())
        return Loaded(value=value, keys=self._keys, values=self._values)

    def _at(self, event: Any) -> Place:
        return (event.start_mark.line + self._first_line, event.start_mark.column + 1)

    def _value(self, event: Any, events: Iterator[Any], path: KeyPath) -> Any:
        place = self._at(event)
        self._values[path] = place
        if isinstance(event, yaml.AliasEvent):
            raise YamlFault("yaml-alias", "aliases (*name) are not allowed; write the value out", place)
        if event.anchor:
            raise YamlFault("yaml-alias", "anchors (&name) are not allowed; write the value out", place)
        if event.tag and event.tag != "!":
            raise YamlFault("yaml-tag", f"tags are not allowed; remove {event.tag}", place)
        if len(path) > MAX_DEPTH:
            raise YamlFault("yaml-depth", f"nested more than {MAX_DEPTH} levels deep", place)
        if isinstance(event, yaml.ScalarEvent):
            return _scalar(event)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path)
        return self._mapping(events, path)

    def _sequence(self, events: Iterator[Any], path: KeyPath) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._value(event, events, (*path, len(items))))
        return items

    def _mapping(self, events: Iterator[Any], path: KeyPath) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            place = self._at(event)
            if not isinstance(event, yaml.ScalarEvent):
                if isinstance(event, yaml.AliasEvent):
                    self._value(event, events, path)
                raise YamlFault("yaml-syntax", "a key must be a single word, not a list or a mapping", place)
            if event.value == "<<":
                raise YamlFault("yaml-alias", "merge keys (<<) are not allowed; write the keys out", place)
            key_path = (*path, event.value)
            if event.value in entries:
                line = self._keys[key_path][0]
                raise YamlFault("yaml-duplicate-key", f'the key "{event.value}" is already on line {line}', place)
            self._keys[key_path] = place
            entries[event.value] = self._value(next(events), events, key_path)
        return entries


def _scalar(event: Any) -> object:
    if not event.implicit[0]:
        return event.value
    for pattern, convert in _CORE:
        if pattern.fullmatch(event.value):
            return convert(event.value)
    return event.value
