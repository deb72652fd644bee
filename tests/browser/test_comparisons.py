"""The calculator on a comparison's page: what follows a changed number, and what a reader takes along."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import roi_cases
from axe_playwright_python.sync_playwright import Axe
from comparison_builders import authored, generated
from markdown_it import MarkdownIt
from playwright.sync_api import Browser, Page, expect
from selectolax.lexbor import LexborHTMLParser, LexborNode

from conftest import ROOT, serving
from playbook_site.comparisons.analysis import analyse
from playbook_site.comparisons.changes import changed
from playbook_site.comparisons.description import described
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.pages import shown
from playbook_site.comparisons.wording import percent
from playbook_site.comparisons.worked_out import WorkOut, work_out
from playbook_site.library import Library, load
from playbook_site.publish.memory import remembering
from playbook_site.rendering import Renderer

FIX = "quick-fix-or-platform"
WORK_OUT = remembering(ROOT / ".cache" / "simulations")

AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


@pytest.fixture(autouse=True)
def _quiet_console(page: Page) -> Iterator[None]:
    """Nothing is logged, refused by the policy or thrown on any page of these tests."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield
    assert said == []


def visit(page: Page, base: str, id_: str = FIX, state: str = "") -> None:
    """Open a comparison, with its fold open."""
    page.goto(f"{base}comparisons/{id_}/{state}")
    fold = page.locator(".pb-calculator__change")
    if not fold.evaluate("fold => fold.open"):
        fold.locator("summary").click()
    expect(page.locator(".pb-calculator__sums")).to_contain_text(re.compile(r"\w"))


def field(page: Page, key: str) -> Any:
    return page.locator(f'[data-key="{key}"]')


def hint(page: Page, key: str) -> Any:
    return page.locator(f'[data-row="{key}"] .pb-number__hint')


def simulated(page: Page) -> None:
    """Wait until the simulation has followed."""
    expect(page.locator(".pb-calculator__sums")).to_contain_text(re.compile(r"\d% of the simulated"), timeout=20_000)


def whole(page: Page) -> str:
    return page.locator("article").inner_text()


@cache
def library() -> Library:
    found = load(ROOT).library
    assert found
    return found


# What the page shows is what Python would have written.

GEOMETRY = ("x", "x1", "x2", "y", "y1", "y2", "width", "points", "viewBox")
WORDS = "p, li, h2, h3, th, td, caption, text, title, desc"


def parts(html: str) -> dict[str, tuple[list[str], list[float]]]:
    """The words and the drawn coordinates of each part that follows the numbers, and of what names options."""
    page = LexborHTMLParser(html)
    found = {}
    for part in page.css("[data-part]"):
        words = [f"{node.tag}: {' '.join(node.text().split())}" for node in part.css(WORDS)]
        name = f"{part.attributes['data-part']} {part.attributes.get('data-option', '')}".strip()
        found[name] = (words, [number for node in part.css("svg, svg *") for number in drawn(node)])
    named = page.css("thead, caption, figcaption, .pb-legend li")
    return {**found, "names": ([" ".join(node.text().split()) for node in named], [])}


def drawn(node: LexborNode) -> Iterator[float]:
    for name in GEOMETRY:
        for number in re.findall(
            r"-?[\d.]+",
            (node.attributes.get(name) or "")
            + " "
            + (node.attributes.get(name.lower()) or "" if name != name.lower() else ""),
        ):
            yield float(number)


def written(id_: str, front: ComparisonFront, work_out_by: WorkOut = WORK_OUT) -> str:
    """The page's components as the templates write them for these numbers."""
    renderer = Renderer(library(), nonce="x", work_out=work_out_by)
    context = shown(renderer, id_, front)
    names = ("comparisons/glance.html.jinja", "comparisons/finance.html.jinja")
    return "".join(renderer.html(name, f"comparisons/{id_}/", **context) for name in names)


def assert_same_parts(page: Page, expected: str) -> None:
    browser, python = parts(page.content()), parts(expected)
    assert browser.keys() == python.keys()
    for name, (words, numbers) in python.items():
        assert browser[name][0] == words, name
        assert len(browser[name][1]) == len(numbers), name
        assert browser[name][1] == pytest.approx(numbers, abs=0.11), name


