"""The pure functions of checklists, as the browser runs them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.tasklists import tasklists_plugin
from playwright.sync_api import Browser

from conftest import ROOT, serving
from playbook_site.checklists import export
from playbook_site.checklists.lists import Checklist, listed
from playbook_site.checklists.model import Item

GOLDEN = Path(__file__).parent / "golden"
SUFFIX = {
    "github": "md",
    "jira": "jira",
    "confluence": "confluence.html",
    "notion": "notion.html",
    "csv": "csv",
    "text": "txt",
}

Run: TypeAlias = Callable[..., Any]

PRELUDE = """
const state = await import("/checklist-state.js");
const formats = await import("/checklist-export.js");
const { readState, writeState } = await import("/state.js");
const ticks = (items) => new Map(Object.entries(items ?? {}));
const plain = (items) => items && Object.fromEntries(items);
"""


@pytest.fixture(scope="module")
def run(browser: Browser) -> Iterator[Run]:
    """Run a line of JavaScript where our modules are imported; `given` is the argument."""
    for address in serving(ROOT / "docs" / "assets" / "javascripts"):
        page = browser.new_page()
        page.goto(address)

        def evaluate(code: str, given: Any = None, page: Any = page) -> Any:
            return page.evaluate(f"async (given) => {{ {PRELUDE} return {code}; }}", given)

        yield evaluate
        page.close()


IDS = st.from_regex(r"\A[a-z0-9]{1,8}(-[a-z0-9]{1,6}){0,3}\Z")
WORDS = st.text(
    st.characters(
        min_codepoint=32,
        max_codepoint=0x2FFF,
        exclude_characters="\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff",
        exclude_categories=("Cs", "Zs", "Zl", "Zp", "Cc"),
    ),
    min_size=1,
    max_size=30,
)
DATES = st.dates().map(lambda day: day.isoformat()).filter(lambda day: day > "1000")


@st.composite
def gates(draw: st.DrawFn) -> dict[str, Any]:
    rows = [
        {"id": id_, "words": id_, "fingerprint": draw(st.from_regex(r"\A[0-9a-f]{8}\Z"))}
        for id_ in draw(st.lists(IDS, unique=True, max_size=12))
    ]
    items = {}
    for row in rows:
        tick: dict[str, str] = {}
        match draw(st.sampled_from(["", "done", "na", "risk"])):
            case "":
                pass
            case "done":
                tick = {"state": "done", "fingerprint": row["fingerprint"][:4]}
            case skipped:
                tick = {"state": skipped, "fingerprint": row["fingerprint"][:4]}
                tick |= draw(st.fixed_dictionaries({}, optional={"reason": WORDS, "owner": WORDS, "review": DATES}))
        if draw(st.booleans()):
            tick["note"] = draw(WORDS)
        if tick:
            items[row["id"]] = tick
    return {"rows": rows, "items": items}


@settings(max_examples=40, deadline=None)
@given(gate=gates())
def test_any_state_of_any_list_survives_the_address(run: Run, gate: dict[str, Any]) -> None:
    code = 'plain(state.sharedTicks(readState(writeState(state.shareState(given.rows, ticks(given.items), "gate", true)))))'
    assert run(code, gate) == gate["items"]


def test_notes_stay_at_home_unless_asked_for(run: Run) -> None:
    given = {
        "rows": [{"id": "a", "words": "A", "fingerprint": "00000000"}],
        "items": {"a": {"state": "done", "note": "secret"}},
    }
    assert "secret" not in run('writeState(state.shareState(given.rows, ticks(given.items), "list"))', given)
    assert "secret" in run('writeState(state.shareState(given.rows, ticks(given.items), "list", true))', given)


def test_a_link_written_by_hand_needs_ids_alone(run: Run) -> None:
    assert run('plain(state.sharedTicks(readState("#?done=a,b&na=c")))') == {
        "a": {"state": "done"},
        "b": {"state": "done"},
        "c": {"state": "na"},
    }


@pytest.mark.parametrize("fragment", ["", "#a-heading", "#?copy=1", "#?red-line=no&status=open"])
def test_an_address_without_ticks_is_not_a_shared_state(run: Run, fragment: str) -> None:
    assert run("plain(state.sharedTicks(readState(given)))", fragment) is None


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 10**6)
    | st.text(max_size=20)
    | st.sampled_from(["done", "2026-01-01", "own"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["copies", "items", "own", "a", "state", "note", "used", "current", "constructor", "__proto__", "name"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=20,
)


@settings(max_examples=40, deadline=None)
@given(value=JSON)
def test_whatever_is_stored_becomes_a_sound_record_or_none(run: Run, value: Any) -> None:
    found = run("(() => { const found = state.soundRecord(given); return found && state.recordOut(found); })()", value)
    if found is None:
        return
    assert found["current"] in found["copies"]
    for copy in found["copies"].values():
        assert set(copy) == {"name", "used", "settled", "items"}
        for tick in copy["items"].values():
            assert set(tick) <= {"state", "words", "fingerprint", "reason", "owner", "review", "note"}
            assert tick.get("state") in {None, "done", "na", "risk"}
            assert all(isinstance(text, str) and len(text) <= 1000 for text in tick.values())


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '"x"', '{"kind": "other"}', "<html>"])
def test_a_file_of_another_kind_is_refused(run: Run, text: str) -> None:
    assert run("state.readTickFile(given)", text) is None


def test_direction_and_control_characters_are_taken_out_of_what_others_wrote(run: Run) -> None:
    assert run("state.soundTick(given)", {"note": " a\u202eb\u0007c\nd ", "reason": 5}) == {"note": "abc\nd"}


def a_record(**copies: Any) -> dict[str, Any]:
    return {"title": "T", "total": 2, "current": next(iter(copies)), "copies": copies}


def test_copies_from_a_file_stand_beside_ones_own_and_the_same_file_twice_adds_nothing(run: Run) -> None:
    mine = a_record(own={"name": "", "items": {"a": {"state": "done"}}})
    theirs = a_record(
        own={"name": "", "items": {"b": {"state": "done"}}}, crm={"name": "CRM", "items": {"a": {"state": "done"}}}
    )
    code = """(() => {
      const [mine, theirs] = given.map(state.soundRecord);
      const once = state.adoptCopies(mine, theirs);
      const named = (record) => [...record.copies.values()].map(({name, items}) => [name, [...items.keys()].join()]);
      return [named(once), state.adoptCopies(once, mine).copies.size];
    })()"""
    assert run(code, [mine, theirs]) == [[["", "a"], ["From a file", "b"], ["CRM", "a"]], 3]


def test_merging_keeps_ones_own_state_first_and_both_notes(run: Run) -> None:
    mine = {"a": {"state": "done"}, "b": {"note": "mine"}, "c": {"state": "na", "reason": "r"}}
    theirs = {"b": {"state": "done", "note": "theirs"}, "c": {"state": "done"}, "d": {"state": "done"}}
    assert run("plain(state.mergedTicks(ticks(given[0]), ticks(given[1])))", [mine, theirs]) == {
        "a": {"state": "done"},
        "b": {"state": "done", "note": "mine\ntheirs"},
        "c": {"state": "na", "reason": "r"},
        "d": {"state": "done"},
    }


def test_ticks_follow_an_item_to_its_new_id_and_never_replace_one_there(run: Run) -> None:
    code = 'plain(state.underNewIds(ticks(given), new Map([["old", "new"], ["older", "new"], ["gone", "kept"]])))'
    found = run(
        code,
        {
            "older": {"state": "done", "words": "2"},
            "gone": {"state": "done", "words": "x"},
            "kept": {"state": "done", "words": "y"},
        },
    )
    assert found == {"new": {"state": "done", "words": "2"}, "kept": {"state": "done", "words": "y"}}


@pytest.mark.parametrize(
    ("tick", "kind", "settled"),
    [
        ({"state": "done"}, "list", True),
        ({"note": "n"}, "list", False),
        ({"state": "na", "reason": "r", "owner": "o", "review": "2027-01-01"}, "gate", True),
        ({"state": "risk", "reason": "r", "owner": "o", "review": "2027-01-01"}, "gate", True),
        ({"state": "risk", "reason": "r", "owner": "o"}, "gate", False),
        ({"state": "na", "owner": "o", "review": "2027-01-01"}, "gate", False),
        ({"state": "na", "reason": "r", "owner": "o", "review": "2027-01-01"}, "list", False),
        ({"state": "na", "reason": "r", "owner": "o", "review": "2027-01-01"}, "red-line", False),
    ],
)
def test_skipping_counts_on_a_gate_alone_and_never_without_reason_owner_and_date(
    run: Run, tick: dict[str, str], kind: str, settled: bool
) -> None:
    assert run("state.isSettled(given[0], given[1])", [tick, kind]) is settled


NASTY = (
    "A [link](x) & <b>bold</b>",
    '=1+1 in a sheet, "quoted"',
    "* star _and_ #12 @name |pipe|",
    "{macro} ~tilde~ `code` \\ back!",
    "Plain words",
)


def a_checklist() -> Checklist:
    items = listed(
        {
            f"item-{at}": Item(do=words)
            if "](" not in words and "<b" not in words and "`" not in words
            else Item.model_construct(do=words, why=None, source=None, aliases=())
            for at, words in enumerate(NASTY)
        }
    )
    return Checklist(
        id="nasty",
        title="Nasty & [odd]",
        name="Nasty",
        promise="P.",
        kind="list",
        items=items,
        moments=(),
        roles=(),
        private=False,
        retired={},
        playbook=None,
        entry=None,  # type: ignore[arg-type] # exports do not look at the entry
    )


@pytest.mark.parametrize(
    ("format_", "form"), [("github", "github"), ("jira", "jira"), ("notion", "html"), ("csv", "csv"), ("text", "text")]
)
def test_the_browser_and_the_command_line_write_the_same(run: Run, format_: str, form: str) -> None:
    checklist = a_checklist()
    rows = [{"words": item.do, "link": f"https://example.com/x/#{item.id}"} for item in checklist.items]
    given = [{"title": checklist.title, "kind": "list", "rows": rows}, format_]
    found = run("formats.exportChecklist(given[0], given[1])", given)
    expected = export.FORMS[form]([checklist], lambda _, item: f"https://example.com/x/#{item.id if item else ''}")
    assert (found["html"] + "\n" if form == "html" else found["text"]) == expected


def a_ticked_gate() -> dict[str, Any]:
    ticks = (
        {"state": "done"},
        {"state": "na", "reason": "Nobody disagreed", "owner": "COO", "review": "2027-03-01"},
        {"state": "risk", "reason": "No time [yet]", "owner": "Head of product", "review": "2027-01-15"},
        {"state": "risk", "reason": "Not finished"},
        None,
    )
    words = (
        "Who decided, and when",
        "The dissent has two lines",
        "The risk has an owner",
        "Each tripwire has a date",
        "A newcomer found it",
    )
    rows = [
        {"words": said, "link": f"https://example.com/checklists/gate/#item-{at}", "tick": tick}
        for at, (said, tick) in enumerate(zip(words, ticks, strict=True))
    ]
    return {"title": "Is it decided?", "kind": "gate", "rows": rows}


@pytest.mark.parametrize("format_", SUFFIX)
def test_each_form_with_its_ticks_is_as_its_golden_file_says(run: Run, format_: str) -> None:
    found = run("formats.exportChecklist(given[0], given[1])", [a_ticked_gate(), format_])
    golden = (GOLDEN / f"gate.{SUFFIX[format_]}").read_bytes().decode()
    assert (found["html"] + "\n" if "html" in found else found["text"]) == golden


def test_a_gfm_parser_finds_every_item_as_a_task(run: Run) -> None:
    text = run("formats.exportChecklist(given, 'github').text", a_ticked_gate())
    html = MarkdownIt("commonmark").use(tasklists_plugin).render(text)
    assert html.count('type="checkbox"') == 5
    assert html.count("checked=") == 3


@pytest.mark.parametrize(
    ("repository", "start"),
    [
        (
            "https://github.com/example/common-ground",
            "https://github.com/example/common-ground/issues/new?title=T&body=",
        ),
        (
            "https://gitlab.example.com/a/b/",
            "https://gitlab.example.com/a/b/-/issues/new?issue%5Btitle%5D=T&issue%5Bdescription%5D=",
        ),
        ("", ""),
        ("javascript:alert(1)", ""),
        ("http://github.com/a/b", ""),
    ],
)
def test_a_new_issue_is_offered_for_an_https_repository_alone(run: Run, repository: str, start: str) -> None:
    found = run("formats.issueLink(given, {title: 'T', body: 'B', link: 'https://example.com/'})", repository)
    assert found == (f"{start}B" if start else "")


def test_an_issue_that_would_be_too_long_links_to_the_list(run: Run) -> None:
    found = run(
        "formats.issueLink('https://github.com/a/b', {title: 'T', body: 'B'.repeat(9000), link: 'https://example.com/l/'})"
    )
    assert found.endswith("body=%5BT%5D%28https%3A%2F%2Fexample.com%2Fl%2F%29")


def test_a_file_of_ticks_is_read_back_as_it_was_written(run: Run) -> None:
    record = a_record(
        own={
            "name": "",
            "used": "2026-11-22T10:00:00.000Z",
            "settled": 1,
            "items": {"a": {"state": "done", "words": "A", "fingerprint": "00112233"}},
        }
    )
    text = run("state.writeTickFile([['a-list', state.soundRecord(given)]])", record)
    assert json.loads(text) == {"format": 1, "kind": "checklist-copies", "checklists": {"a-list": record}}
    assert run("state.recordOut(state.readTickFile(given).get('a-list'))", text) == record
