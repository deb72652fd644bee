"""What is mechanical in an authored file, put right: order of keys, spacing, quotes, style of lists.

The body is never touched, and no value is: a file of which anything else would change is left as it is.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from typing import Any

import yaml
from pydantic import BaseModel
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, ScalarNode
from ruamel.yaml.resolver import VersionedResolver
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, SingleQuotedScalarString

from playbook_site.content.strict_yaml import load
from playbook_site.kinds import kind_of

IN_ONE_LINE = frozenset({"roles", "moments", "objectives", "also_known_as", "related", "sources", "playbooks"})
"""Lists of a page that are written in one line: [a, b]."""

ONE_A_LINE = frozenset({"situations"})
"""Lists of a page that are written with one entry a line."""

_FRONT = re.compile(r"(---[^\S\n]*\n)(.*?\n)(---[^\S\n]*(?:\n.*)?)", re.DOTALL)


class _Plain(VersionedResolver):
    """Takes every scalar for text, so that dates and numbers are written back as they stand."""

    def resolve(self, kind: Any, value: Any, implicit: Any) -> Any:
        return self.DEFAULT_SCALAR_TAG if kind is ScalarNode else super().resolve(kind, value, implicit)


def tidy(name: str, text: str) -> str:
    """The text of playbooks/... as `--fix` leaves it; what cannot be read, or not be kept whole, as it is."""
    once = _tidied(name, text)
    return once if _tidied(name, once) == once else text


def _tidied(name: str, text: str) -> str:
    if "\r" in text:
        return text
    if not name.endswith(".md"):
        return _front(text, (), is_page=False)
    match = _FRONT.fullmatch(text)
    if not match or "---" in (line.rstrip() for line in match[2].splitlines()):
        return text
    front = _front(match[2], order_of(kind_of(name.split("/")[1]).model), is_page=True)
    return f"---\n{front}{match[3]}"


def _front(text: str, order: Sequence[str], *, is_page: bool) -> str:
    """Front matter tidied, or as it was when a value or a comment would be lost."""
    before = load(text)
    if not before.is_whole or before.faults or not isinstance(before.value, dict):
        return text
    try:
        comments = _comments(text)
        found = _rewritten(_ordered(text, order), is_page=is_page)
        bare = "".join(f"{line.rstrip()}\n" for line in found.splitlines())
        for candidate in (bare, found):
            if load(candidate).value == before.value and _comments(candidate) == comments:
                return candidate
    except (YAMLError, yaml.YAMLError):  # it reads one of the two ways alone
        pass
    return text


def order_of(model: type[BaseModel]) -> tuple[str, ...]:
    """The keys of a page in their order: its own, then who keeps it, with `private` after `aliases`."""
    own = list(model.__annotations__)
    names = [*own, *(name for name in model.model_fields if name not in own)]
    if "private" in own and "aliases" in names:
        names.remove("private")
        names.insert(names.index("aliases") + 1, "private")
    return tuple(model.model_fields[name].alias or name for name in names)


def _ordered(text: str, order: Sequence[str]) -> str:
    """The top-level keys in their order, each with the comment lines above it; unknown ones last."""
    place = {key: at for at, key in enumerate(order)}
    node = _yaml().compose(io.StringIO(text))
    if not order or not isinstance(node, MappingNode) or node.flow_style:
        return text
    lines = text.splitlines(keepends=True)
    starts = [_with_comments(lines, key.start_mark.line) for key, _ in node.value]
    starts[0] = 0
    parts = ["".join(lines[start:end]) for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    keys = (key.value for key, _ in node.value)
    ranked = sorted(zip(keys, parts, strict=True), key=lambda pair: place.get(pair[0], len(place)))
    return "".join(part for _, part in ranked)


def _with_comments(lines: Sequence[str], line: int) -> int:
    """The first of the comment lines directly above a line, else the line itself."""
    while line and lines[line - 1].startswith("#"):
        line -= 1
    return line


def _rewritten(text: str, *, is_page: bool) -> str:
    writer = _yaml()
    data = _quoted(writer.load(text))
    if is_page and isinstance(data, CommentedMap):
        for key, value in data.items():
            if isinstance(value, CommentedSeq) and _is_simple(value):
                if key in IN_ONE_LINE:
                    value.fa.set_flow_style()
                elif key in ONE_A_LINE and value:
                    value.fa.set_block_style()
    out = io.StringIO()
    writer.dump(data, out)
    return out.getvalue()


def _is_simple(found: CommentedSeq) -> bool:
    """Whether a list holds nothing but words, and no comment stands in it."""
    return not found.ca.items and not found.ca.comment and all(isinstance(entry, str) for entry in found)


def _quoted(value: Any) -> Any:
    """Double quotes in place of single ones, where nothing inside must be escaped then."""
    match value:
        case SingleQuotedScalarString() if '"' not in value and "\\" not in value and value.isprintable():
            return DoubleQuotedScalarString(value)
        case CommentedMap():
            for key in value:
                value[key] = _quoted(value[key])
        case CommentedSeq():
            for at, entry in enumerate(value):
                value[at] = _quoted(entry)
        case _:
            pass
    return value


def _comments(text: str) -> list[str]:
    """Every comment, sorted: what stands between tokens."""
    return sorted(found.rstrip() for gap in _gaps(text) for found in re.findall(r"#.*", gap))


def _gaps(text: str) -> Iterator[str]:
    end = 0
    for token in yaml.scan(text, Loader=yaml.SafeLoader):
        if token.start_mark.index > end:
            yield text[end : token.start_mark.index]
        end = max(end, token.end_mark.index)
    yield text[end:]


def _yaml() -> YAML:
    writer = YAML(typ="rt", pure=True)
    writer.Resolver = _Plain
    writer.preserve_quotes = True
    writer.width = 10**9
    writer.indent(mapping=2, sequence=4, offset=2)
    return writer
