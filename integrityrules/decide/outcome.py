"""The words of a decision: outcomes, states, and a decision as it comes out of `decide`.

May not decide anything. Plain data.
"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal, NamedTuple

from integrityrules.facts.values import Truth
from integrityrules.facts.world import Item
from integrityrules.language.scope import Scope
from integrityrules.rulebook.program import Rule

Outcome = Literal["applies", "exempt", "does_not_apply", "undetermined", "not_raised", "not_in_force"]
State = Literal["overdue", "indicated", "unconfirmed", "met_late", "review", "undetermined", "undated", "due", "met_undated", "met", ""]

ATTENTION: tuple[State, ...] = (
    "overdue", "indicated", "unconfirmed", "met_late", "review", "undetermined", "undated", "due", "met_undated", "met",
)  # fmt: skip
"""States in the order in which a person should look at them."""


def is_at_or_above(state: State, limit: str) -> bool:
    """Tells whether a state stands at or before `limit`, one of `ATTENTION`, in the order of attention."""
    return ATTENTION.index(state) <= [*ATTENTION].index(limit)  # type: ignore[arg-type]


Reason = Literal["legal_start", "versions_differ", "span_uncertain", "partner_uncertain"]
"""Why an outcome is undetermined although the condition may be known."""


class RouteState(NamedTuple):
    """One route of a duty on the day it is looked at.

    Attributes:
        id: of the route; empty for a duty's only one.
        earliest, latest: the first and last day its deadline can fall on; `None` where it cannot be said.
        done: the day it was done as stated: a day, a range (one that opens after `as_of` says it was not done), or `None`.
        taken: done for certain; `False` if it is stated (or declared in full) that it was not; `None` if nothing says.
        kept: done in time; `None` where it was done but that is not settled.
        closed: its time has run out for certain.
    """

    id: str
    earliest: date | None
    latest: date | None
    done: Any
    taken: Truth
    kept: Truth
    closed: bool


class Duty(NamedTuple):
    """The state of a duty and the routes behind it.

    Attributes:
        earliest, latest: of the route that closes last.
        done: the day of the route that met it (or, late, of the first one done), else `None`.
        working_days_left: until the earliest due day, 0 on it; `None` if it has passed or cannot be said.
    """

    state: State
    earliest: date | None
    latest: date | None
    done: Any
    working_days_left: int | None
    routes: tuple[RouteState, ...]


class Decision(NamedTuple):
    """What one rule says about one fact (or pair, segment, occurrence).

    Attributes:
        day: the day (or range of days) whose law was used; `None` where it is not known at all.
        start, end: the segment of a lasting fact, `None` for an act; `end` is `None` where it goes on.
        occurrence: the day of a yearly occurrence, else `None`.
        as_far_as_declared: decided over what was declared; more may exist.
        by: the exemptions that exempt.
        unless_shown: the exemptions that would, if what is missing were shown.
        reason: why it is undetermined besides its condition, or empty.
        scope: the surroundings it was decided in, for its explanation.
        event: the occurrence as the condition reads it.
    """

    rule: Rule
    fact: Item
    partner: Item | None
    day: Any
    start: date | None
    end: date | None
    occurrence: date | None
    outcome: Outcome
    state: State
    as_far_as_declared: bool
    by: tuple[str, ...]
    unless_shown: tuple[str, ...]
    duty: Duty | None
    reason: Reason | Literal[""]
    scope: Scope
    event: Item | None


class Verdict(NamedTuple):
    """The bare answer of one rule in one scope, before days and duties."""

    outcome: Outcome
    as_far_as_declared: bool = False
    by: tuple[str, ...] = ()
    unless_shown: tuple[str, ...] = ()
    reason: Reason | Literal[""] = ""
