"""A ruleset with many different mistakes: one run names each of them, at its place, with what to do."""

from __future__ import annotations

import pytest

from integrityrules.errors import RulesetError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.read import parse_ruleset

HEAD = """\
id: test/mistakes
version: 1.0
title: {id: Uji, en: Test}
status: final
sources:
  act: {title: {id: Undang-Undang, en: Act}, citation: Act 1, urll: http://example.org}
"""

RULES = """\
defaults: {about: gift, track: reporting, in_force: {from: 2020-01-01}}
parameters:
  limit:
    type: money
    title: {id: Batas, en: Limit}
    values:
      - {from: 2020-01-01, until: 2022-12-31, value: 1.000.000, cite: [{source: act, at: "1", verified: confirmed}]}
      - {from: 2023-01-01, value: 2000000, cite: [{source: act, at: "1", verified: confirmed}]}
      - {from: 2024-01-01, value: 3000000, cite: [{source: act, at: "1", verified: confirmed}]}
  days:
    type: int
    title: {id: Hari, en: Days}
    values:
      - {from: 2021-01-01, value: 10, cite: [{source: act, at: "1", verified: confirmed}]}
  givers:
    type: codes
    of: giver_relation
    title: {id: Pemberi, en: Givers}
    values:
      - {from: 2020-01-01, value: [vendor, bider], cite: [{source: act, at: "1", verified: confirmed}]}
rules:
  - id: report
    kind: duty
    title: {id: Lapor, en: Report}
    cite: [{source: akt, at: Pasal 2, ayat 1, verified: confirmed}]
    when:
      all:
        - !gift.accepted
        - gift.event == "a: b"
        - gift.valu_idr > params.limit
        - gift.giver_relation == "vendr"
        - gift.value_idr > "many"
        - gift.giver_relation in params.givers
    deadline: {working_days: params.days, after: gift.received_on}
    done_on: gift.reported_to_kpk_on
  - id: report
    kind: duty
    title: {id: Lapor, en: Report}
    in_force: {from: 2025-02-30}
    cite: [{source: act, at: "1", verified: confirmed}]
    deadline: none_stated
  - id: exempt
    kind: exemption
    exempts: [reprot]
    cite: [{source: act, at: "1", verified: confirmed}]
    when: gift.perishable
  - id: a
    kind: definition
    defines: gift.conflict_of_interest
    is: gift.related_to_office
    cite: [{source: act, at: "1", verified: confirmed}]
  - id: b
    kind: definition
    defines: gift.related_to_office
    is: gift.conflict_of_interest
    cite: [{source: act, at: "1", verified: confirmed}]
  - id: c
    kind: definition
    defines: gift.colour
    is: true
    cite: [{source: act, at: "1", verified: sure}]
  - id: d
    kind: consequence
    follows: [report]
    if_state: [overdue, due]
    sanction: fine
    cite: []
  - id: e
    kind: prohibiton
    cite: [{source: act, at: "1", verified: confirmed}]
    when: true
  - id: f
    kind: indicator
    title: {id: Bila, en: If}
    bearer: offical
    deadline: none_stated
    cite: [{source: act, at: "1", verified: confirmed}]
    when:
      any: [gift.perishable]
      all: [gift.perishable]
"""

EXPECTED = """\
ruleset.yaml:4:9: unknown-code: `final` is not a status; one of: draft, released
ruleset.yaml:6:63: unknown-key: `urll` is not a key of a source; did you mean `url`?
rules.yaml:7:54: bad-int: the value must be a whole number, not `1.000.000`; write `1000000`
rules.yaml:9:9: overlap: two values of `limit` hold on one day; end the earlier one on the day before the later one begins
rules.yaml:20:9: unknown-code: `bider` is not a code of giver_relation; did you mean `bidder`?
rules.yaml:25:21: unknown-source: `akt` is not among the sources of `test/mistakes`; did you mean `act`?
rules.yaml:25:39: comma-in-mapping: the comma before `ayat 1` made it a key of its own; quote the whole text: `at: 'Pasal 2, ayat 1'`
rules.yaml:28:11: yaml-tag: a text that starts with `!` is read by YAML as a tag; write `- '!gift.accepted'`; or use `not`
rules.yaml:29:11: quote-needed: a condition of `all` must be one text, but `: ` in it made a mapping of it; write `- 'gift.event == "a: b"'`
rules.yaml:30:11: unknown-field: `gift.valu_idr` is not a field of gift; did you mean `gift.value_idr`
rules.yaml:31:34: unknown-code: `"vendr"` is not a code of `giver_relation`; did you mean `vendor`
rules.yaml:32:11: type-mismatch
rules.yaml:34:30: gap: `params.days` has no value from 2020-01-01 until 2020-12-31, while `report` is in force
rules.yaml:39:22: bad-date: the first day of `in_force` must be a day, not `2025-02-30`; write for example `2026-01-20`
rules.yaml:44:15: unknown-rule: `reprot` is not a rule; did you mean `report`?
rules.yaml:47:5: cycle: definitions go in a circle: gift.conflict_of_interest -> gift.related_to_office -> gift.conflict_of_interest
rules.yaml:59:14: unknown-field: `gift.colour` is not a field of gift
rules.yaml:61:45: unknown-code: `sure` is not a degree of verification; one of: confirmed, derived, disputed, one_source, unverified
rules.yaml:62:5: no-citation: `d` cites nothing; add `cite: [{source: ..., at: ..., verified: ...}]`
rules.yaml:65:25: unknown-code: `due` carries no consequences; did you mean `overdue`?
rules.yaml:66:15: unknown-sanction: `fine` is not a sanction
rules.yaml:69:11: unknown-code: `prohibiton` is not a kind of rule; did you mean `prohibition`?
rules.yaml:75:13: unknown-code: `offical` is not a bearer; did you mean `official`?
rules.yaml:76:5: unknown-key: `deadline` is not a key of an indicator
rules.yaml:80:7: one-combinator: `when` has 2 keys where exactly one combinator may stand; put one of them below the other
"""


def test_every_mistake_of_a_ruleset_is_named_in_one_run_at_its_place() -> None:
    """More than twenty mistakes of different kinds give as many messages, each with file, line, column, code and a remedy."""
    source = parse_ruleset({"ruleset.yaml": HEAD, "rules.yaml": RULES}, strict=False)
    with pytest.raises(RulesetError) as caught:
        Rulebook([source], VOCABULARY)
    found = sorted(str(problem) for problem in caught.value.problems)
    expected = sorted(EXPECTED.splitlines())
    missing = [line for line in expected if not any(text.startswith(line) for text in found)]
    surplus = [text for text in found if not any(text.startswith(line) for line in expected)]
    assert (missing, surplus) == ([], [])
    assert len({problem.code for problem in caught.value.problems}) >= 15
    assert len(found) >= 20


def test_reading_alone_raises_what_it_can_see() -> None:
    """A strict reading names the mistakes that need no vocabulary."""
    with pytest.raises(RulesetError) as caught:
        parse_ruleset({"ruleset.yaml": HEAD, "rules.yaml": RULES})
    codes = {problem.code for problem in caught.value.problems}
    assert {"yaml-tag", "bad-int", "comma-in-mapping", "unknown-key"} <= codes
    assert "unknown-field" not in codes
