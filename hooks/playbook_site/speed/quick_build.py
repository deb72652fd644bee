"""A build whose pages wait: what is begun once the engine has read the settings and made the menu."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Any

from playbook_site.publish.assets import Asset
from playbook_site.publish.shown import Shown
from playbook_site.speed import fingerprints, preview
from playbook_site.speed.converter import one_converter
from playbook_site.speed.engine_pages import Engine, EnginePage
from playbook_site.speed.making import Pages
from playbook_site.speed.quick_parser import quick_search
from playbook_site.speed.store import Store

PAGES = ".cache/pages"
"""Where finished pages are kept, below the repository."""


@dataclass(frozen=True, kw_only=True)
class EngineSteps:
    """What the edge hands in: steps of the engine, and the modules whose slow parts are replaced."""

    wake: Callable[[Any], None]
    sleep: Callable[[Any], None]
    waits: Callable[[Any], bool]
    context: Callable[[Any], Any]
    pages_module: ModuleType
    search_module: ModuleType


class QuickBuild:
    """The waiting pages of one build."""

    def __init__(
        self,
        root: Path,
        shown: Shown,
        steps: EngineSteps,
        *,
        code: str,
        config: Any,
        files: Any,
        nav: Any,
        env: Any,
        assets: Iterable[Asset],
        serving: bool,
    ) -> None:
        self._steps, self._serving = steps, serving
        self._sources: Mapping[str, Any] = files.src_uris
        self.engine = Engine(
            config=config,
            files=files,
            nav=nav,
            env=env,
            renderer=shown.renderer,
            pages=shown.pages,
            names=fingerprints.Fingerprints(
                everything=_everything(code, config, shown, assets, serving=serving),
                library=shown.renderer.library,
                edited=shown.renderer.edited,
                places=frozenset(self._sources),
            ),
            wake=steps.wake,
            sleep=steps.sleep,
            context=steps.context,
        )
        self.pages = Pages(Store(root / PAGES))

    def begin(self) -> Any:
        """Have every page made that waits, or let it wait for who asks; the engine's templates, which know those pages."""
        if self._serving:
            self.pages.wait(self.waiting())
            return Templates(self.engine.env, self._steps.waits, None)
        self.engine.env.auto_reload = False  # else a template is looked up on the disk whenever a page uses it
        with ExitStack() as quickly:
            quickly.enter_context(one_converter(self._steps.pages_module))
            quickly.enter_context(quick_search(self._steps.search_module))
            self.pages.make(self.waiting())
        return Templates(self.engine.env, self._steps.waits, self.pages)

    def waiting(self) -> Iterator[EnginePage]:
        """The pages that wait."""
        pages = (file.page for file in self.engine.files.documentation_pages())
        return (EnginePage(page, self.engine) for page in pages if self._steps.waits(page))

    def links_of(self, address: str) -> dict[Any, dict[str, str]]:
        """The anchors that a page links to, by file, as the engine checks them."""
        return {self._sources[source]: dict(links) for source, links in self.pages.get(address).links.items()}

    def take_up(self, shown: Shown) -> None:
        """Show what was saved since, in a site of the same shape."""
        library = shown.renderer.library
        names = replace(self.engine.names, library=library, edited=shown.renderer.edited)
        self.engine = replace(self.engine, renderer=shown.renderer, pages=shown.pages, names=names, menus={})
        self.pages.wait(self.waiting())


def _everything(code: str, config: Any, shown: Shown, assets: Iterable[Asset], *, serving: bool) -> str:
    """What goes into every page."""
    return fingerprints.of(
        code,
        fingerprints.settings(Path(config.config_file_path)),
        [config.theme.name, config.site_url, config.use_directory_urls, serving, shown.renderer.today],
        sorted(asset.path for asset in assets),
    )


@dataclass(frozen=True)
class Templates:
    """The engine's templates; a page that is made already is taken as it is."""

    env: Any
    waits: Callable[[Any], bool]
    made: Pages | None

    def __getattr__(self, name: str) -> Any:
        return getattr(self.env, name)

    def get_template(self, name: str) -> Any:
        """What the engine asks for once for each page."""
        return _Template(self.env.get_template(name), self)


@dataclass(frozen=True)
class _Template:
    template: Any
    all: Templates

    def render(self, context: Any) -> str:
        """A page: from the template, unless it is made, or made later."""
        page = context["page"]
        if not self.all.waits(page):
            return str(self.template.render(context))
        return self.all.made.get(page.file.dest_uri).html if self.all.made else preview.PLACE
