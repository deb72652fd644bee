from __future__ import annotations

from pathlib import Path

import pytest

from built_html import faults_in

HEAD = "<!doctype html><title>x</title>"

PAGES = [
    ('<a href="gone/">x</a>', "leads nowhere: gone/"),
    ('<a href="a.txt">x</a><img src="b.png">', "leads nowhere: b.png"),
    ('<a href="other/#no">x</a>', "there is no such anchor: other/#no"),
    ('<a href="#no">x</a>', "there is no such anchor: #no"),
    ('<a href="../x">x</a>', "leads out of the site: ../x"),
    ('<p id="a">x</p><p id="a">x</p>', "the id 'a' is there 2 times"),
    ("<script>x</script>", "an inline script: 'x'"),
    ("<style>x</style>", "an inline style: <style {}>"),
    ('<p style="x">x</p>', "an inline style: <p {'style': 'x'}>"),
    ('<p onclick="x">x</p>', "an inline handler: onclick at <p>"),
    ('<script src="https://e.org/x.js"></script>', "is loaded from elsewhere: https://e.org/x.js"),
    ('<link rel="stylesheet" href="//e.org/x.css">', "is loaded from elsewhere: //e.org/x.css"),
    ('<a href="javascript:x">x</a>', "a link that should not be: javascript:x"),
]

SOUND = (
    '<p id="a">x</p><a href="#a">x</a><a href="#a?b=c">x</a><a href="#?b=c">x</a><a href="other/#b">x</a><a href="/other/">x</a>'
    '<a href="https://e.org">x</a><a href="mailto:a@e.org">x</a><link rel="canonical" href="https://e.org/">'
    '<script type="application/json">{}</script><a href="a.txt">x</a><img src="data:image/png;base64,">'
)


def a_site(root: Path, html: str) -> Path:
    (root / "other").mkdir()
    (root / "index.html").write_text(HEAD + html, encoding="utf-8")
    (root / "other" / "index.html").write_text(f'{HEAD}<p id="b">x</p><a href="..">x</a>', encoding="utf-8")
    (root / "a.txt").write_text("x", encoding="utf-8")
    return root


@pytest.mark.parametrize(("html", "fault"), PAGES, ids=[row[1] for row in PAGES])
def test_a_fault_in_built_html_is_found(tmp_path: Path, html: str, fault: str) -> None:
    assert faults_in(a_site(tmp_path, html)) == [f"index.html: {fault}"]


def test_sound_html_has_no_faults(tmp_path: Path) -> None:
    assert faults_in(a_site(tmp_path, SOUND)) == []
