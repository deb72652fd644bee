"""The faults of a tree, each at its line: in its shape, and in what its outcomes offer."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.content.entries import Entry
from playbook_site.content.problems import Problem, did_you_mean
from playbook_site.trees.graph import Graph
from playbook_site.trees.model import TreeFront
from playbook_site.trees.names import problems as name_problems

FEW_PLAYBOOKS = 3
"""Fewer than this leave the reader of an outcome without a choice."""


def problems(entry: Entry[TreeFront]) -> Iterator[Problem]:
    """Every fault of a tree's shape, at its line."""
    graph = Graph.of(entry.front)
    found = [*name_problems(entry), *_targets(entry, graph)]
    yield from found
    yield from _answers(entry)
    if found:
        return
    yield from _unreachable(entry, graph)
    cycles = tuple(graph.cycles())
    for cycle in cycles:
        message = "leads back to itself: " + " → ".join(cycle)
        yield entry.problem("tree-cycle", message, "questions", cycle[0], key=True)
    if not cycles:
        yield from _length(entry, graph)


def thin_outcomes(entry: Entry[TreeFront]) -> Iterator[Problem]:
    """What an outcome lacks to help whoever ends there."""
    for id_, outcome in entry.front.outcomes.items():
        count = len(set(outcome.playbooks))
        if count < FEW_PLAYBOOKS:
            named = "no playbook" if not count else "1 playbook" if count == 1 else f"{count} playbooks"
            message = f"names {named}; {FEW_PLAYBOOKS} or more give the reader a choice"
            field = ("outcomes", id_, "playbooks") if count else ("outcomes", id_)
            yield entry.problem("outcome-few-playbooks", message, *field, key=True)
        if not outcome.checklists:
            message = "names no checklist; add the one that is shown at first sight"
            yield entry.problem("outcome-without-checklist", message, "outcomes", id_, key=True)


def _targets(entry: Entry[TreeFront], graph: Graph) -> Iterator[Problem]:
    questions, outcomes = entry.front.questions, entry.front.outcomes
    nodes = {**questions, **outcomes}
    if graph.start in outcomes and graph.start not in questions:
        message = f'"{graph.start}" is an outcome; a tree starts with a question'
        yield entry.problem("tree-target", message, "start")
    elif graph.start not in questions:
        message = f'no question has the id "{graph.start}"' + did_you_mean(graph.start, questions)
        yield entry.problem("tree-target", message, "start")
    for id_, answers in graph.edges.items():
        for answer, to in answers.items():
            if to not in nodes:
                message = f'no question or outcome has the id "{to}"' + did_you_mean(to, nodes)
                yield entry.problem("tree-target", message, "questions", id_, "answers", answer, "to")
    for id_, outcome in outcomes.items():
        for index, change in enumerate(outcome.changes_if):
            if change.to and change.to not in nodes:
                message = f'no question or outcome has the id "{change.to}"' + did_you_mean(change.to, nodes)
                yield entry.problem("tree-target", message, "outcomes", id_, "changes_if", index, "to")


def _answers(entry: Entry[TreeFront]) -> Iterator[Problem]:
    for id_, question in entry.front.questions.items():
        seen: dict[str, str] = {}
        for answer_id, answer in question.answers.items():
            first = seen.setdefault(_heard(answer.says), answer_id)
            if first != answer_id:
                message = f'says the same as the answer "{first}"; a reader cannot tell them apart'
                yield entry.problem("tree-duplicate-answer", message, "questions", id_, "answers", answer_id, "says")
        targets = {answer.to for answer in question.answers.values()}
        if len(targets) == 1:
            message = f'every answer leads to "{targets.pop()}"; the question decides nothing'
            yield entry.problem("tree-idle-question", message, "questions", id_, key=True)


def _heard(says: str) -> str:
    """An answer as it sounds: case, spaces and the last stop aside."""
    return " ".join(says.casefold().split()).rstrip(".!…")


def _unreachable(entry: Entry[TreeFront], graph: Graph) -> Iterator[Problem]:
    for kind, ids in (("questions", graph.edges), ("outcomes", graph.outcomes)):
        for id_ in ids:
            if id_ not in graph.reachable:
                yield entry.problem("tree-unreachable", "no answer leads here", kind, id_, key=True)


def _length(entry: Entry[TreeFront], graph: Graph) -> Iterator[Problem]:
    longest, stated = graph.longest_from[graph.start], entry.front.longest_path
    if longest > stated:
        message = f"a walk takes {longest} questions, more than the {stated} stated"
        yield entry.problem("tree-too-long", message, "longest_path")
