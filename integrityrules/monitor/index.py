"""Finds the facts whose field refers to a fact, names an entity or holds a text, while facts come and go.

May not decide whether two entities are the same: it only leaves out those that certainly differ. The growing twin of `facts.index`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any

from integrityrules.facts.entity import Entity
from integrityrules.facts.identity import SCHEMES, likeness

if TYPE_CHECKING:
    from integrityrules.monitor.memory import Entry


class Buckets:
    """Entries by key. Most keys have one entry, which is then kept bare: a set of one would be the larger part of the memory."""

    def __init__(self) -> None:
        self._found: dict[Any, Entry | dict[Entry, None]] = {}

    def __contains__(self, key: Any) -> bool:
        return key in self._found

    def __iter__(self) -> Iterator[Any]:
        """Yields the keys."""
        return iter(self._found)

    def of(self, key: Any) -> Iterable[Entry]:
        """Returns the entries of a key."""
        found = self._found.get(key)
        return () if found is None else found if found.__class__ is dict else (found,)  # type: ignore[return-value]

    def add(self, key: Any, entry: Entry) -> None:
        found = self._found.get(key)
        if found is None:
            self._found[key] = entry
        elif isinstance(found, dict):
            found[entry] = None
        elif found is not entry:
            self._found[key] = {found: None, entry: None}

    def remove(self, key: Any, entry: Entry) -> None:
        found = self._found[key]
        if not isinstance(found, dict):
            del self._found[key]
            return
        del found[entry]
        if len(found) == 1:
            self._found[key] = next(iter(found))


def numbers_of(entity: Entity) -> list[tuple[str, str]]:
    """Returns the numbers of an entity, each with its scheme."""
    return [(scheme, number) for scheme in SCHEMES if (number := getattr(entity, scheme)) is not None]


def marks_of(entity: Entity) -> list[str]:
    """Returns what an entity is filed under: each number, and each mark by which a number that differs may still name it."""
    found = []
    for scheme, number in numbers_of(entity):
        found.append(f"{scheme}:{number}")
        if (alike := likeness(scheme, number)) is not None:
            found.append(f"{scheme}~{alike[0]}")
    return found


def looks_for(entity: Entity) -> list[str]:
    """Returns under which marks other entities are filed that may be the same."""
    found = []
    for scheme, number in numbers_of(entity):
        found.append(f"{scheme}:{number}")
        if (alike := likeness(scheme, number)) is not None:
            found.append(f"{scheme}~{alike[1]}")
    return found


class FieldIndex:
    """The entries of one kind by one of their fields.

    An entry is taken out under the value it was put in with, whatever it says by then.

    Args:
        named: finds the fact a reference names; `None` where the field is no reference.

    Attributes:
        unknown: the entries whose field is unknown.
        by_id: the others by what they refer to; entities are filed elsewhere.
        dangling: the references that name nothing that is there.
    """

    def __init__(self, named: Callable[[str], Entry | None] | None = None) -> None:
        self.unknown: dict[Entry, None] = {}
        self.by_id = Buckets()
        self.dangling: dict[str, None] = {}
        self._named = named
        self._by_mark = Buckets()
        self._by_schemes = Buckets()
        self._keys: dict[Entry, Any] = {}

    def add(self, entry: Entry, value: Any) -> None:
        """Files an entry under the value of its field."""
        self._keys[entry] = value
        if value is None:
            self.unknown[entry] = None
        elif isinstance(value, Entity):
            self._by_schemes.add(frozenset(scheme for scheme, _ in numbers_of(value)), entry)
            for mark in marks_of(value):
                self._by_mark.add(mark, entry)
        else:
            self.by_id.add(value, entry)
            if self._named is not None and self._named(value) is None:
                self.dangling[value] = None

    def remove(self, entry: Entry) -> None:
        """Takes an entry out, if it is in."""
        if entry not in self._keys:
            return
        value = self._keys.pop(entry)
        if value is None:
            del self.unknown[entry]
        elif isinstance(value, Entity):
            self._by_schemes.remove(frozenset(scheme for scheme, _ in numbers_of(value)), entry)
            for mark in marks_of(value):
                self._by_mark.remove(mark, entry)
        else:
            self.by_id.remove(value, entry)
            if value not in self.by_id:
                self.dangling.pop(value, None)

    def of_id(self, id: str) -> Iterable[Entry]:
        """Returns the entries whose field is known to be a reference or a text."""
        return self.by_id.of(id)

    def sharing(self, entity: Entity) -> Iterator[Entry]:
        """Yields the entries whose entity shares a number, or a number that may be one; all that surely are the same are among them."""
        for mark in looks_for(entity):
            yield from self._by_mark.of(mark)

    def near(self, entity: Entity) -> Iterator[Entry]:
        """Yields the entries whose entity does not certainly differ, each at least once; not those where it is unknown."""
        yield from self.sharing(entity)
        schemes = {scheme for scheme, _ in numbers_of(entity)}
        for others in self._by_schemes:
            if schemes.isdisjoint(others):
                yield from self._by_schemes.of(others)

    def is_apart(self, other: FieldIndex) -> bool:
        """Tells whether an entity here may be one there although they share no mark: one is unknown, or they have no scheme in common."""
        if self.unknown or other.unknown:
            return bool(self._keys and other._keys)
        return any(mine.isdisjoint(theirs) for mine in self._by_schemes for theirs in other._by_schemes)
