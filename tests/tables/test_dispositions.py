"""What officers write into a case list is read back as they wrote it, or refused as a whole with every place that is wrong."""

from __future__ import annotations

import unicodedata
from datetime import date, datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_reports import audited, gift

from integrityrules.decide.wording import STATES
from integrityrules.errors import DeclarationError
from integrityrules.report import content_of, write_case_list
from integrityrules.tables.dispositions import COLUMNS, DECIDED, Disposition, dispositions_of, read_dispositions
from integrityrules.tables.source import Grid, GridRow, Refused
from integrityrules.tables.text import PLACEHOLDERS

ID = "0123456789abcdef0123456789abcdef"
WHOLE: dict[str, Any] = {
    "official": "P-1", "state": "tenggat telah lewat, dinyatakan belum dilakukan", "finding": ID, "decided": "dijelaskan",
    "reason": "sudah dilaporkan", "author": "Irban II", "expires": date(2027, 3, 31), "notes": None,
}  # fmt: skip


def read(*rows: dict[str, Any], language: str = "id") -> tuple[Disposition, ...]:
    """Reads rows under the titles of a case list."""
    head = GridRow(1, tuple(column.title.in_language(language) for column in COLUMNS))
    lines = [GridRow(line, tuple(row.get(column.name) for column in COLUMNS)) for line, row in enumerate(rows, start=2)]
    return dispositions_of([Grid("Temuan", "Temuan", (head, *lines))])


def refused(*rows: dict[str, Any]) -> list[tuple[int, str, str]]:
    """Returns row, column and code of everything that is wrong with some rows."""
    with pytest.raises(DeclarationError) as caught:
        read(*rows)
    names = [column.name for column in COLUMNS]
    return [(problem.line, names[problem.column - 1], problem.code) for problem in caught.value.problems]


# ---- read back as written --------------------------------------------------------------------------------------------------

SHOWN = st.characters(exclude_categories=["Cc", "Cs"])
WORDS = st.text(SHOWN, min_size=1, max_size=60).filter(
    lambda text: text.strip().casefold() not in PLACEHOLDERS and text.strip("\ufeff\u200b ")
)


def tidy(text: str) -> str:
    return unicodedata.normalize("NFC", text.strip()).strip("\ufeff\u200b").strip()


