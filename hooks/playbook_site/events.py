"""The MkDocs edge: the only module that imports mkdocs.

`on_config` loads the library and sends the build beside the old site; `on_files` adds the pages;
`on_page_content` sanitises and fills the slots; `on_post_build` swaps the finished site in. With
`extra: speed` pages pass the engine's steps empty, and `on_env` has them made: see speed/.
"""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from material.plugins.search import plugin as theme_search
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, PluginError
from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler

from playbook_site import navigation
from playbook_site.content.body import anchor_of
from playbook_site.content.commonmark import Escapes
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
    patience,
    search,
    swap,
    theme_repairs,
)
from playbook_site.publish.crossing import crossing_links
from playbook_site.publish.permalinks import load_published
from playbook_site.publish.sanitise import Restless, sanitise
from playbook_site.publish.shown import Settings, Shown
from playbook_site.publish.verify import Facts
from playbook_site.rendering import Page, Renderer, Repository
from playbook_site.speed import fingerprints, menu, unchanged
from playbook_site.speed.aside import Aside
from playbook_site.speed.compiled import Compiled
from playbook_site.speed.engine_pages import search_index
from playbook_site.speed.preview import PREVIEW
from playbook_site.speed.processes import ProcessLost
from playbook_site.speed.quick_build import PAGES, EngineSteps, QuickBuild
from playbook_site.speed.reading import Kept
from playbook_site.speed.store import Store

log = logging.getLogger("mkdocs.playbook_site")

_STATE = "playbook_site"
_JOINED = ("assets/javascripts/", "assets/stylesheets/", "assets/search/", "assets/readme/")
"""Folders whose files are not published one by one: joined into one, or for the README alone."""

_SERVING = "_playbook_site_serving"


@dataclass
class Build:
    """What one build knows; new for each build, attached to the configuration."""

    root: Path
    target: Path
    serving: bool
    shown: Shown | None = None
    aside: Aside | None = None
    quick: QuickBuild | None = None
    code: str = ""
    made_of: str = ""
    is_current: bool = False
    repairs: theme_repairs.Repairs | None = None
    report: str = ""
    lock: int | None = None
    nav: Any = None
    facts: dict[str, Facts] = field(default_factory=dict)
    warnings: CountHandler = field(default_factory=lambda: CountHandler(level=logging.WARNING))

    @property
    def renderer(self) -> Renderer | None:
        """What makes the pages, unless something is wrong in the library."""
        return self.shown.renderer if self.shown else None

    @property
    def pages(self) -> Mapping[str, Page]:
        """The pages that the library makes, by source."""
        return self.shown.pages if self.shown else {}


