"""What a condition is evaluated in: the world, the rule's day, what the law defines that day.

May not know rulebook or decisions. One scope serves every rule of one program on one day for one dossier.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from integrityrules.facts.world import Item, World
from integrityrules.language.tree import Definition, Node


@dataclass(slots=True, eq=False)
class Scope:
    """The surroundings of a condition.

    Args:
        world: the resolved dossier.
        day: the rule's day; a range where the act's day is only known as one. Spelled fields are read on it.
        open_world: decide as if more facts than the declared might exist.
        params: the parameters' values on that day (money and percent as int, codes as a frozenset).
        definitions: what defines a field, by (kind, field), in the order of their rule ids.
        compiled: the generated function of each definition's value and `when`, by (kind, field); filled by the program.
        cache: defined values already worked out by generated functions, by (kind, id, field).
        traces: the same by `interpret`, each with the traces it was worked out from.
    """

    world: World
    day: Any
    open_world: bool
    params: Mapping[str, Any]
    definitions: Mapping[tuple[str, str], tuple[Definition, ...]]
    compiled: Mapping[tuple[str, str], tuple[tuple[Evaluator, Evaluator | None], ...]]
    cache: dict[tuple[str, str, str], Any] = field(default_factory=dict)
    traces: dict[tuple[str, str, str], tuple[Any, tuple[Any, ...]]] = field(default_factory=dict)
    _closed: Scope | None = field(default=None, init=False)

    def closed(self) -> Scope:
        """Returns the same surroundings with nothing beyond what was declared; the same scope each time."""
        if not self.open_world:
            return self
        if self._closed is None:
            self._closed = Scope(self.world, self.day, False, self.params, self.definitions, self.compiled)
        return self._closed


Evaluator: TypeAlias = Callable[[Scope, Item | None, Item | None, Item | None], Any]
"""A generated function: `(scope, fact, partner, event) -> value`, equal to `interpret` of the same tree.

`fact` is the fact the rule is about, `partner` the one it is paired with, `event` the `occurrence` or the `finding`.
"""


@dataclass(frozen=True, slots=True)
class Names:
    """The names under which a rule's tree refers to what it is evaluated on: `gift`, `other`, and `occurrence` or `finding`."""

    fact: str
    partner: str = ""
    event: str = ""

    def bindings(self, fact: Item | None, partner: Item | None, event: Item | None) -> dict[str, Item | None]:
        """Returns what each name stands for."""
        return {name: item for name, item in ((self.fact, fact), (self.partner, partner), (self.event, event)) if name}


@dataclass(frozen=True, slots=True, eq=False)
class Compiled:
    """One tree and the function generated from it."""

    node: Node
    run: Evaluator
    names: Names
