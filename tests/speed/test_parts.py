"""The parts that make it quick, each by itself."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from material.plugins.search import plugin
from mkdocs.config import load_config
from mkdocs.structure.files import Files
from pygments.formatters.html import HtmlFormatter

from conftest import ROOT
from playbook_site.publish.sanitise import sanitise
from playbook_site.publish.verify import Facts
from playbook_site.speed import menu, processes
from playbook_site.speed.converter import one_converter
from playbook_site.speed.finished import Finished
from playbook_site.speed.listing import listing_nothing_hidden
from playbook_site.speed.processes import ProcessLost
from playbook_site.speed.quick_parser import quick, quick_search
from playbook_site.speed.saved import Saved
from playbook_site.speed.store import UNUSED_SECONDS, Store

PAGE = Finished(
    html='<p id="a">Fünf €</p>',
    search=[{"location": "x/", "title": "X", "text": "Fünf"}],
    anchors=frozenset({"a"}),
    links={"playbooks/roi/x.md": {"steps": "../roi/x.md#steps"}},
    facts=Facts.of('<p id="a"><a href="../y/">y</a></p>'),
    said=[("mkdocs", 30, "a warning")],
)


def test_a_page_that_was_kept_comes_back_as_it_was(tmp_path: Path) -> None:
    Store(tmp_path / "pages").put("abcd", PAGE)
    assert Store(tmp_path / "pages").get("abcd") == PAGE


def test_an_entry_of_which_one_byte_is_wrong_is_not_there(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.put("abcd", PAGE)
    path = tmp_path / "ab" / "abcd"
    sound = path.read_bytes()
    for at in range(0, len(sound), 7):
        path.write_bytes(sound[:at] + bytes([sound[at] ^ 1]) + sound[at + 1 :])
        assert store.get("abcd") is None
    path.write_bytes(sound)
    assert store.get("abcd") == PAGE


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    store = Store(tmp_path / "file" / "pages")
    store.put("abcd", PAGE)
    assert store.get("abcd") == PAGE


def test_what_no_build_has_asked_for_in_a_day_goes_and_the_rest_stays(tmp_path: Path) -> None:
    store = Store(tmp_path)
    for name in ("used", "fresh", "old"):
        store.put(name, PAGE)
    old = time.time() - UNUSED_SECONDS - 60
    for name in ("used", "old"):
        os.utime(tmp_path / name[:2] / name, (old, old))
    store.leave({"source": "used"}, {"used"})
    assert [store.has(name) for name in ("used", "fresh", "old")] == [True, True, False]
    assert store.known() == {"source": "used"}


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in a build: no other thread runs, so that processes may be forked. A parallel run of tests has some."""
    monkeypatch.setattr(processes.threading, "active_count", lambda: 1)


@pytest.mark.usefixtures("alone")
def test_work_is_done_once_for_each_item_in_several_processes() -> None:
    found = list(processes.spread(lambda item: (item * item, os.getpid()), range(200)))
    assert sorted(square for square, _ in found) == [item * item for item in range(200)]
    assert os.getpid() not in {process for _, process in found} or processes.cores() == 1


def test_a_few_items_begin_no_process() -> None:
    assert set(processes.spread(lambda _: os.getpid(), range(processes.FEW))) == {os.getpid()}


@pytest.mark.usefixtures("alone")
def test_what_goes_wrong_in_a_process_is_raised_here() -> None:
    def work(item: int) -> int:
        if item == 150:
            raise ValueError("this page is too long")
        return item

    with pytest.raises(ValueError, match="this page is too long"):
        list(processes.spread(work, range(200)))


@pytest.mark.usefixtures("alone")
def test_what_is_done_first_can_be_had_before_all_is_done(tmp_path: Path) -> None:
    go_on = tmp_path / "go on"

    def work(item: int) -> int:
        deadline = time.monotonic() + 20
        while item == 199 and not go_on.exists():
            if time.monotonic() > deadline:
                return -1
            time.sleep(0.01)
        return item

    found = processes.spread(work, range(200))
    assert next(found) == 0
    go_on.touch()
    assert list(found) == list(range(1, 200))


@pytest.mark.usefixtures("alone")
def test_a_process_that_is_ended_from_outside_is_missed_and_not_waited_for() -> None:
    def work(item: int) -> int:
        if item == 150:
            os.kill(os.getpid(), signal.SIGKILL)
        return item

    with pytest.raises(ProcessLost, match="want of memory"):
        list(processes.spread(work, range(200)))


