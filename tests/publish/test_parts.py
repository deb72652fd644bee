from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from test_assets import a_folder, run

from conftest import ROOT
from playbook_site.publish import assets, parts
from playbook_site.publish.assets import Asset

SCRIPTS, SHEETS = (ROOT / "docs/assets" / kind for kind in ("javascripts", "stylesheets"))


def names(asked: Iterable[Asset]) -> list[str]:
    """Which files, without their folder and digest."""
    return [f"{asset.path.split('/')[1].split('.')[0]}.{asset.path.rpartition('.')[2]}" for asset in asked]


def test_a_page_asks_for_the_scripts_of_its_components_and_no_other() -> None:
    made = parts.made(SCRIPTS, SHEETS)
    assert names(made.scripts_for('<div data-component="checklist"></div><ul data-component="tree"></ul>')) == [
        "checklists.js",
        "trees.js",
    ]
    assert names(made.scripts_for('<div data-component="print-card"></div>')) == ["checklists.js"]
    assert names(made.scripts_for('<p>Words</p><details data-component="later">')) == []


def test_a_script_that_a_fold_asks_for_is_not_asked_for_by_the_page_but_its_sheet_is() -> None:
    made = parts.made(SCRIPTS, SHEETS)
    page = '<div data-component="comparison"></div>'
    assert names(made.scripts_for(page)) == []
    assert "comparisons.css" in names(made.sheets_for(page))


def test_what_a_script_stands_on_is_not_in_it_a_second_time_but_is_taken_from_there() -> None:
    made = parts.made(SCRIPTS, SHEETS)
    memo, calculator = made.scripts["comparison-memo"].text, made.scripts["comparisons"].text
    for name in ("optionNpv", "warnings", "benefitOf"):
        assert f"function {name}(" in calculator or f"const {name}=" in calculator
        assert f"function {name}(" not in memo
        assert f"const {name}=" not in memo
    assert "Weak spots" not in calculator
    assert set(parts.LATER) | {below for below in parts.LATER.values() if below} <= set(parts.SCRIPTS)


def test_a_page_asks_for_the_sheets_of_its_classes_and_of_those_that_its_scripts_give_out() -> None:
    made = parts.made(SCRIPTS, SHEETS)
    assert names(made.sheets_for('<p class="pb-home__line">x</p>')) == ["home.css"]
    assert "brief.css" in names(made.sheets_for('<div data-component="power-and-interest"></div>'))
    assert names(made.sheets_for('<p class="pb-quiet">x</p>')) == []


def test_every_sheet_but_those_of_every_page_is_there_for_some_class() -> None:
    made = parts.made(SCRIPTS, SHEETS)
    assert set(made.sheets) | set(parts.EVERYWHERE) == {path.name for path in SHEETS.glob("*.css")}
    assert all(made.dressing.values())


def test_every_script_of_some_pages_mounts_a_component_and_is_sound_javascript(tmp_path: Path) -> None:
    made = parts.made(SCRIPTS, SHEETS)
    assert set(made.scripts) == set(parts.SCRIPTS) == set(made.mounting.values())
    for name, asset in made.scripts.items():
        path = tmp_path / f"{name}.js"
        path.write_text(asset.text, encoding="utf-8")
        assert run("--check", path) == ""


def test_a_part_takes_what_every_page_has_and_runs_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        shared_js='export function two() {\n  return 2;\n}\nconsole.log("shared");\n',
        always_js='import { two } from "./shared.js";\nconsole.log(two() + 1);\n',
        own_js="export const four = 4;\n",
        part_js='import { four } from "./own.js";\nimport { two } from "./shared.js";\nconsole.log("part", two() * four);\n',
    )
    everywhere = assets.script(assets.modules_in(folder), apart=[("part.js",)])
    part = assets.script(assets.modules_in(folder), "part", entries=("part.js",), apart=[("part.js",)])
    joined = tmp_path / "joined.cjs"
    joined.write_text(f"globalThis.self = globalThis;\n{everywhere.text}{part.text}{part.text}", encoding="utf-8")
    assert run(joined) == "shared\n3\npart 8\n"
    assert "function two" not in part.text
    assert "four" not in everywhere.text


def test_a_part_takes_what_it_needs_from_the_one_that_it_stands_on(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        shared_js="export const two = 2;\n",
        always_js='import { two } from "./shared.js";\nconsole.log(two + 1);\n',
        own_js="export const four = 4;\nexport const unasked = 5;\n",
        below_js='import { four } from "./own.js";\nexport const eight = 2 * four;\nconsole.log("below");\n',
        above_js='import { eight } from "./below.js";\nimport { four } from "./own.js";\nimport { two } from "./shared.js";\nconsole.log("above", two, four, eight);\n',
    )
    apart = [("below.js",), ("above.js",)]
    everywhere = assets.script(assets.modules_in(folder), apart=apart)
    below = assets.script(assets.modules_in(folder), "below", entries=("below.js",), apart=apart, above=("above.js",))
    above = assets.script(assets.modules_in(folder), "above", entries=("above.js",), apart=apart, below=("below.js",))
    joined = tmp_path / "joined.cjs"
    joined.write_text(f"globalThis.self = globalThis;\n{everywhere.text}{below.text}{above.text}", encoding="utf-8")
    assert run(joined) == "3\nbelow\nabove 2 4 8\n"
    assert "Object.assign(given,{eight,four})" in below.text
