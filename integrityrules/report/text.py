"""Findings as plain text: what needs action first, one official's acts with their tracks beneath, and what was left out.

May not decide. Plain characters only, so that it reads the same in a terminal, a log or an e-mail.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from integrityrules.batch import Audit
from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.narrate import Language
from integrityrules.decide.wording import STATES
from integrityrules.facts.vocabulary import Text
from integrityrules.report.rows import Row, question_words, row_of

HEADERS = (
    Text("Pejabat", "Official"), Text("Perihal", "Act"), Text("Aturan", "Rule"), Text("Kewajiban pada", "Borne by"),
    Text("Tenggat", "Due"), Text("Sisa hk", "Days left"), Text("Kemungkinan sanksi", "Possible sanction"),
    Text("Belum diketahui", "Unknown"),
)  # fmt: skip
NO_FINDINGS = Text("Tidak ada temuan.", "No findings.")
CLEARED = Text("Dikecualikan", "Exempt")
AS_FAR = Text("sejauh yang dinyatakan", "as far as declared")
FROM_WHAT = Text("{} dari “{}” karena {}", "{} from “{}” because of {}")
NEXT = Text("Pertanyaan berikutnya", "Next question")
NEEDED = Text("Data yang diperlukan agar semuanya dapat ditentukan", "What would settle everything")
LEFT_OUT = Text("Tidak dibaca karena setelah tanggal pemeriksaan", "Not read because it is after the day of the evaluation")
DUE, LEFT, ARTICLE, MAY_LEAD, ASSUMED = (
    Text("Tenggat", "Due"), Text("sisa {} hari kerja", "{} working days left"), Text("Dasar", "Legal basis"),
    Text("Kemungkinan sanksi", "Possible sanction"), Text("Anggapan", "Assumed to hold throughout"),
)  # fmt: skip
UNLESS = Text("Kecuali ditunjukkan", "Unless shown")
ASK = Text("Tanyakan", "Ask")
NOTICE = Text(
    "Temuan adalah alasan bagi petugas untuk melihat, bukan putusan.", "A finding is a reason for a person to look, never a verdict."
)


def evaluation_text(evaluation: Evaluation, language: Language = "id", *, full: bool = False) -> str:
    """Returns one evaluation as text: each finding with its legal basis, explanation and questions, then what is exempt.

    Args:
        full: explain every exemption, not only those that matter.
    """
    return "\n".join(_evaluation_lines(evaluation, language, full)) + "\n"


def _evaluation_lines(evaluation: Evaluation, language: Language, full: bool) -> Iterator[str]:
    rows = [row_of(evaluation.official, "", finding, language, full=full) for finding in evaluation.findings]
    for state, group in groupby(rows, key=lambda row: row.state):
        yield f"== {state}"
        for row in group:
            yield from _finding_lines(row, language)
    if not rows:
        yield NO_FINDINGS.in_language(language)
    yield from _exempt_lines(evaluation, language, full)
    for heading, questions in ((NEXT, [evaluation.next_question]), (NEEDED, evaluation.needed)):
        asked = [question for question in questions if question is not None]
        if asked:
            yield f"== {heading.in_language(language)}"
            yield from (f"  - {question_words(question, language)}" for question in asked)
    if evaluation.not_read:
        yield f"== {LEFT_OUT.in_language(language)}"
        yield from (f"  - {kind} {id}" for kind, id in evaluation.not_read)
    yield ""
    yield NOTICE.in_language(language)


def _finding_lines(row: Row, language: Language) -> Iterator[str]:
    yield f"- {row.act}: {row.title} [{row.rule}; {row.track}; {row.bearer}]"
    yield f"    {ARTICLE.in_language(language)}: {row.article} ({row.verified}; {row.ruleset})"
    if row.due_on:
        latest = f"..{row.due_latest or '?'}" if row.due_latest != row.due_on else ""
        left = f" ({LEFT.in_language(language).format(row.days_left)})" if row.days_left is not None else ""
        yield f"    {DUE.in_language(language)}: {row.due_on}{latest}{left}"
    for heading, words in ((MAY_LEAD, row.sanction), (UNLESS, row.unless_shown), (ASSUMED, row.assumptions)):
        if words:
            yield f"    {heading.in_language(language)}: {words}"
    yield from (f"    {line}" for line in row.explanation[1:])
    if row.unknown:
        yield f"    {ASK.in_language(language)}: {row.unknown}"


def _exempt_lines(evaluation: Evaluation, language: Language, full: bool) -> Iterator[str]:
    exempt = [decision for decision in evaluation.decisions if decision.outcome == "exempt"]
    if exempt:
        yield f"== {CLEARED.in_language(language)}"
    for decision in exempt:
        because = ", ".join(rule.title.in_language(language) for rule in decision.rule.exemptions if rule.id in decision.by)
        said = CLEARED.in_language(language).lower()
        words = FROM_WHAT.in_language(language).format(said, decision.rule.title.in_language(language), because)
        note = f" ({AS_FAR.in_language(language)})" if decision.as_far_as_declared else ""
        yield f"- {decision.fact.kind} {decision.fact.id}: {words}{note}"
        yield from (f"    {line}" for line in evaluation.narrate(decision, language, full=full)[1:])


def audit_text(audit: Audit, language: Language = "id") -> str:
    """Returns an audit as a table for each state, what needs action first, then the account of what was read."""
    return "\n".join(_audit_lines(audit, language)) + "\n"


def _audit_lines(audit: Audit, language: Language) -> Iterator[str]:
    rows = [row_of(one.official, one.agency, finding, language) for one, finding in audit.findings()]
    for code, group in groupby(rows, key=lambda row: row.state_code):
        found = list(group)
        yield f"== {STATES[code].in_language(language)} ({len(found)})"
        yield from _table([[header.in_language(language) for header in HEADERS], *(_cells(row) for row in found)])
        yield ""
    if not rows:
        yield NO_FINDINGS.in_language(language)
    yield from account_lines(audit, language)
    yield NOTICE.in_language(language)


def _cells(row: Row) -> list[str]:
    due = str(row.due_on or "-") + ("+" if row.due_on and row.due_latest != row.due_on else "")
    unknown = ", ".join(part.rsplit("[", 1)[-1].split(":", 1)[0] for part in row.unknown.split("; ") if "[" in part)
    return [row.official, row.act, row.title, row.bearer, due, str(row.days_left if row.days_left is not None else "-"), row.sanction, unknown]


WIDEST = 44


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yields rows in columns as wide as their widest cell, at most `WIDEST`; longer cells are cut with an ellipsis."""
    cut = [[cell if len(cell) <= WIDEST else f"{cell[: WIDEST - 1]}…" for cell in row] for row in rows]
    widths = [max(len(row[column]) for row in cut) for column in range(len(cut[0]))]
    for number, row in enumerate(cut):
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        if number == 0:
            yield "  ".join("-" * width for width in widths)


