from __future__ import annotations

import posixpath
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builders import a_document, a_library, a_playbook
from playbook_site.content.body import Body
from playbook_site.content.problems import Problem
from playbook_site.library import Library, load
from playbook_site.links import Link, LinkMap, Places, Thing, rewrite, written_links

X = Thing(kind="playbook", id="x")
Y = Thing(kind="playbook", id="y")
TREE = Thing(kind="tree", id="t")
OUTCOME = Thing(kind="outcome", id="t/fight")

PLACES = Places(
    things={
        "playbooks/roi/x.md": X,
        "playbooks/dialogue/y.md": Y,
        "playbooks/trees/t.md": TREE,
        "playbooks/cases/trade-fair.md": Thing(kind="case", id="trade-fair"),
        "playbooks/sources.yml": Thing(kind="page", id="sources"),
    },
    anchors={
        "playbooks/roi/x.md": {"steps": None, "item-rate": None},
        "playbooks/dialogue/y.md": {"steps": None},
        "playbooks/trees/t.md": {"fight": OUTCOME, "open": None},
        "playbooks/cases/trade-fair.md": {},
        "playbooks/sources.yml": {"minto": Thing(kind="source", id="minto")},
    },
)


def links_in(tmp_path: Path, body: str) -> list[Link | Problem]:
    document, _ = a_document(tmp_path, a_playbook(f"## Steps\n\n{body}\n"))
    assert document is not None
    return list(written_links(document, X, PLACES))


RESOLVED = [
    ("[a](../dialogue/y.md)", Y, ""),
    ("[a](../dialogue/y.md#steps)", Y, "steps"),
    ("[a](./../roi/../dialogue/y.md)", Y, ""),
    ("[a](#steps)", X, "steps"),
    ("[a](../trees/t.md#fight)", OUTCOME, "fight"),
    ("[a](../trees/t.md#open)", TREE, "open"),
    ("[a](../sources.yml#minto)", Thing(kind="source", id="minto"), "minto"),
    ("[a](../sources.yml)", Thing(kind="page", id="sources"), ""),
    ("[a\nb](../dialogue/y.md)", Y, ""),
    ("[a][r]\n\n[r]: ../dialogue/y.md", Y, ""),
]


@pytest.mark.parametrize(("body", "target", "anchor"), RESOLVED)
def test_a_relative_link_leads_to_what_the_file_is(tmp_path: Path, body: str, target: Thing, anchor: str) -> None:
    assert links_in(tmp_path, body) == [Link(source=X, target=target, why="written", section="Steps", anchor=anchor)]


@pytest.mark.parametrize(
    "body",
    ["[a](https://example.com)", "[a](mailto:a@example.com)", "[a](../../docs/index.md)", "<https://example.com>"],
)
def test_links_that_leave_the_library_are_no_links_of_it(tmp_path: Path, body: str) -> None:
    assert links_in(tmp_path, body) == []


DEAD = [
    ("[a](../dialogue/z.md)", "dead-link", 5, 'no file "../dialogue/z.md" from here'),
    (
        "[a](../cases/trade-fare.md)",
        "dead-link",
        5,
        'no file "../cases/trade-fare.md" from here; did you mean "../cases/trade-fair.md"?',
    ),
    ("[a](y.md)", "dead-link", 5, 'no file "y.md" from here; did you mean "../dialogue/y.md"?'),
    ("[a](completely-different.md)", "dead-link", 5, 'no file "completely-different.md" from here'),
    ("[a](../../../etc/passwd)", "dead-link", 5, 'no file "../../../etc/passwd" from here'),
    ("see [a](#stops)", "dead-link", 9, '"playbooks/roi/x.md" has no anchor "#stops"; did you mean "steps"?'),
    ("[a](../trees/t.md#fihgt)", "dead-link", 5, '"../trees/t.md" has no anchor "#fihgt"; did you mean "fight"?'),
    (
        "[a](/playbooks/y/)",
        "dead-link",
        5,
        '"/playbooks/y/" begins with /; write it relative to this file, for example ../roi/x.md',
    ),
    (
        "[a](//evil.example)",
        "dead-link",
        5,
        '"//evil.example" is not a link that opens; use https:, mailto: or a relative path',
    ),
    (
        "[a](javascript:x)",
        "dead-link",
        5,
        '"javascript:x" is not a link that opens; use https:, mailto: or a relative path',
    ),
    (
        "[a](DATA:text/html,x)",
        "dead-link",
        5,
        '"DATA:text/html,x" is not a link that opens; use https:, mailto: or a relative path',
    ),
    ("[a](http://example.com)", "insecure-link", 5, "write https:// instead of http://"),
    (
        "![a](https://example.com/a.png)",
        "remote-image",
        6,
        "pictures from other sites are not shown; describe it in words",
    ),
]


