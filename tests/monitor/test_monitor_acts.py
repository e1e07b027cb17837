"""What cannot be done is refused in words that repeat nothing, and leaves the memory as it was."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest
from monitor_streams import small_rules
from support_rules import engine_of

from integrityrules import Bid, CompanyLink, DeclarationError, Gift, Official, UsageError
from integrityrules.decide.outcome import ATTENTION
from integrityrules.engine import Engine
from integrityrules.monitor import Monitor, MonitorError

AS_OF = date(2026, 3, 2)
SECRET = "Slamet-3174051503850001"
GIFT = {"id": "g1", "giver": "firm", "accepted": True, "received_on": "2026-01-05", "value_idr": 2_000_000}


@cache
def engine() -> Engine:
    return engine_of(small_rules())


@pytest.fixture
def monitor() -> Any:
    with Monitor(engine(), as_of=AS_OF, matcher="indexed") as monitor:
        monitor.state(GIFT, "o1", kind="gift")
        monitor.state(Bid(id="b1", package="P", bidder="firm"))
        yield monitor


REFUSED: list[tuple[str, Any, str]] = [
    ("a wrong type", {"state": "gift", "official": "o1", "id": "g2", "accepted": SECRET}, "wrong-type"),
    ("a day that is none", {"state": "gift", "official": "o1", "id": "g2", "received_on": SECRET}, "wrong-day"),
    ("a field that is none", {"state": "gift", "official": "o1", "id": "g2", "reciever": SECRET}, "unknown-field"),
    ("an unknown kind", {"state": "gfit", "official": "o1", "id": "g2"}, "unknown-kind"),
    ("a kind that is no text", {"state": [SECRET], "official": "o1", "id": "g2"}, "unknown-kind"),
    ("no id", {"state": "gift", "official": "o1"}, "missing-field"),
    ("a duplicate id", {"state": "gift", "official": "o1", "id": "g1"}, "duplicate-id"),
    ("another official's id", {"state": "gift", "official": "o2", "id": "g1", "stated_by": "hr"}, "other-official"),
    ("nobody's declaration", {"state": "gift", "id": "g2"}, "no-official"),
    ("a register's fact of an official", {"state": "bid", "official": "o1", "id": "b2"}, "wrong-official"),
    ("an official of another", {"state": "official", "official": "o2", "id": "o1"}, "wrong-official"),
    ("an official that is no text", {"state": "gift", "official": 7, "id": "g2"}, "wrong-type"),
    ("a withdrawal of nothing", {"withdraw": "gift", "id": SECRET}, "no-such-fact"),
    ("a withdrawal of another source", {"withdraw": "gift", "id": "g1", "stated_by": SECRET}, "no-such-fact"),
    ("a withdrawal without id", {"withdraw": "gift"}, "wrong-record"),
    ("a correction of nothing", {"correct": "gift", "id": SECRET}, "no-such-fact"),
    ("two verbs", {"state": "gift", "withdraw": "gift", "id": "g1"}, "wrong-record"),
    ("no verb", {"id": SECRET}, "wrong-record"),
    ("no mapping", [SECRET], "wrong-type"),
    ("an unknown kind in full", {"declare_in_full": ["gfits"], "official": "o1"}, "unknown-kind"),
    ("a day before", {"advance": "2026-03-01"}, "goes-back"),
    ("no day", {"advance": SECRET}, "wrong-day"),
]


@pytest.mark.parametrize(("record", "code"), [pytest.param(record, code, id=name) for name, record, code in REFUSED])
def test_a_refusal_changes_nothing(monitor: Monitor, record: Any, code: str) -> None:
    """The error has its code and repeats nothing of the record; facts, findings, days and numbers are as before, also within many acts."""
    before = (monitor.findings(), len(monitor), monitor.last_seq, monitor.as_of)
    fine = {"state": "gift", "official": "o1", "id": "fine", "accepted": True}
    for load in ([record], [fine, record], [fine, {"advance": "2026-05-01"}, {"withdraw": "gift", "id": "fine"}, record]):
        if "advance" in record and len(load) > 1:
            continue  # after a later day it would be another mistake, or none
        with pytest.raises(DeclarationError) as caught:
            monitor.load(load)
        assert caught.value.code == code
        assert SECRET not in str(caught.value)
        assert (monitor.findings(), len(monitor), monitor.last_seq, monitor.as_of) == before
    assert monitor.state(Gift(id="g9", accepted=True, received_on=date(2026, 1, 5)), "o1") != ()


def test_facts_come_as_models_or_mappings(monitor: Monitor) -> None:
    """A model, a mapping with its kind, and a mapping whose kind stands beside it state the same."""
    fields = {"accepted": True, "received_on": "2026-01-05"}
    said = [
        monitor.state(Gift(id="a1", **fields), official="o9"),
        monitor.state({"kind": "gift", "official": "o9", "id": "a2", **fields}),
        monitor.state({"id": "a3", **fields}, "o9", kind="gift"),
        monitor.load([{"state": "gift", "official": "o9", "id": "a4", **fields}]),
        monitor.load([{"kind": "gift", "official": "o9", "id": "a5", **fields}]),
    ]
    appeared = [[(one.finding["rule"], one.finding["state"]) for one in changes if one.what == "appeared"] for changes in said]
    assert appeared[0] != []
    assert appeared == [appeared[0]] * 5


def test_two_sources_of_one_fact_are_merged_and_told_apart(monitor: Monitor) -> None:
    """Sources that disagree make a review; when one is withdrawn, what the other said stands."""
    before = monitor.findings("o1")
    monitor.state({**GIFT, "value_idr": 5, "stated_by": "hr"}, "o1", kind="gift")
    assert "declaration.sources-disagree:value_idr" in {found.finding["rule"] for found in monitor.findings("o1")}
    monitor.withdraw("gift", "g1", stated_by="hr")
    assert monitor.findings("o1") == before
    monitor.withdraw("gift", "g1")
    assert monitor.findings("o1") == ()


def test_one_official_has_one_statement(monitor: Monitor) -> None:
    """As in a dossier: who says more of an official corrects what was said."""
    monitor.state(Official(id="o1", employment="pns"))
    with pytest.raises(DeclarationError) as caught:
        monitor.state(Official(id="o1", employment="cpns", stated_by="hr"))
    assert caught.value.code == "duplicate-id"


def test_a_finding_is_found_by_its_id(monitor: Monitor) -> None:
    """Of a fact of a register it can be several officials': then the official is named."""
    (found, *_) = monitor.findings("o1")
    assert monitor.finding(found.finding["id"]) == found
    assert monitor.finding("none") is None
    for number in (1, 2):
        monitor.state(Official(id=f"o{number}", person={"own": "firm"}))
    monitor.state(CompanyLink(id="c1", holder="firm", organisation="firm", kind="director", from_=date(2020, 1, 1), until="ongoing"))
    shared = monitor.findings("o2", fact=("company_link", "c1"))
    assert [one.finding["rule"] for one in shared] == ["mine"]
    with pytest.raises(UsageError) as caught:
        monitor.finding(shared[0].finding["id"])
    assert caught.value.code == "ambiguous"
    assert monitor.finding(shared[0].finding["id"], "o1") is not None


