"""Values of facts and whole inputs as data that has canonical bytes, and back.

May not hash or encrypt. Personal values are in what it returns: whoever calls it keys or seals the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.entity import Entity
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.facts.values import Range, Spells
from integrityrules.facts.world import Item
from integrityrules.facts.writing import dossier_data


def plain_value(value: Any) -> Any:
    """Returns a value of a resolved fact, or of a trace, as plain data: equal values give equal data, different ones different data.

    A day is `{"day": ...}`, a range `{"from", "to"}` with open ends left out, an entity `{"entity": ...}` of its numbers and name, periods
    `{"spells": [...]}`, a fact `{"fact": [kind, id]}`, a set of codes a sorted list.
    """
    if value is None or value.__class__ in (bool, int, str):
        return value
    return _LARGER[value.__class__](value)


def _range(value: Range[Any]) -> dict[str, Any]:
    return {name: plain_value(end) for name, end in (("from", value.lo), ("to", value.hi)) if end is not None}


def _spells(value: Spells) -> dict[str, Any]:
    return {"spells": [[plain_value(spell.value), plain_value(spell.start), plain_value(spell.end)] for spell in value]}


def _entity(value: Entity) -> dict[str, Any]:
    return {"entity": {spec.name: found for spec in fields(value) if (found := getattr(value, spec.name)) is not None}}


def _list(value: Any) -> list[Any]:
    return [plain_value(item) for item in (sorted(value) if isinstance(value, frozenset) else value)]


_LARGER: Mapping[type, Any] = {
    date: lambda value: {"day": value.isoformat()},
    Range: _range,
    Spells: _spells,
    Entity: _entity,
    Item: lambda value: {"fact": [value.kind, value.id]},
    tuple: _list,
    list: _list,
    frozenset: _list,
}


def dossier_form(dossier: Registers) -> dict[str, Any]:
    """Returns a dossier or registers as data with canonical bytes: `dossier_data`, with entities as pairs, for their keys may be names."""
    data = dossier_data(dossier)
    if "entities" in data:
        data["entities"] = sorted([key, entity] for key, entity in data["entities"].items())
    return data


def parse_dossier_form(data: Any) -> Dossier:
    """Returns the dossier of a form.

    Raises:
        DeclarationError: it is the form of none.
    """
    return read_dossier(_with_keys(data), where="dossier")


def parse_registers_form(data: Any) -> Registers:
    """Returns the registers of a form; as `parse_dossier_form`."""
    return read_registers(_with_keys(data), where="registers")


def _with_keys(data: Any) -> Any:
    return {**data, "entities": dict(data["entities"])} if "entities" in data else data
