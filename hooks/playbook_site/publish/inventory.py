"""/objects.inv: a Sphinx inventory, version 2, so that other documentation can link here by id.

Everything is a `std:label` named as in the registry of permalinks (`item:red-line/step-held`), pages
are `std:doc` by their address and glossary terms `std:term` by their words as well.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from playbook_site.library import Library
from playbook_site.links import Thing
from playbook_site.publish.destinations import Destinations, permalink, published
from playbook_site.rendering import address

SHOWN, HIDDEN = 1, -1
"""Priorities: a live id is found by a search in the inventory, an old one only by those who know it."""


@dataclass(frozen=True, kw_only=True, order=True)
class Object:
    """One line of the inventory."""

    name: str
    role: str
    priority: int
    uri: str
    title: str

    def __str__(self) -> str:
        return f"{self.name} std:{self.role} {self.priority} {self.uri} {self.title}"


def objects(library: Library) -> tuple[Object, ...]:
    """Every id with the address where it is today, sorted."""
    return tuple(sorted((*_labels(library), *_terms(library))))


def _labels(library: Library) -> Iterator[Object]:
    destinations = Destinations(library)
    for thing in published(library):
        found = destinations.find(thing)
        if found is None:
            continue
        url, anchor = address(found.thing)
        uri = f"{url}#{anchor}" if anchor else url
        is_live = found.thing == thing and not found.gone
        title = " ".join((found.title or "Retired").split())
        yield Object(name=permalink(thing), role="label", priority=SHOWN if is_live else HIDDEN, uri=uri, title=title)
        if is_live and not anchor:
            yield Object(name=url.rstrip("/"), role="doc", priority=SHOWN, uri=uri, title=title)


def _terms(library: Library) -> Iterator[Object]:
    for id_, term in library.glossary.root.items():
        url, anchor = address(Thing(kind="term", id=id_))
        yield Object(name=term.term, role="term", priority=SHOWN, uri=f"{url}#{anchor}", title=term.term)


def packed(found: tuple[Object, ...], *, project: str, version: str) -> bytes:
    """The inventory as Sphinx writes it: four plain lines, the rest compressed. The same objects give the same bytes."""
    header = (
        "# Sphinx inventory version 2\n"
        f"# Project: {project}\n"
        f"# Version: {version}\n"
        "# The remainder of this file is compressed using zlib.\n"
    )
    lines = "".join(f"{line}\n" for line in found)
    return header.encode() + zlib.compress(lines.encode(), level=9)
