"""The case list: a workbook with one row per finding to be worked through, what to ask, what was exempt, and what could not be read.

May not decide. Every text is written as text: no cell can become a formula, a link or a number by itself. What officers write into it is
read back by `tables.read_dispositions`, and stands in the next case list again.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from integrityrules.decide.wording import STATES
from integrityrules.facts.vocabulary import Text
from integrityrules.report.audit_text import account_lines, follow_up_lines, left_off_lines, loud_lines
from integrityrules.report.content import Case, Content
from integrityrules.report.sheets import Book, Cell, Column
from integrityrules.report.text import NOTICE
from integrityrules.tables import dispositions as written
from integrityrules.tables.dispositions import DECIDED, Disposition
from integrityrules.tables.safe import column_letters, write_beside

FINDINGS, QUESTIONS, EXEMPT, REJECTED, GONE, SUMMARY = (
    Text("Temuan", "Findings"), Text("Pertanyaan", "Questions"), Text("Dikecualikan", "Exempt"), Text("Ditolak", "Rejected"),
    Text("Temuan yang sudah tidak ada", "Findings that are gone"), Text("Ringkasan", "Summary"),
)  # fmt: skip
TITLE = Text("Daftar kasus per {}", "Case list as of {}")
YES, NO = Text("ya", "yes"), Text("tidak", "no")
FAILED = Text("penilaian pegawai {} gagal", "the evaluation of official {} failed")
STANDINGS = {"new": Text("baru", "new"), "worse": Text("lebih mendesak", "more urgent"), "known": Text("sudah ada", "known")}

STATE, ACT, EXPLANATION, RULE = (
    Column(Text("Keadaan", "State"), 17), Column(Text("Perihal", "Act"), 14),
    Column(Text("Penjelasan", "Explanation"), 90, tall=False), Column(Text("Kode aturan", "Rule"), 34, tall=False),
)  # fmt: skip
OFFICIAL = Column(written.OFFICIAL.title, 10)
DECISION, REASON, AUTHOR, EXPIRES, NOTES = (
    Column(
        written.DECISION.title, 16, fill=tuple(DECIDED.values()),
        hint=Text("Pilih dari daftar. Isi juga alasan, siapa, dan sampai kapan.", "Choose. Also fill in why, who, and until when."),
    ),
    Column(written.REASON.title, 26, fill="text", hint=Text("Mengapa. Wajib bila ada tindak lanjut.", "Why. Needed for a disposition.")),
    Column(written.AUTHOR.title, 14, fill="text", hint=Text("Nama atau jabatan yang memutuskan.", "Name or post of who decided.")),
    Column(
        written.EXPIRES.title, 11, fill="day",
        hint=Text("Hari terakhir berlakunya, misalnya 2027-03-31. Setelah itu temuan terbuka kembali.",
                  "The last day on which it holds, such as 2027-03-31. After it the finding is open again."),
    ),
    Column(written.NOTES.title, 24, fill="text", hint=Text("Catatan bebas; tidak mengubah apa pun.", "Free text; it changes nothing.")),
)  # fmt: skip

# Columns and the name in `Row` that fills them.
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
    (DECISION, "decided"),
    (REASON, "reason"),
    (AUTHOR, "author"),
    (EXPIRES, "expires"),
    (NOTES, "notes"),
)
REFERENCE: tuple[tuple[Column, str], ...] = (
    (EXPLANATION, "explanation"),
    (Column(Text("Bagian", "Part"), 14, tall=False), "part"),
    (Column(Text("Instansi", "Agency"), 16, tall=False), "agency"),
    (Column(written.STATE.title, 30, tall=False), "state"),
    (Column(Text("Dibanding baseline", "Beside the baseline"), 14, tall=False), "standing"),
    (Column(Text("Verifikasi dasar hukum", "Verification"), 16, tall=False), "verified"),
    (Column(Text("Kecuali ditunjukkan", "Unless shown"), 40, tall=False), "unless_shown"),
    (Column(Text("Dianggap berlaku terus", "Assumed to hold throughout"), 24, tall=False), "assumptions"),
    (Column(Text("Keterlaksanaan aturan", "Executability"), 24, tall=False), "executability"),
    (RULE, "rule"),
    (Column(Text("Himpunan aturan", "Ruleset"), 24, tall=False), "ruleset"),
    (Column(written.FINDING.title, 36, tall=False), "id"),
)
SHADES = {
    "overdue": "#F8D7D3", "indicated": "#F8D7D3", "unconfirmed": "#FCE8C8", "met_late": "#FCE8C8", "review": "#FCE8C8",
    "undetermined": "#FFF7D6", "undated": "#FFF7D6", "met_undated": "#FFF7D6", "due": "#DCE9F7", "met": "#E4F1E0",
}  # fmt: skip
EXPIRED_SHADE, DONE_SHADE = "#F8D7D3", "#E3E6E9"


def write_case_list(path: str | Path, content: Content) -> None:
    """Writes the case list of an audit as XLSX; it is complete or not there.

    Its explanations hold declared values if the content does: then the file is for people with authority to see them.

    Args:
        path: where to; an existing file is replaced, and with it what officers wrote: give that to the content first.

    Raises:
        MissingExtraError: `xlsxwriter` is not installed.
    """
    write_beside(Path(path), case_list_bytes(content))


def case_list_bytes(content: Content) -> bytes:
    """Returns the case list as the bytes of a workbook; equal contents give equal bytes."""
    target = io.BytesIO()
    language = content.language
    title = TITLE.in_language(language).format(content.as_of.isoformat())
    book = Book(target, language, feature="the case list", title=title, notice=NOTICE.in_language(language))
    columns = [column for column, _ in (*PRINTED, *REFERENCE)]
    book.add(FINDINGS, columns, _findings(content), frozen=3, printed=len(PRINTED))
    book.add(QUESTIONS, _QUESTION_COLUMNS, _questions(content), frozen=2)
    book.add(EXEMPT, _EXEMPT_COLUMNS, _exempt(content), frozen=2)
    book.add(REJECTED, _REJECTED_COLUMNS, _rejected(content))
    if content.follow_up.unused:
        book.add(GONE, _GONE_COLUMNS, (_gone(one, content) for one in content.follow_up.unused))
    lines = (title, *loud_lines(content), *left_off_lines(content), *follow_up_lines(content), *account_lines(content))
    book.add(SUMMARY, [Column(SUMMARY, 120)], ([line] for line in lines))
    book.close()
    return target.getvalue()


def _findings(content: Content) -> Iterator[list[Cell]]:
    """Yields what is open, and then whatever else officers wrote something about."""
    for case in sorted(content.cases, key=lambda case: not case.is_open):
        if case.is_open or case.disposition is not None:
            found = _cells(case, content)
            yield [found[name] if name in found else getattr(case.row, name) for _, name in (*PRINTED, *REFERENCE)]


def _cells(case: Case, content: Content) -> dict[str, Cell]:
    """Returns the cells that are not in the words of the row itself."""
    row = case.row
    standing = STANDINGS[case.standing].in_language(content.language) if content.follow_up.gone is not None else None
    found: dict[str, Cell] = {name: "\n".join(getattr(row, name)) for name in ("unknown", "articles", "routes")}
    found |= {"short_state": (row.short_state, SHADES[row.state_code] if case.is_open else DONE_SHADE), "standing": standing}
    found |= {"explanation": "\n".join(map(str, case.explanation))}
    return found | _written(case.disposition, content)


def _written(one: Disposition | None, content: Content) -> dict[str, Cell]:
    """Returns what officers wrote, as they wrote it; the day of what no longer holds is shaded."""
    if one is None:
        return dict.fromkeys(("decided", "reason", "author", "expires", "notes"))
    expires: Cell = one.expires
    if one.expires is not None and one.expires < content.as_of:
        expires = (one.expires, EXPIRED_SHADE)
    decided = DECIDED[one.decided].in_language(content.language) if one.decided else None
    return {"decided": decided, "reason": one.reason or None, "author": one.author or None, "expires": expires, "notes": one.notes or None}


_GONE_COLUMNS = (
    OFFICIAL, DECISION, REASON, AUTHOR, EXPIRES, NOTES, Column(written.STATE.title, 30), Column(written.FINDING.title, 36),
)  # fmt: skip


def _gone(one: Disposition, content: Content) -> list[Cell]:
    state = STATES[one.state].in_language(content.language) if one.state else None
    return [one.official, *_written(one, content).values(), state, one.finding]


_QUESTION_COLUMNS = (
    Column(Text("Ditanyakan kepada", "To ask of"), 26), OFFICIAL, Column(Text("Pertanyaan", "Question"), 60),
    Column(Text("Sebab ditanyakan", "Why it is asked"), 24), Column(Text("Menyangkut temuan", "For the findings"), 60),
    Column(Text("Jawaban", "Answer"), 30, fill="text"), Column(Text("Tempat dalam data", "Place in the data"), 36, tall=False),
)  # fmt: skip


def _questions(content: Content) -> Iterator[list[Cell]]:
    """Yields each question of what is open once, those of one addressee together, with every finding that asks it."""
    asked: dict[tuple[str, str, str, str, str], list[str]] = {}
    for case in content.open_cases():
        for question in case.questions:
            key = (question.whom, case.row.official, question.text, question.why, question.path)
            asked.setdefault(key, []).append(f"{case.row.act}: {case.row.title}")
    for (whom, official, text, why, path), findings in sorted(asked.items(), key=lambda pair: pair[0][:2]):
        yield [whom, official, text, why, "\n".join(dict.fromkeys(findings)), None, path]


_EXEMPT_COLUMNS = (
    OFFICIAL, ACT, Column(Text("Dikecualikan dari", "Exempt from"), 36), Column(Text("Karena", "Because of"), 36),
    Column(Text("Hanya sejauh yang dinyatakan", "Only as far as declared"), 14), Column(EXPLANATION.title, 100),
)  # fmt: skip


def _exempt(content: Content) -> Iterator[list[Cell]]:
    for one in content.exempt:
        as_far = (YES if one.as_far_as_declared else NO).in_language(content.language)
        yield [one.official, one.act, one.title, one.because, as_far, "\n".join(map(str, one.explanation))]


_REJECTED_COLUMNS = (
    Column(Text("Lembar atau berkas", "Sheet or file"), 24), Column(Text("Baris", "Row"), 8), Column(Text("Kolom", "Column"), 8),
    Column(Text("Kode", "Code"), 26), Column(Text("Alasan", "Reason"), 70), Column(Text("Saran", "Suggestion"), 60),
)  # fmt: skip


def _rejected(content: Content) -> Iterator[Sequence[Cell]]:
    for problem in content.account.problems:
        column = column_letters(problem.column) or None
        yield [problem.where, problem.line or None, column, problem.code, problem.message, problem.suggestion or None]
    for official, code in content.account.failures:
        yield [None, None, None, code, FAILED.in_language(content.language).format(official), None]
