"""A checklist as text for the place where the work is: a ticket, a wiki page, a sheet.

The browser's *Copy as* gives the same texts; the golden files of the tests hold for both.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TypeAlias

from playbook_site.checklists.lists import Checklist, ListedItem

Permalink: TypeAlias = Callable[[Checklist, ListedItem | None], str]
"""The address of an item; of the list itself where there is no item."""

CSV_HEADER = ("item", "done", "state", "reason", "owner", "review", "link")

_MARKDOWN = re.compile(r"([\\`*_\[\]<>~&#@|])")
_JIRA = re.compile(r"([\\{}\[\]|*_^~+!])")
_FORMULA = re.compile(r"^[=+\-@\t\r]")


def github(checklist: Checklist, permalink: Permalink) -> str:
    """A task list, as GitHub and GitLab read it."""
    items = (f"- [ ] {_markdown(item.do)} ([link]({permalink(checklist, item)}))" for item in checklist.items)
    return _under(f"### {_markdown(checklist.title)}", items)


def jira(checklist: Checklist, permalink: Permalink) -> str:
    """Jira's wiki markup. It has no task lists: a bullet with a space to tick."""
    items = (f"* ( ) {_jira(item.do)} [link|{permalink(checklist, item)}]" for item in checklist.items)
    return _under(f"h3. {_jira(checklist.title)}", items)


def rich(checklist: Checklist, permalink: Permalink) -> str:
    """Rich text: a list of boxes, as GitHub draws one. Notion makes to-dos of it, a document keeps the list."""
    items = "".join(
        f'<li><input type="checkbox"> {_html(item.do)} <a href="{html.escape(permalink(checklist, item))}">link</a></li>'
        for item in checklist.items
    )
    return f"<h3>{_html(checklist.title)}</h3><ul>{items}</ul>\n"


def text(checklist: Checklist, permalink: Permalink) -> str:
    """Plain text, for a mail or a chat."""
    return _under(
        _line(checklist.title), (f"[ ] {_line(item.do)} <{permalink(checklist, item)}>" for item in checklist.items)
    )


def as_csv(checklists: Iterable[Checklist], permalink: Permalink) -> str:
    """One table for all lists. Nothing in it starts a formula when a sheet opens it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(CSV_HEADER)
    for checklist in checklists:
        for item in checklist.items:
            writer.writerow(
                (_FORMULA.sub(r"'\g<0>", _line(item.do)), "no", "open", "", "", "", permalink(checklist, item))
            )
    return out.getvalue()


def as_json(checklists: Iterable[Checklist], permalink: Permalink) -> str:
    """All lists for a program: the words, their fingerprints and their links."""
    lists = [
        {
            "id": checklist.id,
            "title": checklist.title,
            "name": checklist.name,
            "promise": checklist.promise,
            "kind": checklist.kind,
            "link": permalink(checklist, None),
            "items": [
                {
                    "id": item.id,
                    "do": item.do,
                    "why": item.why,
                    "from": item.source,
                    "fingerprint": item.fingerprint,
                    "link": permalink(checklist, item),
                }
                for item in checklist.items
            ],
        }
        for checklist in checklists
    ]
    return json.dumps({"format": 1, "checklists": lists}, ensure_ascii=False, indent=2) + "\n"


def _one_by_one(one: Callable[[Checklist, Permalink], str]) -> Callable[[Iterable[Checklist], Permalink], str]:
    return lambda checklists, permalink: "\n".join(one(checklist, permalink) for checklist in checklists)


FORMS: Mapping[str, Callable[[Sequence[Checklist], Permalink], str]] = {
    "github": _one_by_one(github),
    "jira": _one_by_one(jira),
    "html": _one_by_one(rich),
    "csv": as_csv,
    "text": _one_by_one(text),
    "json": as_json,
}
"""Each form as a function of one or several lists."""


def _under(heading: str, lines: Iterable[str]) -> str:
    return "\n".join((heading, "", *lines, ""))


def _line(words: str) -> str:
    return " ".join(words.split())


def _markdown(words: str) -> str:
    return _MARKDOWN.sub(r"\\\1", _line(words))


def _jira(words: str) -> str:
    return _JIRA.sub(r"\\\1", _line(words))


def _html(words: str) -> str:
    return html.escape(_line(words), quote=False)
