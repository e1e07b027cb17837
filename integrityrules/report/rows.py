"""A finding as one row of words: what a compliance officer works through, in Indonesian or English.

May not decide, sort or lay out. Every report of findings reads these rows, so that text, workbook and JSON say the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from integrityrules.decide.consequences import PossibleSanction
from integrityrules.decide.finding import Finding
from integrityrules.decide.narrate import Language
from integrityrules.decide.outcome import State
from integrityrules.decide.questions import Question
from integrityrules.decide.wording import ADDRESSEES, BEARERS, STATES, TRACKS, VERIFIED, WHY_ASKED
from integrityrules.facts.vocabulary import Text
from integrityrules.rulebook.program import Citation

RANGE = Text("kisaran", "range")
IN_FORCE_LAYER = Text("lapisan instansi", "agency layer")
NOT_SEEN = Text("tempat tidak terlihat", "place not seen")


@dataclass(frozen=True, slots=True)
class Row:
    """One finding in words.

    Args:
        official: id of the official as in the input.
        act: kind and id of the fact it is about, with the partner, segment or occurrence.
        days_left: working days that surely remain; `None` where the day has passed or cannot be said.
        sanction: possible sanctions; empty where the finding has none.
        unknown: what is missing, and whom to ask.
        explanation: why and why not, line by line, with declared values.
    """

    official: str
    agency: str
    act: str
    rule: str
    title: str
    article: str
    verified: str
    track: str
    bearer: str
    state_code: State
    state: str
    due_on: date | None
    due_latest: date | None
    days_left: int | None
    sanction: str
    unknown: str
    unless_shown: str
    assumptions: str
    executability: str
    explanation: tuple[str, ...]
    ruleset: str
    id: str


def row_of(official: str, agency: str, finding: Finding, language: Language, *, full: bool = False) -> Row:
    """Returns a finding in words.

    Args:
        official, agency: as the input names them; a pseudonym will do.
        full: explain every exemption, not only those that matter.
    """
    return Row(
        official=official,
        agency=agency,
        act=act_of(finding),
        rule=finding.rule,
        title=finding.title.in_language(language),
        article="; ".join(citation_words(cite, language) for cite in finding.citations),
        verified=_each([VERIFIED[cite.verified].in_language(language) for cite in finding.citations]),
        track=TRACKS[finding.track].in_language(language) if finding.track in TRACKS else finding.track,
        bearer=BEARERS[finding.bearer].in_language(language) if finding.bearer in BEARERS else finding.bearer,
        state_code=finding.state,
        state=STATES[finding.state].in_language(language),
        due_on=finding.due_on,
        due_latest=finding.due_latest,
        days_left=finding.working_days_left,
        sanction=sanction_words(finding.consequences, language),
        unknown="; ".join(question_words(question, language) for question in finding.questions),
        unless_shown=", ".join(finding.unless_shown),
        assumptions=", ".join(finding.assumptions),
        executability=finding.executability,
        explanation=tuple(finding.narrate(language, full=full)),
        ruleset=f"{finding.ruleset} {finding.version}",
        id=finding.id,
    )


def act_of(finding: Finding) -> str:
    """Returns which fact a finding is about: `gift g1`, with its partner, the segment or the occurrence where there is one."""
    act = f"{finding.fact_kind} {finding.fact}"
    if finding.partner:
        act += f" + {finding.partner}"
    start, end = finding.segment
    if start or end:
        act += f" ({start or '…'}..{end or '…'})"
    return f"{act} ({finding.occurrence})" if finding.occurrence else act


def citation_words(cite: Citation, language: Language) -> str:
    """Returns the instrument and the place in it; a place nobody has seen is said to be so."""
    place = NOT_SEEN.in_language(language) if cite.at == "not_seen" else cite.at
    return f"{cite.title.in_language(language)}, {place}"


def sanction_words(sanctions: Sequence[PossibleSanction], language: Language) -> str:
    """Returns the possible sanctions, each once; several that cannot yet be told apart are called a range."""
    titles = _each([possible.sanction.title.in_language(language) for possible in sanctions])
    if any(not possible.certain for possible in sanctions):
        return f"{RANGE.in_language(language)}: {titles}"
    return titles


def question_words(question: Question, language: Language) -> str:
    """Returns a question with its field, why it is asked and whom to ask."""
    why, whom = WHY_ASKED[question.why].in_language(language), ADDRESSEES[question.asked_of].in_language(language)
    return f"{question.text.in_language(language)} [{question.path}: {why}; {whom}]"


def _each(words: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(words))
