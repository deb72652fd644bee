"""The promise, kept in whole sites: a published id fails the build when it goes, and every old address answers."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from selectolax.lexbor import LexborHTMLParser
from sphobjinv import Inventory

from conftest import ROOT, build
from playbook_site.links import Thing
from playbook_site.publish.destinations import INNER, Destinations, published
from playbook_site.publish.permalinks import Registry, load_published, text_of
from playbook_site.rendering import address
from published_library import Files, the_files, write_playbooks, write_repository

GONE = {"why": "It had served its time.", "date": "2026-11-20"}


@cache
def page_at(path: Path) -> tuple[frozenset[str], str]:
    """The ids on a built page, and its words."""
    tree = LexborHTMLParser(path.read_text(encoding="utf-8"))
    return frozenset(str(node.attributes["id"]) for node in tree.css("[id]")), tree.body.text() if tree.body else ""


def unanswered(site: Path, things: tuple[Thing, ...]) -> list[str]:
    """Old addresses that show nothing: no page, or no element with the old id on it."""
    silent = []
    for thing in things:
        url, anchor = address(thing)
        path = site / url / "index.html"
        if not path.is_file() or (anchor and anchor not in page_at(path)[0]):
            silent.append(f"{url}#{anchor}")
    return silent


def before(root: Path) -> str:
    """The registry when the small library was published for the first time."""
    library = load_published(write_playbooks(root, the_files())).library
    assert library
    return text_of(published(library))


def after_a_year() -> Files:
    """Everything of the small library has been renamed, or is retired."""
    files = the_files()
    words = files["vocabulary.yml"]
    words["families"] = {"talking": {**words["families"]["dialogue"], "aliases": ["dialogue"]}}
    words["ways_in"] = {
        "a-meeting": {
            **words["ways_in"]["meeting"],
            "playbooks": ["hold-it"],
            "checklist": "prepare",
            "aliases": ["meeting"],
        }
    }
    for name, old in (("sources.yml", "klein-2007"), ("glossary.yml", "npv"), ("objections.yml", "no-time")):
        files[name][f"{old}-b"] = {**files[name].pop(old), "aliases": [old]}
    for name in ("glossary.yml", "objections.yml"):
        entry = next(iter(files[name].values()))
        key = "playbook" if "playbook" in entry else "playbooks"
        entry[key] = "memo" if key == "playbook" else ["memo"]
    meeting = files.pop("dialogue/run-the-meeting.md")
    files["talking/hold-it.md"] = {
        **meeting,
        "checklist": "prepare",
        "sources": ["klein-2007-b"],
        "aliases": ["run-the-meeting"],
    }
    files["talking/tell-the-team.md"] = {**files.pop("dialogue/tell-the-team.md"), "checklist": "prepare"}
    memo = files.pop("dialogue/write-the-memo.md")
    files["talking/memo.md"] = {
        **memo,
        "related": ["hold-it"],
        "aliases": ["write-the-memo"],
        "checklist": {"aloud": {"do": "I said it aloud", "aliases": ["said-aloud"]}},
        "retired": {"on-paper": GONE},
    }
    items = files["checklists/before-the-meeting.md"]["items"]
    files["checklists/prepare.md"] = {
        **files.pop("checklists/before-the-meeting.md"),
        "aliases": ["before-the-meeting"],
        "items": {
            "decider": {"do": "The decider comes", "from": "hold-it", "aliases": ["decider-comes"]},
            "card-written": items["card-written"],
        },
        "retired": {"numbers-checked": GONE, "minus-first": GONE},
    }
    del files["checklists/leaving.md"]
    tree = files.pop("trees/fight-or-adapt.md")
    tree["questions"] = {"open": {**tree["questions"]["still-open"], "aliases": ["still-open"]}}
    tree["questions"]["open"]["answers"]["yes"]["to"] = "advocate"
    tree["outcomes"]["advocate"] = {**tree["outcomes"].pop("fight"), "aliases": ["fight"]}
    for outcome in tree["outcomes"].values():
        outcome.update(checklists=["prepare"], playbooks=["hold-it", "memo", "tell-the-team"])
    files["trees/advocate-or-adapt.md"] = {**tree, "start": "open", "aliases": ["fight-or-adapt"]}
    for case, (answer, outcome) in {"we-fought": ("yes", "advocate"), "we-adapted": ("no", "adapt")}.items():
        front = files.pop(f"cases/{case}.md")
        front.update(tree="advocate-or-adapt", answers={"open": answer}, outcome=outcome)
        files[f"cases/{case}-hard.md"] = front
    files["cases/we-fought-hard.md"]["aliases"] = ["we-fought"]
    files["retired.yml"] = {"case/we-adapted": GONE, "checklist/leaving": GONE}
    return files


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("repository")
    return write_repository(root, after_a_year(), before(root), "https://example.com/playbooks/")


@pytest.fixture(scope="module")
def year_old_site(repository: Path) -> Path:
    done = build(repository, repository / "site")
    assert done.returncode == 0, done.stderr
    return repository / "site"


def test_a_published_id_that_is_removed_fails_the_build_and_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    registry, files = before(tmp_path), the_files()
    del files["checklists/before-the-meeting.md"]["items"]["card-written"]
    write_repository(tmp_path, files, registry)
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("yesterday", encoding="utf-8")
    done = build(tmp_path, tmp_path / "site")
    assert done.returncode == 1
    assert (
        'playbooks/checklists/before-the-meeting.md:10:1: items: the item "card-written" was published and is gone from '
        "playbooks/checklists/before-the-meeting.md. Bring it back, or add card-written to aliases: of the item that takes "
        "its place, or write retired: {card-written: {why: ..., date: 2026-11-20}} there"
    ) in done.stderr
    assert (tmp_path / "site" / "index.html").read_text(encoding="utf-8") == "yesterday"


def test_every_old_address_answers_after_everything_was_renamed_or_retired(
    repository: Path, year_old_site: Path
) -> None:
    registry = Registry.read(repository)
    assert len(registry.lines) == 24
    assert unanswered(year_old_site, tuple(registry.lines)) == []


def test_what_is_retired_says_so_where_it_was(year_old_site: Path) -> None:
    for old in ("cases/we-adapted", "checklists/leaving", "checklists/prepare", "playbooks/memo"):
        assert GONE["why"] in page_at(year_old_site / old / "index.html")[1], old


def test_an_old_id_on_a_playbooks_page_keeps_its_element(year_old_site: Path) -> None:
    ids, _ = page_at(year_old_site / "playbooks/memo/index.html")
    assert {"item-aloud", "item-said-aloud", "item-on-paper"} <= ids


def test_old_addresses_are_in_no_sitemap_and_no_search(year_old_site: Path) -> None:
    for name in ("sitemap.xml", "search/words.json"):
        assert "checklists/before-the-meeting" not in (year_old_site / name).read_text(encoding="utf-8")


def test_the_data_file_the_schema_and_the_inventory_are_published(year_old_site: Path) -> None:
    data = json.loads((year_old_site / "knowledge-base.json").read_text(encoding="utf-8"))
    schema = json.loads((year_old_site / data["$schema"]).read_text(encoding="utf-8"))
    Draft202012Validator(schema).validate(data)
    assert data["site"] == {"name": "Common Ground", "url": "https://example.com/playbooks/"}
    names = {entry.name for entry in Inventory(str(year_old_site / "objects.inv")).objects}
    assert {"item:prepare/card-written", "question:advocate-or-adapt/open", "playbook:run-the-meeting"} <= names


def test_every_id_of_this_repository_answers_in_its_own_site(site: Path) -> None:
    library = load_published(ROOT).library
    assert library
    things = Registry.read(ROOT).with_published(library)
    assert {thing.kind for thing in things} >= {"playbook", "checklist", "tree", "case", "source", *INNER}
    assert unanswered(site, things) == []


def test_every_id_that_this_repository_has_published_leads_somewhere() -> None:
    library = load_published(ROOT).library
    assert library
    destinations = Destinations(library)
    assert [thing for thing in Registry.read(ROOT).lines if destinations.find(thing) is None] == []
