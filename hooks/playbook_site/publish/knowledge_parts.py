"""What the parts of /knowledge-base.json have in common."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field


class Shape(BaseModel):
    """A part of the file. Readers must bear keys that they do not know."""

    model_config = ConfigDict(frozen=True, populate_by_name=True, defer_build=True)


class Link(Shape):
    """A link to or from another thing: why it is there, and in which section it is written."""

    kind: str
    id: str
    why: str
    section: str = ""


class Thing(Shape):
    """Something with an id and an address of its own."""

    id: str
    title: str
    address: str = Field(description="Relative to the site's root; with #anchor for what is inside a page.")
    aliases: tuple[str, ...] = Field(default=(), description="Ids it once had.")
    links: tuple[Link, ...] = Field(default=(), description="What it points to.")
    linked_from: tuple[Link, ...] = Field(default=(), description="What points to it.")


class Page(Thing):
    """Something that an authored file describes."""

    name: str
    promise: str = ""
    file: str = Field(description="The authored file, relative to the repository.")
    owner: str
    reviewed: date
    review_every: str
    situations: tuple[str, ...] = ()
    also_known_as: tuple[str, ...] = ()
    private: bool = False


class Named(Shape):
    """A word of the vocabulary."""

    id: str
    title: str


class Word(Named):
    """A word of the vocabulary that pages are sorted by."""

    linked_from: tuple[Link, ...] = Field(default=(), description="What it is said of.")


class Gone(Shape):
    """Something that was published and is retired."""

    id: str
    why: str
    date: date


class Retired(Gone):
    """A page or entry that was published and is retired."""

    kind: str
    address: str


class Site(Shape):
    """Where this is published; `url` is null until mkdocs.yml names it."""

    name: str
    url: str | None
