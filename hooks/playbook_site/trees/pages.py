"""The pages of decision trees: one each, complete without a script, and their index."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.content.entries import Entry
from playbook_site.links import Thing
from playbook_site.rendering import Markdown, Page, Renderer, SearchEntry, backlinks
from playbook_site.trees.analysis import Graph
from playbook_site.trees.model import STANCES, TreeFront


def pages(renderer: Renderer) -> Iterator[Page]:
    """Every tree and the index."""
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
        markdown=renderer.page("trees/index.md.jinja", url, entries=tuple(library.trees.values())),
        edit="playbooks/vocabulary.yml",
    )


def _tree(renderer: Renderer, entry: Entry[TreeFront]) -> Page:
    library, front, graph = renderer.library, entry.front, Graph.of(entry.front)
    url = f"trees/{entry.id}/"
    cases = {
        outcome: tuple(
            case for case in library.cases.values() if (case.front.tree, case.front.outcome) == (entry.id, outcome)
        )
        for outcome in front.outcomes
    }
    markdown = renderer.page(
        "trees/page.md.jinja",
        url,
        entry=entry,
        front=front,
        graph=graph,
        stances=STANCES,
        cases=cases,
        body=Markdown(entry.document.body.text),
        backlinks=backlinks(renderer, Thing(kind="tree", id=entry.id)),
    )
    aliases = {alias for node in (*front.questions.values(), *front.outcomes.values()) for alias in node.aliases}
    return Page(
        src=entry.path,
        url=url,
        name=front.name,
        title=front.title,
        description=front.promise,
        markdown=markdown,
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
