"""A page of the engine that waits to be made. The engine is handed in: nothing here imports it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from playbook_site.publish.verify import Facts
from playbook_site.rendering import Page, Renderer
from playbook_site.speed import fingerprints
from playbook_site.speed.fingerprints import Fingerprints
from playbook_site.speed.finished import Finished
from playbook_site.speed.menu import first_page

ENGINE = "mkdocs"
"""The logger of the engine; ours is below it."""


@dataclass(frozen=True, kw_only=True)
class Engine:
    """What making a page takes, for one build.

    `wake` lets a page take part in the engine's steps and `sleep` lets it out again; `context` is
    what the engine hands to a template.
    """

    config: Any
    files: Any
    nav: Any
    env: Any
    renderer: Renderer
    pages: Mapping[str, Page]
    names: Fingerprints
    wake: Callable[[Any], None]
    sleep: Callable[[Any], None]
    context: Callable[[Any], Any]
    menus: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class EnginePage:
    """One page that waits."""

    page: Any
    engine: Engine

    @property
    def address(self) -> str:
        """Where the page's file stands in the site."""
        return str(self.page.file.dest_uri)

    @property
    def made(self) -> Page | None:
        """The page of the library, unless it is written under docs/."""
        return self.engine.pages.get(self.page.file.src_uri)

    def by_source(self) -> str:
        """Its name before its text is made."""
        if self.made:
            return self.engine.names.made(self.made, self._menu())
        return self._written()

    def by_text(self) -> str:
        """Its name by its text."""
        if self.made:
            text = self.engine.renderer.slots.fill(self.made.markdown)
            return self.engine.names.text(self.made, self._menu(), text)
        return self._written()

    def _written(self) -> str:
        file = self.page.file
        return self.engine.names.written(file.src_uri, file.dest_uri, self._menu(), file.content_string)

    def make(self) -> Finished:
        """Take the page through every step of the engine."""
        engine, page = self.engine, self.page
        config, files, events = engine.config, engine.files, engine.config.plugins
        index = search_index(config)
        before = len(index.entries)
        engine.wake(page)
        try:
            with _hearing() as said:
                if self.made:
                    page.file.content_string = str(self.made.markdown)
                page.read_source(config)
                page.markdown = events.on_page_markdown(page.markdown, page=page, config=config, files=files)
                page.render(config, files)
                page.content = events.on_page_content(page.content, page=page, config=config, files=files)
                page.active = True
                context = events.on_page_context(engine.context(page), page=page, config=config, nav=engine.nav)
                html = engine.env.get_template("main.html").render(context)
                html = events.on_post_page(html, page=page, config=config)
            links = {file.src_uri: dict(found) for file, found in (page.links_to_anchors or {}).items()}
            return Finished(
                html=html,
                search=index.entries[before:],
                anchors=frozenset(page.present_anchor_ids or ()),
                links=links,
                facts=Facts.of(html),
                said=said,
            )
        finally:
            del index.entries[before:]
            page.active = False
            if self.made:
                page.file.content_string = ""
                vars(self.made).pop("markdown", None)
            engine.sleep(page)

    def _menu(self) -> str:
        """What stands around the page: tabs, its sections, the pages before and after it."""
        page, engine = self.page, self.engine
        near = [_entry(other) for other in (page.previous_page, page.next_page, engine.nav.homepage) if other]
        around = [self._section(section) for section in page.ancestors]
        return fingerprints.of(page.title, page.edit_url, page.canonical_url, near, around, self._section(engine.nav))

    def _section(self, section: Any) -> str:
        menus = self.engine.menus
        if id(section) not in menus:
            parts = section.items if section is self.engine.nav else section.children
            menus[id(section)] = fingerprints.of(
                getattr(section, "title", ""), getattr(section, "is_long", False), [_entry(part) for part in parts]
            )
        return menus[id(section)]


def search_index(config: Any) -> Any:
    """The index that the theme's search plugin fills."""
    return config.plugins["material/search"].search_index


def _entry(item: Any) -> tuple[str, str, int]:
    """What the menu shows of a page or of a section that is folded away: the theme writes blanks for each of its pages."""
    return str(item.title), str(first_page(item).url), len(item.children or ())


class _Heard(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[tuple[str, int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append((record.name, record.levelno, record.getMessage()))


@contextmanager
def _hearing() -> Iterator[list[tuple[str, int, str]]]:
    """Keep the engine's warnings instead of saying them: they are said when the page is put in its place."""
    logger, heard = logging.getLogger(ENGINE), _Heard()
    handlers, propagates = logger.handlers[:], logger.propagate
    logger.handlers, logger.propagate = [heard], False
    try:
        yield heard.said
    finally:
        logger.handlers, logger.propagate = handlers, propagates
