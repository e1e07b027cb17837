"""Erasure and disclosure on a log that is kept in files: what remains proves everything and tells nothing."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_trail import CANARIES, MASTER, ORIGIN, canary_data, canary_dossier, engine, found_in, keyring, wedding

from integrityrules.facts.reading import read_registers
from integrityrules.trail.canonical import parse
from integrityrules.trail.commitments import commit, disclose, verify_disclosure
from integrityrules.trail.erase import erase, finish_erasures
from integrityrules.trail.keys import Keyring, SubjectKey
from integrityrules.trail.keystore import SqliteKeyStore
from integrityrules.trail.log import Log
from integrityrules.trail.note import generate_key
from integrityrules.trail.proof import make_proof, verify_proof
from integrityrules.trail.record import committed_fields, reads_of
from integrityrules.trail.recorder import Recorder
from integrityrules.trail.replay import Replayer
from integrityrules.trail.segments import segment_log
from integrityrules.trail.sqlite import sqlite_log
from integrityrules.trail.vault import SqliteVault

STORES = {"sqlite": lambda folder: sqlite_log(folder / "log.trail", ORIGIN), "segments": lambda folder: segment_log(folder / "log", ORIGIN)}


class Opened:
    """A log, keys and a vault in the files of one folder."""

    def __init__(self, folder: Path, store: str) -> None:
        self.folder = folder
        self.log: Log = STORES[store](folder)
        self.store = SqliteKeyStore(folder / "subjects", create=True)
        self.keys = Keyring(MASTER, self.store, domain=ORIGIN)
        self.vault = SqliteVault(folder / "vault", create=True)
        self.recorder = Recorder(engine(), self.log, self.keys, self.vault)

    def erase(self, id: str) -> Any:
        return erase(id, log=self.log, keyring=self.keys, vault=self.vault)

    def files(self) -> bytes:
        """Returns everything that stands in any file, as it is while the log is open."""
        return b"".join(path.read_bytes() for path in sorted(self.folder.rglob("*")) if path.is_file())


@pytest.fixture(params=STORES)
def opened(request: pytest.FixtureRequest, tmp_path: Path) -> Any:
    found = Opened(tmp_path, request.param)
    yield found
    found.log.close()
    found.store.close()
    found.vault.close()


def test_no_file_ever_holds_what_was_declared(opened: Opened) -> None:
    """No canary of any input field stands in a file of log, key store or vault, before erasure and after it, write-ahead logs included."""
    registers = read_registers({"company_links": [{"id": CANARIES["link"], "holder": {"nik": CANARIES["nik"], "name": CANARIES["name"]}}]})
    opened.recorder.record(canary_dossier(), registers=[registers], received=json.dumps(canary_data()).encode(), key=CANARIES["office"])
    assert found_in(opened.files()) == []
    assert len(opened.erase(CANARIES["official"])) == 1
    assert found_in(opened.files()) == []


def test_proofs_outlive_erasure(opened: Opened) -> None:
    """A proof and a checkpoint taken before an erasure verify after it, and the log only grew."""
    signer = generate_key(ORIGIN)
    index = opened.recorder.record(canary_dossier()).receipt.index
    opened.recorder.record(wedding("o2"))
    note = opened.log.checkpoint(signer)
    proof = str(make_proof(opened.log, index, note))
    body, root = opened.log.read(index), opened.log.root()
    (done,) = opened.erase(CANARIES["official"])
    assert verify_proof(proof, opened.log.read(index), [signer.public], origin=ORIGIN).size == 2
    assert opened.log.read(index) == body
    assert opened.log.root(2) == root
    assert done.receipt.index == 2
    assert parse(opened.log.read(2))["subject"] == done.pseudonym
    after = str(make_proof(opened.log, index, opened.log.checkpoint(signer)))
    assert verify_proof(after, body, [signer.public], origin=ORIGIN).size == 3


def test_erasure_destroys_key_and_vault(opened: Opened) -> None:
    """Nothing of the subject's key is left, sealed inputs are deleted, and replay answers ERASED."""
    index = opened.recorder.record(canary_dossier()).receipt.index
    other = opened.recorder.record(wedding("o2")).receipt.index
    pseudonym = opened.keys.subject(CANARIES["official"]).pseudonym
    kept = sqlite3.connect(opened.folder / "subjects").execute("SELECT wrapped FROM key WHERE pseudonym = ?", (pseudonym,)).fetchone()[0]
    sealed = sqlite3.connect(opened.folder / "vault").execute("SELECT box FROM sealed WHERE subject = ?", (pseudonym,)).fetchone()[0]
    assert kept in opened.files()
    assert sealed in opened.files()
    opened.erase(CANARIES["official"])
    left = opened.files()
    assert kept not in left
    assert sealed not in left
    replayer = Replayer(opened.log, opened.keys, opened.vault)
    assert [replayer.replay(place).verdict for place in (index, other)] == ["ERASED", "SAME"]


