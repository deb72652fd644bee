"""Python and the browser agree on every result of generated comparisons, both reading one file of cases."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import roi_cases
from comparison_builders import authored
from playwright.sync_api import Page

from conftest import serving
from playbook_site.comparisons.changes import Unreadable, read_value
from playbook_site.comparisons.description import described
from playbook_site.comparisons.units import bounds
from playbook_site.comparisons.wording import measured, money, number, percent


def assert_parity(page: Page, folder: Path, *, cases: int, flips: int, simulations: int) -> None:
    """Every result of `cases` comparisons; flip values and simulations, which take long, of the first ones."""
    path = roi_cases.write(folder, range(cases))
    for base in serving(folder):
        page.goto(f"{base}cases.json")
        wanted = {"base": base, "flips": flips, "simulations": simulations}
        browser = json.loads(page.evaluate(roi_cases.IN_BROWSER, wanted))
        break
    assert len(browser) == cases
    found = [
        f"case {index}{difference}"
        for index, front in enumerate(roi_cases.read(path))
        for difference in roi_cases.differences(
            roi_cases.results(front, flips=index < flips, simulation=index < simulations), browser[index]
        )
    ]
    assert found == []


def test_python_and_browser_agree_on_three_hundred_comparisons(page: Page, tmp_path: Path) -> None:
    assert_parity(page, tmp_path, cases=300, flips=12, simulations=30)


@pytest.mark.soak
def test_python_and_browser_agree_on_every_flip_value_and_simulation(page: Page, tmp_path: Path) -> None:
    assert_parity(page, tmp_path, cases=300, flips=300, simulations=300)


TYPED = [
    "130", " 130,5 ", "-3", "+2", ".5", "1,200", "12%", "12 %", "0.12", "12", "", "abc", "1e5", "9999999999", "-0,5%", "100%", "101%", "1.",
]  # fmt: skip


def test_typed_values_are_read_and_refused_in_the_same_words(page: Page, tmp_path: Path) -> None:
    front = authored("quick-fix-or-platform").front
    roi_cases.write(tmp_path, [])
    (tmp_path / "model.json").write_text(json.dumps(described(front)), encoding="utf-8")
    for base in serving(tmp_path):
        page.goto(f"{base}model.json")
        browser = page.evaluate(
            """async ({base, typed}) => {
              const { readValue } = await import(`${base}roi-inputs.js`);
              const { inputs, currency } = await (await fetch(`${base}model.json`)).json();
              return inputs.map((input) => typed.map((text) => readValue(input, text, currency)));
            }""",
            {"base": base, "typed": TYPED},
        )
        break
    limits = bounds(front)
    for (id_, part), answers in zip(front.inputs.items(), browser, strict=True):
        for text, answer in zip(TYPED, answers, strict=True):
            try:
                expected: dict[str, object] = {"value": read_value(part, limits[id_], text, front.currency)}
            except Unreadable as refused:
                expected = {"fault": str(refused)}
            assert answer == expected, (id_, text)


NUMBERS = [
    0, 1, 0.01, -0.4, 0.5, 1.5, 2.5, -2.5, 0.25, 0.35, 0.05, 99.95, 99.96, 100, 1204.5, 1205.5, -1204.25, 999999.5, 1e-12, 0.125, 12.345, 0.9995, 1e9
]  # fmt: skip


def test_figures_are_rounded_and_written_alike(page: Page, tmp_path: Path) -> None:
    roi_cases.write(tmp_path, [])
    units = ("money", "money/year", "%", "%/year", "points/year", "months", "times/year", "people", "money/month")
    for base in serving(tmp_path):
        page.goto(f"{base}cases.json")
        browser = page.evaluate(
            """async ({base, numbers, units}) => {
              const { fixed, measured, money, number, percent } = await import(`${base}roi-words.js`);
              return numbers.map((value) => [money(value), money(value, "kEUR"), percent(value), number(value), fixed(value, 2),
                ...units.map((unit) => measured(value, unit, "kEUR"))]);
            }""",
            {"base": base, "numbers": NUMBERS, "units": units},
        )
        break
    for value, found in zip(NUMBERS, browser, strict=True):
        two = f"{value:,.2f}".replace("-0.00", "0.00")
        expected = [money(value), money(value, "kEUR"), percent(value), number(value), two]
        assert found == [*expected, *(measured(value, unit, "kEUR") for unit in units)], value
