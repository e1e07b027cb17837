"""Consequences: only in the states they list, at their own day, as a range where rows cannot be ruled out; bearers; layers."""

from __future__ import annotations

from datetime import date
from typing import Any

from support_rules import engine_of, evaluate, gift, with_gifts

CITE = "cite: [{source: act, at: Pasal 1, verified: confirmed}]"
RULES = f"""
defaults: {{about: gift, track: reporting, in_force: {{from: 2020-01-01}}}}
parameters:
  limit:
    type: money
    stricter: lower
    title: {{id: Batas, en: Limit}}
    values: [{{from: 2020-01-01, value: 1000, {CITE}}}]
sanctions:
  light:
    level: light
    title: {{id: Ringan, en: Light}}
    {CITE}
  heavy:
    level: serious
    title: {{id: Berat, en: Serious}}
    {CITE}
    dated_by: as_of
    forms:
      - {{id: new-form, in_force: {{from: 2026-01-01}}}}
      - {{id: old-form, in_force: {{from: 2020-01-01, until: 2025-12-31}}}}
rules:
  - id: r
    kind: duty
    title: {{id: Wajib, en: Must}}
    {CITE}
    when: gift.accepted
    deadline: {{days: 10, after: gift.received_on}}
    done_on: gift.reported_to_kpk_on
  - id: small
    kind: exemption
    exempts: [r]
    title: {{id: Kecil, en: Small}}
    {CITE}
    when: gift.value_idr <= params.limit
  - id: upg
    kind: duty
    bearer: upg
    title: {{id: Meneruskan, en: Forward}}
    {CITE}
    raised_when: happened(gift.reported_to_upg_on)
    dated_by: gift.reported_to_upg_on
    deadline: {{days: 5, after: gift.reported_to_upg_on}}
    done_on: gift.forwarded_to_kpk_on
  - id: late
    kind: consequence
    follows: [r]
    if_state: [met_late]
    dated_by: finding.done_on
    in_force: {{from: 2026-01-20}}
    title: {{id: Terlambat, en: Late}}
    {CITE}
    sanction: light
  - id: missed
    kind: consequence
    follows: [r]
    if_state: [overdue]
    dated_by: finding.due_on
    track: discipline
    title: {{id: Lalai, en: Missed}}
    {CITE}
    only_for: official.employment == "pns"
    choose:
      - {{when: official.position_level == "functional", sanction: light, {CITE}}}
      - {{when: official.position_level == "jpt_pratama", sanction: heavy, {CITE}}}
"""


def sanctions(*gifts: dict[str, Any], **official: Any) -> list[tuple[str, bool]]:
    dossier = with_gifts(*gifts, official={"id": "o", "employment": "pns", **official})
    evaluation = evaluate(RULES, dossier)
    finding = next(finding for finding in evaluation.findings if finding.rule == "r")
    return [(possible.sanction.id, possible.certain) for possible in finding.consequences]


MISSED = gift(value_idr=5000, received_on=date(2025, 6, 2), reported_to_kpk_on="not_yet")


def test_a_consequence_attaches_only_to_the_states_it_lists() -> None:
    """A blank report is unconfirmed and has no consequence; a stated `not_yet` has."""
    assert sanctions(MISSED, position_level="functional") == [("light", True)]
    assert sanctions({**MISSED, "reported_to_kpk_on": None}, position_level="functional") == []


def test_rows_that_cannot_be_ruled_out_form_a_range_and_ask_for_what_would_narrow_it() -> None:
    """Without a position level both rows are possible, and the level is asked for."""
    evaluation = evaluate(RULES, with_gifts(MISSED))
    finding = next(finding for finding in evaluation.findings if finding.rule == "r")
    assert [(possible.sanction.id, possible.certain) for possible in finding.consequences] == [("light", False), ("heavy", False)]
    assert [question.path for question in finding.questions] == ["official[o].position_level"]


def test_a_consequence_is_dated_by_its_own_event() -> None:
    """The law of the day of the report decides what a late report leads to, not that of the gift."""
    late = gift(value_idr=5000, received_on=date(2025, 11, 3))
    assert sanctions({**late, "reported_to_kpk_on": date(2026, 1, 20)}) == [("light", True)]
    assert sanctions({**late, "reported_to_kpk_on": date(2026, 1, 19)}) == []


