"""Comparisons for the browser and for Python: one file that both read, and the same results in the same shape."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from comparison_builders import generated, with_simulation

from conftest import ROOT
from playbook_site.comparisons import analysis
from playbook_site.comparisons.description import described
from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.simulation import simulate
from playbook_site.comparisons.units import PERCENT_UNITS

CLOSE = 1e-9

ONLY_IN_PYTHON = {
    "leads": {"net", "runningNet", "discountedNetCrossingMonth", "overtakenMonth"},
    "simulation": {"trials", "seed", "drawn"},
    "spread": {"mean"},
}
"""What the spreadsheet or the data file says, and no page that a browser changes."""

IN_BROWSER = """async ({base, flips, simulations}) => {
  const { study } = await import(`${base}roi-study.js`);
  const { simulating } = await import(`${base}roi-chance.js`);
  const simulated = (model) => {
    const steps = simulating(model);
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
    }
  };
  const cases = await (await fetch(`${base}cases.json`)).json();
  return JSON.stringify(cases.map(({ model }, index) => {
    const found = study(model);
    for (const lead of found.leads) if (index >= flips) lead.flips = null;
    return { ...found, simulation: index < simulations ? simulated(model) : null };
  }));
}"""


def write(folder: Path, seeds: Iterable[int]) -> Path:
    """The file of shared cases, beside the modules that read it: each as an author writes it, and as a page carries it."""
    shutil.copytree(ROOT / "docs" / "assets" / "javascripts", folder, dirs_exist_ok=True)
    cases = [_case(as_written(generated(seed))) for seed in seeds]
    path = folder / "cases.json"
    path.write_text(json.dumps(cases), encoding="utf-8")
    return path


def _case(written: dict[str, Any]) -> dict[str, Any]:
    return {"written": written, "model": described(ComparisonFront.model_validate(written))}


def read(path: Path) -> list[ComparisonFront]:
    """The comparisons of a file of cases."""
    return [ComparisonFront.model_validate(case["written"]) for case in json.loads(path.read_text(encoding="utf-8"))]


def as_written(front: ComparisonFront) -> dict[str, Any]:
    """The front matter as an author writes it, percentages with their sign."""
    written = front.model_dump(mode="json", exclude_none=True)
    for part in written["inputs"].values():
        if part["unit"] in PERCENT_UNITS:
            part |= {name: f"{part[name] * 100:.6f}%" for name in ("likely", "low", "high") if name in part}
    return {**written, "review_every": "12 months"}


def results(front: ComparisonFront, *, flips: bool, simulation: bool) -> dict[str, Any]:
    """What Python finds, with the names that the browser gives."""
    ways = with_simulation(simulate if simulation else _none, with_flips=flips)
    found = analysis.figures(front, remembered=ways)
    data = _plain(found)
    data["options"], data["leads"] = (list(data[name].values()) for name in ("options", "leads"))
    for lead in data["leads"]:
        _drop(lead, "leads")
    if simulation:
        _drop(data["simulation"], "simulation")
        for spread in (*data["simulation"]["options"].values(), *data["simulation"]["leads"].values()):
            _drop(spread, "spread")
    if not flips:
        for lead in data["leads"]:
            lead["flips"] = None
    return data


def _drop(part: dict[str, Any], kind: str) -> None:
    for key in ONLY_IN_PYTHON[kind]:
        del part[key]


def _none(_: ComparisonFront) -> Any:
    return None


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value):
        return {_camel(field.name): _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if hasattr(value, "_fields"):
        return {_camel(name): _plain(part) for name, part in zip(value._fields, value, strict=True)}
    if isinstance(value, Mapping):
        return {key: _plain(part) for key, part in value.items()}
    return [_plain(part) for part in value] if isinstance(value, tuple) else value


def _camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name)


def differences(python: Any, browser: Any, path: str = "") -> Iterator[str]:
    """Where the two disagree, by more than `CLOSE` of the larger or of 1."""
    if isinstance(python, dict) and isinstance(browser, dict):
        for key in python.keys() | browser.keys():
            yield from differences(python.get(key, "missing"), browser.get(key, "missing"), f"{path}.{key}")
    elif isinstance(python, list) and isinstance(browser, list) and len(python) == len(browser):
        for index, (one, other) in enumerate(zip(python, browser, strict=True)):
            yield from differences(one, other, f"{path}[{index}]")
    elif _is_number(python) and _is_number(browser):
        if not abs(python - browser) <= CLOSE * max(1, abs(python), abs(browser)):
            yield f"{path}: {python!r} in Python, {browser!r} in the browser"
    elif python != browser:
        yield f"{path}: {python!r} in Python, {browser!r} in the browser"


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
