"""The theme's files, listed without what is hidden: the theme hides fourteen thousand icons, and the engine copies none of them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from jinja2 import Environment, FileSystemLoader


def listing_nothing_hidden(make: Callable[[], Environment]) -> Callable[[], Environment]:
    """What makes the engine's environment of templates, so that hidden folders are found by name and not listed."""

    def made() -> Environment:
        environment = make()
        if type(environment.loader) is FileSystemLoader:
            environment.loader = _Loader(environment.loader.searchpath)
        return environment

    return made


class _Loader(FileSystemLoader):
    def list_templates(self) -> list[str]:
        return sorted({name for folder in self.searchpath for name in _names(folder)})


def _names(folder: str) -> Iterator[str]:
    for where, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        inside = os.path.relpath(where, folder).replace(os.sep, "/")
        yield from (name if inside == "." else f"{inside}/{name}" for name in files)
