"""Parquet files, DuckDB files and PostgreSQL tables, staged: cells keep their types, and are read as the cells of a workbook are."""

from __future__ import annotations

import tempfile
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_logs import POSTGRES, postgres_is_there
from support_stage import AS_OF, FEW, OFFICIALS, SHEETS, check_columns, check_same, texts_of

from integrityrules.batch.stage import Postgres, stage
from integrityrules.errors import DeclarationError, UsageError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables import Declarations
from integrityrules.tables.assemble import assemble
from integrityrules.tables.layout import Column
from integrityrules.tables.rows import records_of
from integrityrules.tables.source import Cell, Grid, GridRow

Table = tuple[list[tuple[str, str]], list[list[Any]]]
"""Names and types of columns, and rows."""

VALUES: Mapping[str, tuple[Any, ...]] = {
    "BIGINT": (5000, 0, 1, 2025, -5, 10**15, 10**15 + 1, 123456789012345678),
    "INTEGER": (5000, 1, 50, -1),
    "DOUBLE": (5000.0, 1.0, 50.01, -0.0, 1e15, 1e16, float("nan"), float("inf"), 750.5),
    "DECIMAL(12,3)": (Decimal("750.000"), Decimal("750.500"), Decimal("50.010"), Decimal("-1.000")),
    "DECIMAL(18,0)": (Decimal(5000), Decimal(199001012015011001 // 10), Decimal(50)),
    "BOOLEAN": (True, False),
    "DATE": (date(2026, 1, 19), date(2026, 6, 2), date(1899, 12, 31), date(2199, 12, 31), date(2300, 1, 1), date(1, 1, 1)),
    "TIMESTAMP": (datetime(2026, 1, 19, 23, 59, 59), datetime(2027, 1, 1), datetime(1850, 1, 1)),
}
USUAL = {"bool": "BOOLEAN", "date": "DATE", "money": "BIGINT", "int": "BIGINT", "percent": "DECIMAL(12,3)"}
KINDS = ("official_spells", "gifts", "side_positions", "packages", "bids", "appointments", "conflict_declarations")


@st.composite
def _table(draw: st.DrawFn, kind: str) -> Table:
    sheet = SHEETS[kind]
    columns = [column for column in sheet.columns.values() if column.required or column.name in ("from", "until")]
    others = [column for column in sheet.columns.values() if column not in columns]
    columns += draw(st.lists(st.sampled_from(others), unique=True, max_size=8)) if others else []
    types = [draw(_type(column)) for column in columns]
    names = [(column.name, type) for column, type in zip(columns, types, strict=True)]
    rows = [[draw(_value(*pair)) for pair in zip(columns, types, strict=True)] for _ in range(draw(st.integers(0, 6)))]
    if kind == "officials":
        for row, id in zip(rows, OFFICIALS, strict=False):
            row[0] = id if types[0] == "VARCHAR" else row[0]
    return names, rows


def _type(column: Column) -> st.SearchStrategy[str]:
    usual = USUAL.get(column.type.name, "VARCHAR")
    return st.sampled_from((usual, usual, "VARCHAR", *VALUES)) if not column.required else st.sampled_from(("VARCHAR",) * 9 + ("BIGINT",))


def _value(column: Column, type: str) -> st.SearchStrategy[Any]:
    if type == "VARCHAR":
        return st.one_of(st.none(), st.booleans().flatmap(lambda tidy: texts_of(column, tidy)))
    return st.one_of(st.none(), st.sampled_from(VALUES[type]))


@st.composite
def some_tables(draw: st.DrawFn) -> dict[str, Table]:
    """Draws an input of typed tables."""
    kinds = ["officials", *draw(st.lists(st.sampled_from(KINDS), unique=True, min_size=1, max_size=3))]
    return {kind: draw(_table(kind)) for kind in kinds}


def make_tables(database: duckdb.DuckDBPyConnection, tables: Mapping[str, Table]) -> None:
    for kind, (columns, rows) in tables.items():
        database.execute(f'CREATE TABLE "{kind}" ({", ".join(f"{_quoted(name)} {type}" for name, type in columns)})')
        if rows:
            database.executemany(f'INSERT INTO "{kind}" VALUES ({", ".join("?" * len(columns))})', rows)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def read_alike(tables: Mapping[str, Table], where: str = "{}") -> Declarations:
    """Reads tables as if they were the sheets of a workbook."""
    grids = [
        Grid(kind, where.format(kind), (GridRow(0, tuple(name for name, _ in columns)), *_grid_rows(columns, rows)))
        for kind, (columns, rows) in sorted(tables.items())
    ]
    return assemble(records_of(grids, VOCABULARY), as_of=AS_OF, vocabulary=VOCABULARY)


def _grid_rows(columns: list[tuple[str, str]], rows: list[list[Any]]) -> Iterator[GridRow]:
    for line, row in enumerate(rows, start=1):
        yield GridRow(line, tuple(_as_cell(value, type) for value, (_, type) in zip(row, columns, strict=True)))


def _as_cell(value: Any, type: str) -> Cell:
    if isinstance(value, Decimal):
        return float(value) if type == "DECIMAL(12,3)" else int(value)
    return value  # type: ignore[no-any-return]


@FEW
@given(some_tables(), st.integers(1, 4))
def test_staged_duckdb_is_read_like_a_workbook(tables: dict[str, Table], shards: int) -> None:
    """Tables of a DuckDB file give the dossiers, rejected rows and columns of a workbook with the same cells."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "given.duckdb"
        with duckdb.connect(str(path)) as database:
            make_tables(database, tables)
        with stage(path, Path(place) / "run", as_of=AS_OF, shards=shards) as staged:
            expected = read_alike(tables)
            check_same(staged, expected)
            check_columns(staged, expected)


@FEW
@given(some_tables(), st.integers(1, 4))
def test_staged_parquet_is_read_like_a_workbook(tables: dict[str, Table], shards: int) -> None:
    """Parquet files give the dossiers, rejected rows and columns of a workbook with the same cells."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "in [1]"
        folder.mkdir()
        with duckdb.connect() as database:
            make_tables(database, tables)
            for kind in tables:
                database.execute(f"COPY \"{kind}\" TO '{folder / kind}.parquet' (FORMAT parquet)")
        with stage(folder, Path(place) / "run", as_of=AS_OF, shards=shards) as staged:
            expected = read_alike(tables, "{}.parquet")
            check_same(staged, expected)
            check_columns(staged, expected)


# ---- PostgreSQL ----------------------------------------------------------------------------------------------------------


@contextmanager
def postgres_schema(tables: Mapping[str, Table]) -> Iterator[Postgres]:
    """Makes the tables in a schema of their own, and drops it."""
    import psycopg
    from psycopg import sql

    schema = f"stage {uuid.uuid4().hex}"
    with psycopg.connect(POSTGRES, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE SCHEMA {}").format(sql.Identifier(schema)))
        try:
            for kind, (columns, rows) in tables.items():
                table = sql.Identifier(schema, kind)
                parts = [sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(_POSTGRES.get(type, type))) for name, type in columns]
                connection.execute(sql.SQL("CREATE TABLE {} ({})").format(table, sql.SQL(", ").join(parts)))
                for row in rows:
                    marks = sql.SQL(", ").join(sql.Placeholder() for _ in row)
                    connection.execute(sql.SQL("INSERT INTO {} VALUES ({})").format(table, marks), row)
            yield Postgres(POSTGRES, schema)
        finally:
            connection.execute(sql.SQL("DROP SCHEMA {} CASCADE").format(sql.Identifier(schema)))


_POSTGRES = {"VARCHAR": "text", "DOUBLE": "double precision", "DECIMAL(12,3)": "numeric(12,3)", "DECIMAL(18,0)": "numeric(18,0)"}


@FEW
@given(some_tables(), st.integers(1, 4))
def test_staged_postgres_is_read_like_a_workbook(tables: dict[str, Table], shards: int) -> None:
    """Tables of a PostgreSQL schema give the dossiers, rejected rows and columns of a workbook with the same cells."""
    if reason := postgres_is_there():
        pytest.skip(reason)
    with (
        tempfile.TemporaryDirectory() as place,
        postgres_schema(tables) as given,
        stage(given, Path(place) / "run", as_of=AS_OF, shards=shards) as staged,
    ):
        expected = read_alike(tables)
        check_same(staged, expected)
        check_columns(staged, expected)


def test_a_database_that_is_not_there(tmp_path: Path) -> None:
    """A server that does not answer is told without the words of the driver, which may hold a password."""
    pytest.importorskip("psycopg")
    with pytest.raises(UsageError) as error:
        stage("postgresql://someone:secret@127.0.0.1:1/none?connect_timeout=1", tmp_path, as_of=AS_OF)
    assert error.value.code == "no-database"
    assert "secret" not in f"{error.value!r} {Postgres('postgresql://someone:secret@host/db')!r}"


# ---- oddities ------------------------------------------------------------------------------------------------------------


def staged_tables(place: Path, statements: str) -> Any:
    path = place / "given.duckdb"
    with duckdb.connect(str(path)) as database:
        database.execute(statements)
    return stage(path, place / "run", as_of=AS_OF, shards=2)


def test_columns_of_types_that_no_cell_has(tmp_path: Path) -> None:
    """An instant with a time zone is no day anywhere in particular: the column is told, and rows with a value in it are rejected."""
    statements = """
    CREATE TABLE officials (official_id VARCHAR); INSERT INTO officials VALUES ('P-1');
    CREATE TABLE gifts (official_id VARCHAR, id VARCHAR, received_on TIMESTAMPTZ, tags VARCHAR[]);
    INSERT INTO gifts VALUES ('P-1', 'G-1', '2026-01-19 10:00:00+07', NULL), ('P-1', 'G-2', NULL, NULL), ('P-1', 'G-3', NULL, ['x']);
    """
    with staged_tables(tmp_path, statements) as staged:
        rejected = [*staged.declarations(0).rejected, *staged.declarations(1).rejected, *staged.rejected_apart()]
        told = sorted((problem.where, problem.line, problem.column, problem.code) for problem in rejected)
        assert told == [
            ("gifts", 0, 3, "column-type"),
            ("gifts", 0, 4, "unknown-column"),
            ("gifts", 1, 3, "unknown-column"),
            ("gifts", 3, 4, "unknown-column"),
        ]
        assert staged.database.execute("SELECT id FROM facts.gifts WHERE NOT rough").fetchall() == [("G-2",)]


def test_hostile_names_and_ids(tmp_path: Path) -> None:
    """Names of tables and columns, and ids, are data: nothing in them is ever run."""
    statements = """
    CREATE TABLE officials (official_id VARCHAR, "x""; DROP TABLE officials; --" VARCHAR);
    INSERT INTO officials VALUES ('''; DROP TABLE officials; --', NULL), ('a' || chr(0) || 'b', NULL), ('"', NULL), ('🦆', 'stray');
    CREATE TABLE "gifts'; --" (id VARCHAR); INSERT INTO "gifts'; --" VALUES ('G-1');
    """
    with staged_tables(tmp_path, statements) as staged:
        officials = {id for shard in (0, 1) for id in staged.officials(shard)}
        assert officials == {"'; DROP TABLE officials; --", '"', "🦆"}
        dossiers = {dossier.official.id for shard in (0, 1) for dossier in staged.declarations(shard).dossiers}  # type: ignore[union-attr]
        assert dossiers == {"'; DROP TABLE officials; --", '"'}
        assert (staged.rows_lost, staged.incomplete_for_all()) == (1, {kind.plural for kind in VOCABULARY.kinds.values()} - {"officials"})
        codes = sorted(problem.code for problem in staged.rejected_apart())
        assert codes == ["control-character", "unknown-column", "unknown-sheet"]


def test_damaged_files(tmp_path: Path) -> None:
    """A Parquet file that is none is told and makes every kind incomplete; a DuckDB file that cannot be opened is refused."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "gifts.parquet").write_bytes(b"PAR1 not really")
    with stage(folder, tmp_path / "run", as_of=AS_OF) as staged:
        assert [problem.code for problem in staged.rejected_apart()] == ["unreadable-file"]
        assert "gifts" in staged.incomplete_for_all()
    (tmp_path / "bad.duckdb").write_bytes(b"\0" * 8 + b"DUCK" + b"\0" * 100)
    with pytest.raises(DeclarationError) as error:
        stage(tmp_path / "bad.duckdb", tmp_path / "other", as_of=AS_OF)
    assert error.value.code == "unreadable-file"
