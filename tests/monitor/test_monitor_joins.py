"""From conditions to ways: what a condition can read lies at the end of one."""

from __future__ import annotations

from support_rules import engine_of

from integrityrules import load_engine
from integrityrules.monitor.joins import joins_of
from integrityrules.monitor.ways import About, Pairing

HEAD = """
defaults: {track: ethics, in_force: {from: 2015-01-01}}
rules:
"""


def about(kind: str, *rules: str) -> About:
    """Returns what decides a kind under some rules, each `kind of rule: about: when`."""
    text = HEAD
    for number, rule in enumerate(rules):
        what, of, *rest = rule.split(": ", 2)
        text += f"  - id: r{number}\n    kind: {what}\n    about: {of}\n    cite: [{{source: act, at: Pasal 1, verified: confirmed}}]\n"
        text += "    title: {id: Aturan, en: Rule}\n" + "".join(f"    {line}\n" for part in rest for line in part.split("; "))
    return joins_of(engine_of(text).rulebook).about[kind]


MINE = "company_link.holder == official.person"


def ways(found: About) -> set[str]:
    return {" > ".join(f"{step.how} {step.kind}" for step in way) for way in found.ways}


def test_a_condition_on_the_fact_alone_leads_nowhere() -> None:
    """Nothing else can touch it."""
    assert ways(about("gift", "indicator: gift: when: gift.accepted")) == set()


def test_history_and_the_official_are_the_officials_own() -> None:
    """Own collections lead to the official's facts, attributes to the official."""
    found = about("gift", "indicator: gift: when: 'official.employment == \"pns\" && leaves.exists(l, l.from < gift.received_on)'")
    assert ways(found) == {"own official", "own leave"}


def test_chains_go_through_references_and_registers() -> None:
    """Each part of a chain is a way: a fact that comes anywhere in it touches what lies before."""
    found = about(
        "procurement_role",
        "indicator: procurement_role: with: {bid: procurement_role.package.bids}; "
        "when: bid.bidder.held_by.exists(c, c.holder == official.person)",
    )
    package, bid = "ref package", "ref package > of bid"
    assert ways(found) == {package, bid, f"{bid} > entity company_link", "own official"}


def test_definitions_are_followed() -> None:
    """A field that a rule defines leads where its definition leads, from wherever it is read."""
    defined = "definition: company_link: defines: company_link.controls; is: company_link.organisation.bids.exists(b, b.won)"
    found = about("gift", defined, "indicator: gift: when: 'gift.giver.held_by.exists(c, c.controls)'")
    assert ways(found) == {"entity company_link", "entity company_link > entity bid"}


def test_an_equality_of_an_element_narrows_its_way() -> None:
    """Only while every part of the rule that goes the way has one."""
    narrowed = about("gift", "indicator: gift: when: 'procurement_roles.exists(r, r.package.bids.exists(b, b.bidder == gift.giver))'")
    assert {key[1][-1].kind for key, needed in narrowed.narrows.items() if needed} == {"bid"}
    open_too = about(
        "gift",
        "indicator: gift: when: 'procurement_roles.exists(r,"
        " r.package.bids.exists(b, b.bidder == gift.giver) || r.package.bids.exists(b, b.won))'",
    )
    assert not any(open_too.narrows.values())


def test_a_bare_register_and_a_defined_reference_lead_to_everything() -> None:
    """What is no equality over-proposes."""
    assert ways(about("gift", "indicator: gift: when: 'bids.exists(b, b.bidder == gift.giver)'")) == {"all bid"}


def test_totals_lead_to_what_may_be_added() -> None:
    """By the fields that must agree, as far as they are declared; in a register nothing else is read then."""
    total = "definition: package: defines: package.similar_total_idr; total: {sum: package.value_idr, over: packages, same: [package.unit]}"
    found = about("package", total, "indicator: package: when: package.similar_total_idr > 5")
    assert ways(found) == {"same package"}
    assert found.near == ("unit",)


def test_rules_about_registers_find_their_officials() -> None:
    """By the equality without which they say nothing; by all where there is none."""
    found = about("company_link", f"indicator: company_link: raised_when: {MINE}; when: company_link.share > 5")
    assert (found.personal, found.pairings, found.is_shared) == ({"r0"}, {Pairing("holder", "person", True)}, False)
    maybe = about("company_link", f"indicator: company_link: when: {MINE} && company_link.share > 5")
    assert maybe.pairings == {Pairing("holder", "person", False)}
    anybody = about("company_link", 'indicator: company_link: when: official.employment == "pns"')
    assert anybody.pairings is None
    alone = about("company_link", "indicator: company_link: when: company_link.share > 5")
    assert (alone.personal, alone.is_shared) == (set(), True)


def test_days_that_are_reckoned_with_are_known() -> None:
    """Where a condition or a deadline counts from a day, that day's being still to come makes each day count."""
    found = about("gift", "indicator: gift: when: 'days_between(gift.received_on, gift.reported_to_kpk_on) > 5'")
    assert found.clocked == {("gift", "received_on"), ("gift", "reported_to_kpk_on")}
    plain = about("gift", "indicator: gift: when: gift.reported_to_kpk_on > gift.received_on")
    assert plain.clocked == set()
    worked_out = about("gift", "indicator: gift: when: 'happened(add_days(gift.received_on, 5))'")
    assert worked_out.always_clocked


def test_packaged_rules_have_the_ways_of_the_procurement_chain() -> None:
    """No kind of the packaged rules is decided every day whatever it says, and roles reach the links of bidders."""
    joins = joins_of(load_engine().rulebook)
    assert "ref package > of bid > entity company_link" in ways(joins.about["procurement_role"])
    assert not any(found.always_clocked for found in joins.about.values())
