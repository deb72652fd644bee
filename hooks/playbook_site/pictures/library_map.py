"""The map of the whole library: every family with its playbooks, and an arc for each link between two of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt

from playbook_site.content.entries import Entry
from playbook_site.library import Library
from playbook_site.playbooks.model import PlaybookFront

ROW, HEADING, GAP = 26.0, 30.0, 8.0
"""Heights in twentieths of a rem, as pictures.css has them."""

DOT_X, WIDEST = 4.0, 185.0
"""Arcs begin at a dot right of the name and swing out to the right; a curve reaches three quarters of its handles."""


@dataclass(frozen=True, kw_only=True)
class Spot:
    """A playbook on the map, with the curves to those it goes well with, seen from its own row."""

    id: str
    name: str
    title: str
    arcs: tuple[str, ...]
    neighbours: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """A family on the map."""

    id: str
    title: str
    spots: tuple[Spot, ...]


def library_map(library: Library) -> tuple[Shelf, ...]:
    """All families from top to bottom, in the order of the vocabulary; those without playbooks are left out."""
    families = {id_: library.in_family(id_) for id_ in library.vocabulary.families if library.in_family(id_)}
    lines = dict(_lines(families))
    return tuple(
        Shelf(
            id=id_,
            title=library.vocabulary.families[id_].title,
            spots=tuple(_spot(library, entry, lines) for entry in entries),
        )
        for id_, entries in families.items()
    )


def _lines(families: Mapping[str, tuple[Entry[PlaybookFront], ...]]) -> Iterator[tuple[str, float]]:
    y = 0.0
    for entries in families.values():
        y += HEADING
        for entry in entries:
            yield entry.id, y + ROW / 2
            y += ROW
        y += GAP


def _spot(library: Library, entry: Entry[PlaybookFront], lines: Mapping[str, float]) -> Spot:
    neighbours = tuple(id_ for id_ in entry.front.related if id_ in lines)
    height = max(lines.values()) + ROW
    return Spot(
        id=entry.id,
        name=entry.front.name,
        title=entry.front.title,
        arcs=tuple(arc(lines[id_] - lines[entry.id], height) for id_ in neighbours),
        neighbours=tuple(library.playbooks[id_].front.name for id_ in neighbours),
    )


def arc(down: float, height: float) -> str:
    """A curve from a row to one that lies `down` below it: the further away, the wider."""
    start, out = ROW / 2, DOT_X + round(WIDEST * sqrt(abs(down) / height))
    return f"M{DOT_X:g} {start:g}C{out:g} {start:g} {out:g} {start + down:g} {DOT_X:g} {start + down:g}"
