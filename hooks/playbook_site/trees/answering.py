"""Answers as people type them, `question=answer`, read against a tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from playbook_site.content.problems import did_you_mean
from playbook_site.trees.model import Question, TreeFront

CANNOT_SAY = "-"
"""Written for an answer, it means "I can't say": every branch is followed, as in a page's address."""


class AnswerFault(Exception):
    """What was typed is not an answer to the tree; the message says what is."""


def read_answers(front: TreeFront, typed: Iterable[str]) -> Mapping[str, str]:
    """The answers by question, under its present id; raises AnswerFault.

    An answer of "-" is left out, which is how a question that nobody can answer is walked.
    """
    ids = {alias: id_ for id_, question in front.questions.items() for alias in (id_, *question.aliases)}
    answers: dict[str, str] = {}
    for pair in typed:
        name, equals, answer = pair.partition("=")
        if not equals:
            example = next(f"{id_}={next(iter(question.answers))}" for id_, question in front.questions.items())
            raise AnswerFault(f'"{pair}" is not an answer; write question=answer, for example {example}')
        if name in front.retired:
            gone = front.retired[name]
            raise AnswerFault(f'the question "{name}" was retired on {gone.date.isoformat()}: {gone.why}')
        if name not in ids:
            raise AnswerFault(
                f'the tree has no question "{name}"'
                + (did_you_mean(name, ids) or _listed("questions", front.questions))
            )
        if ids[name] in answers:
            raise AnswerFault(f'"{ids[name]}" is answered twice')
        answers[ids[name]] = _answer(ids[name], front.questions[ids[name]], answer)
    return {question: answer for question, answer in answers.items() if answer != CANNOT_SAY}


def _answer(id_: str, question: Question, answer: str) -> str:
    if answer not in question.answers and answer != CANNOT_SAY:
        known = did_you_mean(answer, question.answers) or _listed("answers", question.answers)
        raise AnswerFault(f'"{answer}" is not an answer to "{id_}"{known}')
    return answer


def _listed(what: str, ids: Iterable[str]) -> str:
    return f"; the {what} are {', '.join(ids)}"
