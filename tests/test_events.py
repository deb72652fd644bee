"""The edge to MkDocs: what a build does beside making pages, and what `serve` shows."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest
from selectolax.lexbor import LexborHTMLParser

from builders import a_playbook, a_repository, sound_files
from conftest import ROOT, build

ABOUT = """# About

See [the memo](../playbooks/roi/x.md#steps), [Minto](../playbooks/sources.yml#minto) and [the deep page](deep/more.md).
"""

DEEP = """---
title: More & "more"
---

# More

Back to [the delay](../../playbooks/roi/y.md), the [checklist](../../playbooks/checklists/red-line.md) and [about](../about.md).
"""


def with_docs(root: Path) -> Path:
    """A small repository that has hand-written pages too."""
    linked = sound_files()["roi/x.md"] + "\nMore [about us](../../docs/about.md).\n"
    a_repository(root, **{"roi/x.md": linked})
    (root / "docs/deep").mkdir()
    (root / "docs/about.md").write_text(ABOUT, encoding="utf-8")
    (root / "docs/deep/more.md").write_text(DEEP, encoding="utf-8")
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    nav = "extra: {docs_nav: [{About: about.md}, {More: deep/more.md}]}"
    (root / "mkdocs.yml").write_text(settings.replace("extra: {docs_nav: []}", nav), encoding="utf-8")
    return root


def links_of(page: Path) -> dict[str, str | None]:
    article = LexborHTMLParser(page.read_text(encoding="utf-8")).css_first("article")
    assert article
    return {node.text(): node.attributes["href"] for node in article.css("p a")}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = with_docs(tmp_path_factory.mktemp("docs"))
    done = build(root, root / "site")
    assert done.returncode == 0, done.stderr
    return root


def test_a_plain_build_puts_its_site_beside_and_swaps_it_in(built: Path) -> None:
    assert (built / "site").is_symlink()
    assert (built / "site").resolve().parent == built / ".builds"
    assert (built / "site/index.html").is_file()


def test_links_between_hand_written_pages_and_the_library_lead_to_pages(built: Path) -> None:
    assert links_of(built / "site/about/index.html") == {
        "the memo": "../playbooks/x/#steps",
        "Minto": "../sources/#minto",
        "the deep page": "../deep/more/",
    }
    assert links_of(built / "site/deep/more/index.html") == {
        "the delay": "../../playbooks/y/",
        "checklist": "../../checklists/red-line/",
        "about": "../../about/",
    }
    assert links_of(built / "site/playbooks/x/index.html")["about us"] == "../../about/"


def test_a_hand_written_page_gives_the_theme_its_title_and_nothing_else(built: Path) -> None:
    page = LexborHTMLParser((built / "site/deep/more/index.html").read_text(encoding="utf-8"))
    title = page.css_first("head > title")
    assert title
    assert title.text() == 'More & "more" - Common Ground'
    assert page.css_first(".md-sidebar--primary")


def test_a_dead_link_in_a_hand_written_page_leaves_the_site_as_it_was(built: Path) -> None:
    before, about = (built / "site").resolve(), built / "docs/about.md"
    about.write_text(ABOUT.replace("#steps", "#stops"), encoding="utf-8")
    done = build(built, built / "site")
    about.write_text(ABOUT, encoding="utf-8")
    assert done.returncode == 1
    assert "'playbooks/roi/x.md' does not contain an anchor '#stops'" in done.stderr
    assert "The site at site/ was left as it was: 1 warning above." in done.stderr
    assert (built / "site").resolve() == before
    assert [path.name for path in (built / ".builds").iterdir()] == [before.name]


def test_a_hand_written_page_in_the_place_of_one_of_the_library_is_refused(tmp_path: Path) -> None:
    root = a_repository(tmp_path)
    (root / "docs/playbooks/roi").mkdir(parents=True)
    (root / "docs/playbooks/roi/x.md").write_text("# Mine\n", encoding="utf-8")
    done = build(root, root / "site")
    assert done.returncode == 1
    assert "docs/playbooks/roi/x.md stands where the library puts a page of its own; move it" in done.stderr
    assert "Traceback" not in done.stderr


def test_keys_that_would_change_the_theme_are_refused_in_a_hand_written_page(tmp_path: Path) -> None:
    root = with_docs(tmp_path)
    (root / "docs/about.md").write_text("---\ntemplate: redirect.html\nhide: 5\n---\n\n# About\n", encoding="utf-8")
    done = build(root, root / "site")
    assert done.returncode == 1
    assert "docs/about.md:2:1: template: unknown key; known here: title, description" in done.stderr
    assert "docs/about.md:3:1: hide: unknown key; known here: title, description" in done.stderr
    assert "Traceback" not in done.stderr


def test_scripts_that_cannot_be_joined_are_said_without_a_traceback(tmp_path: Path) -> None:
    root = a_repository(tmp_path)
    (root / "docs/assets/javascripts/twin.js").write_text("export function readState() {}\n", encoding="utf-8")
    done = build(root, root / "site")
    assert done.returncode == 1
    assert '"readState" is defined in state.js and in twin.js; rename one of them' in done.stderr
    assert "Traceback" not in done.stderr


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """`mkdocs serve` for a repository, on a port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT / "hooks")}
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-f", str(root / "mkdocs.yml"), "-a", f"127.0.0.1:{port}"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


