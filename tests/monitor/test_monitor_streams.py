"""Random streams of facts, corrections, withdrawals, declarations, days and restarts: the monitor says what `Engine.evaluate` says."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from monitor_streams import Stream, comparable, evaluated, small_rules
from support_rules import engine_of

from integrityrules import load_engine
from integrityrules.engine import Engine
from integrityrules.monitor import Change, Monitor

IS_NIGHTLY = os.environ.get("HYPOTHESIS_PROFILE") == "nightly"
MATCHERS = ["indexed", pytest.param("durable-rules", marks=pytest.mark.needs_durable)]
EXAMPLES = settings(
    max_examples=400 if IS_NIGHTLY else 5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)

KINDS = (
    "official", "gift", "side_position", "procurement_role", "relationship", "package", "bid", "company_link", "candidacy", "leave",
    "appointment", "wealth_report",
)  # fmt: skip


@cache
def small() -> Engine:
    return engine_of(small_rules())


@cache
def packaged() -> Engine:
    return load_engine()


@cache
def layered() -> Engine:
    return load_engine(layers=["agency-example", "agency-example-conflicts"])


def standing(monitor: Monitor) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for official, finding in monitor.findings():
        found.setdefault(official, []).append(dict(finding))
    return {official: comparable(findings) for official, findings in found.items()}


class Told:
    """What somebody knows who hears of changes only: each finding by whose it is, its id and its segment."""

    def __init__(self) -> None:
        self.found: dict[tuple[str, str], int] = {}
        self.last = 0

    def hear(self, changes: tuple[Change, ...]) -> None:
        for change in changes:
            assert change.seq == self.last + 1
            self.last = change.seq
            key = change.official, change.finding["id"]
            if change.what == "appeared":
                self.found[key] = self.found.get(key, 0) + 1
            elif change.what == "went":
                self.found[key] -= 1
                if not self.found[key]:
                    del self.found[key]
            else:
                assert self.found[key] > 0

    def knows(self, monitor: Monitor) -> bool:
        counted: dict[tuple[str, str], int] = {}
        for official, finding in monitor.findings():
            counted[official, finding["id"]] = counted.get((official, finding["id"]), 0) + 1
        return counted == self.found


def run(
    engine: Engine, stream: Stream, matcher: str, *, steps: int, look_every: int = 6, store: Path | None = None, restart: float = 0.0
) -> None:
    """Plays a stream into a monitor; every few steps the monitor must say what the engine says of what is left, having told all of it."""
    told = Told()
    monitor = Monitor(engine, as_of=stream.as_of, matcher=matcher, store=store)  # type: ignore[arg-type]
    try:
        told.hear(monitor.changes())
        told.hear(monitor.load(stream.beginning()))
        for step in range(steps):
            told.hear(monitor.load([stream.step()]))
            if stream.random.random() < restart:
                monitor.close()
                monitor = Monitor(engine, matcher=matcher, store=store)  # type: ignore[arg-type]
                assert monitor.last_seq == told.last  # the same rules on the same day: nothing to tell
            if step % look_every == look_every - 1:
                before = monitor._working.desk.stamps()
                found = standing(monitor)
                assert found == evaluated(engine, stream)
                assert monitor._working.desk.stamps() == before  # nothing was overlooked until somebody asked
                assert told.knows(monitor)
    finally:
        monitor.close()


@pytest.mark.parametrize("matcher", MATCHERS)
@pytest.mark.parametrize("engine", [packaged, layered])
@given(seed=st.integers(0, 10**9), forgetful=st.sampled_from((0.0, 0.1, 0.4)))
@EXAMPLES
def test_packaged_rules_in_any_order(engine: Any, matcher: str, seed: int, forgetful: float) -> None:
    """All kinds of facts under the packaged rulesets, with fields left out now and then."""
    run(engine(), Stream(Random(seed), forgetful=forgetful), matcher, steps=40, look_every=8)


@pytest.mark.parametrize("matcher", MATCHERS)
@given(seed=st.integers(0, 10**9), clean=st.booleans())
@EXAMPLES
def test_small_rules_with_restarts(tmp_path_factory: pytest.TempPathFactory, matcher: str, seed: int, clean: bool) -> None:
    """A rule for each way in which facts meet; the process ends and begins again in between. Clean keys are those that Rete alone joins."""
    store = tmp_path_factory.mktemp("monitor") / "store"
    stream = Stream(Random(seed), kinds=KINDS, forgetful=0.0 if clean else 0.15, clean=clean)
    run(small(), stream, matcher, steps=60, store=store, restart=0.05)


@pytest.mark.parametrize("matcher", MATCHERS)
def test_a_long_stream(matcher: str) -> None:
    """100,000 steps at night, without a crash or a hang; fewer by day."""
    stream = Stream(Random(20261121), kinds=KINDS, officials=4)
    run(small(), stream, matcher, steps=100_000 if IS_NIGHTLY else 250, look_every=50)


@pytest.mark.parametrize("matcher", MATCHERS)
@given(seed=st.integers(0, 10**9))
@EXAMPLES
def test_many_at_once_are_as_one_by_one(matcher: str, seed: int) -> None:
    """What many acts leave when they are loaded together is what they leave one by one, and all of them together are told once."""
    stream = Stream(Random(seed), kinds=KINDS)
    records = [stream.step() for _ in range(40)]
    with Monitor(small(), as_of=Stream(Random(0)).as_of, matcher=matcher) as monitor:  # type: ignore[arg-type]
        told = Told()
        told.hear(monitor.load(records))
        assert {change.what for change in monitor.changes()} <= {"appeared"}
        assert standing(monitor) == evaluated(small(), stream)
        assert told.knows(monitor)
        for kind, id in {(kind, id) for kind, id, _ in stream.facts}:
            told.hear(monitor.withdraw(kind, id))
        assert monitor.findings() == ()
        assert told.found == {}
        assert len(monitor) == 0
