"""A program: every rule as it stands in one period in which nothing changes. Data only; `decide` gives it its meaning.

May not know YAML or files. Built by `rulebook.compile`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from integrityrules.facts.values import Truth
from integrityrules.facts.vocabulary import Text
from integrityrules.language.scope import Compiled, Evaluator
from integrityrules.language.tree import Definition

Verified = Literal["confirmed", "one_source", "derived", "unverified", "disputed"]
Kind = Literal["duty", "prohibition", "indicator", "exemption", "definition", "consequence"]


@dataclass(frozen=True, slots=True)
class Citation:
    """An instrument, the place in it, and how well it was verified.

    Args:
        source: id of the instrument in the ruleset's sources.
        title: the instrument's short name in both languages.
        at: the place (`Pasal 2 ayat (3) huruf l`), or `not_seen`.
        review_by: the day after which what rests on it says that it needs a fresh look, or `None`.
    """

    source: str
    title: Text
    at: str
    verified: Verified
    review_by: date | None = None


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a duty is due.

    Args:
        form: `working_days`, `days`, `months` (`count` after each of `after`), `on` (a `month_day` of the year `of`), `before` (a day),
            or `none_stated`.
        count: a number, or a parameter.
        after: one start, or several where the start is disputed.
        calendar: id of the working-day calendar, or empty.
        if_holiday: what happens if the last day is no working day.
    """

    form: Literal["working_days", "days", "months", "on", "before", "none_stated"]
    count: Compiled | None = None
    after: tuple[Compiled, ...] = ()
    calendar: str = ""
    if_holiday: Literal["stays", "next_working_day"] = "stays"
    month_day: tuple[int, int] | None = None
    of: Compiled | None = None


@dataclass(frozen=True, slots=True)
class Route:
    """One way to fulfil a duty. A duty with a single deadline has one route with the empty id."""

    id: str
    title: Text | None
    deadline: Deadline
    done_on: Compiled | None


@dataclass(frozen=True, slots=True)
class SanctionForm:
    """One form a sanction can take, with its own period; `instead_of` names the form it stands in for."""

    id: str
    title: Text | None
    instead_of: str
    start: date | None
    end: date | None
    cite: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Sanction:
    """A level of sanction: `dated_by` is `as_of` or empty (the consequence's own day) and selects the forms shown."""

    id: str
    title: Text
    level: str
    dated_by: str
    forms: tuple[SanctionForm, ...]
    cite: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """One row of a consequence: the sanction that is possible where `when` cannot be ruled out."""

    when: Compiled | None
    sanction: Sanction
    cite: tuple[Citation, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One rule in one period, compiled.

    Args:
        id: as in the rule file, with `@layer` behind it where an agency layer made a second instance.
        in_force: true, or `None` between the ends of a start or end that is known only as a range.
        dated_by: what its day is read from; `None`: the day of the act, or the span of a lasting fact.
        partner: the collection each fact is paired with; its name is `names.partner` of the compiled trees.
        every: `(month, day)` of a yearly occurrence of a lasting fact, or `None`.
        agencies: for a layer's rule, the agencies it binds; else empty.
        exemptions: the exemptions that name this rule in this period.
        follows, if_state, only_for, choices: of a consequence.
        spelled: the official's spelled fields it reads, directly or through definitions and exemptions.
        plurals: the collections it reads, directly or through definitions and exemptions.
        reads_params: the parameters it reads, directly or through definitions and exemptions.
        reads_official: it reads a field of the official, directly or through definitions and exemptions.
        disputes: sources disagree about a part of what it reads.
        period: the first and last day it is in force, each a day, a range of days, or `None` for open.
        kept: what was worked out of the rule alone, whatever it is in force for; never anything of a dossier.
    """

    id: str
    ruleset: str
    version: str
    digest: str
    layer: str
    kind: Kind
    title: Text
    about: str
    track: str
    bearer: str
    executability: str
    burden: Literal["open", "official"]
    cite: tuple[Citation, ...]
    note: Text | None
    in_force: Truth
    dated_by: Compiled | None
    raised_when: Compiled | None
    when: Compiled | None
    partner: Compiled | None = None
    every: tuple[int, int] | None = None
    agencies: frozenset[str] = frozenset()
    routes: tuple[Route, ...] = ()
    exemptions: tuple[Rule, ...] = ()
    follows: frozenset[str] = frozenset()
    if_state: frozenset[str] = frozenset()
    only_for: Compiled | None = None
    choices: tuple[Choice, ...] = ()
    spelled: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()
    reads_params: frozenset[str] = frozenset()
    reads_official: bool = False
    disputes: bool = False
    period: tuple[Any, Any] = (None, None)
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Lane:
    """The rules that are about one kind, take their day from the same expression, and are judged once, yearly or by pairs alike.

    Args:
        key: stable text of what its rules share (`gift.received_on`, `every 12-31`, `with procurement_role.package.bids`, or empty).
        dated_by: the expression their day is read from, or `None` for the kind's own day or span.
        every: `(month, day)` of their yearly occurrence, or `None`.
        partner: the collection each fact is paired with, or `None`.
        rules: their ids in order, in force or not.
        triggers: the different triggers of its rules in any period, if each rule has one and none depends on the day; else `None`. Where
            none of them is true no rule of the lane is raised, whatever the day.
    """

    about: str
    key: str
    dated_by: Compiled | None
    every: tuple[int, int] | None
    partner: Compiled | None
    rules: tuple[str, ...]
    triggers: tuple[Compiled, ...] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Program:
    """All rules of one period.

    Args:
        start, end: first and last day, `None` for open.
        rules: duties, prohibitions and indicators by (about, lane key), in the order of their ids.
        consequences: by id of the rule they follow.
        surroundings: parameters and definitions by layer id; the empty id is the nation.
        kept: what was worked out of the program and its neighbour alone; never anything of a dossier.
    """

    start: date | None
    end: date | None
    rules: Mapping[tuple[str, str], tuple[Rule, ...]]
    consequences: Mapping[str, tuple[Rule, ...]]
    surroundings: Mapping[str, Surroundings]
    kept: dict[Any, Any] = field(default_factory=dict, init=False, repr=False)


@dataclass(frozen=True, slots=True, eq=False)
class Surroundings:
    """Parameters and definitions as one layer (empty id: the nation) has them in one period."""

    params: Mapping[str, Any]
    definitions: Mapping[tuple[str, str], tuple[Definition, ...]]
    compiled: Mapping[tuple[str, str], tuple[tuple[Evaluator, Evaluator | None], ...]]


__all__ = [
    "Choice", "Citation", "Deadline", "Kind", "Lane", "Program", "Route", "Rule", "Sanction", "SanctionForm", "Surroundings", "Verified",
]  # fmt: skip
