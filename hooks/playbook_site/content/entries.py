"""One authored thing with an id, and what it refers to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, NamedTuple, TypeVar

from playbook_site.content.documents import Document
from playbook_site.content.problems import Problem
from playbook_site.content.strict_yaml import KeyPath

F_co = TypeVar("F_co", covariant=True)


@dataclass(frozen=True, kw_only=True)
class Entry(Generic[F_co]):
    """An authored page: its id (the file's name), its front matter as a model, its document."""

    id: str
    front: F_co
    document: Document

    @property
    def path(self) -> str:
        """The authored file, relative to the repository."""
        return self.document.path

    @property
    def folder(self) -> str:
        """The folder the file lies in: a family for a playbook, else the kind."""
        return self.path.split("/")[-2]

    def problem(self, kind: str, message: str, *path: str | int, key: bool = False) -> Problem:
        """A problem at a field of this entry."""
        return self.document.problem(kind, message, *path, key=key)


class Reference(NamedTuple):
    """An id written in a field, which must be the id of something of one of the kinds `to`."""

    field: KeyPath
    to: tuple[str, ...]
    id: str
    why: str


def references(field: str, to: str | tuple[str, ...], ids: Iterable[str], why: str) -> tuple[Reference, ...]:
    """One reference for each id in a list."""
    kinds = (to,) if isinstance(to, str) else to
    return tuple(Reference(field=(field, index), to=kinds, id=id_, why=why) for index, id_ in enumerate(ids))
