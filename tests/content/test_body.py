from __future__ import annotations

import re
import string
import time

import markdown
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT
from playbook_site.content.body import Body, anchor_of, visible
from playbook_site.content.commonmark import Escapes
from playbook_site.content.problems import Fault

HTML = 'HTML is not allowed; write Markdown, or put it in `code`. For "less than" write \\<'
ATTRIBUTES = "attribute lists such as {: .class } are not allowed; remove it"
ICONS = "icon names such as :icon: are not allowed; remove it"
THEME = "the theme's own syntax (!!!, ???, ===, --8<--) is not allowed; write plain Markdown"
UNDERLINED = "a line under a text makes a heading of it; write ## before the text, or leave a blank line"
DEEP = "nested too deeply; simplify this line"

FAULTS = [
    ("a <b>bold</b> word", "raw-html", 1, 3, HTML),
    ("a\n\n    <div>", "raw-html", 3, 5, HTML),
    ("<!-- hidden -->", "raw-html", 1, 1, HTML),
    ("\\`<script>\\`", "raw-html", 1, 3, HTML),
    ("`a` <i>", "raw-html", 1, 5, HTML),
    ("<https://example.com onclick=x>", "raw-html", 1, 1, HTML),
    ("<javascript:alert(1)>", "raw-html", 1, 1, HTML),
    ("a {: .wide }", "theme-syntax", 1, 3, ATTRIBUTES),
    ("[a](b){#c}", "theme-syntax", 1, 7, ATTRIBUTES),
    ("a :smile: b", "theme-syntax", 1, 3, ICONS),
    (":+1:", "theme-syntax", 1, 1, ICONS),
    ("!!! note", "theme-syntax", 1, 1, THEME),
    ("??? note", "theme-syntax", 1, 1, THEME),
    ('=== "Tab"', "theme-syntax", 1, 1, THEME),
    ('--8<-- "mkdocs.yml"', "theme-syntax", 1, 1, THEME),
    ("::: module", "theme-syntax", 1, 1, THEME),
    ("``` {.python}\nx\n```", "theme-syntax", 1, 4, "after ``` only the name of a language may stand"),
    ("a\n`b c", "open-fence", 2, 1, "a ` stands alone in this line; close the code in the same line, or write \\`"),
    (
        "> a\n> > ```\n```\n<b>```\n```",
        "theme-syntax",
        2,
        5,
        "a block of code in a quotation is not read alike everywhere; write it below the quotation",
    ),
    ("# Title", "heading-level", 1, 1, "the title comes from the front matter; begin with ## here"),
    ("##Steps", "heading-style", 1, 1, "put a blank after #, or write \\# where no heading is meant"),
    ("we are\n#1 here", "heading-style", 2, 1, "put a blank after #, or write \\# where no heading is meant"),
    ("  ## Steps", "heading-style", 1, 1, "begin a heading at the start of its line"),
    ("##", "heading-style", 1, 1, "a heading needs words"),
    ("Steps\n-----", "heading-style", 2, 1, UNDERLINED),
    ("Steps\n======", "heading-style", 2, 1, UNDERLINED),
    ("1) a", "list-style", 1, 1, 'write "1." instead of "1)"'),
    ("text\n- a", "list-style", 2, 1, "put a blank line before a list"),
    ("- a\n  - b", "list-style", 2, 3, "indent what is nested in a list by four spaces, or eight"),
    ("```\nx", "open-fence", 1, 1, "the block opened here with ``` is never closed; add a line ```"),
    ("a\n\n~~~~\nx\n~~~", "open-fence", 3, 1, "the block opened here with ~~~~ is never closed; add a line ~~~~"),
    ("x" * 4_001, "long-line", 1, 1, "4,001 characters in one line; break it up"),
    ("> " * 13 + "x", "nesting", 1, 1, DEEP),
    ("- " * 13 + "x", "nesting", 1, 1, DEEP),
    ("> 1. " * 7 + "x", "nesting", 1, 1, DEEP),
    ("[" * 21, "nesting", 1, 21, "too many [ without a ]; simplify this line"),
    ("[a\n" * 21, "nesting", 21, 1, "too many [ without a ]; simplify this line"),
    ("_" * 201, "nesting", 1, 1, "more than 200 of the same sign; use fewer"),
    (
        "word " * 99 + "\n" + ("word " * 99 + "\n") * 41,
        "long-block",
        41,
        1,
        "more than 20,000 characters without a blank line; break it up",
    ),
    ("a\n\n" * 3_001, "too-much", 6_001, 1, "more than 3,000 paragraphs; split the page"),
    ("## a\n\n" * 301, "too-much", 601, 1, "more than 300 headings; split the page"),
    ("```\n```\n" * 301, "too-much", 601, 1, "more than 300 blocks of code; split the page"),
]


