"""A workbook -> sources: read by the reader of workbooks, in memory, because a workbook has at most a million rows to a sheet.

May not know kinds. Cells are kept as marked text, so that formulas, days and numbers are what they were.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from integrityrules.batch.stage.database import load
from integrityrules.batch.stage.heads import Head, sort_out
from integrityrules.batch.stage.look import digest_of
from integrityrules.batch.stage.marked import marked
from integrityrules.batch.stage.sources import Found, Source, Work
from integrityrules.tables.headers import Header
from integrityrules.tables.read_xlsx import read_xlsx
from integrityrules.tables.rows import Usable
from integrityrules.tables.source import Grid, GridRow, Refused
from integrityrules.tables.text import is_blank


def read_workbook(work: Work, path: Path) -> Found:
    """Reads every worksheet of a workbook.

    Raises:
        DeclarationError: the file is no workbook, is protected by a password, or is built to exhaust memory.
        MissingExtraError: python-calamine is not installed.
    """
    found = Found(files=[digest_of(path)])
    sort_out([_head(work, grid) for grid in read_xlsx(path)], found)
    return found


def _head(work: Work, grid: Grid) -> Head:
    return Head(grid, lambda: 0, lambda usable: _source(work, usable))


def _source(work: Work, usable: Usable) -> Source:
    header = usable.header
    names = {position: column.name for position, column in sorted(header.columns.items())}
    rows = ((row.line, _stray(row, header), *(_kept(row, position) for position in names)) for row in header.rows)
    table = work.table()
    types = dict.fromkeys(names.values(), "VARCHAR")
    load(work.database, table, {"line": "BIGINT", "stray": "VARCHAR", **types}, rows, work.folder)
    return Source(usable.sheet, usable.grid.where, header, table, types, "marked")


def _kept(row: GridRow, position: int) -> str | None:
    cell = row.cells[position] if position < len(row.cells) else None
    return None if is_blank(cell) else marked(cell)


def _stray(row: GridRow, header: Header) -> str | None:
    found = list(_outside(row, header))
    return json.dumps(found) if found else None


def _outside(row: GridRow, header: Header) -> Iterator[int | list[int | str]]:
    """Yields the places outside the known columns that hold something, with the reason where the cell itself was refused."""
    for position, cell in enumerate(row.cells):
        if is_blank(cell) or position in header.columns or position in header.remarks:
            continue
        yield [position, cell.code, cell.message, cell.suggestion] if isinstance(cell, Refused) else position
