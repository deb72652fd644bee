from __future__ import annotations

from pathlib import Path

import material
import pytest

from playbook_site.publish.offline import worker_on_page
from playbook_site.publish.search import ThemeChanged

WORKERS = Path(material.__file__).parent / "templates/assets/javascripts/workers"
THEIRS = next(WORKERS.glob("search.*.min.js")).read_text(encoding="utf-8")


def test_both_workers_become_one_script_for_the_page() -> None:
    asset = worker_on_page("OURS();", "TOLD();", THEIRS)
    assert "OURS();" in asset.text
    assert "TOLD();" in asset.text
    assert THEIRS in asset.text
    assert "OUR_WORKER_TEXT" not in asset.text
    assert "TELLING_TEXT" not in asset.text
    assert "THEME_WORKER_TEXT" not in asset.text


@pytest.mark.parametrize("word", ['addEventListener("message"', "postMessage(", "self.lunr="])
def test_a_worker_that_works_in_another_way_is_said_aloud(word: str) -> None:
    with pytest.raises(ThemeChanged) as raised:
        worker_on_page("OURS();", "TOLD();", THEIRS.replace(word, "elsewhere"))
    assert str(raised.value) == f"the theme's search worker no longer has {word}"
