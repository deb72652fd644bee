"""The command `playbooks`: one module of this package a command, named as the command is.

A module offers its click command under its own name; nothing is registered by hand. Modules whose
name begins with an underscore are shared by commands. Exit codes: 0 clean, 1 problems found, 2 wrong use.
"""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import click


class _Commands(click.Group):
    """The modules of this package, imported only when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click asks so
        names = (module.name for module in pkgutil.iter_modules(__path__))
        return sorted(name for name in names if not name.startswith("_"))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = getattr(importlib.import_module(f"{__name__}.{cmd_name}"), cmd_name)
        assert isinstance(command, click.Command)  # noqa: S101 - what a module of this package offers
        return command


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The repository; left out, the folder you are in or the nearest one above it.",
)
@click.pass_context
def main(ctx: click.Context, root: Path | None) -> None:
    """Check, export and publish the playbooks of this repository."""
    ctx.obj = root
