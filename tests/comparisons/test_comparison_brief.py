"""Every number of the brief: its unit oracles and its three examples."""

from __future__ import annotations

import pytest
from comparison_builders import authored, with_simulation, worked_out
from pytest import approx  # noqa: PT013 - reads as a word in front of a number

from playbook_site.comparisons import cashflow, draws, flows, sensitivity
from playbook_site.comparisons.analysis import figures
from playbook_site.comparisons.cashflow import npv, payback_years
from playbook_site.comparisons.irr import irr
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.results import CapacityView, Figures, LeadResult, OptionResult
from playbook_site.comparisons.simulation import simulate
from playbook_site.comparisons.timeline import Situation

FIX, PLATFORM = "quick-fix", "platform"


def value(number: float) -> object:
    return approx(number, abs=0.000_51)


def share(number: float) -> object:
    return approx(number, abs=0.000_051)


def example_1() -> Figures:
    return worked_out("quick-fix-or-platform")[1].figures


def option(id_: str) -> OptionResult:
    return example_1().options[id_]


def lead() -> LeadResult:
    return example_1().leads[PLATFORM]


def lead_with(**changes: float) -> float:
    front = worked_out("quick-fix-or-platform")[0]
    values = flows.likely(front, {name.replace("_", "-"): number for name, number in changes.items()})
    return flows.lead(Situation(front, values, 5), PLATFORM)


def test_unit_oracles_of_cash_flow() -> None:
    assert npv([-100, 110], 0.1) == approx(0, abs=1e-12)
    assert payback_years([-100, 50, 50, 50]) == 2.0
    assert payback_years(cashflow.discounted([-100, 50, 50, 50], 0.1)) == approx(2.352)
    assert irr([-100, 60, 60]).rate == approx(0.1306623862918075, abs=1e-12)
    assert irr([100, 60, 60]).rate is None
    assert irr([100, 60, 60]).roots == ()


def test_unit_oracles_of_rates() -> None:
    assert cashflow.real_rate(0.10, 0.02) == approx(0.07843137254901977, abs=1e-12)
    assert cashflow.nominal_rate(0.07843137254901977, 0.02) == approx(0.10, abs=1e-12)
    assert cashflow.monthly_rate(0.10) == approx(0.007974140428903764, abs=1e-12)


def test_unit_oracles_of_chance() -> None:
    first = [0.9797282678, 0.3067522645, 0.4842054215, 0.8179344125, 0.5094283693]
    generator = draws.mulberry32(12345)
    assert [next(generator) for _ in first] == approx(first, abs=1e-10)
    places = {0.1: 17.071067811865476, 0.5: 28.377223398316207, 0.9: 45.85786437626905}
    for chance, number in places.items():
        assert draws.triangular(10, 20, 60, chance) == approx(number, abs=1e-12)


def test_example_1_flows() -> None:
    assert option(FIX).net == approx([-120, 160, 136, 104.8, -95.76, 11.512])
    assert option(PLATFORM).net == approx([-420, 60, 177, 243.85, 240.5425, 237.069625])
    assert lead().net == approx([-300, -100, 41, 139.05, 336.3025, 225.557625])


@pytest.mark.parametrize(
    ("which", "at_end", "at_mid"),
    [(FIX, 158.332, 171.917), (PLATFORM, 275.530, 309.478), ("lead", 117.198, 137.561)],
)
def test_example_1_npv(which: str, at_end: float, at_mid: float) -> None:
    found = lead().measures if which == "lead" else option(which).measures
    assert found.npv == value(at_end)
    assert found.npv_end_of_year == value(at_end)
    assert found.npv_mid_year == value(at_mid)


def test_example_1_irr() -> None:
    assert option(FIX).measures.irr.rate is None
    assert option(FIX).measures.irr.sign_changes == 3
    assert option(FIX).measures.irr.roots == approx([-0.849306, -0.621608, 1.01806], abs=1e-6)
    assert option(PLATFORM).measures.irr.rate == approx(0.289692, abs=1e-6)
    assert lead().measures.irr.rate == approx(0.1811575291735117, abs=1e-9)


