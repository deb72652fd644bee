"""When pages were edited, from commits alone; never from the clock or the time stamps of files."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path

import pytest

from builders import a_repository
from conftest import build
from playbook_site.publish.history import Shallow, edited

X, Y = "playbooks/roi/x.md", "playbooks/roi/y.md"
ABOUT = "playbooks/x/index.html"


def git(root: Path, *arguments: str, day: str = "2026-03-01") -> None:
    stamp = f"{day}T23:30:00-05:00"
    whole = {**os.environ, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp, "GIT_CONFIG_GLOBAL": os.devnull}
    names = ("-c", "user.name=A", "-c", "user.email=a@example.com")
    subprocess.run(["git", "-C", str(root), *names, *arguments], check=True, env=whole, capture_output=True)


def commit(root: Path, day: str, **texts: str) -> None:
    for name, text in texts.items():
        path = root / f"playbooks/roi/{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", day, day=day)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Two pages; one of them was edited later."""
    root = tmp_path / "repository"
    root.mkdir()
    git(root, "init", "--quiet")
    commit(root, "2026-03-01", x="One.", y="One.")
    commit(root, "2026-04-01", y="Two.")
    return root


def shallow(repository: Path) -> Path:
    clone = repository.parent / "clone"
    git(repository.parent, "clone", "--quiet", "--depth=1", repository.as_uri(), str(clone))
    return clone


def test_a_page_was_edited_on_the_day_of_its_last_commit(repository: Path) -> None:
    assert edited(repository, [X, Y]) == {X: date(2026, 3, 1), Y: date(2026, 4, 1)}
    assert edited(repository, [Y]) == {Y: date(2026, 4, 1)}


def test_time_stamps_and_what_is_not_committed_have_no_say(repository: Path) -> None:
    (repository / X).write_text("Not committed.", encoding="utf-8")
    os.utime(repository / Y, (1, 1))
    (repository / "playbooks/roi/new.md").write_text("New.", encoding="utf-8")
    found = edited(repository, [X, Y, "playbooks/roi/new.md"])
    assert found == {X: date(2026, 3, 1), Y: date(2026, 4, 1)}


def test_the_repository_may_be_a_folder_of_a_larger_one(tmp_path: Path) -> None:
    git(tmp_path, "init", "--quiet")
    inner = tmp_path / "sites" / "ours"
    inner.mkdir(parents=True)
    commit(inner, "2026-05-01", x="One.")
    assert edited(inner, [X]) == {X: date(2026, 5, 1)}


def test_without_a_history_nothing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert edited(tmp_path, [X], must_be_whole=True) == {}
    monkeypatch.setenv("PATH", str(tmp_path))
    assert edited(tmp_path, [X], must_be_whole=True) == {}


def test_a_history_that_is_cut_off_says_nothing_or_is_refused(repository: Path) -> None:
    clone = shallow(repository)
    assert edited(clone, [X, Y]) == {}
    with pytest.raises(Shallow, match=r'Fetch the whole history \("git fetch --unshallow"'):
        edited(clone, [X, Y], must_be_whole=True)


def test_pages_show_both_days_and_a_shallow_clone_is_built_but_not_published(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = a_repository(tmp_path / "repository")
    git(whole, "init", "--quiet")
    commit(whole, "2026-03-01")
    git(whole, "commit", "--quiet", "--allow-empty", "--message", "Later", day="2026-04-01")
    assert build(whole, tmp_path / "whole").returncode == 0
    page = (tmp_path / "whole" / ABOUT).read_text(encoding="utf-8")
    assert '<dt>Last reviewed</dt><dd><time datetime="2026-11-20">' in page
    assert '<dt>Last edited</dt><dd><time datetime="2026-03-01">' in page

    clone = shallow(whole)
    assert build(clone, tmp_path / "shallow").returncode == 0
    page = (tmp_path / "shallow" / ABOUT).read_text(encoding="utf-8")
    assert "Last reviewed" in page
    assert "Last edited" not in page

    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1775000000")
    done = build(clone, tmp_path / "published")
    assert done.returncode == 1
    assert "Not published: this clone is shallow, so nobody can say when pages were edited." in done.stderr
    assert not (tmp_path / "published").exists()
