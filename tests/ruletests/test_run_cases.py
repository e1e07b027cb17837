"""Running cases: what can be expected, and how a difference reads."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support_ruletests import DUTY, LIMIT, LIMIT_STRONG, LIMIT_WEAK, cases_of, suite

from integrityrules.rulebook.cases import Case
from integrityrules.ruletests import SuiteResult, run_cases
from integrityrules.ruletests.agreement import without_assumed


def run(rules: str, cases: str) -> SuiteResult:
    return run_cases(*suite(rules, cases))


NOT_REPORTED = "form: goods, reported_to_kpk_on: not_yet, reported_to_upg_on: not_yet"
ASKED = "['gift[g].form', 'gift[g].related_to_office', 'gift[g].reported_to_kpk_on', 'gift[g].reported_to_upg_on']"


def duty_case(expect: str, gift: str = "", as_of: str = "2026-03-01", more: str = "") -> str:
    fields = f"id: g, received_on: 2026-01-01, accepted: true, value_idr: 500{gift and ', ' + gift}"
    return f"""
    cases:
      - name: one
        as_of: {as_of}
        official: {{employment: pns}}
        gifts: [{{{fields}}}]
        {more}
        expect: {{report: {expect}}}
    """


def differences(expect: str, gift: str = "", as_of: str = "2026-03-01") -> tuple[str, ...]:
    return run(DUTY, duty_case(expect, gift, as_of)).results[0].differences


def test_strong_and_weak_cases_pass() -> None:
    """Cases that say what the rules say pass, and the summary counts them."""
    assert run(LIMIT, LIMIT_STRONG).passed
    assert run(LIMIT, LIMIT_WEAK).lines() == ("1 of 1 cases passed",)


@pytest.mark.parametrize(
    "expect, gift",
    [
        ("{outcome: applies, state: unconfirmed, due_on: 2026-01-31, due_latest: 2026-01-31, unless_shown: [flowers]}", ""),
        ("{state: overdue, consequences: [light], certain: [true], levels: [light]}", NOT_REPORTED),
        ("{state: met, done_on: 2026-01-05}", "reported_to_kpk_on: 2026-01-05"),
        ("{outcome: exempt, by: [flowers], as_far_as_declared: false, consequences: []}", "form: flowers, related_to_office: false"),
        (f"{{outcome: applies, questions: {ASKED}}}", ""),
    ],
)  # fmt: skip
def test_everything_a_finding_carries_can_be_expected(expect: str, gift: str) -> None:
    """Outcome, state, days, sanctions, what exempts or would, and questions are compared."""
    assert differences(expect, gift) == ()


def test_a_difference_names_the_expected_value_first() -> None:
    """A difference is one sentence: the rule, what was expected, what came out."""
    assert differences("{state: met}") == ("`report`: expected state `met`, got `unconfirmed`",)
    assert differences("{about: g, due_on: 2026-01-30}") == ("`report` about g: expected due_on `2026-01-30`, got `2026-01-31`",)


def test_a_rule_that_decides_nothing_has_an_outcome() -> None:
    """What is still to come is not raised, what no law was in force for is not in force, and nothing else can be expected of it."""
    assert differences("{outcome: not_raised}", as_of="2025-12-31") == ()
    assert differences("{about: g, outcome: not_raised}", as_of="2025-12-31") == ()
    found = differences("{outcome: not_in_force, state: due}", as_of="2025-12-31")
    assert found[0] == "`report`: expected outcome `not_in_force`, got `not_raised`"
    assert found[1] == "`report`: expected state `due`, and the rule is not_raised"


def test_before_its_first_day_a_rule_is_not_in_force() -> None:
    """A gift of the day before the law began is nobody's business."""
    result = run(LIMIT, LIMIT_STRONG.replace("2024-06-30", "2024-07-01"))
    assert [case.name for case in result.failed] == ["day before"]
    assert result.failed[0].differences == ("`keep-small`: expected outcome `not_in_force`, got `applies`",)


def test_a_fact_that_is_not_there_is_said_so() -> None:
    """An expectation about a fact the case does not have fails with a sentence."""
    assert differences("{about: h, outcome: applies}") == ("`report` about h: expected a gift of this id, and the case has none",)


def test_an_exemption_decides_nothing_by_itself() -> None:
    """Expectations are of duties, prohibitions and indicators."""
    result = run(DUTY, duty_case("{outcome: applies}").replace("report:", "flowers:"))
    assert result.results[0].differences == ("`flowers`: expected a duty, a prohibition or an indicator, and there is none of this name",)


def test_facts_that_cannot_be_read_fail_their_case_only() -> None:
    """A case whose facts are refused fails with the problems, and the others run."""
    result = run(DUTY, duty_case("{outcome: applies}", "giver_relation: freind"))
    assert not result.passed
    assert "freind" not in result.results[0].differences[0]
    assert "giver_relation" in result.results[0].differences[0]


OFFICIAL = 'source: {title: A decision, publisher: KPK, url: "https://example.org"}'


def test_official_cases_are_compared_with_their_authority() -> None:
    """Agreement counts official cases, those that differ with the reason, and those that agree without what was assumed."""
    flowers = "form: flowers, related_to_office: false"
    agreeing = duty_case("{outcome: exempt}", flowers, more=f"{OFFICIAL}\n        assumed: [gift.related_to_office]")
    differing = duty_case("{outcome: applies}", more=f"{OFFICIAL}\n        agrees: false\n        why: the letter says more")
    own = duty_case("{outcome: applies}")
    agreed, differed, plain = (run(DUTY, text).agreement for text in (agreeing, differing, own))
    reasons = [case.why.en for case in differed.differed if case.why]
    assert (agreed.expressed, agreed.agreed, agreed.assuming, agreed.agreed_without) == (1, 1, 1, 0)
    assert (differed.expressed, differed.agreed, reasons) == (1, 0, ["the letter says more"])
    assert (plain.expressed, plain.lines()) == (0, ())
    assert agreed.lines()[0].startswith("1 of 1 official cases agree")


def test_what_was_assumed_can_be_taken_out() -> None:
    """A field named by itself, with its kind or with an id is taken out; words are not."""
    (case,) = cases_of(duty_case("{outcome: applies}", "form: flowers"))
    for text in ("form", "gift.form", "gifts[g].form"):
        assert "form" not in _gift(case, text)
    assert "form" in _gift(case, "official.employment")
    assert without_assumed(_assuming(case, "gift[h].form")) is None
    assert without_assumed(_assuming(case, "that the flowers were fresh")) is None


def _assuming(case: Case, text: str) -> Case:
    return replace(case, assumed=(text,))


def _gift(case: Case, text: str) -> Any:
    bare = without_assumed(_assuming(case, text))
    assert bare is not None
    return bare.dossier["gifts"][0]
