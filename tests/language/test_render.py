"""Rendering: every tree has words in both languages, and the words are those a lawyer would use."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import Any, get_args

import pytest
from hypothesis import given
from support_trees import PARAM_TITLES, PARAM_TYPES, TYPES, tree_vocabulary, trees

from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.entity import Entity
from integrityrules.facts.values import Range
from integrityrules.facts.vocabulary import BOOL, DATE, DAYS, ENTITY, INT, MONEY, PERCENT, Text, Type
from integrityrules.language import tree, words
from integrityrules.language.check import check
from integrityrules.language.formats import Language, value_in_words
from integrityrules.language.functions import FUNCTIONS
from integrityrules.language.parse import parse_expression
from integrityrules.language.render import render, render_lines
from integrityrules.language.tree import Node

LANGUAGES: tuple[Language, ...] = get_args(Language)
PARAMS: Mapping[str, object] = {
    "limit": 1_500_000,
    "share_limit": 5001,
    "number": 3,
    "close": ("parent", "spouse"),
    "roles": frozenset({"officer"}),
}


def in_words(node: Node, language: Language) -> str:
    return render(node, language, vocabulary=tree_vocabulary(), params=PARAMS, titles=PARAM_TITLES)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("type", TYPES)
def test_every_tree_has_words(type: str, language: Language) -> None:
    """Any tree of any type renders to one line of words, with its quotes and parentheses in pairs and nothing of the code in it."""

    @given(trees(type))
    def renders(node: Node) -> None:
        text = in_words(node, language)
        assert text == text.strip() != ""
        assert "\n" not in text
        assert text.count("(") == text.count(")")
        assert text.count("\u201c") == text.count("\u201d")
        assert not any(sign in text for sign in ("{", "None", "Type(", "==", "&&", "||", "params."))

    renders()


@pytest.mark.parametrize("language", LANGUAGES)
def test_lines_say_what_the_sentence_says(language: Language) -> None:
    """The list of a tree has a line for each of its simple parts, each deeper line below a heading."""

    @given(trees(depth=4))
    def lists(node: Node) -> None:
        lines = render_lines(node, language, vocabulary=tree_vocabulary(), params=PARAMS, titles=PARAM_TITLES)
        depths = [(len(line) - len(line.lstrip(" "))) // 2 + line.lstrip().startswith("- ") for line in lines]
        assert depths[0] == 0
        assert all(below <= above + 1 for above, below in pairwise(depths))
        if len(lines) == 1:
            assert lines == [in_words(node, language)]

    lists()


EXAMPLES: tuple[tuple[str, str, str], ...] = (
    (
        "gift.total_from_giver_at_event <= params.rites_limit",
        "“Jumlah dari pemberi ini pada peristiwa yang sama” paling banyak “Batas per pemberi” (Rp1.500.000)",
        "“Total from this giver at the event” is at most “Limit per giver” (Rp1,500,000)",
    ),
    (
        "gift.giver_relation == 'co_worker' && !(gift.value_idr > 300000)",
        "“Hubungan pemberi” adalah “Rekan kerja” dan “Nilai dari pemberi ini” paling banyak Rp300.000",
        "“Relation of the giver” is “Co-worker” and “Value from this giver” is at most Rp300,000",
    ),
    (
        "gift.received_on >= '2026-01-20' && not gift.conflict_of_interest",
        "“Tanggal diterima” paling cepat 20 Januari 2026 dan “Konflik kepentingan” bernilai “tidak”",
        "“Received on” is not earlier than 20 January 2026 and “Conflict of interest” is “no”",
    ),
    (
        "gift.giver_relation in params.family || gift.occasion in ['wedding', 'birth', 'engagement']",
        (
            "“Hubungan pemberi” termasuk dalam “Keluarga” (“Bapak atau ibu”, “Suami atau istri”) atau "
            "“Peristiwa” adalah salah satu dari “Pernikahan”, “Kelahiran”, atau “Pertunangan”"
        ),
        "“Relation of the giver” is among “Family” (“Parent”, “Spouse”) or “Occasion” is one of “Wedding”, “Birth”, or “Engagement”",
    ),
    (
        "gift.accepted && (gift.perishable || official.employment == 'pns')",
        "“Diterima” bernilai “ya” dan (“Mudah rusak” bernilai “ya” atau “Status kepegawaian” dari pegawai adalah “PNS”)",
        "“Accepted” is “yes” and (“Perishable” is “yes” or “Employment” of the official is “Tenured civil servant (PNS)”)",
    ),
    (
        "!(gift.accepted && gift.perishable)",
        "tidak benar bahwa (“Diterima” bernilai “ya” dan “Mudah rusak” bernilai “ya”)",
        "it is not so that (“Accepted” is “yes” and “Perishable” is “yes”)",
    ),
    (
        "add_working_days(gift.received_on, 30, 'asn') < gift.reported_to_kpk_on",
        "30 hari kerja sesudah “Tanggal diterima” menurut kalender “asn” sebelum “Dilaporkan ke KPK pada”",
        "30 working days after “Received on” by the calendar “asn” is before “Reported to KPK on”",
    ),
    (
        "add_days(gift.received_on, -1) == finding.due_on",
        "1 hari sebelum “Tanggal diterima” jatuh pada “Tanggal jatuh tempo” dari temuan ini",
        "1 day before “Received on” is on “Due on” of this finding",
    ),
    (
        "gifts.count(g, g.giver == gift.giver) > 3",
        "banyaknya pemberian g yang memenuhi syarat (“Pemberi” dari pemberian g sama dengan “Pemberi” dari pemberian ini) lebih dari 3",
        "the number of gifts g such that (“Giver” of gift g is the same as “Giver” of this gift) is more than 3",
    ),
    (
        "!official.person.holds.exists(c, c.share > 50.01)",
        (
            "tidak terdapat hubungan dengan perusahaan c pada “Orang” dari pegawai yang memenuhi syarat: "
            "“Bagian saham” dari hubungan dengan perusahaan c lebih dari 50,01%"
        ),
        "for no company link c of “Person” of the official: “Share” of company link c is more than 50.01%",
    ),
    (
        "other.role == 'treasurer' && overlaps(other, other)",
        (
            "“Peran” dari peran pengadaan lain adalah “Bendahara” dan "
            "peran pengadaan lain dan peran pengadaan lain berlaku pada waktu yang bersamaan"
        ),
        (
            "“Role” of the other procurement role is “Treasurer” and "
            "the other procurement role and the other procurement role are in effect at the same time"
        ),
    ),
    (
        "happened(gift.found_by_audit_on) && !happened(gift.reported_to_kpk_on)",
        "“Menjadi temuan pengawasan intern pada” sudah terjadi dan “Dilaporkan ke KPK pada” belum terjadi",
        "“Found by internal audit on” has happened and “Reported to KPK on” has not happened",
    ),
)  # fmt: skip
REAL_NAMES = {
    "gift": Type("fact", "gift"),
    "other": Type("fact", "procurement_role"),
    "official": Type("fact", "official"),
    "finding": Type("event", "finding"),
}
REAL_PARAMS = {"rites_limit": MONEY, "family": Type("code", "family_relation")}


def real(text: str) -> Node:
    typed, problems = check(parse_expression(text), names=REAL_NAMES, params=REAL_PARAMS, vocabulary=VOCABULARY)
    assert problems == []
    return typed


@pytest.mark.parametrize(("text", "indonesian", "english"), EXAMPLES)
def test_real_conditions_read_well(text: str, indonesian: str, english: str) -> None:
    """Conditions of real rules, as officials and lawyers read them."""
    more: Any = {
        "vocabulary": VOCABULARY,
        "params": {"rites_limit": 1_500_000, "family": frozenset({"spouse", "parent"})},
        "titles": {"rites_limit": Text("Batas per pemberi", "Limit per giver"), "family": Text("Keluarga", "Family")},
        "about": "gift",
    }
    assert (render(real(text), "id", **more), render(real(text), "en", **more)) == (indonesian, english)


def test_a_label_wins_over_the_words_of_its_condition() -> None:
    """A clause with a label is its label, denied or not; without one it is its condition."""
    condition = real("gift.accepted")
    labelled = tree.Clause(condition, Text("per pemberian", "per gift"), (), BOOL)
    assert render(labelled, "id", vocabulary=VOCABULARY) == "per pemberian"
    assert render(tree.Not(labelled, BOOL), "en", vocabulary=VOCABULARY) == "not met: per gift"
    assert render(tree.Clause(condition, None, (), BOOL), "en", vocabulary=VOCABULARY) == "“Accepted” is “yes”"


def test_disputed_readings_stay_disputed_when_denied() -> None:
    """Sources that disagree whether something is so disagree whether it is not."""
    node = tree.Disputed((real("gift.accepted"), real("gift.perishable")), BOOL)
    assert render(node, "en", vocabulary=VOCABULARY) == "the sources disagree between (“Accepted” is “yes”) and (“Perishable” is “yes”)"
    assert render(tree.Not(node, BOOL), "id", vocabulary=VOCABULARY) == (
        "sumber berbeda pendapat antara (“Diterima” bernilai “tidak”) dan (“Mudah rusak” bernilai “tidak”)"
    )


def test_a_total_says_what_it_adds_up() -> None:
    """A total names its sum, its keys, its end and its filter."""
    gift = tree.Var("gift")
    where = tree.Not(tree.Field(gift, "is_means_of_exchange"))
    keys = (tree.Field(gift, "giver"), tree.Call("year", (tree.Field(gift, "received_on"),)))
    node = tree.Total(tree.Field(gift, "value_idr"), tree.Collection("gifts"), "gift", keys, tree.Field(gift, "received_on"), where)
    typed, problems = check(node, names=REAL_NAMES, params={}, vocabulary=VOCABULARY, expected=MONEY)
    assert problems == []
    assert render(typed, "id", vocabulary=VOCABULARY) == (
        "jumlah “Nilai dari pemberi ini” dari semua pemberian yang memenuhi syarat (“Uang atau alat tukar lain” bernilai “tidak”) "
        "dengan “Pemberi” dan tahun dari “Tanggal diterima” yang sama sampai dengan “Tanggal diterima” dari pemberian ini"
    )
    assert render(typed, "en", vocabulary=VOCABULARY) == (
        "the total of “Value from this giver” over all gifts such that (“Money or other means of exchange” is “no”) "
        "with the same “Giver” and the year of “Received on” up to “Received on” of this gift"
    )


def test_a_nested_condition_is_an_indented_list() -> None:
    """Combinators are headings; what they combine stands below."""
    node = real("gift.accepted && (gift.perishable || !(gift.has_logo || gift.own_cost)) && gifts.exists(g, g.accepted && g.has_logo)")
    assert render_lines(node, "id", vocabulary=VOCABULARY) == [
        "semua syarat berikut terpenuhi:",
        "- “Diterima” bernilai “ya”",
        "- sekurang-kurangnya satu dari syarat berikut terpenuhi:",
        "  - “Mudah rusak” bernilai “ya”",
        "  - tidak satu pun dari syarat berikut terpenuhi:",
        "    - “Berlogo pemberi” bernilai “ya”",
        "    - “Ikut serta dengan biaya sendiri” bernilai “ya”",
        "- terdapat pemberian g yang memenuhi syarat:",
        "  - “Diterima” dari pemberian g bernilai “ya”",
        "  - “Berlogo pemberi” dari pemberian g bernilai “ya”",
    ]


@pytest.mark.parametrize(
    ("value", "type", "indonesian", "english"),
    [
        (1_200_000, MONEY, "Rp1.200.000", "Rp1,200,000"),
        (-500, MONEY, "-Rp500", "-Rp500"),
        (2026, INT, "2026", "2026"),
        (12_345, INT, "12.345", "12,345"),
        (5001, PERCENT, "50,01%", "50.01%"),
        (5010, PERCENT, "50,1%", "50.1%"),
        (5000, PERCENT, "50%", "50%"),
        (1, DAYS, "1 hari", "1 day"),
        (30, DAYS, "30 hari", "30 days"),
        (date(2026, 8, 17), DATE, "17 Agustus 2026", "17 August 2026"),
        (True, BOOL, "ya", "yes"),
        (None, MONEY, "belum diketahui", "not known"),
        (Range(1_000_001, None), MONEY, "Rp1.000.001 atau lebih", "Rp1,000,001 or more"),
        (Range(date(2026, 3, 3), None), DATE, "3 Maret 2026 atau sesudahnya", "3 March 2026 or later"),
        (Range(1, 3), DAYS, "antara 1 hari dan 3 hari", "between 1 day and 3 days"),
        ("wedding", Type("code", "occasion"), "“Pernikahan”", "“Wedding”"),
        ("no_such_code", Type("code", "occasion"), "“no_such_code”", "“no_such_code”"),
        (Entity(own="77123"), ENTITY, "pihak tanpa nama", "a party without a name"),
        (Entity(own="77123", name="PT Maju"), ENTITY, "“PT Maju”", "“PT Maju”"),
    ],
)
def test_values_read_as_people_write_them(value: Any, type: Type, indonesian: str, english: str) -> None:
    """Amounts, days and codes follow the habits of each language; numbers of persons are not shown."""
    assert value_in_words(value, type, "id", VOCABULARY) == indonesian
    assert value_in_words(value, type, "en", VOCABULARY) == english


def test_every_function_has_its_phrase() -> None:
    """No function of the closed list lacks words."""
    assert set(words.VALUES) | set(words.STATEMENTS) == set(FUNCTIONS)
    assert PARAM_TYPES.keys() == PARAMS.keys()
