"""Macros and totals as steps: rows paired with elements, each pair judged, and what they come to for each row, with what is unknown.

May not know functions or definitions. Nothing here is SQL's own EXISTS, SUM or COUNT of what may be unknown: each would be a silent no.
The meaning is that of `runtime`, with a row that has no element in mind throughout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from integrityrules.facts.values import ONE_DAY
from integrityrules.facts.vocabulary import DATE, ORDERED
from integrityrules.language import tree
from integrityrules.language.sql.compare import compared, same
from integrityrules.language.sql.frames import Frame
from integrityrules.language.sql.pairs import Keys, Pairs, pair_up
from integrityrules.language.sql.texts import (
    FALSE,
    TRUE,
    all_of,
    any_of,
    case,
    is_true,
    literal,
    negation,
    not_false,
    not_true,
    unknown,
)  # fmt: skip
from integrityrules.language.sql.values import Numbers, Ordered, Plain, Value, unknown_value

if TYPE_CHECKING:
    from integrityrules.language.sql.reader import Env, Reader


@dataclass(frozen=True, slots=True)
class Elements:
    """The facts of a collection beside each row.

    Args:
        belongs: whether the fact is in the collection: true, or unknown where a reference to or from it is.
        complete: the two-valued test that there are no others.
    """

    pairs: Pairs
    belongs: str
    complete: str


def macro(reader: Reader, node: tree.Macro, env: Env) -> Value:
    """Returns what a macro comes to for each row."""
    frame = reader.home(node, env)
    found = elements(reader, node.source, env, frame, dict(_body_keys(reader, node, env)))
    if found is None:
        reader.doubt()
        return unknown_value(node.type)
    below = found.pairs.frame
    inner = {**env, node.var: found.pairs.element}
    body = reader.truth(node.body, inner)
    every = node.macro == "all"
    test = any_of([negation(found.belongs), body]) if every else all_of([found.belongs, body])
    counts = any_of([found.pairs.rough, not_true(test) if every else not_false(test)])
    holds = below.work_out(found.pairs.unless_rough(test), "holds")
    if every or node.macro == "exists":
        return _quantified(frame, below, counts, holds, found.complete, every=every)
    if node.macro == "count":
        join = frame.sum_up(below, counts, {"sure": f"COUNT(CASE WHEN {holds} THEN 1 END)", "possible": "COUNT(*)"})
        low = frame.work_out(f"COALESCE({join.column('sure')}, 0)", "count")
        return Ordered(low, frame.work_out(_where(found.complete, f"COALESCE({join.column('possible')}, 0)"), "count"))
    assert node.value is not None
    found_day = reader.ordered(node.value, inner)
    day = Ordered(*(found.pairs.unless_rough(end) for end in (found_day.lo, found_day.hi)))
    return _first_or_last(reader, frame, below, counts, holds, day, found.complete, last=node.macro == "latest")


def _where(complete: str, text: str) -> str:
    return text if complete == TRUE else f"CASE WHEN {complete} THEN {text} END"


def _quantified(frame: Frame, below: Frame, counts: str, holds: str, complete: str, *, every: bool) -> Plain:
    """Returns whether one element (or every element) fulfils a condition: what settles it wins, then what is unknown of one."""
    join = frame.sum_up(below, counts, {"m": f"MAX(CASE WHEN {holds} IS NULL THEN 1 ELSE 2 END)"})
    found, settled = join.column("m"), FALSE if every else TRUE
    nothing = all_of([f"{found} IS NULL", complete])
    return Plain(frame.work_out(case((f"{found} = 2", settled), (nothing, negation(settled))), "all" if every else "exists"))


def _first_or_last(
    reader: Reader, frame: Frame, below: Frame, counts: str, holds: str, day: Ordered, complete: str, *, last: bool
) -> Ordered:
    """Returns the earliest or latest day among the elements that belong; a day still to come where none does."""
    lo, hi = (below.work_out(text, "day") for text in (day.lo, day.hi))
    later = literal(reader.relations.as_of + ONE_DAY)
    outer, inner, pick = (hi, lo, "MAX") if last else (lo, hi, "MIN")
    sums = {
        "sure": f"COUNT(CASE WHEN {holds} THEN 1 END)",
        "possible": "COUNT(*)",
        "known": f"COUNT({outer})",
        "outermost": f"{pick}({outer})",
        "surely": f"{pick}(CASE WHEN {holds} THEN {inner} END)",
    }
    join = frame.sum_up(below, counts, sums)
    possible = join.column("possible")
    bounded = all_of([f"{join.column('known')} = {possible}", *([f"{join.column('sure')} > 0"] if last else []), complete])
    bound = f"CASE WHEN {bounded} THEN {join.column('outermost')} END"
    none = all_of([f"{possible} IS NULL", complete])
    if last:
        low = case((none, later), otherwise=join.column("surely"))
        return Ordered(frame.work_out(low, "latest"), frame.work_out(bound, "latest"))
    low = case((none, later), (bounded, join.column("outermost")), otherwise=unknown("date"))
    return Ordered(frame.work_out(low, "earliest"), frame.work_out(join.column("surely"), "earliest"))


# ---- totals ---------------------------------------------------------------------------------------------------------------


def total(reader: Reader, node: tree.Total, env: Env) -> Value:
    """Returns the sum over the facts that are the same as the row's own; that one is always in it."""
    own = env[node.var]
    frame = reader.home(node, env)
    found = elements(reader, node.source, env, frame, dict(_same_keys(reader, node, env)))
    if found is None:
        reader.doubt()
        return unknown_value(node.type)
    below, element = found.pairs.frame, found.pairs.element
    inner = {**env, node.var: element}
    as_of = reader.relations.as_of
    joins = [same(reader.value(key, inner), reader.value(key, env), as_of) for key in node.same]
    if node.up_to is not None:
        joins.append(compared("<=", reader.ordered(node.up_to, inner), reader.ordered(node.up_to, env), as_of))
    if node.where is not None:
        joins.append(reader.truth(node.where, inner))
    itself, alike = is_true(f"({element.id} = {own.id})"), all_of([found.belongs, *joins])
    counts = any_of([itself, found.pairs.rough, not_false(alike)])
    belongs = below.work_out(any_of([itself, found.pairs.unless_rough(alike)]), "belongs")
    said = reader.ordered(node.summand, inner)
    summand = Ordered(*(found.pairs.unless_rough(end) for end in (said.lo, said.hi)))
    sums = {
        "low": f"SUM(CASE WHEN {belongs} THEN {summand.lo} END)",
        "possible": "COUNT(*)",
        "known": f"COUNT({summand.hi})",
        "high": f"SUM({summand.hi})",
    }
    join = frame.sum_up(below, counts, sums)
    low = frame.work_out(f"COALESCE({join.column('low')}, 0)", "total")
    possible = join.column("possible")
    high = case((f"{possible} IS NULL", "0"), (f"{possible} = {join.column('known')}", join.column("high")))
    complete = all_of([_covers(reader, node, env, frame), negation(found.pairs.doubt)])
    return Ordered(low, frame.work_out(_where(complete, high), "total"))


