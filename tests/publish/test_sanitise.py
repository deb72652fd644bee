from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from playbook_site.publish.sanitise import ATTRIBUTES, TAGS, sanitise

ATTACKS = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><circle></svg>",
    "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<details open ontoggle=alert(1)>x</details>",
    "<a href='javascript:alert(1)'>x</a>",
    "<a href=' java\tscript:alert(1)'>x</a>",
    "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<a href='vbscript:x'>x</a>",
    "<p style='background:url(//evil.example)'>x</p>",
    "<p onclick=alert(1)>x</p>",
    "<form action='//evil.example'><input name=a><button>x</button></form>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<base href='//evil.example/'>",
    "<link rel=stylesheet href='//evil.example/a.css'>",
    "<object data='x'></object><embed src='x'>",
    "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'></noscript>",
    "<template><script>alert(1)</script></template>",
    "<!-- <script>alert(1)</script> -->",
    "<!--><img src=x onerror=alert(1)>-->",
    "<img src='https://evil.example/a.png'>",
    "<img src='//evil.example/a.png'>",
    "<img src='data:image/svg+xml,<svg onload=alert(1)>'>",
    "<a id='__config' href='#'>x</a>",
    "<div data-component='checklist' data-md-component='search'>x</div>",
    "<video src=x autoplay></video><audio src=x></audio>",
    "<a href='https://example.com' target=_blank ping='//evil.example'>x</a>",
    "<p id=a id=b CLASS=c>x",
    "<b>bold",
]

LINKS = ("https:", "http:", "mailto:")


def is_harmless(html: str) -> bool:
    for node in LexborHTMLParser(f"<!doctype html><body>{html}").css("body *"):
        assert node.tag in TAGS
        for name, value in node.attributes.items():
            text = re.sub(r"[\x00-\x20]", "", value or "").lower()
            assert name in ATTRIBUTES["*"] | set(ATTRIBUTES.get(node.tag, ()))
            assert not (name == "id" and text.startswith("__"))
            if name in {"href", "src"}:
                before, colon, _ = text.partition(":")
                is_relative = not colon or not re.fullmatch(r"[a-z][a-z0-9+.-]*", before)
                assert is_relative or (name == "href" and text.startswith(LINKS))
                assert not (name == "src" and text.startswith("//"))
    assert "<!--" not in html
    return True


@pytest.mark.parametrize("html", ATTACKS)
def test_nothing_active_remote_or_reserved_is_left(html: str) -> None:
    assert is_harmless(sanitise(html))


pieces = st.sampled_from(
    [
        *ATTACKS,
        "<p>",
        "</p>",
        "<b",
        "<",
        ">",
        '"',
        "'",
        "=",
        "&lt;",
        "&#60;",
        "<script",
        "</script>",
        "<svg>",
        "<style>",
        "</style>",
        "<math>",
        "<table>",
        "<td>",
        " on",
        "a ",
        "<!--",
        "-->",
        "<a href=",
        "javascript:",
        "&#x6A;avascript:",
        "\x00",
        "<noscript>",
        "<textarea>",
        "<title>",
    ]
)


@given(st.lists(pieces, max_size=10).map("".join))
@example("<a href=\x00javascript:<script>alert(1)</script>")
@example("<math><style><!--</style><img title='--><img src=x onerror=alert(1)>'>")
@settings(max_examples=400, deadline=None)
def test_whatever_comes_in_what_comes_out_is_harmless_and_stays_the_same(html: str) -> None:
    clean = sanitise(html)
    assert is_harmless(clean)
    assert sanitise(clean) == clean


KEPT = [
    '<h2 id="steps">Steps<a class="headerlink" href="#steps" title="Link to this section">¶</a></h2>',
    '<p>a <em>b</em> <strong>c</strong> <code>d</code> <a href="../x/#y" title="z">e</a></p>',
    '<table><thead><tr><th align="right">a</th></tr></thead><tbody><tr><td align="right">1</td></tr></tbody></table>',
    '<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
    '<ol start="3"><li>a</li></ol>',
    '<div class="highlight"><pre><span></span><code><span class="k">x</span>\n</code></pre></div>',
    "<blockquote><ul><li>a</li></ul></blockquote>",
    '<img src="../assets/a.svg" alt="a">',
    '<div id="slot-abc-0"></div>',
]


@pytest.mark.parametrize("html", KEPT)
def test_what_markdown_makes_stays_as_it_is(html: str) -> None:
    ours, theirs = (LexborHTMLParser(text).body for text in (sanitise(html), html))
    assert ours
    assert theirs
    assert ours.html == theirs.html


def test_what_is_taken_away_leaves_its_words() -> None:
    assert sanitise("<section><p>a</p></section><button>b</button>") == "<p>a</p>b"
    assert sanitise("<script>a</script><style>b</style>c") == "c"
