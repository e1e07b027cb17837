"""The kinds carry the stories that the law needs: phases of a contest, chains to a bidder, what only some can know."""

from __future__ import annotations

from typing import Any

import pytest
from support_rules import engine_of, evaluate

from integrityrules.decide.evaluation import Evaluation
from integrityrules.facts import NOT_YET, OfficialDecision, read_dossier, resolve, with_indirect_control

NEUTRALITY = """
defaults: {about: activity, in_force: {from: 2022-09-22}, executability: full}
sanctions:
  moral: {level: none, title: {id: Sanksi moral, en: Moral sanction}, cite: [{source: act, at: Pasal 1, verified: confirmed}]}
  serious: {level: serious, title: {id: Berat, en: Serious}, cite: [{source: act, at: Pasal 1, verified: confirmed}]}
rules:
  - id: phase.before
    kind: definition
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    title: {id: Sebelum penetapan, en: Before determination}
    defines: activity.before_determination
    is: activity.happened_on < activity.candidacy.contest.determination_on
  - id: phase.after
    kind: definition
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    title: {id: Sejak penetapan, en: Since determination}
    defines: activity.after_determination
    is: >-
      activity.happened_on >= activity.candidacy.contest.determination_on
      || (activity.kind in ["display_props", "follow_or_join"]
      && activity.until >= activity.candidacy.contest.determination_on)
  - id: promotion
    kind: prohibition
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    track: ethics
    title: {id: Mempromosikan, en: Promoting}
    when: activity.kind in ["like", "display_props"]
  - id: promotion.sanction
    kind: consequence
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    track: ethics
    title: {id: Akibat, en: Consequence}
    follows: [promotion]
    if_state: [indicated]
    choose:
      - {when: activity.before_determination, sanction: moral}
      - {when: activity.after_determination, sanction: serious}
"""
CONTEST = {"id": "garut", "determination_on": "2024-09-22"}
CANDIDACY = {"id": "k", "contest": "garut", "candidate": "c-1"}


@pytest.fixture(scope="module")
def neutrality() -> Any:
    return engine_of(NEUTRALITY)


def sanctions(evaluation: Evaluation) -> list[str]:
    (finding,) = evaluation.findings
    assert finding.state == "indicated"
    return [consequence.sanction.id for consequence in finding.consequences]


def acted(contest: dict[str, Any], as_of: str = "2024-12-31", **fields: Any) -> dict[str, Any]:
    activity = {"id": "a", "candidacy": "k", **fields}
    return {"as_of": as_of, "official": {}, "activities": [activity], "contests": [contest], "candidacies": [CANDIDACY]}


@pytest.mark.parametrize(
    "fields, expected",
    [
        ({"kind": "like", "happened_on": "2024-09-21"}, ["moral"]),
        ({"kind": "like", "happened_on": "2024-09-22"}, ["serious"]),
        ({"kind": "display_props", "happened_on": "2024-09-01", "until": "2024-09-21"}, ["moral"]),
        ({"kind": "display_props", "happened_on": "2024-09-01", "until": "2024-09-22"}, ["moral", "serious"]),
        ({"kind": "display_props", "happened_on": "2024-09-01", "until": "ongoing"}, ["moral", "serious"]),
        ({"kind": "display_props", "happened_on": "2024-09-01"}, ["moral", "serious"]),
    ],
)
def test_an_act_stands_in_the_phases_it_touches(neutrality: Any, fields: dict[str, Any], expected: list[str]) -> None:
    """A like has one day; a banner that hung from before to after the determination stands in both phases."""
    assert sanctions(evaluate(neutrality, acted(CONTEST, **fields))) == expected


def test_without_the_date_of_determination_both_phases_are_open(neutrality: Any) -> None:
    """The act is found either way, and the date is asked of the register that has it."""
    evaluation = evaluate(neutrality, acted({"id": "garut"}, kind="like", happened_on="2024-09-21"))
    assert sanctions(evaluation) == ["moral", "serious"]
    asked = {(question.kind, question.field, question.asked_of) for question in evaluation.findings[0].questions}
    assert {who for _, _, who in asked} == {"register"}


