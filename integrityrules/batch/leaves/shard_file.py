"""The file of a shard's leaves: read again, row by row, with everything hashed from the bodies.

May not judge what it finds. Columns `sheet`, `row`, `digest` and `leaf`, in the order of `leaf`.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from integrityrules.batch.leaves.form import Body
from integrityrules.batch.stage.database import connect, file, rows_of
from integrityrules.trail.merkle import HASH_BYTES

MEMORY = "512MB"


class UnreadableError(Exception):
    """The file is not one of leaves; its text says nothing of what is in it."""


class Stored(NamedTuple):
    """One row of the file: the body, and the hash that is stored beside it."""

    body: Body
    leaf: bytes


class LeafFiles:
    """Reads files of leaves; a context manager. One that is damaged does not keep it from reading the next."""

    def __init__(self) -> None:
        self._database: Any = None

    def read(self, path: Path) -> Iterator[Stored]:
        """Yields every leaf in the order of the file, a bounded number of them in memory.

        Raises:
            UnreadableError: the file cannot be read as leaves.
        """
        import duckdb

        if self._database is None:
            self._database = connect(Path(":memory:"), memory=MEMORY, threads=1)
        try:
            for sheet, row, digest, leaf in rows_of(
                self._database.execute(f"SELECT sheet, row, digest, leaf FROM read_parquet({file(path)})")
            ):
                yield Stored(_body(sheet, row, digest), leaf)
            failed = False
        except (duckdb.Error, UnicodeDecodeError, MemoryError):  # what DuckDB says of a damaged file stops here
            failed = True
        if failed:
            self.close()
            raise UnreadableError

    def close(self) -> None:
        if self._database is not None:
            self._database.close()
            self._database = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _body(sheet: Any, row: Any, digest: Any) -> Body:
    if not isinstance(sheet, str) or not all(isinstance(part, bytes) and len(part) == HASH_BYTES for part in (row, digest)):
        raise UnreadableError
    return Body(sheet, row, digest)
