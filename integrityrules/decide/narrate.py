"""An explanation in words: each clause, whether it holds, the values behind it, and how far it is from its limit.

May not decide or compute. Shows declared values: it is for people with authority to see them, and is never stored or logged.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal, NamedTuple

from integrityrules.decide.explain import Explanation, Section, near_miss
from integrityrules.decide.wording import OUTCOMES, REASONS
from integrityrules.facts.vocabulary import ORDERED, Text, Type, Vocabulary
from integrityrules.language import tree
from integrityrules.language.formats import days_in_words, money_in_words, number_in_words, percent_in_words, quoted, value_in_words
from integrityrules.language.interpret import Trace
from integrityrules.language.render import render, render_opening

Language = Literal["id", "en"]

ANSWERS: Mapping[Any, Text] = {True: Text("ya", "yes"), False: Text("tidak", "no"), None: Text("belum diketahui", "not known")}
ROLES: Mapping[str, Text] = {
    "trigger": Text("Pemicu", "What raises it"),
    "condition": Text("Syarat", "Condition"),
    "exemption": Text("Pengecualian", "Exemption"),
}
HEADINGS: Mapping[type, Text] = {
    tree.All: Text("semua hal berikut terpenuhi", "all of the following"),
    tree.Any_: Text("sekurang-kurangnya satu dari hal berikut terpenuhi", "at least one of the following"),
    tree.Disputed: Text("penafsiran yang berbeda antarsumber", "readings on which sources disagree"),
    tree.Not: Text("hal berikut tidak terpenuhi", "not the following"),
}
BELOW, ABOVE = Text("{} di bawah batas", "{} below the limit"), Text("{} di atas batas", "{} above the limit")
AT_LEAST = Text("sedikitnya {}", "at least {}")
AT = Text("tepat pada batas", "at the limit exactly")
BEFORE, AFTER = Text("{} sebelum batas", "{} before the limit"), Text("{} setelah batas", "{} after the limit")
VALUE, LIMIT = Text("nilai: {}", "value: {}"), Text("batas: {}", "limit: {}")
UNKNOWN = Text("belum diketahui", "not known")
DISPUTED = Text("sumber tidak sepakat", "sources disagree")
UNDECLARED = Text("mungkin ada yang belum dinyatakan", "more may exist than was declared")
AS_FAR = Text("sejauh yang dinyatakan", "as far as declared")
NOT_SHOWN = Text("Pengecualian lain yang belum ditunjukkan", "Other exemptions not shown")
NOT_MET = Text("Pengecualian lain yang tidak terpenuhi", "Other exemptions not met")
PARTS = Text("terdiri atas", "made up of")
MORE = Text("dan {} lainnya", "and {} more")

MOST_ELEMENTS = 20
"""Elements of one collection that are told; of more, how many."""


class Told(NamedTuple):
    """One line of an explanation: what it says, the declared values behind it (which not everybody may see), and what leaves it open."""

    text: str
    values: str = ""
    doubt: str = ""

    def __str__(self) -> str:
        return self.text + self.values + self.doubt

    def without_values(self) -> Told:
        return self._replace(values="")


def narrate(explanation: Explanation, language: Language, titles: Mapping[str, Text], *, full: bool = False) -> list[str]:
    """Returns an explanation as lines, each clause indented below what combines it, with the values behind it; see `told`."""
    return [str(line) for line in told(explanation, language, titles, full=full)]


def told(explanation: Explanation, language: Language, titles: Mapping[str, Text], *, full: bool = False) -> list[Told]:
    """Returns an explanation as lines, each clause indented below what combines it, with the values of each apart from what it says.

    Args:
        titles: of parameters, by name.
        full: tell every exemption and every clause; else the exemptions that exempt, or, where none does, the near misses, and the others
            by their titles; and under a heading only the clauses that alone decide it, where some do.
    """
    decision = explanation.decision
    head = f"{decision.rule.title.in_language(language)}: {OUTCOMES[decision.outcome].in_language(language)}"
    if decision.as_far_as_declared:
        head += f" ({AS_FAR.in_language(language)})"
    if decision.reason:
        head += f" ({REASONS[decision.reason].in_language(language)})"
    lines = [Told(head)]
    narrator = _Narrator(language, explanation.world.vocabulary, titles, decision.fact.kind, full)
    # A condition that always holds says nothing: what raises the rule does.
    sections = [section for section in explanation.sections if not isinstance(section.trace.node, tree.Literal_)]
    chosen = sections if full else [section for section in sections if _is_worth_telling(section, explanation)]
    for section in chosen:
        lines += narrator.section(section)
    if not full and decision.outcome != "exempt":
        lines += narrator.others([section for section in sections if section not in chosen])
    return lines


def _is_worth_telling(section: Section, explanation: Explanation) -> bool:
    """Tells whether a section carries the decision: the conditions, the exemptions that exempt, else those missed by one clause."""
    decision = explanation.decision
    if section.role != "exemption":
        return True
    if decision.outcome == "exempt":
        return section.rule.id in decision.by
    node = section.trace.node
    parts = section.trace.parts if isinstance(node, tree.All) else (section.trace,)
    missed = [part for part in parts if part.value is not True]
    return len(missed) == 1 and len(parts) > 1


@dataclass(frozen=True, slots=True)
class _Narrator:
    """Says traces in one language. `elements` has the id of the element that each variable of a collection stands for."""

    language: Language
    vocabulary: Vocabulary
    titles: Mapping[str, Text]
    about: str
    full: bool
    elements: Mapping[str, str] = field(default_factory=dict)

    def say(self, text: Text, *parts: str) -> str:
        return text.in_language(self.language).format(*parts)

    def section(self, section: Section) -> Iterator[Told]:
        role, answer = self.say(ROLES[section.role]), self.say(ANSWERS[section.trace.value])
        name = f" {quoted(section.rule.title.in_language(self.language))}" if section.role == "exemption" else ""
        places = "; ".join(f"{cite.title.in_language(self.language)} {cite.at}" for cite in section.rule.cite)
        shown = f" [{places}]" if section.role == "exemption" and places else ""
        yield Told(f"  {role}{name}{shown}: {answer}")
        yield from self.trace(section.trace, 2)

    def others(self, sections: list[Section]) -> Iterator[Told]:
        """Yields the exemptions that are not told in full, by their titles: those not shown, and those that do not hold."""
        for answer, heading in ((None, NOT_SHOWN), (False, NOT_MET)):
            titles = [section.rule.title.in_language(self.language) for section in sections if section.trace.value is answer]
            if titles:
                yield Told(f"  {self.say(heading)}: {'; '.join(titles)}")

    def trace(self, trace: Trace, depth: int) -> Iterator[Told]:
        node, indent = trace.node, "  " * depth
        if isinstance(node, tree.Clause):
            yield from self.clause(node, trace, depth)
        elif self.is_heading(trace):
            told = self.told(trace)
            if len(told) == 1 < len(trace.parts):
                yield from self.trace(told[0], depth)
                return
            note = f" ({self.say(DISPUTED)})" if trace.why_unknown == "disputed" else ""
            yield Told(f"{indent}- [{self.say(ANSWERS[trace.value])}] {self.say(HEADINGS[type(node)])}{note}:")
            for part in told:
                yield from self.trace(part, depth + 1)
        else:
            yield self.line(depth, trace.value, self.sentence(trace), trace)
            yield from self.below(trace, depth + 1)

    def line(self, depth: int, answer: Any, words: str, trace: Trace) -> Told:
        """Returns one clause with its answer, and what stands behind it."""
        doubt = f" ({self.say(UNDECLARED)})" if self.is_undeclared(trace) else ""
        return Told(f"{'  ' * depth}- [{self.say(ANSWERS[answer])}] {words}", self.notes(trace), doubt)

    def told(self, trace: Trace) -> Sequence[Trace]:
        """Returns the parts of a heading that are told: those that alone decide it where some do, else all."""
        decisive = {tree.Any_: True, tree.All: False}.get(type(trace.node))
        if self.full or decisive is None or trace.value is not decisive:
            return trace.parts
        return [part for part in trace.parts if part.value is decisive]

    def is_heading(self, trace: Trace) -> bool:
        """Tells whether a node is told through its parts: a combinator, or the denial of one."""
        if isinstance(trace.node, tree.Not):
            return isinstance(trace.parts[0].node, tree.All | tree.Any_ | tree.Disputed)
        return isinstance(trace.node, tree.All | tree.Any_ | tree.Disputed)

    def clause(self, node: tree.Clause, trace: Trace, depth: int) -> Iterator[Told]:
        inner = trace.parts[0]
        if node.label is None or self.is_heading(inner):
            yield from self.trace(inner, depth)
            return
        yield self.line(depth, trace.value, node.label.in_language(self.language), inner)
        yield from self.below(inner, depth + 1)

    def sentence(self, trace: Trace) -> str:
        """Returns what a leaf says; of a collection whose elements follow, how the sentence begins."""
        macro = trace.parts[0] if isinstance(trace.node, tree.Not) else trace
        opens = isinstance(macro.node, tree.Macro) and macro.value is not False and bool(_decisive(macro))
        say = render_opening if opens else render
        return say(
            trace.node, self.language, vocabulary=self.vocabulary, titles=self.titles, about=self.about, elements=self.elements
        )  # fmt: skip

    def below(self, trace: Trace, depth: int) -> Iterator[Told]:
        """Yields what a leaf rests on: the summands of a total, the elements of a collection, the definitions of an element's field."""
        yield from self.summands(trace, depth)
        yield from self.definitions(trace, depth)
        for macro in _macros(trace):
            yield from self.members(macro, depth)

    def members(self, trace: Trace, depth: int) -> Iterator[Told]:
        """Yields the elements that decide a collection, each with what it fulfils or misses; on request, all of them."""
        assert isinstance(trace.node, tree.Macro)
        told = trace.parts if self.full else _decisive(trace) or _narrowly_missed(trace)
        for part in told[:MOST_ELEMENTS]:
            assert part.item is not None
            inner = replace(self, elements={**self.elements, trace.node.var: part.item.id})
            yield Told(f"{'  ' * depth}{value_in_words(part.item, trace.node.source.type, self.language, self.vocabulary)}:")
            clauses = part.parts[0]
            for clause in inner.told(clauses) if isinstance(clauses.node, tree.All) else (clauses,):
                yield from inner.trace(clause, depth + 1)
        if len(told) > MOST_ELEMENTS:
            yield Told(f"{'  ' * depth}{self.say(MORE, str(len(told) - MOST_ELEMENTS))}")

    def definitions(self, trace: Trace, depth: int) -> Iterator[Told]:
        """Yields why a field of an element holds or does not, where rules define it."""
        flag = trace.parts[0] if isinstance(trace.node, tree.Not) else trace
        if self.elements and isinstance(flag.node, tree.Field):
            for part in flag.parts:
                if part.node.type.name == "bool":
                    yield from replace(self, elements={}).trace(part, depth)

    def notes(self, trace: Trace) -> str:
        """Returns what stands behind a leaf: its values and its distance from the limit."""
        found = [*self.values(trace), *self.distance(trace)]
        return f" ({'; '.join(dict.fromkeys(found))})" if found else ""

    def is_undeclared(self, trace: Trace) -> bool:
        """Tells whether a leaf is open because more may exist than was declared."""
        macro = trace.parts[0] if isinstance(trace.node, tree.Not) else trace
        is_settled = isinstance(macro.node, tree.Macro) and isinstance(macro.value, bool)
        return not is_settled and any(part.why_unknown == "undeclared" for part in (trace, *_within(trace)))

    def values(self, trace: Trace) -> Iterator[str]:
        """Yields the values of the sides of a comparison, or of what was tested; a flag needs none, nor does what is all unknown."""
        node = trace.node
        if isinstance(node, tree.Not):
            yield from self.values(trace.parts[0])
        elif isinstance(node, tree.Compare | tree.Member | tree.Call):
            shown = [part for part in trace.parts if _has_words(part.node)]
            if any(part.value is not None for part in shown if not isinstance(part.node, tree.Param)):
                yield from (self.value(part, limit=isinstance(node, tree.Compare)) for part in shown)

    def value(self, trace: Trace, *, limit: bool = False) -> str:
        if trace.value is None:
            return self.say(UNKNOWN)
        shown = value_in_words(trace.value, trace.node.type, self.language, self.vocabulary)
        if isinstance(trace.node, tree.Param):
            return self.say(LIMIT, shown) if limit and trace.node.type.name in ORDERED else shown
        return self.say(VALUE, shown)

    def distance(self, trace: Trace) -> Iterator[str]:
        if isinstance(trace.node, tree.Not):
            yield from self.distance(trace.parts[0])
            return
        miss = near_miss(trace)
        if miss is None or not isinstance(trace.node, tree.Compare) or trace.node.op in ("==", "!="):
            return
        if miss.difference == 0:
            yield self.say(AT)
        else:
            over = miss.difference > 0
            phrase = (AFTER if over else BEFORE) if miss.type.name == "days" else (ABOVE if over else BELOW)
            shown = self.say(phrase, self.amount(abs(miss.difference), miss.type))
            yield self.say(AT_LEAST, shown) if miss.at_least else shown

    def amount(self, number: int, type: Type) -> str:
        if type.name == "money":
            return money_in_words(number, self.language)
        if type.name == "percent":
            return percent_in_words(number, self.language)
        return days_in_words(number, self.language) if type.name == "days" else number_in_words(number, self.language)

    def summands(self, trace: Trace, depth: int) -> Iterator[Told]:
        """Yields what a total is made up of, each fact by its id."""
        for part in _within(trace):
            if isinstance(part.node, tree.Total):
                for summand in part.parts:
                    if summand.item is not None and isinstance(summand.node, tree.Field):
                        fact = value_in_words(summand.item, summand.node.type, self.language, self.vocabulary)
                        shown = value_in_words(summand.value, summand.node.type, self.language, self.vocabulary)
                        yield Told(f"{'  ' * depth}  {self.say(PARTS)} {fact}", f": {shown}")


