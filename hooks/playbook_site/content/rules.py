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

SUSPECT = re.compile(r"<|\{|#|!\[|\]\([ \t]|\]:|:[a-z0-9_+:-]|!!!|\?\?\?|===|\*\*{8}|__{8}")
"""A line without any of these breaks none of the rules above; most lines have none.

Each begins with a plain character: so Python looks for ten characters, and tries nothing elsewhere.
"""

_UNDERLINE = re.compile(r" {0,3}(?:=+|-+)\s*")
_STARTS_BLOCK = re.compile(r"\s*(?:#|>|\||[-*+] |\d+[.)] |(?:[-*_] ?){3,}$)")
_MARKS = re.compile(r"(?:>|[-*+](?=\s)|\d{1,9}[.)](?=\s)|\s)*")
_BRACKET = re.compile(r"[\[\]]")
_MARK = re.compile(r">|[-*+]|\d+[.)]")


def forbidden(shown: str, previous: str) -> list[Found]:
    """What one line may not hold. `shown` has its code and escapes blanked; `previous` is the line before."""
    found = []
    if SUSPECT.search(shown):
        for pattern, kind, message in _RULES:
            if match := pattern.search(shown):
                found.append((match.start() + 1, kind, message))
    if shown[:1].isalpha():
        return found
    if _UNDERLINE.fullmatch(shown) and previous.strip() and not _STARTS_BLOCK.match(previous):
        message = "a line under a text makes a heading of it; write ## before the text, or leave a blank line"
        found.append((1, "heading-style", message))
    marks = _MARKS.match(shown)
    if marks and len(_MARK.findall(marks.group())) > MAX_NESTING:
        found.append((1, "nesting", "nested too deeply; simplify this line"))
    return found


class Bulk:
    """How much there is of what takes long to read: a fault where it becomes too much."""

    def __init__(self) -> None:
        self._block = 0
        self._blocks = 0
        self._headings = 0
        self._fences = 0
        self._open = 0

    def blank(self) -> None:
        """A blank line ends a paragraph."""
        self._block = self._open = 0

    def read(self, shown: str) -> list[Found]:
        """Count one line."""
        found: list[Found] = []
        if shown.isspace():
            self.blank()
            return found
        self._blocks += self._block == 0
        if self._block <= MAX_BLOCK < self._block + len(shown):
            found.append((1, "long-block", f"more than {MAX_BLOCK:,} characters without a blank line; break it up"))
        if self._block == 0 and self._blocks == MAX_BLOCKS + 1:
            found.append((1, "too-much", f"more than {MAX_BLOCKS:,} paragraphs; split the page"))
        self._block += len(shown)
        if shown[0] == "#":
            self._headings += 1
            if self._headings == MAX_HEADINGS + 1:
                found.append((1, "too-much", f"more than {MAX_HEADINGS} headings; split the page"))
        if "[" in shown or "]" in shown:
            found += self._brackets(shown)
        return found

    def fence(self) -> Iterator[Found]:
        """Count a block of code."""
        self._fences += 1
        self._block = self._open = 0
        if self._fences == MAX_FENCES + 1:
            yield 1, "too-much", f"more than {MAX_FENCES} blocks of code; split the page"

    def _brackets(self, shown: str) -> Iterator[Found]:
        before = self._open
        for bracket in _BRACKET.finditer(shown):
            self._open = max(0, self._open + (1 if bracket.group() == "[" else -1))
            if self._open == MAX_OPEN_BRACKETS + 1 and before <= MAX_OPEN_BRACKETS:
                yield bracket.start() + 1, "nesting", "too many [ without a ]; simplify this line"
                return
