"""Lasting facts: segments, spells, yearly occurrences, pairs."""

from __future__ import annotations

from datetime import date
from typing import Any

from support_rules import engine_of, evaluate, only

CITE = "cite: [{source: act, at: Pasal 1, verified: confirmed}]"
ROLES = f"""
defaults: {{about: procurement_role, track: procurement}}
parameters:
  deciding:
    type: codes
    of: procurement_role
    title: {{id: Peran, en: Roles}}
    values:
      - {{from: 2015-01-01, until: 2021-08-30, value: [pokja, commitment_officer], {CITE}}}
      - {{from: 2021-08-31, value: [pokja], {CITE}}}
  other:
    type: int
    unit: days
    title: {{id: Lain, en: Other}}
    values:
      - {{from: 2015-01-01, until: 2018-12-31, value: 1, {CITE}}}
      - {{from: 2019-01-01, value: 2, {CITE}}}
rules:
  - id: r
    kind: prohibition
    title: {{id: Dilarang, en: Forbidden}}
    in_force: {{from: 2015-01-01}}
    {CITE}
    when: procurement_role.role in params.deciding
  - id: unread
    kind: indicator
    title: {{id: Lain, en: Other}}
    in_force: {{from: 2015-01-01}}
    {CITE}
    when: params.other > 0
  - id: certified
    kind: prohibition
    title: {{id: Bersertifikat, en: Certified}}
    in_force: {{from: 2020-01-01}}
    {CITE}
    when: not official.procurement_certified
"""


def role(**fields: Any) -> dict[str, Any]:
    return {"id": "p", "role": "commitment_officer", "from": date(2017, 1, 1), "until": "ongoing", **fields}


def segments(rules: Any, *roles: dict[str, Any], rule: str = "r", **official: Any) -> list[tuple[str, date | None, date | None]]:
    evaluation = evaluate(rules, {"official": {"id": "o", **official}, "procurement_roles": list(roles)})
    return [(decision.outcome, decision.start, decision.end) for decision in evaluation.decisions_of(rule)]


def test_a_lasting_fact_is_judged_in_every_period_and_equal_neighbours_are_one() -> None:
    """A change of a parameter the rule does not read makes no second segment; a change of one it reads does."""
    assert segments(ROLES, role()) == [
        ("applies", date(2017, 1, 1), date(2021, 8, 30)),
        ("does_not_apply", date(2021, 8, 31), date(2026, 3, 2)),
    ]
    assert len(segments(ROLES, role(), rule="unread")) == 2


def test_an_attribute_that_changes_cuts_a_lasting_fact() -> None:
    """`official.x` means x on each day: a certificate gained in 2023 ends the finding."""
    spells = [
        {"value": False, "from": date(2010, 1, 1), "until": date(2022, 12, 31)},
        {"value": True, "from": date(2023, 1, 1), "until": "ongoing"},
    ]
    assert segments(ROLES, role(), rule="certified", procurement_certified=spells) == [
        ("applies", date(2020, 1, 1), date(2022, 12, 31)),
        ("does_not_apply", date(2023, 1, 1), date(2026, 3, 2)),
    ]


def test_a_plain_attribute_is_taken_to_hold_throughout_and_listed() -> None:
    """Findings say which attributes were given without days."""
    evaluation = evaluate(ROLES, {"official": {"id": "o", "procurement_certified": False}, "procurement_roles": [role()]})
    finding = next(finding for finding in evaluation.findings if finding.rule == "certified")
    assert finding.assumptions == ("official.procurement_certified",)
    assert finding.segment == (date(2020, 1, 1), date(2026, 3, 2))


def test_an_absent_end_is_unknown_and_never_says_that_the_fact_lasts() -> None:
    """A role of which only the first day is known was surely held on that day only."""
    assert segments(ROLES, role(until=None)) == [
        ("undetermined", date(2017, 1, 1), date(2021, 8, 30)),
        ("does_not_apply", date(2021, 8, 31), date(2026, 3, 2)),
    ]


