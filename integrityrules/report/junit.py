"""The findings of an audit as JUnit XML, for pipelines that show results of tests.

May not hold declared values, nor what officers wrote. There is no word for "a person should look": a finding fails if it is at or above
a state, and otherwise passes with what it says as its output.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from integrityrules.decide.outcome import is_at_or_above
from integrityrules.facts.vocabulary import Text
from integrityrules.report.audit_text import account_lines, left_off_lines
from integrityrules.report.content import Case, Content
from integrityrules.report.markup import Html, tag
from integrityrules.tables.dispositions import decided_words

MOST_CASES = 50_000
"""Findings in one file; the others are counted in the account."""
ACCOUNT, INCOMPLETE, KNOWN = (
    Text("pertanggungjawaban data", "account of the data"),
    Text("tidak semua dapat dibaca dan dinilai", "not everything could be read and evaluated"),
    Text("sudah ada di baseline", "known from the baseline"),
)


def junit_text(content: Content, *, fail_on: str = "indicated", most: int = MOST_CASES) -> str:
    """Returns the findings as JUnit XML: a suite for each ruleset, and one for the account of the data.

    Args:
        fail_on: the state from which on an open finding counts as failed, or `never`.
        most: how many findings it may have; what is left off is said in the account.
    """
    taken = sorted(content.cases[:most], key=lambda case: case.topic)
    suites = [_account(content, len(content.cases) - len(taken))]
    suites += [_suite(topic, [_case(case, content, fail_on) for case in cases]) for topic, cases in groupby(taken, lambda case: case.topic)]
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tag("testsuites", *suites, name="integrityrules")}\n'


def _suite(name: str, cases: Sequence[Html]) -> Html:
    counts = {kind: str(sum(f"<{kind}" in case for case in cases)) for kind in ("failure", "error", "skipped")}
    return tag(
        "testsuite", *cases,
        name=name, tests=str(len(cases)), failures=counts["failure"], errors=counts["error"], skipped=counts["skipped"],
    )  # fmt: skip


def _account(content: Content, left_off: int) -> Html:
    """Returns the account of the data as a test that has an error where something could not be read or evaluated."""
    said = "\n".join([*account_lines(content), *left_off_lines(content, also=left_off)])
    name = ACCOUNT.in_language(content.language)
    inner = (
        tag("system-out", said)
        if content.account.is_complete
        else tag("error", said, type="incomplete", message=INCOMPLETE.in_language(content.language))
    )
    return _suite("integrityrules", [tag("testcase", inner, classname="integrityrules", name=name)])


def _case(case: Case, content: Content, fail_on: str) -> Html:
    row = case.row
    name = " / ".join(part for part in (row.official, row.act, row.part) if part)
    return tag("testcase", *_outcome(case, content, fail_on), classname=row.rule, name=f"{name}: {row.title}")


def _outcome(case: Case, content: Content, fail_on: str) -> Iterator[Html]:
    row, language = case.row, content.language
    due = f"{row.state}; {row.due}" if row.due else row.state
    if case.stands and case.disposition is not None:
        yield tag("skipped", message=decided_words(case.disposition.decided).in_language(language))
    elif case.standing == "known":
        yield tag("skipped", message=KNOWN.in_language(language))
    elif fail_on != "never" and is_at_or_above(row.state_code, fail_on):
        yield tag("failure", "\n".join([due, *row.articles, *row.unknown, row.id]), type=row.state_code, message=due)
    else:
        yield tag("system-out", "\n".join([due, row.id]))
