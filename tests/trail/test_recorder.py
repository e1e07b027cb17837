"""The recorder: nothing leaves it that is not in the log."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from support_trail import ORIGIN, engine, keyring, log, wedding

from integrityrules.errors import DeclarationError, MissingExtraError
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.trail.canonical import parse
from integrityrules.trail.keys import MasterKey
from integrityrules.trail.log import NotDurableError, Receipt, TrailError
from integrityrules.trail.memory import MemoryStore
from integrityrules.trail.opening import create_trail
from integrityrules.trail.recorder import Recorder
from integrityrules.trail.replay import Replayer
from integrityrules.trail.stored import StoredLog
from integrityrules.trail.vault import MemoryVault, Sealed, SqliteVault, seal, unseal


class FailingLog(StoredLog):
    """A log on a disk that fails: every append from some entry on says that it may not be durable."""

    def __init__(self, after: int, error: Exception) -> None:
        super().__init__(lambda: MemoryStore(ORIGIN))
        self._after = after
        self._error = error

    def append_many(self, bodies: Sequence[bytes], *, keys: Sequence[str] = ()) -> list[Receipt]:
        if self.size + len(bodies) > self._after:
            raise self._error
        return super().append_many(bodies, keys=keys)


def entry(memory: Any, index: int) -> dict[str, Any]:
    found: dict[str, Any] = parse(memory.read(index))
    return found


def test_the_evaluation_is_that_of_the_engine() -> None:
    """What is returned is what the engine says, and one entry more is in the log."""
    memory = log()
    recorded = Recorder(engine(), memory, keyring()).record(wedding())
    assert [f.id for f in recorded.evaluation.findings] == [f.id for f in engine().evaluate(wedding()).findings]
    assert (recorded.receipt.index, memory.size) == (0, 1)
    assert entry(memory, 0) == recorded.entry


@pytest.mark.parametrize("error", [NotDurableError("the disk is full"), OSError("no space left: Budi")])
def test_an_entry_that_may_not_be_there_withholds_the_evaluation(error: Exception) -> None:
    """If the log fails in any way there is no evaluation, and the error tells nothing of the entry."""
    recorder = Recorder(engine(), FailingLog(1, error), keyring())
    recorder.evaluate(wedding())
    with pytest.raises(NotDurableError) as caught:
        recorder.evaluate(wedding())
    assert caught.value.code == "not-durable"
    assert "Budi" not in str(caught.value)


def test_a_batch_that_fails_fails_to_its_end() -> None:
    """Once entries are lost every further call of the batch raises, and so does its end: nobody can overlook it."""
    recorder = Recorder(engine(), FailingLog(2, NotDurableError("full")), keyring())
    seen = []
    batch = recorder.batch(2)
    for number in range(5):
        with suppress(NotDurableError):
            batch.evaluate(wedding(f"o{number}"))
            seen.append(number)
    with pytest.raises(NotDurableError):
        batch.__exit__(None, None, None)
    assert seen == [0, 1, 2]
    assert len(batch.receipts) == 2


def test_a_batch_records_as_many_entries_as_evaluations() -> None:
    """A batch commits in groups, and the account of the run adds up."""
    memory = log()
    recorder = Recorder(engine(), memory, keyring(), run="audit-2026-02")
    with recorder.batch(3) as batch:
        for number in range(7):
            batch.evaluate(wedding(f"o{number}"))
    with pytest.raises(DeclarationError):
        recorder.evaluate(wedding(event="\ud800"))
    recorder.close_run(read=8, rejected=2, received=b"the workbook")
    assert [receipt.index for receipt in batch.receipts] == list(range(7))
    last = entry(memory, 7)
    assert (last["kind"], last["run"]) == ("run", "audit-2026-02")
    assert last["counts"] == {"read": 8, "evaluated": 7, "failed": 1, "rejected": 2}
    assert len({entry(memory, index)["id"] for index in range(7)}) == 7


class FailingVault(MemoryVault):
    """A vault on a disk that is full."""

    def put(self, sealed: Sequence[Sealed]) -> None:
        raise OSError("no space left")


def test_an_input_that_cannot_be_kept_withholds_the_evaluation() -> None:
    """With a vault, the input is kept before the entry is written: if it cannot be, there is neither entry nor evaluation."""
    memory = log()
    with pytest.raises(NotDurableError):
        Recorder(engine(), memory, keyring(), FailingVault()).evaluate(wedding())
    assert memory.size == 0


def test_a_batch_keeps_every_input(tmp_path: Path) -> None:
    """More inputs than fit one statement are all kept, equal ones once, and each opens with its own key only."""
    memory, ring, vault = log(), keyring(), SqliteVault(tmp_path / "vault", create=True)
    keys = [ring.subject(f"o{number}") for number in range(700)]
    vault.put([Sealed(f"n{number % 650}", key.pseudonym, seal(key, f"n{number}", b"x")) for number, key in enumerate(keys)])
    assert unseal(keys[649], "n649", vault.get("n649") or b"") == b"x"
    assert vault.get("n650") is None
    with pytest.raises(TrailError, match="changed"):
        unseal(keys[1], "n649", vault.get("n649") or b"")
    recorder = Recorder(engine(), memory, ring, vault)
    with recorder.batch() as batch:
        for number in range(3):
            batch.evaluate(wedding(f"o{number}"))
            batch.evaluate(wedding(f"o{number}"))
    assert [result.verdict for result in Replayer(memory, ring, vault).replay_all()] == ["SAME"] * 6
    assert vault.forget(keys[0].pseudonym) == 2
    vault.close()


def test_without_the_extra_there_is_no_trail(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Where cryptography is not installed, making a trail names the line that installs it, and leaves nothing behind."""
    for name in [name for name in sys.modules if name.startswith("cryptography")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "cryptography", None)
    with pytest.raises(MissingExtraError, match=r"integrityrules\[sign\]"):
        create_trail(tmp_path / "coi.trail", origin=ORIGIN)
    with pytest.raises(MissingExtraError):
        MasterKey(bytes(32))
    assert list(tmp_path.iterdir()) == []


