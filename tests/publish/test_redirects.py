"""Old addresses: with a script they lead on and keep what stands behind #; without one they say where to go."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from conftest import serving
from playbook_site.publish import redirects
from playbook_site.publish.permalinks import Registry, load_published
from playbook_site.publish.redirects import Moved
from playbook_site.rendering import Renderer
from published_library import Files, the_files, write_playbooks

GONE = {"why": "Q&A covers it: 3 < 5.", "date": "2026-11-20"}
REGISTRY = """\
checklist:run-the-meeting
item:run-the-meeting/slides
checklist:leaving
item:leaving/two-nights
item:leaving/told-them
playbook:memo
item:memo/aloud
case:dull
"""


def the_moved_files() -> Files:
    """The small library after a year of renaming and retiring."""
    files = the_files()
    files["checklists/weigh-exit.md"] = {
        **files.pop("checklists/leaving.md"),
        "aliases": ["leaving"],
        "items": {"nights": {"do": "Two nights & a day", "aliases": ["two-nights"]}},
        "retired": {"told-them": {"why": "Nobody did.", "date": "2026-11-20"}},
    }
    memo = files["dialogue/write-the-memo.md"]
    memo["aliases"] = ["memo"]
    memo["checklist"]["said-aloud"]["aliases"] = ["aloud"]
    files["dialogue/run-the-meeting.md"]["retired"] = {"slides": GONE}
    files["trees/fight-or-adapt.md"]["aliases"] = ["old-tree"]
    files["retired.yml"] = {"case/dull": GONE}
    return files


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    loaded = load_published(write_playbooks(tmp_path_factory.mktemp("moved"), the_moved_files(), REGISTRY))
    assert loaded.library, [str(problem) for problem in loaded.problems]
    return Renderer(loaded.library, nonce="a")


@pytest.fixture(scope="module")
def old(renderer: Renderer) -> dict[str, Moved]:
    things = Registry.parse(REGISTRY).with_published(renderer.library)
    pages = redirects.moved(renderer.library, things, set(_live(renderer)))
    return {page.url: page for page in pages}


def _live(renderer: Renderer) -> Iterator[str]:
    library = renderer.library
    yield from ("sources/", "glossary/", "objections/", "ways-in/meeting/", "families/dialogue/")
    for kind in ("playbooks", "checklists", "trees", "cases"):
        yield from (f"{kind}/{id_}/" for id_ in getattr(library, kind))


def test_only_old_addresses_of_pages_are_made(old: dict[str, Moved]) -> None:
    assert set(old) == {
        "cases/dull/",
        "checklists/leaving/",
        "checklists/memo/",
        "checklists/run-the-meeting/",
        "playbooks/memo/",
        "trees/old-tree/",
    }


def test_an_old_checklist_lists_its_items_under_their_old_ids(old: dict[str, Moved]) -> None:
    page = old["checklists/leaving/"]
    assert (page.to, page.title, page.gone) == (("checklists/weigh-exit/", ""), "Before you leave", None)
    assert [(inner.anchors, inner.to, bool(inner.gone)) for inner in page.inner] == [
        (("nights", "two-nights"), ("checklists/weigh-exit/", "nights"), False),
        (("told-them",), ("checklists/weigh-exit/", "told-them"), True),
    ]


def test_an_old_playbook_leads_to_its_items_on_the_new_page(old: dict[str, Moved]) -> None:
    page = old["playbooks/memo/"]
    assert page.to == ("playbooks/write-the-memo/", "")
    assert [(inner.anchors, inner.to) for inner in page.inner] == [
        (("item-said-aloud", "item-aloud"), ("playbooks/write-the-memo/", "item-said-aloud")),
        (("item-on-paper",), ("playbooks/write-the-memo/", "item-on-paper")),
    ]


def test_an_old_tree_lists_its_questions_and_outcomes(old: dict[str, Moved]) -> None:
    assert [(inner.anchors[0], inner.title) for inner in old["trees/old-tree/"].inner] == [
        ("adapt", "Go along"),
        ("fight", "Make the case"),
        ("still-open", "Is it still open?"),
    ]


def written(renderer: Renderer, pages: dict[str, Moved], folder: Path, site_url: str = "") -> Path:
    for asset in redirects.files(renderer, pages.values(), site_name="Common Ground", site_url=site_url):
        path = folder / asset.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(asset.text, encoding="utf-8")
    return folder


def test_an_old_page_is_whole_without_a_script_and_has_none_in_it(
    renderer: Renderer, old: dict[str, Moved], tmp_path: Path
) -> None:
    folder = written(renderer, old, tmp_path, site_url="https://example.com/")
    html = (folder / "checklists/leaving/index.html").read_text(encoding="utf-8")
    tree = LexborHTMLParser(html)
    assert tree.css_first("h1").text() == "This page has moved"
    assert tree.css_first("a[data-moved-to]").attributes["href"] == "../weigh-exit/"
    assert tree.css_first("link[rel=canonical]").attributes["href"] == "https://example.com/checklists/weigh-exit/"
    assert tree.css_first("li:has(#two-nights) a").attributes["href"] == "../weigh-exit/#nights"
    assert tree.css_first("li:has(#two-nights)").text() == "Two nights & a day"
    assert tree.css_first("#told-them").text() == "No longer here since 2026-11-20: Nobody did."
    assert [node.text() for node in tree.css("script")] == [""]
    assert not tree.css("style, [style], [onload]")


def test_a_retired_page_says_why_and_since_when_and_nothing_in_it_is_markup(
    renderer: Renderer, old: dict[str, Moved], tmp_path: Path
) -> None:
    html = (written(renderer, old, tmp_path) / "cases/dull/index.html").read_text(encoding="utf-8")
    tree = LexborHTMLParser(html)
    assert tree.css_first("h1").text() == "This page was retired"
    assert "Retired on 2026-11-20: Q&A covers it: 3 < 5." in tree.body.text()  # type: ignore[union-attr]
    assert not tree.css("script, [data-moved-to], link[rel=canonical]")


def test_where_nothing_moved_nothing_is_written(renderer: Renderer) -> None:
    assert list(redirects.files(renderer, (), site_name="A", site_url="")) == []


@pytest.fixture(scope="module")
def address(renderer: Renderer, old: dict[str, Moved], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = written(renderer, old, tmp_path_factory.mktemp("served"))
    for page in ("checklists/weigh-exit", "playbooks/write-the-memo"):
        path = folder / page / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("<!doctype html><title>New</title><p>New", encoding="utf-8")
    yield from serving(folder)


@pytest.fixture(scope="module")
def tab(browser: Browser) -> Iterator[Page]:
    page = browser.new_page()
    yield page
    page.close()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("checklists/leaving/", "checklists/weigh-exit/"),
        ("checklists/leaving/#two-nights", "checklists/weigh-exit/#nights"),
        ("checklists/leaving/#?done=two-nights&na=a.b", "checklists/weigh-exit/#?done=two-nights&na=a.b"),
        ("checklists/leaving/?h=x#two-nights?done=two-nights", "checklists/weigh-exit/?h=x#nights?done=two-nights"),
        ("checklists/leaving/#a-heading", "checklists/weigh-exit/#a-heading"),
        ("checklists/leaving/#//evil.example/?a", "checklists/weigh-exit/#//evil.example/?a"),
        ("playbooks/memo/#item-aloud", "playbooks/write-the-memo/#item-said-aloud"),
        ("checklists/leaving/#told-them", "checklists/weigh-exit/#told-them"),
        ("checklists/run-the-meeting/#slides", "checklists/run-the-meeting/#slides"),
        ("cases/dull/#x", "cases/dull/#x"),
    ],
)
def test_a_script_leads_on_and_keeps_item_and_state(address: str, tab: Page, before: str, after: str) -> None:
    faults: list[str] = []
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.goto("about:blank")
    opened = tab.goto(address + before)
    assert opened
    assert opened.ok
    tab.wait_for_url(address + after, timeout=5000)
    tab.wait_for_timeout(100)
    assert tab.url == address + after
    assert faults == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_old_page_reads_well_on_a_phone_without_a_script(
    address: str, browser: Browser, scheme: Any, axe: Callable[[Page], list[str]]
) -> None:
    context = browser.new_context(java_script_enabled=True, color_scheme=scheme, viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(address + "checklists/leaving/#two-nights")
    assert page.title() == "This page has moved"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("li:has(#two-nights) a").bounding_box()["height"] >= 44  # type: ignore[index]
    assert axe(page) == []
    page.locator("li:has(#two-nights) a").click()
    assert page.url == address + "checklists/weigh-exit/#nights"
    context.close()


@pytest.fixture
def axe() -> Callable[[Page], list[str]]:
    from axe_playwright_python.sync_playwright import Axe  # noqa: PLC0415 - reads a large file, for these tests alone

    return lambda page: [violation["id"] for violation in Axe().run(page).response["violations"]]
