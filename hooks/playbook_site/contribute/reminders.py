"""The kind line on a page that is past its review date."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from playbook_site.contribute.reviews import Review, reviews
from playbook_site.rendering import Markdown, Page, Renderer

_HEADING = re.compile(r"^# .*\n", re.MULTILINE)


def with_reminders(renderer: Renderer, pages: Iterable[Page]) -> Iterator[Page]:
    """The pages, with a line below the title of each that is past its review date on the day of the build."""
    overdue = {review.path: review for review in reviews(renderer.library) if review.due < renderer.today}
    for page in pages:
        yield _reminding(renderer, page, overdue[page.src]) if page.src in overdue else page


def _reminding(renderer: Renderer, page: Page, review: Review) -> Page:
    def make() -> Markdown:
        line = renderer.slots.put(renderer.html("contribute/reminder.html.jinja", page.url, review=review))
        heading = _HEADING.search(page.markdown)
        at = heading.end() if heading else 0
        return Markdown(f"{page.markdown[:at]}{line}\n{page.markdown[at:]}")

    return replace(page, make=make)
