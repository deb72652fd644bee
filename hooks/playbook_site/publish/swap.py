"""A build goes beside the old site and takes its place only when it is whole.

`site` is a symbolic link to a folder under `.builds/`; replacing the link is one act of the file
system, so a reader sees the old site or the new one, never a half of either. Builds for one folder
wait for each other.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Callable
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks; there, one build at a time is up to its users.
    fcntl = None  # type: ignore[assignment]

BUILDS = ".builds"
KEPT = 2
"""The site, and the one before it for whoever still reads it."""


def staging(site: Path, stamp: str) -> Path:
    """A fresh folder for a build that shall become `site`."""
    return site.parent / BUILDS / f"{site.name}-{stamp}"


def begin(site: Path, built: Path, say: Callable[[str], None]) -> int | None:
    """Make the folder for a build, once no other build for the same place runs; what to hand to `end`.

    A site that was moved aside when somebody pulled the plug comes back first.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    lock = _lock(site.parent, say)
    aside = sorted(built.parent.glob(f"{site.name}-before-*"))
    if aside and not os.path.lexists(site):
        aside[-1].rename(site)
    built.mkdir(parents=True)
    return lock


def end(lock: int | None) -> None:
    """Let the next build begin. The lock of a process that died is gone with it."""
    if lock is not None:
        os.close(lock)


def _lock(folder: Path, say: Callable[[str], None]) -> int | None:
    if fcntl is None:
        return None
    lock = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        say("Another build for this folder is running; waiting for it to end.")
        fcntl.flock(lock, fcntl.LOCK_EX)
    except OSError:  # A file system without locks.
        os.close(lock)
        return None
    return lock


def swap(built: Path, site: Path) -> None:
    """Make `site` lead to `built`, then remove builds that nobody can be reading any more.

    The first time, a folder that stands there is moved aside. Where symbolic links are refused,
    two renames do it. Both leave a gap of a moment, and `begin` mends one that was never closed.
    """
    before = site.resolve()
    if site.is_dir() and not site.is_symlink():
        before = built.parent / f"{site.name}-before-{built.name}"
        site.rename(before)
    link = site.with_name(f".{site.name}-{built.name}")
    try:
        link.symlink_to(os.path.relpath(built, site.parent), target_is_directory=True)
    except OSError:
        if site.is_symlink():
            site.unlink()
        built.rename(site)
    else:
        os.replace(link, site)  # noqa: PTH105 - replaces a link to a folder, which Path.replace does as well but reads as a move
    _clean(site, built.parent, {built, before})


def discard(built: Path) -> None:
    """Remove a build that did not become the site, and the folder for builds if it is the only one."""
    shutil.rmtree(built, ignore_errors=True)
    with contextlib.suppress(OSError):
        built.parent.rmdir()


def _clean(site: Path, builds: Path, kept: set[Path]) -> None:
    """Remove builds of this site but those to be kept; what another site beside it leads to stays."""
    kept = {path.resolve() for path in (*kept, *(path for path in site.parent.iterdir() if path.is_symlink()))}
    for old in builds.glob(f"{site.name}-*"):
        if old.resolve() not in kept:
            _remove(old)


def _remove(folder: Path) -> None:
    """Remove a folder that nobody needs, behind our back where that can be done: it may hold thousands of files."""
    if hasattr(os, "fork") and threading.active_count() == 1:
        if os.fork() == 0:
            shutil.rmtree(folder, ignore_errors=True)
            os._exit(0)
    else:
        shutil.rmtree(folder, ignore_errors=True)
