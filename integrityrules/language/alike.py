"""Which elements of a total may agree with the rule's own fact: found by what they say, not by comparing it with every other.

May not say that two values are the same. It leaves out elements that certainly differ in a key; `runtime.same` says the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from integrityrules.facts.index import EXACT
from integrityrules.facts.values import Truth
from integrityrules.facts.world import Item
from integrityrules.language import tree
from integrityrules.language.scope import Scope

FEW = 16
"""Elements that are compared one by one sooner than they are grouped."""


def candidates(node: tree.Total, scope: Scope, members: list[tuple[Item, Truth]], own: Sequence[Any]) -> list[tuple[Item, Truth]]:
    """Returns the elements of a total that may agree with the rule's own fact in every key, in their order.

    Args:
        members: all elements with their membership.
        own: the values of the keys for the rule's own fact.
    """
    if len(members) < FEW or not isinstance(node.source, tree.Collection):
        return members
    kind = scope.world.vocabulary.kinds[node.source.type.of]
    known = {
        key.name: value
        for key, value in zip(node.same, own, strict=True)
        if value.__class__ in EXACT and isinstance(key, tree.Field) and _is_said(key, node.var, scope)
    }
    return scope.world.items[kind.plural].alike(known) if known else members


def first_said(node: tree.Total, scope: Scope) -> str:
    """Returns the name of the first key of a total where that is a field that elements themselves say, else the empty string."""
    key = node.same[0] if node.same else None
    return key.name if isinstance(key, tree.Field) and _is_said(key, node.var, scope) else ""


def _is_said(key: tree.Field, variable: str, scope: Scope) -> bool:
    base = key.base
    return isinstance(base, tree.Var) and base.name == variable and (base.type.of, key.name) not in scope.definitions
