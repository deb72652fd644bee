"""Editorial advice: what is allowed, and could be better. It never stops a build.

Each piece can be answered in the file, with `accepted_advice: {kind: reason}`. An answer to
advice that is not given is a fault.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any, TypeAlias

from playbook_site.content.entries import Entry
from playbook_site.content.fields import Kept
from playbook_site.content.leftovers import PLACEHOLDER
from playbook_site.content.problems import Problem, did_you_mean
from playbook_site.contribute.evidence import evidence
from playbook_site.contribute.likeness import alike
from playbook_site.contribute.prose import (
    MAX_WORDS,
    harsh_words,
    long_sentences,
    long_sentences_in,
    without_quotations,
    word_count,
)
from playbook_site.library import Library
from playbook_site.links import Thing
from playbook_site.playbooks.model import PlaybookFront

ADVICE = frozenset(
    {
        "blame-words",
        "figure-without-source",
        "long-body",
        "long-sentence",
        "method-title",
        "orphan-page",
        "same-situation",
        "thin-when-not",
        "unobservable-item",
        "unverified-evidence",
    }
)
"""The kinds that are advice: they are shown and never fail."""

Spread: TypeAlias = Callable[[Callable[[list["Look"]], list[Problem]], list[list["Look"]]], Iterable[list[Problem]]]
"""A way to call a function for each of some values; what it gives may come in any order."""

Look: TypeAlias = Callable[[], Iterable[Problem]]
"""Looks for advice at one place."""

_AT_ONCE = 200

MAX_BODY = 600
FEW_WORDS = 4

_UNSEEN_ACT = re.compile(
    r"\b(?:know|knows|understand|understands|understood|realise|realises|aware|consider|considers|considered|"
    r"think about|thought about|feel|feels|believe|believes|hope|try to|ensure|make sure|made sure|"
    r"keep in mind|remember|appreciate|intend|want to)\b",
    re.IGNORECASE,
)
_METHOD = re.compile(
    r"^how to\b|^using\b|\b(?:analysis|canvas|framework|matrix|method|methodology|technique|template|workshop)\b",
    re.IGNORECASE,
)
_VOICES = frozenset({"situations", "also_known_as", "accepted_advice", "aliases"})
"""Fields that quote people, or hold no sentences."""


def is_advice(kind: str) -> bool:
    """Whether problems of this kind are shown without failing."""
    return kind in ADVICE


def editorial(library: Library, spread: Spread = map) -> tuple[Problem, ...]:
    """Advice that nobody has answered, and answers to advice that is not given; sorted.

    `spread` is a way to call one function for many values, such as on every core.
    """
    given = advice(library, spread)
    kinds: dict[str, set[str]] = defaultdict(set)
    for piece in given:
        kinds[piece.path].add(piece.kind)
    answered = {(entry.path, kind) for entry in _entries(library) for kind in entry.front.accepted_advice}
    open_ones = [piece for piece in given if (piece.path, piece.kind) not in answered]
    return tuple(sorted([*open_ones, *_idle_answers(library, kinds)]))


def _idle_answers(library: Library, kinds: dict[str, set[str]]) -> Iterator[Problem]:
    for entry in _entries(library):
        for kind in entry.front.accepted_advice:
            if kind not in ADVICE:
                message = f'there is no advice called "{kind}"' + (did_you_mean(kind, ADVICE) or "; remove this line")
            elif kind not in kinds[entry.path]:
                message = f'this page does not get the advice "{kind}" (any more); remove this line'
            else:
                continue
            yield entry.problem("idle-answer", message, "accepted_advice", kind, key=True)


def advice(library: Library, spread: Spread = map) -> tuple[Problem, ...]:
    """Every piece of advice, answered or not; sorted."""
    looks: list[Look] = [partial(_same_situations, library), partial(_orphans, library)]
    looks += [partial(_prose, entry) for entry in _entries(library)]
    looks += [partial(_playbook, playbook, library) for playbook in library.playbooks.values()]
    for checklist in library.checklists.values():
        field = "checklist" if checklist.playbook else "items"
        looks.append(partial(_items, checklist.entry, field, {item.id: item.do for item in checklist.items}))
    some = [looks[start : start + _AT_ONCE] for start in range(0, len(looks), _AT_ONCE)]
    return tuple(sorted({piece for found in spread(_look, some) for piece in found}))


def _look(looks: Iterable[Look]) -> list[Problem]:
    return [piece for look in looks for piece in look()]


def _entries(library: Library) -> Iterator[Entry[Any]]:
    for kind in (library.playbooks, library.standalone, library.trees, library.cases, library.comparisons):
        yield from kind.values()


def _prose(entry: Entry[Kept]) -> Iterator[Problem]:
    """Sentences that are too long and words that judge, wherever the page has words."""
    body = entry.document.body
    for line, column, count in long_sentences_in(body):
        yield _problem(entry, line, column, "long-sentence", _too_long(count))
    for at, message in harsh_words(body.text):
        line = body.text.count("\n", 0, at)
        column = at - body.text.rfind("\n", 0, at)
        yield _problem(entry, body.first_line + line, column, "blame-words", f"{message}; say what was done or seen")
    texts = tuple(_texts(entry.document.front.value, ()))
    is_harsh = any(harsh_words("\n".join(text for _, text in texts)))
    for path, text in texts:
        for _, count in long_sentences(text):
            yield entry.problem("long-sentence", _too_long(count), *path)
        for _, message in harsh_words(text) if is_harsh else ():
            yield entry.problem("blame-words", f"{message}; say what was done or seen", *path)


def _problem(entry: Entry[Any], line: int, column: int, kind: str, message: str) -> Problem:
    return Problem(path=entry.path, line=line, column=column, kind=kind, message=message)


def _too_long(count: int) -> str:
    return f"a sentence of {count} words begins here; at most {MAX_WORDS} are read in one go"


def _texts(value: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """The texts in front matter, each with its place; what quotes people is left out."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if path or key not in _VOICES:
                yield from _texts(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _texts(inner, (*path, index))


def _playbook(entry: Entry[PlaybookFront], library: Library) -> Iterator[Problem]:
    front, body = entry.front, entry.document.body
    if method := _method_in(front):
        message = f'"{method}" is a method; say the situation that the reader is in'
        yield entry.problem("method-title", message, "title")
    if word_count(front.when_not) < FEW_WORDS:
        message = "says too little to stop anybody; name one situation in which this does harm or wastes time"
        yield entry.problem("thin-when-not", message, "when_not")
    if len(body.text.split()) > MAX_BODY / 2 and body.words > MAX_BODY:
        message = f"the body has {body.words} words; at most {MAX_BODY} are read in ten minutes"
        yield _problem(entry, body.first_line, 1, "long-body", message)
    for bullet in evidence(body):
        if bullet.figure and not bullet.cited:
            message = f'"{bullet.figure}" has no source; cite one here, as [Klein 2007](../sources.yml#klein-2007), or leave the figure out'
            yield _problem(entry, bullet.line, 1, "figure-without-source", message)
        for id_, link in bullet.cited:
            source = library.sources.root.get(id_)
            if source and not source.verified:
                message = f'nobody has opened "{id_}" yet; verify it, or cite it as further reading'
                yield _problem(entry, link.line, link.column, "unverified-evidence", message)


def _method_in(front: PlaybookFront) -> str:
    if PLACEHOLDER.search(front.title):
        return ""
    title = without_quotations(front.title)
    folded = title.casefold()
    for word in (front.name, *front.also_known_as):
        if word.casefold() in folded and re.search(rf"\b{re.escape(word.casefold())}\b", folded):
            return word
    match = _METHOD.search(title)
    return match.group() if match else ""


def _items(entry: Entry[Any], field: str, items: dict[str, str]) -> Iterator[Problem]:
    for id_, do in items.items():
        if match := _UNSEEN_ACT.search(without_quotations(do)):
            written = entry.document.front.value[field][id_]
            path = (field, id_, "do") if isinstance(written, dict) else (field, id_)
            message = f'"{match.group()}" cannot be seen done; say what is there afterwards'
            yield entry.problem("unobservable-item", message, *path)


def _same_situations(library: Library) -> Iterator[Problem]:
    entries = {entry.path: entry for entry in sorted(_entries(library), key=lambda e: e.path) if _situations(entry)}
    phrases = ((path, phrase) for path, entry in entries.items() for phrase in _situations(entry))
    for same in alike(phrases):
        said = "says the same as" if same.is_same else "says nearly the same as"
        message = f'{said} "{same.first_phrase}" in {same.first_place}; keep it on the page that helps first'
        entry = entries[same.place]
        yield entry.problem("same-situation", message, "situations", _situations(entry).index(same.phrase))


def _situations(entry: Entry[Any]) -> tuple[str, ...]:
    return getattr(entry.front, "situations", ())


def _orphans(library: Library) -> Iterator[Problem]:
    kinds: Iterable[tuple[str, Iterable[Entry[Any]]]] = (
        ("playbook", library.playbooks.values()),
        ("checklist", library.standalone.values()),
        ("tree", library.trees.values()),
        ("comparison", library.comparisons.values()),
    )
    for kind, entries in kinds:
        for entry in entries:
            thing = Thing(kind=kind, id=entry.id)
            if all(link.source == thing for link in library.links.to.get(thing, ())):
                message = f"nothing links to this page; add {entry.id} to related: in a page that goes well with it"
                yield Problem(path=entry.path, kind="orphan-page", message=message)
