"""Whether anything was saved since, by what the file system says: quick enough to ask at every request."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

Stamp: TypeAlias = tuple[str, int, int]
"""A file's path, the nanosecond of its last change, its size."""


@dataclass(frozen=True)
class Saved:
    """The state of a repository: of what is authored with the templates that show it, and of all the rest."""

    authored: frozenset[Stamp]
    rest: frozenset[Stamp]

    @classmethod
    def now(cls, root: Path) -> Saved:
        """Look at every file that has a say in the site."""
        authored, code = _stamps(root / "playbooks"), list(_stamps(root / "hooks"))
        templates = (stamp for stamp in code if stamp[0].endswith(".jinja"))
        others = (stamp for stamp in code if not stamp[0].endswith(".jinja"))
        settings = (_stamp(entry) for entry in os.scandir(root) if entry.name.endswith(".yml"))
        return cls(frozenset((*authored, *templates)), frozenset((*others, *_stamps(root / "docs"), *settings)))


def _stamps(folder: Path) -> Iterator[Stamp]:
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _stamps(Path(entry.path))
        elif not entry.name.startswith("."):
            yield _stamp(entry)


def _stamp(entry: os.DirEntry[str]) -> Stamp:
    status = entry.stat(follow_symlinks=False)
    return entry.path, status.st_mtime_ns, status.st_size
