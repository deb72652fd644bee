"""What the theme's search reads in a page, read by one regular expression.

The theme's parser walks through a page by Python's HTML parser and asks sets of elements at every tag,
which takes longer than to render the page. This one gives the same sections, to the letter; a test
holds the two against each other. It reads what our own build has written, where every tag is whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from html import escape, unescape
from types import ModuleType
from typing import Any

_TOKEN = re.compile(
    r"<!--.*?-->"
    r"|<(?P<raw>script|style)\b[^>]*>.*?</(?P=raw)\s*>"
    r"|</(?P<end>[a-zA-Z][^\s/>]*)[^>]*>"
    r"|<(?P<start>[a-zA-Z][^\s/>]*)(?P<attributes>(?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+)>"
    r"|(?P<text>[^<]+|<)",
    re.DOTALL,
)
_ID = re.compile(r"\bid\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_PERMALINK = re.compile(r"\bclass\s*=\s*[\"']?headerlink[\"'\s/]?")
_NOT_SEARCHED = re.compile(r"\bdata-search-exclude\b|\bclass\s*=\s*[\"']?linenodiv(?:[\"'\s/]|$)")
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_KEPT = frozenset({"p", "code", "pre", "li", "ol", "ul", "sub", "sup"})
_RAW = frozenset({"object", "script", "style"})
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_CLOSED = float("inf")


class _Reader:
    """What the theme calls a parser: `feed` it a page, then read the sections from `data`."""

    theme: ModuleType

    def __init__(self) -> None:
        self.data: list[Any] = []
        self._section: Any = None
        self._context: list[str] = []
        self._skip = set(_RAW)
        self._skips = False
        self._is_permalink = False

    def close(self) -> None:
        """There is nothing left over."""

    def feed(self, html: str) -> None:
        """Read a page."""
        for raw, end, start, attributes, text in _TOKEN.findall(html):
            if text:
                if not self._skips:
                    self._text(text)
            elif end:
                self._end(end.lower())
            elif start:
                self._start(start.lower(), attributes)
                if attributes.endswith("/"):
                    self._end(start.lower())
            elif raw and not self._section:
                self._begin(self._new("hx", 0))

    def _new(self, tag: str, depth: int) -> Any:
        return self.theme.Section(self.theme.Element(tag), depth)

    def _begin(self, section: Any) -> None:
        self._section = section
        self.data.append(section)

    def _words(self) -> list[str]:
        """Where text goes now: to the title of the section or to its text."""
        section = self._section
        words: list[str] = section.title if section.el.tag in self._context else section.text
        return words

    def _start(self, tag: str, attributes: str) -> None:
        if tag in _VOID:
            return
        self._context.append(tag)
        if tag in _HEADINGS and (found := _ID.search(attributes)):
            self._heading(tag, unescape(found[1] or found[2] or found[3] or ""))
        if not self._section:
            self._begin(self._new("hx", 0))
        if tag == "a" and _PERMALINK.search(attributes):
            self._is_permalink = True
        if tag in self._skip or (attributes and _NOT_SEARCHED.search(attributes)):
            self._skip.add(tag)
            self._skips = True
        elif tag in _KEPT and not self._skips:
            self._words().append(f"<{tag}>")

    def _heading(self, tag: str, id_: str) -> None:
        depth = len(self._context)
        if tag != "h1" and not self.data:
            self._begin(self._new("hx", depth))
        section = self._new(tag, depth)
        if self.data:
            section.id = id_
        self._begin(section)

    def _end(self, tag: str) -> None:
        context = self._context
        if not context or context[-1] != tag:
            return
        if self._section.depth > len(context):
            for section in reversed(self.data):
                if section.depth <= len(context):
                    self._section.depth = _CLOSED
                    self._section = section
                    break
        context.pop()
        if tag == "a":
            self._is_permalink = False
        if tag in self._skip:
            if tag not in _RAW:
                self._skip.remove(tag)
            self._skips = not self._skip.isdisjoint(context)
        elif tag in _KEPT and not self._skips:
            _close(self._words(), tag)

    def _text(self, text: str) -> None:
        section, context = self._section, self._context
        if "&" in text or ">" in text or text == "<":
            text = escape(unescape(text), quote=False)
        if "pre" not in context:
            text = " " if text.isspace() else text.replace("\n", " ")
        if not section:
            self._begin(self._new("hx", 0))
            section = self._section
        if section.el.tag in context:
            if not self._is_permalink:
                section.title.append(text)
        elif not text.isspace() or not section.text or not section.text[-1].isspace() or "pre" in context:
            section.text.append(text)


def _close(words: list[str], tag: str) -> None:
    """Close an element, or take it out again if there is nothing in it."""
    index = words.index(f"<{tag}>")
    if all(word.isspace() for word in words[index + 1 :]):
        del words[index:]
    else:
        words.append(f"</{tag}>")


@contextmanager
def quick_search(theme: ModuleType) -> Iterator[None]:
    """While this lasts, the theme's search plugin reads pages this way."""
    before = vars(theme)["Parser"]
    vars(theme)["Parser"] = quick(theme)
    try:
        yield
    finally:
        vars(theme)["Parser"] = before


def quick(theme: ModuleType) -> type[Any]:
    """The parser for a theme's module, whose sections it makes."""
    return type("QuickParser", (_Reader,), {"theme": theme})
