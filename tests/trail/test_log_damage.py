"""Every byte of a small log changed, one at a time: whatever the log then shows differently is found, and nothing else happens.

What shows is what can be read through a log: entries with envelopes, content, checkpoints, keys, roots. Bytes that nobody reads may change.
"""

from __future__ import annotations

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from support_logs import DEEP, ORIGIN, POSTGRES, Place, a_place, contents

from integrityrules.trail.log import TrailError
from integrityrules.trail.note import PrivateKey
from integrityrules.trail.sqlite import sqlite_log
from integrityrules.trail.verdicts import Verification
from integrityrules.trail.verify import verify_opened

pytest.importorskip("cryptography", reason="signing needs the extra `sign`")

KEY = PrivateKey(ORIGIN, bytes(range(32)))
WRONG = {"UNREADABLE", "GAP", "TAMPERED", "ROOT-MISMATCH", "BAD-SIGNATURE", "UNKNOWN-KEY", "REWRITTEN", "TRUNCATED"}
SMALL, SEALED = 5, 300


def small_log(place: Place, entries: int) -> str:
    """Makes a log with keys, content and a checkpoint, which it returns, in as few bytes as there can be."""
    opened = sqlite_log(place.location, ORIGIN, page_size=512) if place.kind == "sqlite" else place.open()
    with opened as log:
        for number in range(SMALL):
            log.append(b"entry %d" % number, key=f"key {number}")
        if entries > SMALL:
            log.append_many([b"%d" % number for number in range(SMALL, entries)])
        log.put_blob(sha256(b"law").hexdigest(), b"law")
        return log.checkpoint(KEY)


def verified(place: Place, anchor: str) -> Verification:
    return verify_opened(lambda: place.open(writable=False, origin=None), anchors=[anchor], keys=[KEY.public])


def shown(place: Place) -> list[object]:
    """What the log shows, or that it cannot be read."""
    try:
        with place.open(writable=False, origin=None) as log:
            return contents(log)
    except TrailError:
        return ["unreadable"]


def check_each_byte(place: Place, anchor: str, step: int) -> None:
    before = shown(place)
    assert verified(place, anchor).verdicts == ()
    found = 0
    for path in place.files():
        data = path.read_bytes()
        for number in range(sum(path.name.encode()) % step, len(data), step):
            changed = bytearray(data)
            changed[number] ^= 1 << number % 8
            path.write_bytes(changed)
            words = {str(verdict.word) for verdict in verified(place, anchor).verdicts} - {"UNANCHORED"}
            assert words <= WRONG, (path.name, number)
            assert words or shown(place) == before, f"byte {number} of {path.name} shows and was not found"
            found += bool(words)
        path.write_bytes(data)
    assert shown(place) == before
    assert found


def test_each_byte_of_an_sqlite_log(tmp_path: Path) -> None:
    """One bit of each byte of the file, pages, indexes and free space included."""
    with a_place("sqlite", tmp_path) as place:
        check_each_byte(place, small_log(place, SMALL), 1)


def test_each_byte_of_a_journal(tmp_path: Path) -> None:
    """One bit of each byte of a segment log whose entries are all in the journal."""
    with a_place("segments", tmp_path) as place:
        check_each_byte(place, small_log(place, SMALL), 1)


def test_each_byte_of_full_bundles(tmp_path: Path) -> None:
    """One bit of each byte of bundles, tiles, envelopes and the index of keys."""
    with a_place("segments", tmp_path) as place:
        check_each_byte(place, small_log(place, SEALED), 1 if DEEP else 61)


def test_each_byte_of_rows_in_postgresql(tmp_path: Path) -> None:
    """Each byte of bodies and hashes, and each other column, changed by an administrator with the guards switched off."""
    with a_place("postgres", tmp_path) as place:
        import psycopg

        anchor = small_log(place, SMALL)
        before = shown(place)
        changes = [(f"entry WHERE place = {row}", "body", 7) for row in range(SMALL)]
        changes += [("entry WHERE place = 2", "leaf", 32), ("blob", "data", 3), ("head", "edge", 64)]
        with psycopg.connect(POSTGRES, autocommit=True) as administrator:
            administrator.execute("SET session_replication_role TO replica")
            administrator.execute(f"SET search_path TO {place.location}")
            for table, column, length in changes:
                name, _, where = table.partition(" ")
                for byte in range(length):
                    flip = f"UPDATE {name} SET {column} = set_byte({column}, {byte}, get_byte({column}, {byte}) # {1 << byte % 8}) {where}"
                    administrator.execute(flip)
                    assert {str(verdict.word) for verdict in verified(place, anchor).verdicts} & WRONG, flip
                    administrator.execute(flip)
            for change, back in (
                ("entry SET key = 'other' WHERE place = 1", "entry SET key = 'key 1' WHERE place = 1"),
                ("entry SET recorded_at = recorded_at + 1", "entry SET recorded_at = recorded_at - 1"),
                ("head SET size = size + 1", "head SET size = size - 1"),
                ("head SET size = size - 1", "head SET size = size + 1"),
                ("checkpoint SET size = size + 1", "checkpoint SET size = size - 1"),
                ("blob SET digest = reverse(digest)", "blob SET digest = reverse(digest)"),
            ):
                administrator.execute(f"UPDATE {change}")
                assert {str(verdict.word) for verdict in verified(place, anchor).verdicts} & WRONG, change
                administrator.execute(f"UPDATE {back}")
            administrator.execute("ALTER TABLE entry DISABLE TRIGGER append_only")
            assert [str(verdict.word) for verdict in verified(place, anchor).verdicts] == ["UNREADABLE"]
            administrator.execute("ALTER TABLE entry ENABLE TRIGGER append_only")
        assert shown(place) == before
        assert verified(place, anchor).verdicts == ()


def test_each_byte_of_a_write_ahead_log(tmp_path: Path) -> None:
    """A byte changed in the WAL that SQLite did not copy yet is found, or the entries behind it are TRUNCATED against the checkpoint."""
    with a_place("sqlite", tmp_path / "first") as place:
        (tmp_path / "first").mkdir()
        log = sqlite_log(place.location, ORIGIN, page_size=512)
        for number in range(SMALL):
            log.append(b"entry %d" % number, key=f"key {number}")
        anchor = log.checkpoint(KEY)
        # As after a power cut: the WAL stays beside the file.
        (tmp_path / "second").mkdir()
        for path in Path(place.location).parent.glob("log.db*"):
            if not path.name.endswith(("-shm", ".lock")):
                shutil.copy(path, tmp_path / "second" / path.name)
        log.close()
        copy = Place("sqlite", str(tmp_path / "second" / "log.db"))
        wal = Path(f"{copy.location}-wal")
        data = wal.read_bytes()
        before = shown(copy)
        for number in range(0, len(data), 1 if DEEP else 37):
            changed = bytearray(data)
            changed[number] ^= 1 << number % 8
            wal.write_bytes(changed)
            Path(f"{copy.location}-shm").unlink(missing_ok=True)
            words = {str(verdict.word) for verdict in verified(copy, anchor).verdicts}
            assert words <= WRONG
            if not words:
                # Of the newest commit nothing but the log's own copy of the checkpoint is lost; the one kept elsewhere is as good.
                found = shown(copy)
                assert [*found[:4], *found[5:]] == [*before[:4], *before[5:]]
                assert found[4] in ([], [anchor])
