"""Checks and advice stay quick when the library grows. Times are those of the processor, not of the clock."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import ROOT
from playbook_site.content import rules
from playbook_site.content.rules import SUSPECT
from playbook_site.contribute.advice import editorial
from playbook_site.contribute.likeness import alike
from playbook_site.library import Library, load

FAMILIES = ("discrepancies", "roi", "dialogue", "alignment", "adapting", "learning-team")


def a_large_library(root: Path, count: int) -> Path:
    """Playbooks as long as ours, with situations and links of their own."""
    folder = root / "playbooks"
    folder.mkdir()
    vocabulary = (ROOT / "playbooks/vocabulary.yml").read_text(encoding="utf-8")
    (folder / "vocabulary.yml").write_text(vocabulary.split("ways_in:")[0] + "ways_in: {}\n", encoding="utf-8")
    for name in ("company.yml", "sources.yml"):
        (folder / name).write_bytes((ROOT / "playbooks" / name).read_bytes())
    text = (ROOT / "playbooks/roi/write-the-roi-memo.md").read_text(encoding="utf-8")
    words = sorted({word for word in text.split() if word.isalpha()})
    chance = random.Random(1)  # noqa: S311 - the same words every time
    for number in range(count):
        situations = "".join(f"  - {' '.join(chance.sample(words, 6))}\n" for _ in range(6))
        page = text.replace("name: ROI memo", f"name: Memo {number}")
        page = page.replace("checklist: roi-memo-ready", "checklist: {rate-checked: Finance checked the rate}")
        page = re.sub(r"situations:\n(  - .*\n)+", f"situations:\n{situations}", page)
        page = re.sub(r"related: .*", f"related: [page-{(number + 1) % count}, page-{(number + 7) % count}]", page)
        page = re.sub(
            r"\]\([a-z./-]+\.md\)", f"](../{FAMILIES[(number + 1) % count % 6]}/page-{(number + 1) % count}.md)", page
        )
        path = folder / FAMILIES[number % 6] / f"page-{number}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(page, encoding="utf-8")
    return root


def _seconds(act: Callable[[], object]) -> float:
    start = time.process_time()
    act()
    return time.process_time() - start


def _loaded(root: Path) -> Library:
    loaded = load(root)
    assert loaded.library, loaded.problems[:3]
    return loaded.library


def test_advice_costs_less_than_reading_the_files(tmp_path: Path) -> None:
    root = a_large_library(tmp_path, 300)
    reading = _seconds(lambda: _loaded(root))
    library = _loaded(root)
    assert _seconds(lambda: editorial(library)) < reading


def test_twice_as_many_phrases_take_about_twice_as_long() -> None:
    """Worst case: every phrase shares all words but one with every other."""

    def phrases(count: int) -> list[tuple[int, str]]:
        return [(number, f"nobody here ever listens number{number}") for number in range(count)]

    few = min(_seconds(lambda: list(alike(phrases(4_000)))) for _ in range(3))
    many = min(_seconds(lambda: list(alike(phrases(16_000)))) for _ in range(3))
    assert many < 10 * few


COUNTING = 0.4
"""Seconds that `_count` takes where nothing else runs; a processor that many share is slower."""


def _count() -> None:
    total = 0
    for number in range(10_000_000):
        total += number


@pytest.mark.soak
def test_five_thousand_playbooks_are_checked_in_ten_seconds(tmp_path: Path) -> None:
    root = a_large_library(tmp_path, 5_000)
    before = _seconds(_count)
    taken = _seconds(lambda: editorial(_loaded(root)))
    busy = max(1.0, (before + _seconds(_count)) / 2 / COUNTING)
    assert taken < 10 * busy


@given(st.text("<{#:!?=*_-. ab8\\>}", max_size=30), st.integers(0, 1))
def test_a_line_that_is_not_suspect_breaks_no_rule(line: str, repeated: int) -> None:
    """The rules are only tried on lines that hold one of their signs."""
    shown = line + repeated * "_" * 201
    for pattern, kind, _ in rules._RULES:  # noqa: SLF001 - the rules themselves
        assert SUSPECT.search(shown) or not pattern.search(shown), kind


def test_links_stand_in_the_same_order_as_before_they_were_sorted_by_words(tmp_path: Path) -> None:
    links = _loaded(a_large_library(tmp_path, 12)).links.links
    assert links == tuple(sorted(links))
