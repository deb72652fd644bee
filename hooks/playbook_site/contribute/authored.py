"""The kinds of things that people write, and where each is written."""

from __future__ import annotations

from dataclasses import dataclass
from types import ModuleType

from pydantic import BaseModel

from playbook_site.cases import model as cases
from playbook_site.checklists import model as checklists
from playbook_site.company import model as company
from playbook_site.comparisons import model as comparisons
from playbook_site.glossary import model as glossary
from playbook_site.meetings import model as meetings
from playbook_site.objections import model as objections
from playbook_site.playbooks import model as playbooks
from playbook_site.retired import model as retired
from playbook_site.sources import model as sources
from playbook_site.trees import model as trees
from playbook_site.vocabulary import model as vocabulary


@dataclass(frozen=True, kw_only=True)
class Authored:
    """One kind: what it is called, where it is written, its model, the sections of its body."""

    id: str
    title: str
    file: str
    model: type[BaseModel]
    module: ModuleType
    sections: tuple[str, ...] = ()
    optional_sections: tuple[str, ...] = ()


KINDS: tuple[Authored, ...] = (
    Authored(
        id="playbook",
        title="Playbook",
        file="playbooks/<family>/<id>.md",
        model=playbooks.PlaybookFront,
        module=playbooks,
        sections=playbooks.REQUIRED_SECTIONS,
        optional_sections=tuple(name for name in playbooks.SECTIONS if name not in playbooks.REQUIRED_SECTIONS),
    ),
    Authored(
        id="checklist",
        title="Checklist",
        file="playbooks/checklists/<id>.md",
        model=checklists.ChecklistFront,
        module=checklists,
    ),
    Authored(
        id="case",
        title="Case",
        file="playbooks/cases/<id>.md",
        model=cases.CaseFront,
        module=cases,
        sections=cases.SECTIONS,
    ),
    Authored(id="tree", title="Decision tree", file="playbooks/trees/<id>.md", model=trees.TreeFront, module=trees),
    Authored(
        id="comparison",
        title="ROI comparison",
        file="playbooks/comparisons/<id>.md",
        model=comparisons.ComparisonFront,
        module=comparisons,
        sections=comparisons.SECTIONS,
    ),
    Authored(id="source", title="Source", file="playbooks/sources.yml", model=sources.Sources, module=sources),
    Authored(id="term", title="Glossary", file="playbooks/glossary.yml", model=glossary.Glossary, module=glossary),
    Authored(
        id="objection",
        title="Objection",
        file="playbooks/objections.yml",
        model=objections.Objections,
        module=objections,
    ),
    Authored(id="meeting", title="Meeting", file="playbooks/meetings.yml", model=meetings.Meetings, module=meetings),
    Authored(
        id="retired", title="Retired page", file="playbooks/retired.yml", model=retired.RetiredPages, module=retired
    ),
    Authored(
        id="vocabulary",
        title="Vocabulary",
        file="playbooks/vocabulary.yml",
        model=vocabulary.Vocabulary,
        module=vocabulary,
    ),
    Authored(id="company", title="Company", file="playbooks/company.yml", model=company.Company, module=company),
)
"""In the order of the page "Fields"."""
