"""Mutation: strong cases kill, weak ones leave survivors, and what changes nothing is shown to."""

from __future__ import annotations

import pytest
from support_ruletests import CITE, DUTY, LIMIT, LIMIT_STRONG, LIMIT_WEAK, suite

from integrityrules.ruletests import mutate

DUTY_CASES = """
    cases:
      - {name: not accepted, as_of: 2026-01-10, official: {employment: pns}, gifts: [{id: g, received_on: 2026-01-01, accepted: false}], expect: {report: {outcome: not_raised}}}
      - {name: day before, as_of: 2026-01-10, official: {employment: pns}, gifts: [{id: g, received_on: 2019-12-31, accepted: true}], expect: {report: {outcome: not_in_force}}}
      - {name: first day, as_of: 2020-01-10, official: {employment: pns}, gifts: [{id: g, received_on: 2020-01-01, accepted: true, form: goods}], expect: {report: {outcome: applies, state: due, due_on: 2020-01-31}}}
      - {name: first day of the exemption, as_of: 2020-01-10, official: {employment: cpns}, gifts: [{id: g, received_on: 2020-01-01, accepted: true, form: flowers, related_to_office: false}], expect: {report: {outcome: exempt}}}
      - {name: not stated what it was, as_of: 2026-01-10, official: {employment: pns}, gifts: [{id: g, received_on: 2026-01-01, accepted: true}], expect: {report: {outcome: applies, unless_shown: [flowers]}}}
      - {name: flowers for office, as_of: 2026-01-10, official: {employment: cpns}, gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: flowers, related_to_office: true}], expect: {report: {outcome: applies}}}
      - {name: goods not for office, as_of: 2026-01-10, official: {employment: cpns}, gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: plaque, related_to_office: false}], expect: {report: {outcome: applies}}}
      - {name: none of these, as_of: 2026-01-10, official: {employment: none}, gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: goods}], expect: {report: {outcome: does_not_apply}}}
      - {name: tenth day, as_of: 2026-01-20, official: {employment: pns}, gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: goods, reported_to_upg_on: 2026-01-11, reported_to_kpk_on: not_yet}], expect: {report: {state: met}}}
      - {name: eleventh day, as_of: 2026-01-20, official: {employment: pns}, gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: goods, reported_to_upg_on: 2026-01-12, reported_to_kpk_on: not_yet}], expect: {report: {state: due}}}
      - {name: thirtieth day, as_of: 2026-03-01, official: {employment: pns}, gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: goods, reported_to_kpk_on: 2026-01-31}], expect: {report: {state: met, consequences: []}}}
      - {name: day after, as_of: 2026-03-01, official: {employment: pns}, gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: goods, value_idr: 1000, reported_to_kpk_on: 2026-02-01, reported_to_upg_on: not_yet}], expect: {report: {state: met_late, consequences: [light]}}}
      - {name: not at all, as_of: 2026-03-01, official: {employment: pns}, gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: goods, value_idr: 1001, reported_to_kpk_on: not_yet, reported_to_upg_on: not_yet}], expect: {report: {state: overdue, consequences: [serious]}}}
      - {name: little, as_of: 2026-03-01, official: {employment: pns}, gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: goods, value_idr: 1, reported_to_kpk_on: not_yet, reported_to_upg_on: not_yet}], expect: {report: {consequences: [light]}}}
      - {name: much, as_of: 2026-03-01, official: {employment: pns}, gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: goods, value_idr: 9000, reported_to_kpk_on: not_yet, reported_to_upg_on: not_yet}], expect: {report: {consequences: [serious]}}}
      - {name: a candidate, as_of: 2026-03-01, official: {employment: cpns}, gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: goods, value_idr: 1, reported_to_kpk_on: not_yet, reported_to_upg_on: not_yet}], expect: {report: {consequences: []}}}
      - {name: first day of the sanction, as_of: 2020-03-01, official: {employment: pns}, gifts: [{id: g, received_on: 2020-01-01, accepted: true, form: goods, value_idr: 1, reported_to_kpk_on: not_yet, reported_to_upg_on: not_yet}], expect: {report: {due_on: 2020-01-31, consequences: [light]}}}
      - {name: Saturday stays, as_of: 2026-03-01, official: {employment: pns}, gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: goods, reported_to_kpk_on: 2026-02-02, reported_to_upg_on: not_yet}], expect: {report: {due_on: 2026-01-31, state: met_late}}}
      - {name: tenth day on a Sunday, as_of: 2026-01-25, official: {employment: pns}, gifts: [{id: g, received_on: 2026-01-08, accepted: true, form: goods, reported_to_upg_on: 2026-01-19, reported_to_kpk_on: not_yet}], expect: {report: {state: due}}}
"""  # noqa: E501


def test_a_weak_case_leaves_survivors() -> None:
    """One case far beyond the limit notices neither the limit, nor its days, nor the trigger."""
    result = mutate(*suite(LIMIT, LIMIT_WEAK))
    survivors = {(found.operator, found.what) for found in result.survivors}
    assert ("comparison", "`gift.value_idr > params.limit` becomes `gift.value_idr >= params.limit`") in survivors
    assert ("value", "200 becomes 201") in survivors
    assert ("period", "`from` 2024-07-01 becomes 2024-06-30") in survivors
    assert ("condition", "`gift.accepted` is taken away") in survivors
    assert any(line.startswith("survived: rules.yaml:") for line in result.lines())


