"""What a page is made of, in one name for each state of it.

Three circles. `everything` goes into every page: our code and templates, the theme, the settings, all
versions. `shared` is what any page may show of another one: all front matter, all lists, who links to
whom; not the prose of a body. A page adds what is its own: its authored file, its place in the menu.
Pages about the library itself, for those who contribute, depend on every file as a whole.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from playbook_site.content.documents import Document
from playbook_site.library import Library
from playbook_site.rendering import Page

CODE = Path(__file__).parent.parent

ABOUT_ALL = ("contribute/",)
"""Where pages are that look into all bodies."""

_INHERIT = re.compile(r"^INHERIT:\s*['\"]?(.+?)['\"]?\s*$", re.MULTILINE)


def of(*parts: Any) -> str:
    """One name for some values: the first 32 hexadecimal digits of the SHA-256 of their JSON."""
    text = json.dumps(parts, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


@cache
def versions() -> tuple[str, ...]:
    """Python and every package that is installed beside us, each by the folder that says its name and version."""
    folders = (Path(entry) for entry in sys.path)
    return sys.version, *sorted(found.name for folder in folders for found in folder.glob("*.*-info"))


def folder(path: Path, *, but: Path | None = None) -> str:
    """One name for all files of a folder, but for those in one folder of it."""
    found = []
    for where, folders, names in os.walk(path):
        folders[:] = sorted(name for name in folders if name != "__pycache__" and Path(where, name) != but)
        inside = where.removeprefix(str(path))
        found += [(inside, name, hashlib.sha256(Path(where, name).read_bytes()).hexdigest()) for name in sorted(names)]
    return of(found)


def code() -> str:
    """Our code and templates, and everything that is installed beside us."""
    return of(versions(), folder(CODE))


def settings(path: Path) -> tuple[str, ...]:
    """The text of mkdocs.yml, and of each file that it inherits from."""
    text = path.read_text(encoding="utf-8")
    above = _INHERIT.search(text)
    return text, *(settings(path.parent / above[1]) if above else ())


@dataclass(frozen=True, kw_only=True)
class Fingerprints:
    """The names of one build. `everything` is made by `everything_of`; `edited` are the days that pages show."""

    everything: str
    library: Library
    edited: Mapping[str, Any]
    places: frozenset[str]
    """The sources of all pages and files, to which links may lead."""

    @cached_property
    def shared(self) -> str:
        """What any page may show of any other."""
        return of(self.everything, sorted(self.places), faces(self.library))

    @cached_property
    def whole(self) -> str:
        """All that is authored."""
        own = [(path, document.front.value, document.body.text) for path, document in self._documents.items()]
        return of(self.shared, own, dict(self.edited))

    def made(self, page: Page, menu: str) -> str:
        """Of a page that the library makes, before its text is made."""
        front = (page.src, page.url, page.name, page.title, page.description, page.edit, page.tab_title, page.hide)
        document = self._documents.get(page.edit)
        own: Any = (document.body.text, self.edited.get(page.edit)) if document else None
        if page.url.startswith(ABOUT_ALL):
            own = self.whole
        return of(self.shared, front, sorted(page.anchors), menu, own)

    def text(self, page: Page, menu: str, markdown: str) -> str:
        """Of a page that the library makes, by its text with all components in it."""
        front = (page.src, page.url, page.name, page.title, page.description, page.edit, page.tab_title, page.hide)
        return of(self.everything, front, sorted(page.anchors), menu, markdown)

    def written(self, source: str, url: str, menu: str, text: str) -> str:
        """Of a page that stands under docs/."""
        return of(self.everything, sorted(self.places), source, url, menu, text)

    @cached_property
    def _documents(self) -> Mapping[str, Document]:
        return _documents(self.library)


def faces(library: Library) -> str:
    """One name for what any page may show of any entry: all lists, all front matter; not the prose of a body."""
    lists = (
        library.company,
        library.vocabulary,
        library.sources,
        library.glossary,
        library.objections,
        library.meetings,
        library.retired,
    )
    shown = [_face(document) for document in _documents(library).values()]
    return of([words.model_dump(mode="json") for words in lists], shown)


def _documents(library: Library) -> Mapping[str, Document]:
    kinds: Iterable[Mapping[str, Any]] = (
        library.playbooks,
        library.standalone,
        library.trees,
        library.cases,
        library.comparisons,
    )
    return {entry.path: entry.document for entries in kinds for entry in entries.values()}


def _face(document: Document) -> Any:
    """What other pages may show of a document: its front matter, its headings, where it links to."""
    body = document.body
    links = [(link.target, link.text, link.section) for link in body.links]
    return document.path, document.front.value, [heading.text for heading in body.headings], links
