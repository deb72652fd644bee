"""The theme's search, fed and asked the way our readers look for things.

Its index is one file of sections. A playbook or a case becomes one entry, so that words from all
its sections count together, with the phrases that people say as its keywords; items, questions,
outcomes, terms and objections become entries of their own, which open at their anchor.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from playbook_site.publish.assets import Asset, small
from playbook_site.rendering import Page

FIELDS = {"title": {"boost": 10.0}, "text": {"boost": 1.0}, "tags": {"boost": 10.0}}
"""A word in a title or in what people say weighs ten times one in the text (measured, see benchmarks)."""

SAID = 1.5
"""What people say word for word comes a little before pages that only mention it (measured as well)."""

WHOLE = ("playbooks/", "cases/")
"""Pages that are one entry instead of one for each section."""

WORDS = "words.json"
"""The words of all pages, beside the index; our worker asks for them with the first query."""

THEME_WORKER = "assets/javascripts/workers/search."


class ThemeChanged(Exception):
    """The theme no longer has what we build on; the message says what."""


def extend(index: Path, pages: Iterable[Page], *, tail: str = "", words_apart: bool = False) -> None:
    """Rewrite the theme's index at `index` for `pages`, whose addresses end with `tail` where they are opened from disk.

    With `words_apart` the words of all pages move out of the index, which every page asks for, to where
    the first query asks for them.
    """
    data = json.loads(index.read_text(encoding="utf-8"))
    if not {"config", "docs"} <= set(data) or not all("location" in doc for doc in data["docs"]):
        raise ThemeChanged("search/search_index.json has another shape than publish/search.py knows")
    by_url = {page.url + tail: page for page in pages}
    docs = list(_whole(data["docs"]))
    for doc in docs:
        page = by_url.get(doc["location"])
        if page and page.keywords:
            doc["tags"] = [_shown(word) for word in page.keywords]
    for url, page in by_url.items():
        docs.extend(_entries(page, url))
    data["config"]["fields"] = FIELDS
    if words_apart:
        _write(index.with_name(WORDS), docs)
        data["config"]["words"] = f"../search/{WORDS}"
    _write(index, {**data, "docs": [] if words_apart else docs})


def _write(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")


def _whole(docs: Iterable[Mapping[str, Any]]) -> Iterable[dict[str, Any]]:
    """The sections of a whole page joined into its first."""
    found: dict[str, dict[str, Any]] = {}
    for doc in docs:
        page, _, anchor = doc["location"].partition("#")
        if page.startswith(WHOLE) and anchor and page in found:
            first = found[page]
            first["text"] = " ".join((first["text"], f"<h2>{doc['title']}</h2>", doc["text"]))
        else:
            found[doc["location"]] = dict(doc)
    return found.values()


def _entries(page: Page, url: str) -> Iterable[dict[str, Any]]:
    for entry in page.entries:
        doc: dict[str, Any] = {
            "location": f"{url}#{entry.anchor}",
            "title": _shown(entry.title),
            "text": _shown(entry.text),
        }
        if entry.keywords:
            doc |= {"tags": [_shown(word) for word in entry.keywords], "boost": SAID}
        yield doc


def _shown(text: str) -> str:
    """Text as the theme's index holds it: it puts what it finds into the page as HTML."""
    return escape(text, quote=False)


def telling(source: Path) -> Asset:
    """What says which words of a query say something; our worker asks for it with the first query."""
    return small("assets/search-telling", source.read_text(encoding="utf-8"))


def worker(source: Path, theme_files: Iterable[str], told: Asset) -> Asset:
    """Our search worker, which runs the theme's and `told`; raises ThemeChanged when the theme has none or several."""
    found = [name for name in theme_files if name.startswith(THEME_WORKER) and name.endswith(".js")]
    if len(found) != 1:
        raise ThemeChanged(f"expected one file {THEME_WORKER}*.js in the theme, found {len(found)}")
    text = asking_for(told, source.read_text(encoding="utf-8"))
    return small("assets/search", text.replace("THEME_WORKER", found[0].removeprefix("assets/")))


def asking_for(told: Asset, text: str) -> str:
    """The text of our worker with the name of the script that `telling` made."""
    return text.replace("TELLING", told.path.removeprefix("assets/"))


def through(configuration: str, theme_worker: str, ours: str) -> str:
    """The theme's page configuration with our worker in place of the theme's."""
    if theme_worker not in configuration:
        raise ThemeChanged(f"the page configuration does not name {theme_worker}")
    return configuration.replace(theme_worker, ours)
