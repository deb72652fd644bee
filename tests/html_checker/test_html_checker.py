from __future__ import annotations

from pathlib import Path

from html_checker.checker import said_of


def test_the_html_checker_has_nothing_to_say_of_any_page(site: Path) -> None:
    assert said_of(site) == []


def test_the_html_checker_does_find_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(
        '<!doctype html><html lang="en"><title>x</title><p tabindex="">x', encoding="utf-8"
    )
    (said,) = said_of(tmp_path)
    assert "error: Bad value “” for attribute “tabindex” on element “p”" in said
