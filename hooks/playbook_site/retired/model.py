"""Whole pages and entries that are no longer offered: playbooks/retired.yml.

What is retired inside a page (an item, a question, an outcome) stands under `retired:` of that page.
"""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import RootModel

from playbook_site.content.fields import Retirement

RETIRABLE = (
    "playbook",
    "checklist",
    "tree",
    "case",
    "comparison",
    "family",
    "way-in",
    "source",
    "term",
    "objection",
    "meeting",
)
"""Kinds that can be retired as a whole; a key is one of these, a slash and the id."""


class RetiredPages(RootModel[Mapping[str, Retirement]]):
    """Why and since when, by kind and id: `playbook/roi-one-pager`."""

    def of(self, kind: str) -> Mapping[str, Retirement]:
        """What is retired of one kind, by id."""
        start = f"{kind}/"
        return {key.removeprefix(start): gone for key, gone in self.root.items() if key.startswith(start)}