@pytest.mark.parametrize(
    ("id_", "settings"),
    [
        (FIX, {"platform-upfront": "600", "debt-growth": "12,5%"}),
        ("build-or-buy", {"rate": "15%", "licence": "93"}),
        ("do-nothing-or-refactor", {"cashable": "0%", "refactor-months": "14"}),
    ],
)
def test_every_part_of_the_page_follows_as_the_templates_would_write_it(
    page: Page, server: str, id_: str, settings: dict[str, str]
) -> None:
    visit(page, server, id_)
    for key, text in settings.items():
        field(page, key).fill(text)
    simulated(page)
    assert_same_parts(page, written(id_, changed(authored(id_).front, settings).front))
    page.get_by_role("button", name="Reset").click()
    simulated(page)
    assert_same_parts(page, written(id_, authored(id_).front))


VARIED = (1, 4, 12)
"""Generated with hazards, single chances, survival, freed time, inflation, three options, against a baseline."""

IN_PLACE = """async ({base, model}) => {
  const { study } = await import(`${base}roi-study.js`);
  const { simulating } = await import(`${base}roi-chance.js`);
  const { showParts } = await import(`${base}roi-parts.js`);
  for (const place of document.querySelectorAll("[data-part]:not([data-part=options]), [data-label], td")) place.replaceChildren();
  const steps = simulating(model);
  let step = steps.next();
  while (!step.done) step = steps.next();
  showParts(document, { model, found: study(model), simulation: step.value });
}"""


def test_parts_of_generated_comparisons_are_written_as_the_templates_write_them(page: Page, tmp_path: Path) -> None:
    roi_cases.write(tmp_path, ())
    for base in serving(tmp_path):
        for seed in VARIED:
            front = generated(seed)
            html = written("case", front, work_out)
            (tmp_path / "page.html").write_text(
                f'<!doctype html><meta charset=utf-8><link rel=icon href="data:,">{html}', encoding="utf-8"
            )
            page.goto(f"{base}page.html?{seed}")
            page.evaluate(IN_PLACE, {"base": base, "model": described(front)})
            assert_same_parts(page, html)
            cells = [
                [cell.text() for cell in LexborHTMLParser(one).css("[data-input] td:nth-of-type(-n + 2)")]
                for one in (page.content(), html)
            ]
            assert cells[0] == cells[1]


def test_what_the_page_says_before_anything_changes_is_left_as_it_was_built(page: Page, server: str) -> None:
    page.goto(f"{server}comparisons/{FIX}/")
    before = page.locator("[data-part]").evaluate_all("all => all.map((part) => part.outerHTML)")
    assert page.evaluate("[...document.scripts].some(({src}) => src.includes('/comparison'))") is False
    visit(page, server)
    simulated(page)
    assert page.locator("[data-part]").evaluate_all("all => all.map((part) => part.outerHTML)") == before


def test_inputs_table_says_what_is_counted(page: Page, server: str) -> None:
    visit(page, server)
    field(page, "platform-upfront").fill("500")
    row = page.locator('[data-input="platform-upfront"] td')
    expect(row.nth(0)).to_have_text("500 kEUR")
    expect(row.nth(1)).to_have_text("380 to 650 kEUR")
    field(page, "platform-upfront").fill("700")
    expect(row.nth(1)).to_have_text("no range")
    expect(hint(page, "platform-upfront")).to_have_text("Published: 420 kEUR. Outside its range, so taken as certain.")


# How fast.

KEYSTROKE = """(input) => [500, 510, 520, 530, 540, 550, 560].map((value) => {
  const start = performance.now();
  input.value = String(value);
  input.dispatchEvent(new Event("input", { bubbles: true }));
  input.getBoundingClientRect();
  return performance.now() - start;
})"""


def test_everything_but_the_simulation_follows_within_a_tenth_of_a_second(page: Page, server: str) -> None:
    visit(page, server)
    simulated(page)
    assert min(field(page, "platform-upfront").evaluate(KEYSTROKE)) < 100


