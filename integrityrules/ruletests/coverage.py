"""Coverage of clauses: which clauses of which rules the cases have ever seen true, false and unknown.

May not decide. Reads the traces of the reference meaning, so a clause that was never reached is never counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from integrityrules.decide.consequences import consequences_of
from integrityrules.decide.decide import trace_of
from integrityrules.decide.outcome import Decision
from integrityrules.engine import Engine
from integrityrules.errors import DeclarationError
from integrityrules.facts.values import Truth
from integrityrules.facts.vocabulary import BOOL
from integrityrules.language import tree
from integrityrules.language.interpret import Trace
from integrityrules.language.tree import Node, Pos
from integrityrules.rulebook.cases import Case
from integrityrules.rulebook.typed import TypedRule
from integrityrules.ruletests.observe import Observation, world_of
from integrityrules.ruletests.tree_operators import shown

_TRUTHS = (True, False, None)


@dataclass(frozen=True, slots=True)
class ClauseCoverage:
    """How often one clause was seen with each value.

    Args:
        rule: id of its rule.
        part: what it belongs to: `raised_when`, `when`, `only_for`, `choose`, `value` or `done_on`.
        text, pos: the clause, and where it stands.
        seen_true, seen_false, seen_unknown: how often, over all cases, facts and elements.
    """

    rule: str
    part: str
    text: str
    pos: Pos
    seen_true: int
    seen_false: int
    seen_unknown: int

    @property
    def is_covered(self) -> bool:
        """Whether it was seen both true and false."""
        return bool(self.seen_true and self.seen_false)

    def __str__(self) -> str:
        never = " and ".join(word for word, count in (("true", self.seen_true), ("false", self.seen_false)) if not count)
        return f"{self.pos.file}:{self.pos.line}:{self.pos.column}: {self.rule}: {self.part}: {self.text} was never {never}"


@dataclass(frozen=True, slots=True)
class CoverageResult:
    """The coverage of every clause, in the order of rules and text."""

    clauses: tuple[ClauseCoverage, ...]

    @property
    def missing(self) -> tuple[ClauseCoverage, ...]:
        """The clauses that no case made both true and false."""
        return tuple(clause for clause in self.clauses if not clause.is_covered)

    @property
    def percent(self) -> float:
        """How many of 100 clauses are covered; 100 where there are none."""
        return 100 * (1 - len(self.missing) / len(self.clauses)) if self.clauses else 100.0

    def lines(self) -> tuple[str, ...]:
        """Returns the clauses that are not covered and a count, as plain text."""
        counted = f"{len(self.clauses) - len(self.missing)} of {len(self.clauses)} clauses were seen true and false"
        return (*map(str, self.missing), counted)


def clause_coverage(engine: Engine, cases: Iterable[Case]) -> CoverageResult:
    """Runs cases and counts what each clause came out as.

    A clause is a leaf of a condition (a comparison, a yes or no, a collection's `exists`), also inside the body of a collection and in
    definitions and rows of consequences. The `where` of a total is left to mutation.

    Args:
        engine: of the rulesets the cases test.
        cases: as `read_cases` gives them; those whose facts cannot be read are passed over.
    """
    seen: Counter[tuple[int, Truth]] = Counter()
    for case in cases:
        try:
            observation = Observation(engine.rulebook, world_of(case, engine.rulebook, engine.calendars))
        except DeclarationError:
            continue
        for decisions in observation.decisions.values():
            for decision in decisions:
                seen.update((id(trace.node), trace.value) for trace in _traces(observation, decision) if trace.value in _TRUTHS)
    return CoverageResult(tuple(_counted(rule, *clause, seen) for rule in engine.rulebook.typed for clause in clauses_of(rule)))


def _counted(rule: TypedRule, part: str, node: Node, seen: Counter[tuple[int, Truth]]) -> ClauseCoverage:
    return ClauseCoverage(rule.id, part, shown(node), node.pos, *(seen[id(node), truth] for truth in _TRUTHS))


def clauses_of(rule: TypedRule) -> Iterator[tuple[str, Node]]:
    """Yields the clauses of a rule, each with the part it belongs to."""
    parts = [(name, getattr(rule, name)) for name in ("raised_when", "when", "only_for", "value")]
    parts += [("choose", node) for node in rule.choices] + [("done_on", route.done_on) for route in rule.routes]
    for part, root in parts:
        if root is not None:
            yield from ((part, leaf) for leaf in _leaves(root, is_condition=root.type == BOOL))


def _leaves(node: Node, *, is_condition: bool) -> Iterator[Node]:
    if isinstance(node, tree.All | tree.Any_ | tree.Disputed):
        for item in node.items:
            yield from _leaves(item, is_condition=True)
    elif isinstance(node, tree.Not | tree.Clause):
        yield from _leaves(node.item, is_condition=True)
    else:
        if is_condition and not isinstance(node, tree.Literal_):
            yield node
        for part in tree.walk(node):
            if isinstance(part, tree.Macro):
                yield from _leaves(part.body, is_condition=True)
                return


def _traces(observation: Observation, decision: Decision) -> Iterator[Trace]:
    """Yields every trace behind a decision: its trigger, condition, exemptions, and the consequences it has."""
    bound = decision.fact, decision.partner, decision.event
    scopes = [decision.scope, decision.scope.closed()] if decision.rule.plurals else [decision.scope]
    rule = decision.rule
    compiled = [rule.raised_when, rule.when, *(exemption.when for exemption in rule.exemptions), *(route.done_on for route in rule.routes)]
    for scope in scopes:
        for part in compiled:
            if part is not None:
                yield from _below(trace_of(part, scope, *bound))
    for rule, scope, _, event in consequences_of(observation.walk, decision):
        for part in (rule.only_for, *(choice.when for choice in rule.choices)):
            if part is not None:
                yield from _below(trace_of(part, scope, decision.fact, decision.partner, event))


def _below(trace: Trace) -> Iterator[Trace]:
    yield trace
    for part in trace.parts:
        yield from _below(part)


__all__ = ["ClauseCoverage", "CoverageResult", "clause_coverage", "clauses_of"]
