"""What a command says while it takes long."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import click

PATIENCE = 2.0
"""So many seconds pass in silence, before the first word and between two."""


class Progress:
    """How far the reading of a repository has come; silent for a library that is read at once."""

    def __init__(self, root: Path) -> None:
        self._folder = root / "playbooks"
        self._count = 0
        self._spoke = monotonic()
        self._is_slow = False

    def read_one(self) -> None:
        """One more file was read."""
        self._count += 1
        if monotonic() - self._spoke >= PATIENCE:
            every = sum(path.suffix in {".md", ".yml"} for path in self._folder.rglob("*"))
            self._say(f"Read {self._count:,} of {every:,} files.")

    def say(self, words: str) -> None:
        """What comes next, if it has taken long so far."""
        if self._is_slow or monotonic() - self._spoke >= PATIENCE:
            self._say(words)

    def _say(self, words: str) -> None:
        click.echo(words, err=True)
        self._is_slow, self._spoke = True, monotonic()
