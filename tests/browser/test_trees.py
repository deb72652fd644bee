"""Walking a tree in a browser: what a reader sees, against every path counted in Python."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlencode

import pytest
from axe_playwright_python.sync_playwright import Axe
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin
from playwright.sync_api import Browser, BrowserContext, Page, expect
from tree_paths import CANNOT_SAY, Answers, BruteForce, answered, paths

from conftest import ROOT, serving
from playbook_site.library import load
from playbook_site.trees.analysis import Graph, walk
from playbook_site.trees.model import TreeFront

TREE = "trees/advocate-or-adapt/"
HYBRID = {
    "red-line": "no",
    "status": "open",
    "stakes": "large",
    "reversible": "hardens",
    "evidence": "solid",
    "voice": "yes",
    "price": "high-middle-will-do",
}
I_CANNOT_SAY = "I can\N{RIGHT SINGLE QUOTATION MARK}t say"

Run = Callable[..., Any]


@pytest.fixture(scope="module")
def front() -> TreeFront:
    library = load(ROOT).library
    assert library
    return library.trees["advocate-or-adapt"].front


@pytest.fixture(scope="module")
def brute(front: TreeFront) -> BruteForce:
    return BruteForce(Graph.of(front))


# The pure functions, as the browser runs them.

PRELUDE = """
const walk = { ...(await import("/tree-walk.js")), ...(await import("/tree-address.js")) };
const graph = {
  start: given.start, outcomes: given.outcomes, edges: new Map(given.edges.map(([id, answers]) => [id, new Map(answers)])),
  sensitive: new Set(given.sensitive ?? []), aliases: new Map(Object.entries(given.aliases ?? {})), retired: new Set(given.retired ?? []),
};
const asked = (answers) => {
  const map = new Map(Object.entries(answers));
  const narrowest = walk.narrowestQuestion(graph, map);
  const again = walk.readWalk(graph, walk.writeWalk(graph, map));
  return {
    possible: walk.possibleOutcomes(graph, map), flips: walk.walkFlips(graph, map), nearest: walk.nearestFlips(graph, map),
    narrowest: narrowest && [narrowest.question, narrowest.expected], again: Object.fromEntries(again.given), notes: again.notes,
  };
};
"""


@pytest.fixture(scope="module")
def run(browser: Browser) -> Iterator[Run]:
    """Run JavaScript over a graph where tree-walk.js is imported."""
    for address in serving(ROOT / "docs" / "assets" / "javascripts"):
        page = browser.new_page()
        page.goto(f"{address}tree-walk.js")

        def evaluate(code: str, graph: Graph, page: Page = page, **more: Any) -> Any:
            edges = [[question, list(graph.edges[question].items())] for question in graph.order]
            argument = {"start": graph.start, "edges": edges, "outcomes": graph.outcomes, **more}
            return page.evaluate(f"async (given) => {{ {PRELUDE} return {code}; }}", argument)

        yield evaluate
        page.close()


def assert_same(found: Mapping[str, Any], brute: BruteForce, answers: Answers) -> None:
    narrowest = brute.narrowest(answers)
    assert found["possible"] == brute.possible(answers)
    assert found["flips"] == brute.flips(answers)
    assert found["nearest"] == brute.nearest(answers)
    assert found["narrowest"] == (narrowest and [narrowest[0], float(narrowest[1])])
    assert (found["again"], found["notes"]) == (answers, [])


def test_flips_and_cannot_say_equal_brute_force_on_200_random_trees(run: Run) -> None:
    @settings(max_examples=200, deadline=None, database=None)
    @given(answered())
    def check(case: tuple[Graph, dict[str, str]]) -> None:
        graph, answers = case
        assert_same(run("asked(given.answers)", graph, answers=answers), BruteForce(graph), answers)

    check()


def test_flips_on_every_path_and_cannot_say_on_every_question_of_some_equal_brute_force(
    run: Run, brute: BruteForce
) -> None:
    cases = [steps for steps, _ in brute.paths]
    cases += [{**steps, question: CANNOT_SAY} for steps in cases[::3] for question in steps]
    found = run("given.cases.map(asked)", brute.graph, cases=cases)
    for answers, one in zip(cases, found, strict=True):
        assert_same(one, brute, answers)


def test_any_address_at_all_gives_only_answers_that_the_tree_has(run: Run, brute: BruteForce) -> None:
    ids = st.sampled_from(
        [*brute.graph.edges, *brute.graph.outcomes, "_at", "_to", "-", "__proto__", "constructor", "onerror"]
    )
    values = st.one_of(
        st.text(max_size=8), ids, st.sampled_from(["yes", "no", "open", CANNOT_SAY, "<img src=x onerror=alert(1)>"])
    )
    parts = st.lists(st.tuples(st.one_of(ids, ids.map(lambda id_: f"-{id_}"), st.text(max_size=5)), values), max_size=8)

    hashes = st.one_of(
        parts.map(lambda all_: "#?" + urlencode(all_)), st.text(max_size=30).map(lambda text: "#?" + text)
    )
    read = "given.hashes.map((hash) => walk.readWalk(graph, hash)).map(({given: all, at, notes}) => ({all: [...all], at, notes}))"

    @settings(max_examples=10, deadline=None, database=None)
    @given(st.lists(hashes, min_size=20, max_size=40))
    def check(some: list[str]) -> None:
        for found in run(read, brute.graph, hashes=some):
            assert all(
                answer in brute.graph.edges[question] or answer == CANNOT_SAY for question, answer in found["all"]
            )
            assert found.get("at") is None or found["at"] in brute.graph.edges
            assert sum(note["kind"] == "strange" for note in found["notes"]) <= 1

    check()


# The page.


def address(answers: Answers, **more: str) -> str:
    return "#?" + urlencode({**answers, **more})


def heading(page: Page) -> str:
    return page.locator(".pb-walk h2, .pb-outcome:visible h2").first.inner_text()


def choose(page: Page, says: str) -> None:
    page.get_by_label(says, exact=True).check()
    page.get_by_role("button", name="Next").click()


@pytest.fixture
def errors(page: Page) -> Iterator[list[str]]:
    """What went wrong in the page's scripts; the test fails if anything did."""
    found: list[str] = []
    page.on("pageerror", lambda error: found.append(str(error)))
    page.on("dialog", lambda dialog: (found.append(dialog.message), dialog.dismiss()))
    yield found
    assert found == []


