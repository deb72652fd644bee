"""The site runs nothing that it should not, and everyone can read it: seen in a real browser."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from trust import SLOW, STILL, find, journey, kinds, listening, site_for, switch_colours, watch

Open: TypeAlias = Callable[..., Page]

CHECKLIST = "checklists/before-the-hard-meeting/"
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@pytest.fixture
def opened(browser: Browser, server: str) -> Iterator[Open]:
    """Open an address of the site in a fresh profile; nothing may go wrong there."""
    contexts, wrong = [], []

    def open_page(path: str = "", *, script: str = "", **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        wrong.append(watch(page, server))
        if script:
            page.add_init_script(script)
        page.goto(server + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [what for found in wrong for what in found] == []


# The policy


def test_the_whole_journey_keeps_to_the_policy(opened: Open) -> None:
    page = opened(viewport={"width": 1280, "height": 800})
    journey(page)


def test_the_whole_journey_keeps_to_the_policy_with_instant_navigation_and_headers(
    browser: Browser, tmp_path: Path
) -> None:
    with listening() as (address, place):
        place["directory"] = str(site_for(address, tmp_path))
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        wrong = watch(page, address)
        page.goto(address)
        page.evaluate("() => { window.stays = true; }")
        page.get_by_role("link", name="Cases", exact=True).first.click()
        expect(page.locator("main h1")).to_contain_text("Cases")
        page.get_by_role("link", name="Checklists", exact=True).first.click()
        page.get_by_role("article").locator('a[href*="before-the-hard-meeting"]').first.click()
        expect(page.locator(".pb-check__items").first).to_have_css("list-style-type", "none")
        page.locator(".pb-check__item input[type=checkbox]").first.check()
        expect(page.get_by_role("status").first).to_contain_text("1 of")
        expect(page.get_by_role("button", name="Share", exact=True)).to_have_count(1)
        assert page.evaluate("() => window.stays") is True, "scripts and sheets came without a reload"
        for id_, title in (("quick-fix-or-platform", "Quick fix now"), ("build-or-buy", "Build it ourselves")):
            page.get_by_role("link", name="Numbers", exact=True).first.click()
            page.get_by_role("article").locator(f'a[href*="{id_}"]').first.click()
            page.get_by_text("Take it with you").click()
            expect(page.locator(".pb-memo h2")).to_contain_text(title)
        assert page.evaluate("() => window.stays") is True, "the memo came without a reload"
        page.goto(address)
        journey(page)
        page.close()
    assert wrong == []


# Storage

GARBAGE = ("not json", "5", '"x"', "[]", "{}", "null", '{"index":99,"color":{}}', '{"index":0.5,"color":{"scheme":"slate"}}',
           '{"index":0,"color":{"a b":"x"}}', '{"index":0,"color":{"media":"(prefers-color-scheme)"}}', '{"index":0,"color":5}')  # fmt: skip

STORAGE = {
    "absent": 'Object.defineProperty(window, "localStorage", { get() { throw new DOMException("no", "SecurityError"); } });'
    'Object.defineProperty(window, "sessionStorage", { get() { throw new DOMException("no", "SecurityError"); } });',
    "undefined": 'Object.defineProperty(window, "localStorage", { value: undefined });'
    'Object.defineProperty(window, "sessionStorage", { value: null });',
    "throwing": "for (const name of ['getItem', 'setItem', 'removeItem', 'key']) Storage.prototype[name] = () => { throw new Error('no'); };",
    "full": "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };",
}


@pytest.mark.parametrize("state", STORAGE)
def test_without_storage_the_theme_works_and_a_tick_says_that_it_is_not_kept(opened: Open, state: str) -> None:
    page = opened(CHECKLIST, script=STORAGE[state])
    page.locator(".pb-check__item input[type=checkbox]").first.check()
    expect(page.get_by_text(re.compile(r"not (saved|kept)", re.IGNORECASE)).first).to_be_visible()
    switch_colours(page)
    find(page, "tripwires")


def test_whatever_storage_holds_the_theme_works(opened: Open) -> None:
    page = opened("404.html")
    for value in GARBAGE:
        page.evaluate(
            "(value) => { localStorage.setItem('/.__palette', value); sessionStorage.setItem('/.__palette', value); }",
            value,
        )
        page.reload()
        switch_colours(page)
    find(page, "tripwires")


# Reading


def faults(page: Page) -> list[str]:
    """What axe finds on the page as it is shown now."""
    found = Axe().run(page, options=AXE).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:160]} ({node['failureSummary']})" for fault in found for node in fault["nodes"]
    ]


def read(page: Page, address: str, paths: tuple[str, ...], width: int, scheme: str) -> list[str]:
    """What axe finds on pages of the site at one width in one scheme."""
    wrong = []
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 800})
    for path in paths:
        page.goto(address + path)
        expect(page.locator("body")).to_have_attribute(
            "data-md-color-scheme", "slate" if scheme == "dark" else "default"
        )
        page.evaluate(STILL)
        wrong += [f"{path} at {width} {scheme}: {fault}" for fault in faults(page)]
    return wrong


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1280, "light")])
def test_axe_finds_nothing_on_any_kind_of_page(page: Page, server: str, site: Path, width: int, scheme: str) -> None:
    assert read(page, server, kinds(site), width, scheme) == []


@pytest.mark.soak
@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page_at_all(page: Page, server: str, site: Path, width: int, scheme: str) -> None:
    every = tuple(path.relative_to(site).as_posix().removesuffix("index.html") for path in sorted(site.rglob("*.html")))
    assert len(every) > 100
    assert read(page, server, every, width, scheme) == []


def test_at_twice_the_size_nothing_is_cut_off_at_the_side(opened: Open, site: Path, server: str) -> None:
    page = opened(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    wide = []
    for path in kinds(site):
        for width in (640, 320):
            page.set_viewport_size({"width": width, "height": 400})
            page.goto(server + path, wait_until="domcontentloaded")
            over = page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
            wide += [f"{path} at {width}: {over} px"] if over > 0 else []
    assert wide == []


def test_in_forced_colours_controls_keep_their_outlines(opened: Open) -> None:
    page = opened(CHECKLIST, forced_colors="active", color_scheme="dark")
    box = page.locator(".pb-check__item input[type=checkbox]").first
    box.focus()
    page.keyboard.press("Space")
    expect(box).to_be_checked()
    assert box.evaluate(
        "(box) => getComputedStyle(box).outlineStyle !== 'none' || getComputedStyle(box.closest('label') ?? box).outlineStyle !== 'none'"
    )
    assert page.evaluate("() => matchMedia('(forced-colors: active)').matches")


def test_on_paper_there_is_the_text_and_not_the_way_round_the_site(opened: Open, site: Path, server: str) -> None:
    page = opened()
    page.emulate_media(media="print")
    for path in kinds(site):
        page.goto(server + path, wait_until="domcontentloaded")
        expect(page.locator("main :is(h1, h2, h3):visible").first).to_be_visible()
        for part in (".md-header", ".md-tabs", ".md-sidebar", ".md-search__inner"):
            for shown in page.locator(part).all():
                expect(shown).to_be_hidden()


# Search

NONE, SOME = "No matching documents", re.compile("matching document")


def test_words_that_did_not_come_are_asked_for_again_and_come_once(page: Page, server: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "words.json" in request.url else None)
    page.route("**/search/words.json", lambda route: route.abort())
    page.goto(server, wait_until="networkidle")
    assert asked == []
    page.locator("[data-md-component=search-query]").click()
    expect(page.locator(".md-search-result__meta")).to_have_text("Type to start searching", timeout=SLOW)
    page.keyboard.type("t")
    expect(page.locator(".md-search-result__meta")).to_have_text(NONE, timeout=SLOW)
    page.unroute("**/search/words.json")
    page.keyboard.type("ripwires")
    expect(page.locator(".md-search-result__meta")).to_have_text(SOME, timeout=SLOW)
    expect(page.locator(".md-search-result__link").first).to_be_visible(timeout=SLOW)
    before = len(asked)
    page.keyboard.type(" debt")
    expect(page.locator(".md-search-result__meta")).to_have_text(SOME, timeout=SLOW)
    assert len(asked) == before


# Weight


def gzipped(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


GUARD = '(function(){"use strict";'
"""How our part of before-theme.js begins."""


def weight_of_ours(path: Path) -> int:
    """What of a file we wrote, gzipped.

    Two files took the place of the theme's inline scripts. All of the one is the theme's, and of the
    other what stands before our guard: both came with every page before, and are not ours to count.
    """
    if stem(path.name) == "palette":
        return 0
    guard = path.read_text(encoding="utf-8").find(GUARD) if stem(path.name) == "before-theme" else 0
    assert guard >= 0
    return gzipped(path) - (len(gzip.compress(path.read_bytes()[:guard], 9)) if guard else 0)


def ours(site: Path, page: Path, attribute: str = "src|href") -> set[Path]:
    """Our scripts and sheets that a page asks for, and the files that hold the theme's inline scripts.

    What the search asks for once somebody searches is counted on every page.
    """
    asked = re.findall(
        rf'(?:{attribute})="[./]*(assets/[\w-]+\.[0-9a-f]{{8}}\.(?:js|css))"', page.read_text(encoding="utf-8")
    )
    searching = {
        path for path in (site / "assets").glob("search*.js") if stem(path.name) in ("search", "search-telling")
    }
    return {*(site / path for path in asked), *searching}


def test_no_page_asks_for_more_than_25_kb_of_our_scripts_and_sheets(site: Path) -> None:
    """Each file gzipped by itself. The calculator is not among them: a page asks for it when its fold is opened."""
    weights = {
        page.relative_to(site).as_posix(): sum(map(weight_of_ours, ours(site, page)))
        for page in site.rglob("*.html")
        if "pb-moved" not in page.read_text(encoding="utf-8")
    }
    heaviest = max(weights, key=lambda page: weights[page])
    assert len(weights) > 100
    assert weights[heaviest] <= 25_000, f"{heaviest}: {weights[heaviest]:,} bytes gzipped"
    assert weights["index.html"] <= 9_000, f"{weights['index.html']:,} bytes gzipped"


COMPARISON = "comparisons/quick-fix-or-platform/"


def of_the_calculator(page: Page, site: Path, server: str) -> Iterator[dict[str, int]]:
    """Our scripts and sheets that a browser was given: with the calculator open and used, then with the memo too."""
    given: set[str] = set()
    page.on("request", lambda request: given.add(request.url.removeprefix(server)))

    def weights() -> dict[str, int]:
        found = {path for path in given if re.fullmatch(r"assets/[\w-]+\.[0-9a-f]{8}\.(js|css)", path)}
        return {path: weight_of_ours(site / path) for path in found}

    page.goto(server + COMPARISON, wait_until="networkidle")
    page.get_by_text("Change the numbers").click()
    page.locator('[data-key="platform-upfront"]').fill("500")
    expect(page.locator(".pb-calculator__live")).to_contain_text(re.compile(r"\d% of the simulated"), timeout=SLOW)
    yield weights()
    page.get_by_text("Take it with you").click()
    expect(page.locator(".pb-memo h2")).to_be_visible()
    yield weights()


def test_with_the_calculator_open_too_our_scripts_and_sheets_weigh_at_most_25_kb(
    opened: Open, site: Path, server: str
) -> None:
    weights = next(of_the_calculator(opened("404.html"), site, server))
    assert sum(weights.values()) <= 25_000, weights


def test_the_calculator_is_asked_for_by_one_fold_and_the_memo_by_another(opened: Open, site: Path, server: str) -> None:
    open_, all_ = of_the_calculator(opened("404.html"), site, server)
    assert set(map(stem, all_)) - set(map(stem, open_)) == {"comparison-memo"}
    at_once = {stem(path.name) for path in ours(site, site / COMPARISON / "index.html")} - {"search-telling"}
    assert {*map(stem, all_)} >= at_once
    assert sum(open_.values()) <= 25_000, open_
    assert sum(all_.values()) <= 28_900, all_


def stem(path: str) -> str:
    return path.rpartition("/")[2].partition(".")[0]


def test_a_script_that_did_not_come_is_said_and_asked_for_again(page: Page, server: str) -> None:
    page.goto(server + COMPARISON)
    for name, shown in (("Change the numbers", ".pb-calculator__sums p"), ("Take it with you", ".pb-memo h2")):
        page.route("**/assets/comparison*.js", lambda route: route.abort())
        fold = page.locator("details.pb-group", has=page.get_by_text(name))
        fold.locator("summary").click()
        expect(fold.get_by_role("status").first).to_contain_text("did not load")
        page.unroute("**/assets/comparison*.js")
        fold.locator("summary").click()
        fold.locator("summary").click()
        expect(page.locator(shown).first).to_be_visible()
        expect(page.get_by_text("did not load")).to_have_count(0)


def weights_of(page: Page, site: Path, server: str, path: str, words: str = "") -> dict[str, int]:
    """What a browser with nothing kept asks for, gzipped: to show a page, and to find some words from there."""
    page.goto("about:blank")
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(server + path, wait_until="networkidle")
    if words:
        find(page, words)
    paths = [site / url.removeprefix(server).partition("?")[0] for url in asked if url.startswith(server)]
    files = [path / "index.html" if path.is_dir() else path for path in paths]
    return {path.relative_to(site).as_posix(): gzipped(path) for path in files}


@pytest.mark.parametrize("path", ["", "playbooks/map-the-stakeholders/", "trees/advocate-or-adapt/"])
def test_a_first_page_weighs_at_most_120_kb(opened: Open, site: Path, server: str, path: str) -> None:
    """Before anybody searches: the words of all pages come with the first query."""
    weights = weights_of(opened("404.html"), site, server, path)
    assert "search/words.json" not in weights
    assert 60_000 < sum(weights.values()) <= 120_000, weights


@pytest.mark.xfail(
    strict=True,
    reason="Not met: the theme's own files take 72 kB and the words of all pages 233 kB; titles alone would fill the rest",
)
def test_a_first_page_with_search_weighs_at_most_120_kb(opened: Open, site: Path, server: str) -> None:
    weights = weights_of(opened("404.html"), site, server, "", "tripwires")
    assert "search/words.json" in weights
    assert sum(weights.values()) <= 120_000, weights
