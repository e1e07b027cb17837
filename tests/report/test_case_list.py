"""The case list: one row per finding, text that stays text, rows high enough, and pages one wide."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from support_rules import engine_of

from integrityrules.batch import Audit, audit
from integrityrules.decide.wording import STATES
from integrityrules.facts.dossier import Registers
from integrityrules.facts.reading import read_dossier
from integrityrules.report.gather import content_of
from integrityrules.report.sheets import Column, row_height
from integrityrules.report.workbook import FINDINGS, PRINTED, REFERENCE, case_list_bytes
from integrityrules.tables import Counts, Declarations
from integrityrules.tables.dispositions import DECIDED, DECISION, EXPIRES, WRITTEN

RULES = """
rules:
  - id: report
    kind: duty
    about: gift
    track: reporting
    title: {id: "=Lapor()", en: "+Report"}
    in_force: {from: 2020-01-01}
    executability: full
    cite: [{source: act, at: "@Pasal 1", verified: confirmed}]
    raised_when: gift.accepted
    when: gift.value_idr > 100
    deadline: {working_days: 5, after: gift.received_on}
    done_on: gift.reported_to_kpk_on
  - id: small
    kind: exemption
    exempts: [report]
    about: gift
    title: {id: "-Kecil", en: Small}
    in_force: {from: 2020-01-01}
    executability: full
    cite: [{source: act, at: Pasal 2, verified: confirmed}]
    when: gift.value_idr <= 1000
