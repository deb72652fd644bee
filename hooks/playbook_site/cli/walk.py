"""`playbooks walk`: where answers lead."""

from __future__ import annotations

import json

import click

from playbook_site.cli.tree import FORMAT, find_tree
from playbook_site.trees.answering import AnswerFault, read_answers
from playbook_site.trees.spoken import walk_data, walk_text


@click.command("walk")
@click.argument("tree")
@click.argument("answers", nargs=-1, metavar="[QUESTION=ANSWER]...")
@click.option("--format", "form", type=FORMAT, default="text", show_default=True, help="How to print it.")
def walk(tree: str, answers: tuple[str, ...], form: str) -> None:
    """Walk TREE with answers such as red-line=no: print the outcome, or what is still open.

    Leave out what you cannot say, or answer it with "-": every branch is followed then.
    """
    entry = find_tree(tree)
    try:
        given = read_answers(entry.front, answers)
    except AnswerFault as fault:
        raise click.UsageError(str(fault)) from fault
    if form == "text":
        click.echo(walk_text(entry, given))
    else:
        click.echo(json.dumps(walk_data(entry, given), indent=2, ensure_ascii=False))
