from __future__ import annotations

import gzip
import json
import random
import time
from pathlib import Path

import pytest

from playbook_site.publish import built, finish, policy
from playbook_site.publish.verify import PAGE_BYTES, faults

HEAD = f'<!doctype html><html lang="en"><head><meta charset="utf-8">{policy.META}<title>a < b</title></head><body>'

SOUND = (
    '<p id="a">x</p><a href="#a">x</a><a href="#a?b=c">x</a><a href="#?b=c">x</a><a href="other/#b">x</a><a href="/other/">x</a>'
    '<a href="https://e.org/?a=1&amp;b=2">x</a><a href="mailto:a@e.org">x</a><link rel="canonical" href="https://e.org/">'
    '<script type="application/json">{"a": "<b onclick=1>"}</script><a href="a%20b.txt">x</a><img alt="" src="data:image/png;base64,">'
    '<!-- <script>x</script> --><code>&lt;script&gt; href="gone" id="a"</code><p title="1 > 0" id=z>x</p>'
    '<a href="other/index.html">x</a><a href=".">x</a><a href="./">x</a>'
)

FAULTS = [
    ('<a href="gone/">x</a>', "gone/ leads nowhere"),
    ('<a href="gone/?a=b#c">x</a>', "gone/?a=b#c leads nowhere"),
    ("<a href=gone/>x</a>", "gone/ leads nowhere"),
    ("<A HREF='gone/'>x</A>", "gone/ leads nowhere"),
    ('<a title="1 > 0" href="gone/">x</a>', "gone/ leads nowhere"),
    ('<img alt="" src="b.png">', "b.png leads nowhere"),
    ('<script src="b.js"></script>', "b.js leads nowhere"),
    ('<link rel="stylesheet" href="b.css">', "b.css leads nowhere"),
    ('<a href="other/#no">x</a>', "other/#no leads to no such anchor"),
    ('<a href="#no">x</a>', "#no leads to no such anchor"),
    ('<a href="../x">x</a>', "../x leads out of the site"),
    ('<a href="other/../../x">x</a>', "other/../../x leads out of the site"),
    ('<p id="a">x</p><p id="a">x</p>', 'the id "a" is there 2 times'),
    ("<script>x</script>", "holds an inline script"),
    ('<script type="module">x</script>', "holds an inline script"),
    ("<style>x</style>", "holds <style>"),
    ('<p style="x">x</p>', "holds <p style=...>"),
    ('<p onclick="x">x</p>', "holds <p onclick=...>"),
    ("<svg\nonload=x>", "holds <svg onload=...>"),
    ('<iframe src="a b.txt"></iframe>', "holds <iframe>"),
    ('<base href="/">', "holds <base>"),
    ('<meta http-equiv="Refresh" content="0">', "holds a refresh to another page"),
    ('<script src="https://e.org/x.js"></script>', "https://e.org/x.js is loaded from elsewhere"),
    ('<link rel="stylesheet" href="//e.org/x.css">', "//e.org/x.css is loaded from elsewhere"),
    ('<img alt="" src="https://e.org/x.png">', "https://e.org/x.png is loaded from elsewhere"),
    ('<a href="javascript:x">x</a>', "javascript:x is not a link that opens"),
    ('<a href="java&#115;cript:x">x</a>', "javascript:x is not a link that opens"),
]


def a_site(root: Path, html: str = SOUND) -> Path:
    (root / "other").mkdir(parents=True)
    (root / "index.html").write_text(HEAD + html, encoding="utf-8")
    (root / "other" / "index.html").write_text(
        f'{HEAD}<p id="b">x</p><a href="..">x</a><a href="../#?x=1">x</a>', encoding="utf-8"
    )
    (root / "a b.txt").write_text("x", encoding="utf-8")
    return root


def test_a_sound_site_has_no_faults(tmp_path: Path) -> None:
    assert faults(a_site(tmp_path)) == ()


@pytest.mark.parametrize(("html", "fault"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_fault_is_found_and_said_with_its_page(tmp_path: Path, html: str, fault: str) -> None:
    assert f"index.html: {fault}" in faults(a_site(tmp_path, html))


def test_a_page_without_the_policy_is_found(tmp_path: Path) -> None:
    site = a_site(tmp_path)
    (site / "other" / "index.html").write_text('<!doctype html><p id="b">x</p>', encoding="utf-8")
    assert faults(site) == ("other/index.html: does not carry the content policy",)


def test_a_page_that_is_too_heavy_is_found(tmp_path: Path) -> None:
    text = "".join(f"{number * 7919:x} " for number in range(60_000))
    (found,) = faults(a_site(tmp_path, f"<p>{text}</p>"))
    assert found.startswith("index.html: weighs ")
    assert found.endswith(f"at most {PAGE_BYTES:,}. Split it")


def test_a_page_is_weighed_as_it_travels_and_not_by_the_first_quick_look(tmp_path: Path) -> None:
    chance = random.Random(1)  # noqa: S311 - the same words every time
    text = " ".join(f"{chance.randrange(500) * 7919:x}" for _ in range(28_000))
    quick, travels = (len(gzip.compress(text.encode(), level)) for level in (1, 6))
    assert travels < PAGE_BYTES - 1_000 < PAGE_BYTES + 1_000 < quick
    assert faults(a_site(tmp_path, f"<p>{text}</p>")) == ()


def test_under_a_folder_of_a_host_absolute_addresses_begin_with_that_folder(tmp_path: Path) -> None:
    site = a_site(tmp_path, '<a href="/handbook/other/">x</a><a href="/other/">x</a>')
    assert faults(site, base="/handbook/") == ("index.html: /other/ leads out of the site",)


def test_the_repository_s_own_site_is_sound_and_looked_at_in_two_seconds(site: Path) -> None:
    start = time.process_time()
    assert faults(site.resolve()) == ()
    assert time.process_time() - start < 2


def test_an_unsound_site_is_not_finished_and_its_faults_are_named(tmp_path: Path) -> None:
    links = "".join(f'<a href="gone-{number}/">x</a>' for number in range(30))
    with pytest.raises(
        finish.Unsound, match=r"wrong in the new one:\nindex.html: gone-0/ leads nowhere\n(?:.*\n)+and 10 more$"
    ):
        finish.finish(a_site(tmp_path, links), committed=None, site_url="")


def test_the_record_changes_with_any_byte_of_the_site_and_with_nothing_else(tmp_path: Path) -> None:
    one, other = a_site(tmp_path / "one"), a_site(tmp_path / "other")
    for site in (one, other):
        finish.finish(site, committed=None, site_url="")
    assert (one / "build.json").read_bytes() == (other / "build.json").read_bytes()
    assert json.loads((one / "build.json").read_text())["content"] == built.content_hash(one)
    (other / "a b.txt").write_text("y", encoding="utf-8")
    assert built.content_hash(one) != built.content_hash(other)


def test_no_page_holds_what_the_record_says(site: Path) -> None:
    record = json.loads((site / "build.json").read_text(encoding="utf-8"))
    for path in site.resolve().rglob("*.html"):
        html = path.read_text(encoding="utf-8")
        assert record["content"] not in html
        assert 'build.json">About this build</a>' in html or "pb-moved" in html
