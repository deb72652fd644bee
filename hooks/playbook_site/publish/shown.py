"""A library with the pages that it makes, for the settings of one build."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache

from playbook_site import navigation, site
from playbook_site.contribute.reviews import clock, kept
from playbook_site.library import Library
from playbook_site.publish import history
from playbook_site.publish.assets import Asset
from playbook_site.publish.memory import remembering
from playbook_site.rendering import Page, Renderer, Repository


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a build says of itself.

    `epoch` is SOURCE_DATE_EPOCH, which publishing builds set; `compiled` gives an environment of Jinja,
    by its name, what it keeps compiled templates in.
    """

    root: Path
    repository: Repository
    docs_nav: tuple[Any, ...]
    assets: Mapping[str, Asset]
    index: str = ""
    epoch: str | None = None
    compiled: Callable[[str], BytecodeCache | None] = lambda _: None


@dataclass(frozen=True, kw_only=True)
class Shown:
    """The pages of a library, by source, and the menu that it gives."""

    renderer: Renderer
    pages: Mapping[str, Page]
    nav: navigation.Nav

    @classmethod
    def of(cls, library: Library, settings: Settings) -> Shown:
        """Raises `history.Shallow` where a publishing build cannot know when pages were edited."""
        paths = (entry.path for _, entry in kept(library))
        renderer = Renderer(
            library,
            nonce=secrets.token_hex(8),
            index=settings.index,
            repository=settings.repository,
            today=clock(library, settings.epoch),
            edited=history.edited(settings.root, paths, must_be_whole=bool(settings.epoch)),
            work_out=remembering(settings.root / ".cache" / "simulations"),
            scripts={name: asset.path for name, asset in settings.assets.items()},
            compiled=settings.compiled,
        )
        pages = {page.src: page for page in site.pages(renderer)}
        return cls(renderer=renderer, pages=pages, nav=navigation.of(library, docs=list(settings.docs_nav)))

    @property
    def shape(self) -> Any:
        """What a new text cannot change: which pages there are, and the menu."""
        return self.nav, {page.src: page.url for page in self.pages.values()}
