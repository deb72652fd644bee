"""`playbooks compare`: a comparison worked out in a terminal, with other numbers if asked for."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner, Result

from conftest import ROOT
from playbook_site.cli import main

FIX = "quick-fix-or-platform"


def compare(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["--root", str(ROOT), "compare", *arguments])


def line(done: Result, start: str) -> list[str]:
    found = next(line for line in done.stdout.splitlines() if line.startswith(start))
    return found.removeprefix(start).split()


def test_it_says_the_answer_the_figures_and_what_they_hang_on() -> None:
    done = compare(FIX)
    assert done.exit_code == 0, done.stderr
    assert "Over 1 to 4 years: Quick fix.\nOver 5 to 10 years: Robust platform.\n" in done.stdout
    assert line(done, "NPV  ") == ["158", "276", "117"]
    assert line(done, "IRR") == ["not", "meaningful", "29%", "18.1%"]
    assert line(done, "Payback, years") == ["0.75", "2.75", "3.65"]
    assert line(done, "Break-even or crossing month") == ["9", "34", "44"]
    assert line(done, "P10 / P50 / P90") == "-91 / 136 / 335 -8 / 129 / 256 -221 / -7 / 229".split()
    assert "  Platform, upfront: above 537 kEUR (likely 420 kEUR, inside its range)\n" in done.stdout
    assert (
        "above 12.45 months (likely 6 months, outside its range; 12.49 months if counted by calendar year)"
        in done.stdout
    )
    assert "Note: Doing nothing is not among the options." in done.stdout
    assert done.stdout.rstrip().splitlines()[-1].startswith("Estimates, not promises. kEUR in nominal prices")


def test_other_numbers_are_said_and_counted() -> None:
    done = compare(FIX, "--set", "platform-upfront=600", "--set", "redesign-chance=0%")
    assert "  with Platform, upfront: 600 kEUR (published: 420 kEUR)\n" in done.stdout
    assert "  with Quick fix, chance of a redesign: 0% (published: 50%)\n" in done.stdout
    assert line(done, "NPV  ") == ["268", "96", "-172"]


def test_as_json_every_figure_has_its_name() -> None:
    done = compare(FIX, "--format", "json")
    data = json.loads(done.stdout)
    assert data["format"] == 1
    figures = data["figures"]
    assert figures["leads"]["platform"]["measures"]["npv"] == pytest.approx(117.198, abs=0.001)
    assert figures["options"]["quick-fix"]["measures"]["irr"]["rate"] is None
    assert figures["leads"]["platform"]["net_crossing_month"] == 44
    assert [warning["kind"] for warning in data["warnings"]] == ["no-do-nothing", "irr-not-meaningful"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (
            ("quick-fix-or-platfrm",),
            'no comparison has the id "quick-fix-or-platfrm"; did you mean "quick-fix-or-platform"?',
        ),
        ((FIX, "--set", "platform-upfrnt=3"), 'no input is called "platform-upfrnt"; did you mean "platform-upfront"?'),
        ((FIX, "--set", "rate=12"), "rate: is a percentage; write 12% or 0.12"),
        ((FIX, "--set", "rate"), '"rate" is not INPUT=VALUE; write --set licence=130'),
    ],
)
def test_wrong_use_is_said_with_the_nearest_right_word(arguments: tuple[str, ...], words: str) -> None:
    done = compare(*arguments)
    assert done.exit_code == 2
    assert words in " ".join(done.stderr.split())
    assert done.stdout == ""
