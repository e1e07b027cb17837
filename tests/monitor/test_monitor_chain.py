"""The chain commitment officer, spouse, company, bid: the finding is there exactly while all four facts are."""

from __future__ import annotations

from datetime import date
from functools import cache
from itertools import permutations
from typing import Any

import pytest

from integrityrules import load_engine
from integrityrules.engine import Engine
from integrityrules.monitor import Change, Monitor

MATCHERS = ["indexed", pytest.param("durable-rules", marks=pytest.mark.needs_durable)]
RULE = "procurement.spouse-controls-bidder"
AS_OF = date(2026, 3, 2)
ROUND_IT: list[dict[str, Any]] = [
    {"state": "official", "id": "o1", "employment": "pns", "person": {"nik": "3174051503850001"}},
    {"declare_in_full": ["relationships", "side_positions", "procurement_roles", "gifts"], "official": "o1"},
    {"declare_in_full": ["packages", "bids", "company_links"]},
    {"state": "package", "id": "P", "tender_on": "2025-03-01", "method": "tender", "category": "goods"},
]
CHAIN: list[dict[str, Any]] = [
    {
        "state": "procurement_role", "official": "o1", "id": "ppk", "role": "commitment_officer", "package": "P", "from": "2025-01-10",
        "until": "ongoing", "integrity_pact_on": "2025-01-10",
    },
    {
        "state": "relationship", "official": "o1", "id": "wife", "person": {"nik": "3174055503850001"}, "relation": "spouse",
        "from": "2015-01-01", "until": "ongoing",
    },
    {
        "state": "company_link", "id": "link", "holder": {"nik": "3174055503850001"}, "organisation": {"npwp": "01.234.567.8-901.000"},
        "kind": "beneficial_owner", "from": "2020-01-01", "until": "ongoing",
    },
    {"state": "bid", "id": "bid", "package": "P", "bidder": {"npwp": "012345678901000"}, "offered_on": "2025-03-05"},
]  # fmt: skip


@cache
def engine() -> Engine:
    return load_engine()


def chain_of(monitor: Monitor) -> list[str]:
    return [found.finding["outcome"] for found in monitor.findings("o1") if found.finding["rule"] == RULE]


def told(changes: tuple[Change, ...]) -> list[tuple[str, tuple[tuple[str, str], ...]]]:
    return [(change.what, change.cause) for change in changes if change.finding["rule"] == RULE]


def named(record: dict[str, Any]) -> tuple[str, str]:
    return record["state"], record["id"]


@pytest.mark.parametrize("matcher", MATCHERS)
@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_the_last_fact_completes_the_chain(matcher: Any, order: tuple[int, ...]) -> None:
    """In each of the 24 orders the finding appears with the last fact, because of it, and goes with any fact that is taken back."""
    with Monitor(engine(), as_of=AS_OF, matcher=matcher) as monitor:
        monitor.load(ROUND_IT)
        for place in order[:-1]:
            assert told(monitor.load([CHAIN[place]])) == []
            assert chain_of(monitor) == []
        last = CHAIN[order[-1]]
        assert told(monitor.load([last])) == [("appeared", (named(last),))]
        assert chain_of(monitor) == ["applies"]
        for place in order:
            kind, id = named(CHAIN[place])
            assert told(monitor.withdraw(kind, id)) == [("went", ((kind, id),))]
            assert chain_of(monitor) == []
            assert told(monitor.load([CHAIN[place]])) == [("appeared", ((kind, id),))]


@pytest.mark.parametrize("matcher", MATCHERS)
def test_a_link_that_is_corrected_is_taken_back(matcher: Any) -> None:
    """A correction that breaks the chain ends the finding; one that mends it brings it back; one that changes nothing tells nothing."""
    with Monitor(engine(), as_of=AS_OF, matcher=matcher) as monitor:
        monitor.load([*ROUND_IT, *CHAIN])
        link = {name: value for name, value in CHAIN[2].items() if name != "state"}
        assert told(monitor.correct({**link, "kind": "employee"}, kind="company_link")) == [("went", (("company_link", "link"),))]
        assert told(monitor.correct(link, kind="company_link")) == [("appeared", (("company_link", "link"),))]
        assert monitor.correct(link, kind="company_link") == ()


@pytest.mark.parametrize("matcher", MATCHERS)
def test_nothing_is_held_against_anyone_because_it_was_not_declared(matcher: Any) -> None:
    """While relatives are not declared in full, what is not known stays a question; no state says more than that."""
    with Monitor(engine(), as_of=AS_OF, matcher=matcher) as monitor:
        monitor.load([ROUND_IT[0], *ROUND_IT[2:], CHAIN[0], CHAIN[2], CHAIN[3]])
        found = [found.finding for found in monitor.findings("o1") if found.finding["rule"] == RULE]
        assert {finding["outcome"] for finding in found} <= {"undetermined"}
        assert told(monitor.declare_in_full(["relationships"], "o1")) == [("went", ())] * len(found)
        assert chain_of(monitor) == []


@pytest.mark.parametrize("matcher", MATCHERS)
def test_many_officials_share_the_registers(matcher: Any) -> None:
    """One bid completes the chains of all officers of its package, and of no one else."""
    with Monitor(engine(), as_of=AS_OF, matcher=matcher) as monitor:
        monitor.load([ROUND_IT[2], ROUND_IT[3], CHAIN[2]])
        for number in range(1, 6):
            owner = {"official": f"o{number}"}
            monitor.load([{**ROUND_IT[0], "id": f"o{number}", "person": {"own": f"p{number}"}}, {**ROUND_IT[1], **owner}])
            monitor.load([{**CHAIN[0], **owner, "id": f"ppk{number}", "package": "P" if number != 3 else "other"}])
            monitor.load(
                [{**CHAIN[1], **owner, "id": f"wife{number}", "person": CHAIN[1]["person"] if number != 4 else {"nik": "3174051503850001"}}]
            )
        monitor.load([{**ROUND_IT[3], "id": "other"}])
        changes = monitor.load([CHAIN[3]])
        assert {change.official for change in changes if change.finding["rule"] == RULE} == {"o1", "o2", "o5"}
