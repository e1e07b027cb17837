"""What was acknowledged is there after a crash, and every change is told at least once under a number of its own."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from monitor_streams import Stream, evaluated, small_rules
from shared_material import REPOSITORY
from support_rules import engine_of
from test_monitor_streams import IS_NIGHTLY, KINDS, Told, standing

from integrityrules.engine import Engine
from integrityrules.monitor import Monitor, MonitorError

AS_OF = date(2026, 3, 2)
GIFT = {"id": "g1", "giver": "firm", "accepted": True, "received_on": "2026-01-05", "value_idr": 2_000_000}


@cache
def engine() -> Engine:
    return engine_of(small_rules())


def opened(store: Path, **keys: Any) -> Monitor:
    return Monitor(engine(), store=store, matcher="indexed", **keys)


def test_everything_survives_a_restart(tmp_path: Path) -> None:
    """Facts, what is declared in full, the day, the numbers, and the changes that nobody forgot."""
    store = tmp_path / "store"
    with opened(store, as_of=AS_OF) as monitor:
        monitor.state(GIFT, "o1", kind="gift")
        monitor.state({**GIFT, "stated_by": "hr", "basis": "register"}, "o1", kind="gift")
        monitor.state(
            {"id": "o1", "person": {"own": "p"}, "employment": [{"value": "pns", "from": "2020-01-01", "until": "ongoing"}]},
            kind="official",
        )
        monitor.declare_in_full({"gifts": True, "side_positions": {"from": "2020-01-01", "until": "2026-12-31"}}, "o1")
        monitor.load([{"advance": "2026-04-01"}], position=17)
        before = (monitor.findings(), monitor.changes(), monitor.last_seq, monitor.run)
    assert before[1] != ()
    with opened(store) as monitor:
        assert (monitor.findings(), monitor.changes(), monitor.last_seq, monitor.run) == before
        assert (monitor.as_of, monitor.position) == (date(2026, 4, 1), 17)
        monitor.forget_changes(before[2] - 1)
        assert [change.seq for change in monitor.changes()] == [before[2]]
        assert monitor.changes(before[2]) == ()
        monitor.forget_changes(before[2])
        (change, *_) = monitor.withdraw("gift", "g1")
        assert change.seq == before[2] + 1


def test_other_rules_after_a_restart_are_changes(tmp_path: Path) -> None:
    """What new rules make of the same facts is told, and what the old ones said goes."""
    store = tmp_path / "store"
    with opened(store, as_of=AS_OF) as monitor:
        monitor.state(GIFT, "o1", kind="gift")
        before = {(one.finding["rule"], one.finding["id"]) for one in monitor.findings()}
    other = engine_of(small_rules().replace("id: sum", "id: renamed"))
    with Monitor(other, store=store, matcher="indexed") as monitor:
        told = {(change.what, change.finding["rule"]) for change in monitor.changes() if change.cause == ()}
        assert ("went", "sum") in told
        assert ("appeared", "renamed") in told
        after = {(one.finding["rule"], one.finding["id"]) for one in monitor.findings()}
    assert {rule for rule, _ in before - after} == {"sum"}


def test_one_monitor_at_a_time(tmp_path: Path) -> None:
    """A store in use is locked; once it is closed, another monitor opens it."""
    with opened(tmp_path / "store", as_of=AS_OF):
        with pytest.raises(MonitorError) as caught:
            opened(tmp_path / "store")
        assert caught.value.code == "store-locked"
    opened(tmp_path / "store").close()


@pytest.mark.parametrize("content", [b"no database at all, but long enough to be one" * 40, None])
def test_a_file_that_is_no_store_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """Whatever it is, it is left as it is, and its text is in no message."""
    path = tmp_path / "store"
    if content is None:
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE secret (name TEXT)")
        other.close()
    else:
        path.write_bytes(content)
    before = path.read_bytes()
    with pytest.raises(MonitorError) as caught:
        opened(path)
    assert caught.value.code == "unreadable-store"
    assert "secret" not in str(caught.value)
    assert path.read_bytes()[:4096][100:] == before[:4096][100:]


def test_the_store_is_its_owners(tmp_path: Path) -> None:
    """It holds what was declared: nobody else may read it, nor what SQLite lays beside it."""
    with opened(tmp_path / "store", as_of=AS_OF) as monitor:
        monitor.state(GIFT, "o1", kind="gift")
        assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}


def test_a_store_that_cannot_be_written_stops_the_monitor(tmp_path: Path) -> None:
    """Nothing is told that is not durable; what is in the store is as it was, and a monitor opened anew goes on from there."""
    store = tmp_path / "store"
    monitor = opened(store, as_of=AS_OF)
    monitor.state(GIFT, "o1", kind="gift")
    before = monitor.last_seq, monitor.findings()
    assert monitor._store is not None
    pages = monitor._store._db.execute("PRAGMA page_count").fetchone()[0]
    monitor._store._db.execute(f"PRAGMA max_page_count = {pages}")  # the disk is full
    records = [{"state": "gift", "official": "o1", "id": f"x{number}", "accepted": True} for number in range(500)]
    with pytest.raises(MonitorError) as caught:
        monitor.load(records)
    assert caught.value.code == "store-failed"
    with pytest.raises(MonitorError) as caught:
        monitor.findings()
    assert caught.value.code == "monitor-failed"
    monitor.close()
    with opened(store) as again:
        assert (again.last_seq, again.findings()) == before
        again.load(records[:3])


# ---- kill -9 --------------------------------------------------------------------------------------------------------------------------

VICTIM = """
import json, sys
sys.path[:0] = json.loads(sys.argv[1])
from random import Random
from monitor_streams import Stream
from test_monitor_store import KINDS, engine
from integrityrules.monitor import Monitor
stream = Stream(Random(int(sys.argv[3])), kinds=KINDS)
start = stream.as_of
acts = [stream.step() for _ in range(int(sys.argv[4]))]
with Monitor(engine(), as_of=None if sys.argv[5] == "again" else start, store=sys.argv[2], matcher="indexed") as monitor:
    print(json.dumps({"position": monitor.position, "seq": monitor.last_seq}), flush=True)
    for place, act in enumerate(acts, start=1):
        if place > monitor.position:
            changes = monitor.load([act], position=place)
            print(json.dumps({"position": place, "seq": monitor.last_seq, "told": [change.seq for change in changes]}), flush=True)
