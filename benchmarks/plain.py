"""The same generated Markdown as a plain Material site: same settings and navigation, our hooks and templates off."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from playbook_site import navigation, site
from playbook_site.library import load
from playbook_site.publish.memory import remembering
from playbook_site.rendering import Renderer


def make(root: Path, plain: Path) -> int:
    """Write the site of the repository at `root` as a plain one to `plain`; the number of its pages."""
    library = load(root).library
    assert library, "the library has problems"  # noqa: S101 - a benchmark
    shutil.copytree(root / "docs", plain / "docs")
    renderer = Renderer(library, nonce="0", work_out=remembering(root / ".cache" / "simulations"))
    pages = tuple(site.pages(renderer))
    for page in pages:
        path = plain / "docs" / page.src
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.markdown, encoding="utf-8")
    settings: dict[str, Any] = yaml.safe_load((root / "mkdocs.yml").read_text(encoding="utf-8"))
    settings["nav"] = navigation.of(library, docs=settings["extra"].pop("docs_nav"))
    settings["theme"].pop("custom_dir")
    for ours in ("hooks", "watch", "strict", "validation"):
        settings.pop(ours)
    (plain / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), encoding="utf-8")
    return len(pages)


if __name__ == "__main__":
    import sys

    print(make(Path(sys.argv[1]), Path(sys.argv[2])))
