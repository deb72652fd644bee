"""Everything that is written under playbooks/, loaded, checked and linked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from playbook_site.cases import checks as case_checks
from playbook_site.cases.model import CaseFront
from playbook_site.checklists import checks as checklist_checks
from playbook_site.checklists.lists import Checklist, standalone
from playbook_site.checklists.model import ChecklistFront
from playbook_site.company.model import Company
from playbook_site.comparisons import checks as comparison_checks
from playbook_site.comparisons.model import ComparisonFront, planned
from playbook_site.content.documents import Document, Reading, one_by_one, read_tree
from playbook_site.content.entries import Entry, Reference
from playbook_site.content.leftovers import without_echoes
from playbook_site.content.problems import Problem, did_you_mean
from playbook_site.drafts import RESERVED, Draft
from playbook_site.glossary.model import Glossary
from playbook_site.kinds import FOLDERS, LISTS, PAGE_KINDS, PageKind
from playbook_site.links import Link, LinkMap, Places, Thing, written_links
from playbook_site.meetings.model import Meetings
from playbook_site.objections.model import Objections
from playbook_site.playbooks import checks as playbook_checks
from playbook_site.playbooks.done_when import checklist_of
from playbook_site.playbooks.model import PlaybookFront
from playbook_site.retired.model import RetiredPages
from playbook_site.sources.model import Sources
from playbook_site.trees import analysis
from playbook_site.trees.model import TreeFront
from playbook_site.vocabulary.model import Vocabulary
from playbook_site.vocabulary.model import references_of as vocabulary_references

FEW = 12
"""So many words of a vocabulary are listed where none of them looks meant."""

LARGE = 300
"""With more playbooks than this, overviews count where they would list."""

MANY = 200
"""After so many dangling ids none gets a suggestion any more: looking for one takes time."""


@dataclass(frozen=True, kw_only=True)
class Library:
    """All kinds together. Mappings are by id, in the order of the files' names."""

    company: Company
    vocabulary: Vocabulary
    sources: Sources
    glossary: Glossary
    objections: Objections
    meetings: Meetings
    retired: RetiredPages
    playbooks: Mapping[str, Entry[PlaybookFront]]
    standalone: Mapping[str, Entry[ChecklistFront]]
    trees: Mapping[str, Entry[TreeFront]]
    cases: Mapping[str, Entry[CaseFront]]
    comparisons: Mapping[str, Entry[ComparisonFront]]
    links: LinkMap

    @cached_property
    def checklists(self) -> Mapping[str, Checklist]:
        """Every checklist by id: standalone ones first, then those of playbooks."""
        own = (entry.document.once("checklist", partial(checklist_of, entry)) for entry in self.playbooks.values())
        lists = (*(standalone(entry) for entry in self.standalone.values()), *(found for found in own if found))
        return {checklist.id: checklist for checklist in lists}

    @property
    def is_large(self) -> bool:
        """Whether there are so many playbooks that no page can list each of them several times."""
        return len(self.playbooks) > LARGE

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


def load(root: Path, reading: Reading = one_by_one) -> Loaded:
    """Read `root/playbooks` and check it: the library, or every problem in every file."""
    documents, problems = read_tree(root, reading)
    draft = Draft(problems)
    for path in sorted({problem.path for problem in problems} - {document.path for document in documents}):
        draft.expect(path)
    for document in documents:
        draft.add(document)
    draft.require()
    vocabulary = draft.single("vocabulary.yml")
    draft.problems += _shapes(draft, vocabulary)
    links, dangling = _links(draft, vocabulary)
    draft.problems += dangling
    library = _library(draft, vocabulary, links) if vocabulary else None
    found = tuple(sorted(without_echoes(set(draft.problems))))
    return Loaded(None if found else library, found, library if draft.is_read() else None)


def _library(draft: Draft, vocabulary: Vocabulary, links: LinkMap) -> Library:
    return Library(
        company=draft.single("company.yml"),
        vocabulary=vocabulary,
        sources=draft.single("sources.yml"),
        glossary=draft.single("glossary.yml"),
        objections=draft.single("objections.yml"),
        meetings=draft.single("meetings.yml"),
        retired=draft.single("retired.yml"),
        playbooks=draft.entries["playbook"],
        standalone=draft.entries["checklist"],
        trees=draft.entries["tree"],
        cases=draft.entries["case"],
        comparisons=_planned(draft.entries["comparison"], draft.single("company.yml")),
        links=links,
    )


def _planned(
    entries: Mapping[str, Entry[ComparisonFront]], company: Company | None
) -> Mapping[str, Entry[ComparisonFront]]:
    years = company.planning_horizon_years if company else None
    return {id_: replace(entry, front=planned(entry.front, years)) for id_, entry in entries.items()}


def _shapes(draft: Draft, vocabulary: Vocabulary | None) -> Iterator[Problem]:
    """What each kind says of its own entries."""
    sound_trees = {}
    for tree in draft.entries["tree"].values():
        faults = list(analysis.problems(tree))
        yield from (*faults, *analysis.thin_outcomes(tree))
        if not faults:
            sound_trees[tree.id] = tree
    yield from case_checks.problems(draft.entries["case"].values(), sound_trees)
    for comparison in draft.entries["comparison"].values():
        yield from comparison_checks.problems(comparison)
    for checklist in draft.all_of("checklist"):
        yield from checklist_checks.problems(checklist)
    for playbook in draft.all_of("playbook"):
        yield from playbook.document.once("checks", partial(_all_checks, playbook))
        if vocabulary and playbook.folder not in vocabulary.families:
            near = did_you_mean(playbook.folder, vocabulary.families)
            message = f'no family "{playbook.folder}" in vocabulary.yml{near}'
            yield Problem(path=playbook.path, kind="unknown-family", message=message)
    for family in vocabulary.families if vocabulary else ():
        if family in {*FOLDERS, *RESERVED}:
            message = f'the folder "{family}" holds something else; choose another id'
            document, _ = draft.singles["vocabulary.yml"]
            yield document.problem("bad-id", message, "families", family, key=True)


