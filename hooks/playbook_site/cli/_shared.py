"""What several commands need: the repository, its library, and its address on the web."""

from __future__ import annotations

import dataclasses
import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

import click
import yaml

from playbook_site.content.problems import report
from playbook_site.library import Library, Loaded
from playbook_site.publish.permalinks import load_published

PROBLEMS = 1
"""Exit code: what is written has problems."""

formats = click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to report.", show_default=True
)
"""The option of every command that reports."""


@contextmanager
def keeping_all() -> Iterator[None]:
    """Do not look for memory to give back: reading thousands of files takes a tenth less time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def root_of(ctx: click.Context) -> Path:
    """The repository that the command is about; wrong use when there is none."""
    asked: Path | None = ctx.obj
    here = Path.cwd()
    for folder in (asked,) if asked else (here, *here.parents):
        if (folder / "playbooks").is_dir():
            return folder.resolve()
    raise click.UsageError(f"{asked or 'neither this folder nor one above it'} holds playbooks/; name one with --root")


def loaded(ctx: click.Context) -> Loaded:
    """What the repository holds, with every problem."""
    return load_published(root_of(ctx))


def library_of(ctx: click.Context) -> Library:
    """The library; leaves with the report when it has problems."""
    found = loaded(ctx)
    if found.library is None:
        fail(report(found.problems))
    return found.library


def fail(message: str) -> NoReturn:
    """Say what is wrong and leave with the exit code for problems."""
    click.echo(message, err=True)
    raise SystemExit(PROBLEMS)


class _Tolerant(yaml.SafeLoader):
    """Reads mkdocs.yml without running what its tags stand for."""


def _unread(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> None:
    return None


_Tolerant.add_multi_constructor("!", _unread)
_Tolerant.add_multi_constructor("tag:yaml.org,2002:python/", _unread)


def settings(root: Path) -> dict[str, Any]:
    """What mkdocs.yml says; keys with tags such as !ENV are None."""
    path = root / "mkdocs.yml"
    if not path.exists():
        return {}
    found = yaml.load(path.read_text(encoding="utf-8"), Loader=_Tolerant)  # noqa: S506 - a safe loader that skips tags
    return found if isinstance(found, dict) else {}


def site_url(root: Path, asked: str | None) -> str:
    """Where the site is published, with a closing slash; empty when nobody says."""
    url = asked or settings(root).get("site_url") or ""
    return f"{str(url).rstrip('/')}/" if url else ""


def plain(value: Any) -> Any:
    """Frozen types as plain data, for JSON."""
    if dataclasses.is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return {name: plain(part) for name, part in zip(value._fields, value, strict=True)}
    if isinstance(value, Mapping):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value
