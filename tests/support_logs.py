"""Logs for tests: each kind of store, made in a place of its own, with what it takes to open it again and to look at its bytes."""

from __future__ import annotations

import itertools
import os
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from integrityrules.trail.segments import segment_log
from integrityrules.trail.sqlite import sqlite_log
from integrityrules.trail.stored import StoredLog

ORIGIN = "audit.example.go.id/test"
POSTGRES = os.environ.get("INTEGRITYRULES_POSTGRES", "postgresql://127.0.0.1:5432/test")
FILE_KINDS = ("sqlite", "segments")
KINDS = (*FILE_KINDS, "postgres")
DEEP = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"

_numbers = itertools.count()


@dataclass(frozen=True)
class Place:
    """Where a log is kept.

    Args:
        kind: `sqlite`, `segments` or `postgres`.
        location: the path, or the name of the schema.
    """

    kind: str
    location: str

    def open(self, *, writable: bool = True, wait_seconds: float = 0.0, origin: str | None = ORIGIN) -> StoredLog:
        if self.kind == "sqlite":
            return sqlite_log(self.location, origin, writable=writable, wait_seconds=wait_seconds, page_size=1024)
        if self.kind == "segments":
            return segment_log(self.location, origin, writable=writable, wait_seconds=wait_seconds, seal_entries=256)
        from integrityrules.trail.postgres import postgres_log

        return postgres_log(POSTGRES, origin or ORIGIN, writable=writable, create=origin is not None, schema=self.location)

    def files(self) -> list[Path]:
        """Returns the files that hold the log; locks hold nothing."""
        path = Path(self.location)
        if self.kind == "sqlite":
            return [name for name in (path, Path(f"{path}-wal")) if name.exists()]
        return sorted(
            file for file in path.rglob("*") if file.is_file() and file.name != "lock" and not file.name.startswith("keys.sqlite-")
        )


@cache
def postgres_is_there() -> str:
    """Returns why tests with PostgreSQL cannot run, or the empty string."""
    try:
        import psycopg
    except ImportError:
        return "psycopg is not installed"
    try:
        psycopg.connect(POSTGRES, connect_timeout=2).close()
    except psycopg.Error:
        return "no PostgreSQL server; name one in INTEGRITYRULES_POSTGRES"
    return ""


@contextmanager
def a_place(kind: str, folder: Path) -> Iterator[Place]:
    """Yields a new place; skips the test where there is no server."""
    if kind != "postgres":
        yield Place(kind, str(folder / ("log.db" if kind == "sqlite" else "log")))
        return
    if reason := postgres_is_there():
        pytest.skip(reason)
    import psycopg

    schema = f"log_test_{os.getpid()}_{next(_numbers)}"
    try:
        yield Place(kind, schema)
    finally:
        with psycopg.connect(POSTGRES, autocommit=True) as connection:
            connection.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")


def contents(log: StoredLog) -> list[object]:
    """Returns everything that a log shows."""
    return [
        log.origin,
        log.size,
        [tuple(entry) for entry in log.entries()],
        [(digest, log.get_blob(digest)) for digest in log.blobs()],
        log.checkpoints(),
        [log.find_key(entry.key) for entry in log.entries() if entry.key],
        [log.root(size) for size in {0, log.size // 3, log.size}],
    ]


def forked(act: Callable[[], None]) -> int:
    """Runs a function in a forked process and returns its number; the process ends with 0, or with 1 where the function raised."""
    with warnings.catch_warnings():
        # Newer versions of Python warn where other threads exist, as in a test runner; the child uses none of theirs.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process == 0:
        code = 1
        try:
            act()
            code = 0
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}\n".encode())
        finally:
            os._exit(code)
    return process


def exit_code_of(process: int) -> int:
    """Waits for a forked process; a negative number is the signal that ended it."""
    return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
