"""A dossier and its registers, resolved as of one day: sources merged, keys turned into entities, the future cut off.

May not know any rule. On the main path of every evaluation: it copies what is set and touches only what needs it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, NamedTuple

from integrityrules.facts.amounts import ForeignMoney
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.catalogue import MODELS, PLURALS, VOCABULARY, holds_of, outside_name
from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.entity import Entity
from integrityrules.facts.index import Facts
from integrityrules.facts.merge import merge
from integrityrules.facts.model import OWN_FIELDS, Fact
from integrityrules.facts.values import ONE_DAY, Later, Range, Spell, Spells
from integrityrules.facts.vocabulary import Vocabulary
from integrityrules.facts.world import Item, Window, World

NO_CALENDARS: Mapping[str, WorkCalendar] = MappingProxyType({})


class _Plan(NamedTuple):
    """What resolving a fact of one model has to touch, by the names of the model's fields."""

    kind: str
    days: tuple[str, ...]
    moneys: tuple[str, ...]
    entities: tuple[str, ...]
    spelled: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    act_days: tuple[str, ...]


def _plan(model: type[Fact]) -> _Plan:
    names = [name for name in model.model_fields if name not in OWN_FIELDS]
    holds = {name: holds_of(model, name) for name in names}

    def of_type(type_name: str) -> tuple[str, ...]:
        return tuple(name for name in names if holds[name].type.name == type_name and not holds[name].spelled)

    kind = model.kind_of_fact
    started = ("from_",) if kind.span else ()
    return _Plan(
        kind.name,
        of_type("date"),
        of_type("money"),
        of_type("entity"),
        tuple(name for name in names if holds[name].spelled),
        tuple((name, outside) for name in names if (outside := outside_name(model, name)) != name),
        (*((kind.dated_by,) if kind.dated_by else ()), *started, *kind.also_dated_by),
    )


_PLANS = {model: _plan(model) for model in MODELS}


def resolve(
    dossier: Dossier,
    *,
    vocabulary: Vocabulary = VOCABULARY,
    calendars: Mapping[str, WorkCalendar] = NO_CALENDARS,
    registers: Sequence[Registers] = (),
) -> World:
    """Returns what conditions read of a dossier and registers, as of the dossier's day.

    - A fact is left out, and listed in `not_read`, if the days of its act that are known (the kind's `dated_by` or the start of its
      span; for a gift also being asked for, offered or refused) all lie after `as_of` or are stated to be still to come.
    - A day after `as_of` on a fact that stays is still to come: it becomes `Range(as_of + 1 day, None)`, as `not_yet` and `ongoing` do.
    - A period of an attribute that starts after `as_of` is left out.
    - Facts with one id are merged: a field on which the sources disagree is unknown and listed in `Item.contradicted`.

    Args:
        vocabulary: goes into the world.
        calendars: by id.
        registers: read with the dossier; a fact with the id of one in the dossier is another source of it.
    """
    as_of: date = dossier.as_of  # type: ignore[assignment]
    items, later = _resolved(dossier, as_of)
    not_read = [*later]
    complete: dict[str, Window] = dict(dossier.declared_in_full)  # type: ignore[arg-type]
    for register in registers:
        more, later = _register(register, as_of)
        not_read += later
        for plural, found in more.items():
            known = items.get(plural)
            items[plural] = found if known is None else _merged((*known, *found))
        for plural, window in register.declared_in_full.items():  # type: ignore[union-attr]
            complete.setdefault(plural, window)
    for plural in dossier.incomplete:
        complete.pop(plural, None)
    official = items["officials"][0] if "officials" in items else None
    return World(vocabulary, as_of, items, complete, calendars, official, tuple(not_read))


def resolved_registers(parts: Iterable[Registers], as_of: date) -> Registers:
    """Returns registers that hold nothing but what conditions read on one day: as little memory as that takes.

    They are for `resolve` on that day and for nothing else; their own lists of facts are empty.

    Args:
        parts: registers to bring together, each with all that is stated of its facts.
    """
    items: dict[str, list[Item]] = {}
    not_read: list[tuple[str, str]] = []
    kept: dict[Any, Any] = {}
    complete: dict[str, Window] = {}
    for part in parts:
        found, later = _resolved(part, as_of)
        not_read += later
        complete |= part.declared_in_full  # type: ignore[arg-type]
        for plural, facts in found.items():
            items.setdefault(plural, []).extend(_slim(item, kept) for item in facts)
    whole = Registers(declared_in_full=complete)
    whole.resolved_by_day[as_of] = {plural: Facts(found) for plural, found in items.items()}, not_read
    return whole


