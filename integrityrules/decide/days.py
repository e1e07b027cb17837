"""On which days a rule is judged: the day of an act, the segments of a lasting fact, its yearly occurrences, its pairs.

May not know outcomes. The law is chosen by the day a rule is dated by, and never by the day the dossier is looked at.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from integrityrules.facts.values import ONE_DAY, Spells, bounds, earliest, latest, ranged
from integrityrules.facts.world import Item, World


class Segment(NamedTuple):
    """Some days in which neither law nor any attribute of the official changes.

    Attributes:
        day: the day or days, as a scope wants them; `None` if nothing is known of the day.
        sure: the fact lasts on these days for certain (always true for an act).
    """

    day: Any
    sure: bool = True


def changes(world: World, cuts: Sequence[date]) -> list[date]:
    """Returns the first days on which law or an attribute of the official may be new, in order."""
    days = set(cuts)
    if world.official is not None:
        for value in world.official.values.values():
            if value.__class__ is Spells:
                days.update(value.cuts())
    return sorted(days)


def split(first: date | None, last: date | None, days: Sequence[date]) -> Iterator[Any]:
    """Yields the pieces of a period between changes, in order; an open end stays open."""
    start = first
    index = 0 if start is None else bisect_right(days, start)
    while index < len(days) and (last is None or days[index] <= last):
        yield _piece(start, days[index] - ONE_DAY)
        start = days[index]
        index += 1
    yield _piece(start, last)


def _piece(start: date | None, end: date | None) -> Any:
    return ranged(start, end)


def act_segments(day: Any, as_of: date, days: Sequence[date]) -> list[Segment] | None:
    """Returns the segments in which an act may lie, or `None` if it is stated to be still to come.

    Args:
        day: when it happened: a day, a range, or `None` for some day up to `as_of`.
    """
    first, last = bounds(day)
    if first is not None and first > as_of:
        return None
    if first is not None and first == last:
        return [Segment(first)]
    last = as_of if last is None else min(last, as_of)
    return [Segment(piece) for piece in split(first, last, days)]


def span_segments(start: Any, end: Any, as_of: date, days: Sequence[date]) -> list[Segment]:
    """Returns the segments of a lasting fact up to `as_of`: those in which it surely lasted, and those in which it may have."""
    (first, latest_start), (earliest_end, latest_end) = bounds(start), bounds(end)
    last = as_of if latest_end is None else min(latest_end, as_of)
    if first is not None and first > last:
        return []
    sure_first, sure_last = latest_start, None if earliest_end is None else min(earliest_end, as_of)
    is_sure = sure_first is not None and sure_last is not None and sure_first <= sure_last
    if not is_sure:
        return [Segment(piece, False) for piece in split(first, last, days)]
    assert sure_first is not None
    assert sure_last is not None
    segments = []
    if first != sure_first:
        segments += [Segment(piece, False) for piece in split(first, sure_first - ONE_DAY, days)]
    segments += [Segment(piece) for piece in split(sure_first, sure_last, days)]
    if sure_last < last:
        segments += [Segment(piece, False) for piece in split(sure_last + ONE_DAY, last, days)]
    return segments


def shared_span(left: tuple[Any, Any], right: tuple[Any, Any]) -> tuple[Any, Any] | None:
    """Returns the days two spans share, ends as ranges where they are not known; `None` if they share none for certain."""
    start, end = latest(left[0], right[0]), earliest(left[1], right[1])
    first, last = bounds(start)[0], bounds(end)[1]
    return None if first is not None and last is not None and first > last else (start, end)


def occurrences(start: Any, end: Any, month_day: tuple[int, int], as_of: date, first_year: int) -> Iterator[tuple[date, bool]]:
    """Yields the yearly days inside a lasting fact up to `as_of`, and whether the fact surely lasted on each.

    Args:
        first_year: where the start is not known, the first year of any rule.
    """
    earliest, latest = bounds(start)[0], bounds(end)[1]
    for year in range(earliest.year if earliest else first_year, as_of.year + 1):
        day = date(year, *month_day)
        if day > as_of or (earliest and day < earliest) or (latest and day > latest):
            continue
        sure_start, sure_end = bounds(start)[1], bounds(end)[0]
        yield day, bool(sure_start and sure_start <= day and sure_end and day <= sure_end)


def occurrence_event(day: date) -> Item:
    """Returns what a condition reads as `occurrence`."""
    return Item("occurrence", day.isoformat(), {"on": day})
