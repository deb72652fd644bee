"""A menu that stays short and is quickly written: of a long section it shows the overview and the page that one reads.

A menu is on every page, so a section of a thousand pages would be written a thousand times a thousand
times. Its overview page lists them all, with facets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeAlias

Render: TypeAlias = Callable[..., str]
"""The theme's macro: an item, the id of its section, its level, the section that it is in."""

LONG = 60
"""A section with more pages than this one is long."""


_STAND_IN = SimpleNamespace(title="The place of the entries", url="stand-in/", children=None, active=False)
"""An entry that shows where in the frame of a section its entries are."""


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


def first_page(item: Any) -> Any:
    """The page that an item of the menu leads to; None for none."""
    while item and item.children:
        item = item.children[0]
    return item


def _above(url: str) -> Iterator[str]:
    while url:
        url = url.rstrip("/").rpartition("/")[0]
        yield url


class Menu:
    """The theme's header, tabs and menu. Most of what they show is the same on all pages of a folder, and rendered once for them."""

    def __init__(self, addresses: Iterable[str]) -> None:
        """`addresses` are those of all pages."""
        self._folders = {above for url in addresses for above in _above(url)}
        self._rendered: dict[Any, str] = {}

    def header(self, render: Callable[[], str], page: Any) -> str:
        """The header as the theme's `render` shows it on a page: its title is the page's own."""

        def frame() -> str:
            before = page.meta
            page.meta = {**before, "title": _STAND_IN.title}
            try:
                return render()
            finally:
                page.meta = before

        if not page:
            return render()
        return self._once("header", page, frame).replace(_STAND_IN.title, str(page.meta.get("title") or page.title))

    def tabs(self, render: Callable[[], str], page: Any) -> str:
        """The tabs as the theme's `render` shows them on a page: one is the page's own, and it leads perhaps to the page."""
        tab = [page, *(page.ancestors if page else ())][-1]
        return self._once(("tabs", id(tab), page is first_page(tab)), page, render)

    def item(self, render: Render, item: Any, number: int, page: Any) -> str:
        """An item of the menu's first level, as the theme's `render` shows it on a page."""
        return self._item(render, page, item, f"__nav_{number}", 1, None)

    def _item(self, render: Render, page: Any, item: Any, path: str, level: int, parent: Any) -> str:
        if not item.active:
            return self._once(path, page, partial(render, item, path, level, parent))
        return (
            self._open(render, page, item, path, level, parent) if item.children else render(item, path, level, parent)
        )

    def _open(self, render: Render, page: Any, section: Any, path: str, level: int, parent: Any) -> str:
        """A section with the page in it: its frame, and what stands in the frame, each piece by itself."""
        every = section.children
        index = next((child for child in every if getattr(child, "is_index", False)), None)
        listed = [(number, child) for number, child in enumerate(every, start=1) if child is not index]
        if not listed:
            return render(section, path, level, parent)

        def frame() -> str:
            section.children = [child for child in (index, _STAND_IN) if child]
            try:
                return render(section, path, level, parent)
            finally:
                section.children = every

        stand_in = render(_STAND_IN, "", level + 1, section)
        before, _, after = self._once((path, index is page), page, frame).partition(stand_in)
        shown = (self._item(render, page, child, f"{path}_{number}", level + 1, section) for number, child in listed)
        return "".join((before, *shown, after))

    def _once(self, what: Any, page: Any, render: Callable[[], str]) -> str:
        key = what, self._seen_from(page.url) if page else None
        if key not in self._rendered:
            self._rendered[key] = render()
        return self._rendered[key]

    def _seen_from(self, url: str) -> tuple[str, int]:
        """Addresses are relative: the same from all pages of a folder, but for a page that has others below it."""
        return (url if url.rstrip("/") in self._folders else url.rstrip("/").rpartition("/")[0]), url.count("/")
