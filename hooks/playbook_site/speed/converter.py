"""One Markdown converter for many pages: to set one up takes as long as to convert half a page.

And one style for all blocks of code: the highlighter would work it out for each of them, which takes
as long as to highlight a short one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any

import markdown
from pygments.formatters.html import HtmlFormatter


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


def _once(work_out: Callable[[Any], None]) -> Callable[[Any], None]:
    """The highlighter's `_create_stylesheet`, which says by its style what a formatter's classes are, once for each style."""
    known: dict[Any, tuple[Any, Any]] = {}

    def create_stylesheet(formatter: Any) -> None:
        key = formatter.style, formatter.classprefix
        if key not in known:
            work_out(formatter)
            known[key] = formatter.ttype2class, formatter.class2style
        formatter.ttype2class, formatter.class2style = known[key]

    return create_stylesheet


@contextmanager
def one_converter(engine: ModuleType) -> Iterator[None]:
    """While this lasts, `engine`, which makes a converter for each page, gets one converter for all."""
    before, work_out = vars(engine)["markdown"], HtmlFormatter._create_stylesheet  # noqa: SLF001 - see theme-contract.md
    vars(engine)["markdown"] = _Reusing()
    HtmlFormatter._create_stylesheet = _once(work_out)  # noqa: SLF001 - see theme-contract.md
    try:
        yield
    finally:
        vars(engine)["markdown"] = before
        HtmlFormatter._create_stylesheet = work_out  # noqa: SLF001 - see theme-contract.md