def _build(config: MkDocsConfig) -> Build:
    build = config.extra[_STATE]
    assert isinstance(build, Build)  # noqa: S101 - on_config put it there
    return build


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether pages are served or published: only published ones are swapped in."""
    os.environ[_SERVING] = "1" if command == "serve" else ""


def on_serve(server: Any, *, config: MkDocsConfig, **_: Any) -> Any:
    """Answer for the pages that wait; take up what is saved."""
    if _is_quick(config):
        PREVIEW.attach(server)
    return server


def on_config(config: MkDocsConfig, **_: Any) -> MkDocsConfig:
    """Load the library; stop with one report if anything in it is wrong."""
    root = Path(config.config_file_path).parent
    serving = bool(os.environ.get(_SERVING))
    build = Build(root=root, target=Path(config.site_dir), serving=serving)
    if _is_quick(config):
        build.code = fingerprints.code()
    if serving:
        _let_warnings_pass()
        PREVIEW.begin(root)
    elif _is_quick(config):
        build.made_of = unchanged.made_of(root, build.target, config, build.code)
        build.is_current = unchanged.is_current(Store(root / PAGES), build.made_of, build.target)
        if build.is_current:
            return _nothing_to_do(build, config)
    with _told():
        loaded = load_published(root, _reading(build))
    if loaded.library and build.code:
        build.aside = Aside(Store(root / PAGES), build.code, loaded.library, _here(config))
        if not serving:
            build.aside.begin()
    _add_assets(config)
    if loaded.library:
        build.shown = _shown(loaded.library, build, config)
        config.nav = navigation.escaped(build.shown.nav)
    else:
        build.report = report(loaded.problems)
        if not serving:
            raise PluginError("\n" + build.report)
        log.error("The pages are not rebuilt until this is mended:\n%s", build.report)
        config.nav = [{"What to mend": "index.md"}]
    config.markdown_extensions.append(Escapes())  # type: ignore[arg-type] # MkDocs hands them on as they are
    config.mdx_configs.setdefault("toc", {})["slugify"] = lambda words, _: anchor_of(words)
    if not serving:
        _go_beside(build, config)
    config.extra[_STATE] = build
    logging.getLogger("mkdocs").addHandler(build.warnings)
    return config


def _reading(build: Build) -> Reading:
    """How the library is read."""
    if build.serving:
        return PREVIEW.reading
    return Kept(Store(build.root / PAGES), build.code) if build.code else one_by_one


def _nothing_to_do(build: Build, config: MkDocsConfig) -> MkDocsConfig:
    """The site is there already: the engine goes through its steps with nothing in its hands."""
    log.info("Nothing has changed since the site was built.")
    _go_beside(build, config)
    config.nav = []
    config.theme.static_templates.clear()
    config.extra[_STATE] = build
    return config


def _shown(library: Library, build: Build, config: MkDocsConfig) -> Shown:
    settings = Settings(
        root=build.root,
        repository=Repository(url=config.repo_url or "", edit_uri=config.edit_uri or ""),
        docs_nav=tuple(config.extra.get("docs_nav", ())),
        assets=config.extra["site_assets"],
        index="" if config.use_directory_urls else "index.html",
        epoch=os.environ.get("SOURCE_DATE_EPOCH"),
        **({"compiled": Compiled(build.code).of} if build.code else {}),
    )
    try:
        return Shown.of(library, settings)
    except history.Shallow as fault:
        raise PluginError(f"Not published: {fault}.") from fault


def _refresh(config: MkDocsConfig) -> bool:
    """Under `serve`: take up what was saved without building anew; False when that needs more than new pages."""
    build = _build(config)
    library = load_published(build.root, PREVIEW.reading).library
    if not library or not build.shown or not build.quick:
        return False
    shown = _shown(library, build, config)
    if shown.shape != build.shown.shape:
        return False
    build.shown = shown
    build.quick.engine.env.globals["ways_in"] = library.vocabulary.ways_in
    build.quick.take_up(shown)
    for waiting in build.quick.waiting():
        waiting.page.meta = _meta(build, waiting.page)
    return True


def _go_beside(build: Build, config: MkDocsConfig) -> None:
    """Build into a folder of its own; whatever goes wrong from here on, it is removed and the old site stays."""
    fresh = swap.staging(build.target, secrets.token_hex(4))
    config.site_dir = str(fresh)
    config.plugins.events["build_error"].append(partial(_give_up, build, fresh))
    build.lock = swap.begin(build.target, fresh, log.info)


def _give_up(build: Build, fresh: Path, *, error: Exception) -> None:
    if build.quick:
        build.quick.pages.stop()
    swap.discard(fresh)
    swap.end(build.lock)
    kept = f"The site at {build.target.name}/ was left as it was"
    if isinstance(error, OSError):
        raise PluginError(f"{kept}: {error.strerror or error}: {error.filename or fresh}") from error
    if not isinstance(error, BuildError):
        log.error("%s.", kept)


def on_build_error(**_: Any) -> None:
    """Stop waiting for a page."""
    patience.end()
    PREVIEW.end(None)


def _let_warnings_pass() -> None:
    """Keep a strict server running: what is wrong is shown, and the next edit may mend it."""
    logger = logging.getLogger("mkdocs")
    for handler in [handler for handler in logger.handlers if isinstance(handler, CountHandler)]:
        logger.removeHandler(handler)


def _add_assets(config: MkDocsConfig) -> None:
    folders = [Path(config.docs_dir) / "assets" / kind for kind in ("javascripts", "stylesheets")]
    try:
        config.extra["parts"] = made = parts.made(*folders)
        config.extra["site_assets"] = {
            **dict(zip(("js", "css"), made.everywhere, strict=True)),
            **made.scripts,
            **made.sheets,
        }
    except assets.BundleFault as fault:
        raise PluginError(f"docs/assets/javascripts: {fault}") from fault


def on_files(files: Files, config: MkDocsConfig, **_: Any) -> Files:
    """Add the pages that the library makes, at flat addresses with mirrored sources."""
    build = _build(config)
    if build.is_current:
        return Files([])
    for file in list(files):
        if file.src_uri.startswith(_JOINED) and file.src_dir == config.docs_dir:
            files.remove(file)
    _add_search_worker(files, config)
    for asset in config.extra["site_assets"].values():
        files.append(File.generated(config, asset.path, content=asset.text))
    if build.report:
        for file in list(files):
            if file.is_documentation_page():
                files.remove(file)
        files.append(File.generated(config, "index.md", content=faults.markdown(build.report)))
        return files
    for page in build.pages.values():
        if page.src in files.src_uris:
            raise PluginError(f"docs/{page.src} stands where the library puts a page of its own; move it")
        files.append(_file(page, config))
    return files


def _add_search_worker(files: Files, config: MkDocsConfig) -> None:
    theme = [file.src_uri for file in files]
    config.extra["theme_worker"] = next((name for name in theme if name.startswith(search.THEME_WORKER)), "")
    with _told():
        source = Path(config.docs_dir) / "assets/search/worker.js"
        told = search.telling(source.with_name("telling.js"))
        ours = pagefind.worker(source, told) if _is_large(config) else search.worker(source, theme, told)
        config.extra["site_assets"] |= {"worker": ours, "telling": told}
        if not config.use_directory_urls:
            theirs = files.src_uris[config.extra["theme_worker"]].content_string
            config.extra["site_assets"]["offline"] = offline.worker_on_page(ours.text, told.text, theirs)


def _file(page: Page, config: MkDocsConfig) -> File:
    file = File.generated(config, page.src, content="" if _is_quick(config) else page.markdown)
    file.dest_uri = f"{page.url}index.html"
    file.url = (page.url or "./") if config.use_directory_urls else file.dest_uri
    file.edit_uri = f"../{page.edit}"
    return file


def _is_quick(config: MkDocsConfig) -> bool:
    """Whether pages are kept between builds and made on every core."""
    return bool(config.extra.get("speed", True)) and "material/search" in config.plugins


def _is_large(config: MkDocsConfig) -> bool:
    """Whether Pagefind answers the search; a site that is opened from disk, or served while it is written, has the theme's."""
    build = _build(config)
    try:
        chosen = pagefind.is_chosen(config.extra.get("search"), len(build.pages))
    except ValueError as fault:
        raise PluginError(str(fault)) from fault
    return chosen and config.use_directory_urls and not build.serving and not build.report