@pytest.mark.usefixtures("alone")
def test_work_that_nobody_waits_for_any_more_is_not_done(tmp_path: Path) -> None:
    def work(item: int) -> int:
        (tmp_path / str(item)).touch()
        time.sleep(0.01)
        return item

    found = processes.spread(work, range(2000))
    next(found)
    found.close()
    done = len(list(tmp_path.iterdir()))
    time.sleep(0.1)
    assert len(list(tmp_path.iterdir())) == done < 1000


_SHARED = """
import os, time
from playbook_site.speed.processes import spread

def work(item):
    if item >= 100:
        time.sleep(3600)
    return os.getpid()

found = spread(work, range(200))
print(*{next(found) for _ in range(100)}, flush=True)
next(found)
"""
_ASIDE = """
import os, time
from playbook_site.speed.processes import begin_aside

def work():
    print(os.getpid(), flush=True)
    time.sleep(3600)

begin_aside(work)()
"""


@pytest.mark.skipif(processes.cores() == 1, reason="one core: there is no other process")
@pytest.mark.parametrize("program", [_SHARED, _ASIDE])
def test_no_process_outlives_the_one_that_wanted_its_work(program: str) -> None:
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        others = set(process.stdout.readline().split())
        process.kill()
    assert others
    assert str(process.pid) not in others
    deadline = time.monotonic() + 10
    while any(map(_runs, others)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_runs, others))


def _runs(process: str) -> bool:
    """Whether it runs; on Linux one that has ended may still be listed."""
    try:
        os.kill(int(process), 0)
        listed = Path(f"/proc/{process}/stat")
        return not Path("/proc").exists() or listed.read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def sections(parser: type[Any], html: str) -> list[tuple[str, str | None, str, str]]:
    found = parser()
    found.feed(html)
    found.close()
    return [(each.el.tag, each.id, "".join(each.title), "".join(each.text)) for each in found.data]


