"""An audit as plain text: one row per act with its tracks beneath, what needs action first, then the account of what was read.

May not decide, nor show declared values: ids, titles, states and deadlines only.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from integrityrules.decide.narrate import Language
from integrityrules.decide.wording import STATES
from integrityrules.errors import Problem
from integrityrules.facts.vocabulary import Text
from integrityrules.language.formats import day_in_words
from integrityrules.report.content import Case, Content, acts_by_state
from integrityrules.report.rows import Row
from integrityrules.report.table import paragraphs, table
from integrityrules.report.text import NO_FINDINGS, NOTICE
from integrityrules.tables.dispositions import Disposition, decided_words
from integrityrules.tables.safe import column_letters

WIDTH = 160
# Header and the most characters of its column. Together with the gaps they make `WIDTH`.
COLUMNS: tuple[tuple[Text, int], ...] = (
    (Text("Pegawai", "Official"), 10),
    (Text("Perihal", "Act"), 18),
    (Text("Jalur", "Track"), 16),
    (Text("Kewajiban atau larangan", "Duty or prohibition"), 44),
    (Text("Keadaan", "State"), 18),
    (Text("Tenggat", "Due"), 12),
    (Text("Sisa hari kerja", "Working days left"), 7),
    (Text("Bertindak sekarang", "Who acts now"), 19),
)
AS_OF = Text("Keadaan per {}: {} temuan tentang {} perihal.", "As of {}: {} findings about {} acts.")
ACTS = Text("{} perihal", "acts: {}")
MAY_LEAD = Text("kemungkinan sanksi: {}", "possible sanction: {}")
UNCERTAIN = Text(
    "Tenggat dengan dua titik (..) belum pasti: paling cepat pada hari pertama, paling lambat pada hari kedua, bila disebut.",
    "A deadline with two points (..) is not certain: on the first day at the earliest, on the second at the latest, where there is one.",
)


def audit_text(content: Content) -> str:
    """Returns an audit as text: each act once, under the state of its most urgent track, the nearest deadline first."""
    return "\n".join(_lines(content)) + "\n"


def _lines(content: Content) -> Iterator[str]:
    language, totals = content.language, content.totals
    yield AS_OF.in_language(language).format(day_in_words(content.as_of, language), totals.findings, totals.acts)
    yield from (f"{totals.by_state[state].findings:6}  {STATES[state].in_language(language)}" for state in totals.by_state)
    yield from paragraphs(loud_lines(content), WIDTH)
    yield ""
    cases = list(content.open_cases())
    for state, acts in acts_by_state(cases):
        yield f"== {STATES[state].in_language(language)} ({ACTS.in_language(language).format(len(acts))})"
        yield from _table(acts, language)
        yield ""
    if not totals.findings:
        yield NO_FINDINGS.in_language(language)
    yield from left_off_lines(content)
    if any(".." in case.row.due for case in cases):
        yield UNCERTAIN.in_language(language)
    yield from paragraphs(follow_up_lines(content), WIDTH)
    yield from paragraphs(account_lines(content), WIDTH)
    yield NOTICE.in_language(language)


def _table(acts: Sequence[Sequence[Case]], language: Language) -> Iterator[str]:
    rows = [_cells(case.row, language, first=case is act[0]) for act in acts for case in act]
    yield from table([header.in_language(language) for header, _ in COLUMNS], rows, [width for _, width in COLUMNS])


def _cells(row: Row, language: Language, *, first: bool) -> tuple[str, ...]:
    title = f"{row.title} ({row.part})" if row.part else row.title
    if row.sanction:
        title = f"{title} — {MAY_LEAD.in_language(language).format(row.sanction)}"
    left = "" if row.days_left is None else str(row.days_left)
    act = (row.official, row.act) if first else ("", "")
    return (*act, row.track, title, row.short_state, row.due, left, row.who_acts)


READ, EVALUATED, REJECTED = Text("baris dibaca", "rows read"), Text("dinilai", "evaluated"), Text("ditolak", "rejected")
OFFICIALS, FAILED = Text("pegawai dinilai", "officials evaluated"), Text("gagal dinilai", "failed")
EXEMPT_COUNT = Text("hal dikecualikan dari suatu kewajiban", "cases exempt from a duty")
UNREADABLE = Text("Tidak dapat dibaca, dan karena itu tidak dinilai", "Could not be read, and is therefore not evaluated")
NOT_EVALUATED = Text("Pegawai yang gagal dinilai", "Officials whose evaluation failed")
ROW, COLUMN = Text("baris", "row"), Text("kolom", "column")
MORE = Text("dan {} lainnya", "and {} more")
LEFT_OFF = Text("{} temuan lain tidak ditampilkan di sini.", "{} more findings are not shown here.")
KNOWN = Text(
    "{} temuan yang sudah ada di baseline tidak ditampilkan; {} temuan di baseline tidak ditemukan lagi.",
    "{} findings that the baseline has are left out; {} findings of the baseline are no longer found.",
)
DISPOSED = Text("{} temuan yang sudah ditindaklanjuti tidak ditampilkan", "{} findings with a disposition are left out")
EXPIRED = Text("TINDAK LANJUT KEDALUWARSA: {} temuan terbuka kembali", "EXPIRED DISPOSITIONS: {} findings are open again")
OUTGROWN = Text(
    "TINDAK LANJUT TIDAK BERLAKU LAGI: {} temuan kini lebih mendesak daripada saat ditindaklanjuti",
    "DISPOSITIONS THAT NO LONGER HOLD: {} findings need more attention than when they were disposed of",
)
UNUSED = Text(
    "{} tindak lanjut atau catatan menyangkut temuan yang tidak ada lagi.", "{} dispositions or notes are about findings that are gone."
)
UNTIL = Text("sampai {}", "until {}")


def account_lines(content: Content) -> Iterator[str]:
    """Yields the account of an audit: what was read, evaluated, rejected and failed, and each rejected place with its reason."""
    account, language = content.account, content.language
    parts = (
        (account.read, READ), (account.evaluated, EVALUATED), (account.rejected, REJECTED), (account.officials, OFFICIALS),
        (account.failed, FAILED), (account.exempt, EXEMPT_COUNT),
    )  # fmt: skip
    yield ", ".join(f"{number} {text.in_language(language)}" for number, text in parts if number is not None) + "."
    if account.problems:
        yield f"== {UNREADABLE.in_language(language)} ({len(account.problems) + account.problems_left_off})"
        yield from (f"- {problem_words(problem, language)}" for problem in account.problems)
    if account.problems_left_off:
        yield f"- {MORE.in_language(language).format(account.problems_left_off)}"
    if account.failed:
        yield f"== {NOT_EVALUATED.in_language(language)} ({account.failed})"
        yield from (f"- {official}: {code}" for official, code in account.failures)
        if account.failed > len(account.failures):
            yield f"- {MORE.in_language(language).format(account.failed - len(account.failures))}"


def left_off_lines(content: Content, also: int = 0) -> Iterator[str]:
    """Yields how many open findings are in the numbers and not listed; nothing where all are.

    Args:
        also: findings that this report leaves off itself.
    """
    left_off = sum(content.left_off.values()) + also
    if left_off:
        yield LEFT_OFF.in_language(content.language).format(left_off)


def follow_up_lines(content: Content) -> Iterator[str]:
    """Yields what earlier work took out of the list."""
    found, language = content.follow_up, content.language
    if found.gone is not None:
        yield KNOWN.in_language(language).format(sum(found.known.values()), found.gone)
    if found.disposed:
        each = ", ".join(f"{number} {decided_words(code).in_language(language)}" for code, number in found.disposed.items())
        yield f"{DISPOSED.in_language(language).format(sum(found.disposed.values()))}: {each}."
    if found.unused:
        yield UNUSED.in_language(language).format(len(found.unused))


def loud_lines(content: Content) -> Iterator[str]:
    """Yields which dispositions no longer take anything out, each with its place: nobody may overlook that."""
    found, language = content.follow_up, content.language
    for dispositions, text in ((found.expired, EXPIRED), (found.outgrown, OUTGROWN)):
        if dispositions:
            yield f"== {text.in_language(language).format(len(dispositions))}"
            yield from (f"- {disposition_words(one, language)}" for one in dispositions)


def disposition_words(one: Disposition, language: Language) -> str:
    """Returns where a disposition stands and until when it held, without the reason, which may speak of a person."""
    place = f"{one.where}, {ROW.in_language(language)} {one.line}" if one.line else one.where
    until = f" {UNTIL.in_language(language).format(one.expires.isoformat())}" if one.expires else ""
    return f"{place}: {one.official or '-'}: {decided_words(one.decided).in_language(language)}{until} ({one.finding})"


def problem_words(problem: Problem, language: Language) -> str:
    """Returns a rejected place as people find it in a spreadsheet (`Gifts, row 5, column C`), and the reason."""
    place = [problem.where]
    if problem.line:
        place.append(f"{ROW.in_language(language)} {problem.line}")
    if problem.column:
        place.append(f"{COLUMN.in_language(language)} {column_letters(problem.column)}")
    reason = f"{problem.message}; {problem.suggestion}" if problem.suggestion else problem.message
    return f"{', '.join(place)}: {problem.code}: {reason}"
