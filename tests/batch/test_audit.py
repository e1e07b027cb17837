"""Many dossiers at once: each as if it were alone, none lost, and one that fails does not take the others with it."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from support_cli import EXAMPLES
from support_facts import dossier_data_of
from support_rules import engine_of

from integrityrules.batch import Audit, Failed, audit
from integrityrules.batch.beside import Beside
from integrityrules.cli.audit import hand_out
from integrityrules.cli.main import make_parser
from integrityrules.cli.outputs import found_in_memory
from integrityrules.decide.outcome import ATTENTION
from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.reading import read_dossier, read_registers
from integrityrules.library import load_engine
from integrityrules.report import content_of, finding_lines
from integrityrules.tables import Counts, Declarations, read_declarations

AS_OF = date(2026, 3, 2)
RULES = """
defaults: {about: gift, executability: full, in_force: {from: 2015-01-01}}
rules:
  - id: report
    kind: duty
    track: reporting
    title: {id: Lapor, en: Report}
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    when: gift.value_idr > 1000000
    deadline: {working_days: 5, after: gift.received_on}
    done_on: gift.reported_to_kpk_on
  - id: refuse
    kind: prohibition
    track: refusal
    title: {id: Tolak, en: Refuse}
    cite: [{source: act, at: Pasal 2, verified: confirmed}]
    when: gift.related_to_office
"""
ENGINE = engine_of(RULES)


def of(*dossiers: Dossier, registers: Registers | None = None) -> Declarations:
    rows = len(dossiers)
    return Declarations(dossiers, registers or Registers(), (), Counts(rows, rows, 0), {})


def dossier(official: str, **gift: Any) -> Dossier:
    fields = {"id": f"g-{official}", "received_on": date(2026, 2, 26), "value_idr": 2_000_000, **gift}
    return read_dossier({"as_of": AS_OF, "official": {"id": official, "employment": "pns"}, "gifts": [fields]})


def unsound(official: str) -> Dossier:
    """Returns a dossier that no reader lets through: its amount is a text, which fails when it is compared."""
    good = dossier(official)
    (gift,) = good.gifts  # type: ignore[attr-defined]
    return good.model_copy(update={"gifts": (gift.model_copy(update={"value_idr": "Zq7 Nama 76543210"}),)})


@settings(max_examples=25)
@given(st.lists(dossier_data_of(), max_size=4))
def test_together_as_alone(data: list[dict[str, Any]]) -> None:
    """An audit finds for every dossier what the engine finds for it alone, on the day of the audit."""
    dossiers = [read_dossier({**one, "official": {**one["official"], "id": f"o{n}"}}) for n, one in enumerate(data)]
    found = audit(ENGINE, of(*dossiers), as_of=AS_OF)
    assert not found.failed
    assert [one.official for one in found.audited] == [f"o{n}" for n in range(len(dossiers))]
    alone = [ENGINE.evaluate(one, as_of=AS_OF) for one in dossiers]
    expected = Counter((f"o{n}", finding.id, finding.state) for n, one in enumerate(alone) for finding in one.findings)
    assert Counter((one.official, finding.id, finding.state) for one, finding in found.findings()) == expected


def test_a_dossier_that_fails_is_listed_and_the_others_go_on() -> None:
    """What fails while it runs is named by its official and a code, without a value; everyone else's findings are there."""
    found = audit(ENGINE, of(dossier("a"), unsound("b"), dossier("c")), as_of=AS_OF)
    assert found.failed == (Failed("b", "engine"),)
    assert [one.official for one in found.audited] == ["a", "c"]
    assert not found.is_complete
    assert "Zq7" not in repr(found.failed)


def test_a_failed_dossier_makes_the_command_end_with_3(tmp_path: Path, capsys: Any) -> None:
    """The command line lists the official, writes what was found, and says that it is incomplete."""
    found = audit(ENGINE, of(dossier("a"), unsound("b")), as_of=AS_OF)
    arguments = make_parser().parse_args(["audit", "x", "--out", str(tmp_path), "--fail-on", "never"])
    assert hand_out(found_in_memory(found), content_of(found, "en"), arguments) == 3
    shown = capsys.readouterr()
    assert "1 failed" in shown.out
    assert "- b: engine" in shown.out
    assert "Zq7" not in shown.out + shown.err
    assert {path.name for path in tmp_path.iterdir()} == {"findings.jsonl", "cases.xlsx", "audit.txt", "report.html"}
    assert len((tmp_path / "findings.jsonl").read_text().splitlines()) == len(found.findings()) > 0


def test_findings_come_in_the_order_of_attention_then_of_deadlines() -> None:
    """Findings of all officials are sorted by state, then by the day they are due, then as in the input."""
    found = audit(
        ENGINE,
        of(dossier("late"), dossier("forbidden", related_to_office=True), dossier("soon", received_on=date(2026, 2, 24)), dossier("last")),
        as_of=AS_OF,
    )
    states = [finding.attention() for _, finding in found.findings()]
    assert states == sorted(states)
    due = [one.official for one, finding in found.findings() if finding.state == "due"]
    assert due == ["soon", "late", "forbidden", "last"]


def test_reaches_follows_the_order_of_attention() -> None:
    """A state is reached by a finding in that state or a more urgent one."""
    found = audit(ENGINE, of(dossier("a", related_to_office=False)), as_of=AS_OF)
    assert [state for state in ATTENTION if content_of(found).totals.reaches(state)] == list(ATTENTION[ATTENTION.index("due") :])
    assert not any(content_of(audit(ENGINE, of(), as_of=AS_OF)).totals.reaches(state) for state in ATTENTION)


