"""`playbooks diff` on one repository with a change of each sort."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from playbook_site.cli import main
from published_library import Files, a_case, a_checklist, a_playbook, an_outcome, the_files, write_playbooks

MEMO, MEETING = "dialogue/write-the-memo.md", "dialogue/run-the-meeting.md"
GATE, TREE = "checklists/before-the-meeting.md", "trees/fight-or-adapt.md"


def git(root: Path, *arguments: str) -> None:
    settings = ("-c", "user.name=A writer", "-c", "user.email=writer@example.com", "-c", "commit.gpgsign=false")
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    subprocess.run(["git", "-C", str(root), *settings, *arguments], check=True, capture_output=True, env=environment)


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "diff", *arguments])


def before() -> Files:
    files = the_files()
    files["dialogue/old-name.md"] = a_playbook("keep the name", {"kept": "It is kept"}, related=["write-the-memo"])
    files["dialogue/on-its-way.md"] = a_playbook("go away", {"packed": "It is packed"})
    files["checklists/short-lived.md"] = a_checklist("Before it ends", {"ended": "It has ended"})
    questions = files[TREE]["questions"]
    questions["is-small"] = {
        "ask": "Is it small?",
        "why": "Small things pass.",
        "find_out": "Count.",
        "answers": {"yes": {"says": "Yes", "to": "adapt"}, "no": {"says": "No", "to": "fight"}},
    }
    questions["still-open"]["answers"]["yes"]["to"] = "is-small"
    files[TREE]["longest_path"] = 2
    files["cases/we-fought.md"]["answers"]["is-small"] = "no"
    return files


def after() -> Files:
    """What was there, with a change of each sort."""
    files = before()
    files["dialogue/new-name.md"] = {**files.pop("dialogue/old-name.md"), "aliases": ["old-name"]}
    files.pop("dialogue/on-its-way.md")
    files.pop("checklists/short-lived.md")
    files["retired.yml"] = {"checklist/short-lived": {"why": "It has ended", "date": "2026-11-22"}}
    files["dialogue/brand-new.md"] = a_playbook("begin", {"begun": "It has begun"}, related=["write-the-memo"])
    files[MEMO]["checklist"] = {
        "said-aloud": "I read it aloud",
        "on-paper": "It is on PAPER!",
        "signed": "It is signed",
    }
    files[MEMO]["related"] = []
    files[MEETING]["related"] = ["brand-new"]
    items = files[GATE]["items"]
    items.pop("card-written")
    files[GATE]["retired"] = {"card-written": {"why": "Said elsewhere", "date": "2026-11-22"}}
    items.pop("numbers-checked")
    items["floor"] = {"do": items.pop("minus-first"), "aliases": ["minus-first"]}
    tree = files[TREE]
    tree["questions"]["is-small"]["answers"]["no"]["to"] = "wait"
    tree["questions"]["is-small"]["answers"]["cannot-say"] = {"says": "No idea", "to": "fight"}
    tree["outcomes"]["wait"] = an_outcome("Wait a week", "prepare")
    files["cases/we-fought.md"]["answers"]["is-small"] = "cannot-say"
    files["cases/we-waited.md"] = {**a_case("wait", "yes"), "answers": {"still-open": "yes", "is-small": "no"}}
    return files


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_playbooks(tmp_path_factory.mktemp("changed"), before())
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Before")
    return write_playbooks(root, after())


def test_a_change_is_told_in_words(changed: Path) -> None:
    done = run(changed, "main")
    assert done.exit_code == 0, done.output
    assert done.stdout == EXPECTED


EXPECTED = """\
## Pages added

- case we-waited
- playbook brand-new

## Pages removed

- checklist short-lived
- playbook on-its-way

## Ids that are gone (a broken promise: add an alias, or retire them)

- item before-the-meeting/numbers-checked
- playbook on-its-way

## Ids retired

- checklist short-lived: It has ended
- item before-the-meeting/card-written: Said elsewhere

## Ids that lead somewhere else

- item before-the-meeting/minus-first leads to item before-the-meeting/floor
- playbook old-name leads to playbook new-name

## Items reworded (ticks will be flagged)

- item write-the-memo/said-aloud: "I said it aloud" is now "I read it aloud"

## Items added

- item write-the-memo/signed: "It is signed"

## Links gained

- outcome fight-or-adapt/wait to checklist before-the-meeting
- outcome fight-or-adapt/wait to playbook run-the-meeting
- outcome fight-or-adapt/wait to playbook tell-the-team
- outcome fight-or-adapt/wait to playbook write-the-memo
- playbook run-the-meeting to playbook brand-new

## Links lost

- playbook write-the-memo to playbook run-the-meeting

## Tree fight-or-adapt

- offers the answer is-small=cannot-say, which is new
- still-open=yes is-small=no: led to fight, now to wait
"""


def test_programs_read_the_same(changed: Path) -> None:
    data = json.loads(run(changed, "main", "--format", "json").stdout)
    assert data["format"] == 1
    assert data["added"] == [{"kind": "case", "id": "we-waited"}, {"kind": "playbook", "id": "brand-new"}]
    assert [gone["retirement"] for gone in data["retired"]] == [
        {"why": "It has ended", "date": "2026-11-22"},
        {"why": "Said elsewhere", "date": "2026-11-22"},
    ]
    assert data["trees"][0]["changed"][0]["now"] == ["wait"]


def test_nothing_changed_is_said(tmp_path: Path) -> None:
    root = write_playbooks(tmp_path, the_files())
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", ".")
    git(root, "commit", "--quiet", "--message", "Before")
    assert run(root, "HEAD").stdout == "Readers will notice no change of pages, ids, items, links or outcomes.\n"


@pytest.mark.parametrize("base", ["nowhere", "--output=x"])
def test_a_base_that_git_does_not_know_is_wrong_use(changed: Path, base: str) -> None:
    done = run(changed, "--", base)
    assert done.exit_code == 2
    assert f'git knows no commit "{base}"' in done.stderr
