"""`playbooks diff`: what a change does to readers."""

from __future__ import annotations

import io
import json
import subprocess
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from playbook_site.cli._shared import fail, formats, loaded, plain, root_of
from playbook_site.content.fields import Retirement
from playbook_site.content.problems import report
from playbook_site.contribute.changes import Changes, changes
from playbook_site.contribute.tree_changes import MOST_WALKS, Answers, Outcomes, TreeChange
from playbook_site.library import Library, Loaded, load
from playbook_site.links import Thing


@click.command()
@click.argument("base")
@formats
@click.pass_context
def diff(ctx: click.Context, base: str, form: str) -> None:
    """Say what readers will notice between BASE, a branch or commit, and the files as they are now."""
    root = root_of(ctx)
    found = changes(library_at(root, base), _comparable(loaded(ctx), "what is written now"))
    if form == "text":
        click.echo(text(found))
    else:
        click.echo(json.dumps({"format": 1, **plain(found)}, ensure_ascii=False, indent=2, default=_plain))


def _plain(retirement: Retirement) -> dict[str, str]:
    return {"why": retirement.why, "date": retirement.date.isoformat()}


def library_at(root: Path, base: str) -> Library:
    """The library as it was at a commit, read from a copy; one with problems is compared as far as it goes."""
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    if commit is None:
        raise click.UsageError(f'git knows no commit "{base}"; a shallow clone may not hold it')
    packed = _git(root, "archive", "--format=tar", commit.decode().strip(), "playbooks")
    if packed is None:
        raise click.UsageError(f'there is no playbooks/ at "{base}"')
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(packed)) as files:
            files.extractall(folder, filter="data")
        return _comparable(load(Path(folder)), f'"{base}"')


def _comparable(found: Loaded, what: str) -> Library:
    """The library, though it has problems; leaves with the report when a file could not be read."""
    if found.draft is None:
        fail(f"{what} cannot be compared:\n{report(found.problems)}")
    return found.draft


def _git(root: Path, *arguments: str) -> bytes | None:
    """What git prints; None when it refuses."""
    done = subprocess.run(["git", "-C", str(root), *arguments], capture_output=True, check=False)  # noqa: S603, S607 - git, with arguments of ours
    return None if done.returncode else done.stdout


def text(found: Changes) -> str:
    """The changes as Markdown, which reads well in a terminal too."""
    sections = {
        "Pages added": map(_named, found.added),
        "Pages removed": map(_named, found.removed),
        "Ids that are gone (a broken promise: add an alias, or retire them)": map(_named, found.gone),
        "Ids retired": (f"{_named(gone.thing)}: {gone.retirement.why}" for gone in found.retired),
        "Ids that lead somewhere else": (f"{_named(moved.thing)} leads to {_named(moved.to)}" for moved in found.moved),
        "Items reworded (ticks will be flagged)": (
            f'{_named(item.item)}: "{item.old}" is now "{item.new}"' for item in found.reworded
        ),
        "Items added": (f'{_named(thing)}: "{words}"' for thing, words in found.items_added),
        "Links gained": map(_link, found.links_gained),
        "Links lost": map(_link, found.links_lost),
        **{f"Tree {tree.tree}": _tree(tree) for tree in found.trees},
    }
    lines = [line for title, entries in sections.items() for line in _section(title, entries)]
    return "\n".join(lines).strip() or "Readers will notice no change of pages, ids, items, links or outcomes."


def _section(title: str, entries: Iterable[str]) -> Iterator[str]:
    listed = list(entries)
    if listed:
        yield from (f"## {title}", "", *(f"- {entry}" for entry in listed), "")


def _named(thing: Thing) -> str:
    return f"{thing.kind} {thing.id}"


def _link(link: tuple[Thing, Thing]) -> str:
    return f"{_named(link[0])} to {_named(link[1])}"


def _tree(tree: TreeChange) -> Iterator[str]:
    yield from (f"asks {question}, which is new" for question in tree.new_questions)
    yield from (f"offers the answer {_answers((answer,))}, which is new" for answer in tree.new_answers)
    for outcomes in tree.changed:
        yield from _outcomes(outcomes)
    if tree.is_cut:
        yield f"only the first {MOST_WALKS:,} of its walks were compared"


def _outcomes(found: Outcomes) -> Iterator[str]:
    now = " or ".join(found.now)
    if found.is_all:
        yield f"{_answers(found.answers) or 'any answers'}: led to {found.was}, now to {now}"
        return
    for walk in found.walks:
        yield f"{_answers(walk)}: led to {found.was}, now to {now}"
    if more := found.count - len(found.walks):
        yield f"{more} more walk{'s' if more > 1 else ''} that led to {found.was} and now to {now}"


def _answers(answers: Answers) -> str:
    return " ".join(f"{question}={answer}" for question, answer in answers)
