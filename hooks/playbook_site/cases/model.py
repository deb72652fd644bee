"""Worked cases: what happened, and which path of a tree it proves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from playbook_site.content.entries import Entry, Reference, references
from playbook_site.content.fields import Id, Kept, Text

SECTIONS = ("What was done", "What happened", "What to learn")

TurnedOut = Literal["advocate-was-right", "advocate-was-wrong", "adapting-was-wrong", "open"]


class CaseFront(Kept):
    """The front matter of a case."""

    title: Text = Field(
        max_length=100, description="The situation in one sentence.", examples=["The trade fair is in ten weeks"]
    )
    name: Text = Field(max_length=28, description="A short name.", examples=["Trade-fair feed"])
    tree: Id = Field(description="The tree that the case walks.", examples=["advocate-or-adapt"])
    answers: Mapping[Id, Id] = Field(
        min_length=1, description="The answer to each question on the path.", examples=[{"red-line": "no"}]
    )
    outcome: Id = Field(description="The outcome where those answers lead.", examples=["hybrid"])
    verdict: Text = Field(
        description="Why this outcome fits, in one sentence.", examples=["Needs differ less than positions."]
    )
    turned_out: TurnedOut | None = Field(
        default=None, description="Who proved right, where the story tells.", examples=["advocate-was-wrong"]
    )
    playbooks: tuple[Id, ...] = Field(default=(), description="Playbooks that were used.", examples=[["set-tripwires"]])


def references_of(entry: Entry[CaseFront]) -> tuple[Reference, ...]:
    """The tree and the playbooks; answers are the analysis' work."""
    return (
        Reference(field=("tree",), to=("tree",), id=entry.front.tree, why="case"),
        *references("playbooks", "playbook", entry.front.playbooks, "case"),
    )
