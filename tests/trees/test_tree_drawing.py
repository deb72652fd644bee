"""The whole tree as a picture and as an outline."""

from __future__ import annotations

import itertools
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser, LexborNode
from tree_builders import a_layered_tree, a_tree

from conftest import until
from playbook_site.library import load
from playbook_site.rendering import Renderer
from playbook_site.trees.analysis import Graph
from playbook_site.trees.drawing import BOX_WIDTH, LEADING, ROOM, Drawing, draw
from playbook_site.trees.lettering import width, wrap
from playbook_site.trees.model import STANCES, TreeFront
from playbook_site.trees.outline import Branch, outline

ROOT = Path(__file__).parents[2]
TREES = tuple(sorted(path.stem for path in (ROOT / "playbooks" / "trees").glob("*.md")))

HUNDRED = TreeFront.model_validate(a_layered_tree(layers=9, across=8, outcomes=27))


def page_of(site: Path, tree: str) -> LexborHTMLParser:
    return LexborHTMLParser((site / "trees" / tree / "index.html").read_text(encoding="utf-8"))


def drawn(page: LexborHTMLParser) -> LexborNode:
    found = page.css_first("details.pb-graph")
    assert found is not None
    return found


@pytest.mark.parametrize("tree", TREES)
def test_every_link_of_picture_and_outline_leads_to_its_section(site: Path, tree: str) -> None:
    page = page_of(site, tree)
    ids = [node.attributes["id"] for node in page.css("[id]")]
    links = [node.attributes.get("href") or node.attributes.get("xlink:href") or "" for node in drawn(page).css("a")]
    sections = {node.attributes["id"] for node in page.css("section[data-question], section[data-outcome]")}
    assert {link.removeprefix("#") for link in links} == sections
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("tree", TREES)
def test_every_question_outcome_and_answer_is_drawn_once(site: Path, tree: str) -> None:
    page = page_of(site, tree)
    picture = drawn(page).css_first("svg")
    assert picture is not None
    nodes = [node.attributes["data-node"] for node in picture.css("a[data-node]")]
    edges = [node.attributes["data-edge"] for node in picture.css(".pb-graph__edge")]
    rows = [node.attributes["data-edge"] for node in picture.css("a .pb-graph__row")]
    sections = [node.attributes["id"] for node in page.css("section[data-question], section[data-outcome]")]
    answers = [
        f"{question.attributes['id']}/{answer.attributes['data-answer']}"
        for question in page.css("section[data-question]")
        for answer in question.css("[data-answer]")
    ]
    assert sorted(map(str, nodes)) == sorted(map(str, sections))
    assert sorted(map(str, edges)) == sorted(map(str, rows)) == sorted(answers)


@pytest.mark.parametrize("tree", TREES)
def test_every_node_has_a_title_and_a_description(site: Path, tree: str) -> None:
    for node in drawn(page_of(site, tree)).css("svg a"):
        assert [child.tag for child in node.iter()][:2] == ["title", "desc"]
        assert all(child.text() for child in list(node.iter())[:2])


@pytest.mark.parametrize("tree", TREES)
def test_ids_of_the_picture_are_its_own_and_its_colours_are_the_sheets(site: Path, tree: str) -> None:
    picture = drawn(page_of(site, tree)).css_first("svg")
    assert picture is not None
    for node in picture.css("*"):
        assert not {"fill", "stroke", "style", "font-size", "font-family", "onclick"} & set(node.attributes)
        assert (node.attributes.get("id") or "pb-graph").startswith("pb-graph")


def test_an_outcome_wears_the_class_of_its_stance(site: Path) -> None:
    page = page_of(site, "advocate-or-adapt")
    for section in page.css("section[data-outcome]"):
        node = drawn(page).css_first(f"#pb-graph-{section.attributes['id']}")
        assert node is not None
        assert node.attributes["class"] == f"pb-graph__node pb-graph__node--{section.attributes['data-stance']}"


def test_every_stance_has_colours_of_its_own() -> None:
    sheet = (ROOT / "docs/assets/stylesheets/graph.css").read_text(encoding="utf-8")
    rules = dict(re.findall(r"\.pb-graph__node--(\w+) \.pb-graph__box \{([^}]*)\}", sheet))
    assert set(rules) == set(STANCES)
    assert len(set(rules.values())) == len(STANCES)


