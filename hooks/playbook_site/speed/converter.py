"""One Markdown converter for many pages: to set one up takes as long as to convert half a page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import markdown


class _Reusing:
    """Stands where the engine has the module `markdown`, and gives out one converter again and again."""

    def __init__(self) -> None:
        self._converter: markdown.Markdown | None = None

    def __getattr__(self, name: str) -> Any:
        return getattr(markdown, name)

    def Markdown(self, **settings: Any) -> markdown.Markdown:  # noqa: N802 - the name that the engine calls
        """The converter, as if it were new. What a caller registers takes the place of what it registered before."""
        if self._converter is None:
            self._converter = markdown.Markdown(**settings)
        self._converter.reset()
        return self._converter


@contextmanager
def one_converter(engine: ModuleType) -> Iterator[None]:
    """While this lasts, `engine`, which makes a converter for each page, gets one converter for all."""
    before = vars(engine)["markdown"]
    vars(engine)["markdown"] = _Reusing()
    try:
        yield
    finally:
        vars(engine)["markdown"] = before
