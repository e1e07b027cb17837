"""Explanations in words: what decides is told, what does not is told on request, and every limit has its distance."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from hypothesis import given, settings
from support_facts import dossier_data_of
from support_rules import evaluate, only, with_gifts
from support_rules import gift as a_gift

from integrityrules.decide import wording
from integrityrules.decide.narrate import Language
from integrityrules.decide.outcome import ATTENTION, Outcome
from integrityrules.decide.questions import Why
from integrityrules.facts.reading import read_dossier
from integrityrules.facts.vocabulary import Addressee
from integrityrules.library import load_engine
from integrityrules.rulebook.program import Kind, Verified

HEAD = """
rules:
  - id: r
    kind: indicator
    about: gift
    track: ethics
    title: {id: Aturan, en: Rule}
    in_force: {from: 2015-01-01}
    executability: full
    cite: [{source: act, at: Pasal 1, verified: confirmed}]
"""


def told(when: str, *, full: bool = False, language: Language = "en", **fields: Any) -> list[str]:
    """Returns how the condition of one rule about one gift is told, without the heading."""
    evaluation = evaluate(f"{HEAD}    when: {when}\n", with_gifts(a_gift(**fields)))
    lines = evaluation.narrate(only(evaluation, "r"), language, full=full)
    assert lines[1].startswith("  Condition: " if language == "en" else "  Syarat: ")
    return [line.removeprefix("    ") for line in lines[2:]]


ANY = "{any: [gift.accepted, gift.perishable, gift.related_to_office]}"
ALL = "{all: [gift.accepted, gift.perishable, gift.related_to_office]}"


def test_what_makes_one_of_several_true_is_told_alone() -> None:
    """Where one of several is enough, those that hold are told, and the others only on request."""
    assert told(ANY, accepted=True, perishable=False) == ["- [yes] “Accepted” is “yes”"]
    assert told(ANY, accepted=True, perishable=True) == [
        "- [yes] at least one of the following:", "  - [yes] “Accepted” is “yes”", "  - [yes] “Perishable” is “yes”",
    ]  # fmt: skip
    assert told(ANY, accepted=True, perishable=False, full=True) == [
        "- [yes] at least one of the following:",
        "  - [yes] “Accepted” is “yes”",
        "  - [no] “Perishable” is “yes”",
        "  - [not known] “Related to the office” is “yes”",
    ]


def test_what_makes_all_of_several_false_is_told_alone() -> None:
    """Where all must hold, those that do not are told, and the others only on request."""
    assert told(ALL, accepted=True, perishable=False) == ["- [no] “Perishable” is “yes”"]
    assert len(told(ALL, accepted=True, perishable=False, full=True)) == 4


@pytest.mark.parametrize("condition", [ANY, ALL])
@pytest.mark.parametrize("value", [True, False, None])
def test_where_all_parts_decide_all_are_told(condition: str, value: bool | None) -> None:
    """Where every part has the value of the whole, or the whole is open, nothing is left out."""
    fields = {"accepted": value, "perishable": value, "related_to_office": value}
    assert len(told(condition, **fields)) == 4
    assert told(condition, **fields) == told(condition, **fields, full=True)


def test_an_open_condition_is_told_whole() -> None:
    """What leaves a condition open and what already holds are both told: an answer has to fit both."""
    assert len(told(ALL, accepted=True)) == 4


def test_limits_are_told_with_value_and_distance() -> None:
    """A comparison shows the declared value, and how far it is from the limit, below, at or above it."""
    assert told("gift.value_idr <= 1500000", value_idr=1_200_000) == [
        "- [yes] “Value from this giver” is at most Rp1,500,000 (value: Rp1,200,000; Rp300,000 below the limit)"
    ]
    assert told("gift.value_idr <= 1500000", value_idr=1_500_000, language="id") == [
        "- [ya] “Nilai dari pemberi ini” paling banyak Rp1.500.000 (nilai: Rp1.500.000; tepat pada batas)"
    ]
    assert told("gift.value_idr <= 1500000", value_idr={"at_least": 2_000_000}) == [
        "- [no] “Value from this giver” is at most Rp1,500,000 (value: Rp2,000,000 or more; at least Rp500,000 above the limit)"
    ]


def test_what_is_not_known_has_no_value_and_no_distance() -> None:
    """An unknown value is said once, in front."""
    assert told("gift.value_idr <= 1500000") == ["- [not known] “Value from this giver” is at most Rp1,500,000"]


def test_a_parameter_is_called_a_limit() -> None:
    """Beside the declared value stands what the law says, by its name."""
    parameter = """
