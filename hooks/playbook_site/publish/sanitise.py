"""Rendered Markdown, tamed: only what CommonMark, tables, footnotes and the theme's code blocks need."""

from __future__ import annotations

import re

import nh3

TAGS = frozenset(
    "a abbr b blockquote br code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img li ol p pre q s span strong sub sup "
    "table tbody td tfoot th thead tr ul".split()
)

ATTRIBUTES = {
    "*": {"id", "class"},
    "a": {"href", "title", "rel"},
    "img": {"src", "alt", "title", "width", "height"},
    "ol": {"start"},
    "td": {"align"},
    "th": {"align"},
    "abbr": {"title"},
}

MOST = 20
"""So many times at most; real pages need two."""

SCHEMES = {"https", "http", "mailto"}

_BLANK = re.compile(r"[\x00-\x20]")
_ELSEWHERE = re.compile(r"(?P<scheme>[a-zA-Z][a-zA-Z0-9+.-]*):|[/\\]{2}")


class Restless(Exception):
    """Markup that does not come to rest."""


def _attribute(tag: str, name: str, value: str) -> str | None:
    """What is kept of one attribute. Browsers leave blanks out of an address and read a backslash as a slash."""
    if name == "id" and value.startswith("__"):
        return None
    if name in {"href", "src"}:
        elsewhere = _ELSEWHERE.match(_BLANK.sub("", value))
        if elsewhere and (tag == "img" or (elsewhere["scheme"] or "").lower() not in SCHEMES):
            return None
    return value


_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes=ATTRIBUTES,
    attribute_filter=_attribute,
    url_schemes=SCHEMES,
    link_rel=None,
    strip_comments=True,
)


def sanitise(html: str) -> str:
    """HTML without anything active, remote or reserved by the theme. Idempotent.

    Taking an element out can leave a nesting that a browser would read in another way, so it goes on until nothing changes.
    """
    for _ in range(MOST):
        clean = _CLEANER.clean(html)
        if clean == html:
            return clean
        html = clean
    raise Restless("this page's markup changes each time it is read; simplify it")
