"""Facts, findings and changes of a monitor in one SQLite file: what was acknowledged is still there after a crash.

May not decide. One process writes, in WAL mode with synchronous=FULL, both read back. The file holds what was declared: protect it as the
systems it comes from are protected. What fails is told without SQLite's own words, which can hold values.
"""

from __future__ import annotations

import json
import os
import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from integrityrules.errors import LogLockedError
from integrityrules.facts.writing import fact_data
from integrityrules.monitor.acts import Act, Advance, Correct, Declare, State, Withdraw, read_fact, read_windows
from integrityrules.monitor.change import Change, change_of
from integrityrules.monitor.errors import MonitorError
from integrityrules.trail.files import FileLock, refuse_network_file_system, sync_directory

APPLICATION_ID = 0x69724D6F  # "irMo"
FORMAT_VERSION = 1

SCHEMA = """
CREATE TABLE state (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE fact (
  place INTEGER PRIMARY KEY,
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  source TEXT NOT NULL,
  official TEXT,
  data TEXT NOT NULL,
  UNIQUE (kind, id, source)
) STRICT;
CREATE TABLE period (official TEXT NOT NULL, plural TEXT NOT NULL, days TEXT NOT NULL, PRIMARY KEY (official, plural)) STRICT;
CREATE TABLE finding (
  official TEXT NOT NULL, id TEXT NOT NULL, place INTEGER NOT NULL, stamp BLOB NOT NULL, form TEXT NOT NULL,
  PRIMARY KEY (official, id, place)
) STRICT, WITHOUT ROWID;
CREATE TABLE change (seq INTEGER PRIMARY KEY, data TEXT NOT NULL, is_recorded INTEGER NOT NULL) STRICT;
"""

# Set and read back: a setting that SQLite silently does not take would be a promise nobody keeps.
SETTINGS = {
    "journal_mode": "wal",
    "synchronous": 2,  # FULL: each commit syncs the WAL before it returns
    "fullfsync": 1,  # on macOS fsync does not reach the disk without it; elsewhere it does nothing
    "trusted_schema": 0,
    "cell_size_check": 1,
}

# What reading a damaged file can raise: SQLite quotes damaged text in its messages, and the module then fails to decode them.
BROKEN = (sqlite3.Error, UnicodeDecodeError, OverflowError, ValueError, KeyError, TypeError)


class Kept(NamedTuple):
    """A finding as it was last said: whose, its id, its place among those with this id, its digest and its public form."""

    official: str
    id: str
    place: int
    stamp: bytes
    form: Mapping[str, Any]


