"""The empty workbook, and the safe way to write cells."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support_tables import AS_OF

from integrityrules.errors import MissingExtraError, UsageError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables import read_declarations
from integrityrules.tables.layout import sheets_of
from integrityrules.tables.rows import sheet_names
from integrityrules.tables.safe import DANGEROUS, column_letters, csv_text, safe_sheet, safe_workbook
from integrityrules.tables.template import workbook_bytes, write_template
from integrityrules.tables.text import key_of


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_empty_workbook_is_read_as_nothing(tmp_path: Path, language: str) -> None:
    """A template that nobody filled in has no rows and no problems."""
    path = tmp_path / "template.xlsx"
    write_template(path, language=language)
    read = read_declarations(path, as_of=AS_OF)
    assert (read.dossiers, read.rejected, read.counts.read) == ((), (), 0)


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_kind_and_field_has_its_place(language: str) -> None:
    """Sheets and columns follow the vocabulary: machine names above, labels beneath, a note with the question."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes({}, language=language)))
    for sheet in sheets_of(VOCABULARY).values():
        tab = book[sheet.title(language)]
        assert [cell.value for cell in tab[1]] == list(sheet.columns)
        assert [cell.value for cell in tab[2]] == [column.label.in_language(language) for column in sheet.columns.values()]
        for cell, column in zip(tab[2], sheet.columns.values(), strict=True):
            assert column.question.in_language(language)[:50] in cell.comment.text
        assert tab.freeze_panes is not None
        for column in sheet.kind.fields:
            assert sheet.role == "spells" or column in sheet.columns


def test_drop_downs_offer_every_code() -> None:
    """The drop-down of a column with codes refers to the labels of exactly its code list."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes({}, language="id")))
    sheet = sheets_of(VOCABULARY)["gifts"]
    tab = book[sheet.title("id")]
    rules = {str(rule.sqref).split(":")[0].rstrip("0123456789"): rule.formula1 for rule in tab.data_validations.dataValidation}
    for position, column in enumerate(sheet.columns.values(), start=1):
        if column.type.name == "code":
            name, area = rules[column_letters(position)].lstrip("=").split("!")
            offered = [cell.value for (cell,) in book[name.strip("'")][area.replace("$", "")]]
            assert offered == [label.id for label in VOCABULARY.code_lists[column.type.of].codes.values()]
        if column.type.name == "bool":
            assert rules[column_letters(position)] == '"ya,tidak"'


def test_labels_can_be_told_apart() -> None:
    """Within a code list no two codes share a label, within a sheet no two columns, and no two sheets a name."""
    for codes in VOCABULARY.code_lists.values():
        for language in ("id", "en"):
            assert len({key_of(label.in_language(language)) for label in codes.codes.values()}) == len(codes.codes)
    sheets = sheets_of(VOCABULARY)
    for language in ("id", "en"):
        assert len({sheet.title(language).casefold() for sheet in sheets.values()}) == len(sheets)
        for sheet in sheets.values():
            assert len({column.label.in_language(language) for column in sheet.columns.values()}) == len(sheet.columns)
            assert sheet_names(sheets)[key_of(sheet.title(language))] is sheet


def test_some_kinds_only() -> None:
    """A template can be limited to some kinds; a kind that does not exist is refused with the near miss."""
    book = openpyxl.load_workbook(io.BytesIO(workbook_bytes({}, kinds=["gift"], language="en")))
    assert book.sheetnames == ["Petunjuk - Instructions", "Official", "History of Official", "Gift", "Kode - Codes"]
    with pytest.raises(UsageError, match="did you mean `gift`"):
        workbook_bytes({}, kinds=["gfit"])
    with pytest.raises(UsageError, match="did you mean `value_idr`"):
        workbook_bytes({"gifts": [{"valu_idr": 1}]})


def test_equal_content_gives_equal_bytes() -> None:
    """Nothing of the day, the machine or the order of sets gets into a workbook."""
    assert workbook_bytes({}) == workbook_bytes({})


def test_the_extra_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the writer's package the message names the line that installs it, and no file is left behind."""
    monkeypatch.setitem(__import__("sys").modules, "xlsxwriter", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'integrityrules\[report\]'"):
        write_template(tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30) | st.sampled_from(
    ["=1+1", '=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "http://example.org", "007", "1e5", "{=1}", "TRUE"]
)


@settings(max_examples=min(settings.default.max_examples, 10_000))
@given(texts=st.lists(TEXTS, min_size=1, max_size=5))
def test_text_stays_text_in_a_workbook(texts: list[str]) -> None:
    """Whatever a text begins with, it is stored as a string: no formula, link or number is guessed."""
    out = io.BytesIO()
    book = safe_workbook(out, feature="a test", in_memory=True)
    safe_sheet(book, "x").write_row(0, texts)
    book.close()
    tab = openpyxl.load_workbook(io.BytesIO(out.getvalue()))["x"]
    for column, text in enumerate(texts, start=1):
        cell = tab.cell(1, column)
        assert cell.data_type == "s"
        assert (cell.value or "") == text.replace("\r", "_x000D_")
        assert cell.hyperlink is None


@given(text=TEXTS)
def test_no_csv_cell_begins_like_a_formula(text: str) -> None:
    """A cell that begins with `= + - @`, a tab or a return gets an apostrophe, unless that is turned off."""
    assert not csv_text([[text]]).strip('"').startswith(DANGEROUS) or not text
    if text.startswith(DANGEROUS):
        assert f"'{text[0]}" in csv_text([[text]])
        assert "'" not in csv_text([[text]], guard=False)


def test_typed_cells() -> None:
    """Numbers and days are typed; a number of more than 15 digits is text, because spreadsheet programs drop the rest."""
    out = io.BytesIO()
    book = safe_workbook(out, feature="a test", in_memory=True)
    safe_sheet(book, "x").write_row(0, [1_200_000, AS_OF, True, None, 10**15 + 1])
    book.close()
    cells = openpyxl.load_workbook(io.BytesIO(out.getvalue()))["x"][1]
    assert [cell.data_type for cell in cells] == ["n", "d", "b", "n", "s"]
    assert csv_text([[1, AS_OF, True, None]]) == "1,2026-06-01,true,\r\n"


def test_column_letters() -> None:
    """Columns are named as spreadsheet programs show them."""
    assert [column_letters(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