@pytest.mark.parametrize(("body", "kind", "column", "message"), DEAD, ids=[row[0] for row in DEAD])
def test_a_link_that_leads_nowhere_is_reported_at_its_target(
    tmp_path: Path, body: str, kind: str, column: int, message: str
) -> None:
    (problem,) = links_in(tmp_path, body)
    line = a_playbook("").count("\n") + 3
    assert problem == Problem(path="playbooks/roi/x.md", line=line, column=column, kind=kind, message=message)


def a_link(source: str, target: str, why: str = "related", section: str = "") -> Link:
    return Link(
        source=Thing(kind="playbook", id=source), target=Thing(kind="playbook", id=target), why=why, section=section
    )


def test_the_way_back_names_each_source_once_and_the_typed_link_first() -> None:
    written, typed = a_link("x", "y", "written", "Steps"), a_link("x", "y")
    again = a_link("x", "y", "written", "Template")
    found = LinkMap.of([written, typed, again, typed, a_link("z", "y", "written", "Steps"), a_link("y", "y")])
    assert found.backlinks(Y) == (typed, a_link("z", "y", "written", "Steps"))
    assert len(found.links) == 5


def test_what_nobody_points_to_has_no_way_back() -> None:
    assert LinkMap.of([]).backlinks(Y) == ()


pairs = st.lists(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("abcd"), st.sampled_from(["related", "written"])), max_size=12
)


@given(pairs)
@settings(max_examples=100, deadline=None)
def test_every_link_has_a_way_back_and_nothing_else_has(drawn: list[tuple[str, str, str]]) -> None:
    links = LinkMap.of(a_link(*row) for row in drawn)
    for name in "abcd":
        back = {link.source.id for link in links.backlinks(Thing(kind="playbook", id=name))}
        assert back == {source for source, target, _ in drawn if target == name and source != name}


def the_library(tmp_path: Path) -> Library:
    found = load(a_library(tmp_path))
    assert found.library
    return found.library


def test_the_library_knows_every_way_back_with_its_reason(tmp_path: Path) -> None:
    back = the_library(tmp_path).links.backlinks(X)
    assert {(link.source.kind, link.source.id, link.why) for link in back} == {
        ("case", "fair-in-ten-weeks", "case"),
        ("case", "we-followed", "case"),
        ("checklist", "meeting-ready", "item"),
        ("objection", "no-time", "objection"),
        ("outcome", "fight-or-follow/fight", "outcome"),
        ("outcome", "fight-or-follow/follow", "outcome"),
        ("playbook", "hear-them-out", "related"),
        ("term", "npv", "term"),
        ("way-in", "hard-meeting", "way-in"),
        ("way-in", "numbers", "way-in"),
    }


def test_a_written_link_keeps_the_section_it_stands_in(tmp_path: Path) -> None:
    (back,) = (
        link
        for link in the_library(tmp_path).links.backlinks(Thing(kind="playbook", id="hear-them-out"))
        if link.why == "written"
    )
    assert (back.source, back.section) == (X, "Why it works")


targets = st.sampled_from(["x.md", "../roi/y.md", "z_(1).md", "a.md#b"])
pieces = st.one_of(st.just("text "), st.just("\n"), targets.map(lambda target: f"[words]({target}) "))


@given(st.lists(pieces, max_size=10).map("".join), st.integers(1, 5))
@settings(max_examples=100, deadline=None)
def test_rewriting_changes_targets_and_nothing_else(text: str, first_line: int) -> None:
    body = Body.scan(text, first_line=first_line)
    spans = [(link, posixpath.join("new", link.target)) for link in body.links]
    expected = text.replace("](", "](new/")
    assert rewrite(text, spans, first_line) == expected