def _has_words(node: tree.Node) -> bool:
    """Tells whether the value of a node says something: not that of a constant, nor of a fact or an entity."""
    return not isinstance(node, tree.Literal_ | tree.Var) and node.type.name not in ("fact", "entity")


def _within(trace: Trace) -> Iterator[Trace]:
    """Yields the traces below one, as far as they belong to the same clause."""
    for part in trace.parts:
        yield part
        yield from _within(part)


def _macros(trace: Trace) -> Iterator[Trace]:
    """Yields the outermost collections of a leaf; not those that a field's definitions read."""
    if isinstance(trace.node, tree.Macro):
        yield trace
    elif not isinstance(trace.node, tree.Field):
        for part in trace.parts:
            yield from _macros(part)


def _decisive(trace: Trace) -> tuple[Trace, ...]:
    """Returns the elements that make a collection what it is: those that hold, those that do not, or those not known to."""
    assert isinstance(trace.node, tree.Macro)
    wanted: tuple[Any, ...] = (True, None)
    if trace.node.macro in ("exists", "all"):
        # An element that does not hold is no reason why none does, nor one that holds why all do.
        wanted = () if trace.value is (trace.node.macro == "all") else (trace.value,)
    return tuple(part for part in trace.parts if part.value in wanted)


def _narrowly_missed(trace: Trace) -> tuple[Trace, ...]:
    """Returns the elements of which only one of several clauses does not hold, where none of them does."""
    assert isinstance(trace.node, tree.Macro)
    if trace.node.macro != "exists" or trace.value is not False:
        return ()
    return tuple(part for part in trace.parts if _misses_one(part.parts[0]))


def _misses_one(trace: Trace) -> bool:
    return isinstance(trace.node, tree.All) and sum(part.value is not True for part in trace.parts) == 1
