"""What can be wrong in an authored file, and how it is said."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

_LONGEST_ID = 60


@dataclass(frozen=True, kw_only=True, order=True)
class Problem:
    """One fault, with the place where it stands and the way out.

    `line` and `column` count from 1. `field` is the path inside the front matter
    (`related[1]`), empty when the fault is not in a field. `kind` names the entry on the
    page *Problems and what to do*.
    """

    path: str
    line: int = 1
    column: int = 1
    field: str = ""
    message: str
    kind: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}:{self.column}: "
        return where + (f"{self.field}: " if self.field else "") + self.message


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something wrong at a place of a text, before it is said of which file."""

    line: int
    column: int
    kind: str
    message: str


def report(problems: Iterable[Problem]) -> str:
    """All problems, one a line, sorted by place, with a closing count."""
    lines = [str(problem) for problem in sorted(set(problems))]
    count = "1 problem" if len(lines) == 1 else f"{len(lines)} problems"
    where = "playbooks/ and docs/" if any(line.startswith("docs/") for line in lines) else "playbooks/"
    return "\n".join([*lines, "", f"{count} in what is written under {where}."])


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word among `words` most like `word`, or None when nothing is like it."""
    matches = difflib.get_close_matches(word, list(words), n=1, cutoff=0.6)
    return matches[0] if matches else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """The tail of a message: `; did you mean "x"?`, or nothing."""
    match = nearest(word, words)
    return f'; did you mean "{match}"?' if match else ""


def not_an_id(found: str, suffix: str = "") -> str:
    """What is wrong with a name that is no id, and how the same name is written as one."""
    plain = unicodedata.normalize("NFKD", found.casefold()).encode("ascii", "ignore").decode()
    id_ = re.sub(r"[^a-z0-9]+", "-", re.sub(r"\.(?:md|yml)$", "", plain)).strip("-")
    is_name = id_ and len(id_) <= _LONGEST_ID and "@" not in found
    shown = f"{id_}{suffix}" if is_name else "kebab-case"
    return f"is not an id; use lower-case letters, digits and hyphens: {shown}"


def either(words: Iterable[str]) -> str:
    """`"a", "b" or "c"`, as a sentence lists what is allowed."""
    quoted = [f'"{word}"' for word in words]
    if len(quoted) < 2:  # noqa: PLR2004 - two is where a conjunction begins
        return "".join(quoted)
    return ", ".join(quoted[:-1]) + " or " + quoted[-1]
