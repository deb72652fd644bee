"""Pictures in pages: the grid as a worksheet on the device, the map that leads on, a playbook as one printed card."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from conftest import ROOT
from playbook_site.library import Library, load
from playbook_site.pictures.pictures import PICTURES

GRID = "playbooks/map-the-stakeholders/"


@pytest.fixture(scope="module")
def library() -> Library:
    found = load(ROOT).library
    assert found
    return found


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_init_script("window.print = () => {}")
    yield context
    context.close()


@pytest.fixture
def grid(context: BrowserContext, server: str) -> Page:
    page = context.new_page()
    page.goto(server + GRID, wait_until="domcontentloaded")
    page.get_by_label("A role to place").wait_for()
    return page


def place(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_label("A role to place").fill(name)
        page.keyboard.press("Enter")


def chip(page: Page, name: str) -> Locator:
    return page.locator(".pb-grid__chip").filter(has_text=name)


def at(page: Page, name: str) -> tuple[float, float]:
    found = re.findall(r"[\d.]+", chip(page, name).get_attribute("transform") or "")
    return float(found[0]), float(found[1])


def stored(page: Page) -> Any:
    return json.loads(page.evaluate("localStorage.getItem('common-ground/power-and-interest')") or "null")


def test_a_role_is_placed_by_typing_and_moved_by_the_keyboard(grid: Page) -> None:
    place(grid, "Finance partner")
    grid.get_by_label("Power of Finance partner").focus()
    grid.keyboard.press("End")
    grid.get_by_label("Interest of Finance partner").focus()
    grid.keyboard.press("Home")
    assert at(grid, "Finance partner") == (32, 30)
    grid.get_by_role("button", name="Remove Finance partner").click()
    assert grid.locator(".pb-grid__chip").count() == 0


def test_a_role_is_moved_by_dragging_and_its_sliders_follow(grid: Page) -> None:
    place(grid, "Shift lead", "Head of the new market")
    grid.locator(".pb-grid").scroll_into_view_if_needed()
    start = chip(grid, "Shift lead").locator("circle").bounding_box()
    area = grid.locator(".pb-grid").bounding_box()
    assert start
    assert area
    grid.mouse.move(start["x"] + 8, start["y"] + 8)
    grid.mouse.down()
    grid.mouse.move(area["x"] + area["width"] + 50, area["y"] - 50, steps=3)
    grid.mouse.up()
    grid.mouse.move(area["x"], area["y"])
    assert at(grid, "Shift lead") == (348, 30)
    assert grid.get_by_label("Power of Shift lead").input_value() == "100"
    assert grid.get_by_label("Interest of Shift lead").input_value() == "100"
    assert at(grid, "Head of the new market") != (348, 30)


def test_the_grid_is_kept_only_when_asked_and_goes_when_unticked(grid: Page) -> None:
    place(grid, "Privacy counsel")
    assert stored(grid) is None
    grid.get_by_label("Keep it on this device").check()
    assert stored(grid) == [{"name": "Privacy counsel", "power": 15, "interest": 15}]
    grid.reload(wait_until="domcontentloaded")
    expect(chip(grid, "Privacy counsel")).to_be_visible()
    grid.get_by_label("Keep it on this device").uncheck()
    assert stored(grid) is None


@pytest.mark.parametrize(
    "corrupt", ['{"a": 1}', '[null, 7, {"name": 1}]', "[", '[{"name": "Ann <b>", "power": "x", "interest": 1e9}]']
)
def test_what_is_stored_wrongly_is_tamed(context: BrowserContext, server: str, corrupt: str) -> None:
    context.add_init_script(f"localStorage.setItem('common-ground/power-and-interest', {json.dumps(corrupt)})")
    page = context.new_page()
    page.goto(server + GRID, wait_until="domcontentloaded")
    place(page, "COO")
    names = page.locator(".pb-grid__chip text").all_text_contents()
    assert names in (["COO"], ["Ann <b>", "COO"])
    if len(names) == 2:
        assert at(page, "Ann <b>") == (348, 268)


def test_the_grid_prints_with_its_roles_and_without_its_form(grid: Page) -> None:
    place(grid, "Finance partner")
    grid.emulate_media(media="print")
    expect(chip(grid, "Finance partner")).to_be_visible()
    assert grid.locator(".pb-drawn :is(input, button)").filter(visible=True).count() == 0


def test_a_spot_of_the_map_shows_its_neighbours_and_leads_to_its_page(context: BrowserContext, server: str) -> None:
    page = context.new_page()
    page.goto(f"{server}browse/", wait_until="domcontentloaded")
    link = page.locator(".pb-map").get_by_role("link", name="Tripwires", exact=True)
    arcs = page.locator(".pb-map li").filter(has_text="Tripwires").locator("path")
    faint = arcs.first.evaluate("one => getComputedStyle(one).opacity")
    link.focus()
    assert float(arcs.first.evaluate("one => getComputedStyle(one).opacity")) > float(faint)
    link.press("Enter")
    expect(page).to_have_url(f"{server}playbooks/set-tripwires/")


def longest_playbooks(library: Library) -> list[str]:
    return sorted(library.playbooks, key=lambda id_: -len(library.playbooks[id_].document.body.sections["Steps"]))[:2]


def test_a_playbook_prints_as_one_card_and_the_page_is_whole_again_afterwards(
    context: BrowserContext, server: str, library: Library
) -> None:
    page = context.new_page()
    for id_ in (*longest_playbooks(library), "run-the-hard-meeting"):
        front = library.playbooks[id_].front
        page.goto(f"{server}playbooks/{id_}/", wait_until="domcontentloaded")
        for size in ("A4", "A5"):
            page.get_by_role("button", name="Print a card").click()
            assert len(re.findall(rb"/Type\s*/Page\b(?!s)", page.pdf(format=size))) == 1
            page.locator("html:not(.pb-as-card)").wait_for()
        page.get_by_role("button", name="Print a card").click()
        page.emulate_media(media="print")
        shown = page.locator(".md-content").inner_text()
        assert all(
            words in shown for words in (front.title, front.promise, "Steps", "Done when", f"{server}playbooks/{id_}/")
        )
        assert "Filled example" not in shown
        assert page.locator(".pb-printcard button").is_hidden()
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        page.emulate_media(media="null")
        assert "pb-as-card" not in (page.locator("html").get_attribute("class") or "")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_axe_violation_on_pages_with_pictures(browser: Browser, server: str, scheme: Any) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": 360, "height": 740})
    page, axe = context.new_page(), Axe()
    for playbook in list(PICTURES)[scheme == "dark" :: 2]:
        page.goto(f"{server}playbooks/{playbook}/", wait_until="domcontentloaded")
        if playbook == "map-the-stakeholders":
            place(page, "Finance partner")
        found = axe.run(page, context=".pb-drawn")
        assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
