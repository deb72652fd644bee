"""Each fault of a tree, from its smallest cause: the exact message at the exact place."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from tree_builders import CASE, SMALL, a_case, a_tree

from playbook_site.cases import checks as case_checks
from playbook_site.content.documents import read
from playbook_site.content.problems import Problem
from playbook_site.content.validation import validate
from playbook_site.trees.analysis import problems, thin_outcomes
from playbook_site.trees.model import TreeFront

AT = "playbooks/trees/small.md"


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with pieces exchanged, each of which must be there once."""
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def said(found: list[Problem]) -> list[str]:
    return [str(problem) for problem in sorted(found)]


FAULTS = {
    "a start that is no question": (
        [("start: rain", "start: rian")],
        [f'{AT}:5:8: start: no question has the id "rian"; did you mean "rain"?'],
    ),
    "a start that is an outcome": (
        [("start: rain", "start: walk")],
        [f'{AT}:5:8: start: "walk" is an outcome; a tree starts with a question'],
    ),
    "an answer that leads to nothing known": (
        [("to: walk}", "to: walks}")],
        [f'{AT}:31:30: questions.far.answers.no.to: no question or outcome has the id "walks"; did you mean "walk"?'],
    ),
    "a change that points to nothing known": (
        [('rain", to: coat', 'rain", to: boots')],
        [f'{AT}:41:41: outcomes.walk.changes_if[0].to: no question or outcome has the id "boots"'],
    ),
    "a walk that comes back to where it began": (
        [("to: ride}\n  far", "to: rain}\n  far")],
        [f"{AT}:9:3: questions.rain: leads back to itself: rain → coat → rain"],
    ),
    "a question that leads to itself": (
        [("to: walk}", "to: far}")],
        [
            f"{AT}:25:3: questions.far: leads back to itself: far → far",
            f"{AT}:34:3: outcomes.walk: no answer leads here",
        ],
    ),
    "two circles apart from each other": (
        [("to: ride}\n  far", "to: rain}\n  far"), ("to: stay}", "to: far}")],
        [
            f"{AT}:9:3: questions.rain: leads back to itself: rain → coat → rain",
            f"{AT}:25:3: questions.far: leads back to itself: far → far",
            f"{AT}:48:3: outcomes.stay: no answer leads here",
        ],
    ),
    "a question that nobody can reach": (
        [('"Yes", to: coat', '"Yes", to: far'), ('see", to: coat', 'see", to: ride')],
        [f"{AT}:18:3: questions.coat: no answer leads here"],
    ),
    "an outcome that nobody can reach": (
        [("to: stay}", "to: ride}")],
        [f"{AT}:48:3: outcomes.stay: no answer leads here"],
    ),
    "a walk longer than the tree says": (
        [("longest_path: 3", "longest_path: 2")],
        [f"{AT}:6:15: longest_path: a walk takes 3 questions, more than the 2 stated"],
    ),
    "two answers that sound the same": (
        [('"Too far"', '"yes."')],
        [
            f'{AT}:32:20: questions.far.answers.very.says: says the same as the answer "yes"; a reader cannot tell them apart'
        ],
    ),
    "a question whose every answer leads to the same place": (
        [("to: ride}\n  far", "to: far}\n  far")],
        [f'{AT}:18:3: questions.coat: every answer leads to "far"; the question decides nothing'],
    ),
    "an id of a question and of an outcome": (
        [("  stay:\n", "  far:\n"), ("to: stay}", "to: walk}")],
        [f'{AT}:48:3: outcomes.far: "far" is a question too; questions and outcomes share one set of ids'],
    ),
    "an id that is also the anchor of a heading": (
        [("Think first.", "## Stay")],
        [f'{AT}:48:3: outcomes.stay: "stay" is also the anchor of a heading; choose another id'],
    ),
    "an id of the site itself": (
        [("  stay:\n", "  pb-graph-far:\n"), ("to: stay}", "to: pb-graph-far}")],
        [
            f'{AT}:48:3: outcomes.pb-graph-far: "pb-graph-far" begins with pb-, as ids of the site itself do; choose another id'
        ],
    ),
    "an alias that is also the anchor of a heading": (
        [("Think first.", "## Weather")],
        [f'{AT}:13:15: questions.rain.aliases[0]: "weather" is also the anchor of a heading; choose another id'],
    ),
    "a retired id that is also the anchor of a heading": (
        [("Think first.", "## Umbrella")],
        [f'{AT}:55:3: retired.umbrella: "umbrella" is also the anchor of a heading; choose another id'],
    ),
}


def test_a_sound_tree_has_no_problems() -> None:
    assert list(problems(a_tree())) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_reported_at_its_place(name: str) -> None:
    changes, expected = FAULTS[name]
    assert said(list(problems(a_tree(changed(SMALL, *changes))))) == expected


def test_all_faults_of_a_tree_are_reported_at_once() -> None:
    text = changed(SMALL, ("start: rain", "start: rian"), ("to: walk}", "to: wlk}"), ('"Too far"', '"Yes"'))
    assert [problem.kind for problem in sorted(problems(a_tree(text)))] == [
        "tree-target",
        "tree-target",
        "tree-duplicate-answer",
    ]


