"""Folder of CSV files -> grids.

May not know kinds. UTF-8 with or without a byte order mark; the delimiter is found by reading, not asked for.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from integrityrules.errors import Problem
from integrityrules.tables.safe import is_dangerous
from integrityrules.tables.source import Cell, Grid, GridRow
from integrityrules.tables.text import is_blank

DELIMITERS = (",", ";", "\t")
LARGEST_FILE = 1_000_000_000
"""The most bytes one file may have."""


def read_csv_folder(folder: Path) -> tuple[tuple[Grid, ...], tuple[Problem, ...]]:
    """Reads every `*.csv` of a folder, in the order of their names, and lists the files that cannot be read."""
    grids, problems = [], []
    for path in sorted(folder.glob("*.csv")):
        found = read_csv_file(path)
        if isinstance(found, Grid):
            grids.append(found)
        else:
            problems.append(found)
    return tuple(grids), tuple(problems)


def read_csv_file(path: Path) -> Grid | Problem:
    """Reads one file, or says why it cannot be read."""
    if path.stat().st_size > LARGEST_FILE:
        return Problem(path.name, 0, 0, "file-too-large", "the file is larger than can be read safely", "split it")
    data = path.read_bytes()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return Problem(path.name, 0, 0, "not-utf-8", "the file is UTF-16", "save it as CSV UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return Problem(path.name, line, 0, "not-utf-8", "the file is not UTF-8", "save it as CSV UTF-8")
    return parse_csv(text, name=path.stem, where=path.name)


def parse_csv(text: str, *, name: str, where: str) -> Grid | Problem:
    """Parses CSV text; a leading apostrophe that guards `=`, `+`, `-` or `@` against spreadsheet programs is taken off again."""
    if "\x00" in text:
        return Problem(where, 0, 0, "not-a-table", "the file holds binary data", "save it as CSV UTF-8")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    try:
        return Grid(name, where, tuple(rows_of(reader)))
    except csv.Error:
        return Problem(where, reader.line_num, 0, "not-a-table", "the quotation marks of this row do not match")


def rows_of(reader: Any) -> Iterator[GridRow]:
    """Yields the rows of a `csv.reader` that are not blank, with the lines they begin on."""
    line = 1
    for values in reader:
        cells = tuple(_cell(value) for value in values)
        if any(cell is not None for cell in cells):
            yield GridRow(line, cells)
        line = reader.line_num + 1


def delimiter_of(text: str) -> str:
    """Returns the delimiter that splits the first line into most cells; a comma if none does."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    return max(DELIMITERS, key=lambda mark: len(next(csv.reader([first], delimiter=mark), [])))


def _cell(text: str) -> Cell:
    if text.startswith("'") and is_dangerous(text):
        text = text[1:]
    return None if is_blank(text) else text
