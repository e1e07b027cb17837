"""Small rulebooks for tests: rules as text against the real vocabulary, dossiers as plain data."""

from __future__ import annotations

from datetime import date
from textwrap import dedent
from typing import Any

from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.outcome import Decision
from integrityrules.engine import Engine
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.reading import read_dossier
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.read import parse_ruleset

HEAD = """
id: test/rules
version: 1.0.0
title: {id: Aturan uji, en: Test rules}
status: draft
sources:
  act:
    title: {id: Undang-Undang Uji, en: Test Act}
    citation: Act 1
  old:
    title: {id: Undang-Undang Lama, en: Old Act}
    citation: Act 2
    review_by: 2020-01-01
"""

CALENDAR = WorkCalendar("asn", [2024, 2025, 2026], [])


def engine_of(rules: str, *, key: bytes = b"", **layers: str) -> Engine:
    """Makes an engine of one provision file, and of layers given as `name=ruleset text`."""
    sources = [parse_ruleset({"ruleset.yaml": HEAD, "rules.yaml": dedent(rules)})]
    sources += [parse_ruleset({"ruleset.yaml": dedent(text)}) for text in layers.values()]
    return Engine(Rulebook(sources, VOCABULARY), [CALENDAR], key=key)


def evaluate(rules: str | Engine, dossier: dict[str, Any]) -> Evaluation:
    engine = rules if isinstance(rules, Engine) else engine_of(rules)
    return engine.evaluate(read_dossier({"as_of": date(2026, 3, 2), **dossier}))


def gift(**fields: Any) -> dict[str, Any]:
    return {"id": "g", "giver": "x", "received_on": date(2026, 2, 2), "accepted": True, **fields}


def with_gifts(*gifts: dict[str, Any], **dossier: Any) -> dict[str, Any]:
    return {"official": {"id": "o", "employment": "pns"}, "gifts": list(gifts), **dossier}


def only(evaluation: Evaluation, rule: str, fact: str | None = None) -> Decision:
    """Returns the one decision of a rule; fails if there are none or several."""
    (decision,) = evaluation.decisions_of(rule, fact)
    return decision


def outcome(rules: str | Engine, dossier: dict[str, Any], rule: str = "r", fact: str | None = None) -> str:
    """Returns outcome and state of one rule in one word: `applies:due`, `exempt`, ..."""
    decision = only(evaluate(rules, dossier), rule, fact)
    return f"{decision.outcome}:{decision.state}" if decision.outcome == "applies" else decision.outcome
