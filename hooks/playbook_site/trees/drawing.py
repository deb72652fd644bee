"""A tree as a picture: Graphviz says where things lie; what they look like is our template's and sheet's work.

Boxes get their sizes here, from the words in them, and Graphviz sees only the sizes: its fonts,
which differ from machine to machine, have no part in it, so the same tree gives the same bytes.
All lengths are in CSS pixels at natural size, y growing downwards, rounded to whole ones.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playbook_site.trees.graph import Graph
from playbook_site.trees.lettering import wrap
from playbook_site.trees.model import STANCES, Outcome, Question, TreeFront

BOX_WIDTH = 256
INSET = 12
ROOM = BOX_WIDTH - 2 * INSET
FONT, LEADING = 13, 17
BOLD = 1.08 * FONT
"""Bold words take more room; they are wrapped as if they were larger."""
HEAD_PADDING, ROW_PADDING = 10, 6
MOST_HEAD_LINES, MOST_ROW_LINES = 7, 3
ARROW_LENGTH, ARROW_HALF = 9, 4
MARGIN = 8


@dataclass(frozen=True, kw_only=True)
class Words:
    """Lines of text, with the baseline of the first."""

    x: int
    y: int
    lines: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Row:
    """One answer in the box of its question."""

    id: str
    top: int
    height: int
    words: Words


@dataclass(frozen=True, kw_only=True)
class Node:
    """A question with its answers, or an outcome with its stance."""

    id: str
    kind: str
    """`question`, or the outcome's stance."""
    x: int
    y: int
    height: int
    label: str
    """What stands above the words of an outcome; empty for a question."""
    words: Words
    rows: tuple[Row, ...]
    title: str
    description: str
    width: int = BOX_WIDTH


@dataclass(frozen=True, kw_only=True)
class Edge:
    """One answer on its way from its row to a node: an SVG path, and the points of its arrow."""

    question: str
    answer: str
    to: str
    path: str
    arrow: str


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A whole tree, ready for the template."""

    width: int
    height: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def draw(front: TreeFront) -> Drawing:
    """The picture of a tree whose shape has no problems."""
    graph = Graph.of(front)
    boxes = {id_: _question_box(front, id_, front.questions[id_]) for id_ in graph.order}
    boxes |= {id_: _outcome_box(id_, outcome) for id_, outcome in front.outcomes.items()}
    laid = _layout(graph, boxes)
    _, _, right, top = (float(number) for number in laid["bb"].split(","))
    nodes = {item["name"]: item for item in laid["objects"]}
    return Drawing(
        width=round(right) + 2 * MARGIN,
        height=round(top) + 2 * MARGIN,
        nodes=tuple(box.at(*_point(nodes[id_]["pos"], top)) for id_, box in boxes.items()),
        edges=tuple(_edge(item, top) for item in sorted(laid["edges"], key=lambda item: int(item["_gvid"]))),
    )


@dataclass(frozen=True, kw_only=True)
class _Box:
    """A node before it has a place."""

    id: str
    kind: str
    label: str
    lines: tuple[str, ...]
    rows: Mapping[str, tuple[str, ...]]
    title: str
    description: str

    @property
    def head(self) -> int:
        """The height of what stands above the answers."""
        return (len(self.lines) + bool(self.label)) * LEADING + 2 * HEAD_PADDING

    @property
    def heights(self) -> Mapping[str, int]:
        """The height of each answer's row."""
        return {id_: len(lines) * LEADING + 2 * ROW_PADDING for id_, lines in self.rows.items()}

    @property
    def height(self) -> int:
        """The height of the whole box."""
        return self.head + sum(self.heights.values())

    def at(self, x: int, y: int) -> Node:
        """The node with its middle at a point."""
        left, top = x - BOX_WIDTH // 2, y - self.height // 2
        rows, here = [], top + self.head
        for id_, lines in self.rows.items():
            words = _words(left, here + ROW_PADDING, lines)
            rows.append(Row(id=id_, top=here, height=self.heights[id_], words=words))
            here += self.heights[id_]
        return Node(
            id=self.id,
            kind=self.kind,
            x=left,
            y=top,
            height=self.height,
            label=self.label,
            words=_words(left, top + HEAD_PADDING + LEADING * bool(self.label), self.lines),
            rows=tuple(rows),
            title=self.title,
            description=self.description,
        )


