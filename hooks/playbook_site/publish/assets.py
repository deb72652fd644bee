"""Our scripts and sheets, each kind joined into one hashed file without comments and spaces.

Scripts are written as ES modules with named exports whose names are unique across files. Browsers
refuse modules from `file://`, so they are joined, without their import and export words, into one
classic script inside one function.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import rcssmin
import rjsmin

_IMPORT = re.compile(r"^import\s.*?from\s+['\"](?P<module>[^'\"]+)['\"];?[ \t]*\n", re.MULTILINE | re.DOTALL)
_EXPORT = re.compile(r"^export\s+(?=(?:async\s+)?function|const|let|class)", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)
_NAMES = re.compile(r"^import\s*\{([^}]*)\}\s*from")
_NESTED = re.compile(r"\$\{[^}`]*`.*")
"""The minifier takes the inner of two templates for code, and its words lose their spaces."""

_EXPORTED = re.compile(r"^(?:async\s+)?(?:function\*?|const|let|class)\s+([A-Za-z_$][\w$]*)", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A file of the site: its address and its text."""

    path: str
    text: str


class BundleFault(Exception):
    """Modules that cannot be joined: a name defined twice or imported and not there, a circle, another form."""


def script(folder: Path, name: str = "site", *, entry: str | None = None, apart: Iterable[str] = ()) -> Asset:
    """The modules of a folder as one classic script, each after those it imports.

    With an `entry` only that module and what it needs; else all but what nobody but those `apart` needs.
    """
    modules = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))}
    elsewhere = frozenset(_in_order(modules, (other for other in apart if other in modules)))
    roots = (entry,) if entry else tuple(module for module in modules if module not in elsewhere)
    parts: list[str] = []
    owners: dict[str, str] = {}
    for module in _in_order(modules, roots):
        _check_imports(module, modules)
        text = _EXPORT.sub("", _IMPORT.sub("", modules[module]))
        if left := _LEFT.search(text):
            raise BundleFault(f'{module}: "{left.group()}" is not a form that can be joined; export and import by name')
        if nested := _NESTED.search(text):
            raise BundleFault(f'{module}: "{nested.group()}" is a template in a template; name the inner one first')
        for defined in _EXPORTED.findall(text):
            other = owners.setdefault(defined, module)
            if other != module:
                raise BundleFault(f'"{defined}" is defined in {other} and in {module}; rename one of them')
        parts.append(f"// {module}\n{text.strip()}\n")
    text = '(function () {\n"use strict";\n' + "\n".join(parts) + "})();\n"
    return hashed(f"assets/{name}", "js", rjsmin.jsmin(text) + "\n")


def sheet(folder: Path, name: str = "site") -> Asset:
    """All sheets of a folder as one: theme.css first, then by name."""
    paths = sorted(folder.glob("*.css"), key=lambda path: (path.name != "theme.css", path.name))
    text = "\n".join(path.read_text(encoding="utf-8").strip() for path in paths)
    return hashed(f"assets/{name}", "css", rcssmin.cssmin(text) + "\n")


def hashed(stem: str, suffix: str, text: str) -> Asset:
    """A file whose name carries the first eight hexadecimal digits of its SHA-256."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Asset(path=f"{stem}.{digest}.{suffix}", text=text)


def _check_imports(module: str, modules: dict[str, str]) -> None:
    for statement in _IMPORT.finditer(modules[module]):
        needed = statement["module"].removeprefix("./")
        names = _NAMES.match(statement.group())
        if not names:
            raise BundleFault(f"{module} imports {needed} otherwise than by name; write import {{name}}")
        exported = set(_EXPORTED.findall("\n".join(_lines_exported(modules[needed]))))
        for name in filter(None, (word.strip() for word in names.group(1).split(","))):
            if name not in exported:
                raise BundleFault(f'{module} imports "{name}" from {needed}, which exports no such name')


def _lines_exported(text: str) -> Iterable[str]:
    return (text[match.end() :].split("\n", 1)[0] for match in _EXPORT.finditer(text))


def _in_order(modules: dict[str, str], roots: Iterable[str]) -> Iterator[str]:
    done: set[str] = set()

    def visit(name: str, above: tuple[str, ...]) -> Iterator[str]:
        if name in above:
            raise BundleFault("modules import each other in a circle: " + " → ".join((*above, name)))
        if name in done:
            return
        for needed in _needs(modules[name]):
            if needed not in modules:
                raise BundleFault(f'{name} imports "{needed}", which is not in the folder')
            yield from visit(needed, (*above, name))
        if name not in done:
            done.add(name)
            yield name

    for name in roots:
        yield from visit(name, ())


def _needs(text: str) -> Iterable[str]:
    return (match["module"].removeprefix("./") for match in _IMPORT.finditer(text))
