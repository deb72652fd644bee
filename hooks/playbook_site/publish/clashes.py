"""Ids that lead to two places: an alias that is also live, claimed twice, or retired; an id that its page uses itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from playbook_site.checklists.lists import Checklist
from playbook_site.content.documents import read
from playbook_site.content.entries import Entry
from playbook_site.content.fields import ID_PATTERN
from playbook_site.content.problems import Problem, did_you_mean
from playbook_site.library import Library
from playbook_site.publish.destinations import Aliased, holders, namespace
from playbook_site.retired.model import RETIRABLE
from playbook_site.trees.model import TreeFront
from playbook_site.trees.names import OURS

_KIND = "alias-clash"

_SINGLES = {
    "family": ("vocabulary.yml", "families"),
    "way-in": ("vocabulary.yml", "ways_in"),
    "source": ("sources.yml",),
    "term": ("glossary.yml",),
    "objection": ("objections.yml",),
    "meeting": ("meetings.yml",),
}
"""Kinds that share a file: its name, and the way to the entries in it."""


HEADINGS = {"source": "sources", "term": "glossary", "objection": "they-say"}
"""Kinds whose entries share one page, and the anchor that the title of that page has."""


def problems(library: Library, root: Path) -> Iterator[Problem]:
    """Every clash of an old id, at its line. Files with many entries are read again for the line, if need be."""
    yield from _pages(library, root)
    yield from _retired(library, root)
    yield from _headings(library, root)
    for checklist in library.checklists.values():
        yield from _items(checklist)
    for tree in library.trees.values():
        yield from _nodes(tree)


def _pages(library: Library, root: Path) -> Iterator[Problem]:
    found = holders(library)
    claimed: dict[tuple[str, str], str] = {}
    for kind, live in found.items():
        names = namespace(kind)
        for id_, holder in live.items():
            for index, alias in enumerate(holder.aliases):
                where = _name(kind, id_)
                taken = next((_name(other, alias) for other in names if alias in found[other]), None)
                first = claimed.setdefault((min(names), alias), where)
                if taken:
                    message = f'"{alias}" is the id of {taken}; an old id may not be in use'
                elif first != where:
                    message = f'"{alias}" is an alias of {first} too; an old id leads to one place'
                elif any(alias in library.retired.of(other) for other in names):
                    message = f'"{alias}" is retired in playbooks/retired.yml too; keep one of the two'
                else:
                    continue
                yield _problem(library, root, kind, message, id_, "aliases", index)


def _name(kind: str, id_: str) -> str:
    return f"the {kind} {id_}"


def _problem(library: Library, root: Path, kind: str, message: str, id_: str, *path: str | int) -> Problem:
    entries: Mapping[str, Mapping[str, Entry[object]]] = {
        "playbook": library.playbooks,
        "checklist": library.standalone,
        "tree": library.trees,
        "case": library.cases,
        "comparison": library.comparisons,
    }
    if kind in entries:
        return entries[kind][id_].problem(_KIND, message, *path)
    name, *inner = _SINGLES[kind]
    return _in_file(root, name, _KIND, message, *inner, id_, *path)


def _in_file(root: Path, name: str, kind: str, message: str, *path: str | int, key: bool = False) -> Problem:
    where = f"playbooks/{name}"
    document, _ = read(root / where, where)
    if document is None:
        return Problem(path=where, kind=kind, message=message)
    return document.problem(kind, message, *path, key=key)


def _retired(library: Library, root: Path) -> Iterator[Problem]:
    live = holders(library)
    for written in library.retired.root:
        kind, _, id_ = written.partition("/")
        if kind not in RETIRABLE or not re.fullmatch(ID_PATTERN, id_):
            message = f'"{written}" is not a kind and an id such as playbook/roi-one-pager'
            message += "" if kind in RETIRABLE else did_you_mean(kind, RETIRABLE)
            yield _in_file(root, "retired.yml", "bad-id", message, written, key=True)
            continue
        for other in namespace(kind):
            if id_ in live[other]:
                message = f"{_name(other, id_)} is not gone; remove the page or this entry"
                yield _in_file(root, "retired.yml", _KIND, message, written, key=True)


def _headings(library: Library, root: Path) -> Iterator[Problem]:
    """Entries of a shared page that take the anchor of its title, or an id as the site itself has them."""
    live = holders(library)
    for kind, anchor in HEADINGS.items():
        for id_, holder in live[kind].items():
            places: list[tuple[str, tuple[str | int, ...]]] = [(id_, ())]
            places += [(alias, ("aliases", index)) for index, alias in enumerate(holder.aliases)]
            for name, path in places:
                if name == anchor or name.startswith(OURS):
                    taken = "the title of the page" if name == anchor else f"the site itself ({OURS})"
                    yield _in_file(
                        root,
                        _SINGLES[kind][0],
                        "entry-id-clash",
                        f'"{name}" is an anchor of {taken}; choose another id',
                        id_,
                        *path,
                        key=not path,
                    )


def _items(checklist: Checklist) -> Iterator[Problem]:
    entry = checklist.entry
    field = "checklist" if checklist.playbook else "items"
    old = [
        (alias, (field, item.id, "aliases", at)) for item in checklist.items for at, alias in enumerate(item.aliases)
    ]
    taken = {item.id: "an item of this list" for item in checklist.items}
    if not checklist.playbook:
        taken |= {heading.anchor: "the anchor of a heading" for heading in entry.document.body.headings}
    yield from _inner(entry, old, checklist.retired, taken)


def _nodes(entry: Entry[TreeFront]) -> Iterator[Problem]:
    groups: Mapping[str, Mapping[str, Aliased]] = {"questions": entry.front.questions, "outcomes": entry.front.outcomes}
    old = [
        (alias, (field, id_, "aliases", at))
        for field, nodes in groups.items()
        for id_, node in nodes.items()
        for at, alias in enumerate(node.aliases)
    ]
    taken = {id_: f"one of the {field} of this tree" for field, nodes in groups.items() for id_ in nodes}
    yield from _inner(entry, old, entry.front.retired, taken)


def _inner(
    entry: Entry[object],
    old: Iterable[tuple[str, tuple[str | int, ...]]],
    retired: Iterable[str],
    taken: Mapping[str, str],
) -> Iterator[Problem]:
    claimed = dict(taken)
    for alias, path in old:
        if alias in claimed:
            yield entry.problem(_KIND, f'"{alias}" is {claimed[alias]}; an old id leads to one place', *path)
        claimed.setdefault(alias, "already an alias here")
    for id_ in retired:
        if id_ in claimed:
            message = f'"{id_}" is {claimed[id_]}; what is retired may not be in use'
            yield entry.problem(_KIND, message, "retired", id_, key=True)
