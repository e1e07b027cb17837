"""Columns of a Parquet file or a database table -> a relation of raw cells, with types that Python reads as cells.

May not read a row. A column of a type that is no cell (a list, an instant with a time zone) is a column nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from integrityrules.batch.stage.database import is_filled, name
from integrityrules.batch.stage.sources import Source
from integrityrules.errors import Problem
from integrityrules.tables.headers import Header
from integrityrules.tables.rows import Usable
from integrityrules.tables.source import Grid, GridRow

Columns = Sequence[tuple[str, str]]
"""Names and SQL types of the columns of a table, in order."""

_INTEGERS = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"}
_DAYS = {"DATE", "TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"}


def head_of(columns: Columns, called: str, where: str) -> Grid:
    """Returns the names of columns as a grid of which only the header is there."""
    return Grid(called, where, (GridRow(0, tuple(column for column, _ in columns)),))


def native_source(usable: Usable, relation: str, line: str, columns: Columns) -> Source:
    """Returns a table as a source.

    Args:
        usable: what its header says.
        relation: what to select from.
        line: the expression of the number of a row.
    """
    header, parts, types = usable.header, [f"{line} AS line"], {}
    known, unknown, problems = {}, set(header.unknown), list(header.problems)
    for position, column in header.columns.items():
        cell = cell_of(f"r.{name(columns[position][0])}", columns[position][1])
        if cell is None:
            advice = "give text, whole numbers, days or truth values"
            problems.append(
                Problem(usable.grid.where, 0, position + 1, "column-type", f"`{column.name}` has a type that no cell has", advice)
            )
            unknown.add(position)
            continue
        known[position] = column
        types[column.name] = cell[1]
        parts.append(f"{cell[0]} AS {name(column.name)}")
    held = {position: _held(f"r.{name(columns[position][0])}", columns[position][1]) for position in sorted(unknown)}
    parts.append(f"{_stray(held)} AS stray")
    told = Header(known, header.remarks, frozenset(unknown), (), tuple(problems), usable=True)
    return Source(usable.sheet, usable.grid.where, told, f"(SELECT {', '.join(parts)} FROM {relation} AS r)", types)


def cell_of(column: str, type: str) -> tuple[str, str] | None:
    """Returns the expression of a cell and its type, or `None` if the type is no cell's."""
    plain = type.upper()
    if plain in _INTEGERS:
        return f"CAST({column} AS BIGINT)", "BIGINT"
    if plain in ("UBIGINT", "HUGEINT"):
        return f"CAST({column} AS HUGEINT)", "HUGEINT"
    if plain in ("FLOAT", "DOUBLE"):
        return f"CAST({column} AS DOUBLE)", "DOUBLE"
    if decimal := re.fullmatch(r"DECIMAL\(\d+, ?(\d+)\)", plain):
        # As text, `750.000` would be seven hundred and fifty thousand.
        return (f"CAST({column} AS HUGEINT)", "HUGEINT") if decimal[1] == "0" else (f"CAST({column} AS DOUBLE)", "DOUBLE")
    if plain in ("VARCHAR", "UUID") or plain.startswith("ENUM("):
        return f"CAST({column} AS VARCHAR)", "VARCHAR"
    if plain == "BOOLEAN":
        return column, "BOOLEAN"
    if plain in _DAYS:
        # A day that Python cannot hold is refused like any other outside 1900 to 2199.
        inside = f"{column} >= DATE '1800-01-01' AND {column} < DATE '2300-01-01'"
        return f"CASE WHEN {inside} THEN CAST({column} AS DATE) WHEN {column} IS NOT NULL THEN DATE '1800-01-01' END", "DATE"
    return None


def _held(column: str, type: str) -> str:
    return is_filled(column) if type.upper() == "VARCHAR" else f"{column} IS NOT NULL"


def _stray(held: Mapping[int, str]) -> str:
    """Returns the expression that lists the positions of unknown columns in which a row holds something."""
    if not held:
        return "CAST(NULL AS VARCHAR)"
    listed = ", ".join(f"CASE WHEN {filled} THEN {position} END" for position, filled in held.items())
    found = f"list_filter([{listed}], lambda p: p IS NOT NULL)"
    return f"CASE WHEN {' OR '.join(held.values())} THEN CAST(to_json({found}) AS VARCHAR) END"
