"""The findings of an audit as a SARIF 2.1.0 log, for dashboards that read results of checkers.

May not hold declared values, nor what officers wrote. Findings have no files: each is at a logical location, whose name is the official
and the fact as the input names them. A finding is no verdict, so hardly any is a `fail`: what a person must weigh is `review`, what is not
known is `open`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from integrityrules.decide.narrate import Language
from integrityrules.decide.outcome import State
from integrityrules.decide.semantics import VERSION
from integrityrules.facts.vocabulary import Text
from integrityrules.report.audit_text import left_off_lines, problem_words
from integrityrules.report.content import Case, Content
from integrityrules.tables.dispositions import decided_words

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
MOST_RESULTS = 5000
"""Results in one log: what reads such logs shows no more. The others are counted in a notification."""
MOST_PROBLEMS = 100
"""Rejected places that are notified one by one."""
KINDS: Mapping[State, tuple[str, str]] = {
    "overdue": ("fail", "error"), "indicated": ("review", "none"), "unconfirmed": ("open", "none"), "met_late": ("fail", "note"),
    "review": ("review", "none"), "undetermined": ("open", "none"), "undated": ("open", "none"), "due": ("informational", "none"),
    "met_undated": ("open", "none"), "met": ("pass", "none"),
}  # fmt: skip
"""`kind` and `level` of each state. Only a `fail` has a level of its own."""
_STANDINGS = {"new": "new", "worse": "updated", "known": "unchanged"}

MESSAGE, UNTIL = Text("{}: {}", "{}: {}"), Text("{} sampai {}", "{} until {}")
FAILED = Text("penilaian {} pegawai gagal", "the evaluation of {} officials failed")
UNREAD = Text("{} tempat lain tidak dapat dibaca", "{} more places could not be read")


def sarif_text(content: Content, *, most: int = MOST_RESULTS) -> str:
    """Returns the findings as a SARIF log.

    Args:
        content: with what is known or disposed of, which the log holds too, marked as such.
        most: how many results it may have; open ones come first, and what is left off is counted in a notification.
    """
    return json.dumps(sarif_log(content, most=most), indent=1) + "\n"


def sarif_log(content: Content, *, most: int = MOST_RESULTS) -> dict[str, Any]:
    """Returns the log as plain data; see `sarif_text`."""
    ordered = sorted(content.cases, key=lambda case: not case.is_open)
    taken = ordered[:most]
    rules = list(dict.fromkeys((case.row.rule, case.row.ruleset) for case in taken))
    places = {rule: index for index, rule in enumerate(rules)}
    first = {(case.row.rule, case.row.ruleset): case for case in reversed(taken)}
    driver = {
        "name": "integrityrules",
        "semanticVersion": VERSION,
        "language": content.language,
        "rules": [_rule(first[rule]) for rule in rules],
    }
    is_followed = any(case.disposition is not None for case in content.cases)
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"integrityrules/audit/{content.as_of.isoformat()}"},
        "invocations": [_invocation(content, len(ordered) - len(taken))],
        "results": [_result(case, places[case.row.rule, case.row.ruleset], content, is_followed) for case in taken],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(case: Case) -> dict[str, Any]:
    row = case.row
    return {
        "id": row.rule,
        "shortDescription": {"text": row.title},
        "fullDescription": {"text": "; ".join([row.title, *row.articles])},
        "properties": {
            "ruleset": row.ruleset,
            "executability": row.executability,
            "citations": [{"at": article.words, "verified": article.verified} for article in case.articles],
        },
    }


def _result(case: Case, rule: int, content: Content, is_followed: bool) -> dict[str, Any]:
    row = case.row
    kind, level = KINDS[row.state_code]
    name = "/".join(part for part in (row.official, row.act, row.part) if part)
    result: dict[str, Any] = {
        "ruleId": row.rule,
        "ruleIndex": rule,
        "kind": kind,
        "level": level,
        "message": {"text": MESSAGE.in_language(content.language).format(row.title, row.state)},
        "locations": [{"logicalLocations": [{"name": row.act, "fullyQualifiedName": name, "kind": "declaration"}]}],
        "partialFingerprints": {"integrityrules/finding/v1": row.id},
        "properties": {
            "state": row.state_code,
            "agency": row.agency,
            "tracks": list(case.tracks),
            "bearer": case.bearer,
            "due_on": row.due_on.isoformat() if row.due_on else None,
            "due_latest": row.due_latest.isoformat() if row.due_latest else None,
            "questions": [question.path for question in case.questions],
        },
    }
    if content.follow_up.gone is not None:
        result["baselineState"] = _STANDINGS[case.standing]
    # INVARIANT: if one result says how it is suppressed, all do; an empty list says that it is not.
    if is_followed:
        result["suppressions"] = _suppressions(case, content.language)
    return result


def _suppressions(case: Case, language: Language) -> Sequence[dict[str, Any]]:
    """Returns the disposition that stands, without the officer's reason, which may speak of a person."""
    one = case.disposition
    if one is None or not case.stands or one.expires is None:
        return []
    words = UNTIL.in_language(language).format(decided_words(one.decided).in_language(language), one.expires.isoformat())
    return [{"kind": "external", "status": "accepted", "justification": words}]


def _invocation(content: Content, left_off: int) -> dict[str, Any]:
    return {
        "executionSuccessful": content.account.is_complete,
        "toolExecutionNotifications": list(_notifications(content, left_off)),
        "properties": {
            "as_of": content.as_of.isoformat(),
            "read": content.account.read,
            "evaluated": content.account.evaluated,
            "rejected": content.account.rejected,
            "rulesets": {topic.id: topic.version for topic in content.topics},
        },
    }


def _notifications(content: Content, left_off: int) -> Iterator[dict[str, Any]]:
    """Yields what a reader of the results must know: what is not in the log, and what could not be read."""
    account, language = content.account, content.language
    yield from (_notification("left-off", "warning", line) for line in left_off_lines(content, also=left_off))
    if account.failed:
        yield _notification("failed", "error", FAILED.in_language(language).format(account.failed))
    for problem in account.problems[:MOST_PROBLEMS]:
        yield _notification(problem.code, "error", problem_words(problem, language))
    more = len(account.problems[MOST_PROBLEMS:]) + account.problems_left_off
    if more:
        yield _notification("more-problems", "error", UNREAD.in_language(language).format(more))


def _notification(id: str, level: str, text: str) -> dict[str, Any]:
    return {"descriptor": {"id": id}, "level": level, "message": {"text": text}}
