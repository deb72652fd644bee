"""One build, from the library to a site that is published: what it knows, and its steps.

Nothing here imports MkDocs: `events.py` hands in the settings and the pages of the engine, and calls
the steps. Whatever stops a build is a `Stopped` here, whose message is for the person who reads it.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from markupsafe import escape

from playbook_site.content.documents import Reading, one_by_one
from playbook_site.content.problems import report
from playbook_site.library import Library
from playbook_site.publish import (
    assets,
    beside,
    built,
    faults,
    finish,
    history,
    offline,
    pagefind,
    pagefind_service,
    parts,
    search,
    swap,
    theme_repairs,
)
from playbook_site.publish.assets import Asset
from playbook_site.publish.permalinks import load_published
from playbook_site.publish.shown import Settings, Shown
from playbook_site.publish.verify import Facts
from playbook_site.rendering import Page, Renderer, Repository
from playbook_site.speed import fingerprints, unchanged
from playbook_site.speed.aside import Aside
from playbook_site.speed.compiled import Compiled
from playbook_site.speed.preview import PREVIEW
from playbook_site.speed.processes import ProcessLost
from playbook_site.speed.quick_build import PAGES, QuickBuild
from playbook_site.speed.reading import Kept
from playbook_site.speed.store import Store

log = logging.getLogger("mkdocs.playbook_site")


class Stopped(Exception):
    """A build cannot go on; the message says why and, where it can, what to do."""


@contextmanager
def stopping() -> Iterator[None]:
    """What a build cannot do, said in one line. Raises Stopped."""
    try:
        yield
    except search.ThemeChanged as fault:
        raise Stopped(f"The theme has changed: {fault}. See docs/contribute/theme-contract.md") from fault
    except pagefind_service.PagefindFault as fault:
        raise Stopped(f"{fault}. With `search: theme` under `extra:` in mkdocs.yml the site does without it") from fault
    except ProcessLost as fault:
        raise Stopped(f"{fault}. With `speed: false` under `extra:` in mkdocs.yml one process does it all") from fault
    except assets.BundleFault as fault:
        raise Stopped(f"docs/assets/javascripts: {fault}") from fault
    except history.Shallow as fault:
        raise Stopped(f"Not published: {fault}.") from fault


def is_quick(config: Any) -> bool:
    """Whether pages are kept between builds and made on every core."""
    return bool(config.extra.get("speed", True)) and "material/search" in config.plugins


@dataclass
class Build:
    """What one build knows; new for each build. `config` are the engine's settings, `warnings` counts what it says."""

    config: Any
    root: Path
    target: Path
    serving: bool
    warnings: Any
    code: str = ""
    made_of: str = ""
    is_current: bool = False
    report: str = ""
    shown: Shown | None = None
    page_parts: parts.Parts | None = None
    site_assets: dict[str, Asset] = field(default_factory=dict)
    theme_worker: str = ""
    aside: Aside | None = None
    quick: QuickBuild | None = None
    repairs: theme_repairs.Repairs | None = None
    lock: int | None = None
    nav: Any = None
    facts: dict[str, Facts] = field(default_factory=dict)

    @property
    def renderer(self) -> Renderer | None:
        """What makes the pages, unless something is wrong in the library."""
        return self.shown.renderer if self.shown else None

    @property
    def pages(self) -> Mapping[str, Page]:
        """The pages that the library makes, by source."""
        return self.shown.pages if self.shown else {}

    @property
    def store(self) -> Store:
        """What is kept between builds."""
        return Store(self.root / PAGES)

    @property
    def here(self) -> beside.Site:
        """How the site calls itself."""
        return beside.Site(name=self.config.site_name, url=self.config.site_url or "")

    def look_for_changes(self) -> None:
        """Find out what the site will be made of, and whether it is there already."""
        self.code = fingerprints.code() if is_quick(self.config) else ""
        if self.code and not self.serving:
            self.made_of = unchanged.made_of(self.root, self.target, self.config, self.code)
            self.is_current = unchanged.is_current(self.store, self.made_of, self.target)

    def load(self) -> None:
        """Read the library and begin what takes long; `report` says what is wrong, else `shown` is what will be shown."""
        with stopping():
            loaded = load_published(self.root, self._reading())
            if loaded.library and self.code:
                self.aside = Aside(self.store, self.code, loaded.library, self.here)
                if not self.serving:
                    self.aside.begin()
            folders = [Path(self.config.docs_dir) / "assets" / kind for kind in ("javascripts", "stylesheets")]
            self.page_parts = made = parts.made(*folders)
            script, sheet = made.everywhere
            self.site_assets = {"js": script, "css": sheet, **made.scripts, **made.sheets}
            if loaded.library:
                self.shown = self._show(loaded.library)
            else:
                self.report = report(loaded.problems)

    def _reading(self) -> Reading:
        if self.serving:
            return PREVIEW.reading
        return Kept(self.store, self.code) if self.code else one_by_one

    def _show(self, library: Library) -> Shown:
        config = self.config
        settings = Settings(
            root=self.root,
            repository=Repository(url=config.repo_url or "", edit_uri=config.edit_uri or ""),
            docs_nav=tuple(config.extra.get("docs_nav", ())),
            assets=self.site_assets,
            index="" if config.use_directory_urls else "index.html",
            epoch=os.environ.get("SOURCE_DATE_EPOCH"),
            **({"compiled": Compiled(self.code).of} if self.code else {}),
        )
        return Shown.of(library, settings)

    def is_large(self) -> bool:
        """Whether Pagefind answers the search; a site that is opened from disk, or served while it is written, has the theme's."""
        try:
            chosen = pagefind.is_chosen(self.config.extra.get("search"), len(self.pages))
        except ValueError as fault:
            raise Stopped(str(fault)) from fault
        return chosen and self.config.use_directory_urls and not self.serving and not self.report

    def add_search_worker(self, files: Sequence[str], text_of: Callable[[str], str]) -> None:
        """Put our search before the theme's; `files` are all of the site, `text_of` reads one."""
        self.theme_worker = next((name for name in files if name.startswith(search.THEME_WORKER)), "")
        with stopping():
            source = Path(self.config.docs_dir) / "assets/search/worker.js"
            told = search.telling(source.with_name("telling.js"))
            ours = pagefind.worker(source, told) if self.is_large() else search.worker(source, files, told)
            self.site_assets |= {"worker": ours, "telling": told}
            if not self.config.use_directory_urls:
                theirs = text_of(self.theme_worker)
                self.site_assets["offline"] = offline.worker_on_page(ours.text, told.text, theirs)

    def meta(self, page: Any) -> dict[str, Any]:
        """What the theme is told of a page."""
        made = self.pages.get(page.file.src_uri)
        if not made:
            return {key: escape(value) for key, value in page.meta.items() if key in {"title", "description"}}
        return {
            "title": escape(made.tab_title or made.name),
            "description": escape(made.description),
            "hide": list(made.hide),
            "og_title": made.tab_title or made.title,
        }

    def refresh(self) -> bool:
        """Under `serve`: take up what was saved without building anew; False when that needs more than new pages."""
        library = load_published(self.root, PREVIEW.reading).library
        if not library or not self.shown or not self.quick:
            return False
        with stopping():
            shown = self._show(library)
        if shown.shape != self.shown.shape:
            return False
        self.shown = shown
        self.quick.engine.env.globals["ways_in"] = library.vocabulary.ways_in
        self.quick.take_up(shown)
        for waiting in self.quick.waiting():
            waiting.page.meta = self.meta(waiting.page)
        return True

    def give_up(self, fresh: Path) -> None:
        """Leave nothing behind of a site that did not come about."""
        if self.quick:
            self.quick.pages.stop()
        swap.discard(fresh)
        swap.end(self.lock)

    def complete(self, folder: Path) -> None:
        """Add to the pages in `folder` what only a whole site can have, and put it in the place of the old one."""
        if self.is_current:
            swap.discard(folder)
            swap.end(self.lock)
        elif self.report:
            page = (folder / "index.html").read_text(encoding="utf-8")
            (folder / "404.html").write_text(faults.everywhere(page), encoding="utf-8")
        else:
            with stopping():
                self._complete_search(folder)
            self._add_files(folder)
            if not self.serving:
                self._publish(folder)

    def _complete_search(self, folder: Path) -> None:
        index = folder / "search" / "search_index.json"
        if not index.exists():
            return
        on_server, is_large = self.config.use_directory_urls, self.is_large()
        tail = "" if on_server else "index.html"
        search.extend(index, self.pages.values(), tail=tail, words_apart=on_server and not is_large)
        if is_large:
            pagefind.move(folder)
        if not on_server:
            offline.index_as_script(folder)

    def _add_files(self, folder: Path) -> None:
        if self.renderer:
            live = {page.url for page in self.pages.values()}
            remember = self.aside.bytes_of if self.aside else beside.anew
            beside.write(folder, self.renderer, self.root, site=self.here, live=live, remember=remember)

    def _publish(self, folder: Path) -> None:
        """Look at the whole site, and swap it in if nothing is wrong with it."""
        kept = f"The site at {self.target.name}/ was left as it was"
        if counts := self.warnings.get_counts():
            said = ", ".join(f"{count} {level.lower()}{'s' if count > 1 else ''}" for level, count in counts)
            raise Stopped(f"{kept}: {said} above.")
        try:
            committed = built.last_commit(self.root)
            finish.finish(folder, committed=committed, site_url=self.here.url, known=self.facts)
        except finish.Unsound as fault:
            raise Stopped(f"{kept}; {fault}") from fault
        if self.quick:
            self.quick.pages.stop()  # all are there; while others run, old sites are not removed behind our back
        swap.swap(folder, self.target)
        swap.end(self.lock)
        if self.quick:
            self.quick.pages.end(self.aside.names if self.aside else ())
            unchanged.remember(self.store, self.made_of, self.target)
        log.info("The site is in %s/", self.target.name)
