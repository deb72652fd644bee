"""What a body may not hold, line by line, and how much of anything.

CommonMark and Python-Markdown read alike what passes here; and it is read in reasonable time, for
Python-Markdown's own time grows with the square of some of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

MAX_NESTING = 12
MAX_BLOCK = 20_000
MAX_BLOCKS = 3_000
MAX_HEADINGS = 300
MAX_FENCES = 300
MAX_OPEN_BRACKETS = 20

Found: TypeAlias = tuple[int, str, str]
"""Column, kind and message of a fault in one line."""

_RULES = (
    (
        re.compile(r"<(?=[A-Za-z/!?])(?!(?:https?://|mailto:)[^\s<>]*>)"),
        "raw-html",
        'HTML is not allowed; write Markdown, or put it in `code`. For "less than" write \\<',
    ),
    (
        re.compile(r"\{:?\s*[#.][\w-]+[^{}]*\}|\{:[^{}]*\}"),
        "theme-syntax",
        "attribute lists such as {: .class } are not allowed; remove it",
    ),
    (
        re.compile(r"(?<![\w:]):(?:[+-]1|(?=[0-9_+-]*[a-z])[a-z0-9_+-]+):(?![\w:])"),
        "theme-syntax",
        "icon names such as :icon: are not allowed; remove it",
    ),
    (
        re.compile(r"^ *(?:!!!|\?\?\?\+?|===)(?:\s|$)|^ *--8<--|^ *::: "),
        "theme-syntax",
        "the theme's own syntax (!!!, ???, ===, --8<--) is not allowed; write plain Markdown",
    ),
    (
        re.compile(r"^#{1,6}[^\s#]"),
        "heading-style",
        "put a blank after #, or write \\# where no heading is meant",
    ),
    (re.compile(r"^ {1,3}#{1,6}\s"), "heading-style", "begin a heading at the start of its line"),
    (re.compile(r"^#+\s*$"), "heading-style", "a heading needs words"),
    (re.compile(r"([*_])\1{200}"), "nesting", "more than 200 of the same sign; use fewer"),
    (
        re.compile(r"!\[(?!\^)(?![^\[\]]*\]\()"),
        "picture-place",
        "write a picture in one line as ![words](../../docs/assets/images/name.png)",
    ),
    (re.compile(r"\]\([ \t]"), "dead-link", "the address of a link begins directly after the ("),
    (re.compile(r"^ {0,3}\[[^\]^][^\]]*\]:\s*$"), "dead-link", "write the address of this link in the same line"),
)

SUSPECT = re.compile(r"[<{#]|!\[|\]\([ \t]|\]:|:[a-z0-9_+:-]|!!!|\?\?\?|===|\*{9}|_{9}")
"""A line without any of these breaks none of the rules above; most lines have none."""

_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*")
_STARTS_BLOCK = re.compile(r"\s*(?:#|>|\||[-*+] |\d+[.)] |(?:[-*_] ?){3,}$)")
_MARKS = re.compile(r"(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)|\s)*")
_BRACKET = re.compile(r"[\[\]]")
_MARK = re.compile(r">|[-*+]|\d+[.)]")


def forbidden(shown: str, previous: str) -> Iterator[Found]:
    """What one line may not hold. `shown` has its code and escapes blanked; `previous` is the line before."""
    for pattern, kind, message in _RULES if SUSPECT.search(shown) else ():
        if match := pattern.search(shown):
            yield match.start() + 1, kind, message
    is_underline = shown.rstrip().endswith(("=", "-")) and _UNDERLINE.fullmatch(shown)
    if is_underline and previous.strip() and not _STARTS_BLOCK.match(previous):
        yield (
            1,
            "heading-style",
            "a line under a text makes a heading of it; write ## before the text, or leave a blank line",
        )
    marks = None if shown[:1].isalpha() else _MARKS.match(shown)
    if marks and len(_MARK.findall(marks.group())) > MAX_NESTING:
        yield 1, "nesting", "nested too deeply; simplify this line"


class Bulk:
    """How much there is of what takes long to read: a fault where it becomes too much."""

    def __init__(self) -> None:
        self._block = 0
        self._blocks = 0
        self._headings = 0
        self._fences = 0
        self._open = 0

    def read(self, shown: str) -> Iterator[Found]:
        """Count one line."""
        if not shown.strip():
            self._block = self._open = 0
            return
        self._blocks += self._block == 0
        if self._block <= MAX_BLOCK < self._block + len(shown):
            yield 1, "long-block", f"more than {MAX_BLOCK:,} characters without a blank line; break it up"
        if self._block == 0 and self._blocks == MAX_BLOCKS + 1:
            yield 1, "too-much", f"more than {MAX_BLOCKS:,} paragraphs; split the page"
        self._block += len(shown)
        self._headings += shown.startswith("#")
        if shown.startswith("#") and self._headings == MAX_HEADINGS + 1:
            yield 1, "too-much", f"more than {MAX_HEADINGS} headings; split the page"
        yield from self._brackets(shown)

    def fence(self) -> Iterator[Found]:
        """Count a block of code."""
        self._fences += 1
        self._block = self._open = 0
        if self._fences == MAX_FENCES + 1:
            yield 1, "too-much", f"more than {MAX_FENCES} blocks of code; split the page"

    def _brackets(self, shown: str) -> Iterator[Found]:
        before = self._open
        for bracket in _BRACKET.finditer(shown) if "[" in shown or "]" in shown else ():
            self._open = max(0, self._open + (1 if bracket.group() == "[" else -1))
            if self._open == MAX_OPEN_BRACKETS + 1 and before <= MAX_OPEN_BRACKETS:
                yield bracket.start() + 1, "nesting", "too many [ without a ]; simplify this line"
                return
