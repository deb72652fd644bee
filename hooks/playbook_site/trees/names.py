"""The ids of a tree's page: each names one thing, for ever.

Live ids, aliases and retired ids of questions and outcomes share the page with the headings of
its text, and all are anchors that somebody may have linked to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from playbook_site.content.entries import Entry
from playbook_site.content.problems import Problem
from playbook_site.trees.model import TreeFront

OURS = "pb-"
"""Ids that begin so belong to the site."""


def problems(entry: Entry[TreeFront]) -> Iterator[Problem]:
    """Ids that stand for two things."""
    front = entry.front
    headings = {heading.anchor for heading in entry.document.body.headings}
    for kind, nodes in (("questions", front.questions), ("outcomes", front.outcomes)):
        for id_ in nodes:
            if kind == "outcomes" and id_ in front.questions:
                message = f'"{id_}" is a question too; questions and outcomes share one set of ids'
                yield entry.problem("tree-id-clash", message, kind, id_, key=True)
            elif id_ in headings:
                message = f'"{id_}" is also the anchor of a heading; choose another id'
                yield entry.problem("tree-id-clash", message, kind, id_, key=True)
            elif id_.startswith(OURS):
                message = f'"{id_}" begins with {OURS}, as ids of the site itself do; choose another id'
                yield entry.problem("tree-id-clash", message, kind, id_, key=True)
    yield from _aliases(entry)


def _aliases(entry: Entry[TreeFront]) -> Iterator[Problem]:
    front = entry.front
    live = {**dict.fromkeys(front.outcomes, "an outcome"), **dict.fromkeys(front.questions, "a question")}
    owners: dict[str, str] = {}
    for kind, nodes in (("questions", front.questions), ("outcomes", front.outcomes)):
        for id_, node in nodes.items():
            for index, alias in enumerate(node.aliases):
                first = owners.setdefault(alias, id_)
                if alias in live:
                    message = f'"{alias}" is the id of {live[alias]}; an alias is an id that nothing has any more'
                    yield entry.problem("tree-alias", message, kind, id_, "aliases", index)
                elif first != id_ or alias in node.aliases[:index]:
                    message = f'"{alias}" is already an alias of "{first}"'
                    yield entry.problem("tree-alias", message, kind, id_, "aliases", index)
    yield from _retired(entry, live, owners)


def _retired(entry: Entry[TreeFront], live: Mapping[str, str], owners: Mapping[str, str]) -> Iterator[Problem]:
    for id_ in entry.front.retired:
        if id_ in live:
            message = f'"{id_}" is still {live[id_]}; an id is either in use or retired'
            yield entry.problem("tree-retired", message, "retired", id_, key=True)
        elif id_ in owners:
            message = f'"{id_}" is an alias of "{owners[id_]}"; an id either leads on or is retired'
            yield entry.problem("tree-retired", message, "retired", id_, key=True)
