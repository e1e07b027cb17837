"""Sheets of rows as people read and print them: headers that stay, wrapped cells, rows as high as their text, one page wide.

May not know what is in them. Cells are written through `tables.safe`, so that no text becomes a formula.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any, TypeAlias

from integrityrules.decide.narrate import Language
from integrityrules.facts.vocabulary import Text
from integrityrules.tables.safe import safe_sheet, safe_workbook

Cell: TypeAlias = str | int | date | tuple[str | date, str] | None
"""A value, or a text or day with the colour behind it."""

NO_HINT = Text("", "")
A3, FONT_SIZE, LINE_HEIGHT, HIGHEST = 8, 10, 13.5, 405
"""Paper that holds a case list, points of type, points of a line, and points of the highest row a spreadsheet program allows."""
EARLIEST = date(2020, 1, 1)
"""No day that people fill in lies before it."""
PLAIN: Mapping[str, Any] = {
    "text_wrap": True, "align": "left", "valign": "top", "font_size": FONT_SIZE, "border": 1, "border_color": "#C8CDD2",
}  # fmt: skip
LOOKS: Mapping[str, Mapping[str, Any]] = {
    "text": {}, "day": {"num_format": "yyyy-mm-dd"}, "head": {"bold": True, "bg_color": "#DDE6EE"},
    "to fill": {"bold": True, "bg_color": "#FFF2CC"}, "written": {"num_format": "@"},
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Args:
        title: in its header.
        width: in characters.
        tall: rows grow to show all of its text.
        fill: `text`, `day` or a list of words where people fill it in; empty where it is only read.
        hint: what to fill in, shown beside a cell that is selected.
    """

    title: Text
    width: int
    tall: bool = True
    fill: str | tuple[Text, ...] = ""
    hint: Text = NO_HINT


class Book:
    """A workbook in memory, written sheet by sheet; no part of it is ever written to a temporary file.

    Args:
        target: receives the bytes on `close`.
        feature: what it is for, for the message if xlsxwriter is missing.
        title, notice: at the head and foot of each printed page.
    """

    def __init__(self, target: io.BytesIO, language: Language, *, feature: str, title: str, notice: str) -> None:
        self._book = safe_workbook(target, feature=feature, in_memory=True)
        self._language, self._title, self._notice = language, title, notice
        self._formats: dict[tuple[str, str], Any] = {}

    def add(self, name: Text, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, frozen: int = 0, printed: int = 0) -> None:
        """Adds a sheet.

        Args:
            rows: one cell for each column.
            frozen: how many columns stay when the sheet is moved sideways.
            printed: how many columns are printed; all if 0.
        """
        safe = safe_sheet(self._book, name.in_language(self._language))
        number = 0
        for position, column in enumerate(columns):
            safe.sheet.set_column(position, position, column.width, self._format("text"))
            safe.write(0, position, column.title.in_language(self._language), self._format("to fill" if column.fill else "head"))
        for number, row in enumerate(rows, start=1):
            safe.sheet.set_row(number, row_height(row, columns))
            for position, cell in enumerate(row):
                value, shade = cell if isinstance(cell, tuple) else (cell, "")
                safe.write(number, position, value, self._format(_look(value, columns[position]), shade))
        titles = [column.title.in_language(self._language) for column in columns]
        safe.sheet.set_row(0, max(row_height(titles, columns, every=True), 2 * LINE_HEIGHT))
        safe.sheet.freeze_panes(1, frozen)
        safe.sheet.autofilter(0, 0, max(number, 1), len(columns) - 1)
        self._help_to_fill(safe.sheet, columns, number)
        self._set_up_page(safe.sheet, number, printed or len(columns))

    def _help_to_fill(self, sheet: Any, columns: Sequence[Column], last_row: int) -> None:
        """Puts lists and checks on the cells that people fill in. What they choose from are words of ours."""
        for position, column in enumerate(columns):
            if not column.fill or not last_row:
                continue
            rule: dict[str, Any] = {"validate": "any"}
            if isinstance(column.fill, tuple):
                rule = {"validate": "list", "source": [word.in_language(self._language) for word in column.fill]}
            elif column.fill == "day":
                rule = {"validate": "date", "criteria": ">=", "value": EARLIEST}
            title, hint = column.title.in_language(self._language), column.hint.in_language(self._language)
            sheet.data_validation(
                1, position, last_row, position, {**rule, "input_title": title, "input_message": hint, "error_message": hint}
            )

    def _set_up_page(self, sheet: Any, last_row: int, columns: int) -> None:
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.7)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        sheet.print_area(0, 0, max(last_row, 1), columns - 1)
        sheet.set_header(f"&L&10{self._title}&R&10&A")
        sheet.set_footer(f"&L&9{self._notice}&R&9&P / &N")

    def _format(self, look: str, shade: str = "") -> Any:
        """Returns a cell format, made once: many equal ones would make the file large."""
        key = (look, shade)
        if key not in self._formats:
            self._formats[key] = self._book.add_format({**PLAIN, **LOOKS[look], **({"bg_color": shade} if shade else {})})
        return self._formats[key]

    def close(self) -> None:
        """Writes the workbook to its target."""
        self._book.close()


def _look(value: Cell, column: Column) -> str:
    """Returns how a cell looks: what people type as text into a cell stays the text they typed."""
    if isinstance(value, date) or column.fill == "day":
        return "day"
    return "written" if column.fill == "text" else "text"


def row_height(cells: Sequence[Cell], columns: Sequence[Column], *, every: bool = False) -> float:
    """Returns the points a row needs to show its wrapped text: spreadsheet programs do not work it out for files they did not write.

    Args:
        every: count also columns that rows do not grow for.
    """
    counted = [(cell, column.width) for cell, column in zip(cells, columns, strict=True) if column.tall or every]
    return min(max((_lines(cell, width) for cell, width in counted), default=1) * LINE_HEIGHT + 3, HIGHEST)


def _lines(cell: Cell, width: int) -> int:
    value = cell[0] if isinstance(cell, tuple) else cell
    text = "" if value is None else str(value)
    return sum(max(1, len(wrap(line, width))) for line in text.split("\n"))
