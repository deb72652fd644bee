"""Where Python-Markdown must be told to read as CommonMark does."""

from __future__ import annotations

import string

from markdown import Markdown
from markdown.extensions import Extension


class Escapes(Extension):
    """A backslash before any punctuation of ASCII shows that sign; Python-Markdown leaves some out."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Add what is lacking to the signs that may be escaped."""
        md.ESCAPED_CHARS.extend(sign for sign in string.punctuation if sign not in md.ESCAPED_CHARS)
