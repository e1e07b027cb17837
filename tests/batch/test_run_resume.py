"""A run that is ended before its time goes on where it ended, and its files come out as if nothing had happened."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support_run import AS_OF, every_rule, example, files_of, national

from integrityrules.batch.leaves.verify import verify_run
from integrityrules.batch.run import everybody, open_run, run_audit, workers
from integrityrules.batch.run.places import Places
from integrityrules.batch.sieve import Sieve
from integrityrules.batch.stage import Stage
from integrityrules.errors import EngineError, RunError, UsageError
from integrityrules.trail import create_trail, open_trail

SHARDS = 5
COMMAND = """
import sys
from datetime import date
from integrityrules.batch.leaves import TrailPlace
from integrityrules.batch.run import run_audit
from integrityrules.library import load_engine
day, shards, trail = date.fromisoformat(sys.argv[3]), int(sys.argv[4]), sys.argv[5:]
run_audit(sys.argv[1], sys.argv[2], load_engine(), as_of=day, shards=shards, workers=2, trail=TrailPlace(*trail) if trail else None)
"""


@pytest.fixture(scope="module")
def input(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return example(tmp_path_factory.mktemp("input"), 80)


@pytest.fixture(scope="module")
def whole(input: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Returns the folder of a run that nothing interrupted."""
    folder = tmp_path_factory.mktemp("whole") / "run"
    run_audit(input, folder, national(), as_of=AS_OF, shards=SHARDS, workers=0)
    return folder


def begin(input: Path, folder: Path, *trail: Path) -> subprocess.Popen[bytes]:
    arguments = [input, folder, AS_OF.isoformat(), SHARDS, *trail]
    return subprocess.Popen([sys.executable, "-c", COMMAND, *map(str, arguments)])


