"""Why and why not: the condition tree with the values behind it, and how far each number or date is from its limit.

May not decide. Reads the same traces the reference interpreter gives; words come from `language.render`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

from integrityrules.decide.consequences import PossibleSanction
from integrityrules.decide.decide import trace_of
from integrityrules.decide.openness import asking_scope
from integrityrules.decide.outcome import Decision
from integrityrules.decide.questions import Question, field_question, questions_in
from integrityrules.decide.reading import Read, read_by
from integrityrules.facts.values import bounds
from integrityrules.facts.vocabulary import ORDERED, Type
from integrityrules.facts.world import Item, World
from integrityrules.language import tree
from integrityrules.language.interpret import Trace
from integrityrules.language.scope import Compiled, Scope
from integrityrules.rulebook.program import Rule

Role = Literal["trigger", "condition", "exemption"]


class NearMiss(NamedTuple):
    """How far a number or a day is from what it is compared with.

    Attributes:
        trace: of the comparison.
        difference: left minus right, in the unit of `type` (rupiah, days, basis points, a number).
        type: `money`, `days`, `percent` or `int`.
        at_least: a side is known only as a range, and the difference is the smallest it can be.
    """

    trace: Trace
    difference: int
    type: Type
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    """One condition of a decision: the trigger, the rule's own, or an exemption's."""

    role: Role
    rule: Rule
    trace: Trace


@dataclass(frozen=True)
class Explanation:
    """The conditions of one decision with the values behind them."""

    decision: Decision
    world: World

    @cached_property
    def sections(self) -> tuple[Section, ...]:
        """The trigger, the condition and the exemptions. An exemption whose trace is false is there too: it says why not."""
        decision, rule = self.decision, self.decision.rule
        scope = decision.scope.closed() if decision.as_far_as_declared else decision.scope
        sections: list[Section] = []
        if rule.raised_when is not None:
            sections.append(Section("trigger", rule, self._trace(rule.raised_when, scope)))
        if rule.when is not None:
            sections.append(Section("condition", rule, self._trace(rule.when, asking_scope(decision, rule.when))))
        if decision.outcome not in ("not_raised", "does_not_apply"):
            for exemption in rule.exemptions:
                if exemption.when is not None:
                    sections.append(Section("exemption", exemption, self._trace(exemption.when, scope)))
        return tuple(sections)

    def questions(self) -> Iterator[Question]:
        """Yields what is missing for the decision, and for a duty, what is missing of its deadline."""
        decision = self.decision
        if decision.reason in ("versions_differ", "span_uncertain"):
            yield from self._day_questions()
        # Traces are dear, and most findings ask nothing of them.
        for section in self.sections if decision.outcome == "undetermined" or decision.unless_shown else ():
            open_exemption = section.role == "exemption" and section.rule.id in decision.unless_shown
            if open_exemption or (section.role == "condition" and decision.outcome == "undetermined"):
                yield from questions_in(section.trace, self.world)
        if decision.state in ("unconfirmed", "undated", "met_undated"):
            yield from self._deadline_questions()

    def _day_questions(self) -> Iterator[Question]:
        decision = self.decision
        if decision.rule.dated_by is not None:
            yield from questions_in(self._trace(decision.rule.dated_by, decision.scope), self.world)
            return
        kind = self.world.vocabulary.kinds[decision.fact.kind]
        for name in (kind.dated_by,) if kind.dated_by else kind.span or ():
            question = field_question(decision.fact, name, self.world)
            if question is not None:
                yield question

    def _deadline_questions(self) -> Iterator[Question]:
        for route in self.decision.rule.routes:
            for compiled in (*route.deadline.after, route.done_on):
                if compiled is not None:
                    yield from questions_in(self._trace(compiled, self.decision.scope), self.world)

    def questions_about(self, sanction: PossibleSanction) -> Iterator[Question]:
        """Yields what would narrow a range of consequences."""
        for condition in (sanction.rule.only_for, sanction.choice.when):
            if condition is not None:
                bound = self.decision.fact, self.decision.partner, sanction.event
                yield from questions_in(trace_of(condition, sanction.scope, *bound), self.world)

    def _trace(self, compiled: Compiled, scope: Scope) -> Trace:
        return trace_of(compiled, scope, self.decision.fact, self.decision.partner, self.decision.event)

    @cached_property
    def _traces(self) -> tuple[Trace, ...]:
        """Every trace of every section, each before its parts; walked once, without a generator for each level."""
        found: list[Trace] = []
        left = [section.trace for section in reversed(self.sections)]
        while left:
            trace = left.pop()
            found.append(trace)
            left.extend(reversed(trace.parts))
        return tuple(found)

    def items(self) -> tuple[Item, ...]:
        """Returns the facts that were read, the rule's own first, each once."""
        own = (self.decision.fact,) if self.decision.partner is None else (self.decision.fact, self.decision.partner)
        read = [item for item in self._read.items.values() if item.kind in self.world.vocabulary.kinds]
        return tuple({(item.kind, item.id): item for item in (*own, *read)}.values())

    def reads(self) -> tuple[str, ...]:
        """Returns the paths of the fields that were read and had a value, in the order of the conditions."""
        return tuple(self._read.paths)

    @cached_property
    def _read(self) -> Read:
        return read_by(self.decision)

    def is_disputed(self) -> bool:
        """Tells whether a dispute between sources is part of what leaves it open."""
        return any(trace.value is None and trace.why_unknown == "disputed" for trace in self._traces)

    def near_misses(self) -> tuple[NearMiss, ...]:
        """Returns every comparison of two known numbers or days, with the distance between them."""
        found = (near_miss(trace) for trace in self._traces)
        return tuple(miss for miss in found if miss is not None)


def near_miss(trace: Trace) -> NearMiss | None:
    """Returns the distance of one comparison, or `None` where it compares no numbers or days, or their order is not known."""
    node = trace.node
    if trace.value is None or not isinstance(node, tree.Compare) or node.left.type.name not in ORDERED:
        return None
    (low, high), (least, most) = (bounds(part.value) for part in trace.parts)
    if low is not None and most is not None and low >= most:
        left, right = low, most
    elif high is not None and least is not None and high <= least:
        left, right = high, least
    else:
        return None
    vague = (low, least) != (high, most)
    if isinstance(left, date):
        return NearMiss(trace, (left - right).days, Type("days"), vague)
    return NearMiss(trace, left - right, node.left.type, vague)
