"""Figures, flips and "can't say" of random trees against every path, counted one by one."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st
from tree_builders import a_layered_tree, a_tree, agrees, every_path

from playbook_site.trees.analysis import Graph, figures, flips, narrowest, nearest, problems, thin_outcomes, walk

some = settings(deadline=None, max_examples=50, database=None)
many = settings(deadline=None, max_examples=200, database=None)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """A layered graph, written in any order, of which the first question reaches everything."""
    layers = draw(st.lists(st.integers(1, 3), min_size=1, max_size=4))
    nodes = [["q0"], *([f"q{at}-{place}" for place in range(across)] for at, across in enumerate(layers, start=1))]
    outcomes = [f"o{place}" for place in range(draw(st.integers(2, 5)))]
    edges: dict[str, dict[str, str]] = {}
    for at, layer in enumerate(nodes):
        later = [node for following in nodes[at + 1 :] for node in following] + outcomes
        for question in layer:
            targets = draw(st.lists(st.sampled_from(later), min_size=2, max_size=4))
            edges[question] = {f"a{number}": to for number, to in enumerate(targets)}
    reached = Graph(start="q0", edges=edges, outcomes=tuple(outcomes)).reachable
    written = draw(st.permutations([question for question in edges if question in reached]))
    return Graph(
        start="q0",
        edges={question: edges[question] for question in written},
        outcomes=tuple(outcome for outcome in outcomes if outcome in reached),
    )


@st.composite
def answered(draw: st.DrawFn) -> tuple[Graph, Mapping[str, str]]:
    """A graph, and answers to some of its questions."""
    graph = draw(graphs())
    chosen = {
        question: draw(st.one_of(st.none(), st.sampled_from(list(answers))))
        for question, answers in graph.edges.items()
    }
    return graph, {question: answer for question, answer in chosen.items() if answer is not None}


def ends(graph: Graph, answers: Mapping[str, str]) -> tuple[str, ...]:
    """The outcomes of all paths that go against none of the answers."""
    found = {end for steps, end in every_path(graph) if agrees(steps, answers)}
    return tuple(outcome for outcome in graph.outcomes if outcome in found)


def asked(graph: Graph, answers: Mapping[str, str]) -> set[str]:
    """The questions on all paths that go against none of the answers."""
    return {question for steps, _ in every_path(graph) if agrees(steps, answers) for question, _ in steps}


@some
@given(graphs())
def test_every_question_stands_before_those_it_leads_to(graph: Graph) -> None:
    place = {question: at for at, question in enumerate(graph.order)}
    assert set(place) == set(graph.edges)
    assert all(
        place[question] < place[to]
        for question, answers in graph.edges.items()
        for to in answers.values()
        if to in place
    )


@some
@given(graphs())
def test_questions_that_are_written_in_a_possible_order_keep_it(graph: Graph) -> None:
    sorted_graph = Graph(graph.start, {question: graph.edges[question] for question in graph.order}, graph.outcomes)
    assert sorted_graph.order == tuple(sorted_graph.edges)


@many
@given(graphs())
def test_paths_and_their_lengths_equal_those_counted_one_by_one(graph: Graph) -> None:
    paths, found = every_path(graph), figures(graph)
    assert found.paths == graph.path_count == len(paths)
    assert found.lengths == Counter(len(steps) for steps, _ in paths)
    assert found.mean_length == Fraction(sum(len(steps) for steps, _ in paths), len(paths))
    assert graph.longest_from[graph.start] == max(len(steps) for steps, _ in paths)
    for outcome in found.outcomes:
        lengths = Counter(len(steps) for steps, end in paths if end == outcome.outcome)
        assert (outcome.lengths, outcome.paths) == (lengths, lengths.total())
    for question in found.questions:
        assert question.paths == sum(question.question in dict(steps) for steps, _ in paths)


@some
@given(graphs())
def test_chances_and_what_questions_decide_equal_a_sum_over_all_paths(graph: Graph) -> None:
    found, paths = figures(graph), every_path(graph)
    chance = dict.fromkeys((*graph.edges, *graph.outcomes), Fraction(0))
    decides = dict.fromkeys(graph.edges, Fraction(0))
    for steps, end in paths:
        share = Fraction(1)
        for question, _ in steps:
            share /= len(graph.edges[question])
        chance[end] += share
        for at, (question, _) in enumerate(steps):
            chance[question] += share
            before = {other for taken, other in paths if taken[:at] == steps[:at]}
            after = {other for taken, other in paths if taken[: at + 1] == steps[: at + 1]}
            decides[question] += share * (len(before) - len(after))
    assert {one.outcome: one.chance for one in found.outcomes} == {end: chance[end] for end in graph.outcomes}
    assert {one.question: (one.chance, one.decides) for one in found.questions} == {
        question: (chance[question], decides[question]) for question in graph.edges
    }
    assert sum(one.decides for one in found.questions) == len(graph.outcomes) - 1
    assert list(found.by_decision) == sorted(found.questions, key=lambda one: -one.decides)


@many
@given(answered())
def test_outcomes_still_possible_are_those_of_all_paths_that_fit_the_answers(
    case: tuple[Graph, Mapping[str, str]],
) -> None:
    graph, answers = case
    assert graph.possible(answers) == ends(graph, answers)
    assert {node for node in graph.met(answers) if node in graph.edges} == asked(graph, answers)


@many
@given(answered())
def test_flips_are_what_all_paths_say_with_one_answer_exchanged(case: tuple[Graph, Mapping[str, str]]) -> None:
    graph, answers = case
    expected = [
        (question, other, ends(graph, {**answers, question: other}))
        for question in graph.order
        if question in answers and question in asked(graph, answers)
        for other in graph.edges[question]
        if other != answers[question]
    ]
    assert [(flip.question, flip.instead, flip.outcomes) for flip in flips(graph, answers)] == expected


@many
@given(answered())
def test_the_best_next_question_leaves_the_fewest_outcomes_on_average(case: tuple[Graph, Mapping[str, str]]) -> None:
    graph, answers = case
    best = narrowest(graph, answers)
    left = {
        question: Fraction(
            sum(len(ends(graph, {**answers, question: answer})) for answer in graph.edges[question]),
            len(graph.edges[question]),
        )
        for question in graph.order
        if question in asked(graph, answers) and question not in answers
    }
    if len(ends(graph, answers)) == 1:
        assert best is None
    else:
        assert best is not None
        assert best.expected == min(left.values())
        assert best.question == next(question for question in left if left[question] == best.expected)


@some
@given(answered())
def test_the_nearest_outcome_needs_the_fewest_changed_answers_of_all_paths(
    case: tuple[Graph, Mapping[str, str]],
) -> None:
    graph, answers = case

    def cost(steps: tuple[tuple[str, str], ...]) -> tuple[int, int]:
        changed = sum(answers.get(question, answer) != answer for question, answer in steps)
        return changed, sum(question not in answers for question, _ in steps)

    possible = ends(graph, answers)
    best = {
        outcome: min(cost(steps) for steps, end in every_path(graph) if end == outcome)
        for outcome in graph.outcomes
        if outcome not in possible
    }
    found = nearest(graph, answers)
    assert {near.outcome: (len(near.changed), near.added) for near in found} == best
    assert [near.outcome for near in found] == sorted(best, key=lambda outcome: best[outcome])
    assert all(near.outcome in ends(graph, {**answers, **dict(near.changed)}) for near in found)


@some
@given(graphs())
def test_every_path_walked_by_its_answers_ends_where_it_ends(graph: Graph) -> None:
    for steps, end in every_path(graph):
        walked = walk(graph, dict(steps))
        assert (walked.steps, walked.end) == (steps, end)


def test_an_answer_that_is_none_of_the_questions_own_counts_as_cannot_say() -> None:
    graph = Graph.of(a_tree().front)
    assert graph.possible({"rain": "-", "far": "no"}) == ("walk", "ride")
    assert walk(graph, {"rain": "-"}).end == "rain"


def test_a_layered_tree_of_1000_questions_is_analysed_in_under_a_second() -> None:
    front = a_layered_tree(layers=111, across=9, outcomes=9)
    entry = a_tree(f"---\n{json.dumps(front)}\n---\nText.\n")
    assert len(entry.front.questions) == 1000
    began = time.perf_counter()
    found = [*problems(entry), *thin_outcomes(entry)]
    graph = Graph.of(entry.front)
    counted = figures(graph)
    took = time.perf_counter() - began
    assert [problem.message for problem in found if problem.kind == "tree-too-long"] == [
        "a walk takes 112 questions, more than the 12 stated"
    ]
    assert counted.paths == 3**112
    assert took < 1
