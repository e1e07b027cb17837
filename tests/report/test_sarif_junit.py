"""SARIF and JUnit: every finding once, in the form the standards ask for, no verdict, no value, no reason of an officer."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from shared_material import ABSENT, shared
from support_reports import AS_OF, audited, audits, gift

from integrityrules.batch import Audit
from integrityrules.decide.outcome import ATTENTION, is_at_or_above
from integrityrules.errors import Problem
from integrityrules.report import content_of
from integrityrules.report.baseline import baseline_of
from integrityrules.report.content import Content
from integrityrules.report.gather import found_states
from integrityrules.report.junit import junit_text
from integrityrules.report.sarif import KINDS, SCHEMA, sarif_log, sarif_text
from integrityrules.tables.dispositions import Disposition

TEXT = {"type": "object", "properties": {"text": {"type": "string", "minLength": 1}}, "required": ["text"]}
INDEX = {"type": "integer", "minimum": 0}
LOCATION = {
    "type": "object",
    "required": ["name", "fullyQualifiedName", "kind"],
    "properties": {key: {"type": "string", "minLength": 1} for key in ("name", "fullyQualifiedName", "kind")},
    "additionalProperties": False,
}
RESULT = {
    "type": "object",
    "required": ["ruleId", "ruleIndex", "kind", "level", "message", "locations", "partialFingerprints"],
    "properties": {
        "ruleId": {"type": "string"},
        "ruleIndex": INDEX,
        "kind": {"enum": ["notApplicable", "pass", "fail", "review", "open", "informational"]},
        "level": {"enum": ["none", "note", "warning", "error"]},
        "message": TEXT,
        "locations": {"type": "array", "items": {"properties": {"logicalLocations": {"type": "array", "items": LOCATION}}}},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
        "baselineState": {"enum": ["new", "unchanged", "updated", "absent"]},
        "suppressions": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind"],
                "properties": {
                    "kind": {"enum": ["inSource", "external"]},
                    "status": {"enum": ["accepted", "underReview", "rejected"]},
                    "justification": {"type": "string"},
                },
                "additionalProperties": False,
            },
        },
        "properties": {"type": "object"},
    },
    "additionalProperties": False,
    "if": {"properties": {"kind": {"not": {"const": "fail"}}}},
    "then": {"properties": {"level": {"const": "none"}}},
}
RUN = {
    "type": "object",
    "required": ["tool", "results"],
    "properties": {
        "tool": {
            "type": "object",
            "required": ["driver"],
            "properties": {
                "driver": {
                    "type": "object",
                    "required": ["name"],
                    "properties": {
                        "name": {"type": "string"},
                        "semanticVersion": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
                        "language": {"type": "string", "pattern": "^[a-zA-Z]{2}(|-[a-zA-Z]{2})?$"},
                        "rules": {
                            "type": "array",
                            "uniqueItems": True,
                            "items": {
                                "type": "object",
                                "required": ["id"],
                                "properties": {
                                    "id": {"type": "string"},
                                    "shortDescription": TEXT,
                                    "fullDescription": TEXT,
                                    "properties": {},
                                },
                                "additionalProperties": False,
                            },
                        },
                    },
                    "additionalProperties": False,
                }
            },
        },
        "automationDetails": {"type": "object", "properties": {"id": {"type": "string"}}, "additionalProperties": False},
        "invocations": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["executionSuccessful"],
                "properties": {
                    "executionSuccessful": {"type": "boolean"},
                    "toolExecutionNotifications": {
                        "type": "array",
                        "items": {
                            "type": "object",
                            "required": ["message"],
                            "properties": {
                                "descriptor": {"type": "object", "required": ["id"]},
                                "level": {"enum": ["none", "note", "warning", "error"]},
                                "message": TEXT,
                            },
                            "additionalProperties": False,
                        },
                    },
                    "properties": {},
                },
                "additionalProperties": False,
            },
        },
        "results": {"type": "array", "items": RESULT},
    },
    "additionalProperties": False,
}
SUBSET = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {"$schema": {"const": SCHEMA}, "version": {"const": "2.1.0"}, "runs": {"type": "array", "items": RUN}},
    "additionalProperties": False,
}
"""What SARIF 2.1.0 asks of the parts that are written here, closed so that nothing else slips in."""


def log_of(content: Content, **options: Any) -> dict[str, Any]:
    log: dict[str, Any] = json.loads(sarif_text(content, **options))
    jsonschema.validate(log, SUBSET)
    assert log == sarif_log(content, **options)
    return log


def run_of(content: Content, **options: Any) -> dict[str, Any]:
    (run,) = log_of(content, **options)["runs"]
    return dict(run)


def busy() -> Content:
    """Returns a content with everything that can be in a log: baseline, dispositions that stand and do not, problems, failures."""
    found = audited(gift("g1", related_to_office=True), gift("g2", value_idr=None), gift("g3", perishable=True), official="P-1", agency="A")
    rows = [case.row for case in content_of(found).cases]
    old = baseline_of([*found_states(audited(gift("g2", value_idr=None), official="P-1"))], as_of=AS_OF, rulesets={}, key=b"k" * 32)
    written = [
        Disposition(rows[0].official, rows[0].id, rows[0].state_code, "explained", "zq7sebab", "zq7Irban", AS_OF + timedelta(days=9)),
        Disposition(rows[1].official, rows[1].id, rows[1].state_code, "accepted", "zq7sebab", "zq7Irban", AS_OF - timedelta(days=9)),
    ]
    content = content_of(found, "en", values=True, baseline=old, dispositions=written)
    account = replace(content.account, problems=(Problem("Gifts", 3, 2, "not-a-date", "this is not a date"),) * 150, rejected=150, failed=2)
    return replace(content, account=account)


# ---- SARIF -----------------------------------------------------------------------------------------------------------------


@given(audits(), st.integers(0, 8))
def test_every_finding_is_one_result_of_the_standard(found: Audit, most: int) -> None:
    """The log is of the standard's form, has each finding once with its own rule and place, and counts what it leaves off."""
    content = content_of(found, "en")
    run = run_of(content, most=most)
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == min(most, len(content.cases))
    for result, case in zip(run["results"], content.cases, strict=False):
        assert result["ruleId"] == rules[result["ruleIndex"]]["id"] == case.row.rule
        assert (result["kind"], result["level"]) == KINDS[case.row.state_code]
        assert result["partialFingerprints"]["integrityrules/finding/v1"] == case.row.id
        assert result["locations"][0]["logicalLocations"][0]["fullyQualifiedName"].startswith(f"{case.row.official}/{case.row.act}")
        assert "baselineState" not in result
        assert "suppressions" not in result
    (invocation,) = run["invocations"]
    left_off = [note["message"]["text"] for note in invocation["toolExecutionNotifications"] if note["descriptor"]["id"] == "left-off"]
    assert left_off == ([f"{len(content.cases) - most} more findings are not shown here."] if len(content.cases) > most else [])


