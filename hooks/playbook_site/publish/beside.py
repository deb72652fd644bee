"""What leaves beside the pages: the data file and its schema, the inventory, spreadsheets, and old addresses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

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


class Remember(Protocol):
    """Bytes by what they are made of, and how to make them; `of_library` where every entry has a say, bodies aside."""

    def __call__(self, made_of: str, work: Callable[[], bytes], *, of_library: bool = False) -> bytes:
        """What was made before, or what `work` makes."""


def anew(made_of: str, work: Callable[[], bytes], *, of_library: bool = False) -> bytes:  # noqa: ARG001 - whatever it is
    """Make them, whatever was made before."""
    return work()


def files(
    renderer: Renderer, registry: Registry, *, site: Site, live: Collection[str], remember: Remember = anew
) -> Iterator[tuple[str, bytes]]:
    """Each file's address and bytes; `live` are the addresses of the site's pages."""
    library = renderer.library
    here = f"{site.name} {site.url}"

    def data() -> bytes:
        return knowledge_base.text_of(
            knowledge_base.knowledge_base(library, site_name=site.name, site_url=site.url)
        ).encode()

    def objects() -> bytes:
        return inventory.packed(inventory.objects(library), project=site.name, version="1")

    yield "knowledge-base.json", remember(f"knowledge base {here}", data, of_library=True)
    yield knowledge_base.SCHEMA_ADDRESS, knowledge_base.schema_text().encode()
    yield "objects.inv", remember(f"inventory {here}", objects, of_library=True)
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
