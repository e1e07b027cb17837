"""The grammar of a condition's leaf: a subset of CEL, with `not` beside `!`, and the parser made from it.

May not know types or facts. CEL's precedence: `.` and calls, `!` and `not`, `*`, `+ -`, comparisons and `in`, `&&`, `||`.
"""

from __future__ import annotations

from functools import cache

from lark import Lark

# Comparisons are read as a chain, and `!a == b` as a comparison of `!a`, so that both can be refused with a sentence of their own.
GRAMMAR = r"""
?start: disjunction
?disjunction: conjunction | conjunction ("||" conjunction)+ -> any
?conjunction: relation | relation ("&&" relation)+ -> all
?relation: sum | sum (COMPARISON sum)+ -> compare | sum "in" (list | sum) -> member
?sum: product | sum PLUS product -> arith | sum MINUS product -> arith
?product: unary | product TIMES unary -> arith
?unary: path | ("!" | "not") unary -> negation | MINUS INT -> negative | MINUS DECIMAL -> negative
?path: atom | path "." NAME -> field | path "." NAME "(" [arguments] ")" -> method
?atom: NAME -> name | NAME "(" [arguments] ")" -> call | "(" disjunction ")" -> group
     | INT -> integer | DECIMAL -> decimal | TEXT -> text | "true" -> true | "false" -> false
arguments: disjunction ("," disjunction)*
list: "[" [disjunction ("," disjunction)*] "]"

COMPARISON: "==" | "!=" | "<=" | ">=" | "<" | ">"
PLUS: "+"
MINUS: "-"
TIMES: "*"
NAME: /[A-Za-z_][A-Za-z0-9_]*/
INT: /(0|[1-9][0-9]*)(?![A-Za-z0-9_])/
DECIMAL.2: /(0|[1-9][0-9]*)\.[0-9]+(?![A-Za-z0-9_])/
TEXT: /'(?:[^'\\\x00-\x1f]|\\['"\\])*'|"(?:[^"\\\x00-\x1f]|\\['"\\])*"/
%ignore /[ \t\r\n]+/
"""


@cache
def condition_parser() -> Lark:
    """Returns the parser, built when first needed.

    Parsing keeps no state in it, so threads may share it; two that come first at the same time may each build one, and both are good.
    """
    return Lark(GRAMMAR, parser="lalr", lexer="basic", propagate_positions=True, maybe_placeholders=False)


__all__ = ["GRAMMAR", "condition_parser"]
