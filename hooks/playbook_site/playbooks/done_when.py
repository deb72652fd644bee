"""The list "done when" that a playbook may carry."""

from __future__ import annotations

from playbook_site.checklists.lists import Checklist, listed
from playbook_site.content.entries import Entry
from playbook_site.playbooks.model import PlaybookFront, own_items


def checklist_of(entry: Entry[PlaybookFront]) -> Checklist | None:
    """A playbook's own list, or None when it embeds a standalone one."""
    front = entry.front
    items = own_items(front)
    if items is None:
        return None
    return Checklist(
        id=entry.id,
        title=f"Done when: {front.name}",
        name=front.name,
        promise=front.promise,
        kind="list",
        items=listed(items),
        moments=front.moments,
        roles=front.roles,
        private=front.private,
        retired=front.retired,
        playbook=entry.id,
        entry=entry,
    )
