"""A site that is there already, whole, made of exactly what lies here: nothing need be done.

What a site is made of is said by the bytes of every file that has a say, the last commit, and all
versions. That the site is whole is said by the hash of all its files. Any doubt means a build.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from playbook_site.publish import built
from playbook_site.speed import fingerprints
from playbook_site.speed.store import Store

_FOLDERS = ("playbooks", "docs", "hooks")


def made_of(root: Path, target: Path, config: Any, code: str) -> str:
    """One name for everything that has a say in the site at `target`; empty where some of it cannot be read."""
    try:
        return _made_of(root, target, config, code)
    except OSError:
        return ""


def _made_of(root: Path, target: Path, config: Any, code: str) -> str:
    return fingerprints.of(
        code,
        [fingerprints.folder(root / name, but=fingerprints.CODE) for name in _FOLDERS],
        fingerprints.settings(Path(config.config_file_path)),
        [config.theme.name, config.site_url, config.use_directory_urls, config.strict],
        [os.environ.get("SOURCE_DATE_EPOCH"), _head(root), target],
    )


def is_current(store: Store, name: str, target: Path) -> bool:
    """Whether the site at `target` is the one that was remembered under this name, to the byte."""
    kept = store.get_bytes(name) if name else None
    if kept is None:
        return False
    try:
        folder = target.resolve(strict=True)
        return bool(json.loads(kept) == _state(folder) and built.content_hash(folder) in json.loads(kept)[1])
    except (OSError, ValueError, TypeError, IndexError):
        return False


def remember(store: Store, name: str, target: Path) -> None:
    """After a build that went well."""
    if not name:
        return
    store.put_bytes(name, json.dumps(_state(target.resolve())).encode())


def _state(folder: Path) -> list[str]:
    """Which build it is, and its record, which holds the hash of all its files."""
    return [folder.name, (folder / built.NAME).read_text(encoding="utf-8")]


def _head(root: Path) -> str:
    """The commit that lies here; a shallow clone has another history than a whole one."""
    asked = ["git", "-C", str(root), "rev-parse", "HEAD", "--is-shallow-repository"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=False).stdout  # noqa: S603 - no words of anybody else's
    except OSError:
        return ""
