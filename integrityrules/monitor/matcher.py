"""What finds the declarations that a fact touches, by walking the ways of `joins` backwards over indexes.

May not decide. INVARIANT: a declaration whose decision can differ because of the fact is among those it names; others may be.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, Protocol

from integrityrules.facts.entity import Entity
from integrityrules.language.runtime import same
from integrityrules.monitor.joins import Joins
from integrityrules.monitor.memory import OFFICIAL, REGISTERS, Entry, Memory, together
from integrityrules.monitor.ways import Step, Way


class Touched(NamedTuple):
    """Declarations of one kind.

    Attributes:
        kind: of the declarations.
        entry: the one declaration; `None` for all of the kind.
        owner: only where this official is looked at; `None` for whoever it is.
        way: the way from them to the fact.
    """

    kind: str
    entry: Entry | None
    owner: str | None
    way: Way


class Matcher(Protocol):
    """Names what a fact touches. Told of every fact that comes and before every fact that goes."""

    name: str

    def add(self, entry: Entry) -> None: ...
    def remove(self, entry: Entry) -> None: ...
    def touched(self, entry: Entry) -> Iterable[Touched]: ...
    def close(self) -> None: ...


class IndexedMatcher:
    """Walks the ways back through the indexes of the memory. Keeps nothing of its own.

    Args:
        joins: the ways.
        memory: what it walks over.
    """

    name = "indexed"

    def __init__(self, joins: Joins, memory: Memory) -> None:
        self._memory = memory
        self._ways: dict[str, list[tuple[str, Way]]] = defaultdict(list)
        for kind, about in joins.about.items():
            for way in sorted(about.ways):
                self._ways[way[-1].kind].append((kind, way))

    def add(self, entry: Entry) -> None:
        """Nothing to do: the memory has filed it."""

    def remove(self, entry: Entry) -> None:
        """Nothing to do: the memory takes it out."""

    def close(self) -> None:
        """Nothing to give back."""

    def touched(self, entry: Entry) -> Iterator[Touched]:
        """Yields what a fact touches; the fact is filed as it is to be compared."""
        for kind, way in self._ways.get(entry.kind, ()):
            yield from touched_by_way(self._memory, kind, way, entry)


Walked = tuple[Entry | None, str | None]
"""A fact that a way back has come to (`None`: any of its kind), and the official it must be looked at for (`None`: any)."""


def touched_by_way(memory: Memory, about: str, way: Way, entry: Entry) -> Iterator[Touched]:
    """Yields the declarations of a kind from which a way may lead to a fact."""
    found: Iterable[Walked] = [(entry, entry.owner)]
    kinds = [about, *(step.kind for step in way)]
    for place in range(len(way) - 1, -1, -1):
        step, source = way[place], kinds[place]
        is_followed = place + 1 < len(way)
        if step.how == "own":
            # From the official of the declaration, whatever the declaration is.
            yield from (Touched(about, None, owner, way) for owner in {owner for _, owner in found})
            return
        if step.how == "all":
            yield Touched(about, None, None, way)
            return
        found = _back(memory, step, source, found, is_followed)
    for declaration, owner in found:
        yield Touched(about, declaration, owner, way)


def _back(memory: Memory, step: Step, source: str, found: Iterable[Walked], is_followed: bool) -> list[Walked]:
    """Returns the facts of kind `source` from which a step may lead to one of some facts."""
    steps: dict[Walked, None] = {}
    is_own = source not in REGISTERS
    walk = _BACK[step.how]
    for target, owner in found:
        if is_own and owner is not None and target is not None:
            # The few declarations of one official: quicker looked through than found among everybody's.
            steps.update(((entry, owner), None) for entry in memory.own(owner, source) if _leads(memory, step, entry, target))
            continue
        before: Iterable[Entry] | None = None if target is None else walk(memory, step, source, target)
        if before is None:
            steps[None, owner] = None
            continue
        for entry in before:
            if not is_own:
                steps[entry, owner] = None
            elif owner is None or owner == entry.owner:
                steps[entry, entry.owner] = None
    if step.how == "ref" and is_followed:
        # Where a reference is missing, or names nothing that is known, any fact may belong to what it would name.
        for entry in _loose(memory, step, source):
            steps[entry, entry.owner] = None
    return list(steps)


def _leads(memory: Memory, step: Step, entry: Entry, target: Entry) -> bool:
    """Tells whether a step may lead from one fact to another."""
    mine, theirs = entry.item(memory.as_of), target.item(memory.as_of)
    if mine is None or theirs is None:
        return True
    if step.how == "same":
        return all(same(mine.values.get(name), theirs.values.get(name)) is not False for name in step.fields)
    one = entry.id if step.how == "of" else mine.values.get(step.field)
    other = target.id if step.how == "ref" else theirs.values.get(step.by)
    return same(one, other) is not False


def _loose(memory: Memory, step: Step, source: str) -> Iterator[Entry]:
    index = memory.shelves[source].index(step.field, memory.as_of)
    yield from index.unknown
    for id in index.dangling:
        yield from index.of_id(id)


def _back_ref(memory: Memory, step: Step, source: str, target: Entry) -> Iterable[Entry]:
    return memory.shelves[source].index(step.field, memory.as_of).of_id(target.id)


def _back_of(memory: Memory, step: Step, source: str, target: Entry) -> Iterable[Entry] | None:
    item = target.item(memory.as_of)
    id = None if item is None else item.values.get(step.by)
    if id is None:
        return None
    entry = memory.shelves[source].find(id)
    return () if entry is None else (entry,)


def _back_entity(memory: Memory, step: Step, source: str, target: Entry) -> Iterable[Entry] | None:
    item = target.item(memory.as_of)
    entity = None if item is None else item.values.get(step.by)
    if not isinstance(entity, Entity):
        return None
    index = memory.shelves[source].index(step.field, memory.as_of)
    return (*index.near(entity), *index.unknown)


def _back_same(memory: Memory, step: Step, source: str, target: Entry) -> Iterable[Entry] | None:
    values = together(target, step.fields, memory.as_of)
    return None if values is None else near(memory, source, step.fields, values)


def near(memory: Memory, kind: str, fields: tuple[str, ...], values: tuple[Any, ...]) -> Iterable[Entry]:
    """Returns the facts of a register that may agree in some fields."""
    index = memory.shelves[kind].alike(fields, memory.as_of)
    return (*index.of_id(values), *index.unknown)  # type: ignore[arg-type]  # the key of this index is all values together


_BACK: Mapping[str, Callable[[Memory, Step, str, Entry], Iterable[Entry] | None]] = {
    "ref": _back_ref, "of": _back_of, "entity": _back_entity, "same": _back_same,
}  # fmt: skip
"""How each step is gone backwards; `None` where any fact may lead there."""

__all__ = ["OFFICIAL", "IndexedMatcher", "Matcher", "Touched", "near", "touched_by_way"]
