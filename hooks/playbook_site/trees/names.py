"""The ids of a tree's page: each is an anchor, and stands for one thing.

Old ids that are still in use, or claimed twice, are found with those of all other pages, in
`publish/clashes.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.content.entries import Entry
from playbook_site.content.problems import Problem
from playbook_site.content.strict_yaml import KeyPath
from playbook_site.trees.model import TreeFront

OURS = "pb-"
"""Ids that begin so belong to the site."""


def problems(entry: Entry[TreeFront]) -> Iterator[Problem]:
    """Ids that stand for two things on the page."""
    front = entry.front
    headings = {heading.anchor for heading in entry.document.body.headings}
    for id_ in front.outcomes:
        if id_ in front.questions:
            message = f'"{id_}" is a question too; questions and outcomes share one set of ids'
            yield entry.problem("tree-id-clash", message, "outcomes", id_, key=True)
    for id_, path in _anchors(front):
        is_key = path[-1] == id_
        if id_ in headings:
            message = f'"{id_}" is also the anchor of a heading; choose another id'
            yield entry.problem("tree-id-clash", message, *path, key=is_key)
        elif id_.startswith(OURS):
            message = f'"{id_}" begins with {OURS}, as ids of the site itself do; choose another id'
            yield entry.problem("tree-id-clash", message, *path, key=is_key)


def _anchors(front: TreeFront) -> Iterator[tuple[str, KeyPath]]:
    """Every id that the page answers to, old ones too, and where it is written."""
    for kind, nodes in (("questions", front.questions), ("outcomes", front.outcomes)):
        for id_, node in nodes.items():
            yield id_, (kind, id_)
            yield from ((alias, (kind, id_, "aliases", index)) for index, alias in enumerate(node.aliases))
    yield from ((id_, ("retired", id_)) for id_ in front.retired)
