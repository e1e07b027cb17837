"""A DuckDB file -> sources, one for each table or view of its main schema; the row number counts from 1 in the order of the table.

May not know kinds. Every table is taken for a sheet: one that is called otherwise is reported, not passed over.
"""

from __future__ import annotations

from pathlib import Path

from integrityrules.batch.stage.database import literal, name
from integrityrules.batch.stage.heads import Head, sort_out
from integrityrules.batch.stage.look import digest_of
from integrityrules.batch.stage.native import Columns, head_of, native_source
from integrityrules.batch.stage.sources import Found, Work
from integrityrules.errors import DeclarationError, Problem

_ATTACHED = "given"


def is_duckdb(path: Path) -> bool:
    """Tells whether a file is a DuckDB database, by its mark."""
    with path.open("rb") as stream:
        return stream.read(12)[8:] == b"DUCK"


def read_duckdb_file(work: Work, path: Path) -> Found:
    """Reads every table and view of a database, in the order of their names.

    Raises:
        DeclarationError: the database cannot be opened.
    """
    found = Found(files=[digest_of(path)])
    try:
        work.database.execute(f"ATTACH {literal(str(path))} AS {_ATTACHED} (READ_ONLY)")
    except work.failures:
        problem = Problem(path.name, 0, 0, "unreadable-file", "the database cannot be opened", "close what has it open, or export it again")
        raise DeclarationError(problems=[problem]) from None
    query = "SELECT table_name FROM information_schema.tables WHERE table_catalog = ? AND table_schema = 'main' ORDER BY 1"
    tables = [table for (table,) in work.database.execute(query, [_ATTACHED]).fetchall()]
    sort_out([_head(work, table) for table in tables], found)
    return found


def _head(work: Work, table: str) -> Head:
    relation = f"{_ATTACHED}.main.{name(table)}"
    described = work.database.execute(f"DESCRIBE SELECT * FROM {relation}").fetchall()
    columns: Columns = [(row[0], row[1]) for row in described]
    more = f"SELECT count(*) FROM {relation}"
    return Head(
        head_of(columns, table, table),
        lambda: int(work.database.execute(more).fetchone()[0]),
        lambda usable: native_source(usable, relation, "row_number() OVER ()", columns),
    )
