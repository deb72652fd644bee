"""The pages of checklists: one each, whoever wrote it, and the index by moment."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.checklists.lists import Checklist
from playbook_site.checklists.model import ChecklistFront
from playbook_site.content.entries import Entry
from playbook_site.links import Thing
from playbook_site.rendering import Markdown, Page, Renderer, SearchEntry, backlinks


def pages(renderer: Renderer) -> Iterator[Page]:
    """Every checklist, the index, and what this device keeps."""
    for checklist in renderer.library.checklists.values():
        yield _checklist(renderer, checklist)
    url = "checklists/"
    yield Page(
        src="playbooks/checklists/index.md",
        url=url,
        name="All checklists",
        title="Checklists",
        description="Checklists by moment, to link from planning documents.",
        make=renderer.later("checklists/index.md.jinja", url, by_moment=by_moment(renderer)),
        edit="playbooks/vocabulary.yml",
    )
    yield _mine(renderer)


def _mine(renderer: Renderer) -> Page:
    """The page that checklist-copies.js fills with what was ticked on this device."""
    url = "my-checklists/"
    return Page(
        src="playbooks/my-checklists.md",
        url=url,
        name="My checklists",
        title="My checklists",
        description="What you have ticked on this device, plan by plan.",
        make=renderer.later("checklists/mine.md.jinja", url),
        edit="hooks/playbook_site/checklists/templates/mine.md.jinja",
        hide=("toc",),
    )


def by_moment(renderer: Renderer) -> tuple[tuple[str, tuple[Checklist, ...]], ...]:
    """Checklists under the first moment each names, in the order of the vocabulary."""
    lists = renderer.library.checklists.values()
    grouped = (
        (moment, tuple(found for found in lists if found.moments[0] == moment))
        for moment in renderer.library.vocabulary.moments
    )
    return tuple((moment, found) for moment, found in grouped if found)


def _said(entry: Entry[ChecklistFront] | None) -> tuple[str, ...]:
    """What people say who need a standalone list; a playbook's own list is found through its playbook."""
    return (*entry.front.situations, *entry.front.also_known_as) if entry else ()


def _counted(count: int) -> str:
    return "1 item" if count == 1 else f"{count} items"


def _checklist(renderer: Renderer, checklist: Checklist) -> Page:
    url = f"checklists/{checklist.id}/"
    body = "" if checklist.playbook else checklist.entry.document.body.text
    anchors = {item.id for item in checklist.items} | {alias for item in checklist.items for alias in item.aliases}
    return Page(
        src=f"playbooks/checklists/{checklist.id}.md",
        url=url,
        name=checklist.name,
        title=checklist.title,
        description=f"{checklist.promise} {_counted(len(checklist.items))} to tick.",
        make=renderer.later(
            "checklists/page.md.jinja",
            url,
            checklist=checklist,
            entry=checklist.entry,
            front=checklist.entry.front,
            body=Markdown(body),
            prefix="",
            backlinks=backlinks(renderer, Thing(kind="checklist", id=checklist.id)),
        ),
        edit=checklist.entry.path,
        anchors=frozenset(anchors | set(checklist.retired)),
        tab_title="Page" if checklist.private else None,
        keywords=_said(renderer.library.standalone.get(checklist.id)),
        entries=tuple(
            SearchEntry(anchor=item.id, title=item.do, text=f"{checklist.title}. {item.why or ''}".strip())
            for item in checklist.items
        ),
    )
