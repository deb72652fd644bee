"""However files are read, the same comes out."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from conftest import ROOT
from playbook_site.content.documents import Document, Read, one_by_one, read_tree
from playbook_site.content.problems import Problem
from playbook_site.speed import reading
from playbook_site.speed.reading import File, Kept, Remembering, on_every_core
from playbook_site.speed.store import Store


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "playbooks", tmp_path / "playbooks")
    return tmp_path


class Counting:
    """Reads, and notes what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, files: Sequence[File]) -> Iterator[Read]:
        self.asked += [name for _, name in files]
        return one_by_one(files)


def everything(found: tuple[list[Document], list[Problem]]) -> object:
    """All that is known of documents, places of fields included."""
    documents, problems = found
    return problems, [
        (document, [document.front.place((key,)) for key in document.front.value or ()]) for document in documents
    ]


CODE = "code"


def edits(root: Path) -> Iterator[str]:
    """Changes of all sorts, one after another; what each is."""
    page = root / "playbooks/company.yml"
    page.write_text(page.read_text(encoding="utf-8") + "# one line more\n", encoding="utf-8")
    yield "a text changed"
    front = next((root / "playbooks/roi").glob("*.md"))
    sound = front.read_text(encoding="utf-8")
    front.write_text(sound.replace("---\n", "---\ntitle: twice\n", 1), encoding="utf-8")
    yield "a fault came"
    yield "and stays"
    front.write_text(sound, encoding="utf-8")
    yield "it is mended"
    front.rename(front.with_name("another-name.md"))
    yield "a file got another name"
    front.with_name("another-name.md").unlink()
    yield "a file is gone"
    front.write_bytes(b"\xff\xfe")
    yield "a file that is no text"
    front.write_bytes(sound.replace("\n", "\r\n").encode())
    yield "other line ends"


def test_what_is_kept_between_builds_is_what_would_be_read(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    read_tree(root, Kept(Store(folder), CODE, one_by_one))
    for change in edits(root):
        kept = everything(read_tree(root, Kept(Store(folder), CODE, one_by_one)))
        assert kept == everything(read_tree(root)), change


def test_only_what_has_changed_is_read_again(root: Path, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept")
    first, second, third, other = Counting(), Counting(), Counting(), Counting()
    documents, _ = read_tree(root, Kept(store, CODE, first))
    assert len(first.asked) == len(documents)
    page = root / "playbooks/glossary.yml"
    page.write_text(page.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    read_tree(root, Kept(store, CODE, second))
    assert second.asked == ["playbooks/glossary.yml"]
    read_tree(root, Kept(store, CODE, third))
    assert third.asked == []
    read_tree(root, Kept(store, "other code", other))
    assert other.asked == first.asked


def test_what_was_kept_and_is_spoilt_is_read_again(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    read_tree(root, Kept(Store(folder), CODE, one_by_one))
    (kept,) = folder.rglob("documents.json")
    data = kept.read_bytes()
    kept.write_bytes(data.replace(b"the", b"THE"))
    assert everything(read_tree(root, Kept(Store(folder), CODE))) == everything(read_tree(root))


def test_one_process_reads_again_what_the_file_system_says_has_changed(root: Path) -> None:
    counting = Counting()
    remembering = Remembering(counting)
    read_tree(root, remembering)
    for change in edits(root):
        counting.asked.clear()
        assert everything(read_tree(root, remembering)) == everything(read_tree(root)), change
        assert len(counting.asked) <= 1, change


def test_every_core_reads_what_one_would(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "FEW", 5)
    monkeypatch.setattr(reading, "_AT_ONCE", 4)
    monkeypatch.setattr(threading, "active_count", lambda: 1)
    (root / "playbooks/roi/broken.md").write_text("---\ntitle: [\n---\n", encoding="utf-8")
    found = read_tree(root, on_every_core)
    assert everything(found) == everything(read_tree(root))
    assert {problem.path for problem in found[1]} == {"playbooks/roi/broken.md"}
