"""The journey of a reader with a problem: home, search, playbook, its checklist, the tree, and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, expect

from conftest import until

PHONE = {"width": 360, "height": 740}

SEARCH = "[data-md-component=search-query]"

FIRST_SCREEN = """() => {
  const article = document.querySelector("article");
  const bottom = (node) => node ? node.getBoundingClientRect().bottom : Infinity;
  const firstLine = (node) => {
    if (!node) return Infinity;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = [...range.getClientRects()].find((rect) => rect.width > 0);
    return box ? box.bottom : Infinity;
  };
  const step = [...article.querySelectorAll("h2")].find((node) => node.id === "steps");
  return {
    title: bottom(article.querySelector("h1")),
    promise: bottom(article.querySelector(".pb-promise")),
    time: bottom(article.querySelector(".pb-facts__time")),
    "not for": bottom(article.querySelector(".pb-facts__not")),
    "first step": step ? firstLine(step.nextElementSibling.querySelector("li") || step.nextElementSibling) : Infinity,
    wide: document.documentElement.scrollWidth,
  };
}"""


class Watch:
    """What a browser asked for and what went wrong in it."""

    def __init__(self, context: BrowserContext) -> None:
        self.requests: list[str] = []
        self.wrong: list[str] = []
        context.on("request", lambda request: self.requests.append(request.url))
        context.on("requestfailed", self._failed)
        context.on(
            "response",
            lambda answer: self.wrong.append(f"{answer.status}: {answer.url}") if answer.status >= 400 else None,
        )
        context.on("weberror", lambda error: self.wrong.append(str(error.error)))
        context.on(
            "console", lambda message: self.wrong.append(message.text) if message.type in {"error", "warning"} else None
        )

    def _failed(self, request: Request) -> None:
        """A request that a reader cut short by going on is none that failed."""
        if request.failure != "net::ERR_ABORTED":
            self.wrong.append(f"{request.failure}: {request.url}")

    def elsewhere(self, server: str) -> list[str]:
        """Requests to any other host."""
        here = urlsplit(server).netloc
        return [
            url
            for url in self.requests
            if urlsplit(url).scheme not in {"data", "blob"} and urlsplit(url).netloc != here
        ]


@pytest.fixture
def watched(browser: Browser) -> Iterator[tuple[Page, Watch]]:
    """A reader's phone, and what it asks for."""
    context = browser.new_context(viewport=PHONE)
    watch = Watch(context)
    yield context.new_page(), watch
    context.close()


def test_from_home_by_search_to_a_playbook_its_checklist_the_tree_and_back(
    watched: tuple[Page, Watch], server: str
) -> None:
    page, watch = watched
    page.goto(server)
    expect(page.locator("h1")).to_have_text(re.compile("A hard decision ahead"))

    page.get_by_role("searchbox", name="What are they saying?").click()
    page.locator(SEARCH).press_sequentially("they only care about the numbers")
    memo = page.locator(".md-search-result__item > a[href*='playbooks/write-the-roi-memo/']").first
    expect(memo).to_be_visible()
    until(
        page,
        "[...document.querySelectorAll('.md-search-result__item > a')].slice(0, 3).some((a) => a.href.includes('/write-the-roi-memo/'))",
    )
    memo.click()
    page.wait_for_url(re.compile(r"/playbooks/write-the-roi-memo/"))
    expect(page.locator("h1")).to_have_text(re.compile("I have ten minutes with someone who thinks in money"))
    expect(page).to_have_title(re.compile("^ROI memo - "))

    page.locator("a.pb-check__source, .pb-check__from a").first.click()
    page.wait_for_url(re.compile(r"/checklists/roi-memo-ready/"))
    expect(page.locator("li[data-item^='roi-memo-ready/']").first).to_be_visible()

    page.goto(f"{server}ways-in/they-want-something-else/")
    page.locator("article a[href*='trees/advocate-or-adapt/']").first.click()
    page.wait_for_url(re.compile(r"/trees/advocate-or-adapt/"))
    expect(page.locator("#red-line")).to_be_attached()

    page.go_back()
    page.wait_for_url(re.compile(r"/ways-in/they-want-something-else/"))
    expect(page.locator("h1")).to_have_text(re.compile("They want something else than we do"))

    assert watch.elsewhere(server) == []
    assert watch.wrong == []


