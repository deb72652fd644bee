"""The registry: what was published keeps resolving, or is a problem with three ways out."""

from __future__ import annotations

from pathlib import Path

import pytest

from playbook_site.content.problems import Problem
from playbook_site.links import Thing
from playbook_site.publish.destinations import permalink, published
from playbook_site.publish.permalinks import HEADER, REGISTRY, Registry, load_published, text_of, write
from published_library import Files, the_files, write_playbooks

GONE = {"why": "Folded into another.", "date": "2026-11-20"}


def everything(root: Path) -> str:
    """The registry after the small library was published as it is."""
    library = load_published(write_playbooks(root, the_files())).library
    assert library
    return text_of(published(library))


def problems(root: Path, files: Files, registry: str) -> tuple[Problem, ...]:
    return load_published(write_playbooks(root, files, registry)).problems


def only(found: tuple[Problem, ...]) -> str:
    assert len(found) == 1, [str(problem) for problem in found]
    return str(found[0])


def test_a_library_that_was_published_as_it_is_has_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, the_files(), everything(tmp_path)) == ()


def test_an_id_that_is_not_listed_yet_is_never_a_problem(tmp_path: Path) -> None:
    assert problems(tmp_path, the_files(), HEADER) == ()
    assert load_published(write_playbooks(tmp_path, the_files())).problems == ()


def test_an_item_that_disappears_names_its_file_and_the_three_ways_out(tmp_path: Path) -> None:
    registry, files = everything(tmp_path), the_files()
    del files["checklists/before-the-meeting.md"]["items"]["card-written"]
    found = problems(tmp_path, files, registry)
    assert only(found) == (
        'playbooks/checklists/before-the-meeting.md:10:1: items: the item "card-written" was published and is gone from '
        "playbooks/checklists/before-the-meeting.md. Bring it back, or add card-written to aliases: of the item that takes "
        "its place, or write retired: {card-written: {why: ..., date: 2026-11-20}} there"
    )
    assert found[0].kind == "permalink-gone"


def test_a_page_that_disappears_names_its_file_and_the_three_ways_out_once(tmp_path: Path) -> None:
    registry, files = everything(tmp_path), the_files()
    del files["checklists/leaving.md"]
    line = registry.splitlines().index("checklist:leaving") + 1
    assert only(problems(tmp_path, files, registry)) == (
        f'playbooks/permalinks.txt:{line}:1: the checklist "leaving" was published and is gone from '
        "playbooks/checklists/leaving.md. Bring it back, or add leaving to aliases: of the page that takes its place, or "
        "retire it in playbooks/retired.yml with checklist/leaving: {why: ..., date: 2026-11-20}"
    )


def test_a_playbook_that_disappears_is_one_problem_though_its_list_and_items_go_too(tmp_path: Path) -> None:
    registry, files = everything(tmp_path), the_files()
    del files["dialogue/write-the-memo.md"]
    found = problems(tmp_path, files, registry)
    gone = [problem for problem in found if problem.kind == "permalink-gone"]
    assert [problem.message.split(".")[0] for problem in gone] == [
        'the playbook "write-the-memo" was published and is gone from playbooks/*/write-the-memo'
    ]


def test_what_is_gone_is_reported_together_with_links_that_dangle(tmp_path: Path) -> None:
    registry, files = everything(tmp_path), the_files()
    del files["dialogue/write-the-memo.md"]
    kinds = {problem.kind for problem in problems(tmp_path, files, registry)}
    assert kinds == {"permalink-gone", "dangling-id"}


def test_nothing_is_called_gone_while_a_file_cannot_be_read(tmp_path: Path) -> None:
    registry, files = everything(tmp_path), the_files()
    del files["checklists/leaving.md"]["title"]
    del files["checklists/before-the-meeting.md"]["items"]["card-written"]
    kinds = {problem.kind for problem in problems(tmp_path, files, registry)}
    assert kinds == {"missing-field"}


def test_a_question_that_disappears_is_a_problem_of_its_tree(tmp_path: Path) -> None:
    registry, files = everything(tmp_path), the_files()
    tree = files["trees/fight-or-adapt.md"]
    tree["questions"]["open"], tree["start"] = tree["questions"].pop("still-open"), "open"
    for case in ("we-fought", "we-adapted"):
        answers = files[f"cases/{case}.md"]["answers"]
        answers["open"] = answers.pop("still-open")
    found = problems(tmp_path, files, registry)
    assert only(found).startswith(
        'playbooks/trees/fight-or-adapt.md:8:1: questions: the question "still-open" was published and is gone'
    )
    tree["questions"]["open"]["aliases"] = ["still-open"]
    assert problems(tmp_path, files, registry) == ()
    tree["questions"]["open"]["aliases"] = []
    tree["retired"] = {"still-open": GONE}
    assert problems(tmp_path, files, registry) == ()


