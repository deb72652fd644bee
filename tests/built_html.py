"""What can be wrong in a built site, found in its HTML alone: one line for each fault."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser, LexborNode

ADDRESSES = {
    "a": "href",
    "area": "href",
    "link": "href",
    "img": "src",
    "script": "src",
    "source": "src",
    "iframe": "src",
    "form": "action",
}
"""Where an element names an address."""

LOADED = {"img", "script", "source", "iframe", "form"}
"""Elements whose address a browser opens without being asked."""

LOADED_LINKS = {"stylesheet", "icon", "preload", "preconnect", "dns-prefetch", "prefetch", "manifest"}

DATA = {"application/json", "application/ld+json"}


def pages_of(site: Path) -> dict[str, LexborHTMLParser]:
    """Every page by its path below the site."""
    return {
        path.relative_to(site).as_posix(): LexborHTMLParser(path.read_text(encoding="utf-8"))
        for path in sorted(site.rglob("*.html"))
    }


def faults_in(site: Path) -> list[str]:
    """Everything that is wrong in a built site, page by page."""
    pages = pages_of(site.resolve())
    ids = {name: Counter(node.attributes["id"] or "" for node in page.css("[id]")) for name, page in pages.items()}
    found: list[str] = []
    for name, page in pages.items():
        found += [f"{name}: the id {id_!r} is there {count} times" for id_, count in ids[name].items() if count > 1]
        found += [f"{name}: {fault}" for fault in _inline(page)]
        found += [f"{name}: {fault}" for fault in _addresses(name, page, ids, site)]
    return found


def _inline(page: LexborHTMLParser) -> Iterator[str]:
    for node in page.css("script"):
        if "src" not in node.attributes and node.attributes.get("type") not in DATA:
            yield f"an inline script: {node.text()[:60]!r}"
    for node in page.css("style, [style]"):
        yield f"an inline style: <{node.tag} {dict(node.attributes)}>"
    for node in page.css("*"):
        yield from (f"an inline handler: {name} at <{node.tag}>" for name in node.attributes if name.startswith("on"))


def _addresses(name: str, page: LexborHTMLParser, ids: Mapping[str, Counter[str]], site: Path) -> Iterator[str]:
    for node in page.css(", ".join(ADDRESSES)):
        address = node.attributes.get(ADDRESSES[node.tag or ""])
        if address is None:
            continue
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            if _is_loaded(node) and parts.scheme != "data":
                yield f"is loaded from elsewhere: {address}"
            elif parts.scheme not in {"https", "http", "mailto", "data"}:
                yield f"a link that should not be: {address}"
            continue
        yield from _here(name, parts.path, parts.fragment, address, ids, site)


def _is_loaded(node: LexborNode) -> bool:
    if node.tag == "link":
        return bool(LOADED_LINKS & set((node.attributes.get("rel") or "").split()))
    return node.tag in LOADED


def _here(
    name: str, path: str, fragment: str, address: str, ids: Mapping[str, Counter[str]], site: Path
) -> Iterator[str]:
    """An address on this site: its file is there, and so is its anchor. `#?` begins state, not an anchor."""
    start = "" if path.startswith("/") else posixpath.dirname(name)
    target = posixpath.normpath(posixpath.join(start, unquote(path).lstrip("/"))) if path else name
    if target.startswith(".."):
        yield f"leads out of the site: {address}"
        return
    if path and (path.endswith("/") or not posixpath.splitext(target)[1]):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    if target not in ids and not (site / target).is_file():
        yield f"leads nowhere: {address}"
        return
    anchor = unquote(fragment).partition("?")[0]
    if anchor and target in ids and anchor not in ids[target]:
        yield f"there is no such anchor: {address}"
