"""`playbooks build`: the site, as `mkdocs build` makes it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import click

from playbook_site.cli._shared import PROBLEMS, root_of


@click.command()
@click.option(
    "-d", "--site-dir", type=click.Path(path_type=Path), help="Where to put the site, if not where mkdocs.yml says."
)
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@click.pass_context
def build(ctx: click.Context, site_dir: Path | None, *, quiet: bool) -> None:
    """Build the site. A library with problems leaves the old one as it was."""
    configuration = root_of(ctx) / "mkdocs.yml"
    if not configuration.exists():
        raise click.UsageError(f"{configuration.parent} has no mkdocs.yml")
    arguments = [sys.executable, "-m", "mkdocs", "build", "-f", str(configuration)]
    arguments += ["-d", str(site_dir.absolute())] if site_dir else []
    arguments += ["-q"] if quiet else []
    done = subprocess.run(arguments, env={"NO_MKDOCS_2_WARNING": "1", **os.environ}, check=False)  # noqa: S603 - our own command
    if done.returncode:
        ctx.exit(PROBLEMS)
