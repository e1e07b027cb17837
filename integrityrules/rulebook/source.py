"""What ruleset files say, as frozen values with positions: nothing checked against the vocabulary, nothing compiled.

May not know YAML nodes or programs. Read by `checks`, `typing`, `compile` and `lint`; written by `read`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any, Literal, TypeAlias

from integrityrules.errors import Problem
from integrityrules.facts.values import Range
from integrityrules.facts.vocabulary import Text
from integrityrules.language.tree import NOWHERE, Pos

KINDS = ("duty", "prohibition", "indicator", "exemption", "definition", "consequence")
TRACKS = ("reporting", "refusal", "ethics", "discipline", "procurement", "criminal")
BEARERS = ("official", "superior", "upg", "kpk", "appointing_authority", "agency", "regional_head", "bidder")
EXECUTABILITY = ("full", "over_reports", "under_reports", "human")
VERIFIED = ("confirmed", "one_source", "derived", "unverified", "disputed")
STATES = ("met", "met_late", "met_undated", "due", "overdue", "unconfirmed", "undated", "indicated", "review")
CONSEQUENCE_STATES = ("met_late", "overdue", "indicated")
PARAMETER_TYPES = ("money", "int", "percent", "codes", "scale")
UNITS = ("days", "working_days", "months", "years", "times", "hours", "degrees", "people")
SANCTION_LEVELS = ("none", "light", "medium", "serious")


@dataclass(frozen=True, slots=True)
class Expression:
    """A leaf as it was written, to be parsed by the condition language."""

    text: str
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class Period:
    """First and last day, both included; `None` is open, a `Range` of days where only that much is known."""

    start: date | Range[date] | None
    end: date | Range[date] | None = None
    pos: Pos = NOWHERE


ALWAYS = Period(None, None)
UNREAD = Period(date.max, date.max)
"""A period that could not be read: it covers nothing, so that no other check stumbles over it."""


@dataclass(frozen=True, slots=True)
class CitationSource:
    """An instrument by its key in `sources`, the place in it, and, where it was replaced, its period."""

    source: str
    at: str
    verified: str
    period: Period = ALWAYS
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class ClauseSource:
    """`{if: ..., label: ..., cite: ...}`."""

    item: ConditionSource
    label: Text | None
    cite: tuple[CitationSource, ...]
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class CombinedSource:
    """`all`, `any`, `none` or `disputed` over conditions."""

    combinator: Literal["all", "any", "none", "disputed"]
    items: tuple[ConditionSource, ...]
    pos: Pos = NOWHERE


ConditionSource: TypeAlias = Expression | CombinedSource | ClauseSource


@dataclass(frozen=True, slots=True)
class TotalSource:
    """`total: {sum, over, same, up_to, where}`."""

    summand: Expression
    over: Expression
    same: tuple[Expression, ...]
    up_to: Expression | None
    where: ConditionSource | None
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class DeadlineSource:
    """A deadline as written; see `program.Deadline` for the forms."""

    form: Literal["working_days", "days", "months", "on", "before", "none_stated"]
    count: Expression | None = None
    after: tuple[Expression, ...] = ()
    calendar: str = ""
    if_holiday: Literal["stays", "next_working_day"] = "stays"
    month_day: tuple[int, int] | None = None
    of: Expression | None = None
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class RouteSource:
    """One way to fulfil a duty; the single deadline of a duty is a route with the empty id."""

    id: str
    title: Text | None
    deadline: DeadlineSource
    done_on: Expression | None
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class Step:
    """One row of a scale: from `at_least` up to the next row, the sanction is `sanction`."""

    at_least: int
    sanction: str
    cite: tuple[CitationSource, ...]
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class ScaleSource:
    """`scale: {by: EXPRESSION, steps: [...]}` or `steps: params.NAME`."""

    by: Expression
    steps: tuple[Step, ...] | str
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class ChoiceSource:
    """One row of `choose`, or the single `sanction` of a consequence (then without `when`)."""

    when: ConditionSource | None
    sanction: str
    cite: tuple[CitationSource, ...]
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class RuleSource:
    """One rule with the defaults of its file filled in. Empty texts and tuples stand for keys that were left out."""

    id: str
    kind: str
    title: Text
    titled: bool
    about: str
    about_stated: bool
    cite: tuple[CitationSource, ...]
    in_force: Period
    track: str
    bearer: str
    executability: str
    burden: str
    note: Text | None
    replaces: tuple[str, ...]
    dated_by: Expression | None = None
    raised_when: ConditionSource | None = None
    when: ConditionSource | None = None
    partner: tuple[str, Expression] | None = None
    every: tuple[int, int] | None = None
    routes: tuple[RouteSource, ...] = ()
    exempts: tuple[Expression, ...] = ()
    defines: Expression | None = None
    value: Expression | TotalSource | None = None
    follows: tuple[Expression, ...] = ()
    if_state: tuple[str, ...] = ()
    only_for: ConditionSource | None = None
    choices: tuple[ChoiceSource, ...] = ()
    scale: ScaleSource | None = None
    about_pos: Pos = NOWHERE
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class ParameterValue:
    """One dated value: rupiah, a number, basis points, a set of codes, the steps of a scale; `None` where the law sets none."""

    period: Period
    value: Any
    cite: tuple[CitationSource, ...]
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class ParameterSource:
    """A parameter; `type` and `title` may be empty in a layer, which then overrides one of the same name."""

    name: str
    type: str
    of: str
    unit: str
    stricter: str
    title: Text
    values: tuple[ParameterValue, ...]
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class SanctionFormSource:
    id: str
    title: Text | None
    instead_of: str
    period: Period
    cite: tuple[CitationSource, ...]
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class SanctionSource:
    id: str
    level: str
    title: Text
    dated_by: str
    forms: tuple[SanctionFormSource, ...]
    cite: tuple[CitationSource, ...]
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class SourceDoc:
    """An instrument of law or other document that rules cite."""

    id: str
    title: Text
    citation: str
    urls: tuple[str, ...]
    review_by: date | None
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class NotEncodedSource:
    """A place of which a ruleset says that no rule encodes it, and why.

    Args:
        source: key of the instrument in `sources`.
        at: the place, as citations write it, or `not_seen` for the instrument as a whole.
        partly: rules encode a part of it, and `why` speaks of the rest.
    """

    source: str
    at: str
    why: Text
    partly: bool = False
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class LayerSource:
    """What an agency's ruleset adds to another, for whom and when."""

    of: str
    agencies: tuple[str, ...]
    period: Period
    cite: tuple[CitationSource, ...]
    pos: Pos = NOWHERE


