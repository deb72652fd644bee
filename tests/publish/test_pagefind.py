from __future__ import annotations

import gzip
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pagefind.service as pagefind_package
import pytest
from pagefind.service import get_executable

from conftest import ROOT
from playbook_site.publish import pagefind, pagefind_service, policy, search
from playbook_site.publish.pagefind import Doc
from playbook_site.publish.pagefind_service import PagefindFault

WORKER = ROOT / "docs" / "assets" / "search" / "worker.js"


def a_doc(location: str, title: str = "T", text: str = "", **more: Any) -> Doc:
    return {"location": location, "title": title, "text": text, **more}


DOCS = (
    a_doc("checklists/x/", "List"),
    a_doc("checklists/x/#asked", "Asked", "Why &amp; how"),
    a_doc("playbooks/x/", "X", "<p>We can't wait, can't wait, wait, wait</p>", tags=["they want it now"]),
    a_doc("glossary/", "Words"),
    a_doc("checklists/red-line/", "Red line"),
)


def unpacked(folder: Path) -> dict[str, list[Doc]]:
    """The entries that stand in the fragments, by the address of the first."""
    found = {}
    for path in folder.glob("fragment/*.pf_fragment"):
        entries = json.loads(gzip.decompress(path.read_bytes()).removeprefix(b"pagefind_dcd"))["docs"]
        found[entries[0]["location"]] = entries
    return found


@pytest.mark.parametrize(
    ("setting", "pages", "chosen"),
    [
        (None, pagefind.MOST_PAGES, False),
        (None, pagefind.MOST_PAGES + 1, True),
        ("auto", pagefind.MOST_PAGES + 1, True),
        ("theme", pagefind.MOST_PAGES + 1, False),
        ("pagefind", 1, True),
    ],
)
def test_one_setting_says_who_searches_and_without_it_the_number_of_pages(
    setting: str | None, pages: int, *, chosen: bool
) -> None:
    assert pagefind.is_chosen(setting, pages) is chosen


@pytest.mark.parametrize("setting", ["lunr", True, ["theme"]])
def test_a_setting_that_there_is_not_is_refused_with_those_that_there_are(setting: Any) -> None:
    with pytest.raises(ValueError, match=r"^mkdocs\.yml: extra: search: expected one of auto, theme, pagefind, found "):
        pagefind.is_chosen(setting, 1)


def test_a_checklist_is_one_record_with_its_playbook_and_every_other_page_by_itself() -> None:
    found = {page: [doc["location"] for doc in docs] for page, docs in pagefind.records(DOCS).items()}
    assert found == {
        "playbooks/x/": ["playbooks/x/", "checklists/x/", "checklists/x/#asked"],
        "glossary/": ["glossary/"],
        "checklists/red-line/": ["checklists/red-line/"],
    }


def test_titles_and_what_people_say_weigh_most_and_a_word_of_the_texts_is_indexed_once() -> None:
    lines = re.findall(
        r'<p data-pagefind-weight="(\d+)">(.*?)</p>', pagefind.html(pagefind.records(DOCS)["playbooks/x/"])
    )
    assert lines == [
        ("10", "X"),
        ("4", "List"),
        ("4", "Asked"),
        ("10", "they want it now"),
        ("1", "we cant wait why how"),
    ]


def test_words_that_very_many_records_hold_are_not_indexed_in_texts_and_still_in_titles(tmp_path: Path) -> None:
    docs = [a_doc(f"playbooks/p{number}/", f"Decision {number}", f"a decision on rare{number}") for number in range(12)]
    found = pagefind.records(docs)
    left_out = pagefind.common(found)
    assert left_out == {"a": 12, "decision": 12, "on": 12}
    lines = re.findall(r'weight="(\d+)">(.*?)</p>', pagefind.html(found["playbooks/p3/"], left_out))
    assert lines == [("10", "Decision 3"), ("1", "rare3")]
    folder = pagefind.write(tmp_path, found)
    assert json.loads((folder / "common.json").read_text(encoding="utf-8")) == left_out


