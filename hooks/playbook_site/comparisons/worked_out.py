"""What takes long in a comparison: the trials, and the searches for flip values. It is the same for the same inputs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.sensitivity import Flip, flips
from playbook_site.comparisons.simulation import Simulation, simulate


@dataclass(frozen=True, kw_only=True)
class WorkedOut:
    """The simulation, and by option the flip values of its lead."""

    simulation: Simulation
    flips: Mapping[str, tuple[Flip, ...]]


WorkOut: TypeAlias = Callable[[ComparisonFront], WorkedOut]
"""Whoever builds pages may pass one that remembers results by the `fingerprint` of their inputs."""


def work_out(front: ComparisonFront) -> WorkedOut:
    """Run the trials and the searches of a comparison that has no problems."""
    return WorkedOut(
        simulation=simulate(front), flips={id_: flips(front, id_) for id_ in front.options if id_ != front.baseline}
    )
