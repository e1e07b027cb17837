"""The values next to a value: the number, day, code or period that a slip of the pen would have written.

May not know trees or rules. Plain functions on plain values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar, cast

from integrityrules.facts.values import Range, bounds
from integrityrules.facts.vocabulary import Vocabulary
from integrityrules.rulebook.source import Period

Changed = TypeVar("Changed")

_MONTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def altered(value: Changed, /, **parts: Any) -> Changed:
    """Returns a frozen dataclass with some fields replaced, where their names are not known to the type checker."""
    return cast(Changed, replace(cast(Any, value), **parts))


def numbers_beside(value: int) -> Iterator[int]:
    """Yields one more, one less (never below zero) and double, each once."""
    yield value + 1
    if value > 0:
        yield value - 1
    if value > 1:
        yield 2 * value


def days_beside(day: date) -> Iterator[date]:
    """Yields the day before and the day after."""
    if day > date.min:
        yield day - timedelta(days=1)
    if day < date.max:
        yield day + timedelta(days=1)


def month_days_beside(day: tuple[int, int]) -> Iterator[tuple[int, int]]:
    """Yields the day before and after a `(month, day)` of every year (never 29 February)."""
    month, number = day
    before, after = month - 1 or 12, month % 12 + 1
    yield (month, number - 1) if number > 1 else (before, _MONTHS[before - 1])
    yield (month, number + 1) if number < _MONTHS[month - 1] else (after, 1)


def other_code(code: str, of: str, vocabulary: Vocabulary) -> str:
    """Returns the code after this one in its list; after the last one the first."""
    codes = list(vocabulary.code_lists[of].codes)
    return codes[(codes.index(code) + 1) % len(codes)]


def periods_beside(period: Period) -> Iterator[tuple[str, Period]]:
    """Yields a period with one of its days moved by one, and the change in words; what would end before it starts is left out."""
    for name, key in (("start", "from"), ("end", "until")):
        first, last = bounds(getattr(period, name))
        for at, day in enumerate((first,) if first == last else (first, last)):
            for other in days_beside(day) if day is not None else ():
                ends = (other, other) if first == last else (other, last) if at == 0 else (first, other)
                if ends[0] <= ends[1]:
                    moved = altered(period, **{name: ends[0] if ends[0] == ends[1] else Range(*ends)})
                    if not _is_empty(moved):
                        yield f"`{key}` {day} becomes {other}", moved


def _is_empty(period: Period) -> bool:
    (start, _), (_, end) = bounds(period.start), bounds(period.end)
    return start is not None and end is not None and end < start


__all__ = ["altered", "days_beside", "month_days_beside", "numbers_beside", "other_code", "periods_beside"]
