"""What every part of the checker shares: the names around a node, the list of problems, types demanded and agreed.

May not know any node. A part that was reported is untyped and agrees with everything: one mistake, one problem.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeAlias

from integrityrules.errors import Problem
from integrityrules.facts.vocabulary import DATE, FieldSpec, Related, Type, Vocabulary
from integrityrules.language import tree
from integrityrules.language.agreement import AMOUNTS, fits, looseness, named
from integrityrules.language.places import problem_at, shown
from integrityrules.language.tree import UNTYPED, Node
from integrityrules.language.unparse import unparse

DUTY_STATE = Type("code", "duty_state")
EVENTS: Mapping[str, Mapping[str, Type]] = MappingProxyType(
    {
        "occurrence": MappingProxyType({"on": DATE}),
        "finding": MappingProxyType({"due_on": DATE, "done_on": DATE, "state": DUTY_STATE}),
    }
)
"""The fields of what a rule part may read beside facts."""

Checks: TypeAlias = Mapping[type, Callable[..., Node]]
"""What types each type of node: `(checker, node, around, wanted) -> typed node`."""


@dataclass(frozen=True, slots=True)
class Around:
    """The names a node may use, and how many macros it is inside of."""

    names: Mapping[str, Type]
    macros: int = 0


class Checker:
    """The checker's state: what may be read, and what was found wrong so far."""

    def __init__(self, checks: Checks, params: Mapping[str, Type], vocabulary: Vocabulary, allow_stated: bool) -> None:
        self._checks = checks
        self.params = params
        self.vocabulary = vocabulary
        self.allow_stated = allow_stated
        self.plurals = {kind.plural: kind for kind in vocabulary.kinds.values()}
        self.problems: list[Problem] = []

    def typed(self, node: Node, around: Around, wanted: Type | None = None) -> Node:
        """Returns the node with its types; `wanted` is what literals take their type from, not a demand."""
        return self._checks[type(node)](self, node, around, wanted)

    def demanded(self, node: Node, around: Around, type: Type, role: str) -> Node:
        """Returns the typed node, and reports it if it is not of the type that its role demands."""
        found = self.typed(node, around, type)
        if not fits(found, type):
            self.report("type-mismatch", found, f"{words(found)} is {named(found.type)}, and {role} is {named(type)}")
        return found

    def report(self, code: str, node: Node, message: str, suggestion: str = "") -> None:
        self.problems.append(problem_at(node.pos, code, message, suggestion))

    def fields_of(self, type: Type) -> Mapping[str, FieldSpec | Related | Type]:
        kind = self.vocabulary.kinds.get(type.of) if type.name == "fact" else None
        if kind is not None:
            return {**kind.fields, **kind.related}
        return EVENTS.get(type.of, {}) if type.name == "event" else self.vocabulary.entity_related if type.name == "entity" else {}

    def pair(self, left: Node, right: Node, around: Around, wanted: Type | None) -> tuple[Node, Node]:
        """Types two nodes of one type, the firmer one first, so that literals in the other take its type."""
        if looseness(left) <= looseness(right):
            first = self.typed(left, around, wanted)
            return first, self.typed(right, around, _context(first, wanted))
        second = self.typed(right, around, wanted)
        return self.typed(left, around, _context(second, wanted)), second

    def disagree(self, node: Node, left: Node, right: Node, what: str) -> None:
        message = f"{words(left)} is {named(left.type)} and {words(right)} is {named(right.type)}: they {what}"
        self.report("type-mismatch", node, message, _cure(left, right))


def words(node: Node) -> str:
    """Returns the text of a node as messages show it."""
    return shown(unparse(node))


def _context(firm: Node, wanted: Type | None) -> Type | None:
    return wanted if firm.type == UNTYPED else firm.type


def _cure(left: Node, right: Node) -> str:
    """Returns what to write where one side is a literal of a form that the other side's type does not have."""
    for literal, other in ((left, right), (right, left)):
        if isinstance(literal, tree.Literal_):
            if other.type == DATE:
                return 'write days as `"2026-01-20"`'
            if other.type.name in AMOUNTS and isinstance(literal.value, str):
                return "write numbers without quotes"
            if other.type.name in ("code", "string") and not isinstance(literal.value, str):
                return "write texts and codes in quotes"
    return ""


__all__ = ["EVENTS", "Around", "Checker", "Checks", "words"]
