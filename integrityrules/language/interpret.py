"""The reference meaning of a condition: simple enough to believe, with bounds and a trace of every value it used.

May not know YAML, law or rules. Generated functions and SQL are tested against this page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from integrityrules.facts.values import Range, Spells, Truth, all_of, any_of, bounds, negation
from integrityrules.facts.world import Item
from integrityrules.language import tree
from integrityrules.language.alike import candidates, first_said
from integrityrules.language.functions import FUNCTIONS
from integrityrules.language.runtime import add_up, combine, first_or_last, how_many, related, same
from integrityrules.language.scope import Scope

Bindings = Mapping[str, Any]


class Trace(NamedTuple):
    """A node, its value, and the traces it was worked out from.

    Args:
        value: of the node; `None` is unknown.
        parts: traces of its children; for a macro one for each element that may belong; for a total the summands, and what is unknown
            of whether they belong.
        item: for a field, the fact it was read from; for an element's part, the element.
        why_unknown: `missing`, `undeclared` (more facts may exist), `disputed`, or empty where a part explains it.
        plural: the collection that is not declared in full, with `undeclared`.
    """

    node: tree.Node
    value: Any
    parts: tuple[Trace, ...] = ()
    item: Item | None = None
    why_unknown: str = ""
    plural: str = ""


def interpret(node: tree.Node, scope: Scope, bindings: Bindings) -> Trace:
    """Evaluates a typed tree.

    Args:
        node: a tree that `check` has typed.
        scope: the world, the day, the law's parameters and definitions.
        bindings: what each variable stands for: an `Item`, or `None` for unknown. `official` is taken from the world.

    Returns:
        the trace; its `value` is `True`, `False`, `None`, or a value of the node's type.
    """
    return _READERS[type(node)](node, scope, bindings)


def _literal(node: tree.Literal_, scope: Scope, bindings: Bindings) -> Trace:
    return Trace(node, node.value)


def _param(node: tree.Param, scope: Scope, bindings: Bindings) -> Trace:
    return Trace(node, scope.params[node.name])


def _var(node: tree.Var, scope: Scope, bindings: Bindings) -> Trace:
    return Trace(node, scope.world.official if node.name == "official" else bindings[node.name])


def _field(node: tree.Field, scope: Scope, bindings: Bindings) -> Trace:
    item: Item | None
    if node.base.__class__ is tree.Var:  # most are, and their own trace says nothing
        item = scope.world.official if node.base.name == "official" else bindings[node.base.name]
    else:
        item = _fact(interpret(node.base, scope, bindings), scope)
    if item is None:
        return Trace(node, None, (interpret(node.base, scope, bindings),), why_unknown="missing")
    if (item.kind, node.name) in scope.definitions:
        return defined_value(node, item, scope)
    value = declared_value(item, node.name, scope.day)
    return Trace(node, value, item=item, why_unknown="missing" if value is None else "")


def _fact(base: Trace, scope: Scope) -> Item | None:
    """Returns the fact a trace stands for, following a reference."""
    return scope.world.find(base.node.type.of, base.value) if isinstance(base.value, str) else base.value


def declared_value(item: Item, name: str, day: Any) -> Any:
    """Returns what a fact itself says of a field on a day."""
    value = item.values.get(name)
    return value.at(day) if value.__class__ is Spells else value


def defined_value(node: tree.Field, item: Item, scope: Scope) -> Trace:
    """Evaluates a field that rules define, from every definition and what was declared; in one scope it is worked out once."""
    place = item.kind, item.id, node.name
    found = scope.traces.get(place)
    if found is None:
        found = scope.traces[place] = _defined(node.name, item, scope)
    value, parts = found
    return Trace(node, value, parts, item, "missing" if value is None else "")


def _defined(name: str, item: Item, scope: Scope) -> tuple[Any, tuple[Trace, ...]]:
    declared = declared_value(item, name, scope.day)
    parts: list[Trace] = []
    said: list[tuple[Truth, Any]] = []
    for definition in scope.definitions[item.kind, name]:
        inner = {definition.kind: item}
        when = interpret(definition.when, scope, inner) if definition.when else None
        if when is not None:
            parts.append(when)
            if when.value is False:  # it says nothing here: nobody is asked for what its value rests on
                continue
        value = interpret(definition.value, scope, inner)
        said.append((when.value if when else True, value.value))
        parts.append(value)
    return combine(declared, said), tuple(parts)


def _not(node: tree.Not, scope: Scope, bindings: Bindings) -> Trace:
    part = interpret(node.item, scope, bindings)
    return Trace(node, negation(part.value), (part,))


def _all(node: tree.All, scope: Scope, bindings: Bindings) -> Trace:
    parts = tuple(interpret(item, scope, bindings) for item in node.items)
    return Trace(node, all_of(*(part.value for part in parts)), parts)


def _any(node: tree.Any_, scope: Scope, bindings: Bindings) -> Trace:
    parts = tuple(interpret(item, scope, bindings) for item in node.items)
    return Trace(node, any_of(*(part.value for part in parts)), parts)


def _disputed(node: tree.Disputed, scope: Scope, bindings: Bindings) -> Trace:
    parts = tuple(interpret(item, scope, bindings) for item in node.items)
    values = {part.value for part in parts}
    value = values.pop() if len(values) == 1 else None
    return Trace(node, value, parts, why_unknown="disputed" if {True, False} <= {part.value for part in parts} else "")


def _compare(node: tree.Compare, scope: Scope, bindings: Bindings) -> Trace:
    left, right = interpret(node.left, scope, bindings), interpret(node.right, scope, bindings)
    return Trace(node, _COMPARISONS[node.op](left.value, right.value), (left, right))


def _ordered(compare: Callable[[Any, Any], Truth]) -> Callable[[Any, Any], Truth]:
    return lambda left, right: None if left is None or right is None else compare(left, right)


_COMPARISONS: Mapping[str, Callable[[Any, Any], Truth]] = {
    "==": same,
    "!=": lambda left, right: negation(same(left, right)),
    "<": _ordered(lambda left, right: left < right),
    "<=": _ordered(lambda left, right: left <= right),
    ">": _ordered(lambda left, right: left > right),
    ">=": _ordered(lambda left, right: left >= right),
}


def _member(node: tree.Member, scope: Scope, bindings: Bindings) -> Trace:
    item = interpret(node.item, scope, bindings)
    if isinstance(node.options, tree.Param):
        options = scope.params[node.options.name]
    else:
        options = [
            option.value if option.__class__ is tree.Literal_ else interpret(option, scope, bindings).value for option in node.options
        ]
    return Trace(node, any_of(*(same(item.value, option) for option in options)), (item,))


def _arith(node: tree.Arith, scope: Scope, bindings: Bindings) -> Trace:
    left, right = interpret(node.left, scope, bindings), interpret(node.right, scope, bindings)
    if left.value is None or right.value is None:
        return Trace(node, None, (left, right))
    if node.op == "*":
        value = left.value * right.value
    else:
        value = left.value + right.value if node.op == "+" else left.value - right.value
    return Trace(node, value, (left, right))


def _call(node: tree.Call, scope: Scope, bindings: Bindings) -> Trace:
    parts = tuple(interpret(arg, scope, bindings) for arg in node.args)
    values = [_fact(part, scope) if part.node.type.name == "fact" else part.value for part in parts]
    return Trace(node, FUNCTIONS[node.function].apply(scope.world, *values), parts)


def elements(source: tree.Node, scope: Scope, bindings: Bindings) -> tuple[list[tuple[Item, Truth]], bool, str]:
    """Returns the elements of a collection, whether more may exist, and its plural name.

    Each element comes with its membership: true, or unknown where a reference to or from it is.
    """
    plural = scope.world.vocabulary.kinds[source.type.of].plural
    if isinstance(source, tree.RelatedTo):
        base = interpret(source.base, scope, bindings)
        kind = base.node.type.of if base.node.type.name == "fact" else ""
        found, complete = related(scope.world, _fact(base, scope) if kind else base.value, kind, source.name)
    else:
        found, complete = scope.world.elements(plural)
    return found, complete or not scope.open_world, plural


def _macro(node: tree.Macro, scope: Scope, bindings: Bindings) -> Trace:
    found, complete, plural = elements(node.source, scope, bindings)
    parts: list[Trace] = []
    holds: list[Truth] = []
    days: list[Any] = []
    for item, belongs in found:
        inner = {**bindings, node.var: item}
        body = interpret(node.body, scope, inner)
        parts.append(Trace(node.body, body.value, (body,), item))
        holds.append(any_of(negation(belongs), body.value) if node.macro == "all" else all_of(belongs, body.value))
        if node.value is not None:
            days.append(interpret(node.value, scope, inner).value)
    more: tuple[Truth, ...] = () if complete else (None,)
    value: Any
    match node.macro:
        case "exists":
            value = any_of(*holds, *more)
        case "all":
            value = all_of(*holds, *more)
        case "count":
            value = how_many(holds, complete)
        case _:
            value = first_or_last(zip(holds, days, strict=True), complete, scope.world.as_of, last=node.macro == "latest")
    why = "undeclared" if not complete and (value is None or value.__class__ is Range) else ""
    return Trace(node, value, tuple(parts), why_unknown=why, plural=plural if why else "")


def _total(node: tree.Total, scope: Scope, bindings: Bindings) -> Trace:
    own = bindings[node.var]
    keys = tuple(interpret(key, scope, bindings) for key in node.same)
    limit = interpret(node.up_to, scope, bindings) if node.up_to else None
    found, _, plural = elements(node.source, scope, bindings)
    complete = not scope.open_world or _covers_total(node, scope, plural, [key.value for key in keys], limit and limit.value)
    parts = [key for key in (*keys, *([limit] if limit else [])) if key.value is None]
    entries: list[tuple[Truth, Any]] = []
    plain = first_said(node, scope)
    for item, member in candidates(node, scope, found, [key.value for key in keys]):
        # Most elements differ in what comes first, and nothing more is asked of them.
        if plain and item is not own and same(declared_value(item, plain, scope.day), keys[0].value) is False:
            continue
        inner = {**bindings, node.var: item}
        # INVARIANT: a fact is always in its own total, whatever is unknown of it.
        joins = [] if item is own else _joins(node, scope, inner, keys, limit)
        belongs = True if item is own else all_of(member, *(join.value for join in joins))
        if belongs is not False:
            summand = interpret(node.summand, scope, inner)
            entries.append((belongs, summand.value))
            parts += [summand, *(join for join in joins if join.value is None)]
    value = add_up(entries, complete)
    return Trace(node, value, tuple(parts), why_unknown="" if complete else "undeclared", plural="" if complete else plural)


def _joins(node: tree.Total, scope: Scope, inner: Bindings, keys: tuple[Trace, ...], limit: Trace | None) -> list[Trace]:
    """Returns whether an element agrees with the rule's fact in each key, is not after it, and passes the filter, up to the first no."""
    # Most elements fail a key, and then nobody asks for traces.
    for key, own in zip(node.same, keys, strict=True):
        if same(value_of(key, scope, inner), own.value) is False:
            return [Trace(key, False)]
    tests = []
    for test in _tests(node, scope, inner, keys, limit):
        tests.append(test)
        if test.value is False:
            break
    return tests


