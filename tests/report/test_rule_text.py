"""Rules as text: what a lawyer checks against the article, on a day, in both languages."""

from __future__ import annotations

from datetime import date

import pytest
from support_rules import engine_of

from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.vocabulary import BOOL, MONEY, Text, Type
from integrityrules.language import tree
from integrityrules.language.render import render, render_lines
from integrityrules.library import folders_of, load_engine, read_rulesets
from integrityrules.report.rules import definitions_on, rule_lines, rule_list, rules_on
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.read import parse_ruleset

DAYS = [date(2014, 6, 1), date(2019, 12, 8), date(2026, 1, 19), date(2026, 1, 20), date(2030, 1, 1)]
RULES = """
parameters:
  limit:
    type: money
    title: {id: Batas, en: Limit}
    stricter: lower
    values:
      - {from: 2020-01-01, until: 2025-12-31, value: 1000, cite: [{source: act, at: Pasal 9, verified: confirmed}]}
      - {from: 2026-01-01, value: 2000, cite: [{source: act, at: Pasal 9, verified: confirmed}]}
rules:
  - id: report
    kind: duty
    about: gift
    track: reporting
    title: {id: Wajib lapor, en: Duty to report}
    in_force: {from: 2020-01-01..2020-02-01, until: 2030-12-31}
    executability: full
    burden: official
    cite: [{source: act, at: not_seen, verified: confirmed}]
    note: {id: Catatan penting., en: An important note.}
    when:
      any:
        - {if: gift.value_idr > params.limit, label: {id: melebihi batas, en: over the limit}}
        - none: [{if: {all: [gift.accepted, gift.perishable]}, label: {id: makanan, en: food}}]
    deadline: {working_days: 5, after: gift.received_on}
    done_on: gift.reported_to_kpk_on
  - id: family
    kind: exemption
    exempts: [report]
    about: gift
    title: {id: Keluarga, en: Family}
    in_force: {from: 2020-01-01}
    executability: full
    cite: [{source: act, at: Pasal 2, verified: unverified}]
    when: gift.giver_relation == "spouse"
  - id: interest
    kind: definition
    defines: gift.conflict_of_interest
    is: 'true'
    when: gift.giver_relation == "vendor"
    title: {id: Penyedia berkepentingan, en: A vendor has an interest}
    in_force: {from: 2020-01-01}
    executability: under_reports
    cite: [{source: act, at: Pasal 3, verified: derived}]
"""


def lines(id: str, day: date = date(2026, 3, 2), language: str = "en") -> list[str]:
    return rule_lines(engine_of(RULES).rulebook, id, day, language)  # type: ignore[arg-type]


def test_a_duty_with_everything() -> None:
    """A rule is shown with period, citations and how they were verified, condition with values, deadline, exemptions and notes."""
    assert lines("report") == [
        "report (test/rules 1.0.0)",
        "  Duty to report",
        "  Kind: duty",
        "  Track: reporting",
        "  Borne by: official",
        "  In force: some day from 1 January 2020 to 1 February 2020 until 31 December 2030",
        "  Executability: the facts settle it",
        "  An exemption must be shown by: official",
        "  Legal basis: Test Act, place not seen (confirmed)",
        "  Applies when: at least one of the following holds:",
        "    - over the limit — “Value from this giver” is more than “Limit” (Rp2,000)",
        "    - not met: food — “Accepted” is “yes” and “Perishable” is “yes”",
        "  Deadline: 5 working days after “Received on”",
        "    Done on: “Reported to KPK on”",
        "  Exempt: Family [family]",
        "    Applies when: “Relation of the giver” is “Spouse”",
        "  Note: An important note.",
    ]


def test_a_rule_is_shown_as_it_stands_on_a_day() -> None:
    """The value of a parameter is that of the day; before its first day a rule is not shown; between two possible first days it says so."""
    assert any("(Rp1,000)" in line for line in lines("report", date(2025, 12, 31)))
    assert lines("report", date(2019, 12, 31)) == []
    assert any("not certain to be in force" in line for line in lines("report", date(2020, 1, 15)))


