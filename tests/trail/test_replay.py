"""Replay: an entry proves what followed from which input under which law, or says in one word why it cannot."""

from __future__ import annotations

from typing import Any

import pytest
from support_rules import HEAD, engine_of, gift, with_gifts
from support_trail import canary_dossier, engine, found_in, keyring, log, wedding

from integrityrules.engine import Engine
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.trail.canonical import encode, parse
from integrityrules.trail.content import ruleset_content
from integrityrules.trail.erase import erase
from integrityrules.trail.recorder import Recorder
from integrityrules.trail.replay import MEANINGS, Replayer
from integrityrules.trail.vault import MemoryVault

LIMIT = """
rules:
  - id: large
    kind: indicator
    title: {id: Besar, en: Large}
    about: gift
    in_force: {from: 2020-01-01}
    when:
      all:
        - gift.accepted
        - gift.value_idr > LIMIT
    track: reporting
    executability: full
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
"""


def law(limit: int) -> Engine:
    return engine_of(LIMIT.replace("LIMIT", str(limit)))


def declared(value: int) -> Dossier:
    return read_dossier({"as_of": "2026-03-02", **with_gifts(gift(value_idr=value))})


def forged(memory: Any, ring: Any, by: Engine, shown: Engine, dossier: Dossier, **changes: Any) -> int:
    """Appends an entry decided by one law that claims to be decided by another; returns its index."""
    Recorder(shown, memory, ring)  # which stores the law that is shown
    entry = dict(Recorder(by, log(), ring).record(dossier).entry)
    entry |= {"rulesets": ruleset_content(shown.rulebook).refs, **changes}
    return int(memory.append(encode(entry)).index)


def test_an_entry_replays_from_the_trail_alone() -> None:
    """With the vault, nothing but log and keys is needed: rulesets, calendars, registers and the input come from there."""
    memory, ring, vault = log(), keyring(), MemoryVault()
    recorder = Recorder(engine(), memory, ring, vault)
    recorder.record(canary_dossier(), registers=[read_registers({"bids": [{"id": "b1", "bidder": {"name": "Tuan X"}}]})])
    recorder.record(wedding())
    recorder.close_run(read=2)
    assert [result.verdict for result in Replayer(memory, ring, vault).replay_all()] == ["SAME", "SAME", "NO-EVALUATION"]


def test_an_entry_replays_from_the_input_of_the_caller() -> None:
    """Without a vault the caller gives the input; another input, or another's, is told from it."""
    memory, ring = log(), keyring()
    Recorder(engine(), memory, ring).record(wedding())
    replayer = Replayer(memory, ring)
    assert replayer.replay(0).verdict == "INPUT-MISSING"
    assert replayer.replay(0, wedding()).verdict == "SAME"
    assert replayer.replay(0, wedding(value_idr=1)).verdict == "INPUT-DIFFERS"
    assert replayer.replay(0, wedding("o2")).verdict == "INPUT-DIFFERS"


def test_a_difference_is_told_down_to_the_clause() -> None:
    """An entry that does not follow from the law it names is found, with rule, outcome and the clause that came out otherwise."""
    memory, ring = log(), keyring()
    index = forged(memory, ring, law(100_000), law(900_000), declared(500_000))
    result = Replayer(memory, ring).replay(index, declared(500_000))
    assert result.verdict == "REPLAY-DIFF"
    difference = result.difference
    assert difference is not None
    assert (difference.rule, difference.field, difference.recorded, difference.replayed) == (
        "large",
        "outcome",
        "applies",
        "does_not_apply",
    )
    assert difference.clause == "gift.value_idr > 900000"
    assert difference.place.startswith("rules.yaml:")
    assert (difference.clause_recorded, difference.clause_replayed) == ("true", "false")
    assert "clause `gift.value_idr > 900000`" in str(difference)


def test_a_finding_left_out_is_told() -> None:
    """An entry from which a finding was left out, or in which an outcome was changed, differs when decided again."""
    memory, ring = log(), keyring()
    honest = dict(Recorder(law(1), log(), ring).record(declared(5)).entry)
    left_out = forged(memory, ring, law(1), law(1), declared(5), findings=[])
    softened = [{**honest["findings"][0], "state": "met"}]
    changed = forged(memory, ring, law(1), law(1), declared(5), findings=softened)
    first, second = (Replayer(memory, ring).replay(index, declared(5)).difference for index in (left_out, changed))
    assert first is not None
    assert second is not None
    assert (first.rule, first.recorded, first.replayed) == ("large", None, "applies")
    assert (second.rule, second.field, second.recorded, second.replayed) == ("large", "state", "met", "review")
    assert second.clause == ""


