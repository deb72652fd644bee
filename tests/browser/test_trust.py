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
from trust import STILL, kinds, listening, site_for, watch

Open: TypeAlias = Callable[..., Page]

CHECKLIST = "checklists/before-the-hard-meeting/"
SLOW = 30_000
"""Milliseconds that the search may take to read its index on a busy machine."""

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


def journey(page: Page) -> None:
    """What a reader does: search, read, tick, share, walk a tree, change colours."""
    find(page, "tripwires")
    page.locator(".md-search-result__link").first.click()
    expect(page.locator("main h1")).to_be_visible()
    page.get_by_role("link", name="Checklists", exact=True).first.click()
    page.get_by_role("article").locator(f'a[href*="{CHECKLIST.split("/")[1]}"]').first.click()
    box = page.locator(".pb-check__item input[type=checkbox]").first
    box.check()
    expect(page.get_by_role("status").first).to_contain_text("1 of")
    page.get_by_role("button", name="Share", exact=True).click()
    shared = page.get_by_label("Link", exact=True).input_value()
    assert "#?" in shared
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Decide", exact=True).first.click()
    page.get_by_role("article").locator('a[href*="advocate-or-adapt"]').first.click()
    page.locator(".pb-walk input[type=radio]").first.check()
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".pb-trail")).to_be_visible()
    switch_colours(page)
    page.goto(shared)
    expect(page.locator(".pb-check__item input[type=checkbox]").first).to_be_checked()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def find(page: Page, words: str) -> None:
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type(words)
    expect(page.locator(".md-search-result__link").first).to_be_visible(timeout=SLOW)


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
        assert page.evaluate("() => window.stays") is True
        page.goto(address)
        journey(page)
        page.close()
    assert wrong == []


def switch_colours(page: Page) -> None:
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("[data-md-component=palette] label:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default" if before == "slate" else "slate")


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


# Weight


def gzipped(*paths: Path) -> int:
    return sum(len(gzip.compress(path.read_bytes(), 9)) for path in paths)


@pytest.mark.xfail(
    strict=True, reason="Not met yet: the calculator and the brief weigh more; an open point of the trust work"
)
def test_our_scripts_and_sheets_weigh_at_most_25_kb(site: Path) -> None:
    ours = [
        path
        for pattern in ("site.*.js", "site.*.css", "search.*.js", "before-theme.*.js")
        for path in (site / "assets").glob(pattern)
    ]
    assert len(ours) == 4
    assert gzipped(*ours) <= 25_000, f"{gzipped(*ours):,} bytes gzipped"


@pytest.mark.xfail(strict=True, reason="Not met yet: the search index weighs more; an open point of the trust work")
def test_a_first_page_with_search_weighs_at_most_120_kb(opened: Open, site: Path, server: str) -> None:
    page = opened("404.html")
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url))
    page.goto(server)
    find(page, "tripwires")
    paths = [site / url.removeprefix(server).partition("?")[0] for url in asked if url.startswith(server)]
    weights = {
        path.relative_to(site).as_posix(): gzipped(path)
        for path in (path / "index.html" if path.is_dir() else path for path in paths)
    }
    assert sum(weights.values()) <= 120_000, weights
