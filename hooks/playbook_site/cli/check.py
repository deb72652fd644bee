"""`playbooks check`: is everything right that is written under playbooks/?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from playbook_site.cli._shared import PROBLEMS, loaded, root_of
from playbook_site.content.problems import Problem, report


@click.command()
@click.argument("files", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    show_default=True,
    help="text for people, json for programs, github for annotations of a workflow.",
)
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...], form: str) -> None:
    """Check everything under playbooks/.

    With FILES (or folders), report only what is wrong there; the whole library is read all the same.
    """
    found = loaded(ctx).problems
    problems = tuple(among(found, root_of(ctx), files)) if files else found
    click.echo({"text": text, "json": as_json, "github": github}[form](problems), nl=False)
    if problems:
        ctx.exit(PROBLEMS)


def among(problems: Iterable[Problem], root: Path, files: tuple[Path, ...]) -> Iterable[Problem]:
    """Problems in some files, or in files of some folders."""
    wanted = [file.resolve() for file in files]
    for problem in problems:
        path = root / problem.path
        if any(path.is_relative_to(file) for file in wanted):
            yield problem


def text(problems: Iterable[Problem]) -> str:
    """The report for people."""
    found = tuple(problems)
    return f"{report(found)}\n" if found else "No problems.\n"


def as_json(problems: Iterable[Problem]) -> str:
    """The report for programs."""
    return (
        json.dumps({"format": 1, "problems": [asdict(problem) for problem in problems]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def github(problems: Iterable[Problem]) -> str:
    """Workflow commands of GitHub: each problem becomes a note at its line of the pull request."""
    return "".join(
        f"::error file={_property(problem.path)},line={problem.line},col={problem.column},"
        f"title={_property(problem.kind)}::{_data(f'{problem.field}: {problem.message}' if problem.field else problem.message)}\n"
        for problem in problems
    )


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
