"""Words to be read, with the place of each: sentences, and words that do not belong here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from playbook_site.content.body import Body

MAX_WORDS = 35

_BEGINS = re.compile(r"(?:[-*+]|\d{1,9}\.) ")
_MARKS = re.compile(r"^[\s>]*(?:(?:[-*+]|\d{1,9}\.) )?|\]\([^)]*\)|[*`\[\]]")
_STOP = re.compile(r"[.!?\u2026]['\"\u201d)]*(?=\s|$)")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.,/-][^\W_]+)*")
_QUOTED = re.compile(r'"[^"\n]*"|\u201c[^\u201d\n]*\u201d')


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
        count = word_count(text[start:end]) if text.count(" ", start, end) >= MAX_WORDS else 0
        if count > MAX_WORDS:
            yield start + len(text[start:end]) - len(text[start:end].lstrip()), count
        start = end


def paragraphs(body: Body) -> Iterator[tuple[int, Sequence[str]]]:
    """Running text with the line it begins on: no blocks, headings, rows of tables or empty lines."""
    lines: list[str] = []
    is_block = False
    for number, line in enumerate(body.text.split("\n"), start=body.first_line):
        words = line.lstrip(" >\t")
        is_fence = words.startswith(("```", "~~~"))
        is_block ^= is_fence
        ends = is_block or is_fence or not words or words[0] in "|#"
        if lines and (ends or _BEGINS.match(words)):
            yield number - len(lines), lines
            lines = []
        if not ends:
            lines.append(line)
    if lines:
        yield number - len(lines) + 1, lines


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


def long_sentences_in(body: Body) -> Iterator[tuple[int, int, int]]:
    """Line and column of each sentence with too many words, and how many."""
    for first_line, lines in paragraphs(body):
        if sum(line.count(" ") for line in lines) + len(lines) <= MAX_WORDS:
            continue
        text = "\n".join(_MARKS.sub(_blank, line) for line in lines)
        for at, count in long_sentences(text.replace("\n", " ")):
            above = text.count("\n", 0, at)
            yield first_line + above, at - text.rfind("\n", 0, at), count


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
