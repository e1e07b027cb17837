"""The closed list of functions a condition may call, with signature, meaning and words.

May not know syntax or law. Every function takes unknown (`None`) and ranges, and answers for all values they leave possible.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from types import MappingProxyType
from typing import Any

from integrityrules.facts.calendar import WEEKDAYS
from integrityrules.facts.values import Truth, bounds, covers, overlap, ranged
from integrityrules.facts.vocabulary import BOOL, DATE, DAYS, INT, STRING, Text, Type
from integrityrules.facts.world import Item, World, span_of

SAME = Type("none")
"""As a parameter: any type, but one for all such arguments; as a result: that type."""

ANY_FACT = Type("fact")
"""As a parameter: a fact of any kind. It arrives as an `Item`: references are dereferenced before the call."""

DEFAULT_CALENDAR = "asn"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a function.

    Args:
        name: shown in messages.
        type: what it takes; `SAME` and `ANY_FACT` stand for several types. `days` also takes a number.
        optional: it may be left out.
        repeated: it may be given several times (the last parameter only).
        constant: it must be a text written in the rule.
        field: it must be a field path.
    """

    name: str
    type: Type
    optional: bool = False
    repeated: bool = False
    constant: bool = False
    field: bool = False


@dataclass(frozen=True, slots=True)
class Function:
    """One function.

    Args:
        name: as called in conditions.
        parameters: in order.
        result: type of the result; `SAME` for the type of its arguments.
        apply: `apply(world, *values)`; values may be `None` or a `Range`; raises nothing for values of the right types.
        doc: what it gives, for people.
    """

    name: str
    parameters: tuple[Parameter, ...]
    result: Type
    apply: Callable[..., Any]
    doc: Text

    @property
    def fewest(self) -> int:
        """How many arguments it takes at least."""
        return sum(not parameter.optional for parameter in self.parameters)

    @property
    def most(self) -> int | None:
        """How many arguments it takes at most; `None` for any number."""
        return None if self.parameters[-1].repeated else len(self.parameters)

    def parameter(self, index: int) -> Parameter:
        """Returns the parameter that takes the argument at `index` (0-based)."""
        return self.parameters[min(index, len(self.parameters) - 1)]


def _year(_: World, day: Any) -> Any:
    low, high = bounds(day)
    return ranged(low and low.year, high and high.year)


def _days_between(_: World, start: Any, end: Any) -> Any:
    (a, b), (c, d) = bounds(start), bounds(end)
    return ranged(_minus(c, b), _minus(d, a))


def _minus(left: date | None, right: date | None) -> int | None:
    return None if left is None or right is None else (left - right).days


def _add_days(_: World, day: Any, count: Any) -> Any:
    return _both_ends(_day_after, day, count)


def _day_after(day: date, count: int) -> date | None:
    """Returns the day `count` days later, or `None` (unknown) where the calendar of years 1 to 9999 ends."""
    try:
        return day + timedelta(days=count)
    except OverflowError:
        return None


def _add_months(_: World, day: Any, count: Any) -> Any:
    return _both_ends(_month_after, day, count)


def _month_after(day: date, count: int) -> date | None:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return None
    # Rounded down: three months after 30 November is the last day of February.
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _both_ends(move: Callable[[date, int], date | None], day: Any, count: Any) -> Any:
    """Applies a function that grows with both arguments to the lower and to the upper ends."""
    (first, last), (fewest, most) = bounds(day), bounds(count)
    earliest = None if first is None or fewest is None else move(first, fewest)
    latest = None if last is None or most is None else move(last, most)
    return ranged(earliest, latest)


def _working_days_between(world: World, start: Any, end: Any, calendar: str = DEFAULT_CALENDAR) -> Any:
    return world.calendars.get(calendar, WEEKDAYS).between(start, end)


def _add_working_days(world: World, day: Any, count: Any, calendar: str = DEFAULT_CALENDAR) -> Any:
    fewest, most = bounds(count)
    if day is None or fewest is None or fewest < 0:
        return None
    working = world.calendars.get(calendar, WEEKDAYS)
    try:
        earliest = bounds(working.add(day, fewest))[0]
        latest = None if most is None else bounds(working.add(day, most))[1]
    except OverflowError:  # beyond the year 9999
        return None
    return ranged(earliest, latest)


