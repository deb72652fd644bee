"""YAML 1.2 core as we allow it: no anchors, aliases, tags or duplicate keys; and where everything stands.

libyaml's events are flat, so neither deep nesting nor an alias bomb costs anything here. What is
not allowed is gathered, and reading goes on where it can.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeAlias

import yaml

from playbook_site.content.problems import Fault
from playbook_site.content.unseen import CONTROL, UNSEEN, invisible
from playbook_site.content.yaml_words import in_words

Place: TypeAlias = tuple[int, int]
"""Line and column, both counted from 1."""

KeyPath: TypeAlias = tuple[str | int, ...]
"""The way to a value: keys of mappings and indexes of lists, from the top."""

MAX_DEPTH = 20
MAX_VALUES = 50_000
MAX_DIGITS = 30

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

_BEGINS_A_VALUE = frozenset(["", *"-+.0123456789nNtTfF~"])
"""How a word begins that may be something else than text; most words do not."""

_AGAIN = "\x00again"
"""Stands in the path of a value that is read and not kept."""


@dataclass(frozen=True, kw_only=True)
class Loaded:
    """A YAML text as plain values, and what is not allowed in it.

    `is_whole` is False when reading had to stop. `spoilt` are the paths of values that a fault
    makes worthless; nothing else need be said about them. `text` is what was read, and `first_line`
    the line of the file on which it begins: where anything stands is looked for only when asked.
    """

    value: Any = None
    faults: tuple[Fault, ...] = ()
    spoilt: frozenset[KeyPath] = frozenset()
    is_whole: bool = True
    text: str = ""
    first_line: int = 1

    def place(self, path: KeyPath, *, key: bool = False) -> Place:
        """Where `path` stands, or the nearest thing above it that is written."""
        for end in range(len(path), 0, -1):
            here = path[:end]
            found = self._places.keys.get(here) if key and end == len(path) else self._places.values.get(here)
            found = found or self._places.keys.get(here)
            if found:
                return found
        return (1, 1)

    @cached_property
    def _places(self) -> _Places:
        places = _Places(self.text, self.first_line)
        with suppress(_Stop, yaml.YAMLError):
            places.read()
        return places


def load(text: str, *, first_line: int = 1) -> Loaded:
    """Read one YAML document. `first_line` is the line of the file on which `text` begins."""
    reader = _Reader(text, first_line)
    value, is_whole = None, False
    try:
        value = reader.read()
        is_whole = True
    except _Stop:
        pass
    except yaml.YAMLError as error:
        line, column, message = in_words(error, text)
        reader.fault("yaml-syntax", message, (line + first_line, column))
    return Loaded(
        value=value,
        faults=tuple(reader.faults),
        spoilt=frozenset(reader.spoilt),
        is_whole=is_whole,
        text=text,
        first_line=first_line,
    )


class _Stop(Exception):
    """Nothing sensible can be read from here on; the fault is noted."""


class _Reader:
    def __init__(self, text: str, first_line: int) -> None:
        self.faults: list[Fault] = []
        self.spoilt: set[KeyPath] = set()
        self._text = text
        self._first_line = first_line
        self._count = 0
        self._next: Callable[[], Any] = _LOADER(text).get_event

    def fault(self, kind: str, message: str, place: Place) -> None:
        self.faults.append(Fault(line=place[0], column=place[1], kind=kind, message=message))

    def read(self) -> Any:
        value: Any = None
        documents = 0
        while not isinstance(event := self._next(), yaml.StreamEndEvent):
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._stop("yaml-syntax", "a second document begins here; remove the line ---", self._at(event))
                value = self._value(self._next(), ())
        return value

    def _stop(self, kind: str, message: str, place: Place) -> None:
        self.fault(kind, message, place)
        raise _Stop

    def _at(self, event: Any) -> Place:
        return (event.start_mark.line + self._first_line, event.start_mark.column + 1)

    def _value(self, event: Any, path: KeyPath) -> Any:
        self._count += 1
        if len(path) > MAX_DEPTH:
            self._stop("yaml-depth", f"nested more than {MAX_DEPTH} levels deep", self._at(event))
        if self._count > MAX_VALUES:
            self._stop("yaml-size", f"more than {MAX_VALUES:,} values in one file; split it", self._at(event))
        if isinstance(event, yaml.AliasEvent):
            self.spoilt.add(path)
            self.fault("yaml-alias", "aliases (*name) are not allowed; write the value out", self._at(event))
            return None
        if event.anchor or event.tag:
            self._properties(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(path)
        return self._mapping(path)

    def _properties(self, event: Any) -> None:
        if event.anchor:
            self.fault("yaml-alias", "anchors (&name) are not allowed; write the value out", self._at(event))
        if event.tag and event.tag != "!":
            self.fault("yaml-tag", f"tags are not allowed; remove {event.tag}", self._at(event))

    def _scalar(self, event: Any, path: KeyPath) -> object:
        text = event.value
        if event.implicit[0] and text[:1] in _BEGINS_A_VALUE:
            for pattern, convert in _CORE:
                if pattern.fullmatch(text):
                    value = convert(text) if len(text) <= MAX_DIGITS else math.inf
                    if value not in (math.inf, -math.inf):
                        return value
                    self.spoilt.add(path)
                    message = "a number too large to reckon with; put it in quotes if it is a text"
                    self.fault("yaml-number", message, self._at(event))
                    return None
        if text.isascii() and text.isprintable():
            return text
        for kind, pattern in (("control-character", CONTROL), ("unseen-character", UNSEEN)):
            match = pattern.search(text)
            if match and match.group() not in self._text:
                self.spoilt.add(path)
                self.fault(kind, invisible(match.group()), self._at(event))
        return text

    def _sequence(self, path: KeyPath) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items))))
        return items

    def _mapping(self, path: KeyPath) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        lines: dict[str, int] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            key = self._key(event)
            key_path = (*path, key)
            if key == "<<":
                self.fault("yaml-alias", "merge keys (<<) are not allowed; write the keys out", self._at(event))
            elif key in entries:
                message = f'the key "{key}" is already on line {lines[key]}'
                self.fault("yaml-duplicate-key", message, self._at(event))
            else:
                self._note_key(event, key_path)
                lines[key] = event.start_mark.line + self._first_line
                entries[key] = self._value(self._next(), key_path)
                continue
            self._value(self._next(), (*key_path, _AGAIN))
        return entries

    def _key(self, event: Any) -> str:
        if isinstance(event, yaml.AliasEvent):
            self._stop("yaml-alias", "aliases (*name) are not allowed; write the value out", self._at(event))
        if not isinstance(event, yaml.ScalarEvent):
            self._stop("yaml-syntax", "a key must be a single word, not a list or a mapping", self._at(event))
        if event.anchor or event.tag:
            self._properties(event)
        return str(event.value)

    def _note_key(self, event: Any, path: KeyPath) -> None:
        """For those who want to know where keys stand."""


class _Places(_Reader):
    """Where each key and value stands. What is wrong has been said before."""

    def __init__(self, text: str, first_line: int) -> None:
        super().__init__(text, first_line)
        self.keys: dict[KeyPath, Place] = {}
        self.values: dict[KeyPath, Place] = {}

    def _value(self, event: Any, path: KeyPath) -> Any:
        self.values[path] = self._at(event)
        return super()._value(event, path)

    def _note_key(self, event: Any, path: KeyPath) -> None:
        self.keys[path] = self._at(event)
