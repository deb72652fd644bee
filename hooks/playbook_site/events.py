"""The MkDocs edge: the only module that imports mkdocs.

`on_config` loads the library and sends the build beside the old site; `on_files` adds the pages;
`on_page_content` sanitises and fills the slots; `on_post_build` swaps the finished site in.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import BuildError, PluginError
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import CountHandler

from playbook_site import navigation, site
from playbook_site.content.body import Body, anchor_of
from playbook_site.content.commonmark import Escapes
from playbook_site.content.problems import report
from playbook_site.contribute.reviews import clock
from playbook_site.links import rewrite
from playbook_site.publish import assets, beside, built, faults, finish, offline, patience, search, swap, theme_repairs
from playbook_site.publish.memory import remembering
from playbook_site.publish.permalinks import load_published
from playbook_site.publish.sanitise import Restless, sanitise
from playbook_site.rendering import Page, Renderer, Repository

log = logging.getLogger("mkdocs.playbook_site")

_STATE = "playbook_site"
_JOINED = ("assets/javascripts/", "assets/stylesheets/", "assets/search/", "assets/readme/")
"""Folders whose files are not published one by one: joined into one, or for the README alone."""

_APART = ("comparisons.js",)
"""Scripts that only their own pages ask for: files of their own."""

_SERVING = "_playbook_site_serving"


@dataclass
class Build:
    """What one build knows; new for each build, attached to the configuration."""

    root: Path
    target: Path
    serving: bool
    renderer: Renderer | None = None
    repairs: theme_repairs.Repairs | None = None
    report: str = ""
    lock: int | None = None
    pages: dict[str, Page] = field(default_factory=dict)
    warnings: CountHandler = field(default_factory=lambda: CountHandler(level=logging.WARNING))


def _build(config: MkDocsConfig) -> Build:
    build = config.extra[_STATE]
    assert isinstance(build, Build)  # noqa: S101 - on_config put it there
    return build


def on_startup(*, command: str, **_: Any) -> None:
    """Remember whether pages are served or published: only published ones are swapped in."""
    os.environ[_SERVING] = "1" if command == "serve" else ""


def on_config(config: MkDocsConfig, **_: Any) -> MkDocsConfig:
    """Load the library; stop with one report if anything in it is wrong."""
    root = Path(config.config_file_path).parent
    serving = bool(os.environ.get(_SERVING))
    build = Build(root=root, target=Path(config.site_dir), serving=serving)
    if serving:
        _let_warnings_pass()
    loaded = load_published(root)
    _add_assets(config)
    if loaded.library:
        build.renderer = Renderer(
            loaded.library,
            nonce=secrets.token_hex(8),
            index="" if config.use_directory_urls else "index.html",
            repository=Repository(url=config.repo_url or "", edit_uri=config.edit_uri or ""),
            today=clock(loaded.library, os.environ.get("SOURCE_DATE_EPOCH")),
            simulate=remembering(root / ".cache" / "simulations"),
            scripts={name: asset.path for name, asset in config.extra["site_assets"].items()},
        )
        build.pages = {page.src: page for page in site.pages(build.renderer)}
        config.nav = _escaped(navigation.of(loaded.library, docs=_docs_nav(config)))
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


def _go_beside(build: Build, config: MkDocsConfig) -> None:
    """Build into a folder of its own; whatever goes wrong from here on, it is removed and the old site stays."""
    fresh = swap.staging(build.target, secrets.token_hex(4))
    config.site_dir = str(fresh)
    config.plugins.events["build_error"].append(partial(_give_up, build, fresh))
    build.lock = swap.begin(build.target, fresh, log.info)


def _give_up(build: Build, fresh: Path, *, error: Exception) -> None:
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


def _let_warnings_pass() -> None:
    """Keep a strict server running: what is wrong is shown, and the next edit may mend it."""
    logger = logging.getLogger("mkdocs")
    for handler in [handler for handler in logger.handlers if isinstance(handler, CountHandler)]:
        logger.removeHandler(handler)


def _docs_nav(config: MkDocsConfig) -> list[Any]:
    """The hand-written part of the navigation, as mkdocs.yml lists it."""
    return list(config.extra.get("docs_nav", ()))


def _escaped(nav: Any) -> Any:
    """A navigation whose titles the theme may print as they are: it does not escape them itself."""
    match nav:
        case dict():
            return {escape(title): _escaped(part) for title, part in nav.items()}
        case list():
            return [_escaped(part) for part in nav]
        case _:
            return nav


def _add_assets(config: MkDocsConfig) -> None:
    folder = Path(config.docs_dir) / "assets"
    try:
        config.extra["site_assets"] = {
            "js": assets.script(folder / "javascripts", apart=_APART),
            "css": assets.sheet(folder / "stylesheets"),
            **{
                name.removesuffix(".js"): assets.script(folder / "javascripts", name.removesuffix(".js"), entry=name)
                for name in _APART
                if (folder / "javascripts" / name).exists()
            },
        }
    except assets.BundleFault as fault:
        raise PluginError(f"docs/assets/javascripts: {fault}") from fault


def on_files(files: Files, config: MkDocsConfig, **_: Any) -> Files:
    """Add the pages that the library makes, at flat addresses with mirrored sources."""
    build = _build(config)
    for file in list(files):
        if file.src_uri.startswith(_JOINED) and file.src_dir == config.docs_dir:
            files.remove(file)
    theme = [file.src_uri for file in files]
    config.extra["theme_worker"] = next((name for name in theme if name.startswith(search.THEME_WORKER)), "")
    with _told():
        ours = search.worker(Path(config.docs_dir) / "assets/search/worker.js", theme)
        config.extra["site_assets"]["worker"] = ours
        if not config.use_directory_urls:
            theirs = files.src_uris[config.extra["theme_worker"]].content_string
            config.extra["site_assets"]["offline"] = offline.worker_on_page(ours.text, theirs)
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


def _file(page: Page, config: MkDocsConfig) -> File:
    file = File.generated(config, page.src, content=page.markdown)
    file.dest_uri = f"{page.url}index.html"
    file.url = (page.url or "./") if config.use_directory_urls else file.dest_uri
    file.edit_uri = f"../{page.edit}"
    return file


def on_page_markdown(markdown: str, *, page: MkDocsPage, config: MkDocsConfig, **_: Any) -> str:
    """Give the theme our metadata, and rewrite links that cross between docs/ and playbooks/."""
    made = _build(config).pages.get(page.file.src_uri)
    if made:
        page.meta = {
            "title": escape(made.tab_title or made.name),
            "description": escape(made.description),
            "hide": list(made.hide),
            "og_title": made.tab_title or made.title,
        }
    else:
        page.meta = {key: escape(value) for key, value in page.meta.items() if key in {"title", "description"}}
    renderer = _build(config).renderer
    if renderer:
        page.update_date = renderer.today.isoformat()
    patience.begin(
        PluginError(f"{page.file.src_uri}: takes more than {patience.SECONDS:.0f} seconds to read; split it")
    )
    return _crossing_links(markdown, in_docs=not made)


def _crossing_links(markdown: str, *, in_docs: bool) -> str:
    """Links as they are written in the repository, as they must be in one tree of sources."""
    body = Body.scan(markdown)
    spans = []
    for link in body.links:
        target = re.sub(r"(sources|glossary|objections|meetings)\.yml(#|$)", r"\1.md\2", link.target)
        target = re.sub(r"^((?:\.\./)+)docs/", r"\1", target)
        if in_docs:
            target = re.sub(r"^\.\./((?:\.\./)*)playbooks/", r"\1playbooks/", target)
        if target != link.target:
            spans.append((link, target))
    return rewrite(markdown, spans)


def on_page_content(html: str, *, page: MkDocsPage, config: MkDocsConfig, **_: Any) -> str:
    """Tame what authors wrote, then put the components in."""
    build = _build(config)
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
    with _told():
        build.repairs = theme_repairs.prepare(
            lambda name: env.get_template(name).render(config=config, base_url=theme_repairs.BASE, features=[]),
            with_policy=not build.serving,  # the engine's own reloading is an inline script
        )
    for asset in build.repairs.files:
        files.append(File.generated(config, asset.path, content=asset.text))
    made = config.extra["site_assets"]
    env.globals["site_assets"] = made
    renderer = _build(config).renderer
    env.globals["ways_in"] = renderer.library.vocabulary.ways_in if renderer else {}
    env.filters["with_our_search"] = lambda html: Markup(  # noqa: S704 - the theme's own block
        search.through(str(html), config.extra["theme_worker"], made["worker"].path)
    )
    return env


@contextmanager
def _told() -> Iterator[None]:
    """What the theme no longer has, said in one line."""
    try:
        yield
    except search.ThemeChanged as fault:
        raise PluginError(f"The theme has changed: {fault}. See docs/contribute/theme-contract.md") from fault


def on_post_page(output: str, *, config: MkDocsConfig, **_: Any) -> str:
    """Mend a page that the theme has made."""
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
    if build.report:
        (folder / "404.html").write_text(
            faults.everywhere((folder / "index.html").read_text(encoding="utf-8")), encoding="utf-8"
        )
        return
    index = folder / "search" / "search_index.json"
    if index.exists():
        with _told():
            search.extend(index, build.pages.values(), tail="" if config.use_directory_urls else "index.html")
        if not config.use_directory_urls:
            offline.index_as_script(folder)
    if build.renderer:
        here = beside.Site(name=config.site_name, url=config.site_url or "")
        beside.write(folder, build.renderer, build.root, site=here, live={page.url for page in build.pages.values()})
    if build.serving:
        return
    counts = build.warnings.get_counts()
    if counts:
        said = ", ".join(f"{count} {level.lower()}{'s' if count > 1 else ''}" for level, count in counts)
        raise PluginError(f"The site at {build.target.name}/ was left as it was: {said} above.")
    try:
        finish.finish(folder, committed=built.last_commit(build.root), site_url=config.site_url or "")
    except finish.Unsound as fault:
        raise PluginError(f"The site at {build.target.name}/ was left as it was; {fault}") from fault
    swap.swap(folder, build.target)
    swap.end(build.lock)
    log.info("The site is in %s/", build.target.name)
