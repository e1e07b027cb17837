"""Several sources of one fact, merged: what they agree on is known, what they disagree on is unknown.

May not decide who is right: neither source is overwritten, the field is listed as contradicted.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from integrityrules.facts.entity import Entity
from integrityrules.facts.values import Range, intersection
from integrityrules.facts.world import Item


class Contradiction(Exception):
    """Two sources cannot both be right about a field."""


def merge(sources: Sequence[Item]) -> Item:
    """Returns one item for several sources of one fact.

    A field one source leaves open takes the value of the other. Equal values stay; ranges are narrowed to what both leave possible; two
    descriptions of one entity are joined unless a number differs. Else the field is unknown and in `contradicted`.

    Args:
        sources: items of one kind with one id, at least one.
    """
    first, *others = sources
    values, contradicted = dict(first.values), set(first.contradicted)
    for item in others:
        contradicted.update(item.contradicted)
        for name, value in item.values.items():
            try:
                values[name] = agreed(values[name], value)
            except Contradiction:
                contradicted.add(name)
    for name in contradicted:
        values[name] = None
    return Item(
        first.kind,
        first.id,
        values,
        tuple(basis for item in sources for basis in item.basis),
        tuple(source for item in sources for source in item.stated_by),
        tuple(name for name in values if name in contradicted),
    )


def agreed(left: Any, right: Any) -> Any:
    """Returns what two statements about one field leave; raises `Contradiction` if nothing."""
    if left is None or right is None:
        return right if left is None else left
    if left.__class__ is Range or right.__class__ is Range:
        return _narrowed(left, right)
    if isinstance(left, Entity):
        return _joined(left, right)
    if left == right:
        return left
    raise Contradiction


def _narrowed(left: Any, right: Any) -> Any:
    try:
        return intersection(left, right)
    except ValueError:
        raise Contradiction from None


def _joined(left: Entity, right: Entity) -> Entity:
    """Joins two descriptions of the entity of one field. Where a number differs, or may, nothing is joined."""
    if left.same_as(right) is False:
        raise Contradiction
    joined = left.combined(right)
    if joined.same_as(right) is False or joined.same_as(left) is False:
        raise Contradiction
    return joined
