"""What reports say of an audit: totals over everything open, cases that may be fewer, and nothing left out in silence."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from support_reports import AS_OF, audit_all, audited, audits, gift

from integrityrules.batch import Audit, Failed
from integrityrules.decide.outcome import ATTENTION
from integrityrules.errors import Problem
from integrityrules.facts.dossier import Registers
from integrityrules.report import content_of
from integrityrules.report.content import Content, Count, Tally, acts_of, monday
from integrityrules.tables import Counts, Declarations

FACTS = st.fixed_dictionaries(
    {
        "official": st.sampled_from(["", "P-1", "P-2", "P-3"]),
        "agency": st.sampled_from(["", "A", "B"]),
        "act": st.sampled_from(["gift 1", "gift 2", "bid 1"]),
        "topic": st.sampled_from(["asn/gifts", "asn/conflicts"]),
        "tracks": st.lists(st.sampled_from(["ethics", "discipline"]), unique=True, max_size=2),
        "state": st.sampled_from(ATTENTION),
        "due_on": st.none() | st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    }
)


def who(fact: dict[str, Any]) -> tuple[str, str]:
    """Returns whom or what a finding is counted under: its official, or the fact that a register states of nobody."""
    return fact["official"], "" if fact["official"] else fact["act"]


@given(st.lists(FACTS, max_size=40), st.randoms(use_true_random=False))
def test_totals_are_what_counting_by_hand_gives_in_any_order(facts: list[dict[str, Any]], chance: random.Random) -> None:
    """Each number is that of the findings and persons in its group, whatever the order in which they came."""
    tally = Tally()
    for fact in chance.sample(facts, len(facts)):
        tally.add(**fact)
    totals = tally.totals()

    def counted(**wanted: Any) -> Count:
        found = [fact for fact in facts if all(fact[name] == value for name, value in wanted.items())]
        return Count(len(found), len({who(fact) for fact in found}))

    assert totals.findings == counted().findings
    assert totals.officials == len({fact["official"] for fact in facts} - {""})
    assert totals.acts == len({(fact["official"], fact["act"]) for fact in facts})
    assert totals.by_state == {state: counted(state=state) for state in ATTENTION if counted(state=state).findings}
    for groups, name in ((totals.by_agency, "agency"), (totals.by_topic, "topic")):
        assert set(groups) == {fact[name] for fact in facts}
        for key, states in groups.items():
            assert states == {state: counted(**{name: key, "state": state}) for state in states}
            assert sum(count.findings for count in states.values()) == counted(**{name: key}).findings
    weeks = Counter(monday(fact["due_on"]) for fact in facts if fact["state"] == "due" and fact["due_on"])
    assert {week: count.findings for week, count in totals.due.items()} == weeks
    assert list(totals.due) == sorted(totals.due)


@given(audits(), st.integers(0, 8))
def test_what_is_left_off_is_said(found: Audit, most: int) -> None:
    """Whatever is not among the cases is counted by state; totals do not change with the number of cases."""
    whole, some = content_of(found, "en"), content_of(found, "en", most=most, explain=False)
    assert some.totals == whole.totals
    assert whole.left_off == {}
    assert len(some.cases) == min(most, len(whole.cases))
    shown = Counter(case.row.state_code for case in some.cases) + Counter(some.left_off)
    assert shown == {state: count.findings for state, count in whole.totals.by_state.items()}
    assert [case.row for case in some.cases] == [case.row for case in whole.cases][:most]


@given(audits())
def test_every_case_stands_under_its_act_once(found: Audit) -> None:
    """Acts hold every case once, each act all of its own, in the order of attention of their first."""
    content = content_of(found, "id", explain=False)
    acts = acts_of(content.cases)
    assert sorted(case.row.id for act in acts for case in act) == sorted(case.row.id for case in content.cases)
    assert content.totals.acts == len(acts)
    for act in acts:
        assert len({(case.row.official, case.row.act) for case in act}) == 1
        states = [ATTENTION.index(case.row.state_code) for case in act]
        assert states == sorted(states)
    first = [ATTENTION.index(act[0].row.state_code) for act in acts]
    assert first == sorted(first)


def test_values_are_there_only_where_they_are_asked_for() -> None:
    """Amounts stand in explanations with values, and nowhere in the content without."""
    found = audited(gift("g1", value_idr=76_543_210), gift("g2", value_idr=76_543_211, related_to_office=True))
    shown, bare = content_of(found, "en", values=True), content_of(found, "en")
    assert "Rp76,543,210" in said(shown)
    assert "76,543" not in said(bare)
    assert shown.without_values() == bare
    assert bare.without_values() is bare
    assert (shown.has_values, bare.has_values) == (True, False)
    assert all(case.explanation for case in bare.cases)


def said(content: Content) -> str:
    return "\n".join(str(line) for case in (*content.cases, *content.exempt) for line in case.explanation)


def test_a_case_has_what_a_person_needs() -> None:
    """Articles with how well each was verified, questions with whom to ask, topic and tracks as codes."""
    content = content_of(audited(gift("g1", value_idr=None), agency="unit-x"), "en")
    (case,) = content.cases
    assert [(article.words, article.verified) for article in case.articles] == [
        ("Test Act, Pasal 1", "confirmed"),
        ("Old Act, place not seen", "derived"),
    ]
    assert [(asked.whom, asked.path) for asked in case.questions] == [("the official", "gift[g1].value_idr")]
    assert (case.topic, case.tracks, case.bearer, case.row.agency) == ("test/rules", ("reporting",), "official", "unit-x")
    assert [tuple(topic) for topic in content.topics] == [("test/rules", "1.0.0", "Test rules")]


def test_the_account_has_every_row_and_every_failure() -> None:
    """Rows by sheet, rejected places and failed dossiers are in the account, and it is incomplete with any of them."""
    assert content_of(audit_all({("o", None): [gift("g")]})).account.is_complete
    problem = Problem("Gifts", 12, 28, "not-a-date", "this is not a date")
    declarations = Declarations((), Registers(), (problem,), Counts(3, 2, 1), {"gifts": Counts(3, 2, 1)})
    account = content_of(Audit(AS_OF, (), (Failed("P-9", "engine"),), declarations)).account
    assert (account.read, account.evaluated, account.rejected, account.failed) == (3, 2, 1, 1)
    assert (account.problems, account.failures) == ((problem,), (("P-9", "engine"),))
    assert [tuple(sheet) for sheet in account.sheets] == [("gifts", 3, 2, 1)]
    assert not account.is_complete
    assert not content_of(
        Audit(AS_OF, (), (Failed("P-9", "engine"),), Declarations((), Registers(), (), Counts(0, 0, 0), {}))
    ).account.is_complete
