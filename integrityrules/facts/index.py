"""Finds the facts that refer to a fact or an entity, without comparing it with every one of a register.

May not decide whether two entities are the same: it only leaves out those that certainly differ, `Entity.same_as` says the rest.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from integrityrules.facts.entity import Entity
from integrityrules.facts.identity import SCHEMES, likeness
from integrityrules.facts.values import Truth

if TYPE_CHECKING:
    from integrityrules.facts.world import Item

EXACT = frozenset({str, int, bool, date})
"""Classes of values that are equal only to themselves; what is unknown, a range or an entity may be equal to several."""


class Facts(tuple["Item", ...]):
    """The facts of one kind, in order, with what finds some of them, made when first asked for.

    Those of a register serve every dossier it is read with, so that nothing of it is made twice.
    """

    @cached_property
    def by_id(self) -> Mapping[str, Item]:
        """The facts by id."""
        return {item.id: item for item in self}

    @cached_property
    def members(self) -> list[tuple[Item, Truth]]:
        """Every fact with its membership in the collection of its kind, which is always true."""
        return [(item, True) for item in self]

    def referring_by(self, by: str) -> Index:
        """Returns what finds the facts by what their field `by` refers to."""
        found = self._indexes.get(by)
        if found is None:
            found = self._indexes[by] = Index(self, by)
        return found

    def alike(self, values: Mapping[str, Any]) -> list[tuple[Item, Truth]]:
        """Returns the facts that do not certainly differ from some values of their fields, each with its membership.

        Args:
            values: by field; each of a class in `EXACT`.
        """
        names = tuple(values)
        found = self._groups.get(names)
        if found is None:
            found = self._groups[names] = _grouped(self, names)
        groups, loose = found
        return [self.members[place] for place in sorted((*groups.get(tuple(values.values()), ()), *loose))]

    @cached_property
    def _groups(self) -> dict[tuple[str, ...], tuple[dict[tuple[Any, ...], list[int]], list[int]]]:
        return {}

    @cached_property
    def _indexes(self) -> dict[str, Index]:
        return {}


def _grouped(facts: Facts, names: tuple[str, ...]) -> tuple[dict[tuple[Any, ...], list[int]], list[int]]:
    """Returns the places of facts by the values of some fields, and of those in which one may be equal to several."""
    groups: dict[tuple[Any, ...], list[int]] = {}
    loose: list[int] = []
    for place, item in enumerate(facts):
        values = tuple(item.values.get(name) for name in names)
        if all(value.__class__ in EXACT for value in values):
            groups.setdefault(values, []).append(place)
        else:
            loose.append(place)
    return groups, loose


NO_FACTS = Facts()


class Index:
    """The facts of one kind by what one of their fields refers to.

    Args:
        items: the facts, in order.
        by: the field: a reference to another fact, or an entity.
    """

    def __init__(self, items: Iterable[Item], by: str) -> None:
        self._items = tuple(items)
        self._unknown: list[int] = []
        self._by_id: dict[str, list[int]] = defaultdict(list)
        self._by_number: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_likeness: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._by_schemes: dict[frozenset[str], list[int]] = defaultdict(list)
        self._targets: list[Any] = []
        for place, item in enumerate(self._items):
            target = item.values.get(by)
            self._targets.append(target)
            self._file(place, target)

    def _file(self, place: int, target: Any) -> None:
        if target is None:
            self._unknown.append(place)
        elif isinstance(target, Entity):
            numbers = _numbers(target)
            self._by_schemes[frozenset(numbers)].append(place)
            for scheme, number in numbers.items():
                self._by_number[scheme, number].append(place)
                if (alike := likeness(scheme, number)) is not None:
                    self._by_likeness[scheme, alike[0]].append(place)
        else:
            self._by_id[target].append(place)

    def of_fact(self, id: str) -> list[tuple[Item, Truth]]:
        """Returns the facts that refer to a fact, and those of which it is not known to what they refer."""
        known = self._by_id.get(id, ())
        if not self._unknown:
            return [(self._items[place], True) for place in known]
        sure = frozenset(known)
        return [(self._items[place], True if place in sure else None) for place in sorted((*known, *self._unknown))]

    def of_entity(self, entity: Entity) -> list[tuple[Item, Truth]]:
        """Returns the facts that name an entity, and those of which it is not known whether they do."""
        found: list[tuple[Item, Truth]] = []
        for place in sorted({*self._unknown, *self._near(entity)}):
            target = self._targets[place]
            belongs = None if target is None else entity.same_as(target)
            if belongs is not False:
                found.append((self._items[place], belongs))
        return found

    def _near(self, entity: Entity) -> Iterator[int]:
        """Yields the places of the entities that do not certainly differ."""
        numbers = _numbers(entity)
        for scheme, number in numbers.items():
            yield from self._by_number.get((scheme, number), ())
            if (alike := likeness(scheme, number)) is not None:
                yield from self._by_likeness.get((scheme, alike[1]), ())
        for schemes, places in self._by_schemes.items():
            if schemes.isdisjoint(numbers):
                yield from places


def _numbers(entity: Entity) -> dict[str, str]:
    return {scheme: number for scheme in SCHEMES if (number := getattr(entity, scheme)) is not None}
