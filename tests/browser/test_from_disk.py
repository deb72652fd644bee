"""The site opened from disk does what it does on a server: search, ticks, tree, calculator; and keeps to the policy."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from trust import find, journey, watch

from conftest import ROOT, build, serving
from playbook_site.publish import offline

CHECKLIST = "checklists/before-the-hard-meeting/index.html"
TREE = "trees/advocate-or-adapt/index.html"
COMPARISON = "comparisons/quick-fix-or-platform/index.html"
FOUND = "() => [...document.querySelectorAll('.md-search-result__link')].map((link) => [link.href.replace(/^.*?\\/(?=[\\w-]+\\/[\\w-]+\\/index|[\\w-]+\\/index|[\\w-]+\\.html)/, '').split('?')[0], link.innerText])"

Open = Callable[[str], Page]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `make offline` makes of the repository: a folder, and an archive beside it."""
    place = tmp_path_factory.mktemp("offline")
    done = build(ROOT, place / "built", "--no-directory-urls")
    assert done.returncode == 0, done.stderr
    offline.pack(place / "built", place / "a folder", place / "packed.zip")
    return place / "a folder"


@pytest.fixture
def opened(browser: Browser, folder: Path) -> Iterator[Open]:
    """Open a file of the folder; nothing may go wrong there, and nothing but files may be asked for."""
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    wrong = watch(page, folder.as_uri())

    def open_file(path: str) -> Page:
        page.goto(f"{folder.as_uri()}/{path}")
        return page

    yield open_file
    page.close()
    assert wrong == []


def test_from_disk_the_whole_journey_keeps_to_the_policy(opened: Open) -> None:
    journey(opened("index.html"))


def test_from_disk_the_search_finds_what_it_finds_on_a_server(opened: Open, folder: Path, browser: Browser) -> None:
    def found(page: Page) -> list[list[str]]:
        results: list[list[str]] = page.evaluate(FOUND)
        return results

    for base in serving(folder):
        there = browser.new_page()
        there.goto(f"{base}index.html")
        for words in ("tripwires", "they only care about the numbers"):
            find(there, words)
            here = opened("index.html")
            find(here, words)
            expect(here.locator(".md-search-result__meta")).to_have_text(
                there.locator(".md-search-result__meta").inner_text()
            )
            assert found(here) == found(there)
            there.goto(f"{base}index.html")
        there.close()
    here.locator(".md-search-result__link").first.click()
    expect(here.locator("main h1")).to_be_visible()


def test_from_disk_a_tick_is_kept(opened: Open) -> None:
    page = opened(CHECKLIST)
    page.locator(".pb-check__item input[type=checkbox]").first.check()
    expect(page.get_by_role("status").first).to_contain_text("1 of")
    page.reload()
    expect(page.locator(".pb-check__item input[type=checkbox]").first).to_be_checked()


def test_from_disk_the_tree_is_walked_and_its_address_leads_back(opened: Open) -> None:
    page = opened(TREE)
    page.locator(".pb-walk input[type=radio]").first.check()
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".pb-trail")).to_be_visible()
    assert "#?" in page.url
    page.reload()
    expect(page.locator(".pb-trail")).to_be_visible()


def test_from_disk_the_calculator_follows_and_simulates_without_a_worker(opened: Open) -> None:
    page = opened(COMPARISON)
    page.get_by_text("Change the numbers").click()
    sums = page.locator(".pb-calculator__sums")
    expect(sums).to_contain_text("simulated cases", timeout=30_000)
    before = sums.inner_text()
    field = page.locator(".pb-calculator__form input[data-key]:visible").first
    field.fill("40")
    expect(sums).not_to_have_text(before, timeout=30_000)
    expect(sums).to_contain_text("simulated cases", timeout=30_000)


def test_from_disk_the_memo_is_asked_for_and_taken_along(opened: Open) -> None:
    page = opened(COMPARISON)
    page.get_by_text("Take it with you").click()
    expect(page.locator(".pb-memo h2")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Cash flows as CSV").click()
    assert Path(download.value.path()).read_text(encoding="utf-8").startswith("option,line,kind,today,y1")


def test_every_link_from_disk_names_a_file(folder: Path) -> None:
    for path in folder.rglob("*.html"):
        for link in re.findall(r'href="([^"#?:]+)(?:[#?][^"]*)?"', path.read_text(encoding="utf-8")):
            if path.name == "404.html" and link.startswith("/"):
                continue
            assert (path.parent / link).is_file(), f"{path.relative_to(folder)}: {link}"


def test_the_archive_holds_the_folder_and_says_nothing_about_when(folder: Path) -> None:
    with zipfile.ZipFile(folder.parent / "packed.zip") as packed:
        names = [entry.filename for entry in packed.infolist()]
        assert {entry.date_time for entry in packed.infolist()} == {offline.EPOCH}
    files = sorted(f"packed/{path.relative_to(folder).as_posix()}" for path in folder.rglob("*") if path.is_file())
    assert sorted(names) == files
