"""Scripts and sheets that only some pages use: files of their own, asked for by the pages that hold what they are for.

Nobody keeps a list of pages: a script goes with the components that it mounts, and a sheet with the
classes that it dresses, those that a script gives out included.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from playbook_site.publish import assets
from playbook_site.publish.assets import Asset

SCRIPTS: Mapping[str, tuple[str, ...]] = {
    "brief": ("brief.js",),
    "checklists": ("checklists.js", "checklist-copies.js", "print-card.js"),
    "comparison-memo": ("comparison-memo.js",),
    "comparisons": ("comparisons.js",),
    "facets": ("facets.js",),
    "home": ("home.js",),
    "power-and-interest": ("power-and-interest.js",),
    "trees": ("trees.js",),
}
"""The modules that begin each script of some pages; whatever they alone import goes with them."""

LATER: Mapping[str, str | None] = {"comparisons": None, "comparison-memo": "comparisons"}
"""Scripts that a fold asks for once it is opened, and not the page; and the one that each stands on, asked for before."""

EVERYWHERE = ("theme.css", "theme-repairs.css", "words.css")
"""Sheets of every page."""

_COMPONENT = re.compile(r"\bcomponent\(\"([\w-]+)\"")
_MOUNTED = re.compile(r'data-component="([\w-]+)"')
_CLASS = re.compile(r"\bpb-[\w-]+")
_DRESSED = re.compile(r"\.(pb-[\w-]+)")


@dataclass(frozen=True, kw_only=True)
class Parts:
    """The files that pages ask for."""

    everywhere: tuple[Asset, Asset]
    """The script and the sheet of every page."""
    scripts: Mapping[str, Asset]
    sheets: Mapping[str, Asset]
    mounting: Mapping[str, str]
    """The script of each component."""
    dressing: Mapping[str, frozenset[str]]
    """The classes that each sheet is there for, without those that sheets of every page know."""
    giving: Mapping[str, frozenset[str]]
    """The classes that each script gives out."""

    def scripts_for(self, html: str) -> tuple[Asset, ...]:
        """The scripts that a page asks for, in a fixed order."""
        return tuple(self.scripts[name] for name in self._used(html) if name not in LATER)

    def sheets_for(self, html: str) -> tuple[Asset, ...]:
        """The sheets that a page asks for, in a fixed order."""
        worn = frozenset(_CLASS.findall(html)).union(*(self.giving[name] for name in self._used(html)))
        return tuple(asset for name, asset in self.sheets.items() if self.dressing[name] & worn)

    def _used(self, html: str) -> tuple[str, ...]:
        return tuple(sorted({self.mounting[one] for one in _MOUNTED.findall(html) if one in self.mounting}))


def made(javascripts: Path, stylesheets: Path) -> Parts:
    """The parts of a site whose modules and sheets stand in these folders."""
    modules = assets.modules_in(javascripts)
    groups = {name: entries for name, entries in SCRIPTS.items() if all(entry in modules for entry in entries)}
    common = _dressed(stylesheets, *EVERYWHERE)
    own = [path.name for path in sorted(stylesheets.glob("*.css")) if path.name not in EVERYWHERE]
    scripts = {
        name: assets.script(
            modules,
            name,
            entries=entries,
            apart=groups.values(),
            below=groups.get(LATER.get(name) or "", ()),
            above=[entry for other, below in LATER.items() if below == name for entry in groups.get(other, ())],
        )
        for name, entries in groups.items()
    }
    return Parts(
        everywhere=(assets.script(modules, apart=SCRIPTS.values()), assets.sheet(stylesheets, only=EVERYWHERE)),
        scripts=scripts,
        sheets={name: assets.sheet(stylesheets, name.removesuffix(".css"), only=[name]) for name in own},
        mounting=dict(_mounting(modules, groups)),
        dressing={name: _dressed(stylesheets, name) - common for name in own},
        giving={name: frozenset(_CLASS.findall(asset.text)) for name, asset in scripts.items()},
    )


def _mounting(modules: Mapping[str, str], groups: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str]]:
    for name, entries in groups.items():
        for entry in entries:
            for component in _COMPONENT.findall(modules[entry]):
                yield component, name


def _dressed(stylesheets: Path, *names: str) -> frozenset[str]:
    texts = ((stylesheets / name).read_text(encoding="utf-8") for name in names if (stylesheets / name).exists())
    return frozenset(found for text in texts for found in _DRESSED.findall(text))
