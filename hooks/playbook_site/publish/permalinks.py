"""The registry of every id ever published, and the promise that each keeps resolving.

`playbooks/permalinks.txt` is written by `playbooks permalinks --write`, never by hand. An id that
it does not list yet is never a problem; one that it lists and that leads nowhere always is.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playbook_site.content import hand_written
from playbook_site.content.documents import Reading, one_by_one
from playbook_site.content.fields import ID_PATTERN
from playbook_site.content.problems import Problem
from playbook_site.library import Library, Loaded, load
from playbook_site.links import Thing
from playbook_site.publish import clashes
from playbook_site.publish.destinations import INNER, KINDS, Destinations, page_of, permalink, published

REGISTRY = "playbooks/permalinks.txt"

HEADER = """\
# Every id that was ever published, one a line. People link to them from tickets and plans.
# Written by `playbooks permalinks --write` when the site is published; not by hand.
"""

_LINE = re.compile(rf"(?P<kind>[a-z-]+):(?P<id>{ID_PATTERN}(?:/{ID_PATTERN})?)")

_FILES = {
    "playbook": "playbooks/*/{}.md",
    "checklist": "playbooks/checklists/{}.md",
    "tree": "playbooks/trees/{}.md",
    "case": "playbooks/cases/{}.md",
    "comparison": "playbooks/comparisons/{}.md",
    "family": "playbooks/vocabulary.yml",
    "way-in": "playbooks/vocabulary.yml",
    "source": "playbooks/sources.yml",
    "term": "playbooks/glossary.yml",
    "objection": "playbooks/objections.yml",
    "meeting": "playbooks/meetings.yml",
}
"""Where each kind is written."""


@dataclass(frozen=True, kw_only=True)
class Registry:
    """The published ids with the line each stands on, and the lines that are no ids."""

    lines: Mapping[Thing, int]
    problems: tuple[Problem, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Registry:
        """Read the registry's text; lines that begin with # are comments."""
        lines: dict[Thing, int] = {}
        problems = []
        for number, line in enumerate(text.splitlines(), start=1):
            match = _LINE.fullmatch(line.strip())
            if match and match["kind"] in KINDS and (match["kind"] in INNER) == ("/" in match["id"]):
                lines.setdefault(Thing(kind=match["kind"], id=match["id"]), number)
            elif line.strip() and not line.startswith("#"):
                message = f'"{line.strip()[:40]}" is not an id as this file lists them, such as item:red-line/step-held'
                problems.append(Problem(path=REGISTRY, line=number, kind="permalink-line", message=message))
        return cls(lines=lines, problems=tuple(problems))

    @classmethod
    def read(cls, root: Path) -> Registry:
        """The registry of a repository; empty before anything was published."""
        path = root / REGISTRY
        return cls.parse(path.read_text(encoding="utf-8", errors="replace") if path.exists() else "")

    def with_published(self, library: Library) -> tuple[Thing, ...]:
        """All that is listed and all that is live, sorted: nothing is ever taken out."""
        return tuple(sorted({*self.lines, *published(library)}))


def text_of(things: Iterable[Thing]) -> str:
    """The registry as it is kept in the file."""
    return HEADER + "".join(f"{line}\n" for line in sorted(permalink(thing) for thing in things))


def write(root: Path, things: Iterable[Thing]) -> None:
    """Put the registry in its place in one act, so that it is never half written."""
    path = root / REGISTRY
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_text(text_of(things), encoding="utf-8", newline="\n")
    beside.replace(path)


def load_published(root: Path, reading: Reading = one_by_one) -> Loaded:
    """The library, checked against what was ever published; every problem in one report."""
    loaded, registry = load(root, reading), Registry.read(root)
    found = [*registry.problems, *hand_written.problems(root)]
    if loaded.draft:
        found += clashes.problems(loaded.draft, root)
        found += gone(loaded.draft, registry)
    problems = tuple(sorted({*loaded.problems, *found}))
    return Loaded(None if problems else loaded.library, problems, loaded.draft)


def gone(library: Library, registry: Registry) -> Iterator[Problem]:
    """Published ids that lead nowhere, each with the three ways out. What lay on a page that is gone goes unsaid."""
    destinations = Destinations(library)
    lost = {thing for thing in registry.lines if destinations.find(thing) is None}
    for thing in lost:
        own_list_of = Thing(kind="playbook", id=thing.id)
        if page_of(thing) in lost - {thing} or (thing.kind == "checklist" and own_list_of in lost):
            continue
        page = destinations.find(page_of(thing)) if thing.kind in INNER else None
        if page:
            yield _inner_gone(library, destinations, thing, page.thing)
        else:
            yield _page_gone(thing, registry.lines[thing])


def _page_gone(thing: Thing, line: int) -> Problem:
    entry = thing.kind in {"family", "way-in", "source", "term", "objection", "meeting"}
    message = (
        f'the {thing.kind} "{thing.id}" was published and is gone from {_FILES[thing.kind].format(thing.id)}. '
        f"Bring it back, or add {thing.id} to aliases: of the {'entry' if entry else 'page'} that takes its place, or "
        f"retire it in playbooks/retired.yml with {thing.kind}/{thing.id}: {{why: ..., date: 2026-11-20}}"
    )
    return Problem(path=REGISTRY, line=line, kind="permalink-gone", message=message)


def _inner_gone(library: Library, destinations: Destinations, thing: Thing, page: Thing) -> Problem:
    old_page, _, id_ = thing.id.partition("/")
    if page.kind == "tree":
        entry, field = library.trees[page.id], f"{thing.kind}s"
    else:
        shown = destinations.list_of(page)
        assert shown  # noqa: S101 - a page that answers for an item has a list
        entry, field = shown.entry, "checklist" if shown.playbook else "items"  # type: ignore[assignment] # all entries have problems
    was = f" of {old_page}" if old_page != entry.id else ""
    message = (
        f'the {thing.kind} "{id_}"{was} was published and is gone from {entry.path}. '
        f"Bring it back, or add {id_} to aliases: of the {thing.kind} that takes its place, or "
        f"write retired: {{{id_}: {{why: ..., date: 2026-11-20}}}} there"
    )
    return entry.problem("permalink-gone", message, field, key=True)
