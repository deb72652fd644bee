"""Starting a new page: the templates, and links that open one in the code host's editor."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeAlias
from urllib.parse import quote

from playbook_site.company.model import Company
from playbook_site.vocabulary.model import Vocabulary

TEMPLATES = Path(__file__).parent / "new"

NewKind: TypeAlias = Literal["playbook", "checklist", "case", "comparison", "tree"]

FOLDERS: Mapping[NewKind, str] = {
    "playbook": "",
    "checklist": "checklists",
    "case": "cases",
    "comparison": "comparisons",
    "tree": "trees",
}
"""Where a new page goes below playbooks/; a playbook goes into its family."""

FILE_NAME = "fill-in-a-name.md"

DAY = "FILL IN the day, as 2026-11-20"
"""What stands in a template for the day on which it is written."""

LONGEST_ADDRESS = 8_000
"""Longer addresses are refused by code hosts."""

_MAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>]+")


def template(kind: NewKind, vocabulary: Vocabulary) -> str:
    """A template that teaches, with the ids of this library's vocabulary in its comments."""
    text = (TEMPLATES / f"{kind}.md").read_text(encoding="utf-8")
    for name in ("roles", "moments", "objectives", "efforts"):
        text = text.replace(f"({name})", ", ".join(getattr(vocabulary, name)))
    return text


@dataclass(frozen=True, kw_only=True)
class Host:
    """The code host, its branch, and how its editor is opened with a new file."""

    url: str
    branch: str
    is_gitlab: bool

    @classmethod
    def of(cls, repo_url: str, edit_uri: str) -> Host | None:
        """What mkdocs.yml says of it; None when it names no repository."""
        if not repo_url:
            return None
        edit = re.match(r"/?(?P<dash>-/)?(?:edit|blob|_edit)/(?P<branch>[^/]+)/", edit_uri)
        is_gitlab = bool(edit and edit["dash"]) or "gitlab" in repo_url.split("/")[2]
        return cls(url=repo_url.rstrip("/"), branch=edit["branch"] if edit else "main", is_gitlab=is_gitlab)

    def new_file(self, folder: str, text: str) -> str:
        """The address that opens the editor with a new file in `folder`.

        GitHub takes the text along. GitLab takes only the name, and the text is pasted.
        """
        place = f"new/{quote(self.branch)}/{quote(folder)}?"
        if self.is_gitlab:
            return f"{self.url}/-/{place}file_name={FILE_NAME}"
        filled = f"{self.url}/{place}filename={FILE_NAME}&value={quote(text, safe='')}"
        return filled if len(filled) <= LONGEST_ADDRESS else f"{self.url}/{place}filename={FILE_NAME}"

    def takes_text(self, text: str) -> bool:
        """Whether the editor opens with the template in it."""
        return not self.is_gitlab and "value=" in self.new_file("", text)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """One thing that can be started: its template, and where each link leads by its words."""

    kind: NewKind
    title: str
    about: str
    text: str
    links: Mapping[str, str]


_ABOUT: Mapping[NewKind, tuple[str, str]] = {
    "playbook": ("A playbook", "One situation, one page: steps, a template to copy, the same template filled in."),
    "checklist": ("A checklist", "For a moment that draws on several playbooks. A playbook has its own short list."),
    "case": ("A case", "What happened, and the path through a decision tree that it proves."),
    "comparison": ("An ROI comparison", "Two to four options on one timeline, each number with its source."),
    "tree": ("A decision tree", "Few questions, each answer leads on, each end is a next move."),
}


def offers(vocabulary: Vocabulary, host: Host | None) -> tuple[Offer, ...]:
    """What can be started, the playbook first with a link for each family."""
    return tuple(_offer(kind, vocabulary, host) for kind in FOLDERS)


def _offer(kind: NewKind, vocabulary: Vocabulary, host: Host | None) -> Offer:
    text, (title, about) = template(kind, vocabulary), _ABOUT[kind]
    if kind == "playbook":
        folders = {family.title: id_ for id_, family in vocabulary.families.items()}
    else:
        folders = {f"Start {title[:1].lower()}{title[1:]}": FOLDERS[kind]}
    links = {words: host.new_file(f"playbooks/{folder}", text) for words, folder in folders.items()} if host else {}
    return Offer(kind=kind, title=title, about=about, text=text, links=links)


@dataclass(frozen=True, kw_only=True)
class Contact:
    """Where a proposal can be sent; `mail` is the address in it, if there is one."""

    words: str
    mail: str


def contact_of(company: Company) -> Contact | None:
    """Who takes proposals from those without a seat; None leaves a visible gap."""
    words = company.contacts.contribute
    if not words:
        return None
    found = _MAIL.search(words)
    return Contact(words=words, mail=found.group().rstrip(".,;:)") if found else "")
