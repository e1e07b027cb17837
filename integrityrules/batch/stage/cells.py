"""Raw cells -> `cells.<sheet>`: each row with its line, its official, its shard and its cells, in the order of shards and officials.

May not read a value. Only ids are read here, every one exactly as Python reads it, because rows are brought together by them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from integrityrules.batch.stage.database import name
from integrityrules.batch.stage.dictionary import read_column
from integrityrules.batch.stage.marked import unmarked
from integrityrules.batch.stage.plain import plain_key
from integrityrules.batch.stage.quick import quick_key
from integrityrules.batch.stage.sources import Source, Work
from integrityrules.tables.layout import Sheet

KEYS = ("official_id", "id")
"""Columns that name whose a row is and which it is: as they are read. `<column>_cell` has the cell where it was written otherwise."""


def cells_of(sheet: Sheet) -> str:
    """Returns the name of the table of a sheet's cells."""
    return f"cells.{name(sheet.name)}"


def shard_of(official: str, shards: int) -> str:
    """Returns the expression of an official's shard: the first 32 bits of the MD5 of the id as read, modulo the number of shards."""
    number = f"CAST('0x' || substr(md5({official}), 1, 8) AS UBIGINT)"
    return f"CAST(CASE WHEN {official} IS NULL THEN 0 ELSE {number} % {shards} END AS USMALLINT)"


def make_cells(work: Work, source: Source, shards: int) -> None:
    """Makes the table of the cells of a sheet."""
    keys = [key for key in KEYS if key in source.types]
    official = "NULL" if "official_id" not in keys else "official_id"
    parts = ["line", f"{shard_of(f'CAST({official} AS VARCHAR)', shards)} AS shard"]
    parts.append(f"CAST({official} AS VARCHAR) AS official_id")
    parts += ["id"] if "id" in keys else []
    parts += [f"{key}_cell" for key in keys]
    parts += [f"{_blank_is_null(name(column), type)} AS {name(column)}" for column, type in source.types.items() if column not in keys]
    work.database.execute(
        f"CREATE TABLE {cells_of(source.sheet)} AS SELECT {', '.join(parts)}, stray FROM ({_with_keys(work, source, keys)})"
        " ORDER BY shard, official_id, line"
    )


def _with_keys(work: Work, source: Source, keys: list[str]) -> str:
    """Returns the query of the rows with their ids as they are read, and the cells of the ids where these differ."""
    others = [f"r.{name(column)}" for column in ("line", "stray", *source.types) if column not in keys]
    joins = []
    for key in keys:
        raw, type = f"r.{name(key)}", source.types[key]
        quick = quick_key(raw, type)
        table = read_column(work, f"{source.relation} r", raw, quick, "VARCHAR", _reader(source), most=None)
        read = f"({quick})"
        if table is not None:
            joins.append(f" LEFT JOIN {table} AS d_{key} ON d_{key}.k = CAST({raw} AS VARCHAR)")
            read = f"coalesce({quick}, d_{key}.v)"
        others += [f"{read} AS {key}", f"CASE WHEN {read} IS DISTINCT FROM CAST({raw} AS VARCHAR) THEN {raw} END AS {key}_cell"]
    return f"SELECT {', '.join(others)} FROM {source.relation} r{''.join(joins)}"


def _reader(source: Source) -> Callable[[Any], str | None]:
    return (lambda cell: plain_key(unmarked(cell))) if source.form == "marked" else plain_key


def _blank_is_null(column: str, type: str) -> str:
    return f"nullif({column}, '')" if type == "VARCHAR" else column
