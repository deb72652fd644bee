"""Whatever is written, nothing active is in what the sanitiser lets through, and it lets it through twice."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostile.inert import active, rendered
from hostile.test_hostile_files import BODIES
from playbook_site.publish.sanitise import sanitise

TAGS = "a abbr b base body br button circle code details div embed form frame h2 html iframe img input link marquee math meta mglyph mi mtext noscript object p plaintext pre script select span style sub summary svg table td template textarea title tr ul use video xmp".split()
NAMES = "action align alt autofocus class data formaction href http-equiv id name onclick onerror onfocus onload onmouseover ping popover rel src srcdoc srcset start style target title type xlink:href xmlns".split()
VALUES = [
    "x", "canary()", "javascript:canary()", " java\tscript:canary()", "&#106;avascript:canary()", "data:text/html,<script>canary()</script>",
    "//evil.example", "/\\evil.example/x", "https://evil.example/x.png", "__config", "0;url=javascript:canary()", "a.png", "--><img src=x onerror=canary()>",
    '"><script>canary()</script>', "' onclick=canary() '", "https://example.com", "#x", "mailto:a@example.com", "a&#x0A;b", "\u0000x",
]  # fmt: skip
BITS = [
    "<!--", "-->", "<![CDATA[", "]]>", "<?", "?>", "</", "/>", "`", "```\n", "[", "](", ")", "![", "*", "_", "> ", "- ", "    ", "\n", "\n\n", "|", "| --- |\n", "# ", "{: ", "}", "&lt;script&gt;",
    "[^1]", "[^1]: ", "[1]: ", "<script>", "</script>", "<style>", "</style>", "<svg>", "<math>", "</p>", "</table>", "words", "\\", "&#0;", "\x0c",
]  # fmt: skip

attributes = st.tuples(st.sampled_from(NAMES), st.sampled_from(VALUES), st.sampled_from(['"', "'", ""])).map(
    lambda part: f"{part[0]}={part[2]}{part[1]}{part[2]}"
)
elements = st.tuples(
    st.sampled_from(["<", "<", "<", "</"]),
    st.sampled_from(TAGS),
    st.sampled_from([" ", "/", "\t"]),
    st.lists(attributes, max_size=3),
    st.sampled_from([">", ">", ">", "/>", ""]),
).map(lambda part: part[0] + part[1] + part[2] + " ".join(part[3]) + part[4])
links = st.tuples(
    st.sampled_from(["[x](", "![x](", "<", "[x]: "]),
    st.sampled_from(VALUES),
    st.sampled_from([")", ' "t")', ">", "\n"]),
).map("".join)
documents = st.lists(
    st.one_of(elements, links, st.sampled_from(BITS), st.sampled_from([case["body"] for case in BODIES.values()]), st.text(max_size=4)),
    min_size=1,
    max_size=14,
).map("".join)  # fmt: skip


def stays_quiet(document: str) -> None:
    for html in (rendered(document), document):
        clean = sanitise(html)
        assert active(clean) == []
        assert sanitise(clean) == clean


@settings(max_examples=200, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents)
def test_of_200_generated_documents_none_has_anything_active_left(document: str) -> None:
    stays_quiet(document)


@pytest.mark.soak
@settings(max_examples=5_000, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents)
def test_of_5000_generated_documents_none_has_anything_active_left(document: str) -> None:
    stays_quiet(document)