DEAD_ENDS = {
    "an answer that leads nowhere": (
        ('{says: "No", to: walk}', '{says: "No"}'),
        f"{AT}:31:13: questions.far.answers.no.to: is missing; write to, for example to: status",
    ),
    "a question with one answer": (
        ('      "no": {says: "No", to: ride}\n', ""),
        f"{AT}:23:7: questions.coat.answers: has 1; at least 2 are needed",
    ),
    "a question without answers": (
        ('      "yes": {says: "Yes", to: far}\n      "no": {says: "No", to: ride}\n', ""),
        f"{AT}:22:13: questions.coat.answers: expected keys and values, found nothing",
    ),
}


@pytest.mark.parametrize("name", DEAD_ENDS)
def test_a_dead_end_is_reported_at_its_place(name: str, tmp_path: Path) -> None:
    change, expected = DEAD_ENDS[name]
    path = tmp_path / "small.md"
    path.write_text(changed(SMALL, change), encoding="utf-8")
    document, _ = read(path, AT)
    assert document
    front, faults = validate(TreeFront, document)
    assert front is None
    assert said(faults) == [expected]


def test_a_tree_that_cannot_be_read_never_reaches_the_analysis() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "small.md"
        path.write_text(changed(SMALL, ("stance: exit", "stance: flee")), encoding="utf-8")
        document, _ = read(path, AT)
    assert document
    _, faults = validate(TreeFront, document)
    assert said(faults) == [
        f'{AT}:50:13: outcomes.stay.stance: expected "advocate", "blend", "adapt", "prepare", "escalate" or "exit", found "flee"'
    ]


CASE_AT = "playbooks/cases/market.md"
CASES = {
    "answers that lead elsewhere": (
        ('far: "no"', 'far: "yes"'),
        [
            f'{CASE_AT}:6:10: outcome: the answers lead to "ride", not to "walk"',
        ],
    ),
    "answers that stop at a question": (
        (', far: "no"', ""),
        [f'{CASE_AT}:5:1: answers: the answers stop at the question "far"; answer it too'],
    ),
    "an outcome that the tree does not have": (
        ("outcome: walk", "outcome: wlak"),
        [f'{CASE_AT}:6:10: outcome: the tree has no outcome "wlak"; did you mean "walk"?'],
    ),
    "an answer that the question does not have": (
        ('far: "no"', "far: verry"),
        [
            f'{CASE_AT}:5:1: answers: the answers stop at the question "far"; answer it too',
            f'{CASE_AT}:5:28: answers.far: "verry" is not an answer to "far"; did you mean "very"?',
        ],
    ),
    "a question that the tree does not have": (
        ('far: "no"', 'far: "no", coats: "no"'),
        [f'{CASE_AT}:5:34: answers.coats: the tree has no question "coats"; did you mean "coat"?'],
    ),
    "a question that the walk does not ask": (
        ('far: "no"', 'far: "no", coat: "no"'),
        [f'{CASE_AT}:5:34: answers.coat: the walk ends in "walk" before this question is asked; remove it'],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_case_that_proves_no_path_is_reported_at_its_place(name: str) -> None:
    change, expected = CASES[name]
    found = case_checks.problems([a_case(changed(CASE, change))], {"small": a_tree()})
    assert said([problem for problem in found if problem.kind != "tree-unproved-outcome"]) == expected


def test_an_outcome_in_which_no_case_ends_is_reported_at_its_line() -> None:
    assert said(list(case_checks.problems([a_case()], {"small": a_tree()}))) == [
        f'{AT}:42:3: outcomes.ride: no case ends in "ride"; add one under playbooks/cases/',
        f'{AT}:48:3: outcomes.stay: no case ends in "stay"; add one under playbooks/cases/',
    ]


def test_outcomes_with_few_playbooks_or_no_checklist_are_named() -> None:
    text = changed(
        SMALL,
        (
            "    first_moves: [Put on shoes, Go]\n",
            "    first_moves: [Go]\n    playbooks: [a, b]\n    checklists: [c]\n",
        ),
        ("    first_moves: [Buy a ticket]\n", "    first_moves: [Buy]\n    playbooks: [a, a]\n    checklists: [c]\n"),
    )
    assert said(list(thin_outcomes(a_tree(text)))) == [
        f"{AT}:39:5: outcomes.walk.playbooks: names 2 playbooks; 3 or more give the reader a choice",
        f"{AT}:49:5: outcomes.ride.playbooks: names 1 playbook; 3 or more give the reader a choice",
        f"{AT}:52:3: outcomes.stay: names no checklist; add the one that is shown at first sight",
        f"{AT}:52:3: outcomes.stay: names no playbook; 3 or more give the reader a choice",
    ]


def test_an_outcome_with_three_playbooks_and_a_checklist_is_not_thin() -> None:
    rich = "    playbooks: [a, b, c]\n    checklists: [d]\n    risks"
    assert list(thin_outcomes(a_tree(SMALL.replace("    risks", rich)))) == []
