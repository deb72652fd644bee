"""In an hour: the page where the kind of meeting is picked, and one page for each kind with its brief."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from playbook_site.checklists.lists import ListedItem
from playbook_site.comparisons import charts
from playbook_site.comparisons.analysis import analyse
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.pages import answers
from playbook_site.comparisons.results import Figures
from playbook_site.comparisons.wording import money, percent
from playbook_site.content.entries import Entry
from playbook_site.meetings.model import LONGEST_PROMPT, Meeting, minutes_of
from playbook_site.rendering import Page, Renderer
from playbook_site.trees.model import STANCES

MOST_ITEMS = 9
"""So many items of a checklist stand on the brief; the rest would not fit on one page."""

LONGEST_LINE = 260
LABEL_GAP = 13.0


@dataclass(frozen=True, kw_only=True)
class RoiLine:
    """What a brief says of one comparison: a line, and the chart beside it with the height of each curve's label."""

    id: str
    name: str
    words: str
    chart: charts.CurveChart
    labels: Mapping[str, float]
    said: str


@dataclass(frozen=True, kw_only=True)
class WalkEnd:
    """An outcome of a tree as a brief names it; `ids` are those that an address may carry."""

    tree: str
    ids: str
    words: str


def pages(renderer: Renderer) -> Iterator[Page]:
    """The page that offers the kinds, and every kind; none when nobody has written any."""
    meetings = renderer.library.meetings.root
    if not meetings:
        return
    url = "meetings/"
    yield Page(
        src="playbooks/meetings.md",
        url=url,
        name="In an hour",
        title="In an hour",
        description="Pick the meeting: what to do before, what to do in the room, and one page to take with you.",
        make=renderer.later("meetings/index.md.jinja", url),
        edit="playbooks/meetings.yml",
        anchors=frozenset(meetings),
        hide=("toc",),
        keywords=("prepare for a meeting", "meeting brief", "agenda", "one page to take along"),
    )

    @cache
    def offered() -> Mapping[str, Any]:
        lines = tuple(roi_line(renderer, entry) for entry in renderer.library.comparisons.values())
        return {"lines": lines, "ends": tuple(walk_ends(renderer))}

    for id_, meeting in meetings.items():
        yield _meeting(renderer, id_, meeting, offered)


def _meeting(renderer: Renderer, id_: str, meeting: Meeting, offered: Callable[[], Mapping[str, Any]]) -> Page:
    url, library = f"meetings/{id_}/", renderer.library
    checklist = library.checklists[meeting.checklist]
    items: tuple[ListedItem, ...] = checklist.items[:MOST_ITEMS]
    others = [other for other in library.objections.root if other not in meeting.objections]
    return Page(
        src=f"playbooks/meetings/{id_}.md",
        url=url,
        name=meeting.name,
        title=meeting.says,
        description=meeting.purpose,
        make=lambda: renderer.page(
            "meetings/page.md.jinja",
            url,
            id=id_,
            meeting=meeting,
            before=minutes_of(meeting.before),
            in_the_room=minutes_of(meeting.in_the_room),
            checklist=checklist,
            items=items,
            objections={other: library.objections.root[other] for other in (*meeting.objections, *others)},
            longest=LONGEST_PROMPT,
            **offered(),
        ),
        edit="playbooks/meetings.yml",
    )


def roi_line(renderer: Renderer, entry: Entry[ComparisonFront]) -> RoiLine:
    """A comparison in one line: the answer by horizon, the lead and how sure it is."""
    front = entry.front
    figures = analyse(front, remembered=renderer.work_out).figures
    chart = charts.curves(front, figures)
    return RoiLine(
        id=entry.id,
        name=front.name,
        words=_line(front, figures),
        chart=chart,
        labels=label_heights(chart),
        said=" ".join(
            f"{option.label} ends at {money(option.running_net[-1], front.currency)}."
            for option in figures.options.values()
        ),
    )


def label_heights(chart: charts.CurveChart) -> Mapping[str, float]:
    """Where each curve's label stands: above its end, and clear of the label above."""
    heights: dict[str, float] = {}
    lowest = 0.0
    for curve in sorted(chart.curves, key=lambda curve: curve.end_y):
        lowest = heights[curve.option] = max(curve.end_y - 6, lowest + LABEL_GAP)
    return heights


def _line(front: ComparisonFront, figures: Figures) -> str:
    parts = list(answers(front, figures))
    for id_, lead in list(figures.leads.items())[:1]:
        sure, spread = figures.simulation.leads[id_].share_above_0, figures.simulation.leads[id_]
        parts.append(
            f"{front.options[id_].label} over {front.options[lead.baseline].label}: likely "
            f"{money(lead.measures.npv, front.currency)}, eight in ten cases {money(spread.p10)} to {money(spread.p90)}, "
            f"ahead in {percent(sure)}."
        )
    if front.illustrative:
        parts.append("Illustrative.")
    while len(" ".join(parts)) > LONGEST_LINE and len(parts) > 1:
        parts.pop(-2 if front.illustrative else -1)
    return " ".join(parts)[:LONGEST_LINE]


def walk_ends(renderer: Renderer) -> Iterator[WalkEnd]:
    """Every outcome of every tree, as a brief names it."""
    for tree in renderer.library.trees.values():
        for id_, outcome in tree.front.outcomes.items():
            yield WalkEnd(
                tree=tree.id,
                ids=" ".join((id_, *outcome.aliases)),
                words=f"{outcome.title} ({STANCES[outcome.stance]})",
            )
