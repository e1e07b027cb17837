"""With a trail, each finding that appears, changes or goes is an entry before it is told, and says nothing that was declared."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from monitor_streams import small_rules
from support_rules import engine_of

from integrityrules.engine import Engine
from integrityrules.monitor import Monitor, MonitorError
from integrityrules.trail import Trail, TrailError, create_trail, open_trail
from integrityrules.trail.canonical import parse
from integrityrules.trail.verify import verify_log

AS_OF = date(2026, 3, 2)
GIFT = {"id": "gift-of-slamet", "giver": "firm-of-slamet", "accepted": True, "received_on": "2026-01-05", "value_idr": 2_123_456}


@cache
def engine() -> Engine:
    return engine_of(small_rules())


def entries(trail: Trail) -> list[dict[str, Any]]:
    return [parse(trail.log.read(index)) for index in range(trail.log.size)]


def opened(trail: Trail, store: Path | None = None) -> Monitor:
    return Monitor(engine(), as_of=AS_OF, matcher="indexed", trail=trail, store=store)


def test_each_change_is_an_entry(tmp_path: Path) -> None:
    """Of its kind, in the order of the numbers; the log verifies, and replaying passes over it."""
    with create_trail(tmp_path / "t", origin="test.example/monitor") as trail:
        with opened(trail) as monitor:
            changes = monitor.state(GIFT, "slamet", kind="gift")
            changes += monitor.correct({**GIFT, "reported_to_kpk_on": "2026-02-20"}, kind="gift")
            changes += monitor.advance(date(2026, 4, 1))
            changes += monitor.withdraw("gift", "gift-of-slamet")
        found = entries(trail)
        assert [(entry["kind"], entry["change"], entry["finding"]["rule"], entry["id"]) for entry in found] == [
            ("finding", change.what, change.finding["rule"], str(change.seq)) for change in changes
        ]
        assert {entry["change"] for entry in found} == {"appeared", "changed", "went"}
        assert verify_log(trail.log).entries == len(changes)
        assert {result.verdict for result in trail.replayer().replay_all()} == {"NO-EVALUATION"}


def test_an_entry_says_nothing_that_was_declared(tmp_path: Path) -> None:
    """No id, name, amount or day of an act; references hang on the key of the official, and are equal for one finding."""
    with create_trail(tmp_path / "t", origin="test.example/monitor") as trail:
        with opened(trail) as monitor:
            monitor.state(GIFT, "slamet", kind="gift")
            monitor.withdraw("gift", "gift-of-slamet")
        bodies = b"".join(trail.log.read(index) for index in range(trail.log.size))
        for declared in (b"slamet", b"2123456", b"2026-01-05"):
            assert declared not in bodies
        found = entries(trail)
        refs = {change: {entry["ref"] for entry in found if entry["change"] == change} for change in ("appeared", "went")}
        assert refs["appeared"] == refs["went"]
        assert len({entry["subject"] for entry in found}) == 1


def test_a_change_that_is_not_recorded_is_not_told(tmp_path: Path) -> None:
    """The call fails, the monitor goes no further, and when the store is opened again the entry is made, once."""
    with create_trail(tmp_path / "t", origin="test.example/monitor") as trail:
        monitor = opened(trail, tmp_path / "store")
        monitor.state(GIFT, "slamet", kind="gift")
        size = trail.log.size
    with open_trail(tmp_path / "t", writable=False) as trail:
        monitor._trail = trail
        with pytest.raises(TrailError):
            monitor.state({**GIFT, "id": "second"}, "slamet", kind="gift")
        with pytest.raises(MonitorError):
            monitor.findings()
        assert trail.log.size == size
        monitor.close()
    with open_trail(tmp_path / "t") as trail:
        with opened(trail, tmp_path / "store") as monitor:
            last = monitor.last_seq
            assert [entry["id"] for entry in entries(trail)] == [str(number) for number in range(1, last + 1)]
            assert {change.finding["fact"]["id"] for change in monitor.changes(size)} >= {"second"}
        with opened(trail, tmp_path / "store") as monitor:
            assert trail.log.size == last == monitor.last_seq


def test_what_is_not_recorded_is_not_forgotten(tmp_path: Path) -> None:
    """A store keeps the changes that the trail does not have, whatever its reader has."""
    with create_trail(tmp_path / "t", origin="test.example/monitor") as trail:
        opened(trail, tmp_path / "store").close()
    with Monitor(engine(), store=tmp_path / "store", matcher="indexed", trail=None) as monitor:
        monitor.state(GIFT, "slamet", kind="gift")
        monitor.forget_changes(monitor.last_seq)
        assert monitor.changes() == ()