def test_progress_is_told_after_each_dossier() -> None:
    """Progress counts every dossier, also one that fails."""
    told: list[tuple[int, int]] = []
    audit(ENGINE, of(dossier("a"), unsound("b"), dossier("c")), as_of=AS_OF, progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 3), (2, 3), (3, 3)]


def test_registers_are_read_with_every_dossier() -> None:
    """Facts that belong to no official are seen by the rules about each official's facts."""
    engine = engine_of("""
rules:
  - id: open-package
    kind: indicator
    about: gift
    track: ethics
    title: {id: Ada paket, en: There is a package}
    in_force: {from: 2015-01-01}
    executability: full
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    when: packages.exists(p, p.tender_on <= gift.received_on)
""")
    registers = Registers.model_validate({"packages": [{"id": "p", "tender_on": date(2026, 1, 5)}]})
    with_them = audit(engine, of(dossier("a"), dossier("b"), registers=registers), as_of=AS_OF)
    assert [one.official for one, finding in with_them.findings() if finding.outcome == "applies"] == ["a", "b"]


def test_an_audit_of_the_example_is_the_same_each_time() -> None:
    """Two audits of the same input give the same lines, in the same order."""
    engine = load_engine()
    declarations = read_declarations(EXAMPLES / "declarations.xlsx", as_of=AS_OF)
    first, second = (list(finding_lines(audit(engine, declarations, as_of=AS_OF))) for _ in range(2))
    assert first == second
    assert isinstance(audit(engine, declarations, as_of=AS_OF), Audit)


def test_what_registers_say_by_themselves_is_said_once_of_no_official() -> None:
    """Bidders under common control are found once, however many officials an audit has, and never beside one of them."""
    link = {"holder": "owner", "kind": "shareholder", "share": 60, "from": "2020-01-01", "until": "ongoing"}
    registers = read_registers(
        {
            "packages": [{"id": "P", "tender_on": "2025-03-01"}],
            "bids": [
                {"id": id, "package": "P", "bidder": bidder, "offered_on": "2025-03-05"} for id, bidder in (("b", "one"), ("e", "two"))
            ],
            "company_links": [{**link, "id": "c", "organisation": "one"}, {**link, "id": "d", "organisation": "two"}],
        }
    )
    dossiers = tuple(read_dossier({"as_of": "2026-01-01", "official": {"id": id, "employment": "pns"}}) for id in ("o", "p"))
    counts = Counts(2, 2, 0)
    result = audit(load_engine(), Declarations(dossiers, registers, (), counts, {}), as_of=date(2026, 1, 1))
    found = [(one.official, finding.rule, finding.bearer) for one, finding in result.findings() if finding.fact_kind == "package"]
    assert ("", "procurement.common-control", "bidder") in found
    assert {official for official, _, _ in found} == {""}
    assert len(found) == len(set(found))


def test_registers_are_judged_beside_an_official_only_where_it_matters() -> None:
    """What an audit finds is what the engine finds for each official beside everything, less what the registers say by themselves."""
    engine = load_engine(layers=["agency-example"])
    declarations = read_declarations(EXAMPLES / "declarations.xlsx", as_of=AS_OF)
    result = audit(engine, declarations, as_of=AS_OF)
    assert result.registers is not None
    said = {(finding.id, finding.state) for finding in result.registers.evaluation.findings}
    assert said
    every = [
        (one.official.id, finding.id, finding.state, finding.due_on)
        for one in declarations.dossiers
        for finding in engine.evaluate(one, as_of=AS_OF, registers=(declarations.registers,)).findings
        if (finding.id, finding.state) not in said
    ]
    found = [(one.official, finding.id, finding.state, finding.due_on) for one, finding in result.findings() if one.official]
    assert Counter(found) == Counter(every)
    assert Beside(engine.rulebook).keys.keys() & {finding.fact_kind for one, finding in result.findings() if one.official}


def test_facts_beside_officials_are_those_of_which_a_rule_reads_them() -> None:
    """A register whose rules read only registers says the same whoever the official is; a layer binds only some; a trigger names one."""
    assert Beside(load_engine().rulebook).keys == {"company_link": {("holder", "person")}, "candidacy": {("candidate", "person")}}
    rules = """
rules:
  - id: large
    kind: indicator
    about: package
    track: procurement
    title: {id: Besar, en: Large}
    in_force: {from: 2015-01-01}
    executability: full
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
    when: package.value_idr > 5
"""
    assert Beside(engine_of(rules).rulebook).keys == {}
    assert Beside(engine_of(rules.replace("package.value_idr > 5", "gifts.exists(g, g.value_idr > 5)")).rulebook).keys == {
        "package": {None}
    }
    layer = """
id: agency/strict
version: 1.0.0
title: {id: Ketat, en: Strict}
status: draft
layer: {of: test/rules, agencies: [kpu], in_force: {from: 2020-01-01}, cite: [{source: own, at: Pasal 1, verified: confirmed}]}
sources: {own: {title: {id: Sendiri, en: Own}, citation: Own}}
""" + rules.replace("id: large", "id: large-too").replace("source: act", "source: own")
    assert Beside(engine_of(rules, strict=layer).rulebook).keys == {"package": {None}}
