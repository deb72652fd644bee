"""/knowledge-base.json: complete, described by its schema, and readable by yesterday's readers."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from conftest import ROOT
from playbook_site.library import Library, load
from playbook_site.publish.beside import SCHEMA_ADDRESS
from playbook_site.publish.destinations import published
from playbook_site.publish.knowledge_base import knowledge_base, schema_text, text_of
from playbook_site.rendering import address
from published_library import Files, the_files, write_playbooks

GOLDEN = Path(__file__).parent / "golden"
KINDS = {
    "families": "family",
    "ways_in": "way-in",
    "playbooks": "playbook",
    "checklists": "checklist",
    "trees": "tree",
    "cases": "case",
    "comparisons": "comparison",
    "sources": "source",
    "terms": "term",
    "objections": "objection",
    "meetings": "meeting",
}


def data_of(library: Library) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        text_of(knowledge_base(library, site_name="Common Ground", site_url="https://example.com/"))
    )
    return found


def small_files() -> Files:
    files = the_files()
    files["checklists/before-the-meeting.md"]["retired"] = {"old-item": {"why": "Never used.", "date": "2026-11-20"}}
    files["retired.yml"] = {"case/old-case": {"why": "It was dull.", "date": "2026-11-20"}}
    return files


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Library:
    library = load(write_playbooks(tmp_path_factory.mktemp("small"), small_files())).library
    assert library
    return library


@pytest.fixture(scope="module")
def first_published(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The small library as it was when format 1 was frozen: an outcome could do with one playbook."""
    files = small_files()
    del files["dialogue/tell-the-team.md"]
    for outcome in files["trees/fight-or-adapt.md"]["outcomes"].values():
        outcome["playbooks"] = ["run-the-meeting"]
    draft = load(write_playbooks(tmp_path_factory.mktemp("first"), files)).draft
    assert draft
    return draft


@pytest.fixture(scope="module")
def own() -> Library:
    loaded = load(ROOT)
    assert loaded.library, loaded.problems
    return loaded.library


@pytest.fixture(scope="module", params=["small", "own"])
def library(request: pytest.FixtureRequest) -> Library:
    found: Library = request.getfixturevalue(request.param)
    return found