def _words(left: int, top: int, lines: tuple[str, ...]) -> Words:
    return Words(x=left + INSET, y=top + FONT, lines=lines)


def _question_box(front: TreeFront, id_: str, question: Question) -> _Box:
    leads = (f"“{answer.says}” leads to: {name_of(front, answer.to)}" for answer in question.answers.values())
    return _Box(
        id=id_,
        kind="question",
        label="",
        lines=wrap(question.ask, size=BOLD, room=ROOM, most=MOST_HEAD_LINES),
        rows={
            answer_id: wrap(answer.says, size=FONT, room=ROOM, most=MOST_ROW_LINES)
            for answer_id, answer in question.answers.items()
        },
        title=question.ask,
        description="; ".join(leads),
    )


def _outcome_box(id_: str, outcome: Outcome) -> _Box:
    return _Box(
        id=id_,
        kind=outcome.stance,
        label=STANCES[outcome.stance],
        lines=wrap(outcome.title, size=BOLD, room=ROOM, most=MOST_HEAD_LINES),
        rows={},
        title=outcome.title,
        description=f"{STANCES[outcome.stance]}. {outcome.advice}",
    )


def name_of(front: TreeFront, node: str) -> str:
    """A question or an outcome in the reader's words."""
    return front.questions[node].ask if node in front.questions else front.outcomes[node].title


def _layout(graph: Graph, boxes: Mapping[str, _Box]) -> Any:
    """Where Graphviz puts boxes of these sizes, as it says so in JSON."""
    import pygraphviz  # noqa: PLC0415 - it takes as long to load as a page to make, and most processes draw nothing

    picture = pygraphviz.AGraph(directed=True, strict=False, rankdir="LR", nodesep="0.35", ranksep="1")
    for id_, box in boxes.items():
        cells = [_cell(box.head), *(_cell(height, answer) for answer, height in box.heights.items())]
        table = "".join(f"<TR>{cell}</TR>" for cell in cells)
        label = f'<<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="0">{table}</TABLE>>'
        picture.add_node(id_, shape="plain", label=label)
    for question in graph.order:
        for answer, to in graph.edges[question].items():
            picture.add_edge(
                question,
                to,
                key=f"{question}/{answer}",
                tailport=f"{answer}:e",
                headport="w",
                answer=f"{question}/{answer}/{to}",
            )
    return json.loads(picture.draw(format="json", prog="dot"))


def _cell(height: int, port: str = "") -> str:
    named = f' PORT="{port}"' if port else ""
    return f'<TD{named} FIXEDSIZE="TRUE" WIDTH="{BOX_WIDTH}" HEIGHT="{height}"></TD>'


def _point(pair: str, top: float) -> tuple[int, int]:
    x, y = pair.split(",")
    return round(float(x)) + MARGIN, round(top - float(y)) + MARGIN


def _edge(item: Mapping[str, str], top: float) -> Edge:
    """An edge from Graphviz' spline: `e,x,y` (where the arrow ends), then a point and triples of points."""
    question, answer, to = item["answer"].split("/")
    end, *points = item["pos"].removeprefix("e,").split(" ")
    first, *curve = (_point(point, top) for point in points)
    tip_x, tip_y = _point(end, top)
    back = tip_x - ARROW_LENGTH
    curve[-1] = (back, tip_y)
    path = f"M{first[0]} {first[1]}C" + " ".join(f"{x} {y}" for x, y in curve)
    arrow = f"{tip_x},{tip_y} {back},{tip_y - ARROW_HALF} {back},{tip_y + ARROW_HALF}"
    return Edge(question=question, answer=answer, to=to, path=path, arrow=arrow)
