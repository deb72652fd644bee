"""/knowledge-base.json: the library for programs, and the JSON Schema that describes it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from playbook_site.checklists.lists import Checklist
from playbook_site.content.entries import Entry
from playbook_site.content.fields import Kept, Retired
from playbook_site.library import Library
from playbook_site.links import Link, Thing
from playbook_site.publish import knowledge_parts as parts
from playbook_site.publish import knowledge_shape as shape
from playbook_site.publish.beside import SCHEMA_ADDRESS
from playbook_site.rendering import address
from playbook_site.trees.model import TreeFront


def knowledge_base(library: Library, *, site_name: str, site_url: str) -> shape.KnowledgeBase:
    """The whole library in the shape that is published. `site_url` may be empty."""
    return _Filling(library).all(parts.Site(name=site_name, url=site_url or None))


def text_of(data: shape.KnowledgeBase) -> str:
    """The file as it is published."""
    return _compact({"$schema": SCHEMA_ADDRESS, **data.model_dump(mode="json", by_alias=True)})


def schema_text() -> str:
    """The JSON Schema as it is published. It lets keys pass that it does not know, so that a format can grow."""
    described = shape.KnowledgeBase.model_json_schema(by_alias=True, mode="serialization")
    return _compact({"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": SCHEMA_ADDRESS, **described})


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n"


def _at(kind: str, id_: str) -> str:
    url, anchor = address(Thing(kind=kind, id=id_))
    return f"{url}#{anchor}" if anchor else url


def _gone(retired: Retired) -> tuple[parts.Gone, ...]:
    return tuple(parts.Gone(id=id_, why=gone.why, date=gone.date) for id_, gone in retired.items())


def _named(words: Mapping[str, str]) -> tuple[parts.Named, ...]:
    return tuple(parts.Named(id=id_, title=title) for id_, title in words.items())


class _Filling:
    """The library, one kind after the other."""

    def __init__(self, library: Library) -> None:
        self._library = library

    def all(self, site: parts.Site) -> shape.KnowledgeBase:
        library, words = self._library, self._library.vocabulary
        return shape.KnowledgeBase(
            site=site,
            families=tuple(self._family(id_) for id_ in words.families),
            roles=self._words("role", words.roles),
            moments=self._words("moment", words.moments),
            objectives=self._words("objective", words.objectives),
            efforts=self._words("effort", words.efforts),
            ways_in=tuple(self._way_in(id_) for id_ in words.ways_in),
            playbooks=tuple(self._playbook(id_) for id_ in library.playbooks),
            checklists=tuple(self._checklist(found) for found in library.checklists.values()),
            trees=tuple(self._tree(entry) for entry in library.trees.values()),
            cases=tuple(self._case(id_) for id_ in library.cases),
            comparisons=tuple(self._comparison(id_) for id_ in library.comparisons),
            sources=tuple(self._source(id_) for id_ in library.sources.root),
            terms=tuple(self._term(id_) for id_ in library.glossary.root),
            objections=tuple(self._objection(id_) for id_ in library.objections.root),
            meetings=tuple(self._meeting(id_) for id_ in library.meetings.root),
            retired=tuple(self._retired()),
        )

    def _thing(self, kind: str, id_: str, title: str, aliases: tuple[str, ...] = ()) -> dict[str, Any]:
        links, thing = self._library.links, Thing(kind=kind, id=id_)
        return {
            "id": id_.rpartition("/")[2],
            "title": title,
            "address": _at(kind, id_),
            "aliases": aliases,
            "links": tuple(_link(link, link.target) for link in links.origin.get(thing, ())),
            "linked_from": tuple(_link(link, link.source) for link in links.to.get(thing, ())),
        }

    def _words(self, kind: str, words: Mapping[str, str]) -> tuple[parts.Word, ...]:
        to = self._library.links.to
        return tuple(
            parts.Word(
                id=id_,
                title=title,
                linked_from=tuple(_link(link, link.source) for link in to.get(Thing(kind=kind, id=id_), ())),
            )
            for id_, title in words.items()
        )

    def _page(self, kind: str, entry: Entry[Any]) -> dict[str, Any]:
        front = entry.front
        shared = ("name", "promise", "situations", "also_known_as", "private")
        return {
            **self._thing(kind, entry.id, front.title, front.aliases),
            **{field: getattr(front, field) for field in shared if hasattr(front, field)},
            **_kept(entry),
        }

    def _playbook(self, id_: str) -> shape.Playbook:
        entry = self._library.playbooks[id_]
        return shape.Playbook(
            **self._page("playbook", entry),
            **_same(entry.front, "roles moments objectives when when_not effort effort_note related sources"),
            family=entry.folder,
            checklist=entry.front.checklist if isinstance(entry.front.checklist, str) else id_,
        )

    def _checklist(self, checklist: Checklist) -> shape.Checklist:
        front: Any = checklist.entry.front
        own = {} if checklist.playbook else _same(front, "situations also_known_as")
        return shape.Checklist(
            **self._thing("checklist", checklist.id, checklist.title, front.aliases),
            **_kept(checklist.entry),
            **_same(checklist, "name promise kind playbook roles moments private"),
            **own,
            items=tuple(
                shape.Item(
                    **_same(item, "id do why source fingerprint aliases"),
                    address=_at("item", f"{checklist.id}/{item.id}"),
                )
                for item in checklist.items
            ),
            retired=_gone(checklist.retired),
        )

    def _tree(self, entry: Entry[TreeFront]) -> shape.Tree:
        front = entry.front
        return shape.Tree(
            **self._page("tree", entry),
            **_same(front, "start longest_path rule"),
            questions=tuple(self._question(entry, id_) for id_ in front.questions),
            outcomes=tuple(self._outcome(entry, id_) for id_ in front.outcomes),
            retired=_gone(front.retired),
        )

    def _question(self, entry: Entry[TreeFront], id_: str) -> shape.Question:
        question = entry.front.questions[id_]
        return shape.Question(
            **self._thing("question", f"{entry.id}/{id_}", question.ask, question.aliases),
            **_same(question, "why find_out sensitive"),
            answers=tuple(
                shape.Answer(id=answer_id, **_same(answer, "says to unsure"))
                for answer_id, answer in question.answers.items()
            ),
        )

    def _outcome(self, entry: Entry[TreeFront], id_: str) -> shape.Outcome:
        outcome = entry.front.outcomes[id_]
        return shape.Outcome(
            **self._thing("outcome", f"{entry.id}/{id_}", outcome.title, outcome.aliases),
            **_same(outcome, "stance advice first_moves checklists playbooks comparisons"),
            risks=outcome.risks.model_dump(),
            changes_if=tuple(shape.Change(**_same(change, "says to")) for change in outcome.changes_if),
        )

    def _case(self, id_: str) -> shape.Case:
        entry = self._library.cases[id_]
        return shape.Case(
            **self._page("case", entry), **_same(entry.front, "tree answers outcome verdict turned_out playbooks")
        )

    def _comparison(self, id_: str) -> shape.Comparison:
        entry = self._library.comparisons[id_]
        options = {option_id: option.label for option_id, option in entry.front.options.items()}
        return shape.Comparison(
            **self._page("comparison", entry), currency=entry.front.currency, options=_named(options)
        )

    def _source(self, id_: str) -> shape.Source:
        source = self._library.sources.root[id_]
        verified = source.verified and shape.Verified(**_same(source.verified, "on how"))
        return shape.Source(
            **self._thing("source", id_, source.title, source.aliases),
            **_same(source, "author year publisher link grade note"),
            verified=verified,
        )

    def _term(self, id_: str) -> shape.Term:
        term = self._library.glossary.root[id_]
        return shape.Term(**self._thing("term", id_, term.term, term.aliases), **_same(term, "also means playbook"))

    def _objection(self, id_: str) -> shape.Objection:
        objection = self._library.objections.root[id_]
        return shape.Objection(
            **self._thing("objection", id_, objection.they_say, objection.aliases),
            **_same(objection, "also ask_first grant answer they_are_right_when evidence playbooks"),
        )

    def _meeting(self, id_: str) -> shape.Meeting:
        meeting = self._library.meetings.root[id_]
        return shape.Meeting(
            **self._thing("meeting", id_, meeting.says, meeting.aliases),
            **_same(meeting, "name purpose playbooks checklist disagreement talking_points objections ask fallback"),
            before=tuple(shape.MeetingStep(**_same(step, "do minutes how playbook")) for step in meeting.before),
            in_the_room=tuple(
                shape.MeetingStep(**_same(step, "do minutes how playbook")) for step in meeting.in_the_room
            ),
        )

    def _family(self, id_: str) -> shape.Family:
        family = self._library.vocabulary.families[id_]
        return shape.Family(
            **self._thing("family", id_, family.title, family.aliases),
            promise=family.promise,
            playbooks=tuple(entry.id for entry in self._library.in_family(id_)),
        )

    def _way_in(self, id_: str) -> shape.WayIn:
        way = self._library.vocabulary.ways_in[id_]
        return shape.WayIn(
            **self._thing("way-in", id_, way.says, way.aliases), **_same(way, "first playbooks checklist tree tone")
        )

    def _retired(self) -> list[parts.Retired]:
        pairs = ((key.partition("/"), gone) for key, gone in self._library.retired.root.items())
        return [
            parts.Retired(kind=kind, id=id_, address=_at(kind, id_), why=gone.why, date=gone.date)
            for (kind, _, id_), gone in pairs
        ]


def _same(source: object, fields: str) -> dict[str, Any]:
    """Fields that are published as they are written."""
    return {field: getattr(source, field) for field in fields.split()}


def _kept(entry: Entry[Kept]) -> dict[str, Any]:
    return {"file": entry.path, **_same(entry.front, "owner reviewed review_every")}


def _link(link: Link, end: Thing) -> parts.Link:
    return parts.Link(kind=end.kind, id=end.id, why=link.why, section=link.section)
