"""The page of objections, each at its own anchor."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.rendering import Page, Renderer, SearchEntry


def pages(renderer: Renderer) -> Iterator[Page]:
    """One page with all of them."""
    url, found = "objections/", renderer.library.objections.root
    yield Page(
        src="playbooks/objections.md",
        url=url,
        name="Objections",
        title="They say …",
        description="What people say against a proposal, and an honest way to answer.",
        make=renderer.later("objections/page.md.jinja", url, found=found),
        edit="playbooks/objections.yml",
        anchors=frozenset(found),
        entries=tuple(
            SearchEntry(
                anchor=id_,
                title=objection.they_say,
                text=" ".join((objection.ask_first, objection.grant, objection.answer)),
                keywords=objection.also,
            )
            for id_, objection in found.items()
        ),
    )
