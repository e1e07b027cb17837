"""The entry of an evaluation: what it names, what it never holds, and that equal evaluations give equal bytes."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from support_trail import CANARIES, ORIGIN, canary_data, canary_dossier, engine, found_in, keyring, log, wedding

from integrityrules import __version__
from integrityrules.decide.semantics import SEMANTICS, VERSION
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.trail.canonical import encode, parse_exactly
from integrityrules.trail.content import calendar_content, register_content, ruleset_content
from integrityrules.trail.record import Received, Setting, committed_fields, evaluation_entry, reads_of
from integrityrules.trail.recorder import Recorder


def entry_of(dossier: Any, *, ring: Any = None, data: bytes | None = None) -> dict[str, Any]:
    """Makes the entry of a dossier without a log."""
    law = engine()
    received = Received(dossier, (ring or keyring()).subject(dossier.official.id if dossier.official else ""), data)
    rulesets, calendars = ruleset_content(law.rulebook).refs, calendar_content(law.calendars.values()).refs
    setting = Setting("run-1", rulesets, calendars, [], reads_of(law.rulebook))
    return evaluation_entry(law.evaluate(dossier), received, setting, id="0")


def test_entry_names_everything_it_rests_on() -> None:
    """Version, run, engine, semantics, rulesets, calendars, periods, day, pseudonym, input, commitments and findings are in the entry."""
    ring = keyring()
    entry = entry_of(wedding(), ring=ring, data=b"as received")
    assert entry["v"] == 1
    assert entry["kind"] == "evaluation"
    assert (entry["run"], entry["id"]) == ("run-1", "0")
    assert entry["engine"] == {"version": VERSION, "semantics": SEMANTICS} == {"version": __version__, "semantics": 1}
    assert {ref["id"]: ref["digest"] for ref in entry["rulesets"]} == dict(engine().rulebook.digests)
    assert [ref["id"] for ref in entry["calendars"]] == ["asn"]
    assert entry["as_of"] == "2026-02-02"
    assert entry["subject"] == ring.subject("o1").pseudonym
    assert set(entry["input"]) == {"received", "read"}
    assert entry["input"]["received"] == ring.subject("o1").digest("received", b"as received")
    assert entry["committed"]["fields"] > 20
    assert entry["counts"]["applies"] == 1
    assert [finding["state"] for finding in entry["findings"]][-1] == "due"
    assert entry["findings"][-1]["due_on"] == "2026-03-04"


def test_legal_periods_are_those_of_the_acts() -> None:
    """The period of each act's day is named, with its first and last day, and no other period."""
    (period,) = entry_of(wedding())["periods"]
    first, last = (None if day is None else date.fromisoformat(day) for day in period)
    assert first is not None
    assert last is not None
    assert first <= date(2026, 1, 19) <= last
    later = entry_of(wedding(received_on="2026-01-20"))["periods"]
    assert later != [period]


def test_bytes_are_canonical_and_repeat() -> None:
    """The same evaluation gives the same bytes, which are canonical, also after the dossier was written and read again."""
    ring = keyring()
    first = encode(entry_of(wedding(), ring=ring))
    assert first == encode(entry_of(wedding(), ring=ring))
    assert parse_exactly(first) == json.loads(first)
    assert first != encode(entry_of(wedding(value_idr=1_200_001), ring=ring))


def test_entry_holds_no_declared_value() -> None:
    """No text, number, id or day that was declared stands in the entry, though the dossier makes findings of every kind."""
    entry = entry_of(canary_dossier())
    assert entry["findings"]
    assert found_in(encode(entry)) == []


def test_entry_holds_no_rendered_text_and_no_time() -> None:
    """There is no title, question or other sentence in the entry, and no time of day."""
    text = encode(entry_of(canary_dossier())).decode()
    assert re.search(r"\d\d:\d\d", text) is None
    assert " you" not in text.lower()
    assert "apakah" not in text.lower()
    for rule in engine().rulebook.typed:
        if rule.source.title:
            assert rule.source.title.id not in text


