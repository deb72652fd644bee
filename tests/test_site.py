"""One strict build of a small library, and of our own, asserted on parsed HTML."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from builders import VOCABULARY, a_playbook, a_repository
from built_html import faults_in, pages_of
from conftest import ROOT, build
from playbook_site.library import load

ADVICE = "Advice, not policy. Company policy and law win."

HOSTILE_TITLE = "R&D says \"no\" < 3 *stars* & 'more' &lt;i&gt;"
HOSTILE_NAME = 'A "B" & <3 *c* &lt;i&gt;'
HOSTILE_PROMISE = '0;url=https://evil.example" http-equiv="refresh'
HOSTILE = a_playbook(
    title=HOSTILE_TITLE,
    name=HOSTILE_NAME,
    promise=HOSTILE_PROMISE,
    when_not="It's {{ small }} | 5 > 3 {% x %}",
    situations=["&lt;img src=x onerror=alert(1)&gt;"],
    checklist={"say-it": 'Say "yes" & <3 {{ now }}'},
)


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small library's site, with a family that has no playbook yet and a playbook of hostile words."""
    vocabulary = VOCABULARY.replace("roles:", "  adapting: {title: 'Adapting & \"more\"', promise: Go along.}\nroles:")
    root = a_repository(tmp_path_factory.mktemp("small"), **{"roi/hostile.md": HOSTILE, "vocabulary.yml": vocabulary})
    done = build(root, root / "site")
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return root / "site"


def page(site: Path, url: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / url / "index.html").read_text(encoding="utf-8"))


def one(page: LexborHTMLParser | LexborNode, selector: str) -> LexborNode:
    found = page.css(selector)
    assert len(found) == 1, f"{selector}: {len(found)}"
    return found[0]


def words(node: LexborNode | None) -> str:
    assert node
    return re.sub(r"\s+", " ", node.text()).strip()


def headings(page: LexborHTMLParser) -> list[str]:
    return [words(node).removesuffix("¶") for node in page.css("article h2")]


def meta(page: LexborHTMLParser, name: str) -> str:
    return one(page, f'meta[name="{name}"], meta[property="{name}"]').attributes["content"] or ""


def test_the_small_site_has_no_dead_link_no_twin_id_and_nothing_inline(small: Path) -> None:
    assert faults_in(small) == []


def test_our_own_site_has_no_dead_link_no_twin_id_and_nothing_inline(site: Path) -> None:
    assert faults_in(site) == []


@pytest.mark.parametrize("which", ["small", "site"])
def test_every_page_says_that_it_is_advice(which: str, request: pytest.FixtureRequest) -> None:
    pages = pages_of(request.getfixturevalue(which))
    without = [
        name
        for name, page in pages.items()
        if page.css_first(".md-footer") and ADVICE not in words(page.css_first(".md-footer"))
    ]
    assert without == []
    assert len([page for page in pages.values() if page.css_first(".md-footer")]) > 20


@pytest.mark.parametrize("which", ["small", "site"])
def test_every_page_can_be_pasted_as_a_link_that_unfolds(which: str, request: pytest.FixtureRequest) -> None:
    for name, page in pages_of(request.getfixturevalue(which)).items():
        if not page.css_first(".md-footer") or name == "404.html":
            continue
        assert len(words(one(page, "head > title"))) > 4, name
        assert meta(page, "og:title"), name
        assert meta(page, "og:description") == meta(page, "description"), name
        assert meta(page, "og:type") == "article"
        assert meta(page, "og:site_name") == "Common Ground"


@pytest.mark.parametrize("which", ["small", "site"])
def test_every_page_of_the_library_has_an_edit_link_to_a_file_that_is_there(
    which: str, request: pytest.FixtureRequest
) -> None:
    site = request.getfixturevalue(which)
    root = site.parent if which == "small" else ROOT
    start = "https://github.com/example/common-ground/edit/main/"
    found = 0
    for name, page in pages_of(site).items():
        for node in page.css('a[rel="edit"]'):
            address = node.attributes["href"] or ""
            assert address.startswith(start), name
            assert (root / address.removeprefix(start)).is_file() or "/contribute/" in f"/{name}", f"{name}: {address}"
            found += 1
    assert found > 15


