"""The body of an authored file: its sections, headings and links, and what it may not hold.

Bodies are the part that CommonMark and Python-Markdown read alike, with tables and footnotes.
A line scanner is enough for that, and takes a hundredth of the time of rendering.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markdown.extensions.toc import slugify_unicode, unique

from playbook_site.content.problems import Fault
from playbook_site.content.rules import MAX_HEADINGS, MAX_NESTING, Bulk, forbidden

MAX_LINE = 4_000
RESERVED = ("__", "pb-", "slot-")
"""How ids begin that the theme and our components give to elements of a page."""
MAX_FAULTS = 500
"""With so many faults nobody looks for more."""

_FENCE = re.compile(r"^(?P<indent> *)(?P<marks>`{3,}|~{3,})(?P<info>[^`]*)$")
_QUOTED_FENCE = re.compile(r"^ *>[ >]*(?=```|~~~)[`~]")
_HEADING = re.compile(r"^(#{1,6})\s+(.*?)(?:\s+#+)?\s*$")
_NOT_SHOWN = re.compile(r"\\[!-/:-@\[-`{-~]|(?<!`)(`+)(?!`)(?:.+?)(?<!`)\1(?!`)")
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+(?:\"[^\"]*\"|'[^']*'))?\)"
)
_LINK_END = re.compile(r"^(?P<text>[^\[\]]*)\]\((?P<target>[^()\s]*(?:\([^()\s]*\)[^()\s]*)*)(?:\s+\"[^\"]*\")?\)")
"""A link whose words began on the line before."""
_AUTOLINK = re.compile(r"<(?P<target>(?:https?://|mailto:)[^\s<>]*)>")
_DEFINITION = re.compile(r"^ {0,3}\[(?P<label>[^\]^][^\]]*)\]:\s*(?P<target>\S+)")
_LIST_ITEM = re.compile(r"^(?P<indent> *)(?P<mark>[-*+]|\d{1,9}[.)])(?: +|$)")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.,-][^\W_]+)*")


@dataclass(frozen=True, kw_only=True)
class Heading:
    """A heading, the line it stands on, and the anchor that the site gives it."""

    level: int
    text: str
    line: int
    anchor: str


@dataclass(frozen=True, kw_only=True)
class WrittenLink:
    """A link as written: its target, its text, its place, and the section it stands in."""

    target: str
    text: str
    line: int
    column: int
    section: str
    is_image: bool = False


@dataclass(frozen=True, kw_only=True)
class Body:
    """A scanned body. `first_line` is the line of the file on which it begins."""

    text: str
    first_line: int
    headings: tuple[Heading, ...]
    links: tuple[WrittenLink, ...]
    faults: tuple[Fault, ...]

    @classmethod
    def scan(cls, text: str, *, first_line: int = 1) -> Body:
        """Read a body line by line."""
        scanner = _Scanner(first_line)
        for number, line in enumerate(text.split("\n"), start=first_line):
            scanner.read(number, line)
        scanner.finish()
        return cls(
            text=text,
            first_line=first_line,
            headings=tuple(scanner.headings),
            links=tuple(scanner.links),
            faults=tuple(scanner.faults),
        )

    @property
    def lead(self) -> str:
        """What stands before the first heading of level two."""
        return next(iter(self._parts()))[1]

    @property
    def sections(self) -> Mapping[str, str]:
        """The text under each heading of level two, by the heading's words."""
        return {title: text for title, text in self._parts() if title}

    @property
    def words(self) -> int:
        """Words to be read, blanks and markup aside."""
        return len(_WORD.findall(re.sub(r"\]\([^)]*\)", "]", self.text)))

    def _parts(self) -> Iterator[tuple[str, str]]:
        lines = self.text.split("\n")
        title, start = "", 0
        for heading in self.headings:
            if heading.level == 2:  # noqa: PLR2004 - sections are level two
                at = heading.line - self.first_line
                yield title, "\n".join(lines[start:at]).strip("\n")
                title, start = heading.text, at + 1
        yield title, "\n".join(lines[start:]).strip("\n")


def links_in(text: str) -> tuple[WrittenLink, ...]:
    """The links of a text that is known to be sound, without looking for anything else."""
    scanner = _Scanner(1)
    for number, line in enumerate(text.split("\n"), start=1):
        scanner.follow(number, line)
    return tuple(scanner.links)


def visible(line: str) -> str:
    """The line with code spans and escapes blanked out, every column kept."""
    if "`" not in line and "\\" not in line:
        return line
    return _NOT_SHOWN.sub(lambda match: "\x00" * len(match.group()), line)


def anchor_of(words: str) -> str:
    """The anchor that the site gives a heading, before it is made unique."""
    return str(slugify_unicode(words, "-"))


