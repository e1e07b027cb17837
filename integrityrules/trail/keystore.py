"""The file that keeps wrapped keys and sealed books of keys, so that a destroyed one is gone: overwritten, not only unlinked.

May not know any key: what it keeps is encrypted, and found by keyed digests.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from integrityrules.trail.books import label
from integrityrules.trail.log import TrailError

_APPLICATION = 0x69726B31  # "irk1"
_TABLES = """
CREATE TABLE key (lookup BLOB PRIMARY KEY, wrapped BLOB NOT NULL, pseudonym TEXT NOT NULL UNIQUE) STRICT, WITHOUT ROWID;
CREATE TABLE unlogged (pseudonym TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
"""
# Stores of the first release have none; with a rowid, because a row of megabytes belongs in no index.
_BOOKS = "CREATE TABLE IF NOT EXISTS book (run TEXT NOT NULL, part INTEGER NOT NULL, sealed BLOB NOT NULL, UNIQUE (run, part)) STRICT"


class SqliteKeyStore:
    """Wrapped keys in one SQLite file, for any number of threads and processes of one machine.

    Args:
        path: the file; it must exist, unless `create` is said.
        create: make it; refused where it exists, so that keys are never made anew by mistake.

    Raises:
        TrailError: `no-key-store`, `key-store-exists`, or `bad-key-store` where it is another kind of file.
    """

    def __init__(self, path: str | Path, *, create: bool = False) -> None:
        self._path = Path(path)
        self._lock = threading.Lock()
        self._connection: sqlite3.Connection | None = None
        self._pid = 0
        if create:
            self._create()
        elif not self._path.is_file():
            raise TrailError("there is no key store at this path; `integrityrules trail init` makes one", code="no-key-store")
        with self._transaction() as connection:
            (found,) = connection.execute("PRAGMA application_id").fetchone()
            if found != _APPLICATION:
                raise TrailError("the file is not a key store", code="bad-key-store")

    def __repr__(self) -> str:
        return "<SqliteKeyStore>"

    def _create(self) -> None:
        try:
            # Nobody but the owner may read it, from its first moment on.
            os.close(os.open(self._path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        except OSError:
            raise TrailError("there is something at the path of the key store, or it cannot be written", code="key-store-exists") from None
        with self._transaction() as connection:
            for statement in _TABLES.strip().split("\n"):
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {_APPLICATION}")

    def get(self, lookup: bytes) -> bytes | None:
        with self._transaction() as connection:
            row = connection.execute("SELECT wrapped FROM key WHERE lookup = ?", (lookup,)).fetchone()
        return None if row is None else bytes(row[0])

    def find(self, pseudonym: str) -> tuple[bytes, bytes] | None:
        with self._transaction() as connection:
            row = connection.execute("SELECT lookup, wrapped FROM key WHERE pseudonym = ?", (pseudonym,)).fetchone()
        return None if row is None else (bytes(row[0]), bytes(row[1]))

    def put_new(self, lookup: bytes, wrapped: bytes, pseudonym: str) -> bytes:
        with self._transaction(write=True) as connection:
            connection.execute("INSERT INTO key VALUES (?, ?, ?) ON CONFLICT DO NOTHING", (lookup, wrapped, pseudonym))
            (kept,) = connection.execute("SELECT wrapped FROM key WHERE lookup = ?", (lookup,)).fetchone()
        return bytes(kept)

    def erase(self, lookup: bytes, pseudonym: str) -> None:
        with self._transaction(write=True) as connection:
            connection.execute("INSERT INTO unlogged VALUES (?) ON CONFLICT DO NOTHING", (pseudonym,))
            connection.execute("DELETE FROM key WHERE lookup = ?", (lookup,))

    def unlogged(self) -> tuple[str, ...]:
        with self._transaction() as connection:
            return tuple(row[0] for row in connection.execute("SELECT pseudonym FROM unlogged ORDER BY pseudonym"))

    def logged(self, pseudonym: str) -> None:
        with self._transaction(write=True) as connection:
            connection.execute("DELETE FROM unlogged WHERE pseudonym = ?", (pseudonym,))

    def rewrap(self, change: Callable[[bytes, bytes], bytes]) -> int:
        with self._transaction(write=True) as connection:
            rows = [(bytes(lookup), bytes(wrapped)) for lookup, wrapped in connection.execute("SELECT lookup, wrapped FROM key")]
            changed = [(change(lookup, wrapped), lookup) for lookup, wrapped in rows]
            connection.executemany("UPDATE key SET wrapped = ? WHERE lookup = ?", changed)
            connection.execute(_BOOKS)
            for run, part in _books(connection):
                sealed = change(label(run, part), _book(connection, run, part))
                connection.execute("UPDATE book SET sealed = ? WHERE run = ? AND part = ?", (sealed, run, part))
        return len(rows)

    def book(self, run: str, part: int) -> bytes | None:
        with self._transaction() as connection:
            return _book(connection, run, part) if _has_books(connection) and (run, part) in _books(connection, run) else None

    def keep_book(self, run: str, part: int, change: Callable[[bytes | None], bytes | None]) -> None:
        with self._transaction(write=True) as connection:
            connection.execute(_BOOKS)
            sealed = change(_book(connection, run, part) if (run, part) in _books(connection, run) else None)
            if sealed is not None:
                kept = "INSERT INTO book VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET sealed = excluded.sealed"
                connection.execute(kept, (run, part, sealed))

    def erase_from_books(self, change: Callable[[str, int, bytes], tuple[bytes, str] | None]) -> None:
        with self._transaction(write=True) as connection:
            for run, part in _books(connection) if _has_books(connection) else ():
                changed = change(run, part, _book(connection, run, part))
                if changed is not None:
                    connection.execute("UPDATE book SET sealed = ? WHERE run = ? AND part = ?", (changed[0], run, part))
                    connection.execute("INSERT INTO unlogged VALUES (?) ON CONFLICT DO NOTHING", (changed[1],))

    def close(self) -> None:
        with self._lock:
            if self._connection is not None and self._pid == os.getpid():
                self._connection.close()
            self._connection = None

    @contextmanager
    def _transaction(self, *, write: bool = False) -> Iterator[sqlite3.Connection]:
        """Runs statements in one transaction; what SQLite says of a failure stops here, for it may quote values."""
        with self._lock:
            connection = self._opened()
            try:
                connection.execute("BEGIN IMMEDIATE" if write else "BEGIN")
                yield connection
                connection.execute("COMMIT")
            except sqlite3.Error:
                failed = True
            else:
                failed = False
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")
            if failed:
                raise TrailError("the key store cannot be read or written", code="bad-key-store")

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None or self._pid != os.getpid():  # a connection does not survive a fork
            self._connection = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=30)
            self._pid = os.getpid()
            try:
                self._connection.execute("PRAGMA secure_delete = ON")
                # A rollback journal, not a write-ahead log: that would keep the pages of destroyed keys until some later checkpoint.
                # TRUNCATE empties it at each commit; EXTRA syncs the directory as well.
                self._connection.execute("PRAGMA journal_mode = TRUNCATE")
                self._connection.execute("PRAGMA synchronous = EXTRA")
                self._connection.execute("PRAGMA trusted_schema = OFF")
            except sqlite3.Error:
                self._connection = None
            if self._connection is None:
                raise TrailError("the file is not a key store", code="bad-key-store")
        return self._connection


def _has_books(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema WHERE name = 'book'").fetchone() is not None


def _books(connection: sqlite3.Connection, run: str | None = None) -> list[tuple[str, int]]:
    """Returns run and part of each book, of one run or of all; the books themselves are read one by one."""
    return connection.execute("SELECT run, part FROM book WHERE ?1 IS NULL OR run = ?1 ORDER BY run, part", (run,)).fetchall()


def _book(connection: sqlite3.Connection, run: str, part: int) -> bytes:
    return bytes(connection.execute("SELECT sealed FROM book WHERE run = ? AND part = ?", (run, part)).fetchone()[0])


class MemoryKeyStore:
    """Wrapped keys in memory; for tests, and for a first look."""

    def __init__(self) -> None:
        self._books: dict[tuple[str, int], bytes] = {}
        self._keys: dict[bytes, bytes] = {}
        self._pseudonyms: dict[str, bytes] = {}
        self._unlogged: set[str] = set()

    def get(self, lookup: bytes) -> bytes | None:
        return self._keys.get(lookup)

    def find(self, pseudonym: str) -> tuple[bytes, bytes] | None:
        lookup = self._pseudonyms.get(pseudonym)
        return None if lookup is None else (lookup, self._keys[lookup])

    def put_new(self, lookup: bytes, wrapped: bytes, pseudonym: str) -> bytes:
        kept = self._keys.setdefault(lookup, wrapped)
        if kept is wrapped:
            self._pseudonyms[pseudonym] = lookup
        return kept

    def erase(self, lookup: bytes, pseudonym: str) -> None:
        self._unlogged.add(pseudonym)
        self._keys.pop(lookup, None)
        self._pseudonyms.pop(pseudonym, None)

    def unlogged(self) -> tuple[str, ...]:
        return tuple(sorted(self._unlogged))

    def logged(self, pseudonym: str) -> None:
        self._unlogged.discard(pseudonym)

    def rewrap(self, change: Callable[[bytes, bytes], bytes]) -> int:
        self._keys = {lookup: change(lookup, wrapped) for lookup, wrapped in self._keys.items()}
        self._books = {(run, part): change(label(run, part), sealed) for (run, part), sealed in self._books.items()}
        return len(self._keys)

    def book(self, run: str, part: int) -> bytes | None:
        return self._books.get((run, part))

    def keep_book(self, run: str, part: int, change: Callable[[bytes | None], bytes | None]) -> None:
        sealed = change(self._books.get((run, part)))
        if sealed is not None:
            self._books[run, part] = sealed

    def erase_from_books(self, change: Callable[[str, int, bytes], tuple[bytes, str] | None]) -> None:
        for (run, part), sealed in list(self._books.items()):
            changed = change(run, part, sealed)
            if changed is not None:
                self._books[run, part] = changed[0]
                self._unlogged.add(changed[1])

    def close(self) -> None:
        pass
