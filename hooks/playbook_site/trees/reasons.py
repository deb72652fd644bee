"""Why a walk ended where it did: what another answer would have changed, and what is best asked next.

`answers` holds what was answered, by question. A question that is missing from it ("I can't say")
is walked along every branch. trees.js computes the same in the browser, by the same definitions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from playbook_site.trees.graph import Graph


@dataclass(frozen=True, kw_only=True)
class Flip:
    """Another answer to one question of a walk, and the outcomes then possible if all else stays."""

    question: str
    instead: str
    outcomes: tuple[str, ...]


def flips(graph: Graph, answers: Mapping[str, str]) -> tuple[Flip, ...]:
    """For each question that the walk met and that was answered, every other answer.

    All other answers stay as they are given, those that the walk did not need included; questions
    without an answer are walked along every branch. In the order of the tree.
    """
    met = graph.met(answers)
    return tuple(
        Flip(question=question, instead=other, outcomes=graph.possible({**answers, question: other}))
        for question in graph.order
        if question in met and answers.get(question) in graph.edges[question]
        for other in graph.edges[question]
        if other != answers[question]
    )


@dataclass(frozen=True, kw_only=True)
class Nearest:
    """An outcome that the answers exclude: the fewest that must change, and those still to be given.

    `changed` holds, in the order of the walk, the answers that differ from those given; `added`
    counts questions on that walk that have no answer yet.
    """

    outcome: str
    changed: tuple[tuple[str, str], ...]
    added: int


def nearest(graph: Graph, answers: Mapping[str, str]) -> tuple[Nearest, ...]:
    """Every outcome that the answers exclude, nearest first.

    Nearest is: fewest changed answers, then fewest added ones, then the order of the tree.
    A shortest way through the graph, so linear in its size.
    """
    best: dict[str, tuple[int, int]] = {graph.start: (0, 0)}
    came: dict[str, tuple[str, str]] = {}
    for question in graph.order:
        if question not in best:
            continue
        changed, added = best[question]
        given = answers.get(question)
        is_given = given in graph.edges[question]
        for answer, to in graph.edges[question].items():
            cost = (changed + (is_given and answer != given), added + (not is_given))
            if to not in best or cost < best[to]:
                best[to], came[to] = cost, (question, answer)
    possible = set(graph.possible(answers))
    found = [
        Nearest(outcome=outcome, changed=_changed(graph, came, outcome, answers), added=best[outcome][1])
        for outcome in graph.outcomes
        if outcome in best and outcome not in possible
    ]
    return tuple(sorted(found, key=lambda near: (len(near.changed), near.added)))


def _changed(
    graph: Graph, came: Mapping[str, tuple[str, str]], outcome: str, answers: Mapping[str, str]
) -> tuple[tuple[str, str], ...]:
    steps, node = [], outcome
    while node != graph.start:
        question, answer = came[node]
        if answers.get(question) in graph.edges[question] and answers[question] != answer:
            steps.append((question, answer))
        node = question
    return tuple(reversed(steps))


@dataclass(frozen=True, kw_only=True)
class Narrowing:
    """An open question, and how many outcomes its answer leaves on average, every answer counted alike."""

    question: str
    expected: Fraction


def narrowest(graph: Graph, answers: Mapping[str, str]) -> Narrowing | None:
    """The open question whose answer leaves the fewest outcomes on average; None when one is left.

    Open is a question that some walk with these answers meets and that has no answer. The first
    in the order of the tree wins a tie.
    """
    met, outcomes = graph.met(answers), frozenset(graph.outcomes)
    if len(met & outcomes) <= 1:
        return None
    through = _outcomes_from(graph, answers)
    found = []
    for question in graph.order:
        if question in met and answers.get(question) not in graph.edges[question]:
            around = graph.met(answers, without=question) & outcomes
            left = [len(around | through[to]) for to in graph.edges[question].values()]
            found.append(Narrowing(question=question, expected=Fraction(sum(left), len(left))))
    return min(found, key=lambda narrowing: narrowing.expected, default=None)


def _outcomes_from(graph: Graph, answers: Mapping[str, str]) -> Mapping[str, frozenset[str]]:
    """The outcomes that walks with these answers can still reach from each node."""
    found: dict[str, frozenset[str]] = {outcome: frozenset({outcome}) for outcome in graph.outcomes}
    for question in reversed(graph.order):
        found[question] = frozenset().union(*(found[to] for to in graph.following(question, answers)))
    return found
