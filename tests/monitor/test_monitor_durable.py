"""What was measured of durable-rules and is relied on: each finding is a test, so that another release of it is noticed."""

from __future__ import annotations

import subprocess
import sys
import threading
from contextlib import suppress
from datetime import date
from itertools import count, product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from monitor_streams import Stream, small_rules
from support_rules import engine_of
from test_monitor_streams import KINDS

from integrityrules.monitor import Monitor, MonitorError
from integrityrules.monitor.joins import joins_of
from integrityrules.monitor.memory import Memory

durable = pytest.importorskip("durable.engine", exc_type=ImportError)

from integrityrules.monitor import rete  # noqa: E402
from integrityrules.monitor.rete import DurableMatcher, Host, identity  # noqa: E402

AS_OF = date(2026, 3, 2)
names = count()


class Session:
    """One ruleset of one join of three records: type a names type b, and type b is named by type c; counts what fires."""

    def __init__(self) -> None:
        self.name = f"session-{next(names)}"
        self.host = Host()
        self.fired: list[tuple[int, ...]] = []
        clauses = [
            {"c0": {"t": "a"}},
            {"c1": {"$and": [{"t": "b"}, {"k": {"c0": "k"}}]}},
            {"c2": {"$and": [{"t": "c"}, {"k": {"c1": "k"}}]}},
        ]
        self.definition = {"w": {"all": clauses, "run": self.note}}
        self.host.register_rulesets({self.name: self.definition})

    def note(self, closure: Any) -> None:
        self.fired.append(tuple(closure._m[name]["n"] for name in ("c0", "c1", "c2")))

    def add(self, id: Any, t: str, k: str, n: int = 0) -> dict[str, Any]:
        record = {"id": id, "t": t, "k": k, "n": n}
        with suppress(durable.MessageNotHandledException):
            self.host.assert_fact(self.name, dict(record))
        return record


def test_a_host_without_timers_starts_no_thread() -> None:
    """The host of the library starts two that never end; ours none, and joins fire nevertheless."""
    before = threading.active_count()
    session = Session()
    for n, t in enumerate("abc"):
        session.add(f"i{n}", t, "key", n)
    assert threading.active_count() == before
    assert session.fired == [(0, 1, 2)]


def test_equality_joins_are_exactly_right_in_any_order() -> None:
    """Random records of three types arrive and go in any order: each combination with equal keys fires once, and no other."""
    for seed in range(12):
        random, session = Random(seed), Session()
        there: dict[str, list[tuple[str, int]]] = {"a": [], "b": [], "c": []}
        for n in range(60):
            t, k = random.choice("abc"), random.choice(("x", "y", "z"))
            session.fired.clear()
            record = session.add(f"r{n}", t, k, n)
            there[t].append((k, n))
            found = [
                (a, b, c) for (ka, a), (kb, b), (kc, c) in product(there["a"], there["b"], there["c"]) if ka == kb == kc and n in (a, b, c)
            ]
            assert sorted(session.fired) == sorted(found)
            if random.random() < 0.4:
                session.host.retract_fact(session.name, dict(record))
                there[t].remove((k, n))


def test_a_record_without_a_match_raises_and_is_kept() -> None:
    """The exception says nothing of the join: the record is there when its partners come."""
    session = Session()
    with pytest.raises(durable.MessageNotHandledException):
        session.host.assert_fact(session.name, {"id": "i", "t": "nothing", "k": "x", "n": 0})
    session.add("1", "c", "x", 1)
    session.add("2", "b", "x", 2)
    session.add("3", "a", "x", 3)
    assert session.fired == [(3, 2, 1)]


def test_identity_is_a_hash_of_32_bits() -> None:
    """Two ids with one FNV-1a hash are refused as one; ids that we give out never share one."""
    seen: dict[int, str] = {}
    for number in count():
        id = str(number)
        if identity(id) in seen:
            first, second = seen[identity(id)], id
            break
        seen[identity(id)] = id
    session = Session()
    session.add(first, "a", "x", 1)
    with pytest.raises(durable.MessageObservedException):
        session.host.assert_fact(session.name, {"id": second, "t": "b", "k": "x", "n": 2})
    matcher = DurableMatcher(joins_of(engine_of(small_rules()).rulebook), Memory(AS_OF))
    matcher._serial = count(int(first))
    given = {matcher._new_id() for _ in range(3)}
    matcher._serial = count(int(second))
    assert second not in {matcher._new_id()} | given
    matcher.close()


