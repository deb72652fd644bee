"""What a change does to readers: two libraries compared, in the words of the new one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playbook_site.content.fields import Retirement
from playbook_site.contribute.reviews import kept
from playbook_site.contribute.tree_changes import TreeChange, tree_changes
from playbook_site.library import Library
from playbook_site.links import Link, Thing
from playbook_site.publish.destinations import INNER, Destinations, page_of, published

_WORDS = frozenset({"role", "moment", "objective", "effort"})
"""Kinds that are words of the vocabulary: naming one is no link that a reader follows."""


@dataclass(frozen=True, kw_only=True)
class Reworded:
    """An item whose words changed: whoever has ticked it is told so."""

    item: Thing
    old: str
    new: str


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An id that another one answers for now."""

    thing: Thing
    to: Thing


@dataclass(frozen=True, kw_only=True)
class RetiredNow:
    """An id that is no longer offered, with the sentence that says why."""

    thing: Thing
    retirement: Retirement


@dataclass(frozen=True, kw_only=True)
class Changes:
    """Everything that readers will notice. An id that is gone breaks a promise."""

    added: tuple[Thing, ...]
    removed: tuple[Thing, ...]
    items_added: tuple[tuple[Thing, str], ...]
    reworded: tuple[Reworded, ...]
    moved: tuple[Moved, ...]
    retired: tuple[RetiredNow, ...]
    gone: tuple[Thing, ...]
    links_gained: tuple[tuple[Thing, Thing], ...]
    links_lost: tuple[tuple[Thing, Thing], ...]
    trees: tuple[TreeChange, ...]


def changes(old: Library, new: Library) -> Changes:
    """What readers of `old` will notice when it becomes `new`."""
    before, after = _pages(old), _pages(new)
    destinations = Destinations(new)
    gone, moved, retired = _promises(old, Destinations(old), destinations)
    gained, lost = _links(old, new, destinations)
    now_there = {answer.to for answer in moved}
    there_before = {thing for thing in before if (found := destinations.find(thing)) and found.gone is None}
    return Changes(
        added=tuple(sorted(after - before - now_there)),
        removed=tuple(sorted(before - after - there_before)),
        items_added=tuple(_items_added(old, new, now_there)),
        reworded=tuple(_reworded(old, new, destinations)),
        moved=moved,
        retired=retired,
        gone=gone,
        links_gained=gained,
        links_lost=lost,
        trees=tuple(_trees(old, new, destinations)),
    )


def _pages(library: Library) -> frozenset[Thing]:
    return frozenset(Thing(kind=kind, id=entry.id) for kind, entry in kept(library))


def _promises(
    old: Library, was: Destinations, now: Destinations
) -> tuple[tuple[Thing, ...], tuple[Moved, ...], tuple[RetiredNow, ...]]:
    """The ids of the old library that answer otherwise in the new one. What lay on a page that is gone goes unsaid."""
    gone, moved, retired = [], [], []
    for thing in published(old):
        before, after = was.find(thing), now.find(thing)
        if before is None or before.gone:
            continue
        if after is None:
            gone.append(thing)
        elif after.gone:
            retired.append(RetiredNow(thing=thing, retirement=after.gone))
        elif after.thing != before.thing:
            moved.append(Moved(thing=thing, to=after.thing))
    lost = {*gone, *(answer.thing for answer in retired)}
    movers = {answer.thing for answer in moved}
    return (
        tuple(thing for thing in gone if not _goes_with_page(thing, lost)),
        tuple(answer for answer in moved if not _goes_with_page(answer.thing, movers)),
        tuple(answer for answer in retired if not _goes_with_page(answer.thing, lost)),
    )


def _goes_with_page(thing: Thing, pages: set[Thing]) -> bool:
    """Whether what holds a thing fares as it does: its page, or the playbook whose own list it is."""
    holder = page_of(thing)
    return holder in pages - {thing} or (holder.kind == "checklist" and Thing(kind="playbook", id=holder.id) in pages)


def _items(library: Library) -> Iterator[tuple[Thing, str, str]]:
    """Every item with its words and their fingerprint."""
    for checklist in library.checklists.values():
        for item in checklist.items:
            yield Thing(kind="item", id=f"{checklist.id}/{item.id}"), item.do, item.fingerprint


def _reworded(old: Library, new: Library, now: Destinations) -> Iterator[Reworded]:
    after = {thing: (words, mark) for thing, words, mark in _items(new)}
    for thing, words, mark in _items(old):
        found = now.find(thing)
        if found and not found.gone and after[found.thing][1] != mark:
            yield Reworded(item=found.thing, old=words, new=after[found.thing][0])


def _items_added(old: Library, new: Library, moved_to: set[Thing]) -> Iterator[tuple[Thing, str]]:
    """New items of lists that were there already."""
    known = {thing for thing, _, _ in _items(old)}
    for thing, words, _ in _items(new):
        if thing not in known and thing not in moved_to and thing.id.partition("/")[0] in old.checklists:
            yield thing, words


def _links(
    old: Library, new: Library, now: Destinations
) -> tuple[tuple[tuple[Thing, Thing], ...], tuple[tuple[Thing, Thing], ...]]:
    """Links gained and lost; those that come or go with the page they stand on are left out."""

    def today(thing: Thing) -> Thing:
        found = now.find(thing)
        return found.thing if found and not found.gone else thing

    before = {(today(link.source), today(link.target)) for link in _followed(old)}
    after = {(link.source, link.target) for link in _followed(new)}
    were = {today(_holder(thing)) for thing in published(old)}
    are = {_holder(found.thing) for thing in published(new) if (found := now.find(thing)) and not found.gone}
    gained = (link for link in after - before if _holder(link[0]) in were)
    lost = (link for link in before - after if _holder(link[0]) in are)
    return tuple(sorted(gained)), tuple(sorted(lost))


def _followed(library: Library) -> Iterator[Link]:
    return (link for link in library.links.links if link.target.kind not in _WORDS)


def _holder(thing: Thing) -> Thing:
    return page_of(thing) if thing.kind in INNER else thing


def _trees(old: Library, new: Library, now: Destinations) -> Iterator[TreeChange]:
    for tree in old.trees.values():
        found = now.find(Thing(kind="tree", id=tree.id))
        if found and not found.gone:
            changed = tree_changes(found.thing.id, tree.front, new.trees[found.thing.id].front)
            if not changed.is_empty:
                yield changed
