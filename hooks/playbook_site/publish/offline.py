"""A site that opens from disk: its search without a worker, its index as a script, and all of it in one archive.

`python -m playbook_site.publish.offline BUILT FOLDER ARCHIVE` takes a site that was built with
`--no-directory-urls` and puts it into a folder and a zip archive. The same site gives the same bytes.
"""

from __future__ import annotations

import shutil
import sys
import zipfile
from pathlib import Path

from playbook_site.publish.assets import Asset, hashed
from playbook_site.publish.search import ThemeChanged

STATIC = Path(__file__).parent / "static"
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The first day that an archive can name; when the site was packed is nobody's business."""

_NEEDS = ('addEventListener("message"', "postMessage(", "self.lunr=")


def worker_on_page(ours: str, telling: str, theme: str) -> Asset:
    """Both search workers, and what ours asks for, as a script for the page; raises ThemeChanged when the theme's works in another way."""
    missing = [needed for needed in _NEEDS if needed not in theme]
    if missing:
        raise ThemeChanged(f"the theme's search worker no longer has {', '.join(missing)}")
    text = (STATIC / "offline.js").read_text(encoding="utf-8")
    text = text.replace("OUR_WORKER_TEXT", ours).replace("TELLING_TEXT", telling).replace("THEME_WORKER_TEXT", theme)
    return hashed("assets/offline", "js", text)


def index_as_script(site: Path) -> None:
    """The search index once more, as the theme asks for it from disk."""
    index = site / "search" / "search_index.json"
    if index.exists():
        text = index.read_text(encoding="utf-8")
        (site / "search" / "search_index.js").write_text(f"var __index = {text}", encoding="utf-8")


def pack(built: Path, folder: Path, archive: Path) -> None:
    """Put the site in `built` into `folder`, which is replaced, and into `archive`."""
    if folder.exists():
        shutil.rmtree(folder)
    shutil.copytree(built.resolve(), folder)
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            entry = zipfile.ZipInfo(f"{archive.stem}/{path.relative_to(folder).as_posix()}", date_time=EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, path.read_bytes())


if __name__ == "__main__":
    pack(*(Path(argument) for argument in sys.argv[1:4]))
