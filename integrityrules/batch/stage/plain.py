"""One cell -> the plain value that the facts have for it on a day, by asking the code that reads workbooks, and the models.

May not know SQL. What is no plain value there (a month, a range) or cannot be read is `Rough`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from integrityrules.errors import DeclarationError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.entity import Entity
from integrityrules.facts.reading import read_dossier
from integrityrules.facts.resolve import resolve
from integrityrules.facts.values import Range, Spells
from integrityrules.tables.cells import read_cell, read_id
from integrityrules.tables.layout import Column, Sheet
from integrityrules.tables.rows import read_in_full
from integrityrules.tables.source import Cell, Unreadable
from integrityrules.tables.text import is_blank

END_OF_DAYS = date(9999, 12, 31)


class Rough(Exception):
    """A cell has no plain value, or none at all."""


def plain_key(cell: Cell) -> str | None:
    """Returns an id as it is read; `None` if it is blank or cannot be read."""
    try:
        return None if is_blank(cell) else read_id(cell)
    except Unreadable:
        return None


def plain_value(cell: Cell, column: Column, sheet: Sheet, marks: frozenset[str], as_of: date) -> Any:
    """Returns the value the facts have for a cell of a column; `None` if that is unknown.

    Args:
        marks: the thousands separators certainly used in the column.

    Raises:
        Rough: the row may be rejected for this cell, or the value is a range.
    """
    try:
        return None if is_blank(cell) else _value(cell, column, sheet, marks, as_of)
    except (Unreadable, DeclarationError):
        raise Rough from None


def _value(cell: Cell, column: Column, sheet: Sheet, marks: frozenset[str], as_of: date) -> Any:
    if column.part == "in_full":
        said = read_in_full(cell)
        if said is not None:
            read_dossier({"as_of": as_of, "declared_in_full": {column.field: said}})
        return None
    if column.part == "scheme":
        number = read_cell(cell, column.type, {}) if column.scheme == "name" else read_id(cell)
        if number is None:
            return None
        entity = resolved(sheet, {column.field: {column.scheme: number}}, as_of)[column.field]
        assert isinstance(entity, Entity)
        return getattr(entity, column.scheme)
    value = read_cell(cell, column.type, VOCABULARY.code_lists, marks)
    return None if value is None else plain_of(sheet, column.field, value, as_of)


def plain_of(sheet: Sheet, field: str, value: Any, as_of: date) -> Any:
    """Returns the plain value of a field on a day, from its value in the form the facts take.

    Raises:
        Rough: it is a range, or a list of periods.
        DeclarationError: the model refuses it.
    """
    found = resolved(sheet, {field: value}, as_of).get(field)
    if isinstance(found, Range):
        if isinstance(found.lo, date) and found.lo > as_of:
            return END_OF_DAYS
        raise Rough
    if isinstance(found, Spells):
        raise Rough
    return found


def resolved(sheet: Sheet, data: dict[str, Any], as_of: date) -> dict[str, Any]:
    """Returns the values of a fact of the kind of a sheet on a day; a fact of which all days are later has its days there as ranges."""
    fact = {"id": "x", **data}
    named = {"official": fact} if sheet.kind.name == "official" else {sheet.kind.plural: [fact]}
    world = resolve(read_dossier({"as_of": as_of, **named}))
    items = world.items.get("officials" if sheet.kind.name == "official" else sheet.kind.plural, ())
    return dict(items[0].values) if items else dict.fromkeys(data, Range(date.max, None))
