"""Everything that is written under playbooks/, loaded, checked and linked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel

from playbook_site.cases import checks as case_checks
from playbook_site.cases.model import CaseFront
from playbook_site.cases.model import references_of as case_references
from playbook_site.checklists.lists import Checklist, standalone
from playbook_site.checklists.model import ChecklistFront
from playbook_site.checklists.model import references_of as checklist_references
from playbook_site.company.model import Company
from playbook_site.content.documents import Document, read_tree
from playbook_site.content.entries import Entry, Reference
from playbook_site.content.fields import ID_PATTERN
from playbook_site.content.problems import Problem, did_you_mean
from playbook_site.content.validation import validate
from playbook_site.glossary.model import Glossary
from playbook_site.glossary.model import references_of as glossary_references
from playbook_site.links import Link, LinkMap, Places, Thing, written_links
from playbook_site.objections.model import Objections
from playbook_site.objections.model import references_of as objection_references
from playbook_site.playbooks import checks as playbook_checks
from playbook_site.playbooks.done_when import checklist_of
from playbook_site.playbooks.model import PlaybookFront
from playbook_site.playbooks.model import references_of as playbook_references
from playbook_site.retired.model import RetiredPages
from playbook_site.sources.model import Sources
from playbook_site.trees import analysis
from playbook_site.trees.model import TreeFront
from playbook_site.trees.model import references_of as tree_references
from playbook_site.vocabulary.model import Vocabulary
from playbook_site.vocabulary.model import references_of as vocabulary_references

T = TypeVar("T", bound=BaseModel)

FOLDERS: Mapping[str, tuple[str, type[BaseModel]]] = {
    "checklists": ("checklist", ChecklistFront),
    "trees": ("tree", TreeFront),
    "cases": ("case", CaseFront),
}
"""The folders that hold one kind; every other folder is a family of playbooks."""

FILES: Mapping[str, type[BaseModel]] = {
    "company.yml": Company,
    "vocabulary.yml": Vocabulary,
    "sources.yml": Sources,
    "glossary.yml": Glossary,
    "objections.yml": Objections,
    "retired.yml": RetiredPages,
}
"""The files that hold many small things."""


@dataclass(frozen=True, kw_only=True)
class Library:
    """All kinds together. Mappings are by id, in the order of the files' names."""

    company: Company
    vocabulary: Vocabulary
    sources: Sources
    glossary: Glossary
    objections: Objections
    retired: RetiredPages
    playbooks: Mapping[str, Entry[PlaybookFront]]
    standalone: Mapping[str, Entry[ChecklistFront]]
    trees: Mapping[str, Entry[TreeFront]]
    cases: Mapping[str, Entry[CaseFront]]
    comparisons: Mapping[str, Entry[Any]]
    links: LinkMap

    @cached_property
    def checklists(self) -> Mapping[str, Checklist]:
        """Every checklist by id: standalone ones first, then those of playbooks."""
        own = (checklist_of(entry) for entry in self.playbooks.values())
        lists = (*(standalone(entry) for entry in self.standalone.values()), *(found for found in own if found))
        return {checklist.id: checklist for checklist in lists}

    def in_family(self, family: str) -> tuple[Entry[PlaybookFront], ...]:
        """The playbooks of one family, by title of file."""
        return tuple(entry for entry in self.playbooks.values() if entry.folder == family)


@dataclass(frozen=True)
class Loaded:
    """A library, or the reasons why there is none."""

    library: Library | None
    problems: tuple[Problem, ...]
    draft: Library | None = None
    """The library though something is wrong in it; None when a file could not be read."""


def load(root: Path) -> Loaded:
    """Read `root/playbooks` and check it: the library, or every problem in every file."""
    documents, problems = read_tree(root)
    draft = _Draft(problems)
    for document in documents:
        draft.add(document)
    return draft.finish()