def test_registering_changes_what_it_is_given() -> None:
    """A definition loses its actions when it is registered: it is made afresh for each matcher."""
    session = Session()
    assert "run" not in session.definition["w"]


def test_an_action_that_fails_is_silent() -> None:
    """What it raises is kept as text in the state of the session: so ours only note."""
    session = Session()

    def fail(closure: Any) -> None:
        raise ValueError("lost")

    name = f"session-{next(names)}"
    session.host.register_rulesets({name: {"w": {"all": [{"c0": {"t": "a"}}], "run": fail}}})
    session.host.assert_fact(name, {"id": "1", "t": "a"})
    assert "lost" in session.host.get_state(name)["exception"]


def test_a_refusal_is_never_taken_for_no_match(monkeypatch: pytest.MonkeyPatch) -> None:
    """An id given out twice stops the monitor with an error of ours that repeats nothing of the record."""
    with Monitor(engine_of(small_rules()), as_of=AS_OF, matcher="durable-rules") as monitor:
        monkeypatch.setattr(DurableMatcher, "_new_id", lambda self: "7")
        with pytest.raises(MonitorError) as caught:
            monitor.load([{"state": "bid", "id": "Slamet", "package": "P", "bidder": "firm"}])
        assert caught.value.code == "matcher-failed"
        assert "Slamet" not in str(caught.value)
        with pytest.raises(MonitorError) as caught:
            monitor.findings()
        assert caught.value.code == "monitor-failed"


def test_ways_are_lowered_to_types_and_equal_keys_alone() -> None:
    """Each pattern tests the type of its record first, and nothing but an equality with an earlier record besides: no order, no absence."""
    joins = joins_of(engine_of(small_rules()).rulebook)
    rules = [rule for kind, about in joins.about.items() for way in about.ways if (rule := rete.lower(kind, way)) is not None]
    assert len(rules) > 5
    for rule in rules:
        first, *others = rete._clauses(rule)
        assert [list(test) for test in first.values()] == [["t"]]
        for clause in others:
            ((_, pattern),) = clause.items()
            type_test, equality = pattern["$and"]
            assert list(type_test) == ["t"]
            assert list(equality) in (["k"], ["n"])


def test_records_have_every_field_and_one_type_for_each() -> None:
    """No join ever meets a missing property, a number that equals a truth value, or a text that is a number to it."""
    matcher_seen: list[dict[str, Any]] = []

    class Seeing(DurableMatcher):
        def _asserted(self, records: Any) -> Any:
            found = list(records)
            matcher_seen.extend(record for _, record in found)
            return super()._asserted(found)

    from integrityrules.monitor.acts import Checker, read_act
    from integrityrules.monitor.working import Working

    stream = Stream(Random(3), kinds=KINDS, forgetful=0.3)
    working = Working(engine_of(small_rules()), stream.as_of, Seeing)
    for _ in range(150):
        act = read_act(stream.step())
        Checker(working.memory).check(act)
        working.apply([act])
    working.close()
    assert len(matcher_seen) > 50
    for record in matcher_seen:
        assert {name: type(value) for name, value in record.items()} == {"id": str, "n": int, "t": str, "k": str}
        assert len(record["k"]) == 16
        assert record["k"].isascii()


def test_a_large_rulebook_is_split() -> None:
    """No value of a type is matched by more than 64 tests: ways stand in several rulesets."""
    matcher = DurableMatcher(joins_of(engine_of(small_rules()).rulebook), Memory(AS_OF))
    assert matcher._session.rulesets != []
    for name in matcher._session.rulesets:
        definition = matcher._session.host.get_ruleset(name).get_definition()
        types = [test["t"] for rule in definition.values() for clause in rule["all"] for test in _tests(clause) if "t" in test]
        assert max(types.count(type) for type in types) <= 64
        assert len(definition) <= rete.WAYS_IN_A_RULESET
    matcher.close()


