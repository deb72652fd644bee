"""All pages of a build: those that are kept already, and the rest made on every core."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from playbook_site.speed.fingerprints import ABOUT_ALL
from playbook_site.speed.finished import Finished
from playbook_site.speed.processes import Coming, spread
from playbook_site.speed.store import Store


class Waiting(Protocol):
    """A page that may have to be made. Its names are those of fingerprints.py."""

    @property
    def address(self) -> str:
        """Where its file stands in the site."""

    def by_source(self) -> str:
        """Its name by what it is written from: quick to say."""

    def by_text(self) -> str:
        """Its name by its text, which is made for that."""

    def make(self) -> Finished:
        """Make it."""


@dataclass(frozen=True)
class _Made:
    address: str
    source: str
    name: str


class Pages:
    """The finished pages of one build, by address; who asks for one waits until it is in the store, and reads it there."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: dict[str, Waiting] = {}
        self._names: dict[str, str] = {}
        self._sources: dict[str, str] = {}
        self._coming: Coming[_Made] = Coming()
        self._last: tuple[str, Finished] | None = None

    def __contains__(self, address: str) -> bool:
        return address in self._waiting

    def make(self, pages: Iterable[Waiting]) -> None:
        """Begin to make every page that is not in the store.

        Pages about all others take longest. They come first, so that no core waits for them in the end.
        Whoever goes through the pages then asks for them roughly in the order in which they are made.
        """
        self._waiting = {page.address: page for page in pages}
        known, left = self._store.known(), []
        for address, page in self._waiting.items():
            source = page.by_source()
            name = known.get(source, "")
            if name and self._store.has(name):
                self._names[address], self._sources[source] = name, name
            else:
                left.append((page, source))
        left.sort(key=lambda found: not found[0].address.startswith(ABOUT_ALL))
        self._coming = spread(self._kept, left)

    def _come(self, wanted: str = "") -> None:
        """Take what is made, until there is what is `wanted`, or everything."""
        for made in self._coming:
            if made.name:
                self._names[made.address], self._sources[made.source] = made.name, made.name
            if made.address == wanted:
                break

    def _kept(self, found: tuple[Waiting, str]) -> _Made:
        """A page that cannot be made is made again when it is asked for, which takes as long again, and there the fault is raised."""
        page, source = found
        try:
            return _Made(page.address, source, self._named(page))
        except Exception:  # noqa: BLE001 - it is raised where it is said of which page
            return _Made(page.address, source, "")

    def _named(self, page: Waiting) -> str:
        name = page.by_text()
        if not self._store.has(name):
            self._store.put(name, page.make())
        return name

    def wait(self, pages: Iterable[Waiting]) -> None:
        """Make each page when it is asked for."""
        self._waiting = {page.address: page for page in pages}
        self._names, self._last, self._coming = {}, None, Coming()

    def get(self, address: str) -> Finished:
        """A finished page. One whose entry was spoilt since it was seen is made again. Raises ProcessLost."""
        if self._last and self._last[0] == address:
            return self._last[1]
        if address not in self._names:
            self._come(address)
        if address not in self._names:
            self._names[address] = self._named(self._waiting[address])
        found = self._store.get(self._names[address]) or self._waiting[address].make()
        self._last = address, found
        return found

    def stop(self) -> None:
        """Have no page made any more."""
        self._coming.close()

    def end(self, others: Iterable[str] = ()) -> None:
        """After a build that went well: remember what each page was made of. `others` in the store are used too."""
        self._come()
        self._store.leave(self._sources, {*self._names.values(), *others})
