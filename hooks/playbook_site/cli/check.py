"""`playbooks check`: is everything right that is written under playbooks/, and what could be better?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

import click

from playbook_site.cli._fixing import fix
from playbook_site.cli._progress import Progress
from playbook_site.cli._shared import PROBLEMS, fail, keeping_all, root_of, site_url
from playbook_site.content.problems import Problem
from playbook_site.contribute.advice import editorial, is_advice
from playbook_site.contribute.kinds import help_link
from playbook_site.library import Loaded
from playbook_site.publish.permalinks import load_published
from playbook_site.speed.processes import ProcessLost, spread


@dataclass(frozen=True, kw_only=True)
class Findings:
    """What one check found. Problems fail; advice is shown and does not. `site` is where help is published."""

    problems: tuple[Problem, ...] = ()
    advice: tuple[Problem, ...] = ()
    site: str = ""

    @classmethod
    def of(cls, found: Loaded, site: str) -> Findings:
        """Problems with answers to advice that is not given among them, and advice nobody has answered."""
        said = editorial(found.draft, spread) if found.draft else ()
        idle = (piece for piece in said if not is_advice(piece.kind))
        return cls(
            problems=tuple(sorted({*found.problems, *idle})),
            advice=tuple(piece for piece in said if is_advice(piece.kind)),
            site=site,
        )

    def among(self, root: Path, files: tuple[Path, ...]) -> Findings:
        """Those in some files, or in files of some folders."""
        return Findings(
            problems=tuple(among(self.problems, root, files)),
            advice=tuple(among(self.advice, root, files)),
            site=self.site,
        )


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
@click.option(
    "--fix", "is_fixed", is_flag=True, help="First mend what is mechanical: order of keys, spacing, quotes, lists."
)
@click.pass_context
def check(ctx: click.Context, files: tuple[Path, ...], form: str, *, is_fixed: bool) -> None:
    """Check everything under playbooks/: problems, which fail, then editorial advice, which does not.

    With FILES (or folders), report only what is said of those; the whole library is read all the same.
    """
    root = root_of(ctx)
    for name in fix(root, files) if is_fixed else ():
        click.echo(f"Mended {name}", err=True)
    progress = Progress()
    try:
        with keeping_all():
            loaded = load_published(root, progress.reading)
            progress.say("Looking for what could be better.")
            every = Findings.of(loaded, site_url(root, None))
    except ProcessLost as fault:
        fail(f"Not checked: {fault}.")
    found = every.among(root, files) if files else every
    click.echo({"text": text, "json": as_json, "github": github}[form](found), nl=False)
    if found.problems:
        ctx.exit(PROBLEMS)


def among(problems: Iterable[Problem], root: Path, files: tuple[Path, ...]) -> Iterable[Problem]:
    """Problems in some files, or in files of some folders."""
    wanted = [file.resolve() for file in files]
    for problem in problems:
        path = root / problem.path
        if any(path.is_relative_to(file) for file in wanted):
            yield problem


def text(found: Findings) -> str:
    """The report for people: a line each with where it is explained, and a closing count."""
    lines = [f"{problem}  see {_help(problem, found)}" for problem in found.problems]
    lines += ["", _counted(len(found.problems), "problem")] if lines else ["No problems."]
    if found.advice:
        lines += ["", *(f"{_as_advice(piece)}  see {_help(piece, found)}" for piece in found.advice)]
        count = "1 piece of advice" if len(found.advice) == 1 else f"{len(found.advice)} pieces of advice"
        lines += ["", f"{count}. Follow it, or answer it in the file under accepted_advice; it stops nothing."]
    return "\n".join(lines) + "\n"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'} in what is written under playbooks/."


def _help(problem: Problem, found: Findings) -> str:
    return help_link(problem.kind, found.site)


def _as_advice(piece: Problem) -> str:
    place = f"{piece.path}:{piece.line}:{piece.column}: "
    return f"{place}advice: {str(piece).removeprefix(place)}"


def as_json(found: Findings) -> str:
    """The report for programs."""
    data = {
        "format": 1,
        "problems": [_data_of(problem, found) for problem in found.problems],
        "advice": [_data_of(piece, found) for piece in found.advice],
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _data_of(problem: Problem, found: Findings) -> dict[str, str | int]:
    return {**asdict(problem), "help": _help(problem, found)}


def github(found: Findings) -> str:
    """Workflow commands of GitHub: each becomes a note at its line of the pull request."""
    levels = {"error": found.problems, "warning": found.advice}
    return "".join(_note(level, problem, found) for level, listed in levels.items() for problem in listed)


def _note(level: str, problem: Problem, found: Findings) -> str:
    words = f"{problem.field}: {problem.message}" if problem.field else problem.message
    return (
        f"::{level} file={_property(problem.path)},line={problem.line},col={problem.column},"
        f"title={_property(problem.kind)}::{_data(f'{words}  see {_help(problem, found)}')}\n"
    )


def _data(words: str) -> str:
    return words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(words: str) -> str:
    return _data(words).replace(":", "%3A").replace(",", "%2C")
