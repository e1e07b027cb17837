"""Cells of one column -> an expression of the values the facts have, and one that tells where that expression is not to be trusted.

May not join rows. Canonical cells are read by SQL (`quick.py`), others through a dictionary that Python fills (`dictionary.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from integrityrules.batch.stage.cells import cells_of
from integrityrules.batch.stage.database import name
from integrityrules.batch.stage.dictionary import read_column
from integrityrules.batch.stage.marked import unmarked
from integrityrules.batch.stage.plain import plain_value
from integrityrules.batch.stage.quick import quick_number, quick_text, quick_value, sql_type
from integrityrules.batch.stage.sources import Source, Work
from integrityrules.facts.catalogue import MODELS, holds_of, outside_name
from integrityrules.facts.fields import Holds
from integrityrules.tables.layout import Column, Sheet


@dataclass(slots=True)
class Reading:
    """How the columns of one sheet are read.

    Args:
        relation: what to select from, as `c`.
        values: by machine name, the expression of the value.
        rough: expressions that are true where a row is rough.
        joins: the dictionaries to join.
    """

    relation: str
    values: dict[str, str] = field(default_factory=dict)
    rough: list[str] = field(default_factory=list)
    joins: list[str] = field(default_factory=list)


def read_columns(work: Work, source: Source, marks: Mapping[str, frozenset[str]], as_of: date) -> Reading:
    """Reads every column of a sheet of facts or officials but its ids, from `cells.<sheet>`."""
    reading = Reading(cells_of(source.sheet))
    for column in source.header.columns.values():
        if column.part in ("field", "scheme", "in_full"):
            _read(work, source, column, marks.get(column.name, frozenset()), as_of, reading)
    return reading


def _read(work: Work, source: Source, column: Column, marks: frozenset[str], as_of: date, reading: Reading) -> None:
    raw = f"c.{name(column.name)}"
    quick, type = quick_of(column, source.sheet, raw, source.types[column.name], as_of)
    read = reader_of(source, column, marks, as_of)
    table = read_column(work, f"{reading.relation} c", raw, quick, type, read)
    if table is None:
        reading.values[column.name] = quick
        return
    alias = f"d{len(reading.joins)}"
    reading.joins.append(f" LEFT JOIN {table} AS {alias} ON {alias}.k = CAST({raw} AS VARCHAR) AND ({quick}) IS NULL")
    reading.values[column.name] = f"coalesce({quick}, {alias}.v)"
    reading.rough.append(f"({raw} IS NOT NULL AND ({quick}) IS NULL AND {alias}.k IS NULL)")


def reader_of(source: Source, column: Column, marks: frozenset[str], as_of: date) -> Callable[[Any], Any]:
    """Returns what gives the value of a cell of a column."""
    if source.form == "marked":
        return lambda cell: plain_value(unmarked(cell), column, source.sheet, marks, as_of)
    return lambda cell: plain_value(cell, column, source.sheet, marks, as_of)


def quick_of(column: Column, sheet: Sheet, raw: str, type: str, as_of: date) -> tuple[str, str]:
    """Returns the expression of the value of a canonical cell, and its SQL type."""
    if column.part == "in_full":
        return "CAST(NULL AS BOOLEAN)", "BOOLEAN"
    if column.part == "scheme":
        found = quick_text(raw, type) if column.scheme == "name" else quick_number(raw, type, column.scheme)
        return (f"CASE WHEN length({raw}) <= 500 THEN {found} END" if column.scheme == "name" and type == "VARCHAR" else found), "VARCHAR"
    holds = holds_by_name(sheet)[column.field]
    return quick_value(raw, type, holds, as_of), sql_type(holds.type.name)


def holds_by_name(sheet: Sheet) -> Mapping[str, Holds]:
    """Returns what the fields of a sheet's kind hold, `stated_by` and `basis` included, by their outside names."""
    model = next(model for model in MODELS if model.kind_of_fact.name == sheet.kind.name)
    return {outside_name(model, name): holds_of(model, name) for name in model.model_fields}