@pytest.mark.parametrize(
    "changes, what",
    [({"counts": {"applies": 2}}, "counts"), ({"full": "0" * 64}, "full"), ({"committed": {"fields": 1, "root": "0" * 64}}, "committed")],
)
def test_every_part_is_compared(changes: dict[str, Any], what: str) -> None:
    """Counts, commitments and the digest of the full form are compared too."""
    memory, ring = log(), keyring()
    index = forged(memory, ring, law(1), law(1), declared(5), **changes)
    difference = Replayer(memory, ring).replay(index, declared(5)).difference
    assert difference is not None
    assert difference.what == what


def test_an_erased_person_is_erased() -> None:
    """After erasure a replay answers ERASED, with the input of the caller as well, and other people's entries replay as before."""
    memory, ring, vault = log(), keyring(), MemoryVault()
    recorder = Recorder(engine(), memory, ring, vault)
    recorder.record(wedding("o1"))
    recorder.record(wedding("o2"))
    (done,) = erase("o1", log=memory, keyring=ring, vault=vault)
    assert done.forgotten == 1
    replayer = Replayer(memory, ring, vault)
    assert [result.verdict for result in replayer.replay_all()] == ["ERASED", "SAME", "NO-EVALUATION"]
    assert replayer.replay(0, wedding("o1")).verdict == "ERASED"
    recorder.record(wedding("o1"))
    assert replayer.replay(0, wedding("o1")).verdict == "ERASED"
    assert replayer.replay(3).verdict == "SAME"


def test_an_erased_register_is_erased() -> None:
    """Erasing a register makes the entries that read it answer ERASED; recording with it again gives it a new key."""
    memory, ring, vault = log(), keyring(), MemoryVault()
    register = read_registers({"company_links": [{"id": "c1", "holder": "x"}]})
    recorder = Recorder(engine(), memory, ring, vault)
    entry = recorder.record(wedding(), registers=[register]).entry
    erase(entry["registers"][0]["name"], log=memory, keyring=ring, vault=vault, kind="register")
    assert Replayer(memory, ring, vault).replay(0).verdict == "ERASED"
    again = recorder.record(wedding(), registers=[register])
    assert Replayer(memory, ring, vault).replay(again.receipt.index).verdict == "SAME"


def test_what_is_missing_is_named() -> None:
    """A key store without the subject, content that is gone, another semantics version and a broken entry have a word each."""
    memory, ring = log(), keyring()
    recorded = Recorder(law(1), memory, ring).record(declared(5))
    assert Replayer(memory, keyring()).replay(0, declared(5)).verdict == "KEY-MISSING"
    gone = memory.append(encode({**recorded.entry, "rulesets": [{"id": "x", "version": "1", "digest": "0" * 64}]})).index
    later = memory.append(encode({**recorded.entry, "engine": {"version": "9.0.0", "semantics": 9}})).index
    broken = [memory.append(body).index for body in (b"no json", b'{"v": 1}', b"[]", encode({"v": 1, "kind": "evaluation"}), b'{"v":2}')]
    replayer = Replayer(memory, ring)
    assert [replayer.replay(index, declared(5)).verdict for index in (gone, later)] == ["RULESET-MISSING", "SEMANTICS-UNKNOWN"]
    assert {replayer.replay(index, declared(5)).verdict for index in broken} == {"UNREADABLE"}


def test_verdicts_and_differences_say_nothing_of_the_person() -> None:
    """No text form of a replay has a declared value in it."""
    memory, ring = log(), keyring()
    recorded = Recorder(engine(), memory, ring).record(canary_dossier())
    entry = parse(encode(dict(recorded.entry)))
    entry["findings"] = entry["findings"][1:]
    index = memory.append(encode(entry)).index
    result = Replayer(memory, ring).replay(index, canary_dossier())
    assert result.verdict == "REPLAY-DIFF"
    assert found_in(f"{result} {result.difference}".encode()) == []


def test_every_verdict_has_a_meaning() -> None:
    """The words of replay are explained, each in one line."""
    assert all(meaning and "\n" not in meaning for meaning in MEANINGS.values())
    assert "id: test/rules" in HEAD
