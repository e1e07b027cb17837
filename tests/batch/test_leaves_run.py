"""A run with a trail: one leaf for each row, each provable to the signed checkpoint, and the same files whatever interrupts it."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from support_leaves import AS_OF, ORIGIN, SHEETS, again, law, make_run, names_of, prove, public_key, trail_of, write_input

from integrityrules.batch.leaves.manifest import TrailPlace, bound_in, manifest_of
from integrityrules.batch.leaves.places import LeafLog, open_leaves
from integrityrules.batch.leaves.prove import RowName, prove_row
from integrityrules.batch.leaves.verify import verify_run
from integrityrules.batch.run import RunResult, everybody, in_columns, run_audit
from integrityrules.errors import TrailError, UsageError
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.reading import read_registers
from integrityrules.library import load_engine
from integrityrules.trail import create_trail
from integrityrules.trail.canonical import parse_exactly
from integrityrules.trail.offline import NotProvenError, main, verify_row


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, RunResult]:
    place = tmp_path_factory.mktemp("leaves")
    return place, make_run(place)


def test_every_row_is_proven_and_shown(made: tuple[Path, RunResult]) -> None:
    """Settled, decided with its findings, rejected with its reasons, later: each row's outcome is the one the run gave it."""
    place, result = made
    found: dict[tuple[str, str], list[list[str]]] = {}
    with trail_of(place) as trail:
        for name in names_of(place / "run"):
            shown, proven = prove(place, trail, name)
            assert (proven.sheet, proven.run) == (name.sheet, open_leaves(place / "run").run)
            said = {cell: text for cell, _, text in shown["cells"]}
            assert said.get("id") == name.id
            assert said.get("official_id") == name.official
            found.setdefault((name.sheet, name.id or name.official or ""), []).append(shown["outcome"])
    words = Counter(outcome[0] for outcomes in found.values() for outcome in outcomes)
    assert sum(words.values()) == sum(len(rows) - 1 for rows in SHEETS.values()) == result.account.counts.read
    assert words["rejected"] == result.account.counts.rejected
    assert words["later"] == 1
    assert found["gifts", "CanaryGq4"] == [["later"]]
    assert found["gifts", "CanaryGq5"][0][0] == "rejected"
    assert "not-an-amount" in found["gifts", "CanaryGq5"][0]
    assert "unknown-official" in found["gifts", "CanaryGq9"][0]
    assert "missing-official-id" in found["gifts", "CanaryGq10"][0]
    assert "unknown-code" in found["officials", "CanaryAq3"][0]
    assert [outcome[:2] for outcome in found["officials", "CanaryAq5"]] == [["rejected", "duplicate-id"]] * 2
    assert found["contests", "CanaryKq1"] == [["shared"]]
    lines = [json.loads(line) for line in result.lines()]
    own = [f"{line['id']} {line['state']}" for line in lines if line["fact"]["id"] == "CanaryGq1"]
    assert own
    assert found["gifts", "CanaryGq1"] == [["decided", *own]] * 2  # two sources state this gift
    told = {said for outcomes in found.values() for outcome in outcomes for said in outcome[1:] if outcome[0] != "rejected"}
    assert told == {f"{line['id']} {line['state']}" for line in lines}


def test_the_entry_says_what_was_read_and_found(made: tuple[Path, RunResult]) -> None:
    """Rows by sheet, findings by state, law by digest, one root for each shard; and neither names nor digests without a key."""
    place, result = made
    with trail_of(place) as trail:
        index, entry = manifest_of(trail.log, open_leaves(place / "run").run)
        body = trail.log.read(index)
        assert trail.keys.find(entry["run"], kind="run") is not None
        assert list(trail.log.blobs()) == sorted(ref["digest"] for ref in (*entry["rulesets"], *entry["calendars"]))
        assert [replayed.verdict for replayed in trail.replayer().replay_all()] == ["NO-EVALUATION"]
    assert parse_exactly(body) == entry
    assert entry["as_of"] == AS_OF.isoformat()
    assert entry["findings"] == dict(result.account.states)
    assert {sheet: counts["read"] for sheet, counts in entry["sheets"].items()} == {name: len(rows) - 1 for name, rows in SHEETS.items()}
    assert [(ref["id"], ref["digest"]) for ref in entry["rulesets"]] == [(one["id"], one["digest"]) for one in result.settings["rulesets"]]
    assert [one.name for one in bound_in(entry)] == ["registers", "shard-0000", "shard-0001"]
    assert sum(one.size for one in bound_in(entry)) == result.account.counts.read
    assert not any(file["sha256"].encode() in body for file in result.settings["input"])
    assert b"Canary" not in body


