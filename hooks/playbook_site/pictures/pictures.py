"""Which playbook shows which picture, after its steps."""

from __future__ import annotations

from collections.abc import Mapping

PICTURES: Mapping[str, str] = {
    "escalate-a-red-line": "escalation_ladder",
    "map-the-stakeholders": "power_and_interest",
    "price-the-technical-debt": "debt_card",
    "tell-one-way-from-two-way": "door",
}
"""The name of a template by the id of a playbook. Authors need not know of it; an id that is gone shows nothing."""


def picture_of(playbook: str) -> str | None:
    """The template of a playbook's picture, or None when it has none."""
    name = PICTURES.get(playbook)
    return name and f"pictures/{name}.html.jinja"
