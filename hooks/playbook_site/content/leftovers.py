"""What is left of a template: placeholders that nobody replaced."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from playbook_site.content.problems import Fault, Problem

KIND = "template-leftover"

PLACEHOLDER = re.compile(r"\bFILL IN\b|\bfill-in-(?:a-name|[0-9]+)\b")
"""Words to be replaced, and ids to be replaced."""


def leftovers(name: str, text: str) -> Iterator[Fault]:
    """The first placeholder of each line, and a file's name that is still the template's."""
    if PLACEHOLDER.search(PurePosixPath(name).stem):
        message = "the file has the name of the template; name it after what the reader does, such as set-tripwires.md"
        yield Fault(line=1, column=1, kind=KIND, message=message)
    if "FILL IN" not in text and "fill-in-" not in text:
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if match := PLACEHOLDER.search(line):
            message = f"{match.group()} stands for words of your own; write them here, or delete what you do not need"
            yield Fault(line=number, column=match.start() + 1, kind=KIND, message=message)


def without_echoes(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, without what else is wrong on the line of a placeholder: filling it in comes first."""
    found = list(problems)
    placeholders = {(problem.path, problem.line) for problem in found if problem.kind == KIND}
    return [
        problem
        for problem in found
        if problem.kind == KIND
        or not ((problem.path, problem.line) in placeholders or PLACEHOLDER.search(problem.message))
    ]