def test_whom_columns_settle_is_said_so(made: tuple[Path, RunResult], tmp_path: Path) -> None:
    """With a sieve, rows of officials of whom nothing can be found say that; all others say what they said without."""
    place, result = made
    create_trail(tmp_path / "coi.trail", origin=ORIGIN).close()
    sieved = again(tmp_path, place / "in", propose=in_columns)
    assert list(sieved.lines()) == list(result.lines())
    assert 0 < sieved.account.settled < sieved.account.officials
    words = {}
    for run in (place, tmp_path):
        with trail_of(run) as trail:
            words[run] = [prove(run, trail, name)[0]["outcome"] for name in names_of(run / "run")]
    assert {(before[0], after[0]) for before, after in zip(words[place], words[tmp_path], strict=True) if before != after} == {
        ("decided", "settled")
    }


def test_leaves_do_not_change_what_is_found(made: tuple[Path, RunResult], tmp_path: Path) -> None:
    """With and without a trail the findings are the same; a finished run can be given its leaves afterwards."""
    place, result = made
    plain = run_audit(place / "in", tmp_path / "run", law(), as_of=AS_OF, shards=2, workers=0, propose=everybody)
    assert list(plain.lines()) == list(result.lines())
    with pytest.raises(UsageError, match="no run with leaves"):
        open_leaves(tmp_path / "run")
    create_trail(tmp_path / "coi.trail", origin=ORIGIN).close()
    later = again(tmp_path, place / "in")
    assert list(later.lines()) == list(result.lines())
    with trail_of(tmp_path) as trail:
        assert verify_run(trail.log, tmp_path / "run").is_sound
        assert trail.log.size == 1
        assert len(trail.log.checkpoints()) == 1


@pytest.mark.parametrize("lost", ["complete.json", "leaves/shard-0001.json", "leaves/shard-0000.parquet", "accounts/shard-0001.json"])
def test_a_restart_gives_the_same_bytes(made: tuple[Path, RunResult], tmp_path: Path, lost: str) -> None:
    """Whatever was not written yet is written as it would have been, and the run is in the log once."""
    shutil.copytree(made[0], tmp_path / "copy")
    place = tmp_path / "copy"
    before = leaf_files(place)
    (place / "run" / lost).unlink()
    (place / "run" / "leaves" / ".shard-0001.parquet.1.part").write_bytes(b"half")
    again(place, place / "in")
    assert leaf_files(place) == before
    with trail_of(place) as trail:
        assert trail.log.size == 1
        assert verify_run(trail.log, place / "run").is_sound


def leaf_files(place: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((place / "run" / "leaves").iterdir())}


def test_processes_write_the_same_leaves(made: tuple[Path, RunResult], tmp_path: Path) -> None:
    """Keys are opened in each process and never travel; the leaves are those of a run in one process, under the same keys."""
    shutil.copytree(made[0], tmp_path / "copy")
    place = tmp_path / "copy"
    before = leaf_files(place)
    for path in (place / "run" / "leaves").glob("*.parquet"):
        path.unlink()
    again(place, place / "in", workers=2)
    assert leaf_files(place) == before


def test_the_log_takes_a_run_once(made: tuple[Path, RunResult], tmp_path: Path) -> None:
    """A run that was bound cannot be bound to other leaves; leaves of one trail are no other's."""
    shutil.copytree(made[0], tmp_path / "copy")
    place = tmp_path / "copy"
    account = place / "run" / "leaves" / "shard-0000.json"
    said: dict[str, Any] = json.loads(account.read_text())
    account.write_text(json.dumps({**said, "root": "0" * 64}))
    (place / "run" / "complete.json").unlink()
    with pytest.raises(TrailError) as error:
        again(place, place / "in")
    assert error.value.code == "key-conflict"
    assert not (place / "run" / "complete.json").exists()
    create_trail(tmp_path / "other.trail", origin="audit.example.go.id/other").close()
    with pytest.raises(UsageError) as wrong:
        again(place, place / "in", trail=TrailPlace(tmp_path / "other.trail"))
    assert wrong.value.code == "other-run"


def test_without_a_trail_nothing_is_shown(made: tuple[Path, RunResult], tmp_path: Path) -> None:
    """A trail that is not there, or without keys, stops the run before it begins."""
    for make, code in ((lambda: None, "no-log"), (lambda: drop_keys(tmp_path), "no-key")):
        make()
        with pytest.raises(TrailError) as error:
            again(tmp_path, made[0] / "in")
        assert error.value.code == code
        assert not (tmp_path / "run" / "complete.json").exists()


def drop_keys(place: Path) -> None:
    create_trail(place / "coi.trail", origin=ORIGIN).close()
    (place / "coi.trail.keys" / "master.key").unlink()


def test_a_row_that_is_not_there_is_not_proven(made: tuple[Path, RunResult]) -> None:
    """An id, an official or a sheet that nobody declared."""
    place, _ = made
    with trail_of(place) as trail:
        for name in (
            RowName("gifts", "CanaryGq1", "CanaryAq2"),
            RowName("gifts", "CanaryGq1", "CanaryAq1", 2),
            RowName("gifts", "G", "nobody"),
        ):
            with pytest.raises(TrailError) as error:
                prove_row(trail, place / "run", name)
            assert error.value.code == "no-row"
        with pytest.raises(UsageError) as wrong:
            prove_row(trail, place / "run", RowName("gift", "CanaryGq1", "CanaryAq1"))
        assert wrong.value.code == "unknown-sheet"


