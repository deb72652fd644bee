"""The pages of checklists: what a search and a pasted link say of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook_site.checklists.pages import pages
from playbook_site.library import load
from playbook_site.rendering import Page, Renderer
from published_library import the_files, write_playbooks


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    root: Path = tmp_path_factory.mktemp("lists")
    files = the_files()
    files["checklists/leaving.md"] |= {"situations": ["I want to hand in my notice"], "also_known_as": ["resigning"]}
    library = load(write_playbooks(root, files)).library
    assert library
    return {page.url: page for page in pages(Renderer(library, nonce="n"))}


def test_a_standalone_list_is_found_by_what_people_say(made: dict[str, Page]) -> None:
    assert made["checklists/leaving/"].keywords == ("I want to hand in my notice", "resigning")


def test_the_list_of_a_playbook_leaves_those_words_to_its_playbook(made: dict[str, Page]) -> None:
    assert made["checklists/write-the-memo/"].keywords == ()


def test_a_pasted_link_says_how_many_items_there_are(made: dict[str, Page]) -> None:
    assert made["checklists/leaving/"].description.endswith(" 1 item to tick.")
    assert made["checklists/write-the-memo/"].description.endswith(" 2 items to tick.")
