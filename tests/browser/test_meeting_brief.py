"""In an hour: from home to the right page and to one printed page, by thumb, by keyboard, and without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, expect

from conftest import ROOT
from playbook_site.library import Library, load

KINDS = (
    "decide-between-options", "ask-for-money-or-people", "bring-bad-news",
    "steering", "one-to-one-with-the-decider", "after-losing",
)  # fmt: skip
WALK = "https://playbooks.example.com/trees/advocate-or-adapt/#?red-line=no&status=open&stakes=large&_to=hybrid"
FILLED = {
    "what": "Reseller ordering, with the COO, 15 January at 14:00",
    "disagreement": (
        "We agree that resellers must order live this year. We differ on their number by December, because you expect "
        "ten and I expect fifty."
    ),
    "ask": "Choose ten resellers live for the March fair, behind a clean interface, with the follow-up funded today.",
    "fallback": "Ten resellers hard-wired, with the limit of ten and the end date of 30 September in writing.",
    "point-1": "We all want resellers ordering live at the fair. What is left to choose is how we get out of it again.",
    "point-2": "Over five years the quick fix and the platform are about equal: -221 to 229 kEUR, the middle is -8.",
    "point-3": "My weak spot: the Danish income is a forecast. If I am wrong about it, we see it by 1 June.",
    "answer-1": (
        "What happens on that date, and who counts on it? By that date, ordering works for ten resellers. We go no "
        "further than that until the interface stands. The rest is in the same plan, from 1 April, for 320 kEUR."
    ),
    "answer-2": (
        "Which result would change your mind, and which one should change mine? We can test the number of resellers, by "
        "1 March, for four days of work. If more than ten sign, we build the interface first; if not, I withdraw the ask."
    ),
}

Brief = Callable[..., Page]


@pytest.fixture(scope="module")
def library() -> Library:
    found = load(ROOT).library
    assert found
    return found


@pytest.fixture(scope="module")
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    context.add_init_script("window.print = () => { window.printed = (window.printed ?? 0) + 1; }")
    yield context
    context.close()


@pytest.fixture
def open_brief(context: BrowserContext, server: str) -> Iterator[Brief]:
    opened: list[Page] = []

    def run(kind: str = KINDS[0]) -> Page:
        page = context.new_page()
        opened.append(page)
        page.goto(f"{server}meetings/{kind}/", wait_until="domcontentloaded")
        page.get_by_role("button", name="Print on one page").wait_for()
        return page

    yield run
    for page in opened:
        page.close()


def fill(page: Page) -> None:
    for name, words in FILLED.items():
        page.locator(f"#brief-{name}").fill(words)
    page.locator("#brief-walk").fill(WALK)
    page.locator("#brief-comparison").select_option("quick-fix-or-platform")


def pages_in(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize("kind", KINDS)
def test_a_filled_brief_prints_on_exactly_one_page(open_brief: Brief, kind: str) -> None:
    page = open_brief(kind)
    fill(page)
    assert {size: pages_in(page.pdf(format=size)) for size in ("A4", "Letter")} == {"A4": 1, "Letter": 1}


def test_the_printed_page_holds_what_was_written_and_nothing_to_press(open_brief: Brief) -> None:
    page = open_brief()
    fill(page)
    page.emulate_media(media="print")
    shown = page.locator(".md-content").inner_text()
    missing = [words for name, words in FILLED.items() if words not in shown]
    assert missing == []
    assert "Propose a middle way with limits (Blend)" in shown
    assert "Illustrative." in shown
    assert page.locator(".pb-brief__chart").filter(visible=True).count() == 1
    assert page.locator("button, select, textarea, .md-header, .pb-steps").filter(visible=True).count() == 0


def test_what_was_left_empty_leaves_no_heading_on_paper(open_brief: Brief) -> None:
    page = open_brief()
    for field in page.locator("[data-part=hard-2] .pb-field:not(select)").all():
        field.fill("")
    page.emulate_media(media="print")
    assert page.locator("h3:visible").all_inner_texts() == [
        "We decide between options", "The disagreement", "My ask", "My fallback", "Three talking points",
        "Hard objection 1", "In the room", "Before the hard meeting",
    ]  # fmt: skip


def test_the_fullest_brief_still_prints_on_one_page(open_brief: Brief) -> None:
    page = open_brief("ask-for-money-or-people")
    page.locator("#brief-comparison").select_option(index=1)
    for field in page.locator(".pb-brief textarea, .pb-brief input:not([type])").all():
        longest = int(field.get_attribute("maxlength") or 0)
        field.fill(("Warehouse MOMENTUM " * 120)[: min(longest, 400)])
    assert {size: pages_in(page.pdf(format=size)) for size in ("A4", "Letter")} == {"A4": 1, "Letter": 1}


def test_dark_readers_print_dark_words_on_white(browser: Browser, server: str) -> None:
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(f"{server}meetings/steering/", wait_until="domcontentloaded")
    page.emulate_media(media="print", color_scheme="dark")
    colour = page.locator(".pb-brief h3").nth(1).evaluate("one => getComputedStyle(one).color")
    assert sum(int(part) for part in re.findall(r"\d+", colour)) < 400
    context.close()


def test_without_a_script_there_is_a_sequence_and_a_form_on_one_page(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    for kind in KINDS[::3]:
        page.goto(f"{server}meetings/{kind}/")
        assert page.locator(".pb-steps > li").count() >= 10
        assert page.locator(".pb-brief__acts, .pb-brief select").filter(visible=True).count() == 0
        page.locator("#brief-ask").fill("Ten resellers by March.")
        page.keyboard.press("Enter")
        assert page.url == f"{server}meetings/{kind}/"
        assert pages_in(page.pdf(format="A4")) == 1
    context.close()


def tap(page: Page, words: str) -> None:
    page.locator(".md-content").get_by_role("link", name=words, exact=False).first.tap()
    page.wait_for_load_state("domcontentloaded")


@pytest.mark.parametrize(
    ("row", "second", "title"),
    [
        ("In an hour I have a hard meeting", "I bring bad news", "I bring bad news"),
        ("They want something else than we do", "Advocate or adapt?", "Advocate or adapt?"),
        ("I need numbers", "I have ten minutes with someone who thinks in money", "I have ten minutes with someone"),
        ("I lost", "I lost the argument. Now what?", "I lost the argument. Now what?"),
        ("Someone could be harmed", "Someone could be harmed, deceived", "Someone could be harmed, deceived"),
    ],
)
def test_two_taps_lead_from_home_to_the_right_page(
    browser: Browser, server: str, row: str, second: str, title: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(server, wait_until="domcontentloaded")
    tap(page, row)
    tap(page, second)
    expect(page.locator("h1")).to_contain_text(title)
    context.close()


def test_every_row_of_home_is_as_high_as_a_thumb_and_above_the_fold(
    browser: Browser, server: str, library: Library
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640})
    page = context.new_page()
    page.goto(server, wait_until="domcontentloaded")
    ways = [way for way in library.vocabulary.ways_in.values() if way.tone != "browse"]
    for way in ways:
        box = page.locator(".md-content").get_by_role("link", name=way.says).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 640
        assert box["height"] >= (24 if way.tone == "red-line" else 44)
    context.close()


def test_from_home_to_a_printed_brief_in_less_than_two_minutes(context: BrowserContext, server: str) -> None:
    page = context.new_page()
    page.goto(server, wait_until="domcontentloaded")
    start = page.evaluate("Date.now()")
    for words in ("In an hour I have a hard meeting", "We decide between options", "To the one-page brief"):
        page.locator(".md-content").get_by_role("link", name=words).first.click()
    page.get_by_role("button", name="Print on one page").wait_for()
    for name, words in FILLED.items():
        page.locator(f"#brief-{name}").click()
        page.locator(f"#brief-{name}").fill(words)
    page.locator("#brief-walk").fill(WALK)
    page.locator("#brief-comparison").select_option("quick-fix-or-platform")
    page.get_by_role("button", name="Print on one page").click()
    assert page.evaluate("window.printed") == 1
    assert page.evaluate("Date.now()") - start < 120_000
    page.close()


@pytest.mark.parametrize(
    ("pasted", "stands", "said"),
    [
        (WALK, "Propose a middle way with limits (Blend)", "The outcome is in the brief, your answers are not."),
        (f"{WALK[:-6]}commit", "Disagree, commit, and agree on tripwires (Adapt)", "The outcome is in the brief, your answers are not."),
        (WALK.partition("&_to")[0], "", "This address names no outcome."),
        (f"{WALK[:-6]}constructor", "", "This address names no outcome."),
        ("A middle way, says the tree", "A middle way, says the tree", ""),
    ],
)  # fmt: skip
def test_an_address_of_a_walk_becomes_its_outcome_and_its_answers_stay_out(
    open_brief: Brief, pasted: str, stands: str, said: str
) -> None:
    page = open_brief()
    page.locator("#brief-walk").fill(pasted)
    assert page.locator("#brief-walk").input_value() == stands
    assert page.locator(".pb-brief__acts [role=status]").inner_text() == said
    assert "red-line" not in page.locator(".pb-brief").inner_text()


def test_another_objection_brings_its_answer(open_brief: Brief, library: Library) -> None:
    page = open_brief()
    page.locator("#brief-objection-2").select_option("later")
    later = library.objections.root["later"]
    assert page.locator("#brief-they-2").input_value() == "“Later”"
    assert page.locator("#brief-answer-2").input_value() == f"{later.ask_first} {later.answer}"
    assert page.locator("#brief-objection-2 option").count() == len(library.objections.root)


def test_a_tap_on_a_blank_marks_it_for_typing(open_brief: Brief) -> None:
    page = open_brief()
    marked = """() => {
      const field = document.querySelector("#brief-ask");
      const at = field.value.indexOf("___") + 2;
      field.setSelectionRange(at, at);
      field.dispatchEvent(new MouseEvent("click", { bubbles: true }));
      return field.value.slice(field.selectionStart, field.selectionEnd);
    }"""
    assert page.evaluate(marked) == "___"


def test_the_brief_is_copied_as_markdown_and_as_rich_text(open_brief: Brief) -> None:
    page = open_brief()
    fill(page)
    page.evaluate(
        "() => { window.copied = []; navigator.clipboard.writeText = async text => { window.copied.push(text); };"
        "navigator.clipboard.write = async ([item]) => { for (const type of item.types) window.copied.push(await (await item.getType(type)).text()); }; }"
    )
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator(".pb-brief__acts [role=status]")).to_have_text("Copied.")
    (markdown,) = page.evaluate("window.copied")
    assert markdown.startswith(
        "# Brief: We decide between options\n\nReseller ordering, with the COO, 15 January at 14:00\n\n## The disagreement\n\n"
        "We agree that resellers must order live this year."
    )
    assert "\n\n## Three talking points\n\n1. We all want resellers ordering live at the fair." in markdown
    assert "\n\n## Before the hard meeting\n\n- [ ] Whoever decides has said that they will be there\n" in markdown
    assert markdown.endswith("Advice, not policy.\n")
    page.get_by_role("button", name="Copy for Confluence").click()
    page.evaluate("async () => { while (window.copied.length < 3) await new Promise(requestAnimationFrame); }")
    rich = page.evaluate("window.copied.at(-1)")
    assert "<h2>My ask</h2><p>Choose ten resellers live" in rich
    assert "☐ Whoever decides" in rich


def stored(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(page.evaluate("JSON.stringify({...localStorage})"))
    return {key: value for key, value in found.items() if "brief/" in key}


def test_nothing_is_kept_or_sent_before_it_is_asked_for(open_brief: Brief) -> None:
    page = open_brief()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    fill(page)
    assert stored(page) == {}
    assert [url for url in asked if "assets/" not in url and "search/" not in url] == []
    page.reload(wait_until="domcontentloaded")
    page.get_by_role("button", name="Print on one page").wait_for()
    assert page.locator("#brief-what").input_value() == ""


def test_a_kept_brief_comes_back_on_its_own_meeting_alone_and_goes_when_it_is_unticked(open_brief: Brief) -> None:
    page = open_brief()
    page.get_by_label("Keep it on this device").check()
    fill(page)
    again = open_brief()
    assert {name: again.locator(f"#brief-{name}").input_value() for name in FILLED} == FILLED
    assert again.locator(".pb-brief__chart").filter(visible=True).count() == 1
    assert open_brief("steering").locator("#brief-what").input_value() == ""
    again.get_by_label("Keep it on this device").uncheck()
    assert stored(again) == {}


@pytest.mark.parametrize("corrupt", ["null", "[1]", '{"brief-ask": 7, "brief-what": {"a": 1}}', "{", '"text"'])
def test_what_is_stored_wrongly_does_no_harm(open_brief: Brief, corrupt: str) -> None:
    page = open_brief()
    before = page.locator("#brief-ask").input_value()
    page.evaluate("text => localStorage.setItem('common-ground/brief/decide-between-options', text)", corrupt)
    again = open_brief()
    assert again.locator("#brief-ask").input_value() == before
    page.evaluate("localStorage.clear()")


def test_a_browser_that_keeps_nothing_says_so(open_brief: Brief) -> None:
    page = open_brief()
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full'); }; }")
    page.get_by_label("Keep it on this device").click()
    expect(page.locator(".pb-brief__acts [role=status]")).to_have_text(
        "Not kept: this browser keeps nothing for this site."
    )
    assert not page.get_by_label("Keep it on this device").is_checked()


def test_the_keyboard_goes_through_the_brief_in_the_order_of_the_page(open_brief: Brief) -> None:
    page = open_brief()
    page.locator("#brief-what").focus()
    met = []
    for _ in range(18):
        page.keyboard.press("Tab")
        met.append(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    assert met == [
        "brief-disagreement", "brief-ask", "brief-fallback", "brief-point-1", "brief-point-2", "brief-point-3",
        "brief-objection-1", "brief-they-1", "brief-answer-1", "brief-objection-2", "brief-they-2", "brief-answer-2",
        "brief-walk", "brief-comparison", "brief-line",
        "Print on one page", "Copy as Markdown", "Copy for Confluence, Notion, mail",
    ]  # fmt: skip


@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("dark", 1280)])
def test_no_axe_violation_on_the_ways_in_and_the_brief(browser: Browser, server: str, scheme: Any, width: int) -> None:
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 740})
    page, axe = context.new_page(), Axe()
    urls = ("meetings/", "meetings/bring-bad-news/", "ways-in/hard-meeting/", "browse/", "404.html")
    for url in urls if scheme == "light" else urls[1::2]:
        page.goto(f"{server}{url}", wait_until="load")
        if "bring" in url:
            page.get_by_role("button", name="Print on one page").wait_for()
            fill(page)
        found = axe.run(page, context="article")
        assert [f"{url} {one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_an_address_that_does_not_exist_offers_the_search_and_the_ways_in(
    page: Page, server: str, library: Library
) -> None:
    page.goto(f"{server}404.html", wait_until="domcontentloaded")
    for way in library.vocabulary.ways_in.values():
        if way.tone != "browse":
            link = page.locator("article").get_by_role("link", name=way.says)
            assert page.request.get(str(link.evaluate("one => one.href"))).ok
    page.get_by_role("searchbox", name="What are they saying?").fill("no time")
    expect(page.locator(".md-search-result__item").first).to_be_visible()


MEASURE = """() => new Promise(done => {
  let shift = 0;
  new PerformanceObserver(list => { for (const entry of list.getEntries()) shift += entry.value; }).observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done({ shift, paint: performance.getEntriesByName("first-contentful-paint")[0].startTime }), 300);
})"""


@pytest.mark.parametrize("width", [360, 1280])
def test_home_stands_within_a_second_from_a_cold_cache_and_does_not_move(
    browser: Browser, server: str, width: int
) -> None:
    measured = []
    for _ in range(3):
        context = browser.new_context(viewport={"width": width, "height": 740})
        page = context.new_page()
        page.goto(server, wait_until="load")
        measured.append(page.evaluate(MEASURE))
        context.close()
    assert [one["shift"] for one in measured] == [0, 0, 0]
    assert min(one["paint"] for one in measured) < 1000
