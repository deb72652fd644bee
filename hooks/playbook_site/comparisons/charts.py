"""The geometry of the charts: numbers in, coordinates out. Templates draw them in the theme's colours."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.results import Figures, LeadResult
from playbook_site.comparisons.wording import measured, money

WIDTH, HEIGHT = 360.0, 232.0
LEFT, RIGHT, TOP, BOTTOM = 44.0, 8.0, 10.0, 24.0
BAR_STEP = 46.0
LABEL_ROOM = 120.0


@dataclass(frozen=True, kw_only=True)
class Tick:
    """A mark on an axis: where it is and what it says."""

    at: float
    words: str
    is_zero: bool = False


@dataclass(frozen=True, kw_only=True)
class Curve:
    """One option's running net by year, and the band in which eight of ten trials lie."""

    option: str
    label: str
    line: str
    band: str
    end_y: float


@dataclass(frozen=True, kw_only=True)
class Crossing:
    """The month from which one option is ahead to the end."""

    x: float
    month: int
    label_x: float
    anchor: str


@dataclass(frozen=True, kw_only=True)
class CurveChart:
    """Running net of every option on one timeline, undiscounted."""

    curves: tuple[Curve, ...]
    years: tuple[Tick, ...]
    amounts: tuple[Tick, ...]
    crossing: Crossing | None
    label_x: float


@dataclass(frozen=True, kw_only=True)
class TornadoBar:
    """One input's bar: the lead at its low and at its high value."""

    label: str
    y: float
    x: float
    width: float
    low_words: str
    high_words: str
    low_first: bool


@dataclass(frozen=True, kw_only=True)
class Tornado:
    """Bars around the lead with every input likely."""

    bars: tuple[TornadoBar, ...]
    height: float
    zero_x: float
    centre_x: float


def curves(front: ComparisonFront, found: Figures) -> CurveChart:
    """The chart of cumulative net, with the first crossing marked."""
    bands = found.simulation.bands
    values = [value for option in found.options.values() for value in option.running_net]
    values += [end for band in bands.values() for year in band for end in (year.p10, year.p90)]
    ticks = steps(min(values), max(values))
    low, high = ticks[0], ticks[-1]

    def x(year: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * year / front.horizon_years, 1)

    def y(amount: float) -> float:
        return round(TOP + (HEIGHT - TOP - BOTTOM) * (high - amount) / (high - low), 1)

    drawn = tuple(
        Curve(
            option=id_,
            label=option.label,
            line=points((x(year), y(value)) for year, value in enumerate(option.running_net)),
            band=points(
                [
                    *((x(year), y(band.p90)) for year, band in enumerate(bands[id_])),
                    *reversed([(x(year), y(band.p10)) for year, band in enumerate(bands[id_])]),
                ]
            ),
            end_y=y(option.running_net[-1]),
        )
        for id_, option in found.options.items()
    )
    months = [lead.net_crossing_month for lead in found.leads.values() if lead.net_crossing_month]
    return CurveChart(
        curves=drawn,
        years=tuple(Tick(at=x(year), words=f"{year}") for year in range(front.horizon_years + 1)),
        amounts=tuple(Tick(at=y(tick), words=money(tick), is_zero=tick == 0) for tick in ticks),
        crossing=_crossing(x(min(months) / 12), min(months)) if months else None,
        label_x=LEFT,
    )


def _crossing(x: float, month: int) -> Crossing:
    """The label stands left of its line, unless the axis is there."""
    is_left = x < LABEL_ROOM
    return Crossing(
        x=x, month=month, label_x=round(x + 4 if is_left else x - 4, 1), anchor="start" if is_left else "end"
    )


def tornado(front: ComparisonFront, lead: LeadResult, most: int | None = None) -> Tornado:
    """The bars of one lead, widest first; `most` keeps the first ones."""
    bars = lead.tornado[:most]
    ends = [value for bar in bars for value in (bar.at_low, bar.at_high)] + [0.0, lead.measures.npv]
    low, high = min(ends), max(ends)
    span = (high - low) or 1.0

    def x(amount: float) -> float:
        return round(8 + (WIDTH - 16) * (amount - low) / span, 1)

    return Tornado(
        bars=tuple(
            TornadoBar(
                label=front.inputs[bar.input].label,
                y=24 + number * BAR_STEP,
                x=min(x(bar.at_low), x(bar.at_high)),
                width=max(abs(x(bar.at_high) - x(bar.at_low)), 1.0),
                low_words=_end(front, bar.input, bar.low, bar.at_low),
                high_words=_end(front, bar.input, bar.high, bar.at_high),
                low_first=bar.at_low <= bar.at_high,
            )
            for number, bar in enumerate(bars)
        ),
        height=24 + len(bars) * BAR_STEP,
        zero_x=x(0.0),
        centre_x=x(lead.measures.npv),
    )


def _end(front: ComparisonFront, input_id: str, value: float, lead: float) -> str:
    shown = measured(value, front.inputs[input_id].unit, "").strip()
    return f"{shown}: {money(lead)}"


def points(pairs: Iterable[tuple[float, float]]) -> str:
    """Coordinates as SVG writes them."""
    return " ".join(f"{x:g},{y:g}" for x, y in pairs)


def steps(low: float, high: float, about: int = 7) -> Sequence[float]:
    """Round numbers from below `low` to above `high`, 0 among them, about as many as asked for."""
    low, high = min(low, 0.0), max(high, 0.0)
    span = (high - low) or 1.0
    power = 10 ** math.floor(math.log10(span / about))
    step = next(power * factor for factor in (1, 2, 5, 10) if span / (power * factor) <= about)
    first = math.floor(low / step)
    last = max(math.ceil(high / step), first + 1)
    return tuple(number * step for number in range(first, last + 1))
