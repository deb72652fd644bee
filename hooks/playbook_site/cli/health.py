"""`playbooks health`: what in the library needs somebody's attention."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import Any

import click

from playbook_site.cli._shared import fail, formats, loaded
from playbook_site.content.problems import Problem, report
from playbook_site.contribute import health as pure
from playbook_site.contribute.health import Health, Linked, SourceHealth, by_owner
from playbook_site.contribute.reviews import SOON, Review
from playbook_site.library import Library, Loaded
from playbook_site.links import Thing


@click.command()
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="The day to look from; today if left out.")
@formats
@click.pass_context
def health(ctx: click.Context, on: datetime | None, form: str) -> None:
    """Show broken promises, reviews that are due, sources to verify, pages that few link to, and gaps."""
    day = on.date() if on else datetime.now(tz=UTC).date()
    library, broken = _library(loaded(ctx))
    found = pure.health(library, day, broken)
    click.echo(text(found) if form == "text" else json.dumps(data(found), ensure_ascii=False, indent=2))


def _library(found: Loaded) -> tuple[Library, tuple[Problem, ...]]:
    """The library and its broken promises; leaves with the report when it has any other problem."""
    broken = tuple(problem for problem in found.problems if problem.kind == pure.BROKEN)
    library = found.draft if len(broken) == len(found.problems) else None
    if library is None:
        fail(report(found.problems))
    return library, broken


def text(found: Health) -> str:
    """The report for people."""
    return "\n".join(
        [
            f"Health on {found.on.isoformat()}",
            *_section("Broken promises", found.broken, (f"  {problem}" for problem in found.broken)),
            *_section("Reviews overdue", found.overdue, _reviews(found.overdue)),
            *_section(f"Reviews due within {SOON.days} days", found.soon, _reviews(found.soon)),
            *_section("Sources that nobody has verified", found.unverified, _sources(found.unverified)),
            *_section(f"Sources verified over {pure.AGED_MONTHS} months ago", found.aged, _sources(found.aged)),
            *_section("Pages that nothing leads to", found.orphans, _linked(found.orphans)),
            *_section("Pages that one page leads to", found.weak, _linked(found.weak)),
            *_section("Families without a playbook for a moment", found.gaps, _grid(found)),
        ]
    )


def _section(title: str, counted: tuple[Any, ...], lines: Iterable[str]) -> Iterator[str]:
    yield ""
    yield f"{title}: {len(counted) or 'none'}"
    yield from lines


def _reviews(found: tuple[Review, ...]) -> Iterator[str]:
    for owner, owed in by_owner(found):
        yield f"  {owner}"
        for review in owed:
            yield f"    {review.path}  due {review.due}, last reviewed {review.reviewed}"


def _sources(found: tuple[SourceHealth, ...]) -> Iterator[str]:
    for source in found:
        when = f" (verified {source.verified})" if source.verified else ""
        yield f"  {source.id}{when}: {_named(source.used_by) or 'no page names it'}"


def _linked(found: tuple[Linked, ...]) -> Iterator[str]:
    for page in found:
        yield f"  {page.path}" + (f"  from {_named(page.linked_from)}" if page.linked_from else "")


def _named(things: Iterable[Thing]) -> str:
    return ", ".join(f"{thing.kind} {thing.id}" for thing in things)


def _grid(found: Health) -> Iterator[str]:
    """The families as rows, the moments as columns; a point where there is nothing."""
    if not found.coverage:
        return
    width = max(len(family) for family in found.coverage)
    moments = tuple(next(iter(found.coverage.values())))
    yield f"  {'':{width}}  {'  '.join(moments)}"
    for family, row in found.coverage.items():
        cells = (f"{len(ids) or '.':>{len(moment)}}" for moment, ids in row.items())
        yield f"  {family:{width}}  {'  '.join(cells)}"


def data(found: Health) -> dict[str, Any]:
    """The report for programs."""
    return {
        "format": 1,
        "on": found.on.isoformat(),
        "broken": [{"path": p.path, "line": p.line, "message": p.message} for p in found.broken],
        "reviews": {"overdue": [_review(r) for r in found.overdue], "soon": [_review(r) for r in found.soon]},
        "sources": {"unverified": [_source(s) for s in found.unverified], "aged": [_source(s) for s in found.aged]},
        "links": {"orphans": [_page(p) for p in found.orphans], "weak": [_page(p) for p in found.weak]},
        "coverage": {family: {m: list(ids) for m, ids in row.items()} for family, row in found.coverage.items()},
    }


def _review(review: Review) -> dict[str, str]:
    return {
        "path": review.path,
        "owner": review.owner,
        "reviewed": review.reviewed.isoformat(),
        "due": review.due.isoformat(),
    }


def _source(source: SourceHealth) -> dict[str, Any]:
    return {"id": source.id, "verified": _iso(source.verified), "used_by": [_id(thing) for thing in source.used_by]}


def _page(page: Linked) -> dict[str, Any]:
    return {"path": page.path, "linked_from": [_id(thing) for thing in page.linked_from]}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _id(thing: Thing) -> str:
    return f"{thing.kind}:{thing.id}"