def _all_checks(playbook: Entry[PlaybookFront]) -> tuple[Problem, ...]:
    return tuple(playbook_checks.problems(playbook))


def _links(draft: Draft, vocabulary: Vocabulary | None) -> tuple[LinkMap, list[Problem]]:
    """Typed links and written ones; and those that lead nowhere."""
    known = _known_ids(draft, vocabulary)
    links: list[Link] = []
    problems: list[Problem] = []
    for source, document, reference in _references(draft):
        target = next((kind for kind in reference.to if reference.id in known[kind]), None)
        if target:
            links.append(Link(source=source, target=Thing(kind=target, id=reference.id), why=reference.why))
        elif reference.id:
            names = {name for kind in reference.to for name in known[kind]}
            near = _near(reference, names) if len(problems) < MANY else ""
            message = f'no {" or ".join(reference.to)} has the id "{reference.id}"{near}'
            problems.append(document.problem("dangling-id", message, *reference.field))
    places = _places(draft)
    for kind in draft.entries:
        for entry in draft.all_of(kind):
            for found in written_links(entry.document, Thing(kind=kind, id=entry.id), places):
                if isinstance(found, Problem):
                    problems.append(found)
                else:
                    links.append(found)
    return LinkMap.of(links), problems


def _near(reference: Reference, names: set[str]) -> str:
    """The name that was probably meant; of a few words of the vocabulary, all of them."""
    near = did_you_mean(reference.id, names)
    is_word = set(reference.to) <= {"role", "moment", "objective", "effort"}
    return near or (f"; known here: {', '.join(sorted(names))}" if is_word and 0 < len(names) <= FEW else "")


def _known_ids(draft: Draft, vocabulary: Vocabulary | None) -> Mapping[str, Mapping[str, Any]]:
    """Ids by kind. What could not be read is known by name, so that one fault is not reported twice."""
    read = draft.entries["playbook"]
    own_lists = {id_: None for id_, entry in read.items() if not isinstance(entry.front.checklist, str)}
    unread = dict.fromkeys(id_ for id_ in draft.known["playbook"] if id_ not in read)
    return {
        **draft.known,
        "checklist": {**draft.known["checklist"], **own_lists, **unread},
        "source": _Any() if draft.has_failed("sources.yml") else draft.single("sources.yml").root,
        "objection": _Any() if draft.has_failed("objections.yml") else draft.single("objections.yml").root,
        "role": vocabulary.roles if vocabulary else _Any(),
        "moment": vocabulary.moments if vocabulary else _Any(),
        "objective": vocabulary.objectives if vocabulary else _Any(),
        "effort": vocabulary.efforts if vocabulary else _Any(),
    }


def _references(draft: Draft) -> Iterator[tuple[Thing, Document, Reference]]:
    for kind in PAGE_KINDS:
        for entry in draft.all_of(kind.name):
            for reference in entry.document.once("references", partial(_all_references, kind, entry)):
                yield _source(kind.name, entry.id, reference), entry.document, reference
    if written := draft.written("vocabulary.yml"):
        document, vocabulary = written
        for way, reference in vocabulary_references(vocabulary):
            yield Thing(kind="way-in", id=way), document, reference
    for listed in LISTS:
        if written := draft.written(listed.file):
            document, model = written
            for reference in listed.references_of(model):
                yield Thing(kind=listed.name, id=str(reference.field[0])), document, reference


def _all_references(kind: PageKind, entry: Entry[Any]) -> tuple[Reference, ...]:
    return tuple(kind.references_of(entry))


def _source(kind: str, id_: str, reference: Reference) -> Thing:
    if kind == "tree":
        return Thing(kind="outcome", id=f"{id_}/{reference.field[1]}")
    return Thing(kind=kind, id=id_)


def _places(draft: Draft) -> Places:
    """Every file that a link may lead to, with its anchors."""
    things: dict[str, Thing] = {}
    anchors: dict[str, Mapping[str, Thing | None]] = {}
    for kind, entries in draft.entries.items():
        for id_, path in draft.known[kind].items():
            things[path] = Thing(kind=kind, id=id_)
            entry = entries.get(id_)
            anchors[path] = _anchors(kind, entry) if entry else _Any()
    for path, (kind, id_) in draft.unread.items():
        things[path], anchors[path] = Thing(kind=kind, id=id_), _Any()
    for listed in LISTS:
        path = f"playbooks/{listed.file}"
        things[path] = Thing(kind="page", id=listed.file.removesuffix(".yml"))
        ids = draft.single(listed.file).root
        anchors[path] = {id_: Thing(kind=listed.name, id=id_) for id_ in ids} if ids else _Any()
    return Places(things=things, anchors=anchors)


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


class _Any(dict[str, Any]):
    """The names in a file that could not be read: its own problem is reported, not those of its links."""

    def __contains__(self, _: object) -> bool:
        return True
