"""Finished pages by what they were made of, in a folder that anybody may delete, break or share.

An entry names everything it depends on, so it is never out of date: it is there or it is not. A
checksum stands before it; what does not fit its checksum is not there. Two builds may write at once:
each entry appears whole. Nothing in the folder is run.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections.abc import Collection, Mapping
from pathlib import Path

from playbook_site.speed.finished import Finished

UNUSED_SECONDS = 24 * 3600.0
"""An entry that no build has asked for during so long goes."""

DOCUMENTS = "documents.json"
"""Under this name are documents, as they were read."""

_KNOWN = "known.json"


class Store:
    """Entries by name in `folder`; in a folder for this build alone where that cannot be written."""

    def __init__(self, folder: Path) -> None:
        self._beside: tempfile.TemporaryDirectory[str] | None = None
        try:
            folder.mkdir(parents=True, exist_ok=True)
            writable = os.access(folder, os.W_OK)
        except OSError:
            writable = False
        if not writable:
            self._beside = tempfile.TemporaryDirectory(prefix="pages-")
            folder = Path(self._beside.name)
        self._folder = folder

    def get(self, name: str) -> Finished | None:
        """The entry, or None where there is none that is sound."""
        data = self.get_bytes(name)
        try:
            return None if data is None else Finished.unpack(data)
        except (ValueError, KeyError, TypeError):
            return None

    def put(self, name: str, page: Finished) -> None:
        """Keep an entry."""
        self.put_bytes(name, page.pack())

    def has(self, name: str) -> bool:
        """Whether there seems to be such an entry; it may still be broken."""
        return self._path(name).is_file()

    def get_bytes(self, name: str) -> bytes | None:
        """What was kept under a name, as bytes."""
        try:
            checksum, _, data = self._path(name).read_bytes().partition(b"\n")
        except OSError:
            return None
        return data if checksum == hashlib.sha256(data).hexdigest().encode() else None

    def put_bytes(self, name: str, data: bytes) -> None:
        """Keep bytes under a name. Raises OSError where the disk is full."""
        path = self._path(name)
        part = path.with_name(f"{path.name}.{os.getpid()}.part")
        if not path.parent.is_dir():
            path.parent.mkdir(parents=True, exist_ok=True)
        try:
            part.write_bytes(hashlib.sha256(data).hexdigest().encode() + b"\n" + data)
            part.replace(path)
        except OSError:
            part.unlink(missing_ok=True)
            raise

    def known(self) -> dict[str, str]:
        """Which entry a page had by what it was written from, as the last build left it."""
        data = self.get_bytes(_KNOWN)
        with contextlib.suppress(ValueError):
            found = json.loads(data or b"{}")
            if isinstance(found, dict):
                return {str(key): str(value) for key, value in found.items()}
        return {}

    def leave(self, known: Mapping[str, str], used: Collection[str]) -> None:
        """After a build: what is known now; and what nobody has asked for in a day goes."""
        self.put_bytes(_KNOWN, json.dumps(dict(known)).encode())
        kept = {_KNOWN, DOCUMENTS, *used}
        now = time.time()
        for path in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):
                if path.name in kept:
                    if now - path.stat().st_mtime > UNUSED_SECONDS / 2:
                        os.utime(path)
                elif now - path.stat().st_mtime > UNUSED_SECONDS:
                    path.unlink()

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name
