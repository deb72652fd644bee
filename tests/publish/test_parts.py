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
    assert names(made.scripts_for('<p>Words</p><form data-component="print-card">')) == []


def test_a_script_that_a_fold_asks_for_is_not_asked_for_by_the_page_but_its_sheet_is() -> None:
    made = parts.made(SCRIPTS, SHEETS)
    page = '<div data-component="comparison"></div>'
    assert names(made.scripts_for(page)) == []
    assert "comparisons.css" in names(made.sheets_for(page))


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
    everywhere = assets.script(folder, apart=[("part.js",)])
    part = assets.script(folder, "part", entries=("part.js",), apart=[("part.js",)])
    joined = tmp_path / "joined.cjs"
    joined.write_text(f"globalThis.self = globalThis;\n{everywhere.text}{part.text}{part.text}", encoding="utf-8")
    assert run(joined) == "shared\n3\npart 8\n"
    assert "function two" not in part.text
    assert "four" not in everywhere.text