READ, EVALUATED, REJECTED = Text("baris dibaca", "rows read"), Text("dinilai", "evaluated"), Text("ditolak", "rejected")
OFFICIALS, FAILED = Text("pejabat dinilai", "officials evaluated"), Text("gagal dinilai", "failed")
EXEMPT_COUNT = Text("dikecualikan dari suatu kewajiban", "exempt from a duty")
UNREADABLE = Text("Baris yang tidak dapat dibaca", "Rows that could not be read")


def account_lines(audit: Audit, language: Language) -> Iterator[str]:
    """Yields the account of an audit: what was read, evaluated, rejected and failed, and each rejected place with its reason."""
    counts = audit.declarations.counts
    parts = (
        (READ, counts.read), (EVALUATED, counts.evaluated), (REJECTED, counts.rejected), (OFFICIALS, len(audit.audited)),
        (FAILED, len(audit.failed)), (EXEMPT_COUNT, sum(1 for _ in audit.exempt())),
    )  # fmt: skip
    yield ", ".join(f"{number} {text.in_language(language)}" for text, number in parts)
    if audit.rejected:
        yield f"== {UNREADABLE.in_language(language)} ({len(audit.rejected)})"
        yield from _listed(audit.rejected)
    yield from (f"  {failed.official}: {failed.code}" for failed in audit.failed)


def _listed(things: Iterable[object]) -> Iterator[str]:
    yield from (f"  {thing}" for thing in things)
