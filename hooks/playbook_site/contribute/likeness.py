"""Phrases that say the same, or the same but for one word, found in one pass.

Each phrase is kept under its content words, and under those words without any one of them. Two
phrases are alike when they share such a key. So the work grows with the number of phrases and
not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")

LONG_ENOUGH = 4
"""With fewer content words, one word that differs makes another phrase."""

_WORD = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")

_SMALL = frozenset(
    [
        "a",
        "about",
        "all",
        "am",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "been",
        "before",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "here",
        "him",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "just",
        "me",
        "my",
        "now",
        "of",
        "on",
        "or",
        "our",
        "out",
        "over",
        "really",
        "she",
        "should",
        "so",
        "some",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "to",
        "too",
        "up",
        "us",
        "very",
        "was",
        "we",
        "were",
        "what",
        "when",
        "where",
        "which",
        "who",
        "why",
        "will",
        "with",
        "would",
        "you",
        "your",
    ]
)


@dataclass(frozen=True, kw_only=True)
class Alike(Generic[T]):
    """A phrase that an earlier one says already, or nearly so."""

    place: T
    phrase: str
    first_place: T
    first_phrase: str
    is_same: bool


def content_words(phrase: str) -> frozenset[str]:
    """The words that carry the meaning, without regard to case, order and a plural s."""
    words = [word.replace("\u2019", "'") for word in _WORD.findall(phrase.casefold())]
    carrying = [word for word in words if word not in _SMALL]
    return frozenset(_singular(word) for word in carrying or words)


def _singular(word: str) -> str:
    return word[:-1] if len(word) > LONG_ENOUGH and word.endswith("s") and not word.endswith("ss") else word


def alike(phrases: Iterable[tuple[T, str]]) -> Iterator[Alike[T]]:
    """Each phrase that repeats an earlier one at another place, with the first it repeats."""
    first: dict[frozenset[str], tuple[int, T, str]] = {}
    for number, (place, phrase) in enumerate(phrases):
        words = content_words(phrase)
        keys = [words, *_without_one(words)]
        known = [first[key] for key in keys if key in first]
        earlier = [found for found in known if found[1] != place]
        if earlier:
            _, first_place, first_phrase = min(earlier, key=lambda found: found[0])
            is_same = content_words(first_phrase) == words
            yield Alike(place=place, phrase=phrase, first_place=first_place, first_phrase=first_phrase, is_same=is_same)
        for key in keys:
            first.setdefault(key, (number, place, phrase))


def _without_one(words: frozenset[str]) -> Iterator[frozenset[str]]:
    if len(words) >= LONG_ENOUGH:
        yield from (words - {word} for word in words)
