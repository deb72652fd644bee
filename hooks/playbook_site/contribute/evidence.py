"""What a playbook rests on: the bullets under "Why it works" that begin with Evidence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from playbook_site.content.body import Body, WrittenLink

SECTION = "Why it works"

_EVIDENCE = re.compile(r"^[-*+] +\*\*Evidence\b")
_ENDS = re.compile(r"^(?:[-*+] |#{1,6} |\s*$)")
_LINK = re.compile(r"\[[^\]]*\]\([^)]*\)")
_FIGURE = re.compile(r"(?<![\w.,-])\d[\d.,]*(?:\s?%)?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d[.,]?")
_SOURCE = re.compile(r"sources\.yml#(?P<id>[\w-]+)$")


@dataclass(frozen=True, kw_only=True)
class Evidence:
    """One bullet: its text, its first line, and the links in it that cite a source."""

    text: str
    line: int
    cited: tuple[tuple[str, WrittenLink], ...]

    @property
    def figure(self) -> str:
        """The first figure in it, years and citations aside; empty when there is none."""
        plain = _LINK.sub(" ", self.text)
        figures = (match.group() for match in _FIGURE.finditer(plain))
        return next((figure.rstrip(".,") for figure in figures if not _YEAR.fullmatch(figure)), "")


def evidence(body: Body) -> Iterator[Evidence]:
    """Every bullet of a body that claims evidence."""
    start = next((heading.line for heading in body.headings if heading.text == SECTION), None)
    if start is None or "**Evidence" not in body.text:
        return
    lines = body.text.split("\n")
    for number in range(start + 1, body.first_line + len(lines)):
        at = number - body.first_line
        if lines[at].startswith("## "):
            return
        if _EVIDENCE.match(lines[at]):
            end = next((end for end in range(at + 1, len(lines)) if _ENDS.match(lines[end])), len(lines))
            cited = tuple(
                (match["id"], link)
                for link in body.links
                if number <= link.line < body.first_line + end and (match := _SOURCE.search(link.target))
            )
            yield Evidence(text="\n".join(lines[at:end]), line=number, cited=cited)
