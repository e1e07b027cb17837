"""Periods whose ends may be known as ranges only: on which days they hold for certain, perhaps, or not, and where the law is cut.

May not know rules. Both ends of a period are included; an open end is `None` (unlike a fact's end, where `None` is unknown).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from integrityrules.facts.values import ONE_DAY, Truth, all_of, bounds
from integrityrules.rulebook.source import UNREAD, Period


def holds(period: Period, day: date) -> Truth:
    """Tells whether a day lies in a period; `None` between the ends of a start or an end that is known as a range."""
    began: Truth = True if period.start is None else period.start <= day
    lasts: Truth = True if period.end is None else period.end >= day
    return all_of(began, lasts)


def cuts_of(period: Period) -> Iterator[date]:
    """Yields the first days on which a period may begin to hold, surely holds, may have ended, and has ended."""
    yield from (day for day in bounds(period.start) if day is not None)
    yield from (day + ONE_DAY for day in bounds(period.end) if day is not None and day < date.max)


def surely_overlap(left: Period, right: Period) -> bool:
    """Tells whether two periods share a day for certain. Ends that are ranges may touch: one gives way to the other somewhere in them."""
    if UNREAD in (left, right):
        return False
    (_, start), (end, _) = bounds(left.start), bounds(left.end)
    (_, other_start), (other_end, _) = bounds(right.start), bounds(right.end)
    before = end is not None and other_start is not None and end < other_start
    after = other_end is not None and start is not None and other_end < start
    return not (before or after)


def first_day(period: Period) -> date:
    """Returns the earliest day a period can begin; the first of all days where it is open."""
    return bounds(period.start)[0] or date.min


class Cuts:
    """The days on which anything in the law begins or ends, and the pieces of time between them.

    Args:
        periods: every period that rules, values, citations and layers have.
    """

    def __init__(self, periods: Iterable[Period]) -> None:
        self.days: tuple[date, ...] = tuple(sorted({day for period in periods for day in cuts_of(period)}))

    def index(self, day: date) -> int:
        """Returns which piece a day lies in; 0 is the time before the first cut."""
        return bisect_right(self.days, day)

    def piece(self, index: int) -> tuple[date | None, date | None]:
        """Returns first and last day of a piece; `None` where it is open."""
        start = self.days[index - 1] if index else None
        end = self.days[index] - ONE_DAY if index < len(self.days) else None
        return start, end

    def sample(self, index: int) -> date:
        """Returns a day that lies in a piece."""
        if index:
            return self.days[index - 1]
        return self.days[0] - timedelta(days=1) if self.days else date(2000, 1, 1)

    def pieces(self) -> Sequence[int]:
        return range(len(self.days) + 1)