@pytest.fixture
def walker(page: Page, server: str, errors: list[str]) -> Run:  # noqa: ARG001 - it looks for errors at the end
    """Open the tree at an address in a fresh load."""
    loads = iter(range(1000))

    def open_at(fragment: str = "", tree: str = TREE) -> Page:
        page.goto(f"{server}{tree}?{next(loads)}{fragment}", wait_until="domcontentloaded")
        return page

    return open_at


SCRIPT = """
const text = (element) => element.textContent.replace(/\\s+/g, " ").trim();
const stand = () => ({
  shown: [...document.querySelectorAll(".pb-tree section[id]")].filter((section) => !section.hidden).map((section) => section.id),
  hash: location.hash,
  why: [...document.querySelectorAll(".pb-walk__why > ol > li li")].map(text),
});
"""
STAND = f"() => {{ {SCRIPT} return stand(); }}"

WALK = f"""(answers) => {{ {SCRIPT}
  [...document.querySelectorAll(".pb-walk__foot a")].find((link) => link.textContent === "Start again")?.click();
  const seen = [];
  for (const answer of answers) {{
    const form = document.querySelector(".pb-walk__card");
    seen.push([text(form.querySelector("h2")), [...document.querySelectorAll(".pb-walk__possible li")].map(text)]);
    form.querySelector(`input[value="${{answer}}"]`).click();
    form.querySelector("button").click();
  }}
  return [seen, stand()];
}}"""


