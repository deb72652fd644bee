"""What can be proved about a tree: that every walk ends, and where.

Questions are inner nodes and outcomes are leaves of a directed acyclic graph; answers are its
edges. Everything here is polynomial in the size of the graph, never in the number of paths.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter

from playbook_site.content.entries import Entry
from playbook_site.content.problems import Problem, did_you_mean
from playbook_site.trees.model import TreeFront


@dataclass(frozen=True)
class Graph:
    """The edges of a tree: for each question, its answers and where they lead."""

    start: str
    edges: Mapping[str, Mapping[str, str]]
    outcomes: frozenset[str]

    @classmethod
    def of(cls, front: TreeFront) -> Graph:
        """The graph of an authored tree; its targets may still be unknown."""
        edges = {
            id_: {answer_id: answer.to for answer_id, answer in question.answers.items()}
            for id_, question in front.questions.items()
        }
        return cls(start=front.start, edges=edges, outcomes=frozenset(front.outcomes))

    @cached_property
    def order(self) -> tuple[str, ...]:
        """Questions so that each stands before those it leads to; raises CycleError."""
        sorter = TopologicalSorter(
            {id_: {to for to in answers.values() if to in self.edges} for id_, answers in self.edges.items()}
        )
        return tuple(reversed(tuple(sorter.static_order())))

    @cached_property
    def reachable(self) -> frozenset[str]:
        """Questions and outcomes that some walk from the start meets."""
        seen: set[str] = set()
        waiting = [self.start]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += self.edges.get(node, {}).values()
        return frozenset(seen)

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
        return sum(self.paths_to[outcome] for outcome in self.outcomes)


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


def problems(entry: Entry[TreeFront]) -> Iterator[Problem]:
    """Every fault of a tree's shape, at its line."""
    graph = Graph.of(entry.front)
    nodes = {*graph.edges, *graph.outcomes}
    found = [*_ids(entry), *_targets(entry, graph, nodes)]
    yield from found
    yield from _answers(entry)
    if found:
        return
    try:
        _ = graph.order
    except CycleError as error:
        cycle = error.args[1]
        message = "leads back to itself: " + " → ".join(cycle[::-1])
        yield entry.problem("tree-cycle", message, "questions", cycle[0], key=True)
        return
    yield from _reach(entry, graph)


def _ids(entry: Entry[TreeFront]) -> Iterator[Problem]:
    for id_ in entry.front.outcomes:
        if id_ in entry.front.questions:
            message = f'"{id_}" is a question too; questions and outcomes share one set of ids'
            yield entry.problem("tree-id-clash", message, "outcomes", id_, key=True)


def _targets(entry: Entry[TreeFront], graph: Graph, nodes: set[str]) -> Iterator[Problem]:
    if graph.start not in graph.edges:
        message = f'no question has the id "{graph.start}"' + did_you_mean(graph.start, graph.edges)
        yield entry.problem("tree-target", message, "start")
    for id_, answers in graph.edges.items():
        for answer, to in answers.items():
            if to not in nodes:
                message = f'no question or outcome has the id "{to}"' + did_you_mean(to, nodes)
                yield entry.problem("tree-target", message, "questions", id_, "answers", answer, "to")
    for id_, outcome in entry.front.outcomes.items():
        for index, change in enumerate(outcome.changes_if):
            if change.to and change.to not in nodes:
                message = f'no question or outcome has the id "{change.to}"' + did_you_mean(change.to, nodes)
                yield entry.problem("tree-target", message, "outcomes", id_, "changes_if", index, "to")


def _answers(entry: Entry[TreeFront]) -> Iterator[Problem]:
    for id_, question in entry.front.questions.items():
        seen: dict[str, str] = {}
        for answer_id, answer in question.answers.items():
            first = seen.setdefault(answer.says.casefold(), answer_id)
            if first != answer_id:
                message = f'says the same as the answer "{first}"; a reader cannot tell them apart'
                yield entry.problem("tree-duplicate-answer", message, "questions", id_, "answers", answer_id, "says")
        targets = {answer.to for answer in question.answers.values()}
        if len(targets) == 1:
            message = f'every answer leads to "{targets.pop()}"; the question decides nothing'
            yield entry.problem("tree-idle-question", message, "questions", id_, key=True)


def _reach(entry: Entry[TreeFront], graph: Graph) -> Iterator[Problem]:
    for kind, ids in (("questions", graph.edges), ("outcomes", entry.front.outcomes)):
        for id_ in ids:
            if id_ not in graph.reachable:
                yield entry.problem("tree-unreachable", "no answer leads here", kind, id_, key=True)
    longest, stated = graph.longest_from[graph.start], entry.front.longest_path
    if longest > stated:
        message = f"a walk takes {longest} questions, more than the {stated} stated"
        yield entry.problem("tree-too-long", message, "longest_path")
