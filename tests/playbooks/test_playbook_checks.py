from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from builders import EXAMPLE, STEPS, TEMPLATE, a_library, a_playbook, said
from playbook_site.library import load

ORDER = "Steps, Template, Filled example, What goes wrong, Why it works"

FAULTS: list[tuple[str, dict[str, Any], str, str, str]] = [
    ("missing-section", {"body": f"{STEPS}\n{TEMPLATE}"}, "## Steps", "", 'the section "## Filled example" is missing'),
    (
        "missing-section",
        {"body": f"\n{STEPS}\n{TEMPLATE}\n## Filled example\n\n## Why it works\n\nx\n"},
        "## Filled",
        "",
        'the section "Filled example" is empty',
    ),
    (
        "unknown-section",
        {"body": f"{STEPS}\n{TEMPLATE}\n{EXAMPLE}\n## Sources\n\nx\n"},
        "Sources",
        "",
        f'unknown section "Sources"; the sections are {ORDER}',
    ),
    (
        "unknown-section",
        {"body": f"{STEPS}\n{TEMPLATE}\n{EXAMPLE.replace('example', 'exmaple')}"},
        "Filled",
        "",
        'unknown section "Filled exmaple"; did you mean "Filled example"?',
    ),
    (
        "unknown-section",
        {"body": f"{STEPS}\n{TEMPLATE}\n{EXAMPLE}\n## Steps\n\nagain\n"},
        "Steps\n\nagain",
        "",
        'the section "Steps" is here twice',
    ),
    (
        "section-order",
        {"body": f"{TEMPLATE}\n{STEPS}\n{EXAMPLE}"},
        "## Template",
        "",
        f"the sections stand in this order: {ORDER}",
    ),
    (
        "item-id-clash",
        {"checklist": {"steps": "a"}},
        '"steps"',
        "checklist.steps: ",
        '"steps" is also the anchor of a heading; choose another id',
    ),
    (
        "item-id-clash",
        {"checklist": {"done-when": "a"}},
        '"done-when"',
        "checklist.done-when: ",
        '"done-when" is also the anchor of a heading; choose another id',
    ),
]


@pytest.mark.parametrize(("kind", "changes", "needle", "field", "message"), FAULTS, ids=[row[4][:40] for row in FAULTS])
def test_what_a_playbook_lacks_is_reported_at_its_place(
    tmp_path: Path, kind: str, changes: dict[str, Any], needle: str, field: str, message: str
) -> None:
    text = a_playbook(**changes)
    before = text[: text.index(needle)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    found = load(a_library(tmp_path, **{"dialogue/hear-them-out.md": text})).problems
    assert said(found) == [f"playbooks/dialogue/hear-them-out.md:{line}:{column}: {field}{message}"]
    assert {problem.kind for problem in found} == {kind}


def test_sections_that_may_be_left_out_need_not_be_there(tmp_path: Path) -> None:
    assert load(a_library(tmp_path, **{"roi/y.md": a_playbook(f"Lead.\n\n{STEPS}\n{TEMPLATE}\n{EXAMPLE}")})).library


def test_a_heading_in_a_template_is_no_section(tmp_path: Path) -> None:
    template = "## Template\n\n```markdown\n## Ask\n\n# Title\n```\n"
    assert load(a_library(tmp_path, **{"roi/y.md": a_playbook(f"{STEPS}\n{template}\n{EXAMPLE}")})).library
