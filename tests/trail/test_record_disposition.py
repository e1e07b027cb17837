"""Dispositions in the trail: which finding, until when, by whom under a pseudonym; no word of the officer, and nothing left by erasure."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_trail import engine, keyring, log, wedding

from integrityrules.errors import DeclarationError
from integrityrules.trail.canonical import parse_exactly
from integrityrules.trail.disposition import Disposed, said_of
from integrityrules.trail.erase import erase
from integrityrules.trail.recorder import Recorder
from integrityrules.trail.replay import Replayer
from integrityrules.trail.vault import MemoryVault

REASON, AUTHOR = "Zq7 sudah dilaporkan oleh istrinya", "Zq7 Irban"


class Recorded:
    """A run with one evaluation and the dispositions of its findings."""

    def __init__(self, **fields: Any) -> None:
        self.keyring, self.log, self.vault = keyring(), log(), MemoryVault()
        self.recorder = Recorder(engine(), self.log, self.keyring, self.vault)
        recorded = self.recorder.record(wedding())
        self.evaluation, self.evaluated = recorded.evaluation, recorded.entry
        plain = {"state": "due", "decided": "explained", "reason": REASON, "author": AUTHOR, "expires": date(2027, 1, 1), "holds": True}
        disposed = [Disposed("o1", finding.decision, **{**plain, **fields}) for finding in self.evaluation.findings]
        self.receipts = self.recorder.record_dispositions(disposed)

    def entry(self, number: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = parse_exactly(self.log.read(self.receipts[number].index))
        return found


def test_an_entry_names_the_finding_as_its_evaluation_does() -> None:
    """The reference is that of the finding in the entry of its evaluation, by the same subject, in the same run."""
    recorded = Recorded()
    assert len(recorded.receipts) == len(recorded.evaluated["findings"]) > 0
    for number, finding in enumerate(recorded.evaluated["findings"]):
        entry = recorded.entry(number)
        assert (entry["kind"], entry["run"], entry["v"]) == ("disposition", recorded.evaluated["run"], recorded.evaluated["v"])
        assert (entry["ref"], entry["rule"], entry["subject"]) == (finding["ref"], finding["rule"], recorded.evaluated["subject"])
        assert (entry["disposition"], entry["state"], entry["expires"], entry["holds"]) == ("explained", "due", "2027-01-01", True)


def test_no_word_of_the_officer_is_in_the_log() -> None:
    """Reason, author and ids are neither in the entries nor in the vault as text; with the keys they can be read."""
    recorded = Recorded()
    for receipt in recorded.receipts:
        body = recorded.log.read(receipt.index).decode()
        assert not any(word in body for word in ("Zq7", "istrinya", "Irban", '"o1"', "g1"))
    assert "Zq7" not in repr(recorded.vault._sealed)
    assert said_of(recorded.entry(), recorded.keyring, recorded.vault) == (REASON, AUTHOR)


def test_equal_reasons_of_two_officials_look_different() -> None:
    """The digest of a reason hangs on the official's key; an officer has one pseudonym in all entries of a log."""
    recorded = Recorded()
    other = Disposed("o2", recorded.evaluation.findings[0].decision, "due", "explained", REASON, AUTHOR, date(2027, 1, 1), False)
    recorded.receipts += recorded.recorder.record_dispositions([other])
    first, second = recorded.entry(0), recorded.entry(-1)
    assert first["author"] == second["author"]
    assert not {first["subject"], first["reason"], first["ref"]} & {second["subject"], second["reason"], second["ref"]}


def test_erasing_the_official_leaves_no_reason() -> None:
    """With the official's key goes what was written about them; the officer's name stays until the officer is erased."""
    recorded = Recorded()
    erase("o1", log=recorded.log, keyring=recorded.keyring, vault=recorded.vault)
    assert said_of(recorded.entry(), recorded.keyring, recorded.vault) == (None, AUTHOR)
    erase(AUTHOR, log=recorded.log, keyring=recorded.keyring, vault=recorded.vault, kind="author")
    assert said_of(recorded.entry(), recorded.keyring, recorded.vault) == (None, None)


def test_replay_passes_by_what_is_no_evaluation() -> None:
    """Replaying the whole log says of a disposition that there is nothing to decide."""
    recorded = Recorded()
    verdicts = [one.verdict for one in Replayer(recorded.log, recorded.keyring, recorded.vault).replay_all()]
    assert verdicts == ["SAME", *["NO-EVALUATION"] * len(recorded.receipts)]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_is_kept_as_it_was_written(text: str) -> None:
    """What an officer wrote comes back letter by letter."""
    recorded = Recorded(reason=text)
    assert said_of(recorded.entry(), recorded.keyring, recorded.vault)[0] == text


def test_what_is_no_text_is_refused_whole() -> None:
    """Half of a character in a reason stops all dispositions, without repeating it."""
    with pytest.raises(DeclarationError) as caught:
        Recorded(reason="Zq7 \ud800")
    assert caught.value.code == "not-canonical"
    assert "Zq7" not in str(caught.value)


def test_nothing_disposed_of_is_nothing_recorded() -> None:
    """Without dispositions no entry is made; without a vault the entry alone is kept."""
    keys, plain = keyring(), log()
    recorder = Recorder(engine(), plain, keys)
    evaluation = recorder.evaluate(wedding())
    before = plain.size
    assert recorder.record_dispositions([]) == []
    disposed = Disposed("o1", evaluation.findings[0].decision, "due", "accepted", REASON, AUTHOR, date(2027, 1, 1), False)
    (receipt,) = recorder.record_dispositions([disposed])
    assert plain.size == before + 1
    entry = json.loads(plain.read(receipt.index))
    assert entry["holds"] is False
    assert said_of(entry, keys, MemoryVault()) == (None, None)