def _tests(node: tree.Total, scope: Scope, inner: Bindings, keys: tuple[Trace, ...], limit: Trace | None) -> Iterator[Trace]:
    for key, own in zip(node.same, keys, strict=True):
        theirs = interpret(key, scope, inner)
        yield Trace(key, same(theirs.value, own.value), (theirs,))
    if node.up_to is not None and limit is not None:
        theirs = interpret(node.up_to, scope, inner)
        yield Trace(node.up_to, _COMPARISONS["<="](theirs.value, limit.value), (theirs,))
    if node.where is not None:
        yield interpret(node.where, scope, inner)


def value_of(node: tree.Node, scope: Scope, bindings: Bindings) -> Any:
    """Returns the value of a tree; without its trace where that is a field of a bound fact, or a function of such fields."""
    if node.__class__ is tree.Field:
        base = node.base
        item = None
        if base.__class__ is tree.Var:
            item = scope.world.official if base.name == "official" else bindings[base.name]
        if item is not None and (item.kind, node.name) not in scope.definitions:
            return declared_value(item, node.name, scope.day)
    elif isinstance(node, tree.Call) and all(arg.type.name != "fact" for arg in node.args):
        return FUNCTIONS[node.function].apply(scope.world, *[value_of(arg, scope, bindings) for arg in node.args])
    return interpret(node, scope, bindings).value


