"""Kinds of meetings and how to prepare each within an hour: playbooks/meetings.yml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, Field, RootModel
from pydantic_core import PydanticCustomError

from playbook_site.content.entries import Reference
from playbook_site.content.fields import Authored, Id, Text

HOUR = 60
LONGEST_PROMPT = 200


class MeetingStep(Authored):
    """One act, with the minutes it may take."""

    do: Text = Field(max_length=48, description="The act, as a short imperative.", examples=["Say their case first"])
    minutes: int = Field(ge=1, le=45, description="How long it may take.", examples=[5])
    how: Text = Field(
        max_length=220,
        description="How, in one or two sentences; words to say in double quotes.",
        examples=["Wait for the answer."],
    )
    playbook: Id | None = Field(
        default=None, description="The playbook that explains it.", examples=["name-the-discrepancy"]
    )


def minutes_of(steps: tuple[MeetingStep, ...]) -> int:
    """How long steps take together."""
    return sum(step.minutes for step in steps)


def _within_an_hour(steps: tuple[MeetingStep, ...]) -> tuple[MeetingStep, ...]:
    if (found := minutes_of(steps)) > HOUR:
        raise PydanticCustomError(
            "hour", "the steps take {found} minutes together; they must fit in an hour", {"found": found}
        )
    return steps


Steps = Annotated[tuple[MeetingStep, ...], AfterValidator(_within_an_hour)]
"""Steps in order, an hour at most."""

Prompt = Annotated[Text, Field(max_length=LONGEST_PROMPT)]
"""A sentence to complete, with blanks as ___."""


class Meeting(Authored):
    """One kind of meeting: the hour before, the room, and what stands on the page to take along."""

    says: Text = Field(max_length=60, description="The meeting, in the reader's words.", examples=["I bring bad news"])
    name: Text = Field(max_length=28, description="A short name for tabs and breadcrumbs.", examples=["Bad news"])
    purpose: Text = Field(
        max_length=140,
        description="What is true when it went well, in one sentence.",
        examples=["They hear it early, whole and from you."],
    )
    before: Steps = Field(
        min_length=2,
        max_length=6,
        description="What to do before, an hour at most.",
        examples=[
            [
                {"do": "Say their case first", "minutes": 5, "how": "Wait for the answer."},
                {"do": "Close aloud", "minutes": 5, "how": "Read your closing line."},
            ]
        ],
    )
    in_the_room: Steps = Field(
        min_length=2,
        max_length=7,
        description="What to do in the meeting, in order.",
        examples=[
            [
                {"do": "Say their case first", "minutes": 5, "how": "Wait for the answer."},
                {"do": "Close aloud", "minutes": 5, "how": "Read your closing line."},
            ]
        ],
    )
    playbooks: tuple[Id, ...] = Field(
        min_length=1, max_length=4, description="Where to read on, in order.", examples=[["reset-expectations"]]
    )
    checklist: Id = Field(
        description="The checklist that stands on the page to take along.", examples=["before-the-hard-meeting"]
    )
    disagreement: Prompt = Field(
        description="The sentence of the disagreement, to complete.", examples=["We agree that ___. We differ on ___."]
    )
    talking_points: tuple[Prompt, ...] = Field(
        min_length=3,
        max_length=3,
        description="Three sentences to complete.",
        examples=[["This moves ___ by ___.", "My weak spot is ___.", "I ask for ___."]],
    )
    objections: tuple[Id, ...] = Field(
        min_length=2,
        max_length=6,
        description="What they are likely to say, the hardest first; ids of objections.",
        examples=[["no-money", "prove-it"]],
    )
    ask: Prompt = Field(description="What you ask for, to complete.", examples=["Decide today: ___."])
    fallback: Prompt = Field(description="What you would settle for, to complete.", examples=["A test by ___."])
    aliases: tuple[Id, ...] = Field(default=(), description="Ids that this kind once had.", examples=[["steerco"]])


class Meetings(RootModel[Mapping[Id, Meeting]]):
    """All kinds by id, in the order they are offered."""


def references_of(meetings: Meetings) -> tuple[Reference, ...]:
    """The playbooks, the checklist and the objections that each kind names."""
    found: list[Reference] = []
    for id_, meeting in meetings.root.items():
        for field, steps in (("before", meeting.before), ("in_the_room", meeting.in_the_room)):
            found += [
                Reference(field=(id_, field, at, "playbook"), to=("playbook",), id=step.playbook, why="meeting")
                for at, step in enumerate(steps)
                if step.playbook
            ]
        for field, kind, ids in (
            ("playbooks", "playbook", meeting.playbooks),
            ("objections", "objection", meeting.objections),
        ):
            found += [
                Reference(field=(id_, field, at), to=(kind,), id=target, why="meeting") for at, target in enumerate(ids)
            ]
        found.append(Reference(field=(id_, "checklist"), to=("checklist",), id=meeting.checklist, why="meeting"))
    return tuple(found)
