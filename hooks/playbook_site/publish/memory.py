"""Simulations remembered between builds, by the fingerprint of their inputs."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.simulation import Simulate, Simulation, fingerprint, simulate

_STORED: TypeAdapter[Simulation] = TypeAdapter(Simulation)


def remembering(folder: Path) -> Simulate:
    """`simulate`, which looks in `folder` first and keeps there what it works out.

    The folder may be deleted, and what is in it may be broken: then the simulation runs again.
    """

    def remembered(front: ComparisonFront) -> Simulation:
        path = folder / f"{fingerprint(front)}.json"
        found = _read(path)
        if found is None:
            found = simulate(front)
            _write(path, _STORED.dump_python(found, mode="json"))
        return found

    return remembered


def _read(path: Path) -> Simulation | None:
    try:
        return _STORED.validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return None


def _write(path: Path, value: Any) -> None:
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(value), encoding="utf-8")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)