class _Waiting(MkDocsPage):
    """A page that passes the engine's steps empty, because it is made by itself."""

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002 - as the engine calls it
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002 - as the engine calls it
        self.content = ""


def on_nav(nav: Navigation, *, config: MkDocsConfig, files: Files, **_: Any) -> Navigation:
    """Shorten the menu; let every page wait whose title is known without reading it."""
    menu.shorten(nav.items)
    build = _build(config)
    build.nav = nav
    if build.renderer and _is_quick(config):
        for page in filter(None, (file.page for file in files.documentation_pages())):
            if page.file.src_uri in build.pages or "title" in vars(page):
                _sleep(page)
                page.meta = _meta(build, page)
                page.update_date = build.renderer.today.isoformat()
    return nav


def _sleep(page: MkDocsPage) -> None:
    page.__class__ = _Waiting
    page.markdown = page.content = ""
    page.toc = []  # type: ignore[assignment] # as the engine begins


def _wake(page: MkDocsPage) -> None:
    page.__class__ = MkDocsPage
    page.markdown = page.content = None


def _meta(build: Build, page: MkDocsPage) -> dict[str, Any]:
    """What the theme is told of a page."""
    made = build.pages.get(page.file.src_uri)
    if not made:
        return {key: escape(value) for key, value in page.meta.items() if key in {"title", "description"}}
    return {
        "title": escape(made.tab_title or made.name),
        "description": escape(made.description),
        "hide": list(made.hide),
        "og_title": made.tab_title or made.title,
    }


