"""Comparisons for tests: the authored ones, small ones, and generated ones."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, TypeAlias

from playbook_site.comparisons.analysis import analyse
from playbook_site.comparisons.checks import problems
from playbook_site.comparisons.model import SECTIONS, ComparisonFront
from playbook_site.comparisons.results import Analysis
from playbook_site.comparisons.sensitivity import flips
from playbook_site.comparisons.simulation import Simulation
from playbook_site.comparisons.worked_out import WorkedOut, WorkOut
from playbook_site.content.body import Body
from playbook_site.content.documents import Document, read
from playbook_site.content.entries import Entry
from playbook_site.content.strict_yaml import Loaded
from playbook_site.content.validation import validate

ROOT = Path(__file__).parents[2]

Simulate: TypeAlias = Callable[[ComparisonFront], Simulation]


def with_simulation(simulate: Simulate, *, with_flips: bool = True) -> WorkOut:
    """A way to work out a comparison with another simulation than its own."""

    def work_out(front: ComparisonFront) -> WorkedOut:
        found = {id_: flips(front, id_) if with_flips else () for id_ in front.options if id_ != front.baseline}
        return WorkedOut(simulation=simulate(front), flips=found)

    return work_out


KEPT = {"owner": "finance-partnering", "reviewed": "2026-11-20"}
WORDS = {"title": "Which one?", "name": "Which one", "promise": "An answer.", "situations": ["which one is better"]}


def authored(name: str) -> Entry[ComparisonFront]:
    """A comparison under playbooks/comparisons/, sound."""
    document, found = read(ROOT / "playbooks" / "comparisons" / f"{name}.md", f"playbooks/comparisons/{name}.md")
    assert document is not None, found
    front, faults = validate(ComparisonFront, document)
    assert front is not None, faults
    return Entry(id=name, front=front, document=document)


@cache
def worked_out(name: str) -> tuple[ComparisonFront, Analysis]:
    """An authored comparison and its analysis, simulation included, worked out once for all tests."""
    front = authored(name).front
    return front, analyse(front)


def an_input(unit: str, likely: Any, low: Any = None, high: Any = None, **more: Any) -> dict[str, Any]:
    """An input as an author would write it."""
    return {
        "label": f"{unit} {likely}",
        "unit": unit,
        "likely": likely,
        "low": low,
        "high": high,
        "source": "estimate by the tech lead",
    } | more


def a_comparison(inputs: dict[str, Any], options: dict[str, Any], **more: Any) -> ComparisonFront:
    """A comparison over five years at 10%; options without a role are ours, the first is the baseline."""
    rate = {"rate": an_input("%/year", "10%")} | inputs
    for id_, option in options.items():
        option.setdefault("label", id_)
        option.setdefault("role", "ours")
    frame = {"currency": "kEUR", "horizon_years": 5, "rate": "rate", "baseline": next(iter(options))}
    return ComparisonFront.model_validate(WORDS | KEPT | frame | {"inputs": rate, "options": options} | more)


def faults_of(text: str, name: str = "x") -> list[str]:
    """Everything that is wrong with a comparison written as `text`, as it is said."""
    path = f"playbooks/comparisons/{name}.md"
    document = _document(text, path)
    front, found = validate(ComparisonFront, document)
    if front is not None:
        found = list(problems(Entry(id=name, front=front, document=document)))
    return [str(problem).removeprefix(f"{path}:") for problem in sorted(set(found))]


def entry_of(front: ComparisonFront) -> Entry[ComparisonFront]:
    """An entry for a comparison that was never written to a file."""
    body = Body.scan("\n\n".join(f"## {section}" for section in SECTIONS))
    return Entry(id="x", front=front, document=Document(path="playbooks/comparisons/x.md", front=Loaded(), body=body))


def _document(text: str, path: str) -> Document:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "x.md"
        file.write_text(text, encoding="utf-8")
        document, found = read(file, path)
    assert document is not None, found
    return document


def generated(seed: int, *, ranges: bool = True) -> ComparisonFront:
    """A sound comparison with two to four options and most of what an author may write, the same for a seed."""
    return _Generator(seed, ranges=ranges).front()


class _Generator:
    def __init__(self, seed: int, *, ranges: bool) -> None:
        self.random = Random(seed)  # noqa: S311 - no secret
        self.ranges = ranges
        self.inputs: dict[str, Any] = {}

    def front(self) -> ComparisonFront:
        options = {f"option-{index}": self.option() for index in range(self.random.choice([2, 2, 2, 3, 4]))}
        options["option-0"]["role"] = "theirs"
        more: dict[str, Any] = {"simulation": {"trials": 100, "seed": self.random.randint(0, 2**32 - 1)}}
        self.inputs["rate"] = an_input("%/year", f"{self.random.uniform(0, 25):.2f}%", label="rate")
        more["timing"] = self.random.choice(["end-of-year", "mid-year"])
        more["view"] = self.random.choice(["net", "net", "against-baseline"])
        more["horizon_years"] = self.random.randint(5, 10)
        if self.maybe():
            more["survival"] = {"yearly": self.percent("%", 60, 100)}
        if self.maybe(0.2):
            more |= {"rate_is": "nominal", "prices": "real", "inflation": self.percent("%/year", 0, 8)}
        return a_comparison(self.inputs, options, **more)

    def maybe(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    def new(self, unit: str, least: float, most: float, sign: str = "") -> str:
        low, likely, high = sorted(round(self.random.uniform(least, most), 2) for _ in range(3))
        id_ = f"input-{len(self.inputs)}"
        has_range = self.ranges and self.maybe()
        shown = [f"{value:.2f}%" if sign else value for value in (likely, low, high)]
        self.inputs[id_] = an_input(unit, *(shown if has_range else shown[:1]), label=id_)
        return id_

    def money(self, unit: str, most: float = 500) -> str:
        return self.new(unit, 0, most)

    def percent(self, unit: str, least: float, most: float) -> str:
        return self.new(unit, least, most, "%")

    def growth(self) -> dict[str, str]:
        return {"growth": self.percent("%/year", -5, 40)} if self.maybe() else {}

    def option(self) -> dict[str, Any]:
        starts = self.random.choice(["at-once", "when-live"])
        made: dict[str, Any] = {
            "upfront": self.money("money"),
            "live_month": self.new("months", 0, 30),
            "running": [{"cost": self.money("money/year", 200), "starts": starts, **self.growth()}],
            "benefits": [self.benefit() for _ in range(self.random.choice([1, 1, 2]))],
            "delay": self.delay(),
        }
        if self.maybe():
            made["one_off"] = [{"cost": self.money("money"), "year": self.random.randint(0, 5)}]
        if self.maybe(0.7):
            made["redesign"] = self.redesign()
        if self.maybe():
            year = self.random.choice(["last", 3])
            made["exit"] = {"cost": self.money("money"), "probability": self.percent("%", 0, 100), "year": year}
        return made | self.burdens()

    def benefit(self) -> dict[str, Any]:
        kind = self.random.choice(["revenue", "cash-saving", "avoided-loss", "freed-capacity"])
        made = {
            "kind": kind,
            "amount": self.money("money/year"),
            "from_year": self.random.randint(1, 3),
            **self.growth(),
        }
        if kind == "freed-capacity":
            made["cashable"] = self.percent("%", 0, 100)
        if self.maybe(0.3):
            made["probability"] = self.percent("%", 0, 100)
        return made | ({"until_year": self.random.randint(3, 5)} if self.maybe(0.3) else {})

    def delay(self) -> dict[str, Any]:
        shape = self.random.choice(["steady", "steady", "window", "deadline"])
        made: dict[str, Any] = {"shape": shape}
        if shape != "steady":
            made["month"] = self.new("months", 6, 48)
        return made | ({"lost_per_month": self.money("money/month", 20)} if self.maybe() else {})

    def redesign(self) -> dict[str, Any]:
        made: dict[str, Any] = {"cost": self.money("money"), "resets_running": self.maybe()}
        if self.maybe():
            return made | {"probability": self.percent("%", 0, 100), "year": self.random.randint(1, 5)}
        return made | {"hazard": self.percent("%/year", 0, 60), "from_year": self.random.randint(1, 4)}

    def burdens(self) -> dict[str, Any]:
        made: dict[str, Any] = {}
        if self.maybe():
            start, step, cap = (self.percent(*what) for what in (("%", 5, 40), ("points/year", 0, 8), ("%", 30, 60)))
            people, cost = self.new("people", 1, 12), self.money("money/year", 120)
            made["drag"] = {"start": start, "per_year": step, "cap": cap, "people": people, "loaded_cost": cost}
            made["drag"] |= {"cashable": self.percent("%", 0, 100)} if self.maybe() else {}
        if self.maybe():
            made["incidents"] = {"per_year": self.new("times/year", 0, 9), "cost_each": self.money("money", 20)}
            made["incidents"] |= self.growth()
        if self.maybe():
            made["losses"] = [{"cost": self.money("money"), "probability": self.percent("%/year", 0, 40)}]
        return made
