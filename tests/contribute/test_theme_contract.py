"""What we lean on in the theme and the engine. Each test is named on the page *Theme contract*."""

from __future__ import annotations

import inspect
import json
import logging
import re
from pathlib import Path

import material
import mkdocs.plugins
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils import CountHandler
from selectolax.lexbor import LexborHTMLParser as HTMLParser

import mkdocs_hooks
from conftest import ROOT
from playbook_site.content.body import Body

THEME = Path(material.__file__).parent / "templates"
PAGE = "playbooks/write-the-roi-memo"


def _html(site: Path, url: str = PAGE) -> str:
    return (site / url / "index.html").read_text(encoding="utf-8")


def _ours(folder: str, pattern: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / folder).glob(pattern)))


def test_every_test_that_the_page_names_exists() -> None:
    page = (ROOT / "docs/contribute/theme-contract.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`(test_\w+)`", page))
    assert len(named) >= 14
    everywhere = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests").rglob("test_*.py"))
    assert {name for name in named if f"def {name}(" not in everywhere} == set()


def test_every_test_of_this_file_is_named_on_the_page() -> None:
    page = (ROOT / "docs/contribute/theme-contract.md").read_text(encoding="utf-8")
    here = set(re.findall(r"^def (test_\w+)\(", Path(__file__).read_text(encoding="utf-8"), re.MULTILINE))
    about_the_page = {name for name in here if "the_page" in name}
    assert {name for name in here - about_the_page if f"`{name}`" not in page} == set()


def test_the_search_index_has_the_shape_that_we_extend(site: Path) -> None:
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    assert {"config", "docs"} <= set(index)
    words = json.loads((site / "search/words.json").read_text(encoding="utf-8"))
    assert all({"location", "title", "text"} <= set(doc) for doc in words)


def test_the_theme_has_one_search_worker_and_names_it(site: Path) -> None:
    workers = list((THEME / "assets/javascripts/workers").glob("search.*.js"))
    assert len(workers) == 1
    configuration = json.loads(HTMLParser(_html(site)).css_first("#__config").text())
    assert configuration["search"]
    assert (site / "assets/javascripts/workers" / workers[0].name).exists()


def test_our_template_fills_blocks_that_the_theme_has() -> None:
    base = (THEME / "base.html").read_text(encoding="utf-8")
    ours = _ours("hooks/playbook_site/theme", "*.html")
    blocks = set(re.findall(r"{%-? block (\w+)", ours))
    assert blocks
    assert blocks <= set(re.findall(r"{%-? block (\w+)", base))


def test_the_partial_that_we_replace_is_still_there() -> None:
    ours = {path.name for path in (ROOT / "hooks/playbook_site/theme/partials").glob("*.html")}
    assert "source.html" in ours
    assert ours <= {path.name for path in (THEME / "partials").glob("*.html")}


def test_the_breadcrumbs_are_those_of_the_theme_and_the_page_itself() -> None:
    ours, theirs = (
        [line for line in (folder / "partials/path.html").read_text(encoding="utf-8").splitlines()[3:] if line]
        for folder in (ROOT / "hooks/playbook_site/theme", THEME)
    )
    assert [line for line in ours if line not in theirs] == [
        '      <li class="md-path__item"><span class="md-ellipsis" aria-current="page">{{ page.title }}</span></li>'
    ]
    assert [line for line in theirs if line not in ours] == []


def test_the_search_field_and_its_toggle_keep_their_names(site: Path) -> None:
    page = HTMLParser(_html(site))
    assert page.css_first('input[data-md-component="search-query"]')
    assert page.css_first('input#__search[data-md-toggle="search"]')


def test_the_theme_announces_each_page_on_a_stream() -> None:
    bundle = next((THEME / "assets/javascripts").glob("bundle.*.js")).read_text(encoding="utf-8")
    assert "window.document$=" in bundle


