"""The operators on trees: every small change of one condition or value, each at its place.

May not know rules or cases. After DeMillo, Lipton and Sayward (1978): whoever tests for small mistakes catches the larger ones too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import NamedTuple

from integrityrules.facts.vocabulary import BOOL, ORDERED, Vocabulary
from integrityrules.language import tree
from integrityrules.language.tree import Node, Pos
from integrityrules.language.unparse import unparse
from integrityrules.ruletests.neighbours import altered, days_beside, numbers_beside, other_code

TREE_OPERATORS: Mapping[str, str] = {
    "comparison": "a comparison becomes another: at, beyond, or on the other side of its limit",
    "number": "a number becomes one more, one less, or double",
    "date": "a day becomes the one before or after",
    "code": "a code becomes another of its list",
    "constant": "`true` becomes `false`, and back",
    "list": "a code is dropped from a list, or an expression from `same` of a total",
    "clause": "a clause is dropped from `all`, `any` or `disputed`, or `where` or `up_to` from a total",
    "negation": "a clause is negated, or a negation removed",
    "combinator": "`all` becomes `any`, and back; `disputed` becomes either",
    "collection": "`exists` becomes `all`, `earliest` becomes `latest`, and back",
    "sum": "`+` becomes `-`, and back",
}
"""Every operator on trees, and what it does."""

MAX_SHOWN = 70

_OTHER_COMPARISONS: Mapping[str, tuple[str, ...]] = {
    "<": ("<=", ">=", "=="),
    "<=": ("<", ">", "=="),
    ">": (">=", "<=", "=="),
    ">=": (">", "<", "=="),
    "==": ("!=",),
    "!=": ("==",),
}
_OTHER_MACRO = {"exists": "all", "all": "exists", "earliest": "latest", "latest": "earliest"}
_JUNCTIONS = (tree.All, tree.Any_, tree.Disputed)


class Change(NamedTuple):
    """One small change of a tree.

    Attributes:
        operator: a key of `TREE_OPERATORS`.
        what: the change in words, with the text before and after.
        pos: where the changed part stands.
        node: the whole tree with the change in it.
    """

    operator: str
    what: str
    pos: Pos
    node: Node


def tree_changes(node: Node, vocabulary: Vocabulary) -> Iterator[Change]:
    """Yields every change of a typed tree once, in the order of its text."""
    seen = {node}
    for change in _changes(node, vocabulary, is_clause=node.type == BOOL):
        if change.node not in seen:
            seen.add(change.node)
            yield change


def _changes(node: Node, vocabulary: Vocabulary, *, is_clause: bool) -> Iterator[Change]:
    yield from _own_changes(node, vocabulary)
    if is_clause and not isinstance(node, tree.Not | tree.Clause | tree.Compare | tree.Literal_ | tree.All | tree.Any_ | tree.Disputed):
        yield Change("negation", f"{shown(node)} is negated", node.pos, tree.Not(node, BOOL, node.pos))
    for name, index, child, below_is_clause in _parts(node):
        for change in _changes(child, vocabulary, is_clause=below_is_clause):
            yield change._replace(node=with_part(node, name, index, change.node))


def _parts(node: Node) -> Iterator[tuple[str, int | None, Node, bool]]:
    """Yields the parts of a node that are changed on their own, and whether each stands where a clause may."""
    for spec in fields(node):
        value = getattr(node, spec.name)
        if isinstance(value, tree.NODE_TYPES):
            yield spec.name, None, value, _holds_clause(node, spec.name)
        elif isinstance(value, tuple) and not isinstance(node, tree.Member):  # the members of a list are dropped, not changed
            for index, item in enumerate(value):
                if isinstance(item, tree.NODE_TYPES):
                    yield spec.name, index, item, isinstance(node, _JUNCTIONS)


def _holds_clause(node: Node, name: str) -> bool:
    """Tells whether a part is a clause whose negation is not yet among the changes."""
    return (isinstance(node, tree.Clause) and name == "item") or (isinstance(node, tree.Macro | tree.Total) and name in ("body", "where"))


def with_part(node: Node, name: str, index: int | None, part: Node) -> Node:
    """Returns a node with one of its parts replaced."""
    if index is None:
        return altered(node, **{name: part})
    items = getattr(node, name)
    return altered(node, **{name: (*items[:index], part, *items[index + 1 :])})


def _own_changes(node: Node, vocabulary: Vocabulary) -> Iterator[Change]:
    """Yields the changes of one node, without those of its parts."""
    match node:
        case tree.Compare():
            ordered = ("<=", ">=") if node.left.type.name in ORDERED else ()
            for op in (*_OTHER_COMPARISONS[node.op], *(ordered if node.op == "==" else ())):
                yield _becomes("comparison", node, replace(node, op=op))
        case tree.Literal_():
            yield from _literal_changes(node, vocabulary)
        case tree.Member() if not isinstance(node.options, tree.Param):
            for index, option in enumerate(node.options):
                kept = (*node.options[:index], *node.options[index + 1 :])
                yield Change("list", f"{shown(option)} is dropped from the list", option.pos, replace(node, options=kept))
        case tree.All() | tree.Any_() | tree.Disputed():
            yield from _junction_changes(node)
        case tree.Not():
            yield Change("negation", f"the negation of {shown(node.item)} is removed", node.pos, node.item)
        case tree.Macro() if node.macro in _OTHER_MACRO:
            other = _OTHER_MACRO[node.macro]
            changed = replace(node, macro=other)  # type: ignore[arg-type]  # one of the macros
            yield Change("collection", f"`{node.macro}` becomes `{other}`", node.pos, changed)
        case tree.Arith() if node.op in ("+", "-"):
            yield _becomes("sum", node, replace(node, op="-" if node.op == "+" else "+"))
        case tree.Total():
            yield from _total_changes(node)
        case _:
            pass


def _becomes(operator: str, node: Node, changed: Node) -> Change:
    return Change(operator, f"{shown(node)} becomes {shown(changed)}", node.pos, changed)


def _literal_changes(node: tree.Literal_, vocabulary: Vocabulary) -> Iterator[Change]:
    value = node.value
    if isinstance(value, bool):
        yield _becomes("constant", node, replace(node, value=not value))
    elif isinstance(value, int):
        for other in numbers_beside(value):
            yield _becomes("number", node, replace(node, value=other))
    elif isinstance(value, date):
        for day in days_beside(value):
            yield _becomes("date", node, replace(node, value=day))
    elif node.type.name == "code":
        yield _becomes("code", node, replace(node, value=other_code(value, node.type.of, vocabulary)))


def _junction_changes(node: tree.All | tree.Any_ | tree.Disputed) -> Iterator[Change]:
    items = node.items
    if len(items) < 2:
        return
    for index, item in enumerate(items):
        kept = (*items[:index], *items[index + 1 :])
        yield Change("clause", f"{shown(item)} is dropped", item.pos, kept[0] if len(kept) == 1 else replace(node, items=kept))
    for other in (tree.All, tree.Any_):
        if not isinstance(node, other):
            words = f"`{_WORDS[type(node)]}` becomes `{_WORDS[other]}`"
            yield Change("combinator", words, node.pos, other(items, node.type, node.pos))


_WORDS = {tree.All: "all", tree.Any_: "any", tree.Disputed: "disputed"}


def _total_changes(node: tree.Total) -> Iterator[Change]:
    for index, key in enumerate(node.same):
        kept = (*node.same[:index], *node.same[index + 1 :])
        yield Change("list", f"{shown(key)} is dropped from `same`", key.pos, replace(node, same=kept))
    for name in ("up_to", "where"):
        part = getattr(node, name)
        if part is not None:
            yield Change("clause", f"`{name}` of the total is dropped", part.pos, altered(node, **{name: None}))


def shown(node: Node) -> str:
    """Returns the text of a tree in backticks, cut where it is long."""
    text = " ".join(unparse(node).split())
    return f"`{text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 3] + '...'}`"


__all__ = ["TREE_OPERATORS", "Change", "shown", "tree_changes", "with_part"]
