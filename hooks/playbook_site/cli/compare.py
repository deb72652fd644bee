"""`playbooks compare`: an ROI comparison worked out, with other numbers if asked for."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from playbook_site.cli._shared import formats, library_of, plain, root_of
from playbook_site.comparisons.analysis import analyse
from playbook_site.comparisons.changes import changed
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.pages import answers, turns
from playbook_site.comparisons.results import Analysis, Figures, Measures
from playbook_site.comparisons.wording import measured, money, number, percent
from playbook_site.content.problems import did_you_mean
from playbook_site.library import Library
from playbook_site.links import Thing
from playbook_site.publish.destinations import Destinations
from playbook_site.publish.memory import remembering

CACHE = Path(".cache") / "simulations"

NONE = "none"


@click.command()
@click.argument("id_", metavar="ID")
@click.option(
    "--set", "settings", multiple=True, metavar="INPUT=VALUE", help="Another value for an input; may be repeated."
)
@formats
@click.pass_context
def compare(ctx: click.Context, /, id_: str, settings: tuple[str, ...], form: str) -> None:
    """Work out the ROI comparison ID: answers, figures of each option, and what the answer hangs on.

    Write `--set licence=130 --set rate=12%` to see what other numbers do. Nothing is kept.
    """
    wanted = dict(_pair(setting) for setting in settings)
    front = _front(library_of(ctx), id_)
    found = changed(front, wanted)
    if found.faults:
        raise click.UsageError("; ".join(found.faults))
    worked_out = analyse(found.front, remembered=remembering(root_of(ctx) / CACHE))
    if form == "json":
        click.echo(
            json.dumps({"format": 1, "id": id_, **as_data(found.front, worked_out)}, ensure_ascii=False, indent=1)
        )
    else:
        click.echo("\n".join(as_text(found.front, worked_out, front)))


def _pair(setting: str) -> tuple[str, str]:
    name, sign, value = setting.partition("=")
    if not (sign and name.strip()):
        raise click.UsageError(f'"{setting}" is not INPUT=VALUE; write --set licence=130')
    return name.strip(), value


def _front(library: Library, id_: str) -> ComparisonFront:
    found = Destinations(library).find(Thing(kind="comparison", id=id_))
    if found is None:
        known = library.comparisons
        hint = did_you_mean(id_, known) or f"; there are {', '.join(known)}"
        raise click.UsageError(f'no comparison has the id "{id_}"{hint}')
    if found.gone:
        raise click.UsageError(f'"{id_}" was retired on {found.gone.date.isoformat()}: {found.gone.why}')
    return library.comparisons[found.thing.id].front


def as_text(front: ComparisonFront, found: Analysis, authored: ComparisonFront) -> Iterator[str]:
    """The comparison for a terminal."""
    figures = found.figures
    yield front.title
    for id_, part in front.inputs.items():
        before = authored.inputs[id_].likely
        if part.likely != before:
            now, then = (measured(value, part.unit, front.currency) for value in (part.likely, before))
            yield f"  with {part.label}: {now} (published: {then})"
    yield ""
    yield from answers(front, figures)
    yield ""
    yield from _table(_rows(front, figures))
    for id_, lead in figures.leads.items():
        yield ""
        yield f"What the lead of {front.options[id_].label} hangs on, {front.currency}:"
        for bar in lead.tornado[:5]:
            part = front.inputs[bar.input]
            low, high = (measured(value, part.unit, "") for value in (bar.low, bar.high))
            yield f"  {part.label}: {money(bar.at_low)} at {low}, {money(bar.at_high)} at {high}"
        if lead.flips:
            yield "The answer turns if"
        yield from (f"  {words}" for words in turns(front, lead))
    yield ""
    yield from (f"Note: {warning.message}" for warning in found.warnings)
    yield found.conventions


def _rows(front: ComparisonFront, figures: Figures) -> Iterator[tuple[str, ...]]:
    names = [option.label for option in figures.options.values()]
    over = [
        f"{front.options[id_].label} over {front.options[lead.baseline].label}" for id_, lead in figures.leads.items()
    ]
    yield (front.currency, *names, *over)
    found: list[Measures] = [
        *(option.measures for option in figures.options.values()),
        *(lead.measures for lead in figures.leads.values()),
    ]
    yield ("NPV", *(money(one.npv) for one in found))
    yield ("IRR", *(percent(one.irr.rate) if one.irr.rate is not None else "not meaningful" for one in found))
    yield ("Payback, years", *(_or_none(one.payback_years) for one in found))
    yield ("Discounted payback, years", *(_or_none(one.discounted_payback_years) for one in found))
    yield ("Break-even or crossing month", *(_or_none(one.break_even_month) for one in found))
    spreads = [*figures.simulation.options.values(), *figures.simulation.leads.values()]
    yield ("P10 / P50 / P90", *(" / ".join(money(value) for value in one[:3]) for one in spreads))
    yield ("Chance to be above 0", *(percent(one.share_above_0) for one in spreads))
    for row in figures.horizons:
        values = list(row.npvs.values())
        base = row.npvs[front.baseline]
        leads = [row.npvs[id_] - base for id_ in figures.leads]
        yield (
            f"NPV over {row.years} year{'s' if row.years > 1 else ''}",
            *(money(value) for value in (*values, *leads)),
        )


def _or_none(value: float | None) -> str:
    return NONE if value is None else number(value)


def _table(rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    found = list(rows)
    widths = [max(len(row[column]) for row in found) for column in range(len(found[0]))]
    for row in found:
        first, *rest = row
        cells = (cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))
        yield "  ".join((first.ljust(widths[0]), *cells)).rstrip()


def as_data(front: ComparisonFront, found: Analysis) -> dict[str, Any]:
    """The comparison for programs: inputs as they were used, and every figure under its name in results.py."""
    inputs = {id_: {"likely": part.likely, "low": part.low, "high": part.high} for id_, part in front.inputs.items()}
    return {"title": front.title, "currency": front.currency, "inputs": inputs, **plain(found)}
