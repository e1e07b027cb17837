"""Deadlines and the state of a duty: met is judged by the earliest day it can be due, overdue by the latest.

May not know what the duty is. Working days come from the calendar in the world; outside its years there is no latest day.
"""

from __future__ import annotations

from datetime import date
from functools import reduce
from typing import Any

from integrityrules.decide.outcome import Duty, RouteState, State
from integrityrules.facts.calendar import WEEKDAYS, WorkCalendar
from integrityrules.facts.values import ONE_DAY, Truth, bounds, hull, ranged
from integrityrules.facts.world import Item, World
from integrityrules.language.functions import DEFAULT_CALENDAR, FUNCTIONS
from integrityrules.language.scope import Scope
from integrityrules.rulebook.program import Deadline, Route, Rule

Bound = tuple[Item | None, Item | None, Item | None]
"""The fact, its partner and the event a tree is run on."""


def duty_state(rule: Rule, scope: Scope, bound: Bound) -> Duty:
    """Returns the state of a duty, over all its routes, on the day the dossier is looked at."""
    routes = tuple([route_state(route, scope, bound) for route in rule.routes])
    last = routes[0] if len(routes) == 1 else max(routes, key=_closing)
    done = next((route.done for route in routes if route.kept), None)
    if done is None:
        done = next((route.done for route in routes if route.taken), None)
    left = _working_days_left(last, rule, scope.world)
    return Duty(_state(routes, scope.world.as_of), last.earliest, last.latest, done, left, routes)


def _closing(route: RouteState) -> tuple[date, date]:
    return (route.latest or date.max, route.earliest or date.max)


def route_state(route: Route, scope: Scope, bound: Bound) -> RouteState:
    """Returns how one route stands: when it closes, whether it was taken, and whether in time."""
    earliest, latest = bounds(due_day(route.deadline, scope, bound))
    done = route.done_on.run(scope, *bound) if route.done_on else None
    as_of = scope.world.as_of
    taken = _taken(done, as_of)
    kept: Truth = False
    if taken:
        first, last = bounds(done)
        in_time = route.deadline.form == "none_stated" or (earliest is not None and last <= earliest)
        late = first is not None and latest is not None and first > latest
        kept = True if in_time else False if late else None
    return RouteState(route.id, earliest, latest, done, taken, kept, latest is not None and as_of > latest)


def _taken(done: Any, as_of: date) -> Truth:
    """Tells whether an act was done up to `as_of`: no day is a blank, a day after it says that it was not."""
    first, last = bounds(done)
    if last is not None and last <= as_of:
        return True
    return False if first is not None and first > as_of else None


def _state(routes: tuple[RouteState, ...], as_of: date) -> State:
    """Returns the state of a duty: met by the first route kept, due until the last one closes."""
    if any(route.kept for route in routes):
        return "met"
    if any(route.kept is None for route in routes):
        return "met_undated"
    done_late = any(route.taken for route in routes)
    still_open = [route for route in routes if not route.closed]
    if any(_may_be_kept(route, as_of) for route in still_open):
        return "due"
    if still_open:
        return "met_undated" if done_late else "undated"
    if done_late:
        return "met_late"
    return "overdue" if all(route.taken is False for route in routes) else "unconfirmed"


def _may_be_kept(route: RouteState, as_of: date) -> bool:
    """Tells whether an open route's time has surely not run out; one without a latest day is past its floor or not known."""
    return route.latest is not None or (route.earliest is not None and as_of <= route.earliest)


def _working_days_left(route: RouteState, rule: Rule, world: World) -> int | None:
    """Returns the working days that surely remain until the earliest day the duty can be due."""
    if route.earliest is None or route.earliest < world.as_of:
        return None
    deadline = next(other.deadline for other in rule.routes if other.id == route.id)
    calendar = calendar_of(world, deadline.calendar or DEFAULT_CALENDAR)
    fewest: int | None = bounds(calendar.between(world.as_of, route.earliest))[0]
    return fewest


def calendar_of(world: World, id: str) -> WorkCalendar:
    """Returns a calendar of the world, or Monday to Friday (which gives only earliest days) where it has none of that name."""
    return world.calendars.get(id) or WEEKDAYS


def due_day(deadline: Deadline, scope: Scope, bound: Bound) -> Any:
    """Returns the last day on which a duty is done in time; a range where its start or the calendar is uncertain, `None` if unknown."""
    if deadline.form == "none_stated":
        return None
    if deadline.form == "on":
        due = _fixed_day(deadline, scope, bound)
    else:
        starts = [start.run(scope, *bound) for start in deadline.after]
        due = reduce(hull, [_after(deadline, start, scope, bound) for start in starts])
    if due is not None and deadline.if_holiday == "next_working_day":
        first, last = bounds(due)
        calendar = calendar_of(scope.world, deadline.calendar)
        due = calendar.add(ranged(None if first is None else first - ONE_DAY, None if last is None else last - ONE_DAY), 1)
    return due


def _after(deadline: Deadline, start: Any, scope: Scope, bound: Bound) -> Any:
    world = scope.world
    if start is None or world.is_later(start):
        return None
    if deadline.form == "before":
        return FUNCTIONS["add_days"].apply(world, start, -1)
    count = deadline.count.run(scope, *bound) if deadline.count else None
    if count is None:
        return None
    if deadline.form == "working_days":
        return calendar_of(world, deadline.calendar).add(start, count)
    return FUNCTIONS["add_months" if deadline.form == "months" else "add_days"].apply(world, start, count)


def _fixed_day(deadline: Deadline, scope: Scope, bound: Bound) -> Any:
    years = bounds(deadline.of.run(scope, *bound)) if deadline.of else (None, None)
    month, day = deadline.month_day or (12, 31)
    first, last = (None if year is None else date(year, month, day) for year in years)
    return ranged(first, last)
