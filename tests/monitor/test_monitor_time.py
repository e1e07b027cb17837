"""What time alone changes, and what rules, calendars and registers change: the monitor answers as if everything were evaluated again."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from support_rules import CALENDAR, engine_of

from integrityrules import Registers, load_engine
from integrityrules.engine import Engine
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.monitor import Monitor

MATCHERS = ["indexed", pytest.param("durable-rules", marks=pytest.mark.needs_durable)]
RULES = """
defaults: {about: gift, track: ethics, in_force: {from: 2015-01-01}}
rules:
  - id: report
    kind: duty
    title: {id: Lapor, en: Report}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    raised_when: gift.accepted
    deadline: {working_days: 10, after: gift.received_on, calendar: asn}
    done_on: gift.reported_to_kpk_on
  - id: later
    kind: indicator
    title: {id: Lama, en: Long}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    when: days_between(gift.received_on, gift.reported_to_kpk_on) > 60
  - id: bidder
    kind: indicator
    title: {id: Peserta, en: Bidder}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    when: gift.giver.bids.exists(b, b.won)
  - id: stranger
    kind: indicator
    title: {id: Bukan peserta, en: No bidder}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    when: not gift.giver.bids.exists(b, b.won)
"""


@cache
def engine() -> Engine:
    return engine_of(RULES)


def with_parts(calendars: Any = (CALENDAR,), registers: Any = ()) -> Engine:
    return Engine(engine().rulebook, calendars, registers=registers)


def opened(matcher: Any = "indexed", as_of: date = date(2026, 2, 2)) -> Monitor:
    return Monitor(engine(), as_of=as_of, matcher=matcher)


def gift(**fields: Any) -> dict[str, Any]:
    return {"state": "gift", "official": "o", "id": "g", "giver": {"own": "firm"}, "received_on": "2026-02-02", "accepted": True, **fields}


def state_of(monitor: Monitor, rule: str = "report") -> str:
    return next((one.finding["state"] for one in monitor.findings() if one.finding["rule"] == rule), "")


def told(changes: Any, rule: str = "report") -> list[tuple[str, str]]:
    return [(change.what, change.finding["state"]) for change in changes if change.finding["rule"] == rule]


def test_a_deadline_passes_without_a_new_fact() -> None:
    """On the day after the last day, and on no other, the duty is told to be overdue; days that remain are counted meanwhile."""
    with opened() as monitor:
        assert told(monitor.load([gift(reported_to_kpk_on="not_yet")])) == [("appeared", "due")]
        assert told(monitor.advance(date(2026, 2, 15))) == []
        (left,) = [one.finding["working_days_left"] for one in monitor.findings() if one.finding["rule"] == "report"]
        assert left == 1
        assert told(monitor.advance(date(2026, 2, 16))) == []
        (change,) = [change for change in monitor.advance(date(2026, 2, 17)) if change.finding["rule"] == "report"]
        assert (change.what, change.finding["state"], change.cause, change.as_of) == ("changed", "overdue", (), date(2026, 2, 17))
        assert told(monitor.advance(date(2026, 3, 17))) == []


def test_a_blank_is_a_question_and_never_an_accusation() -> None:
    """Where nothing says whether it was reported, time makes it unconfirmed; completeness does not make it overdue."""
    with opened() as monitor:
        monitor.load([gift()])
        assert told(monitor.advance(date(2026, 3, 20))) == [("changed", "unconfirmed")]
        monitor.declare_in_full(["gifts"], "o")
        assert state_of(monitor) == "unconfirmed"


def test_days_are_counted_from_a_day_that_is_still_to_come() -> None:
    """A condition that reckons with a report not yet made becomes true on a day no fact and no deadline names."""
    with opened() as monitor:
        monitor.load([gift(reported_to_kpk_on="not_yet")])
        assert state_of(monitor, "later") == "undetermined"
        assert told(monitor.advance(date(2026, 4, 2)), "later") == []
        assert told(monitor.advance(date(2026, 4, 3)), "later") == [("changed", "review")]


def test_an_announced_fact_happens() -> None:
    """A fact dated later than today is not read; on its day it appears, and is the cause."""
    with opened() as monitor:
        assert monitor.load([gift(received_on="2026-02-20")]) == ()
        assert monitor.advance(date(2026, 2, 19)) == ()
        changes = monitor.advance(date(2026, 2, 20))
        assert told(changes) == [("appeared", "due")]
        assert {change.cause for change in changes} == {(("gift", "g"),)}


@pytest.mark.parametrize("matcher", MATCHERS)
def test_a_calendar_is_replaced(matcher: Any) -> None:
    """A day that becomes a holiday moves the deadline of every duty that counts it, and of no other."""
    with opened(matcher, date(2026, 2, 17)) as monitor:
        monitor.load([gift(reported_to_kpk_on="not_yet"), gift(id="old", received_on="2025-06-02", reported_to_kpk_on="not_yet")])
        assert state_of(monitor) == "overdue"
        changes = monitor.use(with_parts([WorkCalendar("asn", [2024, 2025, 2026], [date(2026, 2, 10)])]))
        assert [(change.what, change.finding["fact"]["id"], change.finding["state"]) for change in changes] == [("changed", "g", "due")]
        assert told(monitor.use(engine())) == [("changed", "overdue")]


@pytest.mark.parametrize("matcher", MATCHERS)
def test_the_registers_of_the_engine_are_replaced(matcher: Any) -> None:
    """Their facts meet what was stated, go with them, and can be neither corrected nor withdrawn by the stream."""
    bids = Registers(bids=[{"id": "b", "bidder": "firm", "won": True}])
    with opened(matcher) as monitor:
        monitor.load([gift()])
        assert state_of(monitor, "stranger") == "undetermined"
        assert told(monitor.use(with_parts(registers=[bids])), "bidder") == [("appeared", "review")]
        assert state_of(monitor, "stranger") == ""
        with pytest.raises(Exception, match="no-such-fact"):
            monitor.withdraw("bid", "b")
        changes = monitor.use(with_parts(registers=[Registers(declared_in_full=["bids"])]))
        assert (told(changes, "bidder"), told(changes, "stranger")) == ([("went", "review")], [("appeared", "review")])


@pytest.mark.parametrize("matcher", MATCHERS)
def test_a_kind_is_declared_complete_later(matcher: Any) -> None:
    """What was open because more might exist is settled, for a time where a period was said, and opens again after it."""
    with opened(matcher) as monitor:
        monitor.load([gift()])
        assert state_of(monitor, "stranger") == "undetermined"
        assert told(monitor.declare_in_full({"bids": {"until": "2026-03-01"}}), "stranger") == [("changed", "review")]
        assert told(monitor.advance(date(2026, 3, 1)), "stranger") == []
        assert told(monitor.advance(date(2026, 3, 2)), "stranger") == [("changed", "undetermined")]
        assert told(monitor.declare_in_full({"bids": True}), "stranger") == [("changed", "review")]
        assert told(monitor.declare_in_full({"bids": False}), "stranger") == [("changed", "undetermined")]
        assert told(monitor.declare_in_full({"bids": True}, "o"), "stranger") == [("changed", "review")]


@pytest.mark.parametrize("matcher", MATCHERS)
def test_an_unknown_join_key_touches_every_declaration(matcher: Any) -> None:
    """A bid of an unknown bidder may be anybody's: every gift is decided again, and none is held against anybody."""
    with opened(matcher) as monitor:
        monitor.declare_in_full(["bids"])
        monitor.load([gift(id=f"g{number}", giver={"own": f"firm{number}"}) for number in range(5)])
        assert [one for one in monitor.findings() if one.finding["rule"] == "bidder"] == []
        changes = monitor.load([{"state": "bid", "id": "b", "won": True}])
        assert told(changes, "bidder") == [("appeared", "undetermined")] * 5
        changes = monitor.load([{"correct": "bid", "id": "b", "won": True, "bidder": {"own": "firm3"}}])
        assert sorted(told(changes, "bidder")) == [("changed", "review")] + [("went", "undetermined")] * 4
        found = [one.finding for one in monitor.findings() if one.finding["rule"] == "bidder"]
        assert [finding["fact"]["id"] for finding in found] == ["g3"]
        # A gift whose giver is not known may be anybody's too.
        assert told(monitor.load([gift(id="unknown", giver=None)]), "bidder") == [("appeared", "undetermined")]


