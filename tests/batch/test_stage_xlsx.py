"""A staged workbook gives what reading the workbook gives, formulas, merged cells and hidden sheets included."""

from __future__ import annotations

import tempfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st
from support_stage import AS_OF, FEW, Sheets, check_columns, check_same, some_sheets

from integrityrules.batch.stage import stage
from integrityrules.batch.stage.marked import marked, unmarked
from integrityrules.errors import DeclarationError
from integrityrules.tables import read_declarations
from integrityrules.tables.source import Month, Refused

ODD_CELLS = (5000, 1, 0.5, 1e16, True, False, datetime(2026, 1, 19), datetime(2030, 5, 5, 12), "=1+1", "\x01i5", datetime(1899, 12, 31))


def write_workbook(path: Path, sheets: Sheets, odd: list[tuple[int, Any]], hidden: bool, merged: bool) -> None:
    """Writes sheets with some cells of other types than text; the numbers say where."""
    book = xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd", "strings_to_formulas": False, "strings_to_urls": False})
    month = book.add_format({"num_format": "mmm-yy"})
    for n, (name, rows) in enumerate(sheets.items()):
        sheet = book.add_worksheet(name)
        for line, row in enumerate(rows):
            for column, text in enumerate(row):
                sheet.write_string(line, column, text)
        for place, value in odd:
            line, column = 1 + place % 7, place // 7 % 9
            if isinstance(value, str) and value.startswith("="):
                sheet.write_formula(line, column, value)
            elif isinstance(value, datetime) and place % 2:
                sheet.write_datetime(line, column, value, month)
            else:
                sheet.write(line, column, value)
        if merged and len(rows) > 3:
            sheet.merge_range(2, 0, 3, 1, "P-1")
        if hidden and n == 1:
            sheet.hide()
    book.add_worksheet("Petunjuk").write_string(0, 0, "help")
    book.close()


@FEW
@given(
    some_sheets(),
    st.lists(st.tuples(st.integers(0, 62), st.sampled_from(ODD_CELLS)), max_size=6),
    st.integers(0, 7).map(lambda n: (n == 0, n == 1)),
    st.integers(1, 3),
)
def test_staged_workbook_is_read_workbook(sheets: Sheets, odd: list[tuple[int, Any]], how: tuple[bool, bool], shards: int) -> None:
    """Dossiers, registers, rejected rows and counts are those of `read_declarations`, and columns are what `resolve` gives."""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "given.xlsx"
        write_workbook(path, sheets, odd, *how)
        expected = read_declarations(path, as_of=AS_OF)
        with stage(path, Path(place) / "run", as_of=AS_OF, shards=shards) as staged:
            check_same(staged, expected)
            check_columns(staged, expected)


@FEW
@given(
    st.one_of(
        st.none(), st.text(), st.text().map(lambda text: f"\x01{text}"), st.booleans(), st.integers(), st.floats(allow_nan=False),
        st.dates(), st.datetimes(), st.builds(Month, st.integers(1, 9999), st.integers(1, 12)),
        st.builds(Refused, st.text(), st.text(), st.text()),
    )
)  # fmt: skip
def test_marked_cells_come_back(cell: Any) -> None:
    """A cell and its text are the same thing, its class included."""
    back = unmarked(marked(cell))
    assert back == cell
    assert type(back) is type(cell)


def test_a_file_that_is_no_workbook(tmp_path: Path) -> None:
    """The whole input is refused, as by `read_declarations`, and the run folder holds no stage."""
    (tmp_path / "given.xlsx").write_bytes(b"PK no")
    with pytest.raises(DeclarationError):
        stage(tmp_path / "given.xlsx", tmp_path / "run", as_of=date(2026, 6, 1))
    assert list((tmp_path / "run").iterdir()) == []