def _covers(reader: Reader, node: tree.Total, env: Env, frame: Frame) -> str:
    """Returns the two-valued test that the days declared in full cover every day on which an element can lie."""
    if not reader.law.open_world:
        return TRUE
    kind = reader.relations.vocabulary.kinds[node.source.type.of]
    as_of = literal(reader.relations.as_of)
    first, lasts = "", []
    for key in node.same:
        if isinstance(key, tree.Call) and key.function == "year" and _is_field(key.args[0], kind.dated_by):
            day = reader.ordered(key.args[0], env)
            first = f"CAST(DATE_TRUNC('year', {day.lo}) AS DATE)"
            lasts = [f"CAST(DATE_TRUNC('year', {day.hi}) + INTERVAL '1' YEAR - INTERVAL '1' DAY AS DATE)"]
    if node.up_to is not None and _is_field(node.up_to, kind.dated_by):
        lasts.append(reader.ordered(node.up_to, env).hi)
    known = [f"COALESCE({text}, {as_of})" for text in lasts]
    last = f"LEAST({', '.join([*known, as_of])})" if known else ""
    return reader.relations.is_complete(frame, kind.plural, first, last)


def _is_field(node: tree.Node, name: str) -> bool:
    return isinstance(node, tree.Field) and isinstance(node.base, tree.Var) and node.name == name