def test_a_proof_shows_nothing_but_its_row(made: tuple[Path, RunResult]) -> None:
    """Every character of a proof counts; another row, outcome or key is refused; the proof itself holds nothing that was declared."""
    place, _ = made
    name = RowName("gifts", "CanaryGq1", "CanaryAq1")
    with trail_of(place) as trail:
        proof = prove_row(trail, place / "run", name)
        shown, _ = prove(place, trail, name)
    text, key = str(proof), public_key(place)
    assert verify_row(text, "", key, ORIGIN).place == proof.place
    assert "Canary" not in text
    assert proof.secret.hex() not in text
    head = text.split("entry ")[0]
    for place_in in range(0, len(head), 3):
        char = "A" if head[place_in] != "A" else "B"
        with pytest.raises(NotProvenError):
            verify_row(text[:place_in] + char + text[place_in + 1 :], "", key, ORIGIN)
    changed = [
        {**shown, "outcome": ["settled"]},
        {**shown, "sheet": "bids"},
        {**shown, "secret": "00" * 32},
        {**shown, "cells": shown["cells"][1:]},
        {
            **shown,
            "cells": [[name, kind, text + "0"] if name == "value_idr" else [name, kind, text] for name, kind, text in shown["cells"]],
        },
        {**shown, "format": "integrityrules/row/2"},
        [],
    ]
    for wrong in changed:
        with pytest.raises(NotProvenError):
            verify_row(text, json.dumps(wrong), key, ORIGIN)
    with pytest.raises(NotProvenError):
        verify_row(text, "", key, "audit.example.go.id/other")


def test_the_offline_program_checks_a_row(made: tuple[Path, RunResult], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """One file of the library, called as a program, says what it proves; a changed row has exit code 5."""
    place, _ = made
    name = RowName("gifts", "CanaryGq2", "CanaryAq2")
    with trail_of(place) as trail:
        (tmp_path / "proof").write_text(str(prove_row(trail, place / "run", name)))
        shown, _ = prove(place, trail, name)
    (tmp_path / "row").write_text(json.dumps(shown))
    (tmp_path / "changed").write_text(json.dumps({**shown, "outcome": ["decided"] if shown["outcome"] == ["settled"] else ["settled"]}))
    calls = [
        [str(tmp_path / "proof"), entry, public_key(place), ORIGIN] for entry in (str(tmp_path / "row"), "-", str(tmp_path / "changed"))
    ]
    assert [main(call) for call in calls] == [0, 0, 5]
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("PROVEN: shown row of gifts: leaf ")
    assert said[1].startswith("PROVEN: row of gifts: leaf ")
    assert said[2].startswith("NOT PROVEN: step 9: ")


def test_what_a_process_is_told_holds_no_key(made: tuple[Path, RunResult]) -> None:
    """The place of the keys travels, not the keys."""
    log = TrailPlace(made[0] / "coi.trail").begin(made[0] / "run")
    assert isinstance(log, LeafLog)
    assert log.keys == made[0] / "coi.trail.keys"


def test_an_input_without_a_row_has_a_trail_too(tmp_path: Path) -> None:
    """No leaf, and still an entry that says so."""
    create_trail(tmp_path / "coi.trail", origin=ORIGIN).close()
    again(tmp_path, write_input(tmp_path / "in", {"officials": [["official_id"]]}))
    with trail_of(tmp_path) as trail:
        found = verify_run(trail.log, tmp_path / "run")
        assert (found.is_sound, found.leaves, found.shards) == (True, 0, 3)


def test_what_is_found_of_a_register_that_came_with_the_engine_needs_no_row(tmp_path: Path) -> None:
    """A tender that no row says, with signs of collusion: the run is recorded, and finds what the engine finds alone."""
    signs = {"document_author": "x", "upload_address": "i", "error_pattern": "e", "offered_on": "2025-06-02"}
    bids = [{"id": id, "package": "road", "bidder": f"pt-{id}", **signs} for id in "abc"]
    packages = [{"id": "road", "category": "construction", "method": "tender", "tender_on": "2025-06-02"}]
    engine = load_engine(registers=[read_registers({"packages": packages, "bids": bids})])
    create_trail(tmp_path / "coi.trail", origin=ORIGIN).close()
    result = again(tmp_path, write_input(tmp_path / "in"), engine=engine)
    alone = {finding.id for finding in engine.evaluate(Dossier(as_of=AS_OF)).findings if finding.fact == "road"}
    assert alone
    assert {line["id"] for line in map(json.loads, result.lines()) if line["fact"]["id"] == "road"} == alone
    with trail_of(tmp_path) as trail:
        assert verify_run(trail.log, tmp_path / "run").is_sound
