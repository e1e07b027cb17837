"""Text of one leaf -> untyped tree with positions, or an error that says where and what to write instead.

May not know types, facts or YAML. Deep or long texts are refused before anything recursive touches them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, TypeAlias

from lark import Tree
from lark.exceptions import UnexpectedInput

from integrityrules.errors import RulesetError
from integrityrules.facts.vocabulary import BOOL, INT, PERCENT, STRING
from integrityrules.language import tree
from integrityrules.language.grammar import condition_parser
from integrityrules.language.places import Places, shown
from integrityrules.language.syntax_errors import syntax_error
from integrityrules.language.tree import Node

MAX_LENGTH = 4_000
MAX_DEPTH = 50
MAX_NODES = 1_000
MAX_NUMBER = 10**15

Parsed: TypeAlias = Any
"""A `lark.Tree` of tokens; which children a rule has, the grammar says."""

MACROS: Mapping[Any, int] = {"exists": 2, "all": 2, "count": 2, "earliest": 3, "latest": 3}
"""The macros of a collection and how many arguments each takes."""


def parse_expression(text: str, *, file: str = "", line: int = 1, column: int = 1, source: str = "") -> Node:
    """Returns the untyped tree of one leaf; `check` gives it its types.

    Args:
        text: the leaf, with YAML's quotes and folds resolved.
        file, line, column: where its first character stands, 1-based.
        source: the file from that character on; gives exact positions in a text that YAML folded over several lines.

    Raises:
        RulesetError: the text is not a condition, too long (4,000 characters), too deep (50 levels) or too large (1,000 parts); it
            holds one problem with its position.
    """
    places = Places(text[:MAX_LENGTH], file, line, column, source)
    if len(text) > MAX_LENGTH:
        raise places.error("too-long", 0, f"a condition has at most {MAX_LENGTH} characters", "split it with `all` or `any`")
    try:
        parsed = condition_parser().parse(text)
    except UnexpectedInput as error:
        raise syntax_error(error, places) from None
    if isinstance(parsed, Tree):
        _refuse_large(parsed, places)
    return _Builder(places).node(parsed)


def _refuse_large(parsed: Parsed, places: Places) -> None:
    """Refuses a tree that is too deep or too large, without recursion."""
    level: list[Parsed] = [parsed]
    depth = count = 0
    while level:
        depth, count = depth + 1, count + len(level)
        if depth > MAX_DEPTH:
            raise places.error("too-deep", _start(level[0]), f"a condition nests at most {MAX_DEPTH} levels", "name a part as a definition")
        if count > MAX_NODES:
            raise places.error("too-large", 0, f"a condition has at most {MAX_NODES} parts", "split it with `all` or `any`")
        level = [child for item in level for child in item.children if isinstance(child, Tree)]


def _start(parsed: Parsed) -> int:
    return int(getattr(parsed.meta, "start_pos", 0))


class _Builder:
    """Turns a parsed text into nodes, each at the place where its text begins."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def node(self, parsed: Parsed) -> Node:
        return _MAKERS[parsed.data](self, parsed)

    def at(self, parsed: Parsed) -> tree.Pos:
        return self._places.pos(_start(parsed))

    def words(self, parsed: Parsed) -> str:
        return shown(self._places.text[_start(parsed) : parsed.meta.end_pos])

    def error(self, code: str, parsed: Parsed, message: str, suggestion: str = "") -> RulesetError:
        return self._places.error(code, _start(parsed), message, suggestion)

    def operand(self, parsed: Parsed, whole: Parsed) -> Node:
        """Builds a side of an operator, where a bare `not` would be read differently by different people."""
        if parsed.data != "negation":
            return self.node(parsed)
        sign = self._places.text[_start(parsed) : _start(parsed) + 1]
        before = "!" if sign == "!" else "not "
        rest = self._places.text[_start(parsed) : whole.meta.end_pos].removeprefix(before.strip()).strip()
        message = f"it is not clear how much `{before.strip()}` denies in {self.words(whole)}"
        leads = _start(parsed) == _start(whole)
        cure = f"{before}({rest})" if leads else f"({before}{rest})"
        raise self.error("ambiguous-not", parsed, message, f"use parentheses, for example {shown(cure)}")

    def any(self, parsed: Parsed) -> Node:
        return tree.Any_(tuple(self.node(item) for item in parsed.children), pos=self.at(parsed))

    def all(self, parsed: Parsed) -> Node:
        return tree.All(tuple(self.node(item) for item in parsed.children), pos=self.at(parsed))

    def negation(self, parsed: Parsed) -> Node:
        return tree.Not(self.node(parsed.children[0]), pos=self.at(parsed))

    def group(self, parsed: Parsed) -> Node:
        return self.node(parsed.children[0])

    def compare(self, parsed: Parsed) -> Node:
        if len(parsed.children) > 3:
            message = f"comparisons cannot be chained in {self.words(parsed)}"
            raise self.error("chained-comparison", parsed, message, "write `a < b && b < c`")
        left, op, right = parsed.children
        return tree.Compare(op.value, self.operand(left, parsed), self.operand(right, parsed), pos=self.at(parsed))

    def member(self, parsed: Parsed) -> Node:
        item, options = parsed.children
        return tree.Member(self.operand(item, parsed), self.options(options), pos=self.at(parsed))

    def options(self, parsed: Parsed) -> tuple[Node, ...] | tree.Param:
        if parsed.data == "list":
            return tuple(self.constant(item) for item in parsed.children)
        node = self.node(parsed)
        if not isinstance(node, tree.Param):
            raise self.error("list-expected", parsed, f"{self.words(parsed)} is not a list", 'write `in ["a", "b"]` or `in params.name`')
        return node

    def constant(self, parsed: Parsed) -> Node:
        node = self.node(parsed)
        if not isinstance(node, tree.Literal_):
            raise self.error("not-constant", parsed, f"{self.words(parsed)} is not a constant", "a list holds texts and numbers only")
        return node

    def arith(self, parsed: Parsed) -> Node:
        left, op, right = parsed.children
        return tree.Arith(op.value, self.operand(left, parsed), self.operand(right, parsed), pos=self.at(parsed))

    def negative(self, parsed: Parsed) -> Node:
        return self.number(parsed, f"-{parsed.children[1]}")

    def number(self, parsed: Parsed, digits: str = "") -> Node:
        digits = digits or str(parsed.children[0])
        if "." not in digits:
            value, type = int(digits), INT
        else:
            value, type = self.basis_points(parsed, digits), PERCENT
        if abs(value) > MAX_NUMBER:
            raise self.error("number-too-large", parsed, "a number has at most 15 digits")
        return tree.Literal_(value, type, self.at(parsed))

    def basis_points(self, parsed: Parsed, digits: str) -> int:
        if len(digits.partition(".")[2].rstrip("0")) > 2:
            raise self.error("decimals", parsed, f"{shown(digits)} has more than two decimals", "percentages are kept to 0.01")
        return int(Decimal(digits) * 100)

    def text(self, parsed: Parsed) -> Node:
        return tree.Literal_(re.sub(r"\\(.)", r"\1", str(parsed.children[0])[1:-1]), STRING, self.at(parsed))

    def true(self, parsed: Parsed) -> Node:
        return tree.Literal_(True, BOOL, self.at(parsed))

    def false(self, parsed: Parsed) -> Node:
        return tree.Literal_(False, BOOL, self.at(parsed))

    def name(self, parsed: Parsed) -> Node:
        name = str(parsed.children[0])
        if name == "params":
            raise self.error("params", parsed, "`params` is not a value by itself", "write `params.name`")
        return tree.Var(name, pos=self.at(parsed))

    def field(self, parsed: Parsed) -> Node:
        base, name = parsed.children
        if base.data == "name" and base.children[0] == "params":
            return tree.Param(str(name), pos=self.at(parsed))
        if base.data not in ("name", "field", "group"):
            raise self.error("no-fields", parsed, f"{self.words(base)} has no fields", "a field belongs to a fact: `gift.giver`")
        return tree.Field(self.node(base), str(name), pos=self.at(parsed))

    def call(self, parsed: Parsed) -> Node:
        name = str(parsed.children[0])
        if name in MACROS:
            suggestion = f"write `gifts.{name}(g, ...)`"
            raise self.error("macro-without-collection", parsed, f"`{name}` is asked of a collection", suggestion)
        return tree.Call(name, tuple(self.node(item) for item in self.arguments(parsed)), pos=self.at(parsed))

    def arguments(self, parsed: Parsed) -> list[Any]:
        last = parsed.children[-1]
        return last.children if isinstance(last, Tree) and last.data == "arguments" else []

    def method(self, parsed: Parsed) -> Node:
        receiver, name, arguments = parsed.children[0], parsed.children[1].value, self.arguments(parsed)
        if name not in MACROS:
            near = get_close_matches(name, MACROS, 1)
            suggestion = f"did you mean `{near[0]}`" if near else f"a collection has {', '.join(f'`{macro}`' for macro in MACROS)}"
            raise self.error("unknown-macro", parsed, f"`{name}` cannot be asked of a collection", suggestion)
        wanted = "(x, condition, date)" if MACROS[name] == 3 else "(x, condition)"
        if len(arguments) != MACROS[name] or arguments[0].data != "name":
            message = f"`{name}` takes a name for the element{', a condition and a date' if MACROS[name] == 3 else ' and a condition'}"
            raise self.error("macro-arguments", parsed, message, f"write `{name}{wanted}`")
        body, *value = (self.node(item) for item in arguments[1:])
        var = str(arguments[0].children[0])
        return tree.Macro(name, self.source(receiver), var, body, value[0] if value else None, pos=self.at(parsed))

    def source(self, parsed: Parsed) -> Node:
        if parsed.data == "name":
            return tree.Collection(str(parsed.children[0]), pos=self.at(parsed))
        if parsed.data == "field":
            base, name = parsed.children
            return tree.RelatedTo(self.node(base), str(name), pos=self.at(parsed))
        raise self.error("no-collection", parsed, f"{self.words(parsed)} is not a collection", "write `gifts` or `package.bids`")


_MAKERS: Mapping[str, Callable[[_Builder, Parsed], Node]] = {
    "any": _Builder.any,
    "all": _Builder.all,
    "compare": _Builder.compare,
    "member": _Builder.member,
    "arith": _Builder.arith,
    "negation": _Builder.negation,
    "negative": _Builder.negative,
    "field": _Builder.field,
    "method": _Builder.method,
    "name": _Builder.name,
    "call": _Builder.call,
    "group": _Builder.group,
    "integer": _Builder.number,
    "decimal": _Builder.number,
    "text": _Builder.text,
    "true": _Builder.true,
    "false": _Builder.false,
}


__all__ = ["MACROS", "MAX_DEPTH", "MAX_LENGTH", "MAX_NODES", "parse_expression"]
