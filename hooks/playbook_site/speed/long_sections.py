"""A menu that stays short and is quickly written: of a long section it shows the overview and the page that one reads.

A menu is on every page, so a section of a thousand pages would be written a thousand times a thousand
times. Its overview page lists them all, with facets.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

LONG = 60
"""A section with more pages than this one is long."""


def shorten(items: list[Any]) -> None:
    """Take the pages of long sections out of the menu that MkDocs made; they keep their place in the site."""
    for item in items:
        if item.children:
            shorten(item.children)
            pages = [child for child in item.children if not child.children]
            if len(pages) > LONG:
                item.children = [c for c in item.children if c.children or c.is_index] or pages[:1]
                item.is_long = True


def show(page: Any) -> None:
    """While a page is made, it stands in the menu of its long section."""
    parent = page.parent
    if getattr(parent, "is_long", False) and page not in parent.children:
        parent.children.append(page)
        parent.guest = page


def hide(page: Any) -> None:
    """When it is made, it goes out again."""
    parent = page.parent
    if getattr(parent, "guest", None) is page:
        parent.children.remove(page)
        parent.guest = None


class Folded:
    """Sections that are folded away, each rendered once for all pages of a folder: the way to it is the same from there."""

    def __init__(self) -> None:
        self._rendered: dict[tuple[int, Any], str] = {}

    def __call__(self, render: Callable[[Any, str, int], str], section: Any, number: int, page: Any) -> str:
        """A section of the menu as the theme's `render` shows it on a page."""
        key = (number, (page.url.count("/"), page.url.rstrip("/").rpartition("/")[0]) if page else ())
        if key not in self._rendered:
            self._rendered[key] = render(section, f"__nav_{number}", 1)
        return self._rendered[key]
