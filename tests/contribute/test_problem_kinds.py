"""Every kind of problem is explained, and its smallest example causes it."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from problem_kinds import kinds_in
from small_library import SMALL, a_copy, all_of, changed, spoilt

from conftest import ROOT
from playbook_site.contribute.advice import ADVICE, is_advice
from playbook_site.contribute.kinds import GROUPS, help_link, kinds

KINDS = kinds()
WITH_EXAMPLE = [id_ for id_, kind in KINDS.items() if kind.file]
FIX = "playbooks/roi/price-the-fix.md"
TALK = "playbooks/checklists/before-the-talk.md"


def test_every_kind_that_the_code_reports_is_explained_and_no_other() -> None:
    used = kinds_in(ROOT / "hooks" / "playbook_site")
    assert {kind: module for kind, module in used.items() if kind not in KINDS} == {}
    assert set(KINDS) - set(used) == set()


def test_every_group_of_the_page_holds_a_kind() -> None:
    assert {kind.group for kind in KINDS.values()} == set(GROUPS)


def test_advice_in_the_code_is_advice_on_the_page() -> None:
    assert {id_ for id_, kind in KINDS.items() if kind.level == "advice"} == ADVICE
    assert is_advice("long-sentence")
    assert not is_advice("idle-answer")


def test_every_kind_has_an_example_or_says_it_in_words() -> None:
    assert [id_ for id_, kind in KINDS.items() if bool(kind.file) == bool(kind.in_words)] == []
    assert set(IN_WORDS) == set(KINDS) - set(WITH_EXAMPLE)


def test_the_small_library_is_sound() -> None:
    assert all_of(SMALL) == ()


@pytest.mark.parametrize("id_", WITH_EXAMPLE)
def test_the_example_of_a_kind_causes_it_with_the_message_that_the_page_shows(id_: str, tmp_path: Path) -> None:
    found = all_of(spoilt(tmp_path, KINDS[id_]))
    assert [str(problem) for problem in found if problem.kind == id_] == [KINDS[id_].says]


def _written(name: str, content: bytes | str) -> Callable[[Path], object]:
    def write(root: Path) -> None:
        path = root / "playbooks" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return write


def _with(file: str, right: str, wrong: str) -> Callable[[Path], object]:
    return lambda root: changed(root, file, right, wrong)


def _copied(to: str) -> Callable[[Path], object]:
    return lambda root: _written(to, (root / FIX).read_bytes())(root)


def _orphaned(root: Path) -> None:
    for file, right, wrong in (
        ("playbooks/adapting/set-limits.md", "related: [tell-the-team]", "related: [price-the-fix]"),
        ("playbooks/cases/the-friday-release.md", "playbooks: [tell-the-team]", "playbooks: [set-limits]"),
        (
            "playbooks/trees/ship-or-wait.md",
            "[set-limits, tell-the-team, price-the-fix]",
            "[set-limits, price-the-fix]",
        ),
        (
            "playbooks/trees/ship-or-wait.md",
            "[price-the-fix, tell-the-team, set-limits]",
            "[price-the-fix, set-limits]",
        ),
    ):
        changed(root, file, right, wrong)


def _gone(root: Path) -> None:
    _written("permalinks.txt", "item:price-the-fix/finance-checked\n")(root)
    changed(root, FIX, "  finance-checked: {do: Finance checked the rate, why: They will be asked in the room}\n", "")


MADE: Mapping[str, Callable[[Path], object]] = {
    "unreadable": lambda root: os.mkfifo(root / "playbooks/roi/pipe.md"),
    "too-large": _written("roi/large.md", b"a" * 1_000_001),
    "not-utf8": _written("roi/latin.md", b"---\ntitle: d\xe9j\xe0\n---\n"),
    "empty-file": _written("roi/empty.md", "  \n"),
    "control-character": _with(TALK, "Open it", "Open\x07it"),
    "unseen-character": _with(TALK, "Open it", "Open\u200b it"),
    "symlink": lambda root: (root / "playbooks/roi/other.md").symlink_to("price-the-fix.md"),
    "unexpected-file": _written("roi/notes.docx", "words"),
    "case-clash": _written("roi/Price-the-fix.md", "words"),
    "missing-file": lambda root: (root / "playbooks/vocabulary.yml").unlink(),
    "yaml-number": _with("playbooks/trees/ship-or-wait.md", "longest_path: 2", f"longest_path: 1{'0' * 1000}"),
    "yaml-size": _with(FIX, "roles: [tech-lead]", f"roles: [{'a, ' * 100_000}a]"),
    "id-clash": _copied("adapting/price-the-fix.md"),
    "unknown-family": _copied("return/price-it.md"),
    "permalink-gone": _gone,
    "permalink-line": _written("permalinks.txt", "see the wiki\n"),
    "long-line": _with(TALK, "Open it", "a" * 4001),
    "long-block": _with(TALK, "Open it", "Open it before you speak, and read it aloud.\n" * 500),
    "too-much": _with(TALK, "Open it", "".join(f"## Part {n}\n\nWords.\n\n" for n in range(301))),
    "long-body": _with(FIX, "**Price the repair.**", "One word more. " * 190),
    "orphan-page": _orphaned,
}
"""How the examples are made that are told in words."""

IN_WORDS: Mapping[str, str] = {
    "unreadable": "playbooks/roi/pipe.md:1:1: is not a file that holds text; remove it",
    "too-large": "playbooks/roi/large.md:1:1: 1,000,001 bytes; a file may have at most 1,000,000. Split it",
    "not-utf8": "playbooks/roi/latin.md:2:9: not UTF-8 text; save the file with the encoding UTF-8",
    "empty-file": "playbooks/roi/empty.md:1:1: the file is empty; fill it in or delete it",
    "control-character": f"{TALK}:17:5: a control character (U+0007) stands here; delete it",
    "unseen-character": f"{TALK}:17:5: an invisible character (U+200B) stands here; delete it",
    "symlink": "playbooks/roi/other.md:1:1: symbolic links are not read; put the file itself here",
    "unexpected-file": 'playbooks/roi/notes.docx:1:1: ".docx" files do not belong here; write .md (or .yml for lists)',
    "case-clash": f'{FIX}:1:1: differs from "playbooks/roi/Price-the-fix.md" only in upper and lower case; rename one of them',
    "missing-file": "playbooks/vocabulary.yml:1:1: the file is missing; the site cannot do without it",
    "yaml-number": "playbooks/trees/ship-or-wait.md:8:15: a number too large to reckon with; put it in quotes if it is a text",
    "yaml-size": f"{FIX}:5:149994: more than 50,000 values in one file; split it",
    "id-clash": f'{FIX}:1:1: the id "price-the-fix" is taken by playbooks/adapting/price-the-fix.md; playbooks and checklists share one set of ids',
    "unknown-family": 'playbooks/return/price-it.md:1:1: no family "return" in vocabulary.yml',
    "permalink-gone": (
        f'{FIX}:13:1: checklist: the item "finance-checked" was published and is gone from {FIX}. Bring it back, or add '
        "finance-checked to aliases: of the item that takes its place, or write retired: {finance-checked: {why: ..., "
        "date: 2026-11-20}} there"
    ),
    "permalink-line": 'playbooks/permalinks.txt:1:1: "see the wiki" is not an id as this file lists them, such as item:red-line/step-held',
    "long-line": f"{TALK}:17:1: 4,095 characters in one line; break it up",
    "long-block": f"{TALK}:471:1: more than 20,000 characters without a blank line; break it up",
    "too-much": f"{TALK}:1217:1: more than 300 headings; split the page",
    "long-body": f"{FIX}:21:1: the body has 634 words; at most 600 are read in ten minutes",
    "orphan-page": "playbooks/adapting/tell-the-team.md:1:1: nothing links to this page; add tell-the-team to related: in a page that goes well with it",
}


@pytest.mark.parametrize("id_", sorted(MADE))
def test_an_example_told_in_words_causes_its_kind(id_: str, tmp_path: Path) -> None:
    MADE[id_](a_copy(tmp_path))
    assert [str(problem) for problem in all_of(tmp_path) if problem.kind == id_] == [IN_WORDS[id_]]


def test_one_cause_is_one_problem_when_a_page_cannot_be_read(tmp_path: Path) -> None:
    """Others link to it; their links are not reported as well."""
    found = all_of(spoilt(tmp_path, KINDS["yaml-syntax"]))
    assert [problem.kind for problem in found] == ["yaml-syntax"]


def test_a_misspelt_key_is_not_called_missing_too(tmp_path: Path) -> None:
    found = all_of(spoilt(tmp_path, KINDS["unknown-key"]))
    assert [problem.kind for problem in found] == ["unknown-key"]


def test_a_missing_list_is_shown_as_a_list(tmp_path: Path) -> None:
    changed(a_copy(tmp_path), FIX, "roles: [tech-lead]\n", "")
    assert [problem.message for problem in all_of(tmp_path)] == [
        "is missing; write roles, for example roles: [tech-lead]"
    ]


def test_help_is_a_link_to_the_anchor_of_the_kind() -> None:
    assert help_link("dead-link", "https://playbooks.example.com") == (
        "https://playbooks.example.com/contribute/problems/#dead-link"
    )
    assert help_link("dead-link", "https://playbooks.example.com/").count("//") == 1
    assert help_link("dead-link") == "contribute/problems/#dead-link"