def test_another_subject_gives_unrelated_references() -> None:
    """The same declaration by another official shares no reference and no digest with the first."""
    ring = keyring()
    one, other = (encode(entry_of(wedding(id), ring=ring)).decode() for id in ("o1", "o2"))
    public = {ref["digest"] for group in ("rulesets", "calendars") for ref in entry_of(wedding())[group]}
    digests = [set(re.findall(r"[0-9a-f]{64}", text)) - public for text in (one, other)]
    assert digests[0] & digests[1] == set()


def test_a_corrected_value_keeps_the_reference_of_a_finding() -> None:
    """A finding keeps its reference when a value is corrected, while the keyed digest of its full form changes."""
    ring = keyring()
    one, other = (entry_of(wedding(value_idr=value), ring=ring) for value in (1_200_000, 1_300_000))
    assert [finding["ref"] for finding in one["findings"]] == [finding["ref"] for finding in other["findings"]]
    assert one["full"] != other["full"]
    assert one["input"]["read"] != other["input"]["read"]


def test_commitments_cover_what_rules_read() -> None:
    """Every field that rules read of a declared fact is committed to, also one that is not known; merged sources as one."""
    dossier = canary_dossier()
    fields = committed_fields(engine().evaluate(dossier), dossier, reads_of(engine().rulebook))
    gift = f"gift[{CANARIES['gift']}]"
    assert fields[f"{gift}.occasion"] == "wedding"
    assert fields[f"{gift}.value_idr"] is None  # two sources differ
    assert fields[f"{gift}.related_to_office"] is None
    assert fields[f"{gift}.received_on"] == {"day": "2026-01-17"}
    assert all(path.startswith(("gift[", "official[", "company_link[")) for path in fields)


def test_blank_and_given_fields_look_alike() -> None:
    """How many fields are committed to does not tell how many were filled in."""
    full, bare = entry_of(canary_dossier()), entry_of(read_dossier({**canary_data(), "gifts": [{"id": "x"}]}))
    assert full["committed"]["fields"] == bare["committed"]["fields"]


def test_content_has_the_digests_that_entries_name() -> None:
    """The stored files of a ruleset have the digest of the ruleset, so that one number serves findings, the lock and the trail."""
    memory = log()
    recorder = Recorder(engine(), memory, keyring())
    (first,) = {ref["digest"] for ref in parse_exactly(memory.read(recorder.record(wedding()).receipt.index))["rulesets"]} & {
        engine().rulebook.digests["asn/gratification"]
    }
    assert first in set(memory.blobs())


def test_content_is_stored_once() -> None:
    """Recording again, and by another recorder, adds entries and no content."""
    memory, ring = log(), keyring()
    register = read_registers({"bids": [{"id": "b1", "bidder": "x"}]})
    Recorder(engine(), memory, ring).record(wedding(), registers=[register])
    before = list(memory.blobs())
    again = Recorder(engine(), memory, ring)
    again.record(wedding(), registers=[read_registers({"bids": [{"id": "b1", "bidder": "x"}]})])
    assert list(memory.blobs()) == before
    assert memory.size == 2


def test_registers_are_sealed() -> None:
    """A register is stored under the digest of its sealed bytes, which show nothing of it; one without facts is not stored."""
    ring = keyring()
    register = read_registers({"company_links": [{"id": CANARIES["link"], "holder": {"nik": CANARIES["nik"]}}]})
    content = register_content([register, read_registers({})], ring)
    assert len(content.refs) == 1
    assert found_in(b"".join(content.blobs.values())) == []
    assert content == register_content([register], ring)


@pytest.mark.parametrize("origin", [ORIGIN, "audit.example.go.id/other"])
def test_registers_only(origin: str) -> None:
    """A dossier without an official is recorded under a pseudonym of its own."""
    ring = keyring(origin)
    entry = entry_of(read_dossier({"as_of": "2026-02-02", "packages": [{"id": "p1"}]}), ring=ring)
    assert entry["subject"] == ring.subject("").pseudonym
