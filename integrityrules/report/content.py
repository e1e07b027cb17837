"""What the reports of an audit say, in words and numbers, whether it was run in memory or in columns.

May not decide, read, or lay anything out. Totals are over everything that is open; cases may be fewer: `left_off` says how many are not
among them, so that nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from integrityrules.decide.narrate import Language, Told
from integrityrules.decide.outcome import ATTENTION, State, is_at_or_above
from integrityrules.errors import Problem
from integrityrules.report.rows import TO_BE_DONE, Row
from integrityrules.tables.dispositions import Disposition

Standing = Literal["new", "worse", "known"]
"""What a finding is beside a baseline: not in it, in it with a state that needs less attention, or in it as it is."""


class Count(NamedTuple):
    """How many findings, and how many officials (or, of what no official stated, facts) they are about."""

    findings: int
    officials: int


Groups = Mapping[str, Mapping[State, Count]]


@dataclass(frozen=True, slots=True)
class Totals:
    """Numbers over every finding that is open.

    Args:
        findings, acts, officials: how many of each; an act is one fact of one official, or one of a register.
        by_state: for each state that some finding has.
        by_agency: for each agency as declared, `""` where none is.
        by_topic: for each id of a ruleset.
        by_track: for each track; of a finding with several, their codes with commas between.
        due: what is still to be done, by the Monday of the week in which it is due.
    """

    findings: int = 0
    acts: int = 0
    officials: int = 0
    by_state: Mapping[State, Count] = field(default_factory=dict)
    by_agency: Groups = field(default_factory=dict)
    by_topic: Groups = field(default_factory=dict)
    by_track: Groups = field(default_factory=dict)
    due: Mapping[date, Count] = field(default_factory=dict)

    def reaches(self, state: str) -> bool:
        """Tells whether a finding is at or above a state in the order of attention."""
        return any(is_at_or_above(found, state) for found, count in self.by_state.items() if count.findings)


class Tally:
    """Adds findings up to totals, one at a time, in any order."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], tuple[list[int], set[str]]] = {}
        self._acts: set[tuple[str, str]] = set()

    def add(self, *, official: str, agency: str, act: str, topic: str, tracks: Sequence[str], state: State, due_on: date | None) -> None:
        """Adds one finding.

        Args:
            official: id of the official; empty where a register says it by itself.
            act: what tells the fact apart from every other of that official.
            tracks: codes of its tracks.
        """
        self._acts.add((official, act))
        groups = [("all",), ("state", state), ("agency", agency, state), ("topic", topic, state), ("track", ",".join(tracks), state)]
        if state == "due" and due_on is not None:
            groups.append(("due", monday(due_on).isoformat()))
        for group in groups:
            numbers, who = self._seen.setdefault(group, ([0], set()))
            numbers[0] += 1
            who.add(official or f"\0{act}")

    def totals(self) -> Totals:
        """Returns the totals of what was added."""
        counts = {group: Count(numbers[0], len(who)) for group, (numbers, who) in self._seen.items()}
        every = counts.get(("all",), Count(0, 0))
        return Totals(
            findings=every.findings,
            acts=len(self._acts),
            officials=len({official for official, _ in self._acts if official}),
            by_state={state: counts["state", state] for state in ATTENTION if ("state", state) in counts},
            by_agency=_grouped(counts, "agency"),
            by_topic=_grouped(counts, "topic"),
            by_track=_grouped(counts, "track"),
            due={date.fromisoformat(group[1]): counts[group] for group in sorted(counts) if group[0] == "due"},
        )


def _grouped(counts: Mapping[tuple[str, ...], Count], kind: str) -> Groups:
    names = sorted({group[1] for group in counts if group[0] == kind})
    return {name: {state: counts[kind, name, state] for state in ATTENTION if (kind, name, state) in counts} for name in names}


def monday(day: date) -> date:
    """Returns the Monday of the week a day lies in."""
    return day - timedelta(days=day.weekday())


class SheetCount(NamedTuple):
    """Rows of one kind of table: `read` is always `evaluated` and `rejected` together."""

    sheet: str
    read: int
    evaluated: int
    rejected: int


@dataclass(frozen=True, slots=True)
class Account:
    """What became of everything that was read.

    Args:
        read, evaluated, rejected: rows; `read` is always the other two together.
        officials: whose dossiers were evaluated.
        exempt: cases in which something is exempt from a rule; `None` where nobody counted them.
        sheets: the same rows for each kind of table.
        problems: places that could not be read, with reasons; at most as many as a person would look at.
        problems_left_off: how many more there are.
        failed: how many dossiers could not be evaluated.
        failures: officials and codes of those, at most as many as a person would look at.
    """

    read: int
    evaluated: int
    rejected: int
    officials: int
    exempt: int | None = None
    sheets: tuple[SheetCount, ...] = ()
    problems: tuple[Problem, ...] = ()
    problems_left_off: int = 0
    failed: int = 0
    failures: tuple[tuple[str, str], ...] = ()

    @property
    def is_complete(self) -> bool:
        """Tells whether every row was read and every dossier evaluated."""
        return not (self.rejected or self.problems or self.problems_left_off or self.failed)


