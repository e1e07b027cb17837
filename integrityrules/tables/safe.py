"""Writing cells that no spreadsheet program can mistake for a formula, a link or a number.

May not know what is written. Every XLSX and CSV file of this library is written through here. CWE-1236.
"""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from integrityrules.errors import MissingExtraError
from integrityrules.tables.text import LONGEST_TEXT

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet program may read as the start of a formula."""

CREATED = datetime(2026, 1, 1)
"""The day every workbook says it was made on, so that equal content gives equal bytes."""

WORKBOOK_OPTIONS: Mapping[str, bool] = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class SafeSheet:
    """A worksheet that takes values by their type: text stays text, whatever it begins with.

    Args:
        sheet: a worksheet of `safe_workbook`.
        day_format: a cell format for days, or `None` to write them as ISO text.
    """

    def __init__(self, sheet: Any, day_format: Any = None) -> None:
        self.sheet = sheet
        self.day_format = day_format

    def write(self, row: int, column: int, value: object, cell_format: Any = None) -> None:
        """Writes one cell (0-based place): `None` blank, `bool`, `int` and days typed, everything else as text.

        Whole numbers of more than 15 digits are written as text, because spreadsheet programs drop the rest.
        """
        if value is None:
            self.sheet.write_blank(row, column, None, cell_format)
        elif isinstance(value, bool):
            self.sheet.write_boolean(row, column, value, cell_format)
        elif isinstance(value, int) and abs(value) < 10**15:
            self.sheet.write_number(row, column, value, cell_format)
        elif isinstance(value, date) and self.day_format is not None:
            self.sheet.write_datetime(row, column, value, cell_format or self.day_format)
        else:
            text = value.isoformat() if isinstance(value, date) else str(value)
            self.sheet.write_string(row, column, text[:LONGEST_TEXT], cell_format)

    def write_row(self, row: int, values: Iterable[object], cell_format: Any = None) -> None:
        """Writes the cells of a row from its first column on."""
        for column, value in enumerate(values):
            self.write(row, column, value, cell_format)


def safe_workbook(target: str | Path | io.BytesIO, *, feature: str, **options: bool) -> Any:
    """Returns an xlsxwriter workbook that guesses nothing, and whose bytes depend on its content alone.

    Args:
        target: a path, or bytes in memory.
        feature: what it is for, for the message if xlsxwriter is missing.

    Raises:
        MissingExtraError: xlsxwriter is not installed.
    """
    try:
        import xlsxwriter
    except ImportError:
        raise MissingExtraError(feature, "report") from None
    book = xlsxwriter.Workbook(target if isinstance(target, io.BytesIO) else str(target), {**WORKBOOK_OPTIONS, **options})
    book.set_properties({"created": CREATED})
    return book


def safe_sheet(book: Any, name: str) -> SafeSheet:
    """Adds a worksheet to a workbook of `safe_workbook`; days are shown as `2026-01-19`."""
    return SafeSheet(book.add_worksheet(name), book.add_format({"num_format": "yyyy-mm-dd"}))


def write_beside(path: Path, data: bytes) -> None:
    """Writes a file beside its place and renames it, so that no reader sees half of it."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Writes a file of lines as `write_beside`, a bounded number of them in memory."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
        os.replace(beside, path)
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


def csv_text(rows: Iterable[Sequence[object]], *, guard: bool = True) -> str:
    """Returns rows as CSV (comma, CRLF, RFC 4180).

    Args:
        guard: put an apostrophe before text that begins like a formula. Turn it off only for programs that never open spreadsheets.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow([csv_cell(value, guard=guard) for value in row])
    return out.getvalue()


def csv_cell(value: object, *, guard: bool = True) -> str:
    """Returns a value as the text of a CSV cell: blank for `None`, days ISO, `true` and `false`, text guarded."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return f"'{text}" if guard and is_dangerous(text) else text


def is_dangerous(text: str) -> bool:
    """Tells whether text begins like a formula, or like the guard before one (which is guarded too, so that reading undoes it)."""
    return text.lstrip("'").startswith(DANGEROUS)


def column_letters(number: int) -> str:
    """Returns the letters of a 1-based column as spreadsheet programs show them (`1` is `A`, `27` is `AA`)."""
    letters = ""
    while number > 0:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
