"""No canary sings, with either defence switched off: the policy alone holds, and the sanitiser alone holds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route

from builders import a_playbook, a_repository
from conftest import build, serving
from hostile.inert import rendered
from hostile.test_hostile_files import BODIES
from playbook_site.publish import policy
from playbook_site.publish.sanitise import sanitise

CASES = {name: case["body"] for name, case in BODIES.items()}
LOUD = (
    "a script",
    "a script from elsewhere",
    "a picture that fails",
    "a drawing that loads",
    "a frame with its own page",
    "a fold that opens",
    "a script for a link",
    "a tracking pixel",
    "a sheet from elsewhere",
)
"""Cases that show that these tests can hear."""

HELD = "https://held.example/"
"""Where the pages of these tests stand; nothing outside the test answers there."""

POKE = """(scope) => {
  for (const element of document.querySelectorAll(`${scope} *`)) {
    for (const name of ["pointerover", "mouseover", "mouseenter", "focus", "toggle", "animationstart", "begin", "start"]) {
      element.dispatchEvent(new Event(name));
    }
    if (!(element instanceof HTMLElement || element instanceof SVGElement)) continue;
    element.focus?.();
    const leads = element.closest?.("a[href]")?.getAttribute("href") ?? "";
    if (/^https?:/.test(leads)) continue;
    element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));
  }
}"""

Hold = Callable[[str, str], list[str]]


@pytest.fixture
def hold(page: Page) -> Hold:
    """Open a page's text under a head, poke it, and hear what sang: scripts that ran, and other hosts that were asked."""
    shown = {"html": ""}
    heard: list[str] = []

    def answer(route: Route) -> None:
        request = route.request
        if request.url == HELD:
            route.fulfill(body=shown["html"], content_type="text/html")
            return
        if not request.url.startswith(HELD) and not (
            request.is_navigation_request() and request.frame == page.main_frame
        ):
            heard.append(f"asked {request.url}")
        route.abort()

    page.route("**/*", answer)
    page.expose_function("canary", lambda: heard.append("a script ran"))
    page.add_init_script(f"addEventListener('load', () => ({POKE})('article'));")

    def held(head: str, html: str) -> list[str]:
        page.goto("about:blank")
        heard.clear()
        shown["html"] = (
            f'<!doctype html><html lang="en"><head><meta charset="utf-8">{head}<title>x</title></head><body><article>{html}</article></body></html>'
        )
        page.goto(HELD)
        page.wait_for_timeout(10)
        return list(heard)

    return held


def test_a_canary_does_sing_where_there_is_no_defence(hold: Hold) -> None:
    assert [name for name in LOUD if not hold("", rendered(CASES[name]))] == []


def test_under_the_policy_alone_no_canary_sings(hold: Hold) -> None:
    assert [(name, heard) for name, body in CASES.items() if (heard := hold(policy.META, rendered(body)))] == []


def test_with_the_sanitiser_alone_no_canary_sings(hold: Hold) -> None:
    assert hold("", "".join(f"<section>{sanitise(rendered(body))}</section>" for body in CASES.values())) == []


TITLE = 'A "quoted" title\' onmouseover=canary() &lt;img src=x onerror=canary()&gt; & more'


def test_what_front_matter_may_hold_is_text_everywhere_and_in_the_search_too(page: Page, tmp_path: Path) -> None:
    changed = {"title": TITLE, "promise": TITLE, "when": TITLE, "when_not": TITLE, "situations": [TITLE[:100]]}
    item = {"rate-checked": {"do": TITLE[:70], "why": TITLE[:110]}}
    root = a_repository(tmp_path, **{"roi/y.md": a_playbook(**changed, checklist=item, name="Quoted &lt;b&gt; name")})
    (root / "mkdocs.yml").write_text(
        (root / "mkdocs.yml").read_text(encoding="utf-8").replace("strict: true", "strict: false"), encoding="utf-8"
    )
    done = build(root, root / "site")
    assert done.returncode == 0, done.stderr
    for html in (root / "site").resolve().rglob("*.html"):  # the policy is switched off
        html.write_text(html.read_text(encoding="utf-8").replace(policy.META, ""), encoding="utf-8")
    sang: list[str] = []
    page.expose_function("canary", lambda: sang.append(page.url))
    for address in serving(root / "site"):
        for path in ("playbooks/y/", "checklists/y/", "playbooks/", "browse/", "playbooks/x/"):
            page.goto(address + path)
            page.evaluate(POKE, "article")
        page.locator("[data-md-component=search-query]").click()
        page.keyboard.type("quoted")
        page.locator(".md-search-result__link").first.wait_for()
        page.evaluate(POKE, ".md-search")
        assert page.locator(".md-search-result img").count() == 0
    assert sang == []