def _slim(item: Item, kept: dict[Any, Any]) -> Item:
    """Returns an item without what is unknown, and with equal values as one object: registers repeat themselves."""
    values = _Known((name, _once(value, kept)) for name, value in item.values.items() if value is not None)
    told = (kept.setdefault(part, part) for part in (item.basis, item.stated_by, item.contradicted))
    return Item(item.kind, _once(item.id, kept), values, *told)


class _Known(dict[str, Any]):
    """Values of which those that are not here are unknown."""

    __slots__ = ()

    def __missing__(self, name: str) -> None:
        return None


def _once(value: Any, kept: dict[Any, Any]) -> Any:
    # Not numbers: to a dictionary, true and one are equal.
    return kept.setdefault(value, value) if value.__class__ in (str, date, Entity) else value


def _register(register: Registers, as_of: date) -> tuple[dict[str, Facts], list[tuple[str, str]]]:
    """Registers are read with many dossiers on few days; their items are never changed."""
    cache = register.resolved_by_day
    found = cache.get(as_of)
    if found is None:
        if len(cache) >= 16:
            cache.clear()
        found = cache[as_of] = _resolved(register, as_of)
    return found


def _resolved(given: Registers, as_of: date) -> tuple[dict[str, Facts], list[tuple[str, str]]]:
    """Returns the items by plural, and what is left out because it is later."""
    items: dict[str, Facts] = {}
    not_read: list[tuple[str, str]] = []
    keys = Keys(given.entities)  # type: ignore[arg-type]
    parts = given.__dict__
    for plural in PLURALS:
        facts = parts.get(plural)
        if not facts:
            continue
        found = []
        for fact in facts:
            item = item_of(fact, as_of, keys)
            if item is None:
                not_read.append((fact.kind_of_fact.name, fact.id))
            else:
                found.append(item)
        items[plural] = _merged(found)
    official = parts.get("official")
    if official is not None and (item := item_of(official, as_of, keys)) is not None:
        items["officials"] = Facts((item,))
    return items, not_read


class Keys(dict[str, Entity]):
    """Entities by key; a key that was not described is a number of scheme `own`, one object for all its mentions."""

    def __missing__(self, key: str) -> Entity:
        entity = self[key] = Entity(own=key)
        return entity


def item_of(fact: Fact, as_of: date, keys: Keys) -> Item | None:
    """Returns one fact by itself with plain values, or `None` if all of its act is still to come. The monitor resolves its facts so."""
    plan = _PLANS[type(fact)]
    values = fact.__dict__.copy()
    later = Range(as_of + ONE_DAY, None)
    for name in plan.days:
        value = values[name]
        if value is not None and (value.__class__ is not date or value > as_of):
            values[name] = _day(value, as_of, later)
    if plan.act_days and _is_later(values, plan.act_days, as_of):
        return None
    for name in plan.entities:
        value = values[name]
        if value.__class__ is str:
            values[name] = keys[value]
    for name in plan.moneys:
        if values[name].__class__ is ForeignMoney:
            values[name] = values[name].idr
    for name in plan.spelled:
        if values[name].__class__ is Spells:
            values[name] = _spells(values[name], as_of, later)
    for name, outside in plan.renamed:
        values[outside] = values.pop(name)
    source = values.pop("stated_by")
    return Item(plan.kind, values.pop("id"), values, (values.pop("basis"),), () if source is None else (source,))


def _day(value: Any, as_of: date, later: Range[date]) -> Any:
    if value.__class__ is Later:
        return later
    first = value.lo if value.__class__ is Range else value
    return later if first is not None and first > as_of else value


def _is_later(values: Mapping[str, Any], act_days: tuple[str, ...], as_of: date) -> bool:
    """Tells whether some day of the act is known and every known one lies after `as_of`."""
    found = False
    for name in act_days:
        day = values[name]
        if day is None:
            continue
        if day.__class__ is not Range or day.lo is None or day.lo <= as_of:
            return False
        found = True
    return found


def _spells(spells: Spells, as_of: date, later: Range[date]) -> Spells:
    kept = []
    for spell in spells:
        start = None if spell.start is None else _day(spell.start, as_of, later)
        if start is later:
            continue
        kept.append(Spell(spell.value, start, None if spell.end is None else _day(spell.end, as_of, later)))
    return Spells(kept)


def _merged(items: Iterable[Item]) -> Facts:
    """Returns the items with those of one id merged, in the order of their first mention."""
    by_id: dict[str, list[Item]] = {}
    for item in items:
        by_id.setdefault(item.id, []).append(item)
    return Facts(same[0] if len(same) == 1 else merge(same) for same in by_id.values())
