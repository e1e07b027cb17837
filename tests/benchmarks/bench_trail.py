"""Trail: appends against raw SQLite at the same settings and batch size, and verification of 1 million entries: rate and memory.

Raw SQLite inserts the bodies and nothing else, or the same columns as the log, with constants for what the log computes. The bar is for
the latter: what the same rows cost without the log. All use WAL with synchronous=FULL.
"""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from integrityrules.trail.postgres import postgres_log
from integrityrules.trail.segments import segment_log
from integrityrules.trail.sqlite import SETTINGS, sqlite_log
from integrityrules.trail.stored import StoredLog

ORIGIN = "audit.example.go.id/bench"
BODY_BYTES = 694
BATCHES = {1: 2_000, 10: 10_000, 100: 40_000, 1000: 60_000}  # entries for each batch size
ROUNDS = 7
BAR = 1.20
VERIFIED = (100_000, 1_000_000)
POSTGRES = "postgresql://127.0.0.1:5432/test"

VERIFY = """
import resource, sys, time
from integrityrules.trail.locations import open_log
from integrityrules.trail.verify import verify_log
with open_log(sys.argv[1], writable=False) as log:
    start = time.perf_counter()
    found = verify_log(log, level=2)
    seconds = time.perf_counter() - start
assert not found.verdicts and found.entries == int(sys.argv[2])
print(found.entries / seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def main() -> None:
    bodies = [Random(number).randbytes(BODY_BYTES) for number in range(max(BATCHES.values()))]
    with tempfile.TemporaryDirectory() as folder:
        appends(Path(folder), bodies)
        others(Path(folder), bodies)
        verification(Path(folder))


def appends(folder: Path, bodies: list[bytes]) -> None:
    print(
        f"  appends of {BODY_BYTES} bytes, entries per second, median of {ROUNDS} rounds; times as ratio to raw SQLite (median of ratios)"
    )
    print(
        "  batch    bodies only    same columns         the log    log / bodies only    log / same columns    bar    processor us of each"
    )
    for batch, count in BATCHES.items():
        some = bodies[:count]
        contenders: dict[str, Callable[[Path], float]] = {
            "raw": lambda path, n=batch, b=some: raw_seconds(path, b, n),  # type: ignore[misc]
            "columns": lambda path, n=batch, b=some: columns_seconds(path, b, n),  # type: ignore[misc]
            "log": lambda path, n=batch, b=some: log_seconds(sqlite_log(path, ORIGIN), b, n),  # type: ignore[misc]
        }
        seconds: dict[str, list[float]] = {name: [] for name in contenders}
        busy: dict[str, list[float]] = {name: [] for name in contenders}
        for number in range(ROUNDS):
            # In turns, and each time another one first: a busy moment, or the first touch of the disk, hits all alike.
            names = list(contenders)
            for name in names[number % 3 :] + names[: number % 3]:
                start = process_time()
                seconds[name].append(contenders[name](folder / f"{name}-{batch}-{number}.db"))
                busy[name].append((process_time() - start) / count * 1e6)
        rate = {name: count / median(values) for name, values in seconds.items()}
        ratios = [median(log / other for log, other in zip(seconds["log"], seconds[name], strict=True)) for name in ("raw", "columns")]
        print(
            f"  {batch:5d} {rate['raw']:14,.0f} {rate['columns']:15,.0f} {rate['log']:15,.0f}"
            f" {ratios[0]:20.2f} {ratios[1]:21.2f} {BAR:6.2f}"
            f"   {' '.join(f'{median(values):6.1f}' for values in busy.values())}"
        )


def raw_connection(path: Path, table: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(f"CREATE TABLE entry ({table}) STRICT")
    for name, value in SETTINGS.items():
        connection.execute(f"PRAGMA {name} = {value}")
    return connection


def raw_seconds(path: Path, bodies: list[bytes], batch: int) -> float:
    """Inserts bodies under their numbers."""
    with closing(raw_connection(path, "place INTEGER PRIMARY KEY, body BLOB NOT NULL")) as connection:
        start = perf_counter()
        for first in range(0, len(bodies), batch):
            connection.execute("BEGIN IMMEDIATE")
            rows = enumerate(bodies[first : first + batch], first)
            connection.executemany("INSERT INTO entry VALUES (?, ?)", rows)
            connection.execute("COMMIT")
        return perf_counter() - start


def columns_seconds(path: Path, bodies: list[bytes], batch: int) -> float:
    """Inserts what the log stores in each row, with constants for what the log computes."""
    table = "place INTEGER PRIMARY KEY, body BLOB NOT NULL, leaf BLOB NOT NULL, key TEXT, recorded_at INTEGER NOT NULL, n INTEGER NOT NULL"
    leaf, now = bytes(32), 1_700_000_000_000_000
    with closing(raw_connection(path, table)) as connection:
        connection.execute("CREATE UNIQUE INDEX entry_key ON entry (key) WHERE key IS NOT NULL")
        start = perf_counter()
        for first in range(0, len(bodies), batch):
            connection.execute("BEGIN IMMEDIATE")
            rows = ((number, body, leaf, None, now, 1) for number, body in enumerate(bodies[first : first + batch], first))
            connection.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", rows)
            connection.execute("COMMIT")
        return perf_counter() - start


def log_seconds(log: StoredLog, bodies: list[bytes], batch: int) -> float:
    """Appends through the log, receipts included."""
    with log:
        start = perf_counter()
        if batch == 1:
            for body in bodies:
                log.append(body)
        else:
            for first in range(0, len(bodies), batch):
                log.append_many(bodies[first : first + batch])
        seconds = perf_counter() - start
        assert log.size == len(bodies)
    return seconds


def others(folder: Path, bodies: list[bytes]) -> None:
    print("  the other stores, entries per second: one per commit, in batches of 1000")
    single, many = bodies[: BATCHES[1]], bodies[: BATCHES[1000]]
    one = log_seconds(segment_log(folder / "one", ORIGIN), single, 1)
    batched = log_seconds(segment_log(folder / "many", ORIGIN), many, 1000)
    print(f"    segments   {len(single) / one:11,.0f} {len(many) / batched:11,.0f}")
    try:
        import psycopg

        with psycopg.connect(POSTGRES, autocommit=True, connect_timeout=2) as connection:
            connection.execute("DROP SCHEMA IF EXISTS log_bench CASCADE")
            one = log_seconds(postgres_log(POSTGRES, ORIGIN + "/one", schema="log_bench"), single, 1)
            batched = log_seconds(postgres_log(POSTGRES, ORIGIN + "/many", schema="log_bench"), many, 1000)
            connection.execute("DROP SCHEMA log_bench CASCADE")
        print(f"    PostgreSQL {len(single) / one:11,.0f} {len(many) / batched:11,.0f}")
    except ImportError:
        print("    PostgreSQL absent: psycopg is not installed")
    except psycopg.Error:
        print("    PostgreSQL absent: no server at 127.0.0.1")


def verification(folder: Path) -> None:
    print("  full verification, every body hashed: entries per second, and the peak of the process's memory")
    for name, opened in (("SQLite", lambda path: sqlite_log(path, ORIGIN)), ("segments", lambda path: segment_log(path, ORIGIN))):
        for count in VERIFIED:
            path = folder / f"verify-{name}-{count}"
            with opened(path) as log:  # type: ignore[no-untyped-call]
                for first in range(0, count, 10_000):
                    log.append_many([b'{"entry":%d,"of":"%s"}' % (number, b"x" * 430) for number in range(first, first + 10_000)])
            done = subprocess.run([sys.executable, "-c", VERIFY, path, str(count)], capture_output=True, text=True, check=True)
            rate, megabytes = map(float, done.stdout.split())
            print(f"    {name:10s} {count:11,d} entries {rate:11,.0f}/s {megabytes:7.0f} MB")


if __name__ == "__main__":
    main()
