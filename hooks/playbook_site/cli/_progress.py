"""What a command says while it takes long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from time import monotonic

import click

from playbook_site.content.documents import Read
from playbook_site.speed.reading import File, on_every_core

PATIENCE = 2.0
"""So many seconds pass in silence, before the first word and between two."""


class Progress:
    """How far the reading of a repository has come; silent for a library that is read at once."""

    def __init__(self) -> None:
        self._spoke = monotonic()
        self._is_slow = False

    def reading(self, files: Sequence[File]) -> Iterator[Read]:
        """Read files on every core, and say how far it has come."""
        for count, result in enumerate(on_every_core(files), start=1):
            if monotonic() - self._spoke >= PATIENCE:
                self._say(f"Read {count:,} of {len(files):,} files.")
            yield result

    def say(self, words: str) -> None:
        """What comes next, if it has taken long so far."""
        if self._is_slow or monotonic() - self._spoke >= PATIENCE:
            self._say(words)

    def _say(self, words: str) -> None:
        click.echo(words, err=True)
        self._is_slow, self._spoke = True, monotonic()
