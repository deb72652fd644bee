"""A checklist as the site shows it, wherever its items were written."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from playbook_site.checklists.model import ChecklistFront, ChecklistKind, Items
from playbook_site.content.entries import Entry
from playbook_site.content.fields import Kept, Retired


@dataclass(frozen=True, kw_only=True)
class ListedItem:
    """One item of a checklist. `source` is the playbook that explains it."""

    id: str
    do: str
    why: str | None
    source: str | None
    fingerprint: str
    aliases: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Checklist:
    """A playbook's own list or a standalone one: the same to whoever ticks it."""

    id: str
    title: str
    name: str
    promise: str
    kind: ChecklistKind
    items: tuple[ListedItem, ...]
    moments: tuple[str, ...]
    roles: tuple[str, ...]
    private: bool
    retired: Retired
    playbook: str | None
    entry: Entry[Kept]


def fingerprint(words: str) -> str:
    """Eight hexadecimal digits of SHA-256 over the words alone: case, punctuation and spaces aside."""
    plain = " ".join(re.findall(r"[^\W_]+", words.casefold()))
    return hashlib.sha256(plain.encode()).hexdigest()[:8]


def standalone(entry: Entry[ChecklistFront]) -> Checklist:
    """The checklist that a file under playbooks/checklists/ describes."""
    front = entry.front
    return Checklist(
        id=entry.id,
        title=front.title,
        name=front.name,
        promise=front.promise,
        kind=front.kind,
        items=listed(front.items),
        moments=front.moments,
        roles=front.roles,
        private=front.private,
        retired=front.retired,
        playbook=None,
        entry=entry,
    )


def listed(items: Items) -> tuple[ListedItem, ...]:
    """Authored items as the site shows them."""
    return tuple(
        ListedItem(
            id=id_,
            do=item.do,
            why=item.why,
            source=item.source,
            fingerprint=fingerprint(item.do),
            aliases=item.aliases,
        )
        for id_, item in items.items()
    )
