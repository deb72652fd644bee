"""Files that leave beside the pages, made in a process of their own while the engine is still preparing the pages."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from playbook_site.library import Library
from playbook_site.publish import beside
from playbook_site.publish.beside import Made, Site
from playbook_site.speed import fingerprints
from playbook_site.speed.processes import begin_aside
from playbook_site.speed.store import Store


class Aside:
    """The slow files of one build, by what they are made of: what was made before is not made again."""

    def __init__(self, store: Store, code: str, library: Library, site: Site) -> None:
        self._store, self._code, self._faces = store, code, fingerprints.faces(library)
        self._files = tuple(beside.slow(library, site))
        self._wait: Callable[[], None] = lambda: None
        self.names: set[str] = set()
        """The entries in the store that this build uses."""

    def begin(self) -> None:
        """Begin to make what is not in the store, if there are cores for it."""
        if not all(self._store.has(self._name(file)) for file in self._files):
            self._wait = begin_aside(self._make)

    def bytes_of(self, file: Made) -> bytes:
        """The bytes of a file; whoever asks waits for them. Another hook may have given the site another name since."""
        self._wait()
        name = self._name(file)
        self.names.add(name)
        found = self._store.get_bytes(name)
        if found is None:
            found = file.work()
            self._store.put_bytes(name, found)
        return found

    def _make(self) -> None:
        """What cannot be made here is made where it is asked for, and there a fault is raised."""
        for file in self._files:
            name = self._name(file)
            if not self._store.has(name):
                with suppress(Exception):
                    self._store.put_bytes(name, file.work())

    def _name(self, file: Made) -> str:
        return fingerprints.of(self._code, self._faces if file.of_library else "", file.made_of)
