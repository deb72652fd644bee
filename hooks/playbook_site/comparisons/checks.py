"""Faults of a comparison that its model cannot see, each at its line."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.comparisons.inputs import Input
from playbook_site.comparisons.model import SECTIONS, ComparisonFront
from playbook_site.comparisons.options import MAX_YEARS, Option
from playbook_site.comparisons.units import CHANCE, PERCENT_UNITS, SHARE, Use, bounds, inputs_of, uses
from playbook_site.comparisons.wording import measured
from playbook_site.content.entries import Entry
from playbook_site.content.problems import Problem, did_you_mean

ESTIMATE = "estimate by "

Comparison = Entry[ComparisonFront]


def problems(entry: Comparison) -> Iterator[Problem]:
    """Every fault of one comparison. Only a comparison without any may be analysed.

    The front matter may have holes, where its model refused a part: what is missing for that reason
    is not reported a second time.
    """
    yield from _baseline(entry)
    yield from _uses(entry)
    yield from _unused(entry)
    yield from _frame(entry)
    limits = bounds(entry.front)
    for id_, part in entry.front.inputs.items():
        yield from _range(entry, id_, part)
        yield from _limits(entry, id_, part, *limits.get(id_, (None, None)))
        yield from _source(entry, id_, part)
    for id_, option in entry.front.options.items():
        yield from _years(entry, id_, option)
        yield from _delay(entry, id_, option)
        yield from _benefits(entry, id_, option)
    yield from _labels(entry)
    yield from _sections(entry)


def _written(entry: Comparison, field: str) -> frozenset[str]:
    """The ids that stand in the file, sound or not."""
    value = entry.document.front.value
    found = value.get(field) if isinstance(value, dict) else None
    return frozenset(found) if isinstance(found, dict) else frozenset()


def _has_all_options(entry: Comparison) -> bool:
    return _written(entry, "options") <= entry.front.options.keys()


def _baseline(entry: Comparison) -> Iterator[Problem]:
    options, baseline = entry.front.options, entry.front.baseline
    if baseline and baseline not in {*options, *_written(entry, "options")}:
        others = did_you_mean(baseline, options) or f"; name one of {', '.join(options)}"
        yield entry.problem("comparison-baseline", f'no option has the id "{baseline}"{others}', "baseline")
    if options and _has_all_options(entry) and all(option.role == "ours" for option in options.values()):
        message = "all options are ours; add one with role: do-nothing, or theirs at its best"
        yield entry.problem("comparison-baseline", message, "options", key=True)


def _uses(entry: Comparison) -> Iterator[Problem]:
    inputs, seen = entry.front.inputs, dict[str, Use]()
    for use in uses(entry.front):
        part = inputs.get(use.input)
        if part is None:
            if use.input and use.input not in _written(entry, "inputs"):
                message = f'no input has the id "{use.input}"' + did_you_mean(use.input, inputs)
                yield entry.problem("comparison-input", message, *use.field)
        elif part.unit != use.measured.unit:
            message = f'"{use.input}" is in {part.unit}; {use.measured.what} is needed here, in {use.measured.unit}'
            yield entry.problem("comparison-unit", message, *use.field)
        elif {use.measured, seen.setdefault(use.input, use).measured} == {CHANCE, SHARE}:
            message = f'"{use.input}" is a chance and a share at once, and these are drawn differently; make two inputs'
            yield entry.problem("comparison-input", message, *use.field)


def _unused(entry: Comparison) -> Iterator[Problem]:
    named = inputs_of(entry.front)
    for id_ in entry.front.inputs if _has_all_options(entry) else ():
        if id_ not in named:
            message = "nothing uses this input; use it or remove it"
            yield entry.problem("comparison-unused-input", message, "inputs", id_, key=True)


def _frame(entry: Comparison) -> Iterator[Problem]:
    front = entry.front
    if front.prices != front.rate_is and front.inflation is None:
        kinds = f"prices are {front.prices} and the rate is {front.rate_is}"
        message = f"{kinds}; name the input with inflation, to convert the rate"
        yield entry.problem("comparison-rate", message, "rate_is")
    if front.prices == front.rate_is and front.inflation is not None:
        message = f"prices and rate are both {front.rate_is}, so nothing uses inflation; remove it"
        yield entry.problem("comparison-rate", message, "inflation")
    if front.survival and bool(front.survival.yearly) == bool(front.survival.by_year):
        yield entry.problem("comparison-survival", "needs either yearly or by_year", "survival", key=True)
    if front.survival and len(front.survival.by_year) > (front.horizon_years or MAX_YEARS):
        at = ("survival", "by_year", front.horizon_years)
        yield entry.problem("comparison-year", _outside(front.horizon_years + 1, front.horizon_years), *at)


def _range(entry: Comparison, id_: str, part: Input) -> Iterator[Problem]:
    at = ("inputs", id_)
    if (part.low is None) != (part.high is None):
        there, missing = ("high", "low") if part.low is None else ("low", "high")
        yield entry.problem("comparison-range", f"has no {missing} beside it; a range needs both", *at, there)
    elif part.low is not None and part.high is not None:
        low, high, likely = (_said(entry, part, value) for value in (part.low, part.high, part.likely))
        if part.low > part.high:
            yield entry.problem("comparison-range", f"{low} is above high, {high}", *at, "low")
        elif not part.low <= part.likely <= part.high:
            yield entry.problem(
                "comparison-range", f"{likely} lies outside low to high, {low} to {high}", *at, "likely"
            )


def _limits(entry: Comparison, id_: str, part: Input, least: float | None, most: float | None) -> Iterator[Problem]:
    for name in ("likely", "low", "high"):
        value = getattr(part, name)
        if value is not None and least is not None and value < least:
            message = f"{_said(entry, part, value)} is below {_said(entry, part, least)}, the least it can be"
            yield entry.problem("comparison-limits", message, "inputs", id_, name)
        elif value is not None and most is not None and value > most:
            message = f"{_said(entry, part, value)} is above {_said(entry, part, most)}, the most it can be"
            yield entry.problem("comparison-limits", message, "inputs", id_, name)


def _said(entry: Comparison, part: Input, value: float) -> str:
    return measured(value, part.unit, entry.front.currency) if part.unit not in PERCENT_UNITS else f"{value * 100:g}%"


def _source(entry: Comparison, id_: str, part: Input) -> Iterator[Problem]:
    if part.date is None and not (part.source.startswith(ESTIMATE) and part.source.removeprefix(ESTIMATE).strip()):
        message = 'a source needs its date; add date: 2026-11-20, or write "estimate by <role>"'
        yield entry.problem("comparison-source", message, "inputs", id_, "source")


def _years(entry: Comparison, id_: str, option: Option) -> Iterator[Problem]:
    at, horizon = ("options", id_), entry.front.horizon_years or MAX_YEARS
    for field, year in _written_years(option):
        if year > horizon:
            yield entry.problem("comparison-year", _outside(year, horizon), *at, *field)
    for index, benefit in enumerate(option.benefits):
        if benefit.until_year is not None and benefit.until_year < benefit.from_year:
            message = f"year {benefit.until_year} is before from_year, {benefit.from_year}"
            yield entry.problem("comparison-year", message, *at, "benefits", index, "until_year")


def _outside(year: int, horizon: int) -> str:
    return f"year {year} lies outside the horizon of {horizon} year{'' if horizon == 1 else 's'}"


def _written_years(option: Option) -> Iterator[tuple[tuple[str | int, ...], int]]:
    yield from ((("one_off", index, "year"), part.year) for index, part in enumerate(option.one_off))
    for name in ("year", "from_year"):
        if isinstance(year := getattr(option.redesign, name, None), int):
            yield ("redesign", name), year
    if option.exit and option.exit.year != "last":
        yield ("exit", "year"), option.exit.year
    for index, benefit in enumerate(option.benefits):
        yield ("benefits", index, "from_year"), benefit.from_year
        if benefit.until_year is not None:
            yield ("benefits", index, "until_year"), benefit.until_year


def _delay(entry: Comparison, id_: str, option: Option) -> Iterator[Problem]:
    at, delay = ("options", id_), option.delay
    if delay.shape == "steady" and delay.month is not None:
        yield entry.problem(
            "comparison-delay",
            "a steady delay has no month; remove it, or choose window or deadline",
            *at,
            "delay",
            "month",
        )
    if delay.shape != "steady" and delay.month is None:
        yield entry.problem(
            "comparison-delay",
            f"a {delay.shape} needs the month; write month, with an input in months",
            *at,
            "delay",
            "shape",
        )
    if option.live_month is not None and not _shows_when_live(entry, option):
        message = (
            "changes nothing: no benefit, no running cost from when-live, no loss a month and no burden depends on it"
        )
        yield entry.problem("comparison-delay", message, *at, "live_month")
    if option.live_month is None and delay.lost_per_month is not None:
        message = "changes nothing without live_month; write how many months it takes"
        yield entry.problem("comparison-delay", message, *at, "delay", "lost_per_month")


def _shows_when_live(entry: Comparison, option: Option) -> bool:
    sides = (option, entry.front.options.get(entry.front.baseline, option))
    is_burdened = any(side.drag or side.incidents or side.losses for side in sides)
    late_running = any(part.starts == "when-live" for part in option.running)
    return bool(option.benefits or late_running or option.delay.lost_per_month or is_burdened)


def _benefits(entry: Comparison, id_: str, option: Option) -> Iterator[Problem]:
    at = ("options", id_, "benefits")
    for index, benefit in enumerate(option.benefits):
        if benefit.cashable is not None and benefit.kind != "freed-capacity":
            message = f"only freed-capacity has a cashable share; a {benefit.kind} is cash as it is"
            yield entry.problem("comparison-cashable", message, *at, index, "cashable")
    if option.benefits and entry.front.view == "cost":
        message = "the view is cost, which has no benefits; remove them, or write view: net"
        yield entry.problem("comparison-view", message, *at, key=True)


def _labels(entry: Comparison) -> Iterator[Problem]:
    for kind, parts in (("options", entry.front.options), ("inputs", entry.front.inputs)):
        seen: dict[str, str] = {}
        for id_, part in parts.items():
            first = seen.setdefault(part.label.casefold(), id_)
            if first != id_:
                message = f'says the same as "{first}"; a reader cannot tell them apart'
                yield entry.problem("comparison-label", message, kind, id_, "label")


def _sections(entry: Comparison) -> Iterator[Problem]:
    for section in SECTIONS:
        if section not in entry.document.body.sections:
            message = f'the section "## {section}" is missing'
            yield Problem(path=entry.path, line=entry.document.body.first_line, kind="missing-section", message=message)
