"""Hand-written pages and files under docs/, read as strictly as what is under playbooks/.

The engine reads these pages itself; here they are only looked at, before it does. Scripts, sheets
and drawings are code, and stand in docs/assets/ alone, where an owner reviews them.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from playbook_site.content.body import Body
from playbook_site.content.documents import placed, split, text_of, unseen
from playbook_site.content.hosts import deception
from playbook_site.content.problems import Problem
from playbook_site.content.strict_yaml import load

ASSETS = "docs/assets/"
KEYS = ("title", "description")
"""What front matter of a hand-written page may hold; it never reaches the theme's own keys."""

PASSIVE = {".md", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".txt", ".csv", ".xlsx"}
CODE = {".js", ".css", ".svg", ".woff2", ".json"}
"""Types that a browser may run or that the site runs on; only under docs/assets/."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_EXTERNAL = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")


def problems(root: Path) -> Iterator[Problem]:
    """Everything that is wrong under `root/docs`."""
    folder = root / "docs"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(root).as_posix()
        if fault := _misplaced(path, name):
            yield Problem(path=name if name.isprintable() else ascii(name)[1:-1], kind=fault[0], message=fault[1])
        elif path.suffix == ".md":
            yield from _page(path, name)


def _misplaced(path: Path, name: str) -> tuple[str, str] | None:
    """The kind of fault of a file by its name and nature, and the words for it."""
    if path.is_symlink():
        return "symlink", "symbolic links are not published; put the file itself here"
    if not all(_NAME.fullmatch(part) for part in name.split("/")):
        return "bad-id", "the name may hold letters, digits, points, hyphens and underscores; rename the file"
    if path.is_dir():
        return None
    allowed = PASSIVE | CODE if name.startswith(ASSETS) else PASSIVE
    if path.suffix.lower() not in allowed:
        where = f"; such files stand under {ASSETS}" if path.suffix.lower() in CODE else ""
        return "unexpected-file", f'"{path.suffix or path.name}" files are not published from here{where}'
    return None


def _page(path: Path, name: str) -> Iterator[Problem]:
    text, problem = text_of(path, name)
    if problem:
        yield problem
        return
    front, body, first_line = "", text, 1
    if text.startswith("---"):
        front, body, first_line, problem = split(text, name)
    if problem:
        yield problem
        return
    loaded = load(front, first_line=2)
    scanned = Body.scan(body, first_line=first_line)
    title = next((heading.line for heading in scanned.headings), 0)
    faults = [fault for fault in scanned.faults if (fault.kind, fault.line) != ("heading-level", title)]
    yield from placed(name, (*unseen(text), *loaded.faults, *faults))
    for key in loaded.value if isinstance(loaded.value, dict) else ():
        line, column = loaded.place((key,), key=True)
        if key not in KEYS:
            message = f"unknown key; known here: {', '.join(KEYS)}"
            yield Problem(path=name, line=line, column=column, field=str(key), kind="unknown-key", message=message)
        elif not isinstance(loaded.value[key], str) or "<" in loaded.value[key]:
            message = "must be plain text"
            yield Problem(path=name, line=line, column=column, field=str(key), kind="markup", message=message)
    for link in scanned.links:
        if fault := _link(name, link.target, link.text, is_image=link.is_image):
            yield Problem(path=name, line=link.line, column=link.column, kind=fault[0], message=fault[1])


def _link(name: str, target: str, words: str, *, is_image: bool) -> tuple[str, str] | None:
    if fault := outside(name, target, words, is_image=is_image):
        return fault
    if _SCHEME.match(unescape(target)) and not _EXTERNAL.match(target):
        return "dead-link", f'"{target}" is not a link that opens; use https:, mailto: or a relative path'
    return None


def outside(name: str, target: str, words: str = "", *, is_image: bool = False) -> tuple[str, str] | None:
    """The kind of fault of a link that leads off the site or shows a picture, and the words for it."""
    target = unescape(target)
    if is_image and _SCHEME.match(target):
        return "remote-image", "pictures from other sites are not shown; describe it in words"
    if is_image:
        place = posixpath.normpath(posixpath.join(posixpath.dirname(name), target))
        if not place.startswith(ASSETS):
            return "picture-place", f'pictures stand under {ASSETS}; "{target}" leads to {place}'
        return None
    if message := deception(target, words):
        return "look-alike-link", f"{message}"
    if target.lower().startswith("http:"):
        return "insecure-link", "write https:// instead of http://"
    return None