def test_classes_that_our_sheets_name_exist_in_the_theme() -> None:
    named = set(re.findall(r"\.(md-[\w-]+)", _ours("docs/assets/stylesheets", "*.css")))
    assert len(named) > 10
    sheets = "".join(path.read_text(encoding="utf-8") for path in (THEME / "assets/stylesheets").glob("*.css"))
    templates = "".join(path.read_text(encoding="utf-8") for path in THEME.rglob("*.html"))
    scripts = next((THEME / "assets/javascripts").glob("bundle.*.js")).read_text(encoding="utf-8")
    assert {name for name in named if not re.search(rf"\b{name}\b", sheets + templates + scripts)} == set()


def test_the_colour_schemes_keep_their_names(site: Path) -> None:
    page = HTMLParser(_html(site))
    schemes = {choice.attributes["data-md-color-scheme"] for choice in page.css("input[name=__palette]")}
    assert schemes == {"default", "slate"}
    assert page.css_first("body").attributes["data-md-color-primary"] == "custom"
    assert '[data-md-color-scheme="slate"]' in _ours("docs/assets/stylesheets", "theme.css")


def test_a_generated_page_links_to_its_authored_file(site: Path) -> None:
    pencil = HTMLParser(_html(site)).css_first("a.md-content__button[rel=edit]")
    address = str(pencil.attributes["href"]).replace("docs/../", "")
    assert address == "https://github.com/example/common-ground/edit/main/playbooks/roi/write-the-roi-memo.md"


def test_a_generated_page_has_its_title_and_description(site: Path) -> None:
    page = HTMLParser(_html(site))
    assert page.css_first("title").text().startswith("ROI memo")
    assert page.css_first('meta[name="description"]').attributes["content"] == (
        "One page with the ask, the money and the doubts, which finance can check."
    )


def test_a_generated_file_can_be_given_addresses_of_its_own() -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "docs_dir": str(ROOT / "docs"), "plugins": []})
    config.validate()
    config.plugins._current_plugin = "ours"  # noqa: SLF001 - as the engine does while it runs a hook
    file = File.generated(config, "playbooks/roi/x.md", content="# X")
    file.dest_uri, file.url, file.edit_uri = "playbooks/x/index.html", "playbooks/x/", "../playbooks/roi/x.md"
    assert (file.src_uri, file.dest_uri, file.url) == ("playbooks/roi/x.md", "playbooks/x/index.html", "playbooks/x/")
    assert file.content_string == "# X"
    assert file.is_documentation_page()


def test_warnings_of_the_engine_are_counted() -> None:
    counter, log = CountHandler(level=logging.WARNING), logging.getLogger("mkdocs.playbook_site.contract")
    logging.getLogger("mkdocs").addHandler(counter)
    try:
        log.warning("A link leads nowhere")
        log.info("Not counted")
    finally:
        logging.getLogger("mkdocs").removeHandler(counter)
    assert counter.get_counts() == [("WARNING", 1)]


def test_anchors_inside_components_are_known_to_the_engine() -> None:
    assert "present_anchor_ids" in inspect.getsource(Page)
    assert "present_anchor_ids" in inspect.getsource(Page.validate_anchor_links)


def test_the_hooks_offer_nothing_but_events_of_the_engine() -> None:
    assert all(name.removeprefix("on_") in mkdocs.plugins.EVENTS for name in mkdocs_hooks.__all__)
    assert {name for name in vars(mkdocs_hooks) if name.startswith("on_")} == set(mkdocs_hooks.__all__)


def test_headings_get_the_anchors_that_the_scanner_foretold(site: Path) -> None:
    for path in sorted((ROOT / "docs").rglob("*.md")):
        url = path.relative_to(ROOT / "docs").with_suffix("").as_posix().removesuffix("index")
        headings = HTMLParser(_html(site, url)).css("article :is(h1, h2, h3, h4)[id]")
        foretold = [heading.anchor for heading in Body.scan(path.read_text(encoding="utf-8")).headings]
        assert [heading.attributes["id"] for heading in headings] == foretold, path.name
