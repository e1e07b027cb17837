"""The findings on the page: whom to ask, the filters, the first cards, and the data of all for the script.

May not word a finding: `view` did.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from integrityrules.decide.outcome import ATTENTION
from integrityrules.decide.wording import VERIFIED
from integrityrules.facts.vocabulary import Text
from integrityrules.report.catalogue.html_parts import MARKS
from integrityrules.report.content import Content, acts_of
from integrityrules.report.figures import Figures
from integrityrules.report.markup import Html, tag
from integrityrules.report.page import words as say
from integrityrules.report.page.cards import ANSWER_WORDS, cards
from integrityrules.report.page.data import ANSWER_CODES, NO_DUE, packed
from integrityrules.report.page.parts import SIGNS, Parts
from integrityrules.report.page.tables import ANY_OF, NO_AGENCY, Numbers, filtered, topic_titles
from integrityrules.report.page.view import ActView, act_view
from integrityrules.report.rows import OPEN, TO_BE_DONE

FIRST_ACTS = 25
"""Acts on the page itself; a script shows all of them."""
ACTS_AT_ONCE = 40
MOST_AT_ONCE = 2000
"""Acts that a browser can be asked to show, or to print, all at once."""


class Findings:
    """Makes the parts of the page that are about single findings.

    Args:
        content: whose open cases are shown.
        figures: for the numbers beside the states.
    """

    def __init__(self, content: Content, figures: Figures, numbers: Numbers, parts: Parts) -> None:
        self.content, self.figures, self.numbers, self.parts = content, figures, numbers, parts
        self.say = parts.say
        self.acts: Sequence[ActView] = [act_view(act, parts) for act in acts_of(list(content.open_cases()))]

    @property
    def ask(self) -> bool:
        """Tells whether any of them asks something."""
        return any(case.questions for act in self.acts for case in act.cases)

    def asking(self) -> list[Html]:
        """Returns how much there is to ask of whom, what most findings wait for first."""
        asked: dict[str, set[tuple[str, str]]] = {}
        waiting: Counter[str] = Counter()
        for act in self.acts:
            for case in act.cases:
                waiting.update({question.whom for question in case.questions})
                for question in case.questions:
                    asked.setdefault(question.whom, set()).add((act.official, question.path))
        rows = [
            tag(
                "tr",
                tag("th", whom, scope="row"),
                tag("td", self.parts.number(len(asked[whom])), class_="n"),
                tag("td", tag("a", self.parts.number(number), href=filtered(ask=whom)), class_="n"),
            )
            for whom, number in sorted(waiting.items(), key=lambda pair: (-pair[1], pair[0]))
        ]
        if not rows:
            return []
        head = self.numbers.head([(say.ASKED, ""), (say.QUESTIONS, "n"), (say.OPEN_FINDINGS, "n")])
        table = self.numbers.scrolled(tag("table", head, tag("tbody", *rows)), say.ASKING)
        return [self.parts.section("asking", say.ASKING, tag("p", self.say(say.ASKING_INTRO), class_="lead"), table)]

    def cases(self) -> Html:
        content, first = self.content, self.acts[:FIRST_ACTS]
        without = tag("noscript", tag("p", self.say(say.NO_SCRIPT, len(first), self.parts.number(len(self.acts))), class_="banner"))
        left_off = tag("p", self.left_off_words(), class_="banner") if content.left_off else Html("")
        tools = tag(
            "div",
            tag("output", id="shown", aria_live="polite", tabindex="-1", form="filters"),
            tag("button", self.say(say.PRINT), type="button", id="print"),
            class_="tools", id="tools", hidden=True,
        )  # fmt: skip
        end = tag(
            "div",
            tag("button", type="button", id="more", hidden=True),
            tag("button", type="button", id="all", hidden=True),
            class_="end",
        )
        listed = tag("div", *cards(first, self.parts), id="cards")
        note = tag("p", self.say(say.PRINTED, len(first), self.parts.number(len(self.acts))), class_="print-note", id="print-note")
        intro = tag("p", self.say(say.CASES_INTRO), class_="lead")
        return self.parts.section(
            "findings",
            say.CASES,
            intro,
            left_off,
            without if len(self.acts) > len(first) else Html(""),
            self.filters(),
            tools,
            note,
            listed,
            end,
        )

    def left_off_words(self) -> str:
        found = self.content.left_off
        each = ", ".join(f"{self.parts.short_state(state)}: {self.parts.number(number)}" for state, number in found.items())
        return self.say(say.LEFT_OFF, self.parts.number(sum(found.values())), each)

    def filters(self) -> Html:
        """Returns the search, which the script brings to life; without one it stays hidden."""
        cases = [case for act in self.acts for case in act.cases]
        titles = topic_titles(self.content, self.parts)
        states = [(ANY_OF + group.id, self.say(say.ANY_TO, self.say(group.label))) for group in say.GROUPS]
        states += [
            (state, f"{self.parts.short_state(state)} ({self.parts.number(number)})") for state, number in self.figures.states.items()
        ]
        agencies = sorted({act.agency for act in self.acts})
        choices = [
            self.choice("state", say.STATE, states),
            self.choice(
                "agency", say.AGENCY, [(name or NO_AGENCY, name or self.say(say.NO_AGENCY)) for name in agencies], wide=len(agencies) > 1
            ),
            self.choice("topic", say.TOPIC, sorted((id, titles.get(id, id)) for id in {case.topic for case in cases})),
            self.choice("track", say.TRACK, [(words, words) for words in sorted({case.track for case in cases} - {""})]),
            self.choice("bearer", say.BEARER, [(words, words) for words in sorted({case.bearer for case in cases})]),
            self.choice("ask", say.ASKED, [(whom, whom) for whom in sorted({one.whom for case in cases for one in case.questions})]),
            self.choice("due", say.DUE, [(code, self.say(text)) for code, text in say.WINDOWS.items()]),
        ]
        if self.content.follow_up.gone is not None:
            choices.append(self.choice("standing", say.STANDING, [(code, self.say(text)) for code, text in say.STANDINGS.items()]))
        order = [(code, self.say(text)) for code, text in say.ORDERS.items()]
        search = tag(
            "label", self.say(say.SEARCH), tag("input", type="search", name="q", placeholder=self.say(say.SEARCH_HINT), autocomplete="off"),
            class_="wide",
        )  # fmt: skip
        return tag(
            "form", search, *choices, self.choice("order", say.ORDER, order, any_=False),
            tag("button", self.say(say.RESET), type="reset", id="clear"),
            class_="filters", id="filters", role="search", aria_label=self.say(say.CASES), hidden=True,
        )  # fmt: skip

    def choice(self, name: str, label: Text, options: Iterable[tuple[str, str]], *, any_: bool = True, wide: bool = False) -> Html:
        rows = [tag("option", self.say(say.ANY), value="")] if any_ else []
        rows += [tag("option", words, value=value) for value, words in options]
        return tag("label", self.say(label), tag("select", *rows, name=name, autocomplete="off"), class_="wide" if wide else None)

    def data(self) -> dict[str, Any]:
        """Returns the findings and every word the script needs to show them."""
        texts = {
            "shown": say.SHOWN, "nothing": say.NOTHING, "more": say.MORE_ACTS, "all": say.ALL_ACTS, "printed": say.PRINTED, "why": say.WHY,
            "basis": say.BASIS, "deadline": say.DEADLINE, "ask": say.ASK, "sanction": say.SANCTION, "references": say.REFERENCES,
            "possibleOnly": say.POSSIBLE_ONLY, "routes": say.ROUTES, "forms": say.FORMS, "unlessShown": say.UNLESS_SHOWN,
            "track": say.TRACK, "bearer": say.BEARER, "part": say.PART, "assumed": say.ASSUMED, "executability": say.EXECUTABILITY,
            "rule": say.RULE_ID, "ruleset": say.RULESET, "finding": say.FINDING_ID, "worse": say.STANDINGS["worse"], "beside": say.BESIDE,
        }  # fmt: skip
        open_ = TO_BE_DONE | OPEN
        return {
            "language": self.content.language,
            "sunday": 6 - self.content.as_of.weekday(),
            "noDue": NO_DUE,
            "noAgency": NO_AGENCY,
            "groups": {ANY_OF + group.id: list(group.states) for group in say.GROUPS},
            "page": ACTS_AT_ONCE,
            "most": MOST_AT_ONCE,
            "words": {name: self.say(text) for name, text in texts.items()},
            "states": [
                {"code": state, "sign": SIGNS[state], "words": self.parts.short_state(state), "open": state in open_} for state in ATTENTION
            ],
            "answers": [{"code": code, "words": self.say(ANSWER_WORDS[code]) if code else ""} for code in ANSWER_CODES],
            "verified": {code: [MARKS[code], self.say(text)] for code, text in VERIFIED.items()},
            **packed(self.acts),
        }
