"""Reading authored files. The only place where files under playbooks/ are opened."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playbook_site.content.body import Body
from playbook_site.content.problems import Problem
from playbook_site.content.strict_yaml import Loaded, YamlFault, load

MAX_BYTES = 1_000_000

_UNSEEN = re.compile("[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]")
"""Zero-width and bidirectional controls, which show one thing and say another."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass(frozen=True, kw_only=True)
class Document:
    """One authored file: where it is, its structured part, its body.

    `path` is relative to the repository, with forward slashes. A YAML file has an empty body.
    """

    path: str
    front: Loaded
    body: Body

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


def read_tree(root: Path, folder: str = "playbooks") -> tuple[list[Document], list[Problem]]:
    """Every .md and .yml file below `root/folder`, in order of path, and what cannot be read."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for path in _files(root / folder, root, problems):
        document, found = read(path, path.relative_to(root).as_posix())
        problems += found
        if document:
            documents.append(document)
    return documents, problems


def _files(folder: Path, root: Path, problems: list[Problem]) -> Iterator[Path]:
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
            yield path


def read(path: Path, name: str) -> tuple[Document | None, list[Problem]]:
    """Read one file; what is wrong with it as a whole makes the document None."""
    text, fault = _text(path, name)
    if fault:
        return None, [fault]
    problems = [
        Problem(
            path=name,
            line=text.count("\n", 0, match.start()) + 1,
            column=match.start() - text.rfind("\n", 0, match.start()),
            kind="unseen-character",
            message=f"an invisible character (U+{ord(match.group()):04X}) stands here; delete it",
        )
        for match in list(_UNSEEN.finditer(text))[:5]
    ]
    front, body, first_line, fault = _split(text, name)
    if fault:
        return None, [*problems, fault]
    try:
        loaded = load(front, first_line=2 if name.endswith(".md") else 1)
    except YamlFault as error:
        line, column = error.place
        return None, [
            *problems,
            Problem(path=name, line=line, column=column, kind=error.kind, message=error.message),
        ]
    if not isinstance(loaded.value, dict):
        message = "the front matter holds no keys; it needs lines such as title: ..."
        return None, [*problems, Problem(path=name, line=2, kind="front-matter", message=message)]
    document = Document(path=name, front=loaded, body=Body.scan(body, first_line=first_line))
    problems += [
        Problem(path=name, line=fault.line, column=fault.column, kind=fault.kind, message=fault.message)
        for fault in document.body.faults
    ]
    return document, problems


def _text(path: Path, name: str) -> tuple[str, Problem | None]:
    def fault(kind: str, message: str, line: int = 1, column: int = 1) -> tuple[str, Problem]:
        return "", Problem(path=name, line=line, column=column, kind=kind, message=message)

    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= MAX_BYTES else b""
    except OSError as error:
        return fault("unreadable", f"cannot be read: {error.strerror}")
    if size > MAX_BYTES:
        return fault("too-large", f"{size:,} bytes; a file may have at most {MAX_BYTES:,}. Split it")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line = before.count(b"\n") + 1
        column = len(before) - before.rfind(b"\n")
        return fault("not-utf8", "not UTF-8 text; save the file with the encoding UTF-8", line, column)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return fault("empty-file", "the file is empty; fill it in or delete it")
    if match := _CONTROL.search(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        return fault(
            "control-character",
            f"a control character (U+{ord(match.group()):04X}) stands here; delete it",
            line,
            column,
        )
    return text, None


def _split(text: str, name: str) -> tuple[str, str, int, Problem | None]:
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
