"""`playbooks check` as people, programs and workflows read it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from playbook_site.cli import _progress, main
from playbook_site.cli.check import Findings, github
from playbook_site.content.problems import Problem
from published_library import the_files, write_playbooks


def run(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(root), *arguments])


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A library that gets neither problems nor advice."""
    shutil.copytree(ROOT / "tests/contribute/small/playbooks", tmp_path / "playbooks")
    return tmp_path


LIMITS = "playbooks/adapting/set-limits.md"


def with_advice(root: Path) -> Path:
    """A when_not of one word, which says too little."""
    path = root / LIMITS
    words = "when_not: It can be undone in a day. Then just build it."
    text = path.read_text(encoding="utf-8")
    assert words in text
    path.write_text(text.replace(words, "when_not: Rarely."), encoding="utf-8")
    return root


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    files = the_files()
    files["dialogue/write-the-memo.md"]["related"] = ["run-the-meting"]
    files["glossary.yml"]["npv"]["playbook"] = "nowhere-at-all"
    return write_playbooks(tmp_path, files)


MEMO = 'playbooks/dialogue/write-the-memo.md:23:3: related[0]: no playbook or checklist has the id "run-the-meting"; did you mean "run-the-meeting"?  see contribute/problems/#dangling-id'


def test_a_clean_library_is_clean(small: Path) -> None:
    for form, expected in {"text": "No problems.\n", "github": ""}.items():
        done = run(small, "check", "--format", form)
        assert (done.exit_code, done.stdout) == (0, expected)
    done = run(small, "check", "--format", "json")
    assert (done.exit_code, json.loads(done.stdout)) == (0, {"format": 1, "problems": [], "advice": []})


def test_advice_is_shown_after_the_problems_and_does_not_fail(small: Path) -> None:
    done = run(with_advice(small), "check")
    message = "says too little to stop anybody; name one situation in which this does harm or wastes time"
    line = next(number for number, text in enumerate(_lines(small), start=1) if text.startswith("when_not:"))
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "No problems.",
        "",
        f"{LIMITS}:{line}:11: advice: when_not: {message}  see contribute/problems/#thin-when-not",
        "",
        "1 piece of advice. Follow it, or answer it in the file under accepted_advice; it stops nothing.",
    ]
    assert run(small, "check", str(small / "playbooks/roi")).stdout == "No problems.\n"


def _lines(root: Path) -> list[str]:
    return (root / LIMITS).read_text(encoding="utf-8").splitlines()


def test_advice_for_programs_and_workflows_stands_apart_from_problems(small: Path) -> None:
    (with_advice(small) / "mkdocs.yml").write_text("site_url: https://playbooks.example.com/\n", encoding="utf-8")
    link = "https://playbooks.example.com/contribute/problems/#thin-when-not"
    data = json.loads(run(small, "check", "--format", "json").stdout)
    assert data["problems"] == []
    assert [(piece["kind"], piece["help"]) for piece in data["advice"]] == [("thin-when-not", link)]
    done = run(small, "check", "--format", "github")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"::warning file={LIMITS},line=")
    assert done.stdout.endswith(f"  see {link}\n")


def test_an_answer_to_advice_that_is_not_given_fails(small: Path) -> None:
    path = small / LIMITS
    answer = "owner: product-practice\naccepted_advice: {long-body: It is long.}\n"
    path.write_text(path.read_text(encoding="utf-8").replace("owner: product-practice\n", answer), encoding="utf-8")
    done = run(small, "check")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0].endswith("remove this line  see contribute/problems/#idle-answer")
    assert done.stdout.splitlines()[2:] == ["1 problem in what is written under playbooks/."]


def test_problems_leave_with_one_and_are_told_with_their_place(faulty: Path) -> None:
    done = run(faulty, "check")
    assert done.exit_code == 1
    assert MEMO in done.stdout.splitlines()
    assert "2 problems in what is written under playbooks/." in done.stdout


