"""The spreadsheet's formulas, worked out by an evaluator that is not ours, give what our engine gives."""

from __future__ import annotations

import io
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from comparison_builders import a_comparison, an_input, authored, generated, with_simulation
from openpyxl import load_workbook

from playbook_site.comparisons.analysis import analyse
from playbook_site.comparisons.changes import changed
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.results import Figures, Measures
from playbook_site.comparisons.sheet_pages import MEANINGLESS, NOT_YET
from playbook_site.comparisons.simulation import Simulation
from playbook_site.comparisons.spreadsheet import FIRST_INPUT, workbook

AUTHORED = ("quick-fix-or-platform", "build-or-buy", "do-nothing-or-refactor")


class Evaluated:
    """A workbook whose formulas are worked out by the library `formulas`."""

    def __init__(self, folder: Path, content: bytes) -> None:
        path = folder / "comparison.xlsx"
        path.write_bytes(content)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import formulas  # noqa: PLC0415 - a heavy library for these tests alone

            self._model = formulas.ExcelModel().loads(str(path)).finish(circular=False)

    def cells(self, changes: Mapping[str, float] | None = None) -> Mapping[str, Any]:
        """Every cell's value by sheet and place, after some input cells have been changed."""
        inputs = {f"'[comparison.xlsx]INPUTS'!{cell}": value for cell, value in (changes or {}).items()}
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            solved = self._model.calculate(inputs=inputs or None)
        found = {}
        for name, value in solved.items():
            if isinstance(name, str) and "]" in name and ":" not in name:
                found[name.split("]")[1].replace("'", "")] = value.value[0, 0]
        return found


def simulated_nowhere(_: ComparisonFront) -> Simulation:
    return Simulation(trials=1, seed=0, drawn=(), options={}, leads={}, bands={})


def figures(front: ComparisonFront) -> Figures:
    return analyse(front, remembered=with_simulation(simulated_nowhere)).figures


def written(content: bytes) -> Iterator[tuple[str, str, Any]]:
    """Each formula cell: its place, its formula, and the value that was written beside it."""
    formulas, values = (load_workbook(io.BytesIO(content), data_only=is_values) for is_values in (False, True))
    for sheet in formulas:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    yield (
                        f"{sheet.title.upper()}!{cell.coordinate}",
                        cell.value,
                        values[sheet.title][cell.coordinate].value,
                    )


def is_same(expected: Any, found: Any) -> bool:
    if isinstance(expected, str):
        return str(found) == expected
    return not isinstance(found, str) and abs(float(found) - expected) <= 1e-9 * max(1, abs(expected))


@cache
def evaluated_once(name: str) -> tuple[ComparisonFront, bytes, Evaluated]:
    """An authored comparison, its workbook, and the workbook read by `formulas`, which takes seconds."""
    front = authored(name).front
    content = workbook(front)
    with tempfile.TemporaryDirectory() as folder:
        return front, content, Evaluated(Path(folder), content)


def assert_every_cell_holds(content: bytes, evaluated: Evaluated) -> None:
    found = evaluated.cells()
    cells = list(written(content))
    assert len(cells) > 300
    wrong = [(cell, text, value, found.get(cell)) for cell, text, value in cells if not is_same(value, found.get(cell))]
    assert wrong == []


@pytest.mark.parametrize("name", AUTHORED)
def test_every_formula_gives_the_value_that_is_written_beside_it(name: str) -> None:
    assert_every_cell_holds(*evaluated_once(name)[1:])


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_every_formula_of_a_generated_comparison_gives_its_value(tmp_path: Path, seed: int) -> None:
    content = workbook(generated(seed))
    assert_every_cell_holds(content, Evaluated(tmp_path, content))


def block(cells: Mapping[str, Any], content: bytes, heading: str) -> Mapping[str, Any]:
    """The figures below a heading on the first sheet, by their label."""
    sheet = load_workbook(io.BytesIO(content))["Results"]
    labels = {row: sheet.cell(row, 1).value for row in range(1, sheet.max_row + 1)}
    start = next(row for row, label in labels.items() if label == heading)
    found = {}
    for row in range(start + 1, sheet.max_row + 1):
        if not labels[row]:
            break
        found[str(labels[row])] = cells[f"RESULTS!C{row}"]
    return found


def assert_figures(found: Mapping[str, Any], expected: Measures) -> None:
    assert is_same(expected.npv, found["NPV"])
    assert is_same(expected.npv_mid_year, found["NPV, mid-year"])
    assert is_same(MEANINGLESS if expected.irr.rate is None else expected.irr.rate, found["IRR"])
    assert is_same(NOT_YET if expected.payback_years is None else expected.payback_years, found["Payback, years"])
    later = expected.discounted_payback_years
    assert is_same(NOT_YET if later is None else later, found["Discounted payback, years"])


CHANGES = (
    {},
    {"platform-upfront": 600.0},
    {"debt-growth": 0.05, "rate": 0.14, "redesign-chance": 0.0},
    {"platform-months": 26.0, "new-market": 200.0},
)


def test_npv_irr_payback_and_crossings_follow_a_changed_input_cell() -> None:
    front, content, evaluated = evaluated_once("quick-fix-or-platform")
    rows = {id_: FIRST_INPUT + number for number, id_ in enumerate(front.inputs)}
    for settings in CHANGES:
        cells = evaluated.cells({f"B{rows[id_]}": value for id_, value in settings.items()})
        expected = figures(changed(front, {id_: str(value) for id_, value in settings.items()}).front)
        for option in expected.options.values():
            found = block(cells, content, option.label)
            assert_figures(found, option.measures)
            assert is_same(option.pv_benefits, found["PV of benefits"])
            assert is_same(option.pv_costs, found["PV of costs"])
            month = option.measures.break_even_month
            assert is_same(NOT_YET if month is None else month, found["Break-even month"])
        lead = expected.leads["platform"]
        found = block(cells, content, "Robust platform over Quick fix")
        assert_figures(found, lead.measures)
        for label, month in (("Net", lead.net_crossing_month), ("Cost", lead.cost_crossing_month)):
            assert is_same(NOT_YET if month is None else month, found[f"{label} crosses in month"])


def test_the_file_is_the_same_each_time_and_carries_no_time_of_its_own() -> None:
    front = authored("build-or-buy").front
    content = workbook(front)
    assert workbook(front) == content
    created = load_workbook(io.BytesIO(content)).properties.created
    assert created is not None
    assert created.date() == front.reviewed


def test_today_stays_outside_the_npv_function_and_the_workbook_says_why() -> None:
    content = workbook(authored("quick-fix-or-platform").front)
    worths = [text for _, text, _ in written(content) if "NPV(" in text]
    assert worths
    assert all(text.startswith(("='Option", "='Lead")) for text in worths)
    assert all("!C" in text.split("NPV(")[0] and "!D" in text.split("NPV(")[1] for text in worths)
    notes = load_workbook(io.BytesIO(content))["How to read it"]
    assert any("discounts its first amount by a whole year" in str(cell.value) for cell in notes["A"])


def test_words_of_an_author_never_become_a_formula() -> None:
    evil = '=HYPERLINK("https://example.com","x")'
    inputs = {"paid": an_input("money", 5, label=evil, source=f"estimate by {evil}")}
    front = a_comparison(inputs, {"one": {"upfront": "paid", "label": evil}, "two": {"label": "@SUM(1)"}})
    content = workbook(front)
    assert not any("HYPERLINK" in text or "@SUM" in text for _, text, _ in written(content))
