"""The navigation, in the order of the vocabulary."""

from __future__ import annotations

from typing import Any, TypeAlias

from markupsafe import escape

from playbook_site.comparisons.blank import BLANK, BLANK_SOURCE
from playbook_site.library import Library

Nav: TypeAlias = list[dict[str, Any]]
"""As MkDocs reads it: a title with a source, or with a list of the same."""


def of(library: Library, *, docs: list[Any]) -> Nav:
    """The site's navigation; `docs` is the hand-written part, which comes last."""
    families: Nav = [
        {family.title: [f"playbooks/{id_}/index.md", *_titled(library, id_)]}
        for id_, family in library.vocabulary.families.items()
    ]
    nav: Nav = [
        {"Home": "index.md"},
        {"Decide": ["playbooks/trees/index.md", *({e.front.name: e.path} for e in library.trees.values())]},
        {"Playbooks": ["playbooks/index.md", *families]},
        {"Checklists": ["playbooks/checklists/index.md", *_checklists(library)]},
        {"Numbers": ["playbooks/comparisons/index.md", *_comparisons(library)]},
        {"They say …": "playbooks/objections.md"},
        {"Cases": ["playbooks/cases/index.md", *({e.front.name: e.path} for e in library.cases.values())]},
        {"Browse": _browse(library)},
    ]
    others = [part for part in docs if not _is_contribute(part)]
    return [*nav, *others, {CONTRIBUTE: _contribute(docs)}]


CONTRIBUTE = "Contribute"


def _contribute(docs: list[Any]) -> list[Any]:
    """The hand-written pages of that name in `docs`, the generated ones among them; always the last tab."""
    written = next((list(part[CONTRIBUTE]) for part in docs if _is_contribute(part)), [])
    return [
        *written[:1],
        {"Propose a playbook": "contribute/propose.md"},
        *written[1:],
        {"Fields": "contribute/fields.md"},
        {"Problems and what to do": "contribute/problems.md"},
        {"Health": "contribute/health.md"},
    ]


def _is_contribute(part: Any) -> bool:
    return isinstance(part, dict) and CONTRIBUTE in part


def _titled(library: Library, family: str) -> Nav:
    return [{entry.front.name: entry.path} for entry in library.in_family(family)]


def _comparisons(library: Library) -> Nav:
    blank: Nav = [] if BLANK in library.comparisons else [{"Your own numbers": BLANK_SOURCE}]
    return [*({entry.front.name: entry.path} for entry in library.comparisons.values()), *blank]


def _checklists(library: Library) -> Nav:
    standalone = [
        {"My checklists": "playbooks/my-checklists.md"},
        *({entry.front.name: entry.path} for entry in library.standalone.values()),
    ]
    own = [
        {checklist.name: f"playbooks/checklists/{checklist.id}.md"}
        for checklist in library.checklists.values()
        if checklist.playbook
    ]
    return [*standalone, {"From playbooks": own}] if own else standalone


def _browse(library: Library) -> list[Any]:
    ways = [{way.says: f"playbooks/ways-in/{id_}.md"} for id_, way in library.vocabulary.ways_in.items()]
    kinds = [{meeting.name: f"playbooks/meetings/{id_}.md"} for id_, meeting in library.meetings.root.items()]
    return [
        "playbooks/browse.md",
        {"Ways in": ways},
        *([{"In an hour": ["playbooks/meetings.md", *kinds]}] if kinds else []),
        {"Glossary": "playbooks/glossary.md"},
        {"Sources": "playbooks/sources.md"},
        {"Trees in figures": "playbooks/trees-figures.md"},
    ]


def escaped(nav: Any) -> Any:
    """A navigation whose titles the theme may print as they are: it does not escape them itself."""
    match nav:
        case dict():
            return {escape(title): escaped(part) for title, part in nav.items()}
        case list():
            return [escaped(part) for part in nav]
        case _:
            return nav
