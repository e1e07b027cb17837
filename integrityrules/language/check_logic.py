"""Types conditions, comparisons, lists and arithmetic.

May not know names or functions. Both sides of an operator have one type; a literal takes the type of the other side.
"""

from __future__ import annotations

from dataclasses import replace

from integrityrules.facts.vocabulary import BOOL, INT, ORDERED, Type
from integrityrules.language import tree
from integrityrules.language.agreement import AMOUNTS, LISTABLE, agree, codes_of, looseness, named
from integrityrules.language.check_names import param
from integrityrules.language.checking import Around, Checker, words
from integrityrules.language.tree import UNTYPED, Node
from integrityrules.language.unparse import unparse


def negation(checker: Checker, node: tree.Not, around: Around, wanted: Type | None) -> Node:
    return replace(node, item=checker.demanded(node.item, around, BOOL, "what `not` denies"), type=BOOL)


def junction(checker: Checker, node: tree.All | tree.Any_ | tree.Disputed, around: Around, wanted: Type | None) -> Node:
    items = tuple(checker.demanded(item, around, BOOL, "a condition") for item in node.items)
    return replace(node, items=items, type=BOOL)


def clause(checker: Checker, node: tree.Clause, around: Around, wanted: Type | None) -> Node:
    item = checker.typed(node.item, around, wanted)
    return replace(node, item=item, type=item.type)


def compare(checker: Checker, node: tree.Compare, around: Around, wanted: Type | None) -> Node:
    left, right = checker.pair(node.left, node.right, around, None)
    found = replace(node, left=left, right=right, type=BOOL)
    sides = [side for side in (left, right) if side.type != UNTYPED]
    whole = [side for side in sides if side.type.name in ("collection", "event")]
    lists = [side for side in sides if isinstance(side, tree.Param) and side.type.name == "code"]
    if whole:
        checker.report("type-mismatch", found, f"{words(whole[0])} is {named(whole[0].type)} and cannot be compared")
    elif lists:
        checker.report("list-compared", found, f"{words(lists[0])} is a list of codes", f"write `in {unparse(lists[0])}`")
    elif not agree(left, right, checker.vocabulary):
        checker.disagree(found, left, right, "cannot be compared")
    elif node.op not in ("==", "!=") and any(side.type.name not in ORDERED for side in sides):
        message = f"{words(sides[0])} is {named(sides[0].type)}, which has no order"
        checker.report("not-ordered", found, message, "use `==` or `!=`")
    return found


def member(checker: Checker, node: tree.Member, around: Around, wanted: Type | None) -> Node:
    item = checker.typed(node.item, around)
    if item.type != UNTYPED and item.type.name not in LISTABLE:
        checker.report("type-mismatch", item, f"{words(item)} is {named(item.type)} and cannot be looked up in a list")
        item = replace(item, type=UNTYPED)
    if isinstance(node.options, tree.Param):
        return replace(node, item=item, options=list_parameter(checker, node.options, item, around), type=BOOL)
    options = tuple(checker.typed(option, around, item.type) for option in node.options)
    for option in options:
        if not agree(item, option, checker.vocabulary):
            checker.disagree(option, item, option, "cannot be equal")
    return replace(node, item=item, options=options, type=BOOL)


def list_parameter(checker: Checker, options: tree.Param, item: Node, around: Around) -> tree.Param:
    found = param(checker, options, around, None)
    if UNTYPED in (found.type, item.type):
        return found
    if found.type.name != "code":
        suggestion = f"write `== {unparse(found)}`"
        checker.report("list-expected", found, f"{words(found)} is {named(found.type)}, not a list of codes", suggestion)
    elif item.type.name != "code":
        checker.disagree(found, item, found, "cannot be equal")
    elif outside := codes_of(found.type, checker.vocabulary) - codes_of(item.type, checker.vocabulary):
        codes = ", ".join(f"`{code}`" for code in sorted(outside)[:3])
        message = f"{words(item)} is {named(item.type)}, which lacks {codes} of `{found.type.of}`"
        checker.report("type-mismatch", found, message)
    return found


def arith(checker: Checker, node: tree.Arith, around: Around, wanted: Type | None) -> Node:
    if node.op == "*":
        return product(checker, node, around, wanted)
    left, right = checker.pair(node.left, node.right, around, wanted)
    found = replace(node, left=left, right=right, type=UNTYPED)
    if UNTYPED in (left.type, right.type):
        return found
    if "date" in (left.type.name, right.type.name):
        checker.report("type-mismatch", found, f"a day cannot be added or subtracted in {words(found)}", _DATE_CURE[node.op])
    elif not agree(left, right, checker.vocabulary) or left.type.name not in AMOUNTS or right.type.name not in AMOUNTS:
        checker.disagree(found, left, right, "cannot be added" if node.op == "+" else "cannot be subtracted")
    else:
        return replace(found, type=right.type if left.type == INT else left.type)
    return found


def product(checker: Checker, node: tree.Arith, around: Around, wanted: Type | None) -> Node:
    """Types `amount * number`: the literal takes the outer type where the other side is a plain number."""
    if not any(isinstance(side, tree.Literal_ | tree.Param) for side in (node.left, node.right)):
        message = f"one side of `*` must be a constant or a parameter in {words(node)}"
        checker.report("product", node, message, "define one of them as a parameter")
    left_first = looseness(node.left) <= looseness(node.right)
    firm, loose = (node.left, node.right) if left_first else (node.right, node.left)
    amount = wanted if wanted is not None and wanted.name in AMOUNTS else None
    first = checker.typed(firm, around, amount if looseness(firm) == 2 else None)
    second = checker.typed(loose, around, amount if first.type == INT and looseness(firm) < 2 else INT)
    left, right = (first, second) if left_first else (second, first)
    found = replace(node, left=left, right=right, type=UNTYPED)
    if UNTYPED in (left.type, right.type):
        return found
    if INT not in (left.type, right.type) or not {left.type.name, right.type.name} <= AMOUNTS:
        checker.disagree(found, left, right, "cannot be multiplied: one must be a plain number")
        return found
    return replace(found, type=right.type if left.type == INT else left.type)


_DATE_CURE = {"+": "write `add_days(day, count)`", "-": "write `days_between(start, end)` or `add_days(day, -count)`"}


__all__ = ["arith", "clause", "compare", "junction", "member", "negation"]
