"""A page that is done, and what the rest of the build asks of it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from playbook_site.publish.verify import Facts

Links: TypeAlias = Mapping[str, Mapping[str, str]]
"""Anchors that a page links to: by the source of the page they are on, each with the link as it is written."""


@dataclass(frozen=True, kw_only=True)
class Finished:
    """The bytes of a page and what was found in it while it was made.

    `search` are its entries for the search index, `anchors` the ids that others may link to, `facts`
    what the last look at the site needs, `said` the warnings that it caused.
    """

    html: str
    search: Sequence[Mapping[str, Any]]
    anchors: frozenset[str]
    links: Links
    facts: Facts
    said: Sequence[tuple[str, int, str]] = ()

    def pack(self) -> bytes:
        """As bytes: one line of JSON, then the page."""
        found = {
            "search": self.search,
            "anchors": sorted(self.anchors),
            "links": self.links,
            "facts": self.facts.as_data(),
            "said": self.said,
        }
        return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode() + b"\n" + self.html.encode()

    @classmethod
    def unpack(cls, data: bytes) -> Finished:
        """Read what `pack` wrote; raises ValueError, KeyError or TypeError on anything else."""
        head, _, html = data.partition(b"\n")
        found = json.loads(head)
        return cls(
            html=html.decode(),
            search=found["search"],
            anchors=frozenset(found["anchors"]),
            links=found["links"],
            facts=Facts.from_data(found["facts"]),
            said=[(str(name), int(level), str(words)) for name, level, words in found["said"]],
        )
