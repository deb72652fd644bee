"""An old id leads to one place."""

from __future__ import annotations

from pathlib import Path

import pytest

from conftest import ROOT
from playbook_site.content.body import anchor_of
from playbook_site.publish.clashes import HEADINGS
from playbook_site.publish.permalinks import load_published
from published_library import Files, the_files, write_playbooks

GONE = {"why": "Folded into another.", "date": "2026-11-20"}


def found(root: Path, files: Files) -> list[str]:
    problems = load_published(write_playbooks(root, files)).problems
    assert {problem.kind for problem in problems} <= {"alias-clash", "bad-id", "entry-id-clash"}
    return [str(problem) for problem in problems]


def test_an_alias_may_not_be_the_id_of_a_live_page(tmp_path: Path) -> None:
    files = the_files()
    files["checklists/leaving.md"]["aliases"] = ["weigh-exit", "write-the-memo"]
    assert found(tmp_path, files) == [
        (
            'playbooks/checklists/leaving.md:18:3: aliases[1]: "write-the-memo" is the id of the playbook write-the-memo; '
            "an old id may not be in use"
        )
    ]


def test_two_pages_may_not_claim_one_old_id(tmp_path: Path) -> None:
    files = the_files()
    files["checklists/leaving.md"]["aliases"] = ["old"]
    files["dialogue/run-the-meeting.md"]["aliases"] = ["old"]
    assert found(tmp_path, files) == [
        (
            'playbooks/checklists/leaving.md:17:3: aliases[0]: "old" is an alias of the playbook run-the-meeting too; '
            "an old id leads to one place"
        )
    ]


def test_pages_of_different_kinds_may_have_had_the_same_id(tmp_path: Path) -> None:
    files = the_files()
    files["cases/we-fought.md"]["aliases"] = ["old"]
    files["dialogue/run-the-meeting.md"]["aliases"] = ["old"]
    assert found(tmp_path, files) == []


def test_an_alias_may_not_be_retired_as_well(tmp_path: Path) -> None:
    files = the_files()
    files["cases/we-fought.md"]["aliases"] = ["old"]
    files["retired.yml"] = {"case/old": GONE}
    assert found(tmp_path, files) == [
        'playbooks/cases/we-fought.md:13:3: aliases[0]: "old" is retired in playbooks/retired.yml too; keep one of the two'
    ]


@pytest.mark.parametrize(
    ("key", "message"),
    [
        ("case/we-fought", "the case we-fought is not gone; remove the page or this entry"),
        ("checklist/write-the-memo", "the playbook write-the-memo is not gone; remove the page or this entry"),
        (
            "playbok/old",
            '"playbok/old" is not a kind and an id such as playbook/roi-one-pager; did you mean "playbook"?',
        ),
        ("playbook/Old", '"playbook/Old" is not a kind and an id such as playbook/roi-one-pager'),
    ],
)
def test_what_is_retired_must_be_gone_and_of_a_known_kind(tmp_path: Path, key: str, message: str) -> None:
    assert found(tmp_path, {**the_files(), "retired.yml": {key: GONE}}) == [
        f"playbooks/retired.yml:1:1: {key}: {message}"
    ]


def test_an_alias_of_an_item_may_not_be_another_item_or_claimed_twice_or_retired(tmp_path: Path) -> None:
    files = the_files()
    checklist = files["checklists/before-the-meeting.md"]
    checklist["items"]["decider-comes"]["aliases"] = ["card-written", "old"]
    checklist["items"]["numbers-checked"] = {"do": "Checked", "aliases": ["old"]}
    checklist["retired"] = {"minus-first": GONE}
    assert [problem.split(": ", 1)[1] for problem in found(tmp_path, files)] == [
        'items.decider-comes.aliases[0]: "card-written" is an item of this list; an old id leads to one place',
        'items.numbers-checked.aliases[0]: "old" is already an alias here; an old id leads to one place',
        'retired.minus-first: "minus-first" is an item of this list; what is retired may not be in use',
    ]


def test_questions_and_outcomes_share_one_set_of_old_ids(tmp_path: Path) -> None:
    files = the_files()
    files["trees/fight-or-adapt.md"]["questions"]["still-open"]["aliases"] = ["adapt"]
    assert [problem.split(": ", 1)[1] for problem in found(tmp_path, files)] == [
        'questions.still-open.aliases[0]: "adapt" is one of the outcomes of this tree; an old id leads to one place'
    ]


def test_entries_of_shared_files_are_reported_at_their_line(tmp_path: Path) -> None:
    files = the_files()
    files["glossary.yml"]["present-value"] = {**files["glossary.yml"]["npv"], "term": "PV", "aliases": ["npv"]}
    assert found(tmp_path, files) == [
        'playbooks/glossary.yml:10:5: present-value.aliases[0]: "npv" is the id of the term npv; an old id may not be in use'
    ]


def test_an_entry_of_a_shared_page_may_not_take_the_anchor_of_its_title(tmp_path: Path) -> None:
    files = the_files()
    files["sources.yml"]["sources"] = files["sources.yml"]["klein-2007"]
    files["objections.yml"]["no-time"]["aliases"] = ["they-say", "pb-old"]
    assert found(tmp_path, files) == [
        'playbooks/objections.yml:11:5: no-time.aliases[0]: "they-say" is an anchor of the title of the page; choose another id',
        'playbooks/objections.yml:12:5: no-time.aliases[1]: "pb-old" is an anchor of the site itself (pb-); choose another id',
        'playbooks/sources.yml:7:1: sources: "sources" is an anchor of the title of the page; choose another id',
    ]


def test_titles_of_shared_pages_are_known_by_their_anchors() -> None:
    rooms = {"source": "sources", "term": "glossary", "objection": "objections"}
    titles = {
        kind: (ROOT / "hooks/playbook_site" / room / "templates/page.md.jinja").read_text(encoding="utf-8").splitlines()
        for kind, room in rooms.items()
    }
    assert {kind: anchor_of(lines[0].removeprefix("# ")) for kind, lines in titles.items()} == HEADINGS