@given(
    WORDS,
    WORDS,
    st.none() | WORDS,
    st.sampled_from(sorted(DECIDED)),
    st.dates(date(2020, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["id", "en"]),
)
def test_any_text_is_read_back(reason: str, author: str, notes: str | None, decided: str, expires: date, language: str) -> None:
    """Reason, author and notes are text whatever they look like; the disposition is read in either language, the day as a day or text."""
    row = {**WHOLE, "decided": DECIDED[decided].in_language(language), "reason": reason, "author": author, "notes": notes}
    for day in (expires, datetime(expires.year, expires.month, expires.day), expires.isoformat()):
        if tidy(reason) and tidy(author):
            (one,) = read({**row, "expires": day}, language=language)
            assert (one.decided, one.reason, one.author) == (decided, tidy(reason), tidy(author))
            assert (one.expires, one.notes) == (expires, tidy(notes or ""))
            assert (one.official, one.finding, one.where, one.line) == ("P-1", ID, "Temuan", 2)


@given(st.sampled_from(sorted(STATES)), st.sampled_from(["id", "en"]))
def test_the_state_it_was_made_for_is_read_back(state: str, language: str) -> None:
    """The state in full, in either language, becomes its code."""
    (one,) = read({**WHOLE, "state": STATES[state].in_language(language)}, language=language)
    assert one.state == state


def test_rows_nobody_wrote_in_are_left_out() -> None:
    """A row with blank cells, or a dash, says nothing; a note alone is kept without a disposition."""
    blank = {**WHOLE, **dict.fromkeys(("decided", "reason", "author", "expires", "notes"))}
    assert read(blank, {**blank, "notes": " "}) == ()
    (note,) = read({**blank, "notes": "telepon lagi"})
    assert (note.decided, note.notes, note.expires) == ("", "telepon lagi", None)


def test_a_case_list_filled_in_by_a_spreadsheet_program_is_read(tmp_path: Path) -> None:
    """A case list that an audit wrote, filled in and saved by another program, gives the dispositions with their officials and findings."""
    content = content_of(audited(gift("g1", related_to_office=True), gift("g2"), official="=P-1"))
    path = tmp_path / "cases.xlsx"
    write_case_list(path, content)
    assert read_dispositions(path) == ()
    book = openpyxl.load_workbook(path)
    sheet = book["Temuan"]
    places = {cell.value: cell.column for cell in sheet[1]}
    for title, value in (("Tindak lanjut", "dikesampingkan"), ("Alasan tindak lanjut", "lihat berkas 7"), ("Diputuskan oleh", "Irban I")):
        sheet.cell(2, places[title], value)
    sheet.cell(2, places["Berlaku sampai"], date(2027, 1, 31))
    sheet.cell(3, places["Catatan petugas"], "=1+1 bukan rumus").data_type = "s"
    book.save(path)
    first, second = read_dispositions(path)
    assert (first.official, first.finding, first.state) == ("=P-1", content.cases[0].row.id, content.cases[0].row.state_code)
    assert (first.decided, first.reason, first.author, first.expires) == ("dismissed", "lihat berkas 7", "Irban I", date(2027, 1, 31))
    assert (second.finding, second.decided, second.notes) == (content.cases[1].row.id, "", "=1+1 bukan rumus")


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_was_read_stands_in_the_next_case_list(tmp_path: Path, language: Any) -> None:
    """What is given to the next audit is in its case list again; what is about findings that are gone, on a sheet of its own."""
    found = audited(gift("g1", related_to_office=True), gift("g2"))
    finding = content_of(found).cases[0].row
    written = (
        Disposition("o", finding.id, finding.state_code, "explained", "@sebab", "+Irban", date(2026, 12, 31), "-catatan"),
        Disposition("x", ID, "due", "accepted", "sebab", "Irban", date(2026, 12, 31)),
        Disposition("y", ID, "", "", notes="hanya catatan"),
    )
    write_case_list(tmp_path / "cases.xlsx", content_of(found, language, dispositions=written))
    again = read_dispositions(tmp_path / "cases.xlsx")
    assert {strip(one) for one in again} == {strip(one) for one in written}


def strip(one: Disposition) -> tuple[Any, ...]:
    return one.official, one.finding, one.state, one.decided, one.reason, one.author, one.expires, one.notes


# ---- refused ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "column", "code"),
    [
        ({"decided": "selesai"}, "decided", "unknown-code"),
        ({"decided": 7}, "decided", "unknown-code"),
        ({"decided": None}, "decided", "missing-disposition"),
        ({"reason": None}, "reason", "missing-reason"),
        ({"reason": "-"}, "reason", "missing-reason"),
        ({"author": ""}, "author", "missing-author"),
        ({"expires": None}, "expires", "missing-expiry"),
        ({"expires": "2027-03"}, "expires", "not-a-day"),
        ({"expires": "selamanya"}, "expires", "not-a-day"),
        ({"expires": "belum"}, "expires", "not-a-day"),
        ({"expires": 46000}, "expires", "not-a-day"),
        ({"expires": "2027-02-30"}, "expires", "not-a-day"),
        ({"finding": None}, "finding", "missing-finding"),
        ({"reason": Refused("formula", "the cell holds a formula")}, "reason", "formula"),
        ({"decided": Refused("merged-cells", "part of a merged area")}, "decided", "merged-cells"),
        ({"author": "a\x00b"}, "author", "control-character"),
        ({"notes": "x" * 40_000}, "notes", "text-too-long"),
        ({"state": "entah"}, "state", "unknown-code"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(changes: dict[str, Any], column: str, code: str) -> None:
    """Each thing that is wrong is told once with sheet, row, column and code, and nothing is read."""
    assert refused({**WHOLE, **changes}) == [(2, column, code)]


def test_all_problems_come_together() -> None:
    """Every wrong place of every row is told at once."""
    other = {**WHOLE, "finding": "f" * 32}
    assert refused({**WHOLE, "author": None, "expires": "x"}, {**other, "reason": None}) == [
        (2, "expires", "not-a-day"),
        (2, "author", "missing-author"),
        (3, "reason", "missing-reason"),
    ]


def test_a_finding_has_one_row() -> None:
    """The same finding of the same official twice is refused; the same id of another official is another finding."""
    assert refused(WHOLE, {**WHOLE, "decided": "dikesampingkan"}) == [(3, "finding", "duplicate-finding")]
    assert len(read(WHOLE, {**WHOLE, "official": "P-2"})) == 2


def test_another_workbook_is_refused() -> None:
    """A workbook without the columns of a case list is refused as none."""
    for grids in ([], [Grid("x", "x", ())], [Grid("x", "x", (GridRow(1, ("Pegawai", "Nomor temuan", 3)),))]):
        with pytest.raises(DeclarationError) as caught:
            dispositions_of(grids)
        assert caught.value.code == "no-case-list"


def test_no_message_repeats_what_was_written() -> None:
    """Problems name places, never the text of a cell."""
    with pytest.raises(DeclarationError) as caught:
        read({**WHOLE, "decided": "zq7rahasia", "expires": "zq7rahasia", "reason": None})
    assert "zq7rahasia" not in str(caught.value)
    assert "sudah dilaporkan" not in repr(read(WHOLE))
