"""ProperDocs, the fork of MkDocs that its older maintainers keep, in a virtual environment of its own.

It runs MkDocs' themes and plugins, so it builds the plain site from the same `mkdocs.yml` and Markdown, with the
same Material. It is no dependency of ours: it is there for as long as a benchmark runs.
"""

from __future__ import annotations

import subprocess
import venv
from pathlib import Path

RELEASE = "properdocs==1.6.7"
NEEDED = ("mkdocs-material", "markdown", "pymdown-extensions", "jinja2")
"""What a plain site needs beside it, at our versions."""

VERSIONS = Path(__file__).parent.parent / "constraints.txt"


class NotInstalledError(Exception):
    """ProperDocs could not be installed; the message says why."""


def install(folder: Path) -> Path:
    """Install ProperDocs into a new environment; its command."""
    venv.create(folder, with_pip=True, symlinks=True)
    pip = [str(folder / "bin" / "pip"), "install", "-q", "--disable-pip-version-check", "-c", str(VERSIONS)]
    done = subprocess.run([*pip, RELEASE, *NEEDED], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotInstalledError((done.stderr.strip().splitlines() or ["pip failed"])[-1])
    return folder / "bin" / "properdocs"
