"""Figures as a reader sees them: rounded here and nowhere else."""

from __future__ import annotations

from playbook_site.comparisons.units import PERCENT_UNITS, Unit

PER = {
    "money": "",
    "money/year": " a year",
    "money/month": " a month",
    "%/year": " a year",
    "points/year": " points a year",
    "times/year": " a year",
}


ONE = {"months": "month", "people": "person"}


def money(amount: float, currency: str = "") -> str:
    """Whole units with commas for thousands, and the currency if one is given: `-1,204 kEUR`."""
    rounded = round(amount)
    return f"{rounded:,} {currency}".rstrip()


def percent(share: float) -> str:
    """With one decimal, and none where it is 0: `19.6%`, `10%`."""
    return f"{_short(share * 100, 1)}%"


def number(value: float) -> str:
    """With at most two decimals: `5`, `0.75`."""
    return _short(value, 2)


def measured(value: float, unit: Unit, currency: str) -> str:
    """A value with its unit: `240 kEUR a year`, `5 points a year`, `6 months`."""
    if unit == "points/year":
        points = _short(value * 100, 1)
        return f"{points} point{'' if points == '1' else 's'} a year"
    if unit in PERCENT_UNITS:
        return percent(value) + PER.get(unit, "")
    if unit.startswith("money"):
        shown = _short(value, 1) if abs(value) < 100 else f"{round(value):,}"  # noqa: PLR2004 - three digits are enough
        return f"{shown} {currency}".rstrip() + PER[unit]
    if unit == "times/year":
        return number(value) + PER[unit]
    return f"{number(value)} {ONE[unit] if number(value) == '1' else unit}"


def from_to(low: float, high: float, unit: Unit, currency: str = "") -> str:
    """A range with its unit once: `8% to 14% a year`."""
    first, last = measured(low, unit, currency), measured(high, unit, currency)
    amount, _, per = first.partition(" ")
    return f"{amount if per and last.endswith(f' {per}') else first} to {last}"


def _short(value: float, decimals: int) -> str:
    text = f"{value:,.{decimals}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text