SIMULATION = """(input) => new Promise((resolve) => {
  const sums = document.querySelector(".pb-calculator__sums");
  const start = performance.now();
  new MutationObserver(() => /\\d% of the sim/.test(sums.textContent) && resolve(performance.now() - start)).observe(sums, { childList: true, subtree: true });
  input.value = input.value === "500" ? "510" : "500";
  input.dispatchEvent(new Event("input", { bubbles: true }));
})"""


def test_ten_thousand_trials_follow_within_two_seconds_in_a_worker(page: Page, server: str) -> None:
    visit(page, server)
    simulated(page)
    assert len([worker for worker in page.workers if "/comparisons." in worker.url]) == 1
    assert min(field(page, "platform-upfront").evaluate(SIMULATION) for _ in range(3)) < 2000


def test_without_a_worker_the_simulation_runs_in_slices_with_the_same_result(page: Page, server: str) -> None:
    page.add_init_script("globalThis.Worker = class { constructor() { throw new Error('refused'); } };")
    visit(page, server, state="#?platform-upfront=600")
    simulated(page)
    found = analyse(changed(authored(FIX).front, {"platform-upfront": "600"}).front, remembered=WORK_OUT)
    share = found.figures.simulation.leads["platform"].share_above_0
    expect(page.locator(".pb-calculator__sums")).to_contain_text(f"ahead in {percent(share)} of the simulated")


def test_from_disk_the_calculator_works_too(page: Page, site: Path) -> None:
    page.goto(f"{(site / 'comparisons' / FIX / 'index.html').as_uri()}#?platform-upfront=600")
    simulated(page)
    expect(page.locator(".pb-calculator__sums")).to_contain_text("trails Quick fix by 63 kEUR")


# What the address carries.


def test_the_address_carries_changed_inputs_and_brings_them_back(page: Page, server: str) -> None:
    visit(page, server)
    field(page, "platform-upfront").fill("500")
    field(page, "rate").fill("12,5%")
    field(page, "comparison.years").select_option("7")
    page.get_by_label("Show low and high").check()
    field(page, "new-market.high").fill("150")
    page.wait_for_url("**/#?*new-market.high*")
    state = page.url.partition("#")[2]
    assert state == "?comparison.years=7&rate=0.125&platform-upfront=500&new-market.high=150"
    sums = page.locator(".pb-calculator__sums").inner_text()
    page.goto("about:blank")
    visit(page, server, state=f"#{state}")
    assert field(page, "rate").input_value() == "12.5%"
    expect(page.locator(".pb-calculator__sums")).to_contain_text(sums.split(" over 7 years")[0])


def test_percentages_in_an_address_may_be_written_either_way(page: Page, server: str) -> None:
    visit(page, server, state="#?platform-upfront=500&rate=12%")
    assert field(page, "rate").input_value() == "12%"
    visit(page, server, "build-or-buy", "#?licence=130&rate=0.12")
    assert (field(page, "rate").input_value(), field(page, "licence").input_value()) == ("12%", "130")


def test_nonsense_in_an_address_is_left_out_and_said(page: Page, server: str) -> None:
    visit(
        page,
        server,
        state="#?platform-upfront=500&rate=NaN&nobody=3&new-market=-5&comparison.years=99&constructor=1&__proto__=2",
    )
    note = page.locator(".pb-calculator__note")
    expect(note).to_have_text(
        "Parts of this address mean nothing here and were left out: comparison.years, rate, new-market, nobody, constructor."
    )
    assert field(page, "platform-upfront").input_value() == "500"
    assert field(page, "comparison.years").input_value() == "5"
    assert "NaN" not in page.locator("[data-part=options]").inner_text()


def test_going_back_after_a_reset_brings_the_numbers_back(page: Page, server: str) -> None:
    visit(page, server)
    field(page, "platform-upfront").fill("500")
    page.wait_for_url("**/#?platform-upfront=500")
    page.get_by_role("button", name="Reset").click()
    assert field(page, "platform-upfront").input_value() == "420"
    assert page.url.endswith(f"comparisons/{FIX}/")
    page.go_back()
    expect(field(page, "platform-upfront")).to_have_value("500")


# What somebody may type.


