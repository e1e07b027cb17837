"""Rules as one pass over the columns judges them: each version with the days on which all that it says is the same.

May not write SQL. Periods of the law in which nothing changes for a rule are one version of it, however often other rules change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from integrityrules.facts.values import ONE_DAY
from integrityrules.language.sql import Law
from integrityrules.language.tree import Definition
from integrityrules.rulebook.build import definition_of, lane_key
from integrityrules.rulebook.plan import FieldKey, Placed, Plan, Setting, closure
from integrityrules.rulebook.typed import Reads


@dataclass(frozen=True, slots=True, eq=False)
class Version:
    """A rule with everything it rests on, and the days for which that is so.

    Args:
        placed: the rule, its exemptions and its setting in the first of the periods.
        law: parameters and definitions of the setting.
        first, last: `None` for open.
    """

    placed: Placed
    law: Law
    first: date | None
    last: date | None

    @property
    def reads_official(self) -> bool:
        """Tells whether what it says of a fact can differ from one official to another."""
        return self.placed.setting.layer is not None or any(kind == "official" for kind, _ in self.placed.reads.fields)


def versions_of(plans: Sequence[Plan], about: str, key: str, as_of: date) -> tuple[Version, ...]:
    """Returns the versions of the rules of one lane up to a day, in the order of their ids and first days."""
    runs = _runs((plan, [p for p in plan.acts if p.typed.about == about and lane_key(p.typed) == key]) for plan in _until(plans, as_of))
    return tuple(sorted(runs, key=lambda version: (version.placed.id, version.first or date.min)))


def _until(plans: Sequence[Plan], as_of: date) -> Iterator[Plan]:
    return (plan for plan in plans if plan.start is None or plan.start <= as_of)


def _runs(found: Iterable[tuple[Plan, Sequence[Placed]]]) -> Iterator[Version]:
    """Yields the versions: neighbouring periods in which a rule says the same are one."""
    running: dict[Any, Version] = {}
    laws: dict[int, Law] = {}
    for plan, acts in found:
        for placed in acts:
            said = _said(placed)
            earlier = running.get(said)
            if earlier is not None and plan.start is not None and earlier.last == plan.start - ONE_DAY:
                running[said] = replace(earlier, last=plan.end)
                continue
            if earlier is not None:
                yield earlier
            law = laws.setdefault(id(placed.setting), law_of(placed.setting))
            running[said] = Version(placed, law, plan.start, plan.end)
    yield from running.values()


def law_of(setting: Setting) -> Law:
    """Returns the parameters and definitions of a setting as conditions read them, over what was declared and whatever more there is."""
    return Law(setting.params, definitions_of(setting), either_world=True)


def definitions_of(setting: Setting) -> Mapping[FieldKey, tuple[Definition, ...]]:
    return {key: tuple(definition_of(rule, surely=truth is True) for rule, truth in found) for key, found in setting.definitions.items()}


def _said(placed: Placed) -> Any:
    """Returns what tells whether a rule in one period says the same as in another: the rule itself, and whatever it reads of the law."""
    setting, reads = placed.setting, placed.reads
    exemptions = tuple((id(one.typed), one.in_force is True) for one in placed.exemptions)
    return placed.id, setting.id, id(placed.typed), exemptions, _values(setting, reads.params), _defining(setting, reads.fields)


def _values(setting: Setting, names: Iterable[str]) -> tuple[tuple[str, Any], ...]:
    return tuple((name, setting.params[name]) for name in sorted(names))


def _defining(setting: Setting, fields: Iterable[FieldKey]) -> tuple[tuple[FieldKey, tuple[tuple[int, bool], ...]], ...]:
    keys = sorted(set(fields) & setting.definitions.keys())
    return tuple((key, tuple((id(rule), truth is True) for rule, truth in setting.definitions[key])) for key in keys)


@dataclass(frozen=True, slots=True, eq=False)
class Defining:
    """What the nation's law says of one field in some days in which that does not change."""

    key: FieldKey
    law: Law
    first: date | None
    last: date | None
    reads_official: bool


def definings_of(plans: Sequence[Plan], kind: str, as_of: date) -> tuple[Defining, ...]:
    """Returns what defines the fields of a kind up to a day."""
    running: dict[Any, Defining] = {}
    done: list[Defining] = []
    for plan in _until(plans, as_of):
        setting = plan.settings[""]
        for key in (key for key in setting.definitions if key[0] == kind):
            reads = closure(Reads(fields=frozenset({key})), setting.definitions)
            said = key, _values(setting, reads.params), _defining(setting, reads.fields)
            earlier = running.get(said)
            if earlier is not None and plan.start is not None and earlier.last == plan.start - ONE_DAY:
                running[said] = replace(earlier, last=plan.end)
                continue
            done += [earlier] if earlier is not None else []
            by_official = any(kind == "official" for kind, _ in reads.fields)
            running[said] = Defining(key, replace(law_of(setting), either_world=False), plan.start, plan.end, by_official)
    return tuple(sorted([*done, *running.values()], key=lambda one: (one.key, one.first or date.min)))