def without_theme(page: Page) -> None:
    """Leave out the theme's own script and sheets: hundreds of loads are about ours."""
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.setBlockedURLs", {"urls": ["*/search/*", "*/bundle.*", "*/assets/stylesheets/*"]})


def test_every_path_walked_by_hand_and_its_address_in_a_fresh_load_end_where_python_says(
    page: Page, walker: Run, front: TreeFront, brute: BruteForce
) -> None:
    graph = brute.graph
    titles = {id_: outcome.title for id_, outcome in front.outcomes.items()}
    without_theme(page)
    assert len(brute.paths) == graph.path_count == 246

    def reason(flip: Mapping[str, Any]) -> str:
        says = front.questions[flip["question"]].answers[flip["instead"]].says
        ends = [titles[end] for end in flip["outcomes"]]
        where = ", or ".join(ends) if len(ends) <= 3 else f"further questions, {len(ends)} outcomes possible"
        return f"Had you said “{says}”: {where}"

    walker()
    for steps, end in brute.paths:
        assert walk(graph, steps).end == end
        seen, walked = page.evaluate(WALK, list(steps.values()))
        prefixes = [dict(list(steps.items())[:length]) for length in range(len(steps))]
        assert seen == [
            [front.questions[question].ask, [titles[name] for name in brute.possible(prefix)]]
            for question, prefix in zip(steps, prefixes, strict=True)
        ]
        assert walked["shown"] == [end]
        assert walked["hash"] == address(steps, _to=end)
        assert sorted(walked["why"]) == sorted(reason(flip) for flip in brute.nearest(steps))
        walker(walked["hash"])
        assert page.evaluate(STAND) == walked


def test_at_first_sight_there_is_one_question_and_its_answers(walker: Run, front: TreeFront) -> None:
    page = walker()
    first = front.questions[front.start]
    assert heading(page) == first.ask
    choices = page.locator(".pb-choice")
    assert choices.all_inner_texts() == [answer.says for answer in first.answers.values()]
    expect(page.locator(".pb-question, .pb-outcome").filter(visible=True)).to_have_count(0)
    expect(page.locator(".pb-trail")).to_have_count(0)
    expect(page.locator("#pb-walk").get_by_text(first.why)).to_be_hidden()


def test_cannot_say_is_offered_where_the_question_has_no_unsure_answer_of_its_own(
    walker: Run, front: TreeFront, brute: BruteForce
) -> None:
    page = walker()
    before = {last: dict(list(steps.items())[:-1]) for steps, _ in brute.paths for last in list(steps)[-1:]}
    assert len(before) > 5
    for question, answers in before.items():
        page.evaluate("hash => { location.hash = hash; }", address(answers))
        expect(page.locator(".pb-walk h2")).to_have_text(front.questions[question].ask)
        own = any(answer.unsure for answer in front.questions[question].answers.values())
        expect(page.get_by_label(I_CANNOT_SAY, exact=True)).to_have_count(0 if own else 1)


def test_a_changed_answer_keeps_every_later_answer_that_still_applies(walker: Run, front: TreeFront) -> None:
    page = walker(address(HYBRID))
    assert heading(page) == front.outcomes["hybrid"].title
    page.locator(".pb-trail a").nth(2).click()
    assert heading(page) == front.questions["stakes"].ask
    expect(page.get_by_label(front.questions["stakes"].answers["large"].says)).to_be_checked()
    choose(page, front.questions["stakes"].answers["moderate"].says)
    assert heading(page) == front.outcomes["hybrid"].title
    page.locator(".pb-trail a").nth(1).click()
    choose(page, front.questions["status"].answers["closed"].says)
    assert heading(page) == front.questions["carry"].ask
    page.locator(".pb-trail a").nth(1).click()
    choose(page, front.questions["status"].answers["new-facts"].says)
    assert heading(page) == front.outcomes["hybrid"].title
    page.reload()
    assert heading(page) == front.outcomes["hybrid"].title


def test_answers_that_do_not_apply_now_survive_a_reload(walker: Run, front: TreeFront) -> None:
    page = walker(address(HYBRID, _at="status"))
    choose(page, front.questions["status"].answers["unclear"].says)
    page.reload()
    page.locator(".pb-trail a").nth(1).click()
    choose(page, front.questions["status"].answers["open"].says)
    assert heading(page) == front.outcomes["hybrid"].title


def test_back_and_forward_go_through_the_questions(walker: Run, front: TreeFront) -> None:
    page = walker()
    choose(page, front.questions["red-line"].answers["no"].says)
    choose(page, front.questions["status"].answers["unclear"].says)
    assert heading(page) == front.outcomes["settle-who-decides"].title
    for _ in range(2):
        for ask in ("status", "red-line"):
            page.go_back()
            expect(page.locator(".pb-walk h2")).to_have_text(front.questions[ask].ask)
        page.go_forward()
        expect(page.locator(".pb-walk h2")).to_have_text(front.questions["status"].ask)
        page.go_forward()
        expect(page.locator(".pb-outcome:visible h2")).to_have_text(front.outcomes["settle-who-decides"].title)


def test_cannot_say_walks_every_branch_and_names_the_answer_that_would_narrow_most(
    walker: Run, front: TreeFront, brute: BruteForce
) -> None:
    page = walker(address({"red-line": "no", "status": "closed"}))
    answers = {"red-line": "no", "status": "closed"}
    for question in ("carry", "pattern", "signals"):
        assert heading(page) == front.questions[question].ask
        choose(page, I_CANNOT_SAY)
        answers[question] = CANNOT_SAY
    possible, best = brute.possible(answers), brute.narrowest(answers)
    assert best
    assert heading(page) == f"{len(possible)} outcomes still possible"
    assert page.locator(".pb-walk__open .pb-links li").all_inner_texts() == [
        front.outcomes[id_].title for id_ in possible
    ]
    narrow = page.locator(".pb-walk__narrow")
    expect(narrow.get_by_role("link")).to_have_text(front.questions[best[0]].ask)
    expect(narrow).to_contain_text(
        f"It would leave {float(best[1]):g} outcomes on average, every answer counted alike."
    )
    expect(narrow).to_contain_text(front.questions[best[0]].find_out)
    narrow.get_by_role("link").click()
    answers[best[0]], answer = next(iter(front.questions[best[0]].answers.items()))
    choose(page, answer.says)
    assert heading(page) == f"{len(brute.possible(answers))} outcomes still possible"


def test_the_theme_does_not_load_the_page_again_while_walking(walker: Run, front: TreeFront) -> None:
    page = walker()
    page.wait_for_load_state()
    page.evaluate("document.querySelector('.pb-tree').dataset.mark = 'the same'")
    choose(page, front.questions["red-line"].answers["no"].says)
    page.locator(".pb-trail a").click()
    page.get_by_role("link", name="Show the whole tree").click()
    page.locator(".pb-graph").get_by_text("The whole tree as a picture").click()
    page.locator("#pb-graph-hybrid").click()
    expect(page.locator("#hybrid")).to_be_in_viewport()
    page.get_by_role("link", name="Start again").last.click()
    expect(page.locator("#red-line")).to_be_in_viewport()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".pb-tree")).to_have_attribute("data-mark", "the same")


def test_the_path_walked_so_far_is_marked_in_the_picture(walker: Run) -> None:
    page = walker(address({"red-line": "no", "status": "open"}))
    marked = "all => all.map(one => one.dataset.node ?? one.dataset.edge).sort()"
    found = page.locator("[data-walked]").evaluate_all(marked)
    assert set(found) == {"red-line", "status", "stakes", "red-line/no", "status/open"}


def test_a_link_to_a_question_or_an_outcome_shows_that_section_as_it_is(walker: Run, front: TreeFront) -> None:
    for id_ in ("stakes", "hybrid"):
        page = walker(f"#{id_}")
        expect(page.locator(f"#{id_}")).to_be_in_viewport()
        expect(page.locator(".pb-walk__card")).to_have_count(0)
        expect(page.locator(".pb-question")).to_have_count(len(front.questions))
        expect(page.locator(".pb-question").filter(visible=True)).to_have_count(len(front.questions))


def test_the_whole_tree_is_one_link_away_and_so_is_the_way_back(walker: Run, front: TreeFront) -> None:
    page = walker(address({"red-line": "no"}))
    page.get_by_role("link", name="Show the whole tree").click()
    expect(page.locator("#status")).to_be_in_viewport()
    page.get_by_role("link", name="Walk through it").click()
    expect(page.locator(".pb-walk h2")).to_have_text(front.questions["status"].ask)


# Addresses of old.


def older(page: Page, change: Callable[[str], str]) -> None:
    """Serve the tree's page with its HTML changed, as if the tree had been edited since."""

    def answer(route: Any) -> None:
        response = route.fetch()
        route.fulfill(response=response, body=change(response.text()))

    page.route(re.compile(re.escape(TREE)), answer)


def test_an_address_with_a_retired_question_is_replayed_as_far_as_it_holds(
    page: Page, walker: Run, front: TreeFront
) -> None:
    gone = '<p class="pb-tree__retired" id="weather"><b>weather</b> was retired on <time>2026-01-02</time>: <span>It decided nothing.</span></p>'
    older(
        page,
        lambda html: html.replace(
            '<section class="pb-question" id="red-line"', gone + '<section class="pb-question" id="red-line"'
        ),
    )
    walker(address({"red-line": "no", "weather": "fine", "status": "open"}))
    assert heading(page) == front.questions["stakes"].ask
    assert page.locator(".pb-walk__notes p").all_inner_texts() == [
        "The tree has changed since this address was made.",
        "weather was retired on 2026-01-02: It decided nothing.",
        f"Your answer to “{front.questions['red-line'].ask}” now leads to “{front.questions['status'].ask}”.",
    ]


def test_an_address_whose_last_answer_leads_elsewhere_today_says_so(walker: Run, front: TreeFront) -> None:
    page = walker(address(HYBRID, _to="advocate"))
    assert heading(page) == front.outcomes["hybrid"].title
    assert page.locator(".pb-walk__notes p").all_inner_texts() == [
        "The tree has changed since this address was made.",
        f"When this address was made, it ended at “{front.outcomes['advocate'].title}”.",
    ]


def test_an_answer_that_leads_to_another_question_today_is_named(walker: Run, front: TreeFront) -> None:
    page = walker(address({"red-line": "no", "stakes": "small"}))
    assert heading(page) == front.questions["status"].ask
    expect(page.locator(".pb-walk__notes")).to_contain_text(
        f"Your answer to “{front.questions['red-line'].ask}” now leads to “{front.questions['status'].ask}”."
    )
    choose(page, front.questions["status"].answers["open"].says)
    assert heading(page) == front.outcomes["adapt"].title
    expect(page.locator(".pb-walk__notes")).to_have_count(0)


def test_an_answer_no_longer_offered_is_asked_again(walker: Run, front: TreeFront) -> None:
    page = walker(address({**HYBRID, "voice": "maybe"}))
    assert heading(page) == front.questions["voice"].ask
    expect(page.locator(".pb-walk__notes")).to_contain_text(
        f"The answer in this address to “{front.questions['voice'].ask}” is not one of its answers now."
    )
    choose(page, front.questions["voice"].answers["yes"].says)
    assert heading(page) == front.outcomes["hybrid"].title


def test_a_question_under_its_old_name_keeps_its_answer(page: Page, walker: Run, front: TreeFront) -> None:
    older(
        page,
        lambda html: html.replace(
            '<h2 class="pb-question__ask" id="status--ask">',
            '<span class="pb-anchor" id="is-it-open"></span><h2 class="pb-question__ask" id="status--ask">',
        ),
    )
    walker(address({"red-line": "no", "is-it-open": "unclear"}))
    assert heading(page) == front.outcomes["settle-who-decides"].title
    expect(page.locator(".pb-walk__notes")).to_have_count(0)


@pytest.mark.parametrize(
    "fragment",
    [
        "#?nonsense",
        "#?red-line=no&decider=page&cares=money",
        "#?red-line=no&" + "&".join(f"p{number}={number}" for number in range(10_000)),
        "#?red-line=no&<img src=x onerror=alert(1)>=<script>alert(1)</script>",
        "#?red-line=no&_at=<svg onload=alert(1)>&_to=javascript:alert(1)",
        "#?red-line=no&__proto__=x&constructor=y&toString=z",
        "#?%E0%A4%A=%",
    ],
    ids=["nonsense", "another-tree", "10000-parameters", "markup", "marks", "prototype", "broken-escapes"],
)
def test_nonsense_in_the_address_is_ignored_and_said_once(walker: Run, front: TreeFront, fragment: str) -> None:
    page = walker(fragment)
    assert heading(page) in (front.questions["red-line"].ask, front.questions["status"].ask)
    assert page.locator(".pb-walk__notes p").all_inner_texts() == [
        "Parts of this address mean nothing to this tree. They were ignored."
    ]
    assert page.locator(".pb-tree :is(img, script, svg[onload])").count() == 0


def test_an_anchor_that_is_no_section_leaves_the_walk_at_its_beginning(walker: Run, front: TreeFront) -> None:
    page = walker("#%E0%A4%A")
    assert heading(page) == front.questions["red-line"].ask


# Take it with you.


def shared(page: Page) -> str:
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".pb-walk__said")).to_have_text("Copied.")
    return str(page.evaluate("navigator.clipboard.readText()"))


@pytest.fixture
def clipboard(context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])


@pytest.mark.usefixtures("clipboard")
def test_a_shared_link_leaves_red_line_answers_out_unless_asked(walker: Run, server: str, front: TreeFront) -> None:
    page = walker(address(HYBRID))
    page.get_by_text("Take it with you").click()
    plain = shared(page)
    assert plain == f"{server}{TREE}" + address({q: a for q, a in HYBRID.items() if q != "red-line"})
    page.get_by_label("Include my answers about red lines").check()
    assert shared(page) == f"{server}{TREE}" + address(HYBRID, _to="hybrid")
    page.goto(plain.replace(TREE, f"{TREE}?shared"))
    assert heading(page) == front.questions["red-line"].ask
    expect(page.locator(".pb-walk__notes")).to_have_text(
        "Some answers were left out of this link. Give your own here, and the others apply again."
    )
    choose(page, front.questions["red-line"].answers["no"].says)
    assert heading(page) == front.outcomes["hybrid"].title


@pytest.mark.usefixtures("clipboard")
def test_a_shared_link_from_a_red_line_says_nothing_of_it(walker: Run, server: str) -> None:
    page = walker("#?red-line=yes&raised=not-yet&_to=escalate")
    page.get_by_text("Take it with you").click()
    assert shared(page) == f"{server}{TREE}#?"


def test_a_private_tree_offers_no_link_to_share(page: Page, walker: Run) -> None:
    older(page, lambda html: html.replace("data-reviewed=", "data-private data-reviewed="))
    walker(address(HYBRID))
    page.get_by_text("Take it with you").click()
    expect(page.get_by_role("button", name="Copy as Markdown")).to_be_visible()
    expect(page.get_by_role("button", name="Copy link")).to_have_count(0)


def titles(html: str) -> list[str]:
    return re.findall(r"<h[12][^>]*>([^<]*)</h[12]>", html)


@pytest.mark.usefixtures("clipboard")
def test_the_decision_record_says_what_was_answered_advised_and_why(walker: Run, server: str, front: TreeFront) -> None:
    page = walker(address(HYBRID))
    outcome = front.outcomes["hybrid"]
    page.get_by_text("Take it with you").click()
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator(".pb-walk__said")).to_have_text("Copied.")
    markdown = page.evaluate("navigator.clipboard.readText()")
    today = datetime.now().astimezone().date().isoformat()
    parser = MarkdownIt("commonmark").use(tasklists_plugin)
    html = parser.render(markdown)
    plain = re.sub(r"<[^>]+>", "", html).replace("&quot;", '"').replace("&amp;", "&")
    assert html.count('type="checkbox"') == len(outcome.first_moves)
    assert titles(html) == [
        f"Decision record: {outcome.title}",
        "Answers",
        "Outcome",
        "First moves",
        "Risks",
        "What would change it",
    ]
    assert "Context: ___" in plain
    for question, answer in HYBRID.items():
        said = f"{front.questions[question].ask} {front.questions[question].answers[answer].says} {front.questions[question].why}"
        assert (said in plain) is (question != "red-line")
    assert "Left out: 1 answer about red lines." in plain
    for words in (
        outcome.advice,
        *outcome.first_moves,
        outcome.risks.product,
        outcome.risks.career,
        outcome.risks.morale,
        outcome.changes_if[0].says,
    ):
        assert words in plain
    assert f"{today}. Made with {front.title} reviewed {front.reviewed.isoformat()}, version " in plain
    assert f'href="{server}{TREE}#?status=open' in html

    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == f"decision-record-advocate-or-adapt-{today}.md"
    assert Path(download.value.path()).read_text(encoding="utf-8") == markdown

    page.get_by_role("button", name="Copy for Confluence").click()
    expect(page.locator(".pb-walk__said")).to_have_text("Copied.")
    read = "(async () => { const [item] = await navigator.clipboard.read(); return (await item.getType('text/html')).text(); })()"
    rich = page.evaluate(read)
    assert titles(rich) == titles(html)
    assert rich.count("☐") == len(outcome.first_moves)


def test_a_refused_clipboard_is_said(page: Page, walker: Run) -> None:
    page.add_init_script(
        "Object.defineProperty(navigator, 'clipboard', { value: undefined }); document.execCommand = () => { throw new Error('refused'); };"
    )
    walker(address(HYBRID))
    page.get_by_text("Take it with you").click()
    page.get_by_role("button", name="Copy as Markdown").click()
    expect(page.locator(".pb-walk__said")).to_have_text("Not copied: this browser refused it. Download it instead.")


def test_an_outcome_prints_on_one_page_with_its_answers_and_risks(walker: Run, front: TreeFront) -> None:
    page = walker(address(HYBRID))
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    expect(page.get_by_text(front.outcomes["hybrid"].risks.morale)).to_be_visible()
    expect(page.locator(".pb-trail")).to_be_visible()
    expect(page.get_by_text("Show the whole tree")).to_be_hidden()
    pages = re.findall(rb"/Type\s*/Page[^s]", page.pdf(format="A4"))
    assert len(pages) == 1
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    expect(page.get_by_text(front.outcomes["hybrid"].risks.morale)).to_be_hidden()