def test_a_phase_may_be_declared_where_no_day_is_known(neutrality: Any) -> None:
    """Official cases often give the stage and not the day of the determination."""
    declared = {"kind": "like", "happened_on": "2024-09", "before_determination": True, "after_determination": False}
    assert sanctions(evaluate(neutrality, acted({"id": "garut"}, **declared))) == ["moral"]


def test_a_contest_that_is_still_to_come_is_read(neutrality: Any) -> None:
    """Nobody has been determined yet: the act is before it, whenever that will be."""
    contest = {**CONTEST, "voting_on": "2024-11-27"}
    assert sanctions(evaluate(neutrality, acted(contest, as_of="2024-08-31", kind="like", happened_on="2024-08-01"))) == ["moral"]
    world = resolve(read_dossier(acted(contest, as_of="2024-01-01")))
    assert [item.id for item in (*world.items["contests"], *world.items["candidacies"])] == ["garut", "k"]
    assert world.not_read == ()


CONTROL = """
defaults: {in_force: {from: 2018-03-22}, executability: full, track: procurement}
rules:
  - id: controls
    kind: definition
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    title: {id: Mengendalikan, en: Controls}
    about: company_link
    defines: company_link.controls
    is: >-
      company_link.kind in ["beneficial_owner", "indirect_controller"]
      || (company_link.kind == "shareholder" && company_link.share > 50)
  - id: spouse
    kind: prohibition
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    title: {id: Suami atau istri mengendalikan, en: Spouse controls}
    about: procurement_role
    with: {bid: procurement_role.package.bids}
    when: >-
      relationships.exists(r, r.relation == "spouse" && bid.bidder.held_by.exists(c, c.holder == r.person && c.controls))
"""


@pytest.mark.parametrize("share, outcome", [(60, "applies"), (50, "does_not_apply"), (None, "undetermined")])
def test_a_chain_to_a_bidder_is_found_through_registers(share: object, outcome: str) -> None:
    """The spouse holds a holding that holds the bidder: more than half, half, and not known."""
    days = {"from": "2020-01-01", "until": "ongoing"}
    dossier = {
        "as_of": "2026-01-01",
        "official": {"person": "me"},
        "relationships": [{"id": "s", "person": "wife", "relation": "spouse", **days}],
        "procurement_roles": [{"id": "r", "role": "pokja", "package": "P", **days}],
        "packages": [{"id": "P", "bids_complete": True}],
        "bids": [{"id": "b", "package": "P", "bidder": "builder", "offered_on": "2025-03-05"}],
        "company_links": [
            {"id": "c1", "holder": "wife", "organisation": "holding", "kind": "shareholder", "share": share, **days},
            {"id": "c2", "holder": "holding", "organisation": "builder", "kind": "shareholder", "share": 51, **days},
        ],
        "declared_in_full": ["company_links", "relationships"],
    }
    evaluation = engine_of(CONTROL).evaluate(with_indirect_control(read_dossier(dossier)))
    (decision,) = evaluation.decisions_of("spouse")
    assert decision.outcome == outcome
    if outcome == "undetermined":
        assert {question.asked_of for finding in evaluation.findings for question in finding.questions} == {"register"}


def test_a_decision_that_is_still_to_come_is_read_once_its_matter_has_come_up() -> None:
    """A conflict can be declared before the decision is taken."""
    pending = {"id": "d", "decided_on": "not_yet", "came_up_on": "2025-01-10"}
    assert resolve(read_dossier({"as_of": "2025-02-01", "official_decisions": [pending]})).items["official_decisions"]
    assert OfficialDecision(id="d", decided_on="not_yet").decided_on is NOT_YET


@pytest.mark.parametrize("plural", ["activities", "conducts", "facility_uses"])
def test_an_act_that_lasts_does_not_end_before_it_begins(plural: str) -> None:
    """The last day of an act is checked against its first, as for lasting facts."""
    from integrityrules.errors import DeclarationError

    wrong = {"id": "x", "happened_on": "2024-02-02", "until": "2024-02-01"}
    with pytest.raises(DeclarationError, match="ends-before-start"):
        read_dossier({"as_of": "2026-01-01", plural: [wrong]})
