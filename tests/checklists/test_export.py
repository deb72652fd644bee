"""Checklists as text: compared with golden files, and read back by the parsers of those who receive them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.tasklists import tasklists_plugin
from selectolax.lexbor import LexborHTMLParser

from conftest import ROOT
from playbook_site.checklists.export import CSV_HEADER, FORMS
from playbook_site.checklists.lists import Checklist, ListedItem
from playbook_site.library import load
from published_library import the_files, write_playbooks

GOLDEN = Path(__file__).parent / "golden"
SUFFIX = {"github": "md", "jira": "jira.txt", "html": "html", "csv": "csv", "text": "txt", "json": "json"}
GFM = MarkdownIt("gfm-like", {"linkify": False}).use(tasklists_plugin)


def permalink(checklist: Checklist, item: ListedItem | None) -> str:
    return f"https://example.com/checklists/{checklist.id}/" + (f"#{item.id}" if item else "")


@pytest.fixture(scope="module")
def checklist(tmp_path_factory: pytest.TempPathFactory) -> Checklist:
    library = load(write_playbooks(tmp_path_factory.mktemp("small"), the_files())).library
    assert library
    return library.checklists["before-the-meeting"]


def task_items(markdown: str) -> list[tuple[str, str]]:
    """The words and the link of each task item, as a parser of GitHub's Markdown finds them."""
    tokens = GFM.parse(markdown)
    items = [at for at, token in enumerate(tokens) if "task-list-item" in str(token.attrGet("class"))]
    return [_task(tokens[at + 2].children or []) for at in items]


def _task(children: list[Token]) -> tuple[str, str]:
    opening = next(at for at, child in enumerate(children) if child.type == "link_open")
    words = "".join(child.content for child in children[:opening] if child.type in {"text", "text_special"})
    return words.removesuffix("(").strip(), str(children[opening].attrGet("href"))


@pytest.mark.parametrize("form", FORMS)
def test_each_form_is_as_the_golden_file_says(checklist: Checklist, form: str) -> None:
    expected = (GOLDEN / f"before-the-meeting.{SUFFIX[form]}").read_bytes().decode()
    assert FORMS[form]((checklist,), permalink) == expected


def test_a_parser_of_githubs_markdown_finds_the_same_task_items(checklist: Checklist) -> None:
    found = task_items(FORMS["github"]((checklist,), permalink))
    assert found == [(item.do, permalink(checklist, item)) for item in checklist.items]


def test_every_checklist_of_this_repository_is_the_same_task_list_on_github() -> None:
    loaded = load(ROOT)
    assert loaded.library, loaded.problems
    for checklist in loaded.library.checklists.values():
        found = task_items(FORMS["github"]((checklist,), permalink))
        assert found == [(item.do, permalink(checklist, item)) for item in checklist.items]


@given(words=st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_any_words_survive_markdown_and_csv(words: str) -> None:
    entry = None
    item = ListedItem(id="a", do=words, why=None, source=None, fingerprint="", aliases=())
    checklist = Checklist(
        id="any",
        title=words,
        name="Any",
        promise="",
        kind="list",
        items=(item,),
        moments=(),
        roles=(),
        private=False,
        retired={},
        playbook=None,
        entry=entry,  # type: ignore[arg-type]
    )
    assert task_items(FORMS["github"]((checklist,), permalink)) == [(words, permalink(checklist, item))]
    _, row = csv.reader(io.StringIO(FORMS["csv"]((checklist,), permalink), newline=""))
    assert row[0] in {words, f"'{words}"}
    assert row[0][0] not in "=+-@"


def test_words_over_several_lines_stay_one_item(checklist: Checklist) -> None:
    item = replace(checklist.items[0], do="One\n# two")
    for form in ("github", "jira", "text"):
        text = FORMS[form]((replace(checklist, items=(item,)),), permalink)
        assert len(text.strip().splitlines()) == 3, form


def test_rich_text_holds_a_box_the_words_and_a_link_for_each_item(checklist: Checklist) -> None:
    tree = LexborHTMLParser(FORMS["html"]((checklist,), permalink))
    assert len(tree.css('li > input[type="checkbox"]:not([checked])')) == len(checklist.items)
    assert [row.text().strip().removesuffix(" link") for row in tree.css("li")] == [item.do for item in checklist.items]
    assert [link.attributes["href"] for link in tree.css("a")] == [
        permalink(checklist, item) for item in checklist.items
    ]


def test_csv_of_several_lists_is_one_table(checklist: Checklist) -> None:
    rows = list(csv.reader(io.StringIO(FORMS["csv"]((checklist, checklist), permalink), newline="")))
    assert tuple(rows[0]) == CSV_HEADER
    assert len(rows) == 1 + 2 * len(checklist.items)


def test_no_cell_of_a_csv_starts_a_formula(checklist: Checklist) -> None:
    item = replace(checklist.items[0], do='=HYPERLINK("https://example.com")')
    rows = list(csv.reader(io.StringIO(FORMS["csv"]((replace(checklist, items=(item,)),), permalink), newline="")))
    assert rows[1][0] == '\'=HYPERLINK("https://example.com")'


def test_json_holds_the_fingerprint_and_the_link_of_each_item(checklist: Checklist) -> None:
    data = json.loads(FORMS["json"]((checklist,), permalink))
    assert data["format"] == 1
    (found,) = data["checklists"]
    assert found["link"] == permalink(checklist, None)
    assert [(item["id"], item["fingerprint"]) for item in found["items"]] == [
        (item.id, item.fingerprint) for item in checklist.items
    ]


def test_several_lists_stand_one_after_the_other(checklist: Checklist) -> None:
    other = replace(checklist, title="Another")
    found = FORMS["github"]((checklist, other), permalink)
    assert len(task_items(found)) == 2 * len(checklist.items)
    assert found.count("\n### ") == 1