def test_an_interrupted_erasure_is_finished_once(opened: Opened) -> None:
    """A key that was destroyed before the entry was written is recorded by whoever comes next, and never twice."""
    opened.recorder.record(wedding("o1"))
    pseudonym = opened.keys.erase("o1")
    first = finish_erasures(log=opened.log, keyring=opened.keys, vault=opened.vault)
    assert [done.pseudonym for done in first] == [pseudonym]
    opened.store.erase(b"nothing", first[0].pseudonym)  # as if the note that it is logged had been lost
    again = finish_erasures(log=opened.log, keyring=opened.keys, vault=opened.vault)
    assert again[0].receipt.index == first[0].receipt.index
    assert opened.log.size == 2
    assert opened.erase("o1") == []
    assert opened.erase("nobody") == []


PATHS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=8)
FIELDS = st.dictionaries(PATHS, st.none() | st.booleans() | st.integers(0, 10**15) | PATHS, min_size=1, max_size=40)


@given(FIELDS, st.data())
def test_one_field_can_be_shown(fields: dict[str, Any], data: st.DataObject) -> None:
    """A disclosed field verifies, and any other value, path, place or key does not."""
    key = SubjectKey(bytes(32), ORIGIN)
    root = commit(key, fields)
    entry = {"committed": {"fields": root.fields, "root": root.root}}
    path = data.draw(st.sampled_from(sorted(fields)))
    shown = json.loads(json.dumps(disclose(key, fields, path, origin=ORIGIN, index=0)))
    assert verify_disclosure(shown, entry)
    wrong = [
        {"value": "other value"},
        {"path": path + "x"},
        {"place": shown["place"] + 1},
        {"key": "00" * 32},
        {"proof": [*shown["proof"], "00" * 32]},
    ]
    assert not any(verify_disclosure({**shown, **change}, entry) for change in wrong)


def test_a_disclosure_shows_one_field_only() -> None:
    """What the auditor of one field receives holds no other value, and its key opens no other field."""
    dossier, key = canary_dossier(), keyring().subject(CANARIES["official"])
    fields = committed_fields(engine().evaluate(dossier), dossier, reads_of(engine().rulebook))
    root = commit(key, fields)
    entry = {"committed": {"fields": root.fields, "root": root.root}}
    path = f"gift[{CANARIES['gift']}].event"
    shown = disclose(key, fields, path, origin=ORIGIN, index=7)
    assert verify_disclosure(shown, entry)
    assert set(found_in(json.dumps(shown).encode())) == {CANARIES["gift"].encode(), CANARIES["event"].encode()}
    for other, value in fields.items():
        assert verify_disclosure({**shown, "path": other, "value": value}, entry) == (other == path)


@pytest.mark.parametrize("shown", [{}, {"format": "x"}, {"format": "integrityrules/disclosure/1", "place": True}, {"place": "0"}])
def test_a_broken_disclosure_is_false(shown: dict[str, Any]) -> None:
    """Whatever is not a disclosure is false, never an error."""
    assert verify_disclosure(shown, {"committed": {"fields": 1, "root": "00" * 32}}) is False
