"""From rows to dossiers: good rows go on, bad ones are listed, and what is missing makes its kind incomplete."""

from __future__ import annotations

import string
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support_tables import AS_OF, OFFICIALS, codes, read_filled, read_gifts

from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.gift import Gift
from integrityrules.facts.vocabulary import FieldSpec
from integrityrules.tables.assemble import assemble
from integrityrules.tables.layout import sheets_of
from integrityrules.tables.rows import records_of
from integrityrules.tables.source import Grid, GridRow

CANARIES = ("Zebulon Quxley", "3201010101900001", "98765432109")


def test_a_bad_row_is_listed_with_all_its_problems(tmp_path: Path) -> None:
    """Each problem has sheet, row, column and reason; the good rows of the same official go on; the kind is incomplete."""
    read = read_gifts(
        tmp_path,
        {"id": "G-1", "value_idr": 5},
        {"id": "G-2", "value_idr": "lots", "received_on": "soon", "form": "gods", "accepted": "perhaps"},
    )
    assert {(item.where, item.line) for item in read.rejected} == {("Pemberian", 4)}
    assert codes(read) == ["not-a-date", "not-yes-or-no", "unknown-code", "not-an-amount"]
    assert all(item.column for item in read.rejected)
    assert [gift.id for gift in read.dossiers[0].gifts] == ["G-1"]
    assert [dossier.incomplete for dossier in read.dossiers] == [{"gifts"}, frozenset()]


def test_what_only_the_models_refuse_has_its_place_too(tmp_path: Path) -> None:
    """An identity number that cannot exist is refused at its own column, and periods that end before they start."""
    read = read_filled(
        tmp_path,
        gifts=[{"official_id": "P-001", "id": "G-1", "giver": "k", "giver_nik": "123"}, {"official_id": "P-001", "id": "G-2"}],
        appointments=[{"official_id": "P-002", "id": "A-1", "from": "2026-01-02", "until": "2026-01-01"}],
    )
    columns = list(sheets_of(VOCABULARY)["gifts"].columns)
    assert [(item.line, item.code) for item in read.rejected] == [(3, "ends-before-start"), (3, "wrong-identity-number")]
    assert columns[read.rejected[1].column - 1] == "giver_nik"
    assert [gift.id for gift in read.dossiers[0].gifts] == ["G-2"]
    assert read.dossiers[1].incomplete == {"appointments"}


def test_unknown_officials(tmp_path: Path) -> None:
    """A row of nobody is rejected; it may have been anyone's, so nobody has that kind in full."""
    for gift in ({"official_id": "P-01", "id": "G-1"}, {"official_id": None, "id": "G-1"}, {"official_id": 1.5, "id": "G-1"}):
        read = read_filled(tmp_path, gifts=[gift])
        assert codes(read)[0] in ("unknown-official", "missing-official-id", "not-text")
        assert [dossier.incomplete for dossier in read.dossiers] == [{"gifts"}, {"gifts"}]


def test_duplicates(tmp_path: Path) -> None:
    """Two rows with one id are both rejected, unless another source states the same fact of the same official."""
    read = read_gifts(
        tmp_path,
        {"id": "G-1", "value_idr": 5},
        {"id": "G-1", "value_idr": 6},
        {"id": "G-2", "value_idr": 5, "stated_by": "upg"},
        {"id": "G-2", "value_idr": 6, "stated_by": "inspectorate"},
        {"id": "G-3"},
        {"official_id": "P-002", "id": "G-3", "stated_by": "upg"},
    )
    assert [(item.line, item.code) for item in read.rejected] == [
        (3, "duplicate-id"),
        (4, "duplicate-id"),
        (7, "duplicate-id"),
        (8, "duplicate-id"),
    ]
    assert "also on row 4" in read.rejected[0].suggestion
    assert [(gift.id, gift.value_idr) for gift in read.dossiers[0].gifts] == [("G-2", 5), ("G-2", 6)]


def test_a_rejected_official_takes_all_rows_along(tmp_path: Path) -> None:
    """Without its official nothing of a row can be judged; the other officials are."""
    officials = [
        {"official_id": "P-001", "employment": "emperor"},
        {"official_id": "P-002"},
        {"official_id": "P-003"},
        {"official_id": "P-003"},
    ]
    gifts = [{"official_id": id, "id": f"G{id}"} for id in ("P-001", "P-002", "P-003")]
    read = read_filled(tmp_path, officials=officials, gifts=gifts)
    assert [dossier.official.id for dossier in read.dossiers] == ["P-002"]
    assert codes(read) == ["unknown-code", "duplicate-id", "duplicate-id", "official-rejected", "official-rejected"]
    assert (read.counts.read, read.counts.evaluated, read.counts.rejected) == (7, 2, 5)


