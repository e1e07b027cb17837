"""The law article by article, and the data that is read, as sections of the page.

May not decide what is encoded: the model does.
"""

from __future__ import annotations

from collections.abc import Sequence

from integrityrules.decide.wording import ADDRESSEES
from integrityrules.facts.vocabulary import Text
from integrityrules.report.catalogue import page_words as say
from integrityrules.report.catalogue.html_parts import Parts
from integrityrules.report.catalogue.model import Catalogue, DataUse, Encoded, FieldUse, Instrument, LeftOut, Place
from integrityrules.report.catalogue.words import ENCODED, SENSITIVITY, USES
from integrityrules.report.markup import Html, many, tag, web_link


class LawSections:
    """Makes the sections that start from the law and from the data."""

    def __init__(self, parts: Parts) -> None:
        self.parts = parts

    # ---- the law ---------------------------------------------------------------------------------------------------------

    def law(self, instruments: Sequence[Instrument]) -> Html:
        heading = tag("h2", self.parts.say(say.LAW), id="law")
        return tag(
            "section", heading, tag("p", self.parts.say(say.LAW_INTRO), class_="lead"), *(self.instrument(one) for one in instruments)
        )

    def instrument(self, one: Instrument) -> Html:
        parts = self.parts
        links = [tag("li", web_link(url, url)) for url in one.urls]
        texts = (
            tag("details", tag("summary", f"{parts.say(say.TEXTS)}: {len(links)}"), tag("ul", *links, class_="plain")) if links else None
        )
        review = tag("small", parts.say(say.REVIEW_BY).format(one.review_by.isoformat())) if one.review_by else None
        rows = [[parts.at(place.at), self.encoded(place), self.left_out(place)] for place in one.places]
        table = parts.table([say.AT, say.ENCODED_BY, say.NOT_ENCODED], rows, class_="places") if rows else None
        return tag(
            "section",
            parts.titled("h3", one.title, id=f"law-{one.id}"),
            tag("p", one.citation, " ", tag("code", one.id), " ", review),
            texts,
            table or tag("p", parts.say(say.NOTHING_CITED), class_="quiet"),
            class_="instrument",
        )

    def encoded(self, place: Place) -> Html | str:
        if not place.encoded:
            return ""
        items = [tag("li", *self.by(by), " ", self.parts.verified(by.verified), " ", self.period(by.period)) for by in place.encoded]
        return tag("ul", *items, class_="plain")

    def by(self, by: Encoded) -> tuple[Html | str, ...]:
        title = self.parts.say(by.title)
        if by.what == "rule":
            return (self.parts.rule(by.id, title),)
        return tag("small", f"{self.parts.say(ENCODED[by.what])} "), tag("span", title)

    def period(self, period: Text) -> Html:
        return tag("small", self.parts.say(period))

    def left_out(self, place: Place) -> Html | str:
        return many([self.reason(reason) for reason in place.left_out]) if place.left_out else ""

    def reason(self, reason: LeftOut) -> Html:
        label = say.PARTLY if reason.partly else say.NOT_ENCODED
        return tag("div", tag("strong", self.parts.say(label), class_="left-out"), self.parts.both(reason.why))

    # ---- the data --------------------------------------------------------------------------------------------------------

    def data(self, catalogue: Catalogue) -> Html:
        parts = self.parts
        unread = [tag("li", tag("code", path), f" {parts.say(label)}") for path, label in catalogue.not_read]
        rest = tag("details", tag("summary", f"{parts.say(say.NOT_READ)}: {len(unread)}"), tag("ul", *unread, class_="plain columns"))
        return tag(
            "section",
            tag("h2", parts.say(say.DATA), id="data"),
            tag("p", parts.say(say.DATA_INTRO), class_="lead"),
            *(self.ruleset(data) for data in catalogue.data if data.fields),
            rest if unread else None,
        )

    def ruleset(self, data: DataUse) -> Html:
        parts = self.parts
        heads = [say.FIELD, say.SENSITIVITY, say.ASKED_OF, say.READ_FOR, say.ARTICLES]
        rows = [self.row(use) for use in data.fields]
        heading = parts.titled("h3", data.title, id=f"data-{data.ruleset}")
        return tag("section", heading, parts.table(heads, rows, class_="data"), class_="data-use")

    def row(self, use: FieldUse) -> list[Html | str]:
        parts = self.parts
        marks = [say.DERIVED] if use.derived else []
        marks += [say.IDENTIFIES] if use.identifies else []
        extra = [tag("small", parts.say(mark), class_="below") for mark in marks]
        sensitivity = parts.say(SENSITIVITY[use.sensitivity]) if use.sensitivity in SENSITIVITY else use.sensitivity
        articles = [tag("li", parts.instrument(cite.source, cite.title), ", ", parts.at(cite.at)) for cite in use.articles]
        rules = [tag("li", parts.rule(id)) for id in use.rules]
        folded = (
            tag("details", tag("summary", f"{parts.say(say.READ_BY)}: {len(rules)}"), tag("ul", *rules, class_="plain")) if rules else None
        )
        return [
            many([tag("strong", parts.say(use.label)), " ", tag("code", use.path), *extra]),
            tag("span", sensitivity, class_=f"sensitivity s-{use.sensitivity}"),
            parts.say(ADDRESSEES[use.asked_of]) if use.asked_of in ADDRESSEES else use.asked_of,
            ", ".join(parts.say(USES[code]) for code in use.uses),
            many([self.folded_articles(articles), folded]),
        ]

    def folded_articles(self, articles: Sequence[Html]) -> Html:
        listed = tag("ul", *articles, class_="plain")
        if len(articles) <= 3:
            return listed
        return tag("details", tag("summary", f"{self.parts.say(say.ARTICLES)}: {len(articles)}"), listed)