def _tests(clause: dict[str, Any]) -> list[dict[str, Any]]:
    return [test for pattern in clause.values() for test in pattern.get("$and", [pattern])]


def test_clean_keys_are_joined_by_rete_alone() -> None:
    """Where no join key is unknown, no lowered way is walked over indexes; where one is, the way is."""
    engine, walked = engine_of(small_rules()), []
    stream = Stream(
        Random(5), kinds=("official", "procurement_role", "relationship", "package", "bid", "company_link"), forgetful=0.0, clean=True
    )
    with Monitor(engine, as_of=stream.as_of, matcher="durable-rules") as monitor, pytest.MonkeyPatch.context() as patch:
        monitor.load(stream.beginning())
        real = rete.touched_by_way
        patch.setattr(
            rete, "touched_by_way", lambda memory, about, way, entry: walked.append((about, way)) or real(memory, about, way, entry)
        )
        for _ in range(60):
            monitor.load([stream.step()])
        assert [found for found in walked if rete.lower(*found) is not None] == []
        monitor.load([{"state": "bid", "id": "unknown"}, {"state": "company_link", "id": "new"}])
        assert [found for found in walked if rete.lower(*found) is not None] != []


def test_several_monitors_live_in_one_process_and_leave_nothing() -> None:
    """Each has its own records; from several threads too; closed, no thread and no ruleset is left, and the next one works."""
    engine, threads = engine_of(small_rules()), threading.active_count()
    found: dict[int, int] = {}

    def play(seed: int) -> None:
        stream = Stream(Random(seed % 2), kinds=KINDS)
        with Monitor(engine, as_of=stream.as_of, matcher="durable-rules") as monitor:
            for _ in range(60):
                monitor.load([stream.step()])
            found[seed] = len(monitor.findings())

    players = [threading.Thread(target=play, args=(seed,)) for seed in range(6)]
    for player in players:
        player.start()
    for player in players:
        player.join()
    assert {seed: found[seed] for seed in found} == {seed: found[seed % 2] for seed in range(6)}
    assert threading.active_count() == threads
    matcher = DurableMatcher(joins_of(engine.rulebook), Memory(AS_OF))
    session = matcher._session
    matcher.close()
    matcher.close()
    assert all(session.host.get_facts(name, None) == [] for name in session.rulesets)
    assert sum(one is session for left in rete.Session.idle.values() for one in left) == 1


def test_a_large_session_is_deleted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Retracting very many records one by one would take long: their rulesets are deleted, and never used again."""
    monkeypatch.setattr(rete, "EMPTIED_UP_TO", 3)
    monitor = Monitor(engine_of(small_rules()), as_of=AS_OF, matcher="durable-rules")
    monitor.load([{"state": "bid", "id": f"b{n}", "package": "P"} for n in range(9)])
    session = monitor._working.matcher._session  # type: ignore[attr-defined]
    monitor.close()
    assert session.rulesets == []
    assert all(one is not session for left in rete.Session.idle.values() for one in left)


GROWTH = """
import resource, sys
from datetime import date
sys.path[:0] = sys.argv[1].split(":")
from monitor_streams import small_rules
from support_rules import engine_of
from integrityrules.monitor import Monitor
engine = engine_of(small_rules())
sizes = []
for round in range(6):
    with Monitor(engine, as_of=date(2026, 3, 2), matcher="durable-rules") as monitor:
        monitor.load([{"state": "bid", "id": f"b{n}", "package": f"P{n}", "bidder": f"c{n}"} for n in range(4000)])
    sizes.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
print(sizes[1], sizes[-1])
"""


def test_a_closed_monitor_gives_its_memory_back() -> None:
    """Four more monitors of some thousand records, one after another, need no more than the second did, but for a little."""
    tests = Path(__file__).resolve().parents[1]
    done = subprocess.run(
        [sys.executable, "-c", GROWTH, f"{tests.parent}:{tests}:{tests / 'monitor'}"], capture_output=True, text=True, check=False
    )
    first, last = map(int, done.stdout.split())
    assert last < first * 1.15
