"""Pictures: which playbook shows which, and the map of the whole library."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from builders import a_library
from conftest import ROOT
from playbook_site.library import Library, load
from playbook_site.pictures.library_map import GAP, HEADING, ROW, arc, library_map
from playbook_site.pictures.pictures import PICTURES, picture_of
from playbook_site.rendering import Renderer


@pytest.fixture(scope="module")
def library() -> Library:
    found = load(ROOT).library
    assert found
    return found


def test_every_picture_belongs_to_a_playbook_that_exists(library: Library) -> None:
    assert set(PICTURES) - set(library.playbooks) == set()


def test_a_playbook_without_a_picture_shows_none() -> None:
    assert picture_of("set-tripwires") is None


@pytest.mark.parametrize("playbook", PICTURES)
def test_a_picture_says_in_words_what_it_shows_and_brings_no_colour_of_its_own(library: Library, playbook: str) -> None:
    template = picture_of(playbook)
    assert template
    html = Renderer(library, nonce="n").html(template, f"playbooks/{playbook}/")
    (svg,) = LexborHTMLParser(html).css("svg[role=img]")
    assert len((svg.attributes["aria-label"] or "").split()) > 20
    assert re.findall(r"(?:fill|stroke|style)=", html) == []


@pytest.mark.parametrize("playbook", PICTURES)
def test_no_letter_of_a_picture_is_smaller_than_eleven_pixels_on_a_small_phone(library: Library, playbook: str) -> None:
    html = Renderer(library, nonce="n").html(str(picture_of(playbook)), "")
    view_box = LexborHTMLParser(html).css_first("svg").attributes["viewBox"]
    assert view_box
    sheet = (ROOT / "docs/assets/stylesheets/pictures.css").read_text(encoding="utf-8")
    smallest = min(float(size) for size in re.findall(r"font-size: ([\d.]+)px", sheet))
    assert smallest * 336 / float(view_box.split()[2]) >= 11


def test_the_map_names_every_playbook_once_and_draws_every_pair_that_goes_well_together(library: Library) -> None:
    spots = [spot for shelf in library_map(library) for spot in shelf.spots]
    assert sorted(spot.id for spot in spots) == sorted(library.playbooks)
    for spot in spots:
        related = [id_ for id_ in library.playbooks[spot.id].front.related if id_ in library.playbooks]
        assert spot.neighbours == tuple(library.playbooks[id_].front.name for id_ in related)
        assert len(spot.arcs) == len(related)


def test_a_curve_ends_on_the_row_of_the_other_playbook(tmp_path: Path) -> None:
    library = load(a_library(tmp_path)).library
    assert library
    (roi, dialogue) = library_map(library)
    assert [spot.name for spot in (*roi.spots, *dialogue.spots)] == ["ROI memo", "Delay", "Hear them out"]
    height = 2 * (HEADING + GAP) + 2.5 * ROW + ROW
    (to_delay,) = roi.spots[0].arcs
    assert to_delay.endswith(f" 4 {ROW / 2 + ROW:g}")
    (back_up,) = dialogue.spots[0].arcs
    assert back_up.endswith(f" 4 {ROW / 2 - (2 * ROW + GAP + HEADING):g}")
    assert arc(height, height) != arc(ROW, height)


def test_the_map_links_to_every_playbook_and_says_its_neighbours(library: Library) -> None:
    renderer = Renderer(library, nonce="n")
    html = LexborHTMLParser(renderer.html("pictures/library_map.html.jinja", "browse/", map=library_map(library)))
    links = [link.attributes["href"] for link in html.css("li a")]
    assert sorted(links) == sorted(f"../playbooks/{id_}/" for id_ in library.playbooks)
    said = [str(link.attributes["title"]) for link in html.css("li a")]
    assert [words for words in said if "(goes well with " not in words] == []
