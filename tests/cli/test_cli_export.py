"""`playbooks export`: one list or several, by id, moment or role."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from playbook_site.cli import main
from playbook_site.cli._shared import settings, site_url
from published_library import the_files, write_playbooks

GOLDEN = ROOT / "tests" / "checklists" / "golden"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = the_files()
    files["checklists/leaving.md"]["moments"] = ["review"]
    files["dialogue/write-the-memo.md"]["roles"] = ["designer"]
    files["dialogue/write-the-memo.md"]["aliases"] = ["old-memo"]
    files["retired.yml"] = {"checklist/gone-list": {"why": "Nobody used it.", "date": "2026-11-20"}}
    return write_playbooks(tmp_path, files)


def export(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), "export", *arguments])


def ids(done: Result) -> list[str]:
    assert done.exit_code == 0, done.stderr
    return [found["id"] for found in json.loads(done.stdout)["checklists"]]


@pytest.mark.parametrize(
    ("form", "suffix"),
    [("github", "md"), ("jira", "jira.txt"), ("html", "html"), ("csv", "csv"), ("text", "txt"), ("json", "json")],
)
def test_each_form_is_as_the_golden_file_says_byte_for_byte(root: Path, form: str, suffix: str) -> None:
    done = export(root, "before-the-meeting", "--as", form, "--site-url", "https://example.com")
    assert done.exit_code == 0
    assert done.stdout_bytes == (GOLDEN / f"before-the-meeting.{suffix}").read_bytes()
    assert done.stderr == ""


def test_the_address_comes_from_mkdocs_yml_unless_another_is_named(root: Path) -> None:
    (root / "mkdocs.yml").write_text("site_url: https://example.com/a\nplugins: !ENV X\n", encoding="utf-8")
    link = "checklists/leaving/#two-nights"
    assert f"<https://example.com/a/{link}>" in export(root, "leaving", "--as", "text").stdout
    assert (
        f"<https://b.example/{link}>"
        in export(root, "leaving", "--as", "text", "--site-url", "https://b.example/").stdout
    )


def test_without_an_address_links_are_relative_and_it_says_so(root: Path) -> None:
    done = export(root, "leaving", "--as", "text")
    assert "<checklists/leaving/#two-nights>" in done.stdout
    assert done.stderr == "Links are relative to the site: mkdocs.yml has no site_url. Name one with --site-url.\n"


def test_a_playbook_stands_for_the_list_it_shows_and_an_old_id_for_the_new_one(root: Path) -> None:
    assert ids(export(root, "run-the-meeting", "old-memo", "write-the-memo", "--as", "json")) == [
        "before-the-meeting",
        "write-the-memo",
    ]


def test_lists_are_chosen_by_moment_and_role_and_private_ones_must_be_named(root: Path) -> None:
    assert ids(export(root, "--moment", "planning", "--as", "json")) == ["before-the-meeting", "write-the-memo"]
    assert ids(export(root, "--role", "designer", "--as", "json")) == ["write-the-memo"]
    assert ids(export(root, "leaving", "--moment", "review", "--as", "json")) == ["leaving"]
    assert "no checklist is for that moment and role" in export(root, "--moment", "review", "--as", "json").stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--as", "json"), "name a checklist, or choose by --moment or --role"),
        (
            ("before-the-meting", "--as", "json"),
            'no checklist or playbook has the id "before-the-meting"; did you mean "before-the-meeting"?',
        ),
        (("gone-list", "--as", "json"), '"gone-list" was retired on 2026-11-20: Nobody used it.'),
        (("--moment", "planing", "--as", "json"), 'no moment has the id "planing"; did you mean "planning"?'),
        (("leaving", "--as", "xml"), "'xml' is not one of"),
        (("leaving",), "Missing option '--as'"),
    ],
)
def test_wrong_use_leaves_with_two_and_says_what_is_right(root: Path, arguments: tuple[str, ...], message: str) -> None:
    done = export(root, *arguments)
    assert done.exit_code == 2
    assert message in done.stderr
    assert done.stdout == ""


def test_a_library_with_problems_is_not_exported(tmp_path: Path) -> None:
    files = the_files()
    del files["checklists/leaving.md"]["title"]
    done = export(write_playbooks(tmp_path, files), "leaving", "--as", "text")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "title: is missing" in done.stderr


def test_settings_are_read_without_running_anything(tmp_path: Path) -> None:
    text = "site_url: !ENV SITE_URL\nx: !!python/object/apply:os.system ['touch nothing']\ny: !!python/name:os.system\n"
    (tmp_path / "mkdocs.yml").write_text(text, encoding="utf-8")
    assert settings(tmp_path) == {"site_url": None, "x": None, "y": None}
    assert site_url(tmp_path, None) == ""
    assert site_url(tmp_path / "nowhere", None) == ""