def _overlaps(world: World, left: Item | None, right: Item | None) -> Truth:
    if left is None or right is None:
        return None
    kinds = world.vocabulary.kinds
    return overlap(*span_of(left, kinds[left.kind]), *span_of(right, kinds[right.kind]))


def _in_effect(world: World, fact: Item | None, day: Any) -> Truth:
    if fact is None or day is None:
        return None
    return covers(*span_of(fact, world.vocabulary.kinds[fact.kind]), day)


def _happened(world: World, day: Any) -> Truth:
    """Tells whether a day is not after `as_of`: an end announced for next year has not happened, whether given as day or range."""
    low, high = bounds(day)
    if high is not None and high <= world.as_of:
        return True
    return False if low is not None and low > world.as_of else None


def _first_stated(_: World, *values: Any) -> Any:
    return next((value for value in values if value is not None), None)


def _stated(_: World, value: Any) -> bool:
    return value is not None


_DAY, _COUNT = Parameter("day", DATE), Parameter("count", DAYS)
_START, _END = Parameter("start", DATE), Parameter("end", DATE)
_CALENDAR = Parameter("calendar", STRING, optional=True, constant=True)
_FACT, _OTHER = Parameter("fact", ANY_FACT), Parameter("other", ANY_FACT)

_LIST = (
    Function(
        "year", (_DAY,), INT, _year,
        Text("tahun kalender dari suatu hari", "the calendar year of a day"),
    ),
    Function(
        "days_between", (_START, _END), DAYS, _days_between,
        Text("jumlah hari dari hari pertama sampai hari kedua; negatif bila terbalik",
             "the number of days from the first day to the second; negative if they are the other way round"),
    ),
    Function(
        "add_days", (_DAY, _COUNT), DATE, _add_days,
        Text("hari sekian hari sesudahnya; hari awal tidak dihitung", "the day that many days later; the start is not counted"),
    ),
    Function(
        "add_months", (_DAY, Parameter("count", INT)), DATE, _add_months,
        Text("tanggal yang sama sekian bulan sesudahnya, dibulatkan ke bawah ke hari terakhir bulan itu",
             "the same day number that many months later, rounded down to the last day of that month"),
    ),
    Function(
        "working_days_between", (_START, _END, _CALENDAR), DAYS, _working_days_between,
        Text("jumlah hari kerja sesudah hari pertama sampai dengan hari kedua",
             "the number of working days after the first day, up to and including the second"),
    ),
    Function(
        "add_working_days", (_DAY, _COUNT, _CALENDAR), DATE, _add_working_days,
        Text("hari kerja kesekian sesudah suatu hari; hari itu sendiri tidak dihitung",
             "the day that many working days later; the start is not counted"),
    ),
    Function(
        "overlaps", (_FACT, _OTHER), BOOL, _overlaps,
        Text("apakah kedua fakta berlangsung pada sekurang-kurangnya satu hari yang sama", "whether two facts share a day"),
    ),
    Function(
        "in_effect", (_FACT, _DAY), BOOL, _in_effect,
        Text("apakah fakta berlangsung pada suatu hari", "whether a fact holds on a day"),
    ),
    Function(
        "happened", (_DAY,), BOOL, _happened,
        Text("apakah suatu hari sudah tiba", "whether a day has come, as far as is known"),
    ),
    Function(
        "first_stated", (Parameter("value", SAME), Parameter("value", SAME, repeated=True)), SAME, _first_stated,
        Text("nilai pertama yang dinyatakan", "the first of its values that is stated"),
    ),
    Function(
        "stated", (Parameter("field", SAME, field=True),), BOOL, _stated,
        Text("apakah isian dalam dokumen yang diajukan terisi", "whether a field of a filed document is filled in"),
    ),
)  # fmt: skip

FUNCTIONS: Mapping[str, Function] = MappingProxyType({function.name: function for function in _LIST})
"""Every function a condition may call, by name."""

__all__ = ["ANY_FACT", "DEFAULT_CALENDAR", "FUNCTIONS", "SAME", "Function", "Parameter"]
