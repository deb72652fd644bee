"""The theme's pages, mended where they break our content policy, the HTML standard or a screen reader.

Each repair names the theme's markup to the letter. Where that is gone, `ThemeChanged` says so and
the old site stays; `docs/contribute/theme-contract.md` lists them with the tests.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playbook_site.publish import policy
from playbook_site.publish.assets import Asset, small
from playbook_site.publish.search import ThemeChanged

STATIC = Path(__file__).parent / "static"

BASE = "THE-BASE-OF-A-PAGE"
"""Stands for a page's way to the root when the theme's partials are asked for their scripts."""

SCOPE, PALETTE, TABS = (f"partials/javascripts/{name}.html" for name in ("base", "palette", "content"))

_ALWAYS = (
    ('id="__drawer" autocomplete="off"', 'id="__drawer" aria-label="Menu"'),
    ('id="__search" autocomplete="off"', 'id="__search" aria-label="Search"'),
    (
        '<div class="md-search" data-md-component="search" role="dialog">',
        '<div class="md-search" data-md-component="search" role="dialog" aria-label="Search">',
    ),
)
"""What every page has once, and what stands there instead."""

_SOMETIMES = (
    ('<a href="javascript:void(0)" class="md-search__icon', '<a href="#" class="md-search__icon'),
    ('<nav class="md-path" aria-label="Navigation"', '<nav class="md-path" aria-label="Breadcrumbs"'),
    ('_label" tabindex="">', '_label" tabindex="-1">'),
)
"""What some pages have, or all of them with some settings, any number of times."""

_SECTION = re.compile(
    r'(?P<nav><nav class="md-nav" data-md-level="\d+" aria-labelledby="(?P<id>__nav_[\d_]+)_label")'
    r'(?P<rest>[^>]*>\s*<label class="md-nav__title" for="(?P=id)">\s*<span class="md-nav__icon md-icon"></span>\s*)'
    r"(?P<title>[^<]*?)(?=\s*</label>)"
)
_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>")
_PAGE_BASE = re.compile(r'<script>__md_scope=new URL\("(?P<base>[^"]*)",location\)')
_CHARSET = '<meta charset="utf-8">'
_NO_TOC = '<label class="md-nav__title" for="__toc">'


@dataclass(frozen=True, kw_only=True)
class Repairs:
    """What the inline scripts of the theme's pages are, and the files that take their place."""

    scope: str
    palette: str
    tabs: str
    before_theme: Asset
    palette_file: Asset
    meta: str

    @property
    def files(self) -> tuple[Asset, ...]:
        """The files that the mended pages ask for."""
        return self.before_theme, self.palette_file

    def mend(self, html: str) -> str:
        """A page of the theme without inline scripts, under our policy, with names for what had none."""
        found = _PAGE_BASE.search(html)
        if not found:
            raise ThemeChanged("a page does not begin with the script that sets __md_scope")
        base = found["base"]
        for old, new in (
            (_CHARSET, f"{_CHARSET}\n      {self.meta}" if self.meta else _CHARSET),
            (self.scope.replace(BASE, base), _from(self.before_theme, base)),
            (self.tabs, ""),
            *_ALWAYS,
        ):
            if html.count(old) != 1:
                raise ThemeChanged(f"a page has {html.count(old)} times, not once: {old[:90]}")
            html = html.replace(old, new)
        for old, new in ((self.palette, _from(self.palette_file, base)), *_SOMETIMES):
            html = html.replace(old, new)
        if 'id="__toc"' not in html:
            html = html.replace(_NO_TOC, _NO_TOC.replace(' for="__toc"', ""))
        html = _SECTION.sub(_named, html)
        _expect_no_inline_script(html)
        return html


def prepare(partial: Callable[[str], str], *, with_policy: bool) -> Repairs:
    """The repairs for the theme whose partials `partial` renders, for a page whose base is `BASE`.

    The script that restores the choice of tabs is left out: no page has any, and the sanitiser lets none in.
    """
    scope, palette, tabs = (_only_script(partial(name), name) for name in (SCOPE, PALETTE, TABS))
    address = f'new URL("{BASE}",location)'
    if scope.count(BASE) != 1 or address not in scope:
        raise ThemeChanged(f"{SCOPE} does not set its scope with new URL(base,location)")
    if BASE in palette + tabs:
        raise ThemeChanged(f"{PALETTE} or {TABS} depends on where the page is")
    template = (STATIC / "before-theme.js").read_text(encoding="utf-8")
    moved = _inner(scope).replace(address, 'new URL("..",document.currentScript.src)') + ";"
    return Repairs(
        scope=scope,
        palette=palette,
        tabs=tabs,
        before_theme=small("assets/before-theme", template.replace("THEME_SCOPE", moved)),
        palette_file=small("assets/palette", _inner(palette)),
        meta=policy.META if with_policy else "",
    )


def scrollable(html: str) -> str:
    """A page's text in which tables that are wider than the screen can be scrolled by keyboard."""
    opened = '<div class="pb-scroll" role="group" aria-label="Table" tabindex="0">\n<table>'
    return html.replace("<table>", opened).replace("</table>", "</table>\n</div>")


def _only_script(html: str, name: str) -> str:
    found = re.findall(r"<script>.*?</script>", html, re.DOTALL)
    if len(found) != 1 or html.count("<script") != 1:
        raise ThemeChanged(f"{name} holds {html.count('<script')} scripts, not one")
    return str(found[0])


def _inner(script: str) -> str:
    return script.removeprefix("<script>").removesuffix("</script>")


def _from(asset: Asset, base: str) -> str:
    prefix = "" if base == "." else base.rstrip("/") + "/"
    return f'<script src="{prefix}{asset.path}"></script>'


def _named(match: re.Match[str]) -> str:
    return f'{match["nav"]} aria-label="{match["title"].replace(chr(34), "&quot;")}"{match["rest"]}{match["title"]}'


def _expect_no_inline_script(html: str) -> None:
    for script in _SCRIPT.finditer(html):
        if " src=" not in script["attributes"] and 'type="application/json"' not in script["attributes"]:
            at = html[script.start() : script.end() + 60]
            raise ThemeChanged(f"a page holds an inline script that we do not know: {at}")
