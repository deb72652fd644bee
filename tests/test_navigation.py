from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import VOCABULARY, a_library
from conftest import ROOT
from playbook_site import navigation, site
from playbook_site.library import Library, load
from playbook_site.publish.memory import remembering
from playbook_site.rendering import Page, Renderer


def the_library(root: Path, **files: str | None) -> Library:
    found = load(a_library(root, **files))
    assert found.library
    return found.library


def sources(nav: Any) -> list[str]:
    """Every file that a navigation names, in order."""
    match nav:
        case str():
            return [nav]
        case dict():
            return [source for part in nav.values() for source in sources(part)]
        case _:
            return [source for part in nav for source in sources(part)]


def tab(nav: list[dict[str, Any]], title: str) -> Any:
    return next(part[title] for part in nav if title in part)


def test_every_tab_is_named_and_home_comes_first(tmp_path: Path) -> None:
    nav = navigation.of(the_library(tmp_path), docs=[])
    assert [next(iter(part)) for part in nav][:4] == ["Home", "Decide", "Playbooks", "Checklists"]
    assert nav[0] == {"Home": "index.md"}


def test_families_stand_in_the_order_of_the_vocabulary(tmp_path: Path) -> None:
    lines = VOCABULARY.split("\n")
    lines[1], lines[2] = lines[2], lines[1]
    nav = navigation.of(the_library(tmp_path, **{"vocabulary.yml": "\n".join(lines)}), docs=[])
    assert tab(nav, "Playbooks") == [
        "playbooks/index.md",
        {"Dialogue": ["playbooks/dialogue/index.md", {"Hear them out": "playbooks/dialogue/hear-them-out.md"}]},
        {
            "Return on investment": [
                "playbooks/roi/index.md",
                {"ROI memo": "playbooks/roi/x.md"},
                {"Delay": "playbooks/roi/y.md"},
            ]
        },
    ]


def test_a_family_without_a_playbook_yet_has_its_page_all_the_same(tmp_path: Path) -> None:
    vocabulary = VOCABULARY.replace("roles:", "  adapting: {title: Adapting, promise: Go along well.}\nroles:")
    nav = navigation.of(the_library(tmp_path, **{"vocabulary.yml": vocabulary}), docs=[])
    assert {"Adapting": ["playbooks/adapting/index.md"]} in tab(nav, "Playbooks")


def test_pages_go_by_their_short_names(tmp_path: Path) -> None:
    nav = navigation.of(the_library(tmp_path), docs=[])
    assert {"Fight or follow": "playbooks/trees/fight-or-follow.md"} in tab(nav, "Decide")
    assert {"Trade fair": "playbooks/cases/fair-in-ten-weeks.md"} in tab(nav, "Cases")
    assert {"Hard meeting": "playbooks/checklists/meeting-ready.md"} in tab(nav, "Checklists")
    assert {
        "From playbooks": [{"ROI memo": "playbooks/checklists/x.md"}, {"Delay": "playbooks/checklists/y.md"}]
    } in tab(nav, "Checklists")


def test_hand_written_pages_come_after_the_library(tmp_path: Path) -> None:
    nav = navigation.of(the_library(tmp_path), docs=[{"About": "about.md"}])
    titles = [next(iter(part)) for part in nav]
    assert titles.index("About") > titles.index("Browse")


@pytest.fixture(scope="module")
def own() -> tuple[Library, list[Page]]:
    """The repository's own library and its pages; simulations are remembered as a build does."""
    library = load(ROOT).library
    assert library
    return library, list(site.pages(Renderer(library, nonce="abc", work_out=remembering(ROOT / ".cache/simulations"))))


def small(root: Path) -> tuple[Library, list[Page]]:
    library = the_library(root)
    return library, list(site.pages(Renderer(library, nonce="abc")))


def assert_each_page_is_named_once(library: Library, pages: list[Page]) -> None:
    named = sources(navigation.of(library, docs=[]))
    assert sorted({page.src for page in pages} - set(named)) == []
    assert [name for name in named if name not in {page.src for page in pages}] == []
    assert len(named) == len(set(named))


def test_every_page_of_the_site_stands_in_the_navigation_once(tmp_path: Path, own: tuple[Library, list[Page]]) -> None:
    assert_each_page_is_named_once(*own)
    assert_each_page_is_named_once(*small(tmp_path))


def test_no_two_pages_share_a_source_or_an_address(tmp_path: Path, own: tuple[Library, list[Page]]) -> None:
    for _, pages in (own, small(tmp_path)):
        assert len({page.src for page in pages}) == len({page.url for page in pages}) == len(pages)


def test_at_most_ten_tabs_fit_beside_each_other(tmp_path: Path) -> None:
    assert len(navigation.of(the_library(tmp_path), docs=[])) <= 10
