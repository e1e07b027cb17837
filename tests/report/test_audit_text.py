"""The printed table: one row per act with its tracks beneath, what needs action first."""

from __future__ import annotations

from datetime import date
from typing import Any

from support_rules import engine_of

from integrityrules.batch import Audit, Failed, audit
from integrityrules.errors import Problem
from integrityrules.facts.dossier import Registers
from integrityrules.facts.reading import read_dossier
from integrityrules.report.audit_text import audit_text, problem_words
from integrityrules.report.content import acts_of
from integrityrules.report.gather import content_of
from integrityrules.report.rows import Row
from integrityrules.tables import Counts, Declarations

RULES = """
defaults: {about: gift, executability: full, in_force: {from: 2020-01-01}}
rules:
  - id: report
    kind: duty
    track: reporting
    title: {id: Wajib lapor, en: Duty to report}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    when: gift.accepted
    deadline: {working_days: 10, after: gift.received_on}
    done_on: gift.reported_to_kpk_on
  - id: forbidden
    kind: prohibition
    track: discipline
    title: {id: Dilarang menerima, en: Forbidden to receive}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    when: gift.related_to_office
  - id: forward
    kind: duty
    bearer: upg
    track: reporting
    title: {id: UPG meneruskan, en: UPG forwards}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    raised_when: happened(gift.reported_to_upg_on)
    deadline: {days: 10, after: gift.reported_to_upg_on}
    done_on: gift.forwarded_to_kpk_on
"""
AS_OF = date(2026, 3, 2)


def gift(id: str, **fields: Any) -> dict[str, Any]:
    return {
        "id": id,
        "accepted": True,
        "received_on": date(2026, 2, 26),
        "reported_to_kpk_on": "not_yet",
        "related_to_office": False,
        **fields,
    }


def audited(*gifts: dict[str, Any]) -> Audit:
    dossier = read_dossier({"as_of": AS_OF, "official": {"id": "o", "employment": "pns"}, "gifts": list(gifts)})
    return audit(engine_of(RULES), Declarations((dossier,), Registers(), (), Counts(9, 9, 0), {}), as_of=AS_OF)


def rows_of(found: Audit) -> list[list[Row]]:
    return [[case.row for case in act] for act in acts_of(content_of(found, "en").cases)]


def test_acts_come_with_all_their_tracks_most_urgent_first() -> None:
    """An act stands under its most urgent state, with its other tracks beneath it, and not again elsewhere."""
    found = audited(gift("g1"), gift("g2", related_to_office=True), gift("g3", received_on=date(2026, 1, 5)))
    acts = [[(row.act, row.rule, row.state_code) for row in act] for act in rows_of(found)]
    assert acts == [
        [("gift g3", "report", "overdue")],
        [("gift g2", "forbidden", "indicated"), ("gift g2", "report", "due")],
        [("gift g1", "report", "due")],
    ]


def test_among_equals_the_nearest_deadline_comes_first() -> None:
    """Acts in one state are in the order of their nearest deadline that is still open, also one of another track."""
    found = audited(
        gift("late", related_to_office=True),
        gift("soon", related_to_office=True, received_on=date(2026, 2, 22)),
        gift("done", related_to_office=True, received_on=date(2026, 2, 21), reported_to_kpk_on=date(2026, 2, 22)),
    )
    assert [act[0].act for act in rows_of(found)] == ["gift soon", "gift late", "gift done"]


def test_who_acts_now_is_said_for_each_track() -> None:
    """The bearer while there is something to do, those to ask where something is unknown, an officer where a person must look."""
    found = audited(gift("g1", related_to_office=True, reported_to_upg_on=date(2026, 2, 27)), gift("g2", related_to_office=None))
    who = {(row.act, row.rule): row.who_acts for act in rows_of(found) for row in act}
    assert who["gift g1", "forbidden"] == "an officer"
    assert who["gift g1", "forward"] == "gratification control unit"
    assert who["gift g1", "report"] == who["gift g2", "report"] == "official"
    assert who["gift g2", "forbidden"] == "ask the official"


def test_days_left_are_shown_while_there_is_something_to_do() -> None:
    """What is done has no days left, even if its deadline is still to come."""
    found = audited(gift("g1"), gift("g2", reported_to_kpk_on=date(2026, 2, 27)))
    left = {row.act: (row.short_state, row.days_left) for act in rows_of(found) for row in act}
    assert left == {"gift g1": ("to be done", 8), "gift g2": ("done in time", None)}


def test_a_deadline_that_is_not_certain_is_said_to_be_so() -> None:
    """A start known as a range gives a deadline with two ends, and the table explains the two points."""
    found = audited(gift("g1", received_on="2026-02-24..2026-02-26"))
    (act,) = rows_of(found)
    assert act[0].due == "2026-03-10..2026-03-12"
    assert "A deadline with two points (..) is not certain" in audit_text(content_of(found, "en"))


def test_the_head_counts_findings_acts_and_states() -> None:
    """The first lines say the day, how many findings about how many acts, and how many in each state."""
    text = audit_text(content_of(audited(gift("g1"), gift("g2", related_to_office=True)), "en")).splitlines()
    assert text[0] == "As of 2 March 2026: 3 findings about 2 acts."
    assert text[1:3] == ["     1  facts point to a prohibition", "     2  to be done, time has not run out"]


def test_what_is_missing_is_listed() -> None:
    """Rejected places are named as a spreadsheet names them, with the reason; failed officials with the code of what failed."""
    problem = Problem("Gifts", 12, 28, "not-a-date", "this is not a date", "write `2026-01-19`")
    declarations = Declarations((), Registers(), (problem,), Counts(3, 2, 1), {})
    text = audit_text(content_of(Audit(AS_OF, (), (Failed("P-9", "engine"),), declarations), "en"))
    assert "- Gifts, row 12, column AB: not-a-date: this is not a date; write `2026-01-19`" in text
    assert "== Officials whose evaluation failed (1)\n- P-9: engine\n" in text
    assert "3 rows read, 2 evaluated, 1 rejected" in text
    assert "No findings." in text
    assert problem_words(Problem("x.xlsx", 0, 0, "no-sheet", "there is none"), "id") == "x.xlsx: no-sheet: there is none"
