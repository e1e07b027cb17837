"""XLSX file -> grids. The only home of python-calamine.

May not know kinds. Formulas, error values and merged cells arrive as `Refused`; ids keep the text a person sees.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.parsers import expat

from integrityrules.errors import DeclarationError, MissingExtraError, Problem
from integrityrules.tables.source import Cell, Grid, GridRow, Month, Refused
from integrityrules.tables.text import is_blank
from integrityrules.tables.xlsx_marks import HostileWorkbook, Marks, hides_day, read_marks, zero_width

FORMULA = Refused("formula", "the cell holds a formula", "paste its value as text")
ERROR_VALUE = Refused("error-value", "the cell holds an error value of the spreadsheet program", "type the value")
MERGED = Refused("merged-cells", "the cell is part of a merged area", "unmerge the cells and fill each row")
NOT_A_VALUE = Refused("not-a-value", "the cell holds a duration or a time of day", "type the value as text")


def read_xlsx(path: Path) -> tuple[Grid, ...]:
    """Reads every worksheet of a workbook, hidden ones included and marked.

    Raises:
        DeclarationError: the file is no workbook, is protected by a password, or is built to exhaust memory.
        MissingExtraError: python-calamine is not installed.
    """
    try:
        import python_calamine as calamine
    except ImportError:
        raise MissingExtraError("reading a workbook", "batch") from None
    try:
        with zipfile.ZipFile(path) as book:
            marks = read_marks(book)
        with calamine.CalamineWorkbook.from_path(path) as workbook:
            return tuple(_grids(calamine, workbook, marks))
    except HostileWorkbook:
        raise _refused(path, "workbook-too-large", "the workbook unpacks to more than can be read safely") from None
    except (calamine.CalamineError, zipfile.BadZipFile, expat.ExpatError, KeyError, ValueError, NotImplementedError):
        raise _refused(path, "not-a-workbook", "the file cannot be read as an XLSX workbook") from None


def _refused(path: Path, code: str, message: str) -> DeclarationError:
    advice = "save it as .xlsx without a password"
    return DeclarationError(problems=[Problem(path.name, 0, 0, code, message, advice)])


def _grids(calamine: Any, workbook: Any, marks: dict[str, Marks]) -> Iterable[Grid]:
    for about in workbook.sheets_metadata:
        if about.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        rows = workbook.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
        seen = _with_marks(rows, marks.get(about.name, Marks()))
        yield Grid(about.name, about.name, tuple(seen), hidden=about.visible != calamine.SheetVisibleEnum.Visible)


def _with_marks(rows: list[list[Any]], marks: Marks) -> Iterable[GridRow]:
    merged = set(_merged_places(marks))
    last_marked: dict[int, int] = {}
    for row, column in (*marks.formulas, *marks.errors, *merged):
        last_marked[row] = max(column, last_marked.get(row, 0))
    for index in range(max(len(rows), max(last_marked, default=-1) + 1)):
        values = rows[index] if index < len(rows) else []
        width = max(len(values), last_marked.get(index, -1) + 1)
        cells = [_cell(values[column] if column < len(values) else None, (index, column), marks, merged) for column in range(width)]
        if not all(is_blank(cell) for cell in cells):
            yield GridRow(index + 1, tuple(cells))


def _merged_places(marks: Marks) -> Iterable[tuple[int, int]]:
    """Yields the cells of merged areas; a merge over more cells than a form could need marks only its first row and column."""
    for top, left, bottom, right in marks.merged:
        if (bottom - top + 1) * (right - left + 1) > 100_000:
            bottom, right = min(bottom, top + 1000), min(right, left + 100)
        yield from ((row, column) for row in range(top, bottom + 1) for column in range(left, right + 1))


def _cell(value: Any, place: tuple[int, int], marks: Marks, merged: set[tuple[int, int]]) -> Cell:
    if place in marks.formulas:
        return FORMULA
    if place in marks.errors:
        return ERROR_VALUE
    if place in merged:
        return MERGED
    number_format = marks.formats.get(place, "")
    if isinstance(value, (datetime, date)):
        return Month(value.year, value.month) if number_format and hides_day(number_format) else value
    if isinstance(value, (time, timedelta)):
        return NOT_A_VALUE
    if isinstance(value, float) and number_format and value.is_integer() and value >= 0:
        return str(int(value)).zfill(zero_width(number_format))
    if isinstance(value, (str, bool, int, float)):
        return None if isinstance(value, str) and is_blank(value) else value
    return None
