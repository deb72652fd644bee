"""Trees for tests: a small one as an author would write it, others by size, and every path of a graph."""

from __future__ import annotations

import itertools
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from playbook_site.cases.model import CaseFront
from playbook_site.content.documents import read
from playbook_site.content.entries import Entry
from playbook_site.content.validation import validate
from playbook_site.trees.analysis import Graph
from playbook_site.trees.model import TreeFront

SMALL = """\
---
title: Walk or ride?
name: Walk or ride
promise: One way to get there.
start: rain
longest_path: 3
rule: Answer from what you know now.
questions:
  rain:
    ask: Does it rain?
    why: Rain makes you wet.
    find_out: Look outside.
    aliases: [weather]
    answers:
      "yes": {says: "Yes", to: coat}
      "no": {says: "No", to: far}
      unsure: {says: "I cannot see", to: coat, unsure: true}
  coat:
    ask: Do you have a coat?
    why: A coat keeps you dry.
    find_out: Look in the hall.
    answers:
      "yes": {says: "Yes", to: far}
      "no": {says: "No", to: ride}
  far:
    ask: Is it far?
    why: Far is tiring.
    find_out: Look at the map.
    answers:
      "yes": {says: "Yes", to: ride}
      "no": {says: "No", to: walk}
      very: {says: "Too far", to: stay}
outcomes:
  walk:
    title: Walk
    stance: adapt
    advice: Walk there. It is good for you.
    first_moves: [Put on shoes, Go]
    risks: {product: "None.", career: "None.", morale: "Good."}
    changes_if:
      - {says: "It begins to rain", to: coat}
  ride:
    title: Take the tram
    stance: advocate
    advice: Ride. It is dry and quick.
    first_moves: [Buy a ticket]
    risks: {product: "None.", career: "None.", morale: "Fair."}
  stay:
    title: Stay at home
    stance: exit
    advice: Call instead.
    first_moves: [Make the call]
    risks: {product: "None.", career: "None.", morale: "Fair."}
retired:
  umbrella: {why: "Folded into the coat", date: 2026-01-02}
owner: walkers
reviewed: 2026-11-20
---
Think first.
"""

CASE = """\
---
title: The day we went to the market
name: Market day
tree: small
answers: {rain: "no", far: "no"}
outcome: walk
verdict: It was near.
owner: walkers
reviewed: 2026-11-20
---
## What was done
We went.

## What happened
We came back.

## What to learn
Shoes matter.
"""

M = TypeVar("M", TreeFront, CaseFront)


def an_entry(model: type[M], name: str, text: str) -> Entry[M]:
    """An authored text as the library reads it; its schema must be sound."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.md"
        path.write_text(text, encoding="utf-8")
        document, problems = read(path, name)
    assert document, problems
    front, faults = validate(model, document)
    assert front, [str(fault) for fault in faults]
    return Entry(id=Path(name).stem, front=front, document=document)


def a_tree(text: str = SMALL) -> Entry[TreeFront]:
    return an_entry(TreeFront, "playbooks/trees/small.md", text)


def a_case(text: str = CASE) -> Entry[CaseFront]:
    return an_entry(CaseFront, "playbooks/cases/market.md", text)


def a_layered_tree(*, layers: int, across: int, outcomes: int, longest_path: int = 12) -> dict[str, Any]:
    """Front matter of a tree whose every question leads to three nodes of the next layer."""

    def questions() -> Iterator[tuple[str, dict[str, Any]]]:
        yield "q-start", _question([_at(0, place, across) for place in range(min(across, 3))])
        for layer, place in itertools.product(range(layers), range(across)):
            if layer + 1 < layers:
                after = [_at(layer + 1, place + step, across) for step in range(3)]
            else:
                after = [f"o-{(place + step) % outcomes}" for step in range(3)]
            yield _at(layer, place, across), _question(after)

    stances = itertools.cycle(("advocate", "blend", "adapt", "prepare", "escalate", "exit"))
    return {
        "title": "A tree of many questions",
        "name": "Many",
        "promise": "Much.",
        "rule": "Answer.",
        "owner": "testers",
        "reviewed": "2026-11-20",
        "start": "q-start",
        "longest_path": longest_path,
        "questions": dict(questions()),
        "outcomes": {
            f"o-{number}": {
                "title": f"Outcome {number}, in the few words that name a piece of advice",
                "stance": next(stances),
                "advice": "Do it.",
                "first_moves": ["Begin"],
                "risks": {"product": "Some.", "career": "Some.", "morale": "Some."},
            }
            for number in range(outcomes)
        },
    }


def _at(layer: int, place: int, across: int) -> str:
    return f"q-{layer}-{place % across}"


def _question(after: list[str]) -> dict[str, Any]:
    said = (
        "Quite so, and others would say the same",
        "Only in part, or not always",
        "No; incomprehensibilities remain",
    )
    answers = {f"a-{number}": {"says": said[number], "to": to} for number, to in enumerate(after)}
    return {
        "ask": "Would the person who decides, and those who carry it, see this as you do?",
        "why": "It matters.",
        "find_out": "Ask.",
        "answers": answers,
    }


def every_path(graph: Graph) -> list[tuple[tuple[tuple[str, str], ...], str]]:
    """Every path by itself: its steps, and the outcome where it ends."""

    def paths(node: str) -> Iterator[tuple[tuple[tuple[str, str], ...], str]]:
        if node not in graph.edges:
            yield (), node
            return
        for answer, to in graph.edges[node].items():
            for steps, end in paths(to):
                yield ((node, answer), *steps), end

    return list(paths(graph.start))


def agrees(steps: tuple[tuple[str, str], ...], answers: Mapping[str, str]) -> bool:
    """Whether a path goes against none of the answers."""
    return all(answers.get(question, answer) == answer for question, answer in steps)