class TestAPlaybook:
    URL = "playbooks/x/"

    def test_the_tab_has_its_short_name_and_the_page_the_situation(self, small: Path) -> None:
        found = page(small, self.URL)
        assert words(one(found, "head > title")) == "ROI memo - Common Ground"
        assert words(one(found, "h1")).removesuffix("¶") == "I have ten minutes with someone who thinks in money"

    def test_the_way_down_to_it_is_shown(self, small: Path) -> None:
        trail = [words(node) for node in page(small, self.URL).css(".md-path__item")]
        assert trail == ["Home", "Playbooks", "Return on investment", "ROI memo"]

    def test_promise_time_and_not_for_come_before_everything_else(self, small: Path) -> None:
        article = one(page(small, self.URL), "article")
        assert words(one(article, ".pb-promise")) == "One page which finance can check."
        assert words(one(article, ".pb-facts")) == "30 min Not for: Small or easy to undo."
        text = words(article)
        order = ["thinks in money", "One page which", "30 min", "Not for:", "Lead words.", "Ask what the date"]
        assert [text.index(part) for part in order] == sorted(text.index(part) for part in order)

    def test_steps_come_before_template_before_filled_example_before_done_when(self, small: Path) -> None:
        assert headings(page(small, self.URL)) == [
            "Steps",
            "Template",
            "Filled example",
            "Done when",
            "Goes well with",
        ]

    def test_an_item_has_its_id_on_the_playbook_and_its_contract_on_both_pages(self, small: Path) -> None:
        here = one(page(small, self.URL), "#item-rate-checked")
        there = one(page(small, "checklists/x/"), "#rate-checked")
        assert here.attributes["data-item"] == there.attributes["data-item"] == "x/rate-checked"
        assert "Finance checked the rate" in words(here)
        assert "They will be asked" in words(there)

    def test_a_standalone_list_is_embedded_not_copied(self, small: Path) -> None:
        embedded = one(page(small, "playbooks/hear-them-out/"), '[data-component="checklist"]')
        assert embedded.attributes["data-checklist"] == "meeting-ready"
        assert [node.attributes["id"] for node in embedded.css("li")] == ["item-ask-written", "item-fallback"]
        assert not (small / "checklists/hear-them-out").exists()

    def test_what_it_goes_well_with_is_linked_by_name(self, small: Path) -> None:
        found = page(small, self.URL)
        addresses = {node.attributes["href"] for node in found.css(".pb-links a")}
        assert {"../y/", "../../checklists/meeting-ready/"} <= addresses

    def test_who_leads_here_is_listed_with_the_section(self, small: Path) -> None:
        backlinks = {words(node) for node in page(small, "playbooks/hear-them-out/").css(".pb-backlinks li")}
        assert "I have ten minutes with someone who thinks in money Mentions it, under “Why it works”" in backlinks
        assert "Make the case Where the tree leads here" in backlinks
        assert "In an hour I have a hard meeting Way in" in backlinks
        assert {words(node) for node in page(small, self.URL).css(".pb-backlinks li")} >= {
            "The trade fair is in ten weeks Case",
            "Before the hard meeting Checklist item",
            "They do not listen Playbook",
        }

    def test_links_between_files_are_links_between_pages(self, small: Path) -> None:
        addresses = {words(node): node.attributes["href"] for node in page(small, self.URL).css("article p a")}
        assert addresses["read"] == "../../sources/#minto"
        assert addresses["heard"] == "../hear-them-out/"

    def test_the_edit_link_leads_to_the_authored_file(self, small: Path) -> None:
        for url in (self.URL, "checklists/x/"):
            link = one(page(small, url), 'a[rel="edit"]')
            assert link.attributes["href"] == "https://github.com/example/common-ground/edit/main/playbooks/roi/x.md"

    def test_a_pasted_link_says_what_it_is(self, small: Path) -> None:
        found = page(small, self.URL)
        assert meta(found, "og:title") == "I have ten minutes with someone who thinks in money"
        assert meta(found, "og:description") == meta(found, "description") == "One page which finance can check."
        assert meta(found, "og:url") == "https://playbooks.example.com/playbooks/x/"

    def test_who_keeps_it_and_when_it_was_read_is_folded_away(self, small: Path) -> None:
        folded = page(small, self.URL).css("details.pb-about")
        assert all("open" not in node.attributes for node in folded)
        assert words(folded[0]).startswith("Why it works")
        text = words(folded[-1])
        for part in (
            "product-practice",
            "2026-11-20",
            "again every 12 months",
            "they only care about the numbers",
            "Tech lead",
        ):
            assert part in text
        assert "Klein: Performing a Project Premortem. HBR, 2007 not verified, further reading" in text
        assert "Minto: The Pyramid Principle. Pearson, 2009 not verified" not in text


@pytest.mark.parametrize("which", ["small", "site"])
def test_every_anchor_that_a_file_offers_to_links_is_on_its_page(which: str, request: pytest.FixtureRequest) -> None:
    site = request.getfixturevalue(which)
    library = load(site.parent if which == "small" else ROOT).library
    assert library
    kinds = {
        "playbooks": library.playbooks,
        "checklists": library.standalone,
        "trees": library.trees,
        "cases": library.cases,
        "comparisons": library.comparisons,
    }
    lacking = [
        f"{folder}/{id_}/#{heading.anchor}"
        for folder, entries in kinds.items()
        for id_, entry in entries.items()
        for heading in entry.document.body.headings
        if not page(site, f"{folder}/{id_}").css(f'[id="{heading.anchor}"]')
    ]
    assert lacking == []


