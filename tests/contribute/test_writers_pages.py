"""The pages for writers, as they stand on the built site; and the hand-written ones as they are in the repository."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from conftest import ROOT
from playbook_site.content.body import Body
from playbook_site.contribute.authored import KINDS as AUTHORED
from playbook_site.contribute.described import entry_of, fields_of
from playbook_site.contribute.kinds import help_link, kinds

DOCS = sorted((ROOT / "docs").rglob("*.md"))
WRITTEN = [*DOCS, ROOT / "CONTRIBUTING.md"]


def _page(site: Path, url: str) -> HTMLParser:
    return HTMLParser((site / url / "index.html").read_text(encoding="utf-8"))


def _ids(page: HTMLParser) -> set[str]:
    return {str(element.attributes["id"]) for element in page.css("[id]")}


def test_every_kind_of_problem_has_its_anchor_where_help_links_to(site: Path) -> None:
    ids = _ids(_page(site, "contribute/problems"))
    assert [kind for kind in kinds() if help_link(kind).split("#")[1] not in ids] == []


def test_a_kind_is_shown_with_its_cause_and_its_message(site: Path) -> None:
    text = _page(site, "contribute/problems").css_first("article").text()
    for kind in kinds().values():
        assert kind.title in text
        assert kind.says in text
        assert " ".join(kind.wrong.split()) in " ".join(text.split())


def test_every_field_has_its_anchor_and_its_example(site: Path) -> None:
    page = _page(site, "contribute/fields")
    ids = _ids(page)
    for kind in AUTHORED:
        assert kind.id in ids
        for field in fields_of(entry_of(kind.model)):
            anchor = f"{kind.id}-{field.name.replace('_', '-')}"
            assert anchor in ids
            assert page.css_first(f"#{anchor} pre").text() == field.example


def test_links_between_fields_and_their_parts_lead_somewhere(site: Path) -> None:
    page = _page(site, "contribute/fields")
    targets = {str(link.attributes["href"]) for link in page.css(".pb-fields a")}
    assert len(targets) > 20
    assert {target.removeprefix("#") for target in targets} <= _ids(page)


def test_fields_name_the_ids_of_this_library(site: Path) -> None:
    assert "Here: discovery, planning" in _page(site, "contribute/fields").css_first("#playbook-moments").text()


def test_propose_offers_every_shelf_and_shows_every_template(site: Path) -> None:
    page = _page(site, "contribute/propose")
    links = [str(link.attributes["href"]) for link in page.css(".pb-start a")]
    assert [re.search(r"/new/main/playbooks/([a-z-]+)\?filename=", link)[1] for link in links[:6]] == [  # type: ignore[index]
        "discrepancies",
        "roi",
        "dialogue",
        "alignment",
        "adapting",
        "learning-team",
    ]
    assert len(page.css(".highlight")) == 5
    assert "your product practice group" in page.css_first(".pb-start__contact").text()


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("propose", "hooks/playbook_site/contribute/new/playbook.md"),
        ("fields", "hooks/playbook_site/playbooks/model.py"),
        ("problems", "hooks/playbook_site/contribute/kinds.yml"),
    ],
)
def test_the_pencil_of_a_generated_page_leads_to_the_file_behind_it(site: Path, page: str, file: str) -> None:
    pencil = _page(site, f"contribute/{page}").css_first("a.md-content__button")
    assert str(pencil.attributes["href"]).replace("docs/../", "").endswith(f"/edit/main/{file}")
    assert (ROOT / file).exists()


def test_contribute_is_the_last_tab_and_holds_all_its_pages(site: Path) -> None:
    page = _page(site, "contribute")
    assert page.css(".md-tabs__link")[-1].text().strip() == "Contribute"
    names = [link.text().strip() for link in page.css(".md-nav--primary .md-nav__item--section a.md-nav__link")]
    assert {"Propose a playbook", "Your first playbook", "Fields", "Problems and what to do"} <= set(names)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_hand_written_pages_hold_nothing_that_only_one_theme_understands(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    body = Body.scan(text)
    assert [fault for fault in body.faults if fault.kind != "heading-level"] == []
    assert sum(heading.level == 1 for heading in body.headings) == 1
    assert not re.search(r"(?<!`)!(?=\s|$)", text), "an exclamation mark"
    assert "\u2014" not in text


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_pictures_of_hand_written_pages_exist_and_say_what_they_show(path: Path) -> None:
    for link in Body.scan(path.read_text(encoding="utf-8")).links:
        if link.is_image:
            assert (path.parent / link.target).exists()
            assert len(link.text.split()) > 6


def test_pictures_run_nothing_and_load_nothing() -> None:
    for picture in (ROOT / "docs/assets/contribute").glob("*.svg"):
        assert not re.search(r"<script|<style|href|style=|url\(", picture.read_text(encoding="utf-8")), picture.name


def test_contributing_links_only_to_files_of_the_repository() -> None:
    links = Body.scan((ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")).links
    assert [link.target for link in links if not (ROOT / link.target).exists()] == []
    assert len(links) >= 5