WORDS_BESIDE = [
    ("platform-upfront", "", "This is empty; type a number. 420 kEUR still counts."),
    ("platform-upfront", "-3", "This must be at least 0 kEUR. 420 kEUR still counts."),
    ("platform-upfront", "1e99", 'This "1e99" is not a number. 420 kEUR still counts.'),
    ("platform-upfront", "99999999999", "This must be at most 1,000,000,000 kEUR. 420 kEUR still counts."),
    (
        "platform-upfront",
        "1,200",
        'This "1,200" could be read in two ways; write thousands without a comma: 1200. 420 kEUR still counts.',
    ),
    ("rate", "500%", "This must be at most 100% a year. 10% a year still counts."),
    ("rate", "12", "This is a percentage; write 12% or 0.12. 10% a year still counts."),
    ("platform-months", "soon", 'This "soon" is not a number. 6 months still counts.'),
]


def test_what_cannot_be_counted_is_said_beside_its_field(page: Page, server: str) -> None:
    visit(page, server)
    sums = page.locator(".pb-calculator__sums").inner_text().split(",")[0]
    for key, text, word in WORDS_BESIDE:
        before = field(page, key).input_value()
        field(page, key).fill(text)
        expect(hint(page, key)).to_have_text(word)
        expect(field(page, key)).to_have_attribute("aria-invalid", "true")
        assert page.locator(".pb-calculator__sums").inner_text().startswith(sums)
        assert not re.search(r"NaN|Infinity|undefined|null", whole(page))
        assert "?" not in page.url
        field(page, key).fill(before)
        expect(field(page, key)).to_have_attribute("aria-invalid", "false")


def test_a_comma_and_a_point_mean_the_same(page: Page, server: str) -> None:
    visit(page, server)
    field(page, "platform-months").fill("7,5")
    with_comma = page.locator("[data-part=options]").inner_text().split("P10")[0]
    field(page, "platform-months").fill("7.5")
    assert page.locator("[data-part=options]").inner_text().split("P10")[0] == with_comma
    expect(page.locator('[data-row="platform-months"]')).to_have_class("pb-number pb-number--changed")


def test_a_range_may_be_changed_and_must_hold_the_likely_value(page: Page, server: str) -> None:
    visit(page, server)
    page.get_by_label("Show low and high").check()
    field(page, "platform-upfront.low").fill("430")
    expect(hint(page, "platform-upfront")).to_contain_text("Low is above the likely value; no range is counted.")
    field(page, "platform-upfront.low").fill("400")
    expect(hint(page, "platform-upfront")).to_have_text("Range: 400 to 650 kEUR.")


# An empty comparison.


def test_two_options_of_ones_own_begin_empty(page: Page, server: str) -> None:
    page.goto(f"{server}comparisons/new/")
    expect(page.locator(".pb-calculator__sums")).to_have_text("Nothing to compare yet.")
    expect(page.locator("[data-results]")).to_be_hidden()
    values = {
        "a.label": "Patch it",
        "b.label": "Build it",
        "comparison.currency": "kCHF",
        "b-upfront": "100",
        "b-benefit": "60",
        "a-benefit": "10",
        "b-upfront.low": "80",
        "b-upfront.high": "150",
    }
    page.get_by_label("Show low and high").check()
    for key, text in values.items():
        field(page, key).fill(text)
    simulated(page)
    expect(page.locator(".pb-calculator__sums")).to_contain_text("Build it leads Patch it by 90 kCHF over 5 years")
    expect(page.locator("[data-part=answers]")).to_have_text(
        re.compile(r"Over 1 to 2 years: Patch it\.\s*Over 3 to 10 years: Build it\.")
    )
    page.wait_for_url("**b-upfront.high=150*")
    page.reload()
    expect(page.locator(".pb-legend")).to_contain_text("Build it")
    assert not re.search(r"NaN|Infinity|undefined", whole(page))


# What a reader takes along.

CLIPBOARD = """
globalThis.copied = {};
document.addEventListener("copy", (event) => setTimeout(() => {}), true);
navigator.clipboard.write = async ([item]) => { for (const type of item.types) copied[type] = await (await item.getType(type)).text(); };
navigator.clipboard.writeText = async (text) => { copied = { "text/plain": text }; };
"""


