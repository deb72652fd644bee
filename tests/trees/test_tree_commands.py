"""`playbooks walk` and `playbooks tree`: what they print, to the letter, and how they leave."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tree_builders import CASE, SMALL

from builders import a_playbook
from playbook_site.cli import main

COMPANY = "name: Larkfield\ncurrency: EUR\n"
VOCABULARY = """families: {roads: {title: Roads, promise: A way there.}}
roles: {tech-lead: Tech lead}
moments: {planning: Planning}
objectives: {}
efforts: {30-min: 30 min}
ways_in: {}
"""
ROADS = ("short", "dry", "none")
TREE = SMALL.replace("    risks", f"    playbooks: [{', '.join(ROADS)}]\n    checklists: [short]\n    risks")
ENDS = {"walk": 'rain: "no", far: "no"', "ride": 'rain: "no", far: "yes"', "stay": 'rain: "no", far: very'}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A library of one tree and the cases that prove it."""
    files = {"company.yml": COMPANY, "vocabulary.yml": VOCABULARY, "trees/small.md": TREE}
    files |= {f"roads/{road}.md": a_playbook(name=road, situations=[f"which road is {road}"]) for road in ROADS}
    for outcome, answers in ENDS.items():
        text = CASE.replace('rain: "no", far: "no"', answers).replace("outcome: walk", f"outcome: {outcome}")
        files[f"cases/we-{outcome}.md"] = text.replace("Market day", f"Day of {outcome}")
    for name, text in files.items():
        path = tmp_path / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


def run(repository: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(repository), *arguments])


def test_a_whole_walk_prints_the_outcome_its_advice_and_first_moves(repository: Path) -> None:
    done = run(repository, "walk", "small", "rain=no", "far=no")
    assert done.exit_code == 0
    assert (
        done.output
        == """\
Walk or ride?

rain: Does it rain?
  no: No

far: Is it far?
  no: No

Adapt: Walk (walk)

Walk there. It is good for you.

First moves
  1. Put on shoes
  2. Go

Checklist: short

Nearest other advice
  Take the tram (ride), with far=yes
  Stay at home (stay), with far=very
"""
    )


def test_a_walk_that_stops_prints_what_is_possible_and_what_is_best_answered_next(repository: Path) -> None:
    done = run(repository, "walk", "small", "rain=yes")
    assert done.exit_code == 0
    assert (
        done.output
        == """\
Walk or ride?

rain: Does it rain?
  yes: Yes

Still open: 3 of 3 outcomes are possible
  walk: Walk
  ride: Take the tram
  stay: Stay at home

Best answered next
  far: Is it far?
    yes: Yes
    no: No
    very: Too far
  It leaves 1.7 outcomes on average, every answer counted alike; no open question leaves fewer.
"""
    )


def test_a_question_that_is_left_out_is_walked_along_every_branch(repository: Path) -> None:
    left_out = run(repository, "walk", "small", "far=very")
    cannot_say = run(repository, "walk", "small", "rain=-", "far=very")
    assert left_out.output == cannot_say.output
    assert "Still open: 2 of 3 outcomes are possible\n  ride: Take the tram\n  stay: Stay at home\n" in left_out.output


def test_an_outcome_that_no_open_answer_can_change_is_printed(repository: Path) -> None:
    done = run(repository, "walk", "small", "coat=no", "far=yes")
    assert (
        "Advocate: Take the tram (ride)\nWhatever the answers that are missing: every branch ends here.\n"
        in done.output
    )


def test_an_answer_that_the_walk_does_not_need_is_named(repository: Path) -> None:
    done = run(repository, "walk", "small", "rain=no", "coat=yes", "far=no")
    assert "\nNot asked on this walk: coat\n\nAdapt: Walk (walk)\n" in done.output


def test_an_old_id_of_a_question_still_answers(repository: Path) -> None:
    assert (
        run(repository, "walk", "small", "weather=no", "far=no").output
        == run(repository, "walk", "small", "rain=no", "far=no").output
    )


WRONG = {
    ("walk", "smal"): 'no tree has the id "smal"; did you mean "small"?',
    ("walk", "xyz"): 'no tree has the id "xyz"; the trees are small',
    ("tree", "smal"): 'no tree has the id "smal"; did you mean "small"?',
    ("walk", "small", "rian=no"): 'the tree has no question "rian"; did you mean "rain"?',
    ("walk", "small", "xyz=no"): 'the tree has no question "xyz"; the questions are rain, coat, far',
    ("walk", "small", "far=verry"): '"verry" is not an answer to "far"; did you mean "very"?',
    ("walk", "small", "far=xyz"): '"xyz" is not an answer to "far"; the answers are yes, no, very',
    ("walk", "small", "far"): '"far" is not an answer; write question=answer, for example rain=yes',
    ("walk", "small", "far=yes", "far=no"): '"far" is answered twice',
    ("walk", "small", "weather=yes", "rain=no"): '"rain" is answered twice',
    ("walk", "small", "umbrella=yes"): 'the question "umbrella" was retired on 2026-01-02: Folded into the coat',
}