def test_every_state_has_a_kind_and_none_is_a_verdict() -> None:
    """Each state is mapped; what a person must weigh or find out is never `fail`, and only what fails has a level."""
    assert set(KINDS) == set(ATTENTION)
    assert [state for state, (kind, _) in KINDS.items() if kind == "fail"] == ["overdue", "met_late"]
    assert all((level == "none") is (kind != "fail") for kind, level in KINDS.values())


def test_what_is_known_or_disposed_of_is_marked_and_comes_last() -> None:
    """Results say how they stand beside the baseline and whether a disposition suppresses them, without the officer's words."""
    content = busy()
    results = run_of(content)["results"]
    assert Counter(result["baselineState"] for result in results) == {"new": len(results) - 1, "unchanged": 1}
    suppressed = [bool(result["suppressions"]) for result in results]
    assert sum(suppressed) == 1
    assert suppressed[-2:].count(True) == 1
    (one,) = next(result["suppressions"] for result in results if result["suppressions"])
    assert one == {"kind": "external", "status": "accepted", "justification": "explained until 2026-03-11"}


def test_an_incomplete_audit_is_no_success() -> None:
    """Rejected places and failures are notified, as many as anybody reads, and the rest are counted."""
    (invocation,) = run_of(busy())["invocations"]
    assert not invocation["executionSuccessful"]
    notes = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    assert notes[0] == "the evaluation of 2 officials failed"
    assert notes.count("Gifts, row 3, column B: not-a-date: this is not a date") == 100
    assert notes[-1] == "50 more places could not be read"
    (whole,) = run_of(content_of(audited(gift("g"))))["invocations"]
    assert whole["executionSuccessful"]


@pytest.mark.skipif(shared("sarif-schema-2.1.0.json") is None, reason=ABSENT)
def test_the_log_is_valid_by_the_oasis_schema() -> None:
    """The official JSON Schema accepts logs with everything in them, and without findings."""
    path = shared("sarif-schema-2.1.0.json")
    assert path is not None
    schema = json.loads(path.read_text(encoding="utf-8"))
    for content in (busy(), content_of(audited())):
        jsonschema.validate(sarif_log(content), schema)


# ---- both ------------------------------------------------------------------------------------------------------------------


def test_neither_holds_values_nor_reasons() -> None:
    """Amounts, reasons and authors stay out of both, although the content has them."""
    content = busy()
    assert any("Rp500" in str(line) for case in content.cases for line in case.explanation)
    for text in (sarif_text(content), junit_text(content)):
        assert "Rp500" not in text
        assert "zq7" not in text
        assert "P-1" in text


@given(st.text(min_size=1))
def test_any_text_leaves_both_readable(text: str) -> None:
    """Ids and titles of any characters leave the JSON and the XML well formed."""
    content = busy()
    (case, *_) = content.cases
    strange = replace(content, cases=(replace(case, row=replace(case.row, official=text, act=text, title=text, rule=text)),))
    log_of(strange)
    ElementTree.fromstring(junit_text(strange))
    (sarif_text(strange) + junit_text(strange)).encode()


# ---- JUnit -----------------------------------------------------------------------------------------------------------------


@given(audits(), st.sampled_from([*ATTENTION, "never"]))
def test_findings_fail_from_a_state_on(found: Audit, fail_on: str) -> None:
    """Each finding is a test of its ruleset that fails if its state is at or above the given one, and the counts are right."""
    content = content_of(found)
    suites = ElementTree.fromstring(junit_text(content, fail_on=fail_on))
    cases = [case for suite in suites for case in suite]
    assert len(cases) == len(content.cases) + 1
    failed = [case.row for case in content.cases if fail_on != "never" and is_at_or_above(case.row.state_code, fail_on)]
    assert sorted(case.get("classname", "") for case in cases if case.find("failure") is not None) == sorted(row.rule for row in failed)
    for suite in suites:
        for name, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            assert int(suite.get(name, "")) == sum(case.find(element) is not None for case in suite)
        assert int(suite.get("tests", "")) == len(suite)


def test_known_and_disposed_findings_are_skipped_and_incomplete_is_an_error() -> None:
    """What is known or disposed of is skipped with the reason in a word; the account of the data errs where something is missing."""
    suites = ElementTree.fromstring(junit_text(busy(), most=2))
    skipped = [element.get("message") for element in suites.iter("skipped")]
    assert "explained" in skipped
    (error,) = suites.iter("error")
    assert error.get("type") == "incomplete"
    assert "more findings are not shown here" in (error.text or "")