def test_an_official_only_the_models_refuse(tmp_path: Path) -> None:
    """A window that ends before it starts is found at its column; the official and the gifts are rejected, once each."""
    officials = [{"official_id": "P-001", "gifts_in_full": "2026-02-01..2026-03-01", "person": "x", "person_nip": "12"}]
    read = read_filled(tmp_path, officials=officials, gifts=[{"official_id": "P-001", "id": "G-1"}])
    assert codes(read) == ["wrong-identity-number", "official-rejected"]
    assert (read.counts.read, read.counts.rejected, read.dossiers) == (2, 2, ())


@pytest.mark.parametrize(
    "said, window",
    [
        ("ya", (None, None)),
        ("Yes", (None, None)),
        ("tidak", None),
        ("", None),
        ("-", None),
        ("2026-01-01..2026-06-30", (date(2026, 1, 1), date(2026, 6, 30))),
        ("2026-01", (date(2026, 1, 1), date(2026, 1, 31))),
        ("1 Januari 2026 s.d. 30 Juni 2026", (date(2026, 1, 1), date(2026, 6, 30))),
    ],
)
def test_declared_in_full(tmp_path: Path, said: str, window: object) -> None:
    """The officials' sheet says per kind whether it is complete; blank means no."""
    read = read_filled(tmp_path, officials=[{"official_id": "P-001", "gifts_in_full": said}])
    assert codes(read) == []
    assert read.dossiers[0].declared_in_full == ({} if window is None else {"gifts": window})


def test_declared_in_full_is_not_guessed(tmp_path: Path) -> None:
    """Anything else in that column is refused."""
    for said in ("belum", "sebagian", "soon"):
        read = read_filled(tmp_path, officials=[{"official_id": "P-001", "gifts_in_full": said}])
        assert codes(read) == ["not-yes-or-no"]


def test_periods_of_an_attribute(tmp_path: Path) -> None:
    """Rows of the history become periods, by the label or the name of the attribute."""
    spells = [
        {"official_id": "P-002", "field": "employment", "value": "cpns", "from": "2024-01-01", "until": "31 Desember 2024"},
        {"official_id": "P-002", "field": "Status kepegawaian", "value": "PNS", "from": "2025-01-01", "until": "masih"},
    ]
    officials = [OFFICIALS[0], {"official_id": "P-002"}]
    read = read_filled(tmp_path, officials=officials, official_spells=spells)
    assert codes(read) == []
    assert [(spell.value, spell.start) for spell in read.dossiers[1].official.employment] == [
        ("cpns", date(2024, 1, 1)),
        ("pns", date(2025, 1, 1)),
    ]


def test_doubtful_attributes_are_unknown(tmp_path: Path) -> None:
    """A period that cannot be read, or that a plain value contradicts, leaves the attribute unknown rather than plain."""
    for spell, code in (
        ({"field": "employment", "value": "cpns"}, "contradicts-plain-value"),
        ({"field": "employment", "value": "emperor"}, "unknown-code"),
        ({"field": "employment", "value": "pns", "from": "soon"}, "not-a-date"),
        ({"field": "employment", "value": "pns", "from": "2026-02-01", "until": "2026-01-01"}, "ends-before-start"),
    ):
        read = read_filled(tmp_path, official_spells=[{"official_id": "P-001", **spell}])
        assert codes(read) == [code]
        assert read.dossiers[0].official.employment is None
    read = read_filled(tmp_path, official_spells=[{"official_id": "P-001", "field": "emploiment", "value": "pns"}])
    assert "did you mean `employment`?" in read.rejected[0].suggestion


def test_a_lost_bid_silences_its_package(tmp_path: Path) -> None:
    """`bids_complete` is not believed where a row of bids was rejected."""
    packages = [{"id": "K-1", "bids_complete": "ya"}]
    read = read_filled(tmp_path, packages=packages, bids=[{"id": "B-1", "package": "K-1", "bidder": "x"}])
    assert read.registers.packages[0].bids_complete is True
    read = read_filled(tmp_path, packages=packages, bids=[{"id": "B-1", "package": "K-1", "bidder": "x", "won": "perhaps"}])
    assert read.registers.packages[0].bids_complete is None
    assert all("bids" in dossier.incomplete for dossier in read.dossiers)


def test_no_message_repeats_what_was_declared(tmp_path: Path) -> None:
    """Names, identity numbers and amounts in any column of any sheet stay out of every message."""
    kinds = sheets_of(VOCABULARY)
    for canary in CANARIES:
        filling = {
            name: [{column: canary for column in sheet.columns if column != "official_id"} | {"official_id": "P-001"}]
            for name, sheet in kinds.items()
            if sheet.of_officials
        } | {name: [dict.fromkeys(sheet.columns, canary)] for name, sheet in kinds.items() if not sheet.of_officials}
        for read in (read_filled(tmp_path, **filling), read_filled(tmp_path, **{k: v for k, v in filling.items() if k != "officials"})):
            assert read.rejected
            assert not any(canary in text for text in [str(read.rejected), repr(read)])


