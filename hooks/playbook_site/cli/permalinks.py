"""`playbooks permalinks`: which ids were published, and which are about to be."""

from __future__ import annotations

import json

import click

from playbook_site.cli._shared import formats, library_of, root_of
from playbook_site.publish.destinations import permalink
from playbook_site.publish.permalinks import REGISTRY, Registry, write


@click.command()
@click.option("--write", "is_written", is_flag=True, help=f"Add them to {REGISTRY}. The publishing job does this.")
@formats
@click.pass_context
def permalinks(ctx: click.Context, *, is_written: bool, form: str) -> None:
    """Show the ids that are new since the site was last published."""
    library, root = library_of(ctx), root_of(ctx)
    registry = Registry.read(root)
    every = registry.with_published(library)
    new = [permalink(thing) for thing in every if thing not in registry.lines]
    if is_written and new:
        write(root, every)
    if form == "json":
        click.echo(
            json.dumps({"format": 1, "listed": len(registry.lines), "new": new, "written": is_written}, indent=2)
        )
        return
    for line in new:
        click.echo(line)
    done = "added to" if is_written else "not yet in"
    click.echo(f"{len(registry.lines)} listed, {len(new)} {done} {REGISTRY}.", err=True)
