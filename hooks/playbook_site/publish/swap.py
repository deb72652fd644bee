"""A build goes beside the old site and takes its place only when it is whole.

`site` is a symbolic link to a folder under `.builds/`; replacing the link is one act of the file
system, so a reader sees the old site or the new one, never a half of either.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

BUILDS = ".builds"
KEPT = 2


def staging(site: Path, stamp: str) -> Path:
    """A fresh folder for a build that shall become `site`."""
    return site.parent / BUILDS / f"{site.name}-{stamp}"


def swap(built: Path, site: Path) -> None:
    """Make `site` lead to `built`, then remove builds that nobody can be reading any more.

    Where symbolic links are refused, two renames do it, with a gap of a moment between them.
    """
    if site.is_dir() and not site.is_symlink():
        site.rename(built.parent / f"{site.name}-before-{built.name}")
    link = site.with_name(f".{site.name}-{built.name}")
    try:
        link.symlink_to(os.path.relpath(built, site.parent), target_is_directory=True)
    except OSError:
        _rename(built, site)
        return
    os.replace(link, site)  # noqa: PTH105 - replaces a link to a folder, which Path.replace does as well but reads as a move
    _clean(built, site)


def _rename(built: Path, site: Path) -> None:
    if site.is_symlink():
        site.unlink()
    built.rename(site)


def discard(built: Path) -> None:
    """Remove a build that did not become the site."""
    shutil.rmtree(built, ignore_errors=True)


def _clean(built: Path, site: Path) -> None:
    builds = sorted(
        (path for path in built.parent.glob(f"{site.name}-*") if path.is_dir()),
        key=lambda path: path.stat().st_mtime,
        reverse=True,
    )
    for old in builds[KEPT:]:
        if old != built:
            shutil.rmtree(old, ignore_errors=True)