# ---- random input ----------------------------------------------------------------------------------------------------

CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(["P-001", "G-1", "belum", "2026-01", "=1+1", "ya", "vendor", "Rp1.000", "1.000", "-", "ongoing", "x" * 40]),
    st.integers(-5, 10**9),
    st.floats(),
    st.booleans(),
    st.dates(),
)


@settings(max_examples=min(settings.default.max_examples, 10_000))
@given(data=st.data(), kind=st.sampled_from(sorted(sheets_of(VOCABULARY))))
def test_any_cells_are_read_or_rejected(data: st.DataObject, kind: str) -> None:
    """Whatever stands in the cells, every row is evaluated or rejected, and nothing raises."""
    sheet = sheets_of(VOCABULARY)[kind]
    officials = Grid("officials", "officials", (GridRow(1, ("official_id",)), GridRow(2, ("P-001",))))
    names = data.draw(st.lists(st.sampled_from([*sheet.columns, "strange", None]), min_size=1, max_size=8))
    header = [name for name in ("official_id", "id", "field", "value") if name in sheet.columns] + names
    rows = data.draw(st.lists(st.lists(CELLS, max_size=len(header) + 1), max_size=4))
    grid = Grid(kind, kind, (GridRow(1, tuple(header)), *(GridRow(n, tuple(row)) for n, row in enumerate(rows, start=2))))
    read = assemble(records_of([grid] if kind == "officials" else [officials, grid], VOCABULARY), as_of=AS_OF, vocabulary=VOCABULARY)
    assert read.counts.read == read.counts.evaluated + read.counts.rejected
    assert read.counts.rejected <= len(read.rejected) or not read.is_complete
    in_dossiers = sum(1 + sum(len(dossier.facts(plural)) for plural in _plurals()) for dossier in read.dossiers)
    in_registers = sum(len(read.registers.facts(plural)) for plural in _plurals())
    spells = read.by_sheet[kind].evaluated if kind.endswith("_spells") and kind in read.by_sheet else 0
    assert in_dossiers + in_registers + spells == read.counts.evaluated


def _plurals() -> list[str]:
    return [kind.plural for kind in VOCABULARY.kinds.values() if kind.name != "official"]


WORDS = st.text(string.ascii_letters + "=+-@'é ", min_size=1, max_size=20).filter(lambda text: text.strip(" -+") != "")


def value_of(spec: FieldSpec) -> st.SearchStrategy[tuple[object, object]]:
    """Returns pairs of what is typed into a cell and what the model is to hold."""
    if spec.type.name == "code":
        codes_of = VOCABULARY.code_lists[spec.type.of].codes
        return st.sampled_from(sorted(codes_of)).flatmap(
            lambda code: st.sampled_from([(code, code), (codes_of[code].id, code), (codes_of[code].en.upper(), code)])
        )
    if spec.type.name == "bool":
        return st.sampled_from([("ya", True), ("Tidak", False), ("yes", True), (True, True), (False, False)])
    if spec.type.name == "money":
        amounts = st.integers(0, 10**12)
        return amounts.flatmap(lambda n: st.sampled_from([(n, n), (f"Rp{n:,}".replace(",", "."), n), (f">= {n}", {"at_least": n})]))
    if spec.type.name == "date":
        days = st.dates(date(1990, 1, 1), date(2050, 1, 1))
        return days.flatmap(lambda d: st.sampled_from([(d, d), (d.isoformat(), d), (f"{d:%d/%m/%Y}", d), (f"{d:%Y-%m}", f"{d:%Y-%m}")]))
    if spec.type.name == "entity":
        return WORDS.map(lambda text: (text, {"own": text.strip()}))
    return WORDS.map(lambda text: (text, text.strip()))


GIFT = VOCABULARY.kinds["gift"].fields


@settings(max_examples=min(settings.default.max_examples, 1000))
@given(picked=st.lists(st.fixed_dictionaries({}, optional={name: value_of(spec) for name, spec in GIFT.items()}), min_size=1, max_size=2))
def test_a_filled_template_reads_as_what_was_filled_in(tmp_path_factory: pytest.TempPathFactory, picked: list[dict]) -> None:
    """Every field of a gift survives the way through a workbook, in each way of typing it; text stays text."""
    rows = [{"id": f"G-{n}", **{name: cell for name, (cell, _) in gift.items()}} for n, gift in enumerate(picked)]
    read = read_gifts(tmp_path_factory.mktemp("filled"), *rows)
    assert codes(read) == []
    expected = [Gift(id=f"G-{n}", **{name: value for name, (_, value) in gift.items()}) for n, gift in enumerate(picked)]
    assert list(read.dossiers[0].gifts) == expected
