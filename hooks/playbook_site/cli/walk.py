"""`playbooks walk`: where answers lead."""

from __future__ import annotations

import json

import click

from playbook_site.cli._shared import formats, library_of
from playbook_site.cli.tree import tree_of
from playbook_site.trees.answering import AnswerFault, read_answers
from playbook_site.trees.spoken import walk_data, walk_text


@click.command()
@click.argument("id_", metavar="TREE")
@click.argument("answers", nargs=-1, metavar="[QUESTION=ANSWER]...")
@formats
@click.pass_context
def walk(ctx: click.Context, id_: str, answers: tuple[str, ...], form: str) -> None:
    """Walk TREE with answers such as red-line=no: print the outcome, or what is still open.

    Leave out what you cannot say, or answer it with "-": every branch is followed then.
    """
    entry = tree_of(library_of(ctx), id_)
    try:
        given = read_answers(entry.front, answers)
    except AnswerFault as fault:
        raise click.UsageError(str(fault)) from fault
    if form == "text":
        click.echo(walk_text(entry, given))
    else:
        click.echo(json.dumps(walk_data(entry, given), indent=2, ensure_ascii=False))