BLOCKS = st.sampled_from(
    [
        "## A heading {#own}\n\nText *with* `code & more`.",
        "### Deeper\n\n- one\n- two\n    - three",
        "| a | b |\n|---|---|\n| 1 < 2 | &amp; |",
        "```text\nif a < b:\n\n    go\n```",
        "1. One[^1]\n\n[^1]: A note.",
        "> quoted\n>\n> twice",
        "# Title",
        "Line one\nline two  \nline three",
        "[a link](https://e.org) and ![x](a.png)",
        "---",
    ]
)
EXTENSIONS = ["attr_list", "tables", "footnotes", "sane_lists", "pymdownx.superfences", "pymdownx.highlight", "toc"]
COMPONENTS = st.sampled_from(
    [
        "",
        '<svg viewBox="0 0 1 1"><path d="M0 0"/><text>label</text></svg>',
        '<script type="application/json">{"a": "<p>not text</p>"}</script>',
        "<span data-search-exclude>not <b>this</b></span> but this",
        "<details><summary>More <em>of</em> it</summary><p></p><p>inner</p></details>",
        '<label for="x"><input id="x" type="checkbox"> Do it</label>',
        "<p>one < two, <b>two > one</b></p>",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(BLOCKS, max_size=6), COMPONENTS, COMPONENTS)
def test_the_search_reads_in_a_page_what_the_theme_reads(blocks: list[str], before: str, after: str) -> None:
    html = before + sanitise(markdown.markdown("\n\n".join(blocks), extensions=EXTENSIONS)) + after
    assert sections(quick(plugin), html) == sections(plugin.Parser, html)


def test_the_search_reads_in_every_page_of_this_site_what_the_theme_reads(site: Path) -> None:
    pages = sorted(site.rglob("index.html"))
    assert len(pages) > 100
    for page in pages:
        _, tag, text = page.read_text(encoding="utf-8").partition("<article ")
        html = tag + text.partition("</article>")[0]
        assert sections(quick(plugin), html) == sections(plugin.Parser, html), page


def test_the_theme_gets_its_parser_back() -> None:
    before = plugin.Parser
    with quick_search(plugin):
        assert plugin.Parser is not before
    assert plugin.Parser is before


def test_one_converter_converts_every_page_as_a_new_one_does() -> None:
    engine: Any = SimpleNamespace(markdown=markdown)
    texts = ["# A\n\n## Same\n\n[^1]\n\n[^1]: x", "# B\n\n## Same\n\n## Same", "[^1] once\n\n[^1]: y"]
    anew = [Markdown(extensions=EXTENSIONS).convert(text) for text in texts]
    with one_converter(engine):
        again = [engine.markdown.Markdown(extensions=EXTENSIONS).convert(text) for text in texts]
        assert engine.markdown.util is markdown.util
    assert again == anew
    assert engine.markdown is markdown


def test_code_is_highlighted_as_without_us() -> None:
    texts = [
        "```python\nx = 1  # one\n```",
        "```yaml\nkey: [a, 'b']\n```\n\n```\nplain\n```",
        "```python\ny = None\n```",
    ]
    extensions = ["pymdownx.superfences", "pymdownx.highlight"]
    plain = [Markdown(extensions=extensions).convert(text) for text in texts]
    kinds = [{"style": "default"}, {"style": "monokai"}, {"style": "default", "classprefix": "x-"}]
    sheets = [HtmlFormatter(**kind).get_style_defs() for kind in kinds]
    before = vars(HtmlFormatter)["_create_stylesheet"]
    with one_converter(SimpleNamespace(markdown=markdown)):  # type: ignore[arg-type] # stands in for a module
        assert vars(HtmlFormatter)["_create_stylesheet"] is not before
        again = [Markdown(extensions=extensions).convert(text) for text in (*texts, *texts)]
        assert [HtmlFormatter(**kind).get_style_defs() for kind in kinds] == sheets
    assert again == [*plain, *plain]
    assert 'class="n"' in plain[0]
    assert vars(HtmlFormatter)["_create_stylesheet"] is before


def a_menu(pages: int) -> Any:
    section = SimpleNamespace(is_index=False, parent=None)
    children = [SimpleNamespace(children=None, is_index=at == 0, parent=section) for at in range(pages)]
    section.children = children
    return section, children


def test_a_long_section_shows_its_overview_and_the_page_that_one_reads() -> None:
    section, pages = a_menu(menu.LONG + 1)
    menu.shorten([section])
    assert section.children == [pages[0]]
    menu.show(pages[7])
    assert section.children == [pages[0], pages[7]]
    menu.hide(pages[7])
    assert section.children == [pages[0]]
    menu.show(pages[0])
    menu.hide(pages[0])
    assert section.children == [pages[0]]


def test_a_short_section_shows_every_page() -> None:
    section, pages = a_menu(menu.LONG)
    menu.shorten([section])
    menu.show(pages[7])
    assert section.children == pages


def test_the_frame_of_a_section_is_another_one_on_its_own_overview() -> None:
    """Where no page lies below the overview, as on pages that a company adds."""
    overview, *others = (
        SimpleNamespace(url=f"{name}/", is_index=name == "a", active=False, children=None) for name in "abc"
    )
    section = SimpleNamespace(children=[overview, *others], active=True)

    def shown(page: Any) -> str:
        def render(item: Any, *_: Any) -> str:
            if item is section:
                return (
                    f"<{overview is page}>{''.join(render(child) for child in item.children if child is not overview)}"
                )
            return f"[{item.url}{item is page}]"

        page.active = True
        found = ours.item(render, section, 1, page)
        page.active = False
        return found

    ours = menu.Menu(page.url for page in section.children)
    assert [shown(page) for page in section.children] == [
        "<True>[b/False][c/False]",
        "<False>[b/True][c/False]",
        "<False>[b/False][c/True]",
    ]
    assert len(section.children) == 3


def test_of_the_themes_files_the_engine_copies_the_same_when_hidden_ones_are_not_listed() -> None:
    def copied(get_env: Any) -> list[str]:
        files = Files([])
        files.add_files_from_theme(get_env(), config)
        return sorted(file.src_uri for file in files)

    config = load_config(str(ROOT / "mkdocs.yml"))
    quick = listing_nothing_hidden(config.theme.get_env)
    assert copied(quick) == copied(config.theme.get_env)
    assert not any(".icons/" in name for name in quick().list_templates())
    assert any(".icons/" in name for name in config.theme.get_env().list_templates())
    assert quick().get_template(".icons/material/pencil-outline.svg").render()


def test_what_was_saved_is_noticed_and_told_apart(tmp_path: Path) -> None:
    for name in ("playbooks/roi/x.md", "hooks/a.py", "hooks/b.jinja", "docs/page.md", "mkdocs.yml"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    before = Saved.now(tmp_path)
    assert Saved.now(tmp_path) == before
    (tmp_path / "playbooks/roi/x.md").write_text("xy", encoding="utf-8")
    (tmp_path / "hooks/b.jinja").write_text("xy", encoding="utf-8")
    after = Saved.now(tmp_path)
    assert after.authored != before.authored
    assert after.rest == before.rest
    for name in ("hooks/a.py", "docs/page.md", "mkdocs.yml"):
        (tmp_path / name).write_text("xyz", encoding="utf-8")
        assert Saved.now(tmp_path).rest != after.rest
        after = Saved.now(tmp_path)
