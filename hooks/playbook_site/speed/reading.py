"""Ways to read what is written: on every core, and not again what was read before."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from playbook_site.content.body import Body, Heading, WrittenLink
from playbook_site.content.documents import Document, Read, Reading, front_begins, one_by_one, split, text_of
from playbook_site.content.strict_yaml import Loaded
from playbook_site.speed.processes import spread
from playbook_site.speed.store import DOCUMENTS, Store

FEW = 300
"""So few files are read before a second process has begun."""

_AT_ONCE = 64

File: TypeAlias = tuple[Path, str]
"""A file, and its name relative to the repository."""


def on_every_core(files: Sequence[File]) -> Iterator[Read]:
    """Read many files on every core; what became of each comes in their order."""
    if len(files) <= FEW:
        yield from one_by_one(files)
        return
    some = [files[start : start + _AT_ONCE] for start in range(0, len(files), _AT_ONCE)]
    for found in spread(_read, some):
        yield from found


def _read(files: Sequence[File]) -> list[Read]:
    return list(one_by_one(files))


class Remembering:
    """Reads what has changed since this process read it last, by what the file system says of it."""

    def __init__(self, reading: Reading = one_by_one) -> None:
        self._reading = reading
        self._memory: dict[str, tuple[tuple[int, ...], Read]] = {}

    def __call__(self, files: Sequence[File]) -> Iterator[Read]:
        """What became of each file, as it is now."""
        now = {name: _state(path) for path, name in files}
        changed = [(path, name) for path, name in files if now[name] != self._memory.get(name, ((),))[0]]
        for (_, name), result in zip(changed, self._reading(changed), strict=True):
            self._memory[name] = now[name], result
        return (self._memory[name][1] for _, name in files)


def _state(path: Path) -> tuple[int, ...]:
    status = path.stat()
    return status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino


class Kept:
    """Reads what has changed since the last build, by its text. What has a fault is read again each time.

    `code` names everything that has a say in how a file is read.
    """

    def __init__(self, store: Store, code: str, reading: Reading = on_every_core) -> None:
        self._store, self._code, self._reading = store, code, reading

    def __call__(self, files: Sequence[File]) -> list[Read]:
        """What became of each file."""
        before = self._before()
        known = {name: _restored(path, name, before[name]) for path, name in files if name in before}
        changed = [(path, name) for path, name in files if not known.get(name)]
        read = dict(zip((name for _, name in changed), self._reading(changed), strict=True))
        found = [read[name] if name in read else (known[name], []) for _, name in files]
        if read or len(before) > len(files):
            kept = {name: before[name] for name in known if name not in read}
            kept |= {
                name: _as_data(document) for name, (document, problems) in read.items() if document and not problems
            }
            self._store.put_bytes(DOCUMENTS, json.dumps({"code": self._code, "documents": kept}).encode())
        return found

    def _before(self) -> dict[str, Any]:
        data = json.loads(self._store.get_bytes(DOCUMENTS) or b"{}")
        return dict(data["documents"]) if data.get("code") == self._code else {}


def _as_data(document: Document) -> Sequence[Any]:
    front, body = document.front, document.body
    return _sum(front.text, body.text), front.value, [*map(vars, body.headings)], [*map(vars, body.links)]


def _restored(path: Path, name: str, data: Sequence[Any]) -> Document | None:
    """The document as it was read before, if its text is the same."""
    text, problem = text_of(path, name)
    front, body, first_line, fault = split(text, name)
    known, value, headings, links = data
    if problem or fault or _sum(front, body) != known:
        return None
    return Document(
        path=name,
        front=Loaded(value=value, text=front, first_line=front_begins(name)),
        body=Body(
            text=body,
            first_line=first_line,
            headings=tuple(Heading(**heading) for heading in headings),
            links=tuple(WrittenLink(**link) for link in links),
            faults=(),
        ),
    )


def _sum(front: str, body: str) -> str:
    return hashlib.sha256(f"{front}\n---\n{body}".encode()).hexdigest()
