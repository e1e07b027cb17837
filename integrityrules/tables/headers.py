"""The first rows of a grid: which column is which, and what is wrong with them.

May not know values. A header cell is never repeated unless it is plainly a field name: the first row may be data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from integrityrules.errors import Problem
from integrityrules.facts.problems import safe_name
from integrityrules.tables.layout import Column, Sheet, headers_of
from integrityrules.tables.source import Cell, Grid, GridRow, Refused
from integrityrules.tables.text import is_blank, key_of, near

REMARK = "#"
"""A column whose header begins so is for people and is not read."""


@dataclass(frozen=True, slots=True)
class Header:
    """What the first rows say.

    Args:
        columns: the known columns by 0-based position.
        remarks: positions that are not read.
        unknown: positions with a header that no column has.
        rows: the rows of data.
        problems: what is wrong with the header.
        usable: the rows can be read; unknown columns alone do not prevent that.
    """

    columns: Mapping[int, Column]
    remarks: frozenset[int]
    unknown: frozenset[int]
    rows: tuple[GridRow, ...]
    problems: tuple[Problem, ...]
    usable: bool


def read_header(grid: Grid, sheet: Sheet) -> Header:
    """Reads the header row of a grid, and skips the row of labels beneath it if there is one."""
    if not grid.rows:
        return Header({}, frozenset(), frozenset(), (), (), usable=True)
    first, rest = grid.rows[0], grid.rows[1:]
    columns: dict[int, Column] = {}
    remarks, unknown, problems, usable = set(), set(), [], True
    for position, cell in enumerate(first.cells):
        found = _column_of(cell, sheet)
        if isinstance(found, Column):
            if found in columns.values():
                problems.append(_at(grid, first, position, "column-twice", f"`{found.name}` has two columns", "keep one of them"))
                usable = False
            columns[position] = found
        elif found == REMARK:
            remarks.add(position)
        elif isinstance(cell, Refused):
            problems.append(_at(grid, first, position, cell.code, f"in the header, {cell.message}", cell.suggestion))
            usable = False
        elif found is not None:
            unknown.add(position)
            problems.append(
                _at(grid, first, position, "unknown-column", f"{safe_name(found)} is not a column of this sheet", _advice(found, sheet))
            )
    missing = [column.name for column in sheet.columns.values() if column.required and column not in columns.values()]
    for name in missing:
        problems.append(_at(grid, first, -1, "missing-column", f"there is no column `{name}`", "take the header row from the template"))
    if rest and _is_label_row(rest[0], columns):
        rest = rest[1:]
    return Header(columns, frozenset(remarks), frozenset(unknown), rest, tuple(problems), usable and not missing)


def _at(grid: Grid, row: GridRow, position: int, code: str, message: str, suggestion: str) -> Problem:
    return Problem(grid.where, row.line, position + 1, code, message, suggestion)


def _column_of(cell: Cell, sheet: Sheet) -> Column | str | None:
    """Returns the column a header cell names, its text if it names none, `#` for a remark, `None` if blank or refused."""
    if is_blank(cell) or isinstance(cell, Refused):
        return None
    text = str(cell).strip()
    if text.startswith(REMARK):
        return REMARK
    return sheet.by_header.get(key_of(text), text)


def _advice(text: str, sheet: Sheet) -> str:
    return near(text, sheet.columns) or f"correct it, or begin it with `{REMARK}` if it is a remark that need not be read"


def _is_label_row(row: GridRow, columns: Mapping[int, Column]) -> bool:
    """Tells whether a row only repeats labels of the columns it stands under."""
    filled = [(position, cell) for position, cell in enumerate(row.cells) if not is_blank(cell)]
    return bool(filled) and all(
        isinstance(cell, str) and position in columns and key_of(cell) in {key_of(text) for text in headers_of(columns[position])}
        for position, cell in filled
    )
