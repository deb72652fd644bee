"""The words that the library shares: playbooks/vocabulary.yml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from playbook_site.content.entries import Reference, references
from playbook_site.content.fields import Authored, Flag, Id, Text


class Family(Authored):
    """A shelf of playbooks; also the name of their folder."""

    title: Text = Field(description="The family's name.", examples=["Discrepancies"])
    promise: Text = Field(
        description="What a reader finds on this shelf, in one sentence.", examples=["See what you disagree about."]
    )
    aliases: tuple[Id, ...] = Field(default=(), description="Ids that this family once had.", examples=[["conflict"]])


class WayIn(Authored):
    """A row of the home page and the short page behind it."""

    says: Text = Field(description="The row, in the reader's words.", examples=["I lost"])
    first: Text = Field(description="What to do first, in one or two sentences.", examples=["Sleep on it."])
    playbooks: tuple[Id, ...] = Field(
        min_length=1, max_length=3, description="One to three playbooks, in order.", examples=[["disagree-and-commit"]]
    )
    checklist: Id = Field(description="The checklist for this moment.", examples=["after-losing-the-argument"])
    tree: Id | None = Field(default=None, description="A decision tree to begin with.", examples=["advocate-or-adapt"])
    meetings: Flag = Field(default=False, description="true: begin by picking the kind of meeting.", examples=[False])
    tone: Literal["first", "plain", "red-line", "browse"] = Field(
        default="plain",
        description="first: the filled row; red-line: always visible, dark red; browse: only under Browse.",
        examples=["plain"],
    )
    aliases: tuple[Id, ...] = Field(default=(), description="Ids that this way in once had.", examples=[["lost-it"]])


class Vocabulary(Authored):
    """Families, roles, moments, objectives, efforts and ways in, each in the order the site shows them."""

    families: Mapping[Id, Family] = Field(description="Shelves of playbooks.", examples=[{}])
    roles: Mapping[Id, Text] = Field(description="Who reads.", examples=[{"tech-lead": "Tech lead"}])
    moments: Mapping[Id, Text] = Field(description="Stages of a piece of work.", examples=[{"planning": "Planning"}])
    objectives: Mapping[Id, Text] = Field(description="What companies want.", examples=[{"new-markets": "New markets"}])
    efforts: Mapping[Id, Text] = Field(
        description="How long it takes, shortest first.", examples=[{"30-min": "30 min"}]
    )
    ways_in: Mapping[Id, WayIn] = Field(description="Rows of the home page.", examples=[{}])


def references_of(vocabulary: Vocabulary) -> tuple[tuple[str, Reference], ...]:
    """What each way in leads to, with the id of the way in."""
    found: list[tuple[str, Reference]] = []
    for id_, way in vocabulary.ways_in.items():
        inner = [*references("playbooks", "playbook", way.playbooks, "way-in")]
        inner.append(Reference(field=("checklist",), to=("checklist",), id=way.checklist, why="way-in"))
        if way.tree:
            inner.append(Reference(field=("tree",), to=("tree",), id=way.tree, why="way-in"))
        found += [
            (id_, Reference(field=("ways_in", id_, *ref.field), to=ref.to, id=ref.id, why=ref.why)) for ref in inner
        ]
    return tuple(found)