def test_the_same_tree_gives_the_same_bytes_under_other_hashes_locales_and_zones() -> None:
    program = (
        "import hashlib, json, sys\n"
        "from playbook_site.trees.drawing import draw\n"
        "from playbook_site.trees.model import TreeFront\n"
        "front = TreeFront.model_validate(json.load(sys.stdin))\n"
        "print(hashlib.sha256(repr(draw(front)).encode()).hexdigest())\n"
    )
    front = json.dumps(a_layered_tree(layers=3, across=4, outcomes=5))
    sums = set()
    for seed, locale, zone in (("1", "C", "UTC"), ("2", "de_DE.UTF-8", "Asia/Tokyo")):
        changes = {"PYTHONHASHSEED": seed, "LC_ALL": locale, "TZ": zone, "PYTHONPATH": str(ROOT / "hooks")}
        done = subprocess.run(
            [sys.executable, "-c", program],
            input=front,
            capture_output=True,
            text=True,
            check=True,
            env={**os.environ, **changes},
        )
        sums.add(done.stdout)
    assert len(sums) == 1


def test_boxes_keep_clear_of_each_other() -> None:
    boxes = [(node.x, node.y, node.x + node.width, node.y + node.height) for node in draw(HUNDRED).nodes]
    assert len(boxes) == 100
    for one, other in itertools.combinations(boxes, 2):
        assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def test_an_edge_runs_from_the_row_of_its_answer_to_the_node_it_leads_to() -> None:
    drawing, graph = draw(HUNDRED), Graph.of(HUNDRED)
    nodes = {node.id: node for node in drawing.nodes}
    assert len(drawing.edges) == sum(len(answers) for answers in graph.edges.values())
    for edge in drawing.edges:
        assert graph.edges[edge.question][edge.answer] == edge.to
        row = next(row for row in nodes[edge.question].rows if row.id == edge.answer)
        start = [int(number) for number in re.findall(r"-?\d+", edge.path)[:2]]
        tip = [int(number) for number in edge.arrow.split(" ")[0].split(",")]
        assert abs(start[0] - nodes[edge.question].x - BOX_WIDTH) <= 2
        assert row.top <= start[1] <= row.top + row.height
        assert abs(tip[0] - nodes[edge.to].x) <= 2
        assert nodes[edge.to].y <= tip[1] <= nodes[edge.to].y + nodes[edge.to].height


def test_everything_lies_inside_the_picture() -> None:
    drawing: Drawing = draw(HUNDRED)
    for node in drawing.nodes:
        assert node.x >= 0
        assert node.y >= 0
        assert node.x + node.width <= drawing.width
        assert node.y + node.height <= drawing.height


