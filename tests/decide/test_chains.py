"""Chains through registers: which element of a collection decides, how near the others came, and who is asked for what is missing."""

from __future__ import annotations

from typing import Any

import pytest
from support_rules import evaluate, only

from integrityrules.decide.evaluation import Evaluation

HEAD = """
rules:
  - id: controls
    kind: definition
    about: company_link
    title: {id: Mengendalikan, en: Controls}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    in_force: {from: 2015-01-01}
    defines: company_link.controls
    is: company_link.kind == "shareholder" && company_link.share > 50
  - id: r
    kind: indicator
    about: procurement_role
    with: {bid: procurement_role.package.bids}
    track: procurement
    title: {id: Aturan, en: Rule}
    in_force: {from: 2015-01-01}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    when: WHEN
"""
SPOUSE = (
    'relationships.exists(r, r.relation == "spouse"'
    " && bid.bidder.held_by.exists(c, c.holder == r.person && in_effect(c, bid.offered_on) && c.controls))"
)
LABELLED = "{if: '%s', label: {id: suami atau istri mengendalikan peserta, en: the spouse controls the bidder}}"


def judged(when: str = SPOUSE, /, **link: Any) -> Evaluation:
    """Judges a rule about a role and a bid, where the spouse holds some share of the bidder and a cousin another."""
    links = [
        {"id": "c1", "holder": "wife", "organisation": "firm", "kind": "shareholder", "from": "2020-01-01", "until": "ongoing", **link},
        {"id": "c2", "holder": "cousin", "organisation": "firm", "kind": "shareholder", "share": 40, "from": "2020-01-01"},
    ]
    dossier = {
        "official": {"id": "o", "employment": "pns", "person": "me"},
        "procurement_roles": [
            {"id": "ppk", "role": "commitment_officer", "package": "P", "from": "2025-01-10", "until": "ongoing"}
        ],
        "packages": [{"id": "P"}],
        "bids": [{"id": "b", "package": "P", "bidder": "firm", "offered_on": "2025-03-05"}],
        "relationships": [{"id": "s1", "person": "wife", "relation": "spouse"}, {"id": "s2", "person": "cousin", "relation": "cousin"}],
        "company_links": links,
    }  # fmt: skip
    evaluation: Evaluation = evaluate(HEAD.replace("WHEN", when), dossier)
    return evaluation


def told(evaluation: Evaluation, *, full: bool = False) -> list[str]:
    """Returns how the condition is told in English."""
    return evaluation.narrate(only(evaluation, "r"), "en", full=full)[2:]


@pytest.mark.parametrize("when", [SPOUSE, LABELLED % SPOUSE])
def test_the_elements_that_hold_are_told_with_what_they_rest_on(when: str) -> None:
    """A chain is told link by link, each by its id, down to the definition and the number behind it."""
    first, *lines = told(judged(when, share=60))
    assert first.lstrip() in (
        "- [yes] for some relationship r:", "- [yes] the spouse controls the bidder",
    )  # fmt: skip
    assert [line.strip() for line in lines] == [
        "relationship s1:",
        "- [yes] “Relation” of relationship s1 is “Spouse” (value: “Spouse”)",
        "- [yes] for some company link c of “Bidder” of bid:",
        "company link c1:",
        "- [yes] “Holder” of company link c1 is the same as “Person” of relationship s1",
        "- [yes] company link c1 is in effect on “Offered on” of bid (value: 5 March 2025)",
        "- [yes] “Controls” of company link c1 is “yes”",
        "- [yes] all of the following:",
        "- [yes] “Kind” of company link is “Shareholder” (value: “Shareholder”)",
        "- [yes] “Share” of company link is more than 50% (value: 60%; 10% above the limit)",
    ]


def test_an_element_that_misses_one_clause_is_told_with_its_distance() -> None:
    """Exactly half is not more than half, and the near miss says so; who misses more is told on request."""
    evaluation = judged(share=50)
    assert only(evaluation, "r").outcome == "does_not_apply"
    assert only(evaluation, "r").as_far_as_declared
    short, full = told(evaluation), told(evaluation, full=True)
    assert short[-1].strip() == "- [no] “Share” of company link is more than 50% (value: 50%; at the limit exactly)"
    assert not any("s2" in line for line in short)
    assert any("relationship s2:" in line for line in full)


def test_what_is_not_known_is_asked_of_the_register_alone() -> None:
    """Where other facts could only add a reason, nobody is asked whether everything was declared: the share settles it."""
    evaluation = judged()
    (finding,) = evaluation.findings
    assert finding.state == "undetermined"
    assert {question.asked_of for question in finding.questions} == {"register"}
    assert "company_link[c1].share" in {question.path for question in finding.questions}
    assert set(evaluation.needed) == set(finding.questions)
    assert not any("more may exist" in line for line in told(evaluation))


@pytest.mark.parametrize("when", [f"'!({SPOUSE})'", f"'relationships.all(r, r.relation != \"spouse\") || {SPOUSE}'"])
def test_where_more_facts_could_clear_all_are_asked_for(when: str) -> None:
    """Where an undeclared fact could keep the condition from holding, its kind is asked for in full."""
    evaluation = judged(when)
    asked = {question.field for finding in evaluation.findings for question in finding.questions}
    assert "declared_in_full.relationships" in asked


def test_only_some_of_very_many_elements_are_told() -> None:
    """A long list is cut, and says how many are left out."""
    links = [{"id": f"c{number}", "holder": "wife", "organisation": "firm", "kind": "employee"} for number in range(25)]
    dossier = {
        "official": {"id": "o", "employment": "pns"},
        "procurement_roles": [{"id": "ppk", "role": "pokja", "package": "P", "from": "2025-01-10", "until": "ongoing"}],
        "packages": [{"id": "P"}],
        "bids": [{"id": "b", "package": "P", "bidder": "firm", "offered_on": "2025-03-05"}],
        "company_links": links,
    }
    lines = told(evaluate(HEAD.replace("WHEN", 'bid.bidder.held_by.exists(c, c.kind == "employee")'), dossier))
    assert sum(line.strip().startswith("company link") for line in lines) == 20
    assert lines[-1].strip() == "and 5 more"
