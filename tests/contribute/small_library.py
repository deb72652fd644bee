"""The small library of the page "Problems and what to do": a copy to spoil, and what is then said of it."""

from __future__ import annotations

import shutil
from pathlib import Path

from playbook_site.content.problems import Problem
from playbook_site.contribute.advice import editorial
from playbook_site.contribute.kinds import Kind
from playbook_site.library import Library
from playbook_site.publish.permalinks import load_published

SMALL = Path(__file__).parent / "small"


def a_copy(root: Path) -> Path:
    """The small library below `root`."""
    shutil.copytree(SMALL / "playbooks", root / "playbooks")
    return root


def changed(root: Path, file: str, right: str, wrong: str) -> None:
    """Write `wrong` in place of `right`, which stands once in the file."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    old, new = (right, wrong) if right in text else (right.rstrip("\n"), wrong.rstrip("\n"))
    assert text.count(old) == 1, f"{file} holds {old!r} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def spoilt(root: Path, kind: Kind) -> Path:
    """A copy with the example of one kind in it."""
    changed(a_copy(root), kind.file, kind.right, kind.wrong)
    return root


def all_of(root: Path) -> tuple[Problem, ...]:
    """Faults, advice and idle answers: everything that the command can say."""
    loaded = load_published(root)
    return (*loaded.problems, *(editorial(loaded.draft) if loaded.draft else ()))


def library_of(root: Path) -> Library:
    """The sound library below `root`."""
    loaded = load_published(root)
    assert loaded.library, loaded.problems
    return loaded.library
