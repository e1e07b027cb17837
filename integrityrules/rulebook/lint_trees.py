"""Clauses that can be seen never to matter, without a solver: written twice, denied beside themselves, or outside what a neighbour allows.

May not know rules. Only constants are compared: what a parameter allows changes over time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, TypeAlias

from integrityrules.errors import Problem
from integrityrules.language import tree
from integrityrules.rulebook.checks import problem_at

_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
_DENIED = {"<": ">=", "<=": ">", ">": "<=", ">=": "<", "==": "!=", "!=": "=="}

Limit: TypeAlias = tuple[tree.Node, str, Any]
"""What is compared, how, and with which constant; `in` with a tuple of constants."""


def unreachable(root: tree.Node) -> Iterator[Problem]:
    """Yields each clause of a tree that cannot change its value."""
    for node in tree.walk(root):
        if isinstance(node, tree.All | tree.Any_):
            items = flattened(node)
            yield from _duplicates(items)
            yield from _denials(items, in_all=isinstance(node, tree.All))
            if isinstance(node, tree.All):
                yield from _contradictions(items)


def flattened(node: tree.All | tree.Any_) -> list[tree.Node]:
    """Returns the clauses of a junction with those of equal junctions inside it, without their labels."""
    found: list[tree.Node] = []
    for item in node.items:
        inner = bare(item)
        found += flattened(inner) if isinstance(inner, tree.All | tree.Any_) and type(inner) is type(node) else [inner]
    return found


def bare(node: tree.Node) -> tree.Node:
    """Returns a node without label and citation."""
    return bare(node.item) if isinstance(node, tree.Clause) else node


def _duplicates(items: Sequence[tree.Node]) -> Iterator[Problem]:
    for index, item in enumerate(items):
        if item in items[:index]:
            yield problem_at(item.pos, "duplicate-clause", "this clause is already there", "remove one of the two")


def _denials(items: Sequence[tree.Node], *, in_all: bool) -> Iterator[Problem]:
    for index, item in enumerate(items):
        if any(_denies(item, other) or _denies(other, item) for other in items[:index]):
            message = f"this and another clause make the whole {'false' if in_all else 'true'} or unknown, whatever the facts"
            yield problem_at(item.pos, "denied-clause", message, "remove one of the two")


def _denies(left: tree.Node, right: tree.Node) -> bool:
    if isinstance(left, tree.Not):
        return bare(left.item) == right
    if isinstance(left, tree.Compare) and isinstance(right, tree.Compare):
        return left.op == _DENIED[right.op] and (left.left, left.right) == (right.left, right.right)
    return False


def _contradictions(items: Sequence[tree.Node]) -> Iterator[Problem]:
    limits = [(item, found) for item in items if (found := limit_of(item)) is not None]
    for index, (item, limit) in enumerate(limits):
        for other, earlier in limits[:index]:
            if limit[0] == earlier[0] and not _denies(item, other) and not _together(limit, earlier):
                message = "this and another clause cannot both hold"
                yield problem_at(item.pos, "contradiction", message, "one of the two constants is wrong")
                break


def limit_of(node: tree.Node) -> Limit | None:
    """Returns a comparison with a constant as what is compared, how, and with what; `None` for anything else."""
    if isinstance(node, tree.Compare):
        if isinstance(node.right, tree.Literal_):
            return node.left, node.op, node.right.value
        if isinstance(node.left, tree.Literal_):
            return node.right, _MIRRORED[node.op], node.left.value
    if isinstance(node, tree.Member) and isinstance(node.options, tuple):
        return node.item, "in", tuple(option.value for option in node.options if isinstance(option, tree.Literal_))
    return None


def _together(left: Limit, right: Limit) -> bool:
    """Tells whether one value can satisfy both comparisons."""
    for one, other in ((left, right), (right, left)):
        if one[1] in ("==", "in"):
            values = one[2] if one[1] == "in" else (one[2],)
            return any(_satisfies(value, other) for value in values)
    low = [limit for limit in (left, right) if limit[1] in (">", ">=")]
    high = [limit for limit in (left, right) if limit[1] in ("<", "<=")]
    if len(low) == 1 and len(high) == 1:
        closed = low[0][1] == ">=" and high[0][1] == "<="
        return bool(low[0][2] < high[0][2] or (closed and low[0][2] == high[0][2]))
    return True


def _satisfies(value: Any, limit: Limit) -> bool:
    _, op, constant = limit
    match op:
        case "in":
            return value in constant
        case "==":
            return bool(value == constant)
        case "!=":
            return bool(value != constant)
        case "<":
            return bool(value < constant)
        case "<=":
            return bool(value <= constant)
        case ">":
            return bool(value > constant)
    return bool(value >= constant)
