"""Which facts would settle what is undetermined: an irredundant set that does whatever the answers, and the best next question.

May not guess answers: a set settles a rule only if no answers to it leave the rule undetermined. Conditions are read as formulas over
what is unknown; two conditions on one field count as independent, which can only make the set larger than it must be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import prod
from typing import NamedTuple

from integrityrules.decide.decide import trace_of
from integrityrules.decide.openness import asking_scope
from integrityrules.decide.outcome import Decision
from integrityrules.decide.questions import Question, field_question, questions_in
from integrityrules.facts.values import Truth
from integrityrules.facts.world import World
from integrityrules.language import tree
from integrityrules.language.interpret import Trace
from integrityrules.language.scope import Compiled

Answered = frozenset[Question]


class Spread(NamedTuple):
    """How the value of a formula spreads over the answers to some questions, each true or false alike often."""

    true: float
    false: float
    unknown: float


Formula = Callable[[Answered], Spread]


class Open(NamedTuple):
    """One undetermined decision: the questions it raises, in the order of its conditions, and its formula."""

    questions: tuple[Question, ...]
    formula: Formula

    def unsettled(self, answered: Answered) -> float:
        """Returns the share of answers that leave it undetermined; exactly 0 if none does."""
        return self.formula(answered).unknown


def open_decisions(decisions: Iterable[Decision], world: World) -> list[Open]:
    """Returns the undetermined decisions that answers can settle; what only sources dispute is left out."""
    opened = [_opened(decision, world) for decision in decisions if decision.outcome == "undetermined"]
    return [one for one in opened if one.questions and not one.unsettled(frozenset(one.questions))]


def needed_questions(opened: Sequence[Open]) -> tuple[Question, ...]:
    """Returns questions whose answers settle every open decision, none of which can be left out, in the order first met.

    Where a working-day calendar does not reach, an answer can still leave a comparison with a deadline open.
    """
    ordered = list(dict.fromkeys(question for one in opened for question in one.questions))
    kept = set(ordered)
    # Those that concern the fewest decisions are tried first: what one answer settles for many is worth asking.
    for question in sorted(ordered, key=lambda asked: sum(asked in one.questions for one in opened)):
        rest = frozenset(kept - {question})
        if not any(one.unsettled(rest) for one in opened if question in one.questions):
            kept.discard(question)
    return tuple(question for question in ordered if question in kept)


def next_question(opened: Sequence[Open], needed: Sequence[Question]) -> Question | None:
    """Returns the needed question that settles most: the largest share of its answers, summed over the open decisions."""
    if not needed:
        return None
    left = [sum(one.unsettled(frozenset({question})) for one in opened) for question in needed]
    return needed[left.index(min(left))]


def _opened(decision: Decision, world: World) -> Open:
    def formula(condition: Compiled | None) -> Formula:
        if condition is None:
            return _constant(True)
        scope = asking_scope(decision, condition) if condition is decision.rule.when else decision.scope
        trace = trace_of(condition, scope, decision.fact, decision.partner, decision.event)
        return _formula(trace, world, questions)

    questions: list[Question] = []
    dates = [_day_formula(decision, world, questions)] if decision.reason else []
    applies = formula(decision.rule.when)
    exempt = [formula(exemption.when) for exemption in decision.rule.exemptions]
    both = _all([applies, *(_not(one) for one in exempt), *dates])
    return Open(tuple(dict.fromkeys(questions)), both)


def _day_formula(decision: Decision, world: World, questions: list[Question]) -> Formula:
    """Returns the unknown that an act's day (or a lasting fact's ends) leaves; one nobody can answer for an uncertain law."""
    kind = world.vocabulary.kinds[decision.fact.kind]
    dated_by = decision.rule.dated_by
    if decision.reason == "versions_differ" and dated_by is not None:
        return _formula(trace_of(dated_by, decision.scope, decision.fact, decision.partner, decision.event), world, questions)
    names = () if decision.reason == "legal_start" else (kind.dated_by,) if kind.dated_by else kind.span or ()
    asked = [question for name in names if (question := field_question(decision.fact, name, world))]
    questions += asked
    return _unknown(frozenset(asked)) if asked else _constant(None)


def _formula(trace: Trace, world: World, questions: list[Question]) -> Formula:
    """Returns a trace as a formula over its unknown conditions; the questions they raise are added to `questions`."""
    if isinstance(trace.value, bool):
        return _constant(trace.value)
    node = trace.node
    if isinstance(node, tree.All | tree.Any_ | tree.Not | tree.Clause):
        parts = [_formula(part, world, questions) for part in trace.parts]
        if isinstance(node, tree.Clause):
            return parts[0]
        return _not(parts[0]) if isinstance(node, tree.Not) else _any(parts) if isinstance(node, tree.Any_) else _all(parts)
    asked = list(dict.fromkeys(questions_in(trace, world)))
    questions += asked
    return _unknown(frozenset(asked)) if asked else _constant(None)


def _constant(value: Truth) -> Formula:
    spread = Spread(float(value is True), float(value is False), float(value is None))
    return lambda answered: spread


def _unknown(asked: Answered) -> Formula:
    return lambda answered: Spread(0.5, 0.5, 0.0) if asked <= answered else Spread(0.0, 0.0, 1.0)


def _not(part: Formula) -> Formula:
    def spread(answered: Answered) -> Spread:
        true, false, unknown = part(answered)
        return Spread(false, true, unknown)

    return spread


def _all(parts: Sequence[Formula]) -> Formula:
    def spread(answered: Answered) -> Spread:
        spreads = [part(answered) for part in parts]
        true = prod(one.true for one in spreads)
        # INVARIANT: where no part can be unknown, both products are of the same numbers and their difference is exactly 0.
        not_false = prod(one.true + one.unknown for one in spreads)
        return Spread(true, 1.0 - not_false, not_false - true)

    return spread


def _any(parts: Sequence[Formula]) -> Formula:
    return _not(_all([_not(part) for part in parts]))