def strict(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema with no room for keys that it does not name: what we write is all described."""
    closed = copy.deepcopy(schema)
    for part in (closed, *closed["$defs"].values()):
        if "properties" in part:
            part["additionalProperties"] = False
    closed["properties"]["$schema"] = {"const": SCHEMA_ADDRESS}
    return closed


def test_the_published_schema_is_a_json_schema_that_lets_a_format_grow() -> None:
    schema = json.loads(schema_text())
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert '"additionalProperties":false' not in schema_text()


def test_the_file_is_what_the_published_schema_describes_and_nothing_else(library: Library) -> None:
    data = data_of(library)
    assert [error.message for error in Draft202012Validator(strict(json.loads(schema_text()))).iter_errors(data)] == []


def test_the_schema_notices_what_is_missing_or_of_another_type(small: Library) -> None:
    data = data_of(small)
    del data["checklists"][0]["items"][0]["fingerprint"]
    data["format"] = 2
    found = [error.message for error in Draft202012Validator(json.loads(schema_text())).iter_errors(data)]
    assert sorted(found) == ["'fingerprint' is a required property", "1 was expected"]


def everything(data: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for plural, kind in KINDS.items():
        for thing in data[plural]:
            yield kind, thing["id"], thing
    for checklist in data["checklists"]:
        for item in checklist["items"]:
            yield "item", f"{checklist['id']}/{item['id']}", item
    for tree in data["trees"]:
        for kind, nodes in (("question", tree["questions"]), ("outcome", tree["outcomes"])):
            for node in nodes:
                yield kind, f"{tree['id']}/{node['id']}", node


def test_every_live_id_is_in_it_with_the_address_where_it_is(library: Library) -> None:
    found = {(kind, id_): thing["address"] for kind, id_, thing in everything(data_of(library))}
    retired = {(kind, id_) for key in library.retired.root for kind, _, id_ in [key.partition("/")]}
    retired |= {("item", f"{list_.id}/{id_}") for list_ in library.checklists.values() for id_ in list_.retired}
    expected = {}
    for thing in published(library):
        url, anchor = address(thing)
        if (thing.kind, thing.id) not in retired:
            expected[thing.kind, thing.id] = url + (f"#{anchor}" if anchor else "")
    aliases = {key for key in expected if key not in found}
    assert {id_.rpartition("/")[2] for _, id_ in aliases} <= {
        alias for _, _, thing in everything(data_of(library)) for alias in thing["aliases"]
    }
    assert found == {key: where for key, where in expected.items() if key not in aliases}


def test_every_link_is_there_from_both_ends(library: Library) -> None:
    data = data_of(library)
    things = {(kind, id_): thing for kind, id_, thing in everything(data) if "links" in thing}
    words = {"roles": "role", "moments": "moment", "objectives": "objective", "efforts": "effort"}
    things |= {(kind, word["id"]): word for plural, kind in words.items() for word in data[plural]}
    out = {
        (kind, id_, link["kind"], link["id"], link["why"], link["section"])
        for (kind, id_), thing in things.items()
        for link in thing.get("links", ())
        if (link["kind"], link["id"]) in things
    }
    back = {
        (link["kind"], link["id"], kind, id_, link["why"], link["section"])
        for (kind, id_), thing in things.items()
        for link in thing["linked_from"]
    }
    assert out == back
    assert out


def test_items_carry_the_fingerprint_that_the_page_carries(small: Library) -> None:
    items = {item["id"]: item for checklist in data_of(small)["checklists"] for item in checklist["items"]}
    assert items["decider-comes"] == {
        "id": "decider-comes",
        "address": "checklists/before-the-meeting/#decider-comes",
        "do": "The decider will be there",
        "why": "Else wait.",
        "from": "run-the-meeting",
        "fingerprint": "64c5c23c",
        "aliases": [],
    }


def test_what_is_retired_is_told_with_its_reason(small: Library) -> None:
    data = data_of(small)
    assert data["retired"] == [
        {"kind": "case", "id": "old-case", "address": "cases/old-case/", "why": "It was dull.", "date": "2026-11-20"}
    ]
    (checklist,) = (found for found in data["checklists"] if found["id"] == "before-the-meeting")
    assert checklist["retired"] == [{"id": "old-item", "why": "Never used.", "date": "2026-11-20"}]


def missing(old: Any, new: Any, path: str = "") -> Iterator[str]:
    """Where `new` no longer says what `old` said; what was added is no matter."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key, value in old.items():
            if key in new:
                yield from missing(value, new[key], f"{path}.{key}")
            else:
                yield f"{path}.{key}"
    elif isinstance(old, list) and isinstance(new, list) and all(isinstance(value, dict) for value in old):
        for at, value in enumerate(old):
            if not any(next(missing(value, other), None) is None for other in new):
                yield f"{path}[{at}]"
    elif old != new:
        yield path


def test_yesterdays_file_is_still_there_word_for_word_in_todays(first_published: Library) -> None:
    # Frozen when format 1 was first published. Never regenerate it: a change here breaks somebody's reader.
    old = json.loads((GOLDEN / "knowledge-base-format-1.json").read_text(encoding="utf-8"))
    assert list(missing(old, data_of(first_published))) == []


def test_yesterdays_schema_describes_todays_file(library: Library) -> None:
    # Frozen when format 1 was first published, as other people's readers have it.
    old = json.loads((GOLDEN / "knowledge-base-format-1.schema.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(old).iter_errors(data_of(library))] == []


def test_the_same_library_gives_the_same_bytes(small: Library) -> None:
    texts = {text_of(knowledge_base(small, site_name="A", site_url="")) for _ in range(2)}
    assert len(texts) == 1
    assert json.loads(texts.pop())["site"] == {"name": "A", "url": None}
