"""What leaves beside the pages: the data file and its schema, the inventory, spreadsheets, and old addresses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from playbook_site.comparisons.blank import comparisons
from playbook_site.comparisons.spreadsheet import workbook
from playbook_site.publish import inventory, knowledge_base, redirects
from playbook_site.publish.permalinks import Registry
from playbook_site.rendering import Renderer


@dataclass(frozen=True, kw_only=True)
class Site:
    """How the site calls itself, and where it is published; `url` ends with a slash or is empty."""

    name: str
    url: str = ""


Remember: TypeAlias = Callable[[str, Callable[[], bytes]], bytes]
"""Bytes by what they are made of, and how to make them."""


def anew(_: str, work: Callable[[], bytes]) -> bytes:
    """Make them, whatever was made before."""
    return work()


def files(
    renderer: Renderer, registry: Registry, *, site: Site, live: Collection[str], remember: Remember = anew
) -> Iterator[tuple[str, bytes]]:
    """Each file's address and bytes; `live` are the addresses of the site's pages."""
    library = renderer.library
    data = knowledge_base.knowledge_base(library, site_name=site.name, site_url=site.url)
    yield "knowledge-base.json", knowledge_base.text_of(data).encode()
    yield knowledge_base.SCHEMA_ADDRESS, knowledge_base.schema_text().encode()
    yield "objects.inv", inventory.packed(inventory.objects(library), project=site.name, version="1")
    for id_, front in comparisons(library).items():
        made_of = f"workbook {front.model_dump_json()}"
        yield f"comparisons/{id_}.xlsx", remember(made_of, partial(workbook, front))
    old = redirects.moved(library, registry.with_published(library), live)
    for asset in redirects.files(renderer, old, site_name=site.name, site_url=site.url):
        yield asset.path, asset.text.encode()


def write(
    folder: Path, renderer: Renderer, root: Path, *, site: Site, live: Collection[str], remember: Remember = anew
) -> None:
    """Write them into a built site."""
    for address, content in files(renderer, Registry.read(root), site=site, live=live, remember=remember):
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
