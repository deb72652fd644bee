"""A tree as nested text: the same as its picture, for screen readers and for paper."""

from __future__ import annotations

from dataclasses import dataclass

from playbook_site.trees.graph import Graph
from playbook_site.trees.model import STANCES, TreeFront


@dataclass(frozen=True, kw_only=True)
class Branch:
    """A question with its answers, or an outcome.

    A question that several answers lead to is told once, where it first comes up; `is_told` marks
    every later mention, which has no branches.
    """

    id: str
    name: str
    stance: str
    """The stance of an outcome in words; empty for a question."""
    is_told: bool
    answers: tuple[tuple[str, Branch], ...]
    """Each answer in words, and where it leads."""


def outline(front: TreeFront) -> Branch:
    """The outline of a tree whose shape has no problems, from its first question."""
    told: set[str] = set()
    graph = Graph.of(front)

    def branch(node: str) -> Branch:
        if outcome := front.outcomes.get(node):
            stance = STANCES[outcome.stance]
            return Branch(id=node, name=outcome.title, stance=stance, is_told=False, answers=())
        question, is_told = front.questions[node], node in told
        told.add(node)
        answers = {} if is_told else question.answers
        return Branch(
            id=node,
            name=question.ask,
            stance="",
            is_told=is_told,
            answers=tuple((answer.says, branch(answer.to)) for answer in answers.values()),
        )

    return branch(graph.start)
