"""The pages of playbooks: one each, the index with its facets, and one for each family."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.content.entries import Entry
from playbook_site.links import Thing
from playbook_site.pictures.pictures import picture_of
from playbook_site.playbooks.model import PlaybookFront
from playbook_site.rendering import Markdown, Page, Renderer, backlinks


def pages(renderer: Renderer) -> Iterator[Page]:
    """Every playbook, the index, every family."""
    library = renderer.library
    for entry in library.playbooks.values():
        yield _playbook(renderer, entry)
    yield _index(renderer)
    for id_, family in library.vocabulary.families.items():
        url = f"families/{id_}/"
        yield Page(
            src=f"playbooks/{id_}/index.md",
            url=url,
            name=family.title,
            title=family.title,
            description=family.promise,
            make=renderer.later("playbooks/family.md.jinja", url, family=family, entries=library.in_family(id_)),
            edit="playbooks/vocabulary.yml",
        )


def _playbook(renderer: Renderer, entry: Entry[PlaybookFront]) -> Page:
    library, front = renderer.library, entry.front
    url = f"playbooks/{entry.id}/"
    list_id = front.checklist if isinstance(front.checklist, str) else entry.id
    checklist = library.checklists[list_id]
    sections = {name: Markdown(text) for name, text in entry.document.body.sections.items()}
    make = renderer.later(
        "playbooks/page.md.jinja",
        url,
        entry=entry,
        front=front,
        lead=Markdown(entry.document.body.lead),
        sections=sections,
        checklist=checklist,
        prefix="item-",
        picture=picture_of(entry.id),
        backlinks=backlinks(renderer, Thing(kind="playbook", id=entry.id)),
    )
    return Page(
        src=entry.path,
        url=url,
        name=front.name,
        title=front.title,
        description=front.promise,
        make=make,
        edit=entry.path,
        anchors=frozenset((*(f"item-{item.id}" for item in checklist.items), "why-it-works")),
        tab_title="Page" if front.private else None,
        keywords=(*front.situations, *front.also_known_as, front.name),
    )


def _index(renderer: Renderer) -> Page:
    url = "playbooks/"
    entries = tuple(renderer.library.playbooks.values())
    return Page(
        src="playbooks/index.md",
        url=url,
        name="All playbooks",
        title="All playbooks",
        description=f"{len(entries)} short playbooks, by moment, role, family and time.",
        make=renderer.later("playbooks/index.md.jinja", url, entries=entries),
        edit="playbooks/vocabulary.yml",
    )
