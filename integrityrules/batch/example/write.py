"""Writes an example as a folder of Parquet or CSV, or as a workbook; with a page that says that everything in it is invented.

May not know what is in the tables. The database works in columns with bounded memory; a file appears under its name when it is whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

from integrityrules.batch.example.draws import MACROS
from integrityrules.batch.example.elections import activities, candidacies, contests
from integrityrules.batch.example.families import relationships
from integrityrules.batch.example.gifts import gifts
from integrityrules.batch.example.holes import SHEETS, with_holes
from integrityrules.batch.example.law import Borders, borders
from integrityrules.batch.example.officials import official_spells, officials
from integrityrules.batch.example.positions import side_positions
from integrityrules.batch.example.procurement import bids, company_links, packages, procurement_roles
from integrityrules.batch.example.readme import readme
from integrityrules.batch.example.service import (
    absences,
    appointments,
    conducts,
    conflict_declarations,
    facility_uses,
    former_offices,
    leaves,
    official_decisions,
    wealth_reports,
)
from integrityrules.batch.example.size import FIRST_DAY, Size
from integrityrules.batch.example.table import PEOPLE, ROWS, Table
from integrityrules.errors import MissingExtraError, UsageError
from integrityrules.tables.safe import safe_sheet, safe_workbook, write_beside

Format = Literal["parquet", "csv", "xlsx"]
FORMATS: tuple[Format, ...] = ("parquet", "csv", "xlsx")
WORKBOOK = "declarations.xlsx"
MOST_IN_WORKBOOK = 100_000
"""Officials: a sheet of a workbook has room for about a million rows."""
MEMORY = "2GB"
_OPTIONS = {"parquet": "FORMAT parquet, COMPRESSION zstd", "csv": "FORMAT csv, HEADER"}
_TABLES = (
    officials, official_spells, gifts, side_positions, relationships, procurement_roles, packages, bids, company_links, appointments,
    wealth_reports, leaves, absences, official_decisions, conflict_declarations, activities, contests, candidacies, facility_uses, conducts,
    former_offices,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """What was written.

    Args:
        input: what an audit reads: the folder, or the workbook in it.
        rows: by machine name of the sheet.
    """

    input: Path
    rows: Mapping[str, int]


def write_example(
    folder: str | Path, size: Size, *, format: Format = "parquet", sheets: Iterable[str] | None = None, threads: int | None = None
) -> Written:
    """Writes invented declarations of many officials, with the sheets and columns that an audit reads.

    The same size and version give the same bytes as CSV, and equal tables as Parquet, on every machine and in any number of threads.

    Args:
        folder: where to; made if it is not there, and it may hold no tables yet.
        size: what is to be made.
        format: one file for each sheet, or one workbook.
        sheets: machine names of the sheets wanted; all if `None`.
        threads: of the database; as many as there are processors if `None`.

    Raises:
        UsageError: the folder holds tables, a sheet does not exist, or a workbook cannot hold so many officials.
        MissingExtraError: duckdb (or, for a workbook, xlsxwriter) is not installed.
    """
    place = Path(folder)
    law = borders(FIRST_DAY, size.as_of)
    tables = _tables(size, law, sheets)
    _check(place, size, format)
    place.mkdir(parents=True, exist_ok=True)
    spill = place / ".spill"
    database = _database(size, law, spill, threads)
    try:
        rows = _write_workbook(database, tables, place, size) if format == "xlsx" else _write_files(database, tables, place, size, format)
    finally:
        database.close()
        shutil.rmtree(spill, ignore_errors=True)
    write_beside(place / "README.txt", readme(size, rows).encode())
    return Written(place / WORKBOOK if format == "xlsx" else place, MappingProxyType(rows))


def _tables(size: Size, law: Borders, sheets: Iterable[str] | None) -> list[Table]:
    made = {table.sheet: with_holes(table, size.holes) for table in (make(size, law) for make in _TABLES)}
    wanted = list(made) if sheets is None else list(sheets)
    for name in wanted:
        if name not in made:
            raise UsageError(f"`{name}` is no sheet of an example; there are {', '.join(made)}", code="unknown-sheet")
    return [table for name, table in made.items() if name in wanted]


def _check(place: Path, size: Size, format: str) -> None:
    if format not in FORMATS:
        raise UsageError(f"an example is written as {', '.join(FORMATS)}", code="unknown-format")
    if place.is_dir() and any(path.suffix in (".csv", ".parquet", ".xlsx", ".jsonl") for path in place.iterdir()):
        raise UsageError("the folder holds tables already; name an empty one", code="folder-not-empty")
    if format == "xlsx" and size.officials > MOST_IN_WORKBOOK:
        raise UsageError(f"a workbook holds at most {MOST_IN_WORKBOOK} officials; write Parquet or CSV", code="wrong-number")


def _database(size: Size, law: Borders, spill: Path, threads: int | None) -> Any:
    """Returns a database in memory that knows the macros and the numbers of the officials."""
    try:
        import duckdb
    except ImportError:
        raise MissingExtraError("making example data", "batch") from None
    options: dict[str, Any] = {"memory_limit": MEMORY, "temp_directory": str(spill), "preserve_insertion_order": True}
    database = duckdb.connect(config=options | ({} if threads is None else {"threads": threads}))
    database.execute("SET enable_progress_bar = false")  # it would be drawn on stdout
    # A list of codes would become a join, and a join does not keep the order of the rows.
    database.execute("SET disabled_optimizers = 'in_clause'")
    for macro in (*MACROS, *law.macros()):
        database.execute(macro)
    for name, count in ((PEOPLE, size.officials), (ROWS, size.most_rows)):
        database.execute(f"CREATE TABLE {name} AS SELECT range AS x FROM range({count})")
    return database


def _write_files(database: Any, tables: list[Table], place: Path, size: Size, format: str) -> dict[str, int]:
    rows = {}
    for table in tables:
        beside, final = place / f".{table.sheet}.{format}.part", place / f"{table.sheet}.{format}"
        target = str(beside).replace("'", "''")
        rows[table.sheet] = database.execute(f"COPY ({table.query(size.seed)}) TO '{target}' ({_OPTIONS[format]})").fetchone()[0]
        os.replace(beside, final)
    return rows


def _write_workbook(database: Any, tables: list[Table], place: Path, size: Size) -> dict[str, int]:
    beside, rows = place / f".{WORKBOOK}.part", {}
    book = safe_workbook(beside, feature="writing a workbook", constant_memory=True)
    for table in tables:
        tab = safe_sheet(book, SHEETS[table.sheet].name)
        tab.write_row(0, list(table.columns))
        found = database.execute(table.query(size.seed))
        count = 0
        while some := found.fetchmany(10_000):
            for values in some:
                count += 1
                tab.write_row(count, values)
        rows[table.sheet] = count
    book.close()
    os.replace(beside, place / WORKBOOK)
    return rows
