"""Which fields a decision was read from: where a condition only names a field of a bound fact, without working the condition out again.

May not decide. Says of every condition exactly what its trace says; only collections, totals, references and defined fields are traced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from integrityrules.decide.openness import asking_scope
from integrityrules.decide.outcome import Decision
from integrityrules.facts.world import Item
from integrityrules.language import tree
from integrityrules.language.interpret import Trace, declared_value, defined_value, interpret
from integrityrules.language.scope import Compiled, Names, Scope
from integrityrules.rulebook.program import Rule

TRACED = -1


class Step(NamedTuple):
    """One place of a condition at which something is read.

    Attributes:
        role: whose field it is: the place in (official, fact, partner, event), or `TRACED` where its trace must tell what was read.
        name: of the field.
        node: what stands there.
        names: what the condition calls the facts.
    """

    role: int
    name: str
    node: tree.Node
    names: Names


class Steps(NamedTuple):
    """The steps of a rule's conditions, in the order of their traces.

    Attributes:
        trigger, condition, exemptions: of each by itself.
        whole: of all, each once: for a decision whose conditions are all read in one scope.
    """

    trigger: tuple[Step, ...]
    condition: tuple[Step, ...]
    exemptions: tuple[Step, ...]
    whole: tuple[Step, ...]


class Read:
    """What was read: `paths` of the fields that had a value, in order, and `items`, every fact a field of which was read."""

    __slots__ = ("items", "paths")

    def __init__(self) -> None:
        self.paths: dict[str, None] = {}
        self.items: dict[tuple[str, str], Item] = {}

    def field(self, item: Item, name: str, known: bool) -> None:
        """Adds a field of a fact."""
        kind, id = item.kind, item.id
        self.items[kind, id] = item
        if known:
            self.paths[f"{kind}[{id}].{name}"] = None

    def trace(self, trace: Trace) -> None:
        """Adds a trace and its parts, each before its own parts; without a generator for each level."""
        left = [trace]
        while left:
            here = left.pop()
            item = here.item
            if item is not None:
                if here.node.__class__ is tree.Field:
                    self.field(item, here.node.name, here.value is not None)
                else:
                    self.items[item.kind, item.id] = item
            if here.parts:
                left.extend(reversed(here.parts))


def read_by(decision: Decision) -> Read:
    """Returns what a decision's trigger, condition and exemptions read, as their traces have it."""
    rule = decision.rule
    steps = steps_of(rule)
    scope = decision.scope.closed() if decision.as_far_as_declared else decision.scope
    asking = scope if rule.when is None else asking_scope(decision, rule.when)
    bound = (scope.world.official, decision.fact, decision.partner, decision.event)
    found = Read()
    with_exemptions = decision.outcome not in ("not_raised", "does_not_apply")
    if with_exemptions and asking is scope:
        _follow(steps.whole, scope, bound, found)
        return found
    _follow(steps.trigger, scope, bound, found)
    _follow(steps.condition, asking, bound, found)
    if with_exemptions:
        _follow(steps.exemptions, scope, bound, found)
    return found


def _follow(steps: Iterable[Step], scope: Scope, bound: Sequence[Item | None], found: Read) -> None:
    definitions, day = scope.definitions, scope.day
    for role, name, node, names in steps:
        if role == TRACED:
            _, fact, partner, event = bound
            found.trace(interpret(node, scope, names.bindings(fact, partner, event)))
            continue
        item = bound[role]
        if item is None:
            continue
        if (item.kind, name) in definitions:
            assert isinstance(node, tree.Field)
            found.trace(defined_value(node, item, scope))
        else:
            found.field(item, name, declared_value(item, name, day) is not None)


def steps_of(rule: Rule) -> Steps:
    """Returns the steps of a rule's conditions, worked out once."""
    steps = rule.kept.get("steps")
    if steps is None:
        trigger, condition = (tuple(_steps(tree)) for tree in (rule.raised_when, rule.when))
        exemptions = tuple(step for exemption in rule.exemptions for step in _steps(exemption.when))
        whole: dict[object, Step] = {}
        for step in (*trigger, *condition, *exemptions):
            whole.setdefault(_same(step), step)
        steps = rule.kept["steps"] = Steps(trigger, condition, exemptions, tuple(whole.values()))
    return steps


def _same(step: Step) -> object:
    return (step.role, step.name) if step.role != TRACED else (step.node, step.names)


def _steps(compiled: Compiled | None) -> Iterator[Step]:
    if compiled is None:
        return
    names = compiled.names
    roles = {"official": 0, names.fact: 1} | ({names.partner: 2} if names.partner else {}) | ({names.event: 3} if names.event else {})
    for node in _places(compiled.node):
        if isinstance(node, tree.Field) and isinstance(node.base, tree.Var):
            yield Step(roles[node.base.name], node.name, node, names)
        else:
            yield Step(TRACED, "", node, names)


def _places(node: tree.Node) -> Iterator[tree.Node]:
    """Yields the places at which something is read, in the order of their traces; whatever is known, each of them has one."""
    match node:
        case tree.Literal_() | tree.Param() | tree.Var():
            pass
        case tree.All(items) | tree.Any_(items) | tree.Disputed(items):
            for item in items:
                yield from _places(item)
        case tree.Not(item) | tree.Clause(item) | tree.Member(item):
            yield from _places(item)
        case tree.Compare(_, left, right) | tree.Arith(_, left, right):
            yield from _places(left)
            yield from _places(right)
        case tree.Call(_, args):
            for arg in args:
                yield from _places(arg)
        case _:
            yield node
