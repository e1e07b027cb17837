"""Lint: what loads and is yet probably a mistake."""

from __future__ import annotations

import pytest
from small_books import CITE, book, limit, provision, rule

from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.rulebook.cases import parse_cases
from integrityrules.rulebook.lint import NOTES, lint

CASES = """\
cases:
  - {name: a, as_of: 2026-01-01, gifts: [{id: g}], expect: {r: {outcome: applies}}}
  - {name: b, as_of: 2026-01-01, gifts: [{id: g}], expect: {r: {outcome: exempt, by: [e]}}}
"""
CLEAN = provision(
    rule("r", cite='[{source: act, at: "1", verified: confirmed}, {source: old, at: "1", verified: derived}]'),
    rule("e", "exemption", exempts="[r]", when="gift.perishable", title="{id: Kecuali, en: Except}"),
)


def with_when(text: str) -> str:
    return CLEAN.replace("when: gift.accepted", f"when: {text}")


def found(text: str, cases: str = CASES) -> list[str]:
    return sorted({problem.code for problem in lint(book(text), parse_cases(cases, file="c.cases.yaml", vocabulary=VOCABULARY))})


def test_a_clean_ruleset_has_nothing_to_report() -> None:
    """Cited sources, titles, a near miss and an exemption that is seen leave nothing to say."""
    assert found(CLEAN) == []


@pytest.mark.parametrize(
    "text, code",
    [
        (CLEAN.replace("source: old", "source: act"), "source-never-cited"),
        (CLEAN.replace('at: "1", verified: derived', "at: not_seen, verified: derived"), "place-not-seen"),
        (provision(top=f"parameters:\n{limit('2020-01-01=1')}") + CLEAN.partition("rules:\n")[2], "parameter-never-read"),
        (
            provision(top=f"parameters:\n{limit('2020-01-01=not_set')}")
            + with_when("gift.value_idr > params.limit").partition("rules:\n")[2],
            "parameter-never-set",
        ),
        (provision(top=f"sanctions:\n  s: {{title: {{id: S, en: T}}, {CITE}}}\n") + CLEAN.partition("rules:\n")[2], "sanction-never-named"),
        (CLEAN + rule("d", "definition", defines="gift.has_logo", is_="true"), "definition-never-read"),
        (CLEAN.replace("exempts: [r]", "exempts: [r]\n    in_force: {from: 2010-01-01, until: 2019-12-31}"), "exempts-nothing"),
        (CLEAN.replace("title: {id: Kecuali, en: Except}", ""), "no-title"),
        (CLEAN.replace("en: Except", "en: Kecuali"), "no-translation"),
        (CLEAN.replace("kind: prohibition", "kind: prohibition\n    burden: official"), "burden-without-note"),
        (CLEAN.replace("verified: confirmed", "verified: derived"), "review-only"),
        (with_when("{all: [gift.accepted, gift.accepted]}"), "duplicate-clause"),
        (with_when("{any: [gift.accepted, not gift.accepted]}"), "denied-clause"),
        (with_when("{all: [gift.value_idr > 10, gift.value_idr <= 10]}"), "denied-clause"),
        (with_when("{all: [gift.value_idr > 10, {all: [gift.value_idr < 5]}]}"), "contradiction"),
        (with_when('{all: [\'gift.form == "cash"\', \'gift.form in ["goods", "cheque"]\']}'), "contradiction"),
        (with_when("{all: [10 < gift.value_idr, gift.value_idr == 10]}"), "contradiction"),
    ],
)
def test_each_oddity_is_named(text: str, code: str) -> None:
    """One oddity gives its code and no other."""
    assert found(text) == [code]


@pytest.mark.parametrize(
    "when",
    [
        "{all: [gift.value_idr > 10, gift.value_idr < 12]}",
        "{all: [gift.value_idr >= 10, gift.value_idr <= 10]}",
        "{any: [gift.value_idr > 10, gift.value_idr < 5]}",
        '{all: [\'gift.form != "cash"\', \'gift.form in ["goods", "cash"]\']}',
        "{all: [gift.value_idr > 10, gift.total_from_giver_at_event < 5]}",
    ],
)
def test_clauses_that_can_hold_together_are_left_alone(when: str) -> None:
    """No false alarm where some value satisfies both."""
    assert found(with_when(when)) == []


def test_a_rule_without_cases_and_without_a_near_miss_is_named() -> None:
    """Near misses matter most: a rule only ever seen applying is not tested."""
    assert found(CLEAN, "cases: []\n") == ["no-case"]
    only_applies = CASES.replace("outcome: exempt, by: [e]", "outcome: applies, unless_shown: [e]")
    assert found(CLEAN, only_applies) == ["no-case", "no-near-miss"]


def test_a_deadline_by_a_calendar_that_nobody_has_is_named() -> None:
    """A misspelt calendar would quietly leave a deadline without a latest day."""
    rulebook = book(provision(rule("r", "duty", deadline="{working_days: 5, after: gift.received_on, calendar: ans}")))
    problems = {calendars: lint(rulebook, (), calendars) for calendars in (None, ("asn",), ("ans",))}
    counted = {calendars: [p.suggestion for p in found if p.code == "unknown-calendar"] for calendars, found in problems.items()}
    assert counted == {None: [], ("asn",): ["did you mean `asn`?"], ("ans",): []}


def test_what_needs_no_repair_is_a_note() -> None:
    """A place that was not seen is said and does not fail a check; an exemption of nothing does."""
    assert "place-not-seen" in NOTES
    assert "exempts-nothing" not in NOTES
