"""The words of the ways: steps from a declaration to the facts it is decided by, and what is known of each kind of declaration.

May not read a rulebook or a fact. Plain data.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from integrityrules.monitor.memory import KINDS


class Step(NamedTuple):
    """One step of a way, from a fact to others of `kind`.

    Attributes:
        how: `ref`, the fact named by `field`; `of`, the facts whose `by` refers to this one; `entity`, the facts whose `by` may be the same
            person or organisation as this one's `field`; `own`, the official's declarations of a kind; `same`, the facts of the same
            kind that may agree in `fields`; `all`, every fact of a kind.
    """

    how: Literal["ref", "of", "entity", "own", "same", "all"]
    kind: str
    field: str = ""
    by: str = ""
    fields: tuple[str, ...] = ()


Way = tuple[Step, ...]
"""The steps from a declaration to what it reads; empty for the declaration itself."""
Ways = frozenset[Way]
FieldKey = tuple[str, str]
Reached = dict[int, set[Way]]
"""What each rule leads to, by the identity of the rule."""
DECLARATION = "declaration"
"""Stands for the reviews that belong to no rule: sources that disagree, definitions that say otherwise."""
ITSELF: Ways = frozenset({()})
NOWHERE: Ways = frozenset()


class Narrow(NamedTuple):
    """An equality without which a fact at the end of a way counts for nothing: it is then only read.

    Attributes:
        field: of that fact.
        places: ways, none longer than one step, to the facts it must agree with.
        other: the field of those.
    """

    field: str
    places: Ways
    other: str


class Pairing(NamedTuple):
    """How a fact of a register is tied to the officials that rules about it speak of.

    Attributes:
        field: of the fact, an entity.
        attribute: of the official, an entity.
        surely: rules are raised only if both surely are the same; else if they may be.
    """

    field: str
    attribute: str
    surely: bool


@dataclass(slots=True)
class About:
    """What decides the declarations of one kind.

    Attributes:
        ways: to everything its conditions read besides the declaration, each with the ids of the rules that go it; `DECLARATION` stands
            for the reviews of fields that rules define.
        narrows: by rule and way, the equalities one of which must hold for a fact at its end to count; nothing where it may count anyway.
        clocked: `(kind, field)` of days that are added to or subtracted from: while one is still to come, each day may change the result.
        always_clocked: a day that is worked out is compared with the day of looking.
        near: the fields in which other facts of a register must agree to count, where that is all its conditions ask of the register.
        personal: ids of its rules (and of its reviews) that depend on who the official is.
        pairings: for a register: how to find the officials its personal rules speak of; `None` if it may be any.
        is_shared: for a register: something of it is decided of no official too.
        yearly: month and day on which its yearly rules come up.
    """

    ways: dict[Way, set[str]] = field(default_factory=dict)
    narrows: dict[tuple[str, Way], set[Narrow]] = field(default_factory=dict)
    clocked: set[tuple[str, str]] = field(default_factory=set)
    always_clocked: bool = False
    near: tuple[str, ...] | None = None
    personal: set[str] = field(default_factory=set)
    pairings: frozenset[Pairing] | None = frozenset()
    is_shared: bool = False
    yearly: set[tuple[int, int]] = field(default_factory=set)

    def reads(self, plural: str) -> bool:
        """Tells whether some way leads to facts of a kind."""
        return any(KINDS[step.kind].plural == plural for way in self.ways for step in way)