parameters:
  most:
    type: money
    title: {id: Batas atas, en: Upper limit}
    stricter: lower
    values: [{from: 2015-01-01, value: 1000, cite: [{source: act, at: Pasal 9, verified: confirmed}]}]
"""
    evaluation = evaluate(f"{parameter}{HEAD}    when: gift.value_idr <= params.most\n", with_gifts(a_gift(value_idr=1500)))
    assert evaluation.narrate(only(evaluation, "r"), "en")[-1] == (
        "    - [no] “Value from this giver” is at most “Upper limit” (value: Rp1,500; limit: Rp1,000; Rp500 above the limit)"
    )


@pytest.mark.parametrize("language", get_args(Language))
def test_anything_can_be_told(language: Language) -> None:
    """Every decision on any dossier has words in both languages; the short form says nothing that the full one does not."""
    engine = load_engine()

    @settings(max_examples=20)
    @given(dossier_data_of())
    def tells(data: dict[str, Any]) -> None:
        evaluation = engine.evaluate(read_dossier(data))
        for decision in evaluation.decisions:
            short, full = (evaluation.narrate(decision, language, full=full) for full in (False, True))
            assert short[0] == full[0]
            assert all(line.strip() for line in full)
            assert not any(sign in line for line in full for sign in ("Type(", "Range(", "{", "params."))
            clauses = {line.strip() for line in short if line.lstrip().startswith("- ")}
            assert clauses <= {line.strip() for line in full}

    tells()


def test_every_code_has_words() -> None:
    """Each state, outcome, kind, addressee, verification and reason to ask is worded, and no other is."""
    assert set(wording.STATES) == set(wording.SHORT_STATES) == set(ATTENTION)
    assert set(wording.OUTCOMES) == set(get_args(Outcome))
    assert set(wording.KINDS) == set(get_args(Kind))
    assert set(wording.ADDRESSEES) == set(get_args(Addressee))
    assert set(wording.VERIFIED) == set(get_args(Verified))
    assert set(wording.WHY_ASKED) == set(get_args(Why))


def test_no_word_of_guilt() -> None:
    """No text speaks of guilt, violation or a verdict: a finding is a reason for a person to look."""
    lists = [value for name, value in vars(wording).items() if name.isupper()]
    words = " ".join(f"{text.id} {text.en}" for texts in lists for text in texts.values()).casefold()
    assert not any(word in words for word in ("bersalah", "pelanggar", "melanggar", "terbukti", "guilt", "violat", "offend", "breach"))


def test_values_stand_apart_from_what_is_said() -> None:
    """A line can be told without the amount, the day and the distance that stand behind it; together they are the line as narrated."""
    engine = load_engine()
    data = a_gift(
        giver_relation="public", form="cash", occasion="wedding", event="w", value_idr=76_543_210, received_on="2026-01-17", accepted=True
    )
    dossier = read_dossier({"as_of": "2026-03-02", **with_gifts(data), "declared_in_full": ["gifts"]})
    for language in ("id", "en"):
        shown, bare = [], []
        for finding in engine.evaluate(dossier).findings:
            lines = finding.told(language)
            assert [str(line) for line in lines] == finding.narrate(language)
            shown += [str(line) for line in lines]
            bare += [str(line.without_values()) for line in lines]
        amount = "Rp76.543.210" if language == "id" else "Rp76,543,210"
        assert any(amount in line for line in shown)
        assert not any(amount in line or "76" in line or "17 Jan" in line for line in bare)
        assert len(bare) == len(shown)