def test_findings_are_chosen_by_fact_and_state(monitor: Monitor) -> None:
    """In the order of attention, of one fact, or at or above a state."""
    states = [one.finding["state"] for one in monitor.findings("o1")]
    assert len(set(states)) > 2
    assert states == sorted(states, key=ATTENTION.index)
    assert [one.finding["state"] for one in monitor.findings(fact=("gift", "g1"))] == states
    assert monitor.findings(fact=("gift", "none")) == ()
    assert [one.finding["state"] for one in monitor.findings(at_or_above="unconfirmed")] == ["unconfirmed"]


def test_a_closed_monitor_says_so(monitor: Monitor) -> None:
    """Closing twice is no error; anything else is."""
    monitor.close()
    monitor.close()
    for call in (lambda: monitor.state(GIFT, "o1", kind="gift"), monitor.findings, monitor.changes, lambda: monitor.advance(AS_OF)):
        with pytest.raises(MonitorError) as caught:
            call()
        assert caught.value.code == "monitor-closed"


def test_a_listener_hears_each_change(monitor: Monitor) -> None:
    """In order, and what it raises is its own affair: the monitor goes on."""
    heard: list[int] = []

    def hear(change: Any) -> None:
        heard.append(change.seq)
        if len(heard) == 1:
            raise ValueError("a listener failed")

    with Monitor(engine(), as_of=AS_OF, matcher="indexed", on_change=hear) as other:
        with pytest.raises(ValueError, match="a listener failed"):
            other.state(GIFT, "o1", kind="gift")
        changes = other.state({**GIFT, "id": "g2"}, "o1", kind="gift")
        assert heard == [1, *(change.seq for change in changes)]


def test_an_unknown_matcher_is_refused() -> None:
    """Only names that exist."""
    with pytest.raises(UsageError) as caught:
        Monitor(engine(), matcher="rete")  # type: ignore[arg-type]
    assert caught.value.code == "unknown-matcher"
