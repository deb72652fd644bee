from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from builders import COMPANY, a_checklist, a_document, a_playbook, a_tree, said
from playbook_site.checklists.model import ChecklistFront
from playbook_site.company.model import Company
from playbook_site.content.validation import MAX_FAULTS, validate
from playbook_site.playbooks.model import PlaybookFront
from playbook_site.sources.model import Sources
from playbook_site.trees.model import TreeFront

ID = "is not an id; use lower-case letters, digits and hyphens:"


def problems_of(tmp_path: Path, text: str, model: type[BaseModel], name: str = "playbooks/roi/x.md") -> list[str]:
    document, problems = a_document(tmp_path, text, name)
    assert document is not None
    assert not problems
    found, problems = validate(model, document)
    assert (found is None) == bool(problems)
    return said(problems)


def place(text: str, needle: str) -> str:
    """Line and column where `needle` begins, as a report shows them."""
    at = text.index(needle)
    return f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


PLAYBOOK: list[tuple[dict[str, Any], str, str]] = [
    (
        {"title": None},
        "---\ntitle",
        "title: is missing; write title, for example title: I lost the argument. Now what?",
    ),
    ({"roles": None}, "---\ntitle", "roles: is missing; write roles, for example roles: [tech-lead]"),
    ({"reviewed": None}, "---\ntitle", "reviewed: is missing; write reviewed, for example reviewed: 2026-11-20"),
    ({"titel": "x"}, "titel", 'titel: unknown key; did you mean "title"?'),
    ({"title": None, "titel": "x"}, "titel", 'titel: unknown key; did you mean "title"?'),
    ({"title": 5}, "5\n", "title: expected text, found the number 5"),
    ({"title": True}, "true", "title: expected text, found true"),
    (
        {"title": {"a": "b"}},
        '{"a"',
        'title: expected text, found keys and values; put a text that holds ": " in double quotes',
    ),
    ({"title": ["a"]}, '["a"]', "title: expected text, found a list"),
    ({"title": "  "}, '"  "', "title: is empty; fill it in or remove the key"),
    ({"title": "x" * 91}, '"xxx', "title: 91 characters; at most 90"),
    ({"when": "x" * 601}, '"xxx', "when: 601 characters; at most 600"),
    ({"title": "a <b>"}, '"a <b>"', "title: must be plain text; remove <"),
    ({"title": "a [b](c)"}, '"a [b]', "title: must be plain text; remove ]("),
    ({"title": "a **b**"}, '"a **b', "title: must be plain text; remove **"),
    ({"title": "a `b`"}, '"a `b', "title: must be plain text; remove `"),
    ({"title": "# a"}, '"# a', "title: must be plain text; remove #"),
    ({"roles": "tech-lead"}, '"tech-lead"', 'roles: expected a list, such as [one, two], found "tech-lead"'),
    ({"roles": []}, "[]", "roles: is empty; fill it in or remove the key"),
    ({"roles": ["tech-lead", "Tech Lead"]}, '"Tech Lead"', f'roles[1]: "Tech Lead" {ID} tech-lead'),
    ({"roles": ["tech-lead", 7]}, "7]", "roles[1]: expected text, found the number 7"),
    ({"owner": "a_b"}, '"a_b"', f'owner: "a_b" {ID} a-b'),
    ({"owner": "a" * 61}, '"aaa', "owner: 61 characters; at most 60"),
    ({"reviewed": "20.11.2026"}, '"20.11', 'reviewed: must be a date such as 2026-11-20, found "20.11.2026"'),
    ({"reviewed": "20261120"}, '"20261120"', 'reviewed: must be a date such as 2026-11-20, found "20261120"'),
    ({"reviewed": "2026-02-30"}, '"2026-02', 'reviewed: must be a date such as 2026-11-20, found "2026-02-30"'),
    ({"review_every": "yearly"}, '"yearly"', 'review_every: expected a span such as 12 months, found "yearly"'),
    ({"private": "yes"}, '"yes"', 'private: expected true or false, found "yes"'),
    ({"checklist": 5}, "5\n", "checklist: expected keys and values, found the number 5"),
    ({"checklist": {}}, "{}", "checklist: is empty; fill it in or remove the key"),
    ({"checklist": {f"a{n}": "b" for n in range(6)}}, '{"a0"', "checklist: has 6; at most 5 are allowed"),
    ({"checklist": {"A b": "c"}}, '"A b"', f'checklist.A b: "A b" {ID} a-b'),
    ({"checklist": {"a": {"do": "b", "wy": "c"}}}, '"wy"', 'checklist.a.wy: unknown key; did you mean "why"?'),
    (
        {"checklist": {"a": {"why": "c"}}},
        '{"why"',
        "checklist.a.do: is missing; write do, for example do: Finance checked the rate",
    ),
    ({"checklist": {"a": {"do": "x" * 121}}}, '"xxx', "checklist.a.do: 121 characters; at most 120"),
    (
        {"accepted_advice": {"long-sentence": 3}},
        "3}",
        "accepted_advice.long-sentence: expected text, found the number 3",
    ),
]


@pytest.mark.parametrize(("changes", "needle", "message"), PLAYBOOK, ids=[row[2][:50] for row in PLAYBOOK])
def test_a_wrong_field_is_reported_at_its_place(
    tmp_path: Path, changes: dict[str, Any], needle: str, message: str
) -> None:
    text = a_playbook(**changes)
    at = "2:1" if needle.startswith("---") else place(text, needle)
    assert problems_of(tmp_path, text, PlaybookFront) == [f"playbooks/roi/x.md:{at}: {message}"]


