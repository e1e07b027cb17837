"""An audit as plain text: one row per act with its tracks beneath, what needs action first, then the account of what was read.

May not decide, nor show declared values: ids, titles, states and deadlines only.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from integrityrules.batch import Audit
from integrityrules.decide.narrate import Language
from integrityrules.decide.outcome import ATTENTION
from integrityrules.decide.wording import STATES
from integrityrules.errors import Problem
from integrityrules.facts.vocabulary import Text
from integrityrules.language.formats import day_in_words
from integrityrules.report.rows import TO_BE_DONE, Row, row_of
from integrityrules.report.table import paragraphs, table
from integrityrules.report.text import NO_FINDINGS, NOTICE
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


def audit_text(audit: Audit, language: Language = "id") -> str:
    """Returns an audit as text: each act once, under the state of its most urgent track, the nearest deadline first."""
    return "\n".join(_lines(audit, language)) + "\n"


def _lines(audit: Audit, language: Language) -> Iterator[str]:
    acts = acts_of(audit, language)
    rows = [row for act in acts for row in act]
    yield AS_OF.in_language(language).format(day_in_words(audit.as_of, language), len(rows), len(acts))
    counts = Counter(row.state_code for row in rows)
    yield from (f"{counts[state]:6}  {STATES[state].in_language(language)}" for state in ATTENTION if counts[state])
    yield ""
    for state, group in groupby(acts, key=lambda act: act[0].state_code):
        found = list(group)
        yield f"== {STATES[state].in_language(language)} ({ACTS.in_language(language).format(len(found))})"
        yield from _table(found, language)
        yield ""
    if not rows:
        yield NO_FINDINGS.in_language(language)
    if any(".." in row.due for row in rows):
        yield UNCERTAIN.in_language(language)
    yield from paragraphs(account_lines(audit, language), WIDTH)
    yield NOTICE.in_language(language)


def acts_of(audit: Audit, language: Language) -> list[list[Row]]:
    """Returns the findings of each act together, in the order of attention of their first, then of their nearest open deadline."""
    acts: dict[tuple[str, str], list[Row]] = {}
    for one, finding in audit.findings():
        row = row_of(one.official, one.agency, finding, language)
        acts.setdefault((row.official, row.act), []).append(row)
    return sorted(acts.values(), key=_urgency)


def _urgency(act: Sequence[Row]) -> tuple[int, date]:
    deadlines = [row.due_on for row in act if row.state_code in TO_BE_DONE and row.due_on]
    return ATTENTION.index(act[0].state_code), min(deadlines, default=date.max)


def _table(acts: Sequence[Sequence[Row]], language: Language) -> Iterator[str]:
    rows = [_cells(row, language, first=row is act[0]) for act in acts for row in act]
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


def account_lines(audit: Audit, language: Language) -> Iterator[str]:
    """Yields the account of an audit: what was read, evaluated, rejected and failed, and each rejected place with its reason."""
    counts = audit.declarations.counts
    parts = (
        (counts.read, READ), (counts.evaluated, EVALUATED), (counts.rejected, REJECTED), (len(audit.audited), OFFICIALS),
        (len(audit.failed), FAILED), (sum(1 for _ in audit.exempt()), EXEMPT_COUNT),
    )  # fmt: skip
    yield ", ".join(f"{number} {text.in_language(language)}" for number, text in parts) + "."
    if audit.rejected:
        yield f"== {UNREADABLE.in_language(language)} ({len(audit.rejected)})"
        yield from (f"- {problem_words(problem, language)}" for problem in audit.rejected)
    if audit.failed:
        yield f"== {NOT_EVALUATED.in_language(language)} ({len(audit.failed)})"
        yield from (f"- {failed.official}: {failed.code}" for failed in audit.failed)


def problem_words(problem: Problem, language: Language) -> str:
    """Returns a rejected place as people find it in a spreadsheet (`Gifts, row 5, column C`), and the reason."""
    place = [problem.where]
    if problem.line:
        place.append(f"{ROW.in_language(language)} {problem.line}")
    if problem.column:
        place.append(f"{COLUMN.in_language(language)} {column_letters(problem.column)}")
    reason = f"{problem.message}; {problem.suggestion}" if problem.suggestion else problem.message
    return f"{', '.join(place)}: {problem.code}: {reason}"
