"""A case as the page shows it: every word settled, so that neither the first cards nor the script have anything left to word.

May not lay out. Characters that cannot be seen, or that turn writing round, are replaced here, before the text goes anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from integrityrules.decide.narrate import ANSWERS, Told
from integrityrules.report.content import Case
from integrityrules.report.markup import visible
from integrityrules.report.page import words as say
from integrityrules.report.page.parts import Parts

YES, NO, UNKNOWN, NO_ANSWER = "yes", "no", "unknown", ""
_CODES = {True: YES, False: NO, None: UNKNOWN}
_CLAUSE = re.compile(r"- \[(?P<answer>[^\]]*)\] (?P<text>.*)", re.DOTALL)


class Line(NamedTuple):
    """One line of an explanation: how deep it stands, the answer it begins with, and what it says."""

    depth: int
    answer: str
    text: str


class Question(NamedTuple):
    whom: str
    text: str
    why: str
    path: str


class View(NamedTuple):
    """One finding in words. `due` is days from the day of the audit, `None` where there is no deadline."""

    state: str
    title: str
    rule: str
    ruleset: str
    topic: str
    track: str
    bearer: str
    articles: tuple[tuple[str, str], ...]
    executability: str
    due: int | None
    deadline: str
    left: str
    who: str
    explanation: tuple[Line, ...]
    questions: tuple[Question, ...]
    routes: tuple[str, ...]
    part: str
    sanction: str
    forms: str
    assumptions: str
    unless_shown: str
    standing: str
    id: str


class ActView(NamedTuple):
    """One act: whose, which, where, and its findings."""

    official: str
    act: str
    agency: str
    cases: tuple[View, ...]


def act_view(cases: Iterable[Case], parts: Parts) -> ActView:
    """Returns an act with its cases in words."""
    found = list(cases)
    row = found[0].row
    return ActView(visible(row.official), visible(row.act), visible(row.agency), tuple(view_of(case, parts) for case in found))


def view_of(case: Case, parts: Parts) -> View:
    """Returns a case in words."""
    row = case.row
    return View(
        state=row.state_code,
        title=visible(row.title),
        rule=visible(row.rule),
        ruleset=visible(row.ruleset),
        topic=visible(case.topic),
        track=visible(row.track),
        bearer=visible(row.bearer),
        articles=tuple((visible(article.words), article.verified) for article in case.articles),
        executability=visible(row.executability),
        due=(row.due_on - parts.as_of).days if row.due_on else None,
        deadline=parts.due(row.due_on, row.due_latest),
        left=parts.days_left(row.days_left),
        who=parts.say(say.WHO_ACTS, visible(row.who_acts)) if row.who_acts else "",
        explanation=tuple(line_of(line, parts) for line in case.explanation[1:]),
        questions=tuple(Question(*map(visible, question)) for question in case.questions),
        routes=tuple(map(visible, row.routes)),
        part=visible(row.part),
        sanction=visible(row.sanction),
        forms=visible(case.forms),
        assumptions=visible(row.assumptions),
        unless_shown=visible(row.unless_shown),
        standing=case.standing,
        id=visible(row.id),
    )


def line_of(line: Told, parts: Parts) -> Line:
    """Returns a line of an explanation with its depth and its answer apart from what it says."""
    whole = visible(str(line))
    text = whole.lstrip(" ")
    depth = (len(whole) - len(text)) // 2
    clause = _CLAUSE.fullmatch(text)
    if clause is None:
        return Line(depth, NO_ANSWER, text)
    answers = {parts.say(words): _CODES[answer] for answer, words in ANSWERS.items()}
    return Line(depth, answers.get(clause["answer"], NO_ANSWER), clause["text"])
