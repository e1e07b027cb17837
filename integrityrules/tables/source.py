"""What every table reader hands on: grids of cells with their places, before anything is understood.

May not know kinds, fields or files. A cell that a file format marks as unsafe or broken arrives as `Refused`, never as its value.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeAlias


class Unreadable(Exception):
    """One cell that cannot be read, without its place; caught where the place is known and turned into a `Problem`.

    Args:
        code: stable identifier.
        message: one sentence without the cell's text.
        suggestion: a valid example, or the empty string.
    """

    def __init__(self, code: str, message: str, suggestion: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.suggestion = suggestion


@dataclass(frozen=True, slots=True)
class Refused:
    """A cell whose content is not taken: a formula, an error value, part of a merged area."""

    code: str
    message: str
    suggestion: str = ""


@dataclass(frozen=True, slots=True)
class Month:
    """A month without a day, as a spreadsheet shows a date whose format hides the day."""

    year: int
    month: int


Cell: TypeAlias = str | int | float | bool | date | datetime | Month | Refused | None
"""`None` is blank. `datetime` has no time zone."""


@dataclass(frozen=True, slots=True)
class GridRow:
    """One row with its 1-based number in the file."""

    line: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet or CSV file.

    Args:
        name: as the file calls it (`Gratifikasi`, `gifts.csv` gives `gifts`).
        where: as problems call it (`Gratifikasi`, `gifts.csv`).
        rows: every row that is not blank, in order.
        hidden: it is a hidden sheet.
    """

    name: str
    where: str
    rows: tuple[GridRow, ...] = field(repr=False)
    hidden: bool = False
