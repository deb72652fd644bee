"""Under `serve`: a save is seen at once, because a page is made when the browser asks for it.

A save reads the library again, which takes a fraction of a second, and makes nothing: the pages that
nobody looks at wait. Whoever asks for a page gets the newest, even before the engine has noticed the
save. What changes the shape of the site (a page more, another menu, a script) the engine builds anew.
"""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TypeAlias

from playbook_site.speed.making import Pages
from playbook_site.speed.reading import Remembering, on_every_core
from playbook_site.speed.saved import Saved

Start: TypeAlias = Callable[[str, list[tuple[str, str]]], Any]
"""What a WSGI server hands to an application to begin its answer."""

PLACE = "This page is made when it is asked for."
"""What stands in a page's file until then; nobody is shown it."""


class Preview:
    """The application before the engine's own. It answers for pages that wait; the engine for the rest."""

    def __init__(self) -> None:
        self.reading = Remembering(on_every_core)
        self._one_at_a_time = threading.RLock()
        self._building = False
        self._root = Path()
        self._seen: Saved | None = None
        self._refused: Saved | None = None
        self._pages: Pages | None = None
        self._refresh: Callable[[], bool] = bool
        self._server: Any = None
        self._whole: Callable[[], None] | None = None

    def attach(self, server: Any) -> None:
        """Stand before a server of the engine, and before what it does when something was saved."""
        self._server, self._whole = server, server.builder
        server.builder = self.build
        server.set_app(self)

    def begin(self, root: Path) -> None:
        """The engine begins to build the site at `root`: who asks for a page waits."""
        if not self._building:
            self._one_at_a_time.acquire()
            self._building = True
            self._root, self._seen = root, Saved.now(root)

    def end(self, pages: Pages | None, refresh: Callable[[], bool] = bool) -> None:
        """The engine has built.

        `pages` are those that wait, None when something is wrong; `refresh` takes up what was saved
        since, or says False when that takes the engine.
        """
        if self._building:
            self._pages, self._refresh = pages, refresh
            self._building = False
            self._one_at_a_time.release()

    def build(self) -> None:
        """What the engine's server calls when something was saved."""
        if not self._take_up() and self._whole:
            self._whole()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answer a request."""
        address = self._address(environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore"))
        html = None
        with self._one_at_a_time:
            if self._pages and address in self._pages:
                self._take_up()
                html = self._pages.get(address).html
        answer: Iterable[bytes] = (
            self._server.serve_request(environ, start) if html is None else self._send(html, start)
        )
        return answer

    def _take_up(self) -> bool:
        """Take up what was saved; False when only the engine can."""
        with self._one_at_a_time, contextlib.suppress(FileNotFoundError):
            now = Saved.now(self._root)
            if now == self._seen:
                return True
            if not self._seen or not self._pages or now.rest != self._seen.rest or now == self._refused:
                return False
            if self._refresh():
                self._seen = now
                return True
            self._refused = now
        return False

    def _address(self, path: str) -> str:
        inner = path.removeprefix(self._server.mount_path).lstrip("/")
        return f"{inner}index.html" if not inner or inner.endswith("/") else inner

    def _send(self, html: str, start: Start) -> list[bytes]:
        server = self._server
        content = server._inject_js_into_html(html.encode(), server._visible_epoch)  # noqa: SLF001 - the engine's reloading
        start("200 OK", [("Content-Type", "text/html"), ("Content-Length", str(len(content)))])
        return [content]


PREVIEW = Preview()
"""The one of this process; builds come and go."""
