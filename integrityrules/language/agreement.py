"""Which types go together, how a literal takes its type from its context, and how types are named to people.

May not know trees beyond literals, parameters and products. Every function is pure; `check` reports what they refuse.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from difflib import get_close_matches

from integrityrules.facts.vocabulary import BOOL, DATE, DAYS, INT, PERCENT, STRING, Type, Vocabulary
from integrityrules.language import tree
from integrityrules.language.tree import UNTYPED, Node

AMOUNTS = frozenset({"int", "money", "percent", "days"})
"""Types that can be added, and multiplied by a plain number."""

LISTABLE = AMOUNTS | {"code", "string", "date"}
"""Types that can stand to the left of `in`."""

_WORDS = {
    "bool": "true or false", "int": "a number", "money": "money", "percent": "a percentage", "date": "a day", "string": "a text",
    "days": "a number of days", "entity": "a person or organisation",
}  # fmt: skip


def named(type: Type) -> str:
    """Returns a type as a sentence names it: `money`, `a code of giver_relation`, `one gift`, `a collection of bids`."""
    if type.name in ("fact", "event"):
        return f"one {type.of or 'fact'}"
    return {"code": f"a code of `{type.of}`", "collection": f"a collection of `{type.of}` facts"}.get(type.name) or _WORDS[type.name]


def did_you_mean(word: str, known: Iterable[str], before: str = "") -> str:
    """Returns the suggestion of the nearest known word, or the empty string."""
    near = get_close_matches(word, list(known), 1, 0.6)
    return f"did you mean `{before}{near[0]}`" if near else ""


def agree(left: Node, right: Node, vocabulary: Vocabulary) -> bool:
    """Tells whether two typed nodes can be compared or added. What could not be typed agrees with all: it was reported already."""
    types = left.type, right.type
    if UNTYPED in types or types[0] == types[1]:
        return True
    if {type.name for type in types} == {"code"}:
        one, other = codes_of(types[0], vocabulary), codes_of(types[1], vocabulary)
        return one <= other or other <= one
    return fits(left, right.type) or fits(right, left.type)


def fits(node: Node, wanted: Type) -> bool:
    """Tells whether a typed node can stand where a type is wanted; a type without its kind or list (`fact`, `code`) takes any."""
    if node.type in (UNTYPED, wanted) or (node.type.name == wanted.name and not wanted.of):
        return True
    # A period is written as a number, or kept in a parameter with a unit.
    return wanted == DAYS and node.type == INT and isinstance(node, tree.Literal_ | tree.Param)


def codes_of(type: Type, vocabulary: Vocabulary) -> frozenset[str]:
    """Returns the codes of a type's list; none for a list that is not known."""
    known = vocabulary.code_lists.get(type.of)
    return frozenset(known.codes) if known else frozenset()


def plain_type(value: object) -> Type:
    """Returns the type of a literal without context."""
    if isinstance(value, bool):
        return BOOL
    return INT if isinstance(value, int) else DATE if isinstance(value, date) else STRING


def in_context(literal: tree.Literal_, wanted: Type | None) -> tree.Literal_ | None:
    """Returns the literal as the type its context wants, unchanged where the context cannot change it.

    Returns:
        `None` for a text that is wanted as a day and is none.
    """
    known = literal if literal.type != UNTYPED else replace(literal, type=plain_type(literal.value))
    if wanted is None:
        return known
    if known.type == INT and wanted.name in ("money", "days"):
        return replace(known, type=wanted)
    if known.type == INT and wanted == PERCENT:
        return replace(known, value=known.value * 100, type=PERCENT)
    if known.type == STRING and wanted.name == "code":
        return replace(known, type=wanted)
    if known.type == STRING and wanted == DATE:
        day = _day(known.value)
        return None if day is None else replace(known, value=day, type=DATE)
    return known


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None  # no week dates, no dates without hyphens


def looseness(node: Node) -> int:
    """Tells how far a node's type depends on its context: 0 not at all, 1 a product with a literal, 2 nothing but literals."""
    match node:
        case tree.Literal_():
            return 2
        case tree.Clause():
            return looseness(node.item)
        case tree.Arith(op="*"):
            sides = looseness(node.left), looseness(node.right)
            return min(1, *sides) if 2 not in sides else max(1, min(sides))
        case tree.Arith():
            return min(looseness(node.left), looseness(node.right))
        case tree.Call(function="first_stated", args=[_, *_]):
            return min(looseness(arg) for arg in node.args)
        case _:
            return 0


__all__ = ["AMOUNTS", "LISTABLE", "agree", "codes_of", "did_you_mean", "fits", "in_context", "looseness", "named", "plain_type"]