# ---- elements -------------------------------------------------------------------------------------------------------------


def elements(reader: Reader, source: tree.Node, env: Env, frame: Frame, keys: Keys) -> Elements | None:
    """Returns the elements of a collection beside each row of a frame; `None` if a register would have to be gone through.

    Args:
        keys: what an element must not certainly differ in, besides a reverse reference's own key.
    """
    relations, open_world = reader.relations, reader.law.open_world
    kind = source.type.of
    plural = relations.vocabulary.kinds[kind].plural
    said, by = FALSE, ""
    base: Value | None = None
    if isinstance(source, tree.RelatedTo):
        related = reader.related(source)
        by = related.by
        if source.base.type.name == "fact":
            parent = reader.subject(source.base, env)
            base = Plain(frame.work_out(parent.id, "base"))
            if related.complete and open_world:
                truth = relations.field(parent, related.complete, reader.field_type(parent.kind, related.complete))
                assert isinstance(truth, Plain)
                said = is_true(truth.text)
        else:
            base = reader.value(source.base, env)
        keys = {by: base.text if isinstance(base, Plain) else base} if isinstance(base, Plain | Numbers) else {}
    pairs = pair_up(relations, frame, kind, keys)
    if pairs is None:
        return None
    if pairs.doubt != FALSE or pairs.rough != FALSE:
        reader.doubt()
    belongs = TRUE
    if base is not None:
        theirs = relations.stored(pairs.element, by, reader.field_type(kind, by))
        belongs = pairs.frame.work_out(same(theirs, base, relations.as_of), "belongs")
    complete = any_of([said, relations.is_complete(frame, plural)]) if open_world else TRUE
    return Elements(pairs, belongs, all_of([complete, negation(pairs.doubt)]))


def _body_keys(reader: Reader, node: tree.Macro, env: Env) -> Iterator[tuple[str, str | Numbers]]:
    """Yields what an element must not differ in for the body of a macro to hold: equalities that stand in its conjunction."""
    if node.macro == "all" or not isinstance(node.source, tree.Collection):
        return
    for item in conjuncts(node.body):
        if isinstance(item, tree.Compare) and item.op == "==":
            for theirs, own in ((item.left, item.right), (item.right, item.left)):
                if reader.is_stored(theirs, node.var) and node.var not in reader.free(own):
                    yield from _key(theirs, reader.value(own, env))


def _same_keys(reader: Reader, node: tree.Total, env: Env) -> Iterator[tuple[str, str | Numbers]]:
    if isinstance(node.source, tree.Collection):
        for key in node.same:
            if reader.is_stored(key, node.var):
                yield from _key(key, reader.value(key, env))


def _key(theirs: tree.Node, own: Value) -> Iterator[tuple[str, str | Numbers]]:
    assert isinstance(theirs, tree.Field)
    if isinstance(own, Numbers):
        yield theirs.name, own
    elif isinstance(own, Plain):
        yield theirs.name, own.text
    elif own.is_exact and theirs.type.name in ORDERED and theirs.type != DATE:
        yield theirs.name, own.lo


def conjuncts(node: tree.Node) -> Iterator[tree.Node]:
    """Yields the conditions all of which must hold for a condition to hold."""
    if isinstance(node, tree.Clause):
        yield from conjuncts(node.item)
    elif isinstance(node, tree.All):
        for item in node.items:
            yield from conjuncts(item)
    else:
        yield node


__all__ = ["Elements", "conjuncts", "elements", "macro", "total"]
