"""`playbooks tree`: a tree in figures."""

from __future__ import annotations

import json

import click

from playbook_site.cli._shared import formats, library_of
from playbook_site.content.entries import Entry
from playbook_site.content.problems import did_you_mean
from playbook_site.library import Library
from playbook_site.trees.model import TreeFront
from playbook_site.trees.spoken import tree_data, tree_text


@click.command()
@click.argument("id_", metavar="TREE")
@formats
@click.pass_context
def tree(ctx: click.Context, id_: str, form: str) -> None:
    """Print the figures of TREE: its paths, their lengths, where they end, and what decides."""
    entry = tree_of(library_of(ctx), id_)
    click.echo(tree_text(entry) if form == "text" else json.dumps(tree_data(entry), indent=2, ensure_ascii=False))


def tree_of(library: Library, id_: str) -> Entry[TreeFront]:
    """The tree that has or once had an id; wrong use when there is none."""
    ids = {name: entry for entry in library.trees.values() for name in (entry.id, *entry.front.aliases)}
    if id_ not in ids:
        hint = did_you_mean(id_, ids) or f"; the trees are {', '.join(library.trees)}"
        raise click.UsageError(f'no tree has the id "{id_}"{hint}')
    return ids[id_]