@pytest.mark.parametrize(("text", "kind", "line", "column", "message"), FAULTS, ids=[row[0][:20] for row in FAULTS])
def test_what_a_body_may_not_hold_is_reported_at_its_place(
    text: str, kind: str, line: int, column: int, message: str
) -> None:
    assert Body.scan(text).faults == (Fault(line=line, column=column, kind=kind, message=message),)


def test_lists_deeper_than_twelve_levels_are_refused() -> None:
    text = "\n".join(" " * (4 * depth) + "- a" for depth in range(14))
    assert Body.scan(text).faults == (
        Fault(line=14, column=53, kind="nesting", message="lists nested more than 12 levels deep"),
    )


SOUND = """Lead with **bold**, *emphasis*, `<code>`, `:icon:` and `{: .x }`. 1 < 2 and a<1, at 10:30:00.

## Steps

1. One
    - nested
        1. deeper

2. Two

   continued

- [ ] box
* star

| a | b |
|---|:-:|
| 1 | 2 |

Text.[^1] <https://example.com/a> <mailto:a@example.com> \\<b> C\\# ___ ____ === x

***

---

[^1]: A footnote.

```python
# no heading <b> !!! {: .x }
```

~~~
```
~~~

> Quoted
> - list

[ref]: ../roi/x.md "Title"
"""


def test_commonmark_with_tables_and_footnotes_is_sound() -> None:
    assert Body.scan(SOUND).faults == ()


def test_the_first_line_counts_from_the_file() -> None:
    body = Body.scan("a\n<b>\n## S\n[l](t.md)", first_line=10)
    assert [fault.line for fault in body.faults] == [11]
    assert [heading.line for heading in body.headings] == [12]
    assert [link.line for link in body.links] == [13]


LINKS = [
    ("see [a](x.md) b", [("x.md", "a", 9)]),
    ("[a](x.md)[b](y.md#c)", [("x.md", "a", 5), ("y.md#c", "b", 14)]),
    ("[a](x.md \"title\") [b](y.md 'title')", [("x.md", "a", 5), ("y.md", "b", 23)]),
    ("[a [b] c](x.md)", [("x.md", "a [b] c", 11)]),
    ("[`]` a](x.md)", [("x.md", "`]` a", 9)]),
    ("[a](x_(y).md)", [("x_(y).md", "a", 5)]),
    ("[a]()", [("", "a", 5)]),
    ("`[a](x.md)` \\[b](y.md)", []),
    ("<https://example.com>", [("https://example.com", "", 2)]),
    ("[a]: x.md", [("x.md", "", 6)]),
    ("[^1]: see [a](x.md)", [("x.md", "a", 15)]),
    ("```\n[a](x.md)\n```", []),
    ("a [b\nc](x.md) d", [("x.md", "c", 4)]),
    ("ä [€](ü.md)", [("ü.md", "€", 7)]),
]


@pytest.mark.parametrize(("text", "links"), LINKS)
def test_links_are_found_where_their_target_stands(text: str, links: list[tuple[str, str, int]]) -> None:
    assert [(link.target, link.text, link.column) for link in Body.scan(text).links] == links


def test_a_picture_is_a_link_that_says_so() -> None:
    (link,) = Body.scan("![alt](a.png)").links
    assert link.is_image


def test_a_link_knows_the_section_it_stands_in() -> None:
    body = Body.scan("[a](a.md)\n\n## Steps\n\n[b](b.md)\n\n### Detail\n\n[c](c.md)\n\n## Template\n\n[d](d.md)")
    assert [(link.target, link.section) for link in body.links] == [
        ("a.md", ""),
        ("b.md", "Steps"),
        ("c.md", "Steps"),
        ("d.md", "Template"),
    ]


def test_sections_are_what_stands_under_headings_of_level_two() -> None:
    body = Body.scan("Lead.\n\n## Steps\n\n1. a\n\n### Detail\n\nb\n\n## Template ##\n\n```\n## no heading\n```\n")
    assert body.lead == "Lead."
    assert body.sections == {"Steps": "1. a\n\n### Detail\n\nb", "Template": "```\n## no heading\n```"}


def test_a_body_without_sections_is_all_lead() -> None:
    body = Body.scan("\nOnly this.\n")
    assert body.lead == "Only this."
    assert body.sections == {}


def test_words_are_counted_without_markup_and_targets() -> None:
    assert Body.scan("It's **two-fold**: [a link](../roi/very-long-name.md), 3.5 % of 1,000.").words == 7


