"""Which answers to a tree lead elsewhere, said by the fewest answers that explain it."""

from __future__ import annotations

from typing import Any

import pytest

from playbook_site.contribute.tree_changes import Outcomes, tree_changes, walks_of
from playbook_site.trees.graph import Graph
from playbook_site.trees.model import TreeFront

KEPT = {"owner": "a", "reviewed": "2026-11-20"}


def a_tree(edges: dict[str, dict[str, str]], **aliases: tuple[str, ...]) -> TreeFront:
    ends = {to for answers in edges.values() for to in answers.values()} - set(edges)
    outcome: dict[str, Any] = {
        "title": "x",
        "stance": "adapt",
        "advice": "x",
        "first_moves": ["x"],
        "risks": {"product": "x", "career": "x", "morale": "x"},
    }
    return TreeFront.model_validate(
        {
            "title": "x",
            "name": "x",
            "promise": "x",
            "start": next(iter(edges)),
            "longest_path": 7,
            "rule": "x",
            "questions": {
                id_: {
                    "ask": "x",
                    "why": "x",
                    "find_out": "x",
                    "answers": {answer: {"says": "x", "to": to} for answer, to in answers.items()},
                    "aliases": list(aliases.get(id_, ())),
                }
                for id_, answers in edges.items()
            },
            "outcomes": {end: {**outcome, "aliases": list(aliases.get(end, ()))} for end in sorted(ends)},
            **KEPT,
        }
    )


OLD = a_tree({"a": {"yes": "b", "no": "b"}, "b": {"yes": "x", "no": "y"}})


def test_walks_are_told_in_the_order_of_the_tree() -> None:
    assert [(dict(answers), end) for answers, end in walks_of(Graph.of(OLD))] == [
        ({"a": "yes", "b": "yes"}, "x"),
        ({"a": "yes", "b": "no"}, "y"),
        ({"a": "no", "b": "yes"}, "x"),
        ({"a": "no", "b": "no"}, "y"),
    ]


def test_one_answer_that_explains_every_walk_is_said_alone() -> None:
    new = a_tree({"a": {"yes": "b", "no": "b"}, "b": {"yes": "z", "no": "y"}})
    assert tree_changes("t", OLD, new).changed == (
        Outcomes(was="x", now=("z",), count=2, answers=(("b", "yes"),), is_all=True, walks=()),
    )


def test_walks_are_spelt_out_where_no_answers_alone_explain_the_change() -> None:
    edges = {"a": {"yes": "b", "no": "c"}, "b": {"yes": "x", "no": "y"}, "c": {"yes": "x", "no": "y"}}
    new = {"a": {"yes": "b", "no": "c"}, "b": {"yes": "z", "no": "y"}, "c": {"yes": "y", "no": "z"}, "d": edges["c"]}
    (from_x, *others) = tree_changes("t", a_tree(edges), a_tree({key: new[key] for key in "abc"})).changed
    assert (from_x.was, from_x.now, from_x.is_all) == ("x", ("z",), True)
    assert [(found.was, found.now) for found in others] == [("x", ("y",)), ("y", ("z",))]


@pytest.mark.parametrize("renamed", ["question", "outcome"])
def test_an_id_that_moved_changes_nothing(renamed: str) -> None:
    names = {"a": "first"} if renamed == "question" else {"x": "other"}
    edges = {"a": {"yes": "b", "no": "b"}, "b": {"yes": "x", "no": "y"}}
    new = {names.get(id_, id_): {k: names.get(to, to) for k, to in to_.items()} for id_, to_ in edges.items()}
    aliases = {new_name: (old,) for old, new_name in names.items()}
    assert tree_changes("t", OLD, a_tree(new, **aliases)).is_empty


def test_a_question_that_is_asked_now_makes_several_outcomes_possible() -> None:
    new = a_tree({"a": {"yes": "b", "no": "b"}, "b": {"yes": "c", "no": "y"}, "c": {"yes": "x", "no": "z"}})
    found = tree_changes("t", OLD, new)
    assert found.new_questions == ("c",)
    assert [(change.was, change.now, change.answers) for change in found.changed] == [
        ("x", ("x", "z"), (("b", "yes"),))
    ]