class _Scanner:
    def __init__(self, first_line: int) -> None:
        self.headings: list[Heading] = []
        self.links: list[WrittenLink] = []
        self.faults: list[Fault] = []
        self._fence = ""
        self._fence_line = first_line
        self._section = ""
        self._anchors: set[str] = set()
        self._bulk = Bulk()
        self._previous = ""
        self._in_list = False

    def read(self, number: int, line: str) -> None:
        if len(line) > MAX_LINE:
            self._fault(number, 1, "long-line", f"{len(line):,} characters in one line; break it up")
            return
        if self._in_fence(number, line):
            pass
        elif not line:
            self._bulk.blank()
        else:
            shown = visible(line)
            if len(self.faults) < MAX_FAULTS:
                self._code(number, line, shown)
                self._list(number, shown)
                self._rules(number, shown)
            self._links(number, line, shown)
            if shown[:1] == "#" and len(self.headings) <= MAX_HEADINGS and (heading := _HEADING.match(shown)):
                self._heading(number, len(heading.group(1)), _HEADING.match(line))
        self._previous = line

    def follow(self, number: int, line: str) -> None:
        """Read a line for its links alone."""
        if not self._in_fence(number, line):
            self._links(number, line, visible(line))
        self._previous = line

    def _rules(self, number: int, shown: str) -> None:
        for column, kind, message in (*forbidden(shown, self._previous), *self._bulk.read(shown)):
            self._fault(number, column, kind, message)

    def finish(self) -> None:
        if self._fence:
            message = f"the block opened here with {self._fence} is never closed; add a line {self._fence}"
            self._fault(self._fence_line, 1, "open-fence", message)

    def _fault(self, line: int, column: int, kind: str, message: str) -> None:
        self.faults.append(Fault(line=line, column=column, kind=kind, message=message))

    def _in_fence(self, number: int, line: str) -> bool:
        if "```" not in line and "~~~" not in line:
            return bool(self._fence)
        fence = _FENCE.match(line)
        if self._fence:
            if fence and fence["marks"] == self._fence and not fence["info"].strip():
                self._fence = ""
            return True
        if fence:
            for column, kind, message in self._bulk.fence():
                self._fault(number, column, kind, message)
            self._fence, self._fence_line = fence["marks"], number
            if not re.fullmatch(r"\s*[\w+-]*\s*", fence["info"]):
                self._fault(
                    number, len(fence["indent"]) + 4, "theme-syntax", "after ``` only the name of a language may stand"
                )
        return bool(fence)

    def _code(self, number: int, line: str, shown: str) -> None:
        if quoted := _QUOTED_FENCE.match(line):
            message = "a block of code in a quotation is not read alike everywhere; write it below the quotation"
            self._fault(number, quoted.end(), "theme-syntax", message)
        elif "`" in shown:
            message = "a ` stands alone in this line; close the code in the same line, or write \\`"
            self._fault(number, shown.index("`") + 1, "open-fence", message)

    def _list(self, number: int, shown: str) -> None:
        item = None if shown[:1].isalpha() else _LIST_ITEM.match(shown)
        if not item:
            if self._in_list and shown[:1] not in " \t" and not self._previous.strip():
                self._in_list = not shown.strip()
            return
        before = self._previous.strip()
        indent = len(item["indent"])
        if item["mark"].endswith(")"):
            self._fault(number, indent + 1, "list-style", 'write "1." instead of "1)"')
        if not self._in_list and before and not _HEADING.match(self._previous):
            self._fault(number, indent + 1, "list-style", "put a blank line before a list")
        if indent % 4:
            self._fault(number, indent + 1, "list-style", "indent what is nested in a list by four spaces, or eight")
        if indent > 4 * MAX_NESTING:
            self._fault(number, indent + 1, "nesting", f"lists nested more than {MAX_NESTING} levels deep")
        self._in_list = True

    def _links(self, number: int, line: str, shown: str) -> None:
        if "](" not in shown and "]:" not in shown and "<" not in shown:
            return
        for match in _LINK.finditer(shown):
            self._link(number, match, line, is_image=bool(match["image"]))
        begun = _LINK_END.match(shown) if self._previous.strip() else None
        if begun:
            self._link(number, begun, line)
        for pattern in (_AUTOLINK, _DEFINITION):
            for match in pattern.finditer(shown):
                self._link(number, match, line)

    def _link(self, number: int, match: re.Match[str], line: str, *, is_image: bool = False) -> None:
        start, end = match.span("target")
        text = line[slice(*match.span("text"))] if "text" in match.groupdict() else ""
        self.links.append(
            WrittenLink(
                target=line[start:end],
                text=text,
                line=number,
                column=start + 1,
                section=self._section,
                is_image=is_image,
            )
        )

    def _heading(self, number: int, level: int, match: re.Match[str] | None) -> None:
        text = match.group(2) if match else ""
        plain = re.sub(r"[*`]|\]\([^)]*\)|[\[\]]", "", text)
        anchor = unique(anchor_of(plain), self._anchors)
        self.headings.append(Heading(level=level, text=text, line=number, anchor=anchor))
        if level == 2:  # noqa: PLR2004 - sections are level two
            self._section = text
        if anchor.startswith(RESERVED):
            message = f'the anchor "#{anchor}" is reserved for the site itself; use other words'
            self._fault(number, 1, "reserved-anchor", message)
        if level == 1:
            self._fault(number, 1, "heading-level", "the title comes from the front matter; begin with ## here")
