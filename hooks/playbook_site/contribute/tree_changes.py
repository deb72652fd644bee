"""Which answers to a tree lead elsewhere than they did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from playbook_site.trees.graph import Graph
from playbook_site.trees.model import TreeFront

MOST_WALKS = 20_000
"""So many walks of the old tree are compared; a tree with more says so."""

MOST_SHOWN = 5
"""So many walks are spelt out where no answers alone explain a change."""

Answers = tuple[tuple[str, str], ...]


@dataclass(frozen=True, kw_only=True)
class Outcomes:
    """Walks that ended at one outcome and can now end at others.

    `answers` are those that all these walks share; when `is_all` is true they alone explain the change, and
    otherwise `walks` spells out the first few.
    """

    was: str
    now: tuple[str, ...]
    count: int
    answers: Answers
    is_all: bool
    walks: tuple[Answers, ...]


@dataclass(frozen=True, kw_only=True)
class TreeChange:
    """A tree whose answers lead elsewhere, or that asks or offers something new."""

    tree: str
    changed: tuple[Outcomes, ...]
    new_questions: tuple[str, ...]
    new_answers: Answers
    is_cut: bool

    @property
    def is_empty(self) -> bool:
        """Whether readers notice nothing."""
        return not (self.changed or self.new_questions or self.new_answers)


def tree_changes(tree: str, old: TreeFront, new: TreeFront) -> TreeChange:
    """Compare two versions of a tree, walk by walk; ids that moved are followed by their aliases."""
    names = {alias: id_ for id_, question in new.questions.items() for alias in (id_, *question.aliases)}
    ends = {alias: id_ for id_, outcome in new.outcomes.items() for alias in (id_, *outcome.aliases)}
    before, after = Graph.of(old), Graph.of(new)
    walks = tuple(islice(walks_of(before), MOST_WALKS))
    groups: dict[tuple[str, tuple[str, ...]], list[Answers]] = defaultdict(list)
    for answers, outcome in walks:
        now = after.possible({names.get(question, question): answer for question, answer in answers})
        if now != (ends.get(outcome, outcome),):
            groups[outcome, now].append(answers)
    kept = {names[id_]: question for id_, question in old.questions.items() if id_ in names}
    return TreeChange(
        tree=tree,
        changed=tuple(_outcomes(was, now, found, walks) for (was, now), found in groups.items()),
        new_questions=tuple(id_ for id_ in new.questions if id_ not in kept),
        new_answers=tuple(
            (id_, answer) for id_ in kept for answer in new.questions[id_].answers if answer not in kept[id_].answers
        ),
        is_cut=before.path_count > MOST_WALKS,
    )


def walks_of(graph: Graph) -> Iterator[tuple[Answers, str]]:
    """Every walk of a tree: its answers, and the outcome it ends at."""
    waiting: list[tuple[Answers, str]] = [((), graph.start)]
    while waiting:
        answers, node = waiting.pop()
        if node in graph.edges:
            following: Mapping[str, str] = graph.edges[node]
            waiting += [((*answers, (node, answer)), to) for answer, to in reversed(tuple(following.items()))]
        else:
            yield answers, node


def _outcomes(was: str, now: tuple[str, ...], found: list[Answers], walks: tuple[tuple[Answers, str], ...]) -> Outcomes:
    shared = tuple(answer for answer in found[0] if all(answer in walk for walk in found))
    is_all = sum(set(shared) <= set(answers) for answers, _ in walks) == len(found)
    return Outcomes(
        was=was,
        now=now,
        count=len(found),
        answers=shared,
        is_all=is_all,
        walks=() if is_all else tuple(found[:MOST_SHOWN]),
    )
