"""What one decision reads of the working memory: an official's declarations beside the registers, without a copy of either.

May not change the memory. A `World` like any other to whoever reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import Any

from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.entity import Entity
from integrityrules.facts.index import NO_FACTS, Facts
from integrityrules.facts.values import Truth
from integrityrules.facts.world import Item, World
from integrityrules.monitor.memory import KINDS, OFFICIAL, REGISTERS, Entry, Memory, Shelf, Sparse

_KIND_OF = {spec.plural: kind for kind, spec in KINDS.items()}


class MemoryWorld(World):
    """The dossier of one official, and the registers, as they are in memory.

    Args:
        owner: the official; `None` where only registers are looked at.
        near: by plural, the only facts of a register that the collection of the kind is asked for; others certainly do not matter.
    """

    def __init__(
        self, memory: Memory, owner: str | None, calendars: Mapping[str, WorkCalendar], near: Mapping[str, Iterable[Entry]] | None = None
    ) -> None:
        self.vocabulary = VOCABULARY
        self.as_of = memory.as_of
        self.items = _Items(memory, owner, near or {})  # type: ignore[assignment]  # finds collections; does not list them
        self.complete = memory.complete(owner)
        self.calendars = calendars
        self.official = None if owner is None else _official(memory, owner)
        self.not_read = ()


def _official(memory: Memory, owner: str) -> Item:
    """Returns the official; one of whom nothing was stated is one of whom nothing is known."""
    entry = memory.official(owner)
    item = entry.item(memory.as_of) if entry else None
    return item or Item(OFFICIAL, owner, Sparse())


class _Items:
    """The collections of a world by plural, each made when it is first asked for."""

    def __init__(self, memory: Memory, owner: str | None, near: Mapping[str, Iterable[Entry]]) -> None:
        self._memory = memory
        self._owner = owner
        self._near = near
        self._made: dict[str, Any] = {}

    def get(self, plural: str, default: Any = None) -> Any:
        found = self._made.get(plural)
        if found is None:
            found = self._made[plural] = self._make(_KIND_OF[plural], plural)
        return found

    def _make(self, kind: str, plural: str) -> Any:
        memory = self._memory
        if kind in REGISTERS:
            return _Register(memory, memory.shelves[kind], self._near.get(plural))
        if self._owner is None:
            return NO_FACTS
        found = (entry.item(memory.as_of) for entry in memory.own(self._owner, kind))
        return Facts(item for item in found if item is not None)


class _Register:
    """The facts of a register as conditions ask for them; stands where `facts.index.Facts` does."""

    def __init__(self, memory: Memory, shelf: Shelf, near: Iterable[Entry] | None) -> None:
        self._as_of = memory.as_of
        self._shelf = shelf
        self._near = near
        self._referring: dict[str, _Referring] = {}

    def __iter__(self) -> Iterator[Item]:
        return (item for entry in self._shelf.present if (item := entry.item(self._as_of)) is not None)

    @property
    def by_id(self) -> _Register:
        return self

    def get(self, id: str) -> Item | None:
        entry = self._shelf.find(id)
        return None if entry is None else entry.item(self._as_of)

    @cached_property
    def members(self) -> list[tuple[Item, Truth]]:
        if self._near is None:
            return [(item, True) for item in self]
        return [(item, True) for entry in self._near if (item := entry.item(self._as_of)) is not None]

    def referring_by(self, by: str) -> _Referring:
        found = self._referring.get(by)
        if found is None:
            found = self._referring[by] = _Referring(self._shelf, by, self._as_of)
        return found


class _Referring:
    """The facts of a register by what one of their fields refers to; stands where `facts.index.Index` does.

    One decision asks for the same ones again and again (each rule, each period of the law): what was found is kept as long as the world.
    """

    def __init__(self, shelf: Shelf, by: str, as_of: date) -> None:
        self._by = by
        self._as_of = as_of
        self._index = shelf.index(by, as_of)
        self._of_facts: dict[str, list[tuple[Item, Truth]]] = {}
        self._of_entities: dict[int, tuple[Entity, list[tuple[Item, Truth]]]] = {}

    def of_fact(self, id: str) -> list[tuple[Item, Truth]]:
        found = self._of_facts.get(id)
        if found is None:
            known = [(entry.item(self._as_of), True) for entry in self._index.of_id(id)]
            found = [*known, *((entry.item(self._as_of), None) for entry in self._index.unknown)]  # type: ignore[list-item]
            self._of_facts[id] = found
        return found

    def of_entity(self, entity: Entity) -> list[tuple[Item, Truth]]:
        kept = self._of_entities.get(id(entity))
        if kept is None:  # the entity is kept too, so that its identity stays its own
            kept = self._of_entities[id(entity)] = entity, list(self._naming(entity))
        return kept[1]

    def _naming(self, entity: Entity) -> Iterator[tuple[Item, Truth]]:
        for entry in dict.fromkeys((*self._index.near(entity), *self._index.unknown)):
            item = entry.item(self._as_of)
            assert item is not None
            target = item.values.get(self._by)
            belongs = None if target is None else entity.same_as(target)
            if belongs is not False:
                yield item, belongs