# Everyone can walk it.


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.textContent"))


def tab_to(page: Page, wanted: str, *, most: int = 60) -> None:
    for _ in range(most):
        if page.evaluate("wanted => document.activeElement.matches(wanted)", wanted):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{wanted} is not reached by {most} tabs")


def test_the_whole_walk_is_done_by_keyboard_alone(walker: Run, front: TreeFront, brute: BruteForce) -> None:
    page = walker()
    for question, answer in HYBRID.items():
        tab_to(page, ".pb-walk__card input")
        page.keyboard.press("Space")
        for _ in range(list(front.questions[question].answers).index(answer)):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        after = walk(brute.graph, dict(list(HYBRID.items())[: list(HYBRID).index(question) + 1])).end
        assert focused(page) == (
            front.questions[after].ask if after in front.questions else front.outcomes[after].title
        )
        expect(page.locator(".pb-walk__live")).to_have_text(re.compile(r"still possible\.|The walk ends here\."))
    tab_to(page, ".pb-trail a")
    page.keyboard.press("Enter")
    assert focused(page) == front.questions["red-line"].ask
    page.go_back()
    expect(page.locator(":focus")).to_have_text(front.outcomes["hybrid"].title)
    page.go_forward()
    expect(page.locator(":focus")).to_have_text(front.questions["red-line"].ask)
    tab_to(page, ".pb-walk__card input:checked")
    page.keyboard.press("Enter")
    assert focused(page) == front.outcomes["hybrid"].title


