"""The kinds of problems and advice: what each means, why it matters, what to do.

They are written in kinds.yml beside this file, so that words can be mended without Python.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field, RootModel

from playbook_site.content.fields import Authored, Id
from playbook_site.content.strict_yaml import load

KINDS_FILE = Path(__file__).with_name("kinds.yml")

PAGE = "contribute/problems/"

Group = Literal[
    "files", "yaml", "fields", "ids", "body", "links", "sections", "trees", "cases", "comparisons", "advice"
]

GROUPS: Mapping[Group, str] = {
    "files": "Files",
    "yaml": "How front matter is written",
    "fields": "Keys and values",
    "ids": "Ids and promises",
    "body": "The body",
    "links": "Links",
    "sections": "Sections",
    "trees": "Decision trees",
    "cases": "Cases",
    "comparisons": "ROI comparisons",
    "advice": "Editorial advice",
}

Level = Literal["fault", "advice"]


class Kind(Authored):
    """One kind of problem, in the writer's words.

    A fault stops the check; advice never does. The example is a change to one file of a small
    library: with `wrong` in place of `right`, the problem is reported as in `says`.
    """

    group: Group = Field(description="Where on the page it stands.")
    level: Level = Field(default="fault", description="fault or advice.")
    title: str = Field(min_length=1, description="What is wrong, in a few words.")
    means: str = Field(min_length=1, description="What it means.")
    matters: str = Field(min_length=1, description="Why it matters.")
    do: str = Field(min_length=1, description="What to do.")
    file: str = Field(default="", description="The file of the example.")
    right: str = Field(default="", description="What is right in it.")
    wrong: str = Field(default="", description="What causes the problem.")
    says: str = Field(default="", description="The message, with its place.")
    in_words: str = Field(default="", description="The example, where no words in a file show it.")

    @property
    def message(self) -> str:
        """The message without its place."""
        return self.says.split(": ", 1)[-1]


class _Kinds(RootModel[Mapping[Id, Kind]]):
    pass


def kinds() -> Mapping[str, Kind]:
    """Every kind by id, in the order of the page."""
    return _Kinds.model_validate(load(KINDS_FILE.read_text(encoding="utf-8")).value).root


def help_link(kind: str, site_url: str = "") -> str:
    """Where a kind is explained: an address below `site_url`, or relative to the site's root."""
    return f"{site_url.rstrip('/')}/{PAGE}#{kind}" if site_url else f"{PAGE}#{kind}"
