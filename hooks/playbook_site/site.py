"""All pages of the site, room by room."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.cases.pages import pages as cases
from playbook_site.checklists.pages import pages as checklists
from playbook_site.comparisons.pages import pages as comparisons
from playbook_site.contribute.pages import pages as contribute
from playbook_site.contribute.reminders import with_reminders
from playbook_site.glossary.pages import pages as glossary
from playbook_site.meetings.pages import pages as meetings
from playbook_site.objections.pages import pages as objections
from playbook_site.playbooks.pages import pages as playbooks
from playbook_site.rendering import Page, Pages, Renderer
from playbook_site.sources.pages import pages as sources
from playbook_site.trees.pages import pages as trees
from playbook_site.vocabulary.pages import pages as vocabulary

ROOMS: tuple[Pages, ...] = (
    vocabulary,
    meetings,
    trees,
    playbooks,
    checklists,
    comparisons,
    cases,
    objections,
    glossary,
    sources,
    contribute,
)


def pages(renderer: Renderer) -> Iterator[Page]:
    """Every page that the library makes."""
    yield from with_reminders(renderer, (page for room in ROOMS for page in room(renderer)))
