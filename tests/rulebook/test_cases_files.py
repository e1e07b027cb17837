"""Cases files: plain data with the types of their fields, and expectations that are checked when they are read."""

from __future__ import annotations

from datetime import date

import pytest
from shared_material import ABSENT, shared

from integrityrules.errors import RulesetError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.reading import read_dossier
from integrityrules.rulebook.cases import Case, check_cases, parse_cases

TEXT = """\
cases:
  - name: one
    source: {title: A decision, url: https://example.org}
    assumed: [the day of receipt]
    as_of: 2026-02-01
    declared_in_full: [gifts]
    official: {employment: pns, position_level: [{value: functional, from: 2020-01, until: ongoing}]}
    entities: {x: {npwp: "0123456789012345"}}
    gifts:
      - {id: g, giver: x, value_idr: 1200000, received_on: 2026-01-19, accepted: true, reported_to_kpk_on: not_yet}
      - {id: h, value_idr: {at_least: 10, at_most: 20}, received_on: 2025-10-01..2025-10-31}
    company_links: [{id: c, share: 50.01}]
    expect:
      r: {about: g, outcome: applies, state: due, due_on: 2026-03-04, due_latest: none, as_far_as_declared: false}
      s: [{about: g, with: ["2025-12-31"], outcome: exempt, by: [a, b]}, {about: h, outcome: undetermined}]
    agrees: false
    why: The authority counted from another day.
"""


def read(text: str = TEXT) -> tuple[Case, ...]:
    return parse_cases(text, file="x.cases.yaml", vocabulary=VOCABULARY)


def test_values_have_the_types_that_the_dossier_takes() -> None:
    """Numbers of number fields are numbers, booleans are booleans, days and shares stay as written; the whole is a dossier."""
    (case,) = read()
    gift, other = case.dossier["gifts"]
    assert (gift["value_idr"], gift["accepted"], gift["received_on"]) == (1200000, True, "2026-01-19")
    assert (other["value_idr"], other["received_on"]) == ({"at_least": 10, "at_most": 20}, "2025-10-01..2025-10-31")
    assert case.dossier["company_links"][0]["share"] == "50.01"
    assert case.dossier["entities"]["x"]["npwp"] == "0123456789012345"
    dossier = read_dossier(case.dossier, where=case.name)
    assert dossier.gifts[0].value_idr == 1200000


def test_expectations_keep_what_must_be_seen_and_how_to_find_it() -> None:
    """One rule may have several; `none` says that there is no such day."""
    (case,) = read()
    first, second, third = case.expect
    assert (first.rule, first.about, first.values["due_on"], first.values["due_latest"]) == ("r", "g", date(2026, 3, 4), None)
    assert (second.rule, second.partners, second.values["by"]) == ("s", ("2025-12-31",), ("a", "b"))
    assert (third.about, third.values) == ("h", {"outcome": "undetermined"})
    assert (case.agrees, case.why.en if case.why else "") == (False, "The authority counted from another day.")
    assert (case.source["title"], case.assumed) == ("A decision", ("the day of receipt",))


@pytest.mark.parametrize(
    "old, new, code",
    [
        ("value_idr: 1200000", "valu_idr: 1200000", "unknown-key"),
        ("gifts:\n", "gift:\n", "unknown-key"),
        ("outcome: applies", "outcome: apply", "unknown-code"),
        ("state: due", "state: open", "unknown-code"),
        ("accepted: true", "accepted: yes", "bad-bool"),
        ("value_idr: 1200000", "value_idr: 0123", "bad-int"),
        ("due_on: 2026-03-04", "due_on: soon", "bad-date"),
        ("declared_in_full: [gifts]", "declared_in_full: [gift]", "unknown-kind"),
        ("    why: The authority counted from another day.\n", "", "missing-key"),
        ("  - name: one", "  - {name: one, as_of: 2026-01-01, expect: {r: {outcome: applies}}}\n  - name: one", "duplicate-id"),
        ("{about: h, outcome: undetermined}", "{about: h}", "missing-key"),
    ],
)
def test_a_mistake_in_a_case_is_named(old: str, new: str, code: str) -> None:
    """Unknown keys, kinds, outcomes and states never make a case that quietly asserts nothing."""
    assert old in TEXT
    with pytest.raises(RulesetError) as caught:
        read(TEXT.replace(old, new))
    assert code in {problem.code for problem in caught.value.problems}


def test_expectations_of_rules_that_do_not_exist_are_found() -> None:
    """A renamed rule does not leave cases behind that assert nothing."""
    found = check_cases(read(), ["r"])
    assert [(problem.line, problem.code) for problem in found] == [(15, "unknown-rule")] * 2
    assert check_cases(read(), ["r", "s"]) == []


def test_the_exemplars_cases_can_be_read() -> None:
    """The models for case authors have the syntax of this page; one field has another name."""
    folder = shared("exemplars")
    if folder is None:
        pytest.skip(ABSENT)
    texts = [path.read_text(encoding="utf-8").replace("value_from_giver", "value_idr") for path in sorted(folder.glob("*.cases.yaml"))]
    assert [len(read(text)) for text in texts] == [9, 13, 7]