@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_wrong_use_is_answered_with_the_nearest_right_word_and_leaves_with_2(
    repository: Path, arguments: tuple[str, ...]
) -> None:
    done = run(repository, *arguments)
    assert done.exit_code == 2
    assert done.output.splitlines()[-1] == f"Error: {WRONG[arguments]}"


@pytest.mark.parametrize("command", ["walk", "tree"])
def test_a_library_with_problems_is_reported_and_leaves_with_1(repository: Path, command: str) -> None:
    tree = repository / "playbooks" / "trees" / "small.md"
    tree.write_text(TREE.replace("to: stay}", "to: ride}"), encoding="utf-8")
    done = run(repository, command, "small")
    assert done.exit_code == 1
    assert "playbooks/trees/small.md:52:3: outcomes.stay: no answer leads here\n" in done.output


def test_an_old_id_that_is_in_use_again_is_a_problem(repository: Path) -> None:
    tree = repository / "playbooks" / "trees" / "small.md"
    tree.write_text(TREE.replace("[weather]", "[coat]").replace("  umbrella:", "  stay:"), encoding="utf-8")
    done = run(repository, "tree", "small")
    assert done.exit_code == 1
    assert [line.split(": ")[0] for line in done.output.splitlines() if "small.md" in line] == [
        "playbooks/trees/small.md:13:15",
        "playbooks/trees/small.md:61:3",
    ]


def test_a_walk_is_given_as_data_too(repository: Path) -> None:
    done = run(repository, "walk", "small", "rain=no", "far=no", "--format", "json")
    found = json.loads(done.output)
    assert (found["outcome"], found["possible"], found["next"]) == ("walk", ["walk"], None)
    assert found["answers"] == {"rain": "no", "far": "no"}
    assert found["flips"] == [
        {"question": "rain", "instead": "yes", "outcomes": ["walk", "ride"]},
        {"question": "rain", "instead": "unsure", "outcomes": ["walk", "ride"]},
        {"question": "far", "instead": "yes", "outcomes": ["ride"]},
        {"question": "far", "instead": "very", "outcomes": ["stay"]},
    ]
    assert found["nearest"] == [
        {"outcome": "ride", "changed": {"far": "yes"}, "answers_to_add": 0},
        {"outcome": "stay", "changed": {"far": "very"}, "answers_to_add": 0},
    ]
    opened = json.loads(run(repository, "walk", "small", "--format", "json").output)
    assert (opened["outcome"], opened["next"]) == (None, {"question": "far", "outcomes_left_on_average": 5 / 3})


def test_figures_of_a_tree_are_printed_as_tables(repository: Path) -> None:
    done = run(repository, "tree", "small")
    assert done.exit_code == 0
    assert (
        done.output
        == """\
Walk or ride?
3 questions, 3 outcomes, 11 paths
2 to 3 questions on a path, 2.5 on average; at most 3 are allowed

Paths by length
  questions  paths
          2      5
          3      6

Where paths end
  paths  questions  by chance  outcome
      3     2 to 3        22%  walk
      5     2 to 3        56%  ride
      3     2 to 3        22%  stay

Which question decides most (outcomes that its answer rules out in a walk by chance)
  rules out  asked  paths  question
       1.33    67%      9  far
       0.67    67%      8  coat
       0.00   100%     11  rain
"""
    )


def test_figures_are_given_as_data_too(repository: Path) -> None:
    found = json.loads(run(repository, "tree", "small", "--format", "json").output)
    assert found["paths"] == 11
    assert found["lengths"] == {"2": 5, "3": 6}
    assert found["outcomes"]["ride"]["paths"] == 5
    assert list(found["questions"]) == ["far", "coat", "rain"]


def test_the_page_of_figures_says_the_same_of_the_repositorys_trees(site: Path) -> None:
    text = (site / "contribute" / "trees" / "index.html").read_text(encoding="utf-8")
    assert "14 questions, 14 outcomes and 246 paths. A path has 2 to 7 questions, 6.0 on average" in text
