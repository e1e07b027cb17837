"""One evaluation as plain text: each finding with its legal basis, explanation and questions, then what is exempt.

May not decide. Shows declared values: it is for people with authority to see them.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from integrityrules.decide.evaluation import Evaluation
from integrityrules.decide.finding import Finding
from integrityrules.decide.narrate import Language
from integrityrules.decide.wording import STATES
from integrityrules.facts.vocabulary import Text
from integrityrules.report.rows import act_of, form_words, question_words, row_of
from integrityrules.report.table import paragraphs

WIDTH = 120
"""Characters in a line; only a word longer than that makes a longer one."""

NO_FINDINGS = Text("Tidak ada temuan.", "No findings.")
CLEARED = Text("Dikecualikan", "Exempt")
AS_FAR = Text("sejauh yang dinyatakan", "as far as declared")
FROM_WHAT = Text("dikecualikan dari “{}” karena “{}”", "exempt from “{}” because of “{}”")
NEXT = Text("Pertanyaan berikutnya", "Next question")
NEEDED = Text("Data yang diperlukan agar semuanya dapat ditentukan", "What would settle everything")
OTHERS = Text("Aturan lain yang dinilai", "Other rules considered")
LEFT_OUT = Text("Tidak dibaca karena terjadi setelah tanggal penilaian", "Not read because it is after the day of the evaluation")
BORNE, DUE, LEFT, ARTICLE, MAY_LEAD, ASSUMED, ASK = (
    Text("Kewajiban pada", "Borne by"), Text("Tenggat", "Due"), Text("sisa {} hari kerja", "{} working days left"),
    Text("Dasar hukum", "Legal basis"), Text("Kemungkinan sanksi", "Possible sanction"),
    Text("Dianggap berlaku terus", "Assumed to hold throughout"), Text("Tanyakan", "Ask"),
)  # fmt: skip
TO_REVIEW = Text("Sumber perlu ditinjau ulang", "Source in need of a fresh look")
REVIEW_BY = Text("{} (seharusnya ditinjau paling lambat {})", "{} (was to be looked at again by {})")
FORMS = Text("Bentuk yang mungkin", "Possible forms")
ROUTES = Text("Melalui salah satu jalur", "By either route")
NOTICE = Text(
    "Temuan adalah alasan bagi petugas untuk menelaah, bukan putusan.", "A finding is a reason for a person to look, never a verdict."
)


def evaluation_text(evaluation: Evaluation, language: Language = "id", *, full: bool = False) -> str:
    """Returns one evaluation as text, what needs action first.

    Args:
        full: explain every exemption and every clause, not only those that matter.
    """
    return "\n".join(paragraphs(_Lines(language, full).evaluation(evaluation), WIDTH)) + "\n"


class _Lines:
    """Says one evaluation in one language."""

    def __init__(self, language: Language, full: bool) -> None:
        self.language = language
        self.full = full

    def say(self, text: Text, *parts: object) -> str:
        return text.in_language(self.language).format(*parts)

    def evaluation(self, evaluation: Evaluation) -> Iterator[str]:
        for state, group in groupby(evaluation.findings, key=lambda finding: finding.state):
            yield f"== {self.say(STATES[state])}"
            for finding in group:
                yield from self.finding(evaluation.official, finding)
        if not evaluation.findings:
            yield self.say(NO_FINDINGS)
        yield from self.exempt(evaluation)
        if self.full:
            yield from self.others(evaluation)
        for heading, questions in ((NEXT, [evaluation.next_question]), (NEEDED, evaluation.needed)):
            asked = [question for question in questions if question is not None]
            if asked:
                yield f"== {self.say(heading)}"
                yield from (f"- {question_words(question, self.language)}" for question in asked)
        if evaluation.not_read:
            yield f"== {self.say(LEFT_OUT)}"
            yield from (f"- {kind} {id}" for kind, id in evaluation.not_read)
        yield ""
        yield self.say(NOTICE)

    def finding(self, official: str, finding: Finding) -> Iterator[str]:
        row = row_of(official, "", finding, self.language)
        yield f"- {row.act}{f' ({row.part})' if row.part else ''}: {row.title} [{row.rule}{f'; {row.track}' if row.track else ''}]"
        left = f" ({self.say(LEFT, row.days_left)})" if row.days_left is not None else ""
        facts = (
            (ARTICLE, f"{'; '.join(row.articles)} ({row.verified}; {row.ruleset})"), (BORNE, row.bearer), (DUE, row.due + left),
            (ROUTES, "; ".join(row.routes)),
            (MAY_LEAD, row.sanction), (FORMS, form_words(finding.consequences, self.language)), (ASSUMED, row.assumptions),
            (TO_REVIEW, "; ".join(self.say(REVIEW_BY, self.say(cite.title), cite.review_by) for cite in finding.outdated_sources)),
        )  # fmt: skip
        yield from (f"    {self.say(heading)}: {words}" for heading, words in facts if words)
        yield from (f"  {line}" for line in finding.narrate(self.language, full=self.full)[1:])
        if finding.questions:
            yield f"    {self.say(ASK)}:"
            yield from (f"      - {question_words(question, self.language)}" for question in finding.questions)

    def exempt(self, evaluation: Evaluation) -> Iterator[str]:
        exempt = [decision for decision in evaluation.decisions if decision.outcome == "exempt"]
        if exempt:
            yield f"== {self.say(CLEARED)}"
        for decision in exempt:
            because = "; ".join(rule.title.in_language(self.language) for rule in decision.rule.exemptions if rule.id in decision.by)
            note = f" ({self.say(AS_FAR)})" if decision.as_far_as_declared else ""
            words = self.say(FROM_WHAT, decision.rule.title.in_language(self.language), because)
            yield f"- {act_of(decision, self.language)}: {words}{note}"
            yield from (f"  {line}" for line in evaluation.narrate(decision, self.language, full=self.full)[1:])

    def others(self, evaluation: Evaluation) -> Iterator[str]:
        """Yields why the other rules in force found nothing: which clause failed, and by how much."""
        others = [decision for decision in evaluation.decisions if decision.outcome in ("does_not_apply", "not_raised")]
        if others:
            yield f"== {self.say(OTHERS)}"
        for decision in others:
            first, *below = evaluation.narrate(decision, self.language, full=True)
            yield f"- {act_of(decision, self.language)}: {first} [{decision.rule.id}]"
            yield from (f"  {line}" for line in below)
