"""What both `interpret` and generated functions do with values they have worked out: combine, add up, find the first or last.

May not know the tree. Every function is total and three-valued; a wrong answer here is a wrong finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from integrityrules.facts.entity import Entity
from integrityrules.facts.values import ONE_DAY, Range, Truth, bounds, equal, intersection, ranged
from integrityrules.facts.world import Item, World

Said = tuple[Truth, Any]
"""Whether a definition speaks (or an element belongs), and its value."""


def same(left: Any, right: Any) -> Truth:
    """Three-valued `==` of two values of one type: entities by identifier, facts by id, the rest by value."""
    if left is None or right is None:
        return None
    if left.__class__ is Entity:
        return left.same_as(right)
    if left.__class__ is Range or right.__class__ is Range:
        return equal(left, right)
    return bool(identity(left) == identity(right))


def identity(value: Any) -> Any:
    """Returns a fact's id, which is what a reference to it holds; any other value as it is."""
    return value.id if value.__class__ is Item else value


def combine(declared: Any, said: Iterable[Said]) -> Any:
    """Returns the value of a defined field.

    What a definition surely says wins over what was declared; two that disagree leave it unknown; while one may yet speak, a value
    it would change is unknown. A declared value inside a derived range narrows it.
    """
    statements = list(said)
    speaking = [value for when, value in statements if when and value is not None]
    if speaking:
        agreed = speaking[0]
        for value in speaking[1:]:
            agreed = _meet(agreed, value)
            if agreed is None:
                return None
        narrowed = agreed if declared is None else _meet(agreed, declared)
        return agreed if narrowed is None else narrowed
    changed = any(when is None and (value is None or same(value, declared) is not True) for when, value in statements)
    return None if changed else declared


def contradiction(declared: Any, said: Iterable[Said]) -> str:
    """Returns `definitions` if two disagree, `declared` if the declared value cannot be what they say, else the empty string."""
    agreed: Any = None
    for when, value in said:
        if not when or value is None:
            continue
        agreed = value if agreed is None else _meet(agreed, value)
        if agreed is None:
            return "definitions"
    return "declared" if agreed is not None and declared is not None and _meet(agreed, declared) is None else ""


def _meet(left: Any, right: Any) -> Any:
    """Returns what two statements of one value leave possible, `None` if they contradict each other."""
    if left.__class__ is Range or right.__class__ is Range:
        try:
            return intersection(left, right)
        except ValueError:
            return None
    return None if same(left, right) is False else left


def add_up(entries: Iterable[Said], complete: bool) -> Any:
    """Returns the sum of the values of those that belong: amounts of zero or more, unknown ones from zero upwards.

    Args:
        entries: whether each belongs, and its value.
        complete: no other entries exist; else the sum has no upper end.
    """
    low, high = 0, 0 if complete else None
    for belongs, value in entries:
        if belongs is False:
            continue
        lo, hi = bounds(value)
        low += (lo or 0) if belongs else 0
        high = None if high is None or hi is None else high + hi
    return ranged(low, high)


def how_many(belonging: Sequence[Truth], complete: bool) -> Any:
    """Returns the number of true entries, as a range where some are unknown or more may exist."""
    surely = sum(1 for belongs in belonging if belongs)
    return ranged(surely, surely + sum(1 for belongs in belonging if belongs is None) if complete else None)


def first_or_last(entries: Iterable[Said], complete: bool, as_of: date, *, last: bool) -> Any:
    """Returns the earliest (or latest) day among those that belong.

    Where none belongs and no more exist, it is a day still to come: the act has not been done. While an unsure one may be the only
    one, the day may also be still to come; while more may exist, an earlier (later) one may.
    """
    possible = [(belongs, *bounds(day)) for belongs, day in entries if belongs is not False]
    sure = [(lo, hi) for belongs, lo, hi in possible if belongs]
    if not possible:
        return Range(as_of + ONE_DAY, None) if complete else None
    if last:
        lows = [lo for lo, _ in sure if lo is not None]
        highs = [hi for _, _, hi in possible]
        high = max(highs) if sure and complete and None not in highs else None
        return ranged(max(lows, default=None), high)
    highs = [hi for _, hi in sure if hi is not None]
    lows = [lo for _, lo, _ in possible]
    low = min(lows) if complete and None not in lows else None
    return ranged(low, min(highs, default=None))


def related(world: World, base: Any, kind: str, name: str) -> tuple[list[tuple[Item, Truth]], bool]:
    """Returns the elements of a reverse reference, their membership, and whether they are all there are.

    Args:
        base: an `Item`, an `Entity`, or `None` where it is not known: then any fact of the kind may belong.
        kind: the kind of the base, or the empty string for an entity.
    """
    if base is not None:
        return world.related(base, name)
    spec = world.vocabulary.kinds[kind].related[name] if kind else world.vocabulary.entity_related[name]
    plural = world.vocabulary.kinds[spec.kind].plural
    return [(item, None) for item in world.items.get(plural, ())], world.is_complete(plural)
