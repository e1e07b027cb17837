"""What both kinds of readers hand to assembly: one record per row, in the shape the facts take, with its place.

May not know files or cells.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from integrityrules.errors import Problem
from integrityrules.tables.layout import Sheet


@dataclass(frozen=True, slots=True)
class Record:
    """One row.

    Args:
        sheet: the table it belongs to.
        where, line: its place; `line` is the 1-based row.
        official_id: whose it is; `None` if that cannot be read, or for a register.
        id: the fact's own id, or `None` if that cannot be read; the official's id for an official.
        data: the fact in the shape `read_dossier` takes; for spells the keys `field`, `value`, `from`, `until`.
        in_full: for an official: what is declared in full, as the dossier takes it.
        columns: the column of each field, for problems found later.
        problems: everything found wrong so far; the row is rejected if there is any.
    """

    sheet: Sheet
    where: str
    line: int
    official_id: str | None
    id: str | None
    data: Mapping[str, Any] = field(repr=False)
    in_full: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    columns: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[Problem, ...] = ()

    def problem(self, code: str, message: str, suggestion: str = "", column: int = 0) -> Problem:
        """Returns a problem at this row."""
        return Problem(self.where, self.line, column, code, message, suggestion)


@dataclass(frozen=True, slots=True)
class Read:
    """Everything a reader found.

    Args:
        records: one for each row that belongs to a known sheet.
        problems: of files, sheets and headers; those of rows are with their records.
        lost: rows of sheets that could not be taken at all.
        incomplete: plurals of kinds of which rows may be missing.
    """

    records: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    lost: int = 0
    incomplete: frozenset[str] = frozenset()


def together(parts: list[Read]) -> Read:
    """Returns several readings as one."""
    return Read(
        tuple(record for part in parts for record in part.records),
        tuple(problem for part in parts for problem in part.problems),
        sum(part.lost for part in parts),
        frozenset().union(*(part.incomplete for part in parts)),
    )
