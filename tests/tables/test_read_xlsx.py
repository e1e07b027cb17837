"""Workbooks cell by cell: what a person sees is what is read, and what is unsafe is refused."""

from __future__ import annotations

import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from support_tables import AS_OF, codes, read_raw

from integrityrules.errors import DeclarationError, MissingExtraError, UsageError
from integrityrules.facts.values import Range
from integrityrules.tables import Declarations, read_declarations

HEADER = ("official_id", "id", "received_on", "value_idr", "event", "giver")


def gifts_of(folder: Path, *rows: tuple[object, ...]) -> Declarations:
    def build(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, book.add_format({"num_format": "dd/mm/yyyy"}))
                elif value is not None:
                    (sheet.write_string if isinstance(value, str) else sheet.write_number)(number, column, value)

    return read_raw(folder, build)


def test_typed_cells(tmp_path: Path) -> None:
    """Dates and numbers of a spreadsheet are days and amounts; the time of day is left out."""
    read = gifts_of(tmp_path, ("P-001", "G-1", date(2026, 1, 19), 1_200_000, "w"), ("P-001", "G-2", datetime(2026, 1, 19, 9, 30), 5, "w"))
    assert codes(read) == []
    assert [(gift.received_on, gift.value_idr) for gift in read.dossiers[0].gifts] == [
        (date(2026, 1, 19), 1_200_000),
        (date(2026, 1, 19), 5),
    ]


def test_formulas_are_refused(tmp_path: Path) -> None:
    """A cell with a formula is refused with sheet, row and column, whatever value it shows; the other rows go on."""

    def build(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ("P-001", "G-1"))
        sheet.write_formula(1, 3, "=500000*2", None, 1_000_000)
        sheet.write_row(2, 0, ("P-001", "G-2"))
        sheet.write_formula(3, 4, '=""', None, "")
        sheet.write_row(3, 0, ("P-001", "G-3"))

    read = read_raw(tmp_path, build)
    assert [(item.where, item.line, item.column, item.code) for item in read.rejected] == [
        ("gifts", 2, 4, "formula"),
        ("gifts", 4, 5, "formula"),
    ]
    assert [gift.id for gift in read.dossiers[0].gifts] == ["G-2"]
    assert read.dossiers[0].incomplete == {"gifts"}
    assert (read.counts.read, read.counts.evaluated, read.counts.rejected) == (5, 3, 2)


def test_error_values_are_not_blanks(tmp_path: Path) -> None:
    """`#N/A` typed into a cell by a formula or a paste is refused, not read as blank."""

    def build(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ("P-001", "G-1"))
        sheet.write_formula(1, 3, "=1/0", None, "#DIV/0!")

    assert codes(read_raw(tmp_path, build)) == ["formula"]