def wait_for(reached: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Waits until something has happened, or the process has ended."""
    while not reached() and process.poll() is None:
        time.sleep(0.002)


def accounts(folder: Path) -> int:
    return len(list((folder / "accounts").glob("*.json")))


def test_killed_at_any_moment_it_comes_out_the_same(input: Path, whole: Path, tmp_path: Path) -> None:
    """Killed while it stages, between shards and inside them, the next call goes on; all files are equal to the byte in the end."""
    folder = tmp_path / "run"
    moments: list[Callable[[], bool]] = [
        lambda: (folder / "stage.duckdb.part").exists(),
        lambda: (folder / "run.json").exists(),
        lambda: any((folder / "findings").glob(".*.part")),
        lambda: accounts(folder) >= 2,
        lambda: accounts(folder) >= 4,
    ]
    killed = 0
    for moment in moments:
        process = begin(input, folder)
        wait_for(moment, process)
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
        if accounts(folder) <= SHARDS:
            with pytest.raises(UsageError) as raised:
                open_run(folder)
            assert raised.value.code in ("not-a-run", "unfinished-run")
    assert killed >= 3
    assert begin(input, folder).wait() == 0
    assert files_of(folder) == files_of(whole)
    assert not list(Places(folder).leftovers())


def test_killed_with_a_trail_it_is_recorded_once_and_whole(input: Path, whole: Path, tmp_path: Path) -> None:
    """Killed between shards and while it is bound, the next call goes on: the same findings, leaves that verify, one entry of the run."""
    folder, trail = tmp_path / "run", tmp_path / "coi.trail"
    create_trail(trail, origin="coi.kementerian.example.go.id/trail").close()
    moments: list[Callable[[], bool]] = [
        lambda: accounts(folder) >= 2,
        lambda: len(list((folder / "leaves").glob("shard-*"))) >= SHARDS - 1,
        lambda: accounts(folder) > SHARDS,
    ]
    killed = 0
    for moment in moments:
        process = begin(input, folder, trail)
        wait_for(moment, process)
        killed += process.poll() is None
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert killed >= 2
    assert begin(input, folder, trail).wait() == 0
    assert begin(input, folder, trail).wait() == 0
    assert list(open_run(folder).lines()) == list(open_run(whole).lines())
    with open_trail(trail) as opened:
        verified = verify_run(opened.log, folder)
        kinds = [json.loads(opened.log.read(index))["kind"] for index in range(opened.log.size)]
    assert verified.is_sound
    assert verified.leaves == open_run(folder).account.counts.read
    assert kinds.count("batch") == 1


def test_the_number_of_processes_changes_nothing(input: Path, whole: Path, tmp_path: Path) -> None:
    """In several processes as in this one: equal files."""
    run_audit(input, tmp_path / "run", national(), as_of=AS_OF, shards=SHARDS, workers=3)
    assert files_of(tmp_path / "run") == files_of(whole)


def test_the_sieve_changes_nothing_but_who_is_settled(input: Path, whole: Path, tmp_path: Path) -> None:
    """Without the sieve everybody is decided one by one, and the same is found."""
    plain = run_audit(input, tmp_path / "run", national(), as_of=AS_OF, shards=SHARDS, workers=0, propose=everybody)
    sieved = open_run(whole)
    assert list(plain.lines()) == list(sieved.lines())
    assert plain.account.sheets == sieved.account.sheets
    assert plain.account.settled == 0


def test_a_proposer_of_strangers_is_refused(input: Path, tmp_path: Path) -> None:
    """Whom no shard has would never be decided: nothing is left out in silence, and nothing is kept that the next start would take."""

    def strangers(stage: Stage, sieve: Sieve) -> None:
        stage.database.execute("CREATE TEMP TABLE proposed AS SELECT 'nobody' AS official, NULL::VARCHAR AS kind, NULL::VARCHAR AS id")

    with pytest.raises(EngineError, match="no shard"):
        run_audit(input, tmp_path / "run", national(), as_of=AS_OF, shards=SHARDS, workers=0, propose=strangers)
    assert not (tmp_path / "run" / "proposed.parquet").exists()


@pytest.mark.parametrize("lost", ["complete.json", "accounts/shard-0001.json", "findings/shard-0002.parquet"])
def test_a_run_that_lost_a_file_is_refused_until_it_is_run_again(input: Path, whole: Path, tmp_path: Path, lost: str) -> None:
    """Half a run never looks whole; running it again makes what is missing, and nothing else."""
    folder = tmp_path / "run"
    run_audit(input, folder, national(), as_of=AS_OF, shards=SHARDS, workers=0)
    (folder / lost).unlink()
    with pytest.raises(UsageError) as raised:
        open_run(folder)
    assert raised.value.code == "unfinished-run"
    kept = (folder / "findings" / "shard-0000.parquet").stat().st_mtime_ns
    run_audit(input, folder, national(), as_of=AS_OF, shards=SHARDS, workers=0)
    assert files_of(folder) == files_of(whole)
    assert (folder / "findings" / "shard-0000.parquet").stat().st_mtime_ns == kept


def test_other_settings_are_refused(input: Path, whole: Path, tmp_path: Path) -> None:
    """A folder takes one day, one law, one input and one number of shards; the message names what differs."""
    before = files_of(whole)
    changes: tuple[tuple[dict[str, Any], str], ...] = (
        ({"as_of": AS_OF.replace(day=29)}, "as_of"),
        ({"shards": SHARDS + 1}, "shards"),
        ({"engine": every_rule()}, "rulesets"),
        ({"input": example(tmp_path / "other", 30)}, "input"),
    )
    for change, name in changes:
        call: dict[str, Any] = {"input": input, "engine": national(), "as_of": AS_OF, "shards": SHARDS, **change}
        with pytest.raises(UsageError, match=name) as raised:
            run_audit(call.pop("input"), whole, call.pop("engine"), workers=0, **call)
        assert raised.value.code == "other-run"
    assert files_of(whole) == before


def test_a_folder_at_which_another_process_works_is_refused(input: Path, tmp_path: Path) -> None:
    """Two runs never write into one folder."""
    folder = tmp_path / "run"
    process = begin(input, folder)
    try:
        wait_for(lambda: (folder / "stage.duckdb.part").exists(), process)
        with pytest.raises(UsageError) as raised:
            run_audit(input, folder, national(), as_of=AS_OF, shards=SHARDS, workers=0)
        assert raised.value.code == "folder-in-use"
    finally:
        process.kill()
        process.wait()


def test_a_worker_that_is_killed_ends_the_run_with_advice_and_the_next_goes_on(
    input: Path, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the kernel kills a process when the memory is used up."""
    started = []
    start = workers._start

    def start_and_remember() -> subprocess.Popen[bytes]:
        started.append(start())
        return started[-1]

    def kill_all(_: object) -> None:
        for process in started:
            if process.poll() is None:
                os.kill(process.pid, signal.SIGKILL)

    monkeypatch.setattr(workers, "_start", start_and_remember)
    folder = tmp_path / "run"
    with pytest.raises(RunError, match="memory") as raised:
        run_audit(input, folder, national(), as_of=AS_OF, shards=SHARDS, workers=2, progress=kill_all)
    assert raised.value.code == "run-ended"
    assert all(process.poll() is not None for process in started)
    monkeypatch.undo()
    run_audit(input, folder, national(), as_of=AS_OF, shards=SHARDS, workers=2)
    assert files_of(folder) == files_of(whole)


def test_the_folder_of_a_run_names_the_law_and_no_person(whole: Path) -> None:
    """`run.json` and `complete.json` hold digests and counts."""
    settings = json.loads((whole / "run.json").read_text())
    assert settings["as_of"] == AS_OF.isoformat()
    assert "asn/gratification" in [ruleset["id"] for ruleset in settings["rulesets"]]
    complete = json.loads((whole / "complete.json").read_text())
    assert complete["settings"] == settings
    assert len(complete["account"]["files"]["findings"]) == SHARDS + 1
