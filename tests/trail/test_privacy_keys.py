"""Keys: derived as the RFC says, separate by purpose and log, wrapped, and gone when they are destroyed."""

from __future__ import annotations

import os
import pickle
import threading
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from integrityrules.trail.keys import Keyring, MasterKey, SubjectKey, derive
from integrityrules.trail.keystore import MemoryKeyStore, SqliteKeyStore
from integrityrules.trail.log import TrailError

MASTER = MasterKey(bytes(range(32)))


def keyring(store: MemoryKeyStore | SqliteKeyStore | None = None, domain: str = "audit.example/coi") -> Keyring:
    return Keyring(MASTER, store or MemoryKeyStore(), domain=domain)


@given(st.binary(min_size=32, max_size=32), st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_derivation_is_hkdf(key: bytes, purpose: str) -> None:
    """Keys are derived as RFC 5869 says, so that anybody can derive them again."""
    oracle = HKDF(SHA256(), 32, None, b"integrityrules/1/" + purpose.encode())
    assert derive(key, purpose) == oracle.derive(key)


def test_a_subject_keeps_its_key(tmp_path: Path) -> None:
    """The same subject has the same pseudonym when the store is opened again, and another subject another."""
    store = SqliteKeyStore(tmp_path / "subjects", create=True)
    first = keyring(store).subject("official-1").pseudonym
    store.close()
    again = keyring(SqliteKeyStore(tmp_path / "subjects"))
    assert again.subject("official-1").pseudonym == first
    assert again.subject("official-2").pseudonym != first
    assert again.subject("official-1", kind="register").pseudonym != first


def test_purposes_and_logs_share_nothing() -> None:
    """One value has different digests for two purposes, two logs and two subjects."""
    secret = os.urandom(32)
    here, there = SubjectKey(secret, "log-a"), SubjectKey(secret, "log-b")
    assert len({here.mac("input", 1), here.mac("full", 1), there.mac("input", 1), here.pseudonym, there.pseudonym}) == 5


def test_an_erased_key_is_gone() -> None:
    """After erasure the subject is unknown, the pseudonym waits to be logged, and a new key gives another pseudonym."""
    ring = keyring()
    before = ring.subject("official-1").pseudonym
    assert ring.erase("official-1") == before
    assert ring.find("official-1") is None
    assert ring.erase("official-1") is None
    assert ring.unlogged_erasures() == (before,)
    ring.erasure_logged(before)
    assert ring.unlogged_erasures() == ()
    assert ring.subject("official-1").pseudonym != before


def test_a_destroyed_key_is_in_no_file(tmp_path: Path) -> None:
    """Neither the lookup nor the wrapped key remains in any file of the store."""
    store = SqliteKeyStore(tmp_path / "subjects", create=True)
    for number in range(40):
        store.put_new(f"lookup-{number}".encode().ljust(32, b"."), f"wrapped-{number}".encode().ljust(60, b"."), f"pseudonym-{number}")
    store.erase(b"lookup-27".ljust(32, b"."), "f" * 64)
    left = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"lookup-27." not in left
    assert b"wrapped-27." not in left
    assert b"pseudonym-27" not in left
    assert b"wrapped-28." in left


def test_the_master_key_can_be_exchanged(tmp_path: Path) -> None:
    """A new master key opens every key that the old one did, and the old one opens none of them any more."""
    store = SqliteKeyStore(tmp_path / "subjects", create=True)
    ring = keyring(store)
    before = ring.subject("official-1").pseudonym
    new = MasterKey.new()
    assert ring.exchange_master(new) == 2
    assert ring.subject("official-1").pseudonym == before
    assert Keyring(new, store, domain="audit.example/coi").subject("official-1").pseudonym == before
    with pytest.raises(TrailError) as caught:
        Keyring(MASTER, store, domain="audit.example/coi")
    assert caught.value.code == "wrong-key"


def test_threads_agree_on_a_new_key(tmp_path: Path) -> None:
    """Many threads that meet a new subject at once get one key."""
    path = tmp_path / "subjects"
    SqliteKeyStore(path, create=True).close()
    found: list[str] = []
    rings = [keyring(SqliteKeyStore(path)) for _ in range(2)]
    threads = [threading.Thread(target=lambda ring: found.append(ring.subject("o").pseudonym), args=(rings[n % 2],)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1


def test_key_files(tmp_path: Path) -> None:
    """A key file is read back, and refused where others may read it, it was changed, or it is not there."""
    path = tmp_path / "master.key"
    path.write_text(MASTER.text)
    path.chmod(0o600)
    assert MasterKey.read(path).id == MASTER.id
    path.chmod(0o644)
    problems = [("key-exposed", path)]
    changed = tmp_path / "changed.key"
    changed.write_text(MASTER.text.replace("A", "B", 1))
    changed.chmod(0o600)
    problems += [("bad-key", changed), ("no-key", tmp_path / "absent.key")]
    for code, place in problems:
        with pytest.raises(TrailError) as caught:
            MasterKey.read(place)
        assert caught.value.code == code


def test_stores_are_never_made_by_mistake(tmp_path: Path) -> None:
    """An absent store is an error, an existing one is not made anew, and another file is no store."""
    with pytest.raises(TrailError, match="no key store"):
        SqliteKeyStore(tmp_path / "subjects")
    SqliteKeyStore(tmp_path / "subjects", create=True).close()
    with pytest.raises(TrailError, match="something at the path"):
        SqliteKeyStore(tmp_path / "subjects", create=True)
    (tmp_path / "other").write_bytes(b"not a database at all, but long enough to look like one " * 100)
    with pytest.raises(TrailError, match="not a key store"):
        SqliteKeyStore(tmp_path / "other")


def test_keys_show_nothing() -> None:
    """No text form shows a key, and none can be pickled."""
    secret = SubjectKey(b"\x41" * 32, "log")
    for key in (MASTER, secret, keyring()):
        assert "\x41\x41" not in repr(key)
    for key in (MASTER, secret):
        with pytest.raises(TypeError):
            pickle.dumps(key)
