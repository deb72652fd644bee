"""The page of terms, each at its own anchor."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.rendering import Page, Renderer, SearchEntry


def pages(renderer: Renderer) -> Iterator[Page]:
    """One page with all of them."""
    url, found = "glossary/", renderer.library.glossary.root
    yield Page(
        src="playbooks/glossary.md",
        url=url,
        name="Glossary",
        title="Glossary",
        description="Method words, each explained once.",
        make=renderer.later("glossary/page.md.jinja", url, found=found),
        edit="playbooks/glossary.yml",
        anchors=frozenset(found),
        entries=tuple(
            SearchEntry(anchor=id_, title=term.term, text=" ".join((*term.also, term.means)))
            for id_, term in found.items()
        ),
    )
