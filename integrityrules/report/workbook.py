"""The case list: a workbook with one row per finding, what to ask, what was exempt, and every row that could not be read.

May not decide. Every text is written as text: no cell can become a formula, a link or a number by itself.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from integrityrules.batch import Audit
from integrityrules.decide.finding import Finding
from integrityrules.decide.narrate import Language
from integrityrules.decide.wording import ADDRESSEES, WHY_ASKED
from integrityrules.facts.vocabulary import Text
from integrityrules.report.audit_text import account_lines
from integrityrules.report.rows import act_of, row_of
from integrityrules.report.sheets import Book, Cell, Column
from integrityrules.report.text import NOTICE
from integrityrules.tables.safe import column_letters, write_beside

FINDINGS, QUESTIONS, EXEMPT, REJECTED, SUMMARY = (
    Text("Temuan", "Findings"), Text("Pertanyaan", "Questions"), Text("Dikecualikan", "Exempt"), Text("Ditolak", "Rejected"),
    Text("Ringkasan", "Summary"),
)  # fmt: skip
TITLE = Text("Daftar kasus per {}", "Case list as of {}")
YES, NO = Text("ya", "yes"), Text("tidak", "no")
FAILED = Text("penilaian pegawai {} gagal", "the evaluation of official {} failed")

STATE, OFFICIAL, ACT, EXPLANATION, RULE = (
    Column(Text("Keadaan", "State"), 17), Column(Text("Pegawai", "Official"), 10), Column(Text("Perihal", "Act"), 14),
    Column(Text("Penjelasan", "Explanation"), 90, tall=False), Column(Text("Kode aturan", "Rule"), 34, tall=False),
)  # fmt: skip

# Columns and the name in `Row` that fills them; those of the officer are left blank.
PRINTED: tuple[tuple[Column, str], ...] = (
    (STATE, "short_state"),
    (OFFICIAL, "official"),
    (ACT, "act"),
    (Column(Text("Kewajiban atau larangan", "Duty or prohibition"), 30), "title"),
    (Column(Text("Jalur", "Track"), 11), "track"),
    (Column(Text("Kewajiban pada", "Borne by"), 13), "bearer"),
    (Column(Text("Bertindak sekarang", "Who acts now"), 18), "who_acts"),
    (Column(Text("Tenggat paling cepat", "Due at the earliest"), 11), "due_on"),
    (Column(Text("Tenggat paling lambat", "Due at the latest"), 11), "due_latest"),
    (Column(Text("Jalur dan tenggatnya", "Routes and their days"), 20), "routes"),
    (Column(Text("Sisa hari kerja", "Working days left"), 9), "days_left"),
    (Column(Text("Kemungkinan sanksi", "Possible sanction"), 22), "sanction"),
    (Column(Text("Yang belum diketahui, dan kepada siapa ditanyakan", "What is unknown, and whom to ask"), 44), "unknown"),
    (Column(Text("Dasar hukum", "Legal basis"), 44), "articles"),
    (Column(Text("Tindak lanjut", "Disposition"), 16), ""),
    (Column(Text("Catatan petugas", "Officer's notes"), 24), ""),
)
REFERENCE: tuple[tuple[Column, str], ...] = (
    (EXPLANATION, "explanation"),
    (Column(Text("Bagian", "Part"), 14, tall=False), "part"),
    (Column(Text("Instansi", "Agency"), 16, tall=False), "agency"),
    (Column(Text("Keadaan lengkap", "State in full"), 30, tall=False), "state"),
    (Column(Text("Verifikasi dasar hukum", "Verification"), 16, tall=False), "verified"),
    (Column(Text("Kecuali ditunjukkan", "Unless shown"), 40, tall=False), "unless_shown"),
    (Column(Text("Dianggap berlaku terus", "Assumed to hold throughout"), 24, tall=False), "assumptions"),
    (Column(Text("Keterlaksanaan aturan", "Executability"), 24, tall=False), "executability"),
    (RULE, "rule"),
    (Column(Text("Himpunan aturan", "Ruleset"), 24, tall=False), "ruleset"),
    (Column(Text("Nomor temuan", "Finding id"), 36, tall=False), "id"),
)
SHADES = {
    "overdue": "#F8D7D3", "indicated": "#F8D7D3", "unconfirmed": "#FCE8C8", "met_late": "#FCE8C8", "review": "#FCE8C8",
    "undetermined": "#FFF7D6", "undated": "#FFF7D6", "met_undated": "#FFF7D6", "due": "#DCE9F7", "met": "#E4F1E0",
}  # fmt: skip


def write_case_list(path: str | Path, audit: Audit, language: Language = "id") -> None:
    """Writes the case list of an audit as XLSX; it is complete or not there.

    Its explanations hold declared values: the file is for people with authority to see them.

    Args:
        path: where to; an existing file is replaced.

    Raises:
        MissingExtraError: `xlsxwriter` is not installed.
    """
    write_beside(Path(path), case_list_bytes(audit, language))


def case_list_bytes(audit: Audit, language: Language = "id") -> bytes:
    """Returns the case list as the bytes of a workbook; equal audits give equal bytes."""
    target = io.BytesIO()
    title = TITLE.in_language(language).format(audit.as_of.isoformat())
    book = Book(target, language, feature="the case list", title=title, notice=NOTICE.in_language(language))
    columns = [column for column, _ in (*PRINTED, *REFERENCE)]
    book.add(FINDINGS, columns, _findings(audit, language), frozen=3, printed=len(PRINTED))
    book.add(QUESTIONS, _QUESTION_COLUMNS, _questions(audit, language), frozen=2)
    book.add(EXEMPT, _EXEMPT_COLUMNS, _exempt(audit, language), frozen=2)
    book.add(REJECTED, _REJECTED_COLUMNS, _rejected(audit, language))
    book.add(SUMMARY, [Column(SUMMARY, 120)], ([line] for line in (title, *account_lines(audit, language))))
    book.close()
    return target.getvalue()


def _findings(audit: Audit, language: Language) -> Iterator[list[Cell]]:
    for one, finding in audit.findings():
        row = row_of(one.official, one.agency, finding, language)
        own: dict[str, Cell] = {"": None, "explanation": "\n".join(finding.narrate(language))}
        own |= {name: "\n".join(getattr(row, name)) for name in ("unknown", "articles", "routes")}
        cells: list[Cell] = [own[name] if name in own else getattr(row, name) for _, name in (*PRINTED, *REFERENCE)]
        cells[0] = (row.short_state, SHADES[row.state_code])
        yield cells


_QUESTION_COLUMNS = (
    Column(Text("Ditanyakan kepada", "To ask of"), 26), OFFICIAL, Column(Text("Pertanyaan", "Question"), 60),
    Column(Text("Sebab ditanyakan", "Why it is asked"), 24), Column(Text("Menyangkut temuan", "For the findings"), 60),
    Column(Text("Jawaban", "Answer"), 30), Column(Text("Tempat dalam data", "Place in the data"), 36, tall=False),
)  # fmt: skip


def _questions(audit: Audit, language: Language) -> Iterator[list[Cell]]:
    """Yields each question once, those of one addressee together, with every finding that asks it."""
    asked: dict[tuple[str, str, str, str, str], list[str]] = {}
    for one, finding in audit.findings():
        for question in finding.questions:
            whom, why = ADDRESSEES[question.asked_of].in_language(language), WHY_ASKED[question.why].in_language(language)
            key = (whom, one.official, question.text.in_language(language), why, question.path)
            asked.setdefault(key, []).append(_named(finding, language))
    for (whom, official, text, why, path), findings in sorted(asked.items(), key=lambda pair: pair[0][:2]):
        yield [whom, official, text, why, "\n".join(dict.fromkeys(findings)), None, path]


def _named(finding: Finding, language: Language) -> str:
    return f"{act_of(finding.decision, language)}: {finding.title.in_language(language)}"


_EXEMPT_COLUMNS = (
    OFFICIAL, ACT, Column(Text("Dikecualikan dari", "Exempt from"), 36), Column(Text("Karena", "Because of"), 36),
    Column(Text("Hanya sejauh yang dinyatakan", "Only as far as declared"), 14), Column(EXPLANATION.title, 100),
)  # fmt: skip


def _exempt(audit: Audit, language: Language) -> Iterator[list[Cell]]:
    for one, decision in audit.exempt():
        because = "; ".join(rule.title.in_language(language) for rule in decision.rule.exemptions if rule.id in decision.by)
        as_far = (YES if decision.as_far_as_declared else NO).in_language(language)
        explanation = "\n".join(one.evaluation.narrate(decision, language))
        yield [one.official, act_of(decision, language), decision.rule.title.in_language(language), because, as_far, explanation]


_REJECTED_COLUMNS = (
    Column(Text("Lembar atau berkas", "Sheet or file"), 24), Column(Text("Baris", "Row"), 8), Column(Text("Kolom", "Column"), 8),
    Column(Text("Kode", "Code"), 26), Column(Text("Alasan", "Reason"), 70), Column(Text("Saran", "Suggestion"), 60),
)  # fmt: skip


def _rejected(audit: Audit, language: Language) -> Iterator[Sequence[Cell]]:
    for problem in audit.rejected:
        column = column_letters(problem.column) or None
        yield [problem.where, problem.line or None, column, problem.code, problem.message, problem.suggestion or None]
    for failed in audit.failed:
        yield [None, None, None, failed.code, FAILED.in_language(language).format(failed.official), None]
