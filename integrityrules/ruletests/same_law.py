"""Whether a changed rulebook says the same on every day: no duty, prohibition or indicator reads what was changed.

May not look into conditions. Compares what is in force, piece by piece; reviews of the declaration itself are not looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from integrityrules.facts.vocabulary import DATE
from integrityrules.language import tree
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.plan import Placed, Plan
from integrityrules.rulebook.source import ALWAYS
from integrityrules.rulebook.type_rule import OCCURRENCE

OCCURRENCE_DAY = tree.Field(tree.Var("occurrence", OCCURRENCE), "on", DATE)


def is_same_law(left: Rulebook, right: Rulebook) -> bool:
    """Tells whether two rulebooks have the same acts in force on every day, with the same exemptions, definitions and values."""
    days = tuple(days_of(left, right))
    ends = (None, *days[2:], None)  # before the first change lies all the past: whatever is yearly has its day there
    pieces = zip(days, ends, strict=False)
    return all(_law(_plan_on(left, day), day, end) == _law(_plan_on(right, day), day, end) for day, end in pieces)


def days_of(left: Rulebook, right: Rulebook) -> Iterator[date]:
    """Yields a day of each piece of time in which neither rulebook changes."""
    cuts = sorted({*left.cuts, *right.cuts})
    if cuts:
        yield cuts[0] - timedelta(days=1)
    yield from cuts or (date(2000, 1, 1),)


def _plan_on(rulebook: Rulebook, day: date) -> Plan:
    return rulebook.plans[bisect_right(rulebook.cuts, day)]


def _law(plan: Plan, start: date, end: date | None) -> list[Any]:
    said = [placed for placed in plan.acts if not _is_idle(placed, start, end)]
    acts = _found_for_certain(said)
    followed = {
        id: [_said(placed) for placed in found if placed.typed.dated_by is not None or id in acts]
        for id, found in plan.consequences.items()
    }
    return [[_said(placed) for placed in said], {id: found for id, found in followed.items() if found}]


def _found_for_certain(acts: list[Placed]) -> set[str]:
    """Returns the rules that can reach a state something follows: one that may not be in force is never more than undetermined.

    Of two versions, one of which gives way to the other on an unknown day, one is in force for certain.
    """
    ids = [placed.id for placed in acts]
    return {placed.id for placed in acts if placed.in_force or ids.count(placed.id) > 1}


def _is_idle(placed: Placed, start: date, end: date | None) -> bool:
    """Tells whether a rule about a yearly day has no such day from `start` up to the day before `end`."""
    every, dated_by = placed.typed.source.every, placed.typed.dated_by
    if every is None or end is None or dated_by != OCCURRENCE_DAY:
        return False
    return not any(start <= date(year, *every) < end for year in range(start.year, end.year + 1))


def _said(placed: Placed) -> tuple[Any, ...]:
    """Returns everything that a rule in force rests on, as values that compare."""
    typed, setting = placed.typed, placed.setting
    source = replace(typed.source, in_force=ALWAYS, exempts=(), follows=())
    definitions = {
        key: [(rule.id, truth, rule.value, rule.when) for rule, truth in found]
        for key, found in setting.definitions.items()
        if key in placed.reads.fields
    }
    scale = typed.source.scale
    names = placed.reads.params | ({scale.steps} if scale and isinstance(scale.steps, str) else set())
    params = {name: setting.params.get(name) for name in names}
    agencies = setting.layer.layer.agencies if setting.layer and setting.layer.layer else ()
    exemptions = [_said(exemption) for exemption in placed.exemptions]
    routes = [(route.source.id, route.deadline, route.done_on) for route in typed.routes]
    trees = [*typed.trees(), typed.when is None, typed.raised_when is None, typed.only_for is None, typed.choices]
    return placed.id, source, placed.in_force, trees, routes, definitions, params, agencies, exemptions


__all__ = ["days_of", "is_same_law"]
