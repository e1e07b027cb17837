"""An evaluation as plain data: the public form (codes, references, deadlines) and the JSON Schema of it.

May not hold declared values: no amount, name, number or day of an act leaves through here. Deadlines do, because someone must act on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, get_args

from integrityrules.decide.consequences import PossibleSanction
from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.finding import Finding
from integrityrules.decide.outcome import ATTENTION
from integrityrules.decide.questions import Question, Why
from integrityrules.facts.vocabulary import Addressee, Text
from integrityrules.rulebook.program import Citation, Kind, Verified

FORMAT = "integrityrules/evaluation/1"
"""Names the form; a change that a reader must know of gets a new number."""


def public_evaluation(evaluation: Evaluation) -> dict[str, Any]:
    """Returns an evaluation in its public form, ready for `json.dumps`; `evaluation_schema` describes it."""
    asked = evaluation.next_question
    return {
        "format": FORMAT,
        "as_of": evaluation.as_of.isoformat(),
        "official": evaluation.official,
        "findings": [public_finding(finding) for finding in evaluation.findings],
        "counts": dict(sorted(evaluation.counts.items())),
        "not_read": [{"kind": kind, "id": id} for kind, id in evaluation.not_read],
        "needed": [_question(question) for question in evaluation.needed],
        "next_question": _question(asked) if asked else None,
    }


def public_finding(finding: Finding) -> dict[str, Any]:
    """Returns a finding in its public form: codes, references and deadlines, no declared value."""
    start, end = finding.segment
    return {
        "id": finding.id,
        "rule": finding.rule,
        "title": public_text(finding.title),
        "ruleset": finding.ruleset,
        "version": finding.version,
        "digest": finding.digest,
        "layer": finding.layer,
        "track": finding.track,
        "kind": finding.kind,
        "bearer": finding.bearer,
        "executability": finding.executability,
        "outcome": finding.outcome,
        "state": finding.state,
        "reason": finding.reason,
        "fact": {"kind": finding.fact_kind, "id": finding.fact},
        "partner": finding.partner,
        "segment": {"from": _day(start), "until": _day(end)} if start or end else None,
        "occurrence": _day(finding.occurrence),
        "due_on": _day(finding.due_on),
        "due_latest": _day(finding.due_latest),
        "working_days_left": finding.working_days_left,
        "citations": [public_citation(cite) for cite in finding.citations],
        "outdated_sources": [cite.source for cite in finding.outdated_sources],
        "unless_shown": list(finding.unless_shown),
        "consequences": [public_sanction(sanction) for sanction in finding.consequences],
        "rests_on": list(finding.rests_on),
        "basis": list(finding.basis),
        "assumptions": list(finding.assumptions),
        "questions": [_question(question) for question in finding.questions],
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def public_text(text: Text) -> dict[str, str]:
    """Returns a text in both languages."""
    return {"id": text.id, "en": text.en}


def public_citation(cite: Citation) -> dict[str, Any]:
    """Returns a citation in its public form."""
    return {"source": cite.source, "title": public_text(cite.title), "at": cite.at, "verified": cite.verified}


def public_sanction(possible: PossibleSanction) -> dict[str, Any]:
    """Returns a possible sanction in its public form."""
    sanction = possible.sanction
    return {
        "rule": possible.rule.id,
        "sanction": sanction.id,
        "title": public_text(sanction.title),
        "level": sanction.level,
        "track": possible.rule.track,
        "certain": possible.certain,
        "forms": [{"id": form.id, "instead_of": form.instead_of} for form in possible.forms],
        "citations": [public_citation(cite) for cite in (*possible.rule.cite, *possible.choice.cite)],
    }


def _question(question: Question) -> dict[str, Any]:
    return {"path": question.path, "why": question.why, "asked_of": question.asked_of, "text": public_text(question.text)}


def evaluation_schema() -> dict[str, Any]:
    """Returns the JSON Schema (2020-12) of `public_evaluation`."""
    question = _object({"path": _STRING, "why": _one_of(get_args(Why)), "asked_of": _one_of(get_args(Addressee)), "text": _TEXT})
    citation = _object({"source": _STRING, "title": _TEXT, "at": _STRING, "verified": _one_of(get_args(Verified))})
    form = _object({"id": _STRING, "instead_of": _STRING})
    sanction = _object(
        {"rule": _STRING, "sanction": _STRING, "title": _TEXT, "level": _STRING, "track": _STRING, "certain": {"type": "boolean"}}
        | {"forms": _list(form), "citations": _list(citation)}
    )
    strings = ("id", "rule", "ruleset", "version", "digest", "layer", "track", "bearer", "executability", "reason")
    finding = _object(
        dict.fromkeys(strings, _STRING)
        | {"title": _TEXT, "kind": _one_of(get_args(Kind)), "outcome": _one_of(("applies", "undetermined")), "state": _one_of(ATTENTION)}
        | {"fact": _object({"kind": _STRING, "id": _STRING}), "partner": _or_null(_STRING)}
        | {"segment": _or_null(_object({"from": _or_null(_DAY), "until": _or_null(_DAY)})), "occurrence": _or_null(_DAY)}
        | {"due_on": _or_null(_DAY), "due_latest": _or_null(_DAY), "working_days_left": _or_null({"type": "integer", "minimum": 0})}
        | {name: _list(_STRING) for name in ("outdated_sources", "unless_shown", "rests_on", "basis", "assumptions")}
        | {"citations": _list(citation), "consequences": _list(sanction), "questions": _list(question)}
    )
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": FORMAT} | _object(
        {"format": {"const": FORMAT}, "as_of": _DAY, "official": _STRING, "findings": _list(finding)}
        | {"counts": {"type": "object", "additionalProperties": {"type": "integer", "minimum": 0}}}
        | {"not_read": _list(_object({"kind": _STRING, "id": _STRING}))}
        | {"needed": _list(question), "next_question": _or_null(question)}
    )


_STRING: Mapping[str, Any] = {"type": "string"}
_DAY: Mapping[str, Any] = {"type": "string", "format": "date"}


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": dict(properties), "required": list(properties), "additionalProperties": False}


def _list(items: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": dict(items)}


def _or_null(schema: Mapping[str, Any]) -> dict[str, Any]:
    return {"anyOf": [dict(schema), {"type": "null"}]}


def _one_of(words: Iterable[str]) -> dict[str, Any]:
    return {"enum": list(words)}


_TEXT = _object({"id": _STRING, "en": _STRING})