@pytest.mark.parametrize(
    ("which", "simple", "discounted", "month", "discounted_month"),
    [(FIX, 0.750, 0.825, 9, 10), (PLATFORM, 2.750, 3.219, 34, 38), ("lead", 3.654, 4.163, 44, 49)],
)
def test_example_1_payback(which: str, simple: float, discounted: float, month: int, discounted_month: int) -> None:
    found = lead().measures if which == "lead" else option(which).measures
    assert found.payback_years == value(simple)
    assert found.discounted_payback_years == value(discounted)
    assert (found.break_even_month, found.discounted_break_even_month) == (month, discounted_month)


@pytest.mark.parametrize(
    ("which", "simple", "discounted", "pv_benefits", "pv_costs", "benefits", "costs"),
    [
        (FIX, 0.1959, 0.2107, 909.789, 751.457, 1200, 1003.448),
        (PLATFORM, 0.7165, 0.4118, 944.565, 669.035, 1290, 751.538),
    ],
)
def test_example_1_roi(
    which: str, simple: float, discounted: float, pv_benefits: float, pv_costs: float, benefits: float, costs: float
) -> None:
    found = option(which)
    assert found.roi_simple == share(simple)
    assert found.roi_discounted == share(discounted)
    assert (found.pv_benefits, found.pv_costs) == (value(pv_benefits), value(pv_costs))
    assert (found.total_benefits, found.total_costs) == (value(benefits), value(costs))


def test_example_1_by_horizon() -> None:
    rows = {
        1: (25.455, -365.455),
        2: (137.851, -219.174),
        3: (216.589, -35.965),
        4: (151.184, 128.328),
        5: (158.332, 275.530),
        6: (126.137, 407.291),
        7: (51.142, 525.109),
    }
    for years, (fix, platform) in rows.items():
        row = example_1().horizons[years - 1]
        assert (row.years, row.npvs[FIX], row.npvs[PLATFORM]) == (years, value(fix), value(platform))


def test_example_1_answer_turns_between_year_4_and_5() -> None:
    assert [(span.first, span.last, span.best) for span in example_1().spans] == [(1, 4, FIX), (5, 10, PLATFORM)]
    assert lead().wins_from_year == 5


def test_example_1_crossing_months() -> None:
    assert lead().cost_crossing_month == 44
    assert lead().net_crossing_month == 44
    assert lead().discounted_net_crossing_month == 49
    assert lead().overtaken_month is None


def test_example_1_cumulative_costs() -> None:
    fix, platform = (cashflow.running_total(option(id_).costs) for id_ in (FIX, PLATFORM))
    assert fix == approx([120, 200, 304, 439.2, 774.96, 1003.448])
    assert platform == approx([420, 480, 543, 609.15, 678.6075, 751.537875])


@pytest.mark.parametrize(
    ("name", "number", "turns"),
    [
        ("platform-upfront", 537.1982, "above"),
        ("new-market", 12.9762, "below"),
        ("debt-growth", 0.1592, "below"),
        ("platform-months", 12.4459, "above"),
        ("rate", 0.1812, "above"),
    ],
)
def test_example_1_flip_values(name: str, number: float, turns: str) -> None:
    found = {flip.input: flip for flip in lead().flips}[name]
    assert found.value == approx(number, abs=0.000_051)
    assert found.turns == turns


def test_lateness_flips_a_little_later_when_each_month_costs_what_it_costs_in_its_own_year() -> None:
    found = {flip.input: flip for flip in lead().flips}["platform-months"]
    assert found.by_calendar == approx(12.490, abs=0.001)
    assert lead_with(platform_months=found.by_calendar or 0) == approx(0, abs=1e-9)


def test_example_1_what_ifs() -> None:
    assert lead_with(redesign_chance=0) == approx(7.916048332515743)
    assert lead_with(new_market=0) == approx(-26.66926936187923)
    assert lead_with(redesign_chance=0, new_market=0) == approx(-135.9514222202905)


def test_example_1_with_and_without_the_redesign() -> None:
    with_it, without = option(FIX).branches
    assert (with_it.probability, with_it.year, with_it.npv) == (0.5, 4, approx(49.049555730793315))
    assert (without.probability, without.year, without.npv) == (0.5, None, approx(267.6138614476159))


def test_example_1_shows_the_redesign_as_a_chance_with_two_ends() -> None:
    (chance,) = option(FIX).chances
    assert (chance.input, chance.probability) == ("redesign-chance", 0.5)
    assert (chance.npv_with, chance.npv_without) == approx((49.049555730793315, 267.6138614476159))
    assert option(PLATFORM).chances == ()


