"""`build.json`: what a build was made of, so that two people can see whether they look at the same site.

No page holds any of it: else one edit would change every page.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

NAME = "build.json"

PACKAGES = (
    "common-ground",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "nh3",
    "pagefind-bin",
    "pygraphviz",
    "pymdown-extensions",
)
"""What has a say in the bytes of the site."""


def record(site: Path, *, versions: Mapping[str, str], committed: datetime | None) -> str:
    """The record of the site in a folder, as JSON."""
    data = {
        "content": content_hash(site),
        "committed": committed.astimezone(UTC).isoformat() if committed else None,
        "versions": versions,
    }
    return json.dumps(data, indent=2) + "\n"


def content_hash(site: Path) -> str:
    """SHA-256 over the address and the bytes of every file but the record itself, in order."""
    whole = hashlib.sha256()
    for address in addresses(site):
        if address != NAME:
            content = hashlib.sha256((site / address).read_bytes()).hexdigest()
            whole.update(f"{address}\0{content}\n".encode())
    return whole.hexdigest()


def addresses(site: Path) -> list[str]:
    """Every file of a site, relative to its root, in order."""
    top = str(site)
    folders = ((folder[len(top) :].strip(os.sep).replace(os.sep, "/"), names) for folder, _, names in os.walk(top))
    return sorted(f"{folder}/{name}" if folder else name for folder, names in folders for name in names)


def versions() -> dict[str, str]:
    """What is installed here."""
    found = {}
    for name in PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


def last_commit(root: Path) -> datetime | None:
    """When the last commit of the repository was made; None where there is no git or no commit."""
    command = ["git", "-C", str(root), "log", "-1", "--format=%cI"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - no words of anybody else's
    except OSError:
        return None
    return datetime.fromisoformat(done.stdout.strip()) if done.returncode == 0 and done.stdout.strip() else None