class _Draft:
    """What has been read so far, sound or not; references are checked once all is in."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        self.singles: dict[str, tuple[Document, BaseModel]] = {}
        self.entries: dict[str, dict[str, Entry[Any]]] = {
            kind: {} for kind in ("playbook", "checklist", "tree", "case")
        }
        self.known: dict[str, dict[str, str]] = {kind: {} for kind in self.entries}

    def add(self, document: Document) -> None:
        parts = document.path.split("/")[1:]
        if len(parts) == 1:
            self._single(document, parts[0])
        elif len(parts) == 2 and document.path.endswith(".md"):  # noqa: PLR2004 - a folder and a file
            kind, model = FOLDERS.get(parts[0], ("playbook", PlaybookFront))
            self._entry(document, kind, model, parts[1].removesuffix(".md"))
        else:
            message = "is not read; a page is one .md file in a folder directly under playbooks/"
            self._problem(document, "unexpected-file", message)

    def _problem(self, document: Document, kind: str, message: str) -> None:
        self.problems.append(Problem(path=document.path, kind=kind, message=message))

    def _single(self, document: Document, name: str) -> None:
        model = FILES.get(name)
        if model is None:
            message = "is not read" + (did_you_mean(name, FILES) or f"; the files here are {', '.join(FILES)}")
            self._problem(document, "unexpected-file", message)
            return
        found, problems = validate(model, document)
        self.problems += problems
        if found is not None:
            self.singles[name] = (document, found)

    def _entry(self, document: Document, kind: str, model: type[BaseModel], id_: str) -> None:
        from_rule = _bad_id(id_)
        if from_rule:
            self._problem(document, "bad-id", from_rule)
            return
        namespace = ("playbook", "checklist") if kind in {"playbook", "checklist"} else (kind,)
        for other in namespace:
            if id_ in self.known[other]:
                message = f'the id "{id_}" is taken by {self.known[other][id_]}; playbooks and checklists share one set of ids'
                self._problem(document, "id-clash", message)
                return
        self.known[kind][id_] = document.path
        front, problems = validate(model, document)
        self.problems += problems
        if front is not None:
            self.entries[kind][id_] = Entry(id=id_, front=front, document=document)

    def finish(self) -> Loaded:
        for name in ("company.yml", "vocabulary.yml"):
            if name not in self.singles and not any(p.path == f"playbooks/{name}" for p in self.problems):
                self.problems.append(
                    Problem(
                        path=f"playbooks/{name}",
                        kind="missing-file",
                        message="the file is missing; the site cannot do without it",
                    )
                )
        vocabulary = self._single_or("vocabulary.yml", None)
        if not isinstance(vocabulary, Vocabulary):
            return Loaded(None, tuple(sorted(set(self.problems))))
        self._check_shapes(vocabulary)
        links = LinkMap.of(self._links(vocabulary))
        library = Library(
            company=self._single_or("company.yml", None),
            vocabulary=vocabulary,
            sources=self._single_or("sources.yml", Sources({})),
            glossary=self._single_or("glossary.yml", Glossary({})),
            objections=self._single_or("objections.yml", Objections({})),
            retired=self._single_or("retired.yml", RetiredPages({})),
            playbooks=self.entries["playbook"],
            standalone=self.entries["checklist"],
            trees=self.entries["tree"],
            cases=self.entries["case"],
            comparisons=self.entries.get("comparison", {}),
            links=links,
        )
        problems = tuple(sorted(set(self.problems)))
        return Loaded(None if problems else library, problems, library if self._is_read() else None)

    def _is_read(self) -> bool:
        """Whether every file could be read and holds what its kind asks for."""
        read = {f"playbooks/{name}" for name in self.singles}
        read |= {entry.path for entries in self.entries.values() for entry in entries.values()}
        return all(problem.path in read for problem in self.problems)

    def _failed(self, name: str) -> bool:
        return name not in self.singles and any(problem.path == f"playbooks/{name}" for problem in self.problems)

    def _single_or(self, name: str, default: Any) -> Any:
        return self.singles[name][1] if name in self.singles else default

    def _check_shapes(self, vocabulary: Vocabulary) -> None:
        sound_trees = {}
        for entry in self.entries["tree"].values():
            faults = list(analysis.problems(entry))
            self.problems += faults
            if not faults:
                sound_trees[entry.id] = entry
        for entry in self.entries["playbook"].values():
            self.problems += playbook_checks.problems(entry)
            if entry.folder not in vocabulary.families:
                message = f'no family "{entry.folder}" in vocabulary.yml' + did_you_mean(
                    entry.folder, vocabulary.families
                )
                self.problems.append(Problem(path=entry.path, kind="unknown-family", message=message))
        self.problems += case_checks.problems(self.entries["case"].values(), sound_trees)

    def _links(self, vocabulary: Vocabulary) -> Iterator[Link]:
        known = self._known_ids(vocabulary)
        for source, document, reference in self._references(vocabulary):
            target = next((kind for kind in reference.to if reference.id in known.get(kind, ())), None)
            if target:
                yield Link(source=source, target=Thing(kind=target, id=reference.id), why=reference.why)
            elif reference.to != ("comparison",):
                kinds = " or ".join(reference.to)
                names = {name for kind in reference.to for name in known[kind]}
                message = f'no {kinds} has the id "{reference.id}"' + did_you_mean(reference.id, names)
                self.problems.append(document.problem("dangling-id", message, *reference.field))
        places = self._places()
        for kind, entries in self.entries.items():
            for entry in entries.values():
                for found in written_links(entry.document, Thing(kind=kind, id=entry.id), places):
                    if isinstance(found, Problem):
                        self.problems.append(found)
                    else:
                        yield found

    def _known_ids(self, vocabulary: Vocabulary) -> Mapping[str, Iterable[str]]:
        """Ids by kind. What could not be read is known by name, so that one fault is not reported twice."""
        own_lists = [
            id_ for id_, entry in self.entries["playbook"].items() if not isinstance(entry.front.checklist, str)
        ]
        unread = {entry_id for entry_id in self.known["playbook"] if entry_id not in self.entries["playbook"]}
        return {
            **self.known,
            "checklist": [*self.known["checklist"], *own_lists, *unread],
            "source": self._single_or("sources.yml", Sources({})).root if not self._failed("sources.yml") else _Any(),
            "role": vocabulary.roles,
            "moment": vocabulary.moments,
            "objective": vocabulary.objectives,
            "effort": vocabulary.efforts,
        }

    def _references(self, vocabulary: Vocabulary) -> Iterator[tuple[Thing, Document, Reference]]:
        by_kind: Mapping[str, Callable[[Entry[Any]], Iterable[Reference]]] = {
            "playbook": playbook_references,
            "checklist": checklist_references,
            "tree": tree_references,
            "case": case_references,
        }
        for kind, references_of in by_kind.items():
            for entry in self.entries[kind].values():
                for reference in references_of(entry):
                    yield _source(kind, entry.id, reference), entry.document, reference
        document, _ = self.singles["vocabulary.yml"]
        for way, reference in vocabulary_references(vocabulary):
            yield Thing(kind="way-in", id=way), document, reference
        singles: tuple[tuple[str, str, Callable[[Any], Iterable[Reference]]], ...] = (
            ("glossary.yml", "term", glossary_references),
            ("objections.yml", "objection", objection_references),
        )
        for name, kind, of in singles:
            if name in self.singles:
                document, model = self.singles[name]
                for reference in of(model):
                    yield Thing(kind=kind, id=str(reference.field[0])), document, reference

    def _places(self) -> Places:
        things: dict[str, Thing] = {}
        anchors: dict[str, Mapping[str, Thing | None]] = {}
        for kind, entries in self.entries.items():
            for id_, path in self.known[kind].items():
                things[path] = Thing(kind=kind, id=id_)
                entry = entries.get(id_)
                anchors[path] = _anchors(kind, entry) if entry else _Any()
        for name, kind in (("sources.yml", "source"), ("glossary.yml", "term"), ("objections.yml", "objection")):
            path = f"playbooks/{name}"
            model = self._single_or(name, None)
            things[path] = Thing(kind="page", id=name.removesuffix(".yml"))
            anchors[path] = {id_: Thing(kind=kind, id=id_) for id_ in model.root} if model else _Any()
        return Places(things=things, anchors=anchors)


class _Any(dict[str, Thing | None]):
    """The anchors of a file that could not be read: its own problem is reported, not those of its links."""

    def __contains__(self, _: object) -> bool:
        return True


def _bad_id(name: str) -> str:
    if re.fullmatch(ID_PATTERN, name):
        return ""
    return f'the file\'s name "{name}" is not an id; use lower-case letters, digits and hyphens: kebab-case'


def _source(kind: str, id_: str, reference: Reference) -> Thing:
    if kind == "tree":
        return Thing(kind="outcome", id=f"{id_}/{reference.field[1]}")
    return Thing(kind=kind, id=id_)


def _anchors(kind: str, entry: Entry[Any]) -> dict[str, Thing | None]:
    found: dict[str, Thing | None] = {heading.anchor: None for heading in entry.document.body.headings}
    match kind:
        case "checklist":
            found |= dict.fromkeys(entry.front.items)
        case "playbook":
            items = entry.front.checklist
            found |= {f"item-{id_}": None for id_ in ({} if isinstance(items, str) else items)}
        case "tree":
            found |= {id_: Thing(kind="outcome", id=f"{entry.id}/{id_}") for id_ in entry.front.outcomes}
            found |= dict.fromkeys(entry.front.questions)
    return found
