"""A case proves a path of its tree, or it is a problem."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from playbook_site.cases.model import SECTIONS, CaseFront
from playbook_site.content.entries import Entry
from playbook_site.content.problems import Problem, did_you_mean, nearest
from playbook_site.trees.analysis import Graph, walk
from playbook_site.trees.model import TreeFront


def problems(cases: Iterable[Entry[CaseFront]], trees: Mapping[str, Entry[TreeFront]]) -> Iterator[Problem]:
    """Cases that do not walk to their outcome, and outcomes that no case reaches.

    Trees whose own shape is faulty should be left out of `trees`.
    """
    proved: set[tuple[str, str]] = set()
    for case in cases:
        tree = trees.get(case.front.tree)
        if tree:
            yield from _walk(case, tree)
            proved.add((tree.id, case.front.outcome))
        yield from _sections(case)
    for tree in trees.values():
        for outcome in tree.front.outcomes:
            if (tree.id, outcome) not in proved:
                message = f'no case ends in "{outcome}"; add one under playbooks/cases/'
                yield tree.problem("tree-unproved-outcome", message, "outcomes", outcome, key=True)


def _sections(case: Entry[CaseFront]) -> Iterator[Problem]:
    body = case.document.body
    meant = {nearest(name, SECTIONS) for name in body.sections if name not in SECTIONS}
    for section in SECTIONS:
        if section not in body.sections and section not in meant:
            message = f'the section "## {section}" is missing'
            yield Problem(path=case.path, line=body.first_line, kind="missing-section", message=message)
    for heading in body.headings:
        if heading.level == 2 and heading.text not in SECTIONS:  # noqa: PLR2004 - sections are level two
            near = did_you_mean(heading.text, SECTIONS) or f"; the sections are {', '.join(SECTIONS)}"
            message = f'unknown section "{heading.text}"{near}'
            yield Problem(path=case.path, line=heading.line, column=4, kind="unknown-section", message=message)


def _walk(case: Entry[CaseFront], tree: Entry[TreeFront]) -> Iterator[Problem]:
    front, graph = case.front, Graph.of(tree.front)
    walked = walk(graph, front.answers)
    for question, answer in front.answers.items():
        if question not in graph.edges:
            message = f'the tree has no question "{question}"' + did_you_mean(question, graph.edges)
            yield case.problem("case-answer", message, "answers", question, key=True)
        elif answer not in graph.edges[question]:
            message = f'"{answer}" is not an answer to "{question}"' + did_you_mean(answer, graph.edges[question])
            yield case.problem("case-answer", message, "answers", question)
        elif question not in dict(walked.steps) and walked.end not in graph.edges:
            message = f'the walk ends in "{walked.end}" before this question is asked; remove it'
            yield case.problem("case-answer", message, "answers", question, key=True)
    if front.outcome not in graph.outcomes:
        message = f'the tree has no outcome "{front.outcome}"' + did_you_mean(front.outcome, graph.outcomes)
        yield case.problem("case-outcome", message, "outcome")
    elif walked.end in graph.edges:
        message = f'the answers stop at the question "{walked.end}"; answer it too'
        yield case.problem("case-outcome", message, "answers", key=True)
    elif walked.end != front.outcome:
        message = f'the answers lead to "{walked.end}", not to "{front.outcome}"'
        yield case.problem("case-outcome", message, "outcome")
