"""What is known about a comparison once it is worked out: pages, command and spreadsheet read this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, NamedTuple

from playbook_site.comparisons.cashflow import Flow
from playbook_site.comparisons.irr import Irr
from playbook_site.comparisons.lines import Line
from playbook_site.comparisons.sensitivity import Bar, Flip, Horizon
from playbook_site.comparisons.simulation import Simulation

WarningKind = Literal[
    "no-do-nothing", "horizon-beyond-life", "uneven-ranges", "irr-not-meaningful",
    "uncashed-capacity", "crossing-beyond-planning", "unbearable-loss",
]  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Measures:
    """Figures of one net flow. `npv` is at the comparison's own timing; paybacks are in years."""

    npv: float
    npv_end_of_year: float
    npv_mid_year: float
    irr: Irr
    mirr: float | None
    payback_years: float | None
    discounted_payback_years: float | None
    break_even_month: int | None
    discounted_break_even_month: int | None
    profitability_index: float | None


class BranchResult(NamedTuple):
    """The NPV of an option if its redesign falls due in `year` (None: never), and the chance of that."""

    probability: float
    year: int | None
    npv: float


class ChanceResult(NamedTuple):
    """The NPV of an option if a single event comes, and if it does not; `input` holds the chance that it comes."""

    input: str
    probability: float
    npv_with: float
    npv_without: float


@dataclass(frozen=True, kw_only=True)
class OptionResult:
    """One option. Flows are by year, index 0 the day of the decision, with survival and cash shares applied."""

    id: str
    label: str
    lines: tuple[Line, ...]
    costs: Flow
    benefits: Flow
    net: Flow
    running_net: Flow
    measures: Measures
    pv_costs: float
    pv_benefits: float
    total_costs: float
    total_benefits: float
    roi_simple: float | None
    roi_discounted: float | None
    branches: tuple[BranchResult, ...]
    chances: tuple[ChanceResult, ...]
    cost_of_delay_per_month: float


@dataclass(frozen=True, kw_only=True)
class LeadResult:
    """An option against the baseline: the flow of the difference, and what it hangs on.

    Crossing months are those from which the option is ahead to the end; 0 when it always is, None
    when it ends behind. `overtaken_month` is the same for the baseline.
    """

    option: str
    baseline: str
    net: Flow
    running_net: Flow
    measures: Measures
    net_crossing_month: int | None
    discounted_net_crossing_month: int | None
    cost_crossing_month: int | None
    overtaken_month: int | None
    wins_from_year: int | None
    tornado: tuple[Bar, ...]
    flips: tuple[Flip, ...]


class CapacityView(NamedTuple):
    """NPV of each option, and its lead, when this share of all freed capacity counts as cash."""

    share: float
    npvs: Mapping[str, float]
    leads: Mapping[str, float]


@dataclass(frozen=True, kw_only=True)
class Capacity:
    """What counting people's time as cash does to the answer.

    `flip_shares` is by option: the share at which its lead is 0, None where no share from 0% to 100% is.
    """

    views: tuple[CapacityView, ...]
    flip_shares: Mapping[str, float | None]


class Span(NamedTuple):
    """Horizons from `first` to `last` years, all with the same best option."""

    first: int
    last: int
    best: str


class SpokenWarning(NamedTuple):
    """Something that the tool must say aloud, about one option or (None) about the whole."""

    kind: WarningKind
    option: str | None
    message: str


@dataclass(frozen=True, kw_only=True)
class Figures:
    """All figures of a comparison. `rate` is the yearly rate used, converted if it had to be."""

    rate: float
    alive: Flow
    options: Mapping[str, OptionResult]
    leads: Mapping[str, LeadResult]
    horizons: tuple[Horizon, ...]
    spans: tuple[Span, ...]
    capacity: Capacity | None
    simulation: Simulation


@dataclass(frozen=True, kw_only=True)
class Analysis:
    """A comparison worked out: its figures, and what has to be said with them."""

    figures: Figures
    conventions: str
    warnings: tuple[SpokenWarning, ...]
