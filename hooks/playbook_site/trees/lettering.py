"""Words in boxes: how wide a line is, and where it breaks, before any font is at hand."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

_NARROW = frozenset("ijl'|")
_SLIM = frozenset('frtI !.,:;/()[]-"“”·')
_BROAD = frozenset("mwMW@%—…")
_MARGIN = 1.12
"""Widths are those of Helvetica; a reader's font may be a little wider."""


def width(text: str, size: float) -> float:
    """About how wide `text` is in a plain sans serif of `size`, in the same unit; rather too wide."""
    return sum(map(_em, text)) * size * _MARGIN


def _em(character: str) -> float:
    if character in _NARROW:
        return 0.23
    if character in _SLIM:
        return 0.32
    if character in _BROAD:
        return 0.92
    if unicodedata.combining(character):
        return 0
    if unicodedata.east_asian_width(character) in "WF":
        return 1
    return 0.72 if character.isupper() else 0.56


def wrap(text: str, *, size: float, room: float, most: int) -> tuple[str, ...]:
    """`text` in at most `most` lines of the breadth `room`; what is left out ends in an ellipsis."""
    lines = tuple(_lines(text, size, room))
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while width(f"{last}…", size) > room:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip(" ,.;:") + "…")


def _lines(text: str, size: float, room: float) -> Iterator[str]:
    line = ""
    for word in _words(text, size, room):
        longer = f"{line} {word}" if line else word
        if line and width(longer, size) > room:
            yield line
            line = word
        else:
            line = longer
    yield line


def _words(text: str, size: float, room: float) -> Iterator[str]:
    """The words, those that are wider than a line in pieces."""
    for word in text.split():
        piece = ""
        for character in word:
            if piece and width(piece + character, size) > room:
                yield piece
                piece = ""
            piece += character
        yield piece
