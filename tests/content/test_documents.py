from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from builders import a_document, a_library, a_playbook, said
from playbook_site.content.documents import MAX_ALIKE, MAX_BYTES, field_name, read_tree

X = "playbooks/roi/x.md"


def test_lf_crlf_cr_and_a_byte_order_mark_read_alike(tmp_path: Path) -> None:
    text = a_playbook(title="Größe zählt")
    plain, problems = a_document(tmp_path, text)
    assert plain is not None
    assert not problems
    for other in (
        text.replace("\n", "\r\n"),
        text.replace("\n", "\r"),
        "\ufeff" + text,
        "\ufeff" + text.replace("\n", "\r\n"),
    ):
        assert a_document(tmp_path, other) == (plain, [])


def test_a_yaml_file_with_a_byte_order_mark_reads_alike(tmp_path: Path) -> None:
    name = "playbooks/company.yml"
    assert a_document(tmp_path, "\ufeffname: Larkfield\r\n", name) == a_document(tmp_path, "name: Larkfield\n", name)


FILES: list[tuple[str, bytes, str, str]] = [
    (
        "not-utf8",
        b"---\ntitle: Gr\xf6\xdfe\n---\n",
        f"{X}:2:10: not UTF-8 text; save the file with the encoding UTF-8",
        X,
    ),
    (
        "not-utf8",
        b"\xef\xbb\xbf---\r\nname: \xc3\xa4\xff",
        f"{X}:2:8: not UTF-8 text; save the file with the encoding UTF-8",
        X,
    ),
    ("not-utf8", b"\xff\xfe-\x00-\x00", f"{X}:1:1: not UTF-8 text; save the file with the encoding UTF-8", X),
    (
        "control-character",
        b"---\ntitle: a\x00b\n---\n",
        f"{X}:2:9: a control character (U+0000) stands here; delete it",
        X,
    ),
    (
        "control-character",
        "---\ntitle: ü\x85b\n---\n".encode(),
        f"{X}:2:9: a control character (U+0085) stands here; delete it",
        X,
    ),
    (
        "control-character",
        "---\na: 1\n---\nb\u2028c".encode(),
        f"{X}:4:2: a control character (U+2028) stands here; delete it",
        X,
    ),
    (
        "unseen-character",
        "---\na: 1\nb: x\u200by\n---\n".encode(),
        f"{X}:3:5: an invisible character (U+200B) stands here; delete it",
        X,
    ),
    (
        "unseen-character",
        "---\na: 1\n---\nlink \u202egpj".encode(),
        f"{X}:4:6: an invisible character (U+202E) stands here; delete it",
        X,
    ),
    ("empty-file", b"", f"{X}:1:1: the file is empty; fill it in or delete it", X),
    ("empty-file", b"\xef\xbb\xbf \r\n\n", f"{X}:1:1: the file is empty; fill it in or delete it", X),
    ("too-large", b"x" * (MAX_BYTES + 1), f"{X}:1:1: 1,000,001 bytes; a file may have at most 1,000,000. Split it", X),
    (
        "front-matter",
        b"# Title\n",
        f"{X}:1:1: must begin with a line ---, then the front matter, then another line ---",
        X,
    ),
    ("front-matter", b"---\ntitle: x\n", f"{X}:1:1: the front matter has no end; close it with a line ---", X),
    ("front-matter", b"---\n---\nbody\n", f"{X}:2:1: there are no keys here; write lines such as title: ...", X),
    ("front-matter", b"---\n- a\n---\n", f"{X}:2:1: there are no keys here; write lines such as title: ...", X),
    (
        "front-matter",
        b"- a\n",
        "playbooks/company.yml:1:1: there are no keys here; write lines such as title: ...",
        "playbooks/company.yml",
    ),
    ("yaml-syntax", b"---\na: [b\n---\n", f"{X}:2:4: the [ opened here is never closed", X),
    ("yaml-depth", b"---\na: " + b"[" * 100_000 + b"\n---\n", f"{X}:2:24: nested more than 20 levels deep", X),
]


