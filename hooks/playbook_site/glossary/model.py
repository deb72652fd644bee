"""Method words, each explained once: playbooks/glossary.yml."""

from __future__ import annotations

from collections.abc import Mapping

from pydantic import Field, RootModel

from playbook_site.content.entries import Reference
from playbook_site.content.fields import Authored, Id, Text


class Term(Authored):
    """A word of the trade in one plain sentence."""

    term: Text = Field(description="The word as it is written in a sentence.", examples=["NPV"])
    also: tuple[Text, ...] = Field(default=(), description="Other forms of the word.", examples=[["net present value"]])
    in_text: tuple[Text, ...] | None = Field(
        default=None,
        description="The forms that are explained where they stand in a text; left out: the term itself. [] for none.",
        examples=[["P10", "P50", "P90"]],
    )
    means: Text = Field(description="One plain sentence.", examples=["What a row of yearly amounts is worth today."])
    playbook: Id = Field(description="The playbook that puts it to use.", examples=["compare-short-and-long"])
    aliases: tuple[Id, ...] = Field(
        default=(), description="Ids that this term once had.", examples=[["present-value"]]
    )


class Glossary(RootModel[Mapping[Id, Term]]):
    """All terms by id."""


def references_of(glossary: Glossary) -> tuple[Reference, ...]:
    """The playbook behind each term."""
    return tuple(
        Reference(field=(id_, "playbook"), to=("playbook",), id=term.playbook, why="term")
        for id_, term in glossary.root.items()
    )
