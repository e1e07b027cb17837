"""Outcomes in the order of the design, burden, undeclared facts, totals, uncertain law: one small ruleset per sentence."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from support_rules import engine_of, evaluate, gift, only, outcome, with_gifts

from integrityrules.facts.reading import read_dossier

CITE = "cite: [{source: act, at: Pasal 1, verified: confirmed}]"
LIMIT = f"""
defaults: {{about: gift, track: reporting, in_force: {{from: 2020-01-01}}}}
parameters:
  limit:
    type: money
    stricter: lower
    title: {{id: Batas, en: Limit}}
    values:
      - {{from: 2020-01-01, until: 2026-01-19, value: 1000000, {CITE}}}
      - {{from: 2026-01-20, value: 1500000, {CITE}}}
rules:
  - id: total
    kind: definition
    title: {{id: Jumlah, en: Total}}
    defines: gift.total_from_giver_at_event
    total: {{sum: gift.value_idr, over: gifts, same: [gift.giver, gift.event]}}
    {CITE}
  - id: r
    kind: duty
    title: {{id: Wajib lapor, en: Must report}}
    {CITE}
    raised_when: gift.accepted
    when: official.employment in ["pns", "pppk"]
    burden: official
    note: {{id: Catatan, en: Note}}
    deadline: {{working_days: 30, after: gift.received_on, calendar: asn}}
    done_on: gift.reported_to_kpk_on
  - id: small
    kind: exemption
    exempts: [r]
    title: {{id: Kecil, en: Small}}
    {CITE}
    when: gift.total_from_giver_at_event <= params.limit
  - id: family
    kind: exemption
    exempts: [r]
    title: {{id: Keluarga, en: Family}}
    burden: open
    {CITE}
    when: gift.giver_relation == "parent" && not gift.conflict_of_interest
"""
BIG = {"value_idr": 2_000_000, "event": "w", "giver_relation": "public"}


@pytest.fixture(scope="module")
def engine() -> Any:
    return engine_of(LIMIT)


def test_the_trigger_must_be_known_to_be_true(engine: Any) -> None:
    """An unknown or false trigger raises nothing."""
    assert outcome(engine, with_gifts(gift(**BIG, accepted=False))) == "not_raised"
    dossier = with_gifts({**gift(**BIG), "accepted": None})
    assert outcome(engine, dossier) == "not_raised"
    assert not evaluate(engine, dossier).findings


def test_a_false_condition_comes_before_exemptions(engine: Any) -> None:
    """Someone the rule does not bind is not exempt from it: it does not apply."""
    dossier = with_gifts(gift(value_idr=1), official={"id": "o", "employment": "none"})
    assert outcome(engine, dossier) == "does_not_apply"


def test_a_true_exemption_comes_before_an_unknown_condition(engine: Any) -> None:
    """A small gift to someone of unknown employment is exempt."""
    dossier = with_gifts(gift(value_idr=1, event="w"), official={"id": "o"}, declared_in_full=["gifts"])
    assert outcome(engine, dossier) == "exempt"
    assert outcome(engine, with_gifts(gift(**BIG), official={"id": "o"})) == "undetermined"


def test_an_exemption_that_is_not_shown_does_not_exempt_where_the_burden_is_the_officials(engine: Any) -> None:
    """Without a value the duty stands, and the finding lists the exemption that would exempt."""
    evaluation = evaluate(engine, with_gifts(gift(event="w", giver_relation="public")))
    decision = only(evaluation, "r")
    assert (decision.outcome, decision.state, decision.unless_shown) == ("applies", "due", ("small",))
    (finding,) = evaluation.findings
    assert [question.path for question in finding.questions] == ["gift[g].value_idr", "dossier[o].declared_in_full.gifts"]


def test_an_exemption_can_say_for_itself_that_silence_is_no_failure_to_show(engine: Any) -> None:
    """Silence about a conflict leaves a parent's gift undetermined, and one finding asks for everything."""
    evaluation = evaluate(engine, with_gifts(gift(**{**BIG, "giver_relation": "parent"})))
    assert [finding.state for finding in evaluation.findings] == ["undetermined"]
    assert [question.path for question in evaluation.findings[0].questions] == ["gift[g].conflict_of_interest"]


def test_what_nobody_declared_is_decided_over_what_was_declared_and_says_so(engine: Any) -> None:
    """A small gift among gifts not declared in full is exempt as far as declared; declared in full it is exempt."""
    small = gift(value_idr=1_200_000, event="w")
    assert only(evaluate(engine, with_gifts(small)), "r")[7:11] == ("exempt", "", True, ("small",))
    full = only(evaluate(engine, with_gifts(small, declared_in_full=["gifts"])), "r")
    assert (full.outcome, full.as_far_as_declared) == ("exempt", False)


def test_an_undeclared_fact_never_makes_a_finding(engine: Any) -> None:
    """Whatever else may exist, a gift that is exempt over what was declared gives no finding."""
    assert not evaluate(engine, with_gifts(gift(value_idr=1, event="w"))).findings


