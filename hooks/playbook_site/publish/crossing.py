"""Links as they are written in the repository, as they must be in one tree of sources."""

from __future__ import annotations

import re

from playbook_site.content.body import links_in
from playbook_site.links import rewrite


def crossing_links(markdown: str, *, in_docs: bool) -> str:
    """A page's text whose links between docs/ and playbooks/, and to lists, lead to pages of the site."""
    if ".yml" not in markdown and "../docs/" not in markdown and not (in_docs and "../playbooks/" in markdown):
        return markdown
    spans = []
    for link in links_in(markdown):
        target = re.sub(r"(sources|glossary|objections|meetings)\.yml(#|$)", r"\1.md\2", link.target)
        target = re.sub(r"^((?:\.\./)+)docs/", r"\1", target)
        if in_docs:
            target = re.sub(r"^\.\./((?:\.\./)*)playbooks/", r"\1playbooks/", target)
        if target != link.target:
            spans.append((link, target))
    return rewrite(markdown, spans)
