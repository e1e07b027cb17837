"""Books of keys: one sealed piece for many officials, from which one key can be taken so that it is nowhere any more."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_trail import ORIGIN, keyring, log

from integrityrules.trail.books import RECORD, find_in, open_book, without
from integrityrules.trail.canonical import parse
from integrityrules.trail.erase import erase
from integrityrules.trail.keys import Keyring, MasterKey
from integrityrules.trail.keystore import MemoryKeyStore, SqliteKeyStore

MASTER = MasterKey(bytes(range(32)))
LOOKUPS = st.lists(st.binary(min_size=16, max_size=16), unique=True, max_size=12)


@given(LOOKUPS, LOOKUPS)
def test_a_book_keeps_what_it_gave(first: list[bytes], second: list[bytes]) -> None:
    """Whoever is asked for again has the same key; each is found by itself; without one, the others stay."""
    opened = open_book(b"", first)
    book = opened.changed or b""
    again = open_book(book, [*second, *first])
    whole = again.changed or book
    keys = dict(zip([*second, *first], again.keys, strict=True))
    assert [keys[lookup] for lookup in first] == opened.keys
    assert len(set(keys.values())) == len(keys)
    assert len(whole) == RECORD * len(keys)
    for lookup, key in keys.items():
        assert find_in(whole, lookup) == key
        rest = without(whole, lookup)
        assert find_in(rest, lookup) is None
        assert key not in rest
        assert all(find_in(rest, other) == keys[other] for other in keys if other != lookup)


@pytest.mark.parametrize("stored", [False, True])
def test_books_outlive_a_new_master_key(tmp_path: Path, stored: bool) -> None:
    """Keys are the same from another opening of the store, and after the master key was exchanged; runs and parts share none."""
    store = SqliteKeyStore(tmp_path / "subjects", create=True) if stored else MemoryKeyStore()
    ring = Keyring(MASTER, store, domain=ORIGIN)
    keys = ring.book_keys("r1", 0, ["a", "b"])
    other = ring.book_keys("r1", 1, ["a"]) + ring.book_keys("r2", 0, ["a"])
    assert len({*keys, *other}) == 4
    new = MasterKey(bytes(32))
    ring.exchange_master(new)
    ring = Keyring(new, SqliteKeyStore(tmp_path / "subjects") if stored else store, domain=ORIGIN)
    assert ring.book_keys("r1", 0, ["b", "a", "c"])[:2] == keys[::-1]
    assert ring.find_book_key("r1", 0, "a") == keys[0]
    assert ring.find_book_key("r1", 0, "nobody") is None
    assert ring.find_book_key("r9", 0, "a") is None


def test_erasure_reaches_every_book(tmp_path: Path) -> None:
    """After erasure no file holds the key, the digests over whole runs have lost theirs, and the log names nobody."""
    ring = Keyring(MASTER, SqliteKeyStore(tmp_path / "subjects", create=True), domain=ORIGIN)
    gone = [ring.book_keys(run, 0, ["a", "b"])[0] for run in ("r1", "r2")]
    ring.book_keys("r3", 0, ["b"])
    whole = {run: ring.subject(run, kind="run").pseudonym for run in ("r1", "r2", "r3")}
    before = (tmp_path / "subjects").read_bytes()
    kept = [ring.find_book_key(run, 0, "b") for run in ("r1", "r2", "r3")]
    done = erase("a", log=(entries := log()), keyring=ring)
    assert len(done) == 4
    assert {whole["r1"], whole["r2"]} < {erasure.pseudonym for erasure in done}
    assert [parse(entries.read(index))["subject"] for index in range(entries.size)] == [erasure.pseudonym for erasure in done]
    assert [ring.find_book_key(run, 0, "a") for run in ("r1", "r2")] == [None, None]
    assert [ring.find_book_key(run, 0, "b") for run in ("r1", "r2", "r3")] == kept
    assert [ring.find(run, kind="run") is None for run in ("r1", "r2", "r3")] == [True, True, False]
    assert erase("a", log=entries, keyring=ring) == []
    # The sealed bytes of the old books are overwritten: none of the store's old pages of them is left.
    sealed = _books(before, tmp_path)
    now = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.name.startswith("subjects"))
    assert all(old not in now for old in sealed[:2])
    assert sealed[2] in now
    assert not any(key in now for key in gone)


def _books(data: bytes, folder: Path) -> list[bytes]:
    copy = folder / "copy"
    copy.write_bytes(data)
    connection = sqlite3.connect(copy)
    found = [bytes(row[0]) for row in connection.execute("SELECT sealed FROM book ORDER BY run")]
    connection.close()
    return found


def test_a_store_without_books_is_as_before(tmp_path: Path) -> None:
    """A store of the first release knows no books until one is kept; erasing and exchanging keys work."""
    SqliteKeyStore(tmp_path / "subjects", create=True).close()
    ring = Keyring(MASTER, SqliteKeyStore(tmp_path / "subjects"), domain=ORIGIN)
    key = ring.subject("a").pseudonym
    assert ring.find_book_key("r", 0, "a") is None
    assert ring.erase("a") == key
    assert ring.exchange_master(MasterKey(bytes(32))) == 1
    assert keyring().erase("a") is None
