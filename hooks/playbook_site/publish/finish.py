"""The last step of a build: what only a whole site can have, and one look at all of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from playbook_site.publish import built, pagefind, policy, verify
from playbook_site.publish.verify import Facts

MOST = 20
"""So many faults of a built site are said; they are often one fault on every page."""


class Unsound(Exception):
    """The built site must not be published; the message says why."""


def finish(
    folder: Path, *, committed: datetime | None, site_url: str, known: Mapping[str, Facts] | None = None
) -> None:
    """Add the headers for hosts that read a file of them, and the record of the build; then look at every page.

    `known` are the facts of pages that were looked at when they were made, by address.
    """
    headers = policy.headers_file(with_wasm=(folder / pagefind.FOLDER).is_dir())
    (folder / "_headers").write_text(headers, encoding="utf-8")
    record = built.record(folder, versions=built.versions(), committed=committed)
    (folder / built.NAME).write_text(record, encoding="utf-8")
    base = urlsplit(site_url or "/").path
    found = verify.faults(folder, base=base if base.endswith("/") else f"{base}/", known=known)
    if found:
        more = [f"and {len(found) - MOST:,} more"] if len(found) > MOST else []
        raise Unsound("\n".join(["wrong in the new one:", *found[:MOST], *more]))
