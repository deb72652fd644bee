"""Words to be read, with the place of each: sentences, and words that do not belong here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from playbook_site.content.body import Body

MAX_WORDS = 35

_FENCE = re.compile(r"^ *(?:`{3,}|~{3,})")
_APART = re.compile(r"^\s*(?:#{1,6} |\||$)|^ *(?:>\s*)+(?:\||$)")
"""Lines that end a paragraph and are none: headings, rows of tables, empty lines."""

_BEGINS = re.compile(r"^[\s>]*(?:[-*+]|\d{1,9}\.) ")
_MARKS = re.compile(r"^[\s>]*(?:(?:[-*+]|\d{1,9}\.) )?|\]\([^)]*\)|[*`\[\]]")
_STOP = re.compile(r"[.!?\u2026]['\"\u201d)]*(?=\s|$)")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.,/-][^\W_]+)*")
_QUOTED = re.compile(r'"[^"\n]*"|\u201c[^\u201d\n]*\u201d')


@dataclass(frozen=True, kw_only=True)
class Said:
    """A stretch of text and where it begins."""

    text: str
    line: int
    column: int


def word_count(text: str) -> int:
    """Words to be read; blanks such as ___ are none."""
    return len(_WORD.findall(text))


def without_quotations(text: str) -> str:
    """The text with everything between double quotes blanked out, every column kept."""
    return _QUOTED.sub(lambda match: " " * len(match.group()), text)


def long_sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where sentences with too many words begin, and how many each has."""
    if text.count(" ") < MAX_WORDS:
        return
    start = 0
    for end in [*(match.end() for match in _STOP.finditer(text)), len(text)]:
        count = word_count(text[start:end])
        if count > MAX_WORDS:
            yield start + len(text[start:end]) - len(text[start:end].lstrip()), count
        start = end


def paragraphs(body: Body) -> Iterator[Sequence[Said]]:
    """Running text, line by line: no blocks, headings or tables; marks blanked out, every column kept."""
    lines: list[Said] = []
    is_block = False
    for number, line in enumerate(body.text.split("\n"), start=body.first_line):
        if _FENCE.match(line):
            is_block = not is_block
        ends = is_block or _FENCE.match(line) or _APART.match(line)
        if lines and (ends or _BEGINS.match(line)):
            yield lines
            lines = []
        if not ends:
            lines.append(Said(text=_MARKS.sub(_blank, line), line=number, column=1))
    if lines:
        yield lines


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def long_sentences_in(body: Body) -> Iterator[tuple[int, int, int]]:
    """Line and column of each sentence with too many words, and how many."""
    if not any(line.count(" ") >= MAX_WORDS for line in body.text.split("\n\n")):
        return
    for lines in paragraphs(body):
        text = "\n".join(line.text for line in lines)
        for at, count in long_sentences(text.replace("\n", " ")):
            above = text.count("\n", 0, at)
            yield lines[above].line, at - (text.rfind("\n", 0, at) if above else -1), count


HARSH: Mapping[str, str] = {
    "clueless": "judges people",
    "stupid": "judges people",
    "idiot": "judges people",
    "incompetent": "judges people",
    "ignorant": "judges people",
    "lazy": "judges people",
    "irrational": "judges people",
    "moron": "judges people",
    "dumb": "judges people",
    "hopeless": "judges people",
    "troublemaker": "judges people",
    "they don't get it": "judges people",
    "leverage": "treats people as something to be handled",
    "weaponise": "treats people as something to be handled",
    "weaponize": "treats people as something to be handled",
    "manipulate": "treats people as something to be handled",
    "outmanoeuvre": "treats people as something to be handled",
    "outmaneuver": "treats people as something to be handled",
    "outsmart": "treats people as something to be handled",
    "win them over": "treats people as something to be handled",
    "force their hand": "treats people as something to be handled",
    "corner them": "treats people as something to be handled",
    "guilt-trip": "treats people as something to be handled",
    "buy-in games": "treats people as something to be handled",
    "trick them": "treats people as something to be handled",
    "trick people": "treats people as something to be handled",
    "sell it to them": "treats people as something to be handled",
    "spin it": "treats people as something to be handled",
    "ammunition": "treats people as something to be handled",
}
"""Words that do not survive being read by the person they are about, and why."""


def harsh_words(text: str) -> Iterator[tuple[int, str]]:
    """Where such words stand, each with the reason; words in quotation marks are somebody's own."""
    folded = text.casefold().replace("\u2019", "'")
    for word, reason in HARSH.items():
        if word not in folded:
            continue
        said = without_quotations(folded)
        for match in re.finditer(rf"\b{re.escape(word)}(?:s|d|r|rs)?\b", said):
            yield match.start(), f'"{text[match.start() : match.end()]}" {reason}'
