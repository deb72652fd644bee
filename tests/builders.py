"""Sound files to begin with, as text, so that a test changes only what it is about."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from conftest import ROOT
from playbook_site.content.documents import Document, read
from playbook_site.content.problems import Problem

STEPS = "## Steps\n\n1. Ask what the date protects.\n"
TEMPLATE = "## Template\n\n```text\nAsk: ___\n```\n"
EXAMPLE = "## Filled example\n\n> Ask: decide by Friday.\n"

KEPT = {"owner": "product-practice", "reviewed": "2026-11-20"}

VOCABULARY = """families:
  roi: {title: Return on investment, promise: Put the short and the long term side by side.}
  dialogue: {title: Dialogue, promise: Talk with the people who decide.}
roles:
  tech-lead: Tech lead
  designer: Designer
moments:
  planning: Planning
  before-the-meeting: Before the meeting
objectives:
  new-markets: New markets
efforts:
  30-min: 30 min
  half-day: Half a day
ways_in:
  hard-meeting:
    says: In an hour I have a hard meeting
    first: Write three lines on paper now.
    playbooks: [hear-them-out, x]
    checklist: meeting-ready
    tree: fight-or-follow
    tone: first
  numbers:
    says: I need numbers
    first: Ask finance for the rate today.
    playbooks: [x]
    checklist: x
  red-line:
    says: Someone could be harmed
    first: Write the harm in one sentence.
    playbooks: [hear-them-out]
    checklist: red-line
    tone: red-line
