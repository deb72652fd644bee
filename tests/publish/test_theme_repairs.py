from __future__ import annotations

import re
from pathlib import Path

import material
import pytest
from jinja2 import Environment, FileSystemLoader
from selectolax.lexbor import LexborHTMLParser

from playbook_site.publish import policy, theme_repairs
from playbook_site.publish.search import ThemeChanged
from playbook_site.publish.theme_repairs import BASE, PALETTE, SCOPE, TABS, Repairs, prepare, scrollable

THEME = Path(material.__file__).parent / "templates"


def partial(name: str) -> str:
    environment = Environment(loader=FileSystemLoader(THEME), autoescape=False)  # noqa: S701 - as the engine sets it up
    return environment.get_template(name).render(config={"extra": {}}, base_url=BASE, features=[])


@pytest.fixture(scope="module")
def repairs() -> Repairs:
    return prepare(partial, with_policy=True)


def a_page(repairs: Repairs, base: str = "../..", **changes: str) -> str:
    """The parts of a page of the theme that are mended, each once."""
    parts = {
        "head": f'<!doctype html><html lang="en"><head><meta charset="utf-8">{repairs.scope.replace(BASE, base)}<title>x</title></head><body>',
        "toggles": '<input class="md-toggle" data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">'
        '<input class="md-toggle" data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">',
        "palette": repairs.palette,
        "search": '<div class="md-search" data-md-component="search" role="dialog">'
        '<a href="javascript:void(0)" class="md-search__icon md-icon">x</a></div>',
        "nav": "",
        "tabs": repairs.tabs,
        "config": '<script id="__config" type="application/json">{}</script>',
    }
    return "".join({**parts, **changes}.values())


def test_no_inline_script_is_left_and_the_files_are_asked_for_from_any_depth(repairs: Repairs) -> None:
    for base, prefix in (("../..", "../../"), (".", ""), ("/", "/"), ("/handbook/", "/handbook/"), ("..", "../")):
        page = LexborHTMLParser(repairs.mend(a_page(repairs, base)))
        scripts = [node.attributes.get("src") for node in page.css("script:not([type])")]
        assert scripts == [f"{prefix}{repairs.before_theme.path}", f"{prefix}{repairs.palette_file.path}"]


def test_the_scope_comes_from_where_the_script_is_not_from_where_the_page_is(repairs: Repairs) -> None:
    assert 'new URL("..",document.currentScript.src)' in repairs.before_theme.text
    assert ",location)" not in repairs.before_theme.text


def test_the_policy_stands_before_anything_that_is_loaded(repairs: Repairs) -> None:
    html = repairs.mend(a_page(repairs))
    assert html.index(policy.META) < html.index("<script")
    assert policy.META not in prepare(partial, with_policy=False).mend(a_page(repairs))


def test_what_had_no_name_has_one(repairs: Repairs) -> None:
    page = LexborHTMLParser(repairs.mend(a_page(repairs)))
    names = [node.attributes.get("aria-label") for node in page.css("#__drawer, #__search, [role=dialog]")]
    assert names == ["Menu", "Search", "Search"]
    assert page.css("[autocomplete], [href^=javascript]") == []


NAV = (
    '<nav class="md-path" aria-label="Navigation" ></nav>'
    '<label class="md-nav__link" for="__nav_3" id="__nav_3_label" tabindex=""></label>'
    '<nav class="md-nav" data-md-level="1" aria-labelledby="__nav_3_label" aria-expanded="true">\n'
    '<label class="md-nav__title" for="__nav_3">\n<span class="md-nav__icon md-icon"></span>\nThey say "no" &amp; more\n</label></nav>'
    '<label class="md-nav__title" for="__toc">x</label>'
)


def test_parts_of_the_navigation_can_be_told_apart(repairs: Repairs) -> None:
    page = LexborHTMLParser(repairs.mend(a_page(repairs, nav=NAV)))
    assert [node.attributes.get("aria-label") for node in page.css("nav")] == ["Breadcrumbs", 'They say "no" & more']
    assert [node.attributes.get("tabindex") for node in page.css("[id=__nav_3_label]")] == ["-1"]


