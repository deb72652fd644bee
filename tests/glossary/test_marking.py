"""Method words are explained where they stand, once a page, and nowhere that is not running text."""

from __future__ import annotations

import pytest
from selectolax.lexbor import LexborHTMLParser as HTMLParser

from playbook_site.glossary.marking import Marker
from playbook_site.glossary.model import Glossary

GLOSSARY = Glossary.model_validate(
    {
        "npv": {"term": "NPV", "means": "Worth & 'today'.", "playbook": "x", "in_text": ["NPV", "net present value"]},
        "tripwire": {"term": "Tripwire", "means": "A sign agreed before.", "playbook": "x"},
        "spike": {"term": "Spike", "means": "A trial.", "playbook": "x", "in_text": []},
    }
)


def marked(html: str) -> HTMLParser:
    return HTMLParser(Marker(GLOSSARY).mark(html, "../../glossary/"))


def words(html: str) -> list[str]:
    return [button.text() for button in marked(html).css("button.pb-word")]


def test_the_first_use_of_a_word_is_marked_and_later_ones_are_not() -> None:
    assert words("<p>NPV here, NPV there.</p><p>And NPV again.</p>") == ["NPV"]


def test_a_plural_and_another_case_count_as_the_word() -> None:
    assert words("<p>Set tripwires now.</p>") == ["tripwires"]


def test_an_abbreviation_counts_only_as_it_is_written() -> None:
    assert words("<p>the npv</p>") == []


def test_another_form_is_explained_by_the_same_entry() -> None:
    assert marked("<p>net  present\nvalue</p>").css_first("button").attributes["popovertarget"] == "word-npv"


def test_a_word_inside_another_word_is_left_alone() -> None:
    assert words("<p>re-NPV NPVish tripwire-like</p>") == []


def test_a_term_that_asks_for_no_marking_gets_none() -> None:
    assert words("<p>A spike.</p>") == []


@pytest.mark.parametrize("element", ["a", "code", "pre", "h2", "button", "q"])
def test_nothing_is_marked_inside_links_code_headings_and_quotations(element: str) -> None:
    assert words(f"<{element}>NPV</{element}><p>then NPV</p>") == ["NPV"]


def test_the_explanation_is_escaped_leads_to_the_glossary_and_stays_out_of_the_search() -> None:
    means = marked("<p>NPV</p>").css_first("#word-npv")
    assert means.text().startswith("NPV. Worth & 'today'.")
    assert means.css_first("a").attributes["href"] == "../../glossary/#npv"
    assert "popover" in means.attributes
    assert "data-search-exclude" in means.attributes


def test_a_page_without_terms_keeps_its_bytes() -> None:
    html = '<p class="x">Nothing &amp; no one.</p>'
    assert Marker(GLOSSARY).mark(html, "g/") == html


def test_an_empty_glossary_marks_nothing() -> None:
    assert Marker(Glossary.model_validate({})).mark("<p>NPV</p>", "g/") == "<p>NPV</p>"
