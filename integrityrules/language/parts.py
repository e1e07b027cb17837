"""What generated functions call for the rare nodes: defined fields, collections, totals.

May not know the text of a generated function. The answers come from `runtime`, as those of `interpret` do; here is only the walking.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from integrityrules.facts.values import Spells, Truth, all_of, any_of
from integrityrules.facts.world import Item
from integrityrules.language import tree
from integrityrules.language.alike import candidates
from integrityrules.language.interpret import declared_value, total_window
from integrityrules.language.runtime import Said, add_up, combine, first_or_last, how_many, related, same
from integrityrules.language.scope import Scope

Members: TypeAlias = tuple[list[tuple[Item, Truth]], bool]
"""The elements of a collection with their membership, and whether no more may exist."""

Part: TypeAlias = Callable[..., Any]
"""A generated part: takes the variables around it and, last, the element."""


class _Nothing(dict[str, Any]):
    """The values of a fact that is not known: every field is unknown."""

    def __missing__(self, name: str) -> None:
        return None


NOTHING = _Nothing()


def at(value: Any, day: Any) -> Any:
    """Returns what a field that may be given as spells holds on a day."""
    return value.at(day) if value.__class__ is Spells else value


def fact_of(scope: Scope, kind: str, value: Any) -> Item | None:
    """Returns the fact a value stands for, following a reference."""
    return scope.world.find(kind, value) if value.__class__ is str else value


def field_of(scope: Scope, item: Item | None, name: str) -> Any:
    """Returns the value of a field of a fact that was found through a reference; unknown if the fact is."""
    if item is None:
        return None
    return defined(scope, item, name) if (item.kind, name) in scope.definitions else at(item.values[name], scope.day)


def defined(scope: Scope, item: Item | None, name: str) -> Any:
    """Returns the value of a field that rules define, worked out once for each fact and scope."""
    if item is None:
        return None
    key = (item.kind, item.id, name)
    if key not in scope.cache:
        functions = scope.compiled[item.kind, name]
        said = [(True if when is None else when(scope, item, None, None), value(scope, item, None, None)) for value, when in functions]
        scope.cache[key] = combine(declared_value(item, name, scope.day), said)
    return scope.cache[key]


def member(value: Any, options: Iterable[Any]) -> Truth:
    """Three-valued `in`."""
    return any_of(*(same(value, option) for option in options))


def elements(scope: Scope, kind: str) -> Members:
    """Returns all facts of a kind."""
    found, complete = scope.world.elements(scope.world.vocabulary.kinds[kind].plural)
    return found, complete or not scope.open_world


def elements_of(scope: Scope, base: Any, kind: str, name: str) -> Members:
    """Returns the elements of a reverse reference of a fact of a kind, or of an entity where the kind is empty."""
    found, complete = related(scope.world, base, kind, name)
    return found, complete or not scope.open_world


def exists(members: Members, body: Part, *around: Any) -> Truth:
    found, complete = members
    result: Truth = False if complete else None
    for item, belongs in found:
        holds = all_of(belongs, body(*around, item))
        if holds:
            return True
        result = result if holds is False else None
    return result


def every(members: Members, body: Part, *around: Any) -> Truth:
    found, complete = members
    result: Truth = True if complete else None
    for item, belongs in found:
        holds = body(*around, item)
        if holds is False and belongs:
            return False
        result = result if holds or belongs is False else None
    return result


def count(members: Members, body: Part, *around: Any) -> Any:
    found, complete = members
    return how_many([all_of(belongs, body(*around, item)) for item, belongs in found], complete)


def extreme(last: bool, members: Members, body: Part, day: Part, *around: Any) -> Any:
    """The earliest or (`last`) the latest day among the elements that satisfy the body."""
    found, complete = members
    scope: Scope = around[0]
    entries = [(all_of(belongs, body(*around, item)), day(*around, item)) for item, belongs in found]
    return first_or_last(entries, complete, scope.world.as_of, last=last)


def total(
    node: tree.Total, members: Members, own: Item | None, keys: tuple[Part, ...], up_to: Part | None, where: Part | None,
    summand: Part, *around: Any,
) -> Any:  # fmt: skip
    """The sum over the facts that agree with the rule's own fact in every key, are not after it, and pass the filter."""
    scope: Scope = around[0]
    same_own = [key(*around, own) for key in keys]
    limit = up_to(*around, own) if up_to else None
    plural = scope.world.vocabulary.kinds[node.source.type.of].plural
    complete = not scope.open_world or scope.world.is_complete(plural, *total_window(node, scope, same_own, limit))

    def belongs(item: Item, membership: Truth) -> Truth:
        if item is own:
            return True
        tests = [membership, *(same(key(*around, item), value) for key, value in zip(keys, same_own, strict=True))]
        if False in tests:  # the filter is the dear part
            return False
        if up_to is not None:
            day = up_to(*around, item)
            tests.append(None if day is None or limit is None else day <= limit)
        if where is not None:
            tests.append(where(*around, item))
        return all_of(*tests)

    entries: list[Said] = []
    for item, membership in candidates(node, scope, members[0], same_own):
        if (belonging := belongs(item, membership)) is not False:
            entries.append((belonging, summand(*around, item)))
    return add_up(entries, complete)
