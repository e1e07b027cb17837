"""The keys of a segment log by key: a small SQLite file that can always be made again from the envelopes.

May not be believed alone: who finds a place here looks at the envelope there. Loses its last additions with the power, never its shape.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from threading import Lock

APPLICATION_ID = 0x69724B79  # "irKy"
KEYS_AT_ONCE = 500


class KeyIndex:
    """Keys and places of the first `covered` entries.

    Args:
        path: the file.
        writable: whether to make it where it is absent or damaged, and to add to it.

    Raises:
        sqlite3.Error, OSError: it cannot be opened.
    """

    def __init__(self, path: Path, *, writable: bool) -> None:
        self._lock = Lock()
        if writable:
            self._connection = _connect(path)
            try:
                self._prepare()
            except (sqlite3.DatabaseError, UnicodeDecodeError):
                # Damaged: it holds nothing that the envelopes do not, so it is made anew.
                self._connection.close()
                for name in (path, Path(f"{path}-wal"), Path(f"{path}-shm")):
                    name.unlink(missing_ok=True)
                self._connection = _connect(path)
                self._prepare()
        else:
            self._connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, check_same_thread=False)

    def _prepare(self) -> None:
        execute = self._connection.execute
        execute("PRAGMA journal_mode = WAL")
        # NORMAL: after a power cut it may be behind, and is brought up from the envelopes when the log is opened.
        execute("PRAGMA synchronous = NORMAL")
        if execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None:
            self._connection.executescript(
                f"BEGIN; PRAGMA application_id = {APPLICATION_ID};"
                "CREATE TABLE key (key TEXT PRIMARY KEY, place INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
                "CREATE TABLE covered (size INTEGER NOT NULL) STRICT; INSERT INTO covered VALUES (0); COMMIT"
            )
        if execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,) or execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
            raise sqlite3.DatabaseError

    @property
    def covered(self) -> int:
        """Up to which index every key is here. Raises sqlite3.Error."""
        with self._lock:
            row = self._connection.execute("SELECT size FROM covered").fetchone()
        if row is None or not isinstance(row[0], int):
            raise sqlite3.DatabaseError
        return row[0]

    def add(self, keys: Iterable[tuple[str, int]], covered: int) -> None:
        """Adds keys with their places. Raises sqlite3.Error."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                self._connection.executemany("INSERT OR REPLACE INTO key VALUES (?, ?)", keys)
                self._connection.execute("UPDATE covered SET size = ?", (covered,))
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    def find(self, keys: Sequence[str]) -> dict[str, int]:
        """Returns the places of those keys that are here. Raises sqlite3.Error."""
        found: dict[str, int] = {}
        for first in range(0, len(keys), KEYS_AT_ONCE):
            some = keys[first : first + KEYS_AT_ONCE]
            marks = ",".join("?" * len(some))
            with self._lock:
                found.update(self._connection.execute(f"SELECT key, place FROM key WHERE key IN ({marks})", some).fetchall())
        if not all(isinstance(place, int) for place in found.values()):
            raise sqlite3.DatabaseError
        return found

    def examine(self) -> Iterator[str]:
        """Yields sentences about damage. Raises sqlite3.Error."""
        with self._lock:
            if self._connection.execute("PRAGMA integrity_check(1)").fetchall() != [("ok",)]:
                yield "the index of keys is damaged"

    def close(self) -> None:
        self._connection.close()


def _connect(path: Path) -> sqlite3.Connection:
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)
