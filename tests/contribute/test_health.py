"""What needs attention in the library, seen from a day that the test says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from playbook_site import site
from playbook_site.contribute.health import by_owner, health
from playbook_site.contribute.reviews import clock, months_after, newest_review
from playbook_site.library import Library
from playbook_site.links import Thing
from playbook_site.publish.permalinks import load_published
from playbook_site.rendering import Page, Renderer
from published_library import Files, the_files, write_playbooks

MEMO = "dialogue/write-the-memo.md"
NOW = date(2026, 11, 22)


def a_library(root: Path, files: Files) -> Library:
    loaded = load_published(write_playbooks(root, files))
    assert loaded.library, loaded.problems
    return loaded.library


def changed(path: str, **keys: Any) -> Files:
    files = the_files()
    files[path].update(keys)
    return files


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 20), 12, date(2027, 11, 20)),
        (date(2026, 11, 20), 1, date(2026, 12, 20)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2027, 12, 31), 2, date(2028, 2, 29)),
        (date(9999, 6, 1), 12, date.max),
    ],
)
def test_a_review_is_due_on_the_same_day_months_later(day: date, months: int, later: date) -> None:
    assert months_after(day, months) == later


def test_a_review_is_overdue_the_day_after_it_was_due(tmp_path: Path) -> None:
    library = a_library(tmp_path, changed(MEMO, reviewed="2026-05-20", review_every="6 months"))
    path = f"playbooks/{MEMO}"
    assert [review.path for review in health(library, date(2026, 9, 20)).soon] == []
    assert [review.path for review in health(library, date(2026, 9, 21)).soon] == [path]
    assert [review.path for review in health(library, date(2026, 11, 20)).soon] == [path]
    late = health(library, date(2026, 11, 21))
    assert ([review.path for review in late.overdue], late.soon) == ([path], ())


def test_reviews_are_listed_by_owner_the_longest_overdue_first(tmp_path: Path) -> None:
    files = changed(MEMO, reviewed="2024-01-01", owner="b-team")
    files["dialogue/run-the-meeting.md"] |= {"reviewed": "2023-01-01", "owner": "b-team"}
    files["checklists/leaving.md"] |= {"reviewed": "2024-06-01", "owner": "a-team"}
    found = by_owner(health(a_library(tmp_path, files), NOW).overdue)
    assert [(owner, [review.thing.id for review in owed]) for owner, owed in found] == [
        ("a-team", ["leaving"]),
        ("b-team", ["run-the-meeting", "write-the-memo"]),
    ]


def test_sources_are_listed_when_nobody_verified_them_or_long_ago_with_what_leans_on_them(tmp_path: Path) -> None:
    library = a_library(tmp_path, the_files())
    leaning = (Thing(kind="playbook", id="run-the-meeting"),)
    found = health(library, NOW)
    assert [(source.id, source.verified, source.used_by) for source in found.unverified] == [
        ("klein-2007", None, leaning)
    ]
    files = the_files()
    files["sources.yml"]["klein-2007"]["verified"] = {"on": "2026-11-22", "how": "Opened it"}
    library = a_library(tmp_path, files)
    for day, aged in {date(2028, 11, 22): [], date(2028, 11, 23): [("klein-2007", leaning)]}.items():
        found = health(library, day)
        assert ([(source.id, source.used_by) for source in found.aged], found.unverified) == (aged, ())


def test_pages_are_orphans_without_a_link_and_weak_with_one(tmp_path: Path) -> None:
    found = health(a_library(tmp_path, the_files()), NOW)
    assert [page.path for page in found.orphans] == ["playbooks/checklists/leaving.md"]
    files = the_files()
    files["dialogue/run-the-meeting.md"]["related"] = ["leaving"]
    found = health(a_library(tmp_path, files), NOW)
    assert found.orphans == ()
    assert ("playbooks/checklists/leaving.md", (Thing(kind="playbook", id="run-the-meeting"),)) in [
        (page.path, page.linked_from) for page in found.weak
    ]


def test_outcomes_of_one_tree_are_one_page_that_leads_somewhere(tmp_path: Path) -> None:
    files = the_files()
    for outcome in files["trees/fight-or-adapt.md"]["outcomes"].values():
        outcome["checklists"] = ["leaving"]
    weak = health(a_library(tmp_path, files), NOW).weak
    assert [page.linked_from for page in weak if page.thing.id == "leaving"] == [
        (Thing(kind="tree", id="fight-or-adapt"),)
    ]


def test_the_grid_shows_which_family_has_nothing_for_a_moment(tmp_path: Path) -> None:
    found = health(a_library(tmp_path, the_files()), NOW)
    assert found.coverage == {
        "dialogue": {"planning": ("run-the-meeting", "tell-the-team", "write-the-memo"), "review": ()}
    }
    assert found.gaps == (("dialogue", "review"),)


def test_the_clock_of_a_build_is_given_or_the_newest_review(tmp_path: Path) -> None:
    library = a_library(tmp_path, changed(MEMO, reviewed="2026-12-24"))
    assert newest_review(library) == date(2026, 12, 24)
    assert clock(library, None) == clock(library, "") == date(2026, 12, 24)
    assert clock(library, "86400") == date(1970, 1, 2)


def the_pages(library: Library, today: date | None) -> dict[str, tuple[Page, str]]:
    """Every page by address, with its Markdown and its components put in."""
    renderer = Renderer(library, nonce="n", today=today)
    return {page.url: (page, renderer.slots.fill(page.markdown)) for page in site.pages(renderer)}


def test_the_page_says_which_day_it_is_about_and_is_the_same_whenever_it_is_built(tmp_path: Path) -> None:
    library = a_library(tmp_path, the_files())
    first, second = (the_pages(library, None)["contribute/health/"][1] for _ in range(2))
    assert first == second
    assert "This page is as of **2026-11-20**" in first
    assert "SOURCE_DATE_EPOCH" in first
    assert 'named by <a href="../../playbooks/run-the-meeting/">' in first
    assert '<th scope="row"><a href="../../families/dialogue/">Dialogue</a></th><td>3</td>' in first
    assert "1 gap<" in first


def test_a_page_past_its_review_says_so_below_its_title_and_others_do_not(tmp_path: Path) -> None:
    library = a_library(tmp_path, changed(MEMO, review_every="6 months"))
    late = date(2027, 6, 1)
    found = the_pages(library, late)
    text = found["playbooks/write-the-memo/"][1]
    assert text.startswith('# I must write the memo\n\n<p class="pb-gap" data-review-due="2027-05-20">')
    assert "due to be read again" in text
    assert [url for url, (_, words) in found.items() if "data-review-due" in words] == ["playbooks/write-the-memo/"]
    assert [url for url, (_, words) in the_pages(library, None).items() if "data-review-due" in words] == []


def test_every_kind_of_page_can_say_that_it_is_past_its_review(tmp_path: Path) -> None:
    found = the_pages(a_library(tmp_path, the_files()), date(2030, 1, 1))
    said = {url.split("/")[0] for url, (_, words) in found.items() if "data-review-due" in words}
    assert said == {"playbooks", "checklists", "trees", "cases"}