def test_example_1_tornado() -> None:
    bars = {
        "debt-growth": (-41.34, 276.15),
        "platform-upfront": (157.20, -112.80),
        "new-market": (-26.67, 199.41),
        "platform-months": (153.56, 8.11),
        "platform-running": (158.70, 13.43),
        "redesign-cost": (76.22, 212.82),
        "redesign-chance": (51.63, 182.77),
        "rate": (153.64, 53.95),
        "reseller-margin": (139.93, 103.56),
    }
    assert [bar.input for bar in lead().tornado] == list(bars)
    for bar in lead().tornado:
        assert (bar.at_low, bar.at_high) == approx(bars[bar.input], abs=0.0051)


def test_example_1_simulation() -> None:
    found = example_1().simulation
    assert (found.trials, found.seed) == (10_000, 2024)
    order = "reseller-margin debt-growth redesign-chance redesign-cost platform-upfront platform-months"
    assert found.drawn == (*order.split(), "platform-running", "new-market")
    rows = {
        FIX: (-91.310, 136.074, 334.529, 126.983, 0.7514),
        PLATFORM: (-7.744, 129.311, 256.122, 125.614, 0.8853),
    }
    for id_, row in rows.items():
        assert tuple(found.options[id_]) == approx(row, abs=0.000_51)
    assert tuple(found.leads[PLATFORM]) == approx((-221.045, -7.500, 229.405, -1.369, 0.4850), abs=0.000_51)


def _with_hazard() -> ComparisonFront:
    front = worked_out("quick-fix-or-platform")[0]
    data = front.model_dump(mode="json", exclude_none=True)
    for part in data["inputs"].values():
        for name in ("likely", "low", "high"):
            if part["unit"].startswith("%") and name in part:
                part[name] = f"{part[name] * 100:.10f}%"
    data["inputs"]["redesign-chance"] |= {"unit": "%/year", "likely": "20%", "low": "10%", "high": "30%"}
    hazard = {"cost": "redesign-cost", "hazard": "redesign-chance", "from_year": 2, "resets_running": True}
    data["options"][FIX]["redesign"] = hazard
    return ComparisonFront.model_validate(data)


def test_example_1_hazard_variant() -> None:
    front = _with_hazard()
    found = figures(front, remembered=with_simulation(lambda _: example_1().simulation)).options[FIX]
    rows = [(2, 0.2, 151.561), (3, 0.16, 169.896), (4, 0.128, 141.249), (5, 0.1024, 68.919), (None, 0.4096, 267.614)]
    for branch, (year, chance, number) in zip(found.branches, rows, strict=True):
        assert branch.year == year
        assert branch.probability == approx(chance)
        assert branch.npv == value(number)
    assert found.measures.npv == value(192.247)
    assert sum(branch.probability * branch.npv for branch in found.branches) == approx(found.measures.npv)


def test_a_simulated_hazard_has_the_expected_value_as_its_mean() -> None:
    front = _with_hazard()
    points = {id_: part.model_copy(update={"low": None, "high": None}) for id_, part in front.inputs.items()}
    found = simulate(front.model_copy(update={"inputs": points}))
    assert found.drawn == ("redesign-chance",)
    assert found.options[FIX].mean == approx(192.247, abs=2)


def test_example_1_cost_of_delay() -> None:
    front = worked_out("quick-fix-or-platform")[0]
    assert option(PLATFORM).cost_of_delay_per_month == approx(18.181818181818176)
    assert sensitivity.cost_of_delay(front, PLATFORM, months=6) == approx(240 / 12 / 1.1)


def test_example_2_flows_and_npv() -> None:
    found = worked_out("build-or-buy")[1].figures
    buy, build = found.options["buy"], found.options["build"]
    assert buy.costs == approx([60, 115, 125.1, 136.168, 148.29954, 193.0996762])
    assert build.costs == approx([260, 90 + 85 / 3 + 96, 88.4, 91.936, 95.61344, 99.4379776])
    assert (buy.measures.npv, build.measures.npv) == (value(-563.146), value(-704.467))
    assert found.leads["build"].measures.npv == value(-141.321)


