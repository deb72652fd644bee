"""`playbooks export`: checklists as text for the place where the work is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import click

from playbook_site.checklists.export import FORMS, Permalink
from playbook_site.checklists.lists import Checklist, ListedItem
from playbook_site.cli._shared import library_of, root_of, site_url
from playbook_site.content.problems import did_you_mean
from playbook_site.library import Library
from playbook_site.links import Thing
from playbook_site.publish.destinations import Destinations
from playbook_site.rendering import address


@click.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--as", "form", type=click.Choice(list(FORMS)), required=True, help="The form of the text.")
@click.option("--moment", help="Only checklists for this moment.")
@click.option("--role", help="Only checklists for this role.")
@click.option("--site-url", "url", help="Where the site is published, if not where mkdocs.yml says.")
@click.pass_context
def export(ctx: click.Context, /, ids: tuple[str, ...], form: str, url: str | None, **where: str | None) -> None:
    """Write checklists as text, each item with its permalink.

    ID is a checklist or a playbook; an id that it once had will do. Without one, choose by moment or
    role; private checklists must be named.
    """
    moment, role = where["moment"], where["role"]
    if not (ids or moment or role):
        raise click.UsageError("name a checklist, or choose by --moment or --role")
    library = library_of(ctx)
    _known("moment", moment, library.vocabulary.moments)
    _known("role", role, library.vocabulary.roles)
    found = tuple(
        checklist
        for checklist in (named(library, ids) if ids else shared(library))
        if (moment is None or moment in checklist.moments) and (role is None or role in checklist.roles)
    )
    if not found:
        raise click.UsageError("no checklist is for that moment and role")
    base = site_url(root_of(ctx), url)
    if not base:
        click.echo("Links are relative to the site: mkdocs.yml has no site_url. Name one with --site-url.", err=True)
    click.echo(FORMS[form](found, permalinks_below(base)).encode(), nl=False)


def permalinks_below(base: str) -> Permalink:
    """Addresses of items below `base`."""

    def permalink(checklist: Checklist, item: ListedItem | None) -> str:
        thing = Thing(kind="item", id=f"{checklist.id}/{item.id}") if item else Thing(kind="checklist", id=checklist.id)
        url, anchor = address(thing)
        return f"{base}{url}" + (f"#{anchor}" if anchor else "")

    return permalink


def named(library: Library, ids: tuple[str, ...]) -> Iterator[Checklist]:
    """The checklists of these ids, each once; wrong use for one that leads to none."""
    destinations = Destinations(library)
    seen: set[str] = set()
    for id_ in ids:
        found = destinations.find(Thing(kind="checklist", id=id_))
        if found is None:
            known = (*library.checklists, *library.playbooks)
            raise click.UsageError(f'no checklist or playbook has the id "{id_}"' + did_you_mean(id_, known))
        if found.gone:
            raise click.UsageError(f'"{id_}" was retired on {found.gone.date.isoformat()}: {found.gone.why}')
        if found.thing.id not in seen:
            seen.add(found.thing.id)
            yield library.checklists[found.thing.id]


def shared(library: Library) -> Iterator[Checklist]:
    """The checklists that may be chosen without being named."""
    return (checklist for checklist in library.checklists.values() if not checklist.private)


def _known(what: str, id_: str | None, known: Mapping[str, str]) -> None:
    if id_ is not None and id_ not in known:
        raise click.UsageError(
            f'no {what} has the id "{id_}"' + (did_you_mean(id_, known) or f"; there are {', '.join(known)}")
        )
