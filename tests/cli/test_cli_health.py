"""`playbooks health` as people and programs read it."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from playbook_site.cli import main
from published_library import the_files, write_playbooks


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "health", *arguments])


def test_health_is_told_for_a_day(tmp_path: Path) -> None:
    files = the_files()
    files["dialogue/write-the-memo.md"]["review_every"] = "6 months"
    done = run(write_playbooks(tmp_path, files), "--on", "2027-06-01")
    assert done.exit_code == 0
    assert done.stdout.startswith(
        """Health on 2027-06-01

Broken promises: none

Reviews overdue: 1
  product-practice
    playbooks/dialogue/write-the-memo.md  due 2027-05-20, last reviewed 2026-11-20

Reviews due within 60 days: none

Sources that nobody has verified: 1
  klein-2007: playbook run-the-meeting

Sources verified over 24 months ago: none

Pages that nothing leads to: 1
  playbooks/checklists/leaving.md

"""
    )
    assert done.stdout.endswith(
        """Families without a playbook for a moment: 1
            planning  review
  dialogue         3       .
"""
    )


def test_health_for_programs_holds_the_same(tmp_path: Path) -> None:
    done = run(write_playbooks(tmp_path, the_files()), "--on", "2027-11-21", "--format", "json")
    data = json.loads(done.stdout)
    assert (data["format"], data["on"]) == (1, "2027-11-21")
    assert len(data["reviews"]["overdue"]) == 8
    assert data["reviews"]["overdue"][0] == {
        "path": "playbooks/cases/we-adapted.md",
        "owner": "product-practice",
        "reviewed": "2026-11-20",
        "due": "2027-11-20",
    }
    assert data["sources"]["unverified"] == [
        {"id": "klein-2007", "verified": None, "used_by": ["playbook:run-the-meeting"]}
    ]
    assert data["coverage"] == {
        "dialogue": {"planning": ["run-the-meeting", "tell-the-team", "write-the-memo"], "review": []}
    }


def test_an_id_that_was_published_and_leads_nowhere_is_a_broken_promise(tmp_path: Path) -> None:
    root = write_playbooks(tmp_path, the_files(), "item:leaving/told-them\n")
    said = 'the item "told-them" was published and is gone from playbooks/checklists/leaving.md.'
    assert f"Broken promises: 1\n  playbooks/checklists/leaving.md:10:1: items: {said}" in run(root).stdout
    (broken,) = json.loads(run(root, "--format", "json").stdout)["broken"]
    assert (broken["path"], broken["line"]) == ("playbooks/checklists/leaving.md", 10)
    assert broken["message"].startswith(said)


def test_a_library_with_problems_has_no_health(tmp_path: Path) -> None:
    files = the_files()
    files["dialogue/write-the-memo.md"]["related"] = ["nowhere"]
    done = run(write_playbooks(tmp_path, files))
    assert done.exit_code == 1
    assert 'the id "nowhere"' in done.stderr