def test_example_2_building_wins_from_a_horizon_of_nine_years() -> None:
    found = worked_out("build-or-buy")[1].figures
    assert found.leads["build"].wins_from_year == 9
    rows = {8: (-818.892, -850.688), 9: (-900.100, -892.637), 10: (-979.408, -931.590)}
    for years, (buy, build) in rows.items():
        npvs = found.horizons[years - 1].npvs
        assert (npvs["buy"], npvs["build"]) == (value(buy), value(build))


def test_example_2_the_exit_falls_in_the_last_year_of_every_horizon() -> None:
    front = authored("build-or-buy").front
    for years in (1, 3, 9):
        line = next(
            line
            for line in flows.option_lines(Situation(front, flows.likely(front), years), "buy")
            if line.kind == "exit"
        )
        assert line.amounts == approx([0.0] * years + [31.5])


@pytest.mark.parametrize(
    ("name", "number", "turns"),
    [
        ("licence", 127.807, "above"),
        ("licence-growth", 0.2665, "above"),
        ("buy-setup", 201.321, "above"),
        ("administration", 57.168, "above"),
        ("build-upfront", 118.679, "below"),
        ("build-running", 41.852, "below"),
    ],
)
def test_example_2_flip_values(name: str, number: float, turns: str) -> None:
    found = {flip.input: flip for flip in worked_out("build-or-buy")[1].figures.leads["build"].flips}
    assert (found[name].value, found[name].turns) == (value(number), turns)
    assert not {"build-months", "lost-per-month", "exit-chance", "build-finish", "rate"} & found.keys()


def test_example_3_flows() -> None:
    found = worked_out("do-nothing-or-refactor")[1].figures.options["refactor"]
    lines = {line.label: line for line in found.lines}
    assert lines["Refactoring, upfront"].amounts == approx([150, 0, 0, 0, 0])
    assert lines["Features that wait"].amounts == approx([0, 35, 0, 0, 0])
    assert lines["Capacity freed"].amounts == approx([0, 36.575, 85.5, 108.3, 131.1])
    assert lines["Capacity freed"].cash == approx([0, 18.2875, 42.75, 54.15, 65.55])
    assert lines["Incidents avoided"].amounts == approx([0, 15.75, 33.75, 41.5125, 50.439375])
    assert lines["Expected losses avoided"].amounts == approx([0, 7.466667, 12.8, 12.8, 12.8])


def test_example_3_drag_by_year_stays_below_its_cap() -> None:
    front = authored("do-nothing-or-refactor").front.model_copy(update={"view": "net"})
    at = Situation(front, flows.likely(front), 6)
    lost = {id_: next(line for line in flows.option_lines(at, id_) if line.kind == "drag") for id_ in front.options}
    before = [amount / 570 for amount in lost["do-nothing"].amounts]
    after = [amount / 570 for amount in lost["refactor"].amounts]
    assert before == approx([0, 0.24, 0.29, 0.34, 0.39, 0.44, 0.45])
    assert after == approx([0, 5 / 12 * 0.24 + 7 / 12 * 0.13, 0.14, 0.15, 0.16, 0.17, 0.18])


def test_example_3_by_share_of_freed_capacity_that_is_cash() -> None:
    found = worked_out("do-nothing-or-refactor")[1].figures
    assert found.capacity is not None
    views: dict[float, CapacityView] = {view.share: view for view in found.capacity.views}
    rows = {1.0: 236.580, 0.5: 99.169, 0.0: -38.242}
    for counted, number in rows.items():
        assert views[counted].leads["refactor"] == value(number)
    assert found.capacity.flip_shares["refactor"] == share(0.1392)
    assert found.options["refactor"].measures.npv == value(99.169)


def test_example_3_share_at_which_the_answer_flips_is_a_flip_value_too() -> None:
    found = worked_out("do-nothing-or-refactor")[1].figures
    flip = {one.input: one for one in found.leads["refactor"].flips}["cashable"]
    assert found.capacity is not None
    assert flip.value == approx(found.capacity.flip_shares["refactor"], abs=1e-9)


def test_example_3_gives_the_same_lead_whether_benefits_are_counted_or_costs_compared() -> None:
    front, analysis = worked_out("do-nothing-or-refactor")
    each = front.model_copy(update={"view": "net"})
    assert flows.lead(Situation(each, flows.likely(each), 4), "refactor") == approx(
        analysis.figures.leads["refactor"].measures.npv
    )
