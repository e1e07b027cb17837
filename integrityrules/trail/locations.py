"""From the place of a log, as somebody writes it on a command line, to the log.

May not know what each kind of place is made of, and imports a store only when it is asked for.
"""

from __future__ import annotations

from pathlib import Path

from integrityrules.trail.log import TrailError
from integrityrules.trail.stored import StoredLog

DATABASES = ("postgresql://", "postgres://")


def open_log(location: str | Path, origin: str | None = None, *, writable: bool = True, wait_seconds: float = 0.0) -> StoredLog:
    """Opens a log, or makes one where there is none and an origin is given.

    Args:
        location: a file (SQLite); a folder, or a path that ends with `/` (tiles); `sqlite:PATH` or `segments:PATH` to say which;
            or `postgresql://host/database#origin`.
        origin: the name of the log.
        writable: whether to append.
        wait_seconds: how long to wait for another writer.

    Raises:
        LogLockedError: another process writes.
        MissingExtraError: psycopg is needed and absent.
        TrailError: `no-log`, `wrong-origin`, `bad-origin`, `unreadable-log`, and others that opening can give.
    """
    text = str(location)
    if text.startswith(DATABASES):
        from integrityrules.trail.postgres import postgres_log

        conninfo, _, name = text.partition("#")
        if origin is not None and name not in ("", origin):
            raise TrailError("the location names another origin", code="wrong-origin")
        if not (origin or name):
            raise TrailError("a log in a database needs its origin: `postgresql://host/database#origin`", code="bad-origin")
        return postgres_log(conninfo, origin or name, writable=writable, create=origin is not None, wait_seconds=wait_seconds)
    kind, _, rest = text.partition(":")
    path = Path(rest if kind in ("sqlite", "segments") else text)
    if kind == "segments" or (kind != "sqlite" and (path.is_dir() or text.endswith("/"))):
        from integrityrules.trail.segments import segment_log

        return segment_log(path, origin, writable=writable, wait_seconds=wait_seconds)
    from integrityrules.trail.sqlite import sqlite_log

    return sqlite_log(path, origin, writable=writable, wait_seconds=wait_seconds)