def test_problems_as_json_hold_every_part(faulty: Path) -> None:
    done = run(faulty, "check", "--format", "json")
    assert done.exit_code == 1
    first = json.loads(done.stdout)["problems"][0]
    assert first == {
        "path": "playbooks/dialogue/write-the-memo.md",
        "line": 23,
        "column": 3,
        "field": "related[0]",
        "kind": "dangling-id",
        "message": 'no playbook or checklist has the id "run-the-meting"; did you mean "run-the-meeting"?',
        "help": "contribute/problems/#dangling-id",
    }


def test_problems_for_github_are_annotations_at_their_line(faulty: Path) -> None:
    done = run(faulty, "check", "--format", "github")
    assert done.exit_code == 1
    assert done.stdout.splitlines()[0] == (
        "::error file=playbooks/dialogue/write-the-memo.md,line=23,col=3,title=dangling-id::"
        'related[0]: no playbook or checklist has the id "run-the-meting"; did you mean "run-the-meeting"?  see contribute/problems/#dangling-id'
    )


def test_an_annotation_cannot_be_broken_out_of() -> None:
    problem = Problem(path="playbooks/a,line=9:b.md", line=2, column=3, kind="odd", message="100%\n::error::x")
    assert github(Findings(problems=(problem,))) == (
        "::error file=playbooks/a%2Cline=9%3Ab.md,line=2,col=3,title=odd::"
        "100%25%0A::error::x  see contribute/problems/#odd\n"
    )


def test_files_and_folders_narrow_the_report_not_the_reading(faulty: Path) -> None:
    narrow = json.loads(run(faulty, "check", str(faulty / "playbooks" / "dialogue"), "--format", "json").stdout)
    assert len(narrow["problems"]) == 1
    assert "glossary.yml" not in run(faulty, "check", str(faulty / "playbooks" / "dialogue")).stdout
    assert run(faulty, "check", str(faulty / "playbooks" / "glossary.yml")).exit_code == 1
    assert run(faulty, "check", str(faulty / "playbooks" / "trees")).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "no-such-file.md"),
        ("check", "--format", "xml"),
        ("no-such-command",),
        (
            "check",
            "--what",
        ),
        ("export",),
    ],
)
def test_wrong_use_leaves_with_two(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    write_playbooks(tmp_path, the_files())
    done = run(tmp_path, *arguments)
    assert done.exit_code == 2
    assert done.stdout == ""


def test_a_folder_without_playbooks_is_wrong_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "holds playbooks/; name one with --root" in run(tmp_path, "check").stderr
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["check"]).exit_code == 2


def test_the_repository_is_found_from_a_folder_inside_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_playbooks(tmp_path, the_files())
    monkeypatch.chdir(tmp_path / "playbooks" / "dialogue")
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


def test_every_module_of_the_package_is_a_command_with_a_sentence_of_help(tmp_path: Path) -> None:
    done = run(tmp_path, "--help")
    assert done.exit_code == 0
    folder = Path(str(main.__module__ and __import__("playbook_site.cli").cli.__file__)).parent
    names = {path.stem for path in folder.glob("*.py") if not path.stem.startswith("_")}
    shown = dict(re.findall(r"^  ([a-z]+) +(\S.*)$", done.stdout.split("Commands:")[1], re.MULTILINE))
    assert set(shown) == names
    assert {"build", "check", "export", "permalinks"} <= names


def test_a_check_that_takes_long_says_how_far_it_has_come(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(small, "check").stderr == ""
    monkeypatch.setattr(_progress, "PATIENCE", 0.0)
    done = run(small, "check")
    count = sum(path.suffix in {".md", ".yml"} for path in small.rglob("*"))
    assert done.stderr.splitlines() == [
        *(f"Read {number} of {count} files." for number in range(1, count + 1)),
        "Looking for what could be better.",
    ]
    assert done.stdout == "No problems.\n"
    assert json.loads(run(small, "check", "--format", "json").stdout)["problems"] == []