class Article(NamedTuple):
    """An instrument and the place in it, in words, and the code of how well it was verified."""

    words: str
    verified: str


class Asked(NamedTuple):
    """A question in words: whom to ask, what, why (missing, known as a range, ...), and its place in the data."""

    whom: str
    text: str
    why: str
    path: str


@dataclass(frozen=True, slots=True)
class Case:
    """One finding with all that a person needs to work on it.

    Args:
        row: the finding in words.
        topic: id of its ruleset.
        tracks: codes of its tracks.
        bearer: code of who owes it.
        articles: what it rests on.
        questions: what is missing, each with whom to ask.
        explanation: each clause, whether it holds, and the values behind it, unless values are to be left out.
        forms: the forms a possible sanction can take.
        standing: beside the baseline, if there is one.
        disposition: what an officer recorded about it, if anything.
        stands: the disposition holds on the day of the audit, for the state the finding is in.
    """

    row: Row
    topic: str
    tracks: tuple[str, ...]
    bearer: str
    articles: tuple[Article, ...]
    questions: tuple[Asked, ...]
    explanation: tuple[Told, ...] = ()
    forms: str = ""
    standing: Standing = "new"
    disposition: Disposition | None = None
    stands: bool = False

    @property
    def is_open(self) -> bool:
        """Tells whether somebody must still look at it: not known from the baseline, nor disposed of."""
        return self.standing != "known" and not self.stands


@dataclass(frozen=True, slots=True)
class Exempt:
    """One thing that is exempt from a rule, and because of what."""

    official: str
    act: str
    title: str
    because: str
    as_far_as_declared: bool
    explanation: tuple[Told, ...] = ()


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What earlier work takes out of the list, and what it no longer does.

    Args:
        known: by state, findings left out because the baseline has them.
        gone: findings of the baseline that are no longer found; `None` without a baseline.
        disposed: by disposition, findings left out because of it.
        expired: dispositions that no longer hold because their day has passed.
        outgrown: dispositions that no longer hold because their finding has come to need more attention.
        unused: dispositions and notes whose finding is not there any more.
    """

    known: Mapping[State, int] = field(default_factory=dict)
    gone: int | None = None
    disposed: Mapping[str, int] = field(default_factory=dict)
    expired: tuple[Disposition, ...] = ()
    outgrown: tuple[Disposition, ...] = ()
    unused: tuple[Disposition, ...] = ()

    @property
    def takes_out(self) -> bool:
        """Tells whether there is any earlier work, so that not everything that was found is open."""
        return self.gone is not None or bool(self.disposed)


class Topic(NamedTuple):
    """A ruleset: its id, its version and its title in words."""

    id: str
    version: str
    title: str


@dataclass(frozen=True, slots=True)
class Content:
    """Everything the reports of one audit say.

    Args:
        as_of: the day it was made for.
        language: of every text in it.
        account: what was read.
        totals: over every open finding.
        cases: findings in the order of attention, then of the day they are due, also those that are not open.
        left_off: by state, open findings that are in the totals and not among the cases.
        exempt: what is exempt from a rule.
        follow_up: what earlier work takes out.
        topics: the rulesets it was evaluated against.
        has_values: explanations hold what was declared; it is for people with authority to see that.
    """

    as_of: date
    language: Language
    account: Account
    totals: Totals
    cases: tuple[Case, ...] = ()
    left_off: Mapping[State, int] = field(default_factory=dict)
    exempt: tuple[Exempt, ...] = ()
    follow_up: FollowUp = FollowUp()
    topics: tuple[Topic, ...] = ()
    has_values: bool = False

    def without_values(self) -> Content:
        """Returns the same without anything that was declared in explanations."""
        if not self.has_values:
            return self
        return replace(
            self,
            cases=tuple(replace(case, explanation=bare(case.explanation)) for case in self.cases),
            exempt=tuple(replace(one, explanation=bare(one.explanation)) for one in self.exempt),
            has_values=False,
        )

    def open_cases(self) -> Iterator[Case]:
        """Yields the cases that somebody must still look at."""
        return (case for case in self.cases if case.is_open)


def bare(lines: Iterable[Told]) -> tuple[Told, ...]:
    """Returns the lines of an explanation without anything that was declared."""
    return tuple(line.without_values() for line in lines)


def acts_of(cases: Sequence[Case]) -> list[list[Case]]:
    """Returns the cases of each act together, in the order of attention of their first, then of their nearest open deadline."""
    acts: dict[tuple[str, str], list[Case]] = {}
    for case in cases:
        acts.setdefault((case.row.official, case.row.act), []).append(case)
    return sorted(acts.values(), key=_urgency)


def _urgency(act: Sequence[Case]) -> tuple[int, date]:
    deadlines = [case.row.due_on for case in act if case.row.state_code in TO_BE_DONE and case.row.due_on]
    return ATTENTION.index(act[0].row.state_code), min(deadlines, default=date.max)


def acts_by_state(cases: Sequence[Case]) -> Iterator[tuple[State, list[list[Case]]]]:
    """Yields the acts under the state of their most urgent case."""
    for state, group in groupby(acts_of(cases), key=lambda act: act[0].row.state_code):
        yield state, list(group)