OTHERS: list[tuple[type[BaseModel], str, str, str, str]] = [
    (
        Company,
        "playbooks/company.yml",
        COMPANY + "discount_rate: 0.1\n",
        "0.1",
        "discount_rate: must be a percentage such as 10%, found the number 0.1",
    ),
    (
        Company,
        "playbooks/company.yml",
        COMPANY + "planning_horizon_years: 11\n",
        "11",
        "planning_horizon_years: must be at most 10, found the number 11",
    ),
    (
        Company,
        "playbooks/company.yml",
        COMPANY + "planning_horizon_years: five\n",
        "five",
        'planning_horizon_years: expected a whole number, found "five"',
    ),
    (
        Company,
        "playbooks/company.yml",
        "currency: EUR\n",
        "currency",
        "name: is missing; write name, for example name: Larkfield",
    ),
    (
        Company,
        "playbooks/company.yml",
        COMPANY + "contacts:\n  ombudsman: x\n",
        "ombudsman",
        "contacts.ombudsman: unknown key; known here: contribute, independent_channel, risk_owners",
    ),
    (
        Sources,
        "playbooks/sources.yml",
        'minto: {author: M, year: "2009", title: T, publisher: P, grade: proof}\n',
        "proof",
        'minto.grade: expected "evidence", "practice" or "opinion", found "proof"',
    ),
    (
        Sources,
        "playbooks/sources.yml",
        'minto: {author: M, year: "2009", title: T, publisher: P, grade: evidense}\n',
        "evidense",
        'minto.grade: expected "evidence", "practice" or "opinion", found "evidense"; did you mean "evidence"?',
    ),
    (
        Sources,
        "playbooks/sources.yml",
        "minto: {author: M, year: 2009, title: T, publisher: P, grade: opinion}\n",
        "2009",
        "minto.year: expected text, found the number 2009",
    ),
    (
        Sources,
        "playbooks/sources.yml",
        'minto: {author: M, year: "2009", title: T, publisher: P, grade: opinion, link: "javascript:x"}\n',
        '"javascript',
        'minto.link: expected an address that begins with https://, found "javascript:x"',
    ),
    (
        ChecklistFront,
        "playbooks/checklists/x.md",
        a_checklist(kind="gates"),
        '"gates"',
        'kind: expected "list", "gate" or "red-line", found "gates"; did you mean "gate"?',
    ),
    (
        TreeFront,
        "playbooks/trees/x.md",
        a_tree(questions={"a": {"ask": "b", "why": "c", "find_out": "d", "answers": {"e": {"says": "f", "to": "g"}}}}),
        '{"e"',
        "questions.a.answers: has 1; at least 2 are needed",
    ),
    (
        TreeFront,
        "playbooks/trees/x.md",
        a_tree(longest_path=0),
        "0\n",
        "longest_path: must be at least 1, found the number 0",
    ),
]


@pytest.mark.parametrize(("model", "name", "text", "needle", "message"), OTHERS, ids=[row[4][:50] for row in OTHERS])
def test_other_kinds_report_alike(
    tmp_path: Path, model: type[BaseModel], name: str, text: str, needle: str, message: str
) -> None:
    assert problems_of(tmp_path, text, model, name) == [f"{name}:{place(text, needle)}: {message}"]


def test_an_unknown_key_like_no_other_lists_what_is_known(tmp_path: Path) -> None:
    (message,) = problems_of(tmp_path, a_playbook(zzz="x"), PlaybookFront)
    assert message.partition("known here: ")[2].startswith("owner, reviewed, review_every, aliases")


def test_every_wrong_field_is_reported_not_the_first_alone(tmp_path: Path) -> None:
    found = problems_of(tmp_path, a_playbook(title=5, roles=[], when=None, colour="red"), PlaybookFront)
    assert {message.split(" ", 2)[1] for message in found} == {"title:", "roles:", "when:", "colour:"}


def test_a_front_matter_of_faults_is_cut_short(tmp_path: Path) -> None:
    roles = [f"Role {number}" for number in range(500)]
    assert len(problems_of(tmp_path, a_playbook(roles=roles), PlaybookFront)) == MAX_FAULTS


def test_a_value_that_yaml_spoilt_is_not_reported_again(tmp_path: Path) -> None:
    text = a_playbook(title=None).replace("name:", "title: *here\nname:", 1)
    document, problems = a_document(tmp_path, text)
    assert document is not None
    assert [problem.kind for problem in problems] == ["yaml-alias"]
    assert validate(PlaybookFront, document) == (None, [])


def test_a_text_over_several_lines_is_read_as_one(tmp_path: Path) -> None:
    text = a_playbook(when=None).replace("when_not:", "when: |\n  first\n  # second\nwhen_not:", 1)
    document, _ = a_document(tmp_path, text)
    assert document is not None
    found, _ = validate(PlaybookFront, document)
    assert found is not None
    assert found.when == "first # second"


def test_values_are_read_as_what_they_mean(tmp_path: Path) -> None:
    document, _ = a_document(tmp_path, COMPANY + "discount_rate: 7.5 %\n", "playbooks/company.yml")
    assert document is not None
    company, _ = validate(Company, document)
    assert company is not None
    assert company.discount_rate == 0.075
    document, _ = a_document(tmp_path, a_playbook(checklist={"a": "b"}, title="  x  "))
    assert document is not None
    playbook, _ = validate(PlaybookFront, document)
    assert playbook is not None
    assert playbook.reviewed == date(2026, 11, 20)
    assert playbook.review_every == "12 months"
    assert playbook.title == "x"
    assert not isinstance(playbook.checklist, str)
    assert playbook.checklist["a"].do == "b"