def test_each_of_the_three_ways_out_of_a_lost_item_passes(tmp_path: Path) -> None:
    registry = everything(tmp_path)
    assert problems(tmp_path, the_files(), registry) == ()
    for way in ("aliases", "retired"):
        files = the_files()
        checklist = files["checklists/before-the-meeting.md"]
        del checklist["items"]["card-written"]
        if way == "aliases":
            checklist["items"]["decider-comes"]["aliases"] = ["card-written"]
        else:
            checklist["retired"] = {"card-written": GONE}
        assert problems(tmp_path, files, registry) == ()


def test_each_of_the_three_ways_out_of_a_lost_page_passes(tmp_path: Path) -> None:
    registry = everything(tmp_path)
    files = the_files()
    renamed = files.pop("checklists/leaving.md")
    files["checklists/weigh-exit.md"] = {**renamed, "aliases": ["leaving"]}
    assert problems(tmp_path, files, registry) == ()
    del files["checklists/weigh-exit.md"]
    files["retired.yml"] = {"checklist/leaving": GONE}
    assert problems(tmp_path, files, registry) == ()


def test_a_renamed_page_must_still_answer_for_the_items_it_had(tmp_path: Path) -> None:
    registry, files = everything(tmp_path), the_files()
    renamed = files.pop("checklists/leaving.md")
    files["checklists/weigh-exit.md"] = {**renamed, "aliases": ["leaving"], "items": {"advice-taken": "I took advice"}}
    assert 'the item "two-nights" of leaving was published and is gone from playbooks/checklists/weigh-exit.md' in only(
        problems(tmp_path, files, registry)
    )


def test_a_playbook_may_hand_its_list_over_to_a_standalone_one(tmp_path: Path) -> None:
    registry, files = everything(tmp_path), the_files()
    items = files["dialogue/write-the-memo.md"]["checklist"]
    files["dialogue/write-the-memo.md"]["checklist"] = "memo-ready"
    files["checklists/memo-ready.md"] = {**files["checklists/leaving.md"], "title": "Is it ready?", "items": items}
    assert problems(tmp_path, files, registry) == ()
    del items["said-aloud"]
    assert 'the item "said-aloud" of write-the-memo' in only(problems(tmp_path, files, registry))
    files["dialogue/write-the-memo.md"]["retired"] = {"said-aloud": GONE}
    assert problems(tmp_path, files, registry) == ()


@pytest.mark.parametrize(
    ("name", "thing"),
    [("sources.yml", "source:klein-2007"), ("glossary.yml", "term:npv"), ("objections.yml", "objection:no-time")],
)
def test_entries_that_share_a_page_have_the_same_ways_out(tmp_path: Path, name: str, thing: str) -> None:
    registry, files = everything(tmp_path), the_files()
    kind, _, id_ = thing.partition(":")
    files["dialogue/run-the-meeting.md"].pop("sources")
    entry = files[name].pop(id_)
    files[name]["another"] = entry
    assert f'the {kind} "{id_}" was published and is gone from playbooks/{name}.' in only(
        problems(tmp_path, files, registry)
    )
    entry["aliases"] = [id_]
    assert problems(tmp_path, files, registry) == ()
    del entry["aliases"]
    files["retired.yml"] = {f"{kind}/{id_}": GONE}
    assert problems(tmp_path, files, registry) == ()


def test_a_line_that_is_no_id_is_a_problem_at_its_line(tmp_path: Path) -> None:
    assert only(problems(tmp_path, the_files(), "# Comment\ncase:we-fought\n<<<<<<< HEAD\n")) == (
        'playbooks/permalinks.txt:3:1: "<<<<<<< HEAD" is not an id as this file lists them, such as item:red-line/step-held'
    )
    for line in ("item:red-line", "playbook:a/b", "playbok:a", "playbook:A"):
        assert Registry.parse(line).problems, line


def test_the_registry_reads_back_what_it_writes_and_is_sorted(tmp_path: Path) -> None:
    write_playbooks(tmp_path, the_files())
    things = (Thing(kind="tree", id="b"), Thing(kind="item", id="a/b"), Thing(kind="checklist", id="a"))
    write(tmp_path, things)
    text = (tmp_path / REGISTRY).read_text(encoding="utf-8")
    assert text == HEADER + "checklist:a\nitem:a/b\ntree:b\n"
    assert set(Registry.read(tmp_path).lines) == set(things)
    assert [path.name for path in (tmp_path / "playbooks").glob(".*")] == []


def test_nothing_that_is_listed_is_ever_taken_out(tmp_path: Path) -> None:
    library = load_published(write_playbooks(tmp_path, the_files())).library
    assert library
    old = Thing(kind="item", id="before-the-meeting/long-gone")
    every = Registry(lines={old: 1}).with_published(library)
    assert old in every
    assert {permalink(thing) for thing in published(library)} < {permalink(thing) for thing in every}
