"""Builds that go wrong, from outside: what every test of reliability needs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from conftest import ROOT

WITHOUT_RIGHTS = (
    "setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
)
"""Root may read and write anything; without these two rights it is refused as anybody else is."""


def start(
    root: Path,
    *,
    environment: Mapping[str, str] | None = None,
    before: Callable[[], None] | None = None,
    arguments: tuple[str, ...] = (),
    without_rights: bool = False,
) -> subprocess.Popen[str]:
    """Begin to build the repository at `root` into `root/site`."""
    whole = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks"), **(environment or {})}
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "-f",
        str(root / "mkdocs.yml"),
        "-d",
        str(root / "site"),
        *arguments,
    ]
    if without_rights and os.geteuid() == 0:
        command = [*WITHOUT_RIGHTS, *command]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=whole,
        preexec_fn=before,  # noqa: PLW1509 - one thread
    )


def finish(process: subprocess.Popen[str]) -> tuple[int, str]:
    """Exit code and what was said."""
    out, errors = process.communicate(timeout=120)
    return process.returncode, out + errors


def contents(site: Path) -> dict[str, bytes]:
    """Every file of a site, by its address."""
    folder = site.resolve()
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def copied(root: Path, to: Path) -> Path:
    """Another repository with the same files and no site."""
    shutil.copytree(root, to, symlinks=True, ignore=shutil.ignore_patterns("site", ".builds", ".cache"))
    return to
