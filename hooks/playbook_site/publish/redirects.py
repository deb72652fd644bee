"""What old addresses of pages show, so that a link in somebody's plan never dies.

A page that has moved keeps `#item` and `#?state` by script; without one it says where the page
went and lists what was on it, under the old ids. A page that was retired shows its sentence.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from playbook_site.content.fields import Retirement
from playbook_site.library import Library
from playbook_site.links import Thing
from playbook_site.publish.assets import Asset
from playbook_site.publish.destinations import INNER, Destination, Destinations, page_of
from playbook_site.publish.policy import META
from playbook_site.rendering import Renderer, address

STATIC = Path(__file__).parent / "static"


@dataclass(frozen=True, kw_only=True)
class Inner:
    """Something that was on the old page: its old anchors, and where it is now."""

    anchors: tuple[str, ...]
    to: tuple[str, str]
    title: str
    gone: Retirement | None = None


@dataclass(frozen=True, kw_only=True)
class Moved:
    """An old address and what it shows. `to` is a page's address and an anchor on it."""

    url: str
    to: tuple[str, str]
    title: str
    gone: Retirement | None
    inner: tuple[Inner, ...]


def moved(library: Library, things: Iterable[Thing], live: Collection[str]) -> tuple[Moved, ...]:
    """The old addresses of `things`, sorted; `live` are the addresses of the site's pages."""
    destinations = Destinations(library)
    known = sorted(set(things))
    inner: dict[Thing, list[Thing]] = {}
    for thing in known:
        if thing.kind in INNER:
            inner.setdefault(page_of(thing), []).append(thing)
    pages = {page_of(thing) for thing in known if address(page_of(thing))[0] not in live}
    found = (_moved(page, destinations, inner) for page in sorted(pages))
    return tuple(sorted((old for old in found if old), key=lambda old: old.url))


def _moved(page: Thing, destinations: Destinations, inner: dict[Thing, list[Thing]]) -> Moved | None:
    went = destinations.find(page)
    if went is None:
        return None
    if page.kind == "playbook":
        rows = _on_playbook(page, went, destinations, inner)
    else:
        rows = _on_page(page, went, destinations, inner)
    return Moved(
        url=address(page)[0], to=address(went.thing), title=went.title, gone=went.gone, inner=tuple(_together(rows))
    )


def _together(rows: Iterable[Inner]) -> Iterator[Inner]:
    """One row for each thing, under all the ids it had."""
    found: dict[tuple[str, str], Inner] = {}
    for row in rows:
        known = found.get(row.to)
        found[row.to] = replace(known, anchors=(*known.anchors, *row.anchors)) if known else row
    yield from found.values()


def _old_ids(page: Thing, went: Destination, destinations: Destinations, inner: dict[Thing, list[Thing]]) -> list[str]:
    """The anchors of an old page: those published under its old id, and those of the page it became."""
    old = [thing.id.partition("/")[2] for thing in inner.get(page, ())]
    now: list[str] = []
    shown = None if went.gone or went.thing.kind not in {"playbook", "checklist"} else destinations.list_of(went.thing)
    if shown:
        now = [name for item in shown.items for name in (item.id, *item.aliases)]
    elif went.thing.kind == "tree" and not went.gone:
        now = [thing.id.partition("/")[2] for thing in inner.get(went.thing, ())]
    return [*now, *(id_ for id_ in old if id_ not in now)]


def _on_page(
    page: Thing, went: Destination, destinations: Destinations, inner: dict[Thing, list[Thing]]
) -> Iterator[Inner]:
    kinds = [kind for kind, of in INNER.items() if of == page.kind]
    for id_ in _old_ids(page, went, destinations, inner) if kinds else ():
        found = destinations.find(Thing(kind=kinds[0], id=f"{page.id}/{id_}"))
        if found:
            yield Inner(anchors=(id_,), to=address(found.thing), title=found.title, gone=found.gone)


def _on_playbook(
    page: Thing, went: Destination, destinations: Destinations, inner: dict[Thing, list[Thing]]
) -> Iterator[Inner]:
    lists = Thing(kind="checklist", id=page.id)
    for id_ in _old_ids(lists, went, destinations, inner):
        found = destinations.find(Thing(kind="item", id=f"{page.id}/{id_}"))
        if found:
            now = found.thing.id.partition("/")[2]
            to = (address(went.thing)[0], f"item-{now}" if went.thing.kind == "playbook" else now)
            yield Inner(anchors=(f"item-{id_}",), to=to, title=found.title, gone=found.gone)


def files(renderer: Renderer, old: Collection[Moved], *, site_name: str, site_url: str) -> Iterator[Asset]:
    """A page for each old address, and the script and sheet that they share; nothing where nothing moved."""
    if not old:
        return
    script, sheet = _static("moved.js"), _static("moved.css")
    yield from (script, sheet)
    for page in old:
        html = renderer.html(
            "publish/moved.html.jinja",
            page.url,
            moved=page,
            script=script.path,
            sheet=sheet.path,
            site_name=site_name,
            site_url=site_url,
            policy=Markup(META),  # noqa: S704 - our own
        )
        yield Asset(path=f"{page.url}index.html", text=html)


def _static(name: str) -> Asset:
    text = (STATIC / name).read_text(encoding="utf-8")
    stem, _, suffix = name.rpartition(".")
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Asset(path=f"assets/{stem}.{digest}.{suffix}", text=text)