def test_code_and_escapes_are_blanked_and_every_column_kept() -> None:
    assert visible("a `b` \\* c") == "a \0\0\0 \0\0 c"
    assert visible("``a ` b`` c") == "\0" * 9 + " c"


@pytest.mark.parametrize("sign", string.punctuation)
def test_an_escaped_sign_is_shown_on_the_site_as_on_any_code_host(sign: str) -> None:
    html = markdown.markdown(f"a \\{sign} b", extensions=["tables", Escapes()])
    assert (LexborHTMLParser(html).text() or "").strip() == f"a {sign} b"


def _anchors_on_the_site(text: str) -> list[str]:
    """As Python-Markdown gives them with the settings of mkdocs.yml and of the hook."""
    listed = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))["markdown_extensions"]
    named = {next(iter(entry)): entry[next(iter(entry))] for entry in listed if isinstance(entry, dict)}
    plain = [entry for entry in listed if isinstance(entry, str)]
    named["toc"]["slugify"] = lambda words, _: anchor_of(words)
    html = markdown.markdown(text, extensions=[*plain, *named], extension_configs=named)
    return [node.attributes["id"] or "" for node in LexborHTMLParser(html).css("h2, h3")]


headings = st.lists(
    st.text(st.sampled_from("abcÄé东 '-…?!,.1&\""), min_size=1, max_size=9)
    .map(lambda words: re.sub(r"\s+", " ", words).strip())
    .filter(bool),
    min_size=1,
    max_size=6,
)


@given(headings)
@settings(max_examples=100, deadline=None)
def test_anchors_are_those_that_the_site_gives(words: list[str]) -> None:
    text = "\n\n".join(f"## {heading}" for heading in words)
    assert [heading.anchor for heading in Body.scan(text).headings] == _anchors_on_the_site(text)


def test_markup_in_a_heading_does_not_change_its_anchor() -> None:
    text = "## The `code` and **bold** [link](x.md)\n\n## The same\n\n## The same"
    assert [heading.anchor for heading in Body.scan(text).headings] == [
        "the-code-and-bold-link",
        "the-same",
        "the-same_1",
    ]
    assert _anchors_on_the_site(text) == ["the-code-and-bold-link", "the-same", "the-same_1"]


@given(st.text(st.sampled_from("ab \n`*_[]()<>#-!|:{}\\1.~\"'&"), max_size=120))
@settings(max_examples=400, deadline=None)
def test_no_body_makes_the_scanner_stumble(text: str) -> None:
    body = Body.scan(text)
    assert [link for link in body.links if link.line > text.count("\n") + 1] == []
    lines = text.split("\n")
    for link in body.links:
        assert lines[link.line - 1][link.column - 1 :].startswith(link.target)


EXTENSIONS = ["tables", "footnotes", "sane_lists", "pymdownx.superfences"]

fragments = st.sampled_from(
    [
        "a",
        " ",
        "\n",
        "\n\n",
        "`",
        "``",
        "*",
        "**",
        "_",
        "[",
        "](x.md)",
        "](",
        ")",
        "<",
        ">",
        "<b>",
        "</b>",
        "<!--",
        "-->",
        "#",
        "- ",
        "    ",
        "\\",
        "&lt;",
        "!",
        "```\n",
        "> ",
        "> ```\n",
        "<https://e.org>",
    ]
)


@given(st.lists(fragments, max_size=24).map("".join))
@example("> ```\n```\n<b>```\n```\n")
@example("```\n<b>````\n````")
@settings(max_examples=600, deadline=None)
def test_a_sound_body_brings_no_html_of_its_own_to_the_page(text: str) -> None:
    if Body.scan(text).faults:
        return
    html = markdown.markdown(text, extensions=[*EXTENSIONS, Escapes()])
    assert not LexborHTMLParser(html).css("b")


WORST = {
    "backslashes": "\\" * 3_900,
    "entities": "&amp;" * 780,
    "stars": "*a " * 1_300,
    "brackets and parens": "[a](" * 15 + "(" * 3_000,
    "backticks": "`a` " * 900,
    "underscores": ("_" * 199 + "a ") * 19,
    "pipes": "|" * 3_900,
    "quotes": "> " * 12 + "a",
    "lists": "- " * 12 + "a",
}


@pytest.mark.parametrize("line", WORST.values(), ids=WORST)
def test_the_longest_sound_paragraph_renders_in_reasonable_time(line: str) -> None:
    text = "\n".join([line] * (19_000 // (len(line) + 1)))
    assert [fault for fault in Body.scan(text).faults if fault.kind in {"nesting", "long-block", "too-much"}] == []
    start = time.process_time()
    markdown.markdown(text, extensions=["attr_list", *EXTENSIONS])
    assert time.process_time() - start < 3
