"""`mkdocs serve`: what is saved is seen, whoever saves what."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest

from builders import a_case, a_repository
from conftest import ROOT
from test_events import serving, shown, wait_for


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository with code of its own, so that templates can be edited too."""
    root = a_repository(tmp_path / "root")
    (root / "hooks").unlink()
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    return root


def raw(address: str) -> str:
    with urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
        return str(answer.read().decode())


def has(words: str) -> Callable[[str], bool]:
    return lambda text: words in text


def test_what_is_saved_is_seen_at_once_and_makes_nothing_else(root: Path) -> None:
    page, words = root / "playbooks/roi/y.md", root / "playbooks/vocabulary.yml"
    template = root / "hooks/playbook_site/playbooks/templates/page.md.jinja"
    kept = root / ".cache/pages"
    with serving(root) as address:
        assert "Our dates keep slipping" in wait_for(f"{address}playbooks/y/", has("Our dates keep slipping"))
        assert "livereload" in raw(f"{address}playbooks/y/"), "the page reloads itself"
        made = len([path for path in kept.glob("*/*") if path.name != "known.json"])
        page.write_text(page.read_text(encoding="utf-8").replace("Our dates keep", "Our plans keep"), encoding="utf-8")
        assert "Our plans keep slipping" in shown(f"{address}playbooks/y/"), "the first who asks sees it"
        assert len(list(kept.glob("*/*"))) <= made + 2, "the pages that nobody looks at wait"
        assert "Our plans keep slipping" in shown(f"{address}playbooks/x/"), "so does a page that links there"
        assert "Our plans keep slipping" in shown(f"{address}checklists/y/")
        assert "Our plans keep slipping" in shown(f"{address}playbooks/")
        text = template.read_text(encoding="utf-8")
        template.write_text(text.replace("## Steps", "A new line.\n\n## Steps"), encoding="utf-8")
        assert "A new line." in shown(f"{address}playbooks/y/")
        words.write_text(words.read_text(encoding="utf-8").replace("Planning", "Before planning"), encoding="utf-8")
        assert "Before planning" in shown(f"{address}playbooks/")


def test_a_page_more_and_a_page_less_are_seen(root: Path) -> None:
    new = root / "playbooks/cases/new-one.md"
    with serving(root) as address:
        wait_for(address, has("hard"))
        new.write_text(a_case(title="Something new", name="New one", turned_out=None), encoding="utf-8")
        assert "Something new" in wait_for(f"{address}cases/new-one/", has("Something new"))
        assert "New one" in shown(f"{address}cases/")
        new.unlink()
        gone = wait_for(f"{address}cases/new-one/", lambda text: "Something new" not in text)
        assert "Something new" not in gone
        assert "New one" not in shown(f"{address}cases/")


def test_the_search_of_a_preview_knows_pages_that_nobody_has_looked_at(root: Path) -> None:
    with serving(root) as address:
        wait_for(address, has("hard"))
        assert "playbooks/x/" in raw(f"{address}search/words.json")
