"""A tree in figures, for those who write it. Dynamic programming over the graph, never over its paths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from playbook_site.trees.graph import Graph

Lengths = Mapping[int, int]
"""How many paths there are of each length; a length counts questions."""


@dataclass(frozen=True, kw_only=True)
class OutcomeFigures:
    """One outcome: the paths that end in it, by length, and how likely it is by chance.

    `chance` is the share of walks that end here if every answer of a question is equally likely.
    """

    outcome: str
    lengths: Lengths
    chance: Fraction

    @property
    def paths(self) -> int:
        """How many paths end here."""
        return sum(self.lengths.values())


@dataclass(frozen=True, kw_only=True)
class QuestionFigures:
    """One question: the paths that ask it, and how much it decides.

    `decides` is how many outcomes its answer rules out in an average walk: the chance that the
    question is asked, times the mean number of outcomes that an answer puts out of reach, every
    answer being equally likely. Over all questions it adds up to the number of outcomes less one.
    """

    question: str
    paths: int
    chance: Fraction
    decides: Fraction


@dataclass(frozen=True, kw_only=True)
class Figures:
    """A tree's paths, their lengths, where they end, and which questions decide."""

    lengths: Lengths
    outcomes: tuple[OutcomeFigures, ...]
    questions: tuple[QuestionFigures, ...]

    @property
    def paths(self) -> int:
        """How many different walks there are."""
        return sum(self.lengths.values())

    @property
    def mean_length(self) -> Fraction:
        """Questions on a path, the mean over all paths."""
        return Fraction(sum(length * count for length, count in self.lengths.items()), self.paths)

    @property
    def by_decision(self) -> tuple[QuestionFigures, ...]:
        """The questions, those that decide most first; equal ones in the order of the tree."""
        return tuple(sorted(self.questions, key=lambda question: -question.decides))


def percent(share: Fraction) -> str:
    """A share in whole per cent, as people read it."""
    return "under 1%" if 0 < share < Fraction(1, 200) else f"{float(share):.0%}"


def span(lengths: Lengths) -> str:
    """The shortest and the longest length: `2 to 7`, or `3` when all are the same."""
    shortest, longest = min(lengths), max(lengths)
    return str(shortest) if shortest == longest else f"{shortest} to {longest}"


def figures(graph: Graph) -> Figures:
    """The figures of a tree whose shape has no problems."""
    lengths, chances = _lengths_to(graph), _chances(graph)
    return Figures(
        lengths=_sorted(sum((lengths[outcome] for outcome in graph.outcomes), Counter())),
        outcomes=tuple(
            OutcomeFigures(outcome=outcome, lengths=_sorted(lengths[outcome]), chance=chances[outcome])
            for outcome in graph.outcomes
        ),
        questions=tuple(
            QuestionFigures(
                question=question,
                paths=graph.paths_to[question] * graph.paths_from[question],
                chance=chances[question],
                decides=chances[question] * _ruled_out(graph, question),
            )
            for question in graph.order
        ),
    )


def _lengths_to(graph: Graph) -> Mapping[str, Counter[int]]:
    """For each node, how many ways lead to it, by the number of questions answered on the way."""
    found: dict[str, Counter[int]] = {node: Counter() for node in (*graph.edges, *graph.outcomes)}
    found[graph.start][0] = 1
    for question in graph.order:
        for to in graph.edges[question].values():
            for length, count in found[question].items():
                found[to][length + 1] += count
    return found


def _chances(graph: Graph) -> Mapping[str, Fraction]:
    """For each node, the chance that a walk meets it, every answer being equally likely."""
    found = dict.fromkeys((*graph.edges, *graph.outcomes), Fraction(0))
    found[graph.start] = Fraction(1)
    for question in graph.order:
        answers = graph.edges[question]
        for to in answers.values():
            found[to] += found[question] / len(answers)
    return found


def _ruled_out(graph: Graph, question: str) -> Fraction:
    """How many outcomes an answer puts out of reach, the mean over the answers."""
    answers, possible = graph.edges[question], graph.outcomes_from
    left = sum(len(possible[to]) for to in answers.values())
    return len(possible[question]) - Fraction(left, len(answers))


def _sorted(lengths: Mapping[int, int]) -> Lengths:
    return dict(sorted(lengths.items()))