def test_merged_cells_are_refused(tmp_path: Path) -> None:
    """A merged area belongs to no single row: every row it touches is refused."""

    def build(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        for row in (1, 2, 3):
            sheet.write_row(row, 0, ("P-001", f"G-{row}"))
        sheet.merge_range("F2:F3", "x")

    read = read_raw(tmp_path, build)
    assert [(item.line, item.column, item.code) for item in read.rejected] == [(2, 6, "merged-cells"), (3, 6, "merged-cells")]
    assert [gift.id for gift in read.dossiers[0].gifts] == ["G-3"]


def test_ids_keep_the_text_that_is_shown(tmp_path: Path) -> None:
    """`007` shown by a number format stays `007`; a long number that lost digits is refused."""

    def build(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        sheet.write_string(1, 0, "P-001")
        sheet.write_number(1, 1, 7, book.add_format({"num_format": "000"}))
        sheet.write_string(2, 0, "P-001")
        sheet.write_number(2, 1, 42)
        sheet.write_string(3, 0, "P-001")
        sheet.write_number(3, 1, 3_201_010_101_900_001)

    read = read_raw(tmp_path, build)
    assert [gift.id for gift in read.dossiers[0].gifts] == ["007", "42"]
    assert codes(read) == ["digits-lost"]


def test_a_date_that_hides_its_day_is_a_month(tmp_path: Path) -> None:
    """A spreadsheet turns `2026-01` into the first of January shown as `Jan-26`; it is read as the month."""

    def build(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ("P-001", "G-1"))
        sheet.write_datetime(1, 2, datetime(2026, 1, 1), book.add_format({"num_format": "mmm-yy"}))

    assert read_raw(tmp_path, build).dossiers[0].gifts[0].received_on == Range(date(2026, 1, 1), date(2026, 1, 31))


def test_hidden_sheets_are_refused(tmp_path: Path) -> None:
    """Nobody sees what a hidden sheet states: its rows are rejected, and no official has that kind in full."""

    def build(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ("P-001", "G-1"))
        sheet.hide()

    read = read_raw(tmp_path, build)
    assert codes(read) == ["hidden-sheet"]
    assert (read.counts.read, read.counts.rejected) == (3, 1)
    assert all("gifts" in dossier.incomplete for dossier in read.dossiers)


def test_unknown_and_second_sheets_are_reported(tmp_path: Path) -> None:
    """A sheet that no kind has is reported with a near miss, and one that could be a person's name is not repeated."""

    def build(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        sheet.write_row(1, 0, ("P-001", "G-1"))
        book.add_worksheet("gift").write_row(0, 0, HEADER)
        for name in ("gfits", "Rahmat Sentosa"):
            book.add_worksheet(name).write_row(0, 0, HEADER)
        book.add_worksheet("empty")

    read = read_raw(tmp_path, build)
    assert [(item.where, item.code) for item in read.rejected] == [
        ("gift", "sheet-twice"), ("gfits", "unknown-sheet"), ("sheet 5", "unknown-sheet"),
    ]  # fmt: skip
    assert "did you mean `gifts`?" in read.rejected[1].suggestion
    assert all(dossier.incomplete >= {"gifts"} for dossier in read.dossiers)


def test_headers(tmp_path: Path) -> None:
    """Columns are found by machine name or label in any order; unknown ones are refused with a near miss, remarks are not read."""

    def build(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ("Tanggal diterima", "ID", "ID pegawai", "# catatan", "valu_idr", "Budi Santoso", "Value from this giver"))
        sheet.write_row(1, 0, ("2026-01-19", "G-1", "P-001", "anything", "", "", "5"))
        sheet.write_row(2, 0, ("2026-01-19", "G-2", "P-001", "anything", "7", "", ""))
        sheet.write_row(3, 0, ("2026-01-19", "G-3", "P-001", "", "", "", "", "", "stray"))

    read = read_raw(tmp_path, build)
    assert [(item.line, item.column, item.code) for item in read.rejected] == [
        (1, 5, "unknown-column"), (1, 6, "unknown-column"), (3, 5, "unknown-column"), (4, 9, "no-header"),
    ]  # fmt: skip
    assert "did you mean `value_idr`?" in read.rejected[0].suggestion
    assert "Budi" not in str(read.rejected)
    assert [(gift.id, gift.value_idr) for gift in read.dossiers[0].gifts] == [("G-1", 5)]


@pytest.mark.parametrize(
    "header, code",
    [(("official_id", "id", "event", "Event"), "column-twice"), (("id", "event"), "missing-column"), (("x", "y"), "unknown-column")],
)
def test_a_sheet_without_a_clear_header_is_lost_as_a_whole(tmp_path: Path, header: tuple[str, ...], code: str) -> None:
    """Where columns are missing or double, no row can be read, and all are counted as rejected."""

    def build(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, header)
        sheet.write_row(1, 0, ("P-001", "G-1", "a", "b"))

    read = read_raw(tmp_path, build)
    assert code in codes(read)
    assert (read.counts.read, read.counts.rejected) == (3, 1)
    assert all("gifts" in dossier.incomplete for dossier in read.dossiers)


def test_what_is_no_workbook_is_refused_as_a_whole(tmp_path: Path) -> None:
    """Other files, other packages and hostile XML give one clear error without their content."""
    text, package, hostile = tmp_path / "a.xlsx", tmp_path / "b.xlsx", tmp_path / "c.xlsx"
    text.write_text("official_id,id\nsecret,secret\n")
    with zipfile.ZipFile(package, "w") as book:
        book.writestr("hello.txt", "secret")
    read_raw(tmp_path, lambda book, sheet: sheet.write_row(0, 0, HEADER))
    with zipfile.ZipFile(tmp_path / "raw.xlsx") as good, zipfile.ZipFile(hostile, "w") as book:
        for name in good.namelist():
            content = good.read(name)
            if name.endswith("workbook.xml"):
                content = content.replace(b"?>", b'?><!DOCTYPE a [<!ENTITY b "secret">]>', 1)
            book.writestr(name, content)
    for path in (text, package, hostile):
        with pytest.raises(DeclarationError) as caught:
            read_declarations(path, as_of=AS_OF)
        assert caught.value.code in ("not-a-workbook", "workbook-too-large")
        assert "secret" not in str(caught.value)
        assert caught.value.__cause__ is None
        assert caught.value.__suppress_context__


def test_an_area_that_would_exhaust_memory_is_refused(tmp_path: Path) -> None:
    """Two used cells at opposite corners of a sheet do not make the reader reserve the whole sheet."""

    def build(book: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, HEADER)
        sheet.write_string(1_048_575, 16_383, "x")

    with pytest.raises(DeclarationError) as caught:
        read_raw(tmp_path, build)
    assert caught.value.code == "workbook-too-large"


def test_paths_without_declarations(tmp_path: Path) -> None:
    """A missing path, an empty folder and an unknown format are mistakes of the caller."""
    (tmp_path / "x.ods").write_text("")
    (tmp_path / "empty").mkdir()
    for name, code in (("nothing", "no-input"), ("empty", "no-input"), ("x.ods", "unknown-format")):
        with pytest.raises(UsageError) as caught:
            read_declarations(tmp_path / name, as_of=AS_OF)
        assert caught.value.code == code


def test_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the reader's package the message names the line that installs it."""
    path = tmp_path / "a.xlsx"
    path.write_text("")
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'integrityrules\[batch\]'"):
        read_declarations(path, as_of=AS_OF)
