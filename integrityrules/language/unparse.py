"""Tree -> text that parses to the same tree.

May not know types beyond those of literals. `disputed`, totals, labelled clauses and junctions of fewer than two exist in YAML only:
they print as calls that people can read and `parse` refuses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from integrityrules.language import tree
from integrityrules.language.tree import Node, walk

# How tightly each form binds; a part that binds less tightly than its place demands stands in parentheses.
_OR, _AND, _RELATION, _SUM, _PRODUCT, _UNARY, _PATH = range(7)

_Form = tuple[str, int]


def unparse(node: Node) -> str:
    """Returns the text of a tree, typed or not. Where `has_text` holds, parsing (and checking) it gives the tree back."""
    return _form(node)[0]


def has_text(node: Node) -> bool:
    """Tells whether the whole tree can be written as one leaf."""
    return not any(
        isinstance(part, tree.Disputed | tree.Total | tree.Clause)
        or (isinstance(part, tree.All | tree.Any_) and len(part.items) < 2)
        or (isinstance(part, tree.Literal_) and part.value.__class__ is str and not part.value.isprintable())
        for part in walk(node)
    )


def _form(node: Node) -> _Form:
    return _FORMS[type(node)](node)


def _at(node: Node, place: int) -> str:
    """Returns the text of a part for a place that wants at least so tight a form."""
    text, binds = _form(node)
    return text if binds >= place else f"({text})"


def _literal(node: tree.Literal_) -> _Form:
    value = node.value
    if isinstance(value, bool):
        return ("true" if value else "false"), _PATH
    if isinstance(value, int):
        return _number(value, node.type.name == "percent"), _PATH if value >= 0 else _UNARY
    return _quoted(value.isoformat() if isinstance(value, date) else str(value)), _PATH


def _number(value: int, percent: bool) -> str:
    if not percent:
        return str(value)
    whole, hundredths = divmod(abs(value), 100)
    return f"{'-' if value < 0 else ''}{whole}.{hundredths:02}"


def _quoted(text: str) -> str:
    quote = "'" if '"' in text and "'" not in text else '"'
    escaped = text.replace("\\", "\\\\").replace(quote, f"\\{quote}")
    return f"{quote}{escaped}{quote}"


def _field(node: tree.Field | tree.RelatedTo) -> _Form:
    return f"{_base(node.base)}.{node.name}", _PATH


def _base(node: Node) -> str:
    return _at(node, _PATH) if isinstance(node, tree.Var | tree.Field) else f"({unparse(node)})"


def _not(node: tree.Not) -> _Form:
    # In parentheses wherever an operator follows or precedes: a bare `not a == b` is refused.
    return f"!{_at(node.item, _UNARY)}", _UNARY


def _junction(node: tree.All | tree.Any_) -> _Form:
    sign, binds, name = (" && ", _AND, "all") if isinstance(node, tree.All) else (" || ", _OR, "any")
    if len(node.items) < 2:
        return _call(name, node.items)
    return sign.join(_at(item, binds + 1) for item in node.items), binds


def _operand(node: Node, place: int) -> str:
    return f"({unparse(node)})" if isinstance(node, tree.Not) else _at(node, place)


def _compare(node: tree.Compare) -> _Form:
    return f"{_operand(node.left, _SUM)} {node.op} {_operand(node.right, _SUM)}", _RELATION


def _member(node: tree.Member) -> _Form:
    if isinstance(node.options, tree.Param):
        options = unparse(node.options)
    else:
        options = f"[{', '.join(unparse(option) for option in node.options)}]"
    return f"{_operand(node.item, _SUM)} in {options}", _RELATION


def _arith(node: tree.Arith) -> _Form:
    binds = _PRODUCT if node.op == "*" else _SUM
    return f"{_operand(node.left, binds)} {node.op} {_operand(node.right, binds + 1)}", binds


def _macro(node: tree.Macro) -> _Form:
    value = () if node.value is None else (node.value,)
    return f"{unparse(node.source)}.{_call(node.macro, (tree.Var(node.var), node.body, *value))[0]}", _PATH


def _call(name: str, args: tuple[Node, ...]) -> _Form:
    return f"{name}({', '.join(unparse(arg) for arg in args)})", _PATH


def _total(node: tree.Total) -> _Form:
    parts = [f"sum: {unparse(node.summand)}", f"over: {unparse(node.source)}", f"same: [{', '.join(map(unparse, node.same))}]"]
    parts += [f"up_to: {unparse(node.up_to)}"] if node.up_to is not None else []
    parts += [f"where: {unparse(node.where)}"] if node.where is not None else []
    return f"total({', '.join(parts)})", _PATH


_FORMS: Mapping[type, Callable[[Any], _Form]] = {
    tree.Literal_: _literal,
    tree.Param: lambda node: (f"params.{node.name}", _PATH),
    tree.Var: lambda node: (node.name, _PATH),
    tree.Collection: lambda node: (node.name, _PATH),
    tree.Field: _field,
    tree.RelatedTo: _field,
    tree.Not: _not,
    tree.All: _junction,
    tree.Any_: _junction,
    tree.Disputed: lambda node: _call("disputed", node.items),
    tree.Compare: _compare,
    tree.Member: _member,
    tree.Arith: _arith,
    tree.Call: lambda node: _call(node.function, node.args),
    tree.Macro: _macro,
    tree.Total: _total,
    tree.Clause: lambda node: _form(node.item),
}

__all__ = ["has_text", "unparse"]
