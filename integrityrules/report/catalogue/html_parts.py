"""Parts that every section of the page shares: both languages beside each other, citations, tables, links inside the page.

May not know which section it is in.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from integrityrules.decide.wording import VERIFIED
from integrityrules.facts.vocabulary import Text
from integrityrules.language.formats import Language
from integrityrules.report.catalogue import page_words as say
from integrityrules.report.catalogue.model import NOT_SEEN, Basis, Limit, Line, Lines
from integrityrules.report.markup import Html, many, tag

MARKS = {"confirmed": "●", "one_source": "◐", "derived": "○", "unverified": "?", "disputed": "≠"}
"""A shape for each way of verification, so that none is told by its colour alone."""


class Parts:
    """Makes parts in one language of the page.

    Args:
        language: of headings and labels; conditions stand in both.
        rules: ids that have an entry on the page.
        instruments: keys that have one.
    """

    def __init__(self, language: Language, rules: Iterable[str], instruments: Iterable[str]) -> None:
        self.language: Language = language
        self.other: Language = "en" if language == "id" else "id"
        self.rules, self.instruments = frozenset(rules), frozenset(instruments)

    def say(self, text: Text) -> str:
        return text.in_language(self.language)

    # ---- both languages --------------------------------------------------------------------------------------------------

    def titled(self, level: str, text: Text, **attributes: str) -> Html:
        """Returns a heading with the other language beneath it, unless both are the same."""
        heading = tag(level, self.say(text), **attributes)
        other = text.in_language(self.other)
        return many([heading, tag("p", other, class_="other", lang=self.other) if other != self.say(text) else None])

    def both(self, text: Text) -> Html:
        """Returns a sentence in both languages."""
        return self.pair(*(tag("p", text.in_language(language)) for language in (self.language, self.other)))

    def lines(self, lines: Lines) -> Html:
        """Returns a condition in both languages, beside each other where there is room."""
        return self.pair(*(nested(lines.in_language(language)) for language in (self.language, self.other)))

    def pair(self, own: Html, other: Html) -> Html:
        sides = (
            tag("div", own, class_=f"in-{self.language}", lang=self.language),
            tag("div", other, class_=f"in-{self.other}", lang=self.other),
        )
        return tag("div", *sides, class_="pair")

    # ---- citations -------------------------------------------------------------------------------------------------------

    def verified(self, code: str) -> Html:
        words = self.say(VERIFIED[code]) if code in VERIFIED else code
        mark = tag("span", MARKS.get(code, "·"), aria_hidden="true")
        return tag(
            "span", mark, " ", words, class_=f"verified v-{code}", title=self.say(say.VERIFIED_MEANS[code]) if code in VERIFIED else None
        )

    def at(self, place: str) -> Html:
        return tag("span", self.say(say.NOT_SEEN), class_="unseen") if place == NOT_SEEN else tag("span", place, class_="place")

    def instrument(self, source: str, title: Text) -> Html:
        words = self.say(title)
        return tag("a", words, href=f"#law-{source}") if source in self.instruments else tag("span", words)

    def basis(self, cites: Sequence[Basis]) -> Html | None:
        """Returns citations as a table."""
        if not cites:
            return None
        rows = [
            [
                many([self.instrument(cite.source, cite.title), self.review(cite)]),
                self.at(cite.at),
                self.verified(cite.verified),
                self.say(cite.period),
            ]
            for cite in cites
        ]
        return self.table([say.INSTRUMENT, say.AT, say.VERIFICATION, say.PERIOD], rows, class_="basis")

    def review(self, cite: Basis) -> Html | None:
        return tag("small", " ", self.say(say.REVIEW_BY).format(cite.review_by.isoformat())) if cite.review_by else None

    def short_basis(self, cites: Sequence[Basis]) -> Html:
        """Returns citations as a list in a cell."""
        items = [
            tag("li", self.instrument(cite.source, cite.title), ", ", self.at(cite.at), " ", self.verified(cite.verified)) for cite in cites
        ]
        return tag("ul", *items, class_="plain")

    # ---- tables and links ------------------------------------------------------------------------------------------------

    def table(self, heads: Sequence[Text], rows: Sequence[Sequence[str]], **attributes: str) -> Html:
        """Returns a table; columns in which no row has anything are left out."""
        kept = [index for index in range(len(heads)) if any(row[index] for row in rows)]
        head = tag("tr", *(tag("th", self.say(heads[index]), scope="col") for index in kept))
        body = [tag("tr", *(tag("td", row[index]) for index in kept)) for row in rows]
        return tag("div", tag("table", tag("thead", head), tag("tbody", *body), **attributes), class_="scroll")

    def rule(self, id: str, words: str = "") -> Html:
        """Returns a link to a rule on this page; a layer's instance leads to the rule it is made of."""
        target = id.partition("@")[0]
        shown = words or tag("code", id)
        return tag("a", shown, href=f"#rule-{target}") if target in self.rules else tag("span", shown)

    def limit(self, limit: Limit, **attributes: str) -> Html:
        """Returns a parameter with its values over time, the newest first."""
        rows = [[self.say(value.period), emphasised(self.say(value.value)), self.short_basis(value.basis)] for value in limit.values]
        layer = tag("em", f" {self.say(limit.layer)}") if limit.layer.id else None
        caption = tag("p", tag("strong", self.say(limit.title)), layer, " ", tag("small", self.say(limit.remark)), class_="caption")
        table = self.table([say.PERIOD, say.VALUE, say.LEGAL_BASIS], rows, class_="limit")
        return tag("div", caption, table, **attributes)


def emphasised(value: str) -> Html:
    """Returns a value in bold, unless it is a list of many words."""
    return tag("strong" if len(value) <= 30 else "span", value)


def nested(lines: Sequence[Line]) -> Html:
    """Returns lines as paragraphs and lists inside lists, by their depth."""
    parts: list[Html] = []
    index = 0
    while index < len(lines):
        end = index + 1
        while end < len(lines) and lines[end].depth > lines[index].depth:
            end += 1
        below = lines[index + 1 : end]
        inner = many([tag("span", lines[index].text), nested(below) if below else None])
        parts.append(tag("li", inner) if lines[index].depth else tag("div", inner, class_="line"))
        index = end
    return tag("ul", *parts) if lines and lines[0].depth else many(parts)
