from __future__ import annotations

import time
from pathlib import Path

import pytest

from builders import (
    CASE,
    COMPANY,
    EXAMPLE,
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
from playbook_site.kinds import FILES
from playbook_site.library import load


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


OTHER = a_checklist(title="Other", name="Other")
TAKEN = "playbooks and checklists share one set of ids"
KEBAB = "is not an id; use lower-case letters, digits and hyphens:"
NO_FILE = "the file is missing; the site cannot do without it"
NOT_A_PAGE = "is not read; a page is one .md file in a folder directly under playbooks/"
NO_FAMILY = 'no family "dialog" in vocabulary.yml; did you mean "dialogue"?'
TREE = "trees/fight-or-follow.md"

KINDS: list[tuple[str, str, str | None, str, str]] = [
    ("missing-file", "company.yml", None, "", NO_FILE),
    ("missing-file", "vocabulary.yml", None, "", NO_FILE),
    ("unexpected-file", "glosary.yml", "a: b\n", "", 'is not read; did you mean "glossary.yml"?'),
    ("unexpected-file", "zzz.md", a_playbook(), "", f"is not read; the files here are {', '.join(FILES)}"),
    ("unexpected-file", "roi/deep/z.md", a_playbook(), "", NOT_A_PAGE),
    ("unexpected-file", "roi/z.yml", "a: b\n", "", NOT_A_PAGE),
    ("bad-id", "roi/My Memo.md", a_playbook(), "", f'the file\'s name "My Memo" {KEBAB} my-memo.md'),
    ("bad-id", "roi/index.md", a_playbook(), "", 'the site has a page of its own named "index"; choose another name'),
    (
        "bad-id",
        "vocabulary.yml",
        VOCABULARY.replace("roles:", "  cases: {title: Cases, promise: Nothing.}\nroles:"),
        "cases:",
        'families.cases: the folder "cases" holds something else; choose another id',
    ),
    (
        "id-clash",
        "roi/hear-them-out.md",
        a_playbook(),
        "",
        f'the id "hear-them-out" is taken by playbooks/dialogue/hear-them-out.md; {TAKEN}',
    ),
    (
        "id-clash",
        "roi/red-line.md",
        a_playbook(),
        "",
        f'the id "red-line" is taken by playbooks/checklists/red-line.md; {TAKEN}',
    ),
    ("unknown-family", "dialog/z.md", a_playbook(), "", NO_FAMILY),
    (
        "dangling-id",
        "roi/y.md",
        a_playbook(related=["x", "red-lines"]),
        '"red-lines"',
        'related[1]: no playbook or checklist has the id "red-lines"; did you mean "red-line"?',
    ),
    (
        "dangling-id",
        "roi/y.md",
        a_playbook(effort="half-a-day"),
        '"half-a-day"',
        'effort: no effort has the id "half-a-day"; did you mean "half-day"?',
    ),
    (
        "dangling-id",
        "roi/y.md",
        a_playbook(roles=["zebra"]),
        '"zebra"',
        'roles[0]: no role has the id "zebra"; known here: designer, tech-lead',
    ),
    (
        "dangling-id",
        "roi/y.md",
        a_playbook(moments=["planing"]),
        '"planing"',
        'moments[0]: no moment has the id "planing"; did you mean "planning"?',
    ),
    (
        "dangling-id",
        "roi/y.md",
        a_playbook(objectives=["new-market"]),
        '"new-market"',
        'objectives[0]: no objective has the id "new-market"; did you mean "new-markets"?',
    ),
    (
        "dangling-id",
        "roi/y.md",
        a_playbook(sources=["minot"]),
        '"minot"',
        'sources[0]: no source has the id "minot"; did you mean "minto"?',
    ),
    (
        "dangling-id",
        "dialogue/hear-them-out.md",
        a_playbook(checklist="hear-them-out"),
        '"hear-them-out"',
        'checklist: no checklist has the id "hear-them-out"',
    ),
    (
        "dangling-id",
        "glossary.yml",
        GLOSSARY.replace("playbook: x", "playbook: nobody-wrote-it"),
        "nobody-wrote-it",
        'npv.playbook: no playbook has the id "nobody-wrote-it"',
    ),
    (
        "dangling-id",
        "objections.yml",
        OBJECTIONS.replace("[x]", "[x, nobody-wrote-it]"),
        "nobody-wrote-it",
        'no-time.playbooks[1]: no playbook has the id "nobody-wrote-it"',
    ),
    (
        "dangling-id",
        "vocabulary.yml",
        VOCABULARY.replace("tree: fight-or-follow", "tree: fight-or-fellow"),
        "fight-or-fellow",
        'ways_in.hard-meeting.tree: no tree has the id "fight-or-fellow"; did you mean "fight-or-follow"?',
    ),
    (
        "dangling-id",
        TREE,
        a_tree(outcomes={"fight": an_outcome("A", playbooks=["none-here", "x", "y"]), "follow": an_outcome("B")}),
        '"none-here"',
        'outcomes.fight.playbooks[0]: no playbook has the id "none-here"',
    ),
    (
        "dangling-id",
        TREE,
        a_tree(outcomes={"fight": an_outcome("A", comparisons=["none-here"]), "follow": an_outcome("B")}),
        '"none-here"',
        'outcomes.fight.comparisons[0]: no comparison has the id "none-here"',
    ),
    (
        "dead-link",
        "cases/fair-in-ten-weeks.md",
        a_case(CASE.replace("x.md", "gone.md")),
        "../roi/gone.md",
        'no file "../roi/gone.md" from here',
    ),
]


@pytest.mark.parametrize(
    ("kind", "name", "text", "needle", "message"), KINDS, ids=[f"{row[0]}: {row[4][:40]}" for row in KINDS]
)
def test_a_fault_of_the_library_is_reported_at_its_place(
    tmp_path: Path, kind: str, name: str, text: str | None, needle: str, message: str
) -> None:
    found = load(a_library(tmp_path, **{name: text}))
    assert said(found.problems) == [f"playbooks/{name}:{place(text or '', needle)}: {message}"]
    assert {problem.kind for problem in found.problems} == {kind}


def test_the_same_path_may_be_an_id_in_each_kind_of_its_own(tmp_path: Path) -> None:
    case = a_case(name="X", title="X")
    assert problems_of(tmp_path, **{"cases/x.md": case, "trees/x.md": None}) == []


BROKEN = [b"\xff\xfe", b"", a_playbook().replace("---\n", "---\nx: [\n", 1), a_playbook(title=5), "---\n# no end\n"]


@pytest.mark.parametrize("content", BROKEN)
def test_a_file_that_cannot_be_read_is_one_problem_whoever_links_to_it(tmp_path: Path, content: str | bytes) -> None:
    (problem,) = problems_of(tmp_path, **{"roi/x.md": content})
    assert problem.startswith("playbooks/roi/x.md:")


@pytest.mark.parametrize(
    "name", ["sources.yml", "vocabulary.yml", "glossary.yml", "trees/fight-or-follow.md", "checklists/red-line.md"]
)
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
        "related[1]: no playbook or checklist has the",
        "zzz: unknown key; known here: owner, reviewe",
        'the section "## Filled example" is missing',
        'no file "gone.md" from here',
    ]


