"""Tables of a PostgreSQL database -> sources: streamed by COPY into a file of the run folder, so that memory stays bounded.

May not know kinds. What fails is told without the server's own words, which may hold values. All tables are read in one snapshot.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from integrityrules.batch.stage.database import ESCAPED, SEPARATOR, load_file
from integrityrules.batch.stage.heads import Head, sort_out
from integrityrules.batch.stage.native import Columns, head_of, native_source
from integrityrules.batch.stage.sources import File, Found, Source, Work
from integrityrules.errors import MissingExtraError, UsageError
from integrityrules.tables.rows import Usable


@dataclass(frozen=True, slots=True)
class Postgres:
    """A schema of a PostgreSQL database whose tables and views are called as sheets.

    Args:
        conninfo: a connection string or URL of libpq.
        schema: the schema; the first of the search path if empty.
    """

    conninfo: str
    schema: str = ""

    def __repr__(self) -> str:
        return "<Postgres>"  # a URL may hold a password


def read_postgres(work: Work, given: Postgres) -> Found:
    """Reads every table and view of a schema, in the order of their names.

    Raises:
        UsageError: the database cannot be reached or read, or has no such schema.
        MissingExtraError: psycopg is not installed.
    """
    found = Found()
    with _snapshot(given) as connection:
        schema = given.schema or connection.execute("SELECT current_schema()").fetchone()[0]
        tables = [(table, _columns(connection, schema, table)) for table in _tables(connection, schema)]
        if not tables:
            raise UsageError("the database has no table in this schema", code="no-input")
        sort_out([_head(work, connection, found, schema, table, columns) for table, columns in tables], found)
    return found


@contextmanager
def _snapshot(given: Postgres) -> Iterator[Any]:
    """Opens a connection in which every table is seen as of one moment, and read in the order it is stored in."""
    try:
        import psycopg
    except ImportError:
        raise MissingExtraError("reading PostgreSQL", "postgres") from None
    try:
        with psycopg.connect(given.conninfo, client_encoding="UTF8") as connection:
            connection.isolation_level, connection.read_only = psycopg.IsolationLevel.REPEATABLE_READ, True
            connection.execute("SET LOCAL synchronize_seqscans = off")
            connection.execute("SET LOCAL datestyle = ISO")
            yield connection
    except psycopg.Error:
        raise UsageError("the database cannot be reached or read", code="no-database") from None


def _tables(connection: Any, schema: str) -> list[str]:
    query = (
        "SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
        " WHERE n.nspname = %s AND c.relkind IN ('r', 'v', 'm', 'p', 'f') AND NOT c.relispartition ORDER BY 1"
    )
    return [table for (table,) in connection.execute(query, [schema]).fetchall()]


def _columns(connection: Any, schema: str, table: str) -> Columns:
    query = (
        "SELECT a.attname, CASE WHEN t.typtype = 'e' THEN 'text' ELSE t.typname END, a.atttypmod"
        " FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid"
        " JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_type t ON t.oid = a.atttypid"
        " WHERE n.nspname = %s AND c.relname = %s AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum"
    )
    return [(column, _type(type, modifier)) for column, type, modifier in connection.execute(query, [schema, table]).fetchall()]


_TYPES = {
    "bool": "BOOLEAN", "int2": "BIGINT", "int4": "BIGINT", "int8": "BIGINT", "float4": "DOUBLE", "float8": "DOUBLE", "date": "DATE",
    "timestamp": "TIMESTAMP", "text": "VARCHAR", "varchar": "VARCHAR", "bpchar": "VARCHAR", "uuid": "VARCHAR", "name": "VARCHAR",
    "citext": "VARCHAR",
}  # fmt: skip


def _type(type: str, modifier: int) -> str:
    """Returns the SQL type of a column as DuckDB calls it; a numeric without fraction is a whole number, any other a DOUBLE."""
    if type == "numeric":
        return "HUGEINT" if modifier >= 4 and (modifier - 4) & 0x7FF == 0 and (modifier - 4) >> 16 <= 38 else "DOUBLE"
    return _TYPES.get(type, f"PostgreSQL {type}")


def _head(work: Work, connection: Any, found: Found, schema: str, table: str, columns: Columns) -> Head:
    from psycopg import sql

    relation = sql.Identifier(schema, table)

    def more() -> int:
        return int(connection.execute(sql.SQL("SELECT count(*) FROM {}").format(relation)).fetchone()[0])

    def source(usable: Usable) -> Source:
        parts = sql.SQL(", ").join(sql.SQL(_encoded(type)).format(sql.Identifier(column)) for column, type in columns)
        query = sql.SQL("COPY (SELECT {} FROM {}) TO STDOUT (DELIMITER {}, NULL '')").format(parts, relation, sql.Literal(SEPARATOR))
        found.files.append(_copied(work, connection, query, table))
        kept = work.table()
        load_file(work.database, kept, {f"c{n}": _kept(type) for n, (_, type) in enumerate(columns)}, work.folder / "copy.part")
        renamed = [(f"c{n}", type) for n, (_, type) in enumerate(columns)]
        return native_source(usable, kept, "row_number() OVER ()", renamed)

    return Head(head_of(columns, table, table), more, source)


def _kept(type: str) -> str:
    return "DATE" if type == "TIMESTAMP" else "VARCHAR" if type.startswith("PostgreSQL") else type


def _encoded(type: str) -> str:
    """Returns the SQL that gives a value in the form of `database.line_of`; `{0}` is the column."""
    if type in ("DATE", "TIMESTAMP"):
        # Days that no calendar of ours has would not survive the way; they are refused like any other outside 1900 to 2199.
        outside = "{0} < '1800-01-01' OR {0} >= '2300-01-01'"
        return f"'''' || CASE WHEN {outside} THEN '1800-01-01' ELSE {{0}}::date::text END"
    if type.startswith("PostgreSQL"):
        return "CASE WHEN {0} IS NOT NULL THEN '''x' END"
    text = "{0}::text"
    if type == "VARCHAR":
        for char, escape in ESCAPED.items():
            text = f"replace({text}, chr({ord(char)}), '{escape}')"
    return f"'''' || {text}"


def _copied(work: Work, connection: Any, query: Any, table: str) -> File:
    digest, size = hashlib.sha256(), 0
    with (work.folder / "copy.part").open("wb") as stream, connection.cursor() as cursor, cursor.copy(query) as copy:
        for block in copy:
            data = bytes(block)
            digest.update(data)
            size += len(data)
            stream.write(data)
    return File(table, digest.hexdigest(), size)
