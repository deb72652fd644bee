"""How fresh and how well linked the library is, on a day that comes in as an argument."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from playbook_site.content.problems import Problem
from playbook_site.contribute.reviews import SOON, Review, kept, months_after, reviews
from playbook_site.library import Library
from playbook_site.links import Thing

AGED_MONTHS = 24
"""A source that was verified longer ago is looked at again."""

BROKEN = "permalink-gone"
"""The kind of problem that is a broken promise: an id was published and leads nowhere."""


@dataclass(frozen=True, kw_only=True)
class SourceHealth:
    """A source that nobody has verified, or that was verified long ago, and the pages that name it."""

    id: str
    citation: str
    verified: date | None
    used_by: tuple[Thing, ...]


@dataclass(frozen=True, kw_only=True)
class Linked:
    """A page that few others lead to."""

    thing: Thing
    path: str
    linked_from: tuple[Thing, ...]


@dataclass(frozen=True, kw_only=True)
class Health:
    """What needs somebody's attention. `coverage` has the playbooks of each family at each moment.

    `broken` has the broken promises: ids that were published and lead nowhere. Each is a problem
    that stops a build, so there are some only while a change is being mended.
    """

    on: date
    overdue: tuple[Review, ...]
    soon: tuple[Review, ...]
    unverified: tuple[SourceHealth, ...]
    aged: tuple[SourceHealth, ...]
    orphans: tuple[Linked, ...]
    weak: tuple[Linked, ...]
    coverage: Mapping[str, Mapping[str, tuple[str, ...]]]
    broken: tuple[Problem, ...] = ()

    @property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """Families and moments for which there is no playbook."""
        return tuple(
            (family, moment) for family, row in self.coverage.items() for moment, ids in row.items() if not ids
        )


def health(library: Library, on: date, broken: tuple[Problem, ...] = ()) -> Health:
    """The health of a library on a day. A review is overdue from the day after it was due."""
    every, sources, linked = reviews(library), tuple(_sources(library)), tuple(_linked(library))
    return Health(
        on=on,
        overdue=tuple(review for review in every if review.due < on),
        soon=tuple(review for review in every if on <= review.due <= _later(on)),
        unverified=tuple(source for source in sources if source.verified is None),
        aged=tuple(s for s in sources if s.verified is not None and months_after(s.verified, AGED_MONTHS) < on),
        orphans=tuple(page for page in linked if not page.linked_from),
        weak=tuple(page for page in linked if len(page.linked_from) == 1),
        coverage=coverage(library),
        broken=broken,
    )


def _later(on: date) -> date:
    return on + SOON if date.max - on > SOON else date.max


def by_owner(found: Iterable[Review]) -> tuple[tuple[str, tuple[Review, ...]], ...]:
    """Reviews by who owes them, owners in alphabetical order."""
    ordered = sorted(found, key=lambda review: review.owner)
    return tuple((owner, tuple(group)) for owner, group in groupby(ordered, key=lambda review: review.owner))


def _sources(library: Library) -> Iterator[SourceHealth]:
    for id_, source in library.sources.root.items():
        yield SourceHealth(
            id=id_,
            citation=source.citation,
            verified=source.verified.on if source.verified else None,
            used_by=tuple(link.source for link in library.links.backlinks(Thing(kind="source", id=id_))),
        )


def _linked(library: Library) -> Iterator[Linked]:
    """Every page but cases with the pages that lead to it; a tree's outcomes count as their tree."""
    for kind, entry in kept(library):
        if kind == "case":
            continue
        thing = Thing(kind=kind, id=entry.id)
        pages = {_page_of(link.source) for link in library.links.to.get(thing, ())} - {thing}
        yield Linked(thing=thing, path=entry.path, linked_from=tuple(sorted(pages)))


def _page_of(thing: Thing) -> Thing:
    return Thing(kind="tree", id=thing.id.partition("/")[0]) if thing.kind == "outcome" else thing


def coverage(library: Library) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """The ids of playbooks for each family and moment, in the order of the vocabulary."""
    return {
        family: {
            moment: tuple(entry.id for entry in library.in_family(family) if moment in entry.front.moments)
            for moment in library.vocabulary.moments
        }
        for family in library.vocabulary.families
    }
