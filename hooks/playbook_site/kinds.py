"""The kinds of things that colleagues write: one row each. A new kind begins here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from playbook_site.cases import model as cases
from playbook_site.checklists import model as checklists
from playbook_site.company.model import Company
from playbook_site.comparisons import model as comparisons
from playbook_site.content.entries import Entry, Reference
from playbook_site.glossary import model as glossary
from playbook_site.meetings import model as meetings
from playbook_site.objections import model as objections
from playbook_site.playbooks import model as playbooks
from playbook_site.retired.model import RetiredPages
from playbook_site.sources.model import Sources
from playbook_site.trees import model as trees
from playbook_site.vocabulary.model import Vocabulary


@dataclass(frozen=True, kw_only=True)
class PageKind:
    """A kind of which every file is a page: its name, its model, and what an entry refers to."""

    name: str
    model: type[BaseModel]
    references_of: Callable[[Entry[Any]], Iterable[Reference]]


@dataclass(frozen=True, kw_only=True)
class ListKind:
    """A kind of which one file holds many small things, each with an id and an anchor on one page."""

    name: str
    file: str
    model: type[BaseModel]
    references_of: Callable[[Any], Iterable[Reference]] = lambda _: ()


PLAYBOOK = PageKind(name="playbook", model=playbooks.PlaybookFront, references_of=playbooks.references_of)

FOLDERS: Mapping[str, PageKind] = {
    "checklists": PageKind(name="checklist", model=checklists.ChecklistFront, references_of=checklists.references_of),
    "trees": PageKind(name="tree", model=trees.TreeFront, references_of=trees.references_of),
    "cases": PageKind(name="case", model=cases.CaseFront, references_of=cases.references_of),
    "comparisons": PageKind(
        name="comparison", model=comparisons.ComparisonFront, references_of=comparisons.references_of
    ),
}
"""The folders that hold one kind; every other folder is a family of playbooks."""

PAGE_KINDS: tuple[PageKind, ...] = (PLAYBOOK, *FOLDERS.values())

LISTS: tuple[ListKind, ...] = (
    ListKind(name="source", file="sources.yml", model=Sources),
    ListKind(name="term", file="glossary.yml", model=glossary.Glossary, references_of=glossary.references_of),
    ListKind(
        name="objection", file="objections.yml", model=objections.Objections, references_of=objections.references_of
    ),
    ListKind(name="meeting", file="meetings.yml", model=meetings.Meetings, references_of=meetings.references_of),
)

FILES: Mapping[str, type[BaseModel]] = {
    "company.yml": Company,
    "vocabulary.yml": Vocabulary,
    **{kind.file: kind.model for kind in LISTS},
    "retired.yml": RetiredPages,
}
"""The files that hold more than a page."""

REQUIRED_FILES = ("company.yml", "vocabulary.yml")


def kind_of(folder: str) -> PageKind:
    """The kind of the pages in a folder directly under playbooks/."""
    return FOLDERS.get(folder, PLAYBOOK)
