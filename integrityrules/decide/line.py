"""A finding in its public form as one line of JSON, for the many: what its rule always says is written once for the rule.

May not say anything else than `public_finding`, whose form, in the order of its keys, it writes without making it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from json.encoder import encode_basestring
from typing import Any

from integrityrules.decide.consequences import PossibleSanction
from integrityrules.decide.finding import Finding
from integrityrules.decide.forms import public_citation, public_sanction, public_text
from integrityrules.decide.questions import Question
from integrityrules.rulebook.program import Rule


def public_line(official: str, finding: Finding) -> str:
    """Returns the line of a finding: its public form and the id of its official, keys in order, no other characters escaped than must be.

    Args:
        official: id of the official, or the empty string.
    """
    said = finding.decision
    bearer, digest, executability, kind, rule, title, version = of_rule(said.rule)
    start, end = finding.segment
    segment = f'{{"from": {_day(start)}, "until": {_day(end)}}}' if start or end else "null"
    left = finding.working_days_left
    consequences = ", ".join([_sanction(sanction) for sanction in finding.consequences])
    questions = ", ".join([_question(question) for question in finding.questions])
    return (
        f'{{"assumptions": {_texts(finding.assumptions)}, "basis": {_texts(finding.basis)}, {bearer}, "consequences": [{consequences}], '
        f'{digest}, "due_latest": {_day(finding.due_latest)}, "due_on": {_day(finding.due_on)}, {executability}, '
        f'"fact": {{"id": {_text(finding.fact)}, "kind": {_text(finding.fact_kind)}}}, "id": "{finding.id}", {kind}, '
        f'"occurrence": {_day(finding.occurrence)}, "official": {_text(official)}, "outcome": "{finding.outcome}", '
        f'"outdated_sources": {_texts(cite.source for cite in finding.outdated_sources)}, '
        f'"partner": {"null" if finding.partner is None else _text(finding.partner)}, "questions": [{questions}], '
        f'"reason": "{finding.reason}", "rests_on": {_texts(finding.rests_on)}, {rule}, "segment": {segment}, "state": "{finding.state}", '
        f'{title}, "track": {_text(finding.track)}, "unless_shown": {_texts(finding.unless_shown)}, {version}, '
        f'"working_days_left": {"null" if left is None else left}}}'
    )


def of_rule(rule: Rule) -> tuple[str, ...]:
    """Returns what the lines of all findings of a rule say alike, in pieces between which they differ."""
    pieces = rule.kept.get("line")
    if pieces is None:
        pieces = rule.kept["line"] = tuple(
            _json(piece)[1:-1]
            for piece in (
                {"bearer": rule.bearer, "citations": [public_citation(cite) for cite in rule.cite]},
                {"digest": rule.digest},
                {"executability": rule.executability},
                {"kind": rule.kind, "layer": rule.layer},
                {"rule": rule.id, "ruleset": rule.ruleset},
                {"title": public_text(rule.title)},
                {"version": rule.version},
            )
        )
    return pieces


def _sanction(possible: PossibleSanction) -> str:
    # A row is its rule's own, so that it is the same object each time.
    key = id(possible.choice), possible.certain, tuple([form.id for form in possible.forms])
    kept = possible.rule.kept
    found = kept.get(key)
    if found is None:
        found = kept[key] = _json(public_sanction(possible))
    return found


def _question(question: Question) -> str:
    path, text = _text(question.path), question.text
    asked = f'"asked_of": "{question.asked_of}", "path": {path}, "text": {{"en": {_text(text.en)}, "id": {_text(text.id)}}}'
    return f'{{{asked}, "why": "{question.why}"}}'


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True)


def _text(text: str) -> str:
    return encode_basestring(text)


def _texts(texts: Iterable[str]) -> str:
    return f"[{', '.join([encode_basestring(text) for text in texts])}]"


def _day(day: date | None) -> str:
    return f'"{day.isoformat()}"' if day else "null"
