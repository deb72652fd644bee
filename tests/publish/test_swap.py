from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from playbook_site.publish.swap import BUILDS, KEPT, discard, staging, swap


def a_build(site: Path, stamp: str, text: str = "") -> Path:
    built = staging(site, stamp)
    built.mkdir(parents=True)
    (built / "index.html").write_text(text or stamp, encoding="utf-8")
    return built


def test_a_build_goes_beside_the_site(tmp_path: Path) -> None:
    assert staging(tmp_path / "site", "abc") == tmp_path / BUILDS / "site-abc"


def test_the_first_build_becomes_the_site(tmp_path: Path) -> None:
    site = tmp_path / "site"
    swap(a_build(site, "one"), site)
    assert (site / "index.html").read_text(encoding="utf-8") == "one"


def test_the_site_leads_to_its_build_by_a_relative_link_that_survives_a_move(tmp_path: Path) -> None:
    (tmp_path / "here").mkdir()
    site = tmp_path / "here" / "site"
    swap(a_build(site, "one"), site)
    assert not site.readlink().is_absolute()
    (tmp_path / "here").rename(tmp_path / "there")
    assert (tmp_path / "there/site/index.html").read_text(encoding="utf-8") == "one"


def test_a_new_build_takes_the_place_of_the_old_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for stamp in ("one", "two"):
        swap(a_build(site, stamp), site)
    assert (site / "index.html").read_text(encoding="utf-8") == "two"


def test_a_folder_in_its_place_is_moved_aside_not_mixed_in(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "old.html").write_text("old", encoding="utf-8")
    swap(a_build(site, "one"), site)
    assert [path.name for path in site.iterdir()] == ["index.html"]


def test_old_builds_are_removed_and_the_last_one_is_kept_for_whoever_still_reads_it(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for at, stamp in enumerate(["one", "two", "three", "four"]):
        built = a_build(site, stamp)
        os.utime(built, (at, at))
        swap(built, site)
    kept = sorted(path.name for path in (tmp_path / BUILDS).iterdir())
    assert kept == ["site-four", "site-three"]
    assert len(kept) == KEPT


def test_builds_of_another_site_beside_it_stay(tmp_path: Path) -> None:
    other = a_build(tmp_path / "other", "one")
    site = tmp_path / "site"
    for stamp in ("one", "two", "three"):
        swap(a_build(site, stamp), site)
    assert other.exists()


def test_nothing_of_the_swap_is_left_lying_about(tmp_path: Path) -> None:
    site = tmp_path / "site"
    swap(a_build(site, "one"), site)
    assert sorted(path.name for path in tmp_path.iterdir()) == [BUILDS, "site"]


def test_where_links_are_refused_the_build_still_becomes_the_site(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError

    monkeypatch.setattr(Path, "symlink_to", refuse)
    site = tmp_path / "site"
    for stamp in ("one", "two"):
        swap(a_build(site, stamp), site)
    assert (site / "index.html").read_text(encoding="utf-8") == "two"


def test_a_build_that_failed_is_removed(tmp_path: Path) -> None:
    built = a_build(tmp_path / "site", "one")
    discard(built)
    discard(built)
    assert not built.exists()


def test_at_every_step_of_a_swap_a_reader_finds_the_old_site_or_the_new_one(tmp_path: Path) -> None:
    site = tmp_path / "site"
    swap(a_build(site, "old"), site)
    built = a_build(site, "new")
    read: list[str] = []

    def at_each_line(frame: FrameType, event: str, _: object) -> Callable[..., object] | None:
        if frame.f_code.co_filename != swap.__code__.co_filename:
            return None
        if event == "line":
            read.append((site / "index.html").read_text(encoding="utf-8"))
        return at_each_line

    before = sys.gettrace()
    sys.settrace(at_each_line)
    try:
        swap(built, site)
    finally:
        sys.settrace(before)
    assert read == sorted(read, reverse=True)
    assert set(read) == {"old", "new"}
