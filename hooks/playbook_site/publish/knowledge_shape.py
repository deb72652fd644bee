"""The shape of /knowledge-base.json, format 1. The published JSON Schema is made from it.

A format changes only by adding: a field that is here stays, with its meaning, or the number goes up.
Addresses are relative to the folder that the file lies in, which is the site's root.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Literal

from pydantic import Field

from playbook_site.publish.knowledge_parts import Gone, Named, Page, Retired, Shape, Site, Thing, Word


class Playbook(Page):
    """One page to act on."""

    family: str
    roles: tuple[str, ...]
    moments: tuple[str, ...]
    objectives: tuple[str, ...]
    when: str
    when_not: str
    effort: str
    effort_note: str | None
    checklist: str = Field(description="The id of its checklist: its own, or a standalone one.")
    related: tuple[str, ...]
    sources: tuple[str, ...]


class Item(Shape):
    """One item of a checklist. The fingerprint is of its words, case, punctuation and spaces aside."""

    id: str
    address: str
    do: str
    why: str | None
    source: str | None = Field(alias="from", description="The playbook that explains it.")
    fingerprint: str
    aliases: tuple[str, ...]


class Checklist(Page):
    """A checklist, a playbook's own or a standalone one."""

    kind: Literal["list", "gate", "red-line"]
    playbook: str | None = Field(description="The playbook it belongs to; null for a standalone one.")
    roles: tuple[str, ...]
    moments: tuple[str, ...]
    items: tuple[Item, ...]
    retired: tuple[Gone, ...]


class Answer(Shape):
    """One answer, and the question or outcome it leads to."""

    id: str
    says: str
    to: str
    unsure: bool


class Question(Thing):
    """One question of a tree; its title is the question."""

    why: str
    find_out: str
    sensitive: bool
    answers: tuple[Answer, ...]


class Change(Shape):
    """What would change the advice, and where to go then."""

    says: str
    to: str | None


class Outcome(Thing):
    """Where a walk through a tree ends."""

    stance: str
    advice: str
    first_moves: tuple[str, ...]
    checklists: tuple[str, ...]
    playbooks: tuple[str, ...]
    comparisons: tuple[str, ...]
    risks: Mapping[str, str] = Field(description="product, career and morale.")
    changes_if: tuple[Change, ...]


class Tree(Page):
    """A decision tree: questions whose answers lead on, and outcomes."""

    start: str
    longest_path: int
    rule: str
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    retired: tuple[Gone, ...]


class Case(Page):
    """A worked case, and the path of a tree that it proves."""

    tree: str
    answers: Mapping[str, str]
    outcome: str
    verdict: str
    turned_out: str | None
    playbooks: tuple[str, ...]


class Comparison(Page):
    """An ROI comparison: its question and its options. The figures are on its page."""

    currency: str
    options: tuple[Named, ...]


class Verified(Shape):
    """That somebody opened the work, and what it said."""

    on: date
    how: str


class Source(Thing):
    """A work that pages cite."""

    author: str
    year: str
    publisher: str
    link: str | None
    grade: Literal["evidence", "practice", "opinion"]
    verified: Verified | None
    note: str | None


class Term(Thing):
    """A method word in one sentence; its title is the word."""

    also: tuple[str, ...]
    means: str
    playbook: str


class Objection(Thing):
    """What people say against a proposal; its title is what they say."""

    also: tuple[str, ...]
    ask_first: str
    grant: str
    answer: str
    they_are_right_when: str
    evidence: str
    playbooks: tuple[str, ...]


class MeetingStep(Shape):
    """One act before a meeting or in it."""

    do: str
    minutes: int
    how: str
    playbook: str | None


class Meeting(Thing):
    """A kind of meeting; its title is how a reader calls it."""

    name: str
    purpose: str
    before: tuple[MeetingStep, ...]
    in_the_room: tuple[MeetingStep, ...]
    playbooks: tuple[str, ...]
    checklist: str
    disagreement: str
    talking_points: tuple[str, ...]
    objections: tuple[str, ...]
    ask: str
    fallback: str


class Family(Thing):
    """A shelf of playbooks."""

    promise: str
    playbooks: tuple[str, ...]


class WayIn(Thing):
    """A row of the home page; its title is the row."""

    first: str
    playbooks: tuple[str, ...]
    checklist: str
    tree: str | None
    tone: str


class KnowledgeBase(Shape):
    """All that this site holds, for programs: every kind, every id, links both ways."""

    format: Literal[1] = 1
    site: Site
    families: tuple[Family, ...]
    roles: tuple[Word, ...]
    moments: tuple[Word, ...]
    objectives: tuple[Word, ...]
    efforts: tuple[Word, ...]
    ways_in: tuple[WayIn, ...]
    playbooks: tuple[Playbook, ...]
    checklists: tuple[Checklist, ...]
    trees: tuple[Tree, ...]
    cases: tuple[Case, ...]
    comparisons: tuple[Comparison, ...]
    sources: tuple[Source, ...]
    terms: tuple[Term, ...]
    objections: tuple[Objection, ...]
    meetings: tuple[Meeting, ...]
    retired: tuple[Retired, ...]