def _covers_total(node: tree.Total, scope: Scope, plural: str, same_own: list[Any], limit: Any) -> bool:
    """Tells whether the days declared in full cover every day on which an element of the total can lie."""
    first, last = total_window(node, scope, same_own, limit)
    return scope.world.is_complete(plural, first, last)


def total_window(node: tree.Total, scope: Scope, same_own: list[Any], limit: Any) -> tuple[date | None, date | None]:
    """Returns the first and last day on which another element can belong; `None` where nothing bounds it."""
    first: date | None = None
    last: date | None = None
    own_day = scope.world.vocabulary.kinds[node.source.type.of].dated_by
    for key, year in zip(node.same, same_own, strict=True):
        if isinstance(key, tree.Call) and key.function == "year" and _is_field(key.args[0], own_day):
            lowest, highest = bounds(year)
            first = date(lowest, 1, 1) if lowest is not None else first
            last = date(highest, 12, 31) if highest is not None else last
    if node.up_to is not None and _is_field(node.up_to, own_day):
        latest = bounds(limit)[1]
        last = latest if last is None else last if latest is None else min(last, latest)
    return first, None if last is None else min(last, scope.world.as_of)


def _is_field(node: tree.Node, name: str) -> bool:
    return isinstance(node, tree.Field) and isinstance(node.base, tree.Var) and node.name == name


def _clause(node: tree.Clause, scope: Scope, bindings: Bindings) -> Trace:
    part = interpret(node.item, scope, bindings)
    return Trace(node, part.value, (part,))


_READERS: Mapping[type, Callable[[Any, Scope, Bindings], Trace]] = {
    tree.Literal_: _literal,
    tree.Param: _param,
    tree.Var: _var,
    tree.Field: _field,
    tree.Not: _not,
    tree.All: _all,
    tree.Any_: _any,
    tree.Disputed: _disputed,
    tree.Compare: _compare,
    tree.Member: _member,
    tree.Arith: _arith,
    tree.Call: _call,
    tree.Macro: _macro,
    tree.Total: _total,
    tree.Clause: _clause,
}
