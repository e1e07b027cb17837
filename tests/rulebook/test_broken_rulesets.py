"""Broken rulesets: whatever an author's slip of the hand makes of a file, it loads or is refused with positions."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_books import CITE, head, layer, limit, provision, rule

from integrityrules.errors import RulesetError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.rulebook.calendar import parse_calendar
from integrityrules.rulebook.cases import parse_cases
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.lint import lint
from integrityrules.rulebook.read import parse_ruleset

WHOLE = provision(
    rule(
        "r",
        "duty",
        routes="""
  - {id: kpk, title: {id: KPK, en: KPK}, deadline: {working_days: params.days, after: gift.received_on}, done_on: gift.reported_to_kpk_on}
  - {id: upg, title: {id: UPG, en: UPG}, deadline: {on: "03-31", of: year(gift.received_on) + 1}, done_on: gift.reported_to_upg_on}""",
    ),
    rule(
        "p",
        when="""
  all:
    - gift.value_idr > params.limit
    - {if: gift.perishable, label: {id: Rusak, en: Perishable}}
    - disputed: [gift.has_logo, not gift.has_logo]
    - none: [gift.total_from_giver_at_event > 5]""",
    ),
    rule("a", about="appointment", when="appointment.wealth_report_position", every='{year_on: "12-31"}', dated_by="occurrence.on"),
    rule("w", about="procurement_role", with_="{other: procurement_roles}", when="overlaps(procurement_role, other)"),
    rule("e", "exemption", exempts="[p]", when="official.employment in params.kinds", in_force="{from: 2019-12-05..2019-12-13}"),
    rule(
        "d",
        "definition",
        defines="gift.total_from_giver_at_event",
        total="""
  sum: gift.value_idr
  over: gifts
  same: [gift.giver, gift.event]
  up_to: gift.received_on""",
    ),
    rule(
        "c",
        "consequence",
        follows="[r, p]",
        if_state="[overdue, indicated]",
        choose="""
  - {when: 'official.employment == "pns"', sanction: s}""",
    ),
    rule(
        "k",
        "consequence",
        follows="[r]",
        if_state="[met_late]",
        dated_by="finding.done_on",
        scale="""
  by: days_between(finding.due_on, finding.done_on)
  steps: [{at_least: 1, sanction: s}, {at_least: 5, sanction: s}]""",
    ),
    top=f"""\
    parameters:
      days: {{type: int, unit: days, title: {{id: H, en: D}}, values: [{{from: 2020-01-01, value: 10, {CITE}}}]}}
      kinds: {{type: codes, of: employment, title: {{id: J, en: K}}, values: [{{from: 2019-01-01, value: [pns], {CITE}}}]}}
    sanctions:
      s: {{level: light, title: {{id: R, en: L}}, {CITE}, forms: [{{id: w, in_force: {{from: 2020-01-01}}}}]}}
    """,
).replace("parameters:\n", f"parameters:\n{limit('2020-01-01..2021-12-31=100', '2022-01-01=200')}", 1)
LAYER = layer(limit("2022-01-01=50", keys=""), rule("own") + rule("x", "exemption", exempts="['p@agency/strict']", when="gift.perishable"))
CASES = """\
cases:
  - name: one
    as_of: 2026-02-01
    declared_in_full: {gifts: {from: 2025-01-01}}
    official: {employment: pns}
    gifts: [{id: g, giver: x, value_idr: 1200000, received_on: 2026-01-19, accepted: true}]
    expect: {r: {about: g, outcome: applies, state: due, due_on: 2026-03-04}}
"""
CALENDAR = """\
calendar:
  id: office
  title: {id: Hari kerja, en: Working days}
  sources: {decree: {title: {id: Keputusan, en: Decree}}}
  years:
    2026: {source: decree, holidays: [{date: 2026-01-01, name: {id: Tahun Baru, en: New Year}, kind: national}]}
"""
WORDS = ["params.limit", "gift", "true", "0", "-1", "9999-12-31", "0001-01-01", "x"]
PIECES = ["", *"[]{},'\"@\n", ": ", "- ", "..", *WORDS]


@st.composite
def slips(draw: st.DrawFn, text: str) -> str:
    """Takes out, doubles, swaps or overwrites a few pieces of a text."""
    for _ in range(draw(st.integers(1, 3))):
        lines = text.split("\n")
        kind = draw(st.sampled_from(["drop line", "double line", "swap lines", "overwrite"]))
        at = draw(st.integers(0, len(lines) - 1))
        if kind == "drop line":
            del lines[at]
        elif kind == "double line":
            lines.insert(at, lines[at])
        elif kind == "swap lines":
            other = draw(st.integers(0, len(lines) - 1))
            lines[at], lines[other] = lines[other], lines[at]
        else:
            start = draw(st.integers(0, len(lines[at])))
            length = draw(st.integers(0, 8))
            lines[at] = lines[at][:start] + draw(st.sampled_from(PIECES)) + lines[at][start + length :]
        text = "\n".join(lines)
    return text


def load(rules: str, layer_text: str, head_text: str) -> Rulebook:
    sources = [
        parse_ruleset({"ruleset.yaml": head_text, "rules.yaml": rules}, strict=False),
        parse_ruleset({"ruleset.yaml": layer_text}, strict=False),
    ]
    return Rulebook(sources, VOCABULARY)


def test_the_whole_ruleset_of_these_tests_loads() -> None:
    """What is broken below was whole."""
    rulebook = load(WHOLE, LAYER, head())
    assert [rulebook.program_on(day).start for day in rulebook.cuts] == list(rulebook.cuts)
    assert parse_cases(CASES, file="c", vocabulary=VOCABULARY)
    assert parse_calendar(CALENDAR, "k").id == "office"


@given(st.data())
def test_a_slip_of_the_hand_loads_or_is_refused_with_positions(data: st.DataObject) -> None:
    """Nothing but RulesetError comes out, every problem has its file and line, and what loads compiles and can be linted."""
    broken = data.draw(st.sampled_from(["rules", "layer", "head"]))
    whole = {"rules": WHOLE, "layer": LAYER, "head": head()}
    texts = {**whole, broken: data.draw(slips(whole[broken]))}
    try:
        rulebook = load(texts["rules"], texts["layer"], texts["head"])
    except RulesetError as error:
        refused = error.problems
    else:
        for day in rulebook.cuts:
            rulebook.program_on(day)
        lint(rulebook)
        return
    assert refused
    assert all(problem.where.endswith(".yaml") and problem.message and problem.code for problem in refused)


@given(slips(CASES) | slips(CALENDAR))
def test_broken_cases_and_calendars_are_refused_alike(text: str) -> None:
    """Cases and calendars come through the same door."""
    with suppress(RulesetError):
        parse_cases(text, file="c", vocabulary=VOCABULARY)
    with suppress(RulesetError):
        parse_calendar(text, "k")


def test_a_file_that_is_no_yaml_is_told_alone() -> None:
    """What other files read from a file that is not YAML is not reported as their mistake."""
    files = {
        "ruleset.yaml": "id: t\nversion: 1.0.0\ntitle: {id: T, en: T\n",
        "rules.yaml": "rules:\n  - {id: r, kind: indicator, when: params.x > 1}\n",
    }
    with pytest.raises(RulesetError) as caught:
        Rulebook([parse_ruleset(files, strict=False)], VOCABULARY)
    assert "yaml-syntax" in {problem.code for problem in caught.value.problems}
    assert not {"unknown-source", "unknown-parameter"} & {problem.code for problem in caught.value.problems}
