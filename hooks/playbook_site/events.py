"""The MkDocs edge: the only module that imports mkdocs.

`on_config` loads the library and sends the build beside the old site; `on_files` adds the pages;
`on_page_content` sanitises and fills the slots; `on_post_build` swaps the finished site in. With
`extra: speed` pages pass the engine's steps empty, and `on_env` has them made: see speed/. What is
done in a step is said in build.py.
"""

from __future__ import annotations

import functools
import logging
import os
import secrets
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from markupsafe import Markup
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
from playbook_site.build import Build, Stopped, is_quick, log, stopping
from playbook_site.content.body import anchor_of
from playbook_site.content.commonmark import Escapes
from playbook_site.publish import faults, patience, search, swap, theme_repairs
from playbook_site.publish.crossing import crossing_links
from playbook_site.publish.sanitise import Restless, sanitise
from playbook_site.rendering import Page
from playbook_site.speed import menu
from playbook_site.speed.compiled import Compiled
from playbook_site.speed.engine_pages import search_index
from playbook_site.speed.listing import listing_nothing_hidden
from playbook_site.speed.preview import PREVIEW
from playbook_site.speed.quick_build import EngineSteps, QuickBuild

P = ParamSpec("P")
R = TypeVar("R")

_STATE = "playbook_site"
_JOINED = ("assets/javascripts/", "assets/stylesheets/", "assets/search/", "assets/readme/")
"""Folders whose files are not published one by one: joined into one, or for the README alone."""

_SERVING = "_playbook_site_serving"


def _build(config: MkDocsConfig) -> Build:
    build = config.extra[_STATE]
    assert isinstance(build, Build)  # noqa: S101 - on_config put it there
    return build


