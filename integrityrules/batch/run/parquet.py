"""Rows of plain data, or a query -> a Parquet file that is whole or not there, with the same bytes each time.

May not know what the rows say. DuckDB writes the columns; it takes rows fastest as JSON lines (measured: 16 microseconds a row of 3 kB,
against 330 for an insert).
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import Any

from integrityrules.batch.run.account import File
from integrityrules.batch.stage.database import file, literal
from integrityrules.trail.files import sync_directory, sync_file

ROW_GROUP = 20_000
"""Rows that are compressed together: few enough that reader and writer need little memory."""
OPTIONS = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP}"
LONGEST_ROW = 16 << 20
"""Bytes of the longest row; an explanation that reads a register of a thousand facts is far from it."""


def write_query(connection: Any, query: str, path: Path, rows: int = 0) -> File:
    """Writes what a query gives, durably, and returns what tells the file from any other.

    Args:
        connection: of DuckDB; with one thread, unless the query has an order.
        path: of the file; it appears whole.
        rows: how many there are.
    """
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        connection.execute(f"COPY ({query}) TO {literal(str(beside))} ({OPTIONS})")
        with beside.open("rb+") as made:
            sync_file(made.fileno())
            written = File(rows, beside.stat().st_size, file_digest(made, "sha256").hexdigest())
        os.replace(beside, path)
        sync_directory(path.parent)
        return written
    finally:
        with suppress(FileNotFoundError):
            beside.unlink()


class Rows:
    """A Parquet file that is being written: rows go into a text beside it, and `finish` turns it into columns in one go.

    Args:
        path: the file; it appears whole, when it is finished.
        columns: name and DuckDB type of each column.
    """

    def __init__(self, path: Path, columns: Mapping[str, str]) -> None:
        self._path = path
        self._columns = columns
        self._text = path.with_name(f".{path.name}.{os.getpid()}.rows.part")
        self._file = self._text.open("w", encoding="utf-8", newline="\n")
        self.count = 0

    def add(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Adds rows; their order is kept."""
        for row in rows:
            self._file.write(json.dumps(row, ensure_ascii=False, check_circular=False) + "\n")
            self.count += 1

    def finish(self, connection: Any) -> File:
        """Writes the file, durably, and returns what tells it from any other.

        Args:
            connection: of DuckDB, with one thread.
        """
        self._file.close()
        try:
            return write_query(connection, self._source(), self._path, self.count)
        finally:
            self.close()

    def _source(self) -> str:
        if not self.count:
            return "SELECT " + ", ".join(f"NULL::{type} AS {name}" for name, type in self._columns.items()) + " LIMIT 0"
        columns = ", ".join(f"{name}: '{type}'" for name, type in self._columns.items())
        options = f"format = 'newline_delimited', columns = {{{columns}}}, maximum_object_size = {LONGEST_ROW}"
        return f"SELECT * FROM read_json({file(self._text)}, {options})"

    def close(self) -> None:
        """Forgets what was added and is not finished."""
        self._file.close()
        with suppress(FileNotFoundError):
            self._text.unlink()
