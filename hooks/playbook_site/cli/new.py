"""`playbooks new`: a new page, from a template whose comments teach."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import click

from playbook_site.cli._shared import root_of
from playbook_site.content.documents import read
from playbook_site.content.fields import ID_PATTERN
from playbook_site.content.problems import did_you_mean
from playbook_site.content.validation import validate
from playbook_site.contribute.propose import DAY, FOLDERS, NewKind, template
from playbook_site.vocabulary.model import Vocabulary

_ONE_NAMESPACE = ("playbook", "checklist")


@click.command()
@click.argument("kind", type=click.Choice(list(FOLDERS)))
@click.argument("id_", metavar="ID", required=False)
@click.option("--family", help="The shelf of a playbook; asked for when it is left out.")
@click.pass_context
def new(ctx: click.Context, kind: str, id_: str | None, family: str | None) -> None:
    """Write a template for a new page, and say what to do next.

    ID is the name of the file: what the reader does, such as set-tripwires. It stays for good.
    """
    root, sort = root_of(ctx), cast("NewKind", kind)
    vocabulary = _vocabulary(root)
    name = id_ or click.prompt("What does the reader do? A few words with hyphens, such as set-tripwires")
    folder = FOLDERS[sort] or _family(family, vocabulary)
    if family and FOLDERS[sort]:
        raise click.UsageError(f"only a playbook has a family; a {kind} goes into playbooks/{folder}/")
    _refuse_bad_name(name)
    _refuse_taken_name(root, sort, folder, name)
    path = root / "playbooks" / folder / f"{name}.md"
    path.parent.mkdir(exist_ok=True)
    today = datetime.now(tz=UTC).date().isoformat()
    with path.open("x", encoding="utf-8", newline="\n") as file:
        file.write(template(sort, vocabulary).replace(DAY, today))
    click.echo(_next(path.relative_to(root).as_posix()))


def _next(written: str) -> str:
    return (
        f"Written: {written}\n\n"
        "1. Open it, and replace everything that says FILL IN or fill-in. Delete what you do not need.\n"
        f"2. playbooks check {written}\n"
        "3. make serve shows it as readers will see it.\n"
        "4. Commit it on a branch and start a pull request: when did this help you?"
    )


def _vocabulary(root: Path) -> Vocabulary:
    path = root / "playbooks" / "vocabulary.yml"
    document, _ = read(path, "playbooks/vocabulary.yml") if path.exists() else (None, ())
    found = validate(Vocabulary, document)[0] if document else None
    if found is None:
        raise click.UsageError("playbooks/vocabulary.yml cannot be read; run playbooks check and mend it first")
    return found


def _family(asked: str | None, vocabulary: Vocabulary) -> str:
    families: Mapping[str, object] = vocabulary.families
    if asked is None:
        for id_, family in vocabulary.families.items():
            click.echo(f"  {id_}: {family.promise}")
        asked = str(click.prompt("On which shelf?", type=click.Choice(list(families)), show_choices=False))
    if asked not in families:
        raise click.UsageError(
            f'no family is called "{asked}"' + (did_you_mean(asked, families) or f"; there are {', '.join(families)}")
        )
    return asked


def _refuse_bad_name(name: str) -> None:
    if not re.fullmatch(ID_PATTERN, name):
        better = re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-")
        hint = f', such as "{better}"' if better else ""
        raise click.UsageError(f'"{name}" is not a name for a page; use lower-case letters, digits and hyphens{hint}')


def _refuse_taken_name(root: Path, kind: NewKind, folder: str, name: str) -> None:
    """One name, one page: playbooks and checklists share a set of names, in whatever folder."""
    own = {FOLDERS[other] for other in FOLDERS if other not in _ONE_NAMESPACE}
    places = root.glob(f"playbooks/*/{name}.md") if kind in _ONE_NAMESPACE else [root / f"playbooks/{folder}/{name}.md"]
    taken = [path for path in places if path.exists() and (kind not in _ONE_NAMESPACE or path.parent.name not in own)]
    if taken:
        raise click.UsageError(f'"{name}" is taken by {taken[0].relative_to(root).as_posix()}; choose another name')
