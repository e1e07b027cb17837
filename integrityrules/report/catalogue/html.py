"""A catalogue as one HTML page that needs nothing else: no network, no script to be read, and paper to be printed on.

May not decide what is said. The page allows only its own style sheet and script, by their digests, so that nothing else in it can run.
"""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from hashlib import sha256
from pathlib import Path

from integrityrules.decide.wording import KINDS, TRACKS, VERIFIED
from integrityrules.facts.vocabulary import Text
from integrityrules.language.formats import Language
from integrityrules.report.catalogue import page_words as say
from integrityrules.report.catalogue.html_law import LawSections
from integrityrules.report.catalogue.html_parts import Parts
from integrityrules.report.catalogue.html_rules import RuleSections
from integrityrules.report.catalogue.model import Catalogue, Chapter, Instrument
from integrityrules.report.markup import Html, raw, tag

_HERE = Path(__file__).resolve().parent
_NUMBERED = ("duty", "prohibition", "indicator", "exemption", "definition", "consequence")


def catalogue_html(catalogue: Catalogue, language: Language = "id") -> str:
    """Returns a catalogue as a page.

    Args:
        language: of headings and labels; titles, conditions and notes stand in both languages.
    """
    return _Page(catalogue, language).page()


class _Page:
    def __init__(self, catalogue: Catalogue, language: Language) -> None:
        self.catalogue = catalogue
        self.language: Language = language
        self.parts = Parts(language, catalogue.rules(), (one.id for one in catalogue.instruments))

    def say(self, text: Text) -> str:
        return self.parts.say(text)

    def page(self) -> str:
        style, script = (raw((_HERE / name).read_text(encoding="utf-8")) for name in ("catalogue.css", "catalogue.js"))
        policy = f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; base-uri 'none'; form-action 'none'"
        head = tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", http_equiv="Content-Security-Policy", content=policy),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("meta", name="referrer", content="no-referrer"),
            tag("title", self.say(say.TITLE)),
            tag("style", style),
        )
        body = tag(
            "body",
            tag("a", self.say(say.SKIP), href="#content", class_="skip"),
            self.header(),
            tag("div", self.contents(), self.main(), class_="columns-two"),
            tag("script", script),
        )
        return f"<!DOCTYPE html>\n{tag('html', head, body, lang=self.language)}\n"

    def header(self) -> Html:
        return tag("header", self.parts.titled("h1", say.TITLE), class_="top")

    def main(self) -> Html:
        rules = RuleSections(self.parts, dict(self.catalogue.labels()))
        law = LawSections(self.parts)
        return tag(
            "main",
            self.guide(),
            self.overview(),
            self.filters(),
            *(rules.chapter(chapter) for chapter in self.catalogue.chapters),
            law.law(self.catalogue.instruments),
            law.data(self.catalogue),
            self.origin(),
            id="content",
        )

    # ---- around the rules ------------------------------------------------------------------------------------------------

    def contents(self) -> Html:
        chapters = [self.contents_of(chapter) for chapter in self.catalogue.chapters]
        instruments = [tag("li", tag("a", self.say(one.title), href=f"#law-{one.id}")) for one in self.catalogue.instruments]
        data = [tag("li", tag("a", self.say(one.title), href=f"#data-{one.ruleset}")) for one in self.catalogue.data if one.fields]
        law = tag("details", tag("summary", tag("a", self.say(say.LAW), href="#law")), tag("ul", *instruments))
        read = tag("details", tag("summary", tag("a", self.say(say.DATA), href="#data")), tag("ul", *data))
        first = [
            tag("a", self.say(text), href=f"#{anchor}", class_="first")
            for text, anchor in ((say.GUIDE, "guide"), (say.OVERVIEW, "overview"))
        ]
        return tag(
            "nav", tag("h2", self.say(say.CONTENTS)), *first, *chapters, law, read, class_="contents", aria_label=self.say(say.CONTENTS)
        )

    def contents_of(self, chapter: Chapter) -> Html:
        items = [tag("li", tag("a", self.say(rule.title), href=f"#rule-{rule.id}"), class_=f"k-{rule.kind}") for rule in chapter.rules]
        link = tag("a", self.say(chapter.title), href=f"#ruleset-{chapter.id}")
        return (
            tag("details", tag("summary", link, tag("small", f" {len(items)}")), tag("ul", *items))
            if items
            else tag("p", link, class_="first")
        )

    def guide(self) -> Html:
        lines = [tag("li", *_with_code(self.say(line))) for line in say.GUIDE_LINES]
        means = [tag("div", tag("dt", self.parts.verified(code)), tag("dd", self.say(text))) for code, text in say.VERIFIED_MEANS.items()]
        return tag(
            "section",
            tag("h2", self.say(say.GUIDE), id="guide"),
            tag("ul", *lines),
            tag("h3", self.say(say.HOW_VERIFIED)),
            tag("dl", *means, class_="means"),
        )

    def overview(self) -> Html:
        """Returns how much of the law is here, and how well it was verified."""
        chapters, instruments = self.catalogue.chapters, self.catalogue.instruments
        kinds = [say.RULESET, *(say.KINDS_MANY[kind] for kind in _NUMBERED), say.CASES, say.OFFICIAL_CASES]
        cited = [say.RULESET, *VERIFIED.values()]
        covered = [say.INSTRUMENT, say.ENCODED_BY, say.PARTLY, say.NOT_ENCODED]
        return tag(
            "section",
            tag("h2", self.say(say.OVERVIEW), id="overview"),
            self.parts.table(kinds, [self.counted(chapter) for chapter in chapters], class_="numbers"),
            tag("h3", self.say(say.HOW_VERIFIED)),
            self.parts.table(cited, [self.verified(chapter) for chapter in chapters], class_="numbers"),
            tag("h3", self.say(say.PLACES)),
            self.parts.table(covered, [self.covered(one) for one in instruments], class_="numbers"),
        )

    def link(self, chapter: Chapter) -> Html:
        return tag("a", self.say(chapter.title), href=f"#ruleset-{chapter.id}")

    def counted(self, chapter: Chapter) -> list[str]:
        kinds = Counter(rule.kind for rule in chapter.rules)
        cases = {case.place: bool(case.source) for rule in chapter.rules for case in rule.cases}
        return [self.link(chapter), *_numbers([*(kinds[kind] for kind in _NUMBERED), len(cases), sum(cases.values())])]

    def verified(self, chapter: Chapter) -> list[str]:
        cites = Counter(cite.verified for rule in chapter.rules for version in rule.versions for cite in version.basis)
        return [self.link(chapter), *_numbers([cites[code] for code in VERIFIED])]

    def covered(self, one: Instrument) -> list[str]:
        encoded = sum(bool(place.encoded) for place in one.places)
        partly = sum(any(reason.partly for reason in place.left_out) for place in one.places)
        left_out = sum(any(not reason.partly for reason in place.left_out) for place in one.places)
        return [tag("a", self.say(one.title), href=f"#law-{one.id}"), *_numbers([encoded, partly, left_out])]

    def filters(self) -> Html:
        """Returns the search, which a script brings to life; without one it stays hidden and the page is whole."""
        search = tag(
            "label",
            self.say(say.SEARCH),
            tag("input", type="search", id="search", placeholder=self.say(say.SEARCH_HINT), autocomplete="off"),
        )
        kinds = [(kind, self.say(text)) for kind, text in KINDS.items()]
        tracks = sorted({rule.track for rule in self.catalogue.rules().values() if rule.track in TRACKS})
        languages = [(code, self.say(text)) for code, text in say.LANGUAGES.items()]
        return tag(
            "form",
            search,
            self.choice("kind", say.KIND, say.ANY_KIND, kinds),
            self.choice("track", say.TRACK, say.ANY_TRACK, [(track, self.say(TRACKS[track])) for track in tracks]),
            self.choice("verified", say.VERIFIED_LABEL, say.ANY_VERIFIED, [(code, self.say(text)) for code, text in VERIFIED.items()]),
            self.choice("language", say.LANGUAGE, say.BOTH, languages),
            tag("output", id="shown", data_words=self.say(say.SHOWN), aria_live="polite"),
            class_="filters",
            id="filters",
            role="search",
            hidden=True,
        )

    def choice(self, id: str, label: Text, any_: Text, options: list[tuple[str, str]]) -> Html:
        rows = [tag("option", self.say(any_), value=""), *(tag("option", words, value=value) for value, words in options)]
        return tag("label", self.say(label), tag("select", *rows, id=id))

    def origin(self) -> Html:
        items = [tag("li", tag("code", f"{id} {digest}")) for id, digest in self.catalogue.digests.items()]
        return tag("footer", tag("p", f"{self.say(say.MADE_FROM)} (SHA-256):"), tag("ul", *items, class_="plain"))


def _digest(content: str) -> str:
    return f"sha256-{b64encode(sha256(content.encode()).digest()).decode()}"


def _numbers(numbers: list[int]) -> list[str]:
    """Returns numbers for a table in which a zero is blank."""
    return [str(number) if number else "" for number in numbers]


def _with_code(line: str) -> list[Html | str]:
    """Returns a sentence of ours with what stands in backticks as code."""
    return [tag("code", part) if index % 2 else part for index, part in enumerate(line.split("`"))]


__all__ = ["catalogue_html"]
