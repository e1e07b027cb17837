"""Rulesets and their rules as sections of the page: one card for each rule, its newest version open, earlier ones folded.

May not decide what is said of a rule: the model does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from integrityrules.decide.wording import KINDS, TRACKS
from integrityrules.facts.vocabulary import Text
from integrityrules.report.catalogue import page_words as say
from integrityrules.report.catalogue.html_parts import Parts
from integrityrules.report.catalogue.model import CaseEntry, Chapter, FieldUse, Link, RuleEntry, SanctionRow, Version
from integrityrules.report.catalogue.words import SENSITIVITY
from integrityrules.report.markup import Html, many, tag, web_link


class RuleSections:
    """Makes the sections of rulesets.

    Args:
        fields: every field that is read, by its path.
    """

    def __init__(self, parts: Parts, fields: dict[str, FieldUse]) -> None:
        self.parts, self.fields = parts, fields

    def chapter(self, chapter: Chapter) -> Html:
        """Returns one ruleset: what it is, then its rules by kind, then its limits."""
        parts = self.parts
        facts = self.definitions([(parts.say(label), parts.say(value)) for label, value in chapter.facts])
        groups = [self.group(chapter, kind, list(rules)) for kind, rules in groupby(chapter.rules, key=lambda rule: rule.kind)]
        if not groups:
            groups = [tag("p", parts.say(say.NO_RULES), class_="quiet")]
        return tag(
            "section",
            parts.titled("h2", chapter.title, id=f"ruleset-{chapter.id}"),
            tag("p", tag("code", chapter.id)),
            facts,
            parts.basis(chapter.basis),
            self.instances(chapter),
            *groups,
            self.limits(chapter),
            class_="chapter",
        )

    def instances(self, chapter: Chapter) -> Html | None:
        if not chapter.instances:
            return None
        items = [tag("li", self.parts.rule(instance.id), ": ", ", ".join(instance.limits)) for instance in chapter.instances]
        return many([tag("h3", self.parts.say(say.STRICTER)), tag("ul", *items)])

    def group(self, chapter: Chapter, kind: str, rules: Sequence[RuleEntry]) -> Html:
        heading = tag("h3", f"{self.parts.say(say.KINDS_MANY[kind])} ({len(rules)})", id=f"ruleset-{chapter.id}-{kind}")
        return tag("section", heading, *(self.rule(rule) for rule in rules), class_="group")

    def limits(self, chapter: Chapter) -> Html | None:
        if not chapter.limits:
            return None
        tables = [self.parts.limit(limit, class_="limit-box", id=f"limit-{chapter.id}-{limit.name}") for limit in chapter.limits]
        return tag("section", tag("h3", self.parts.say(say.LIMITS), id=f"ruleset-{chapter.id}-limits"), *tables)

    # ---- one rule --------------------------------------------------------------------------------------------------------

    def rule(self, rule: RuleEntry) -> Html:
        newest, *earlier = rule.versions
        parts = self.parts
        heading = parts.titled("h4", rule.title, id=f"rule-{rule.id}-title")
        return tag(
            "article",
            self.badges(rule),
            heading,
            tag("p", tag("code", rule.id), class_="id"),
            self.definitions([(parts.say(label), parts.say(value)) for label, value in rule.facts]),
            self.version(newest),
            *(self.earlier(version) for version in earlier),
            *(parts.limit(limit) for limit in rule.limits),
            self.stricter(rule),
            self.cases(rule),
            self.reads(rule),
            self.notes(rule),
            tag("p", f"{parts.say(say.PLACE_IN_FILE)}: ", tag("code", rule.place), class_="file"),
            class_=f"rule k-{rule.kind}",
            id=f"rule-{rule.id}",
            aria_labelledby=f"rule-{rule.id}-title",
            data_kind=rule.kind,
            data_track=rule.track or None,
            data_verified=" ".join(rule.verified),
        )

    def badges(self, rule: RuleEntry) -> Html:
        parts = self.parts
        track = tag("span", parts.say(TRACKS[rule.track]), class_="badge") if rule.track in TRACKS else None
        kind = tag("span", parts.say(KINDS[rule.kind]), class_="badge kind")
        return tag("p", kind, track, *(parts.verified(code) for code in rule.verified), class_="badges")

    def definitions(self, said: Sequence[tuple[str, str]]) -> Html | None:
        if not said:
            return None
        return tag("dl", *(tag("div", tag("dt", label), tag("dd", value)) for label, value in said), class_="facts")

    def earlier(self, version: Version) -> Html:
        label = f"{self.parts.say(say.EARLIER)}: {self.period(version)}"
        return tag("details", tag("summary", label), self.version(version), class_="earlier")

    def period(self, version: Version) -> str:
        return self.parts.say(version.period) or self.parts.say(say.ALWAYS)

    def version(self, version: Version) -> Html:
        parts = self.parts
        conditions = [
            tag("div", tag("h6", parts.say(part.label), class_="label"), parts.lines(part.lines), class_="part") for part in version.parts
        ]
        note = (
            tag("div", tag("h6", parts.say(say.NOTE), class_="label"), parts.both(version.note), class_="part note")
            if version.note
            else None
        )
        return tag(
            "section",
            tag("h5", _capital(self.period(version))),
            self.definitions([(parts.say(label), parts.say(value)) for label, value in version.facts]),
            parts.basis(version.basis),
            *conditions,
            self.links(say.EXEMPTS, version.exempts, version),
            self.links(say.FOLLOWS, version.follows, version),
            self.sanctions(version.sanctions),
            self.links(say.EXEMPTED_BY, version.exempted_by, version),
            self.links(say.FOLLOWED_BY, version.followed_by, version),
            note,
            class_="version",
        )

    def links(self, label: Text, links: Sequence[Link], version: Version) -> Html | None:
        """Returns links to other rules, with their periods where these differ from that of the version."""
        if not links:
            return None
        items = [tag("li", self.parts.rule(link.id, self.parts.say(link.title)), " ", self.differing(link, version)) for link in links]
        return tag("div", tag("h6", self.parts.say(label), class_="label"), tag("ul", *items), class_="part joined")

    def differing(self, link: Link, version: Version) -> Html | None:
        return tag("small", self.parts.say(link.period)) if link.period != version.period else None

    def sanctions(self, rows: Sequence[SanctionRow]) -> Html | None:
        if not rows:
            return None
        parts = self.parts
        cells = [
            [
                tag("strong", parts.say(row.title)),
                parts.say(row.level),
                parts.lines(row.when) if row.when else "",
                tag("ul", *self.forms(row), class_="plain") if row.forms else "",
                parts.short_basis(row.basis),
            ]
            for row in rows
        ]
        heads = [say.SANCTION, say.LEVEL, say.WHEN, say.FORMS, say.LEGAL_BASIS]
        return tag("div", tag("h6", parts.say(say.SANCTIONS), class_="label"), parts.table(heads, cells), class_="part wide")

    def forms(self, row: SanctionRow) -> Iterator[Html]:
        for form in row.forms:
            yield tag("li", self.parts.say(form.title), " ", tag("small", self.parts.say(form.period)))

    def stricter(self, rule: RuleEntry) -> Html | None:
        if not rule.instances:
            return None
        items = [
            tag("li", self.parts.say(one.title), " ", tag("code", one.id), f": {', '.join(one.agencies)}, {self.parts.say(one.period)}")
            for one in rule.instances
        ]
        return tag("div", tag("h6", self.parts.say(say.STRICTER), class_="label"), tag("ul", *items), class_="part joined")

    # ---- cases, data, notes ----------------------------------------------------------------------------------------------

    def cases(self, rule: RuleEntry) -> Html:
        parts = self.parts
        if not rule.cases:
            return tag("p", parts.say(say.THROUGH if rule.kind == "definition" else say.NO_CASES), class_="quiet")
        official = sum(1 for case in rule.cases if case.source)
        label = f"{parts.say(say.CASES)}: {len(rule.cases)}" + (f", {official} {parts.say(say.OFFICIAL_CASES)}" if official else "")
        rows = [[self.case(case), self.expected(case), self.source(case)] for case in rule.cases]
        table = parts.table([say.CASE, say.EXPECTED, say.OFFICIAL_SOURCE], rows)
        return tag("details", tag("summary", label), table, class_="cases")

    def case(self, case: CaseEntry) -> Html:
        assumed = tag("small", f"{self.parts.say(say.ASSUMED)}: {', '.join(case.assumed)}", class_="below") if case.assumed else None
        return many([tag("span", case.name, lang="en"), assumed])

    def expected(self, case: CaseEntry) -> Html:
        items = [
            tag("li", self.parts.say(words) + (f" ({count} {self.parts.say(say.FACTS)})" if count > 1 else ""))
            for words, count in case.expected
        ]
        differs = tag("strong", self.parts.say(say.DIFFERS), ": ", class_="differs") if not case.agrees else None
        why = tag("p", differs, self.parts.say(case.why), class_="below") if case.why else None
        return many([tag("ul", *items, class_="plain"), why])

    def source(self, case: CaseEntry) -> Html | str:
        if not case.source:
            return ""
        title = case.source.get("title") or case.source.get("citation") or case.source.get("id", "")
        url = case.source.get("url", "")
        more = [case.source[key] for key in ("publisher", "citation") if case.source.get(key) and case.source[key] != title]
        return many([web_link(url, title) if url else title, tag("small", ", ".join(more), class_="below") if more else None])

    def reads(self, rule: RuleEntry) -> Html | None:
        if not rule.reads:
            return None
        items = [tag("li", *self.read(path)) for path in rule.reads]
        label = f"{self.parts.say(say.READS)}: {len(rule.reads)}"
        return tag("details", tag("summary", label), tag("ul", *items, class_="plain"), class_="reads")

    def read(self, path: str) -> Iterator[Html | str]:
        use = self.fields.get(path)
        yield tag("code", path)
        if use is not None:
            yield f" {self.parts.say(use.label)} "
            yield tag("small", self.parts.say(SENSITIVITY[use.sensitivity]) if use.sensitivity in SENSITIVITY else use.sensitivity)

    def notes(self, rule: RuleEntry) -> Html | None:
        if not rule.notes:
            return None
        items = [tag("li", note) for note in rule.notes]
        label = f"{self.parts.say(say.LINT)}: {len(items)}"
        return tag("details", tag("summary", label), tag("ul", *items, lang="en", class_="plain"), class_="lint")


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
