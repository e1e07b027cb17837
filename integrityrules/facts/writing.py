"""A dossier back to plain data: what `read_dossier` reads, with nothing that JSON cannot hold.

May not choose a format or order keys for hashing. Personal values are in the result: whoever stores it must protect it.
"""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from decimal import Decimal
from typing import Any

from integrityrules.facts.amounts import ForeignMoney
from integrityrules.facts.catalogue import PLURALS, holds_of, outside_name
from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.entity import Entity
from integrityrules.facts.fields import Holds
from integrityrules.facts.model import Fact
from integrityrules.facts.official import Official
from integrityrules.facts.values import Later, Range, Spells


def dossier_data(dossier: Registers) -> dict[str, Any]:
    """Returns the mapping that `read_dossier` (or `read_registers`) reads to an equal dossier. What is missing is left out."""
    data: dict[str, Any] = {}
    if isinstance(dossier, Dossier):
        data["as_of"] = _plain(dossier.as_of)
        if isinstance(dossier.official, Official):
            data["official"] = fact_data(dossier.official)
    if dossier.entities:
        data["entities"] = {key: _plain(entity) for key, entity in dossier.entities.items()}
    if dossier.declared_in_full:
        data["declared_in_full"] = {plural: _window(window) for plural, window in dict(dossier.declared_in_full).items()}  # type: ignore[arg-type]
    if isinstance(dossier, Dossier) and dossier.incomplete:
        data["incomplete"] = sorted(dossier.incomplete)
    return data | {plural: [fact_data(fact) for fact in facts] for plural in PLURALS if (facts := dossier.facts(plural))}


def fact_data(fact: Fact) -> dict[str, Any]:
    """Returns the mapping that describes one fact."""
    model = type(fact)
    given = {name: value for name, value in fact.__dict__.items() if value is not None}
    return {outside_name(model, name): _of_field(value, holds_of(model, name)) for name, value in given.items()}


def _of_field(value: Any, holds: Holds) -> Any:
    if isinstance(value, Spells):
        return [_spell(spell, holds) for spell in value]
    return _percent(value) if holds.type.name == "percent" else _plain(value)


def _spell(spell: Any, holds: Holds) -> dict[str, Any]:
    ends = {"from": spell.start, "until": spell.end}
    return {"value": _of_field(spell.value, holds)} | {name: _plain(day) for name, day in ends.items() if day is not None}


def _percent(value: Any) -> Any:
    if isinstance(value, Range):
        return {name: _percent(end) for name, end in (("at_least", value.lo), ("at_most", value.hi)) if end is not None}
    return str(Decimal(value) / 100)


def _window(window: tuple[date | None, date | None]) -> Any:
    ends = {name: _plain(day) for name, day in zip(("from", "until"), window, strict=True) if day is not None}
    return ends or True


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, Later):
        return value.value
    if isinstance(value, Range):
        is_day = isinstance(value.lo if value.hi is None else value.hi, date)
        names = ("from", "until") if is_day else ("at_least", "at_most")
        return {name: _plain(end) for name, end in zip(names, (value.lo, value.hi), strict=True) if end is not None}
    if isinstance(value, Entity | ForeignMoney):
        return {spec.name: _plain(part) for spec in fields(value) if (part := getattr(value, spec.name)) is not None}
    return value
