"""The first findings as cards, for readers whose browser runs no script; `report.js` makes the same of the data.

May not word anything: `view` did. A test holds these cards and those of the script to the same text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from integrityrules.facts.vocabulary import Text
from integrityrules.report.markup import Html, tag
from integrityrules.report.page import words as say
from integrityrules.report.page.parts import Parts
from integrityrules.report.page.view import ActView, Line, Question, View

ANSWER_WORDS = {"yes": say.YES, "no": say.NO, "unknown": say.UNKNOWN}


class Cards:
    """Makes cards in one language."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    def act(self, act: ActView) -> Html:
        """Returns an act with its findings beneath."""
        head = tag(
            "h3",
            tag("span", act.act, class_="act"),
            tag("span", act.official, class_="official") if act.official else None,
            tag("span", act.agency, class_="agency") if act.agency else None,
        )
        return tag("article", head, *(self.finding(case) for case in act.cases), class_="card")

    def finding(self, case: View) -> Html:
        head = [
            self.parts.badge(case.state),
            tag("span", case.title, class_="title"),
            tag("span", case.deadline, class_="deadline") if case.deadline else None,
            tag("span", case.left, class_="left") if case.left else None,
            tag("span", case.who, class_="who") if case.who else None,
            self.standing(case),
        ]
        summary: list[Html | str] = []
        for part in head:
            if part is not None:
                summary += [part, " "]
        return tag("details", tag("summary", *summary), tag("div", *self.body(case), class_="body"), class_=f"finding e-{case.state}")

    def standing(self, case: View) -> Html | None:
        return tag("span", self.parts.say(say.STANDINGS[case.standing]), class_="standing") if case.standing == "worse" else None

    def body(self, case: View) -> Iterator[Html]:
        yield self.block(say.WHY, tag("ul", *map(self.line, case.explanation), class_="lines") if case.explanation else None)
        articles = tag("ul", *(self.article(*article) for article in case.articles), class_="plain")
        yield self.block(say.BASIS, articles if case.articles else None)
        yield self.block(say.DEADLINE, *self.deadline(case))
        yield self.block(say.ASK, *self.questions(case.questions))
        yield self.block(say.UNLESS_SHOWN, tag("p", case.unless_shown) if case.unless_shown else None)
        yield self.block(say.SANCTION, *self.sanction(case))
        yield self.block(say.REFERENCES, self.references(case))

    def block(self, title: Text, *content: Html | None) -> Html:
        """Returns a titled part of a finding; nothing where it has no content."""
        found = [part for part in content if part is not None]
        return tag("section", tag("h4", self.parts.say(title)), *found) if found else Html("")

    def line(self, line: Line) -> Html:
        answer = tag("b", self.parts.say(ANSWER_WORDS[line.answer]), class_=f"a-{line.answer}") if line.answer else None
        return tag("li", answer, " " if answer else None, line.text, class_=f"d{min(line.depth, 8)}")

    def article(self, words: str, verified: str) -> Html:
        return tag("li", words, " ", self.parts.verified(verified))

    def deadline(self, case: View) -> Iterator[Html]:
        said = ", ".join(part for part in (case.deadline, case.left) if part)
        if said:
            yield tag("p", said)
        if case.routes:
            yield tag("p", f"{self.parts.say(say.ROUTES)}:")
            yield tag("ul", *(tag("li", route) for route in case.routes))

    def questions(self, questions: Sequence[Question]) -> Iterator[Html]:
        """Yields the questions of each addressee together."""
        for whom, group in groupby(sorted(questions, key=lambda asked: asked.whom), key=lambda asked: asked.whom):
            items = [tag("li", asked.text, " ", tag("small", f"({asked.why}) ", tag("code", asked.path))) for asked in group]
            yield tag("p", tag("strong", whom))
            yield tag("ul", *items)

    def sanction(self, case: View) -> Iterator[Html]:
        if case.sanction:
            yield tag("p", case.sanction)
            if case.forms:
                yield tag("p", f"{self.parts.say(say.FORMS)}: {case.forms}")
            yield tag("p", self.parts.say(say.POSSIBLE_ONLY), class_="quiet")

    def references(self, case: View) -> Html:
        pairs = (
            (say.TRACK, case.track), (say.BEARER, case.bearer), (say.PART, case.part), (say.ASSUMED, case.assumptions),
            (say.EXECUTABILITY, case.executability), (say.RULE_ID, case.rule), (say.RULESET, case.ruleset), (say.FINDING_ID, case.id),
        )  # fmt: skip
        rows = [tag("div", tag("dt", self.parts.say(label)), tag("dd", words)) for label, words in pairs if words]
        return tag("dl", *rows, class_="references")


def cards(acts: Iterable[ActView], parts: Parts) -> list[Html]:
    """Returns acts as cards."""
    made = Cards(parts)
    return [made.act(act) for act in acts]