def shown(address: str) -> str:
    """What a reader sees at an address, whatever the status; nothing while nobody answers."""
    try:
        with urlopen(address, timeout=10) as answer:  # noqa: S310 - our own server
            return str(LexborHTMLParser(answer.read()).text())
    except HTTPError as error:
        return str(LexborHTMLParser(error.read()).text())
    except (URLError, TimeoutError, ConnectionError):
        return ""


def wait_for(address: str, holds: Callable[[str], bool], *, seconds: float = 60) -> str:
    """What is shown once it is what is awaited; else what was shown last."""
    end, text = time.monotonic() + seconds, ""
    while time.monotonic() < end:
        text = shown(address)
        if holds(text):
            return text
        time.sleep(0.1)
    return text


FAULT = 'playbooks/roi/y.md:14:11: related[0]: no playbook or checklist has the id "meeting-raedy"; did you mean "meeting-ready"?'


def test_a_fault_while_serving_shows_as_a_page_and_heals_when_it_is_mended(tmp_path: Path) -> None:
    faulty = a_playbook(related=["meeting-raedy"])
    root = with_docs(tmp_path)
    (root / "playbooks/roi/y.md").write_text(faulty, encoding="utf-8")
    (root / "docs/about.md").write_text(ABOUT.replace("#steps", "#stops"), encoding="utf-8")
    with serving(root) as address:
        for url in ("", "playbooks/x/", "no/such/page/"):
            text = wait_for(address + url, lambda text: FAULT in text)
            assert FAULT in text
            assert "Something needs mending" in text
            assert "1 problem in what is written under playbooks/." in text
        (root / "playbooks/roi/y.md").write_text(sound_files()["roi/y.md"], encoding="utf-8")
        assert "thinks in money" in wait_for(f"{address}playbooks/x/", lambda text: "thinks in money" in text)
        assert FAULT not in shown(address)
        assert "the memo" in shown(f"{address}about/"), "a dead link in it must not end the server"
        (root / "playbooks/roi/y.md").write_text(faulty, encoding="utf-8")
        assert FAULT in wait_for(f"{address}playbooks/x/", lambda text: FAULT in text)
    assert not (root / "site").exists()
    assert not (root / ".builds").exists()


@pytest.mark.parametrize(
    "settings",
    [
        'repo_url: ""\n',
        "theme: {palette: {scheme: default, primary: indigo}}\n",
        "theme: {language: de, features: []}\n",
    ],
)
def test_a_company_may_do_without_a_code_host_or_the_themes_extras(tmp_path: Path, settings: str) -> None:
    root = a_repository(tmp_path / "root")
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(settings)
    done = build(root, root / "site")
    assert done.returncode == 0, done.stderr
    page = LexborHTMLParser((root / "site/playbooks/x/index.html").read_text(encoding="utf-8"))
    assert bool(page.css('a[href*="edit/"]')) == ("repo_url" not in settings and "features" not in settings)
