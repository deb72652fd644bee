"""Every claim of the founding article is served by something that exists."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from playbook_site.library import Library, load

ROOT = Path(__file__).parent.parent
CLAIMS = yaml.safe_load((ROOT / "tests" / "founding_article.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def library() -> Library:
    found = load(ROOT).library
    assert found is not None
    return found


def exists(library: Library, reference: str) -> bool:
    kind, _, id_ = reference.partition("/")
    tree = library.trees["advocate-or-adapt"].front
    match kind:
        case "playbook":
            return id_ in library.playbooks
        case "checklist":
            return id_ in library.checklists
        case "comparison":
            return id_ in library.comparisons
        case "vocabulary":
            return bool(getattr(library.vocabulary, id_))
        case "tree":
            every_outcome_names_risks = all(outcome.risks.product for outcome in tree.outcomes.values())
            return (
                not id_
                or id_ in tree.questions
                or id_ in tree.outcomes
                or (id_ == "risks" and every_outcome_names_risks)
            )
    return False


def test_the_thirty_five_claims_are_listed() -> None:
    assert list(CLAIMS) == [f"S{number:02}" for number in range(1, 36)]


@pytest.mark.parametrize("claim", CLAIMS)
def test_a_claim_is_served_by_things_that_exist(claim: str, library: Library) -> None:
    served_by = CLAIMS[claim]["served_by"]
    assert served_by
    assert [reference for reference in served_by if not exists(library, reference)] == []


@pytest.mark.parametrize("claim", [id_ for id_, claim in CLAIMS.items() if claim["kind"] == "opinion"])
def test_an_opinion_of_the_article_is_shown_as_an_opinion(claim: str, library: Library) -> None:
    playbooks = [
        reference.partition("/")[2] for reference in CLAIMS[claim]["served_by"] if reference.startswith("playbook/")
    ]
    bodies = [library.playbooks[id_].document.body.text for id_ in playbooks]
    assert any("**Opinion.**" in body and "founding article" in body for body in bodies)
