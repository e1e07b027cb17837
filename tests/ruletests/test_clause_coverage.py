"""Coverage of clauses: what cases have seen true and false."""

from __future__ import annotations

from support_ruletests import DUTY, LIMIT, LIMIT_STRONG, LIMIT_WEAK, suite

from integrityrules.ruletests import clause_coverage
from integrityrules.ruletests.coverage import clauses_of

DUTY_CASES = """
    cases:
      - name: flowers
        as_of: 2026-03-01
        official: {employment: pns}
        gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: flowers, related_to_office: false}]
        expect: {report: {outcome: exempt}}
      - name: late, and dear
        as_of: 2026-03-01
        official: {employment: pns}
        gifts: [{id: g, received_on: 2026-01-01, accepted: true, form: goods, related_to_office: true, value_idr: 2000, reported_to_kpk_on: 2026-02-20, reported_to_upg_on: not_yet}]
        expect: {report: {state: met_late, consequences: [serious]}}
"""  # noqa: E501


def test_strong_cases_cover_every_clause() -> None:
    """Each clause of the small ruleset was seen true and false, and unknown is counted apart."""
    result = clause_coverage(*suite(LIMIT, LIMIT_STRONG))
    assert (result.percent, result.missing) == (100.0, ())
    (condition,) = [clause for clause in result.clauses if clause.part == "when"]
    assert (condition.rule, condition.text, condition.seen_unknown) == ("keep-small", "`gift.value_idr > params.limit`", 1)


def test_weak_cases_leave_clauses_with_their_place() -> None:
    """What was never false is reported with rule, part and position."""
    result = clause_coverage(*suite(LIMIT, LIMIT_WEAK))
    assert result.percent == 0.0
    assert str(result.missing[0]) == "rules.yaml:18:18: keep-small: raised_when: `gift.accepted` was never false"


def test_exemptions_and_consequences_are_covered_too() -> None:
    """Clauses of exemptions, of `only_for` and of rows count where a decision reached them."""
    result = clause_coverage(*suite(DUTY, DUTY_CASES))
    seen = {(clause.rule, clause.text): (clause.seen_true, clause.seen_false) for clause in result.clauses}
    assert seen["flowers", '`gift.form == "flowers"`'] == (1, 1)
    assert seen["sanction", '`official.employment == "pns"`'] == (1, 0)
    assert seen["sanction", "`gift.value_idr <= 1000`"] == (0, 1)


def test_clauses_are_the_leaves_of_conditions() -> None:
    """A negation, a combinator or a constant is no clause; the body of a collection has its own."""
    engine, _ = suite(DUTY, DUTY_CASES)
    flowers = next(rule for rule in engine.rulebook.typed if rule.id == "flowers")
    assert [part for part, _ in clauses_of(flowers)] == ["when", "when"]
