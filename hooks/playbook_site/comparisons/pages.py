"""The pages of ROI comparisons: one each, whole without a script, and their index."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from playbook_site.comparisons import charts, description
from playbook_site.comparisons.analysis import analyse
from playbook_site.comparisons.blank import BLANK, BLANK_SOURCE, blank
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.options import RedesignHazard, RedesignOnce
from playbook_site.comparisons.results import Figures, LeadResult
from playbook_site.comparisons.sensitivity import Flip
from playbook_site.comparisons.wording import from_to, measured, money, number, percent
from playbook_site.content.entries import Entry
from playbook_site.links import Thing
from playbook_site.rendering import Markdown, Page, Renderer, backlinks


def pages(renderer: Renderer) -> Iterator[Page]:
    """Every comparison and the index."""
    comparisons = renderer.library.comparisons
    for entry in comparisons.values():
        yield _comparison(renderer, entry)
    if BLANK not in comparisons:
        yield _blank(renderer)
    url = "comparisons/"
    yield Page(
        src="playbooks/comparisons/index.md",
        url=url,
        name="ROI comparisons",
        title="ROI comparisons",
        description="Options on one timeline: where they cross, how sure that is, and what the answer hangs on.",
        make=renderer.later("comparisons/index.md.jinja", url, entries=tuple(comparisons.values())),
        edit="playbooks/vocabulary.yml",
    )


def _comparison(renderer: Renderer, entry: Entry[ComparisonFront]) -> Page:
    url, front = f"comparisons/{entry.id}/", entry.front

    def make() -> Markdown:
        return renderer.page(
            "comparisons/page.md.jinja",
            url,
            entry=entry,
            **shown(renderer, entry.id, front),
            lead=Markdown(entry.document.body.lead),
            sections={title: Markdown(text) for title, text in entry.document.body.sections.items()},
            backlinks=backlinks(renderer, Thing(kind="comparison", id=entry.id)),
        )

    return Page(
        src=entry.path,
        url=url,
        name=front.name,
        title=front.title,
        description=front.promise,
        make=make,
        edit=entry.path,
        keywords=(*front.situations, *front.also_known_as, front.name),
    )


def _blank(renderer: Renderer) -> Page:
    url, front = f"comparisons/{BLANK}/", blank(renderer.library.company)
    return Page(
        src=BLANK_SOURCE,
        url=url,
        name=front.name,
        title=front.title,
        description=front.promise,
        make=lambda: renderer.page("comparisons/new.md.jinja", url, **shown(renderer, BLANK, front)),
        edit="playbooks/company.yml",
        keywords=(*front.situations, *front.also_known_as, front.name),
    )


def shown(renderer: Renderer, id_: str, front: ComparisonFront) -> dict[str, Any]:
    """What the templates need of a comparison, worked out."""
    found = analyse(front, remembered=renderer.work_out)
    figures = found.figures
    return {
        "id_": id_,
        "is_blank": id_ == BLANK and BLANK not in renderer.library.comparisons,
        "front": front,
        "found": found,
        "figures": figures,
        "answers": answers(front, figures),
        "events": tuple(events(front, figures)),
        "turns": {id_: turns(front, lead) for id_, lead in figures.leads.items()},
        "chart": charts.curves(front, figures),
        "tornadoes": {key: charts.tornado(front, lead) for key, lead in figures.leads.items()},
        "likeliest": {key: charts.tornado(front, lead, most=5) for key, lead in figures.leads.items()},
        "money": money,
        "percent": percent,
        "number": number,
        "measured": partial(measured, currency=front.currency),
        "span": partial(from_to, currency=front.currency),
        "model": description.text_of(front),
        "calculator": renderer.scripts.get("comparisons", ""),
        "memo": renderer.scripts.get("comparison-memo", ""),
        "spreadsheet": f"comparisons/{id_}.xlsx",
    }


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that may happen to an option, and what the option is then worth; the mean is never what happens."""

    what: str
    chance: float
    npv_with: float
    npv_without: float | None


def events(front: ComparisonFront, figures: Figures) -> Iterator[Event]:
    """Every single event of every option; of a yearly hazard, every year in which it may strike."""
    for id_, option in figures.options.items():
        redesign = front.options[id_].redesign
        for chance in option.chances:
            label = front.inputs[chance.input].label
            what = label if label.startswith(option.label) else f"{option.label}: {label}"
            if isinstance(redesign, RedesignOnce) and redesign.probability == chance.input:
                what += f", in year {redesign.year}"
            yield Event(what=what, chance=chance.probability, npv_with=chance.npv_with, npv_without=chance.npv_without)
        if isinstance(redesign, RedesignHazard):
            for branch in option.branches:
                when = f"redesign in year {branch.year}" if branch.year else "no redesign"
                yield Event(
                    what=f"{option.label}: {when}", chance=branch.probability, npv_with=branch.npv, npv_without=None
                )


def answers(front: ComparisonFront, figures: Figures) -> tuple[str, ...]:
    """The answer in one sentence for each span of horizons with the same best option."""
    sentences = []
    for span in figures.spans:
        label = front.options[span.best].label
        years = f"{span.first} year" if span.first == span.last == 1 else f"{span.first} years"
        if span.first != span.last:
            years = f"{span.first} to {span.last} years"
        sentences.append(f"Over {years}: {label}.")
    return tuple(sentences)


def turns(front: ComparisonFront, lead: LeadResult) -> tuple[str, ...]:
    """What turns the answer, in words; inputs that move the lead most come first."""
    places = {bar.input: place for place, bar in enumerate(lead.tornado)}
    flips = sorted(lead.flips, key=lambda flip: places.get(flip.input, len(places)))
    return tuple(_turn(front, flip) for flip in flips)


def _turn(front: ComparisonFront, flip: Flip) -> str:
    part = front.inputs[flip.input]
    said = partial(measured, unit=part.unit, currency=front.currency)
    about = f"likely {said(part.likely)}"
    if part.low is not None and part.high is not None:
        about += f", {'inside' if part.low <= flip.value <= part.high else 'outside'} its range"
    if flip.by_calendar is None:
        about += "; never if counted by calendar year"
    elif said(flip.by_calendar) != said(flip.value):
        about += f"; {said(flip.by_calendar)} if counted by calendar year"
    return f"{part.label}: {flip.turns} {said(flip.value)} ({about})"