@dataclass(frozen=True, slots=True)
class RulesetSource:
    """Everything the files of one ruleset say.

    Args:
        digest: SHA-256 over its files (see `lock.digest_files`).
        not_encoded: places in the sources that it leaves out, in the order of the file.
        problems: what could not be read; `Rulebook` raises them together with its own.
    """

    id: str
    version: str
    title: Text
    status: str
    layer: LayerSource | None
    sources: Mapping[str, SourceDoc]
    parameters: Mapping[str, ParameterSource]
    sanctions: Mapping[str, SanctionSource]
    rules: tuple[RuleSource, ...]
    digest: str
    pos: Pos = NOWHERE
    problems: tuple[Problem, ...] = ()
    files: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), repr=False)
    not_encoded: tuple[NotEncodedSource, ...] = ()


def conditions_of(rule: RuleSource) -> Iterator[ConditionSource]:
    """Yields the conditions of a rule that may hold clauses with words and citations of their own."""
    total = rule.value.where if isinstance(rule.value, TotalSource) else None
    choices = (choice.when for choice in rule.choices)
    yield from (condition for condition in (rule.raised_when, rule.when, rule.only_for, total, *choices) if condition is not None)


def clauses_of(condition: ConditionSource) -> Iterator[ClauseSource]:
    """Yields every clause with words of its own, outermost first."""
    if isinstance(condition, ClauseSource):
        yield condition
        yield from clauses_of(condition.item)
    elif isinstance(condition, CombinedSource):
        for item in condition.items:
            yield from clauses_of(item)


def citations_of(rule: RuleSource) -> Iterator[CitationSource]:
    """Yields every citation in a rule: its own, of its clauses, of its choices and of its scale."""
    yield from rule.cite
    for condition in conditions_of(rule):
        for clause in clauses_of(condition):
            yield from clause.cite
    for choice in rule.choices:
        yield from choice.cite
    if rule.scale is not None and not isinstance(rule.scale.steps, str):
        for step in rule.scale.steps:
            yield from step.cite


def all_citations(source: RulesetSource) -> Iterator[CitationSource]:
    """Yields every citation of a ruleset, in no particular order."""
    for rule in source.rules:
        yield from citations_of(rule)
    for parameter in source.parameters.values():
        for value in parameter.values:
            yield from value.cite
    for sanction in source.sanctions.values():
        yield from sanction.cite
        for form in sanction.forms:
            yield from form.cite
    if source.layer is not None:
        yield from source.layer.cite


def all_places(source: RulesetSource) -> Iterator[CitationSource | NotEncodedSource]:
    """Yields every place of an instrument that a ruleset names: those it cites, and those it says it leaves out."""
    yield from all_citations(source)
    yield from source.not_encoded
