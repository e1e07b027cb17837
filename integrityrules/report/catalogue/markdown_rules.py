"""One ruleset as a Markdown page: its rules by kind, each with every version, its limits and its cases.

May not decide what is said of a rule: the model does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from integrityrules.decide.wording import KINDS
from integrityrules.facts.vocabulary import Text
from integrityrules.report.catalogue import page_words as say
from integrityrules.report.catalogue.markdown_parts import Says, code, link, plain, table
from integrityrules.report.catalogue.model import (
    CaseEntry,
    Chapter,
    FieldUse,
    Limit,
    Line,
    Lines,
    Link,
    RuleEntry,
    Said,
    SanctionRow,
    Version,
)
from integrityrules.report.catalogue.words import SENSITIVITY


class RulePages:
    """Makes the pages of rulesets.

    Args:
        fields: every field that is read, by its path.
    """

    def __init__(self, says: Says, fields: Mapping[str, FieldUse]) -> None:
        self.says, self.fields = says, fields

    def say(self, text: Text) -> str:
        return self.says.say(text)

    def page(self, chapter: Chapter) -> Iterator[str]:
        yield from self.says.titled(1, chapter.title)
        yield from (code(chapter.id), "")
        yield from self.facts(chapter.facts)
        yield from self.says.basis(chapter.basis)
        if not chapter.rules:
            yield from (self.say(say.NO_RULES), "")
        for instance in chapter.instances:
            yield f"- {self.say(say.STRICTER)}: {code(instance.id)}: {', '.join(map(code, instance.limits))}"
        yield ""
        kind = ""
        for rule in chapter.rules:
            if rule.kind != kind:
                kind = rule.kind
                yield from (f"## {self.say(say.KINDS_MANY[kind])}", "")
            yield from self.rule(rule)
        if chapter.limits:
            yield from (f"## {self.say(say.LIMITS)}", "")
            for limit in chapter.limits:
                yield from self.limit(limit)

    def facts(self, said: Sequence[Said]) -> Iterator[str]:
        yield from (f"- {self.say(label)}: {self.say(value)}" for label, value in said)
        yield ""

    def rule(self, rule: RuleEntry) -> Iterator[str]:
        yield from self.says.titled(3, rule.title)
        yield f"{code(rule.id)} · {self.say(KINDS[rule.kind])} · {', '.join(self.says.verified(one) for one in rule.verified)}"
        yield ""
        yield from self.facts(rule.facts)
        for version in rule.versions:
            yield from self.version(version)
        for limit in rule.limits:
            yield from self.limit(limit)
        for one in rule.instances:
            agencies = ", ".join(map(plain, one.agencies))
            yield f"- {self.say(say.STRICTER)}: {self.say(one.title)} {code(one.id)} ({agencies}; {self.say(one.period)})"
        yield ""
        yield from self.cases(rule)
        if rule.reads:
            yield from (f"{self.say(say.READS)}: {', '.join(self.read(path) for path in rule.reads)}", "")
        yield from (f"- {self.say(say.LINT)}: {plain(note)}" for note in rule.notes)
        yield from ("", f"{self.say(say.PLACE_IN_FILE)}: {code(rule.place)}", "")

    def version(self, version: Version) -> Iterator[str]:
        yield from (f"#### {self.say(version.period) or self.say(say.ALWAYS)}", "")
        yield from self.facts(version.facts)
        yield from self.says.basis(version.basis)
        for part in version.parts:
            yield from self.part(part.label, part.lines)
        yield from self.links(say.EXEMPTS, version.exempts)
        yield from self.links(say.FOLLOWS, version.follows)
        yield from self.sanctions(version.sanctions)
        yield from self.links(say.EXEMPTED_BY, version.exempted_by)
        yield from self.links(say.FOLLOWED_BY, version.followed_by)
        if version.note:
            yield from self.part(say.NOTE, Lines((Line(0, version.note.id),), (Line(0, version.note.en),)))

    def part(self, label: Text, lines: Lines) -> Iterator[str]:
        yield from (f"**{self.say(label)}**", "")
        yield from self.says.both(lines)

    def links(self, label: Text, links: Sequence[Link]) -> Iterator[str]:
        if links:
            yield from (f"**{self.say(label)}**", "")
            yield from (f"- {self.say(one.title)} {code(one.id)} {self.say(one.period)}".rstrip() for one in links)
            yield ""

    def sanctions(self, rows: Sequence[SanctionRow]) -> Iterator[str]:
        heads = [self.say(text) for text in (say.SANCTION, say.LEVEL, say.WHEN, say.FORMS, say.LEGAL_BASIS)]
        yield from table(heads, ([*self.sanction(row)] for row in rows))

    def sanction(self, row: SanctionRow) -> Iterator[str]:
        yield self.say(row.title)
        yield self.say(row.level)
        both = (row.when.in_language(language) for language in (self.says.language, self.says.other)) if row.when else ()
        yield " / ".join(" ".join(plain(line.text) for line in lines) for lines in both)
        yield "; ".join(
            f"{self.say(form.title)} ({self.say(form.period)})" if form.period.id else self.say(form.title) for form in row.forms
        )
        yield self.says.short_basis(row.basis)

    def limit(self, limit: Limit) -> Iterator[str]:
        said = "; ".join(self.say(text) for text in (limit.layer, limit.remark) if text.id)
        remark = f" ({said})" if said else ""
        yield from (f"**{self.say(limit.title)}**{remark}", "")
        rows = [[self.say(value.period), self.say(value.value), self.says.short_basis(value.basis)] for value in limit.values]
        yield from table([self.say(text) for text in (say.PERIOD, say.VALUE, say.LEGAL_BASIS)], rows)

    # ---- cases and data --------------------------------------------------------------------------------------------------

    def cases(self, rule: RuleEntry) -> Iterator[str]:
        if not rule.cases:
            yield from (self.say(say.THROUGH if rule.kind == "definition" else say.NO_CASES), "")
        heads = [self.say(text) for text in (say.CASE, say.EXPECTED, say.OFFICIAL_SOURCE)]
        yield from table(heads, ([plain(case.name), self.expected(case), self.source(case)] for case in rule.cases))

    def expected(self, case: CaseEntry) -> str:
        said = [self.say(words) + (f" ({count} {self.say(say.FACTS)})" if count > 1 else "") for words, count in case.expected]
        differs = f"**{self.say(say.DIFFERS)}:** " if not case.agrees else ""
        return "; ".join(said) + (f". {differs}{self.say(case.why)}" if case.why else "")

    def source(self, case: CaseEntry) -> str:
        if not case.source:
            return ""
        title = case.source.get("title") or case.source.get("citation") or case.source.get("id", "")
        more = [plain(case.source[key]) for key in ("publisher", "citation") if case.source.get(key) and case.source[key] != title]
        assumed = [f"{self.say(say.ASSUMED)}: {', '.join(map(code, case.assumed))}"] if case.assumed else []
        return "; ".join([link(title, case.source.get("url", "")) if case.source.get("url") else plain(title), *more, *assumed])

    def read(self, path: str) -> str:
        use = self.fields.get(path)
        sensitivity = SENSITIVITY.get(use.sensitivity) if use else None
        return f"{code(path)} ({self.say(sensitivity)})" if sensitivity else code(path)