def test_a_fault_in_the_vocabulary_does_not_hide_what_is_wrong_elsewhere(tmp_path: Path) -> None:
    without = VOCABULARY.replace("    first: Ask finance for the rate today.\n", "")
    vocabulary = without.replace("checklist: red-line", "checklist: red-lime")
    playbook = a_playbook(related=["z"], roles=["zebra"])
    found = problems_of(tmp_path, **{"vocabulary.yml": vocabulary, "roi/y.md": playbook})
    dangling, missing, lime = place(playbook, '"z"'), place(vocabulary, "says: I need"), place(vocabulary, "red-lime")
    first = "is missing; write first, for example first: Sleep on it."
    near = 'no checklist has the id "red-lime"; did you mean "red-line"?'
    assert found == [
        f'playbooks/roi/y.md:{dangling}: related[0]: no playbook or checklist has the id "z"',
        f"playbooks/vocabulary.yml:{missing}: ways_in.numbers.first: {first}",
        f"playbooks/vocabulary.yml:{lime}: ways_in.red-line.checklist: {near}",
    ]


def test_thousands_of_dangling_ids_are_reported_quickly(tmp_path: Path) -> None:
    related = [f"nobody-wrote-{number}" for number in range(20_000)]
    start = time.process_time()
    assert len(problems_of(tmp_path, **{"roi/y.md": a_playbook(related=related)})) == 20_000
    assert time.process_time() - start < 10


HTML = 'HTML is not allowed; write Markdown, or put it in `code`. For "less than" write \\<'
THEME = "the theme's own syntax (!!!, ???, ===, --8<--) is not allowed; write plain Markdown"
TONES = 'expected "first", "plain", "red-line" or "browse", found "loud"'
STOPS = 'answers: the answers stop at the question "open"; answer it too'
COLOUR = "colour: unknown key; known here: owner, reviewed, review_every, aliases, accepted_advice, title, name, promise, roles, moments, objectives, situations, also_known_as, when, when_not, effort, effort_note, checklist, related, sources, retired, private"