def test_a_total_can_exceed_a_limit_although_a_value_is_missing(engine: Any) -> None:
    """Two gifts of one giver at one event exceed the limit whatever the value of a third is."""
    a, b, c = (
        gift(id=id, value_idr=value, event="w", giver_relation="public") for id, value in (("a", 900_000), ("b", 700_000), ("c", None))
    )
    assert outcome(engine, with_gifts(a, b, c), fact="a") == "applies:due"
    assert outcome(engine, with_gifts(a, c), fact="a") == "applies:due"  # not shown to be small
    assert only(evaluate(engine, with_gifts(a, b, c)), "r", "a").unless_shown == ()


def test_same_occasion_means_the_same_event(engine: Any) -> None:
    """Gifts of one giver at different events are not added up, at an unknown event they may be."""
    a, b = gift(id="a", value_idr=900_000, event="w"), gift(id="b", value_idr=900_000, event="v")
    assert outcome(engine, with_gifts(a, b, declared_in_full=["gifts"]), fact="a") == "exempt"
    b["event"] = None
    b["giver_relation"] = a["giver_relation"] = "public"
    assert outcome(engine, with_gifts(a, b, declared_in_full=["gifts"]), fact="a") == "applies:due"


def test_the_law_is_chosen_by_the_day_of_the_act(engine: Any) -> None:
    """Rp1,200,000 exceeds the limit of the day before the change and not that of the day of the change."""
    before = gift(value_idr=1_200_000, event="w", received_on=date(2026, 1, 19), giver_relation="public")
    assert outcome(engine, with_gifts(before)) == "applies:due"
    assert outcome(engine, with_gifts({**before, "received_on": date(2026, 1, 20)})) == "exempt"


def test_a_day_known_only_as_a_range_is_undetermined_where_the_versions_differ(engine: Any) -> None:
    """In January 2026 the outcome depends on the day, in February it does not; with a greater value it never does."""
    month = gift(value_idr=1_200_000, event="w", received_on="2026-01", giver_relation="public")
    evaluation = evaluate(engine, with_gifts(month))
    assert (only(evaluation, "r").outcome, only(evaluation, "r").reason) == ("undetermined", "versions_differ")
    assert [question.path for question in evaluation.findings[0].questions] == ["gift[g].received_on"]
    assert evaluation.next_question is not None
    assert evaluation.next_question.path == "gift[g].received_on"
    assert outcome(engine, with_gifts({**month, "received_on": "2026-02"})) == "exempt"
    assert outcome(engine, with_gifts({**month, "value_idr": 1_600_000})) == "applies:due"


def test_before_the_first_day_of_the_law_nothing_is_in_force(engine: Any) -> None:
    """A gift of the last day before the law gives no decision at all."""
    assert not evaluate(engine, with_gifts(gift(**BIG, received_on=date(2019, 12, 31)))).decisions_of("r")
    assert evaluate(engine, with_gifts(gift(**BIG, received_on=date(2020, 1, 1)))).decisions_of("r")


def test_facts_after_the_day_it_is_looked_at_are_listed_and_not_read(engine: Any) -> None:
    """A later gift is neither judged nor added to an earlier one's total."""
    later = gift(id="later", value_idr=9_000_000, event="w", received_on=date(2026, 3, 3))
    evaluation = evaluate(engine, with_gifts(gift(value_idr=1_000_000, event="w"), later, declared_in_full=["gifts"]))
    assert evaluation.not_read == (("gift", "later"),)
    assert [(decision.fact.id, decision.outcome) for decision in evaluation.decisions_of("r")] == [("g", "exempt")]


def test_blank_report_dates_after_the_deadline_accuse_nobody(engine: Any) -> None:
    """Silence is unconfirmed and asks; only a stated `not_yet` is overdue."""
    old = gift(**BIG, received_on=date(2025, 3, 3))
    assert outcome(engine, with_gifts(old)) == "applies:unconfirmed"
    assert [q.path for q in evaluate(engine, with_gifts(old)).findings[0].questions] == ["gift[g].reported_to_kpk_on"]
    assert outcome(engine, with_gifts({**old, "reported_to_kpk_on": "not_yet"})) == "applies:overdue"
    assert outcome(engine, with_gifts({**old, "reported_to_kpk_on": date(2025, 3, 4)})) == "applies:met"
    assert outcome(engine, with_gifts({**old, "reported_to_kpk_on": date(2025, 9, 4)})) == "applies:met_late"


def test_two_sources_that_disagree_leave_the_field_unknown_and_make_a_review(engine: Any) -> None:
    """The value is unknown for the rule, and a person is told that the sources disagree; neither is overwritten."""
    first = gift(value_idr=1_000_000, event="w", giver_relation="public", stated_by="official")
    second = {"id": "g", "value_idr": 3_000_000, "stated_by": "upg", "basis": "register"}
    evaluation = evaluate(engine, with_gifts(first, second))
    assert only(evaluation, "r").unless_shown == ("small",)
    assert [finding.rule for finding in evaluation.findings if finding.state == "review"] == ["declaration.sources-disagree:value_idr"]
    due = next(finding for finding in evaluation.findings if finding.rule == "r")
    assert due.questions[0].why == "contradicted"
    assert due.basis == ("declared", "register")


