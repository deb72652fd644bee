from __future__ import annotations

import functools
import re
from pathlib import Path
from urllib.parse import urljoin

import markdown
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError
from selectolax.lexbor import LexborHTMLParser

from builders import a_library
from conftest import ROOT
from playbook_site.content.commonmark import Escapes
from playbook_site.library import load
from playbook_site.links import Thing
from playbook_site.publish.sanitise import sanitise
from playbook_site.rendering import Markdown, Renderer, Slots, address, backlinks, escape_markdown, href, title_of


@functools.cache
def _markdown() -> markdown.Markdown:
    listed = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    configs = {next(iter(entry)): next(iter(entry.values())) for entry in listed if isinstance(entry, dict)}
    names = [entry if isinstance(entry, str) else next(iter(entry)) for entry in listed]
    configs["toc"] = {**configs.get("toc", {}), "permalink": False}
    return markdown.Markdown(extensions=[*names, Escapes()], extension_configs=configs)


def as_on_the_site(text: str) -> LexborHTMLParser:
    """Markdown rendered with the settings of mkdocs.yml, and tamed."""
    return LexborHTMLParser(sanitise(_markdown().reset().convert(text)))


def words(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


AUTHORED = st.text(
    st.one_of(
        st.sampled_from("\\`*_[]()<>#-+!|:{}.~\"'&=^$%/@;1 "),
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zl", "Zp", "Cn", "Co")),
    ),
    min_size=1,
    max_size=30,
).map(words)
"""Texts of front matter: trimmed, in one line, of characters that can be seen."""

BLOCKS = [
    "- a",
    "+ a",
    "1. a",
    "1) a",
    "12. a",
    "# a",
    "a # b #",
    "> a",
    "~~~",
    "~ 5",
    "---",
    "***",
    "===",
    ": a",
    "!!! a",
    "??? a",
]
INLINE = [
    "[^1]: a",
    "[a]: b",
    "*[A]: b",
    "a { .b }",
    "{: #c }",
    "&amp;",
    "&lt;b&gt;",
    "\\*",
    "a\\",
    "a|b",
    "C#",
    "<!-- a",
    ":a:",
    "[[a]]",
]

EVERYWHERE = """# {0}

{0}

## In **bold {0} words**

- item {0}

| head |
|------|
| cell {0} |

{0}
"""


def shown_everywhere(text: str) -> bool:
    """Whether the text reads as it is written wherever a template may print it, and brings nothing along."""
    page = as_on_the_site(EVERYWHERE.format(escape_markdown(text)))
    read = [words(node.text()) for node in page.css("h1, p, strong, li, td")]
    tags = [node.tag for node in page.css("body *")]
    expected = [text, text, f"bold {text} words", f"item {text}", f"cell {text}", text]
    assert read == [words(each) for each in expected]
    assert tags == [
        "h1",
        "p",
        "h2",
        "strong",
        "ul",
        "li",
        *["div", "table", "thead", "tr", "th", "tbody", "tr", "td"][1:],
        "p",
    ]
    return True


@pytest.mark.parametrize("text", [*BLOCKS, *INLINE])
def test_what_is_markup_elsewhere_is_shown_as_it_is_written(text: str) -> None:
    assert shown_everywhere(text)


@given(AUTHORED.filter(bool))
@settings(max_examples=200, deadline=None)
def test_any_authored_text_is_shown_as_it_is_written(text: str) -> None:
    assert shown_everywhere(text)


def test_markdown_and_other_values_pass_unescaped() -> None:
    assert escape_markdown(Markdown("*a*")) == "*a*"
    assert escape_markdown(5) == 5


ADDRESSES = st.sampled_from(
    [
        "",
        "browse/",
        "playbooks/",
        "playbooks/x/",
        "checklists/x/",
        "trees/t/",
        "sources/",
        "assets/site.js",
        "a/b/c/d/",
        "index.html",
    ]
)


@given(ADDRESSES, ADDRESSES, st.sampled_from(["", "item"]))
def test_a_relative_address_leads_where_a_browser_goes(start: str, end: str, anchor: str) -> None:
    base = "https://example.com/sub/site/"
    written = href(start, end, anchor)
    assert urljoin(base + start, written) == base + end + (f"#{anchor}" if anchor else "")
    assert not written.startswith("/")


@given(ADDRESSES, ADDRESSES)
def test_from_disk_every_folder_names_its_index(start: str, end: str) -> None:
    written = href(start, end, index="index.html")
    expected = end + "index.html" if end.endswith("/") or not end else end
    assert urljoin(f"file:///site/{start}", written) == f"file:///site/{expected}"


def test_a_slot_is_filled_with_its_component() -> None:
    slots = Slots("abc")
    place = slots.put("<b>one</b>") + slots.put("<b>two</b>")
    assert slots.fill(sanitise(markdown.markdown(f"Text\n\n{place}\n\nText"))).count("<b>") == 2


@given(st.integers(0, 20), st.sampled_from(["", "0", "abc", "abcd1234", "*", ".*", "(.*)"]))
def test_a_slot_cannot_be_forged_without_the_nonce(number: int, guess: str) -> None:
    slots = Slots("9f2d6c1b")
    slots.put("<b>secret component</b>")
    forged = f'<div id="slot-{guess}-{number}"></div>'
    assert slots.fill(forged) == forged


def test_a_slot_that_was_never_put_stops_the_build() -> None:
    with pytest.raises(IndexError):
        Slots("abc").fill('<div id="slot-abc-0"></div>')


@pytest.fixture(scope="module")
def renderer(tmp_path_factory: pytest.TempPathFactory) -> Renderer:
    library = load(a_library(tmp_path_factory.mktemp("library"))).library
    assert library
    return Renderer(library, nonce="abc")


THINGS = [
    (Thing(kind="playbook", id="x"), "playbooks/x/", "", "I have ten minutes with someone who thinks in money"),
    (Thing(kind="checklist", id="meeting-ready"), "checklists/meeting-ready/", "", "Before the hard meeting"),
    (Thing(kind="checklist", id="x"), "checklists/x/", "", "Done when: ROI memo"),
    (Thing(kind="tree", id="fight-or-follow"), "trees/fight-or-follow/", "", "Fight or follow?"),
    (Thing(kind="outcome", id="fight-or-follow/fight"), "trees/fight-or-follow/", "fight", "Make the case"),
    (Thing(kind="case", id="we-followed"), "cases/we-followed/", "", "We followed"),
    (Thing(kind="source", id="klein"), "sources/", "klein", "Klein: Performing a Project Premortem. HBR, 2007"),
    (Thing(kind="term", id="npv"), "glossary/", "npv", "NPV"),
    (Thing(kind="objection", id="no-time"), "objections/", "no-time", "We have no time for this"),
    (Thing(kind="way-in", id="numbers"), "ways-in/numbers/", "", "I need numbers"),
]


@pytest.mark.parametrize(("thing", "url", "anchor", "title"), THINGS, ids=[row[0].kind for row in THINGS])
def test_everything_has_an_address_and_a_name(
    renderer: Renderer, thing: Thing, url: str, anchor: str, title: str
) -> None:
    assert address(thing) == (url, anchor)
    assert title_of(renderer.library, thing) == title


def test_a_family_is_never_part_of_a_playbooks_address() -> None:
    assert address(Thing(kind="playbook", id="x")) == ("playbooks/x/", "")
    assert address(Thing(kind="family", id="roi")) == ("families/roi/", "")


def test_who_points_here_is_said_in_words_with_the_section(renderer: Renderer) -> None:
    found = {
        (back.title, back.why, back.section) for back in backlinks(renderer, Thing(kind="playbook", id="hear-them-out"))
    }
    assert ("I have ten minutes with someone who thinks in money", "Mentions it", "Why it works") in found
    assert ("Make the case", "Where the tree leads here", "") in found
    assert ("In an hour I have a hard meeting", "Way in", "") in found


def test_html_templates_escape_what_authors_write(tmp_path: Path) -> None:
    text = 'Tea & "cake" for < 3'
    library = load(
        a_library(
            tmp_path,
            **{"company.yml": f"name: Larkfield\ncurrency: EUR\ncontacts: {{independent_channel: '{text}'}}\n"},
        )
    ).library
    assert library
    html = Renderer(library, nonce="abc").html("checklists/red_line.html.jinja", "")
    assert LexborHTMLParser(html).text().strip().endswith(f"Independent channel: {text}.")
    assert "&amp; &#34;cake&#34; for &lt; 3" in html


def test_a_template_that_names_what_is_not_there_stops_the_build(renderer: Renderer) -> None:
    with pytest.raises(UndefinedError):
        renderer.html("playbooks/kept.html.jinja", "")
