"""A log in PostgreSQL: for deployments where several processes or machines append to one log.

May not know about callers or queues. Writers take turns at the row of the log's head, so nothing is kept in memory and nothing can fork.
Bodies are `bytea`, never jsonb; triggers refuse to change or remove what is written. What fails is told without the server's own words.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from threading import Lock
from typing import Any, TypeVar

from integrityrules.errors import MissingExtraError
from integrityrules.trail.checkpoint import check_origin
from integrityrules.trail.log import Entry, LogLockedError, NotDurableError, TrailError
from integrityrules.trail.merkle import Frontier, Node, frontier_of
from integrityrules.trail.postgres_schema import COLUMNS, GUARDED, check_name, schema_statements
from integrityrules.trail.store import FORMAT_VERSION, PIECE_BYTES, PIECE_ENTRIES, Batch, Damage, KeyPlace, envelope_check
from integrityrules.trail.stored import StoredLog

COPY_FROM = 20  # from so many rows on, COPY is faster than statements
Row = tuple[Any, ...]
T = TypeVar("T")


class PostgresStore:
    """A `Store` in one schema of a database. Use `postgres_log`.

    Args:
        conninfo: a connection string or URL of libpq.
        origin: the name of the log; a database holds many.
        writable: whether to write.
        create: whether to make the tables, and the log, where they are absent.
        wait_seconds: how long to wait for other writers at each commit; 0 waits for ever.
        schema: the schema that holds the tables.
    """

    durability = "synced"
    survives_failure = True

    def __init__(
        self,
        conninfo: str,
        origin: str,
        *,
        writable: bool = True,
        create: bool = True,
        wait_seconds: float = 0.0,
        schema: str = "integrityrules",
    ) -> None:
        self.origin = check_origin(origin)
        self._conninfo, self._schema, self._writable = conninfo, check_name(schema), writable
        self._wait_seconds = wait_seconds
        self._psycopg = _psycopg()
        self._reading = Lock()
        self._reader: Any = None
        self._writer: Any = None
        try:
            self._reader = self._connect()
            self._log = self._identify(create and writable)
        except self._psycopg.Error:
            self.close()
            raise unreadable("the database cannot be opened") from None
        except BaseException:
            self.close()
            raise

    def _connect(self) -> Any:
        connection = self._psycopg.connect(self._conninfo, autocommit=True)
        connection.execute(f"SET search_path TO {self._schema}")
        connection.execute("SET client_encoding TO 'UTF8'")
        return connection

    def _connect_writer(self) -> Any:
        connection = self._connect()
        # Set and read back: `on` returns from COMMIT only after the WAL is on the server's disk, if the server syncs at all.
        connection.execute("SET synchronous_commit TO on")
        connection.execute("SET default_transaction_isolation TO 'read committed'")
        connection.execute(f"SET lock_timeout TO {int(self._wait_seconds * 1000):d}")
        for name in ("synchronous_commit", "fsync"):
            if connection.execute("SELECT current_setting(%s)", (name,)).fetchone() != ("on",):
                connection.close()
                raise TrailError(f"the server does not keep its promises: `{name}` is off", code="not-durable-server")
        return connection

    def _identify(self, create: bool) -> int:
        """Returns the number of the log, after making it where it is absent and may be made."""
        ready = self._reader.execute("SELECT to_regclass(%s)", (f"{self._schema}.checkpoint",)).fetchone()[0] is not None
        if not ready and not create:
            raise TrailError("there is no log", code="no-log")
        if not ready:
            with self._reader.transaction():
                # Two that make the tables at once would collide on names: one waits here. The number is "irLg".
                self._reader.execute("SELECT pg_advisory_xact_lock(%s)", (0x69724C67,))
                for statement in schema_statements(self._schema):
                    self._reader.execute(statement)
        row = self._select_log()
        if row is None and create:
            with self._reader.transaction():
                self._reader.execute(
                    "INSERT INTO log (origin, version) VALUES (%s, %s) ON CONFLICT DO NOTHING", (self.origin, FORMAT_VERSION)
                )
                row = self._select_log()
                self._reader.execute("INSERT INTO head (log, size, edge) VALUES (%s, 0, '') ON CONFLICT DO NOTHING", (row and row[0],))
        if row is None:
            raise TrailError("there is no log of that origin", code="no-log")
        if row[1] != FORMAT_VERSION:
            raise unreadable("the log is of another format")
        return int(row[0])

    def _select_log(self) -> Row | None:
        found: Row | None = self._reader.execute("SELECT id, version FROM log WHERE origin = %s", (self.origin,)).fetchone()
        return found

    # Writing

    def begin(self) -> Frontier:
        if not self._writable:
            raise TrailError("the log is open for reading only", code="read-only")
        for last in (False, True):
            try:
                return self._take_head()
            except self._psycopg.errors.LockNotAvailable:
                self.roll_back()
                raise LogLockedError("other writers hold the log") from None
            except self._psycopg.Error:
                # Nothing is written yet, so a lost connection is simply made anew, once.
                self._drop_writer()
                if last:
                    raise NotDurableError("the database cannot be written") from None
        raise AssertionError

    def _take_head(self) -> Frontier:
        if self._writer is None or self._writer.closed:
            self._writer = self._connect_writer()
        # INVARIANT: whoever holds this row is the only writer of the log, until its transaction ends.
        with self._writer.pipeline():
            self._writer.execute("BEGIN")
            cursor = self._writer.execute("SELECT size, edge FROM head WHERE log = %s FOR UPDATE", (self._log,), binary=True)
            row = cursor.fetchone()
        try:
            return Frontier.from_bytes(row[0], bytes(row[1]))
        except (ValueError, TypeError):
            self.roll_back()
            raise unreadable("the head of the log is damaged") from None

    def commit(self, batch: Batch, edge: Frontier, nodes: Sequence[Node]) -> None:
        head = "UPDATE head SET size = %s, edge = %s WHERE log = %s", (edge.size, edge.to_bytes(), self._log)
        try:
            if len(batch.bodies) >= COPY_FROM:
                self._copy(batch)
            # One round trip for the rest: the server goes through the statements in order and stops at the first that fails.
            with self._writer.pipeline():
                if len(batch.bodies) < COPY_FROM:
                    for row in self._rows_of(batch):
                        self._writer.execute(f"INSERT INTO entry ({COLUMNS}) VALUES (%s, %s, %s, %s, %s, %s, %s)", row)
                for node in nodes:
                    self._writer.execute("INSERT INTO node (log, level, place, hash) VALUES (%s, %s, %s, %s)", (self._log, *node))
                self._writer.execute(*head)
                # The server syncs its WAL before it answers. If the answer does not come, nobody here knows whether it did: the caller
                # gets NotDurableError, and its key tells the next time.
                self._writer.execute("COMMIT")
        except self._psycopg.Error:
            self._drop_writer()
            raise NotDurableError("writing to the log failed; whether the entries are there is not known") from None

    def _copy(self, batch: Batch) -> None:
        with self._writer.cursor() as cursor, cursor.copy(f"COPY entry ({COLUMNS}) FROM STDIN (FORMAT BINARY)") as copy:
            copy.set_types(["int8", "int8", "bytea", "bytea", "text", "int8", "int8"])
            for row in self._rows_of(batch):
                copy.write_row(row)

    def _rows_of(self, batch: Batch) -> Iterator[Row]:
        for place, body, leaf, key, recorded_at in batch.entries():
            yield self._log, place, body, leaf, key or None, recorded_at, envelope_check(key, recorded_at)

    def roll_back(self) -> None:
        try:
            if self._writer is not None:
                self._writer.execute("ROLLBACK")
        except self._psycopg.Error:
            self._drop_writer()

    def _drop_writer(self) -> None:
        if self._writer is not None:
            with contextlib.suppress(self._psycopg.Error):
                self._writer.close()
        self._writer = None

    # Reading

    def _read(self, act: Callable[[Any], T]) -> T:
        with self._reading:
            for last in (False, True):
                try:
                    if self._reader.closed:
                        self._reader = self._connect()
                    return act(self._reader)
                except self._psycopg.Error:
                    if last or not self._reader.closed:
                        break
        raise unreadable("the log cannot be read")

    def _rows(self, statement: str, *values: object) -> list[Row]:
        return self._read(lambda connection: list(connection.execute(statement, values, binary=True).fetchall()))

    def find_keys(self, keys: Sequence[str]) -> Mapping[str, KeyPlace]:
        rows = self._rows("SELECT key, place, leaf FROM entry WHERE log = %s AND key = ANY(%s)", self._log, [key for key in keys if key])
        return {key: KeyPlace(place, leaf) for key, place, leaf in rows}

    def size(self) -> int:
        rows = self._rows("SELECT size FROM head WHERE log = %s", self._log)
        if not rows:
            raise unreadable("the head of the log is missing")
        return int(rows[0][0])

    def entries(self, start: int, stop: int) -> Sequence[Entry]:
        # The running sum keeps a piece of large bodies small; the first row always comes.
        rows = self._rows(
            "SELECT place, body, leaf, key, recorded_at, envelope_check FROM ("
            " SELECT *, sum(octet_length(body)) OVER (ORDER BY place) - octet_length(body) AS before FROM ("
            "  SELECT * FROM entry WHERE log = %s AND place >= %s AND place < %s ORDER BY place LIMIT %s) AS ahead) AS piece"
            " WHERE before < %s ORDER BY place",
            *(self._log, start, stop, PIECE_ENTRIES, PIECE_BYTES),
        )
        for row in rows:
            if envelope_check(row[3] or "", row[4]) != row[5]:
                raise unreadable("the envelope of an entry is damaged")
        return [Entry(place, body, leaf, key or "", recorded_at) for place, body, leaf, key, recorded_at, _ in rows]

    def hashes(self, level: int, start: int, stop: int) -> Sequence[bytes]:
        source = "SELECT leaf FROM entry WHERE" if level == 0 else f"SELECT hash FROM node WHERE level = {level:d} AND"
        rows = self._rows(f"{source} log = %s AND place >= %s AND place < %s ORDER BY place", self._log, start, stop)
        if len(rows) != stop - start or any(len(row[0]) != 32 for row in rows):
            raise unreadable("hashes of the log are missing")
        return [row[0] for row in rows]

    # What else is kept

    def put_blob(self, digest: str, data: bytes) -> None:
        self._put("INSERT INTO blob (log, digest, data) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING", digest, data)

    def put_checkpoint(self, size: int, note: str) -> None:
        self._put("INSERT INTO checkpoint (log, size, note) VALUES (%s, %s, %s)", size, note)

    def _put(self, statement: str, *values: object) -> None:
        self.begin()
        try:
            self._writer.execute(statement, (self._log, *values))
            self._writer.execute("COMMIT")
        except self._psycopg.Error:
            self._drop_writer()
            raise NotDurableError("writing to the log failed") from None

    def get_blob(self, digest: str) -> bytes | None:
        rows = self._rows("SELECT data FROM blob WHERE log = %s AND digest = %s", self._log, digest)
        return rows[0][0] if rows else None

    def blobs(self) -> Iterable[str]:
        return [row[0] for row in self._rows("SELECT digest FROM blob WHERE log = %s ORDER BY digest", self._log)]

    def checkpoints(self) -> Sequence[tuple[int, str]]:
        # A checkpoint that was signed again, with other keys, stands beside the older one; the newest of a size counts.
        statement = "SELECT DISTINCT ON (size) size, note FROM checkpoint WHERE log = %s ORDER BY size, number DESC"
        return [(row[0], row[1]) for row in self._rows(statement, self._log)]

    def examine(self) -> Iterator[Damage]:
        # One statement, so that writers cannot come in between.
        statement = "SELECT size, edge, (SELECT coalesce(max(place) + 1, 0) FROM entry WHERE entry.log = head.log) FROM head WHERE log = %s"
        rows = self._rows(statement, self._log)
        if not rows:
            raise unreadable("the head of the log is missing")
        size, edge, present = rows[0]
        if size != present:
            yield Damage(min(size, present), "the head of the log does not fit its entries")
        elif frontier_of(self, size).to_bytes() != bytes(edge):
            yield Damage(-1, "the hashes in the head of the log are not those of its entries")
        guards = self._rows(
            "SELECT count(*) FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace "
            "WHERE nspname = %s AND tgname = 'append_only' AND tgenabled IN ('O', 'A')",
            self._schema,
        )
        if guards[0][0] != len(GUARDED):
            yield Damage(-1, "the triggers that make the tables append-only are missing or switched off")

    def close(self) -> None:
        for connection in (self._reader, self._writer):
            if connection is not None:
                with contextlib.suppress(self._psycopg.Error):
                    connection.close()

    def abandon(self) -> None:
        # Closing would say goodbye to the server over the socket that the parent still uses.
        _ABANDONED.append((self._reader, self._writer))


_ABANDONED: list[object] = []


def postgres_log(
    conninfo: str,
    origin: str,
    *,
    writable: bool = True,
    create: bool = True,
    wait_seconds: float = 0.0,
    schema: str = "integrityrules",
) -> StoredLog:
    """Opens a log in a PostgreSQL database, or makes one. Several processes may append to it at the same time.

    Args:
        conninfo: a connection string or URL of libpq.
        origin: the name of the log; a database holds many.
        writable: whether to append.
        create: whether to make the tables and the log where they are absent; needs the right to create, which a writer should not have.
        wait_seconds: how long to wait for other writers at each commit; 0 waits for ever.
        schema: the schema that holds the tables: letters, digits and underscores.

    Raises:
        MissingExtraError: psycopg is not installed.
        TrailError: `no-log`, `bad-origin`, `unreadable-log`, `not-durable-server` (the server does not sync what it commits).
    """

    def open_store() -> PostgresStore:
        return PostgresStore(conninfo, origin, writable=writable, create=create, wait_seconds=wait_seconds, schema=schema)

    return StoredLog(open_store)


def unreadable(sentence: str) -> TrailError:
    return TrailError(sentence, code="unreadable-log")


def _psycopg() -> Any:
    try:
        import psycopg
    except ImportError:
        raise MissingExtraError("a log in PostgreSQL", "postgres") from None
    return psycopg
