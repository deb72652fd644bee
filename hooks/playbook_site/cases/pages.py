"""The pages of cases: one each, with the path it took, and their index."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.cases.model import CaseFront
from playbook_site.content.entries import Entry
from playbook_site.rendering import Markdown, Page, Renderer

TURNED_OUT = {
    "advocate-was-right": "The advocate was right",
    "advocate-was-wrong": "The advocate was wrong",
    "adapting-was-wrong": "Adapting was wrong",
    "open": "Who was right is still open",
}


def pages(renderer: Renderer) -> Iterator[Page]:
    """Every case and the index."""
    library = renderer.library
    for entry in library.cases.values():
        yield _case(renderer, entry)
    url = "cases/"
    yield Page(
        src="playbooks/cases/index.md",
        url=url,
        name="All cases",
        title="Cases",
        description=f"{len(library.cases)} illustrative cases, each with its path through a tree.",
        make=renderer.later("cases/index.md.jinja", url, turned_out=TURNED_OUT),
        edit="playbooks/vocabulary.yml",
    )


def _case(renderer: Renderer, entry: Entry[CaseFront]) -> Page:
    url, tree = f"cases/{entry.id}/", renderer.library.trees[entry.front.tree]
    steps = tuple(
        (question, tree.front.questions[question], tree.front.questions[question].answers[answer])
        for question, answer in entry.front.answers.items()
    )
    return Page(
        src=entry.path,
        url=url,
        name=entry.front.name,
        title=entry.front.title,
        description=f"An illustrative case: {tree.front.outcomes[entry.front.outcome].title}.",
        make=renderer.later(
            "cases/page.md.jinja",
            url,
            entry=entry,
            front=entry.front,
            tree=tree,
            steps=steps,
            turned_out=TURNED_OUT,
            lead=Markdown(entry.document.body.lead),
            sections={name: Markdown(text) for name, text in entry.document.body.sections.items()},
        ),
        edit=entry.path,
    )