def taken(page: Page, server: str, state: str = "#?platform-upfront=500") -> None:
    visit(page, server, state=state)
    simulated(page)
    page.locator(".pb-calculator__take summary").click()


MEMO = """# ROI memo: Quick fix now, or the robust platform?

**Ask:** decide between Quick fix and Robust platform for ___ by ___. I recommend ___.

**Objective:** moves ___ (owner ___ agrees) by ___.

| kEUR, rate 10%, 5 years | Quick fix | Robust platform |
|---|---|---|
| Upfront / yearly cost, events by their chance | 120 / 80 to 336 | 500 / 60 to 73 |
| NPV at 1, 3, 5 years | 25 / 217 / 158 | -445 / -116 / 196 |
| Break-even month | 9 | 37 |
"""
WORST = (
    "| Worst credible case: two inputs at their bad end "
    "| -190 (Margin on orders through resellers 190 kEUR a year, Quick fix, growth of running cost 45% a year) "
    "| -121 (Margin on orders through resellers 190 kEUR a year, Platform, upfront 650 kEUR) |"
)


def test_the_memo_holds_the_numbers_on_screen(page: Page, server: str) -> None:
    taken(page, server)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download Markdown").click()
    assert download.value.suggested_filename == f"{FIX}-memo.md"
    memo = Path(download.value.path()).read_text(encoding="utf-8")
    assert memo.startswith(MEMO)
    for line in (
        WORST,
        "**Crossing, undiscounted:** Robust platform passes Quick fix in month 47. Chance that we still run it then: ___.",
        "**Cash or capacity:** Quick fix: 100% of the benefit is cash. Robust platform: 100% of the benefit is cash.",
        "- Changed from the published page: Platform, upfront 500 kEUR (was 420 kEUR).",
        f"<{server}comparisons/{FIX}/#?platform-upfront=500>",
    ):
        assert line in memo.splitlines(), line
    assert "**The answer flips if:** Quick fix, growth of running cost: below" in memo
    assert "- Estimates, not promises. kEUR in nominal prices" in memo
    front = changed(authored(FIX).front, {"platform-upfront": "500"}).front
    spreads = analyse(front, remembered=WORK_OUT).figures.simulation.options.values()
    said = " | ".join(f"{round(one.p10)} / {round(one.p50)} / {round(one.p90)}" for one in spreads)
    assert f"| P10 / P50 / P90 | {said} |" in memo


def test_the_memo_is_copied_as_rich_text_and_as_markdown(page: Page, server: str) -> None:
    page.add_init_script(CLIPBOARD)
    taken(page, server)
    page.get_by_role("button", name="Copy the memo").click()
    expect(page.locator(".pb-calculator__said")).to_have_text("Copied.")
    both = page.evaluate("copied")
    rich = LexborHTMLParser(both["text/html"])
    rendered = LexborHTMLParser(MarkdownIt("commonmark").enable("table").render(both["text/plain"]))
    cells = [[" ".join(cell.text().split()) for cell in page_.css("th, td")] for page_ in (rich, rendered)]
    assert cells[0] == cells[1]
    assert len(cells[0]) == 18
    page.get_by_role("button", name="Copy as Markdown").click()
    page.evaluate("async () => { while (Object.keys(copied).length < 1) await new Promise(requestAnimationFrame); }")
    assert page.evaluate("copied['text/plain']") == both["text/plain"]


def test_the_memo_is_printed_alone(page: Page, server: str) -> None:
    taken(page, server)
    page.evaluate("globalThis.print = () => {}")
    page.get_by_role("button", name="Print the memo").click()
    page.emulate_media(media="print")
    seen = page.evaluate(
        "[...document.body.children].filter((part) => part.getClientRects().length).map((part) => part.className)"
    )
    assert seen == ["pb-memo pb-memo--print md-typeset"]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".pb-memo--print").count() == 0