def test_ids_of_findings_tell_segments_apart_and_survive_a_new_release() -> None:
    """Two segments of one rule have different ids; a corrected value or a new version of the ruleset keeps them."""
    dossier = {"official": {"id": "o", "procurement_certified": False}, "procurement_roles": [role()]}
    first = evaluate(engine_of(ROLES), dossier).findings
    again = evaluate(engine_of(ROLES.replace("Forbidden", "Not allowed")), dossier).findings
    assert len({finding.id for finding in first}) == len(first)
    assert [finding.id for finding in first] == [finding.id for finding in again]
    assert first[0].digest != again[0].digest
    keyed = evaluate(engine_of(ROLES, key=b"secret"), dossier).findings
    assert not {finding.id for finding in first} & {finding.id for finding in keyed}


PAIRS = f"""
rules:
  - id: r
    kind: prohibition
    about: procurement_role
    track: procurement
    title: {{id: Rangkap, en: Both}}
    in_force: {{from: 2015-01-01}}
    with: {{other: procurement_roles}}
    {CITE}
    when:
      all:
        - procurement_role.role == "commitment_officer"
        - other.role == "treasurer"
"""


def pairs(*others: dict[str, Any]) -> list[tuple[str, str | None]]:
    evaluation = evaluate(PAIRS, {"official": {"id": "o"}, "procurement_roles": [role(), *others]})
    return [(decision.outcome, decision.partner.id if decision.partner else None) for decision in evaluation.decisions_of("r", "p")]


def test_a_pair_is_judged_over_the_days_both_last() -> None:
    """Roles that share a day are found; roles that share none do not apply, however they are dated."""
    before = {"id": "t", "role": "treasurer", "from": date(2015, 1, 1), "until": date(2016, 12, 31)}
    assert pairs(before) == [("does_not_apply", "t")]
    assert pairs({**before, "until": date(2017, 1, 1)}) == [("applies", "t")]
    assert pairs({**before, "until": None}) == [("undetermined", "t")]


def test_a_fact_is_never_paired_with_itself() -> None:
    """One role alone makes no pair."""
    assert pairs() == []


YEARLY = f"""
rules:
  - id: r
    kind: duty
    about: appointment
    track: reporting
    title: {{id: Tahunan, en: Yearly}}
    in_force: {{from: 2022-01-01}}
    every: {{year_on: "12-31"}}
    {CITE}
    when: appointment.wealth_report_position
    deadline: {{on: "03-31", of: year(occurrence.on) + 1}}
    done_on: wealth_reports.earliest(w, w.for_year == year(occurrence.on), w.filed_on)
"""


def yearly(**dossier: Any) -> list[tuple[str, date | None, date | None]]:
    appointment = {"id": "a", "wealth_report_position": True, "from": date(2021, 5, 1), "until": "ongoing"}
    evaluation = evaluate(YEARLY, {"official": {"id": "o"}, "appointments": [appointment], **dossier})
    return [(decision.state, decision.occurrence, decision.duty and decision.duty.earliest) for decision in evaluation.decisions_of("r")]


def test_a_yearly_duty_makes_one_finding_for_each_year_under_the_law_of_its_day() -> None:
    """The year before the law is silent; blank years are unconfirmed; years declared in full are overdue; a filed one is met."""
    filed = [{"id": "w", "for_year": 2023, "filed_on": date(2024, 3, 31)}]
    years = [(date(2022, 12, 31), date(2023, 3, 31)), (date(2023, 12, 31), date(2024, 3, 31)), (date(2024, 12, 31), date(2025, 3, 31))]
    later = (date(2025, 12, 31), date(2026, 3, 31))
    assert yearly() == [("unconfirmed", *year) for year in years] + [("due", *later)]
    assert yearly(wealth_reports=filed, declared_in_full=["wealth_reports"]) == [
        ("overdue", *years[0]), ("met", *years[1]), ("overdue", *years[2]), ("due", *later),
    ]  # fmt: skip


def test_a_kind_that_was_not_read_whole_is_never_complete() -> None:
    """Rows lost on the way beat a declaration in full."""
    assert all(state != "overdue" for state, _, _ in yearly(declared_in_full=["wealth_reports"], incomplete=["wealth_reports"]))


def test_only_is_a_helper_that_fails_on_several() -> None:
    """The helper of these tests refuses to pick one of several decisions."""
    evaluation = evaluate(ROLES, {"official": {"id": "o"}, "procurement_roles": [role()]})
    try:
        only(evaluation, "r")
    except ValueError:
        return
    raise AssertionError("two segments were taken for one")