TWENTY: dict[str, tuple[str | bytes, list[tuple[str, str]]]] = {
    "company.yml": (
        COMPANY + "discount_rate: ten\n",
        [("ten\n", 'discount_rate: must be a percentage such as 10%, found "ten"')],
    ),
    "sources.yml": (SOURCES + "minto: {}\n", [("minto: {}", 'the key "minto" is already on line 1')]),
    "glossary.yml": (
        GLOSSARY.replace("What it is", "<i>What it is"),
        [("<i>", "npv.means: must be plain text; remove <")],
    ),
    "objections.yml": (
        OBJECTIONS.replace("[x]", "[rays]"),
        [("rays", 'no-time.playbooks[0]: no playbook has the id "rays"')],
    ),
    "vocabulary.yml": (
        VOCABULARY.replace("tone: first", "tone: loud"),
        [("loud", f"ways_in.hard-meeting.tone: {TONES}")],
    ),
    "roi/x.md": (
        a_playbook(f"{STEPS}<b>Now</b>\n\n{TEMPLATE}\n{EXAMPLE}", related=["meeting-raedy"], colour="red"),
        [
            (
                '"meeting-raedy"',
                'related[0]: no playbook or checklist has the id "meeting-raedy"; did you mean "meeting-ready"?',
            ),
            ("colour", COLOUR),
            ("<b>", HTML),
        ],
    ),
    "roi/y.md": (
        a_playbook(f"{STEPS}\n[Gone](gone.md)\n\n{TEMPLATE}\n## Filled examples\n\nx\n", name="Delay", owner=None),
        [
            ("title", "owner: is missing; write owner, for example owner: product-practice"),
            ("gone.md", 'no file "gone.md" from here'),
            ("Filled examples", 'unknown section "Filled examples"; did you mean "Filled example"?'),
        ],
    ),
    "roi/My Memo.md": (a_playbook(), [("", f'the file\'s name "My Memo" {KEBAB} my-memo.md')]),
    "roi/empty.md": ("", [("", "the file is empty; fill it in or delete it")]),
    "dialogue/hear-them-out.md": (
        b"---\ntitle: Caf\xe9\n---\n",
        [("\udce9", "not UTF-8 text; save the file with the encoding UTF-8")],
    ),
    "dialogue/new.md": (
        a_playbook(f"{STEPS}\n!!! note\n\n{TEMPLATE}\n{EXAMPLE}", name="New", review_every="yearly"),
        [
            ('"yearly"', 'review_every: expected a span such as 12 months, found "yearly"'),
            ("!!!", THEME),
        ],
    ),
    "checklists/meeting-ready.md": (
        a_checklist(items={"ask-written": {"do": "The ask is written", "from": "nobody"}}),
        [('"nobody"', 'items.ask-written.from: no playbook has the id "nobody"')],
    ),
    "checklists/red-line.md": ("---\ntitle: [\n---\n", [("[", "the [ opened here is never closed")]),
    "cases/fair-in-ten-weeks.md": (
        a_case(answers={"open": "perhaps"}),
        [("answers", STOPS), ('"perhaps"', 'answers.open: "perhaps" is not an answer to "open"')],
    ),
}


def twenty_problems() -> list[str]:
    """The report that TWENTY must give, without its last line."""
    found: list[tuple[str, int, int, str]] = []
    for name, (text, faults) in TWENTY.items():
        for needle, message in faults:
            shown = text if isinstance(text, str) else text.decode(errors="surrogateescape")
            line, column = place(shown, needle).split(":")
            first = 2 if message.startswith("owner: is missing") else int(line)
            found.append((f"playbooks/{name}", first, int(column), message))
    return [f"{path}:{line}:{column}: {message}" for path, line, column, message in sorted(found)]


def test_twenty_faults_spread_over_a_library_are_one_report(tmp_path: Path) -> None:
    expected = twenty_problems()
    assert len(expected) == 20
    assert problems_of(tmp_path, **{name: text for name, (text, _) in TWENTY.items()}) == expected


def test_a_faulty_library_fails_the_build_with_its_report_and_leaves_the_site_as_it_was(tmp_path: Path) -> None:
    root = a_repository(tmp_path, **{name: text for name, (text, _) in TWENTY.items()})
    site = root / "site"
    site.mkdir()
    (site / "index.html").write_text("the good site", encoding="utf-8")
    done = build(root, site)
    assert done.returncode == 1
    report = "\n".join([*twenty_problems(), "", "20 problems in what is written under playbooks/."])
    assert report in done.stderr
    assert "Traceback" not in done.stderr
    assert not site.is_symlink()
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert (site / "index.html").read_text(encoding="utf-8") == "the good site"
    assert not (root / ".builds").exists()