@pytest.mark.parametrize(
    ("kind", "content", "report", "name"), FILES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_a_file_that_cannot_be_read_is_a_problem_and_no_traceback(
    tmp_path: Path, kind: str, content: bytes, report: str, name: str
) -> None:
    _, problems = a_document(tmp_path, content, name)
    assert said(problems) == [report]
    assert problems[0].kind == kind


def test_front_matter_that_breaks_off_does_not_hide_what_is_wrong_in_the_body(tmp_path: Path) -> None:
    document, problems = a_document(tmp_path, "---\na: &x 1\nb: [\n---\n\n<b>bold</b>\n")
    assert document is not None
    assert not document.front.is_whole
    assert [(problem.kind, problem.line, problem.column) for problem in problems] == [
        ("yaml-alias", 2, 4),
        ("yaml-syntax", 3, 4),
        ("raw-html", 6, 1),
    ]


def test_what_is_wrong_a_thousand_times_is_said_twenty_times(tmp_path: Path) -> None:
    _, problems = a_document(tmp_path, "---\na: 1\n---\n" + "<b>\n" * 1_000)
    html = [problem for problem in problems if problem.kind == "raw-html"]
    assert len(html) == MAX_ALIKE
    assert html[-1].message.endswith(" (and more like this)")


def test_a_symbolic_link_is_not_followed(tmp_path: Path) -> None:
    root = a_library(tmp_path / "in")
    secret = tmp_path / "secret.md"
    secret.write_text(a_playbook(title="Secret"), encoding="utf-8")
    (root / "playbooks/roi/leak.md").symlink_to(secret)
    (root / "playbooks/outside").symlink_to(tmp_path)
    documents, problems = read_tree(root)
    assert said(problems) == [
        "playbooks/outside:1:1: symbolic links are not read; put the file itself here",
        "playbooks/roi/leak.md:1:1: symbolic links are not read; put the file itself here",
    ]
    assert not [document for document in documents if "leak" in document.path or "outside" in document.path]


def test_names_that_differ_in_case_only_are_a_problem(tmp_path: Path) -> None:
    root = a_library(tmp_path, **{"roi/A.md": a_playbook(), "roi/a.md": a_playbook()})
    _, problems = read_tree(root)
    assert said(problems) == [
        'playbooks/roi/a.md:1:1: differs from "playbooks/roi/A.md" only in upper and lower case; rename one of them'
    ]


def test_files_of_other_kinds_are_a_problem_and_hidden_ones_are_not(tmp_path: Path) -> None:
    other = {
        "roi/photo.png": b"\x89PNG",
        "roi/LICENSE": "x",
        ".DS_Store": b"\x00",
        "roi/.git/x.py": "x",
        "permalinks.txt": "",
    }
    _, problems = read_tree(a_library(tmp_path, **other))
    assert said(problems) == [
        'playbooks/roi/LICENSE:1:1: "LICENSE" files do not belong here; write .md (or .yml for lists)',
        'playbooks/roi/photo.png:1:1: ".png" files do not belong here; write .md (or .yml for lists)',
    ]


def test_what_is_no_file_does_not_hang_the_reader(tmp_path: Path) -> None:
    root = a_library(tmp_path)
    os.mkfifo(root / "playbooks/roi/pipe.md")
    _, problems = read_tree(root)
    assert said(problems) == ["playbooks/roi/pipe.md:1:1: is not a file that holds text; remove it"]


def test_a_name_that_cannot_be_shown_is_reported_so_that_it_can_be_shown(tmp_path: Path) -> None:
    root = a_library(tmp_path, **{"roi/a\nb.md": a_playbook(), "roi/caf\udce9.md": a_playbook()})
    _, problems = read_tree(root)
    message = "the name holds characters that cannot be shown; rename the file"
    assert said(problems) == [
        rf"playbooks/roi/a\nb.md:1:1: {message}",
        rf"playbooks/roi/caf\udce9.md:1:1: {message}",
    ]


def test_a_folder_whose_name_ends_in_md_is_no_file(tmp_path: Path) -> None:
    root = a_library(tmp_path)
    (root / "playbooks/roi/folder.md").mkdir()
    _, problems = read_tree(root)
    assert not problems


def test_without_a_folder_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert read_tree(tmp_path) == ([], [])


def test_documents_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    documents, _ = read_tree(a_library(tmp_path))
    paths = [document.path for document in documents]
    assert paths == sorted(paths, key=lambda path: path.split("/"))
    assert "playbooks/roi/x.md" in paths


def test_a_file_full_of_faults_is_reported_quickly(tmp_path: Path) -> None:
    lines = {
        "html": "<b>",
        "icons": ":" + "a" * 3_990,
        "attributes": "{:" * 1_990,
        "brackets": "[" * 100,
        "links": "[a](b) " * 500,
    }
    for line in lines.values():
        body = "\n".join([line] * (400_000 // (len(line) + 1)))
        start = time.process_time()
        _, problems = a_document(tmp_path, f"---\na: 1\n---\n{body}")
        assert problems
        assert time.process_time() - start < 3


def test_a_field_is_named_as_a_person_would_write_it() -> None:
    assert field_name(("related", 1)) == "related[1]"
    assert field_name(("items", "a", "do")) == "items.a.do"
    assert field_name(()) == ""
