"""A small library of checklists for browser tests: two playbooks, and lists of every kind."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from conftest import ROOT

Lists: TypeAlias = dict[str, dict[str, Any]]

KEPT = {"owner": "product-practice", "reviewed": "2026-11-20", "review_every": "12 months"}

VOCABULARY: dict[str, Any] = {
    "families": {"dialogue": {"title": "Dialogue", "promise": "Talk with the people who decide."}},
    "roles": {"tech-lead": "Tech lead"},
    "moments": {"planning": "Planning"},
    "objectives": {},
    "efforts": {"10-min": "10 min"},
    "ways_in": {"meeting": {"says": "I have a meeting", "first": "Breathe.", "playbooks": ["run-the-meeting"]}},
}

BODY = "## Steps\n\n1. Ask.\n\n## Template\n\n```text\nAsk: ___\n```\n\n## Filled example\n\n> Ask: a date.\n"


def a_list(title: str, items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "title": title,
        "name": title[:28],
        "promise": "What is true when all is ticked.",
        "roles": ["tech-lead"],
        "moments": ["planning"],
        "effort": "10-min",
        "items": items,
        **KEPT,
        **more,
    }


def a_playbook(name: str, **more: Any) -> dict[str, Any]:
    return {
        "title": f"I must {name}",
        "name": name,
        "promise": "A page in hand.",
        "roles": ["tech-lead"],
        "moments": ["planning"],
        "situations": [f"how to {name}"],
        "when": "Soon.",
        "when_not": "Never.",
        "effort": "10-min",
        **KEPT,
        **more,
    }


def the_lists() -> Lists:
    return copy.deepcopy(
        {
            "before-the-meeting": a_list(
                "Before the meeting",
                {
                    "decider-comes": {
                        "do": "The decider will be there",
                        "why": "Else it is a rehearsal.",
                        "from": "run-the-meeting",
                    },
                    "card-written": {
                        "do": "My ask, my fallback & my walk-away are on a card",
                        "why": "Pressure make people agree.",
                    },
                    "numbers-checked": "Each number stands on the page",
                    "closing-sentence": {
                        "do": "The closing sentence is written",
                        "why": "Two people leave with two decisions.",
                    },
                },
            ),
            "decision-gate": a_list(
                "Is it decided?",
                {
                    "named": "Who decided, and when",
                    "dissent": "The dissent has two lines",
                    "owner": "The risk has an owner",
                    "dated": "Each tripwire has a date",
                },
                kind="gate",
            ),
            "red-line": a_list(
                "Someone could be harmed",
                {"held": "The step is held", "asked": "A qualified person is asked"},
                kind="red-line",
                private=True,
            ),
            "leaving": a_list(
                "Before you leave", {"two-nights": "Two nights have passed", "advice": "I took advice"}, private=True
            ),
            "forty": a_list(
                "Forty checks", {f"a-check-with-a-name-of-its-own-{n}": f"Check {n}" for n in range(40)}, kind="gate"
            ),
            "five-hundred": a_list(
                "Five hundred checks",
                {f"check-{n}": {"do": f"Check number {n} is done", "why": "It counts."} for n in range(500)},
            ),
        }
    )


def write(path: Path, front: dict[str, Any], body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f"---\n{yaml.safe_dump(front, sort_keys=False, allow_unicode=True, width=10_000)}---\n{body}", encoding="utf-8"
    )


def write_library(root: Path, lists: Lists, configure: Callable[[str], str] = str) -> Path:
    """A repository at `root` with the site's own engine and these checklists."""
    shutil.rmtree(root / "playbooks", ignore_errors=True)
    shutil.rmtree(root / "docs", ignore_errors=True)
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets")
    if not (root / "hooks").exists():
        (root / "hooks").symlink_to(ROOT / "hooks")
    configuration = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nextra:")[
        0
    ] + "\n\nextra:\n  generator: false\n"
    (root / "mkdocs.yml").write_text(configure(configuration), encoding="utf-8")
    (root / "playbooks").mkdir()
    (root / "playbooks" / "company.yml").write_text("name: Larkfield\ncurrency: EUR\n", encoding="utf-8")
    vocabulary = copy.deepcopy(VOCABULARY)
    first = vocabulary["ways_in"]["meeting"]["checklist"] = next(iter(lists))
    (root / "playbooks" / "vocabulary.yml").write_text(yaml.safe_dump(vocabulary, sort_keys=False), encoding="utf-8")
    write(root / "playbooks" / "dialogue" / "run-the-meeting.md", a_playbook("run the meeting", checklist=first), BODY)
    own = {
        "said-aloud": {"do": "I said it aloud", "why": "An answer thought comes out long."},
        "written": "It is written",
    }
    write(root / "playbooks" / "dialogue" / "write-the-memo.md", a_playbook("write the memo", checklist=own), BODY)
    for id_, front in lists.items():
        write(root / "playbooks" / "checklists" / f"{id_}.md", front, "Open this before.\n")
    return root
