"""Our scripts and sheets, joined into hashed files without comments and spaces.

Scripts are written as ES modules with named exports whose names are unique across files. Browsers
refuse modules from `file://`, so they are joined, without their import and export words, into
classic scripts of one function each: one for every page, and one for each part that only some pages
use (`parts.py`), which takes what both need from the first, and from the parts that it stands on.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
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

_GIVEN = "self.commonGround = { parts: new Set(), given: { %s } };\n"
_ONCE = """const { parts, given } = self.commonGround ?? { parts: new Set(), given: {} };
if (parts.has("%s")) return;
parts.add("%s");
"""
"""What the script of every page gives to the others. A Worker has no page, and takes nothing."""

_GIVEN_TOO = "Object.assign(given, { %s });\n"
"""What a part gives to those that stand on it."""


@dataclass(frozen=True, kw_only=True)
class Asset:
    """A file of the site: its address and its text."""

    path: str
    text: str


class BundleFault(Exception):
    """Modules that cannot be joined: a name defined twice or imported and not there, a circle, another form."""


def modules_in(folder: Path) -> Mapping[str, str]:
    """The text of each module of a folder, by its name."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.js"))}


def script(
    modules: Mapping[str, str],
    name: str = "site",
    *,
    entries: Iterable[str] = (),
    apart: Iterable[Iterable[str]] = (),
    below: Iterable[str] = (),
    above: Iterable[str] = (),
) -> Asset:
    """Modules as one classic script, each after those it imports.

    Without `entries` all but what nobody but the entries `apart` needs: the script of every page.
    With them only they and what they need beyond that script and the one of the entries `below`,
    which has run before; those of the entries `above` take from it what they need too.
    It runs once, however often it is asked for.
    """
    others = tuple(entry for group in apart for entry in group if entry in modules)
    elsewhere = frozenset(_in_order(modules, others))
    everywhere = tuple(_in_order(modules, (module for module in modules if module not in elsewhere)))
    if entries := tuple(entries):
        there = frozenset((*everywhere, *_in_order(modules, below)))
        joined = [module for module in _in_order(modules, entries) if module not in there]
        taken = _taken(joined, there, modules)
        given = _taken((module for module in _in_order(modules, above) if module not in joined), joined, modules)
        before = _ONCE % (name, name) + (f"const {{ {', '.join(taken)} }} = given;\n" if taken else "")
        after = _GIVEN_TOO % ", ".join(given) if given else ""
    else:
        joined = list(everywhere)
        given = _taken((module for module in elsewhere if module not in everywhere), everywhere, modules)
        before, after = "", _GIVEN % ", ".join(given) if others else ""
    text = "".join(('(function () {\n"use strict";\n', before, "\n".join(_parts(joined, modules)), after, "})();\n"))
    return small(f"assets/{name}", text)


def _taken(joined: Iterable[str], there: Iterable[str], modules: Mapping[str, str]) -> tuple[str, ...]:
    """The names that some modules import from others, which are there before."""
    others = frozenset(there)
    return tuple(
        sorted(
            {
                name
                for module in joined
                for needed, names in _imports(modules[module])
                if needed in others
                for name in names
            }
        )
    )


def _parts(joined: Iterable[str], modules: Mapping[str, str]) -> Iterator[str]:
    owners: dict[str, str] = {}
    for module in joined:
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
        yield f"// {module}\n{text.strip()}\n"


def sheet(folder: Path, name: str = "site", *, only: Iterable[str] | None = None) -> Asset:
    """The sheets of a folder, or `only` some of them, as one: theme.css first, then by name."""
    wanted = None if only is None else frozenset(only)
    paths = sorted(
        (path for path in folder.glob("*.css") if wanted is None or path.name in wanted),
        key=lambda path: (path.name != "theme.css", path.name),
    )
    text = "\n".join(path.read_text(encoding="utf-8").strip() for path in paths)
    return hashed(f"assets/{name}", "css", rcssmin.cssmin(text) + "\n")


def small(stem: str, text: str) -> Asset:
    """A script without its comments and spaces."""
    return hashed(stem, "js", f"{rjsmin.jsmin(text)}\n")


def hashed(stem: str, suffix: str, text: str) -> Asset:
    """A file whose name carries the first eight hexadecimal digits of its SHA-256."""
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return Asset(path=f"{stem}.{digest}.{suffix}", text=text)


def _check_imports(module: str, modules: Mapping[str, str]) -> None:
    for needed, names in _imports(modules[module]):
        if not names:
            raise BundleFault(f"{module} imports {needed} otherwise than by name; write import {{name}}")
        exported = set(_EXPORTED.findall("\n".join(_lines_exported(modules[needed]))))
        for name in names:
            if name not in exported:
                raise BundleFault(f'{module} imports "{name}" from {needed}, which exports no such name')


@lru_cache(200)
def _imports(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each module that is imported and the names; none where it is imported otherwise than by name."""
    found = []
    for statement in _IMPORT.finditer(text):
        names = _NAMES.match(statement.group())
        words = names.group(1).split(",") if names else ()
        found.append((statement["module"].removeprefix("./"), tuple(filter(None, (word.strip() for word in words)))))
    return tuple(found)


def _lines_exported(text: str) -> Iterable[str]:
    return (text[match.end() :].split("\n", 1)[0] for match in _EXPORT.finditer(text))


def _in_order(modules: Mapping[str, str], roots: Iterable[str]) -> Iterator[str]:
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
    return (needed for needed, _ in _imports(text))
