"""What authors may write in a playbook."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Discriminator, Field, Tag

from playbook_site.checklists.model import Items, item_references
from playbook_site.content.entries import Entry, Reference, references
from playbook_site.content.fields import Flag, Id, Kept, Retired, Text

SECTIONS = ("Steps", "Template", "Filled example", "What goes wrong", "Why it works")
REQUIRED_SECTIONS = ("Steps", "Template", "Filled example")


def _list_or_id(value: Any) -> str:
    return "id" if isinstance(value, str) else "items"


DoneWhen = Annotated[
    Annotated[Annotated[Items, Field(min_length=1, max_length=5)], Tag("items")] | Annotated[Id, Tag("id")],
    Discriminator(_list_or_id),
]
"""At most five items of the playbook's own, or the id of a standalone checklist."""


class PlaybookFront(Kept):
    """The front matter of a playbook."""

    title: Text = Field(
        max_length=90,
        description="The reader's situation, in their words.",
        examples=["I lost the argument. Now what?"],
    )
    name: Text = Field(
        max_length=28, description="A short name for tabs, breadcrumbs and tickets.", examples=["ROI memo"]
    )
    promise: Text = Field(
        max_length=140,
        description="What the reader has in hand afterwards.",
        examples=["One page which finance does not tear up."],
    )
    roles: tuple[Id, ...] = Field(min_length=1, description="Who reads it; ids of roles.", examples=[["tech-lead"]])
    moments: tuple[Id, ...] = Field(min_length=1, description="When; ids of moments.", examples=[["planning"]])
    objectives: tuple[Id, ...] = Field(
        default=(), description="Company objectives it serves; ids of objectives.", examples=[["cost-savings"]]
    )
    situations: tuple[Text, ...] = Field(
        min_length=1,
        description="What people say or type when they need this page.",
        examples=[["they only care about the numbers"]],
    )
    also_known_as: tuple[Text, ...] = Field(
        default=(), description="Method words that people type.", examples=[["business case", "NPV"]]
    )
    when: Text = Field(description="When to use it.", examples=["The choice moves money, and is still open."])
    when_not: Text = Field(
        max_length=140, description="When not to: honest and short.", examples=["Small or reversible."]
    )
    effort: Id = Field(description="How long it takes; an id of efforts.", examples=["half-day"])
    effort_note: Text | None = Field(
        default=None, max_length=60, description="What the effort leaves open.", examples=["20 minutes a week"]
    )
    checklist: DoneWhen = Field(
        description="Done when: one to five items by id, or the id of a standalone checklist.",
        examples=["roi-memo-ready"],
    )
    related: tuple[Id, ...] = Field(
        default=(), description="Playbooks and checklists that go well with it.", examples=[["set-tripwires"]]
    )
    sources: tuple[Id, ...] = Field(
        default=(), description="Works it cites; ids of sources.", examples=[["klein-2007"]]
    )
    retired: Retired = Field(
        default_factory=dict, description="Items once published and no longer offered.", examples=[{}]
    )
    private: Flag = Field(
        default=False,
        description="true: nothing is kept unless asked, no sharing, a neutral tab title.",
        examples=[False],
    )


def own_items(front: PlaybookFront) -> Items | None:
    """The playbook's own items, or None when it embeds a standalone list."""
    return None if isinstance(front.checklist, str) else front.checklist


def references_of(entry: Entry[PlaybookFront]) -> tuple[Reference, ...]:
    """Everything that a playbook names by id."""
    front = entry.front
    items = own_items(front)
    done_when = (
        item_references(items, ("checklist",))
        if items is not None
        else (Reference(field=("checklist",), to=("checklist",), id=str(front.checklist), why="done-when"),)
    )
    return (
        *references("roles", "role", front.roles, "role"),
        *references("moments", "moment", front.moments, "moment"),
        *references("objectives", "objective", front.objectives, "objective"),
        Reference(field=("effort",), to=("effort",), id=front.effort, why="effort"),
        *done_when,
        *references("related", ("playbook", "checklist"), front.related, "related"),
        *references("sources", "source", front.sources, "source"),
    )
