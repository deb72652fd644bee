"""What leaves beside the pages: the data file and its schema, the inventory, spreadsheets, and old addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

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


def files(renderer: Renderer, registry: Registry, *, site: Site, live: Collection[str]) -> Iterator[tuple[str, bytes]]:
    """Each file's address and bytes; `live` are the addresses of the site's pages."""
    library = renderer.library
    data = knowledge_base.knowledge_base(library, site_name=site.name, site_url=site.url)
    yield "knowledge-base.json", knowledge_base.text_of(data).encode()
    yield knowledge_base.SCHEMA_ADDRESS, knowledge_base.schema_text().encode()
    yield "objects.inv", inventory.packed(inventory.objects(library), project=site.name, version="1")
    for id_, front in comparisons(library).items():
        yield f"comparisons/{id_}.xlsx", workbook(front)
    old = redirects.moved(library, registry.with_published(library), live)
    for asset in redirects.files(renderer, old, site_name=site.name, site_url=site.url):
        yield asset.path, asset.text.encode()


def write(folder: Path, renderer: Renderer, root: Path, *, site: Site, live: Collection[str]) -> None:
    """Write them into a built site."""
    for address, content in files(renderer, Registry.read(root), site=site, live=live):
        path = folder / address
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