def test_a_definition() -> None:
    """A definition is shown with the field it defines, its value, and the only case in which it speaks."""
    assert lines("interest", language="id") == [
        "interest (test/rules 1.0.0)",
        "  Penyedia berkepentingan",
        "  Jenis: definisi",
        "  Menentukan: “Konflik kepentingan” (gift.conflict_of_interest)",
        "  Berlaku: sejak 1 Januari 2020",
        "  Keterlaksanaan: dapat melewatkan yang dimaksud norma",
        "  Dasar hukum: Undang-Undang Uji, Pasal 3 (disimpulkan)",
        "  Bernilai: ya",
        "  Hanya apabila: “Hubungan pemberi” adalah “Penyedia atau rekanan”",
    ]


@pytest.fixture(scope="module")
def packaged() -> Rulebook:
    return load_engine(layers=["agency-example"]).rulebook


@pytest.mark.parametrize("day", DAYS, ids=str)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_packaged_rule_has_words(packaged: Rulebook, day: date, language: str) -> None:
    """Every rule in force on a day is listed and shown in both languages, with its legal basis and nothing of the code in it."""
    ids = {rule.id for rule in rules_on(packaged, day)} | {rule.id for _, rule in definitions_on(packaged, day)}
    listed = rule_list(packaged, day, language)  # type: ignore[arg-type]
    assert {line.split()[1] for line in listed} == ids
    for id in ids:
        text = "\n".join(rule_lines(packaged, id, day, language))  # type: ignore[arg-type]
        assert text.startswith(f"{id} (")
        assert ("Dasar hukum: " if language == "id" else "Legal basis: ") in text
        assert not any(sign in text for sign in ("params.", "Range(", "Type(", "not_seen", "{", "=="))


def test_every_rule_is_shown_on_some_day(packaged: Rulebook) -> None:
    """No rule of the files is lost on the way: each is listed on the first day of some period."""
    files = {
        rule.id for home in read_rulesets(*folders_of((), ["agency-example"])) for rule in parse_ruleset(home.rules, strict=False).rules
    }
    shown = {line.split()[1].split("@")[0] for day in packaged.cuts for line in rule_list(packaged, day)}
    assert files - shown == set()


def test_a_label_can_be_followed_by_its_condition() -> None:
    """With `labels=False` a label is followed by its condition: as a statement, denied, as a value, and in a list."""
    accepted = tree.Field(tree.Var("gift", Type("fact", "gift")), "accepted", BOOL)
    value = tree.Field(tree.Var("gift", Type("fact", "gift")), "value_idr", MONEY)
    labelled = tree.Clause(accepted, Text("diterima", "received"), (), BOOL)
    amount = tree.Clause(value, Text("nilai", "worth"), (), MONEY)

    def said(node: tree.Node, *, labels: bool = False) -> str:
        return render(node, "en", vocabulary=VOCABULARY, about="gift", labels=labels)

    assert said(labelled, labels=True) == "received"
    assert said(labelled) == "received — “Accepted” is “yes”"
    assert said(tree.Not(labelled, BOOL)) == "not met: received — “Accepted” is “yes”"
    assert said(tree.Compare("<", amount, value, BOOL)) == "worth — “Value from this giver” is less than “Value from this giver”"
    both = tree.Clause(tree.All((accepted, labelled), BOOL), Text("keduanya", "both"), (), BOOL)
    assert render_lines(tree.All((both, accepted), BOOL), "en", vocabulary=VOCABULARY, about="gift", labels=False) == [
        "all of the following hold:",
        "- both — all of the following hold:",
        "  - “Accepted” is “yes”",
        "  - received — “Accepted” is “yes”",
        "- “Accepted” is “yes”",
    ]
