"""A library of any size, made of this one: the same files each time for the same number.

Every playbook beyond ours is a copy of one of ours with an id, a title, a name, an item and phrases of
its own. A copy links to copies of the same generation, so that the links are as dense as ours. What
there is one of (trees, cases, comparisons, words) stays as it is.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent

_LINK = re.compile(r"\]\(\.\./(?P<family>[a-z-]+)/(?P<id>[a-z0-9-]+)\.md")


def make(root: Path, count: int) -> Path:
    """Write a repository with `count` playbooks to `root`, which MkDocs can build."""
    shutil.copytree(ROOT / "playbooks", root / "playbooks")
    shutil.copytree(ROOT / "docs", root / "docs")
    shutil.copytree(ROOT / "hooks", root / "hooks", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "mkdocs.yml", root / "mkdocs.yml")
    ours = _ours(root / "playbooks")
    places = {path.stem: place for place, path in enumerate(ours)}
    texts = [path.read_text(encoding="utf-8") for path in ours]
    words = sorted({word for text in texts for word in text.split() if word.isalpha() and word.islower()})
    chance = random.Random(1)  # noqa: S311 - the same words every time
    for number in range(len(ours), count):
        generation, place = divmod(number, len(ours))
        original = ours[place]
        path = original.with_stem(_id(original.stem, generation))

        def copy_of(id_: str, generation: int = generation) -> str:
            """The id to link to: of the same generation, or of the one before where that ends early."""
            if id_ not in places:
                return id_
            whole = generation * len(ours) + places[id_] < count
            return _id(id_, generation if whole else generation - 1)

        phrases = [" ".join(chance.sample(words, 6)) for _ in range(6)]
        path.write_text(_another(texts[place], generation, phrases, copy_of), encoding="utf-8")
    return root


def _ours(folder: Path) -> list[Path]:
    families = yaml.safe_load((folder / "vocabulary.yml").read_text(encoding="utf-8"))["families"]
    return sorted(path for family in families for path in (folder / family).glob("*.md"))


def _another(text: str, generation: int, phrases: list[str], copy_of: Callable[[str], str]) -> str:
    """A playbook of a later generation."""
    _, front, body = text.split("---\n", 2)
    fields: dict[str, Any] = yaml.safe_load(front)
    fields["title"] = _within(f"{fields['title']} ({_word(generation)})", 75)
    fields["name"] = f"{fields['name'][:20].rstrip()} {_word(generation)}"
    fields["situations"] = phrases
    fields["related"] = [copy_of(id_) for id_ in fields.get("related", [])]
    if isinstance(fields.get("checklist"), dict):
        fields["checklist"][f"generation-{generation}"] = f"It is agreed with team {_word(generation)}"
        fields["checklist"] = dict(list(fields["checklist"].items())[-5:])
    fields["reviewed"] = str(fields["reviewed"])

    def link(match: re.Match[str]) -> str:
        return f"](../{match['family']}/{copy_of(match['id'])}.md"

    return f"---\n{yaml.safe_dump(fields, sort_keys=False, allow_unicode=True, width=1000)}---\n{_LINK.sub(link, body)}"


def _id(original: str, generation: int) -> str:
    return f"{original}-{generation}" if generation else original


def _within(title: str, length: int) -> str:
    return title if len(title) <= length else f"{title[: length - 8].rstrip()} {title[-7:].lstrip(' (')}"


def _word(number: int) -> str:
    """A number as a word that nobody else uses, so that titles stay different."""
    letters = ""
    while number:
        number, digit = divmod(number, 100)
        letters = "bcdfghjklmnpqrstvwxz"[digit % 20] + "aeiou"[digit // 20] + letters
    return letters


if __name__ == "__main__":
    import sys

    make(Path(sys.argv[1]), int(sys.argv[2]))