class TestHostileWords:
    URL = "playbooks/hostile/"

    def test_they_are_shown_as_they_are_written(self, small: Path) -> None:
        found = page(small, self.URL)
        assert words(one(found, "head > title")) == f"{HOSTILE_NAME} - Common Ground"
        assert words(one(found, "h1")).removesuffix("¶") == HOSTILE_TITLE
        assert words(one(found, ".pb-promise")) == HOSTILE_PROMISE
        assert words(one(found, ".pb-facts__not")) == "Not for: It's {{ small }} | 5 > 3 {% x %}"
        assert words(one(found, ".pb-check__words")) == 'Say "yes" & <3 {{ now }}'
        assert meta(found, "description") == meta(found, "og:description") == HOSTILE_PROMISE
        assert meta(found, "og:title") == HOSTILE_TITLE

    def test_they_are_shown_so_in_the_navigation_of_every_page(self, small: Path) -> None:
        for url in (self.URL, "playbooks/x/", "families/roi/"):
            names = [words(node) for node in page(small, url).css(".md-nav__link, .md-footer__title")]
            assert any(name.endswith(HOSTILE_NAME) for name in names), url
        assert any(
            words(node) == 'Adapting & "more"' for node in page(small, "families/adapting/").css(".md-nav__link")
        )

    def test_they_make_no_element_and_no_attribute(self, small: Path) -> None:
        found = page(small, self.URL)
        assert not found.css('meta[http-equiv="refresh"]')
        assert not found.css("img[onerror], h1 i, .md-nav__link i")

    def test_they_are_text_in_the_search_index(self, small: Path) -> None:
        docs = json.loads((small / "search/words.json").read_text(encoding="utf-8"))
        for doc in docs:
            for text in (doc["title"], doc["text"], *doc.get("tags", ())):
                shown = LexborHTMLParser(f"<body>{text}")
                assert not shown.css("img, script, i, [onerror]"), doc["location"]


class TestATree:
    URL = "trees/fight-or-follow/"

    def test_every_question_and_outcome_is_a_section_that_answers_lead_to(self, small: Path) -> None:
        found = page(small, self.URL)
        assert [node.attributes["id"] for node in found.css("section[id]")] == ["open", "fight", "follow"]
        question = one(found, "section#open")
        assert [(words(a), a.attributes["href"]) for a in question.css("li > a")] == [
            ("Yes", "#fight"),
            ("No", "#follow"),
        ]

    def test_an_outcome_has_advice_first_moves_one_checklist_and_folds_the_rest(self, small: Path) -> None:
        outcome = one(page(small, self.URL), "section#follow")
        assert "Say it once, clearly." in words(outcome)
        assert "Write one page" in words(outcome)
        assert one(outcome, ".pb-outcome__checklist a").attributes["href"] == "../../checklists/meeting-ready/"
        folded = [node for node in outcome.css("details") if "open" not in node.attributes]
        assert len(folded) == len(outcome.css("details")) >= 3
        text = " ".join(words(node) for node in folded)
        for part in (
            "Product",
            "A delay.",
            "Career",
            "Morale",
            "Fair.",
            "They do not listen",
            "It reopens",
            "We followed",
        ):
            assert part in text


class TestACase:
    def test_its_path_is_shown_question_by_question_and_ends_in_its_outcome(self, small: Path) -> None:
        found = page(small, "cases/fair-in-ten-weeks/")
        (step,) = found.css(".pb-path li")
        assert words(step) == "Is the decision still open? Yes"
        assert one(step, "a").attributes["href"] == "../../trees/fight-or-follow/#open"
        assert one(found, ".pb-path__end a").attributes["href"] == "../../trees/fight-or-follow/#fight"
        assert headings(found)[1:4] == ["What was done", "What happened", "What to learn"]


def test_a_red_line_shows_the_gap_where_no_independent_channel_is_named(small: Path) -> None:
    for url in ("checklists/red-line/", "ways-in/red-line/"):
        assert words(one(page(small, url), ".pb-gap")).startswith(
            "Independent channel of this company: not filled in yet."
        )


def test_a_private_page_has_a_neutral_title_wherever_it_may_be_seen(small: Path) -> None:
    found = page(small, "checklists/red-line/")
    assert words(one(found, "head > title")) == "Page - Common Ground"
    assert meta(found, "og:title") == "Page"
    assert words(one(page(small, "ways-in/red-line/"), "head > title")) == "Page - Common Ground"


