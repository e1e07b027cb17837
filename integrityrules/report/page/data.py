"""The findings as data for the script of the page: each text once, everything else by its number.

May not word anything. The data is JSON inside a script element that the browser never runs; nothing in it can end that element.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Mapping
from typing import Any

from integrityrules.decide.outcome import ATTENTION
from integrityrules.report.page.view import NO, NO_ANSWER, UNKNOWN, YES, ActView, View

ANSWER_CODES = (NO_ANSWER, YES, NO, UNKNOWN)
NO_DUE = 99999
"""Stands for no deadline, where days from the day of the audit stand."""
_ESCAPES = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


class _Once:
    """A list that holds each value once, and finds its place."""

    def __init__(self, first: Iterable[Hashable] = ()) -> None:
        self._places: dict[Hashable, int] = {}
        for value in first:
            self.place(value)

    def place(self, value: Hashable) -> int:
        return self._places.setdefault(value, len(self._places))

    def values(self) -> list[Any]:
        return list(self._places)


def packed(acts: Iterable[ActView]) -> dict[str, Any]:
    """Returns acts as data that repeats nothing; `report.js` knows the form.

    A case is: rule, state, due, deadline, left, who, explanation, questions, id, standing, routes, part, sanction, forms, assumptions,
    unless shown; each the number of a text or of an element of one of the lists, with zeros at the end left out.
    """
    return _Packer().packed(acts)


class _Packer:
    def __init__(self) -> None:
        # Number 0 is what is not there.
        self.texts, self.rules, self.articles = _Once([""]), _Once(), _Once([()])
        self.explanations, self.questions = _Once([()]), _Once([()])

    def packed(self, acts: Iterable[ActView]) -> dict[str, Any]:
        text = self.texts.place
        found = [[text(act.official), text(act.act), text(act.agency), [self.case(case) for case in act.cases]] for act in acts]
        return {
            "acts": found,
            "rules": self.rules.values(),
            "articles": self.articles.values(),
            "explanations": self.explanations.values(),
            "questions": self.questions.values(),
            "texts": self.texts.values(),
        }

    def case(self, case: View) -> list[Any]:
        text = self.texts.place
        cells: list[Any] = [
            self.rules.place(self.rule(case)),
            ATTENTION.index(case.state),
            NO_DUE if case.due is None else case.due,
            *map(text, (case.deadline, case.left, case.who)),
            self.explanations.place(
                tuple(part for line in case.explanation for part in (line.depth, ANSWER_CODES.index(line.answer), text(line.text)))
            ),
            self.questions.place(tuple(text(part) for question in case.questions for part in question)),
            case.id,
            *map(text, ("" if case.standing == "new" else case.standing, "\n".join(case.routes), case.part, case.sanction, case.forms)),
            *map(text, (case.assumptions, case.unless_shown)),
        ]
        while cells[-1] == 0:
            cells.pop()
        return cells

    def rule(self, case: View) -> tuple[int, ...]:
        """Returns what all findings of one rule in one version have in common."""
        text = self.texts.place
        articles = self.articles.place(tuple(part for words, verified in case.articles for part in (text(words), text(verified))))
        said = (case.title, case.rule, case.ruleset, case.topic, case.track, case.bearer, case.executability)
        return (*map(text, said), articles)


def json_text(data: Mapping[str, Any]) -> str:
    """Returns data as JSON that can stand in a script element of HTML or XML, whatever is in it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, escape in _ESCAPES.items():
        text = text.replace(sign, escape)
    return text
