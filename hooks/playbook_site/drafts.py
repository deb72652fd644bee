"""What has been read so far, sound or not; references are checked once all is in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pydantic import BaseModel

from playbook_site.content.documents import Document
from playbook_site.content.entries import Entry
from playbook_site.content.fields import ID_PATTERN
from playbook_site.content.problems import Problem, did_you_mean, not_an_id
from playbook_site.content.salvage import salvage
from playbook_site.content.validation import validate
from playbook_site.kinds import FILES, PAGE_KINDS, REQUIRED_FILES, PageKind, kind_of

ONE_NAMESPACE = ("playbook", "checklist")
"""Kinds that share one set of ids."""

RESERVED = ("index", "ways-in", "meetings")
"""Names that the site gives to pages and folders of its own, beside the authored ones."""


class Draft:
    """Documents sorted into kinds, with every problem met on the way."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: list[Problem] = list(problems)
        self.singles: dict[str, tuple[Document, BaseModel]] = {}
        self.entries: dict[str, dict[str, Entry[Any]]] = {kind.name: {} for kind in PAGE_KINDS}
        self.known: dict[str, dict[str, str]] = {kind.name: {} for kind in PAGE_KINDS}
        self.unread: dict[str, tuple[str, str]] = {}
        self._unsound_singles: dict[str, tuple[Document, BaseModel]] = {}
        self._unsound: list[tuple[str, Entry[Any]]] = []

    def add(self, document: Document) -> None:
        """Put a document where it belongs."""
        match document.path.split("/")[1:]:
            case [name]:
                self._single(document, name)
            case [folder, name] if name.endswith(".md"):
                self._entry(document, kind_of(folder), name.removesuffix(".md"))
            case _:
                message = "is not read; a page is one .md file in a folder directly under playbooks/"
                self.fault(document.path, "unexpected-file", message)

    def expect(self, path: str) -> None:
        """Know a page by name that could not be read, so that links to it are not reported as well."""
        match path.split("/")[1:]:
            case [folder, name] if name.endswith(".md"):
                kind, id_ = kind_of(folder).name, name.removesuffix(".md")
                self.known[kind].setdefault(id_, path)
                self.unread[path] = (kind, id_)

    def require(self) -> None:
        """Report the files that the site cannot do without."""
        for name in REQUIRED_FILES:
            path = f"playbooks/{name}"
            if name not in self.singles and not any(problem.path == path for problem in self.problems):
                self.fault(path, "missing-file", "the file is missing; the site cannot do without it")

    def fault(self, path: str, kind: str, message: str) -> None:
        """Note a problem of a whole file."""
        self.problems.append(Problem(path=path, kind=kind, message=message))

    def single(self, name: str) -> Any:
        """The model of one of FILES: empty when there is no such file or it could not be read."""
        if name in self.singles:
            return self.singles[name][1]
        return None if name in REQUIRED_FILES else FILES[name].model_validate({})

    def all_of(self, kind: str) -> Iterator[Entry[Any]]:
        """The entries of a kind, and what is sound of the faulty ones."""
        yield from self.entries[kind].values()
        yield from (entry for of_kind, entry in self._unsound if of_kind == kind)

    def written(self, name: str) -> tuple[Document, Any] | None:
        """One of FILES as it is written, or what is sound of it."""
        return self.singles.get(name) or self._unsound_singles.get(name)

    def has_failed(self, name: str) -> bool:
        """Whether one of FILES is there and could not be read."""
        return name not in self.singles and any(problem.path == f"playbooks/{name}" for problem in self.problems)

    def is_read(self) -> bool:
        """Whether every file could be read and holds what its kind asks for."""
        read = {f"playbooks/{name}" for name in self.singles}
        read |= {entry.path for entries in self.entries.values() for entry in entries.values()}
        return all(problem.path in read for problem in self.problems)

    def _single(self, document: Document, name: str) -> None:
        model = FILES.get(name)
        if model is None:
            message = "is not read" + (did_you_mean(name, FILES) or f"; the files here are {', '.join(FILES)}")
            self.fault(document.path, "unexpected-file", message)
            return
        found, problems = validate(model, document)
        self.problems += problems
        if found is not None:
            self.singles[name] = (document, found)
        else:
            self._unsound_singles[name] = (document, salvage(model, document))

    def _entry(self, document: Document, kind: PageKind, id_: str) -> None:
        if id_ in RESERVED:
            self.fault(document.path, "bad-id", f'the site has a page of its own named "{id_}"; choose another name')
            return
        if not re.fullmatch(ID_PATTERN, id_):
            message = f'the file\'s name "{id_}" {not_an_id(id_, ".md")}'
            self.fault(document.path, "bad-id", message)
            return
        namespace = ONE_NAMESPACE if kind.name in ONE_NAMESPACE else (kind.name,)
        taken = next((self.known[other][id_] for other in namespace if id_ in self.known[other]), None)
        if taken:
            message = f'the id "{id_}" is taken by {taken}; playbooks and checklists share one set of ids'
            self.fault(document.path, "id-clash", message)
            self.expect(document.path)
            return
        self.known[kind.name][id_] = document.path
        front, problems = document.once("front", lambda: validate(kind.model, document))
        self.problems += problems
        if front is not None:
            self.entries[kind.name][id_] = Entry(id=id_, front=front, document=document)
        else:
            sound = salvage(kind.model, document)
            self._unsound.append((kind.name, Entry(id=id_, front=sound, document=document)))
