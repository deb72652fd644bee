"""From the library to pages: templates, slots and addresses.

Markdown templates escape every value that is printed; HTML templates escape as Jinja does. A
slot is how a component gets into a Markdown page: `slot("room/name.html.jinja")` renders the
component, keeps it, and prints an empty element that is replaced after sanitising. The nonce in
its id is new for each build, so nothing that an author writes can become a component.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, ChoiceLoader, Environment, FileSystemLoader, PrefixLoader, StrictUndefined
from markupsafe import Markup

from playbook_site.comparisons.worked_out import WorkOut, work_out
from playbook_site.contribute.reviews import newest_review
from playbook_site.glossary.marking import Marker
from playbook_site.library import Library
from playbook_site.links import Link, Thing

PACKAGE = Path(__file__).parent

_MARKDOWN = re.compile(r"([\\`*_\[\]#!{}|])")
_BLOCK_START = re.compile(r"^(\d*)([-+~=:.)])")
"""What makes a list, a rule or a block of code of a text that stands first in its line."""


@dataclass(frozen=True, kw_only=True)
class Page:
    """One page of the site, as Markdown that is made when it is asked for.

    `src` mirrors the authored file, so that relative links between files work; `url` is the flat
    address it gets; `edit` the file to edit, relative to the repository; `anchors` the ids that
    its slots bring.
    """

    src: str
    url: str
    name: str
    title: str
    description: str
    make: Callable[[], Markdown]
    edit: str
    anchors: frozenset[str] = frozenset()
    hide: tuple[str, ...] = ()
    tab_title: str | None = None
    keywords: tuple[str, ...] = ()
    entries: tuple[SearchEntry, ...] = ()

    @cached_property
    def markdown(self) -> Markdown:
        """The page's text, with an empty element for each component."""
        return self.make()


@dataclass(frozen=True, kw_only=True)
class SearchEntry:
    """Something on a page that the search finds by itself, at its own anchor."""

    anchor: str
    title: str
    text: str
    keywords: tuple[str, ...] = ()


class Markdown(str):
    """Text that is Markdown already, and printed as it stands."""

    __slots__ = ()


def escape_markdown(value: object) -> object:
    """A value as Markdown shows it literally; `Markdown` passes."""
    if isinstance(value, Markdown) or not isinstance(value, str):
        return value
    text = value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    text = _MARKDOWN.sub(r"\\\1", text)
    return _BLOCK_START.sub(lambda match: f"{match[1]}&#{ord(match[2])};", text)


def href(from_url: str, to_url: str, anchor: str = "", *, index: str = "") -> str:
    """The relative address of `to_url` seen from `from_url`; both relative to the site's root.

    `index` is appended to folders, for a site that is opened from disk.
    """
    here, there = from_url.split("/")[:-1], to_url.rstrip("/").split("/") if to_url else []
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    path = "/".join([".."] * (len(here) - shared) + there[shared:]) or "."
    if to_url.endswith("/") or not to_url:
        path = "./" if path == "." else f"{path}/"
        path += index
    return path + (f"#{anchor}" if anchor else "")


def address(thing: Thing) -> tuple[str, str]:  # noqa: PLR0911 - one line for each kind
    """Where a thing is on the site: the page's address and the anchor on it."""
    match thing.kind:
        case "outcome" | "question":
            tree, _, node = thing.id.partition("/")
            return f"trees/{tree}/", node
        case "item":
            checklist, _, item = thing.id.partition("/")
            return f"checklists/{checklist}/", item
        case "source":
            return "sources/", thing.id
        case "term":
            return "glossary/", thing.id
        case "objection":
            return "objections/", thing.id
        case "way-in":
            return f"ways-in/{thing.id}/", ""
        case "page":
            return f"{thing.id}/", ""
        case "family":
            return f"families/{thing.id}/", ""
        case kind:
            return f"{kind}s/{thing.id}/", ""


@dataclass
class Slots:
    """The components of one build, by number."""

    nonce: str
    filled: list[str] = field(default_factory=list)

    def put(self, html: str) -> Markdown:
        """Keep a component; the element that stands for it in Markdown."""
        self.filled.append(html)
        return Markdown(f'\n<div id="slot-{self.nonce}-{len(self.filled) - 1}"></div>\n')

    def fill(self, html: str) -> str:
        """Replace every element of this build's with its component."""
        pattern = re.compile(rf'<div id="slot-{re.escape(self.nonce)}-(\d+)"></div>')
        return pattern.sub(lambda match: self.filled[int(match.group(1))], html)


