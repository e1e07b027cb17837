"""Working days: Monday to Friday less the listed holidays, with two readings where a day is disputed.

May not know which days are holidays: that is data (`rulesets/.../calendar-*.yaml`). Bounds are certain, whatever is not known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from integrityrules.facts.values import ONE_DAY, bounds, ranged


class WorkCalendar:
    """The working days of some years, and Monday to Friday as the floor outside them.

    Args:
        id: name used in conditions and deadlines (`asn`).
        years: the years whose holidays are listed.
        holidays: days off for certain.
        disputed: days of which sources disagree whether they are off.
        digest: of the data it was read from; empty for one built in code.
    """

    def __init__(self, id: str, years: Iterable[int], holidays: Iterable[date], disputed: Iterable[date] = (), digest: str = "") -> None:
        self.id = id
        self.years = frozenset(years)
        self.holidays = frozenset(holidays)
        self.disputed = frozenset(disputed) - self.holidays
        self.digest = digest
        listed = [day for year in sorted(self.years) for day in _days_of(year) if day.weekday() < 5 and day not in self.holidays]
        self._most = listed
        self._fewest = [day for day in listed if day not in self.disputed]

    def add(self, start: Any, count: int) -> Any:
        """Returns the day `count` working days after `start`, which is itself not counted (day 0).

        A range of days if the start, a disputed day or a year without data leaves it open; without a latest day if the listed years
        do not reach far enough.

        Args:
            start: a day or a `Range` of days; `None` gives `None`.
            count: 0 or more; 0 returns `start`.
        """
        if start is None or count == 0:
            return start
        first, last = bounds(start)
        earliest = None if first is None else self._step(first, count, self._most)
        if earliest is None and first is not None:
            earliest = _weekdays_after(first, count)
        latest = None if last is None else self._step(last, count, self._fewest)
        return ranged(earliest, latest)

    def between(self, start: Any, end: Any) -> Any:
        """Returns how many working days lie after `start` up to and including `end`; a range where it is open, negative never."""
        if start is None or end is None:
            return None
        (a, b), (c, d) = bounds(start), bounds(end)
        fewest = 0 if b is None or c is None or c <= b else self._count(b, c, self._fewest, least=True)
        most = None if a is None or d is None else 0 if d <= a else self._count(a, d, self._most, least=False)
        return ranged(fewest, most)

    def _step(self, start: date, count: int, days: list[date]) -> date | None:
        """Returns the day `count` entries after `start`, or `None` where the listed years do not cover the whole way."""
        if not self._covered(start):
            return None
        index = bisect_right(days, start) + count - 1
        if index >= len(days):
            return None
        found = days[index]
        return found if all(year in self.years for year in range(start.year, found.year + 1)) else None

    def _covered(self, day: date) -> bool:
        return day.year in self.years

    def _count(self, start: date, end: date, days: list[date], *, least: bool) -> int:
        """Counts days in (start, end]; years without data add all weekdays, or none where the least is asked for."""
        if all(year in self.years for year in range(start.year, end.year + 1)):
            return bisect_right(days, end) - bisect_left(days, start + ONE_DAY)
        total, day, listed = 0, start, frozenset(days)
        while day < end:
            day += ONE_DAY
            if day.year in self.years:
                total += day in listed
            elif not least:
                total += day.weekday() < 5
        return total


def _days_of(year: int) -> Iterable[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=n) for n in range(366) if (first + timedelta(days=n)).year == year)


def _weekdays_after(start: date, count: int) -> date:
    weeks, rest = divmod(count, 5)
    # A start on a weekend behaves as the Friday before it.
    base = start - timedelta(days=max(0, start.weekday() - 4))
    day = base + timedelta(weeks=weeks)
    for _ in range(rest):
        day += timedelta(days=3 if day.weekday() == 4 else 1)
    return day


WEEKDAYS = WorkCalendar("weekdays", (), ())
"""Monday to Friday for every year: only ever gives earliest days."""

__all__ = ["WEEKDAYS", "WorkCalendar"]
