"""The pages of ROI comparisons: one each, whole without a script, and their index."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from playbook_site.comparisons import charts
from playbook_site.comparisons.analysis import analyse
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.results import Figures
from playbook_site.comparisons.wording import measured, money, number, percent
from playbook_site.content.entries import Entry
from playbook_site.links import Thing
from playbook_site.rendering import Markdown, Page, Renderer, backlinks


def pages(renderer: Renderer) -> Iterator[Page]:
    """Every comparison and the index."""
    comparisons = renderer.library.comparisons
    for entry in comparisons.values():
        yield _comparison(renderer, entry)
    url = "comparisons/"
    yield Page(
        src="playbooks/comparisons/index.md",
        url=url,
        name="ROI comparisons",
        title="ROI comparisons",
        description="Options on one timeline: where they cross, how sure that is, and what the answer hangs on.",
        markdown=renderer.page("comparisons/index.md.jinja", url, entries=tuple(comparisons.values())),
        edit="playbooks/vocabulary.yml",
    )


def _comparison(renderer: Renderer, entry: Entry[ComparisonFront]) -> Page:
    url, front = f"comparisons/{entry.id}/", entry.front
    found = analyse(front, remembered=renderer.simulate)
    figures = found.figures
    markdown = renderer.page(
        "comparisons/page.md.jinja",
        url,
        entry=entry,
        front=front,
        found=found,
        figures=figures,
        answers=answers(front, figures),
        chart=charts.curves(front, figures),
        tornadoes={id_: charts.tornado(front, lead) for id_, lead in figures.leads.items()},
        likeliest={id_: charts.tornado(front, lead, most=5) for id_, lead in figures.leads.items()},
        money=money,
        percent=percent,
        number=number,
        measured=partial(measured, currency=front.currency),
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
        markdown=markdown,
        edit=entry.path,
        keywords=(*front.situations, *front.also_known_as, front.name),
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
