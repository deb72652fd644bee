"""Explaining a method word where it is used: on hover, on tap, and for screen readers."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import escape

from playbook_site.glossary.model import Glossary

_TAG = re.compile(r"(<[^>]+>)")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")

CLOSED = frozenset({"a", "button", "code", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "q"})
"""Elements inside which nothing is marked."""


class Marker:
    """Marks the first use of each term on a page."""

    def __init__(self, glossary: Glossary) -> None:
        self._means = {id_: (term.term, term.means) for id_, term in glossary.root.items()}
        forms = {
            _key(form): id_
            for id_, term in glossary.root.items()
            for form in (term.in_text if term.in_text is not None else (term.term,))
        }
        self._ids = forms
        longest_first = sorted(forms, key=len, reverse=True)
        words = "|".join(re.escape(form).replace("\\ ", r"\s+") for form in longest_first)
        self._pattern = re.compile(rf"(?<![\w-])(?:{words})s?(?![\w-])", re.IGNORECASE) if words else None

    def mark(self, html: str, glossary_page: str) -> str:
        """HTML of a body with terms as buttons, each with its explanation; `glossary_page` is its address from here."""
        if self._pattern is None:
            return html
        return "".join(self._parts(html, self._pattern, glossary_page))

    def _parts(self, html: str, pattern: re.Pattern[str], glossary_page: str) -> Iterator[str]:
        seen: set[str] = set()
        depth = 0

        def explain(match: re.Match[str]) -> str:
            id_ = self._find(match.group())
            if id_ is None or id_ in seen:
                return match.group()
            seen.add(id_)
            return self._button(id_, match.group(), glossary_page)

        for part in _TAG.split(html):
            if part.startswith("<"):
                name = _NAME.match(part)
                if name and name.group(1).lower() in CLOSED:
                    depth += -1 if part.startswith("</") else 1
                yield part
            else:
                yield pattern.sub(explain, part) if depth == 0 else part

    def _find(self, word: str) -> str | None:
        plain = " ".join(word.split())
        return self._ids.get(_key(plain)) or self._ids.get(_key(plain[:-1]))

    def _button(self, id_: str, word: str, glossary_page: str) -> str:
        term, means = (str(escape(text)) for text in self._means[id_])
        return (
            f'<button type="button" class="pb-word" popovertarget="word-{id_}">{word}</button>'
            f'<span class="pb-word__means" popover id="word-{id_}" data-search-exclude><b>{term}.</b> {means} '
            f'<a href="{glossary_page}#{id_}">Glossary</a></span>'
        )


def _key(form: str) -> str:
    """How a form is compared: words in any case, abbreviations as they are."""
    return form if form.isupper() else form.casefold()