def test_strong_cases_leave_no_survivor() -> None:
    """Cases on each side of the limit, of its days and of the trigger kill every mutant, or the checks refuse it."""
    result = mutate(*suite(LIMIT, LIMIT_STRONG))
    assert [str(found) for found in result.survivors] == []
    assert {"gap", "overlap"} == {found.by for found in result.of("refused")}
    killed = next(found for found in result.of("killed") if found.operator == "comparison")
    assert killed.by == "at the limit"


def test_a_duty_with_exemption_and_sanctions_is_tested_to_the_end() -> None:
    """Nineteen cases leave no mutant of a duty, its routes, its exemption and its graded sanction alive."""
    result = mutate(*suite(DUTY, DUTY_CASES))
    assert result.left_out == ()
    assert [str(found) for found in result.survivors] == []


def test_results_are_the_same_each_time_and_can_be_sampled() -> None:
    """A sample is every n-th mutant of the whole, with the same fate."""
    engine, cases = suite(LIMIT, LIMIT_STRONG)
    whole = mutate(engine, cases).results
    assert whole[::3] == mutate(engine, cases, every=3).results
    assert {"params.limit"} == {found.rule for found in mutate(engine, cases, rules=["params.limit"]).results}


def test_progress_is_told() -> None:
    """The caller hears how far it is."""
    heard: list[tuple[int, int]] = []
    result = mutate(*suite(LIMIT, LIMIT_WEAK), every=4, progress=lambda done, whole: heard.append((done, whole)))
    assert [(n, len(result.results)) for n in range(1, 1 + len(result.results))] == heard


def test_a_case_that_fails_anyway_kills_nothing() -> None:
    """A case that fails on the unchanged rules is left out and named."""
    result = mutate(*suite(LIMIT, LIMIT_WEAK.replace("outcome: applies", "outcome: exempt")))
    assert result.left_out == ("far more",)
    assert result.of("killed") == ()


EQUIVALENT = f"""
    parameters:
      unread:
        type: money
        title: {{id: Tak dibaca, en: Not read}}
        values: [{{from: 2020-01-01, value: 5, cite: {CITE}}}]
    rules:
      - id: twice
        kind: indicator
        title: {{id: Dua kali, en: Twice}}
        about: gift
        track: ethics
        in_force: {{from: 2020-01-01}}
        cite: {CITE}
        when:
          all:
            - gift.value_idr > 100
            - gift.value_idr > 50
"""


def test_a_clause_that_does_nothing_is_shown_to_do_nothing() -> None:
    """Dropping a clause that another implies is equivalent, by enumeration; so is a value that nothing reads."""
    result = mutate(*suite(EQUIVALENT, LIMIT_WEAK.replace("keep-small", "twice")))
    shown = {(found.what, found.by) for found in result.of("equivalent")}
    assert ("`gift.value_idr > 50` is dropped", "the condition has the same value for all facts") in shown
    assert ("5 becomes 6", "nothing in force reads it") in shown
    assert "`gift.value_idr > 100` is dropped" in {found.what for found in result.survivors}


@pytest.mark.parametrize("expect, operator", [("questions: ['gift[g].value_idr']", "comparison"), ("reason: ''", "value")])
def test_words_and_questions_kill_nothing(expect: str, operator: str) -> None:
    """A case that asserts no outcome, state, date or sanction leaves every mutant alive."""
    cases = f"""
    cases:
      - {{name: a, as_of: 2026-01-01, gifts: [{{id: g, received_on: 2025-01-01, accepted: true}}], expect: {{keep-small: {{{expect}}}}}}}
    """
    result = mutate(*suite(LIMIT, cases))
    assert result.of("killed") == ()
    assert operator in {found.operator for found in result.survivors}


YEARLY = f"""
    rules:
      - id: yearly
        kind: prohibition
        title: {{id: Tahunan, en: Yearly}}
        about: appointment
        track: ethics
        every: {{year_on: "12-31"}}
        dated_by: occurrence.on
        in_force: {{from: 2020-03-01}}
        cite: {CITE}
        when: appointment.wealth_report_position
"""
YEARLY_CASES = """
    cases:
      - {name: bound, as_of: 2021-06-01, appointments: [{id: a, from: 2019-01-01, until: ongoing, wealth_report_position: true}], expect: {yearly: [{with: ["2020-12-31"], outcome: applies}, {with: ["2019-12-31"], outcome: not_in_force}]}}
      - {name: free, as_of: 2021-06-01, appointments: [{id: a, from: 2020-01-01, until: ongoing, wealth_report_position: false}], expect: {yearly: {with: ["2020-12-31"], outcome: does_not_apply}}}
"""  # noqa: E501


def test_a_yearly_rule_has_nothing_to_say_between_its_days() -> None:
    """Moving the start of a yearly rule by a day on which none of its yearly days falls changes nothing, and is shown to."""
    result = mutate(*suite(YEARLY, YEARLY_CASES))
    assert {found.what for found in result.of("equivalent")} == {
        "`from` 2020-03-01 becomes 2020-02-29",
        "`from` 2020-03-01 becomes 2020-03-02",
    }
    at_the_day = mutate(*suite(YEARLY.replace("2020-03-01", "2020-12-31"), YEARLY_CASES))
    assert {found.what for found in at_the_day.of("equivalent")} == {"`from` 2020-12-31 becomes 2020-12-30"}
    assert [str(found) for found in (*result.survivors, *at_the_day.survivors)] == []
