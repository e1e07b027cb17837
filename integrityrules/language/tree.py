"""The typed tree of a condition: what every reader (interpret, generate, render, sql, a solver) reads.

May not know YAML, law or facts; only types. Nodes are frozen; `pos` never takes part in equality.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Any, Literal, TypeAlias

from integrityrules.facts.vocabulary import Text, Type

UNTYPED = Type("none")


@dataclass(frozen=True, slots=True)
class Pos:
    """A place in a rule file, 1-based."""

    file: str = ""
    line: int = 0
    column: int = 0


NOWHERE = Pos()


@dataclass(frozen=True, slots=True)
class Literal_:
    """A constant: bool, int, str (a code or text), date; money in rupiah, percent in basis points."""

    value: Any
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Param:
    """`params.NAME`: a dated value the law sets. Of type `code` it holds a tuple of codes."""

    name: str
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Var:
    """A bound fact: the rule's own (`gift`), its partner, `official`, `occurrence`, `finding`, or a macro's variable."""

    name: str
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Field:
    """`base.name`: a field, declared or defined by a rule."""

    base: Node
    name: str
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Collection:
    """All facts of a kind, by its plural name (`gifts`); `type.of` is the kind."""

    name: str
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class RelatedTo:
    """`base.name`: a declared reverse reference (`package.bids`, `entity.held_by`); `type.of` is the kind of its elements."""

    base: Node
    name: str
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Not:
    item: Node
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class All:
    """True if all are, false if one is not (Kleene's and). Empty is true."""

    items: tuple[Node, ...]
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Any_:
    """True if one is, false if none is (Kleene's or). Empty is false."""

    items: tuple[Node, ...]
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Disputed:
    """Readings on which sources disagree: true if all are, false if all are not, else unknown (never held against anyone)."""

    items: tuple[Node, ...]
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Compare:
    op: Literal["==", "!=", "<", "<=", ">", ">="]
    left: Node
    right: Node
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Member:
    """`item in [..]` or `item in params.NAME`; `options` is a tuple of literals, or one `Param`."""

    item: Node
    options: tuple[Node, ...] | Param
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Arith:
    """`+`, `-`, or `*` with a constant or a parameter on one side."""

    op: Literal["+", "-", "*"]
    left: Node
    right: Node
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function of the closed list in `functions.py`."""

    function: str
    args: tuple[Node, ...]
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Macro:
    """`source.exists(var, body)` and its kin; `value` is the date of `earliest` and `latest`, else `None`."""

    macro: Literal["exists", "all", "count", "earliest", "latest"]
    source: Node
    var: str
    body: Node
    value: Node | None = None
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Total:
    """The sum of `summand` over the facts that are the `same` as the rule's fact.

    Inside, the variable `var` (the kind's name) is the element; each expression of `same` and `up_to` is evaluated once with it bound to
    the rule's fact and once to the element.
    """

    summand: Node
    source: Node
    var: str
    same: tuple[Node, ...]
    up_to: Node | None
    where: Node | None
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Clause:
    """`{if: ..., label: ..., cite: ...}`: a condition with words of its own for the explanation."""

    item: Node
    label: Text | None = None
    cite: tuple[Any, ...] = ()
    type: Type = UNTYPED
    pos: Pos = field(default=NOWHERE, compare=False)


Node: TypeAlias = (
    Literal_ | Param | Var | Field | Collection | RelatedTo | Not | All | Any_ | Disputed | Compare | Member | Arith | Call
    | Macro | Total | Clause
)  # fmt: skip


def children(node: Node) -> Iterator[Node]:
    """Yields the nodes directly below, in the order they are written."""
    for spec in fields(node):
        value = getattr(node, spec.name)
        if isinstance(value, NODE_TYPES):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, NODE_TYPES))


def walk(node: Node) -> Iterator[Node]:
    """Yields the node and everything below it, parents first."""
    yield node
    for child in children(node):
        yield from walk(child)


NODE_TYPES = (
    Literal_, Param, Var, Field, Collection, RelatedTo, Not, All, Any_, Disputed, Compare, Member, Arith, Call, Macro, Total, Clause,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Definition:
    """What a rule says a field is: `value` where `when` holds, silent otherwise."""

    rule: str
    kind: str
    field: str
    value: Node
    when: Node | None = None
