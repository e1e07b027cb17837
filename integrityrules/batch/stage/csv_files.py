"""Folder of CSV files -> sources: split by DuckDB where that is certainly what Python's reader does, else read by Python in bounded pieces.

May not know kinds. Certain are files in which each line is a row: no quotation marks, or cells that are quoted from end to end.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from integrityrules.batch.stage.database import BLANKS, is_filled, literal, load, name
from integrityrules.batch.stage.heads import Head, sort_out
from integrityrules.batch.stage.look import Look, load_lines, look_at
from integrityrules.batch.stage.sources import Found, Source, Work
from integrityrules.errors import Problem
from integrityrules.facts.catalogue import PLURALS
from integrityrules.tables.headers import Header
from integrityrules.tables.read_csv import delimiter_of, rows_of
from integrityrules.tables.rows import Usable
from integrityrules.tables.safe import DANGEROUS
from integrityrules.tables.source import Cell, Grid

JOINT = "\x1e"
"""Between the cells of a row that Python split."""

_GUARD = literal("'")
_DANGEROUS = " OR ".join(f"starts_with(ltrim(x, {_GUARD}), chr({ord(char)}))" for char in DANGEROUS)
_UNGUARDED = f"CASE WHEN starts_with(x, {_GUARD}) AND ({_DANGEROUS}) THEN substr(x, 2) ELSE x END"
"""The text of a cell `x` without the guard before what looks like a formula, as `tables.read_csv` takes it off."""


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of a file in a table of `line` and `text`.

    Args:
        cells: the expression of the list of a row's cells.
        filled: the condition that a row is not blank.
    """

    table: str
    cells: str
    filled: str


def read_csv_folder(work: Work, folder: Path) -> Found:
    """Reads every `*.csv` of a folder, in the order of their names."""
    found, heads = Found(), []
    for path in sorted(folder.glob("*.csv")):
        looked = look_at(path)
        found.files.append(looked.file)
        head = _read(work, path, looked)
        if isinstance(head, Problem):
            found.problems.append(head)
            # Nobody knows how many rows an unreadable file has, nor whose they are.
            found.incomplete |= set(PLURALS)
        else:
            heads.append(head)
    sort_out(heads, found)
    return found


def _read(work: Work, path: Path, looked: Look) -> Head | Problem:
    """Brings the rows of a file into a table, or says why it cannot be read, in the words of `tables.read_csv`."""
    if looked.is_utf_16:
        return Problem(path.name, 0, 0, "not-utf-8", "the file is UTF-16", "save it as CSV UTF-8")
    if looked.not_utf_8:
        return Problem(path.name, looked.not_utf_8, 0, "not-utf-8", "the file is not UTF-8", "save it as CSV UTF-8")
    if looked.has_nul:
        return Problem(path.name, 0, 0, "not-a-table", "the file holds binary data", "save it as CSV UTF-8")
    delimiter = _delimiter(path)
    rows = _split_by_lines(work, path, looked, delimiter) or _split_by_python(work, path, delimiter)
    if isinstance(rows, Problem):
        return rows
    with _text(path) as stream:
        grid = Grid(path.stem, path.name, tuple(islice(rows_of(csv.reader(stream, delimiter=delimiter, strict=True)), 2)))
    after = grid.rows[-1].line if grid.rows else 0
    return Head(grid, lambda: _count(work, rows, after), lambda usable: _source(work, usable, rows))


@contextmanager
def _text(path: Path) -> Iterator[io.TextIOWrapper]:
    with path.open("r", encoding="utf-8-sig", newline="") as stream:
        yield stream


def _delimiter(path: Path) -> str:
    with _text(path) as stream:
        return delimiter_of(next((line for line in stream if line.strip()), ""))


def _count(work: Work, rows: _Rows, after: int) -> int:
    found = work.database.execute(f"SELECT count(*) FROM {rows.table} WHERE line > {after} AND {rows.filled}").fetchone()
    return int(found[0])


# ---- rows ----------------------------------------------------------------------------------------------------------------