@pytest.mark.parametrize("matcher", MATCHERS)
def test_a_second_source_comes_to_speak_on_its_day(matcher: Any) -> None:
    """A source whose statement is dated later changes a join key on its day: what the old key touched is decided again, too."""
    with opened(matcher) as monitor:
        monitor.declare_in_full(["bids"])
        monitor.load([gift(received_on="2026-01-05"), {"state": "bid", "id": "b", "won": True, "offered_on": "2026-01-05"}])
        monitor.load([{"state": "bid", "id": "b", "bidder": {"own": "other"}, "offered_on": "2026-02-10", "stated_by": "hr"}])
        assert state_of(monitor, "bidder") == "undetermined"
        assert told(monitor.advance(date(2026, 2, 10)), "bidder") == [("went", "undetermined")]


def test_the_law_changes_on_its_day() -> None:
    """A day on which the law changes brings everything that it may change."""
    rules = RULES.replace("in_force: {from: 2015-01-01}}", "in_force: {from: 2015-01-01, until: 2026-02-28}}").replace(
        "about: gift", "about: side_position"
    )
    text = (
        rules[: rules.index("  - id: report")]
        + """
  - id: old
    kind: indicator
    title: {id: Lama, en: Old}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    when: side_position.paid
  - id: new
    kind: indicator
    title: {id: Baru, en: New}
    in_force: {from: 2026-03-01}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    when: side_position.paid
"""
    )
    with Monitor(engine_of(text), as_of=date(2026, 2, 2), matcher="indexed") as monitor:
        monitor.load([{"state": "side_position", "official": "o", "id": "s", "paid": True, "from": "2026-01-01", "until": "ongoing"}])
        assert [one.finding["rule"] for one in monitor.findings()] == ["old"]
        assert monitor.advance(date(2026, 2, 28)) == ()
        assert [(change.what, change.finding["rule"]) for change in monitor.advance(date(2026, 3, 1))][-1] == ("appeared", "new")
        assert {one.finding["segment"]["until"] for one in monitor.findings()} == {"2026-02-28", "2026-03-01"}


def test_only_what_can_change_is_decided_again() -> None:
    """A day on which nothing is due decides nothing, however many facts there are."""
    decided: list[int] = []
    with Monitor(load_engine(), as_of=date(2026, 2, 5), matcher="indexed") as monitor:
        monitor.load([gift(id=f"g{number}", reported_to_kpk_on="2026-02-02", giver_relation="vendor") for number in range(50)])
        decide = monitor._working.desk.decide
        monitor._working.desk.decide = lambda chosen: decided.append(len(chosen)) or decide(chosen)  # type: ignore[method-assign, func-returns-value]
        monitor.advance(date(2026, 2, 6))
        assert decided == [0]
