from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from conftest import ROOT
from playbook_site.publish.assets import BundleFault, modules_in, script, sheet


def a_folder(root: Path, **texts: str) -> Path:
    for name, text in texts.items():
        (root / name.replace("_", ".")).write_text(text, encoding="utf-8")
    return root


def run(*arguments: str | Path) -> str:
    """What Node says, which Playwright brings."""
    from playwright._impl._driver import compute_driver_executable  # noqa: PLC0415 - the one way to it

    node = compute_driver_executable()[0]
    done = subprocess.run([node, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_modules_become_one_classic_script_each_after_what_it_imports(tmp_path: Path) -> None:
    folder = a_folder(
        tmp_path,
        a_js='import { two } from "./b.js";\nimport {\n  three,\n} from "./c.js";\n\nexport const one = `${two()} ${new three().x}`;\nconsole.log(one, typeof require);\n',
        b_js='import { three } from "./c.js";\nexport function two() {\n  return new three().x - 1;\n}\nconsole.log("b");\n',
        c_js='/** Three. */\nexport class three { x = 3; }\nexport async function later() {}\nexport let x = /["/*]/.source;\nconsole.log("c");\n',
    )
    joined = tmp_path / "joined.cjs"
    joined.write_text(script(modules_in(folder)).text + "\nconsole.log(typeof one, typeof three);", encoding="utf-8")
    assert run(joined) == "c\nb\n2 3 function\nundefined undefined\n"


def test_the_name_carries_the_digest_of_the_text(tmp_path: Path) -> None:
    asset = script(modules_in(a_folder(tmp_path, a_js="export const a = 1;\n")))
    assert asset.path == f"assets/site.{hashlib.sha256(asset.text.encode()).hexdigest()[:8]}.js"


def test_the_same_sources_give_the_same_asset(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "two").mkdir()
    texts = {"b_js": "export const b = 1;\n", "a_js": "export const a = 1;\n"}
    other = a_folder(tmp_path / "two", **dict(reversed(texts.items())))
    assert script(modules_in(a_folder(tmp_path / "one", **texts))) == script(modules_in(other))


FAULTS = [
    (
        {"a_js": "const x = 1;\n", "b_js": "function x() {}\n"},
        '"x" is defined in a.js and in b.js; rename one of them',
    ),
    (
        {
            "a_js": 'import { b } from "./b.js";\nexport const a = 1;\n',
            "b_js": 'import { a } from "./a.js";\nexport const b = 1;\n',
        },
        "modules import each other in a circle: a.js → b.js → a.js",
    ),
    ({"a_js": 'import { b } from "./b.js";\n'}, 'a.js imports "b.js", which is not in the folder'),
    (
        {"a_js": 'import { c } from "./b.js";\n', "b_js": "export const b = 1;\nconst c = 1;\n"},
        'a.js imports "c" from b.js, which exports no such name',
    ),
    (
        {"a_js": 'import * as b from "./b.js";\n', "b_js": "export const b = 1;\n"},
        "a.js imports b.js otherwise than by name; write import {name}",
    ),
    (
        {"a_js": 'import "./b.js";\n', "b_js": "export const b = 1;\n"},
        'a.js: "import "./b.js";" is not a form that can be joined; export and import by name',
    ),
    (
        {"a_js": "export default 1;\n"},
        'a.js: "export default 1;" is not a form that can be joined; export and import by name',
    ),
]


@pytest.mark.parametrize(("texts", "message"), FAULTS, ids=[row[1][:40] for row in FAULTS])
def test_modules_that_cannot_be_joined_stop_the_build(tmp_path: Path, texts: dict[str, str], message: str) -> None:
    with pytest.raises(BundleFault) as raised:
        script(modules_in(a_folder(tmp_path, **texts)))
    assert str(raised.value) == message


def test_sheets_are_joined_with_the_theme_first(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, b_css="b {x: y}\n", theme_css="/* t */ theme {x: y}\n", a_css="a {x: y}\n")
    asset = sheet(folder)
    assert "".join(asset.text.split()) == "theme{x:y}a{x:y}b{x:y}"
    assert asset.path == f"assets/site.{hashlib.sha256(asset.text.encode()).hexdigest()[:8]}.css"


def test_our_own_script_is_sound_javascript(tmp_path: Path) -> None:
    path = tmp_path / "site.js"
    path.write_text(script(modules_in(ROOT / "docs/assets/javascripts")).text, encoding="utf-8")
    assert run("--check", path) == ""


def test_our_own_sheets_use_no_colours_but_those_of_the_theme_sheet() -> None:
    for path in sorted((ROOT / "docs/assets/stylesheets").glob("*.css")):
        text = path.read_text(encoding="utf-8")
        assert "@import" not in text, path.name
        assert "http:" not in text.replace("http://www.w3.org", ""), path.name
        assert "https:" not in text, path.name
