"""A rule as text, as it stands on a day: what a lawyer checks against the article, in Indonesian or English.

May not decide. Reads the program of the day, so that what is shown is what is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from integrityrules.decide.narrate import Language
from integrityrules.decide.wording import BEARERS, TRACKS, VERIFIED
from integrityrules.facts.values import bounds
from integrityrules.facts.vocabulary import Text
from integrityrules.language.render import render, render_lines
from integrityrules.language.scope import Compiled
from integrityrules.report.rows import citation_words
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.program import Deadline, Route, Rule

LABELS: Mapping[str, Text] = {
    "kind": Text("Jenis", "Kind"), "track": Text("Jalur", "Track"), "bearer": Text("Kewajiban pada", "Borne by"),
    "period": Text("Berlaku", "In force"), "cite": Text("Dasar hukum", "Legal basis"), "raised": Text("Timbul jika", "Raised when"),
    "when": Text("Syarat", "Applies when"), "deadline": Text("Tenggat", "Deadline"), "done": Text("Dipenuhi dengan", "Done on"),
    "exempt": Text("Dikecualikan jika", "Exempt when"), "follows": Text("Akibat dari", "Follows from"),
    "states": Text("Pada keadaan", "In the states"), "only_for": Text("Hanya bagi", "Only for"),
    "sanction": Text("Kemungkinan sanksi", "Possible sanction"), "note": Text("Catatan", "Note"),
    "burden": Text("Beban menunjukkan pengecualian pada pejabat", "An exemption must be shown by the official"),
    "open": Text("terbuka", "open"), "uncertain": Text("belum pasti berlaku pada hari itu", "not certain to be in force on that day"),
    "executability": Text("Keterlaksanaan", "Executability"), "agencies": Text("Hanya instansi", "Only agencies"),
    "always": Text("selalu", "always"), "none_stated": Text("tidak disebut", "none stated"),
}  # fmt: skip
COUNTS: Mapping[str, Text] = {
    "working_days": Text("{} hari kerja setelah {}", "{} working days after {}"),
    "days": Text("{} hari setelah {}", "{} days after {}"),
    "months": Text("{} bulan setelah {}", "{} months after {}"),
}
BEFORE, FIXED, OR = Text("sebelum {}", "before {}"), Text("{}-{} tahun {}", "{}-{} of {}"), Text(" atau ", " or ")


def rule_lines(rulebook: Rulebook, id: str, day: date, language: Language = "id") -> list[str]:
    """Returns a rule as it stands on a day, line by line; no lines where no rule of that id is in force.

    Args:
        id: of the rule, `rule@layer` for a layer's instance.
        day: whose law is shown.
    """
    found = [rule for rule in rules_on(rulebook, day) if rule.id == id]
    return [line for rule in found for line in _Lines(rulebook, day, language).rule(rule)]


def rules_on(rulebook: Rulebook, day: date) -> list[Rule]:
    """Returns every rule, exemption and consequence in force on a day, each once, in the order of their ids."""
    program = rulebook.program_on(day)
    acts = [rule for rules in program.rules.values() for rule in rules]
    exemptions = [exemption for rule in acts for exemption in rule.exemptions]
    consequences = [rule for rules in program.consequences.values() for rule in rules]
    return sorted({(rule.id, str(rule.period)): rule for rule in (*acts, *exemptions, *consequences)}.values(), key=lambda rule: rule.id)


class _Lines:
    """Says the rules of one day in one language."""

    def __init__(self, rulebook: Rulebook, day: date, language: Language) -> None:
        self.rulebook = rulebook
        self.program = rulebook.program_on(day)
        self.language = language

    def say(self, key: str) -> str:
        return LABELS[key].in_language(self.language)

    def rule(self, rule: Rule) -> Iterator[str]:
        yield f"{rule.id} ({rule.ruleset} {rule.version})"
        yield f"  {rule.title.in_language(self.language)}"
        for key, value in self.facts(rule):
            if value:
                yield f"  {self.say(key)}: {value}"
        for cite in rule.cite:
            yield f"  {self.say('cite')}: {citation_words(cite, self.language)} ({VERIFIED[cite.verified].in_language(self.language)})"
        yield from self.tree("raised", rule.raised_when, rule)
        yield from self.tree("when", rule.when, rule)
        yield from self.tree("only_for", rule.only_for, rule)
        for route in rule.routes:
            yield from self.route(route, rule)
        for exemption in rule.exemptions:
            yield f"  {self.say('exempt')}: {exemption.title.in_language(self.language)} [{exemption.id}]"
            yield from self.tree("when", exemption.when, exemption, indent="    ")
        for choice in rule.choices:
            when = f": {self.words(choice.when, rule)}" if choice.when else ""
            yield f"  {self.say('sanction')}: {choice.sanction.title.in_language(self.language)}{when}"
        if rule.note:
            yield f"  {self.say('note')}: {rule.note.in_language(self.language)}"

    def facts(self, rule: Rule) -> Iterator[tuple[str, str]]:
        yield "kind", rule.kind
        yield "track", TRACKS[rule.track].in_language(self.language) if rule.track in TRACKS else rule.track
        yield "bearer", BEARERS[rule.bearer].in_language(self.language) if rule.bearer in BEARERS else rule.bearer
        certain = "" if rule.in_force else f" ({self.say('uncertain')})"
        yield "period", f"{self.day(rule.period[0])} – {self.day(rule.period[1])}{certain}"
        yield "executability", rule.executability
        yield "agencies", ", ".join(sorted(rule.agencies))
        yield "follows", ", ".join(sorted(rule.follows))
        yield "states", ", ".join(sorted(rule.if_state))
        yield "burden", "✓" if rule.burden == "official" else ""

    def day(self, value: Any) -> str:
        first, last = bounds(value)
        if first is None and last is None:
            return self.say("open")
        return str(first) if first == last else f"{first or ''}..{last or ''}"

    def words(self, compiled: Compiled, rule: Rule) -> str:
        params = self.program.surroundings[rule.layer].params
        titles = self.rulebook.parameter_titles
        return render(compiled.node, self.language, vocabulary=self.rulebook.vocabulary, params=params, titles=titles, about=rule.about)

    def tree(self, key: str, compiled: Compiled | None, rule: Rule, indent: str = "  ") -> Iterator[str]:
        if compiled is None:
            return
        params = self.program.surroundings[rule.layer].params
        lines = render_lines(
            compiled.node, self.language, vocabulary=self.rulebook.vocabulary, params=params, titles=self.rulebook.parameter_titles, about=rule.about
        )  # fmt: skip
        yield f"{indent}{self.say(key)}: {lines[0]}"
        yield from (f"{indent}  {line}" for line in lines[1:])

    def route(self, route: Route, rule: Rule) -> Iterator[str]:
        title = f" ({route.title.in_language(self.language)})" if route.title else ""
        yield f"  {self.say('deadline')}{title}: {self.deadline(route.deadline, rule)}"
        if route.done_on:
            yield f"    {self.say('done')}: {self.words(route.done_on, rule)}"

    def deadline(self, deadline: Deadline, rule: Rule) -> str:
        if deadline.form == "none_stated":
            return self.say("none_stated")
        if deadline.form == "on" and deadline.of and deadline.month_day:
            month, day = deadline.month_day
            return FIXED.in_language(self.language).format(f"{day:02}", f"{month:02}", self.words(deadline.of, rule))
        starts = OR.in_language(self.language).join(self.words(start, rule) for start in deadline.after)
        if deadline.form == "before":
            return BEFORE.in_language(self.language).format(starts)
        count = self.words(deadline.count, rule) if deadline.count else ""
        return COUNTS[deadline.form].in_language(self.language).format(count, starts)