def test_the_home_page_has_its_ways_in_and_the_red_line_always_in_sight(small: Path) -> None:
    found = page(small, "")
    ways = [(words(node), node.attributes["href"]) for node in found.css(".pb-ways a")]
    assert ways == [
        ("In an hour I have a hard meeting", "ways-in/hard-meeting/"),
        ("I need numbers", "ways-in/numbers/"),
    ]
    assert words(one(found, ".pb-home__redline")) == "Someone could be harmed"
    assert words(one(found, ".pb-home__advice")) == "Advice, not policy. Larkfield is an example company."
    assert one(found, ".pb-home__search a").attributes["href"] == "browse/#they-say"


def test_an_unverified_source_is_marked_and_says_who_cites_it(small: Path) -> None:
    found = page(small, "sources/")
    assert "not verified: further reading" in words(one(found, "#klein"))
    assert "verified 2026-11-01" in words(one(found, "#minto"))
    assert one(found, "#klein .pb-source__users a").attributes["href"] == "../playbooks/x/"


def test_playbooks_are_plain_groups_without_a_script(small: Path) -> None:
    found = page(small, "playbooks/")
    assert headings(found) == ["Return on investment", "Dialogue", 'Adapting & "more"']
    assert "hidden" in one(found, 'form[data-component="facets"]').attributes
    assert len(found.css(".pb-card")) == 4


def test_items_questions_outcomes_terms_and_objections_are_found_at_their_anchor(small: Path) -> None:
    docs = json.loads((small / "search/words.json").read_text(encoding="utf-8"))
    by_location: dict[str, Any] = {doc["location"]: doc for doc in docs}
    for location, title in {
        "checklists/x/#rate-checked": "Finance checked the rate",
        "trees/fight-or-follow/#open": "Is the decision still open?",
        "trees/fight-or-follow/#follow": "Follow fully",
        "glossary/#npv": "NPV",
        "objections/#no-time": "We have no time for this",
    }.items():
        assert by_location[location]["title"] == title
    assert "they only care about the numbers" in by_location["playbooks/x/"]["tags"]


def test_scripts_and_sheets_of_ours_are_one_hashed_file_each(small: Path) -> None:
    assets = [path.name for path in (small / "assets").iterdir() if path.name.startswith("site.")]
    assert [bool(re.fullmatch(r"site\.[0-9a-f]{8}\.(css|js)", name)) for name in assets] == [True, True]
    assert not list(small.rglob("theme.css"))
    assert not (small / "assets/javascripts/state.js").exists()


def test_nothing_but_the_library_leaves_the_folder(small: Path) -> None:
    names = {path.name for path in small.iterdir()}
    assert not names & {"playbooks.yml", "mkdocs.yml", ".cache", "hooks"}
    assert not list(small.rglob("*.md"))


PLAYBOOKS = {
    "name-the-discrepancy",
    "check-you-might-be-wrong",
    "tell-one-way-from-two-way",
    "settle-it-with-a-test",
    "build-a-hybrid-with-guardrails",
    "escalate-a-red-line",
    "write-the-roi-memo",
    "compare-short-and-long",
    "price-the-technical-debt",
    "count-the-cost-of-delay",
    "gather-market-evidence",
    "put-ranges-not-points",
    "map-the-stakeholders",
    "build-relationships-early",
    "pre-wire-the-meeting",
    "explain-technical-implications",
    "run-the-hard-meeting",
    "answer-objections",
    "reset-expectations",
    "advocate-through-a-sponsor",
    "trace-work-to-objectives",
    "find-who-decides",
    "reconnect-an-isolated-team",
    "disagree-and-commit",
    "set-tripwires",
    "get-the-risk-owned",
    "contain-the-fragility",
    "adapt-fully",
    "tell-the-team",
    "watch-morale",
    "review-the-decision",
    "weigh-your-own-stakes",
    "hear-dissent",
    "resources-refused",
    "set-expectations",
    "already-promised",
    "raise-the-pattern",
    "cannot-tell-yet",
}
"""The playbooks of the catalogue."""

CHECKLISTS = {
    "before-the-hard-meeting",
    "roi-memo-ready",
    "evidence-before-argument",
    "decision-recorded",
    "after-losing-the-argument",
    "red-line",
    "weigh-exit",
    "monthly-relations-and-team",
}
"""Its standalone checklists."""


def test_the_catalogue_has_38_playbooks_and_8_checklists() -> None:
    assert (len(PLAYBOOKS), len(CHECKLISTS)) == (38, 8)


def test_what_is_still_to_write_is_listed_exactly() -> None:
    library = load(ROOT).library
    assert library
    missing = sorted((PLAYBOOKS - set(library.playbooks)) | (CHECKLISTS - set(library.standalone)))
    listed = ROOT / "tests" / "still_to_write.txt"
    assert (listed.read_text(encoding="utf-8").split() if listed.exists() else []) == missing
    assert listed.exists() == bool(missing)