def _split_by_lines(work: Work, path: Path, looked: Look, delimiter: str) -> _Rows | None:
    """Reads each line as a row, or returns `None` if that is not certainly what Python reads."""
    if looked.longest_line > csv.field_size_limit():
        return None
    table = load_lines(work, path, looked)
    if table is None:
        return None
    one = f'(?:"(?:[^"]|"")*"|[^"{delimiter}][^{delimiter}]*|)'
    standard = literal(f"{one}(?:{delimiter}{one})*")
    quoted = "contains(text, '\"')"
    unsure = work.database.execute(f"SELECT count(*) FROM {table} WHERE {quoted} AND NOT regexp_full_match(text, {standard})").fetchone()
    if unsure[0]:
        work.database.execute(f"DROP TABLE {table}")
        return None
    each = literal(f'{delimiter}("(?:[^"]|"")*"|[^{delimiter}]*)')
    bare = "CASE WHEN starts_with(x, '\"') THEN replace(substr(x, 2, length(x) - 2), '\"\"', '\"') ELSE x END"
    split = (
        f"CASE WHEN {quoted} THEN list_transform(regexp_extract_all({literal(delimiter)} || text, {each}, 1), lambda x: {bare})"
        f" ELSE string_split(text, {literal(delimiter)}) END"
    )
    guarded = f"contains(text, {_GUARD})"
    cells = f"CASE WHEN {guarded} THEN list_transform({split}, lambda x: {_UNGUARDED}) ELSE {split} END"
    some = f"(NOT ({quoted} OR {guarded}) OR len(list_filter({cells}, lambda x: {is_filled('x')})) > 0)"
    begins = f"(ascii(text) BETWEEN 33 AND 126 AND NOT starts_with(text, {literal(delimiter)}))"
    filled = f"(({begins} OR trim(text, {literal(BLANKS + delimiter)}) <> '') AND {some})"
    return _Rows(table, cells, filled)


def _split_by_python(work: Work, path: Path, delimiter: str) -> _Rows | Problem:
    """Reads the rows as `tables.read_csv` does, a few at a time."""
    table = work.table()
    with _text(path) as stream:
        reader = csv.reader(stream, delimiter=delimiter, strict=True)
        rows = ((row.line, JOINT.join(map(_kept, row.cells))) for row in rows_of(reader))
        try:
            load(work.database, table, {"line": "BIGINT", "text": "VARCHAR"}, rows, work.folder)
        except csv.Error:
            return Problem(path.name, reader.line_num, 0, "not-a-table", "the quotation marks of this row do not match")
    back = "replace(replace(x, '%1E', chr(30)), '%25', '%')"
    split = f"string_split(text, {literal(JOINT)})"
    cells = f"CASE WHEN contains(text, '%') THEN list_transform({split}, lambda x: {back}) ELSE {split} END"
    return _Rows(table, cells, "true")


def _kept(cell: Cell) -> str:
    text = "" if cell is None else str(cell)
    return text.replace("%", "%25").replace(JOINT, "%1E") if "%" in text or JOINT in text else text


# ---- cells ---------------------------------------------------------------------------------------------------------------


def _source(work: Work, usable: Usable, rows: _Rows) -> Source:
    header, grid, table = usable.header, usable.grid, work.table()
    first = header.rows[0].line if header.rows else grid.rows[-1].line + 1
    columns = [f"nullif(p[{position + 1}], '') AS {name(column.name)}" for position, column in header.columns.items()]
    parts = ", ".join(["line", *columns, f"{_stray(header, len(grid.rows[0].cells))} AS stray"])
    given = f"SELECT line, {rows.cells} AS p FROM {rows.table} WHERE line >= {first} AND {rows.filled}"
    work.database.execute(f"CREATE TABLE {table} AS SELECT {parts} FROM ({given})")
    work.database.execute(f"DROP TABLE {rows.table}")
    return Source(usable.sheet, grid.where, header, table, {column.name: "VARCHAR" for column in header.columns.values()})


def _stray(header: Header, width: int) -> str:
    """Returns the expression that lists the positions outside the known columns in which a row holds something."""
    read = json.dumps(sorted({*header.columns, *header.remarks}))
    outside = [position for position in range(width) if position not in header.columns and position not in header.remarks]
    some = " OR ".join([f"len(p) > {width}", *(f"p[{position + 1}] <> ''" for position in outside)])
    held = f"list_filter(range(len(p)), lambda i: NOT list_contains({read}, i) AND {is_filled('p[i + 1]')})"
    return f"CASE WHEN {some} THEN CASE WHEN len({held}) > 0 THEN CAST(to_json({held}) AS VARCHAR) END END"