def _said(event: Callable[P, R]) -> Callable[P, R]:
    """An event in which what stops the build is said as the engine says it: the message alone."""

    @functools.wraps(event)
    def told(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return event(*args, **kwargs)
        except Stopped as fault:
            raise PluginError(str(fault)) from fault

    return told


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether pages are served or published: only published ones are swapped in."""
    os.environ[_SERVING] = "1" if command == "serve" else ""


def on_serve(server: Any, *, config: MkDocsConfig, **_: Any) -> Any:
    """Answer for the pages that wait; take up what is saved."""
    if is_quick(config):
        PREVIEW.attach(server)
    return server


@_said
def on_config(config: MkDocsConfig, **_: Any) -> MkDocsConfig:
    """Load the library; stop with one report if anything in it is wrong."""
    build = Build(
        config=config,
        root=Path(config.config_file_path).parent,
        target=Path(config.site_dir),
        serving=bool(os.environ.get(_SERVING)),
        warnings=CountHandler(level=logging.WARNING),
    )
    config.extra[_STATE] = build
    if not config.repo_url:
        config.edit_uri = ""  # it would lead nowhere
    if build.serving:
        _let_warnings_pass()
        PREVIEW.begin(build.root)
    build.look_for_changes()
    if build.is_current:
        return _nothing_to_do(build)
    build.load()
    if build.code:
        config.theme.get_env = listing_nothing_hidden(config.theme.get_env)  # type: ignore[method-assign] # the engine asks no event
    if build.shown:
        config.nav = navigation.escaped(build.shown.nav)
    elif build.serving:
        log.error("The pages are not rebuilt until this is mended:\n%s", build.report)
        config.nav = [{"What to mend": "index.md"}]
    else:
        raise PluginError("\n" + build.report)
    config.markdown_extensions.append(Escapes())  # type: ignore[arg-type] # MkDocs hands them on as they are
    config.mdx_configs.setdefault("toc", {})["slugify"] = lambda words, _: anchor_of(words)
    if not build.serving:
        _go_beside(build)
    logging.getLogger("mkdocs").addHandler(build.warnings)
    return config


def _nothing_to_do(build: Build) -> MkDocsConfig:
    """The site is there already: the engine goes through its steps with nothing in its hands."""
    log.info("Nothing has changed since the site was built.")
    _go_beside(build)
    config: MkDocsConfig = build.config
    config.nav = []
    config.theme.static_templates.clear()
    return config


def _go_beside(build: Build) -> None:
    """Build into a folder of its own; whatever goes wrong from here on, it is removed and the old site stays."""
    fresh = swap.staging(build.target, secrets.token_hex(4))
    build.config.site_dir = str(fresh)
    build.config.plugins.events["build_error"].append(partial(_give_up, build, fresh))
    build.lock = swap.begin(build.target, fresh, log.info)


def _give_up(build: Build, fresh: Path, *, error: Exception) -> None:
    build.give_up(fresh)
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


@_said
def on_files(files: Files, config: MkDocsConfig, **_: Any) -> Files:
    """Add the pages that the library makes, at flat addresses with mirrored sources."""
    build = _build(config)
    if build.is_current:
        return Files([])
    for file in list(files):
        if file.src_uri.startswith(_JOINED) and file.src_dir == config.docs_dir:
            files.remove(file)
    build.add_search_worker([file.src_uri for file in files], lambda name: files.src_uris[name].content_string)
    for asset in build.site_assets.values():
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


def _file(page: Page, config: MkDocsConfig) -> File:
    file = File.generated(config, page.src, content="" if is_quick(config) else page.markdown)
    file.dest_uri = f"{page.url}index.html"
    file.url = (page.url or "./") if config.use_directory_urls else file.dest_uri
    file.edit_uri = f"../{page.edit}"
    return file


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
    if build.renderer and is_quick(config):
        for page in filter(None, (file.page for file in files.documentation_pages())):
            if page.file.src_uri in build.pages or "title" in vars(page):
                _sleep(page)
                page.meta = build.meta(page)
                page.update_date = build.renderer.today.isoformat()
    return nav


def _sleep(page: MkDocsPage) -> None:
    page.__class__ = _Waiting
    page.markdown = page.content = ""
    page.toc = []  # type: ignore[assignment] # as the engine begins


def _wake(page: MkDocsPage) -> None:
    page.__class__ = MkDocsPage
    page.markdown = page.content = None


def on_page_markdown(markdown: str, *, page: MkDocsPage, config: MkDocsConfig, **_: Any) -> str:
    """Give the theme our metadata, and rewrite links that cross between docs/ and playbooks/."""
    build = _build(config)
    if isinstance(page, _Waiting):
        return markdown
    page.meta = build.meta(page)
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


@_said
def on_env(env: Any, *, config: MkDocsConfig, files: Files, **_: Any) -> Any:
    """Let the theme's templates reach the names of our files, and move the theme's scripts into files."""
    build = _build(config)
    if build.is_current:
        return env
    if build.code:
        env.bytecode_cache = Compiled(build.code).of("theme")
    with stopping():
        build.repairs = theme_repairs.prepare(
            lambda name: env.get_template(name).render(config=config, base_url=theme_repairs.BASE, features=[]),
            with_policy=not build.serving,  # the engine's own reloading is an inline script
        )
    for asset in build.repairs.files:
        files.append(File.generated(config, asset.path, content=asset.text))
    addresses = (file.page.url for file in files.documentation_pages() if file.page)
    ways_in = build.renderer.library.vocabulary.ways_in if build.renderer else {}
    env.globals |= {
        "site_assets": build.site_assets,
        "parts": build.page_parts,
        "menu": menu.Menu(addresses),
        "ways_in": ways_in,
    }
    env.filters["with_our_search"] = lambda html: Markup(  # noqa: S704 - the theme's own block
        search.through(str(html), build.theme_worker, build.site_assets["worker"].path)
    )
    if not build.shown or not is_quick(config):
        return env
    build.quick = QuickBuild(
        build.root,
        build.shown,
        _steps(build, files),
        code=build.code,
        config=config,
        files=files,
        nav=build.nav,
        env=env,
        assets=build.site_assets.values(),
        serving=build.serving,
    )
    return build.quick.begin()


def _steps(build: Build, files: Files) -> EngineSteps:
    listed = files.documentation_pages()
    return EngineSteps(
        wake=_wake,
        sleep=_sleep,
        waits=lambda page: isinstance(page, _Waiting),
        context=lambda page: get_context(build.nav, listed, build.config, page),
        pages_module=mkdocs_pages,
        search_module=theme_search,
    )


@_said
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
        with stopping():
            found = build.quick.pages.get(page.file.dest_uri)
        build.facts[page.file.dest_uri] = found.facts
        page.present_anchor_ids = set(found.anchors)
        page.links_to_anchors = build.quick.links_of(page.file.dest_uri)
        search_index(config).entries.extend(found.search)
        for name, level, words in found.said:
            logging.getLogger(name).log(level, "%s", words)
    return context


@_said
def on_post_page(output: str, *, config: MkDocsConfig, page: MkDocsPage | None = None, **_: Any) -> str:
    """Mend a page that the theme has made."""
    if page:
        menu.hide(page)
    if isinstance(page, _Waiting):
        return output
    repairs = _build(config).repairs
    assert repairs is not None  # noqa: S101 - on_env made them
    with stopping():
        return repairs.mend(output)


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig, **_: Any) -> str:
    """Mend what the theme makes beside the pages: the page that says that there is none."""
    return on_post_page(output, config=config) if template_name.endswith(".html") else output


@_said
def on_post_build(config: MkDocsConfig, **_: Any) -> None:
    """Complete the site; swap it in if nothing was wrong with it."""
    build = _build(config)
    logging.getLogger("mkdocs").removeHandler(build.warnings)
    if build.serving:
        PREVIEW.end(build.quick.pages if build.quick else None, build.refresh)
    build.complete(Path(config.site_dir))
