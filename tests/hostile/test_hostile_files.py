"""Authored files are hostile until proven tame: each is refused at its line, or comes out inert."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from builders import a_library, a_playbook
from hostile.inert import active, rendered
from playbook_site.publish.permalinks import load_published
from playbook_site.publish.sanitise import sanitise

HERE = Path(__file__).parent
BODIES: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "bodies.yml").read_text(encoding="utf-8"))
FRONTS: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "front_matter.yml").read_text(encoding="utf-8"))


def problems(root: Path) -> list[tuple[str, int, str]]:
    found = load_published(root).problems
    return [(problem.path, problem.line, problem.kind) for problem in found]


@pytest.mark.parametrize("case", BODIES.values(), ids=BODIES)
def test_a_hostile_body_is_refused_at_its_line(tmp_path: Path, case: dict[str, Any]) -> None:
    sound = a_playbook()
    a_library(tmp_path, **{"roi/x.md": f"{sound}\n{case['body']}\n"})
    line = sound.count("\n") + 1 + case["line"]
    assert ("playbooks/roi/x.md", line, case["kind"]) in problems(tmp_path)


@pytest.mark.parametrize("case", BODIES.values(), ids=BODIES)
def test_a_hostile_hand_written_page_is_refused_at_its_line(tmp_path: Path, case: dict[str, Any]) -> None:
    a_library(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text(f"# A page\n\n{case['body']}\n", encoding="utf-8")
    assert ("docs/a.md", 2 + case["line"], case["kind"]) in problems(tmp_path)


@pytest.mark.parametrize("case", BODIES.values(), ids=BODIES)
def test_a_hostile_body_that_nobody_refused_comes_out_inert(case: dict[str, Any]) -> None:
    clean = sanitise(rendered(case["body"]))
    assert active(clean) == []
    assert sanitise(clean) == clean


@pytest.mark.parametrize("case", FRONTS.values(), ids=FRONTS)
def test_hostile_front_matter_is_refused_at_its_line(tmp_path: Path, case: dict[str, Any]) -> None:
    left_out = {case["instead_of"]: None} if "instead_of" in case else {}
    text = a_playbook(**left_out).replace("---\n", f"---\n{case['front']}\n", 1)
    a_library(tmp_path, **{"roi/x.md": text})
    assert ("playbooks/roi/x.md", 1 + case["line"], case["kind"]) in problems(tmp_path)


OTHERS = {
    "sources.yml": (
        'bad: {author: X, year: "1", title: X, publisher: X, grade: opinion, link: "javascript:canary()"}\n',
        "bad-value",
    ),
    "glossary.yml": ("bad: {term: <script>canary()</script>, means: X, playbook: x}\n", "markup"),
    "objections.yml": ("bad:\n  they_say: <img src=x onerror=canary()>\n", "markup"),
    "company.yml": ("contacts: {contribute: '<a href=javascript:canary()>x</a>'}\n", "markup"),
}


@pytest.mark.parametrize("name", OTHERS)
def test_a_hostile_entry_of_a_list_is_refused_at_its_line(tmp_path: Path, name: str) -> None:
    a_library(tmp_path)
    path = tmp_path / "playbooks" / name
    added, kind = OTHERS[name]
    sound = path.read_text(encoding="utf-8")
    path.write_text(sound + added, encoding="utf-8")
    lines = range(sound.count("\n") + 1, sound.count("\n") + added.count("\n") + 1)
    assert any(
        where == f"playbooks/{name}" and line in lines and found == kind for where, line, found in problems(tmp_path)
    )


def test_a_source_in_punycode_is_refused(tmp_path: Path) -> None:
    a_library(tmp_path)
    path = tmp_path / "playbooks" / "sources.yml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("https://example.com/minto", "https://xn--80ak6aa92e.com/minto"),
        encoding="utf-8",
    )
    assert ("playbooks/sources.yml", 3, "bad-value") in problems(tmp_path)


# Files that are not what they should be

SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>canary()</script></svg>'

FILES = {
    "docs/picture.svg": (SVG, "unexpected-file"),
    "docs/images/picture.SVG": (SVG, "unexpected-file"),
    "docs/page.html": ("<script>canary()</script>", "unexpected-file"),
    "docs/page.htm": ("<script>canary()</script>", "unexpected-file"),
    "docs/page.xhtml": ("<script>canary()</script>", "unexpected-file"),
    "docs/feed.xml": ("<script>canary()</script>", "unexpected-file"),
    "docs/script.js": ("canary()", "unexpected-file"),
    "docs/sheet.css": ("@import url(https://evil.example)", "unexpected-file"),
    "docs/paper.pdf": ("%PDF", "unexpected-file"),
    "docs/assets/page.html": ("<script>canary()</script>", "unexpected-file"),
    "docs/assets/film.swf": ("FWS", "unexpected-file"),
    "docs/_headers": ("/*\n  Content-Security-Policy: default-src *", "bad-id"),
    "docs/.htaccess": ("Options +ExecCGI", "bad-id"),
    "docs/a b.md": ("# A", "bad-id"),
    'docs/"onmouseover=canary().md': ("# A", "bad-id"),
    "docs/<b>.md": ("# A", "bad-id"),
    "docs/\u202ea.md": ("# A", "bad-id"),
    "playbooks/roi/picture.svg": (SVG, "unexpected-file"),
    "playbooks/roi/page.html": ("<script>canary()</script>", "unexpected-file"),
    "playbooks/roi/__config.md": (a_playbook(), "bad-id"),
    "playbooks/roi/../index.md": (a_playbook(), "unexpected-file"),
    "playbooks/roi/index.md": (a_playbook(), "bad-id"),
    "playbooks/deep/er/x.md": (a_playbook(), "unexpected-file"),
    "playbooks/roi/X.md": (a_playbook(), "bad-id"),
    "playbooks/roi/a\nb.md": (a_playbook(), "bad-id"),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES, ids=ascii)
def test_a_file_that_does_not_belong_is_refused(tmp_path: Path, name: str) -> None:
    a_library(tmp_path)
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(FILES[name][0], encoding="utf-8")
    shown = os.path.normpath(name)
    shown = shown if shown.isprintable() else ascii(shown)[1:-1]
    assert (shown, 1, FILES[name][1]) in problems(tmp_path)


PAGES = {
    "a template of the theme": ("---\ntemplate: redirect.html\n---\n# A\n", 2, "unknown-key"),
    "markup in the title": ("---\ntitle: <script>canary()</script>\n---\n# A\n", 2, "markup"),
    "an alias bomb": ("---\ntitle: &a x\ndescription: *a\n---\n# A\n", 2, "yaml-alias"),
    "front matter that never ends": ("---\ntitle: A\n# A\n", 1, "front-matter"),
    "front matter that is no YAML": ("---\ntitle: 'A\n---\n# A\n", 2, "yaml-syntax"),
    "a null byte": ("# A\n\nx\x00y\n", 3, "control-character"),
}


@pytest.mark.parametrize("case", PAGES.values(), ids=PAGES)
def test_a_hostile_head_of_a_hand_written_page_is_refused(tmp_path: Path, case: tuple[str, int, str]) -> None:
    a_library(tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text(case[0], encoding="utf-8")
    assert ("docs/a.md", *case[1:]) in problems(tmp_path)


@pytest.mark.parametrize(
    "place", ["playbooks/roi/leak.md", "docs/leak.md", "docs/assets/leak.json", "docs/folder", "playbooks/folder"]
)
def test_a_symbolic_link_is_refused_and_not_followed(tmp_path: Path, place: str) -> None:
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "inside.md").write_text("# Secret\n", encoding="utf-8")
    root = a_library(tmp_path / "root")
    link = root / place
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(secret if "folder" in place else secret / "inside.md")
    assert [found for found in problems(root) if "leak" in found[0] or "folder" in found[0]] == [(place, 1, "symlink")]


@pytest.mark.parametrize("place", ["playbooks/roi/pipe.md", "docs/pipe.md"])
def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path, place: str) -> None:
    root = a_library(tmp_path)
    (root / place).parent.mkdir(exist_ok=True)
    os.mkfifo(root / place)
    assert (place, 1, "unreadable") in problems(root)


# Much of something

MUCH = {
    "20,000 open brackets": ("[" * 20_000, "long-line"),
    "20,000 open brackets on many lines": ("[[[[[[[[[[\n" * 2_000, "nesting"),
    "lists 400 deep": ("".join(f"{'    ' * depth}- x\n" for depth in range(400)), "nesting"),
    "quotations 400 deep": (">" * 400 + " x", "nesting"),
    "10 MB of words": ("word " * 2_000_000, "too-large"),
    "a line of 5,000": ("x" * 5_000, "long-line"),
    "stars": ("*" * 3_000, "nesting"),
    "20,001 characters without a break": ("x" * 100 + "\n", "long-block"),
    "paragraphs": ("x\n\n" * 3_100, "too-much"),
    "headings": ("## x\n\n" * 310, "too-much"),
    "blocks of code": ("```\nx\n```\n\n" * 310, "too-much"),
}


@pytest.mark.parametrize("name", MUCH)
def test_too_much_of_anything_is_refused_in_reasonable_time(tmp_path: Path, name: str) -> None:
    body, kind = MUCH[name]
    body = body * 250 if kind == "long-block" else body
    a_library(tmp_path, **{"roi/x.md": f"{a_playbook()}\n{body}\n"})
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "a.md").write_text(f"# A\n\n{body}\n", encoding="utf-8")
    found = problems(tmp_path)
    assert {("playbooks/roi/x.md", kind), ("docs/a.md", kind)} <= {(path, what) for path, _, what in found}
    assert all(line > 1 for path, line, what in found if what == kind and what != "too-large")


def test_there_are_more_than_sixty_hostile_files() -> None:
    assert len(BODIES) + len(FRONTS) + len(OTHERS) + len(FILES) + len(PAGES) + len(MUCH) > 140
