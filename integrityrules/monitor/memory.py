"""The working memory: facts of many officials and of registers, resolved once, found by what conditions join on.

May not know rules. Holds what was stated and nothing else; `as_of` moves on, and only facts with days still to come are resolved again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from integrityrules.facts.catalogue import MODELS, VOCABULARY, outside_name
from integrityrules.facts.merge import merge
from integrityrules.facts.model import OWN_FIELDS, Fact
from integrityrules.facts.resolve import Keys, item_of
from integrityrules.facts.values import ONE_DAY, Later, Range, Spells, bounds
from integrityrules.facts.world import Item, Window
from integrityrules.monitor.index import FieldIndex

Source = tuple[int, str | None]
"""Where a statement comes from: a register of the engine (its number) or the stream (-1), and who states it."""

STREAM = -1
OFFICIAL = "official"
KINDS = VOCABULARY.kinds
REGISTERS = frozenset(kind.name for kind in KINDS.values() if kind.register)
_FIELDS = {
    model.kind_of_fact.name: {outside_name(model, name): None for name in model.model_fields if name not in OWN_FIELDS} for model in MODELS
}
_EXACT = frozenset({str, int, bool, date})
"""Values that are equal only to themselves; what is unknown, a range or an entity may be equal to several."""


class Sparse(dict[str, Any]):
    """The known values of a fact. A field that is not in it is unknown: most fields of a fact are, and a million facts are many."""

    __slots__ = ()

    def __missing__(self, name: str) -> None:
        return None


class Statement:
    """What one source says of a fact. The model is kept only where its days may look otherwise on a later day."""

    __slots__ = ("days", "item", "keys", "model")

    def __init__(self, model: Fact, as_of: date, keys: Keys) -> None:
        days, later = _open_days(model)
        self.days = tuple(day for day in days if day >= as_of)
        moves = later or bool(self.days)
        self.model: Fact | None = model if moves else None
        self.keys: Keys | None = keys if moves else None
        self.item = _sparse(item_of(model, as_of, keys))

    def at(self, as_of: date) -> Item | None:
        """Returns the fact as of a day, resolved again where it can differ from what it was before."""
        if self.model is not None and self.keys is not None:
            self.item = _sparse(item_of(self.model, as_of, self.keys))
        return self.item


def _sparse(item: Item | None) -> Item | None:
    if item is None:
        return None
    values = Sparse((name, value) for name, value in item.values.items() if value is not None)
    return Item(item.kind, item.id, values, item.basis, item.stated_by)


def _open_days(model: Fact) -> tuple[set[date], bool]:
    """Returns the days a fact names, and whether it says of something that it is still to come."""
    days: set[date] = set()
    later = False
    for value in model.__dict__.values():
        if value.__class__ is Later:
            later = True
        elif value.__class__ is date:
            days.add(value)
        elif value.__class__ is Range:
            days.update(day for day in bounds(value) if day.__class__ is date)
        elif value.__class__ is Spells:
            ends: list[Any] = [end for spell in value for end in (spell.start, spell.end)]
            later = later or any(end.__class__ is Later for end in ends)
            days.update(day for end in ends for day in bounds(end) if day.__class__ is date)
    return {day for day in days if date.min < day < date.max}, later


class Entry:
    """One fact, whoever states it. `owner` is the official whose declaration it is; `None` for a fact of a register."""

    __slots__ = ("_as_of", "_item", "id", "kind", "owner", "sources")

    def __init__(self, kind: str, id: str, owner: str | None) -> None:
        self.kind = kind
        self.id = id
        self.owner = owner
        self.sources: dict[Source, Statement] = {}
        self._as_of: date | None = None
        self._item: Item | None = None

    def __repr__(self) -> str:
        return f"Entry({self.kind!r}, {self.id!r})"

    def forget(self) -> None:
        """Drops what was resolved; the next `item` works it out."""
        self._as_of = None

    def item(self, as_of: date) -> Item | None:
        """Returns the fact as of a day, its sources merged; `None` while all of its act is still to come."""
        if self._as_of != as_of:
            if self._as_of is None or any(statement.model is not None for statement in self.sources.values()):
                self._item = self._resolved(as_of)
            self._as_of = as_of
        return self._item

    def _resolved(self, as_of: date) -> Item | None:
        found = [item for statement in self.sources.values() if (item := statement.at(as_of)) is not None]
        if len(found) > 1:
            # What merges looks at every field of every source.
            whole = [Item(item.kind, item.id, {**_FIELDS[item.kind], **item.values}, item.basis, item.stated_by) for item in found]
            return merge(whole)
        return found[0] if found else None

    def next_days(self, as_of: date) -> Iterator[date]:
        """Yields the later days on which the fact, or what is compared with one of its days, may look otherwise than the day before."""
        for statement in self.sources.values():
            for day in statement.days:
                yield from (moved for moved in (day - ONE_DAY, day, day + ONE_DAY) if moved > as_of)


class Shelf:
    """The facts of one kind, of every official or of the registers, with the indexes that were asked for."""

    def __init__(self, kind: str, shelves: Mapping[str, Shelf]) -> None:
        self.kind = kind
        self.entries: dict[str, Entry] = {}
        self.present: dict[Entry, None] = {}
        self.version = 0
        self._shelves = shelves
        self._referring: list[FieldIndex] = []  # indexes of other shelves whose field names facts of this one
        self._indexes: dict[str, FieldIndex] = {}
        self._alike: dict[tuple[str, ...], FieldIndex] = {}

    def find(self, id: str) -> Entry | None:
        """Returns the fact of an id, if it is there as of today."""
        entry = self.entries.get(id)
        return entry if entry is not None and entry in self.present else None

    def index(self, field: str, as_of: date) -> FieldIndex:
        """Returns the index of a field, made when it is first asked for."""
        found = self._indexes.get(field)
        if found is None:
            type = KINDS[self.kind].fields[field].type
            named = self._shelves[type.of] if type.name == "fact" else None
            found = self._indexes[field] = FieldIndex(None if named is None else named.find)
            if named is not None:
                named._referring.append(found)
            for entry in self.present:
                found.add(entry, _value(entry, field, as_of))
        return found

    def alike(self, fields: tuple[str, ...], as_of: date) -> FieldIndex:
        """Returns the index of several fields together; an entry of which one may equal several values is among the unknown."""
        found = self._alike.get(fields)
        if found is None:
            found = self._alike[fields] = FieldIndex()
            for entry in self.present:
                found.add(entry, together(entry, fields, as_of))
        return found

    def file(self, entry: Entry, as_of: date) -> None:
        """Puts an entry into every index under what it says now, or out of all where it is not there as of today."""
        self.unfile(entry)
        self.version += 1
        if entry.item(as_of) is None:
            return
        self.present[entry] = None
        for index in self._referring:
            index.dangling.pop(entry.id, None)
        for field, index in self._indexes.items():
            index.add(entry, _value(entry, field, as_of))
        for fields, index in self._alike.items():
            index.add(entry, together(entry, fields, as_of))

    def unfile(self, entry: Entry) -> None:
        if entry not in self.present:
            return
        del self.present[entry]
        self.version += 1
        for index in (*self._indexes.values(), *self._alike.values()):
            index.remove(entry)
        for index in self._referring:
            if entry.id in index.by_id:
                index.dangling[entry.id] = None


def _value(entry: Entry, field: str, as_of: date) -> Any:
    item = entry.item(as_of)
    return None if item is None else item.values.get(field)


def together(entry: Entry, fields: tuple[str, ...], as_of: date) -> tuple[Any, ...] | None:
    """Returns the values of several fields, or `None` if one of them is unknown or may equal several."""
    values = tuple(_value(entry, field, as_of) for field in fields)
    return values if all(value.__class__ in _EXACT for value in values) else None


class Owner:
    """An official: what was declared by or about them, by kind and id, and which kinds in full."""

    __slots__ = ("facts", "id", "windows")

    def __init__(self, id: str) -> None:
        self.id = id
        self.facts: dict[str, dict[str, Entry]] = {}
        self.windows: dict[str, Window] = {}


class Memory:
    """All facts as of one day.

    Args:
        as_of: the day they are looked at.
    """

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.shelves: dict[str, Shelf] = {}
        self.shelves.update((kind, Shelf(kind, self.shelves)) for kind in KINDS)
        self.owners: dict[str, Owner] = {}
        self.windows: dict[str, Window] = {}
        self.engine_windows: dict[str, Window] = {}
        self.keys = Keys()
        self.gone: dict[tuple[str, str], Entry] = {}

    def __len__(self) -> int:
        return sum(len(shelf.entries) for shelf in self.shelves.values())

    def find(self, kind: str, id: str) -> Entry | None:
        """Returns a fact that was stated, also one whose act is still to come."""
        return self.shelves[kind].entries.get(id)

    def put(self, model: Fact, owner: str | None, register: int = STREAM, keys: Keys | None = None) -> Entry:
        """Adds what a source says of a fact, or replaces what it said before."""
        kind, shelf = model.kind_of_fact.name, self.shelves[model.kind_of_fact.name]
        entry = shelf.entries.get(model.id)
        if entry is None:
            # What was taken back and stated again before anything was decided is one fact to whoever keeps something of it.
            before = self.gone.pop((kind, model.id), None)
            entry = before if before is not None and before.owner == owner else Entry(kind, model.id, owner)
            shelf.entries[model.id] = entry
            if owner is not None:
                self.owner(owner).facts.setdefault(kind, {})[model.id] = entry
        entry.sources[register, model.stated_by] = Statement(model, self.as_of, self.keys if keys is None else keys)
        self.refile(entry)
        return entry

    def drop(self, entry: Entry, source: Source) -> None:
        """Takes back what a source says of a fact; a fact of which nobody says anything is gone."""
        del entry.sources[source]
        if entry.sources:
            self.refile(entry)
            return
        shelf = self.shelves[entry.kind]
        shelf.unfile(entry)
        del shelf.entries[entry.id]
        self.gone[entry.kind, entry.id] = entry
        if entry.owner is not None:
            facts = self.owners[entry.owner].facts
            del facts[entry.kind][entry.id]
            if not facts[entry.kind]:
                del facts[entry.kind]
            self.leave_if_empty(entry.owner)

    def refile(self, entry: Entry) -> None:
        """Works a fact out anew and files it under what it says now."""
        entry.forget()
        self.shelves[entry.kind].file(entry, self.as_of)

    def owner(self, id: str) -> Owner:
        """Returns an official, known from now on if not before."""
        found = self.owners.get(id)
        if found is None:
            found = self.owners[id] = Owner(id)
        return found

    def leave_if_empty(self, id: str) -> None:
        """Forgets an official of whom nothing is stated any more."""
        owner = self.owners.get(id)
        if owner is not None and not owner.facts and not owner.windows:
            del self.owners[id]

    def official(self, id: str) -> Entry | None:
        """Returns what is stated of an official, if anything is as of today."""
        return self.shelves[OFFICIAL].find(id)

    def own(self, owner: str, kind: str) -> list[Entry]:
        """Returns the declarations of an official of one kind, as of today."""
        found = self.owners.get(owner)
        present = self.shelves[kind].present
        return [entry for entry in found.facts.get(kind, {}).values() if entry in present] if found else []

    def complete(self, owner: str | None) -> dict[str, Window]:
        """Returns the days for which kinds are declared in full: what the official says first, then the registers."""
        said = dict(self.owners[owner].windows) if owner is not None and owner in self.owners else {}
        for windows in (self.engine_windows, self.windows):
            for plural, window in windows.items():
                said.setdefault(plural, window)
        return said

    def all(self) -> Iterable[Entry]:
        """Yields every fact that was stated."""
        for shelf in self.shelves.values():
            yield from shelf.entries.values()
