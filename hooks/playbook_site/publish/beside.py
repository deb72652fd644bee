"""What leaves beside the pages: the data file and its schema, the inventory, spreadsheets, and old addresses.

Most builds find these files made already. So what makes them is imported where it is needed: it takes
as long to load as ten pages take to make.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeAlias

from playbook_site.comparisons.blank import comparisons
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.library import Library
from playbook_site.publish import redirects
from playbook_site.publish.permalinks import Registry
from playbook_site.rendering import Renderer

SCHEMA_ADDRESS = "schema/knowledge-base.json"
"""Where the schema of the data file is published."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """How the site calls itself, and where it is published; `url` ends with a slash or is empty."""

    name: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Made:
    """A file that takes a while: what it is made of, beside our code, and how; `of_library` where every entry has a say."""

    address: str
    made_of: str
    work: Callable[[], bytes]
    of_library: bool = False


Remember: TypeAlias = Callable[[Made], bytes]
"""The bytes of such a file: what was made of the same before, or what its work makes."""


def anew(made: Made) -> bytes:
    """Make it, whatever was made before."""
    return made.work()


def slow(library: Library, site: Site) -> Iterator[Made]:
    """The files that take a while."""
    here = f"{site.name} {site.url}"

    def data() -> bytes:
        from playbook_site.publish import knowledge_base  # noqa: PLC0415 - see above

        found = knowledge_base.knowledge_base(library, site_name=site.name, site_url=site.url)
        return knowledge_base.text_of(found).encode()

    def objects() -> bytes:
        from playbook_site.publish import inventory  # noqa: PLC0415 - see above

        return inventory.packed(inventory.objects(library), project=site.name, version="1")

    def schema() -> bytes:
        from playbook_site.publish import knowledge_base  # noqa: PLC0415 - see above

        return knowledge_base.schema_text().encode()

    def workbook(front: ComparisonFront) -> bytes:
        from playbook_site.comparisons import spreadsheet  # noqa: PLC0415 - see above

        return spreadsheet.workbook(front)

    yield Made(address="knowledge-base.json", made_of=f"knowledge base {here}", work=data, of_library=True)
    yield Made(address=SCHEMA_ADDRESS, made_of="schema", work=schema)
    yield Made(address="objects.inv", made_of=f"inventory {here}", work=objects, of_library=True)
    for id_, front in comparisons(library).items():
        made_of = f"workbook {front.model_dump_json()}"
        yield Made(address=f"comparisons/{id_}.xlsx", made_of=made_of, work=partial(workbook, front))


def files(
    renderer: Renderer, registry: Registry, *, site: Site, live: Collection[str], remember: Remember = anew
) -> Iterator[tuple[str, bytes]]:
    """Each file's address and bytes; `live` are the addresses of the site's pages."""
    library = renderer.library
    for made in slow(library, site):
        yield made.address, remember(made)
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