def on_page_markdown(markdown: str, *, page: MkDocsPage, config: MkDocsConfig, **_: Any) -> str:
    """Give the theme our metadata, and rewrite links that cross between docs/ and playbooks/."""
    build = _build(config)
    if isinstance(page, _Waiting):
        return markdown
    page.meta = _meta(build, page)
    if build.renderer:
        page.update_date = build.renderer.today.isoformat()
    patience.begin(
        PluginError(f"{page.file.src_uri}: takes more than {patience.SECONDS:.0f} seconds to read; split it")
    )
    return crossing_links(markdown, in_docs=page.file.src_uri not in build.pages)


def on_page_content(html: str, *, page: MkDocsPage, config: MkDocsConfig, **_: Any) -> str:
    """Tame what authors wrote, then put the components in."""
    build = _build(config)
    if isinstance(page, _Waiting):
        return html
    patience.end()
    try:
        clean = theme_repairs.scrollable(sanitise(html))
    except Restless as fault:
        raise PluginError(f"{page.file.src_uri}: {fault}") from fault
    made = build.pages.get(page.file.src_uri)
    if build.renderer and made:
        clean = build.renderer.explain(clean, made.url)
        clean = build.renderer.slots.fill(clean)
        page.present_anchor_ids = (page.present_anchor_ids or set()) | made.anchors
    return clean


def on_env(env: Any, *, config: MkDocsConfig, files: Files, **_: Any) -> Any:
    """Let the theme's templates reach the names of our files, and move the theme's scripts into files."""
    build = _build(config)
    if build.is_current:
        return env
    if build.code:
        env.bytecode_cache = Compiled(build.code).of("theme")
    with _told():
        build.repairs = theme_repairs.prepare(
            lambda name: env.get_template(name).render(config=config, base_url=theme_repairs.BASE, features=[]),
            with_policy=not build.serving,  # the engine's own reloading is an inline script
        )
    for asset in build.repairs.files:
        files.append(File.generated(config, asset.path, content=asset.text))
    made = config.extra["site_assets"]
    addresses = (file.page.url for file in files.documentation_pages() if file.page)
    env.globals |= {"site_assets": made, "parts": config.extra["parts"], "menu": menu.Menu(addresses)}
    renderer = _build(config).renderer
    env.globals["ways_in"] = renderer.library.vocabulary.ways_in if renderer else {}
    env.filters["with_our_search"] = lambda html: Markup(  # noqa: S704 - the theme's own block
        search.through(str(html), config.extra["theme_worker"], made["worker"].path)
    )
    if not build.shown or not _is_quick(config):
        return env
    listed, nav = files.documentation_pages(), build.nav
    steps = EngineSteps(
        wake=_wake,
        sleep=_sleep,
        waits=lambda page: isinstance(page, _Waiting),
        context=lambda page: get_context(nav, listed, config, page),
        pages_module=mkdocs_pages,
        search_module=theme_search,
    )
    build.quick = QuickBuild(
        build.root,
        build.shown,
        steps,
        code=build.code,
        config=config,
        files=files,
        nav=nav,
        env=env,
        serving=build.serving,
    )
    return build.quick.begin()


def on_page_context(context: Any, *, page: MkDocsPage, config: MkDocsConfig, **_: Any) -> Any:
    """Put a page that was made by itself where the engine looks for it, with all that was found in it."""
    menu.show(page)
    build = _build(config)
    if not isinstance(page, _Waiting) or not build.quick:
        return context
    if build.serving:
        entry = {"location": page.url, "title": page.title, "text": page.meta.get("description", "")}
        search_index(config).entries.append(entry)
    else:
        with _told():
            found = build.quick.pages.get(page.file.dest_uri)
        build.facts[page.file.dest_uri] = found.facts
        page.present_anchor_ids = set(found.anchors)
        page.links_to_anchors = build.quick.links_of(page.file.dest_uri)
        search_index(config).entries.extend(found.search)
        for name, level, words in found.said:
            logging.getLogger(name).log(level, "%s", words)
    return context


