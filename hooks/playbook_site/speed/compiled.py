"""Templates compiled once and kept beside our code, as Python keeps its modules: all of them take as long as twenty pages.

What is kept is run, so it lies where only those may write who may change the code, never in `.cache`.
"""

from __future__ import annotations

import shutil
import sys
from contextlib import suppress
from pathlib import Path

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from playbook_site.speed.fingerprints import CODE

FOLDER = CODE / "__pycache__"


class Compiled:
    """The compiled templates of one state of the code, for a compiled template may hold what a function of ours said."""

    def __init__(self, code: str, folder: Path = FOLDER) -> None:
        self._folder = folder / f"templates-{code}"

    def of(self, environment: str) -> BytecodeCache | None:
        """What an environment of Jinja keeps its templates in; None where nothing shall be kept."""
        if sys.dont_write_bytecode:
            return None
        if not self._folder.is_dir():
            for old in self._folder.parent.glob("templates-*"):
                shutil.rmtree(old, ignore_errors=True)
            with suppress(OSError):
                self._folder.mkdir(parents=True)
        return _Kept(str(self._folder), f"{environment}-%s")


class _Kept(FileSystemBytecodeCache):
    """Where the folder cannot be read or written, or the disk is full, a template is compiled and not kept."""

    def load_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):
            super().dump_bytecode(bucket)
