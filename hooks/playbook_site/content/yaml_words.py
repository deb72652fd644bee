"""libyaml's errors in the author's words."""

from __future__ import annotations

import yaml

_HINTS = {
    "mapping values are not allowed in this context": 'a ": " inside a text; put the whole text in double quotes',
    "could not find expected ':'": 'a key without ":", or a text that needs double quotes',
    "did not find expected key": "a key is expected here; look at the indentation and at quotes above",
    "found character that cannot start any token": (
        "a text cannot start with this character; put the whole text in double quotes"
    ),
}

_OPEN = {
    "while parsing a flow sequence": ("[", 'a "," or "]" is missing before this'),
    "while parsing a flow mapping": ("{", 'a "," or "}" is missing before this'),
    "while scanning a quoted scalar": ("quote", "the text ends here, its quote is still open"),
}


def in_words(error: yaml.YAMLError, text: str) -> tuple[int, int, str]:
    """Where libyaml gave up (line from 0, column from 1), and what to do about it.

    Something opened and never closed is told where it was opened: the end of the file helps nobody.
    """
    if not isinstance(error, yaml.MarkedYAMLError):
        return 0, 1, "this is not YAML: " + str(error).split("\n", 1)[0]
    lines = text.split("\n")
    mark, begun = error.problem_mark, error.context_mark
    opened = _OPEN.get(error.context or "")
    if opened and begun and mark:
        what, message = opened
        if "\n".join(lines[mark.line :])[mark.column :].strip():
            return mark.line, mark.column + 1, message
        return begun.line, begun.column + 1, f"the {what} opened here is never closed"
    if (error.context or "") == "while parsing a flow node" and mark and mark.line >= len(lines) - 1:
        return _last_opened(text)
    mark = mark or begun
    line, column = (mark.line, mark.column) if mark else (0, 0)
    if lines[line : line + 1] and lines[line][column : column + 1] == "\t":
        return line, column + 1, "a tab stands here; indent with spaces"
    return line, column + 1, _hint((error.problem or "this is not YAML").strip())


def _last_opened(text: str) -> tuple[int, int, str]:
    at = max(text.rfind("["), text.rfind("{"))
    line, column = text.count("\n", 0, at), at - text.rfind("\n", 0, at)
    return line, column, f"the {text[at]} opened here is never closed"


def _hint(said: str) -> str:
    return next((hint for fragment, hint in _HINTS.items() if fragment in said), f"this is not YAML: {said}")