class Renderer:
    """The Jinja environments, and what every template may use."""

    def __init__(
        self,
        library: Library,
        *,
        nonce: str,
        index: str = "",
        repository: Repository | None = None,
        work_out: WorkOut = work_out,
        scripts: Mapping[str, str] | None = None,
        today: date | None = None,
        edited: Mapping[str, date] | None = None,
        compiled: Callable[[str], BytecodeCache | None] = lambda _: None,
    ) -> None:
        self.library = library
        self.today = today or newest_review(library)
        self.edited = edited or {}
        self.scripts = scripts or {}
        self.work_out = work_out
        self.slots = Slots(nonce)
        self.repository = repository or Repository()
        self._index = index
        self._marker = Marker(library.glossary)
        rooms = {path.parent.name: FileSystemLoader(path) for path in PACKAGE.glob("*/templates")}
        loader = ChoiceLoader([PrefixLoader(rooms)])
        shared: dict[str, Any] = {
            "undefined": StrictUndefined,
            "trim_blocks": True,
            "lstrip_blocks": True,
            "auto_reload": False,
        }
        self._html = Environment(loader=loader, autoescape=True, bytecode_cache=compiled("html"), **shared)
        escapes = {**shared, "finalize": escape_markdown, "bytecode_cache": compiled("markdown")}
        self._markdown = Environment(loader=loader, autoescape=False, **escapes)  # noqa: S701 - finalize escapes
        for environment in (self._html, self._markdown):
            environment.globals |= {"library": library, "vocabulary": library.vocabulary, "company": library.company}
            environment.filters["icon"] = icon

    def explain(self, html: str, url: str) -> str:
        """A page's own text with method words explained; the glossary explains itself."""
        page = "glossary/"
        return html if url == page else self._marker.mark(html, href(url, page, index=self._index))

    def html(self, template: str, url: str, **context: Any) -> Markup:
        """An HTML template, rendered for the page at `url`."""
        return Markup(self._html.get_template(template).render(**self._context(url), **context))  # noqa: S704 - autoescaped

    def page(self, template: str, url: str, **context: Any) -> Markdown:
        """A Markdown template, rendered for the page at `url`."""
        full = {**self._context(url), **context}

        def slot(name: str, **more: Any) -> Markdown:
            return self.slots.put(self._html.get_template(name).render(**{**full, **more}))

        return Markdown(self._markdown.get_template(template).render(slot=slot, md=Markdown, **full))

    def later(self, template: str, url: str, **context: Any) -> Callable[[], Markdown]:
        """A page that is rendered when somebody asks for it."""
        return partial(self.page, template, url, **context)

    def _context(self, url: str) -> Mapping[str, Any]:
        def to(kind: str, id_: str = "", anchor: str = "") -> str:
            page, inner = address(Thing(kind=kind, id=id_))
            return href(url, page, anchor or inner, index=self._index)

        def link(path: str, anchor: str = "") -> str:
            return href(url, path, anchor, index=self._index)

        def having(field: str, id_: str) -> tuple[Any, ...]:
            return tuple(entry for entry in self.library.playbooks.values() if id_ in getattr(entry.front, field))

        return {
            "url": url,
            "to": to,
            "link": link,
            "having": having,
            "named": self.named,
            "short": self.short,
            "thing": lambda kind, id_: Thing(kind=kind, id=id_),
            "repository": self.repository,
            "edited": self.edited,
        }

    def short(self, thing: Thing) -> str:
        """A thing by its short name, where it has one."""
        match thing.kind:
            case "playbook":
                return self.library.playbooks[thing.id].front.name
            case "case":
                return self.library.cases[thing.id].front.name
            case _:
                return self.named(thing)

    def named(self, thing: Thing) -> str:
        """A thing in the reader's words."""
        return title_of(self.library, thing)


@dataclass(frozen=True, kw_only=True)
class Repository:
    """The code host, as mkdocs.yml names it; empty when it names none."""

    url: str = ""
    edit_uri: str = ""


def icon(name: str) -> Markup:
    """An icon of ours, inline, for the eye alone."""
    return Markup((PACKAGE / "theme" / "icons" / f"{name}.svg").read_text(encoding="utf-8"))  # noqa: S704 - our own file


def title_of(library: Library, thing: Thing) -> str:  # noqa: C901, PLR0911 - one line for each kind
    """What a link to `thing` says."""
    match thing.kind:
        case "playbook":
            return library.playbooks[thing.id].front.title
        case "checklist":
            return library.checklists[thing.id].title
        case "tree":
            return library.trees[thing.id].front.title
        case "outcome":
            tree, _, outcome = thing.id.partition("/")
            return library.trees[tree].front.outcomes[outcome].title
        case "case":
            return library.cases[thing.id].front.title
        case "comparison":
            return library.comparisons[thing.id].front.title
        case "source":
            return library.sources.root[thing.id].citation
        case "term":
            return library.glossary.root[thing.id].term
        case "objection":
            return library.objections.root[thing.id].they_say
        case "meeting":
            return library.meetings.root[thing.id].says
        case "way-in":
            return library.vocabulary.ways_in[thing.id].says
        case _:
            return thing.id


Pages = Callable[[Renderer], Iterator[Page]]
"""What each room offers: its pages, for one build."""


WHY = {
    "related": "Playbook",
    "done-when": "Uses this checklist",
    "outcome": "Where the tree leads here",
    "case": "Case",
    "item": "Checklist item",
    "way-in": "Way in",
    "term": "Glossary",
    "objection": "Objection",
    "meeting": "Meeting",
    "written": "Mentions it",
}
"""What a link back is called."""


@dataclass(frozen=True, kw_only=True)
class Backlink:
    """Who points here, in words."""

    thing: Thing
    title: str
    why: str
    section: str


def backlinks(renderer: Renderer, thing: Thing) -> tuple[Backlink, ...]:
    """Who points to `thing`, as its page lists them."""
    return tuple(_backlink(renderer, link) for link in renderer.library.links.backlinks(thing))


def _backlink(renderer: Renderer, link: Link) -> Backlink:
    return Backlink(
        thing=link.source, title=renderer.named(link.source), why=WHY.get(link.why, link.why), section=link.section
    )
