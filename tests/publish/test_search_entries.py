from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from playbook_site.publish.search import SAID, ThemeChanged, extend, telling, through, worker
from playbook_site.rendering import Page, SearchEntry


def a_page(url: str, **changes: Any) -> Page:
    fields: dict[str, Any] = {"src": "x.md", "name": "X", "title": "X", "description": "x", "make": str, "edit": "x"}
    return Page(**{**fields, "url": url, **changes})


def extended(tmp_path: Path, docs: list[dict[str, Any]], *pages: Page) -> list[dict[str, Any]]:
    index = tmp_path / "search_index.json"
    index.write_text(json.dumps({"config": {"lang": ["en"]}, "docs": docs}), encoding="utf-8")
    extend(index, pages)
    found: list[dict[str, Any]] = json.loads(index.read_text(encoding="utf-8"))["docs"]
    return found


def test_an_item_opens_at_its_own_anchor(tmp_path: Path) -> None:
    page = a_page(
        "checklists/x/", entries=(SearchEntry(anchor="ask-written", title="The ask is written", text="List. Why."),)
    )
    assert extended(tmp_path, [], page) == [
        {"location": "checklists/x/#ask-written", "title": "The ask is written", "text": "List. Why."}
    ]


def test_what_people_say_is_found_and_weighs_more(tmp_path: Path) -> None:
    entry = SearchEntry(anchor="a", title="T", text="x", keywords=("we have no time",))
    page = a_page("objections/", entries=(entry,), keywords=("pushback",))
    docs = extended(tmp_path, [{"location": "objections/", "title": "They say", "text": ""}], page)
    assert docs[0]["tags"] == ["pushback"]
    assert (docs[1]["tags"], docs[1]["boost"]) == (["we have no time"], SAID)


def test_a_playbook_is_one_entry_with_the_words_of_all_its_sections(tmp_path: Path) -> None:
    docs = [
        {"location": "playbooks/x/", "title": "X", "text": "lead"},
        {"location": "playbooks/x/#steps", "title": "Steps", "text": "ask"},
        {"location": "glossary/", "title": "G", "text": ""},
        {"location": "glossary/#npv", "title": "NPV", "text": "n"},
    ]
    found = extended(tmp_path, docs, a_page("playbooks/x/"))
    assert [doc["location"] for doc in found] == ["playbooks/x/", "glossary/", "glossary/#npv"]
    assert found[0]["text"] == "lead <h2>Steps</h2> ask"


def test_authored_words_are_text_where_the_theme_writes_html(tmp_path: Path) -> None:
    entry = SearchEntry(anchor="a", title="R&D says < 3", text="&lt;img src=x onerror=alert(1)&gt;", keywords=("<i>",))
    (doc,) = extended(tmp_path, [], a_page("x/", entries=(entry,)))
    assert doc["title"] == "R&amp;D says &lt; 3"
    assert doc["text"] == "&amp;lt;img src=x onerror=alert(1)&amp;gt;"
    assert doc["tags"] == ["&lt;i&gt;"]


def test_an_index_of_another_shape_stops_the_build(tmp_path: Path) -> None:
    index = tmp_path / "search_index.json"
    index.write_text('{"docs": []}', encoding="utf-8")
    with pytest.raises(ThemeChanged, match="has another shape"):
        extend(index, [])


def test_our_worker_runs_the_themes_and_a_theme_without_one_stops_the_build(tmp_path: Path) -> None:
    source = tmp_path / "worker.js"
    source.write_text('importScripts("TELLING", "THEME_WORKER");', encoding="utf-8")
    told = telling(source)
    assert told.path.startswith("assets/search-telling.")
    asset = worker(source, ["a.css", "assets/javascripts/workers/search.abc.min.js"], told)
    name = told.path.removeprefix("assets/")
    assert asset.text == f'importScripts("{name}","javascripts/workers/search.abc.min.js");\n'
    with pytest.raises(ThemeChanged, match="found 0"):
        worker(source, ["a.css"], told)


def test_the_page_configuration_names_our_worker() -> None:
    assert through('{"search": "a/search.js"}', "a/search.js", "ours.js") == '{"search": "ours.js"}'
    with pytest.raises(ThemeChanged, match="does not name"):
        through("{}", "a/search.js", "ours.js")
