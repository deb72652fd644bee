"""Search entries for things that are not sections: items, questions, outcomes, terms, objections."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playbook_site.rendering import Page


def extend(index: Path, pages: Iterable[Page]) -> None:
    """Add each page's entries to the theme's index, and its keywords to its first entry.

    Raises KeyError when the theme's index has another shape than we know.
    """
    data = json.loads(index.read_text(encoding="utf-8"))
    by_url = {page.url: page for page in pages}
    docs: list[dict[str, Any]] = data["docs"]
    for doc in docs:
        page = by_url.get(doc["location"])
        if page and page.keywords:
            doc["tags"] = list(page.keywords)
    for page in by_url.values():
        docs.extend(
            {"location": f"{page.url}#{entry.anchor}", "title": entry.title, "text": entry.text}
            for entry in page.entries
        )
    index.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
