"""The page of sources, each at its own anchor."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.rendering import Page, Renderer


def pages(renderer: Renderer) -> Iterator[Page]:
    """One page with all of them."""
    url, found = "sources/", renderer.library.sources.root
    yield Page(
        src="playbooks/sources.md",
        url=url,
        name="Sources",
        title="Sources",
        description="Works that pages cite, with their limits. Unverified ones are marked.",
        make=renderer.later("sources/page.md.jinja", url, found=found),
        edit="playbooks/sources.yml",
        anchors=frozenset(found),
    )
