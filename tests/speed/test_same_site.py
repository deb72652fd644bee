"""With and without what makes it quick, after any edit, the site is the same to the byte."""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from builders import a_case, a_playbook, a_repository
from conftest import ROOT

Edit = Callable[[Path, random.Random], None]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small repository with code of its own, so that templates can be edited too."""
    root = a_repository(tmp_path / "root")
    (root / "hooks").unlink()
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    settings = (root / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "quick.yml").write_text(settings.replace("extra: {", "extra: {speed: true, "), encoding="utf-8")
    (root / "slow.yml").write_text(settings.replace("extra: {", "extra: {speed: false, "), encoding="utf-8")
    return root


def built(root: Path, settings: str, name: str) -> dict[str, bytes]:
    """Every file of the site, by its address."""
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root / "hooks")}
    target = root.parent / name / "site"
    target.parent.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(root / settings), "-d", str(target)]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert done.returncode == 0, done.stderr
    folder = target.resolve()
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    return [address for address in sorted({*one, *other}) if one.get(address) != other.get(address)]


def forget(root: Path) -> None:
    shutil.rmtree(root / ".cache", ignore_errors=True)


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path.name} no longer holds {old!r}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def a_body(root: Path, chance: random.Random) -> None:
    with (root / "playbooks/roi/y.md").open("a", encoding="utf-8") as file:
        file.write(f"\nAnother line {chance.randrange(10**6)}.\n")


def a_title(root: Path, chance: random.Random) -> None:
    change(root / "playbooks/roi/x.md", 'title: "', f'title: "{chance.choice("ABCDEFG")} ')


def a_link(root: Path, _: random.Random) -> None:
    with (root / "playbooks/roi/y.md").open("a", encoding="utf-8") as file:
        file.write("\nSee [them](../dialogue/hear-them-out.md).\n")


def a_page_more(root: Path, chance: random.Random) -> None:
    number = chance.randrange(10**6)
    names = {"title": f"Case {number}", "name": f"Case {number}", "turned_out": None}
    (root / f"playbooks/cases/case-{number}.md").write_text(a_case(**names), encoding="utf-8")


def a_page_less(root: Path, _: random.Random) -> None:
    for path in sorted((root / "playbooks/cases").glob("case-*.md"))[:1]:
        path.unlink()


def a_name(root: Path, chance: random.Random) -> None:
    for path in sorted((root / "playbooks/cases").glob("case-*.md"))[:1]:
        path.rename(path.with_name(f"case-{chance.randrange(10**6)}.md"))


def a_template(root: Path, chance: random.Random) -> None:
    path = root / "hooks/playbook_site/cases/templates/page.md.jinja"
    path.write_text(path.read_text(encoding="utf-8") + f"\nSeen {chance.randrange(10**6)} times.\n", encoding="utf-8")


def a_word(root: Path, chance: random.Random) -> None:
    change(root / "playbooks/vocabulary.yml", "  planning: ", f"  planning: {chance.choice('ABCDEFG')}")


def a_family(root: Path, chance: random.Random) -> None:
    change(root / "playbooks/vocabulary.yml", "title: Dialogue", f"title: Dialogue{chance.choice('ABCDEFG')}")


def a_playbook_more(root: Path, chance: random.Random) -> None:
    number = chance.randrange(10**6)
    names = {"title": f"Matter {number}", "name": f"Matter {number}", "related": ["x"]}
    text = a_playbook(**names, situations=[f"we have matter {number} again"], checklist={f"is-{number}": "It is done"})
    (root / f"playbooks/roi/matter-{number}.md").write_text(text, encoding="utf-8")


def a_sheet(root: Path, chance: random.Random) -> None:
    with (root / "docs/assets/stylesheets/theme.css").open("a", encoding="utf-8") as file:
        file.write(f"\n.pb-new {{ z-index: {chance.randrange(10**6)}; }}\n")


EDITS: tuple[Edit, ...] = (
    a_body,
    a_title,
    a_link,
    a_page_more,
    a_name,
    a_template,
    a_word,
    a_family,
    a_playbook_more,
    a_page_less,
    a_sheet,
)


def test_the_switch_changes_no_byte(root: Path) -> None:
    quick = built(root, "quick.yml", "quick")
    assert len(quick) > 50
    assert differing(quick, built(root, "slow.yml", "slow")) == []


def test_a_hook_after_ours_may_give_the_site_another_name(root: Path) -> None:
    """The data file is begun before that hook has its turn."""
    (root / "theirs.py").write_text(
        "def on_config(config):\n    config.site_name, config.site_url = 'Theirs', 'https://their.example/'\n",
        encoding="utf-8",
    )
    for name in ("quick.yml", "slow.yml"):
        with (root / name).open("a", encoding="utf-8") as file:
            file.write("hooks: [hooks/mkdocs_hooks.py, theirs.py]\n")
    quick = built(root, "quick.yml", "quick")
    assert b'"Theirs"' in quick["knowledge-base.json"]
    assert differing(quick, built(root, "slow.yml", "slow")) == []
    (root.parent / "quick" / "site").unlink()
    assert differing(quick, built(root, "quick.yml", "quick")) == []


def menus(site: dict[str, bytes]) -> dict[str, list[str]]:
    """The header, the tabs and the menu of each page, without blanks between their parts."""
    found = {}
    for address, content in site.items():
        if address.endswith(".html"):
            parts = LexborHTMLParser(content).css(".md-header, .md-tabs, .md-nav--primary")
            found[address] = [re.sub(r"\s*\n\s*", "\n", str(part.html)) for part in parts]
    return found


OTHERWISE = "theme: {features: [navigation.tabs, navigation.tabs.sticky, navigation.sections, navigation.expand]}\n"
"""As a company may like it."""


@pytest.mark.parametrize(("long", "settings"), [(1, ""), (60, ""), (60, OTHERWISE)])
def test_header_tabs_and_menu_of_every_page_are_those_of_the_theme(root: Path, long: int, settings: str) -> None:
    code = root / "hooks/playbook_site"
    with (root / "slow.yml").open("a", encoding="utf-8") as file:
        file.write(settings)
    change(code / "speed/menu.py", "LONG = 60", f"LONG = {long}")
    ours = menus(built(root, "slow.yml", "ours"))
    assert {len(parts) for address, parts in ours.items() if not address.startswith("r/")} == {3}
    (code / "theme/partials/nav.html").unlink()
    change(code / "theme/main.html", "menu.header(super, page)", "super()")
    change(code / "theme/main.html", "menu.tabs(super, page)", "super()")
    theirs = menus(built(root, "slow.yml", "theirs"))
    assert [address for address in ours if ours[address] != theirs[address]] == []


def edited(root: Path, edits: list[Edit], seed: int) -> None:
    """After each edit a build that knows the one before gives what a build gives that knows nothing."""
    chance = random.Random(seed)  # noqa: S311 - the same edits every time
    built(root, "quick.yml", "warm")
    for edit in edits:
        edit(root, chance)
        warm = built(root, "quick.yml", "warm")
        kept = root / ".cache/pages"
        kept.rename(root / "kept")
        cold = built(root, "quick.yml", "cold")
        forget(root)
        kept.parent.mkdir()
        (root / "kept").rename(kept)
        assert differing(warm, cold) == [], f"after {edit.__name__}, seed {seed}"


def test_after_ten_edits_of_every_sort_the_site_is_as_if_built_from_nothing(root: Path) -> None:
    edited(root, list(EDITS), seed=1)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(20))
def test_after_hundreds_of_edits_the_site_is_as_if_built_from_nothing(root: Path, seed: int) -> None:
    edited(root, random.Random(seed).choices(EDITS, k=12), seed)  # noqa: S311 - the same edits every time


def test_a_site_that_is_there_already_is_left_alone_and_a_damaged_one_is_mended(root: Path) -> None:
    sound = built(root, "quick.yml", "one")
    link = root.parent / "one" / "site"
    first = link.resolve()
    assert built(root, "quick.yml", "one") == sound
    assert link.resolve() == first, "nothing had changed"
    (first / "index.html").write_text("damaged", encoding="utf-8")
    assert built(root, "quick.yml", "one") == sound
    assert link.resolve() != first


@pytest.mark.parametrize("content", [b"", b"\n", b"0" * 64 + b"\n{}\nx", None])
def test_what_is_kept_may_be_broken_or_gone(root: Path, content: bytes | None) -> None:
    sound = built(root, "quick.yml", "one")
    for path in (root / ".cache/pages").glob("*/*"):
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content)
    (root.parent / "one" / "site").unlink()
    assert built(root, "quick.yml", "one") == sound