def test_next_without_an_answer_stays_and_asks_for_one(walker: Run, front: TreeFront) -> None:
    page = walker()
    page.get_by_role("button", name="Next").click()
    assert heading(page) == front.questions["red-line"].ask
    assert page.evaluate("document.activeElement.matches('input:invalid')")


STANDS = {
    "light": (360, ("", address({"red-line": "no"}), "#?red-line=no&status=closed&carry=-&pattern=-&signals=-")),
    "dark": (1280, (address(HYBRID, _at="stakes"), address(HYBRID, _to="advocate") + "&x=y")),
}


@pytest.mark.parametrize("scheme", STANDS)
def test_no_axe_violation_while_walking(browser: Browser, server: str, scheme: Literal["light", "dark"]) -> None:
    width, stands = STANDS[scheme]
    context = browser.new_context(color_scheme=scheme, viewport={"width": width, "height": 740})
    page, axe = context.new_page(), Axe()
    for number, fragment in enumerate(stands):
        page.goto(f"{server}{TREE}?{number}{fragment}")
        page.evaluate("document.querySelectorAll('.pb-tree details').forEach(fold => { fold.open = true; })")
        found = axe.run(page, context=".pb-tree")
        assert len(found.response["passes"]) > 5
        assert [f"{one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]] == []
    context.close()


def test_a_thumb_finds_every_answer_at_360_pixels(walker: Run) -> None:
    page = walker(address({"red-line": "no"}))
    page.set_viewport_size({"width": 360, "height": 640})
    sizes = "all => all.map(one => [one.getBoundingClientRect().width, one.getBoundingClientRect().height])"
    targets = page.locator(".pb-choice, .pb-walk__next, .pb-trail a, .pb-walk__foot a, .pb-tree summary").filter(
        visible=True
    )
    assert all(height >= 44 for _, height in targets.evaluate_all(sizes))
    assert all(width >= 300 for width, _ in page.locator(".pb-choice, .pb-walk__next").evaluate_all(sizes))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    expect(page.get_by_role("button", name="Next")).to_be_visible()


# Without a script, and from disk.


@pytest.mark.parametrize("from_disk", [False, True], ids=["served", "file"])
def test_without_a_script_links_lead_from_the_first_question_to_every_outcome(
    browser: Browser, server: str, site: Path, brute: BruteForce, *, from_disk: bool
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    start = f"{(site / TREE / 'index.html').resolve().as_uri()}" if from_disk else f"{server}{TREE}"
    page.goto(start)
    chosen = [next(steps for steps, end in brute.paths if end == outcome) for outcome in brute.graph.outcomes]
    seen = {brute.graph.start}
    for question, answer in dict.fromkeys(step for steps in chosen for step in steps.items()):
        assert question in seen
        to = brute.graph.edges[question][answer]
        page.locator(f'[data-question="{question}"] [data-answer="{answer}"] a').click()
        assert page.url == f"{start}#{to}"
        expect(page.locator(f"#{to} h2")).to_be_in_viewport()
        seen.add(to)
    assert seen >= set(brute.graph.outcomes)
    context.close()


def test_the_walk_works_from_disk(browser: Browser, site: Path, front: TreeFront) -> None:
    page = browser.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto((site / TREE / "index.html").resolve().as_uri())
    for question, answer in HYBRID.items():
        assert heading(page) == front.questions[question].ask
        choose(page, front.questions[question].answers[answer].says)
    assert heading(page) == front.outcomes["hybrid"].title
    page.reload()
    assert heading(page) == front.outcomes["hybrid"].title
    page.go_back()
    expect(page.locator(".pb-walk h2")).to_have_text(front.questions["price"].ask)
    assert errors == []
    page.close()


def test_every_other_tree_can_be_walked_too(walker: Run) -> None:
    library = load(ROOT).library
    assert library
    for id_, entry in library.trees.items():
        graph = Graph.of(entry.front)
        steps, end = max(paths(graph), key=lambda path: len(path[0]))
        page = walker(tree=f"trees/{id_}/")
        for question, answer in steps.items():
            choose(page, entry.front.questions[question].answers[answer].says)
        assert heading(page) == entry.front.outcomes[end].title
        assert page.evaluate(STAND)["shown"] == [end]
