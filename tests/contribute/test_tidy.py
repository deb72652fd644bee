"""`check --fix`: what is mechanical is put right, and nothing else changes."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import example, given, settings
from hypothesis import strategies as st

from conftest import ROOT
from playbook_site.cli import main
from playbook_site.content.strict_yaml import load
from playbook_site.contribute.tidy import tidy

PAGE = "playbooks/dialogue/x.md"

OWN = sorted(path for path in (ROOT / "playbooks").rglob("*") if path.suffix in {".md", ".yml"})


def front(text: str, body: str = "Words.\n") -> str:
    return f"---\n{text}---\n{body}"


@pytest.mark.parametrize(
    ("written", "tidied"),
    [
        ("name: a\ntitle: b\n", "title: b\nname: a\n"),
        ("name: a\n# what they say\ntitle: b # here\n", "# what they say\ntitle: b # here\nname: a\n"),
        ("private: true\nreviewed: 2026-11-20\nowner: x\n", "owner: x\nreviewed: 2026-11-20\nprivate: true\n"),
        ("title:   b   \nname :  a\n", "title: b\nname: a\n"),
        ("title: 'b: c'\n", 'title: "b: c"\n'),
        ("title: 'say \"no\"'\n", "title: 'say \"no\"'\n"),
        ("title: 'it''s'\n", 'title: "it\'s"\n'),
        ("roles:\n- a\n- b\n", "roles: [a, b]\n"),
        ("roles: [ a,b ]\n", "roles: [a, b]\n"),
        ("roles:\n  - a # the first\n  - b\n", "roles:\n  - a # the first\n  - b\n"),
        ("situations: [we lost, 'a, b']\n", 'situations:\n  - we lost\n  - "a, b"\n'),
        ("situations: []\n", "situations: []\n"),
        ("situations:\n    -   we lost\n", "situations:\n  - we lost\n"),
        ("checklist:\n    a:   {do: b,why: c}\n", "checklist:\n  a: {do: b, why: c}\n"),
        ("unheard: 1.50\ntitle: b\n", "title: b\nunheard: 1.50\n"),
    ],
)
def test_front_matter_is_put_in_order(written: str, tidied: str) -> None:
    assert tidy(PAGE, front(written)) == front(tidied)
    assert tidy(PAGE, front(tidied)) == front(tidied)


@pytest.mark.parametrize(
    "text",
    ["", "no front matter", "---\ntitle: b\n", "---\n---\nname: a\n---\n", "---\r\nname :  a\r\n---\r\n"]
    + [front(text) for text in ("name :  *a\n", "name :  a\nname: b\n", "name :  [\n", "- name\n", "name:  !x a\n")],
)
def test_what_cannot_be_read_is_left_as_it_is(text: str) -> None:
    assert tidy(PAGE, text) == text


def test_the_body_keeps_every_byte() -> None:
    body = "\n\n# A   heading  \n\n---\nname :  a\n---\t\n* one\n'quoted'   \n\n\n"
    assert tidy(PAGE, front("name :  a\n", body)) == front("name: a\n", body)


def test_entries_of_a_list_file_keep_their_order_and_comments_their_column() -> None:
    written = "# Sources\n\nb:\n    year:   '2007'\n\na:\n    year: '2008' # later\n"
    assert tidy("playbooks/sources.yml", written) == (
        '# Sources\n\nb:\n  year: "2007"\n\na:\n  year: "2008"   # later\n'
    )


def test_nothing_changes_in_the_library_of_this_repository() -> None:
    changed = [
        path.name
        for path in OWN
        if tidy(path.relative_to(ROOT).as_posix(), text := path.read_text(encoding="utf-8")) != text
    ]
    assert changed == []


def mangled(text: str, chance: random.Random) -> str:
    """A page as a hurried writer would leave it: keys shuffled, spaces added, lists written the other way."""
    _, matter, body = re.split(r"^---\n", text, maxsplit=2, flags=re.MULTILINE)
    keys = re.findall(r"^\S.*\n(?:[ \n].*\n|\n)*", matter, re.MULTILINE)
    assert "".join(keys) == matter
    chance.shuffle(keys)
    found = []
    for key in keys:
        changed = re.sub(r"^(\w+): (?=\S)", r"\1:   ", key)
        if match := re.fullmatch(r"(roles|moments|related|sources): +\[(\S.*)\]\n", changed):
            changed = f"{match[1]}:\n" + "".join(f"- {entry}\n" for entry in match[2].split(", "))
        found.append(changed)
    return f"---\n{''.join(found)}---\n{body}"


@pytest.mark.parametrize("seed", [1, 2])
def test_a_mangled_library_is_given_back(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a seed makes it the same each time
    pages = [path for path in OWN if path.suffix == ".md"][seed::6]
    assert len(pages) > 8
    for path in pages:
        text, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
        spoilt = mangled(text, chance)
        assert spoilt != text
        assert tidy(name, spoilt) == text


WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=30)
LINES = st.lists(
    st.one_of(
        st.sampled_from(["title:  a", "name: 'b'", "# note", "roles:", "- a", "  - 'c d'", "  when:  {a: b,c: d}", ""]),
        WORDS,
    ),
    max_size=10,
)


@settings(max_examples=60, deadline=None)
@given(LINES, WORDS)
@example(["title: |", "  a ", "", "name: 'b'"], "")
@example(["name: >-", "  a", "  b", "# c", "title: 'd'"], "---\n")
def test_values_comments_and_prose_are_kept_and_a_second_run_changes_nothing(lines: list[str], body: str) -> None:
    matter = "".join(f"{line}\n" for line in lines)
    text = front(matter, body)
    once = tidy(PAGE, text)
    assert tidy(PAGE, once) == once
    if once != text:
        new, kept = once.removeprefix("---\n").split("---\n", 1)
        assert kept == body
        assert load(new).value == load(matter).value
        assert new.count("# note") == matter.count("# note")


def test_the_command_mends_says_so_and_is_done(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/contribute/small/playbooks", tmp_path / "playbooks")
    path = tmp_path / "playbooks/roi/price-the-fix.md"
    CliRunner().invoke(main, ["--root", str(tmp_path), "check", "--fix"])
    right = path.read_bytes()
    path.write_bytes(right.replace(b"title: ", b"title:    ", 1))
    done = CliRunner().invoke(main, ["--root", str(tmp_path), "check", "--fix", str(tmp_path / "playbooks/trees")])
    assert (done.exit_code, done.stderr) == (0, "")
    done = CliRunner().invoke(main, ["--root", str(tmp_path), "check", "--fix"])
    assert (done.exit_code, done.stderr) == (0, "Mended playbooks/roi/price-the-fix.md\n")
    assert path.read_bytes() == right
    assert CliRunner().invoke(main, ["--root", str(tmp_path), "check", "--fix"]).stderr == ""