"""
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "http://example.org", "0123", "=HYPERLINK(1)")


def audit_of(*gifts: dict[str, Any], official: str = "o", agency: str | None = None) -> Audit:
    """Audits one official with some gifts."""
    dossier = read_dossier(
        {
            "as_of": date(2026, 3, 2),
            "official": {"id": official, "employment": "pns", "agency": agency},
            "declared_in_full": ["gifts"],
            "gifts": [{"received_on": date(2026, 2, 26), "accepted": True, **gift} for gift in gifts],
        }
    )
    rows = len(gifts) + 1
    declarations = Declarations((dossier,), Registers(), (), Counts(rows, rows, 0), {})
    return audit(engine_of(RULES), declarations, as_of=date(2026, 3, 2))


def book_of(found: Audit, language: Any = "id") -> dict[str, Worksheet]:
    book = openpyxl.load_workbook(io.BytesIO(case_list_bytes(content_of(found, language, values=True))))
    return {sheet.title: sheet for sheet in book}


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, head), row, strict=True)) for row in rows]


def test_one_row_per_finding() -> None:
    """Each finding is one row, with its official, act, state, bearer, deadline, days left, article and explanation."""
    found = audit_of({"id": "g1", "value_idr": 2000}, {"id": "g2", "value_idr": 500}, {"id": "g3"}, agency="unit-x")
    rows = rows_of(book_of(found)["Temuan"])
    assert len(rows) == len(found.findings()) == 2
    due = next(row for row in rows if row["Perihal"] == "pemberian g1")
    assert due["Keadaan"] == "harus dilakukan"
    assert due["Keadaan lengkap"] == STATES["due"].id
    assert (due["Pegawai"], due["Instansi"], due["Kewajiban pada"], due["Bertindak sekarang"]) == ("o", "unit-x", "pegawai", "pegawai")
    assert (due["Tenggat paling cepat"].date(), due["Sisa hari kerja"]) == (date(2026, 3, 5), 3)
    assert due["Dasar hukum"] == "Undang-Undang Uji, @Pasal 1"
    assert "Rp1.900 di atas batas" in due["Penjelasan"]
    assert due["Tindak lanjut"] is None
    open_ = next(row for row in rows if row["Perihal"] == "pemberian g3")
    assert open_["Yang belum diketahui, dan kepada siapa ditanyakan"] == "pegawai yang bersangkutan: Nilai dari pemberi ini"
    assert open_["Bertindak sekarang"] == "tanya pegawai yang bersangkutan"


def test_what_is_exempt_and_asked_has_sheets_of_its_own() -> None:
    """What was exempt is listed with the reason; each question once, with whom to ask and the findings it is asked for."""
    book = book_of(audit_of({"id": "g1", "value_idr": 500}, {"id": "g2"}), "en")
    (exempt,) = rows_of(book["Exempt"])
    assert (exempt["Act"], exempt["Because of"], exempt["Only as far as declared"]) == ("gift g1", "Small", "no")
    (question,) = rows_of(book["Questions"])
    assert question["To ask of"] == "the official"
    assert question["For the findings"] == "gift g2: +Report"
    assert question["Place in the data"] == "gift[g2].value_idr"


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_cell_becomes_a_formula_or_a_link(language: str) -> None:
    """Ids, names and titles that look like formulas, links or numbers stay the text they are."""
    found = audit_of(*({"id": text, "value_idr": 2000} for text in HOSTILE), official="=cmd|' /C calc'!A0", agency="@agency")
    book = book_of(found, language)
    cells = [cell for sheet in book.values() for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    assert not any(cell.hyperlink for cell in cells)
    texts = {cell.value for cell in cells if cell.data_type == "s"}
    assert {"=cmd|' /C calc'!A0", "@agency"} <= texts
    assert all(any(text.strip() in shown for shown in texts) for text in HOSTILE)


def test_equal_audits_give_equal_bytes() -> None:
    """The bytes depend on the audit alone, not on the clock or the order of hashing."""
    gifts = [{"id": f"g{n}", "value_idr": 2000 + n} for n in range(20)]
    assert case_list_bytes(content_of(audit_of(*gifts))) == case_list_bytes(content_of(audit_of(*gifts)))


def test_pages_are_one_wide_with_headers_that_stay() -> None:
    """Every sheet prints in landscape, one page wide, with its header on each page, stays put when scrolled, and can be filtered."""
    book = book_of(audit_of({"id": "g1", "value_idr": 2000}))
    assert list(book) == ["Temuan", "Pertanyaan", "Dikecualikan", "Ditolak", "Ringkasan"]
    for sheet in book.values():
        assert sheet.page_setup.orientation == "landscape"
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref is not None
    assert book["Temuan"].print_area.endswith(f"${openpyxl.utils.get_column_letter(len(PRINTED))}$2")


def test_rows_show_all_their_text() -> None:
    """A row is as high as its longest wrapped cell, never higher than spreadsheet programs allow, and long reference texts do not count."""
    wide, narrow, reference = Column(FINDINGS, 100), Column(FINDINGS, 10), Column(FINDINGS, 10, tall=False)
    text = "one two three four five six seven"
    assert row_height([text], [narrow]) > row_height([text], [wide]) == row_height([None], [wide])
    assert row_height(["a\nb\nc"], [wide]) > row_height(["a b c"], [wide])
    assert row_height([text * 20], [reference]) == row_height([None], [reference])
    assert row_height([text * 10_000], [narrow]) <= 409


def test_every_column_has_a_different_title() -> None:
    """No two columns of the case list are called the same, in either language."""
    columns = [column.title for column, _ in (*PRINTED, *REFERENCE)]
    assert len({title.id for title in columns}) == len({title.en for title in columns}) == len(columns)


@pytest.mark.parametrize("language", ["id", "en"])
def test_officers_are_helped_to_fill_in(language: Any) -> None:
    """The disposition has a list of its words, the day is checked, and the columns to fill in stand out and keep typed text as text."""
    sheet = next(iter(book_of(audit_of({"id": "g1", "value_idr": 2000}, {"id": "g2"}), language).values()))
    titles = {cell.value: cell for cell in sheet[1]}
    rules = {str(rule.sqref): rule for rule in sheet.data_validations.dataValidation}
    for column in WRITTEN:
        head = titles[column.title.in_language(language)]
        assert head.fill.fgColor.rgb == "FFFFF2CC"
        rule = rules[f"{head.column_letter}2:{head.column_letter}3"]
        assert rule.prompt
        if column is DECISION:
            words = [text.in_language(language) for text in DECIDED.values()]
            assert (rule.type, rule.formula1) == ("list", f'"{",".join(words)}"')
        elif column is EXPIRES:
            assert rule.type == "date"
        else:
            assert sheet.cell(2, head.column).number_format == "@"
    assert titles["Pegawai" if language == "id" else "Official"].fill.fgColor.rgb != "FFFFF2CC"


def test_what_is_left_off_is_said() -> None:
    """A case list with fewer rows than findings says so in its summary."""
    content = content_of(audit_of(*({"id": f"g{n}", "value_idr": 2000} for n in range(5))), "en", most=2)
    book = openpyxl.load_workbook(io.BytesIO(case_list_bytes(content)))
    assert book["Findings"].max_row == 3
    assert "3 more findings are not shown here." in [cell.value for (cell,) in book["Summary"].iter_rows()]