def test_a_repeated_request_is_recorded_once() -> None:
    """The same request gives the same receipt, also to another recorder; with another input it is refused."""
    memory, ring = log(), keyring()
    first = Recorder(engine(), memory, ring).record(wedding(), key="request-17")
    again = Recorder(engine(), memory, ring).record(wedding(), key="request-17")
    assert (again.receipt.index, memory.size) == (first.receipt.index, 1)
    assert again.entry == first.entry
    with pytest.raises(TrailError) as caught:
        Recorder(engine(), memory, ring).record(wedding(value_idr=5), key="request-17")
    assert caught.value.code == "key-conflict"
    assert memory.size == 1


def test_the_key_of_a_request_is_not_kept() -> None:
    """A key that says something about a person is in the log only as a keyed digest."""
    memory = log()
    Recorder(engine(), memory, keyring()).record(wedding(), key="nip 198001012005011001")
    (kept,) = memory.entries()
    assert "198001" not in kept.key + kept.body.decode()


def test_threads_share_a_recorder() -> None:
    """Eight threads record through one recorder, and every evaluation has an entry of its own."""
    memory = log()
    recorder = Recorder(engine(), memory, keyring())
    register = read_registers({"bids": [{"id": "b1"}]})

    def work(number: int) -> None:
        for _ in range(5):
            recorder.evaluate(wedding(f"o{number}"), registers=[register])

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert memory.size == 40
    assert len({entry(memory, index)["id"] for index in range(40)}) == 40


def test_the_day_given_is_the_day_recorded() -> None:
    """`as_of` in place of the dossier's own goes into entry, input and vault alike."""
    memory, vault = log(), MemoryVault()
    day = wedding().as_of.replace(month=5)  # type: ignore[union-attr]
    recorded = Recorder(engine(), memory, keyring(), vault).record(wedding(), as_of=day)
    assert recorded.entry["as_of"] == "2026-05-02"
    assert recorded.evaluation.as_of == day


def test_a_text_that_cannot_be_written_down_is_refused() -> None:
    """A lone surrogate in a declaration is an error of the declaration; the place is named, the text is not."""
    memory = log()
    dossier = read_dossier({"as_of": "2026-02-02", "official": {"id": "o"}, "gifts": [{"id": "g", "giver": "Budi\ud800"}]})
    with pytest.raises(DeclarationError) as caught:
        Recorder(engine(), memory, keyring()).evaluate(dossier)
    (problem,) = caught.value.problems
    assert (problem.where, problem.code) == ("gifts[0].giver", "not-canonical")
    assert "Budi" not in str(caught.value)
    assert memory.size == 0
