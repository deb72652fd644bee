"""A walk and a tree's figures in words for a terminal, and as data for a program."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from playbook_site.content.entries import Entry
from playbook_site.trees.figures import Figures, figures, percent, span
from playbook_site.trees.graph import Graph, walk
from playbook_site.trees.model import STANCES, TreeFront
from playbook_site.trees.reasons import Nearest, flips, narrowest, nearest

MOST_NEAREST = 3
"""More than this nobody reads in a terminal."""


def walk_text(entry: Entry[TreeFront], answers: Mapping[str, str]) -> str:
    """Where `answers` lead: the outcome and its advice, or what is still open."""
    return "\n".join(_walk_lines(entry.front, Graph.of(entry.front), answers))


def _walk_lines(front: TreeFront, graph: Graph, answers: Mapping[str, str]) -> Iterator[str]:
    met, possible = graph.met(answers), graph.possible(answers)
    yield front.title
    for question in (id_ for id_ in graph.order if id_ in met and id_ in answers):
        yield from _step(front, question, answers[question])
    if unused := [question for question in answers if question not in met]:
        yield from ("", f"Not asked on this walk: {', '.join(unused)}")
    if len(possible) == 1:
        yield from _outcome_lines(front, graph, possible[0], answers)
    else:
        yield from _open_lines(front, graph, possible, answers)


def _step(front: TreeFront, question: str, answer: str) -> Iterator[str]:
    asked = front.questions[question]
    yield from ("", f"{question}: {asked.ask}", f"  {answer}: {asked.answers[answer].says}")


def _outcome_lines(front: TreeFront, graph: Graph, id_: str, answers: Mapping[str, str]) -> Iterator[str]:
    outcome = front.outcomes[id_]
    ended = walk(graph, answers).end == id_
    yield from ("", f"{STANCES[outcome.stance]}: {outcome.title} ({id_})")
    if not ended:
        yield "Whatever the answers that are missing: every branch ends here."
    yield from ("", outcome.advice, "", "First moves")
    yield from (f"  {number}. {move}" for number, move in enumerate(outcome.first_moves, start=1))
    if outcome.checklists:
        yield from ("", f"Checklist: {outcome.checklists[0]}")
    if near := nearest(graph, answers)[:MOST_NEAREST]:
        yield from ("", "Nearest other advice")
        yield from (f"  {front.outcomes[other.outcome].title} ({other.outcome}), {_with(other)}" for other in near)


def _with(near: Nearest) -> str:
    changed = " ".join(f"{question}={answer}" for question, answer in near.changed)
    more = "" if not near.added else " and 1 more answer" if near.added == 1 else f" and {near.added} more answers"
    return f"with {changed}{more}"


def _open_lines(front: TreeFront, graph: Graph, possible: tuple[str, ...], answers: Mapping[str, str]) -> Iterator[str]:
    yield from ("", f"Still open: {len(possible)} of {len(graph.outcomes)} outcomes are possible")
    yield from (f"  {id_}: {front.outcomes[id_].title}" for id_ in possible)
    if best := narrowest(graph, answers):
        question = front.questions[best.question]
        yield from ("", "Best answered next", f"  {best.question}: {question.ask}")
        yield from (f"    {id_}: {answer.says}" for id_, answer in question.answers.items())
        left = f"{float(best.expected):.1f}"
        yield f"  It leaves {left} outcomes on average, every answer counted alike; no open question leaves fewer."


def walk_data(entry: Entry[TreeFront], answers: Mapping[str, str]) -> dict[str, Any]:
    """The same as data."""
    front, graph = entry.front, Graph.of(entry.front)
    met, possible, best = graph.met(answers), graph.possible(answers), narrowest(graph, answers)
    outcome = front.outcomes[possible[0]] if len(possible) == 1 else None
    return {
        "tree": entry.id,
        "answers": {question: answers[question] for question in graph.order if question in met and question in answers},
        "not_asked": [question for question in answers if question not in met],
        "outcome": possible[0] if outcome else None,
        "stance": outcome.stance if outcome else None,
        "title": outcome.title if outcome else None,
        "advice": outcome.advice if outcome else None,
        "first_moves": list(outcome.first_moves) if outcome else [],
        "possible": list(possible),
        "next": {"question": best.question, "outcomes_left_on_average": float(best.expected)} if best else None,
        "flips": [
            {"question": flip.question, "instead": flip.instead, "outcomes": list(flip.outcomes)}
            for flip in flips(graph, answers)
        ],
        "nearest": [
            {"outcome": near.outcome, "changed": dict(near.changed), "answers_to_add": near.added}
            for near in nearest(graph, answers)
        ],
    }


def tree_text(entry: Entry[TreeFront]) -> str:
    """A tree's figures, as a few tables."""
    return "\n".join(_tree_lines(entry.front, figures(Graph.of(entry.front))))


def _tree_lines(front: TreeFront, found: Figures) -> Iterator[str]:
    yield front.title
    yield f"{len(found.questions)} questions, {len(found.outcomes)} outcomes, {found.paths} paths"
    mean = f"{float(found.mean_length):.1f}"
    yield f"{span(found.lengths)} questions on a path, {mean} on average; at most {front.longest_path} are allowed"
    yield from ("", "Paths by length")
    yield from _table(("questions", "paths"), *((str(length), str(count)) for length, count in found.lengths.items()))
    yield from ("", "Where paths end")
    yield from _table(
        ("paths", "questions", "by chance", "outcome"),
        *((str(one.paths), span(one.lengths), percent(one.chance), one.outcome) for one in found.outcomes),
    )
    yield from ("", "Which question decides most (outcomes that its answer rules out in a walk by chance)")
    yield from _table(
        ("rules out", "asked", "paths", "question"),
        *(
            (f"{float(one.decides):.2f}", percent(one.chance), str(one.paths), one.question)
            for one in found.by_decision
        ),
    )


def _table(*rows: tuple[str, ...]) -> Iterator[str]:
    """Columns of figures flush right, then the name flush left."""
    widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
    for row in rows:
        *numbers, name = row
        cells = [number.rjust(width) for number, width in zip(numbers, widths, strict=False)]
        last = name if len(row) > 2 else name.rjust(widths[-1])  # noqa: PLR2004 - two columns are both figures
        yield "  " + "  ".join((*cells, last))


def tree_data(entry: Entry[TreeFront]) -> dict[str, Any]:
    """The same as data; `lengths` counts the paths by their number of questions."""
    front, found = entry.front, figures(Graph.of(entry.front))
    return {
        "tree": entry.id,
        "paths": found.paths,
        "longest_allowed": front.longest_path,
        "mean_length": float(found.mean_length),
        "lengths": {str(length): count for length, count in found.lengths.items()},
        "outcomes": {
            one.outcome: {
                "paths": one.paths,
                "lengths": {str(length): count for length, count in one.lengths.items()},
                "chance": float(one.chance),
            }
            for one in found.outcomes
        },
        "questions": {
            one.question: {"paths": one.paths, "chance": float(one.chance), "rules_out": float(one.decides)}
            for one in found.by_decision
        },
    }
