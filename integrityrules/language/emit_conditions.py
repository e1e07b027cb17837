"""Writes conditions as pairs of two-valued tests: one is true only if the condition is true, the other only if it is false.

May not allocate, and looks at a leaf at most once in each. Negation swaps the two, `all` and `any` become Python's own `and` and `or`,
and unknown is what neither of them finds; so a condition on known values costs about what two-valued code costs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from integrityrules.errors import EngineError
from integrityrules.language import tree
from integrityrules.language.emit_values import PLAIN, Known, Operand, Test, ValueWriter, constant_of, is_same

Step = Callable[[Known], Test]
"""Writes the next test, given what is known after those before it."""


OPPOSITE: Mapping[str, Any] = {"<": ">=", "<=": ">", ">": "<=", ">=": "<"}


class ConditionWriter(ValueWriter):
    """Writes the conditions of one function."""

    def true(self, node: tree.Node, known: Known) -> Test:
        match node:
            case tree.Clause():
                return self.true(node.item, known)
            case tree.Literal_():
                return Test(repr(node.value is True), known, known)
            case tree.Not():
                return self.false(node.item, known)
            case tree.Disputed(items=()):
                return Test("False", known, known)
            case tree.All() | tree.Disputed():
                return _every([partial(self.true, item) for item in node.items], known)
            case tree.Any_():
                return _some([partial(self.true, item) for item in node.items], known)
            case tree.Compare(op="!="):
                return self.false(replace(node, op="=="), known)
            case tree.Compare() if not is_same(node):
                return self._equal(node, known) if node.op == "==" else self._ordered(node, known)
            case tree.Member():
                return self._member(node, known)
            case _:
                text, after = self.value(node, known)
                return Test(text, after, after)

    def false(self, node: tree.Node, known: Known, *, not_true: bool = False) -> Test:
        match node:
            case tree.Clause():
                return self.false(node.item, known, not_true=not_true)
            case tree.Literal_():
                return Test(repr(node.value is False), known, known)
            case tree.Not():
                return self.true(node.item, known)
            case tree.Disputed(items=()):
                return Test("False", known, known)
            case tree.All():
                return _some([partial(self.false, item) for item in node.items], known)
            case tree.Disputed():
                return _every([partial(self.false, item) for item in node.items], known)
            case tree.Any_():
                return _every([partial(self.false, item, not_true=not_true) for item in node.items], known)
            case tree.Compare(op="!="):
                return self.true(replace(node, op="=="), known)
            case tree.Compare() if not is_same(node):
                if node.op == "==":
                    return self._unequal(node, known, not_true)
                return self._ordered(replace(node, op=OPPOSITE[node.op]), known)  # of ranges, too: both are unknown or neither is
            case tree.Member():
                return self._no_member(node, known, not_true)
            case _:
                text, after = self.value(node, known)
                return Test(f"{text} is not None" if not_true else f"{text} is False", after, after)

    def _sides(self, node: tree.Compare, known: Known) -> tuple[Operand, Operand]:
        left = self.operand(node.left, known)
        return left, self.operand(node.right, left.known)

    def _equal(self, node: tree.Compare, known: Known) -> Test:
        node = _constant_last(node)
        left, right = self._sides(node, known)
        if right.is_constant:  # unknown and ranges equal no constant
            return Test(f"{left.text} == {right.text}", left.known, left.known)
        return Test(f"{left.text} is not None and {left.name} == {right.text}", right.known, left.known)

    def _unequal(self, node: tree.Compare, known: Known, not_true: bool) -> Test:
        node = _constant_last(node)
        left, right = self._sides(node, known)
        checks = _stated(left, right)
        if not not_true:
            checks.append(f"{left.name} != {right.name}")
        if node.left.type.name not in PLAIN and not left.is_constant:
            checks.append(f"({left.name}.__class__ is not Range or equal({left.name}, {right.name}) is False)")
        return Test(" and ".join(checks) or "True", right.known, left.known)

    def _ordered(self, node: tree.Compare, known: Known) -> Test:
        left, right = self._sides(node, known)
        text = " and ".join([*_stated(left, right), f"{left.name} {node.op} {right.name}"])
        return Test(text, right.known, right.known if left.is_constant else left.known)

    def _member(self, node: tree.Member, known: Known) -> Test:
        item, options = self.operand(node.item, known), self._options(node)
        return Test(f"{item.text} in {self.plan.constant(options)}", item.known, item.known)

    def _no_member(self, node: tree.Member, known: Known, not_true: bool) -> Test:
        options = self._options(node)
        if not options:
            return Test("True", known, known)
        item, name = self.operand(node.item, known), self.plan.constant(options)
        checks = _stated(item)
        if not not_true:
            checks.append(f"{item.name} not in {name}")
        if node.item.type.name not in PLAIN and not item.is_constant:
            checks.append(f"({item.name}.__class__ is not Range or member({item.name}, {name}) is False)")
        return Test(" and ".join(checks) or "True", item.known, item.known)

    def _options(self, node: tree.Member) -> frozenset[Any]:
        if isinstance(node.options, tree.Param):
            return frozenset(self.plan.param(node.options.name))
        if not all(isinstance(option, tree.Literal_ | tree.Param) for option in node.options):
            raise EngineError("an option of a list is not a constant")
        return frozenset(constant_of(option, self.plan) for option in node.options)  # type: ignore[arg-type]


def _stated(*operands: Operand) -> list[str]:
    """Returns the tests that the operands are known, working them out on the way."""
    return [f"{operand.text} is not None" for operand in operands if not operand.is_constant]


def _constant_last(node: tree.Compare) -> tree.Compare:
    is_first = isinstance(node.left, tree.Literal_ | tree.Param) and not isinstance(node.right, tree.Literal_ | tree.Param)
    return replace(node, left=node.right, right=node.left) if is_first else node


def _every(steps: Sequence[Step], known: Known) -> Test:
    """Joins tests with `and`: each but the first knows what the ones before it leave when true."""
    texts, if_false = [], None
    for step in steps:
        test = step(known)
        known, if_false = test.if_true, test.if_false if if_false is None else if_false & test.if_false
        texts.append(test.text)
    return Test(_joined(" and ", texts) or "True", known, known if if_false is None else if_false)


def _some(steps: Sequence[Step], known: Known) -> Test:
    """Joins tests with `or`: each but the first knows what the ones before it leave when false."""
    texts, if_true = [], None
    for step in steps:
        test = step(known)
        known, if_true = test.if_false, test.if_true if if_true is None else if_true & test.if_true
        texts.append(test.text)
    return Test(_joined(" or ", texts) or "False", known if if_true is None else if_true, known)


def _joined(word: str, texts: list[str]) -> str:
    return texts[0] if len(texts) == 1 else word.join(f"({text})" for text in texts)