def test_a_label_for_a_field_that_is_not_there_is_for_none(repairs: Repairs) -> None:
    assert LexborHTMLParser(repairs.mend(a_page(repairs, nav=NAV))).css("[for=__toc]") == []
    with_field = a_page(repairs, nav=f'{NAV}<input id="__toc">')
    assert len(LexborHTMLParser(repairs.mend(with_field)).css("[for=__toc]")) == 1


@pytest.mark.parametrize("part", ["head", "toggles", "search", "tabs"])
def test_a_part_that_the_theme_no_longer_has_is_said_aloud(repairs: Repairs, part: str) -> None:
    with pytest.raises(ThemeChanged):
        repairs.mend(a_page(repairs, **{part: ""}))


def test_a_page_without_a_choice_of_colours_is_sound(repairs: Repairs) -> None:
    assert repairs.palette_file.path not in repairs.mend(a_page(repairs, palette=""))


def test_an_inline_script_that_the_theme_did_not_have_is_said_aloud(repairs: Repairs) -> None:
    with pytest.raises(ThemeChanged, match=r"an inline script that we do not know: <script>x\(\)"):
        repairs.mend(a_page(repairs, nav="<script>x()</script>"))


@pytest.mark.parametrize(
    ("name", "html", "said"),
    [
        (SCOPE, "<script>x=1</script>", "does not set its scope"),
        (SCOPE, "", "holds 0 scripts, not one"),
        (PALETTE, "<script>a</script><script>b</script>", "holds 2 scripts, not one"),
        (PALETTE, f"<script>{BASE}</script>", "depends on where the page is"),
        (TABS, "<p>x</p>", "holds 0 scripts, not one"),
    ],
)
def test_a_script_that_the_theme_wrote_in_another_way_is_said_aloud(name: str, html: str, said: str) -> None:
    with pytest.raises(ThemeChanged, match=said):
        prepare(lambda asked: html if asked == name else partial(asked), with_policy=True)


def test_what_is_repaired_on_some_pages_is_still_in_the_theme() -> None:
    text = "".join(
        (THEME / "partials" / name).read_text(encoding="utf-8") for name in ("path.html", "nav-item.html", "toc.html")
    )
    assert '<nav class="md-path" aria-label="{{ lang.t(\'nav\') }}"' in text
    assert text.count('id="{{ path }}_label" tabindex="{{ tabindex }}">') == 2
    assert '<label class="md-nav__title" for="__toc">' in text
    assert re.search(
        r'<nav class="md-nav" data-md-level="\{\{ level \}\}" aria-labelledby="\{\{ path \}\}_label" aria-expanded="[^"]*">\s*'
        r'<label class="md-nav__title" for="\{\{ path \}\}">\s*<span class="md-nav__icon md-icon"></span>\s*\{\{ render_title\(nav_item\) \}\}',
        text,
    )
    assert not (THEME / "partials" / "copyright.html").read_text(encoding="utf-8").count("<script")


def test_the_theme_reads_storage_only_through_the_functions_that_are_guarded() -> None:
    bundle = next((THEME / "assets" / "javascripts").glob("bundle.*.min.js")).read_text(encoding="utf-8")
    assert "localStorage" not in bundle
    assert set(re.findall(r"(\w+)\([^()]*sessionStorage", bundle)) == {"__md_get", "__md_set"}


def test_a_wide_table_can_be_scrolled_by_keyboard() -> None:
    page = LexborHTMLParser(scrollable("<p>x</p><table><tr><td>1</td></tr></table><p>y</p>"))
    box = page.css_first("[tabindex]")
    assert box
    assert (box.attributes["tabindex"], box.attributes["role"], box.attributes["aria-label"]) == ("0", "group", "Table")
    assert len(box.css("table")) == 1
    assert [node.tag for node in page.css("body > *")] == ["p", "div", "p"]


def test_the_files_are_named_after_what_is_in_them(repairs: Repairs) -> None:
    assert [re.sub(r"\.[0-9a-f]{8}\.", ".*.", file.path) for file in repairs.files] == [
        "assets/before-theme.*.js",
        "assets/palette.*.js",
    ]
    assert theme_repairs.STATIC.joinpath("before-theme.js").read_text(encoding="utf-8").count("THEME_SCOPE") == 1
