"""What a field can hold: a known value, nothing, a range, or a day still to come.

May not know any fact kind. Three-valued logic after Kleene (1952); unknown is `None` everywhere in the core.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import Any, Generic, TypeAlias, TypeVar

Truth: TypeAlias = bool | None
"""`True`, `False`, or `None` for unknown."""

Ordinal = TypeVar("Ordinal", int, date)

ONE_DAY = timedelta(days=1)


class Later(Enum):
    """A statement about a day that has not come yet on the day the dossier is looked at."""

    NOT_YET = "not_yet"  # it has not been done up to `as_of`
    ONGOING = "ongoing"  # it has not ended up to `as_of`


NOT_YET = Later.NOT_YET
ONGOING = Later.ONGOING


class Range(Generic[Ordinal]):
    """A value known only to lie between two bounds, both included; `None` is an open end.

    Order comparisons (`<`, `<=`, `>`, `>=`) are three-valued: `None` where the range does not settle them. `==` compares the
    bounds themselves, so that ranges can be stored and tested; `equal` below is the three-valued equality.
    """

    __slots__ = ("hi", "lo")
    lo: Ordinal | None
    hi: Ordinal | None

    def __init__(self, lo: Ordinal | None, hi: Ordinal | None) -> None:
        if lo is not None and hi is not None and lo > hi:
            raise ValueError("a range ends before it starts")
        self.lo = lo
        self.hi = hi

    def __repr__(self) -> str:
        return f"Range({self.lo!r}, {self.hi!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Range) and self.lo == other.lo and self.hi == other.hi

    def __hash__(self) -> int:
        return hash((self.lo, self.hi))

    # INVARIANT: true (false) only if true (false) for every value in the range. Python reflects `5 < Range` to `Range > 5`.
    def __lt__(self, other: Any) -> Truth:
        low, high = bounds(other)
        if self.hi is not None and low is not None and self.hi < low:
            return True
        return False if self.lo is not None and high is not None and self.lo >= high else None

    def __le__(self, other: Any) -> Truth:
        low, high = bounds(other)
        if self.hi is not None and low is not None and self.hi <= low:
            return True
        return False if self.lo is not None and high is not None and self.lo > high else None

    def __gt__(self, other: Any) -> Truth:
        found = self.__le__(other)
        return None if found is None else not found

    def __ge__(self, other: Any) -> Truth:
        found = self.__lt__(other)
        return None if found is None else not found

    def __add__(self, other: Any) -> Any:
        low, high = bounds(other)
        return ranged(_plus(self.lo, low), _plus(self.hi, high))

    __radd__ = __add__

    def __neg__(self) -> Any:
        return ranged(None if self.hi is None else -self.hi, None if self.lo is None else -self.lo)  # type: ignore[operator]

    def __sub__(self, other: Any) -> Any:
        return self + (-other)

    def __rsub__(self, other: Any) -> Any:
        return (-self) + other

    def __mul__(self, factor: int) -> Any:
        ends = (None if self.lo is None else self.lo * factor, None if self.hi is None else self.hi * factor)  # type: ignore[operator]
        return 0 if factor == 0 else ranged(*(ends if factor > 0 else ends[::-1]))

    __rmul__ = __mul__


def _plus(left: Any, right: Any) -> Any:
    return None if left is None or right is None else left + right


def bounds(value: Any) -> tuple[Any, Any]:
    """Returns the lowest and highest the value can be; `None` for an open end, twice for unknown."""
    return (value.lo, value.hi) if value.__class__ is Range else (value, value)


def ranged(lo: Any, hi: Any) -> Any:
    """Returns the value itself if both ends agree, `None` (unknown) if both are open, else a `Range`."""
    if lo is None and hi is None:
        return None
    return lo if lo == hi else Range(lo, hi)


def equal(left: Any, right: Any) -> Truth:
    """Three-valued equality of two ordered values, either of which may be a `Range` or unknown."""
    if left is None or right is None:
        return None
    if left.__class__ is not Range and right.__class__ is not Range:
        return bool(left == right)
    (a, b), (c, d) = bounds(left), bounds(right)
    apart = (b is not None and c is not None and b < c) or (d is not None and a is not None and d < a)
    return False if apart else None


def intersection(left: Any, right: Any) -> Any:
    """Returns what both statements leave possible of one ordered value; raises ValueError if nothing is."""
    if left is None or right is None:
        return right if left is None else left
    (a, b), (c, d) = bounds(left), bounds(right)
    lo = c if a is None else a if c is None else max(a, c)
    hi = d if b is None else b if d is None else min(b, d)
    if lo is not None and hi is not None and lo > hi:
        raise ValueError("the two statements leave nothing possible")
    return ranged(lo, hi)


def latest(left: Any, right: Any) -> Any:
    """Returns the later of two days, either of which may be a range or unknown."""
    (a, b), (c, d) = bounds(left), bounds(right)
    low = c if a is None else a if c is None else max(a, c)
    return ranged(low, None if b is None or d is None else max(b, d))


def earliest(left: Any, right: Any) -> Any:
    """Returns the earlier of two days, either of which may be a range or unknown."""
    (a, b), (c, d) = bounds(left), bounds(right)
    high = d if b is None else b if d is None else min(b, d)
    return ranged(None if a is None or c is None else min(a, c), high)


def hull(left: Any, right: Any) -> Any:
    """Returns the narrowest value or range that covers both ordered values; unknown covers everything."""
    (a, b), (c, d) = bounds(left), bounds(right)
    return ranged(None if a is None or c is None else min(a, c), None if b is None or d is None else max(b, d))


def any_of(*items: Truth) -> Truth:
    """Kleene's or."""
    return True if True in items else None if None in items else False


