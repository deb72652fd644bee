"""Works that pages cite: playbooks/sources.yml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, RootModel, StringConstraints
from pydantic_core import PydanticCustomError

from playbook_site.content.fields import Authored, Date, Id, Text
from playbook_site.content.hosts import deception

Grade = Literal["evidence", "practice", "opinion"]


def _honest(address: str) -> str:
    if message := deception(address):
        raise PydanticCustomError("look_alike", "{message}", {"message": message})
    return address


WebAddress = Annotated[
    str,
    StringConstraints(pattern=r"^https://[a-zA-Z0-9.-]+(?:/[^\s<>\"']*)?$", max_length=300),
    AfterValidator(_honest),
]


class Verification(Authored):
    """That somebody opened the work, or a trustworthy description of it."""

    on: Date = Field(description="The day it was checked.", examples=["2026-11-22"])
    how: Text = Field(
        description="What was opened and what it says.", examples=["Publisher's page: title, year and abstract"]
    )


class Source(Authored):
    """A book, paper or page. Without `verified` it may be further reading and carries no claim."""

    author: Text = Field(description="Author or institution.", examples=["Klein"])
    year: Text = Field(description="Year of publication, in quotes.", examples=['"2007"'])
    title: Text = Field(description="The work's title.", examples=["Performing a Project Premortem"])
    publisher: Text = Field(description="Publisher or journal, with the issue.", examples=["Harvard Business Review"])
    link: WebAddress | None = Field(
        default=None, description="A stable address, where there is one.", examples=["https://example.com/work"]
    )
    grade: Grade = Field(description="What the work is: evidence, practice or opinion.", examples=["practice"])
    verified: Verification | None = Field(
        default=None, description="Left out until someone opened the work.", examples=[{}]
    )
    note: Text | None = Field(
        default=None, description="Limits and common misquotations.", examples=["Opinion, from one case"]
    )
    aliases: tuple[Id, ...] = Field(default=(), description="Ids that this source once had.", examples=[["klein"]])

    @property
    def citation(self) -> str:
        """Author, title, publisher, year."""
        return f"{self.author}: {self.title}. {self.publisher}, {self.year}"

    @property
    def short(self) -> str:
        """Author and year, as cited in a sentence."""
        return f"{self.author} {self.year}"


class Sources(RootModel[Mapping[Id, Source]]):
    """All works by id."""