DISPUTED = f"""
defaults: {{about: gift, track: reporting, in_force: {{from: 2020-01-01}}}}
rules:
  - id: r
    kind: duty
    title: {{id: Wajib lapor, en: Must report}}
    {CITE}
    when: gift.accepted
    burden: official
    note: {{id: Catatan, en: Note}}
    deadline: none_stated
  - id: e
    kind: exemption
    exempts: [r]
    title: {{id: Kecil, en: Small}}
    {CITE}
    when:
      disputed:
        - gift.perishable
        - gift.has_logo
"""


def test_what_sources_dispute_is_never_held_against_the_official_nor_asked() -> None:
    """Readings that differ leave the rule undetermined even where the burden is the official's, without a question."""
    evaluation = evaluate(DISPUTED, with_gifts(gift(perishable=True, has_logo=False)))
    assert only(evaluation, "r").outcome == "undetermined"
    assert evaluation.findings[0].questions == ()
    assert evaluation.needed == ()
    assert outcome(DISPUTED, with_gifts(gift(perishable=True, has_logo=True))) == "exempt"
    assert outcome(DISPUTED, with_gifts(gift(perishable=False, has_logo=False))) == "applies:undated"
    assert outcome(DISPUTED, with_gifts(gift(perishable=True))) == "applies:undated"


UNCERTAIN = f"""
defaults: {{about: gift, track: reporting}}
rules:
  - id: r
    kind: prohibition
    title: {{id: Dilarang, en: Forbidden}}
    in_force: {{from: 2019-12-05..2019-12-13, until: 2022-03-31..2022-04-06}}
    {CITE}
    when: gift.related_to_office
  - id: r
    kind: prohibition
    title: {{id: Dilarang, en: Forbidden}}
    in_force: {{from: 2022-04-01..2022-04-07}}
    {CITE}
    when: gift.related_to_office && not gift.could_not_refuse
"""


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2019, 12, 5), "undetermined"),
        (date(2019, 12, 12), "undetermined"),
        (date(2019, 12, 13), "applies:indicated"),
        (date(2022, 3, 31), "applies:indicated"),
        (date(2022, 4, 7), "applies:indicated"),
    ],
)
def test_a_rule_is_undetermined_between_the_ends_of_an_uncertain_start(day: date, expected: str) -> None:
    """From the earliest possible first day to the day before the latest, a rule that would apply is undetermined."""
    assert outcome(UNCERTAIN, with_gifts(gift(received_on=day, related_to_office=True, could_not_refuse=False))) == expected


def test_two_versions_that_hand_over_on_an_unknown_day_decide_what_both_say() -> None:
    """Where old and new version agree the unknown day of the change does not matter; where they differ it does."""
    between = gift(received_on=date(2022, 4, 3), related_to_office=True)
    assert outcome(UNCERTAIN, with_gifts({**between, "could_not_refuse": False})) == "applies:indicated"
    assert outcome(UNCERTAIN, with_gifts({**between, "could_not_refuse": True})) == "undetermined"
    assert outcome(UNCERTAIN, with_gifts({**between, "related_to_office": False})) == "does_not_apply"


@pytest.mark.parametrize(("verified", "state"), [("confirmed", "indicated"), ("one_source", "indicated"), ("derived", "review")])
def test_a_rule_nobody_has_seen_in_the_law_says_no_more_than_that_a_person_should_look(verified: str, state: str) -> None:
    """Without a confirmed or single-source citation a prohibition is a review."""
    rules = f"""
    rules:
      - id: r
        kind: prohibition
        about: gift
        track: discipline
        in_force: {{from: 2020-01-01}}
        title: {{id: Dilarang, en: Forbidden}}
        cite: [{{source: act, at: Pasal 1, verified: {verified}}}]
        when: gift.accepted
    """
    assert outcome(rules, with_gifts(gift())) == f"applies:{state}"


def test_why_not_is_told_with_the_distance_from_the_limit(engine: Any) -> None:
    """The full explanation of every rule considered shows what failed, and by how much a number missed its limit."""
    above = gift(value_idr=1_500_001, event="w", giver_relation="public")
    evaluation = engine.evaluate(read_dossier({"as_of": date(2026, 3, 2), **with_gifts(above, declared_in_full=["gifts"])}), explain=True)
    assert [explanation.decision for explanation in evaluation.explanations] == list(evaluation.decisions)
    (explanation,) = (explanation for explanation in evaluation.explanations if explanation.decision.rule.id == "r")
    assert [(miss.difference, miss.type.name) for miss in explanation.near_misses()] == [(1, "money")]
    assert {section.rule.id: section.trace.value for section in explanation.sections if section.role == "exemption"} == {
        "family": False,
        "small": False,
    }
    assert "gift[g].value_idr" in explanation.reads()
