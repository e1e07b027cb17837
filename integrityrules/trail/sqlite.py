"""A log in one SQLite file: the default store.

May not know about callers or queues. One connection writes, in WAL mode with synchronous=FULL, both read back; others only read.
Bodies are BLOBs in STRICT tables, as hashed. What fails is told without SQLite's own words, which can hold values.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import repeat
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar
from zlib import crc32

from integrityrules.trail.checkpoint import check_origin
from integrityrules.trail.files import FileLock, refuse_network_file_system, sync_directory
from integrityrules.trail.log import Entry, LogLockedError, NotDurableError, TrailError
from integrityrules.trail.merkle import Frontier, Node, frontier_of
from integrityrules.trail.store import FORMAT_VERSION, PIECE_BYTES, PIECE_ENTRIES, Batch, Damage, KeyPlace, envelope_check
from integrityrules.trail.stored import StoredLog

APPLICATION_ID = 0x69724C67  # "irLg"
READ_WAIT_SECONDS = 5.0
KEYS_AT_ONCE = 500
LITERALS_FROM = 50  # from so many rows on, preparing a statement anew costs less than what it saves

SCHEMA = """
CREATE TABLE log (origin TEXT NOT NULL, origin_check INTEGER NOT NULL) STRICT;
CREATE TABLE entry (
  place INTEGER PRIMARY KEY,
  body BLOB NOT NULL,
  leaf BLOB NOT NULL,
  key TEXT,
  recorded_at INTEGER NOT NULL,
  envelope_check INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX entry_key ON entry (key) WHERE key IS NOT NULL;
CREATE TABLE node (level INTEGER, place INTEGER, hash BLOB NOT NULL, PRIMARY KEY (level, place)) STRICT, WITHOUT ROWID;
CREATE TABLE blob (digest TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
"""

# Set and read back: a setting that SQLite silently does not take would be a promise nobody keeps.
SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: each commit syncs the WAL before it returns
    "fullfsync": 1,  # on macOS fsync does not reach the disk without it; elsewhere it does nothing
    "checkpoint_fullfsync": 1,
    "trusted_schema": 0,
    "cell_size_check": 1,
    "mmap_size": 0,  # a fault in a mapped page would end the process instead of giving an error
}

# What reading a damaged file can raise: SQLite quotes damaged text in its messages, and the module then fails to decode them.
BROKEN = (sqlite3.Error, UnicodeDecodeError, OverflowError)

Row = tuple[Any, ...]
T = TypeVar("T")


class SqliteStore:
    """A `Store` in one file. Use `sqlite_log`.

    Args:
        path: the file; `<path>.lock` beside it is held by the writer.
        origin: the name of the log; needed to make one, and compared where one is there.
        writable: whether to write; without, the file is not changed.
        wait_seconds: how long to wait for another writer.
        page_size: of a new file, in bytes.
    """

    durability = "synced"
    survives_failure = False

    def __init__(
        self, path: Path, origin: str | None = None, *, writable: bool = True, wait_seconds: float = 0.0, page_size: int = 4096
    ) -> None:
        self._path = path
        self._lock: FileLock | None = None
        self._writer: sqlite3.Connection | None = None
        self._reading = Lock()
        self._edge = Frontier()
        if not writable and not path.is_file():
            raise TrailError("there is no log", code="no-log")
        try:
            if writable:
                self._open_writer(origin, wait_seconds, page_size)
            self._reader = _connect_reading(path)
            self.origin = self._identify(origin)
            if self._writer:
                self._edge = frontier_of(self, self.size())
        except BaseException:
            self.close()
            raise

    def _open_writer(self, origin: str | None, wait_seconds: float, page_size: int) -> None:
        refuse_network_file_system(self._path.parent)
        new = not self._path.exists()
        if new and origin is None:
            raise TrailError("there is no log, and none is made without an origin", code="no-log")
        try:
            self._lock = FileLock(Path(f"{self._path}.lock"), wait_seconds)
            if new:  # for its owner only, as the files of the other stores; SQLite gives its WAL the same rights
                os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))
            self._writer = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False, timeout=READ_WAIT_SECONDS)
            if not _all(self._writer, "SELECT 1 FROM sqlite_schema LIMIT 1"):
                self._create(check_origin(origin or ""), page_size)
            self._set()
            # Entries of a commit whose sync failed may stand in the WAL that the kernel shows and not on the disk. Copying the WAL into the
            # database writes and syncs them anew, so nothing that is appended now can come to lie behind a hole.
            if _all(self._writer, "PRAGMA wal_checkpoint(TRUNCATE)")[0][0] != 0:
                raise LogLockedError("another process uses the log")
        except BROKEN as error:
            raise _open_failure(error) from None
        except OSError:
            raise TrailError("the log cannot be opened for writing", code="unreadable-log") from None

    def _create(self, origin: str, page_size: int) -> None:
        assert self._writer is not None
        self._writer.execute(f"PRAGMA page_size = {page_size:d}")
        # The header and the tables in one transaction, which the rollback journal makes durable or undoes.
        self._writer.executescript(
            f"BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT_VERSION}; {SCHEMA}"
        )
        self._writer.execute("INSERT INTO log VALUES (?, ?)", (origin, crc32(origin.encode())))
        self._writer.execute("COMMIT")
        # SQLite syncs what is in the file; that the file has a name is the directory's to remember.
        sync_directory(self._path.parent)

    def _set(self) -> None:
        assert self._writer is not None
        for name, value in SETTINGS.items():
            self._writer.execute(f"PRAGMA {name} = {value}")
            found = _all(self._writer, f"PRAGMA {name}")
            if found and found[0][0] != value:  # no row: this build of SQLite does not know it
                raise TrailError(f"SQLite did not take the setting `{name}`", code="unreadable-log")

    def _identify(self, origin: str | None) -> str:
        """Returns the log's origin, after checking that the file is a log of this format."""

        def read() -> list[Row]:
            header = _all(self._reader, "PRAGMA application_id") + _all(self._reader, "PRAGMA user_version")
            if header != [(APPLICATION_ID,), (FORMAT_VERSION,)]:
                raise unreadable("the file is not a log of this format")
            return _all(self._reader, "SELECT origin, origin_check FROM log")

        rows = self._read(read)
        if len(rows) != 1 or not isinstance(rows[0][0], str) or crc32(rows[0][0].encode()) != rows[0][1]:
            raise unreadable("the origin of the log is damaged")
        found: str = rows[0][0]
        if origin is not None and origin != found:
            raise TrailError("the log at this place has another origin", code="wrong-origin")
        return found

    def _read(self, act: Callable[[], T]) -> T:
        try:
            with self._reading:
                return act()
        except BROKEN:
            raise unreadable("the log cannot be read") from None

    def begin(self) -> Frontier:
        if self._writer is None:
            raise TrailError("the log is open for reading only", code="read-only")
        try:
            # IMMEDIATE takes the write lock now: a transaction that reads first and writes later is how two writers fork a log.
            self._writer.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise LogLockedError("another program writes to the log's file") from None
            raise NotDurableError("the log cannot be written") from None
        return self._edge.copy()

    def commit(self, batch: Batch, edge: Frontier, nodes: Sequence[Node]) -> None:
        assert self._writer is not None
        try:
            # The primary key refuses a place that is taken: whatever else went wrong, there is never a fork.
            self._writer.executemany(*_insertion(batch))
            if nodes:
                self._writer.executemany("INSERT INTO node VALUES (?, ?, ?)", nodes)
            # Writes the changed pages to the WAL, then syncs it (synchronous=FULL). When this returns, the entries are on the disk; when it
            # raises, they may be, and nobody can know: the caller gets NotDurableError, and the store is not written to again.
            self._writer.execute("COMMIT")
        except sqlite3.Error:
            self.roll_back()
            raise NotDurableError("writing to the log failed; whether the entries are there is not known") from None
        self._edge = edge

    def roll_back(self) -> None:
        try:
            if self._writer is not None and self._writer.in_transaction:
                self._writer.execute("ROLLBACK")
        except sqlite3.Error:
            pass  # the connection is of no further use, which is what the caller already knows

    def find_keys(self, keys: Sequence[str]) -> Mapping[str, KeyPlace]:
        found: dict[str, KeyPlace] = {}
        wanted = [key for key in keys if key]
        for first in range(0, len(wanted), KEYS_AT_ONCE):
            some = wanted[first : first + KEYS_AT_ONCE]
            marks = ",".join("?" * len(some))
            statement = f"SELECT key, place, leaf FROM entry WHERE key IN ({marks})"
            for key, place, leaf in self._read(lambda s=statement, k=some: _all(self._reader, s, k)):  # type: ignore[misc]
                if not isinstance(place, int) or not isinstance(leaf, bytes):
                    raise unreadable("an entry is damaged")
                found[key] = KeyPlace(place, leaf)
        return found

    def size(self) -> int:
        row = self._read(lambda: _all(self._reader, "SELECT max(place) FROM entry"))[0]
        return 0 if row[0] is None else _number(row[0]) + 1

    def entries(self, start: int, stop: int) -> Sequence[Entry]:
        def read() -> list[Row]:
            rows, weight = [], 0
            cursor = self._reader.execute(
                "SELECT place, body, leaf, key, recorded_at, envelope_check FROM entry "
                "WHERE place >= ? AND place < ? ORDER BY place LIMIT ?",
                (start, stop, PIECE_ENTRIES),
            )
            for row in cursor:
                rows.append(row)
                weight += len(row[1]) if isinstance(row[1], bytes) else 0
                if weight >= PIECE_BYTES:
                    break
            cursor.close()
            return rows

        return [_entry(row) for row in self._read(read)]

    def hashes(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        table = "SELECT leaf FROM entry WHERE" if level == 0 else f"SELECT hash FROM node WHERE level = {level:d} AND"
        rows = self._read(lambda: _all(self._reader, f"{table} place >= ? AND place < ? ORDER BY place", (start, stop)))
        if len(rows) != stop - start or not all(isinstance(row[0], bytes) and len(row[0]) == 32 for row in rows):
            raise unreadable("hashes of the log are missing")
        return [row[0] for row in rows]

    def put_blob(self, digest: str, data: bytes) -> None:
        self._put("INSERT OR IGNORE INTO blob VALUES (?, ?)", (digest, data))

    def put_checkpoint(self, size: int, note: str) -> None:
        self._put("INSERT OR REPLACE INTO checkpoint VALUES (?, ?)", (size, note))

    def _put(self, statement: str, values: Row) -> None:
        self.begin()
        assert self._writer is not None
        try:
            self._writer.execute(statement, values)
            self._writer.execute("COMMIT")
        except sqlite3.Error:
            self.roll_back()
            raise NotDurableError("writing to the log failed") from None

    def get_blob(self, digest: str) -> bytes | None:
        rows = self._read(lambda: _all(self._reader, "SELECT data FROM blob WHERE digest = ?", (digest,)))
        if rows and not isinstance(rows[0][0], bytes):
            raise unreadable("stored content is damaged")
        return rows[0][0] if rows else None

    def blobs(self) -> Iterable[str]:
        rows = self._read(lambda: _all(self._reader, "SELECT digest FROM blob ORDER BY digest"))
        if not all(isinstance(row[0], str) for row in rows):
            raise unreadable("stored content is damaged")
        return [row[0] for row in rows]

    def checkpoints(self) -> Sequence[tuple[int, str]]:
        rows = self._read(lambda: _all(self._reader, "SELECT size, note FROM checkpoint ORDER BY size"))
        if not all(isinstance(row[0], int) and isinstance(row[1], str) for row in rows):
            raise unreadable("a stored checkpoint is damaged")
        return [(row[0], row[1]) for row in rows]

    def examine(self) -> Iterator[Damage]:
        """Lets SQLite compare its pages, tables and indexes: an index that differs from its table would answer keys wrongly."""
        rows = self._read(lambda: _all(self._reader, "PRAGMA integrity_check(1)"))
        if rows != [("ok",)]:
            yield Damage(-1, "SQLite finds the file damaged")

    def close(self) -> None:
        for connection in (getattr(self, "_reader", None), self._writer):
            if connection is not None:
                with contextlib.suppress(sqlite3.Error):
                    connection.close()
        if self._lock is not None:
            self._lock.release()
        self._lock = self._writer = None

    def abandon(self) -> None:
        # SQLite forbids to use or close in a child what its parent opened: closing could truncate the WAL under the parent.
        # So it stays open.
        _ABANDONED.append((self._writer, self._reader))
        if self._lock is not None:
            self._lock.release()


_ABANDONED: list[object] = []


def sqlite_log(
    path: str | Path, origin: str | None = None, *, writable: bool = True, wait_seconds: float = 0.0, page_size: int = 4096
) -> StoredLog:
    """Opens the log in a SQLite file, or makes one.

    Args:
        path: the file.
        origin: the name of the log; needed to make one, and compared where one is there.
        writable: whether to append; without, nothing is written, and any number of processes may read.
        wait_seconds: how long to wait for another writer.
        page_size: of a new file: a power of two from 512 to 65,536 bytes.

    Raises:
        LogLockedError: another process writes.
        TrailError: `no-log`, `wrong-origin`, `bad-origin`, `unreadable-log`, `network-file-system`.
    """

    def open_store() -> SqliteStore:
        return SqliteStore(Path(path), origin, writable=writable, wait_seconds=wait_seconds, page_size=page_size)

    return StoredLog(open_store)


def unreadable(sentence: str) -> TrailError:
    return TrailError(sentence, code="unreadable-log")


def _connect_reading(path: Path) -> sqlite3.Connection:
    where = path.absolute().as_uri()
    for options in ("mode=ro", "mode=ro&immutable=1"):
        connection = None
        try:
            connection = sqlite3.connect(
                f"{where}?{options}", uri=True, isolation_level=None, check_same_thread=False, timeout=READ_WAIT_SECONDS
            )
            connection.execute("PRAGMA trusted_schema = 0")
            connection.execute("PRAGMA cell_size_check = 1")
            connection.execute("SELECT 1 FROM sqlite_schema").close()
        except BROKEN:
            if connection is not None:
                connection.close()
            # In a folder that cannot be written, a WAL database opens only as one that nobody changes; with a WAL beside it that is not so.
            if options != "mode=ro" or Path(f"{path}-wal").exists():
                raise unreadable("the log cannot be read") from None
        else:
            return connection
    raise unreadable("the log cannot be read")


def _open_failure(error: Exception) -> TrailError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LogLockedError("another program holds the log's file")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return unreadable("the file is not a log of this format, or is damaged")
    return TrailError("the log cannot be opened for writing", code="unreadable-log")


def _all(connection: sqlite3.Connection, statement: str, values: Sequence[object] = ()) -> list[Row]:
    return connection.execute(statement, values).fetchall()


def _insertion(batch: Batch) -> tuple[str, Iterable[Row]]:
    """Returns the statement and the rows of a batch."""
    places, time = range(batch.first, batch.first + len(batch.bodies)), batch.recorded_at
    if batch.keys:
        checks = [envelope_check(key, time) for key in batch.keys]
        rows = zip(places, batch.bodies, batch.leaves, [key or None for key in batch.keys], repeat(time), checks)
        return "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", rows
    check = envelope_check("", time)
    if len(batch.bodies) < LITERALS_FROM:
        return "INSERT INTO entry VALUES (?, ?, ?, NULL, ?, ?)", zip(places, batch.bodies, batch.leaves, repeat(time), repeat(check))
    # What all rows share stands in the statement: binding it for each row would be a tenth of the time of a large batch.
    return f"INSERT INTO entry VALUES (?, ?, ?, NULL, {time:d}, {check:d})", zip(places, batch.bodies, batch.leaves, strict=True)


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise unreadable("the log is damaged")
    return value


def _entry(row: Row) -> Entry:
    place, body, leaf, key, recorded_at, check = row
    if not isinstance(body, bytes) or not isinstance(leaf, bytes) or not isinstance(recorded_at, int):
        raise unreadable("an entry is damaged")
    if not (key is None or isinstance(key, str)) or envelope_check(key or "", recorded_at) != check:
        raise unreadable("the envelope of an entry is damaged")
    return Entry(place, body, leaf, key or "", recorded_at)
