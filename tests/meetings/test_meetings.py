"""Kinds of meetings: what may be written, what is reported, and what stands on the page to take along."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from builders import a_library, said, sound_files
from conftest import ROOT
from playbook_site.library import Library, Loaded, load
from playbook_site.links import Thing
from playbook_site.meetings.pages import LONGEST_LINE, MOST_ITEMS, label_heights, pages, roi_line, walk_ends
from playbook_site.publish.destinations import published
from playbook_site.publish.memory import remembering
from playbook_site.publish.permalinks import load_published
from playbook_site.rendering import Page, Renderer


def a_step(**changes: Any) -> dict[str, Any]:
    return {"do": "Say their case", "minutes": 5, "how": "Then wait.", **changes}


def a_meeting(**changes: Any) -> dict[str, Any]:
    return {
        "says": "We decide",
        "name": "Decide",
        "purpose": "It is decided.",
        "before": [a_step(playbook="x"), a_step()],
        "in_the_room": [a_step(), a_step()],
        "playbooks": ["x"],
        "checklist": "meeting-ready",
        "disagreement": "We differ on ___.",
        "talking_points": ["One ___.", "Two ___.", "Three ___."],
        "objections": ["no-time", "no-money"],
        "ask": "Decide ___.",
        "fallback": "Try ___.",
        **changes,
    }


TWO_OBJECTIONS = sound_files()["objections.yml"] + sound_files()["objections.yml"].replace("no-time", "no-money")


def loaded(root: Path, **changes: Any) -> Any:
    text = "\n".join(f"{key}: {json.dumps(value)}" for key, value in {"decide": a_meeting(**changes)}.items())
    return load(a_library(root, **{"meetings.yml": text + "\n", "objections.yml": TWO_OBJECTIONS}))


@pytest.fixture(scope="module")
def library() -> Library:
    found = load(ROOT).library
    assert found
    return found


@pytest.fixture(scope="module")
def written() -> Any:
    return yaml.safe_load((ROOT / "playbooks/meetings.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def renderer(library: Library) -> Renderer:
    return Renderer(library, nonce="n", work_out=remembering(ROOT / ".cache" / "simulations"))


@pytest.fixture(scope="module")
def made(renderer: Renderer) -> dict[str, Page]:
    return {page.url: page for page in pages(renderer)}


def brief_of(renderer: Renderer, page: Page) -> LexborHTMLParser:
    return LexborHTMLParser(renderer.slots.fill(page.markdown))


def published_as(root: Path, id_: str, retired: str | None = None, **changes: Any) -> Loaded:
    """A library with one kind of meeting, after `decide` was published."""
    files = {"permalinks.txt": "meeting:decide\n", "meetings.yml": json.dumps({id_: a_meeting(**changes)})}
    return load_published(a_library(root, **files, **{"objections.yml": TWO_OBJECTIONS, "retired.yml": retired}))


def test_a_kind_is_published_and_keeps_resolving(tmp_path: Path) -> None:
    library = published_as(tmp_path / "as-it-was", "decide").library
    assert library
    assert Thing(kind="meeting", id="decide") in published(library)
    (problem,) = said(published_as(tmp_path / "renamed", "choose").problems)
    assert problem.startswith(
        'playbooks/permalinks.txt:1:1: the meeting "decide" was published and is gone from playbooks/meetings.yml.'
    )
    assert published_as(tmp_path / "alias", "choose", aliases=["decide"]).problems == ()
    gone = "meeting/decide: {why: We no longer meet, date: 2026-11-20}\n"
    assert published_as(tmp_path / "retired", "choose", retired=gone).problems == ()


def test_a_sound_kind_of_meeting_is_read(tmp_path: Path) -> None:
    found = loaded(tmp_path)
    assert said(found.problems) == []
    assert list(found.library.meetings.root) == ["decide"]


def test_a_library_without_meetings_has_no_page_for_them(tmp_path: Path) -> None:
    library = load(a_library(tmp_path)).library
    assert library
    assert list(pages(Renderer(library, nonce="n"))) == []


def test_steps_that_do_not_fit_in_an_hour_are_reported(tmp_path: Path) -> None:
    steps = [a_step(minutes=31), a_step(minutes=30)]
    assert said(loaded(tmp_path, before=steps).problems) == [
        "playbooks/meetings.yml:1:88: decide.before: the steps take 61 minutes together; they must fit in an hour"
    ]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("objections", ["no-time", "no-mony"], 'decide.objections[1]: no objection has the id "no-mony"; did you mean "no-money"?'),
        ("playbooks", ["z"], 'decide.playbooks[0]: no playbook has the id "z"'),
        ("checklist", "meeting-redy", 'decide.checklist: no checklist has the id "meeting-redy"; did you mean "meeting-ready"?'),
        ("talking_points", ["One ___."], "decide.talking_points: has 1; at least 3 are needed"),
        ("in_the_room", [a_step(playbook="z"), a_step()], 'decide.in_the_room[0].playbook: no playbook has the id "z"'),
    ],
)  # fmt: skip
def test_what_a_kind_of_meeting_names_must_be_there(tmp_path: Path, field: str, value: Any, message: str) -> None:
    (problem,) = said(loaded(tmp_path, **{field: value}).problems)
    assert problem.split(": ", 1)[1].startswith(message)


def test_a_playbook_knows_the_meetings_that_lead_to_it(tmp_path: Path) -> None:
    library = loaded(tmp_path).library
    assert {link.why for links in library.links.to.values() for link in links if link.source.kind == "meeting"} == {
        "meeting"
    }


def test_the_six_kinds_are_there_and_leave_ten_minutes_of_the_hour(library: Library) -> None:
    meetings = library.meetings.root
    assert list(meetings) == [
        "decide-between-options",
        "ask-for-money-or-people",
        "bring-bad-news",
        "steering",
        "one-to-one-with-the-decider",
        "after-losing",
    ]
    assert {
        id_: sum(step.minutes for step in one.before)
        for id_, one in meetings.items()
        if sum(step.minutes for step in one.before) > 50
    } == {}


def test_every_sentence_to_complete_has_a_blank(written: Any) -> None:
    prompts = {
        f"{id_}: {prompt}"
        for id_, one in written.items()
        for prompt in (one["disagreement"], one["ask"], one["fallback"], *one["talking_points"])
    }
    assert {prompt for prompt in prompts if "___" not in prompt} == set()


def test_a_brief_without_a_script_holds_every_prompt_and_can_send_nothing(
    library: Library, renderer: Renderer, made: dict[str, Page]
) -> None:
    for id_, meeting in library.meetings.root.items():
        html = brief_of(renderer, made[f"meetings/{id_}/"])
        texts = [area.text() for area in html.css("textarea")]
        prompts = (meeting.disagreement, meeting.ask, meeting.fallback, *meeting.talking_points)
        assert [prompt for prompt in prompts if prompt not in texts] == []
        hardest = [library.objections.root[other] for other in meeting.objections[:2]]
        assert [other for other in hardest if f"{other.ask_first} {other.answer}" not in texts] == []
        assert html.css("form, [name]") == []


def test_what_a_brief_may_hold_has_an_end(renderer: Renderer, made: dict[str, Page]) -> None:
    for page in list(made.values())[1:]:
        html = brief_of(renderer, page)
        fields = html.css(".pb-brief textarea, .pb-brief input")
        assert [field.html for field in fields if not field.attributes.get("maxlength")] == []
        assert len(html.css(".pb-brief__check li")) <= MOST_ITEMS
        longest = [
            area.text() for area in html.css("textarea") if len(area.text()) > int(area.attributes["maxlength"] or 0)
        ]
        assert longest == []


def test_every_comparison_fits_on_its_line_and_says_that_it_is_illustrative(
    library: Library, renderer: Renderer
) -> None:
    for entry in library.comparisons.values():
        line = roi_line(renderer, entry)
        assert len(line.words) <= LONGEST_LINE
        assert line.words.endswith("Illustrative.") == entry.front.illustrative
        heights = sorted(label_heights(line.chart).values())
        assert all(lower - upper >= 13 for upper, lower in itertools.pairwise(heights))


def test_every_outcome_of_every_tree_can_end_a_walk_in_a_brief(library: Library) -> None:
    ends = {(end.tree, end.ids.split()[0]) for end in walk_ends(Renderer(library, nonce="n"))}
    assert ends == {(tree.id, id_) for tree in library.trees.values() for id_ in tree.front.outcomes}
