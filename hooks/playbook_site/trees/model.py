"""What authors may write in a decision tree."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from playbook_site.content.entries import Entry, Reference
from playbook_site.content.fields import Authored, Flag, Id, Kept, Retired, Text

Stance = Literal["advocate", "blend", "adapt", "prepare", "escalate", "exit"]

STANCES: Mapping[Stance, str] = {
    "advocate": "Advocate",
    "blend": "Blend",
    "adapt": "Adapt",
    "prepare": "Prepare first",
    "escalate": "Escalate",
    "exit": "Consider leaving",
}


class Answer(Authored):
    """One answer to a question, and where it leads."""

    says: Text = Field(description="The answer, in the reader's words.", examples=["Yes, it can wait"])
    to: Id = Field(description="The question or outcome it leads to.", examples=["status"])
    unsure: Flag = Field(
        default=False, description="true when the answer means that the reader cannot say.", examples=[False]
    )


class Question(Authored):
    """One question of the tree."""

    ask: Text = Field(description="The question.", examples=["Is the decision still open?"])
    why: Text = Field(description="Why it matters.", examples=["Arguing an open decision is your job."])
    find_out: Text = Field(description="An act that finds it out.", examples=["Ask the decider."])
    sensitive: Flag = Field(
        default=False, description="true: its answer is left out of shared links unless asked for.", examples=[False]
    )
    answers: Mapping[Id, Answer] = Field(min_length=2, description="Two or more answers by id.", examples=[{}])
    aliases: tuple[Id, ...] = Field(
        default=(), description="Ids that this question once had.", examples=[["is-it-open"]]
    )


class Risks(Authored):
    """What each course costs, in three dimensions."""

    product: Text = Field(description="Risk for the product.", examples=["A delay."])
    career: Text = Field(description="Risk for the reader's own standing.", examples=["Low."])
    morale: Text = Field(description="Risk for the team's morale.", examples=["Fair."])


class Change(Authored):
    """What would change the advice. A reference back into the tree, not an edge of the walk."""

    says: Text = Field(description="What happens.", examples=["The follow-up is cut"])
    to: Id | None = Field(default=None, description="The question or outcome to go to then.", examples=["accept-risk"])


class Outcome(Authored):
    """Where a walk ends."""

    title: Text = Field(description="The advice in a few words.", examples=["Disagree and commit"])
    stance: Stance = Field(description="advocate, blend, adapt, prepare, escalate or exit.", examples=["adapt"])
    advice: Text = Field(
        description="The advice in two or three sentences.", examples=["Say once that you see it differently."]
    )
    first_moves: tuple[Text, ...] = Field(
        min_length=1, max_length=4, description="Acts that can start today.", examples=[["Send the note"]]
    )
    checklists: tuple[Id, ...] = Field(
        default=(), description="Checklists; the first is shown at first sight.", examples=[["decision-recorded"]]
    )
    playbooks: tuple[Id, ...] = Field(
        default=(), description="Playbooks, most useful first.", examples=[["disagree-and-commit"]]
    )
    comparisons: tuple[Id, ...] = Field(
        default=(), description="ROI comparisons that show the reasoning.", examples=[["quick-fix-or-platform"]]
    )
    risks: Risks = Field(description="Product, career and morale.", examples=[{}])
    changes_if: tuple[Change, ...] = Field(default=(), description="What would change the advice.", examples=[[]])
    aliases: tuple[Id, ...] = Field(
        default=(), description="Ids that this outcome once had.", examples=[["commit-anyway"]]
    )


class TreeFront(Kept):
    """The front matter of a decision tree."""

    title: Text = Field(
        max_length=90, description="The question that the tree settles.", examples=["Advocate or adapt?"]
    )
    name: Text = Field(max_length=28, description="A short name.", examples=["Advocate or adapt"])
    promise: Text = Field(
        max_length=160, description="What the reader has at the end.", examples=["An honest next move in five minutes."]
    )
    situations: tuple[Text, ...] = Field(
        default=(), description="What people type when they need it.", examples=[["should I fight this"]]
    )
    also_known_as: tuple[Text, ...] = Field(
        default=(), description="Method words that people type.", examples=[["decision tree"]]
    )
    start: Id = Field(description="The first question.", examples=["red-line"])
    longest_path: int = Field(ge=1, le=12, description="The most questions that any walk may take.", examples=[7])
    rule: Text = Field(description="How to answer.", examples=["Answer from what you know now."])
    questions: Mapping[Id, Question] = Field(min_length=1, description="Questions by id.", examples=[{}])
    outcomes: Mapping[Id, Outcome] = Field(min_length=2, description="Outcomes by id.", examples=[{}])
    retired: Retired = Field(
        default_factory=dict, description="Questions and outcomes no longer offered.", examples=[{}]
    )
    private: Flag = Field(default=False, description="true: nothing is kept unless asked.", examples=[False])


def references_of(entry: Entry[TreeFront]) -> tuple[Reference, ...]:
    """Playbooks, checklists and comparisons that outcomes name. Inner targets are the analysis' work."""
    kinds = {"checklists": "checklist", "playbooks": "playbook", "comparisons": "comparison"}
    return tuple(
        Reference(field=("outcomes", id_, field, index), to=(kind,), id=target, why="outcome")
        for id_, outcome in entry.front.outcomes.items()
        for field, kind in kinds.items()
        for index, target in enumerate(getattr(outcome, field))
    )
