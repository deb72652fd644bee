"""A site and a reader to be watched: what every test of trust in a browser needs."""

from __future__ import annotations

import contextlib
import functools
import http.server
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from conftest import ROOT, build
from playbook_site.publish import policy

CHECKLIST = "checklists/before-the-hard-meeting/"

SLOW = 30_000
"""Milliseconds that the search may take to read its index on a busy machine."""

VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} refused ${event.blockedURI} ${event.sample} on ${location.href}`);
});
"""

STILL = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync("*, ::before, ::after { transition: none !important; animation: none !important; }");
  document.adoptedStyleSheets = [sheet];
}"""


class _Handler(http.server.SimpleHTTPRequestHandler):
    """As our nginx configuration answers: with the headers of the policy."""

    def end_headers(self) -> None:
        for name, value in policy.HEADERS.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: Any) -> None:
        pass


@contextlib.contextmanager
def listening() -> Iterator[tuple[str, dict[str, str]]]:
    """An address on loopback, and where to say which folder it serves: `place["directory"]`."""
    place = {"directory": "/nonexistent"}

    def handler(*arguments: Any, **named: Any) -> _Handler:
        return _Handler(*arguments, directory=place["directory"], **named)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", place
        server.shutdown()


def site_for(address: str, folder: Path) -> Path:
    """The repository's site, built to be published at `address`: that switches instant navigation on."""
    root = folder / "repository"
    root.mkdir(parents=True)
    for part in ("docs", "hooks", "playbooks"):
        (root / part).symlink_to(ROOT / part, target_is_directory=True)
    text = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert not re.search(r"^site_url:", text, re.MULTILINE)
    (root / "mkdocs.yml").write_text(f"site_url: {address}\n{text}", encoding="utf-8")
    done = build(root, folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


@functools.cache
def kinds(site: Path) -> tuple[str, ...]:
    """The address of one page of every kind: the largest among those with the same place and components."""
    found: dict[tuple[object, ...], Path] = {}
    for path in sorted(site.rglob("*.html")):
        place = path.relative_to(site).parts
        components = frozenset(re.findall(r'data-component="([\w-]+)"', path.read_text(encoding="utf-8")))
        kind = (place[0], len(place), components)
        if kind not in found or path.stat().st_size > found[kind].stat().st_size:
            found[kind] = path
    return tuple(path.relative_to(site).as_posix().removesuffix("index.html") for path in found.values())


def watch(page: Page, address: str) -> list[str]:
    """What goes wrong on `page` from now on: errors, violations of the policy, requests to other hosts."""
    wrong: list[str] = []
    page.add_init_script(VIOLATIONS)
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("console", lambda message: wrong.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("dialog", lambda dialog: (wrong.append(f"dialog: {dialog.message}"), dialog.dismiss()))
    page.on("request", lambda request: None if _is_own(request.url, address) else wrong.append(f"asked {request.url}"))
    return wrong


def _is_own(url: str, address: str) -> bool:
    return url.startswith((address, "data:", f"blob:{address.rstrip('/')}"))


def journey(page: Page) -> None:
    """What a reader does: search, read, tick, share, walk a tree, change colours."""
    find(page, "tripwires")
    page.locator(".md-search-result__link").first.click()
    expect(page.locator("main h1")).to_be_visible()
    page.get_by_role("link", name="Checklists", exact=True).first.click()
    page.get_by_role("article").locator(f'a[href*="{CHECKLIST.split("/")[1]}"]').first.click()
    box = page.locator(".pb-check__item input[type=checkbox]").first
    box.check()
    expect(page.get_by_role("status").first).to_contain_text("1 of")
    page.get_by_role("button", name="Share", exact=True).click()
    shared = page.get_by_label("Link", exact=True).input_value()
    assert "#?" in shared
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Decide", exact=True).first.click()
    page.get_by_role("article").locator('a[href*="advocate-or-adapt"]').first.click()
    page.locator(".pb-walk input[type=radio]").first.check()
    page.get_by_role("button", name="Next").click()
    expect(page.locator(".pb-trail")).to_be_visible()
    switch_colours(page)
    page.goto(shared)
    expect(page.locator(".pb-check__item input[type=checkbox]").first).to_be_checked()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def find(page: Page, words: str) -> None:
    page.locator("[data-md-component=search-query]").click()
    page.keyboard.type(words)
    expect(page.locator(".md-search-result__link").first).to_be_visible(timeout=SLOW)


def switch_colours(page: Page) -> None:
    before = page.locator("body").get_attribute("data-md-color-scheme")
    page.locator("[data-md-component=palette] label:visible").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default" if before == "slate" else "slate")