def test_fragments_hold_the_entries_of_the_themes_index_and_the_index_says_where_they_are(tmp_path: Path) -> None:
    (tmp_path / "search").mkdir()
    index = tmp_path / "search" / "search_index.json"
    index.write_text(json.dumps({"config": {"lang": ["en"]}, "docs": DOCS}), encoding="utf-8")
    pagefind.move(tmp_path)
    left = json.loads(index.read_text(encoding="utf-8"))
    (folder,) = (tmp_path / "pagefind").iterdir()
    assert left == {"config": {"lang": ["en"], "pagefind": f"../pagefind/{folder.name}/", "records": 3}, "docs": []}
    assert unpacked(folder) == {docs[0]["location"]: docs for docs in pagefind.records(DOCS).values()}
    assert {path.name.rpartition(".")[0].partition("en_")[0] for path in folder.iterdir()} >= {"pagefind", "wasm.en"}
    assert not list(folder.glob("*ui*"))


def test_the_same_entries_give_the_same_bytes_and_others_another_folder(tmp_path: Path) -> None:
    docs = [a_doc(f"playbooks/p{number}/", f"Number {number}", "some words") for number in range(30)]
    one, two, other = (
        pagefind.write(tmp_path / name, pagefind.records(some))
        for name, some in (("one", docs), ("two", docs), ("other", docs[1:]))
    )
    assert one.name == two.name != other.name
    assert sorted(path.relative_to(one) for path in one.rglob("*")) == sorted(
        path.relative_to(two) for path in two.rglob("*")
    )
    assert all(path.read_bytes() == (two / path.relative_to(one)).read_bytes() for path in one.rglob("*.*"))


def test_words_that_very_many_records_hold_are_named_with_how_many() -> None:
    docs = [a_doc(f"playbooks/p{number}/", "Title", f"decision about w{number}. Decision") for number in range(12)]
    assert pagefind.common(pagefind.records(docs)) == {"about": 12, "decision": 12}
    assert pagefind.common(pagefind.records(docs[:10])) == {}


def test_what_pagefind_says_is_wrong_is_said_aloud() -> None:
    with pytest.raises(PagefindFault, match=r"^Pagefind did not make the search: "):
        pagefind_service.serve([{"type": "WriteFiles", "index_id": 7, "output_path": "/nowhere"}])


def test_a_site_without_pagefind_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert get_executable() is not None
    monkeypatch.setattr(pagefind_package, "get_executable", lambda: None)
    with pytest.raises(PagefindFault, match=r"^Pagefind is not there: pip install -c constraints\.txt pagefind"):
        pagefind_service.serve([])


def test_our_worker_asks_pagefind_in_place_of_the_themes_worker(tmp_path: Path) -> None:
    told = search.telling(WORKER.with_name("telling.js"))
    asset = pagefind.worker(WORKER, told)
    assert asset.path.startswith("assets/search-pagefind.")
    assert "THEME_WORKER" not in asset.text
    assert "pagefind.js" in asset.text
    assert told.path.removeprefix("assets/") in asset.text
    changed = tmp_path / "worker.js"
    changed.write_text('importScripts("THEME_WORKER");', encoding="utf-8")
    with pytest.raises(PagefindFault, match=r"^worker\.js does not say once "):
        pagefind.worker(changed, told)


def test_only_headers_and_only_with_pagefind_allow_web_assembly() -> None:
    allowed = "script-src 'self' 'wasm-unsafe-eval';"
    assert allowed in policy.headers_file(with_wasm=True)
    assert policy.headers_file(with_wasm=True).replace(" 'wasm-unsafe-eval'", "") == policy.headers_file()
    assert "wasm" not in policy.META + policy.headers_file() + policy.nginx()


def test_the_snippet_for_the_worker_in_the_repository_is_the_one_that_the_policy_makes() -> None:
    command = [sys.executable, "-m", "playbook_site.publish.policy", "worker"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    written = (ROOT / "deploy" / "nginx" / "headers-worker.conf").read_text(encoding="utf-8")
    assert done.stdout == policy.nginx(for_worker=True) == written
