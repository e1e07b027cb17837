"""What every kind of input hands to staging: its sheets as relations of raw cells, and an account of what cannot be taken.

May not know a file format. The cells are as the input has them; what they mean is said later, by the code that reads a workbook.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from integrityrules.batch.stage.database import failures
from integrityrules.errors import Problem
from integrityrules.tables.headers import Header
from integrityrules.tables.layout import Sheet

Form = Literal["cells", "marked", "json"]
"""How raw cells are to be understood: as they are (text or native types), as text that may be marked (`marked.py`), or as JSON."""


@dataclass(frozen=True, slots=True)
class Source:
    """One sheet of an input whose rows can be read.

    Args:
        where: as problems call it.
        header: what its first rows say; its `columns` are those of the relation.
        relation: what to select from: columns `line`, `stray` (JSON, `NULL` if nothing stands outside the known columns) and one for each
            known column under its machine name.
        types: the SQL type of each known column by its machine name.
        form: how to understand the cells.
    """

    sheet: Sheet
    where: str
    header: Header
    relation: str
    types: Mapping[str, str]
    form: Form = "cells"


@dataclass(frozen=True, slots=True)
class File:
    """A file or table of the input, as it was read: its name, the SHA-256 of its bytes, and how many they are."""

    name: str
    sha256: str
    bytes: int


@dataclass(slots=True)
class Found:
    """Everything found in an input, in its order.

    Args:
        problems: of files, sheets and headers.
        lost: rows of sheets that cannot be taken at all.
        incomplete: plurals of kinds of which rows may be missing.
    """

    sources: list[Source] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    lost: int = 0
    incomplete: set[str] = field(default_factory=set)
    files: list[File] = field(default_factory=list)


class Work:
    """Where an input may put things while it is read.

    Args:
        database: the connection; tables go into its schema `scratch`.
        folder: for files; removed when staging ends.

    Attributes:
        failures: what DuckDB raises.
    """

    def __init__(self, database: Any, folder: Path) -> None:
        self.database, self.folder = database, folder
        self.failures: type[Exception] = failures()
        self._made = 0

    def table(self) -> str:
        """Returns the name of a new table, in scratch."""
        self._made += 1
        return f"scratch.t{self._made}"
