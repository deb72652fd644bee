"""/objects.inv: other documentation can link here by id."""

from __future__ import annotations

from pathlib import Path

import pytest
from sphobjinv import Inventory

from conftest import ROOT
from playbook_site.library import Library, load
from playbook_site.publish.destinations import permalink, published
from playbook_site.publish.inventory import objects, packed
from published_library import the_files, write_playbooks


def inventory_of(library: Library) -> Inventory:
    return Inventory(zlib=packed(objects(library), project="Common Ground", version="1"))


@pytest.fixture
def small(tmp_path: Path) -> Library:
    files = the_files()
    files["checklists/leaving.md"]["aliases"] = ["going"]
    files["checklists/leaving.md"]["items"]["two-nights"] = {"do": "Two nights", "aliases": ["slept"]}
    files["retired.yml"] = {"case/old-case": {"why": "It was dull.", "date": "2026-11-20"}}
    library = load(write_playbooks(tmp_path, files)).library
    assert library
    return library


def test_sphobjinv_reads_every_id_of_this_repository() -> None:
    loaded = load(ROOT)
    assert loaded.library, loaded.problems
    inventory = inventory_of(loaded.library)
    assert (inventory.project, inventory.version) == ("Common Ground", "1")
    labels = {entry.name for entry in inventory.objects if entry.role == "label"}
    assert labels == {permalink(thing) for thing in published(loaded.library)}
    assert {entry.domain for entry in inventory.objects} == {"std"}


def test_an_id_leads_to_the_address_where_it_is_today(small: Library) -> None:
    found = {(entry.role, entry.name): entry for entry in inventory_of(small).objects}
    uris = {key: (entry.uri, entry.dispname, entry.priority) for key, entry in found.items()}
    assert uris["label", "item:leaving/two-nights"] == ("checklists/leaving/#two-nights", "Two nights", "1")
    assert uris["label", "item:leaving/slept"] == ("checklists/leaving/#two-nights", "Two nights", "-1")
    assert uris["label", "checklist:going"] == ("checklists/leaving/", "Before you leave", "-1")
    assert uris["label", "case:old-case"] == ("cases/old-case/", "Retired", "-1")
    assert uris["doc", "playbooks/run-the-meeting"] == ("playbooks/run-the-meeting/", "I must run the meeting", "1")
    assert uris["term", "NPV"] == ("glossary/#npv", "NPV", "1")


def test_the_same_library_gives_the_same_bytes(small: Library) -> None:
    one, two = (packed(objects(small), project="A", version="1") for _ in range(2))
    assert one == two
    assert one.startswith(
        b"# Sphinx inventory version 2\n# Project: A\n# Version: 1\n# The remainder of this file is compressed using zlib.\n"
    )
