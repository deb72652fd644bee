"""`playbooks tree`: a tree in figures."""

from __future__ import annotations

import json
from pathlib import Path

import click

from playbook_site.content.entries import Entry
from playbook_site.content.problems import did_you_mean, report
from playbook_site.library import load
from playbook_site.trees.model import TreeFront
from playbook_site.trees.spoken import tree_data, tree_text

FORMAT = click.Choice(("text", "json"))


@click.command("tree")
@click.argument("tree")
@click.option("--format", "form", type=FORMAT, default="text", show_default=True, help="How to print it.")
def tree(tree: str, form: str) -> None:
    """Print the figures of TREE: its paths, their lengths, where they end, and what decides."""
    entry = find_tree(tree)
    click.echo(tree_text(entry) if form == "text" else json.dumps(tree_data(entry), indent=2, ensure_ascii=False))


def find_tree(id_: str) -> Entry[TreeFront]:
    """The tree of that id in the repository that we stand in; leaves with 1 or 2 when there is none."""
    root = Path()
    if not (root / "playbooks").is_dir():
        raise click.UsageError("there is no folder playbooks/ here; run this in the repository")
    loaded = load(root)
    if loaded.library is None:
        click.echo(report(loaded.problems), err=True)
        raise SystemExit(1)
    trees = loaded.library.trees
    if id_ not in trees:
        hint = did_you_mean(id_, trees) or f"; the trees are {', '.join(trees)}"
        raise click.UsageError(f'no tree has the id "{id_}"{hint}')
    return trees[id_]
