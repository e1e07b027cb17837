"""What every section of the audit page shares: words in its language, badges of states, days, numbers.

May not know which section it is in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from integrityrules.decide.narrate import Language
from integrityrules.decide.wording import SHORT_STATES, VERIFIED
from integrityrules.facts.vocabulary import Text
from integrityrules.language.formats import day_in_words, number_in_words
from integrityrules.report.catalogue.html_parts import MARKS
from integrityrules.report.markup import Html, tag
from integrityrules.report.page import words as say

SIGNS = {
    "overdue": "▲", "indicated": "◆", "unconfirmed": "?", "met_late": "◑", "review": "◎", "undetermined": "…", "undated": "∅",
    "due": "◷", "met_undated": "◌", "met": "✓",
}  # fmt: skip
"""A sign for each state, so that none is told by its colour alone."""


@dataclass(frozen=True, slots=True)
class Parts:
    """Makes parts in one language, as of one day."""

    language: Language
    as_of: date

    def say(self, text: Text, *values: object) -> str:
        words = text.in_language(self.language)
        return words.format(*values) if values else words

    def number(self, number: int) -> str:
        return number_in_words(number, self.language)

    def day(self, day: date) -> str:
        return day_in_words(day, self.language)

    def short_state(self, state: str) -> str:
        return self.say(SHORT_STATES[state])

    def badge(self, state: str) -> Html:
        """Returns a state as a badge: its sign, and its words."""
        return tag("span", tag("span", SIGNS[state], aria_hidden="true"), " ", self.short_state(state), class_=f"badge s-{state}")

    def verified(self, code: str) -> Html:
        """Returns how well a citation was verified: a mark, and its words."""
        mark = tag("span", MARKS.get(code, "·"), aria_hidden="true")
        return tag("span", mark, " ", self.say(VERIFIED[code]) if code in VERIFIED else code, class_=f"verified v-{code}")

    def due(self, first: date | None, last: date | None) -> str:
        """Returns when something is due, in words; empty where that cannot be said."""
        if first is None:
            return ""
        if last is None:
            return self.say(say.DUE_FROM, self.day(first))
        if first == last:
            return self.say(say.DUE_ON, self.day(first))
        return self.say(say.DUE_BETWEEN, self.day(first), self.day(last))

    def days_left(self, left: int | None) -> str:
        """Returns how many working days surely remain; empty where that cannot be said."""
        if left is None:
            return ""
        return self.say(say.DAYS_LEFT, self.number(left)) if left else self.say(say.NO_DAYS_LEFT)

    def section(self, id: str, heading: Text, *content: Html) -> Html:
        """Returns a section that is named by its heading."""
        return tag("section", tag("h2", self.say(heading), id=f"{id}-heading"), *content, id=id, aria_labelledby=f"{id}-heading")
