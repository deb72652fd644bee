"""Editorial advice: given where it is due, never where it is not, answerable, and fast."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_library import a_copy, all_of, changed, library_of

from conftest import ROOT
from playbook_site.content.body import Body
from playbook_site.contribute.advice import advice, editorial
from playbook_site.contribute.evidence import evidence
from playbook_site.contribute.likeness import alike, content_words
from playbook_site.contribute.prose import harsh_words, long_sentences, long_sentences_in, word_count

FIX = "playbooks/roi/price-the-fix.md"
LIMITS = "playbooks/adapting/set-limits.md"
TALK = "playbooks/checklists/before-the-talk.md"
LONG = "word " * 36


def _kinds(root: Path) -> list[tuple[str, str]]:
    return [(problem.path, problem.kind) for problem in all_of(root)]


def test_the_library_of_this_repository_leaves_no_advice_unanswered() -> None:
    assert editorial(library_of(ROOT)) == ()


def test_advice_that_is_answered_in_the_file_is_not_shown(tmp_path: Path) -> None:
    changed(a_copy(tmp_path), LIMITS, "when_not: It can be undone in a day. Then just build it.", "when_not: Rarely.")
    assert _kinds(tmp_path) == [(LIMITS, "thin-when-not")]
    answer = "owner: product-practice\naccepted_advice: {thin-when-not: There is no such case.}\n"
    changed(tmp_path, LIMITS, "owner: product-practice\n", answer)
    assert _kinds(tmp_path) == []
    assert [piece.kind for piece in advice(library_of(tmp_path))] == ["thin-when-not"]


def test_an_answer_to_advice_that_does_not_exist_offers_the_nearest(tmp_path: Path) -> None:
    answer = "owner: product-practice\naccepted_advice: {long-sentences: A quotation.}\n"
    changed(a_copy(tmp_path), LIMITS, "owner: product-practice\n", answer)
    assert [problem.message for problem in all_of(tmp_path)] == [
        'there is no advice called "long-sentences"; did you mean "long-sentence"?'
    ]


def test_advice_is_given_for_a_library_that_has_faults_too(tmp_path: Path) -> None:
    changed(a_copy(tmp_path), LIMITS, "when_not: It can be undone in a day. Then just build it.", "when_not: Rarely.")
    changed(tmp_path, FIX, "related: [set-limits]", "related: [set-limit]")
    assert _kinds(tmp_path) == [(FIX, "dangling-id"), (LIMITS, "thin-when-not")]


@pytest.mark.parametrize(
    "item",
    [
        "I know who decides",
        "Everyone understands the risk",
        "Make sure finance agrees",
        "Consider the long term",
        "Try to be fair",
    ],
)
def test_an_item_that_names_a_thought_gets_advice(item: str, tmp_path: Path) -> None:
    changed(a_copy(tmp_path), TALK, "My ask stands on paper", item)
    assert _kinds(tmp_path) == [(TALK, "unobservable-item")]


@pytest.mark.parametrize(
    "item",
    [
        "Finance checked the rate",
        "A person without a stake tried the way back",
        "'I said \"I do not know\" where I do not'",
        "The unknown costs are listed",
    ],
)
def test_an_item_that_can_be_seen_done_gets_none(item: str, tmp_path: Path) -> None:
    changed(a_copy(tmp_path), TALK, "My ask stands on paper", item)
    assert _kinds(tmp_path) == []


@pytest.mark.parametrize("title", ["How to set limits", "Limits", "A framework for limits", "Guardrails that hold"])
def test_a_title_that_is_a_method_gets_advice(title: str, tmp_path: Path) -> None:
    changed(a_copy(tmp_path), LIMITS, "We build the quick version and fear that it stays", title)
    assert _kinds(tmp_path) == [(LIMITS, "method-title")]


def test_a_method_that_people_only_quote_is_no_method_title(tmp_path: Path) -> None:
    title = "'The word \"guardrails\" convinces nobody here'"
    changed(a_copy(tmp_path), LIMITS, "We build the quick version and fear that it stays", title)
    assert _kinds(tmp_path) == []


def test_a_sentence_is_counted_from_stop_to_stop() -> None:
    assert list(long_sentences(f"Short one. {LONG}")) == [(11, 36)]
    assert list(long_sentences("word " * 35)) == []
    assert list(long_sentences("Five words in each one. " * 20)) == []
    assert list(long_sentences(f'He said "stop." {LONG}')) == [(16, 36)]


def test_a_long_sentence_is_found_at_its_line_across_wrapped_lines() -> None:
    half = "word " * 20
    body = Body.scan(f"## Steps\n\nShort.\n\n1. Do it. {half}\n    {half}and so on.\n", first_line=10)
    assert list(long_sentences_in(body)) == [(14, 11, 43)]


@pytest.mark.parametrize(
    "text", [f"```text\n{LONG}\n```", f"| {LONG} | {LONG} |", f"> | {LONG} |", f"## {LONG}", f"[x]({'a-' * 60}.md)"]
)
def test_blocks_tables_headings_and_addresses_are_no_sentences(text: str) -> None:
    assert list(long_sentences_in(Body.scan(f"{text}\n"))) == []


def test_items_of_a_list_are_sentences_of_their_own() -> None:
    assert list(long_sentences_in(Body.scan("- five words in this item\n" * 12))) == []


def test_blanks_are_not_words() -> None:
    assert word_count('"I ask for ___ by ___, 10 to 15 days."') == 8


def test_words_of_blame_are_found_unless_somebody_says_them() -> None:
    assert list(harsh_words("They are clueless.")) == [(9, '"clueless" judges people')]
    assert list(harsh_words('They say "you are clueless".')) == []
    assert [reason for _, reason in harsh_words("Leverages their fear")] == [
        '"Leverages" treats people as something to be handled'
    ]
    assert list(harsh_words("A ledge, an idiotic word")) == []


def test_situations_may_hold_the_words_of_people_under_stress(tmp_path: Path) -> None:
    changed(a_copy(tmp_path), LIMITS, "- temporary things stay for ever here", "- the board is clueless")
    assert _kinds(tmp_path) == []


def _why(*bullets: str) -> Body:
    return Body.scan("## Why it works\n\n" + "".join(f"- {bullet}\n" for bullet in bullets), first_line=1)


@pytest.mark.parametrize(
    ("bullet", "figure"),
    [
        ("**Evidence.** It fell by 30%.", "30%"),
        ("**Evidence.** Of 5,392 projects, most ran late.", "5,392"),
        ("**Evidence.** In 2007 somebody wrote it.", ""),
        ("**Evidence.** The P10 case is kept.", ""),
        ("**Evidence.** [Smith 2020, 8 in 10](../sources.yml#smith) says so.", ""),
    ],
)
def test_a_figure_is_a_number_that_is_no_year_and_no_name(bullet: str, figure: str) -> None:
    assert [found.figure for found in evidence(_why(bullet))] == [figure]


def test_only_bullets_that_claim_evidence_are_asked_for_a_source() -> None:
    assert list(evidence(_why("**Practice.** 8 in 10 do.", "**Opinion.** 30%.", "**Further reading.** 5 books."))) == []
    assert list(evidence(Body.scan("## Steps\n\n- **Evidence.** 8 in 10.\n"))) == []


def test_a_source_on_the_second_line_of_a_bullet_counts() -> None:
    body = _why("**Evidence.** It fell by 30%,\n    see [Smith](../sources.yml#smith).", "**Evidence.** 40%.")
    assert [(found.line, [id_ for id_, _ in found.cited]) for found in evidence(body)] == [(3, ["smith"]), (5, [])]


@pytest.mark.parametrize(
    ("first", "second", "is_same"),
    [
        ("they only care about the numbers", "They only care about numbers!", True),
        ("what does the repair cost us", "what do repairs cost us", True),
        ("finance will tear my proposal apart", "they will tear my proposal apart", False),
        ("finance will tear my proposal apart", "they will tear my proposal up in public", None),
        ("my team is losing heart", "my team lost the argument", None),
        ("no money for this", "no time for this", None),
    ],
)
def test_phrases_are_alike_when_all_words_but_one_are_the_same(first: str, second: str, is_same: bool | None) -> None:
    found = [same.is_same for same in alike([("a", first), ("b", second)])]
    assert found == ([] if is_same is None else [is_same])


def test_a_page_may_say_nearly_the_same_twice() -> None:
    assert list(alike([("a", "we have no budget left"), ("a", "we have no budget left now")])) == []


@given(st.lists(st.text("abcde ", min_size=1, max_size=12), max_size=12))
def test_likeness_finds_what_comparing_every_pair_would_find(phrases: list[str]) -> None:
    found = {same.place for same in alike(list(enumerate(phrases)))}
    words = [content_words(phrase) for phrase in phrases]
    expected = {
        later for later in range(len(phrases)) for earlier in range(later) if _are_alike(words[earlier], words[later])
    }
    assert found == expected


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    def keys(words: frozenset[str]) -> set[frozenset[str]]:
        return {words, *(words - {word} for word in words if len(words) >= 4)}

    return bool(keys(one) & keys(other))
