"""When pages are read again: what is due, seen from a day that comes in as an argument."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from playbook_site.content.entries import Entry
from playbook_site.content.fields import Kept
from playbook_site.library import Library
from playbook_site.links import Thing

SOON = timedelta(days=60)
"""A review within this span is due soon."""


@dataclass(frozen=True, kw_only=True)
class Review:
    """The next review of a page, who owes it, and when it was last read whole."""

    thing: Thing
    path: str
    owner: str
    reviewed: date
    every: str
    due: date


def clock(library: Library, epoch: str | None) -> date:
    """The day of a build: SOURCE_DATE_EPOCH where it is given, else the newest review of the library.

    So the same library makes the same pages, whatever day it is.
    """
    return datetime.fromtimestamp(int(epoch), tz=UTC).date() if epoch else newest_review(library)


def newest_review(library: Library) -> date:
    """The last day on which somebody reviewed a page."""
    return max((entry.front.reviewed for _, entry in kept(library)), default=date.min)


def kept(library: Library) -> Iterator[tuple[str, Entry[Kept]]]:
    """Every page that somebody looks after, with its kind."""
    kinds: dict[str, Any] = {
        "playbook": library.playbooks,
        "checklist": library.standalone,
        "tree": library.trees,
        "case": library.cases,
        "comparison": library.comparisons,
    }
    for kind, entries in kinds.items():
        for entry in entries.values():
            yield kind, entry


def reviews(library: Library) -> tuple[Review, ...]:
    """The next review of every page, the longest overdue first."""
    found = (
        Review(
            thing=Thing(kind=kind, id=entry.id),
            path=entry.path,
            owner=entry.front.owner,
            reviewed=entry.front.reviewed,
            every=entry.front.review_every,
            due=due(entry.front),
        )
        for kind, entry in kept(library)
    )
    return tuple(sorted(found, key=lambda review: (review.due, review.path)))


def due(front: Kept) -> date:
    """The day by which a page is to be read again."""
    return months_after(front.reviewed, int(front.review_every.split()[0]))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day; never past the end of the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
