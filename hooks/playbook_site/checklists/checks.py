"""What a standalone checklist's file must keep apart."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.checklists.model import ChecklistFront
from playbook_site.content.body import anchor_of
from playbook_site.content.entries import Entry
from playbook_site.content.problems import Problem


def problems(entry: Entry[ChecklistFront]) -> Iterator[Problem]:
    """Items whose id is the anchor of a heading on their page."""
    anchors = {anchor_of(entry.front.title)} | {heading.anchor for heading in entry.document.body.headings}
    for id_ in entry.front.items:
        if id_ in anchors:
            message = f'"{id_}" is also the anchor of a heading; choose another id'
            yield entry.problem("item-id-clash", message, "items", id_, key=True)
