"""The generated pages for those who write: propose, fields, problems, health."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel

from playbook_site.contribute.authored import KINDS, Authored
from playbook_site.contribute.described import FieldWords, entry_of, fields_of, parts_of, title_of
from playbook_site.contribute.health import AGED_MONTHS, by_owner, health
from playbook_site.contribute.kinds import GROUPS, kinds
from playbook_site.contribute.propose import Host, contact_of, offers
from playbook_site.contribute.reviews import SOON
from playbook_site.rendering import Markdown, Page, Renderer, SearchEntry

ROOM = "hooks/playbook_site/contribute"


def pages(renderer: Renderer) -> Iterator[Page]:
    """Propose a playbook, Fields, Problems and what to do, Health."""
    yield _propose(renderer)
    yield _fields(renderer)
    yield _problems(renderer)
    yield _health(renderer)


def _propose(renderer: Renderer) -> Page:
    url, library = "contribute/propose/", renderer.library
    host = Host.of(renderer.repository.url, renderer.repository.edit_uri)
    return Page(
        src="contribute/propose.md",
        url=url,
        name="Propose a playbook",
        title="Propose a playbook",
        description="Open a template in the code host's editor, or send it by mail.",
        make=renderer.later(
            "contribute/propose.md.jinja",
            url,
            host=host,
            offers=offers(library.vocabulary, host),
            contact=contact_of(library.company),
            raw=Markdown,
        ),
        edit=f"{ROOM}/new/playbook.md",
        keywords=("contribute", "new playbook", "share", "template"),
    )


def _fields(renderer: Renderer) -> Page:
    url = "contribute/fields/"
    shown: set[type[BaseModel]] = set()
    parts = {kind.id: tuple(_new_parts(kind, shown)) for kind in KINDS}
    anchors = {anchor(owner, field) for owner, fields in _every_field() for field in fields}
    return Page(
        src="contribute/fields.md",
        url=url,
        name="Fields",
        title="Fields",
        description="Every key that a file may have: what it means, what it takes, an example.",
        make=renderer.later(
            "contribute/fields.md.jinja",
            url,
            kinds=KINDS,
            parts=parts,
            entry_of=entry_of,
            fields_of=fields_of,
            title_of=title_of,
            anchor=anchor,
            here=_ids_here(renderer),
        ),
        edit="hooks/playbook_site/playbooks/model.py",
        anchors=frozenset(anchors),
        entries=tuple(
            SearchEntry(anchor=anchor("playbook", field), title=f"{field.name} (field of a playbook)", text=field.means)
            for field in fields_of(KINDS[0].model)
        ),
    )


def _every_field() -> Iterator[tuple[str, tuple[FieldWords, ...]]]:
    for kind in KINDS:
        yield kind.id, fields_of(entry_of(kind.model))
        for part in parts_of(entry_of(kind.model)):
            yield slug(part), fields_of(part)


def _new_parts(kind: Authored, shown: set[type[BaseModel]]) -> Iterator[type[BaseModel]]:
    """The parts of a kind that no kind before it has shown."""
    for part in parts_of(entry_of(kind.model)):
        if part not in shown:
            shown.add(part)
            yield part


def slug(part: type[BaseModel]) -> str:
    """A part's name as an id: `RunningCost` is `running-cost`."""
    return title_of(part).casefold().replace(" ", "-")


def anchor(owner: str, field: FieldWords) -> str:
    """Where a field stands on the page: `playbook-when-not`."""
    return f"{owner}-{field.name.replace('_', '-')}"


def _ids_here(renderer: Renderer) -> Mapping[str, tuple[str, ...]]:
    """The ids that this library's vocabulary gives for some fields."""
    words = renderer.library.vocabulary
    return {
        "roles": tuple(words.roles),
        "moments": tuple(words.moments),
        "objectives": tuple(words.objectives),
        "effort": tuple(words.efforts),
    }


def _problems(renderer: Renderer) -> Page:
    url = "contribute/problems/"

    def make() -> Markdown:
        known = kinds()
        groups = {
            title: {id_: kind for id_, kind in known.items() if kind.group == group} for group, title in GROUPS.items()
        }
        return renderer.page("contribute/problems.md.jinja", url, groups=groups, raw=Markdown)

    return Page(
        src="contribute/problems.md",
        url=url,
        name="Problems",
        title="Problems and what to do",
        description="Each kind of problem: what it means, why it matters, what to do.",
        make=make,
        edit=f"{ROOM}/kinds.yml",
    )


def _health(renderer: Renderer) -> Page:
    url = "contribute/health/"
    return Page(
        src="contribute/health.md",
        url=url,
        name="Health",
        title="Health",
        description="Reviews that are due, sources to verify, pages that few link to, and gaps.",
        make=lambda: renderer.page(
            "contribute/health.md.jinja",
            url,
            found=health(renderer.library, renderer.today),
            by_owner=by_owner,
            soon_days=SOON.days,
            aged_months=AGED_MONTHS,
        ),
        edit="playbooks/vocabulary.yml",
    )