class Store:
    """The file of one monitor, locked while it is open.

    Args:
        path: made where there is none; `<path>.lock` beside it is held by the one who writes.

    Raises:
        MonitorError: `store-locked`, `unreadable-store`.
    """

    def __init__(self, path: Path) -> None:
        try:
            refuse_network_file_system(path.parent)
            self._lock = FileLock(Path(f"{path}.lock"))
        except LogLockedError:
            raise MonitorError("another monitor uses the store", code="store-locked") from None
        except OSError:
            raise MonitorError("the store cannot be opened for writing", code="unreadable-store") from None
        try:
            self._open(path)
        except BaseException:
            self.close()
            raise

    def _open(self, path: Path) -> None:
        try:
            if not path.exists():  # for its owner only; SQLite gives its WAL the same rights
                os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
            self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
            if not self._all("SELECT 1 FROM sqlite_schema LIMIT 1"):
                self._create(path)
            for name, value in SETTINGS.items():
                self._db.execute(f"PRAGMA {name} = {value}")
                found = self._all(f"PRAGMA {name}")
                if found and found[0][0] != value:  # no row: this build of SQLite does not know it
                    raise _unreadable(f"SQLite did not take the setting `{name}`")
            if self._all("PRAGMA application_id") + self._all("PRAGMA user_version") != [(APPLICATION_ID,), (FORMAT_VERSION,)]:
                raise _unreadable("the file is not the store of a monitor, or of another version")
            # What a crash left in the WAL is written and synced anew before anything rests on it.
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            self.state: dict[str, str] = dict(self._all("SELECT name, value FROM state"))
        except MonitorError:
            raise
        except (*BROKEN, OSError):
            raise _unreadable("the store cannot be read") from None

    def _create(self, path: Path) -> None:
        self._db.executescript(
            f"BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {FORMAT_VERSION}; {SCHEMA}"
        )
        self._db.execute("INSERT INTO state VALUES ('id', ?), ('last_seq', '0'), ('position', '0')", (uuid.uuid4().hex,))
        self._db.execute("COMMIT")
        sync_directory(path.parent)  # SQLite syncs what is in the file; that the file has a name is the directory's to remember

    @property
    def id(self) -> str:
        """Random and lasting: tells the numbers of this store's changes from those of another."""
        return self.state["id"]

    @property
    def last_seq(self) -> int:
        return int(self.state["last_seq"])

    @property
    def position(self) -> int:
        return int(self.state["position"])

    @property
    def as_of(self) -> date | None:
        return date.fromisoformat(self.state["as_of"]) if "as_of" in self.state else None

    # ---- reading ---------------------------------------------------------------------------------------------------------------------

    def acts(self) -> Iterator[Act]:
        """Yields what makes the memory again: every statement in the order of its first making, and what is declared in full."""
        try:
            for kind, official, data in self._db.execute("SELECT kind, official, data FROM fact ORDER BY place"):
                owner = None if kind == "official" else official
                fact, _ = read_fact(json.loads(data), kind=kind, official=owner)
                yield State(fact, official)
            for official, plural, days in self._db.execute("SELECT official, plural, days FROM period"):
                yield read_windows({plural: json.loads(days)}, official or None)
        except BROKEN:
            raise _unreadable("the store cannot be read") from None

    def findings(self) -> list[Kept]:
        """Returns the findings as they were last said."""
        rows = self._read("SELECT official, id, place, stamp, form FROM finding")
        return [Kept(official, id, place, stamp, json.loads(form)) for official, id, place, stamp, form in rows]

    def changes(self, since: int) -> list[Change]:
        """Returns the changes after a number that were not forgotten."""
        return [change_of(json.loads(data)) for (data,) in self._read("SELECT data FROM change WHERE seq > ? ORDER BY seq", since)]

    def unrecorded(self) -> list[Change]:
        """Returns the changes of which it is not known that they are in the trail."""
        return [change_of(json.loads(data)) for (data,) in self._read("SELECT data FROM change WHERE is_recorded = 0 ORDER BY seq")]

    # ---- writing ---------------------------------------------------------------------------------------------------------------------

    def commit(
        self, acts: Iterable[Act], changes: Sequence[Change], gone: Iterable[tuple[str, str, int]], kept: Iterable[Kept],
        state: Mapping[str, str], *, is_recorded: bool,
    ) -> None:  # fmt: skip
        """Makes acts and what follows from them durable, all or nothing: when it returns, they are on the disk.

        Raises:
            MonitorError: `store-failed`; whether they are there is not known.
        """
        try:
            self._db.execute("BEGIN IMMEDIATE")
            for act in acts:
                self._act(act)
            self._db.executemany("DELETE FROM finding WHERE official = ? AND id = ? AND place = ?", gone)
            rows = ((one.official, one.id, one.place, one.stamp, json.dumps(one.form)) for one in kept)
            self._db.executemany("INSERT OR REPLACE INTO finding VALUES (?, ?, ?, ?, ?)", rows)
            said = ((change.seq, json.dumps(change.data()), int(is_recorded)) for change in changes)
            self._db.executemany("INSERT INTO change VALUES (?, ?, ?)", said)
            self._db.executemany("INSERT OR REPLACE INTO state VALUES (?, ?)", state.items())
            # Writes the changed pages to the WAL, then syncs it. When this returns, all of it is on the disk; when it raises, it may be.
            self._db.execute("COMMIT")
        except sqlite3.Error:
            raise _failed() from None
        self.state.update(state)

    def _act(self, act: Act) -> None:
        match act:
            case State(fact, official):
                data = json.dumps(fact_data(fact))
                row = fact.kind_of_fact.name, fact.id, json.dumps(fact.stated_by), official, data
                self._db.execute("INSERT INTO fact (kind, id, source, official, data) VALUES (?, ?, ?, ?, ?)", row)
            case Correct(fact):
                key = fact.kind_of_fact.name, fact.id, json.dumps(fact.stated_by)
                self._db.execute("UPDATE fact SET data = ? WHERE kind = ? AND id = ? AND source = ?", (json.dumps(fact_data(fact)), *key))
            case Withdraw(kind, id, source, every_source):
                narrower = "" if every_source else " AND source = ?"
                self._db.execute(f"DELETE FROM fact WHERE kind = ? AND id = ?{narrower}", (kind, id, *_if(not every_source, source)))
            case Declare(windows, official):
                for plural, window in windows.items():
                    self._db.execute("DELETE FROM period WHERE official = ? AND plural = ?", (official or "", plural))
                    if window is not None:
                        days = {name: day.isoformat() for name, day in zip(("from", "until"), window, strict=True) if day is not None}
                        self._db.execute("INSERT INTO period VALUES (?, ?, ?)", (official or "", plural, json.dumps(days or True)))
            case Advance():
                pass  # the day is part of the state

    def mark_recorded(self, up_to: int) -> None:
        """Notes that the changes up to a number are in the trail."""
        self._write("UPDATE change SET is_recorded = 1 WHERE seq <= ? AND is_recorded = 0", up_to)

    def forget_changes(self, up_to: int) -> None:
        """Deletes changes up to a number; those that are not in the trail yet stay."""
        self._write("DELETE FROM change WHERE seq <= ? AND is_recorded = 1", up_to)

    def close(self) -> None:
        if hasattr(self, "_db"):
            self._db.close()
        self._lock.release()

    def _write(self, statement: str, *values: Any) -> None:
        try:
            self._db.execute(statement, values)
        except sqlite3.Error:
            raise _failed() from None

    def _all(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        return self._db.execute(statement, values).fetchall()

    def _read(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        try:
            return self._all(statement, *values)
        except BROKEN:
            raise _unreadable("the store cannot be read") from None


def _if(wanted: bool, source: str | None) -> tuple[str, ...]:
    return (json.dumps(source),) if wanted else ()


def _unreadable(message: str) -> MonitorError:
    return MonitorError(message, code="unreadable-store")


def _failed() -> MonitorError:
    return MonitorError("writing to the store failed; whether the last call is in it is not known: open it again", code="store-failed")