@contextmanager
def _told() -> Iterator[None]:
    """What the theme no longer has, or a process that is no longer there, said in one line."""
    try:
        yield
    except search.ThemeChanged as fault:
        raise PluginError(f"The theme has changed: {fault}. See docs/contribute/theme-contract.md") from fault
    except ProcessLost as fault:
        raise PluginError(
            f"{fault}. With `speed: false` under `extra:` in mkdocs.yml one process does it all"
        ) from fault
    except pagefind_service.PagefindFault as fault:
        raise PluginError(
            f"{fault}. With `search: theme` under `extra:` in mkdocs.yml the site does without it"
        ) from fault


def on_post_page(output: str, *, config: MkDocsConfig, page: MkDocsPage | None = None, **_: Any) -> str:
    """Mend a page that the theme has made."""
    if page:
        menu.hide(page)
    if isinstance(page, _Waiting):
        return output
    repairs = _build(config).repairs
    assert repairs is not None  # noqa: S101 - on_env made them
    with _told():
        return repairs.mend(output)


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig, **_: Any) -> str:
    """Mend what the theme makes beside the pages: the page that says that there is none."""
    return on_post_page(output, config=config) if template_name.endswith(".html") else output


def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Complete the search index; swap the new site in if nothing was wrong with it."""
    build = _build(config)
    logging.getLogger("mkdocs").removeHandler(build.warnings)
    folder = Path(config.site_dir)
    if build.is_current:
        swap.discard(folder)
        swap.end(build.lock)
        return
    if build.serving:
        PREVIEW.end(build.quick.pages if build.quick else None, partial(_refresh, config))
    if build.report:
        (folder / "404.html").write_text(
            faults.everywhere((folder / "index.html").read_text(encoding="utf-8")), encoding="utf-8"
        )
        return
    _complete_search(build, config, folder)
    if build.renderer:
        live = {page.url for page in build.pages.values()}
        remember = build.aside.bytes_of if build.aside else beside.anew
        with _told():
            beside.write(folder, build.renderer, build.root, site=_here(config), live=live, remember=remember)
    if not build.serving:
        _publish(build, config, folder)


def _complete_search(build: Build, config: MkDocsConfig, folder: Path) -> None:
    index = folder / "search" / "search_index.json"
    if index.exists():
        with _told():
            on_server, is_large = config.use_directory_urls, _is_large(config)
            tail = "" if on_server else "index.html"
            search.extend(index, build.pages.values(), tail=tail, words_apart=on_server and not is_large)
            if is_large:
                pagefind.move(folder)
        if not on_server:
            offline.index_as_script(folder)


def _here(config: MkDocsConfig) -> beside.Site:
    return beside.Site(name=config.site_name, url=config.site_url or "")


def _publish(build: Build, config: MkDocsConfig, folder: Path) -> None:
    """Look at the whole site, and swap it in if nothing is wrong with it."""
    counts = build.warnings.get_counts()
    if counts:
        said = ", ".join(f"{count} {level.lower()}{'s' if count > 1 else ''}" for level, count in counts)
        raise PluginError(f"The site at {build.target.name}/ was left as it was: {said} above.")
    try:
        committed, site_url = built.last_commit(build.root), config.site_url or ""
        finish.finish(folder, committed=committed, site_url=site_url, known=build.facts)
    except finish.Unsound as fault:
        raise PluginError(f"The site at {build.target.name}/ was left as it was; {fault}") from fault
    swap.swap(folder, build.target)
    swap.end(build.lock)
    if build.quick:
        build.quick.pages.end(build.aside.names if build.aside else ())
        unchanged.remember(Store(build.root / PAGES), build.made_of, build.target)
    log.info("The site is in %s/", build.target.name)
