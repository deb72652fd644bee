from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import CASE, a_case, a_checklist, a_library, a_tree, an_outcome, said
from playbook_site.library import load

FILE = "cases/fair-in-ten-weeks.md"

LONGER = a_tree(
    longest_path=2,
    questions={
        "open": {
            "ask": "Is it open?",
            "why": "a",
            "find_out": "b",
            "answers": {"yes": {"says": "Yes", "to": "easy"}, "no": {"says": "No", "to": "follow"}},
        },
        "easy": {
            "ask": "Is it easy to undo?",
            "why": "a",
            "find_out": "b",
            "answers": {"yes": {"says": "Yes", "to": "follow"}, "no": {"says": "No", "to": "fight"}},
        },
    },
)

FAULTS: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "case-answer",
        {"answers": {"opne": "yes", "open": "yes", "easy": "no"}},
        '"opne"',
        'answers.opne: the tree has no question "opne"; did you mean "open"?',
    ),
    (
        "case-answer",
        {"answers": {"open": "no", "easy": "no"}, "outcome": "follow"},
        '"easy"',
        'answers.easy: the walk ends in "follow" before this question is asked; remove it',
    ),
    (
        "case-outcome",
        {"answers": {"open": "yes"}},
        "answers",
        'answers: the answers stop at the question "easy"; answer it too',
    ),
    (
        "case-outcome",
        {"answers": {"open": "yes", "easy": "yes"}},
        '"fight"',
        'outcome: the answers lead to "follow", not to "fight"',
    ),
    (
        "missing-section",
        {"answers": {"open": "yes", "easy": "no"}, "body": CASE.replace("## What to learn", "")},
        "*Illustrative.*",
        'the section "## What to learn" is missing',
    ),
    (
        "unknown-section",
        {"answers": {"open": "yes", "easy": "no"}, "body": CASE + "\n## Aftermath\n\nx\n"},
        "Aftermath",
        'unknown section "Aftermath"; the sections are What was done, What happened, What to learn',
    ),
    (
        "unknown-section",
        {"answers": {"open": "yes", "easy": "no"}, "body": CASE.replace("What happened", "What has happened")},
        "What has",
        'unknown section "What has happened"; did you mean "What happened"?',
    ),
    (
        "dangling-id",
        {"tree": "fight-or-fellow", "answers": {"open": "yes", "easy": "no"}},
        '"fight-or-fellow"',
        'tree: no tree has the id "fight-or-fellow"; did you mean "fight-or-follow"?',
    ),
]


@pytest.mark.parametrize(("kind", "changes", "needle", "message"), FAULTS, ids=[row[3][:40] for row in FAULTS])
def test_a_case_that_does_not_hold_is_reported_at_its_place(
    tmp_path: Path, kind: str, changes: dict[str, Any], needle: str, message: str
) -> None:
    text = a_case(**changes)
    before = text[: text.index(needle)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    other = a_case(answers={"open": "yes", "easy": "no"}, title="Another", name="Another")
    found = load(
        a_library(tmp_path, **{"trees/fight-or-follow.md": LONGER, FILE: text, "cases/other.md": other})
    ).problems
    assert said(found) == [f"playbooks/{FILE}:{line}:{column}: {message}"]
    assert {problem.kind for problem in found} == {kind}


def test_a_wrong_answer_and_a_wrong_outcome_are_both_reported(tmp_path: Path) -> None:
    found = load(a_library(tmp_path, **{FILE: a_case(answers={"open": "yse"}, outcome="figth")})).problems
    assert said(found)[:2] == [
        f'playbooks/{FILE}:5:19: answers.open: "yse" is not an answer to "open"; did you mean "yes"?',
        f'playbooks/{FILE}:6:10: outcome: the tree has no outcome "figth"; did you mean "fight"?',
    ]


def test_an_outcome_that_no_case_reaches_is_reported_at_its_line(tmp_path: Path) -> None:
    (problem,) = said(load(a_library(tmp_path, **{"cases/we-followed.md": None})).problems)
    assert problem.endswith('outcomes.follow: no case ends in "follow"; add one under playbooks/cases/')
    assert problem.startswith("playbooks/trees/fight-or-follow.md:9:")


def test_cases_are_not_blamed_for_a_faulty_tree(tmp_path: Path) -> None:
    outcomes = {"fight": an_outcome("A"), "follow": an_outcome("B"), "nobody-comes": an_outcome("C")}
    (problem,) = said(load(a_library(tmp_path, **{"trees/fight-or-follow.md": a_tree(outcomes=outcomes)})).problems)
    assert problem.endswith("outcomes.nobody-comes: no answer leads here")


def test_an_item_of_a_checklist_never_shares_the_anchor_of_a_heading(tmp_path: Path) -> None:
    items = {"before-the-hard-meeting": "a", "in-short": "b", "fine": "c"}
    text = a_checklist("## In short\n\nx\n", items=items)
    found = said(load(a_library(tmp_path, **{"checklists/meeting-ready.md": text})).problems)
    assert found == [
        f"playbooks/checklists/meeting-ready.md:8:{text.split(chr(10))[7].index(f'{chr(34)}{id_}') + 1}: items.{id_}: "
        f'"{id_}" is also the anchor of a heading; choose another id'
        for id_ in ("before-the-hard-meeting", "in-short")
    ]