def test_words_break_into_lines_that_fit_and_the_rest_becomes_an_ellipsis() -> None:
    text = "Would the person who decides truly listen, or Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen?"
    lines = wrap(text, size=13, room=ROOM, most=9)
    assert all(width(line, 13) <= ROOM for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert wrap(text, size=13, room=ROOM, most=1) == ("Would the person who decides…",)
    assert wrap("決" * 40, size=13, room=130, most=2) == ("決" * 8, "決" * 8 + "…")


def test_the_outline_tells_every_question_once_and_every_answer() -> None:
    front = a_tree().front
    told: list[str] = []
    again: list[str] = []
    answers: list[tuple[str, str]] = []

    def visit(branch: Branch) -> None:
        if branch.id in front.questions:
            (again if branch.is_told else told).append(branch.id)
        for says, following in branch.answers:
            answers.append((says, following.id))
            visit(following)

    visit(outline(front))
    assert told == ["rain", "coat", "far"]
    assert again == ["far", "coat"]
    assert answers == [
        ("Yes", "coat"),
        ("Yes", "far"),
        ("Yes", "ride"),
        ("No", "walk"),
        ("Too far", "stay"),
        ("No", "ride"),
        ("No", "far"),
        ("I cannot see", "coat"),
    ]


@pytest.fixture
def hundred(browser: Browser, server: str) -> Page:
    """A tree's page with the picture of a tree of 100 nodes in place of its own, in a desktop window."""
    library = load(ROOT).library
    assert library
    renderer = Renderer(library, nonce="x")
    html = renderer.html(
        "trees/drawing.html.jinja",
        "trees/x/",
        entry={"id": "x"},
        front=HUNDRED,
        graph=Graph.of(HUNDRED),
        drawing=draw(HUNDRED),
        leading=LEADING,
        outline=outline(HUNDRED),
    )
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(f"{server}trees/{TREES[0]}/")
    page.evaluate("html => { document.querySelector('.pb-graph').outerHTML = html; }", str(html))
    page.locator(".pb-graph > summary").click()
    return page


OVERFLOWING = """() => [...document.querySelectorAll('.pb-graph__node')].flatMap((node) => {
  const box = node.querySelector('rect').getBoundingClientRect();
  return [...node.querySelectorAll('text')].filter((text) => {
    const words = text.getBoundingClientRect();
    return words.left < box.left || words.right > box.right || words.top < box.top || words.bottom > box.bottom;
  }).map((text) => text.textContent);
})"""


def test_a_tree_of_100_nodes_is_legible(hundred: Page) -> None:
    assert hundred.locator(".pb-graph__node").count() == 100
    for family in ("", "DejaVu Sans"):
        hundred.evaluate(
            "family => { document.querySelector('.pb-graph__picture').style.fontFamily = family; }", family
        )
        assert hundred.evaluate(OVERFLOWING) == []
    smallest = hundred.evaluate(
        """() => Math.min(...[...document.querySelectorAll('.pb-graph text')].map((text) =>
          parseFloat(getComputedStyle(text).fontSize) * text.getScreenCTM().a))"""
    )
    assert smallest >= 12
    assert hundred.evaluate("document.documentElement.scrollWidth") == 1280
    hundred.close()


def test_the_picture_moves_by_scrolling_and_by_keys_and_comes_in_three_sizes(hundred: Page) -> None:
    scroll = hundred.locator(".pb-graph__scroll")
    breadths = {}
    for size in ("Whole", "Normal", "Large"):
        hundred.get_by_label(size, exact=True).check()
        breadths[size] = hundred.locator(".pb-graph__picture").bounding_box()["width"]  # type: ignore[index] # it is shown
    assert breadths["Whole"] <= scroll.bounding_box()["width"]  # type: ignore[index]
    assert breadths["Normal"] == draw(HUNDRED).width
    assert breadths["Large"] == 1.5 * breadths["Normal"]
    scroll.focus()
    scroll.press("ArrowRight")
    until(hundred, "document.querySelector('.pb-graph__scroll').scrollLeft > 0")
    hundred.close()


def test_a_walked_step_is_thicker_as_well_as_coloured(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(f"{server}trees/{TREES[0]}/")
    page.locator(".pb-graph > summary").click()
    widths = page.evaluate(
        """() => ['.pb-graph__edge path', '.pb-graph__node .pb-graph__box'].map((part) => {
          const element = document.querySelector(`${part.replace(/ .*/, '')}:not([data-walked]) ${part.replace(/.* /, '')}`);
          const before = parseFloat(getComputedStyle(element).strokeWidth);
          element.parentElement.setAttribute('data-walked', '');
          return [before, parseFloat(getComputedStyle(element).strokeWidth)];
        })"""
    )
    assert all(after >= 2 * before for before, after in widths)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_picture_and_outline_have_no_axe_violations(browser: Browser, server: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)  # type: ignore[arg-type] # one of the two words
    page.goto(f"{server}trees/{TREES[0]}/")
    page.locator(".pb-graph > summary").click()
    page.locator(".pb-graph__outline > summary").click()
    found = Axe().run(page, context=".pb-graph", options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    assert found.response["violations"] == []
    page.close()


def test_paper_shows_the_outline_instead_of_the_picture(browser: Browser, server: str) -> None:
    page = browser.new_page()
    page.goto(f"{server}trees/advocate-or-adapt/#red-line")
    page.locator(".pb-graph > summary").click()
    last = page.locator(".pb-graph__outline li").last
    assert not last.evaluate("item => item.checkVisibility()")
    page.emulate_media(media="print")
    assert not page.locator(".pb-graph__picture").is_visible()
    assert last.evaluate("item => item.checkVisibility()")
    page.close()
