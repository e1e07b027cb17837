"""The case list: a workbook with one row per finding, what was exempt, and every row that could not be read.

May not decide. Every text is written as text: no cell can become a formula, a link or a number by itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from integrityrules.batch import Audit
from integrityrules.decide.narrate import Language
from integrityrules.facts.vocabulary import Text
from integrityrules.report.rows import row_of
from integrityrules.report.text import account_lines
from integrityrules.tables.safe import SafeSheet, safe_sheet, safe_workbook, write_beside

FINDINGS, EXEMPT, REJECTED, SUMMARY = (
    Text("Temuan", "Findings"), Text("Dikecualikan", "Exempt"), Text("Ditolak", "Rejected"), Text("Ringkasan", "Summary"),
)  # fmt: skip
DISPOSITION, NOTES = Text("Tindak lanjut", "Disposition"), Text("Catatan petugas", "Officer's notes")

# Header, column of the row, width in characters.
COLUMNS: tuple[tuple[Text, str, int], ...] = (
    (Text("Keadaan", "State"), "state", 26),
    (Text("Pejabat", "Official"), "official", 12),
    (Text("Instansi", "Agency"), "agency", 16),
    (Text("Perihal", "Act"), "act", 18),
    (Text("Kewajiban atau larangan", "Duty or prohibition"), "title", 40),
    (Text("Jalur", "Track"), "track", 14),
    (Text("Kewajiban pada", "Borne by"), "bearer", 16),
    (Text("Tenggat", "Due on"), "due_on", 12),
    (Text("Tenggat paling akhir", "Latest due day"), "due_latest", 12),
    (Text("Sisa hari kerja", "Working days left"), "days_left", 10),
    (Text("Kemungkinan sanksi", "Possible sanction"), "sanction", 30),
    (Text("Yang belum diketahui dan kepada siapa ditanyakan", "What is unknown and whom to ask"), "unknown", 60),
    (Text("Dasar hukum", "Legal basis"), "article", 50),
    (Text("Verifikasi dasar hukum", "Verification"), "verified", 16),
    (Text("Kecuali ditunjukkan", "Unless shown"), "unless_shown", 30),
    (Text("Anggapan", "Assumptions"), "assumptions", 24),
    (Text("Penjelasan", "Explanation"), "explanation", 80),
    (Text("Kode aturan", "Rule"), "rule", 30),
    (Text("Himpunan aturan", "Ruleset"), "ruleset", 22),
    (Text("Nomor temuan", "Finding id"), "id", 34),
)


def write_case_list(path: str | Path, audit: Audit, language: Language = "id") -> None:
    """Writes the case list of an audit as XLSX; it is complete or not there.

    Args:
        path: where to; an existing file is replaced.

    Raises:
        MissingExtraError: `xlsxwriter` is not installed.
    """
    write_beside(Path(path), case_list_bytes(audit, language))


def case_list_bytes(audit: Audit, language: Language = "id") -> bytes:
    """Returns the case list as the bytes of a workbook; equal audits give equal bytes."""
    target = io.BytesIO()
    book = safe_workbook(target, feature="the case list")
    heading = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bg_color": "#DDE6EE", "border": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
    _write_findings(safe_sheet(book, FINDINGS.in_language(language)), audit, language, heading, wrapped, day)
    _write_exempt(safe_sheet(book, EXEMPT.in_language(language)), audit, language, heading, wrapped)
    _write_rejected(safe_sheet(book, REJECTED.in_language(language)), audit, language, heading, wrapped)
    _write_summary(safe_sheet(book, SUMMARY.in_language(language)), audit, language, heading, wrapped)
    book.close()
    return target.getvalue()


def _write_findings(sheet: SafeSheet, audit: Audit, language: Language, heading: object, wrapped: object, day: object) -> None:
    headers = [(text.in_language(language), width) for text, _, width in COLUMNS]
    headers += [(DISPOSITION.in_language(language), 18), (NOTES.in_language(language), 40)]
    _write_header(sheet, headers, heading)
    number = 0
    for number, (one, finding) in enumerate(audit.findings(), start=1):
        row = row_of(one.official, one.agency, finding, language)
        for column, (_, name, _) in enumerate(COLUMNS):
            value = getattr(row, name)
            shown = "\n".join(value) if isinstance(value, tuple) else value
            sheet.write(number, column, shown, day if name in ("due_on", "due_latest") and value else wrapped)
    sheet.sheet.autofilter(0, 0, max(number, 1), len(headers) - 1)


def _write_exempt(sheet: SafeSheet, audit: Audit, language: Language, heading: object, wrapped: object) -> None:
    texts = (
        (COLUMNS[1][0], 12), (COLUMNS[3][0], 18), (Text("Dikecualikan dari", "Exempt from"), 40), (Text("Karena", "Because of"), 40),
        (Text("Hanya sejauh yang dinyatakan", "Only as far as declared"), 16), (COLUMNS[16][0], 80),
    )  # fmt: skip
    _write_header(sheet, [(text.in_language(language), width) for text, width in texts], heading)
    for number, (one, decision) in enumerate(audit.exempt(), start=1):
        because = "; ".join(rule.title.in_language(language) for rule in decision.rule.exemptions if rule.id in decision.by)
        explanation = "\n".join(one.evaluation.narrate(decision, language))
        act = f"{decision.fact.kind} {decision.fact.id}"
        as_far = YES.in_language(language) if decision.as_far_as_declared else NO.in_language(language)
        cells = (one.official, act, decision.rule.title.in_language(language), because, as_far, explanation)
        _write_cells(sheet, number, cells, wrapped)


YES, NO = Text("ya", "yes"), Text("tidak", "no")


def _write_rejected(sheet: SafeSheet, audit: Audit, language: Language, heading: object, wrapped: object) -> None:
    texts = (
        (Text("Lembar", "Sheet"), 20), (Text("Baris", "Row"), 8), (Text("Kolom", "Column"), 8), (Text("Kode", "Code"), 24),
        (Text("Alasan", "Reason"), 70), (Text("Saran", "Suggestion"), 50),
    )  # fmt: skip
    _write_header(sheet, [(text.in_language(language), width) for text, width in texts], heading)
    for number, problem in enumerate(audit.rejected, start=1):
        cells = (problem.where, problem.line or None, problem.column or None, problem.code, problem.message, problem.suggestion)
        _write_cells(sheet, number, cells, wrapped)


def _write_summary(sheet: SafeSheet, audit: Audit, language: Language, heading: object, wrapped: object) -> None:
    _write_header(sheet, [(SUMMARY.in_language(language), 120)], heading)
    lines = [audit.as_of.isoformat(), *account_lines(audit, language)]
    for number, line in enumerate(lines, start=1):
        _write_cells(sheet, number, (line,), wrapped)


def _write_header(sheet: SafeSheet, headers: Iterable[tuple[str, int]], heading: object) -> None:
    for column, (text, width) in enumerate(headers):
        sheet.sheet.set_column(column, column, width)
        sheet.write(0, column, text, heading)
    sheet.sheet.freeze_panes(1, 0)


def _write_cells(sheet: SafeSheet, row: int, cells: Sequence[object], wrapped: object) -> None:
    for column, value in enumerate(cells):
        sheet.write(row, column, value, wrapped)
