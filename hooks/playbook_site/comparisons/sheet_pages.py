"""Writing the sheets of a workbook: rows of formulas with the values they give, so that a viewer shows them at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any, TypeAlias

import xlsxwriter

from playbook_site.comparisons.cashflow import Flow
from playbook_site.comparisons.sheet_formulas import FIRST_COLUMN, letter

Value: TypeAlias = float | str | None

NOT_YET = "not within the horizon"
MEANINGLESS = "not meaningful"

FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14},
    "heading": {"bold": True, "bottom": 1},
    "plain": {},
    "text": {"text_wrap": True, "valign": "top"},
    "quiet": {"font_color": "#51607D"},
    "year": {"bold": True, "bottom": 1, "num_format": '"year "0;;"today"', "align": "right"},
    "money": {"num_format": "#,##0.0;-#,##0.0;0"},
    "total": {"num_format": "#,##0.0;-#,##0.0;0", "bold": True, "top": 1},
    "working": {"num_format": "0.0000", "font_color": "#51607D"},
    "percent": {"num_format": "0.0%"},
    "number": {"num_format": "0.00"},
    "whole": {"num_format": "0"},
    "input": {"num_format": "#,##0.##", "bg_color": "#FDF3E0", "border": 1, "border_color": "#7A4A00"},
    "input-percent": {"num_format": "0.0#%", "bg_color": "#FDF3E0", "border": 1, "border_color": "#7A4A00"},
}


@dataclass(frozen=True, kw_only=True)
class Row:
    """A row of amounts by year that has been written: where it is, and what it holds."""

    sheet: str
    number: int
    values: Flow

    def at(self, year: int) -> str:
        """The cell of a year, seen from any sheet."""
        return f"'{self.sheet}'!{letter(year)}{self.number}"

    @property
    def all(self) -> str:
        """All years."""
        return f"'{self.sheet}'!{letter(0)}{self.number}:{letter(len(self.values) - 1)}{self.number}"

    @property
    def later(self) -> str:
        """Year 1 to the last."""
        return f"'{self.sheet}'!{letter(1)}{self.number}:{letter(len(self.values) - 1)}{self.number}"


@dataclass(frozen=True, kw_only=True)
class Cell:
    """A single figure that has been written."""

    at: str
    value: Value


class Workbook:
    """A workbook in memory, the same bytes for the same content."""

    def __init__(self, properties: dict[str, Any]) -> None:
        self._buffer = BytesIO()
        self._book: Any = xlsxwriter.Workbook(self._buffer, {"in_memory": True})
        self._book.set_properties(properties)
        self.formats = {name: self._book.add_format(look) for name, look in FORMATS.items()}

    def sheet(self, name: str) -> Sheet:
        """A new sheet after the others."""
        return Sheet(name, self._book.add_worksheet(name), self.formats)

    def chart(self) -> Any:
        """A line chart to put on a sheet."""
        return self._book.add_chart({"type": "line"})

    def done(self) -> bytes:
        """The finished file."""
        self._book.close()
        return self._buffer.getvalue()


class Sheet:
    """A sheet that is written from the top down. Rows are counted from 1, as a reader sees them."""

    def __init__(self, name: str, raw: Any, formats: dict[str, Any]) -> None:
        self.name = name
        self.raw = raw
        self.next = 1
        self._formats = formats

    def look(self, name: str) -> Any:
        """A format by its name."""
        return self._formats[name]

    def line(self, *words: Value, look: str = "text") -> int:
        """Write plain values beside each other and return the row's number."""
        for column, word in enumerate(words):
            if isinstance(word, str):
                self.raw.write_string(self.next - 1, column, word, self._formats[look])
            elif word is not None:
                self.raw.write_number(self.next - 1, column, word, self._formats[look])
        return self._step()

    def skip(self) -> None:
        """Leave a row empty."""
        self._step()

    def years(self, last: int) -> int:
        """The head of the columns: the number of each year."""
        for year in range(last + 1):
            self.raw.write_number(self.next - 1, FIRST_COLUMN + year, year, self._formats["year"])
        return self._step()

    def row(self, label: str, note: str, formulas: Sequence[str], values: Iterable[float], look: str = "money") -> Row:
        """Write a formula for each year, from today on, with the values that they give."""
        number, flow = self.next, tuple(float(value) for value in values)
        self._label(label, note, look)
        for year, (formula, value) in enumerate(zip(formulas, flow, strict=True)):
            place = (number - 1, FIRST_COLUMN + year)
            if formula == "0":
                self.raw.write_number(*place, 0, self._formats[look])
            else:
                self.raw.write_formula(*place, f"={formula}", self._formats[look], value)
        self._step()
        return Row(sheet=self.name, number=number, values=flow)

    def figure(self, label: str, note: str, formula: str, value: Value, look: str = "money") -> Cell:
        """Write one figure in the first column of amounts."""
        number = self.next
        self._label(label, note, look)
        shown = "" if value is None else value
        self.raw.write_formula(number - 1, FIRST_COLUMN, f"={formula}", self._formats[look], shown)
        self._step()
        return Cell(at=f"'{self.name}'!${letter(0)}${number}", value=value)

    def _label(self, label: str, note: str, look: str) -> None:
        quiet = self._formats["quiet"]
        self.raw.write_string(self.next - 1, 0, label, quiet if look == "working" else None)
        self.raw.write_string(self.next - 1, 1, note, quiet)

    def _step(self) -> int:
        self.next += 1
        return self.next - 1
