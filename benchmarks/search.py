"""What a search costs a reader of a large site: bytes and milliseconds of a first and of a second query.

A site is served as our nginx does it and opened in Chromium. Bytes are those of all answers, gzipped where
nginx would, from opening the search box until results show; headers are not counted. The last letter of a
query is typed, the rest is pasted, so that a query is asked for once. Milliseconds are those from that
letter to the first frame with a result, on loopback, where bytes cost no time.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import io
import os
import statistics
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from playwright.sync_api import Browser, Error, Page, sync_playwright
from tests.find_browser import on_path

from playbook_site.publish import pagefind, policy

QUERIES = Path(__file__).parent.parent / "tests" / "browser" / "search_queries.yml"
COUNT = 30
MOST_BYTES, MOST_MILLISECONDS = 150_000, 500
GZIPPED = ("text/", "application/javascript", "application/json", "application/xml", "image/svg+xml")
LEAST_GZIPPED, LEVEL = 512, 6
"""As in deploy/nginx/site.conf."""

WATCH = """
addEventListener("keydown", () => {
  const pressed = performance.now();
  window.shown = new Promise((resolve) => {
    const seen = new MutationObserver(() => {
      if (!document.querySelector(".md-search-result__link")) return;
      seen.disconnect();
      requestAnimationFrame(() => resolve(performance.now() - pressed));
    });
    seen.observe(document, { childList: true, subtree: true });
  });
}, true);
"""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a query cost; `sent` are the answers, by their addresses."""

    query: str
    sent: dict[str, int]
    milliseconds: float

    @property
    def size(self) -> int:
        """Bytes of all answers."""
        return sum(self.sent.values())


@dataclass(frozen=True, kw_only=True)
class Served:
    """A site that is served, and the bytes that were sent, by their addresses."""

    address: str
    sent: dict[str, int] = field(default_factory=dict)


class _Handler(http.server.SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sent: dict[str, int]

    def send_head(self) -> io.BytesIO | None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return None
        data, kind = path.read_bytes(), self.guess_type(str(path))
        is_gzipped = kind.startswith(GZIPPED) and len(data) >= LEAST_GZIPPED
        data = gzip.compress(data, LEVEL) if is_gzipped else data
        self.sent[self.path] = self.sent.get(self.path, 0) + len(data)
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if is_gzipped:
            self.send_header("Content-Encoding", "gzip")
        for name, value in (policy.WITH_WASM if self.path.startswith(f"/{pagefind.STEM}.") else policy.HEADERS).items():
            self.send_header(name, value)
        self.end_headers()
        return io.BytesIO(data)

    def log_message(self, *_: Any) -> None:
        pass


@contextmanager
def serving(site: Path) -> Iterator[Served]:
    """Serve a site on loopback."""
    sent: dict[str, int] = {}
    handler = functools.partial(type("Handler", (_Handler,), {"sent": sent}), directory=str(site.resolve()))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Served(address=f"http://127.0.0.1:{server.server_port}/", sent=sent)
        server.shutdown()


@contextmanager
def _chromium() -> Iterator[Browser]:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    arguments = ["--disable-background-networking", *(["--no-sandbox"] if is_root else [])]
    with (
        sync_playwright() as playwright,
        playwright.chromium.launch(executable_path=on_path(), args=arguments) as found,
    ):
        yield found


def ask(page: Page, served: Served, query: str) -> Cost:
    """Open the search box and ask."""
    served.sent.clear()
    box, said = page.locator("[data-md-component=search-query]"), page.locator(".md-search-result__meta")
    box.click()
    box.fill("")
    box.dispatch_event("keyup")
    said.filter(has_text="Type to start searching").wait_for(state="attached")
    page.keyboard.insert_text(query[:-1])
    page.keyboard.press(query[-1])
    page.locator(".md-search-result__link").first.wait_for()
    milliseconds = float(page.evaluate("window.shown"))
    return Cost(query=query, sent=dict(served.sent), milliseconds=milliseconds)


def costs(site: Path, queries: Sequence[str]) -> tuple[list[Cost], list[Cost]]:
    """Each query as the first one of a new reader, and the one after it as the second of the same reader."""
    first, second = [], []
    with serving(site) as served, _chromium() as browser:
        for query, other in zip(queries, [*queries[1:], *queries[:1]], strict=True):
            context = browser.new_context()
            context.add_init_script(WATCH)
            page = context.new_page()
            page.goto(served.address, wait_until="networkidle")
            first.append(ask(page, served, query))
            second.append(ask(page, served, other))
            context.close()
    return first, second


def sample() -> list[str]:
    """Queries of the search benchmark, at regular intervals."""
    queries = [case["query"] for case in yaml.safe_load(QUERIES.read_text(encoding="utf-8"))]
    return queries[:: max(1, len(queries) // COUNT)][:COUNT]


def told(what: str, found: Sequence[Cost]) -> str:
    """The median, the largest, and how many are below the bars."""
    sizes, times = [cost.size for cost in found], [cost.milliseconds for cost in found]
    return (
        f"{what}, {len(found)} queries: median {statistics.median(sizes) / 1000:.0f} kB, largest {max(sizes) / 1000:.0f} kB, "
        f"{sum(size < MOST_BYTES for size in sizes)} under {MOST_BYTES // 1000} kB; "
        f"median {statistics.median(times):.0f} ms, largest {max(times):.0f} ms, "
        f"{sum(time < MOST_MILLISECONDS for time in times)} under {MOST_MILLISECONDS} ms."
    )


def facts(site: Path, size: str) -> list[str]:
    """What a search costs in a site, in sentences; or why that could not be measured."""
    try:
        first, second = costs(site, sample())
    except Error as fault:
        return [f"Search at {size}: not measured, {str(fault).strip().splitlines()[0]}"]
    return [told(f"First search at {size}", first), told(f"Second search at {size}", second)]


if __name__ == "__main__":
    import sys

    for found in costs(Path(sys.argv[1]), sample()):
        for cost in found:
            print(f"{cost.size:8,} {cost.milliseconds:6.0f} ms {cost.query}")
        print(told("All", found))
