"""The last look at a built site, before it takes the place of the old one.

Every page is read as a browser would: its links and anchors lead somewhere on the site, its ids are
unique, nothing on it is inline, from elsewhere or without our policy, and it is not too heavy.
"""

from __future__ import annotations

import functools
import gzip
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from playbook_site.publish import policy
from playbook_site.publish.built import addresses

PAGE_BYTES = 60_000
"""A page may weigh so much, gzipped, without its scripts and sheets."""

_TAGS = re.compile(r"<[a-zA-Z](?:[^\"'>]++|\"[^\"]*+\"|'[^']*+')*+>")
_NAME = re.compile(r"<(?P<name>[a-zA-Z][^\s/>]*)")
_ATTRIBUTE = re.compile(
    r"(?P<name>[^\s=\"'/]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"|'(?P<single>[^']*+)'|(?P<bare>[^\s\"']++)))?"
)
_WANTED = re.compile(
    r"\s(?:id|href|src|srcset|style|action|formaction|ping|data|poster|on[a-z]+|http-equiv)\s*=", re.IGNORECASE
)
_RAW = re.compile(r"(<(script|style|textarea|title)\b[^>]*>).*?(?=</\2\s*>)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_ELSEWHERE = re.compile(r"(?P<scheme>[a-z][a-z0-9+.-]*):|//", re.IGNORECASE)

_LOADING = {
    "script": "src",
    "img": "src",
    "source": "src",
    "iframe": "src",
    "embed": "src",
    "object": "data",
    "video": "src",
    "audio": "src",
}
_NEVER = {"iframe", "embed", "object", "base", "style", "frame", "applet"}
_ALWAYS = _NEVER | {"script", "meta"}
_FRIENDLY = {"https", "http", "mailto"}


class Place(NamedTuple):
    """A link or a file that a page asks for, as it stands in the page."""

    element: str
    address: str
    loads: bool


class Seen(NamedTuple):
    """What one tag says that can be right or wrong."""

    id: str | None
    place: Place | None
    faults: tuple[str, ...]


def _seen(html: str) -> Iterator[Seen]:
    """What the tags of a page say, in their order."""
    text = _COMMENT.sub("", _RAW.sub(r"\1", html))
    return filter(None, map(_look, _TAGS.findall(text)))


@functools.lru_cache(maxsize=50_000)
def _look(tag: str) -> Seen | None:
    """Look at a tag. Pages repeat each other's menu, so what was seen is remembered."""
    start = _NAME.match(tag)
    assert start is not None  # noqa: S101 - it is a tag
    name, rest = start["name"].lower(), tag[start.end() : -1]
    if name not in _ALWAYS and not _WANTED.search(rest):
        return None
    found = {
        each["name"].lower(): unescape(each["double"] or each["single"] or each["bare"] or "")
        for each in _ATTRIBUTE.finditer(rest)
    }
    return Seen(found.get("id"), _place(name, found), tuple(_against_policy(name, found)))


def _place(name: str, found: Mapping[str, str]) -> Place | None:
    if name in {"a", "area"} and "href" in found:
        return Place(element=name, address=found["href"], loads=False)
    if name == "link" and "href" in found:
        loads = bool({"stylesheet", "icon", "preload", "manifest"} & set(found.get("rel", "").split()))
        return Place(element=name, address=found["href"], loads=loads)
    if name in _LOADING and _LOADING[name] in found:
        return Place(element=name, address=found[_LOADING[name]], loads=True)
    return None


def _against_policy(name: str, found: Mapping[str, str]) -> Iterator[str]:
    if name in _NEVER:
        yield f"holds <{name}>"
    if name == "script" and "src" not in found and found.get("type") != "application/json":
        yield "holds an inline script"
    if name == "meta" and found.get("http-equiv", "").lower() == "refresh":
        yield "holds a refresh to another page"
    for attribute in found:
        if attribute in {"style", "srcset", "srcdoc", "ping", "formaction"} or attribute.startswith("on"):
            yield f"holds <{name} {attribute}=...>"


@dataclass(frozen=True, kw_only=True)
class Facts:
    """What the last look needs of a page: its ids, its addresses, and what is wrong whatever the other pages say."""

    ids: frozenset[str]
    places: tuple[Place, ...]
    faults: tuple[str, ...]

    @classmethod
    def of(cls, html: str) -> Facts:
        """Look at one page."""
        seen = tuple(_seen(html))
        ids = Counter(tag.id for tag in seen if tag.id is not None)
        places = dict.fromkeys(tag.place for tag in seen if tag.place)
        return cls(ids=frozenset(ids), places=tuple(places), faults=tuple(_by_itself(html, seen, ids)))

    def as_data(self) -> dict[str, Any]:
        """As plain values."""
        return {"ids": sorted(self.ids), "places": self.places, "faults": self.faults}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Facts:
        """Read what `as_data` gave."""
        places = tuple(
            Place(element=element, address=address, loads=loads) for element, address, loads in data["places"]
        )
        return cls(ids=frozenset(data["ids"]), places=places, faults=tuple(data["faults"]))


def faults(site: Path, *, base: str = "/", known: Mapping[str, Facts] | None = None) -> tuple[str, ...]:
    """Everything that is wrong in the site built in a folder, each with its page.

    `base` is where its root is published; `known` are the facts of pages that were looked at before, by address.
    """
    seen = known or {}
    files = addresses(site)
    names = [name for name in files if name.endswith(".html")]
    pages = {name: seen.get(name) or Facts.of((site / name).read_text(encoding="utf-8")) for name in names}
    return tuple(_all(pages, set(files), base))


def _all(pages: Mapping[str, Facts], files: set[str], base: str) -> Iterator[str]:
    """Pages beside each other share most of their links upwards; each is followed once."""
    followed: dict[tuple[str, Place], str | None] = {}
    for name, page in pages.items():
        yield from (f"{name}: {fault}" for fault in page.faults)
        above = posixpath.dirname(posixpath.dirname(name))
        for place in page.places:
            if not place.address.startswith("../"):
                fault = _leads_wrong(name, place, pages, files, base)
            elif (above, place) in followed:
                fault = followed[above, place]
            else:
                fault = followed[above, place] = _leads_wrong(name, place, pages, files, base)
            if fault:
                yield f"{name}: {place.address} {fault}"


def _by_itself(html: str, seen: Iterable[Seen], ids: Mapping[str, int]) -> Iterator[str]:
    yield from (f'the id "{id_}" is there {count} times' for id_, count in ids.items() if count > 1)
    if html.count(policy.META) != 1:
        yield "does not carry the content policy"
    for tag in seen:
        yield from tag.faults
    weight = _weight(html.encode())
    if weight > PAGE_BYTES:
        yield f"weighs {weight:,} bytes gzipped; at most {PAGE_BYTES:,}. Split it"


def _weight(html: bytes) -> int:
    """Bytes when gzipped; where a quicker look says that they are few enough, what that says."""
    quick = len(html) if len(html) <= PAGE_BYTES else len(gzip.compress(html, 1))
    return quick if quick <= PAGE_BYTES else len(gzip.compress(html, 6))


def _leads_wrong(name: str, place: Place, pages: Mapping[str, Facts], files: set[str], base: str) -> str | None:
    """What is wrong with an address, or None. State behind `#?` is no anchor."""
    address = place.address.strip()
    elsewhere = _ELSEWHERE.match(address)
    if elsewhere:
        if place.loads and elsewhere["scheme"] != "data":
            return "is loaded from elsewhere"
        return None if place.loads or (elsewhere["scheme"] or "").lower() in _FRIENDLY else "is not a link that opens"
    path, _, fragment = address.partition("#")
    path = unquote(path.partition("?")[0])
    target = _target(posixpath.dirname(name), path, base) if path else name
    if target is None:
        return "leads out of the site"
    if target not in files:
        return "leads nowhere"
    anchor = unquote(fragment.partition("?")[0])
    if anchor and target in pages and anchor not in pages[target].ids:
        return "leads to no such anchor"
    return None


@functools.lru_cache(maxsize=20_000)
def _target(folder: str, path: str, base: str) -> str | None:
    """The file that a path leads to, seen from a page in `folder`; None when it is outside the site."""
    if path.startswith("/"):
        if not path.startswith(base):
            return None
        joined = posixpath.normpath("./" + path.removeprefix(base))
    else:
        joined = posixpath.normpath(posixpath.join(folder, path))
    if joined.startswith(".."):
        return None
    if path.endswith("/") or posixpath.basename(path) in {"", ".", ".."}:
        return "index.html" if joined == "." else f"{joined}/index.html"
    return joined
