"""Starting a page: templates that teach, links into the code host's editor, and the command `new`."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import CliRunner, Result
from small_library import SMALL, a_copy, all_of, library_of

from conftest import ROOT
from playbook_site.cli.new import new
from playbook_site.company.model import Company, Contacts
from playbook_site.content.leftovers import PLACEHOLDER
from playbook_site.contribute.propose import (
    FILE_NAME,
    FOLDERS,
    LONGEST_ADDRESS,
    TEMPLATES,
    Host,
    NewKind,
    contact_of,
    offers,
    template,
)

VOCABULARY = library_of(ROOT).vocabulary
GITHUB = Host(url="https://github.com/example/common-ground", branch="main", is_gitlab=False)
GITLAB = Host(url="https://gitlab.com/example/common-ground", branch="main", is_gitlab=True)


def _run(root: Path, *arguments: str, typed: str = "") -> Result:
    return CliRunner().invoke(new, arguments, input=typed, obj=root)


def test_every_kind_has_its_template_and_no_template_is_left_over() -> None:
    assert {path.stem for path in TEMPLATES.iterdir()} == set(FOLDERS)


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_template_is_nothing_but_leftovers_until_it_is_filled_in(kind: NewKind, tmp_path: Path) -> None:
    """Every message is about a placeholder: nothing in the template itself is wrong."""
    path = a_copy(tmp_path) / "playbooks" / (FOLDERS[kind] or "roi") / FILE_NAME
    path.write_text(template(kind, VOCABULARY), encoding="utf-8")
    found = all_of(tmp_path)
    assert {problem.kind for problem in found} == {"template-leftover"}
    assert found[0].line == 1
    assert "name it after what the reader does" in found[0].message


FILLED = {
    "FILL IN the situation in the reader's words, not the method": "Nobody told me that the date had moved",
    "FILL IN a short name": "Date card",
    "FILL IN what the reader has in hand afterwards, in one sentence": "A card with the old date and the new one.",
    "roles: [fill-in-1]": "roles: [tech-lead]",
    "moments: [fill-in-1]": "moments: [planning]",
    "FILL IN what somebody under stress would type": "they moved the deadline behind my back",
    "FILL IN when to use it": "A date has moved and somebody still counts on the old one.",
    "FILL IN when not to use it": "The date is only a wish. Then ask what it protects.",
    "effort: fill-in-1": "effort: 1-hour",
    "fill-in-1: FILL IN what is there afterwards": "both-dates-written: Both dates stand on one card",
    "owner: fill-in-1": "owner: product-practice",
    "FILL IN the day, as 2026-11-20": "2026-11-20",
    "**FILL IN an act.**": "**Ask who counts on it.**",
    "**FILL IN the next act.**": "**Write both dates down.**",
    "FILL IN what the reader copies, with blanks as ___": "Old date: ___. New date: ___.",
    "FILL IN the same template, filled in with a believable story.": "Old date: 3 March. New date: 10 March.",
    "**FILL IN a sign.**": "**Silence.**",
    "FILL IN where you have seen it work.": "Two teams used it for a year.",
    "related: []": "related: [price-the-fix]",
}


def test_a_template_that_is_filled_in_passes_every_check_and_needs_no_advice_but_a_link(tmp_path: Path) -> None:
    text = template("playbook", VOCABULARY)
    for placeholder, words in FILLED.items():
        assert text.count(placeholder) == 1, placeholder
        text = text.replace(placeholder, words)
    assert not PLACEHOLDER.search(text)
    (a_copy(tmp_path) / "playbooks" / "adapting" / "write-both-dates.md").write_text(text, encoding="utf-8")
    assert [(problem.path, problem.kind) for problem in all_of(tmp_path)] == [
        ("playbooks/adapting/write-both-dates.md", "orphan-page")
    ]


def test_the_comments_of_a_template_name_the_ids_of_this_library() -> None:
    text = template("playbook", library_of(SMALL).vocabulary)
    assert "# Who reads it: tech-lead\n" in text
    assert "# One of: 1-hour\n" in text


@pytest.mark.parametrize(
    ("repo_url", "edit_uri", "expected"),
    [
        ("https://github.com/example/common-ground", "edit/main/docs/", GITHUB),
        ("https://gitlab.com/example/common-ground", "-/edit/main/docs/", GITLAB),
        ("https://gitlab.com/example/common-ground", "", GITLAB),
        (
            "https://code.example.com/team/pages/",
            "edit/trunk/docs/",
            Host(url="https://code.example.com/team/pages", branch="trunk", is_gitlab=False),
        ),
        (
            "https://code.example.com/team/pages",
            "-/edit/trunk/docs/",
            Host(url="https://code.example.com/team/pages", branch="trunk", is_gitlab=True),
        ),
        ("", "", None),
    ],
)
def test_the_code_host_is_read_from_the_settings_of_the_site(repo_url: str, edit_uri: str, expected: Host) -> None:
    assert Host.of(repo_url, edit_uri) == expected


@pytest.mark.parametrize("kind", FOLDERS)
def test_github_opens_the_editor_with_folder_name_and_template(kind: NewKind) -> None:
    offer = next(offer for offer in offers(VOCABULARY, GITHUB) if offer.kind == kind)
    for link in offer.links.values():
        address = urlsplit(link)
        folder = address.path.removeprefix("/example/common-ground/new/main/playbooks/")
        assert folder in ({FOLDERS[kind]} if FOLDERS[kind] else set(VOCABULARY.families))
        assert parse_qs(address.query) == {"filename": [FILE_NAME], "value": [template(kind, VOCABULARY)]}
        assert len(link) <= LONGEST_ADDRESS


def test_gitlab_opens_the_editor_with_folder_and_name() -> None:
    offer = offers(VOCABULARY, GITLAB)[0]
    start = "https://gitlab.com/example/common-ground/-/new/main/playbooks/"
    assert list(offer.links.values()) == [f"{start}{family}?file_name={FILE_NAME}" for family in VOCABULARY.families]
    assert not GITLAB.takes_text(offer.text)


def test_a_template_too_long_for_an_address_is_left_to_be_pasted() -> None:
    assert GITHUB.new_file("playbooks/roi", "a" * LONGEST_ADDRESS).endswith(f"?filename={FILE_NAME}")
    assert not GITHUB.takes_text("a" * LONGEST_ADDRESS)


def test_without_a_repository_nothing_is_linked() -> None:
    assert [offer.links for offer in offers(VOCABULARY, None)] == [{}] * len(FOLDERS)


@pytest.mark.parametrize(
    ("words", "mail"),
    [
        ("the product practice group, practice@example.com.", "practice@example.com"),
        ("practice@example.com", "practice@example.com"),
        ("the product practice group", ""),
    ],
)
def test_a_mail_address_among_the_words_of_a_contact_is_found(words: str, mail: str) -> None:
    contact = contact_of(Company(name="x", currency="EUR", contacts=Contacts(contribute=words)))
    assert contact
    assert (contact.words, contact.mail) == (words, mail)


def test_a_contact_that_is_not_filled_in_is_a_gap() -> None:
    assert contact_of(Company(name="x", currency="EUR")) is None


def test_new_writes_the_template_with_the_day_and_says_what_to_do_next(tmp_path: Path) -> None:
    root = a_copy(tmp_path)
    done = _run(root, "playbook", "count-twice", "--family", "roi")
    assert done.exit_code == 0
    assert done.output.startswith("Written: playbooks/roi/count-twice.md\n")
    assert "playbooks check playbooks/roi/count-twice.md" in done.output
    text = (root / "playbooks/roi/count-twice.md").read_text(encoding="utf-8")
    today = datetime.now(tz=UTC).date().isoformat()
    assert f"reviewed: {today}\n" in text
    assert "FILL IN the situation" in text


def test_new_asks_for_what_is_left_out(tmp_path: Path) -> None:
    root = a_copy(tmp_path)
    done = _run(root, "playbook", typed="count-twice\nadapting\n")
    assert done.exit_code == 0
    assert "roi: Numbers that finance accepts." in done.output
    assert (root / "playbooks/adapting/count-twice.md").exists()


@pytest.mark.parametrize("kind", [kind for kind in FOLDERS if FOLDERS[kind]])
def test_new_puts_other_kinds_into_their_folder(kind: NewKind, tmp_path: Path) -> None:
    root = a_copy(tmp_path)
    assert _run(root, kind, "something-new").exit_code == 0
    assert (root / f"playbooks/{FOLDERS[kind]}/something-new.md").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("playbook", "Count Twice", "--family", "roi"), 'and hyphens, such as "count-twice"'),
        (("playbook", "x", "--family", "rois"), 'no family is called "rois"; did you mean "roi"?'),
        (("playbook", "x", "--family", "else"), "there are roi, adapting"),
        (("case", "x", "--family", "roi"), "only a playbook has a family; a case goes into playbooks/cases/"),
        (("playbook", "set-limits", "--family", "roi"), "is taken by playbooks/adapting/set-limits.md"),
        (("checklist", "set-limits"), "is taken by playbooks/adapting/set-limits.md"),
        (("case", "the-friday-release"), "is taken by playbooks/cases/the-friday-release.md"),
    ],
)
def test_new_refuses_what_cannot_stand_and_writes_nothing(
    arguments: tuple[str, ...], said: str, tmp_path: Path
) -> None:
    root = a_copy(tmp_path)
    before = sorted(root.rglob("*"))
    done = _run(root, *arguments)
    assert done.exit_code == 2
    assert said in " ".join(done.output.split())
    assert sorted(root.rglob("*")) == before


def test_a_case_may_have_the_name_of_a_playbook(tmp_path: Path) -> None:
    assert _run(a_copy(tmp_path), "case", "set-limits").exit_code == 0


def test_new_needs_a_vocabulary_that_can_be_read(tmp_path: Path) -> None:
    root = a_copy(tmp_path)
    (root / "playbooks/vocabulary.yml").write_text("families: none\n", encoding="utf-8")
    done = _run(root, "playbook", "x", "--family", "roi")
    assert done.exit_code == 2
    assert "run playbooks check" in done.output
