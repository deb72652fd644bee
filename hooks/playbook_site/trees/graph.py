"""The graph of a tree: where answers lead, and what can still be reached.

Questions are inner nodes and outcomes are leaves of a directed acyclic graph; answers are its
edges. Everything here is polynomial in the size of the graph, never in the number of paths.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from playbook_site.trees.model import TreeFront


@dataclass(frozen=True)
class Graph:
    """The edges of a tree: for each question, its answers and where they lead.

    Questions, answers and outcomes are in the order in which they are written.
    """

    start: str
    edges: Mapping[str, Mapping[str, str]]
    outcomes: tuple[str, ...]

    @classmethod
    def of(cls, front: TreeFront) -> Graph:
        """The graph of an authored tree; its targets may still be unknown."""
        edges = {
            id_: {answer_id: answer.to for answer_id, answer in question.answers.items()}
            for id_, question in front.questions.items()
        }
        return cls(start=front.start, edges=edges, outcomes=tuple(front.outcomes))

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Questions so that each stands before those it leads to, else as written; raises CycleError.

        This is the order of the tree's page, and what "in the order of the tree" means everywhere.
        """
        if cycle := next(self.cycles(), None):
            raise CycleError("nodes are in a cycle", cycle)
        place = {id_: at for at, id_ in enumerate(self.edges)}
        following = {id_: self._questions_after(id_) for id_ in self.edges}
        before = dict.fromkeys(self.edges, 0)
        for id_ in self.edges:
            for to in following[id_]:
                before[to] += 1
        ready = [place[id_] for id_, count in before.items() if not count]
        written, found = tuple(self.edges), []
        while ready:
            id_ = written[heapq.heappop(ready)]
            found.append(id_)
            for to in following[id_]:
                before[to] -= 1
                if not before[to]:
                    heapq.heappush(ready, place[to])
        return tuple(found)

    def cycles(self) -> Iterator[tuple[str, ...]]:
        """Walks that come back to where they began, no question in two of them."""
        left = {id_: self._questions_after(id_) for id_ in self.edges}
        while True:
            sorter = TopologicalSorter(left)
            try:
                sorter.prepare()
            except CycleError as error:
                cycle = tuple(reversed(error.args[1]))
                yield cycle
                gone = set(cycle)
                left = {
                    id_: tuple(to for to in following if to not in gone)
                    for id_, following in left.items()
                    if id_ not in gone
                }
            else:
                return

    def _questions_after(self, question: str) -> tuple[str, ...]:
        return tuple(to for to in dict.fromkeys(self.edges[question].values()) if to in self.edges)

    @cached_property
    def reachable(self) -> frozenset[str]:
        """Questions and outcomes that some walk from the start meets."""
        return self.met({})

    def met(self, answers: Mapping[str, str], *, without: str | None = None) -> frozenset[str]:
        """Questions and outcomes that some walk with these answers meets.

        A question that is not in `answers`, or whose answer is none of its own, is walked along
        every branch. The question `without` leads nowhere.
        """
        seen: set[str] = set()
        waiting = [self.start]
        while waiting:
            node = waiting.pop()
            if node in seen:
                continue
            seen.add(node)
            if node in self.edges and node != without:
                waiting += self.following(node, answers)
        return frozenset(seen)

    def following(self, question: str, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Where a question leads: by its answer if one of its own is given, else by all of them."""
        edges, given = self.edges[question], answers.get(question)
        return (edges[given],) if given is not None and given in edges else tuple(edges.values())

    def possible(self, answers: Mapping[str, str]) -> tuple[str, ...]:
        """The outcomes where a walk with these answers can end, in the order of the tree."""
        met = self.met(answers)
        return tuple(outcome for outcome in self.outcomes if outcome in met)

    @cached_property
    def paths_to(self) -> Mapping[str, int]:
        """How many different walks from the start lead to each node."""
        counts = dict.fromkeys((*self.edges, *self.outcomes), 0)
        counts[self.start] = 1
        for question in self.order:
            for to in self.edges[question].values():
                counts[to] += counts[question]
        return counts

    @cached_property
    def paths_from(self) -> Mapping[str, int]:
        """How many different walks lead from each node to an outcome."""
        counts = dict.fromkeys(self.outcomes, 1)
        for question in reversed(self.order):
            counts[question] = sum(counts[to] for to in self.edges[question].values())
        return counts

    @cached_property
    def outcomes_from(self) -> Mapping[str, frozenset[str]]:
        """The outcomes that can still be reached from each node."""
        found: dict[str, frozenset[str]] = {outcome: frozenset({outcome}) for outcome in self.outcomes}
        for question in reversed(self.order):
            found[question] = frozenset().union(*(found[to] for to in self.edges[question].values()))
        return found

    @cached_property
    def longest_from(self) -> Mapping[str, int]:
        """The most questions that a walk from each node can still take, itself included."""
        lengths = dict.fromkeys(self.outcomes, 0)
        for question in reversed(self.order):
            lengths[question] = 1 + max(lengths[to] for to in self.edges[question].values())
        return lengths

    @cached_property
    def path_count(self) -> int:
        """The number of different walks."""
        return self.paths_from[self.start]


@dataclass(frozen=True)
class Walk:
    """Where answers lead: the steps taken, and the node at which they end."""

    steps: tuple[tuple[str, str], ...]
    end: str


def walk(graph: Graph, answers: Mapping[str, str]) -> Walk:
    """Follow `answers` from the start as far as they go."""
    node, steps = graph.start, []
    while node in graph.edges and answers.get(node) in graph.edges[node]:
        steps.append((node, answers[node]))
        node = graph.edges[node][answers[node]]
    return Walk(tuple(steps), node)
