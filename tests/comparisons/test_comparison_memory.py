"""What was worked out before is not worked out again, and is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from comparison_builders import a_comparison, an_input

from playbook_site.comparisons.model import ComparisonFront
from playbook_site.comparisons.worked_out import WorkedOut, work_out
from playbook_site.publish import memory


def a_front(likely: float = 100) -> ComparisonFront:
    inputs = {"cost": an_input("money", likely, low=50, high=200), "gain": an_input("money/year", 40)}
    return a_comparison(
        inputs, {"one": {}, "two": {"upfront": "cost", "benefits": [{"kind": "revenue", "amount": "gain"}]}}
    )


def never(_: ComparisonFront) -> WorkedOut:
    raise AssertionError("worked out again")


def test_what_is_remembered_is_what_was_worked_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = memory.remembering(tmp_path)(a_front())
    assert found == work_out(a_front())
    assert found.flips["two"]
    monkeypatch.setattr(memory, "work_out", never)
    assert memory.remembering(tmp_path)(a_front()) == found
    with pytest.raises(AssertionError, match="again"):
        memory.remembering(tmp_path)(a_front(likely=101))


def test_what_is_broken_or_was_found_by_other_code_is_worked_out_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = memory.remembering(tmp_path)(a_front())
    (kept,) = tmp_path.iterdir()
    kept.write_text(kept.read_text(encoding="utf-8")[:-5], encoding="utf-8")
    assert memory.remembering(tmp_path)(a_front()) == found
    monkeypatch.setattr(memory, "_code", lambda: "other")
    monkeypatch.setattr(memory, "work_out", never)
    with pytest.raises(AssertionError, match="again"):
        memory.remembering(tmp_path)(a_front())
