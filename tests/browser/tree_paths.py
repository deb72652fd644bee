"""What Python says about a tree, by going through every path; and random trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from playbook_site.trees.analysis import Graph

CANNOT_SAY = "-"

Answers = Mapping[str, str]


def paths(graph: Graph, node: str | None = None) -> Iterator[tuple[dict[str, str], str]]:
    node = node or graph.start
    if node not in graph.edges:
        yield {}, node
        return
    for answer, to in graph.edges[node].items():
        for steps, end in paths(graph, to):
            yield {node: answer, **steps}, end


class BruteForce:
    """The same questions as the page answers, each answered from the list of all paths."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.paths = list(paths(graph))
        self.all = (1 << len(self.paths)) - 1
        steps = [set(steps.items()) for steps, _ in self.paths]
        self.asks = {q: self._set(q in steps for steps, _ in self.paths) for q in graph.edges}
        self.takes = {(q, a): self._set((q, a) in one for one in steps) for q, own in graph.edges.items() for a in own}
        self.ends = {outcome: self._set(end == outcome for _, end in self.paths) for outcome in graph.outcomes}

    def _set(self, members: Iterable[bool]) -> int:
        """A set of paths, one bit each."""
        return sum(1 << at for at, is_member in enumerate(members) if is_member)

    def fitting(self, answers: Answers) -> int:
        """The paths that go against none of the answers."""
        found = self.all
        for question, answer in answers.items():
            if answer in self.graph.edges[question]:
                found &= ~self.asks[question] | self.takes[question, answer]
        return found

    def possible(self, answers: Answers) -> list[str]:
        fitting = self.fitting(answers)
        return [outcome for outcome in self.graph.outcomes if self.ends[outcome] & fitting]

    def met(self, answers: Answers) -> set[str]:
        fitting = self.fitting(answers)
        return {question for question, asked in self.asks.items() if asked & fitting}

    def flips(self, answers: Answers) -> list[dict[str, Any]]:
        met = self.met(answers)
        return [
            {"question": question, "instead": other, "outcomes": self.possible({**answers, question: other})}
            for question in self.graph.order
            if question in met and answers.get(question) in self.graph.edges[question]
            for other in self.graph.edges[question]
            if other != answers[question]
        ]

    def nearest(self, answers: Answers) -> list[dict[str, Any]]:
        now, place = self.possible(answers), {question: at for at, question in enumerate(self.graph.order)}
        elsewhere = [flip for flip in self.flips(answers) if flip["outcomes"] != now]
        return sorted(elsewhere, key=lambda flip: (len(flip["outcomes"]) > 1, -place[flip["question"]]))

    def narrowest(self, answers: Answers) -> tuple[str, Fraction] | None:
        if len(self.possible(answers)) < 2:
            return None
        met = self.met(answers)
        expected = [
            (question, Fraction(sum(len(self.possible({**answers, question: answer})) for answer in own), len(own)))
            for question in self.graph.order
            if question in met and answers.get(question) not in (own := self.graph.edges[question])
        ]
        return min(expected, key=lambda one: one[1])


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A layered graph of which the first question reaches everything."""
    layers = [
        ["q0"],
        *([f"q{at}-{place}" for place in range(draw(st.integers(1, 3)))] for at in range(1, draw(st.integers(2, 5)))),
    ]
    outcomes = [f"o{place}" for place in range(draw(st.integers(2, 5)))]
    edges = {}
    for at, layer in enumerate(layers):
        later = [node for following in layers[at + 1 :] for node in following] + outcomes
        for question in layer:
            targets = draw(st.lists(st.sampled_from(later), min_size=2, max_size=4))
            edges[question] = {f"a{number}": to for number, to in enumerate(targets)}
    reached = Graph("q0", edges, tuple(outcomes)).reachable
    return Graph("q0", {q: edges[q] for q in edges if q in reached}, tuple(o for o in outcomes if o in reached))


@st.composite
def answered(draw: st.DrawFn) -> tuple[Graph, dict[str, str]]:
    """A graph, and answers to some of its questions, "can't say" among them."""
    graph = draw(graphs())
    chosen = {q: draw(st.sampled_from([None, CANNOT_SAY, *own])) for q, own in graph.edges.items()}
    return graph, {question: answer for question, answer in chosen.items() if answer}
