"""The home page, the ways in, and Browse."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.pictures.library_map import library_map
from playbook_site.rendering import Page, Renderer

HOME_DESCRIPTION = "Short playbooks for when you and the business want different things."


def pages(renderer: Renderer) -> Iterator[Page]:
    """Home, a short page behind each way in, and the page that lists everything."""
    yield Page(
        src="index.md",
        url="",
        name="Home",
        title="A hard decision ahead?",
        description=HOME_DESCRIPTION,
        make=renderer.later("vocabulary/home.md.jinja", "", description=HOME_DESCRIPTION),
        edit="playbooks/vocabulary.yml",
        hide=("navigation", "toc", "path"),
    )
    for id_, way in renderer.library.vocabulary.ways_in.items():
        url = f"ways-in/{id_}/"
        yield Page(
            src=f"playbooks/ways-in/{id_}.md",
            url=url,
            name=way.says,
            title=way.says,
            description=way.first,
            make=renderer.later("vocabulary/way_in.md.jinja", url, way=way),
            edit="playbooks/vocabulary.yml",
            hide=("toc",),
            tab_title="Page" if way.tone == "red-line" else None,
        )
    url = "browse/"
    yield Page(
        src="playbooks/browse.md",
        url=url,
        name="Everything",
        title="Browse",
        description="By moment, by what you hear, by role, by family.",
        make=renderer.later(
            "vocabulary/browse.md.jinja", url, map=() if renderer.library.is_large else library_map(renderer.library)
        ),
        edit="playbooks/vocabulary.yml",
    )
