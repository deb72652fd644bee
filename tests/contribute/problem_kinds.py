"""Kinds of problems that the code can report, read from its syntax trees.

A kind is a word in kebab-case. It stands before its message (`"dead-link", "no file ..."`), is
the first word handed to a function that makes problems, or is named: `kind="dead-link"`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

_KIND = re.compile(r"[a-z]+(?:-[a-z0-9]+)*")
_HYPHENED = re.compile(r"[a-z]+(?:-[a-z0-9]+)+")
_MAKERS = {"problem", "_problem", "fault", "_fault", "_at"}
_TYPES = {"Problem", "Fault"}


def kinds_in(folder: Path) -> Mapping[str, str]:
    """Every kind that some module below `folder` can report, with the name of one such module."""
    return {kind: path.name for path in sorted(folder.rglob("*.py")) for kind in _kinds(path.read_text("utf-8"))}


def _kinds(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    constants = dict(_constants(tree))
    for node in ast.walk(tree):
        match node:
            case ast.Call():
                yield from _of_call(node, constants)
                yield from _before_messages(node.args, constants)
            case ast.Tuple():
                yield from _before_messages(node.elts, constants)
            case ast.FunctionDef() if node.returns and ast.unparse(node.returns) == "tuple[str, str]":
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Return) and isinstance(inner.value, ast.Tuple):
                        yield from _words(inner.value.elts[0], constants)


def _constants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in tree.body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield from ((target.id, node.value.value) for target in node.targets if isinstance(target, ast.Name))


def _of_call(call: ast.Call, constants: Mapping[str, str]) -> Iterator[str]:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    if name in _TYPES:
        for keyword in call.keywords:
            if keyword.arg == "kind":
                yield from _words(keyword.value, constants)
    elif name in _MAKERS:
        words = [word for argument in call.args[:4] for word in _words(argument, constants)]
        yield from (word for word in words[:1] if name != "_at" or _HYPHENED.fullmatch(word))


def _before_messages(parts: Sequence[ast.expr], constants: Mapping[str, str]) -> Iterator[str]:
    for kind, message in pairwise(parts):
        is_message = isinstance(message, ast.JoinedStr) or (
            isinstance(message, ast.Constant) and isinstance(message.value, str) and " " in message.value
        )
        if is_message:
            yield from (word for word in _words(kind, constants) if _HYPHENED.fullmatch(word))


def _words(node: ast.expr, constants: Mapping[str, str]) -> Iterator[str]:
    match node:
        case ast.Constant(value=str(word)) if _KIND.fullmatch(word):
            yield word
        case ast.IfExp():
            yield from _words(node.body, constants)
            yield from _words(node.orelse, constants)
        case ast.Name() if node.id in constants:
            yield constants[node.id]