"""


@pytest.mark.parametrize("seed", range(40 if IS_NIGHTLY else 3))
def test_nothing_acknowledged_is_lost_when_it_is_killed(tmp_path: Path, seed: int) -> None:
    """Killed at random points of a stream, again and again: nothing acknowledged is lost, every change is told, under its one number."""
    random, steps, store = Random(seed), 60, tmp_path / "store"
    paths = json.dumps([str(REPOSITORY), str(REPOSITORY / "tests"), str(REPOSITORY / "tests" / "monitor")])
    heard: set[int] = set()
    acknowledged = 0
    for run in range(6):
        command = [sys.executable, "-c", VICTIM, paths, str(store), str(seed), str(steps), "first" if run == 0 else "again"]
        victim = subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
        assert victim.stdout is not None
        lives = random.randrange(1, 15) if run < 5 else steps + 1
        for number, line in enumerate(victim.stdout):
            said = json.loads(line)
            assert said["position"] >= acknowledged
            acknowledged = said["position"]
            heard.update(said.get("told", ()))
            if number >= lives:
                os.kill(victim.pid, signal.SIGKILL)
                break
        victim.stdout.close()
        victim.wait()
    assert acknowledged == steps
    stream = Stream(Random(seed), kinds=KINDS)
    for _ in range(steps):
        stream.step()
    with opened(store) as monitor:
        assert standing(monitor) == evaluated(engine(), stream)
        kept = monitor.changes()
        assert [change.seq for change in kept] == list(range(1, monitor.last_seq + 1))
        assert heard <= {change.seq for change in kept}  # told once already, or told now: at least once
        told = Told()
        told.hear(kept)
        assert told.knows(monitor)
