"""Reading authored files. The only place where files under playbooks/ are opened."""

from __future__ import annotations

import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

from playbook_site.content.body import Body
from playbook_site.content.leftovers import leftovers
from playbook_site.content.problems import Fault, Problem
from playbook_site.content.strict_yaml import Loaded, load
from playbook_site.content.unseen import CONTROL, UNSEEN, invisible

Result = TypeVar("Result")

MAX_BYTES = 1_000_000
MAX_ALIKE = 20
"""So many faults of one kind in one file are said one by one; the last of them says that there are more."""


@dataclass(frozen=True, kw_only=True)
class Document:
    """One authored file: where it is, its structured part, its body.

    `path` is relative to the repository, with forward slashes. A YAML file has an empty body. When
    `front.is_whole` is False the front matter could not be read, and its problem is reported.
    """

    path: str
    front: Loaded
    body: Body
    _worked_out: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    def once(self, what: str, work: Callable[[], Result]) -> Result:
        """What `work` makes of this document, worked out once. It must depend on nothing else."""
        if what not in self._worked_out:
            self._worked_out[what] = work()
        found: Result = self._worked_out[what]
        return found

    def problem(self, kind: str, message: str, *path: str | int, key: bool = False) -> Problem:
        """A problem at a field of this document's front matter."""
        line, column = self.front.place(path, key=key)
        return Problem(path=self.path, line=line, column=column, field=field_name(path), message=message, kind=kind)


def field_name(path: tuple[str | int, ...]) -> str:
    """`("related", 1)` as a person would write it: `related[1]`."""
    name = ""
    for step in path:
        name += f"[{step}]" if isinstance(step, int) else f".{step}" if name else step
    return name


Read: TypeAlias = tuple[Document | None, list[Problem]]
"""What became of one file: a document, unless nothing of it can be read, and what is wrong in it."""

Reading: TypeAlias = Callable[[Sequence[tuple[Path, str]]], Iterable[Read]]
"""A way to read files, each with its name relative to the repository: what became of each, in their order."""


def one_by_one(files: Sequence[tuple[Path, str]]) -> Iterator[Read]:
    """The plain way to read files."""
    return (read(path, name) for path, name in files)


def read_tree(root: Path, reading: Reading = one_by_one) -> tuple[list[Document], list[Problem]]:
    """Every .md and .yml file below `root/playbooks`, in order of path, and what cannot be read."""
    documents: list[Document] = []
    problems: list[Problem] = []
    files = list(_files(root / "playbooks", root, problems))
    for document, found in reading(files):
        problems += found
        if document:
            documents.append(document)
    return documents, problems


def _files(folder: Path, root: Path, problems: list[Problem]) -> Iterator[tuple[Path, str]]:
    seen: dict[str, str] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(root).as_posix()
        if path.is_symlink():
            problems.append(
                Problem(path=name, kind="symlink", message="symbolic links are not read; put the file itself here")
            )
            continue
        if path.is_dir() or any(part.startswith(".") for part in path.relative_to(folder).parts):
            continue
        if not name.isprintable():
            message = "the name holds characters that cannot be shown; rename the file"
            problems.append(Problem(path=ascii(name)[1:-1], kind="bad-id", message=message))
            continue
        if path.suffix not in {".md", ".yml", ".txt"}:
            message = f'"{path.suffix or path.name}" files do not belong here; write .md (or .yml for lists)'
            problems.append(Problem(path=name, kind="unexpected-file", message=message))
            continue
        clash = seen.setdefault(name.casefold(), name)
        if clash != name:
            message = f'differs from "{clash}" only in upper and lower case; rename one of them'
            problems.append(Problem(path=name, kind="case-clash", message=message))
            continue
        if path.suffix != ".txt":
            yield path, name


def read(path: Path, name: str) -> Read:
    """Read one file; None when nothing of it can be read."""
    text, problem = text_of(path, name)
    if problem:
        return None, [problem]
    front, body, first_line, problem = split(text, name)
    if problem:
        return None, [problem, *placed(name, (*unseen(text), *leftovers(name, text)))]
    start = front_begins(name)
    loaded = load(front, first_line=start)
    if loaded.is_whole and not isinstance(loaded.value, dict):
        message = "there are no keys here; write lines such as title: ..."
        return None, [Problem(path=name, line=start, kind="front-matter", message=message)]
    document = Document(path=name, front=loaded, body=Body.scan(body, first_line=first_line))
    return document, placed(name, (*unseen(text), *leftovers(name, text), *loaded.faults, *document.body.faults))


def unseen(text: str) -> Iterator[Fault]:
    """Characters that nobody sees, where they stand."""
    for match in UNSEEN.finditer(text):
        line, column = _position(text, match.start())
        yield Fault(line=line, column=column, kind="unseen-character", message=invisible(match.group()))


def _position(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def placed(name: str, faults: Iterable[Fault]) -> list[Problem]:
    """Faults of a file as problems."""
    by_kind: dict[str, list[Fault]] = {}
    for fault in faults:
        by_kind.setdefault(fault.kind, []).append(fault)
    problems = []
    for found in by_kind.values():
        for at, fault in enumerate(found[:MAX_ALIKE]):
            tail = " (and more like this)" if at == MAX_ALIKE - 1 and len(found) > MAX_ALIKE else ""
            problems.append(
                Problem(path=name, line=fault.line, column=fault.column, kind=fault.kind, message=fault.message + tail)
            )
    return problems


def text_of(path: Path, name: str) -> tuple[str, Problem | None]:
    """The text of a file, its line ends alike; or why it has none."""
    data, problem = _bytes(path, name)
    if problem:
        return "", problem
    try:
        text = _lines_alike(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = _lines_alike(error.object[: error.start].decode("utf-8"))
        message = "not UTF-8 text; save the file with the encoding UTF-8"
        return "", _at(name, before, len(before), "not-utf8", message)
    if not text.strip():
        return "", Problem(path=name, kind="empty-file", message="the file is empty; fill it in or delete it")
    if match := CONTROL.search(text):
        return "", _at(name, text, match.start(), "control-character", invisible(match.group()))
    return text, None


def _bytes(path: Path, name: str) -> tuple[bytes, Problem | None]:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            message = "is not a file that holds text; remove it"
        elif status.st_size > MAX_BYTES:
            message = f"{status.st_size:,} bytes; a file may have at most {MAX_BYTES:,}. Split it"
            return b"", Problem(path=name, kind="too-large", message=message)
        else:
            return path.read_bytes(), None
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
    return b"", Problem(path=name, kind="unreadable", message=message)


def _at(name: str, text: str, at: int, kind: str, message: str) -> Problem:
    line, column = _position(text, at)
    return Problem(path=name, line=line, column=column, kind=kind, message=message)


def _lines_alike(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def front_begins(name: str) -> int:
    """The line on which front matter begins: below the line --- in a .md file."""
    return 2 if name.endswith(".md") else 1


def split(text: str, name: str) -> tuple[str, str, int, Problem | None]:
    """Front matter, body, and the line on which the body begins."""
    if not name.endswith(".md"):
        return text, "", 1, None
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        message = "must begin with a line ---, then the front matter, then another line ---"
        return "", "", 1, Problem(path=name, kind="front-matter", message=message)
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == "---":
            return "\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1, None
    message = "the front matter has no end; close it with a line ---"
    return "", "", 1, Problem(path=name, kind="front-matter", message=message)
