"""Where every id that was ever published leads today.

An id is written `kind:id`, what is inside a page `kind:page/id`: `item:red-line/written`. It leads
to itself, to the successor that names it under `aliases:`, or to the sentence it was retired with.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from playbook_site.checklists.lists import Checklist
from playbook_site.content.fields import Retirement
from playbook_site.library import Library
from playbook_site.links import Thing
from playbook_site.rendering import title_of
from playbook_site.retired.model import RETIRABLE

INNER = {"item": "checklist", "question": "tree", "outcome": "tree"}
"""Kinds of things inside a page, and the kind of that page."""

KINDS = (*RETIRABLE, *INNER)

_SHARED = ("playbook", "checklist")


class Aliased(Protocol):
    """Something that may have had other ids."""

    @property
    def aliases(self) -> tuple[str, ...]:
        """Ids it once had."""


@dataclass(frozen=True, kw_only=True)
class Destination:
    """What answers for an id today; `gone` is the sentence of something retired."""

    thing: Thing
    title: str
    gone: Retirement | None = None


def permalink(thing: Thing) -> str:
    """An id as the registry lists it."""
    return f"{thing.kind}:{thing.id}"


def namespace(kind: str) -> tuple[str, ...]:
    """The kinds that share one set of ids with `kind`, itself first."""
    return (kind, *(other for other in _SHARED if other != kind)) if kind in _SHARED else (kind,)


def page_of(thing: Thing) -> Thing:
    """The page that something inside it belongs to; a page is its own."""
    kind = INNER.get(thing.kind)
    return Thing(kind=kind, id=thing.id.partition("/")[0]) if kind else thing


def holders(library: Library) -> Mapping[str, Mapping[str, Aliased]]:
    """What is live, by kind and id. A playbook's own list is not here: it has no ids of its own."""
    entries: Mapping[str, Mapping[str, Any]] = {
        "playbook": library.playbooks,
        "checklist": library.standalone,
        "tree": library.trees,
        "case": library.cases,
        "comparison": library.comparisons,
    }
    return {
        **{kind: {id_: entry.front for id_, entry in found.items()} for kind, found in entries.items()},
        "family": library.vocabulary.families,
        "way-in": library.vocabulary.ways_in,
        "source": library.sources.root,
        "term": library.glossary.root,
        "objection": library.objections.root,
        "meeting": library.meetings.root,
    }


def published(library: Library) -> tuple[Thing, ...]:
    """Every id that the site answers to today: live, alias or retired; sorted."""
    return tuple(sorted({*_pages(library), *_items(library), *_nodes(library)}))


def _pages(library: Library) -> Iterator[Thing]:
    for kind, found in holders(library).items():
        for id_, holder in found.items():
            for name in (id_, *holder.aliases):
                yield Thing(kind=kind, id=name)
                if kind == "playbook" and id_ in library.checklists:
                    yield Thing(kind="checklist", id=name)
    for key in library.retired.root:
        kind, _, id_ = key.partition("/")
        yield Thing(kind=kind, id=id_)


def _items(library: Library) -> Iterator[Thing]:
    for checklist in library.checklists.values():
        aliases = (alias for item in checklist.items for alias in item.aliases)
        for id_ in (*(item.id for item in checklist.items), *aliases, *checklist.retired):
            yield Thing(kind="item", id=f"{checklist.id}/{id_}")


def _nodes(library: Library) -> Iterator[Thing]:
    for tree in library.trees.values():
        for kind, nodes in (("question", tree.front.questions), ("outcome", tree.front.outcomes)):
            for id_, node in nodes.items():
                for name in (id_, *node.aliases):
                    yield Thing(kind=kind, id=f"{tree.id}/{name}")


class Destinations:
    """The answer for any id, published or not, in one library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._holders = holders(library)
        self._aliases = {
            kind: {alias: id_ for id_, holder in found.items() for alias in holder.aliases}
            for kind, found in self._holders.items()
        }

    def find(self, thing: Thing) -> Destination | None:
        """What answers for `thing` today, or None when nothing does."""
        match thing.kind:
            case "item":
                return self._item(thing)
            case "question" | "outcome":
                return self._node(thing)
            case "checklist":
                return self._checklist(thing)
            case kind if kind in self._holders:
                return self._page(thing)
            case _:
                return None

    def list_of(self, page: Thing) -> Checklist | None:
        """The checklist that a live page shows."""
        found = self._library.checklists.get(page.id)
        if found is None and page.kind == "playbook":
            found = self._library.checklists.get(str(self._library.playbooks[page.id].front.checklist))
        return found

    def _page(self, thing: Thing) -> Destination | None:
        for kind in namespace(thing.kind):
            id_ = thing.id if thing.id in self._holders[kind] else self._aliases[kind].get(thing.id)
            if id_:
                return self._live(Thing(kind=kind, id=id_))
        for kind in namespace(thing.kind):
            if gone := self._library.retired.of(kind).get(thing.id):
                return Destination(thing=thing, title="", gone=gone)
        return None

    def _live(self, thing: Thing) -> Destination:
        if thing.kind == "family":
            return Destination(thing=thing, title=self._library.vocabulary.families[thing.id].title)
        return Destination(thing=thing, title=title_of(self._library, thing))

    def _checklist(self, thing: Thing) -> Destination | None:
        page = self._page(thing)
        if page is None or page.gone:
            return page
        found = self.list_of(page.thing)
        return Destination(thing=Thing(kind="checklist", id=found.id), title=found.title) if found else None

    def _item(self, thing: Thing) -> Destination | None:
        page = self._page(page_of(thing))
        if page is None or page.gone:
            return page and Destination(thing=thing, title="", gone=page.gone)
        found, id_ = self.list_of(page.thing), thing.id.partition("/")[2]
        for item in found.items if found else ():
            if found and id_ in (item.id, *item.aliases):
                return Destination(thing=Thing(kind="item", id=f"{found.id}/{item.id}"), title=item.do)
        if found and (gone := found.retired.get(id_)):
            return Destination(thing=Thing(kind="item", id=f"{found.id}/{id_}"), title="", gone=gone)
        if page.thing.kind == "playbook" and (gone := self._library.playbooks[page.thing.id].front.retired.get(id_)):
            return Destination(thing=thing, title="", gone=gone)
        return None

    def _node(self, thing: Thing) -> Destination | None:
        page, id_ = self._page(page_of(thing)), thing.id.partition("/")[2]
        if page is None or page.gone:
            return page and Destination(thing=thing, title="", gone=page.gone)
        front, tree = self._library.trees[page.thing.id].front, page.thing.id
        for question_id, question in front.questions.items():
            if id_ in (question_id, *question.aliases):
                return Destination(thing=Thing(kind="question", id=f"{tree}/{question_id}"), title=question.ask)
        for outcome_id, outcome in front.outcomes.items():
            if id_ in (outcome_id, *outcome.aliases):
                return Destination(thing=Thing(kind="outcome", id=f"{tree}/{outcome_id}"), title=outcome.title)
        gone = front.retired.get(id_)
        return Destination(thing=Thing(kind=thing.kind, id=f"{tree}/{id_}"), title="", gone=gone) if gone else None