def test_the_level_is_that_of_the_day_the_time_ran_out() -> None:
    """A later promotion does not change what an omission of last year can lead to."""
    levels = [
        {"value": "functional", "from": date(2020, 1, 1), "until": date(2025, 12, 31)},
        {"value": "jpt_pratama", "from": date(2026, 1, 1), "until": "ongoing"},
    ]
    assert sanctions(MISSED, position_level=levels) == [("light", True)]


def test_the_form_of_a_sanction_can_be_that_of_the_day_it_would_be_imposed() -> None:
    """Forms dated by the day of the evaluation follow it."""
    for as_of, form in ((date(2025, 12, 31), "old-form"), (date(2026, 1, 1), "new-form")):
        dossier = with_gifts(MISSED, official={"id": "o", "employment": "pns", "position_level": "jpt_pratama"}, as_of=as_of)
        finding = next(finding for finding in evaluate(RULES, dossier).findings if finding.rule == "r")
        assert [form.id for form in finding.consequences[0].forms] == [form]


def test_what_another_bearer_owes_is_not_the_officials() -> None:
    """The unit's own duty is a finding borne by the unit, and the official's stays met."""
    reported = gift(value_idr=5000, reported_to_kpk_on=date(2026, 2, 3), reported_to_upg_on=date(2026, 2, 3), forwarded_to_kpk_on="not_yet")
    findings = {finding.rule: finding for finding in evaluate(RULES, with_gifts(reported)).findings}
    assert (findings["upg"].bearer, findings["upg"].state) == ("upg", "overdue")
    assert (findings["r"].bearer, findings["r"].state) == ("official", "met")


LAYER = """
id: test/layer
version: 1.0.0
title: {id: Lapisan, en: Layer}
status: draft
sources: {rule: {title: {id: Peraturan, en: Rule}, citation: Rule 1}}
layer:
  of: test/rules
  agencies: [strict]
  in_force: {from: 2025-01-01}
  cite: [{source: rule, at: Pasal 7, verified: confirmed}]
parameters:
  limit:
    values: [{from: 2025-01-01, value: 500, cite: [{source: rule, at: Pasal 7, verified: confirmed}]}]
"""


def test_a_stricter_parameter_makes_a_second_instance_and_leaves_the_national_outcome() -> None:
    """A gift between the two limits is exempt from the national duty and not from the agency's, with the agency's citation."""
    engine = engine_of(RULES, layer=LAYER)
    between = gift(value_idr=700)
    bound = evaluate(engine, with_gifts(between, official={"id": "o", "employment": "pns", "agency": "strict"}))
    assert [decision.outcome for decision in bound.decisions_of("r")] == ["exempt"]
    (finding,) = [finding for finding in bound.findings if finding.rule.startswith("r")]
    assert (finding.rule, finding.layer, finding.state) == ("r@test/layer", "test/layer", "unconfirmed")
    assert "rule" in [cite.source for cite in finding.citations]
    elsewhere = evaluate(engine, with_gifts(between, official={"id": "o", "employment": "pns", "agency": "other"}))
    assert [decision.outcome for decision in elsewhere.decisions_of("r@test/layer")] == ["does_not_apply"]
    unknown = evaluate(engine, with_gifts(between))
    assert [decision.outcome for decision in unknown.decisions_of("r@test/layer")] == ["undetermined"]
    early = evaluate(engine, with_gifts(gift(value_idr=700, received_on=date(2024, 12, 31)), official={"id": "o", "agency": "strict"}))
    assert early.decisions_of("r@test/layer") == ()


def test_what_the_nations_rule_can_lead_to_its_agency_instance_cannot() -> None:
    """A gift that only the agency's limit makes due is missed under the agency's rule, which has no national sanction."""
    engine = engine_of(RULES, layer=LAYER)
    official = {"id": "o", "employment": "pns", "agency": "strict", "position_level": "functional"}
    evaluation = evaluate(engine, with_gifts({**MISSED, "value_idr": 700}, official=official))
    finding = next(finding for finding in evaluation.findings if finding.layer)
    assert (finding.state, finding.consequences) == ("overdue", ())
