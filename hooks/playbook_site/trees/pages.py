"""The pages of decision trees: one each, complete without a script, their index, and their figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from playbook_site.content.entries import Entry
from playbook_site.links import Thing
from playbook_site.rendering import Markdown, Page, Renderer, SearchEntry, backlinks
from playbook_site.trees.analysis import Figures, Graph, figures
from playbook_site.trees.drawing import LEADING, draw
from playbook_site.trees.figures import percent, span
from playbook_site.trees.model import STANCES, TreeFront
from playbook_site.trees.outline import outline

FIGURES = "playbooks/trees-figures.md"
"""Where the page of figures has its source, for the navigation."""


def pages(renderer: Renderer) -> Iterator[Page]:
    """Every tree, the index, and the figures of all trees."""
    library = renderer.library
    for entry in library.trees.values():
        yield _tree(renderer, entry)
    url = "trees/"
    yield Page(
        src="playbooks/trees/index.md",
        url=url,
        name="Decision trees",
        title="Decision trees",
        description="A few questions, one next move, and what would change it.",
        make=renderer.later("trees/index.md.jinja", url, entries=tuple(library.trees.values())),
        edit="playbooks/vocabulary.yml",
    )
    yield _figures(renderer)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """A tree with its figures."""

    entry: Entry[TreeFront]
    figures: Figures


def _figures(renderer: Renderer) -> Page:
    url, entries = "contribute/trees/", renderer.library.trees.values()
    return Page(
        src=FIGURES,
        url=url,
        name="Trees in figures",
        title="Trees in figures",
        description="Paths, their lengths, where they end, and which question decides most.",
        make=lambda: renderer.page(
            "trees/figures.md.jinja",
            url,
            trees=tuple(Counted(entry=entry, figures=figures(Graph.of(entry.front))) for entry in entries),
            percent=percent,
            span=span,
        ),
        edit="playbooks/vocabulary.yml",
    )


def _tree(renderer: Renderer, entry: Entry[TreeFront]) -> Page:
    library, front = renderer.library, entry.front
    url = f"trees/{entry.id}/"
    cases = {
        outcome: tuple(
            case for case in library.cases.values() if (case.front.tree, case.front.outcome) == (entry.id, outcome)
        )
        for outcome in front.outcomes
    }

    def make() -> Markdown:
        return renderer.page(
            "trees/page.md.jinja",
            url,
            entry=entry,
            front=front,
            graph=Graph.of(front),
            stances=STANCES,
            cases=cases,
            drawing=draw(front),
            leading=LEADING,
            outline=outline(front),
            body=Markdown(entry.document.body.text),
            backlinks=backlinks(renderer, Thing(kind="tree", id=entry.id)),
        )

    aliases = {alias for question in front.questions.values() for alias in question.aliases}
    aliases |= {alias for outcome in front.outcomes.values() for alias in outcome.aliases}
    return Page(
        src=entry.path,
        url=url,
        name=front.name,
        title=front.title,
        description=front.promise,
        make=make,
        edit=entry.path,
        anchors=frozenset({*front.questions, *front.outcomes, *front.retired, *aliases, "pb-walk"}),
        hide=("toc",),
        tab_title="Page" if front.private else None,
        keywords=(*front.situations, *front.also_known_as),
        entries=tuple(
            SearchEntry(anchor=id_, title=question.ask, text=f"{front.title} {question.why}")
            for id_, question in front.questions.items()
        )
        + tuple(
            SearchEntry(anchor=id_, title=outcome.title, text=f"{front.title} {outcome.advice}")
            for id_, outcome in front.outcomes.items()
        ),
    )
