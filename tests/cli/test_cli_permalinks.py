"""`playbooks permalinks` and `playbooks build`: what the publishing job runs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook_site.cli import main
from playbook_site.publish.permalinks import HEADER, REGISTRY
from published_library import the_files, write_playbooks, write_repository


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments])


def test_new_ids_are_shown_and_nothing_is_written(tmp_path: Path) -> None:
    write_playbooks(tmp_path, the_files(), "item:leaving/two-nights\n")
    done = run(tmp_path, "permalinks")
    assert done.exit_code == 0
    assert done.stdout.splitlines()[:3] == ["case:we-adapted", "case:we-fought", "checklist:before-the-meeting"]
    assert "item:leaving/two-nights" not in done.stdout
    assert done.stderr == "1 listed, 23 not yet in playbooks/permalinks.txt.\n"
    assert (tmp_path / REGISTRY).read_text(encoding="utf-8") == "item:leaving/two-nights\n"


def test_writing_adds_the_new_ids_once_and_keeps_the_old_ones(tmp_path: Path) -> None:
    files = the_files()
    files["retired.yml"] = {"tree/old": {"why": "It was long.", "date": "2026-11-20"}}
    write_playbooks(tmp_path, files, "question:old/gone\ntree:old\n")
    assert run(tmp_path, "permalinks", "--write").exit_code == 0
    text = (tmp_path / REGISTRY).read_text(encoding="utf-8")
    lines = text.removeprefix(HEADER).splitlines()
    assert text.startswith(HEADER)
    assert lines == sorted(set(lines))
    assert {"question:old/gone", "tree:old", "item:write-the-memo/on-paper"} <= set(lines)
    again = run(tmp_path, "permalinks", "--write", "--format", "json")
    assert json.loads(again.stdout) == {"format": 1, "listed": 26, "new": [], "written": True}
    assert (tmp_path / REGISTRY).read_text(encoding="utf-8") == text


def test_a_library_with_problems_adds_nothing(tmp_path: Path) -> None:
    write_playbooks(tmp_path, the_files(), "item:leaving/told-them\n")
    done = run(tmp_path, "permalinks", "--write")
    assert done.exit_code == 1
    assert 'the item "told-them" was published and is gone' in done.stderr
    assert (tmp_path / REGISTRY).read_text(encoding="utf-8") == "item:leaving/told-them\n"


def test_build_makes_the_site_or_leaves_with_one(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_repository(tmp_path, the_files())
    assert run(tmp_path, "build", "-q", "-d", str(tmp_path / "out")).exit_code == 0
    assert (tmp_path / "out" / "checklists" / "leaving" / "index.html").is_file()
    (tmp_path / "playbooks" / "company.yml").write_text("name: Larkfield\n", encoding="utf-8")
    assert run(tmp_path, "build", "-q", "-d", str(tmp_path / "out")).exit_code == 1
    assert "playbooks/company.yml:1:1: currency: is missing" in capfd.readouterr().err
    (tmp_path / "mkdocs.yml").unlink()
    assert run(tmp_path, "build").exit_code == 2
