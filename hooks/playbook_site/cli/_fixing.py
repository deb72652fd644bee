"""Writing tidied files back."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from playbook_site.contribute.tidy import tidy


def fix(root: Path, files: tuple[Path, ...]) -> Iterator[str]:
    """Tidy what is written under playbooks/, or some of it; the paths of the files that changed."""
    wanted = [file.resolve() for file in files] or [root / "playbooks"]
    for path in sorted((root / "playbooks").rglob("*")):
        name = path.relative_to(root).as_posix()
        is_hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        is_authored = path.suffix in {".md", ".yml"} and path.is_file() and not path.is_symlink() and not is_hidden
        if is_authored and any(path.is_relative_to(file) for file in wanted) and _fixed(path, name):
            yield name


def _fixed(path: Path, name: str) -> bool:
    """Whether a file was changed; it is replaced in one act."""
    written = path.read_bytes()
    try:
        mended = tidy(name, written.decode("utf-8")).encode("utf-8")
    except UnicodeDecodeError:
        return False
    if mended == written:
        return False
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    beside.write_bytes(mended)
    beside.replace(path)
    return True
