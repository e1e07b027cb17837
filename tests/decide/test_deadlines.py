"""The state of a duty: nobody is late unless every reading of deadline and day says so."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from integrityrules.decide.deadlines import due_day, duty_state
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.values import Range, bounds, ranged
from integrityrules.facts.vocabulary import Text
from integrityrules.facts.world import Item, World
from integrityrules.language.scope import Compiled, Names, Scope
from integrityrules.language.tree import Literal_
from integrityrules.rulebook.program import Deadline, Route, Rule

FIRST = date(2026, 1, 5)
AS_OF = FIRST + timedelta(days=20)
STILL_TO_COME = Range(AS_OF + timedelta(days=1), None)


def constant(value: Any) -> Compiled:
    return Compiled(Literal_(value), lambda scope, fact, partner, event: value, Names("gift"))


def scope() -> Scope:
    calendar = WorkCalendar("asn", [2026], [date(2026, 1, 16)], [date(2026, 1, 20)])
    return Scope(World(VOCABULARY, AS_OF, {}, {}, {"asn": calendar}), AS_OF, True, {}, {}, {})


def duty(*routes: Route) -> Rule:
    return Rule(
        id="r", ruleset="t", version="1", digest="", layer="", kind="duty", title=Text("r", "r"), about="gift", track="reporting",
        bearer="official", executability="full", burden="open", cite=(), note=None, in_force=True, dated_by=None, raised_when=None,
        when=None, routes=routes,
    )  # fmt: skip


def route(due: Any, done: Any, id: str = "") -> Route:
    """A route due on a day or range (its last day), done on a day, a range, still to come, or with nothing said."""
    return Route(id, None, Deadline("days", constant(0), (constant(due),)), constant(done))


FACT = Item("gift", "g", {})


def state(*routes: Route) -> str:
    return duty_state(duty(*routes), scope(), (FACT, None, None)).state


days = st.integers(0, 30).map(lambda n: FIRST + timedelta(days=n))
ranges = st.tuples(days, days).map(lambda pair: ranged(min(pair), max(pair)))
past = st.integers(0, 20).map(lambda n: FIRST + timedelta(days=n))
done_days = st.one_of(
    st.none(), st.just(STILL_TO_COME), st.tuples(past, past).map(lambda pair: ranged(min(pair), max(pair)))
)  # fmt: skip


def true_state(due: date, done: date | None) -> str:
    """The state where everything is known: the day it is due, and the day it was done or that it was not."""
    if done is not None:
        return "met" if done <= due else "met_late"
    return "due" if due >= AS_OF else "overdue"


def readings(value: Any) -> list[date | None]:
    if value == STILL_TO_COME:
        return [None]
    if value is None:
        return [None, *(FIRST + timedelta(days=n) for n in range(21))]
    first, last = bounds(value)
    return [first + timedelta(days=n) for n in range((last - first).days + 1)]


@given(ranges, done_days)
def test_a_state_is_claimed_only_if_every_reading_gives_it(due: Any, done: Any) -> None:
    """Met, late and overdue are said only if they are true for every possible deadline and day; otherwise a milder word is used."""
    claimed = state(route(due, done))
    possible = {true_state(day, did) for day, did in product(readings(due), readings(done)) if day is not None}
    if claimed in ("met", "met_late", "overdue"):
        assert possible == {claimed}
    if claimed == "due":
        assert "due" in possible
    if claimed == "unconfirmed":
        assert done is None
    if claimed == "met_undated":
        assert done not in (None, STILL_TO_COME)


def test_a_duty_is_met_by_the_first_route_kept_and_due_until_the_last_closes() -> None:
    """Late on the short route leaves the duty due while the long one is open, and met once that one is kept."""
    short, long = FIRST + timedelta(days=4), FIRST + timedelta(days=25)
    late = FIRST + timedelta(days=6)
    assert state(route(short, late, "upg"), route(long, STILL_TO_COME, "kpk")) == "due"
    assert state(route(short, late, "upg"), route(long, None, "kpk")) == "due"
    assert state(route(short, short, "upg"), route(long, None, "kpk")) == "met"
    closed = FIRST + timedelta(days=10)
    assert state(route(short, late, "upg"), route(closed, None, "kpk")) == "met_late"
    assert state(route(short, STILL_TO_COME, "upg"), route(closed, STILL_TO_COME, "kpk")) == "overdue"
    assert state(route(short, STILL_TO_COME, "upg"), route(closed, None, "kpk")) == "unconfirmed"


def test_a_deadline_without_a_latest_day_is_never_overdue() -> None:
    """Past its earliest day a deadline of unknown end is undated; before it, due; done after it, not known to be in time."""
    unbounded = Range(AS_OF - timedelta(days=3), None)
    assert state(route(unbounded, STILL_TO_COME)) == "undated"
    assert state(route(unbounded, AS_OF - timedelta(days=1))) == "met_undated"
    assert state(route(unbounded, AS_OF - timedelta(days=3))) == "met"
    assert state(route(Range(AS_OF, None), None)) == "due"
    assert state(route(None, STILL_TO_COME)) == "undated"


def test_a_deadline_with_disputed_starts_covers_every_reading() -> None:
    """Two starts give the earlier as earliest and the later as latest day; an unknown one leaves it open."""
    run = (FACT, None, None)
    both = Deadline("days", constant(2), (constant(FIRST), constant(FIRST + timedelta(days=3))))
    assert due_day(both, scope(), run) == Range(FIRST + timedelta(days=2), FIRST + timedelta(days=5))
    assert due_day(Deadline("days", constant(2), (constant(FIRST), constant(None))), scope(), run) is None


def test_working_days_skip_holidays_and_leave_disputed_days_open() -> None:
    """Ten working days with a holiday and a disputed day between give two possible last days."""
    deadline = Deadline("working_days", constant(10), (constant(FIRST),), "asn")
    assert due_day(deadline, scope(), (FACT, None, None)) == Range(date(2026, 1, 20), date(2026, 1, 21))


def test_a_fixed_day_moves_to_the_next_working_day_only_where_the_rule_says_so() -> None:
    """31 January 2026 is a Saturday: it stays, or moves to Monday."""
    fixed = Deadline("on", month_day=(1, 31), of=constant(2026))
    moved = Deadline("on", month_day=(1, 31), of=constant(2026), calendar="asn", if_holiday="next_working_day")
    assert due_day(fixed, scope(), (FACT, None, None)) == date(2026, 1, 31)
    assert due_day(moved, scope(), (FACT, None, None)) == date(2026, 2, 2)


def test_before_means_the_day_before_at_the_latest() -> None:
    """A duty before a day can be done until the day before it."""
    assert due_day(Deadline("before", after=(constant(FIRST),)), scope(), (FACT, None, None)) == FIRST - timedelta(days=1)
