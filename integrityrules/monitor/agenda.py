"""On which days something is to be looked at again although nothing is stated: each thing on its soonest day.

May not know what the things are, nor what day it is.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from datetime import date
from heapq import heappop, heappush
from itertools import count
from typing import Generic, TypeVar

Thing = TypeVar("Thing", bound=Hashable)


class Agenda(Generic[Thing]):
    """Things with a day each."""

    def __init__(self) -> None:
        self._days: dict[Thing, date] = {}
        self._heap: list[tuple[date, int, Thing]] = []
        self._serial = count()

    def put(self, thing: Thing, day: date | None) -> None:
        """Sets the day of a thing, in place of the one it had; `None` takes it off."""
        if day is None:
            self._days.pop(thing, None)
        elif self._days.get(thing) != day:
            self._days[thing] = day
            heappush(self._heap, (day, next(self._serial), thing))

    def take(self, until: date) -> Iterator[Thing]:
        """Yields the things whose day has come by `until`, and takes them off."""
        while self._heap and self._heap[0][0] <= until:
            day, _, thing = heappop(self._heap)
            if self._days.get(thing) == day:
                del self._days[thing]
                yield thing
