"""Checklists: their items, and the front matter of a standalone one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from playbook_site.content.entries import Entry, Reference, references
from playbook_site.content.fields import Authored, Flag, Id, Kept, Retired, Text


class Item(Authored):
    """One thing that can be seen done."""

    do: Text = Field(max_length=120, description="What can be seen done.", examples=["Finance checked the rate"])
    why: Text | None = Field(
        default=None, description="Why it is on the list, in one sentence.", examples=["They will be asked in the room"]
    )
    source: Id | None = Field(
        default=None, alias="from", description="The playbook that explains it.", examples=["find-who-decides"]
    )
    aliases: tuple[Id, ...] = Field(
        default=(), description="Ids that this item once had.", examples=[["finance-asked"]]
    )


def _shorthand(value: object) -> object:
    return {"do": value} if isinstance(value, str) else value


Items = Mapping[Id, Annotated[Item, BeforeValidator(_shorthand)]]
"""Items by id; an item that needs no more than its words may be written as those words."""

ChecklistKind = Literal["list", "gate", "red-line"]


class ChecklistFront(Kept):
    """A checklist that draws on several playbooks."""

    title: Text = Field(max_length=90, description="The moment it is for.", examples=["Before the hard meeting"])
    name: Text = Field(
        max_length=28, description="A short name for tabs, breadcrumbs and tickets.", examples=["Hard meeting"]
    )
    promise: Text = Field(
        max_length=140, description="What is true when all is ticked.", examples=["Ten minutes, eight checks."]
    )
    kind: ChecklistKind = Field(
        default="list",
        description="list; gate: an item may be not applicable, or its risk accepted; red-line: never.",
        examples=["list"],
    )
    roles: tuple[Id, ...] = Field(min_length=1, description="Who uses it; ids of roles.", examples=[["tech-lead"]])
    moments: tuple[Id, ...] = Field(
        min_length=1, description="When; ids of moments.", examples=[["before-the-meeting"]]
    )
    situations: tuple[Text, ...] = Field(
        default=(), description="What people type when they need it.", examples=[["what must be ready"]]
    )
    also_known_as: tuple[Text, ...] = Field(
        default=(), description="Method words that people type.", examples=[["meeting prep"]]
    )
    effort: Id = Field(description="How long it takes; an id of efforts.", examples=["10-min"])
    items: Items = Field(min_length=1, max_length=500, description="The items by id, in order.", examples=[{}])
    related: tuple[Id, ...] = Field(
        default=(), description="Playbooks and checklists that go well with it.", examples=[["run-the-hard-meeting"]]
    )
    retired: Retired = Field(
        default_factory=dict, description="Items once published and no longer offered.", examples=[{}]
    )
    private: Flag = Field(
        default=False, description="true: nothing is kept unless asked, no sharing.", examples=[False]
    )


def references_of(entry: Entry[ChecklistFront]) -> tuple[Reference, ...]:
    """Everything that a standalone checklist names by id."""
    front = entry.front
    return (
        *references("roles", "role", front.roles, "role"),
        *references("moments", "moment", front.moments, "moment"),
        Reference(field=("effort",), to=("effort",), id=front.effort, why="effort"),
        *item_references(front.items, ("items",)),
        *references("related", ("playbook", "checklist"), front.related, "related"),
    )


def item_references(items: Items, field: tuple[str, ...]) -> tuple[Reference, ...]:
    """The playbooks that items come from."""
    return tuple(
        Reference(field=(*field, id_, "from"), to=("playbook",), id=item.source, why="item")
        for id_, item in items.items()
        if item.source
    )