def all_of(*items: Truth) -> Truth:
    """Kleene's and."""
    return False if False in items else None if None in items else True


def negation(item: Truth) -> Truth:
    """Kleene's not."""
    return None if item is None else not item


@dataclass(frozen=True, slots=True)
class Spell:
    """One value of an attribute and the days it held, both included.

    Args:
        value: the value during the spell.
        start: first day, a range of possible first days, or `None` if not known.
        end: last day, a range of possible last days (`ongoing` arrives as one that opens after `as_of`), or `None` if not known.
    """

    value: Any
    start: date | Range[date] | None
    end: date | Range[date] | None

    def covers(self, day: Any) -> Truth:
        """Tells whether the spell holds on a day (or on every day of a range of days)."""
        return covers(self.start, self.end, day)


class Spells(tuple[Spell, ...]):
    """The values of one attribute over time. Days covered by no spell have no known value."""

    __slots__ = ()

    def at(self, day: Any) -> Any:
        """Returns the value on a day; `None` where no spell surely covers it or several that differ may."""
        possible = [(spell.value, held) for spell in self if (held := spell.covers(day)) is not False]
        settled = [value for value, held in possible if held]
        if not settled or any(value != settled[0] for value, _ in possible):
            return None
        return settled[0]

    def cuts(self) -> Iterator[date]:
        """Yields the days on which the value may change (first days of a new value)."""
        for spell in self:
            yield from (day for day in bounds(spell.start) if day is not None)
            yield from (day + ONE_DAY for day in bounds(spell.end) if day is not None)


def covers(start: Any, end: Any, day: Any) -> Truth:
    """Tells whether a period, whose ends may be ranges or unknown, covers a day or every day of a range."""
    after_start = None if start is None or day is None else start <= day
    before_end = None if end is None or day is None else day <= end
    return all_of(after_start, before_end)


def overlap(start: Any, end: Any, other_start: Any, other_end: Any) -> Truth:
    """Tells whether two periods share a day."""
    left = None if start is None or other_end is None else start <= other_end
    right = None if other_start is None or end is None else other_start <= end
    return all_of(left, right)
