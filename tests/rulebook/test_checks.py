"""Cross checks: each kind of mistake between rules, parameters and sanctions has its code."""

from __future__ import annotations

import pytest
from small_books import CITE, limit, mistakes, provision, rule

CONSEQUENCE = {"follows": "[r]", "if_state": "[indicated]"}
SANCTION = f"sanctions:\n  s: {{title: {{id: S, en: S}}, {CITE}}}\n"

CASES = {
    "overlap": provision(rule("r"), rule("r")),
    "not-one-rule": provision(
        rule("r", in_force="{from: 2020-01-01, until: 2020-12-31}"), rule("r", "indicator", in_force="{from: 2021-01-01}")
    ),
    "gap": provision(rule("r", when="gift.value_idr > params.limit"), top=f"parameters:\n{limit('2020-01-01..2020-12-31=1')}"),
    "cycle": provision(rule("r"), rule("d", "definition", defines="gift.perishable", is_="not gift.perishable")),
    "unknown-rule": provision(rule("r"), rule("e", "exemption", exempts="[s]", when="gift.perishable")),
    "not-an-act": provision(
        rule("r"), rule("d", "definition", defines="gift.perishable", is_="true"), rule("e", "exemption", exempts="[d]", when="true")
    ),
    "state-never-reached": provision(
        rule("r"), rule("c", "consequence", follows="[r]", if_state="[indicated, overdue]", sanction="s"), top=SANCTION
    ),
    "unknown-sanction": provision(rule("r"), rule("c", "consequence", sanction="t", **CONSEQUENCE), top=SANCTION),
    "about-differs": provision(rule("r"), rule("e", "exemption", exempts="[r]", about="appointment", when="true")),
    "unknown-kind": provision(rule("r", about="gif")),
    "bad-every": provision(rule("r", every='{year_on: "12-31"}')),
    "not-a-collection": provision(rule("r", with_="{other: gift.value_idr}")),
    "name-taken": provision(rule("r", about="procurement_role", with_="{official: procurement_roles}", when="true")),
    "unknown-parameter": provision(
        rule("r"), rule("c", "consequence", scale="{by: 'days_between(gift.received_on, gift.offered_on)', steps: params.s}", **CONSEQUENCE)
    ),
    "total-of-another-kind": provision(
        rule("r"),
        rule(
            "d",
            "definition",
            defines="gift.total_from_giver_at_event",
            total="{sum: gift.value_idr, over: appointments, same: [gift.giver]}",
        ),
    ),
    "type-mismatch": provision(rule("r"), rule("d", "definition", defines="gift.perishable", is_="gift.value_idr")),
    "no-value": provision(rule("r"), top="parameters:\n  p:\n    type: int\n    title: {id: P, en: P}\n    values: []\n"),
    "duplicate-id": provision(
        rule("r", "duty", routes="\n  - {id: a, deadline: none_stated, done_on: gift.received_on}" * 2),
    ),
    "two-ways": provision(
        rule("r", "duty", routes="[{id: a, deadline: none_stated, done_on: gift.received_on}]", done_on="gift.received_on"),
    ),
    "bad-deadline": provision(rule("r", "duty", deadline="{days: 1, months: 1, after: gift.received_on}")),
    "missing-key": provision(rule("r", "duty", deadline="{days: 1}")),
    "empty-list": provision(rule("r", when="{any: []}")),
    "too-deep": provision(rule("r", when="{all: [" * 14 + "gift.perishable" + "]}" * 14)),
    "bad-period": provision(rule("r", in_force="{from: 2021-01-01, until: 2020-01-01}")),
    "bad-id": provision(rule("Report It")),
    "not-a-condition": provision(rule("r", when="[gift.perishable]")),
    "missing-value": provision(rule("r", track=" ")),
    "bad-date": provision(rule("r", about="appointment", when="true", every='{year_on: "02-29"}')),
}


@pytest.mark.parametrize("code", CASES)
def test_each_mistake_has_its_code(code: str) -> None:
    """A ruleset with one mistake gives one message, with the code of that mistake."""
    found = mistakes(CASES[code])
    assert {text.partition(":")[2] for text in found} == {code}
    assert len(found) == 1


def test_a_ruleset_without_mistakes_gives_none() -> None:
    """The helpers of these tests make valid rules."""
    assert mistakes(provision(rule("r"), rule("d", "duty"), rule("i", "indicator"))) == []


def test_two_rules_that_define_each_other_in_different_years_are_no_loop() -> None:
    """A loop exists only where all its definitions are in force together."""
    one = rule("a", "definition", defines="gift.perishable", is_="gift.has_logo", in_force="{from: 2020-01-01, until: 2020-12-31}")
    two = rule("b", "definition", defines="gift.has_logo", is_="gift.perishable", in_force="{from: 2021-01-01}")
    assert mistakes(provision(rule("r"), one, two)) == []


def test_a_long_loop_is_shown_once_and_whole() -> None:
    """Three definitions that read each other in turn make one message with all three."""
    names = ["perishable", "has_logo", "related_to_office"]
    loop = [rule(f"d{n}", "definition", defines=f"gift.{name}", is_=f"gift.{names[(n + 1) % 3]}") for n, name in enumerate(names)]
    assert [text.partition(":")[2] for text in mistakes(provision(rule("r"), *loop))] == ["cycle"]


def test_stated_may_be_asked_in_indicators_only() -> None:
    """Elsewhere a blank would count against somebody."""
    asked = "stated(wealth_report.filed_on)"
    found = {kind: mistakes(provision(rule("r", kind, about="wealth_report", when=asked))) for kind in ("indicator", "prohibition")}
    assert [bool(found[kind]) for kind in ("indicator", "prohibition")] == [False, True]