def test_cash_flows_leave_as_csv(page: Page, server: str) -> None:
    taken(page, server, "")
    with page.expect_download() as download:
        page.get_by_role("button", name="Cash flows as CSV").click()
    assert download.value.suggested_filename == f"{FIX}-flows.csv"
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8"))))
    assert rows[0] == ["option", "line", "kind", "today", "y1", "y2", "y3", "y4", "y5"]
    found = {(row[0], row[1]): [float(cell) for cell in row[3:]] for row in rows[1:]}
    assert found["Quick fix", "Net, cash"] == pytest.approx([-120, 160, 136, 104.8, -95.76, 11.512])
    assert found["Robust platform", "Platform, running cost"][:3] == [0, -60, -63]


def test_a_csv_tells_freed_time_from_the_cash_in_it(page: Page, server: str) -> None:
    visit(page, server, "do-nothing-or-refactor")
    page.locator(".pb-calculator__take summary").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Cash flows as CSV").click()
    rows = csv.DictReader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8")))
    found = {row["line"]: float(row["y2"]) for row in rows if row["option"] == "Refactor"}
    assert found["Capacity freed"] == pytest.approx(85.5)
    assert found["Capacity freed, of it cash"] == pytest.approx(42.75)
    parts_of_net = ("Capacity freed, of it cash", "Incidents avoided", "Expected losses avoided")
    assert found["Net, cash"] == pytest.approx(sum(found[line] for line in parts_of_net))


def test_without_a_script_page_charts_tables_and_spreadsheet_are_there(browser: Browser, server: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{server}comparisons/{FIX}/")
    expect(page.get_by_text("Change the numbers")).to_be_hidden()
    expect(page.locator("[data-part=answers] li")).to_have_count(3)
    for chart in ("[data-part=chart] svg", "[data-part=five] svg", "[data-part=hinges] svg"):
        expect(page.locator(chart)).to_be_visible()
    for table in ("options", "flows", "horizons"):
        expect(page.locator(f"[data-part={table}] td").first).to_be_visible()
    for fold in ("chart-table", "tornado-table"):
        page.locator("details", has=page.locator(f"[data-part={fold}]")).locator("summary").click()
        expect(page.locator(f"[data-part={fold}] td").first).to_be_visible()
    page.get_by_text("Take it with you").click()
    address = page.get_by_role("link", name="Spreadsheet").get_attribute("href")
    found = page.request.get(f"{server}comparisons/{FIX}/{address}")
    assert found.ok
    assert found.body()[:2] == b"PK"
    context.close()


# For everybody.


def test_the_calculator_works_by_keyboard_alone(page: Page, server: str) -> None:
    page.goto(f"{server}comparisons/{FIX}/")
    press: Callable[[str], None] = page.keyboard.press
    for _ in range(80):
        press("Tab")
        if page.evaluate("document.activeElement.textContent") == "Change the numbers":
            break
    press("Enter")
    expect(page.locator(".pb-calculator__sums")).to_contain_text("leads")
    for _ in range(40):
        press("Tab")
        if page.evaluate("document.activeElement.dataset.key") == "platform-upfront":
            break
    press("ControlOrMeta+A")
    page.keyboard.type("600")
    expect(page.locator(".pb-calculator__sums")).to_contain_text("trails Quick fix by 63 kEUR")
    assert page.evaluate("document.activeElement.dataset.key") == "platform-upfront"
    simulated(page)
    expect(page.locator(".pb-calculator__live")).to_contain_text("trails Quick fix by 63 kEUR")


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
@pytest.mark.parametrize("id_", [FIX, "new"])
def test_the_open_calculator_has_no_axe_violation(
    browser: Browser, server: str, scheme: Any, width: int, id_: str
) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )
    page = context.new_page()
    state = "#?platform-upfront=600&new-market.low=10" if id_ == FIX else "#?a-benefit=5&b-benefit=7"
    visit(page, server, id_, state)
    first = "platform-upfront" if id_ == FIX else "b-benefit"
    field(page, first).fill("x")
    page.locator(".pb-calculator__take summary").click()
    expect(page.locator(".pb-memo h2")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate("scrollTo(0, 0)")
    found = Axe().run(page, options=AXE).response["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []
    context.close()


def test_the_description_in_the_page_is_escaped(page: Page, server: str) -> None:
    page.goto(f"{server}comparisons/{FIX}/")
    model = json.loads(page.locator("[data-component=comparison]").get_attribute("data-model") or "")
    assert model["options"][1]["label"] == "Robust platform"
