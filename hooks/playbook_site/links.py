"""Links between things of the library, typed and written, and the way back."""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from playbook_site.content.body import WrittenLink
from playbook_site.content.documents import Document
from playbook_site.content.hand_written import outside
from playbook_site.content.problems import Problem, did_you_mean, nearest

CONTENT_ROOTS = ("playbooks/", "docs/")

_EXTERNAL = re.compile(r"^(https?://|mailto:)", re.IGNORECASE)
_SCHEME = re.compile(r"^[a-zA-Z][a-zA-Z0-9+.-]*:")


class Thing(NamedTuple):
    """Something that can be linked to: its kind and id, and where it is written."""

    kind: str
    id: str


class Link(NamedTuple):
    """One link. `why` says of which sort it is; `section` where a written one stands."""

    source: Thing
    target: Thing
    why: str
    section: str = ""
    anchor: str = ""


@dataclass(frozen=True)
class LinkMap:
    """All links, both ways."""

    links: tuple[Link, ...]
    to: Mapping[Thing, tuple[Link, ...]]
    origin: Mapping[Thing, tuple[Link, ...]]

    @classmethod
    def of(cls, links: Iterable[Link]) -> LinkMap:
        """Sort links by both ends; the same link twice counts once."""
        unique = tuple(sorted(set(links)))
        to: dict[Thing, list[Link]] = defaultdict(list)
        origin: dict[Thing, list[Link]] = defaultdict(list)
        for link in unique:
            to[link.target].append(link)
            origin[link.source].append(link)
        return cls(
            unique,
            {thing: tuple(found) for thing, found in to.items()},
            {thing: tuple(found) for thing, found in origin.items()},
        )

    def backlinks(self, thing: Thing) -> tuple[Link, ...]:
        """Who points to `thing`, one link a source: the typed one before the written one."""
        best: dict[Thing, Link] = {}
        for link in self.to.get(thing, ()):
            known = best.get(link.source)
            if link.source != thing and (known is None or known.why == "written"):
                best[link.source] = link
        return tuple(best.values())


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where things are written: by path of their file, with the anchors that each offers."""

    things: Mapping[str, Thing]
    anchors: Mapping[str, Mapping[str, Thing | None]]
    """For each path, its anchors; an anchor that is a thing of its own names it."""


def written_links(document: Document, source: Thing, places: Places) -> Iterator[Link | Problem]:
    """The links in a body, resolved, and those that lead nowhere."""
    for link in document.body.links:
        if fault := outside(document.path, link.target, link.text, is_image=link.is_image):
            yield _problem(document, link, *fault)
            continue
        if link.is_image or _EXTERNAL.match(link.target):
            continue
        found = _resolve(document.path, link, places)
        if isinstance(found, str):
            yield _problem(document, link, "dead-link", found)
        elif found is not None:
            thing, anchor = found
            yield Link(source=source, target=thing, why="written", section=link.section, anchor=anchor)


def _problem(document: Document, link: WrittenLink, kind: str, message: str) -> Problem:
    return Problem(path=document.path, line=link.line, column=link.column, kind=kind, message=message)


def _resolve(path: str, link: WrittenLink, places: Places) -> tuple[Thing, str] | str | None:
    """The thing a relative link leads to, None for a hand-written page, or what is wrong with it."""
    if _SCHEME.match(link.target) or link.target.startswith("//"):
        return f'"{link.target}" is not a link that opens; use https:, mailto: or a relative path'
    if link.target.startswith("/"):
        return f'"{link.target}" begins with /; write it relative to this file, for example ../roi/x.md'
    file, _, anchor = link.target.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
    if target.startswith("docs/"):
        return None
    if target not in places.things:
        return f'no file "{file}" from here' + _near_path(path, target, places)
    if anchor and anchor not in places.anchors[target]:
        return f'"{file or path}" has no anchor "#{anchor}"' + did_you_mean(anchor, places.anchors[target])
    inner = places.anchors[target].get(anchor) if anchor else None
    return inner or places.things[target], anchor


def _near_path(path: str, target: str, places: Places) -> str:
    """The file of the same name in another folder, else the one whose name is most like it."""
    by_stem = {_stem(known): known for known in places.things}
    match = by_stem.get(_stem(target)) or by_stem.get(nearest(_stem(target), by_stem) or "")
    return f'; did you mean "{posixpath.relpath(match, posixpath.dirname(path))}"?' if match else ""


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def rewrite(markdown: str, spans: Iterable[tuple[WrittenLink, str]], first_line: int = 1) -> str:
    """`markdown` with the targets of some links replaced, each at its place."""
    lines = markdown.split("\n")
    for link, target in sorted(spans, key=lambda span: (span[0].line, -span[0].column)):
        at = link.line - first_line
        start = link.column - 1
        lines[at] = lines[at][:start] + target + lines[at][start + len(link.target) :]
    return "\n".join(lines)
