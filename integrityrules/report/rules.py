"""A rule as text, as it stands on a day: what a lawyer checks against the article, in Indonesian or English.

May not decide. Reads the program of the day, so that what is shown is what is evaluated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from integrityrules.decide.narrate import Language
from integrityrules.decide.outcome import ATTENTION
from integrityrules.decide.wording import BEARERS, EXECUTABILITY, KINDS, STATES, TRACKS, VERIFIED
from integrityrules.facts.values import bounds
from integrityrules.facts.vocabulary import Text
from integrityrules.language.formats import MONTHS, day_in_words, quoted, value_in_words
from integrityrules.language.render import render, render_lines
from integrityrules.language.scope import Compiled
from integrityrules.language.tree import Literal_, Node
from integrityrules.report.rows import label_of, place_words
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.periods import holds
from integrityrules.rulebook.plan import Setting
from integrityrules.rulebook.program import Choice, Deadline, Route, Rule
from integrityrules.rulebook.typed import TypedRule

LABELS: Mapping[str, Text] = {
    "kind": Text("Jenis", "Kind"), "track": Text("Jalur", "Track"), "bearer": Text("Kewajiban pada", "Borne by"),
    "period": Text("Berlaku", "In force"), "cite": Text("Dasar hukum", "Legal basis"), "raised": Text("Timbul apabila", "Raised when"),
    "when": Text("Syarat", "Applies when"), "deadline": Text("Tenggat", "Deadline"), "done": Text("Dipenuhi dengan", "Done on"),
    "exempt": Text("Dikecualikan", "Exempt"), "follows": Text("Akibat dari", "Follows from"),
    "states": Text("Dalam keadaan", "In the states"), "only_for": Text("Hanya bagi", "Only for"),
    "sanction": Text("Kemungkinan sanksi", "Possible sanction"), "note": Text("Catatan", "Note"),
    "burden": Text("Pengecualian harus ditunjukkan oleh", "An exemption must be shown by"),
    "executability": Text("Keterlaksanaan", "Executability"), "agencies": Text("Hanya instansi", "Only agencies"),
    "dated": Text("Hukum yang berlaku pada", "Law in force on"), "every": Text("Setiap tahun pada", "Every year on"),
    "partner": Text("Dinilai bersama setiap", "Judged with each of"),
    "defines": Text("Menentukan", "Defines"), "value": Text("Bernilai", "Is"), "only_when": Text("Hanya apabila", "Only when"),
}  # fmt: skip
UNCERTAIN = Text("belum pasti berlaku pada hari itu", "not certain to be in force on that day")
NONE_STATED = Text("tidak disebutkan", "none stated")
SINCE, UNTIL, BETWEEN, ALWAYS = (
    Text("sejak {}", "since {}"), Text("sampai dengan {}", "until {}"), Text("{} sampai dengan {}", "{} until {}"),
    Text("tanpa batas waktu", "at all times"),
)  # fmt: skip
MONTH_DAY = Text("{} {}", "{} {}")
SOME_DAY = Text("suatu hari antara {} dan {}", "some day from {} to {}")
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
    lines = _Lines(rulebook, day, language)
    found = [line for rule in rules_on(rulebook, day) if rule.id == id for line in lines.rule(rule)]
    return found + [line for setting, rule in definitions_on(rulebook, day) if rule.id == id for line in lines.definition(rule, setting.id)]


def rule_list(rulebook: Rulebook, day: date, language: Language = "id") -> list[str]:
    """Returns a line for each rule in force on a day, definitions too: kind, id and title, in the order of the ids."""
    rules: list[tuple[str, str, Text]] = [(rule.id, rule.kind, rule.title) for rule in rules_on(rulebook, day)]
    rules += [(rule.id, rule.kind, rule.source.title) for _, rule in definitions_on(rulebook, day)]
    found = sorted(dict.fromkeys(rules), key=lambda rule: rule[0])
    widest = max((len(id) for id, _, _ in found), default=0)
    return [f"{KINDS[kind].in_language(language):13} {id:{widest}}  {title.in_language(language)}" for id, kind, title in found]


def rules_on(rulebook: Rulebook, day: date) -> list[Rule]:
    """Returns every rule, exemption and consequence in force on a day, each once, in the order of their ids."""
    program = rulebook.program_on(day)
    acts = [rule for rules in program.rules.values() for rule in rules]
    exemptions = [exemption for rule in acts for exemption in rule.exemptions]
    consequences = [rule for rules in program.consequences.values() for rule in rules]
    return sorted({(rule.id, str(rule.period)): rule for rule in (*acts, *exemptions, *consequences)}.values(), key=lambda rule: rule.id)


def definitions_on(rulebook: Rulebook, day: date) -> list[tuple[Setting, TypedRule]]:
    """Returns every definition in force on a day, each once, with the setting (the nation or a layer) it is read in."""
    plan = next(plan for plan in rulebook.plans if (plan.start or day) <= day <= (plan.end or day))
    found: dict[str, tuple[Setting, TypedRule]] = {}
    for setting in plan.settings.values():
        for definitions in setting.definitions.values():
            for rule, _ in definitions:
                found.setdefault(rule.id, (setting, rule))
    return [found[id] for id in sorted(found)]


class _Lines:
    """Says the rules of one day in one language."""

    def __init__(self, rulebook: Rulebook, day: date, language: Language) -> None:
        self.rulebook = rulebook
        self.today = day
        self.program = rulebook.program_on(day)
        self.language = language

    def say(self, text: Text, *parts: object) -> str:
        return text.in_language(self.language).format(*parts)

    def label(self, key: str) -> str:
        return self.say(LABELS[key])

    # ---- rules

    def rule(self, rule: Rule) -> Iterator[str]:
        yield f"{rule.id} ({rule.ruleset} {rule.version})"
        yield f"  {self.say(rule.title)}"
        yield from (f"  {self.label(key)}: {value}" for key, value in self.facts(rule) if value)
        yield from (self.citation(cite.title, cite.at, cite.verified) for cite in rule.cite)
        yield from self.tree("raised", rule.raised_when, rule)
        yield from self.tree("when", rule.when, rule)
        yield from self.tree("only_for", rule.only_for, rule)
        for route in rule.routes:
            yield from self.route(route, rule)
        for exemption in rule.exemptions:
            yield f"  {self.label('exempt')}: {self.say(exemption.title)} [{exemption.id}]"
            yield from self.tree("when", exemption.when, exemption, indent="    ")
        for choice in rule.choices:
            yield from self.choice(choice, rule)
        if rule.note:
            yield f"  {self.label('note')}: {self.say(rule.note)}"

    def facts(self, rule: Rule) -> Iterator[tuple[str, str]]:
        yield "kind", self.say(KINDS[rule.kind])
        yield "track", self.say(TRACKS[rule.track]) if rule.track in TRACKS else rule.track
        yield "bearer", self.say(BEARERS[rule.bearer]) if rule.bearer in BEARERS else rule.bearer
        yield "period", self.period(*rule.period) + ("" if rule.in_force else f" ({self.say(UNCERTAIN)})")
        yield "executability", self.say(EXECUTABILITY[rule.executability])
        yield "agencies", ", ".join(sorted(rule.agencies))
        yield "dated", self.words(rule.dated_by, rule) if rule.dated_by else ""
        yield "every", self.say(MONTH_DAY, rule.every[1], MONTHS[self.language][rule.every[0] - 1]) if rule.every else ""
        yield "partner", self.words(rule.partner, rule) if rule.partner else ""
        yield "follows", ", ".join(sorted(rule.follows))
        yield "states", "; ".join(self.say(STATES[state]) for state in ATTENTION if state in rule.if_state)
        yield "burden", self.say(BEARERS["official"]) if rule.burden == "official" and rule.exemptions else ""

    def citation(self, title: Text, at: str, verified: str) -> str:
        return f"  {self.label('cite')}: {place_words(title, at, self.language)} ({self.say(VERIFIED[verified])})"

    def period(self, start: Any, end: Any) -> str:
        """Returns a period in words; an end known as a range is said to be so."""
        if start is None and end is None:
            return self.say(ALWAYS)
        if end is None:
            return self.say(SINCE, self.day(start))
        return self.say(UNTIL, self.day(end)) if start is None else self.say(BETWEEN, self.day(start), self.day(end))

    def day(self, value: Any) -> str:
        first, last = (day_in_words(day, self.language) if day else "?" for day in bounds(value))
        return first if first == last else self.say(SOME_DAY, first, last)

    def choice(self, choice: Choice, rule: Rule) -> Iterator[str]:
        """Yields a possible sanction, when it is one, and the forms it can take on that day."""
        when = f": {self.words(choice.when, rule)}" if choice.when else ""
        yield f"  {self.label('sanction')}: {self.say(choice.sanction.title)}{when}"
        for form in choice.sanction.forms:
            if (form.start or self.today) <= self.today <= (form.end or self.today):
                yield f"    - {self.say(form.title) if form.title else form.id}"

    # ---- definitions

    def definition(self, rule: TypedRule, layer: str) -> Iterator[str]:
        source = rule.source
        kind, name = rule.defines or ("", "")
        yield f"{rule.id} ({rule.ruleset.id} {rule.ruleset.version})"
        yield f"  {self.say(source.title)}"
        yield f"  {self.label('kind')}: {self.say(KINDS['definition'])}"
        yield f"  {self.label('defines')}: {quoted(label_of(kind, name, self.language))} ({kind}.{name})"
        yield f"  {self.label('period')}: {self.period(source.in_force.start, source.in_force.end)}"
        yield f"  {self.label('executability')}: {self.say(EXECUTABILITY[source.executability])}"
        yield from self.citations_of(rule)
        if isinstance(rule.value, Literal_):
            yield f"  {self.label('value')}: {value_in_words(rule.value.value, rule.value.type, self.language, self.rulebook.vocabulary)}"
        else:
            yield from self.lines("value", rule.value, kind, layer, "  ")
        yield from self.lines("only_when", rule.when, kind, layer, "  ")
        if source.note:
            yield f"  {self.label('note')}: {self.say(source.note)}"

    def citations_of(self, rule: TypedRule) -> Iterator[str]:
        """Yields the citations of a definition that may be in force: those of a layer can name a source of the ruleset beneath it."""
        sources = {id: source for ruleset in (*self.rulebook.rulesets, rule.ruleset) for id, source in ruleset.sources.items()}
        for cite in rule.source.cite:
            if holds(cite.period, self.today) is not False:
                yield self.citation(sources[cite.source].title, cite.at, cite.verified)

    # ---- conditions and deadlines

    def words(self, compiled: Compiled, rule: Rule) -> str:
        return render(compiled.node, self.language, about=rule.about, **self.surroundings(rule.layer))

    def tree(self, key: str, compiled: Compiled | None, rule: Rule, indent: str = "  ") -> Iterator[str]:
        return self.lines(key, compiled.node if compiled else None, rule.about, rule.layer, indent)

    def lines(self, key: str, node: Node | None, about: str, layer: str, indent: str) -> Iterator[str]:
        if node is None:
            return
        first, *below = render_lines(node, self.language, about=about, **self.surroundings(layer))
        yield f"{indent}{self.label(key)}: {first}"
        yield from (f"{indent}  {line}" for line in below)

    def surroundings(self, layer: str) -> dict[str, Any]:
        """Returns what rendering needs besides the tree: a label is followed by its condition, so that a lawyer can check both."""
        params, titles = self.program.surroundings[layer].params, self.rulebook.parameter_titles
        return {"vocabulary": self.rulebook.vocabulary, "params": params, "titles": titles, "labels": False}

    def route(self, route: Route, rule: Rule) -> Iterator[str]:
        title = f" ({self.say(route.title)})" if route.title else ""
        yield f"  {self.label('deadline')}{title}: {self.deadline(route.deadline, rule)}"
        if route.done_on:
            yield f"    {self.label('done')}: {self.words(route.done_on, rule)}"

    def deadline(self, deadline: Deadline, rule: Rule) -> str:
        if deadline.form == "none_stated":
            return self.say(NONE_STATED)
        if deadline.form == "on" and deadline.of and deadline.month_day:
            month, day = deadline.month_day
            return self.say(FIXED, f"{day:02}", f"{month:02}", self.words(deadline.of, rule))
        starts = self.say(OR).join(self.words(start, rule) for start in deadline.after)
        if deadline.form == "before":
            return self.say(BEFORE, starts)
        return self.say(COUNTS[deadline.form], self.words(deadline.count, rule) if deadline.count else "", starts)
