"""What the repository's own trees promise."""

from __future__ import annotations

from pathlib import Path

import pytest
from tree_builders import every_path

from playbook_site.library import Library, load
from playbook_site.trees.analysis import Graph, figures, thin_outcomes, walk

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def library() -> Library:
    loaded = load(ROOT)
    assert loaded.library, [str(problem) for problem in loaded.problems]
    return loaded.library


def test_every_path_of_every_tree_ends_in_an_outcome_within_its_stated_length(library: Library) -> None:
    for tree in library.trees.values():
        graph = Graph.of(tree.front)
        paths = every_path(graph)
        assert {end for _, end in paths} == set(tree.front.outcomes)
        assert max(len(steps) for steps, _ in paths) <= tree.front.longest_path <= 7
        assert figures(graph).paths == len(paths)


def test_advocate_or_adapt_has_246_paths_of_at_most_seven_questions(library: Library) -> None:
    paths = every_path(Graph.of(library.trees["advocate-or-adapt"].front))
    assert len(paths) == 246
    assert max(len(steps) for steps, _ in paths) == 7


def test_every_case_ends_where_it_says(library: Library) -> None:
    for case in library.cases.values():
        graph = Graph.of(library.trees[case.front.tree].front)
        walked = walk(graph, case.front.answers)
        assert (walked.end, len(walked.steps)) == (case.front.outcome, len(case.front.answers)), case.id


def test_every_outcome_has_three_playbooks_a_checklist_and_a_case(library: Library) -> None:
    proved = {(case.front.tree, case.front.outcome) for case in library.cases.values()}
    for tree in library.trees.values():
        assert [str(found) for found in thin_outcomes(tree)] == []
        assert {(tree.id, outcome) for outcome in tree.front.outcomes} <= proved