"""

SOURCES = """minto:
  {author: Minto, year: "2009", title: The Pyramid Principle, publisher: Pearson, grade: practice,
   link: "https://example.com/minto", verified: {on: 2026-11-01, how: The publisher's page}}
klein:
  {author: Klein, year: "2007", title: Performing a Project Premortem, publisher: HBR, grade: opinion}
"""

GLOSSARY = "npv: {term: NPV, also: [net present value], means: What it is worth today., playbook: x}\n"

OBJECTIONS = """no-time:
  they_say: We have no time for this
  also: [not before the release]
  ask_first: What does the date protect?
  grant: The date is real.
  answer: We can keep the date if ___.
  they_are_right_when: Delay costs more than the later saving.
  evidence: The cost of one month.
  playbooks: [x]
"""

COMPANY = "name: Larkfield\nexample: true\ncurrency: EUR\n"


def front_matter(fields: Mapping[str, Any]) -> str:
    """Fields as front matter, one a line; None leaves a field out."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in fields.items() if value is not None]
    return "\n".join(["---", *lines, "---", ""])


def a_playbook(body: str = f"{STEPS}\n{TEMPLATE}\n{EXAMPLE}", **changes: Any) -> str:
    """The text of a sound playbook."""
    fields: dict[str, Any] = {
        "title": "I have ten minutes with someone who thinks in money",
        "name": "ROI memo",
        "promise": "One page which finance can check.",
        "roles": ["tech-lead"],
        "moments": ["planning"],
        "situations": ["they only care about the numbers"],
        "when": "A choice about money is still open.",
        "when_not": "Small or easy to undo.",
        "effort": "30-min",
        "checklist": {"rate-checked": {"do": "Finance checked the rate", "why": "They will be asked"}},
        **KEPT,
    }
    return front_matter({**fields, **changes}) + body


def a_checklist(body: str = "Tick these before you go in.\n", **changes: Any) -> str:
    """The text of a sound standalone checklist."""
    fields: dict[str, Any] = {
        "title": "Before the hard meeting",
        "name": "Hard meeting",
        "promise": "You know what you ask for.",
        "roles": ["tech-lead"],
        "moments": ["before-the-meeting"],
        "effort": "30-min",
        "items": {"ask-written": "The ask is written down", "fallback": {"do": "I know my fallback", "from": "x"}},
        **KEPT,
    }
    return front_matter({**fields, **changes}) + body


def an_outcome(title: str, **changes: Any) -> dict[str, Any]:
    """An outcome of a tree."""
    return {
        "title": title,
        "stance": "advocate",
        "advice": "Say it once, clearly.",
        "first_moves": ["Write one page"],
        "checklists": ["meeting-ready"],
        "playbooks": ["x", "y", "hear-them-out"],
        "risks": {"product": "A delay.", "career": "Low.", "morale": "Fair."},
        **changes,
    }


def a_tree(body: str = "Answer from what you know now.\n", **changes: Any) -> str:
    """The text of a sound tree: one question, two outcomes."""
    question = {
        "ask": "Is the decision still open?",
        "why": "Arguing an open decision is your job.",
        "find_out": "Ask the decider.",
        "answers": {"yes": {"says": "Yes", "to": "fight"}, "no": {"says": "No", "to": "follow"}},
    }
    fields: dict[str, Any] = {
        "title": "Fight or follow?",
        "name": "Fight or follow",
        "promise": "An honest next move.",
        "start": "open",
        "longest_path": 1,
        "rule": "Answer from what you know now.",
        "questions": {"open": question},
        "outcomes": {
            "fight": an_outcome("Make the case"),
            "follow": an_outcome("Follow fully", stance="adapt", changes_if=[{"says": "It reopens", "to": "fight"}]),
        },
        **KEPT,
    }
    return front_matter({**fields, **changes}) + body


CASE = """*Illustrative.* The fair is in ten weeks.

## What was done

She wrote [one page](../roi/x.md).

## What happened

It was read.

## What to learn

Write one page.
"""


def a_case(body: str = CASE, **changes: Any) -> str:
    """The text of a sound case, which proves the outcome `fight`."""
    fields: dict[str, Any] = {
        "title": "The trade fair is in ten weeks",
        "name": "Trade fair",
        "tree": "fight-or-follow",
        "answers": {"open": "yes"},
        "outcome": "fight",
        "verdict": "The decision was open.",
        "turned_out": "advocate-was-right",
        "playbooks": ["x"],
        **KEPT,
    }
    return front_matter({**fields, **changes}) + body


def sound_files() -> dict[str, str]:
    """A small sound library: every file by its path below playbooks/."""
    why = "\n## Why it works\n\nA page is [read](../sources.yml#minto), and [heard](../dialogue/hear-them-out.md).\n"
    whole = f"Lead words.\n\n{STEPS}\n{TEMPLATE}\n{EXAMPLE}{why}"
    hear = {"title": "They do not listen", "name": "Hear them out", "checklist": "meeting-ready", "related": ["x"]}
    limits = {
        "title": "Our dates keep slipping",
        "name": "Delay",
        "effort": "half-day",
        "checklist": {"priced": "It is priced"},
    }
    return {
        "company.yml": COMPANY,
        "vocabulary.yml": VOCABULARY,
        "sources.yml": SOURCES,
        "glossary.yml": GLOSSARY,
        "objections.yml": OBJECTIONS,
        "roi/x.md": a_playbook(whole, related=["y", "meeting-ready"], sources=["minto", "klein"]),
        "roi/y.md": a_playbook(**limits, situations=["every month costs us money"]),
        "dialogue/hear-them-out.md": a_playbook(**hear, situations=["nobody listens to me"]),
        "checklists/meeting-ready.md": a_checklist(),
        "checklists/red-line.md": a_checklist(
            "Nothing you tick is sent.\n",
            title="Someone could be harmed",
            name="Red line checklist",
            kind="red-line",
            items={"harm-written": "The harm is written in one sentence"},
            private=True,
        ),
        "trees/fight-or-follow.md": a_tree(),
        "cases/fair-in-ten-weeks.md": a_case(),
        "cases/we-followed.md": a_case(
            title="We followed", name="Followed", answers={"open": "no"}, outcome="follow", turned_out=None
        ),
    }


def a_library(root: Path, /, **files: str | bytes | None) -> Path:
    """Write the small sound library below `root`, with changes by path: `**{"roi/x.md": text}`.

    None leaves a file out.
    """
    for name, content in {**sound_files(), **files}.items():
        if content is None:
            continue
        path = root / "playbooks" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def a_repository(root: Path, /, **files: str | bytes | None) -> Path:
    """A library that MkDocs can build, with the repository's own settings, scripts and sheets."""
    a_library(root, **files)
    settings = f"INHERIT: {ROOT / 'mkdocs.yml'}\nsite_url: https://playbooks.example.com/\nextra: {{docs_nav: []}}\n"
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    shutil.copytree(ROOT / "docs" / "assets", root / "docs" / "assets")
    (root / "hooks").symlink_to(ROOT / "hooks")
    return root


def a_document(
    tmp_path: Path, content: str | bytes, name: str = "playbooks/roi/x.md"
) -> tuple[Document | None, list[Problem]]:
    """What reading one file gives."""
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return read(path, name)


def said(problems: Sequence[Problem]) -> list[str]:
    """Problems as an author reads them."""
    return [str(problem) for problem in problems]
