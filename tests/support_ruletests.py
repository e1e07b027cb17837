"""Small rulesets with cases, as text, for the tests of the room that tests rules."""

from __future__ import annotations

from textwrap import dedent

from support_rules import engine_of

from integrityrules.engine import Engine
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.rulebook.cases import Case, parse_cases
from integrityrules.ruletests.mutants import Mutant
from integrityrules.ruletests.operators import mutants_of

CITE = '[{source: act, at: "Pasal 1", verified: confirmed}]'


def suite(rules: str, cases: str) -> tuple[Engine, tuple[Case, ...]]:
    """Returns an engine of one provision and the cases beside it, both given as text."""
    return engine_of(rules), cases_of(cases)


def cases_of(text: str) -> tuple[Case, ...]:
    return parse_cases(dedent(text), file="rules.cases.yaml", vocabulary=VOCABULARY)


def mutants(rules: str, operator: str = "") -> list[Mutant]:
    """Returns the mutants of one provision, of one operator if it is named."""
    return [mutant for mutant in mutants_of(engine_of(rules).rulebook) if operator in ("", mutant.operator)]


LIMIT = f"""
    parameters:
      limit:
        type: money
        stricter: lower
        title: {{id: Batas, en: Limit}}
        values:
          - {{from: 2020-01-01, until: 2024-12-31, value: 100, cite: {CITE}}}
          - {{from: 2025-01-01, value: 200, cite: {CITE}}}
    rules:
      - id: keep-small
        kind: prohibition
        title: {{id: Jangan besar, en: Nothing large}}
        about: gift
        track: ethics
        in_force: {{from: 2024-07-01}}
        cite: {CITE}
        raised_when: gift.accepted
        when: gift.value_idr > params.limit
"""
"""A prohibition whose limit changed once."""

LIMIT_STRONG = """
    cases:
      - {name: at the limit, as_of: 2026-01-01, gifts: [{id: g, received_on: 2025-01-01, accepted: true, value_idr: 200}], expect: {keep-small: {outcome: does_not_apply}}}
      - {name: one more, as_of: 2026-01-01, gifts: [{id: g, received_on: 2025-01-01, accepted: true, value_idr: 201}], expect: {keep-small: {outcome: applies, state: indicated}}}
      - {name: far more, as_of: 2026-01-01, gifts: [{id: g, received_on: 2025-01-01, accepted: true, value_idr: 900}], expect: {keep-small: {outcome: applies}}}
      - {name: no longer the old limit, as_of: 2026-01-01, gifts: [{id: g, received_on: 2025-01-01, accepted: true, value_idr: 101}], expect: {keep-small: {outcome: does_not_apply}}}
      - {name: at the old limit, as_of: 2026-01-01, gifts: [{id: g, received_on: 2024-12-31, accepted: true, value_idr: 100}], expect: {keep-small: {outcome: does_not_apply}}}
      - {name: over the old limit on its last day, as_of: 2026-01-01, gifts: [{id: g, received_on: 2024-12-31, accepted: true, value_idr: 101}], expect: {keep-small: {outcome: applies}}}
      - {name: first day, as_of: 2026-01-01, gifts: [{id: g, received_on: 2024-07-01, accepted: true, value_idr: 101}], expect: {keep-small: {outcome: applies}}}
      - {name: day before, as_of: 2026-01-01, gifts: [{id: g, received_on: 2024-06-30, accepted: true, value_idr: 101}], expect: {keep-small: {outcome: not_in_force}}}
      - {name: refused, as_of: 2026-01-01, gifts: [{id: g, received_on: 2025-01-01, accepted: false, value_idr: 201}], expect: {keep-small: {outcome: not_raised}}}
      - {name: value not stated, as_of: 2026-01-01, gifts: [{id: g, received_on: 2025-01-01, accepted: true}], expect: {keep-small: {outcome: undetermined}}}
"""  # noqa: E501  # one case on a line, as rule authors write them

LIMIT_WEAK = """
    cases:
      - {name: far more, as_of: 2026-01-01, gifts: [{id: g, received_on: 2025-01-01, accepted: true, value_idr: 900}], expect: {keep-small: {outcome: applies}}}
"""  # noqa: E501

DUTY = f"""
    sanctions:
      light: {{level: light, title: {{id: Ringan, en: Light}}, cite: {CITE}}}
      serious: {{level: serious, title: {{id: Berat, en: Serious}}, cite: {CITE}}}
    rules:
      - id: report
        kind: duty
        title: {{id: Wajib lapor, en: Duty to report}}
        about: gift
        track: reporting
        in_force: {{from: 2020-01-01}}
        cite: {CITE}
        burden: official
        raised_when: gift.accepted
        when: official.employment in ["pns", "cpns"]
        routes:
          - {{id: kpk, title: {{id: KPK, en: KPK}}, deadline: {{days: 30, after: gift.received_on}}, done_on: gift.reported_to_kpk_on}}
          - {{id: upg, title: {{id: UPG, en: UPG}}, deadline: {{days: 10, after: gift.received_on}}, done_on: gift.reported_to_upg_on}}
      - id: flowers
        kind: exemption
        title: {{id: Bunga, en: Flowers}}
        exempts: [report]
        in_force: {{from: 2020-01-01}}
        cite: {CITE}
        when:
          all:
            - gift.form == "flowers"
            - not gift.related_to_office
      - id: sanction
        kind: consequence
        title: {{id: Sanksi, en: Sanction}}
        follows: [report]
        if_state: [overdue, met_late]
        track: discipline
        in_force: {{from: 2020-01-01}}
        cite: {CITE}
        only_for: official.employment == "pns"
        choose:
          - {{when: gift.value_idr <= 1000, sanction: light}}
          - {{when: gift.value_idr > 1000, sanction: serious}}
"""
"""A duty with two routes, an exemption and a graded consequence."""

__all__ = ["CITE", "DUTY", "LIMIT", "LIMIT_STRONG", "LIMIT_WEAK", "cases_of", "mutants", "suite"]
