"""Types names, fields and collections, and what is asked of collections.

May not know comparisons or functions. A name means one thing within a rule: nothing is shadowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from integrityrules.facts.vocabulary import BOOL, DATE, INT, FieldSpec, Related, Type
from integrityrules.language import tree
from integrityrules.language.agreement import AMOUNTS, codes_of, did_you_mean, in_context, named
from integrityrules.language.checking import Around, Checker, words
from integrityrules.language.functions import FUNCTIONS
from integrityrules.language.tree import UNTYPED, Node
from integrityrules.language.unparse import unparse

MAX_MACROS = 6


def literal(checker: Checker, node: tree.Literal_, around: Around, wanted: Type | None) -> Node:
    found = in_context(node, wanted)
    if found is None:
        checker.report("not-a-day", node, f"{words(node)} is not a day", 'write days as `"2026-01-20"`')
        return replace(node, type=UNTYPED)
    if found.type.name == "code" and found.value not in (codes := codes_of(found.type, checker.vocabulary)) and codes:
        message = f"{words(node)} is not a code of `{found.type.of}`"
        checker.report("unknown-code", node, message, did_you_mean(found.value, codes) or f"see the list `{found.type.of}`")
        return replace(node, type=UNTYPED)
    return found


def param(checker: Checker, node: tree.Param, around: Around, wanted: Type | None) -> tree.Param:
    if node.name not in checker.params:
        suggestion = did_you_mean(node.name, checker.params, "params.")
        checker.report("unknown-parameter", node, f"`params.{node.name}` is not a parameter of this ruleset", suggestion)
    return replace(node, type=checker.params.get(node.name, UNTYPED))


def var(checker: Checker, node: tree.Var, around: Around, wanted: Type | None) -> Node:
    if node.name in around.names:
        return replace(node, type=around.names[node.name])
    if node.name in checker.plurals:
        return tree.Collection(node.name, Type("collection", checker.plurals[node.name].name), node.pos)
    known = [*around.names, *checker.plurals, *FUNCTIONS]
    usable = ", ".join(f"`{name}`" for name in around.names)
    checker.report("unknown-name", node, f"`{node.name}` is not known here", did_you_mean(node.name, known) or f"known are {usable}")
    return replace(node, type=UNTYPED)


def field(checker: Checker, node: tree.Field | tree.RelatedTo, around: Around, wanted: Type | None) -> Node:
    """Types `base.name`, as a field or as a reverse reference, whichever it is."""
    base = checker.typed(node.base, around)
    if base.type == UNTYPED:
        return replace(node, base=base, type=UNTYPED)
    known = checker.fields_of(base.type)
    if node.name not in known:
        unknown_field(checker, node, base, known)
        return replace(node, base=base, type=UNTYPED)
    found = known[node.name]
    if isinstance(found, Related):
        return tree.RelatedTo(base, node.name, Type("collection", found.kind), node.pos)
    return tree.Field(base, node.name, found.type if isinstance(found, FieldSpec) else found, node.pos)


def unknown_field(checker: Checker, node: tree.Field | tree.RelatedTo, base: Node, known: Mapping[str, Any]) -> None:
    path = unparse(base)
    if base.type.name == "collection":
        suggestion = f"write `{path}.exists(x, x.{node.name} ...)`"
        checker.report("no-fields", node, f"{words(base)} is {named(base.type)}, not one of them", suggestion)
    elif not known:
        checker.report("no-fields", node, f"{words(base)} is {named(base.type)} and has no fields")
    else:
        whose = base.type.of or "a person or organisation"
        suggestion = did_you_mean(node.name, known, f"{path}.") or (f"there is `{path}.{next(iter(known))}`" if len(known) == 1 else "")
        checker.report("unknown-field", node, f"`{path}.{node.name}` is not a field of {whose}", suggestion)


def collection(checker: Checker, node: tree.Collection, around: Around, wanted: Type | None) -> Node:
    kind = checker.plurals.get(node.name)
    if kind is not None:
        return replace(node, type=Type("collection", kind.name))
    bound = around.names.get(node.name)
    if bound is not None:
        plural = checker.vocabulary.kinds[bound.of].plural if bound.of in checker.vocabulary.kinds else ""
        checker.report(
            "unknown-collection", node, f"`{node.name}` is {named(bound)}, not a collection", plural and f"did you mean `{plural}`"
        )
    else:
        checker.report("unknown-collection", node, f"`{node.name}` is not a collection", did_you_mean(node.name, checker.plurals))
    return replace(node, type=UNTYPED)


def collected(checker: Checker, node: Node, around: Around) -> Node:
    """Types what a macro or a total goes over, and reports it if it is no collection."""
    found = checker.typed(node, around)
    if found.type == UNTYPED or found.type.name == "collection":
        return found
    checker.report("unknown-collection", found, f"{words(found)} is {named(found.type)}, not a collection")
    return replace(found, type=UNTYPED)


def macro(checker: Checker, node: tree.Macro, around: Around, wanted: Type | None) -> Node:
    source = collected(checker, node.source, around)
    if node.var in around.names or node.var in checker.plurals or node.var in ("params", "official"):
        checker.report("shadowed-name", node, f"`{node.var}` already means something here", "choose another name for the element")
    if around.macros == MAX_MACROS:
        checker.report("too-many-macros", node, f"collections nest at most {MAX_MACROS} deep", "name a part of it as a definition")
    element = Type("fact", source.type.of) if source.type != UNTYPED else UNTYPED
    inner = Around({**around.names, node.var: element}, around.macros + 1)
    body = checker.demanded(node.body, inner, BOOL, f"what `{node.macro}` asks")
    value = None if node.value is None else checker.demanded(node.value, inner, DATE, f"what `{node.macro}` compares")
    result = {"exists": BOOL, "all": BOOL, "count": INT}.get(node.macro, DATE)
    return replace(node, source=source, body=body, value=value, type=result)


def total(checker: Checker, node: tree.Total, around: Around, wanted: Type | None) -> Node:
    source = collected(checker, node.source, around)
    own = around.names.get(node.var)
    if source.type != UNTYPED and own != Type("fact", source.type.of):
        message = f"a total over {words(source)} can be taken only in a rule about `{source.type.of}`"
        checker.report("total-of-another-kind", node, message)
    # Only facts of the total's own kind, so that it means the same wherever the field it defines is read.
    summand = checker.typed(node.summand, around, wanted)
    if summand.type != UNTYPED and summand.type.name not in AMOUNTS:
        checker.report("type-mismatch", summand, f"{words(summand)} is {named(summand.type)} and cannot be added up")
    same = tuple(checker.typed(key, around) for key in node.same)
    for key in same:
        if key.type.name in ("collection", "event"):
            checker.report("type-mismatch", key, f"{words(key)} is {named(key.type)} and cannot be compared")
    up_to = None if node.up_to is None else checker.demanded(node.up_to, around, DATE, "`up_to`")
    where = None if node.where is None else checker.demanded(node.where, around, BOOL, "`where`")
    return replace(node, source=source, summand=summand, same=same, up_to=up_to, where=where, type=summand.type)


__all__ = ["MAX_MACROS", "collection", "field", "literal", "macro", "param", "total", "var"]
