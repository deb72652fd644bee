"""Compiled templates are those that would be compiled."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from playbook_site.speed.compiled import Compiled


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def rendered(folder: Path, *, code: str, text: str, name: str = "html", said: str = "") -> str:
    cache = Compiled(code, folder).of(name)
    environment = Environment(loader=DictLoader({"page": text}), bytecode_cache=cache, autoescape=True)
    environment.filters["say"] = lambda word: word + said
    return environment.get_template("page").render()


def test_a_template_is_compiled_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert rendered(tmp_path, code="a", text="one {{ 1 }}") == "one 1"
    monkeypatch.delattr(Environment, "_generate")
    assert rendered(tmp_path, code="a", text="one {{ 1 }}") == "one 1"
    with pytest.raises(AttributeError):
        rendered(tmp_path, code="a", text="two {{ 2 }}")


def test_a_template_that_was_changed_and_one_of_another_kind_are_compiled_anew(tmp_path: Path) -> None:
    rendered(tmp_path, code="a", text="one")
    assert rendered(tmp_path, code="a", text="two") == "two"
    compiled = Compiled("a", tmp_path)
    loader = DictLoader({"page": "{{ '<' }}"})
    safe = Environment(loader=loader, bytecode_cache=compiled.of("safe"), autoescape=True)
    other = Environment(loader=loader, bytecode_cache=compiled.of("other"), autoescape=True, finalize=repr)
    assert (safe.get_template("page").render(), other.get_template("page").render()) == ("&lt;", "Markup('&lt;')")


def test_other_code_compiles_anew_for_what_a_filter_said_is_in_the_template(tmp_path: Path) -> None:
    text = '{{ "well" | say }}'
    assert rendered(tmp_path, code="a", text=text, said="!") == "well!"
    assert rendered(tmp_path, code="a", text=text, said="?") == "well!", "then the folder needs no name of the code"
    assert rendered(tmp_path, code="b", text=text, said="?") == "well?"
    assert [path.name for path in tmp_path.iterdir()] == ["templates-b"]


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").touch()
    assert rendered(tmp_path / "file", code="a", text="one") == "one"
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert rendered(tmp_path, code="a", text="one") == "one"
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_kept_template_that_is_broken_is_compiled_again(tmp_path: Path) -> None:
    rendered(tmp_path, code="a", text="one")
    (kept,) = tmp_path.rglob("html-*")
    for broken in (b"", kept.read_bytes()[:-9], b"x" * 400):
        kept.write_bytes(broken)
        assert rendered(tmp_path, code="a", text="one") == "one"
