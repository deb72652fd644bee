"""A small library with one of each kind, for tests of what is published; every part can be changed."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from conftest import ROOT

Front: TypeAlias = dict[str, Any]
Files: TypeAlias = dict[str, Front]
"""Front matter or the whole YAML, by path below playbooks/."""

KEPT: Front = {"owner": "product-practice", "reviewed": "2026-11-20", "review_every": "12 months"}

SECTIONS = {
    "playbook": "## Steps\n\n1. Ask.\n\n## Template\n\n```text\nAsk: ___\n```\n\n## Filled example\n\n> Ask: a date.\n",
    "cases": "*Illustrative.* It was late.\n\n## What was done\n\nA talk.\n\n## What happened\n\nA plan.\n\n## What to learn\n\nAsk.\n",
    "checklists": "Open this before the meeting.\n",
    "trees": "Answer from what you know now.\n",
}


def a_playbook(name: str, checklist: Any, **more: Any) -> Front:
    return {
        "title": f"I must {name}",
        "name": name,
        "promise": "A page in hand.",
        "roles": ["tech-lead"],
        "moments": ["planning"],
        "situations": [f"how to {name}"],
        "when": "The choice is open.",
        "when_not": "It is small.",
        "effort": "10-min",
        "checklist": checklist,
        **KEPT,
        **more,
    }


def a_checklist(title: str, items: Front, **more: Any) -> Front:
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


def a_case(outcome: str, answer: str) -> Front:
    return {
        "title": f"A case of {outcome}",
        "name": f"Case of {outcome}",
        "tree": "fight-or-adapt",
        "answers": {"still-open": answer},
        "outcome": outcome,
        "verdict": "It fits.",
        **KEPT,
    }


def an_outcome(title: str, stance: str) -> Front:
    return {
        "title": title,
        "stance": stance,
        "advice": "Do it today.",
        "first_moves": ["Write a note"],
        "checklists": ["before-the-meeting"],
        "playbooks": ["run-the-meeting", "write-the-memo", "tell-the-team"],
        "risks": {"product": "Low.", "career": "Low.", "morale": "Low."},
    }


def the_files() -> Files:
    """The library as it is before a test changes it."""
    return copy.deepcopy(
        {
            "company.yml": {"name": "Larkfield", "currency": "EUR"},
            "vocabulary.yml": {
                "families": {"dialogue": {"title": "Dialogue", "promise": "Talk with those who decide."}},
                "roles": {"tech-lead": "Tech lead", "designer": "Designer"},
                "moments": {"planning": "Planning", "review": "Review"},
                "objectives": {},
                "efforts": {"10-min": "10 min"},
                "ways_in": {
                    "meeting": {
                        "says": "I have a meeting",
                        "first": "Breathe.",
                        "playbooks": ["run-the-meeting"],
                        "checklist": "before-the-meeting",
                    }
                },
            },
            "sources.yml": {
                "klein-2007": {
                    "author": "Klein",
                    "year": "2007",
                    "title": "Performing a Project Premortem",
                    "publisher": "Harvard Business Review",
                    "grade": "practice",
                }
            },
            "glossary.yml": {"npv": {"term": "NPV", "means": "What it is worth today.", "playbook": "write-the-memo"}},
            "objections.yml": {
                "no-time": {
                    "they_say": "We have no time for this",
                    "ask_first": "What does the date protect?",
                    "grant": "The date is real.",
                    "answer": "We can keep it if ___.",
                    "they_are_right_when": "Delay costs more.",
                    "evidence": "The cost of a month.",
                    "playbooks": ["write-the-memo"],
                }
            },
            "dialogue/run-the-meeting.md": a_playbook("run the meeting", "before-the-meeting", sources=["klein-2007"]),
            "dialogue/write-the-memo.md": a_playbook(
                "write the memo",
                {"said-aloud": {"do": "I said it aloud", "why": "It shows."}, "on-paper": "It is on paper"},
                related=["run-the-meeting"],
            ),
            "dialogue/tell-the-team.md": a_playbook("tell the team", "before-the-meeting"),
            "checklists/before-the-meeting.md": a_checklist(
                "Before the *meeting*",
                {
                    "decider-comes": {
                        "do": "The decider will be there",
                        "why": "Else wait.",
                        "from": "run-the-meeting",
                    },
                    "card-written": "My ask, my fallback & my [walk-away] are on one card",
                    "numbers-checked": 'Costs <= 3 days_off | "signed" ~ {twice}, at 10% + 5',
                    "minus-first": "- 5% is the lowest we accept",
                },
                kind="gate",
            ),
            "checklists/leaving.md": a_checklist(
                "Before you leave", {"two-nights": "Two nights have passed"}, private=True
            ),
            "trees/fight-or-adapt.md": {
                "title": "Fight or adapt?",
                "name": "Fight or adapt",
                "promise": "One next move.",
                "start": "still-open",
                "longest_path": 1,
                "rule": "Answer from what you know.",
                "questions": {
                    "still-open": {
                        "ask": "Is it still open?",
                        "why": "Else it is late.",
                        "find_out": "Ask.",
                        "answers": {"yes": {"says": "Yes", "to": "fight"}, "no": {"says": "No", "to": "adapt"}},
                    }
                },
                "outcomes": {
                    "fight": an_outcome("Make the case", "advocate"),
                    "adapt": an_outcome("Go along", "adapt"),
                },
                **KEPT,
            },
            "cases/we-fought.md": a_case("fight", "yes"),
            "cases/we-adapted.md": a_case("adapt", "no"),
        }
    )


class _WithoutAliases(yaml.SafeDumper):
    """Writes the same value out each time: authored files may not hold aliases."""

    def ignore_aliases(self, _data: Any) -> bool:
        return True


def write_playbooks(root: Path, files: Files, permalinks: str | None = None) -> Path:
    """A repository at `root` that holds playbooks/ alone, enough for all but a build."""
    folder = root / "playbooks"
    shutil.rmtree(folder, ignore_errors=True)
    for name, front in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        text = yaml.dump(front, Dumper=_WithoutAliases, sort_keys=False, allow_unicode=True, width=10_000)
        if name.endswith(".md"):
            text = f"---\n{text}---\n{SECTIONS.get(name.split('/')[0], SECTIONS['playbook'])}"
        path.write_text(text, encoding="utf-8")
    if permalinks is not None:
        (folder / "permalinks.txt").write_text(permalinks, encoding="utf-8")
    return root


def write_repository(root: Path, files: Files, permalinks: str | None = None, site_url: str = "") -> Path:
    """A repository that can be built: the site's own engine and settings with this library."""
    write_playbooks(root, files, permalinks)
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8").split("\nextra:")[
        0
    ] + "\n\nextra:\n  generator: false\n"
    settings += f"site_url: {site_url}\n" if site_url else ""
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    if not (root / "docs").exists():
        shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets")
        (root / "hooks").symlink_to(ROOT / "hooks")
    return root
