from __future__ import annotations

import time
from pathlib import Path

import pytest
from builders import (
    COMPANY,
    GLOSSARY,
    OBJECTIONS,
    SOURCES,
    STEPS,
    TEMPLATE,
    VOCABULARY,
    a_case,
    a_checklist,
    a_library,
    a_playbook,
    a_repository,
    a_tree,
    an_outcome,
    said,
    sound_files,
)
from conftest import ROOT, build

from playbook_site.library import load
from playbook_site.links import Thing


def problems_of(root: Path, **files: str | bytes | None) -> list[str]:
    """What an author reads when these files are changed."""
    found = load(a_library(root, **files))
    assert (found.library is None) == bool(found.problems)
    return said(found.problems)


def place(text: str | bytes, needle: str, *, skip: int = 0) -> str:
    """Line and column where `needle` begins, as a report shows them."""
    text = text.decode() if isinstance(text, bytes) else text
    at = text.index(needle) + skip
    return f"{text.count(chr(10), 0, at) + 1}:{at - text.rfind(chr(10), 0, at)}"


def test_the_small_library_is_sound(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == []


def test_the_repositorys_own_library_has_no_problems() -> None:
    assert said(load(ROOT).problems) == []


def test_the_repositorys_own_library_is_read_in_a_moment() -> None:
    start = time.process_time()
    load(ROOT)
    assert time.process_time() - start < 2


def test_a_library_is_kinds_by_id(tmp_path: Path) -> None:
    library = load(a_library(tmp_path)).library
    assert library
    assert list(library.playbooks) == ["hear-them-out", "x", "y"]
    assert list(library.checklists) == ["meeting-ready", "red-line", "x", "y"]
    assert [entry.id for entry in library.in_family("roi")] == ["x", "y"]
    assert library.checklists["x"].playbook == "x"
    assert library.playbooks["x"].path == "playbooks/roi/x.md"


CHECKLIST = a_checklist(title="Other", name="Other")

KINDS: list[tuple[str, dict[str, str | bytes | None], list[str]]] = [
    (
        "missing-file",
        {"company.yml": None},
        ["playbooks/company.yml:1:1: the file is missing; the site cannot do without it"],
    ),
    (
        "missing-file",
        {"vocabulary.yml": None},
        ["playbooks/vocabulary.yml:1:1: the file is missing; the site cannot do without it"],
    ),
    (
        "unexpected-file",
        {"glosary.yml": "a: b\n"},
        ['playbooks/glosary.yml:1:1: is not read; did you mean "glossary.yml"?'],
    ),
    (
        "unexpected-file",
        {"zzz.md": a_playbook()},
        [
            "playbooks/zzz.md:1:1: is not read; the files here are company.yml, vocabulary.yml, sources.yml, "
            "glossary.yml, objections.yml, retired.yml"
        ],
    ),
    (
        "unexpected-file",
        {"roi/deep/z.md": a_playbook(), "roi/z.yml": "a: b\n"},
        [
            "playbooks/roi/deep/z.md:1:1: is not read; a page is one .md file in a folder directly under playbooks/",
            "playbooks/roi/z.yml:1:1: is not read; a page is one .md file in a folder directly under playbooks/",
        ],
    ),
    (
        "bad-id",
        {"roi/My Memo.md": a_playbook()},
        [
            'playbooks/roi/My Memo.md:1:1: the file\'s name "My Memo" is not an id; '
            "use lower-case letters, digits and hyphens: kebab-case"
        ],
    ),
    (
        "bad-id",
        {"roi/index.md": a_playbook()},
        ['playbooks/roi/index.md:1:1: the site has a page of its own named "index"; choose another name'],
    ),
    (
        "bad-id",
        {"vocabulary.yml": VOCABULARY.replace("roles:", "  cases: {title: Cases, promise: Nothing.}\nroles:")},
        ['playbooks/vocabulary.yml:4:3: families.cases: the folder "cases" holds something else; choose another id'],
    ),
    (
        "id-clash",
        {"dialogue/x.md": a_playbook()},
        [
            'playbooks/roi/x.md:1:1: the id "x" is taken by playbooks/dialogue/x.md; '
            "playbooks and checklists share one set of ids"
        ],
    ),
    (
        "id-clash",
        {"checklists/y.md": CHECKLIST},
        [
            'playbooks/roi/y.md:1:1: the id "y" is taken by playbooks/checklists/y.md; '
            "playbooks and checklists share one set of ids"
        ],
    ),
    (
        "unknown-family",
        {"dialog/z.md": a_playbook()},
        ['playbooks/dialog/z.md:1:1: no family "dialog" in vocabulary.yml; did you mean "dialogue"?'],
    ),
    (
        "dangling-id",
        {"roi/y.md": a_playbook(related=["x", "red-lines"])},
        ['playbooks/roi/y.md:16:18: related[1]: no playbook or checklist has the id "red-lines"; did you mean "red-line"?'],
    ),
    (
        "dangling-id",
        {"roi/y.md": a_playbook(effort="half-a-day")},
        ['playbooks/roi/y.md:10:9: effort: no effort has the id "half-a-day"; did you mean "half-day"?'],
    ),
    (
        "dangling-id",
        {"roi/y.md": a_playbook(roles=["zebra"])},
        ['playbooks/roi/y.md:5:9: roles[0]: no role has the id "zebra"'],
    ),
    (
        "dangling-id",
        {"roi/y.md": a_playbook(moments=["planing"], objectives=["new-market"], sources=["minot"])},
        [
            'playbooks/roi/y.md:6:11: moments[0]: no moment has the id "planing"; did you mean "planning"?',
            'playbooks/roi/y.md:14:16: objectives[0]: no objective has the id "new-market"; did you mean "new-markets"?',
            'playbooks/roi/y.md:15:13: sources[0]: no source has the id "minot"; did you mean "minto"?',
        ],
    ),
    (
        "dangling-id",
        {"roi/y.md": a_playbook(checklist="hear-them-out")},
        ['playbooks/roi/y.md:11:12: checklist: no checklist has the id "hear-them-out"'],
    ),
    (
        "dangling-id",
        {"glossary.yml": GLOSSARY.replace("playbook: x", "playbook: nobody-wrote-it")},
        ['playbooks/glossary.yml:1:87: npv.playbook: no playbook has the id "nobody-wrote-it"'],
    ),
    (
        "dangling-id",
        {"objections.yml": OBJECTIONS.replace("[x]", "[x, nobody-wrote-it]")},
        ['playbooks/objections.yml:8:18: no-time.playbooks[1]: no playbook has the id "nobody-wrote-it"'],
    ),
    (
        "dangling-id",
        {"vocabulary.yml": VOCABULARY.replace("tree: fight-or-follow", "tree: fight-or-fellow")},
        [
            'playbooks/vocabulary.yml:21:11: ways_in.hard-meeting.tree: no tree has the id "fight-or-fellow"; '
            'did you mean "fight-or-follow"?'
        ],
    ),
    (
        "dangling-id",
        {"trees/fight-or-follow.md": a_tree(outcomes={"fight": an_outcome("A", playbooks=["xx"]), "follow": an_outcome("B")})},
        ['playbooks/trees/fight-or-follow.md:9:152: outcomes.fight.playbooks[0]: no playbook has the id "xx"'],
    ),
    (
        "dangling-id",
        {
            "trees/fight-or-follow.md": a_tree(
                outcomes={"fight": an_outcome("A", comparisons=["none-here"]), "follow": an_outcome("B")}
            )
        },
        ['playbooks/trees/fight-or-follow.md:9:256: outcomes.fight.comparisons[0]: no comparison has the id "none-here"'],
    ),
    (
        "dead-link",
        {"cases/we-followed.md": a_case("See [it](../roi/gone.md).\n\n## What was done\n\na\n\n## What happened\n\nb\n\n## What to learn\n\nc\n", answers={"open": "no"}, outcome="follow")},
        ['playbooks/cases/we-followed.md:13:10: no file "../roi/gone.md" from here'],
    ),
]


@pytest.mark.parametrize(("kind", "files", "report"), KINDS, ids=[f"{row[0]} {next(iter(row[1]))}" for row in KINDS])
def test_a_fault_of_the_library_is_reported_at_its_place(
    tmp_path: Path, kind: str, files: dict[str, str | bytes | None], report: list[str]
) -> None:
    found = load(a_library(tmp_path, **files))
    assert said(found.problems) == report
    assert {problem.kind for problem in found.problems} == {kind}


def test_the_same_path_may_be_an_id_in_each_kind_of_its_own(tmp_path: Path) -> None:
    case = a_case(name="X", title="X")
    assert problems_of(tmp_path, **{"cases/x.md": case, "trees/x.md": None}) == []


BROKEN = [b"\xff\xfe", b"", "---\ntitle: [\n---\n", a_playbook(title=5)]


@pytest.mark.parametrize("content", BROKEN)
def test_a_file_that_cannot_be_read_is_one_problem_whoever_links_to_it(tmp_path: Path, content: str | bytes) -> None:
    (problem,) = problems_of(tmp_path, **{"roi/x.md": content})
    assert problem.startswith("playbooks/roi/x.md:")


@pytest.mark.parametrize("name", ["sources.yml", "vocabulary.yml", "glossary.yml", "trees/fight-or-follow.md", "checklists/red-line.md"])
def test_a_file_that_breaks_off_is_one_problem_in_every_kind(tmp_path: Path, name: str) -> None:
    files = sound_files()
    broken = files[name].replace(": ", ": [", 1)
    (problem,) = problems_of(tmp_path, **{name: broken})
    assert problem.startswith(f"playbooks/{name}:")


def test_a_fault_in_one_field_does_not_hide_what_is_wrong_elsewhere_in_the_file(tmp_path: Path) -> None:
    text = a_playbook(f"{STEPS}\n[dead](gone.md)\n\n{TEMPLATE}", title=5, related=["x", "nobody"], zzz=1)
    found = problems_of(tmp_path, **{"roi/y.md": text})
    assert [problem.split(":", 3)[3].strip()[:44] for problem in found] == [
        "title: expected text, found the number 5",
        'related[1]: no playbook or checklist has the',
        "zzz: unknown key; known here: owner, reviewe",
        'the section "## Filled example" is missing',
        'no file "gone.md" from here',
    ]


def test_a_fault_in_the_vocabulary_does_not_hide_what_is_wrong_elsewhere(tmp_path: Path) -> None:
    vocabulary = VOCABULARY.replace("first: Ask finance for the rate today.", "").replace("checklist: red-line", "checklist: red-lime")
    found = problems_of(tmp_path, **{"vocabulary.yml": vocabulary, "roi/y.md": a_playbook(related=["z"], roles=["zebra"])})
    assert found == [
        'playbooks/roi/y.md:16:11: related[0]: no playbook or checklist has the id "z"',
        "playbooks/vocabulary.yml:24:5: ways_in.numbers.first: is missing; write first, for example first: Sleep on it.",
        'playbooks/vocabulary.yml:32:16: ways_in.red-line.checklist: no checklist has the id "red-lime"; did you mean "red-line"?',
    ]


def test_thousands_of_dangling_ids_are_reported_quickly(tmp_path: Path) -> None:
    related = [f"nobody-wrote-{number}" for number in range(20_000)]
    start = time.process_time()
    assert len(problems_of(tmp_path, **{"roi/y.md": a_playbook(related=related)})) == 20_000
    assert time.process_time() - start < 10


TWENTY: dict[str, tuple[str | bytes, list[tuple[str, int, str]]]] = {
    "company.yml": (COMPANY + "discount_rate: ten\n", [("ten", 0, 'discount_rate: must be a percentage such as 10%, found "ten"')]),
    "sources.yml": (SOURCES + "klein: {}\n", [("klein: {}", 0, 'the key "klein" is already on line 4')]),
    "glossary.yml": (GLOSSARY.replace("means: What", "means: <i>What"), [("<i>", 0, "npv.means: must be plain text; remove <")]),
    "objections.yml": (
        OBJECTIONS.replace("[x]", "[xx-ray]"),
        [("xx-ray", 0, 'no-time.playbooks[0]: no playbook has the id "xx-ray"')],
    ),
    "vocabulary.yml": (
        VOCABULARY.replace("tone: first", "tone: loud"),
        [("loud", 0, 'ways_in.hard-meeting.tone: expected "first", "plain", "red-line" or "browse", found "loud"')],
    ),
    "roi/x.md": (
        a_playbook(related=["y", "meeting-raedy"], colour="red").replace("1. Ask what", "1. Ask <b>what</b>"),
        [
            ('"meeting-raedy"', 0, 'related[1]: no playbook or checklist has the id "meeting-raedy"; did you mean "meeting-ready"?'),
            ("colour", 0, None),
            ("<b>", 0, 'HTML is not allowed; write Markdown, or put it in `code`. For "less than" write \\<'),
        ],
    ),
    "roi/y.md": (
        a_playbook(f"{STEPS}\n[gone](gone.md)\n\n{TEMPLATE}\n## Filled examples\n\nx\n", owner=None, name="Delay"),
        [
            ("title", 0, "owner: is missing; write owner, for example owner: product-practice"),
            ("## Steps", 0, 'the section "## Filled example" is missing'),
            ("(gone.md", 1, 'no file "gone.md" from here'),
            ("Filled examples", 0, 'unknown section "Filled examples"; did you mean "Filled example"?'),
        ],
    ),
    "dialogue/hear-them-out.md": (b"---\ntitle: Caf\xe9\n---\n", [("Caf", 3, "not UTF-8 text; save the file with the encoding UTF-8")]),
    "dialogue/new.md": (
        a_playbook(name="New", review_every="yearly").replace("> Ask", "!!! note\n\n> Ask"),
        [
            ('"yearly"', 0, 'review_every: expected a span such as 12 months, found "yearly"'),
            ("!!! note", 0, "the theme's own syntax (!!!, ???, ===, --8<--) is not allowed; write plain Markdown"),
        ],
    ),
    "checklists/meeting-ready.md": (
        a_checklist(items={"ask-written": "The ask is written down", "fallback": {"do": "I know it", "from": "nobody"}}),
        [('"nobody"', 0, 'items.fallback.from: no playbook has the id "nobody"')],
    ),
    "checklists/red-line.md": ("---\ntitle: [\n---\n", [("[", 0, "the [ opened here is never closed")]),
    "cases/fair-in-ten-weeks.md": (
        a_case(answers={"open": "perhaps"}),
        [
            ('"answers"', 0, None),
            ('"perhaps"', 0, '"perhaps" is not an answer to "open"'),
        ],
    ),
    "empty.md": (b"", [("", 0, "the file is empty; fill it in or delete it")]),
    "roi/My Memo.md": (a_playbook(), [("", 0, None)]),
}
