"""A finding as one row of words: what a compliance officer works through, in Indonesian or English.

May not decide, sort or lay out. Every report of findings reads these rows, so that text and workbook say the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from integrityrules.decide.consequences import PossibleSanction
from integrityrules.decide.finding import Finding
from integrityrules.decide.narrate import Language
from integrityrules.decide.outcome import Decision, State
from integrityrules.decide.questions import Question
from integrityrules.decide.wording import ADDRESSEES, BEARERS, EXECUTABILITY, SHORT_STATES, STATES, TRACKS, VERIFIED, WHY_ASKED
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.vocabulary import Text
from integrityrules.language.formats import kind_in_words
from integrityrules.rulebook.program import Citation

INSTEAD_OF = Text("sebagai pengganti {}", "in place of {}")
RANGE = Text("kisaran", "range")
NOT_SEEN = Text("letak pasal belum dilihat", "place not seen")
OFFICER, ASK = Text("petugas", "an officer"), Text("tanya {}", "ask {}")

TO_BE_DONE: frozenset[State] = frozenset({"due", "overdue"})
"""States in which the bearer of the duty can still act."""
OPEN: frozenset[State] = frozenset({"unconfirmed", "undetermined", "undated", "met_undated"})
"""States that an answer could change."""
DONE: frozenset[State] = frozenset({"met", "met_late", "met_undated"})
"""States in which no time is left or needed."""


@dataclass(frozen=True, slots=True)
class Row:
    """One finding in words.

    Args:
        official, agency: as the input names them.
        act: kind and id of the fact it is about.
        articles: each instrument with the place in it.
        part: of the act: the partner, the segment or the occurrence; else empty.
        short_state: the state in few words.
        who_acts: who must act now: the bearer, those to ask, or an officer; empty where nobody must.
        routes: where a duty can be met in several ways, each with the day it closes; else empty.
        days_left: working days that surely remain; `None` where it is done, the day has passed, or it cannot be said.
        sanction: possible sanctions; empty where the finding has none.
        unknown: for each addressee, what to ask.
        unless_shown: titles of the exemptions that would exempt, if what is missing were shown.
    """

    official: str
    agency: str
    act: str
    part: str
    rule: str
    title: str
    articles: tuple[str, ...]
    verified: str
    track: str
    bearer: str
    state_code: State
    state: str
    short_state: str
    who_acts: str
    due_on: date | None
    due_latest: date | None
    routes: tuple[str, ...]
    days_left: int | None
    sanction: str
    unknown: tuple[str, ...]
    unless_shown: str
    assumptions: str
    executability: str
    ruleset: str
    id: str

    @property
    def due(self) -> str:
        """The day it is due; where that is a range of days, its ends with two points between."""
        return span_words(self.due_on, self.due_latest)


def row_of(official: str, agency: str, finding: Finding, language: Language) -> Row:
    """Returns a finding in words; `official` and `agency` as the input names them, a pseudonym will do."""
    exemptions = {rule.id: rule.title for rule in finding.decision.rule.exemptions}
    return Row(
        official=official,
        agency=agency,
        act=act_of(finding.decision, language),
        part=part_of(finding),
        rule=finding.rule,
        title=finding.title.in_language(language),
        articles=tuple(citation_words(cite, language) for cite in finding.citations),
        verified=_each([VERIFIED[cite.verified].in_language(language) for cite in finding.citations]),
        track=", ".join(TRACKS[track].in_language(language) if track in TRACKS else track for track in finding.tracks),
        bearer=bearer_words(finding, language),
        state_code=finding.state,
        state=STATES[finding.state].in_language(language),
        short_state=SHORT_STATES[finding.state].in_language(language),
        who_acts=who_acts(finding, language),
        due_on=finding.due_on,
        due_latest=finding.due_latest,
        routes=tuple(route_words(finding, language)),
        days_left=None if finding.state in DONE else finding.working_days_left,
        sanction=sanction_words(finding.consequences, language),
        unknown=tuple(asked_words(finding.questions, language)),
        unless_shown=_each([exemptions[id].in_language(language) for id in finding.unless_shown if id in exemptions]),
        assumptions="; ".join(label_of(path.partition(".")[0], path.partition(".")[2], language) for path in finding.assumptions),
        executability=EXECUTABILITY[finding.executability].in_language(language),
        ruleset=f"{finding.ruleset} {finding.version}",
        id=finding.id,
    )


def span_words(first: date | None, last: date | None) -> str:
    """Returns a day, the ends of a range of days with two points between, or the empty string."""
    if first is None or first == last:
        return str(first or "")
    return f"{first}..{last or ''}"


def route_words(finding: Finding, language: Language) -> Iterator[str]:
    """Yields each way to meet a duty that has several, with the day by which it must be taken."""
    if finding.duty is None or len(finding.duty.routes) < 2:
        return
    titles = {route.id: route.title for route in finding.decision.rule.routes}
    for route in finding.duty.routes:
        title = titles[route.id]
        words = title.in_language(language) if title else route.id
        yield f"{words}: {span_words(route.earliest, route.latest) or '?'}"


def act_of(decision: Decision, language: Language) -> str:
    """Returns which fact a decision is about, by kind and id: `pemberian g1`."""
    return f"{kind_in_words(decision.fact.kind, language, VOCABULARY)} {decision.fact.id}"


def part_of(finding: Finding) -> str:
    """Returns which partner, segment or occurrence of its act a finding is about, or the empty string."""
    start, end = finding.segment
    segment = f"{start or ''}..{end or ''}" if start or end else ""
    return ", ".join(part for part in (f"+ {finding.partner}" if finding.partner else "", segment, str(finding.occurrence or "")) if part)


def bearer_words(finding: Finding, language: Language) -> str:
    return BEARERS[finding.bearer].in_language(language) if finding.bearer in BEARERS else finding.bearer


def who_acts(finding: Finding, language: Language) -> str:
    """Returns who must act now: the bearer while it can be done, those to ask while answers can change it, else an officer."""
    if finding.state == "met":
        return ""
    if finding.state in TO_BE_DONE:
        return bearer_words(finding, language)
    asked = [ADDRESSEES[question.asked_of].in_language(language) for question in finding.questions]
    if finding.state in OPEN and asked:
        return ASK.in_language(language).format(_each(asked))
    return OFFICER.in_language(language)


def citation_words(cite: Citation, language: Language) -> str:
    return place_words(cite.title, cite.at, language)


def place_words(title: Text, at: str, language: Language) -> str:
    """Returns the instrument and the place in it; a place nobody has seen is said to be so."""
    return f"{title.in_language(language)}, {NOT_SEEN.in_language(language) if at == 'not_seen' else at}"


def sanction_words(sanctions: Sequence[PossibleSanction], language: Language) -> str:
    """Returns the possible sanctions, each once; several that cannot yet be told apart are called a range."""
    titles = _each([possible.sanction.title.in_language(language) for possible in sanctions])
    if any(not possible.certain for possible in sanctions):
        return f"{RANGE.in_language(language)}: {titles}"
    return titles


def form_words(sanctions: Sequence[PossibleSanction], language: Language) -> str:
    """Returns the forms that the possible sanctions can take on their day, each once; one that stands in for another says for which."""
    forms = {form.id: form for possible in sanctions for form in possible.forms if form.title}
    said = []
    for form in forms.values():
        replaced = forms.get(form.instead_of)
        instead = (
            f" ({INSTEAD_OF.in_language(language).format(replaced.title.in_language(language))})" if replaced and replaced.title else ""
        )
        said.append((form.title.in_language(language) if form.title else form.id) + instead)
    return "; ".join(said)


def question_words(question: Question, language: Language) -> str:
    """Returns a question with whom to ask, its field, and why it is asked."""
    why, whom = WHY_ASKED[question.why].in_language(language), ADDRESSEES[question.asked_of].in_language(language)
    return f"{whom}: {question.text.in_language(language)} ({question.path}, {why})"


def asked_words(questions: Iterable[Question], language: Language) -> list[str]:
    """Returns one line for each addressee with the labels of what to ask them, in the order in which it is asked."""
    asked: dict[str, list[str]] = {}
    for question in questions:
        asked.setdefault(ADDRESSEES[question.asked_of].in_language(language), []).append(asked_label(question, language))
    return [f"{whom}: {_each(labels)}" for whom, labels in asked.items()]


def asked_label(question: Question, language: Language) -> str:
    """Returns what is asked for in few words: the field's label, or the question itself where it asks for completeness."""
    label = label_of(question.kind, question.field, language)
    return question.text.in_language(language) if label == question.field else label


def label_of(kind: str, field: str, language: Language) -> str:
    """Returns the label of a field, or its name where the vocabulary has none."""
    spec = VOCABULARY.kinds[kind].fields.get(field) if kind in VOCABULARY.kinds else None
    return spec.label.in_language(language) if spec else field


def _each(words: Sequence[str]) -> str:
    return "; ".join(dict.fromkeys(words))
