"""Definitions: several for one field, against what was declared, and totals."""

from __future__ import annotations

from datetime import date

from support_rules import evaluate, gift, only, with_gifts

CITE = "cite: [{source: act, at: Pasal 1, verified: confirmed}]"
RULES = f"""
defaults: {{about: gift, track: ethics, in_force: {{from: 2020-01-01}}}}
rules:
  - id: vendors
    kind: definition
    title: {{id: Rekanan, en: Vendors}}
    defines: gift.conflict_of_interest
    is: true
    when: gift.giver_relation == "vendor"
    {CITE}
  - id: donated
    kind: definition
    title: {{id: Disalurkan, en: Passed on}}
    defines: gift.conflict_of_interest
    is: false
    when: happened(gift.donated_on)
    {CITE}
  - id: year
    kind: definition
    title: {{id: Jumlah setahun, en: Total of the year}}
    defines: gift.total_in_kind_from_giver_in_year
    total:
      sum: gift.value_idr
      over: gifts
      same: [gift.giver, year(gift.received_on)]
      up_to: gift.received_on
      where: gift.form != "cash"
    {CITE}
  - id: r
    kind: prohibition
    title: {{id: Konflik, en: Conflict}}
    {CITE}
    when: gift.conflict_of_interest
  - id: much
    kind: indicator
    title: {{id: Banyak, en: Much}}
    {CITE}
    when: gift.total_in_kind_from_giver_in_year > 1000
"""


def of(rule: str, *gifts: dict, **dossier: object) -> str:  # type: ignore[type-arg]
    return only(evaluate(RULES, with_gifts(*gifts, **dossier)), rule, "g").outcome


def reviews(*gifts: dict) -> list[str]:  # type: ignore[type-arg]
    return [finding.rule for finding in evaluate(RULES, with_gifts(*gifts)).findings if finding.rule.startswith("declaration.")]


def test_a_definition_that_does_not_speak_leaves_what_was_declared() -> None:
    """A silent definition never says that something is not so."""
    assert of("r", gift(giver_relation="public", conflict_of_interest=True, donated_on="not_yet")) == "applies"
    assert of("r", gift(giver_relation="public", conflict_of_interest=False, donated_on="not_yet")) == "does_not_apply"
    assert of("r", gift(giver_relation="public", donated_on="not_yet")) == "undetermined"


def test_what_a_definition_says_wins_over_what_was_declared_and_makes_a_review() -> None:
    """A vendor's gift has a conflict although the declaration denies it, and a person is told."""
    denied = gift(giver_relation="vendor", conflict_of_interest=False, donated_on="not_yet")
    assert of("r", denied) == "applies"
    assert reviews(denied) == ["declaration.contradicts-definition:conflict_of_interest"]
    assert reviews(gift(giver_relation="vendor", conflict_of_interest=True, donated_on="not_yet")) == []


def test_definitions_that_disagree_give_unknown_and_a_review() -> None:
    """Two definitions that say opposite things leave the field unknown."""
    both = gift(giver_relation="vendor", donated_on=date(2026, 2, 3))
    assert of("r", both) == "undetermined"
    assert reviews(both) == ["declaration.definitions-disagree:conflict_of_interest"]


def test_a_definition_that_may_yet_speak_leaves_the_field_unknown() -> None:
    """While the giver's relation is unknown, a declared `false` may still turn out otherwise."""
    assert of("r", gift(conflict_of_interest=False, donated_on="not_yet")) == "undetermined"
    assert of("r", gift(conflict_of_interest=True, donated_on="not_yet")) == "applies"


def test_a_running_total_never_makes_an_earlier_gift_late() -> None:
    """A later gift of the year counts for itself, not for the earlier one."""
    first = gift(value_idr=900, form="goods", received_on=date(2026, 2, 1))
    second = gift(id="h", value_idr=900, form="goods", received_on=date(2026, 2, 2))
    evaluation = evaluate(RULES, with_gifts(first, second, declared_in_full=["gifts"]))
    assert [only(evaluation, "much", id).outcome for id in ("g", "h")] == ["does_not_apply", "applies"]


def test_a_fact_is_always_in_its_own_total() -> None:
    """An unknown giver and form still leave the gift itself in the sum."""
    assert of("much", gift(giver=None, value_idr=1001)) == "applies"


def test_a_total_of_a_year_is_closed_by_a_declaration_that_covers_the_year_up_to_the_gift() -> None:
    """Gifts declared in full from 1 January to the day of the gift settle the running total of that year."""
    small = gift(value_idr=900, form="goods")
    covered = {"gifts": {"from": date(2026, 1, 1), "until": date(2026, 2, 2)}}
    decision = only(evaluate(RULES, with_gifts(small, declared_in_full=covered)), "much")
    assert (decision.outcome, decision.as_far_as_declared) == ("does_not_apply", False)
    shorter = {"gifts": {"from": date(2026, 1, 2), "until": date(2026, 2, 2)}}
    decision = only(evaluate(RULES, with_gifts(small, declared_in_full=shorter)), "much")
    assert (decision.outcome, decision.as_far_as_declared) == ("does_not_apply", True)


def test_an_element_of_unknown_form_widens_the_total() -> None:
    """A gift that may be cash may or may not count: the total is open, and the form is asked for."""
    other = gift(id="h", value_idr=900, received_on=date(2026, 1, 5))
    evaluation = evaluate(RULES, with_gifts(gift(value_idr=900, form="goods"), other, declared_in_full=["gifts"]))
    assert only(evaluation, "much", "g").outcome == "undetermined"
    finding = next(finding for finding in evaluation.findings if finding.rule == "much" and finding.fact == "g")
    assert [question.path for question in finding.questions] == ["gift[h].form"]


def test_nobody_is_asked_what_a_silent_definition_would_rest_on() -> None:
    """Where a definition surely does not speak, the facts its value reads are no questions."""
    rules = f"""
defaults: {{about: gift, track: ethics, in_force: {{from: 2020-01-01}}}}
rules:
  - id: passed-on
    kind: definition
    defines: gift.conflict_of_interest
    is: gift.related_to_office
    when: gift.giver_relation == "vendor"
    {CITE}
  - id: r
    kind: prohibition
    title: {{id: Konflik, en: Conflict}}
    {CITE}
    when: gift.conflict_of_interest
"""

    def asked(relation: str) -> set[str]:
        (finding,) = evaluate(rules, with_gifts(gift(giver_relation=relation))).findings
        return {question.field for question in finding.questions}

    assert asked("public") == {"conflict_of_interest"}
    assert asked("vendor") == {"conflict_of_interest", "related_to_office"}