def test_the_tree_is_walked_by_links_alone_without_a_script(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    watch, page = Watch(context), context.new_page()
    page.goto(f"{server}trees/advocate-or-adapt/")
    asked, here = [], "red-line"
    while page.locator(f"section#{here}").get_attribute("data-outcome") is None:
        asked.append(here)
        answer = page.locator(f"section#{here} li[data-answer='no'] a, section#{here} li a").last
        here = (answer.get_attribute("href") or "").removeprefix("#")
        answer.click()
        assert page.url.endswith(f"#{here}")
        expect(page.locator(f"section#{here}")).to_be_in_viewport()
        assert len(asked) <= 7
    expect(page.locator(f"section#{here} .pb-outcome__advice")).to_be_visible()
    page.locator(f"section#{here} .pb-outcome__checklist a").click()
    page.wait_for_url(re.compile(r"/checklists/"))
    expect(page.locator("li[data-item]").first).to_be_visible()
    for _ in range(len(asked) + 1):
        page.go_back()
    assert page.url == f"{server}trees/advocate-or-adapt/"
    assert watch.elsewhere(server) == []
    context.close()


def test_the_first_phone_screen_of_every_playbook_says_what_when_and_how_to_begin(
    browser: Browser, site: Path, server: str
) -> None:
    pages = [path for path in sorted(site.glob("playbooks/*/index.html")) if "pb-facts__not" in path.read_text("utf-8")]
    assert len(pages) >= 38
    context = browser.new_context(viewport=PHONE)
    context.route(
        re.compile("assets/javascripts/bundle"), lambda route: route.fulfill(body="", content_type="text/javascript")
    )
    page = context.new_page()
    below: list[str] = []
    for id_ in (path.parent.name for path in pages):
        page.goto(f"{server}playbooks/{id_}/", wait_until="load")
        found = page.evaluate(FIRST_SCREEN)
        assert found.pop("wide") <= PHONE["width"], f"{id_} is wider than the screen"
        below += [f"{id_}: {part} ends at {at:.0f}" for part, at in found.items() if at > PHONE["height"]]
    context.close()
    assert below == []


def test_home_shows_all_its_ways_in_on_the_first_phone_screen(watched: tuple[Page, Watch], server: str) -> None:
    page, _ = watched
    page.goto(server)
    for words in (
        "In an hour I have a hard meeting",
        "They want something else than we do",
        "I need numbers",
        "I lost",
        "Someone could be harmed",
    ):
        link = page.locator("article").get_by_role("link", name=words)
        expect(link).to_be_in_viewport(ratio=1)
        box = link.bounding_box()
        assert box
        assert box["height"] >= 24
    expect(page.get_by_text("Advice, not policy.").first).to_be_visible()
    widths = "found => found.map(arrow => Math.round(arrow.getBoundingClientRect().width))"
    arrows = page.locator(".pb-way .pb-icon").evaluate_all(widths)
    assert len(arrows) == 4
    assert len(set(arrows)) == 1, "long words do not press an arrow"


def test_facets_hide_what_does_not_fit_and_show_it_again(watched: tuple[Page, Watch], server: str) -> None:
    page, watch = watched
    page.goto(f"{server}playbooks/")
    cards = page.locator(".pb-card")
    everything = cards.count()
    page.get_by_label("Moment").select_option("before-the-meeting")
    shown = cards.locator("visible=true")
    fitting = page.locator(".pb-card[data-moments~='before-the-meeting']").count()
    expect(shown).to_have_count(fitting)
    assert 0 < fitting < everything
    assert page.url.endswith("#?moments=before-the-meeting")
    page.reload()
    expect(shown).to_have_count(fitting)
    page.get_by_role("button", name="Show all").click()
    expect(shown).to_have_count(everything)
    assert watch.wrong == []
