"""What people say against a proposal, and an honest way to answer: playbooks/objections.yml."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, RootModel

from playbook_site.content.entries import Reference
from playbook_site.content.fields import Authored, Id, Text


class Objection(Authored):
    """One objection: ask before you answer, grant what is true, know when they are right."""

    they_say: Text = Field(description="The objection, as it is said.", examples=["We have no time for this"])
    also: tuple[Text, ...] = Field(
        default=(), description="Other ways to say it.", examples=[["not before the release"]]
    )
    ask_first: Text = Field(
        description="The question to ask before any answer.", examples=["What does the date protect?"]
    )
    grant: Text = Field(description="What is true in it.", examples=["The date is real."])
    answer: Text = Field(
        description="One fact and one option; blanks as ___.", examples=["We can keep the date if ___."]
    )
    they_are_right_when: Text = Field(
        description="When to yield.", examples=["Delay costs more than the later saving."]
    )
    evidence: Text = Field(
        description="What to have in hand.", examples=["The cost of one month's delay, with its range."]
    )
    playbooks: tuple[Id, ...] = Field(
        min_length=1, description="Where to read on.", examples=[["count-the-cost-of-delay"]]
    )
    aliases: tuple[Id, ...] = Field(
        default=(), description="Ids that this objection once had.", examples=[["too-late"]]
    )


class Objections(RootModel[Mapping[Id, Objection]]):
    """All objections by id, in the order they are shown."""


def references_of(objections: Objections) -> tuple[Reference, ...]:
    """The playbooks behind each objection."""
    return tuple(
        Reference(field=(id_, "playbooks", index), to=("playbook",), id=target, why="objection")
        for id_, objection in objections.root.items()
        for index, target in enumerate(objection.playbooks)
    )
