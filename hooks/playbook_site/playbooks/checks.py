"""What a playbook's body must hold."""

from __future__ import annotations

from collections.abc import Iterator

from playbook_site.content.entries import Entry
from playbook_site.content.problems import Problem, did_you_mean, nearest
from playbook_site.playbooks.model import REQUIRED_SECTIONS, SECTIONS, PlaybookFront, own_items


def problems(entry: Entry[PlaybookFront]) -> Iterator[Problem]:
    """Sections that are missing, unknown, empty or out of order, and ids that would clash on the page."""
    body = entry.document.body
    headings = [heading for heading in body.headings if heading.level == 2]  # noqa: PLR2004 - sections are level two
    written = [heading.text for heading in headings]
    meant = {nearest(name, SECTIONS) for name in written if name not in SECTIONS}
    for section in REQUIRED_SECTIONS:
        if section not in written and section not in meant:
            message = f'the section "## {section}" is missing'
            yield Problem(path=entry.path, line=body.first_line, kind="missing-section", message=message)
    for heading in headings:
        if heading.text not in SECTIONS:
            message = f'unknown section "{heading.text}"' + (
                did_you_mean(heading.text, SECTIONS) or f"; the sections are {', '.join(SECTIONS)}"
            )
            yield Problem(path=entry.path, line=heading.line, column=4, kind="unknown-section", message=message)
        elif written.count(heading.text) > 1 and heading.anchor.endswith("_1"):
            message = f'the section "{heading.text}" is here twice'
            yield Problem(path=entry.path, line=heading.line, column=4, kind="unknown-section", message=message)
        elif not body.sections[heading.text].strip():
            message = f'the section "{heading.text}" is empty'
            yield Problem(path=entry.path, line=heading.line, kind="missing-section", message=message)
    known = [name for name in written if name in SECTIONS]
    if known != sorted(known, key=SECTIONS.index) and len(set(known)) == len(known):
        message = f"the sections stand in this order: {', '.join(SECTIONS)}"
        yield Problem(path=entry.path, line=headings[0].line, kind="section-order", message=message)
    anchors = {heading.anchor for heading in body.headings} | {"done-when", "goes-well-with", "leads-here", "sources"}
    for id_ in own_items(entry.front) or {}:
        if id_ in anchors:
            message = f'"{id_}" is also the anchor of a heading; choose another id'
            yield entry.problem("item-id-clash", message, "checklist", id_, key=True)
