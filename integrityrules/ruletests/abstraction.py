"""Conditions with everything opaque in them replaced by fields of one made-up fact, and the values those fields need to take.

May not know rules. What a condition can tell apart is finite: a number only through the constants it is compared with, a code only through
the lists it is looked for in. Two trees that agree on all of that agree everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from math import prod
from typing import Any, cast

from integrityrules.facts.values import Range
from integrityrules.facts.vocabulary import BOOL, INT, ORDERED, Type, Vocabulary
from integrityrules.facts.world import Item, World
from integrityrules.language import tree
from integrityrules.language.generate import generate
from integrityrules.language.scope import Evaluator, Names, Scope
from integrityrules.language.tree import Node

MAX_COMBINATIONS = 20_000
FACT = "made_up"
NAMES = Names(FACT)
_OWN = tree.Var(FACT, Type("fact", FACT))


class Abstraction:
    """Rewrites trees so that they read only a made-up fact; equal parts of different trees become the same field.

    Args:
        params: the values of parameters; they become constants.
    """

    def __init__(self, vocabulary: Vocabulary, params: Mapping[str, Any]) -> None:
        self.vocabulary = vocabulary
        self.params = params
        self._names: dict[Any, str] = {}
        self._types: dict[str, Type] = {}
        self._tests: dict[str, list[Node]] = {}

    def rewritten(self, node: Node) -> Node:
        """Returns a condition over the made-up fact; it has the value of the original wherever its fields have those of the parts."""
        match node:
            case tree.Clause():
                return self.rewritten(node.item)
            case tree.Not():
                return replace(node, item=self.rewritten(node.item))
            case tree.All() | tree.Any_() | tree.Disputed():
                return replace(node, items=tuple(self.rewritten(item) for item in node.items))
            case tree.Literal_():
                return node
            case tree.Compare():
                return self._comparison(node)
            case tree.Member():
                return self._test(node.item, node.item.type, lambda field: replace(node, item=field))
            case _:
                return self._test(node, BOOL, lambda field: field)

    def _comparison(self, node: tree.Compare) -> Node:
        left, right = node.left, node.right
        if left.type == BOOL and right.type == BOOL:
            return replace(node, left=self.rewritten(left), right=self.rewritten(right))
        if is_constant(right) and not is_constant(left):
            return self._test(left, left.type, lambda field: replace(node, left=field))
        if is_constant(left) and not is_constant(right):
            return self._test(right, right.type, lambda field: replace(node, right=field))
        if left.type.name in ORDERED:  # two unknown numbers matter only through which is larger: by the sign of their difference
            sign, zero = ("difference", left, right), tree.Literal_(0, INT)
            return self._test(sign, INT, lambda field: tree.Compare(node.op, field, zero, BOOL, node.pos))
        same = self._test(("same", left, right), BOOL, lambda field: field)
        return same if node.op == "==" else tree.Not(same, BOOL, node.pos)

    def _test(self, part: Any, type_: Type, test: Callable[[Node], Node]) -> Node:
        """Puts a field in the place of a part, and remembers the test as one the field's values must tell apart."""
        name = self._names.setdefault(part, f"part{len(self._names)}")
        self._types[name] = type_
        found = test(tree.Field(_OWN, name, type_))
        self._tests.setdefault(name, []).append(found)
        return found

    # ---- the values the fields need to take ------------------------------------------------------------------------------

    def facts(self) -> Iterator[Item] | None:
        """Returns made-up facts with every combination of values that the tests can tell apart; `None` if there are too many."""
        domains = {name: self._domain(name) for name in self._types}
        if prod(len(values) for values in domains.values()) > MAX_COMBINATIONS:
            return None
        return (Item(FACT, FACT, dict(zip(domains, values, strict=True))) for values in product(*domains.values()))

    def _domain(self, name: str) -> list[Any]:
        """Returns one value for each way in which a field's tests can come out."""
        tests = [self.function(test) for test in dict.fromkeys(self._tests[name])]
        seen: dict[tuple[Any, ...], Any] = {}
        for value in self._values(name):
            item = Item(FACT, FACT, {name: value})
            seen.setdefault(tuple(test(SCOPE, item, None, None) for test in tests), value)
        return list(seen.values())

    def _values(self, name: str) -> list[Any]:
        type_ = self._types[name]
        if type_ == BOOL:
            return [True, False, None]
        constants = [value for test in self._tests[name] for value in self._constants(test)]
        if type_.name == "code":
            return [*self.vocabulary.code_lists[type_.of].codes, None]
        if type_.name in ORDERED:
            return ordered_values(constants)
        return [*dict.fromkeys(constants), *(f"{max(constants, default='')}x",), None]

    def _constants(self, test: Node) -> Iterator[Any]:
        for node in tree.walk(test):
            if isinstance(node, tree.Literal_):
                yield node.value
            elif isinstance(node, tree.Param):
                value = self.params[node.name]
                yield from value if isinstance(value, frozenset) else (value,)
            elif isinstance(node, tree.Arith):
                yield self.function(node)(SCOPE, None, None, None)

    def function(self, node: Node) -> Evaluator:
        """Returns the function of a rewritten tree."""
        return generate(node, NAMES, self.params)


def is_constant(node: Node) -> bool:
    """Tells whether a tree reads no fact."""
    return all(isinstance(part, tree.Literal_ | tree.Param | tree.Arith) for part in tree.walk(node))


def ordered_values(constants: Iterable[Any]) -> list[Any]:
    """Returns each constant with the values next to it, every range between these, and unknown.

    Nothing that is only compared with the constants can tell a value from one of these.
    """
    known = {beside for value in constants if isinstance(value, int | date) for beside in _beside(value)}
    points = sorted(known) if known else [0]
    ranges = [Range(lo, hi) for index, lo in enumerate(points) for hi in points[index + 1 :]]
    open_ranges = [Range(point, None) for point in points] + [Range(None, point) for point in points]
    return [*points, *ranges, *open_ranges, None]


def _beside(value: Any) -> tuple[Any, ...]:
    step: Any = timedelta(days=1) if isinstance(value, date) else 1
    return value - step, value, value + step


# Rewritten trees read nothing but their fact: no world, no day, no definitions.
SCOPE = Scope(cast(World, None), None, False, {}, {}, {})

__all__ = ["FACT", "MAX_COMBINATIONS", "NAMES", "SCOPE", "Abstraction", "is_constant", "ordered_values"]
