"""Comparisons of values that may be ranges: true or false only if so for every value in them, as `facts.values` has it.

May not know trees or tables. Whether two entities are the same is `Entity.same_as` in columns.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

from integrityrules.facts.identity import SCHEMES
from integrityrules.language.sql.texts import FALSE, TRUE, all_of, any_of, case, is_false, is_true, literal, unknown
from integrityrules.language.sql.values import Numbers, Ordered, Plain, Value

Order = Literal["<", "<=", ">", ">="]


def compared(op: Order, left: Ordered, right: Ordered, as_of: date) -> str:
    """Returns `left op right`."""
    plain = _plain(op, left, right, as_of)
    if plain:
        return plain
    if op in ("<", "<="):
        return compared(">" if op == "<" else ">=", right, left, as_of)
    opposite = "<=" if op == ">" else "<"
    return case((f"{left.lo} {op} {right.hi}", TRUE), (f"{left.hi} {opposite} {right.lo}", FALSE))


def equal(left: Ordered, right: Ordered, as_of: date) -> str:
    """Returns `left == right`: never true of a range."""
    plain = _plain("=", left, right, as_of)
    if plain:
        return plain
    one = all_of([*(f"{side.lo} = {side.hi}" for side in (left, right) if not side.is_exact), f"{left.lo} = {right.lo}"])
    return case((one, TRUE), (f"({left.hi} < {right.lo} OR {right.hi} < {left.lo})", FALSE))


def _plain(op: str, left: Ordered, right: Ordered, as_of: date) -> str:
    """Returns SQL's own operator where its NULL says all that is unknown, else the empty string."""
    if left.is_exact and right.is_exact:
        return f"({left.lo} {op} {right.lo})"
    if left.stored and right.stored:  # of two days that are both still to come nobody knows which is the earlier
        both_later = f"{left.stored} > {literal(as_of)} AND {right.stored} > {literal(as_of)}"
        return f"CASE WHEN NOT ({both_later}) THEN {left.stored} {op} {right.stored} END"
    for column, other in ((left, right), (right, left)):
        if column.stored and other.constant is not None and other.constant <= as_of:
            return f"({left.stored or left.lo} {op} {right.stored or right.lo})"
    return ""


def same(left: Value, right: Value, as_of: date) -> str:
    """Returns the three-valued equality of two values of one type."""
    if isinstance(left, Numbers) and isinstance(right, Numbers):
        return same_entity(left, right)
    if isinstance(left, Ordered) and isinstance(right, Ordered):
        return equal(left, right, as_of)
    assert isinstance(left, Plain)
    assert isinstance(right, Plain)
    return f"({left.text} = {right.text})"


def same_entity(left: Numbers, right: Numbers) -> str:
    """Returns whether two entities are the same: true if a shared scheme agrees and none differs, false the other way round."""
    shared = [scheme for scheme in SCHEMES if scheme in left.by_scheme and scheme in right.by_scheme]
    said = [_same_number(scheme, left.by_scheme[scheme], right.by_scheme[scheme]) for scheme in shared]
    if len(said) < 2:
        return said[0] if said else unknown("bool")
    agrees, differs = any_of(map(is_true, said)), any_of(map(is_false, said))
    return case((f"{agrees} AND NOT {differs}", TRUE), (f"{differs} AND NOT {agrees}", FALSE))


def _same_number(scheme: str, left: str, right: str) -> str:
    """Returns `identity.same_number`: two numbers of a scheme that was replaced, or that a contract changes, may name one person."""
    if scheme == "nip":
        pns = all_of(f"SUBSTR({number}, 13, 2) BETWEEN '01' AND '12'" for number in (left, right))
        possible = f"{born_as(left)} = {born_as(right)} AND NOT {pns}"
    elif scheme == "npwp":
        possible = f"{is_old(left)} <> {is_old(right)}"
    else:
        return f"({left} = {right})"
    return case((f"{left} = {right}", TRUE), (f"NOT ({possible})", FALSE))


def born_as(nip: str) -> str:
    """Returns what stays the same in the numbers of one civil servant: the day of birth and the sex."""
    return f"(SUBSTR({nip}, 1, 8) || SUBSTR({nip}, 15, 1))"


def is_old(npwp: str) -> str:
    """Returns whether a tax number has the form that was replaced."""
    return f"(SUBSTR({npwp}, 1, 1) = '0')"
