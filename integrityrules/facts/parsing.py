"""Declared values of one field: days, amounts, shares, numbers and spells, as people and files write them.

May not know any kind of fact. Refuses what it does not understand, without repeating it; missing stays missing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from integrityrules.facts.problems import Found, Unreadable, listed, unknown_key, unreadable
from integrityrules.facts.values import Later, Range, Spell, Spells, bounds, overlap, ranged

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""Days outside are typing errors."""

MOST_RUPIAH = 10**15
"""Amounts above are typing errors; sums of many stay inside 64 bits."""

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_NUMBER = re.compile(r"[0-9]{1,16}")

DAY_EXAMPLE = "for example `2026-01-20`, `2026-01`, or `2026-01-05..2026-01-20`"


def parse_day(value: object, later: Sequence[Later] = ()) -> Any:
    """Returns a day, a `Range` of days, or `not_yet`/`ongoing` where the field allows it.

    Args:
        value: a `date`; text `YYYY-MM-DD`, `YYYY-MM` (some day of that month) or `a..b`; a mapping of `from` and `until`; a `Range`.
            An end left out of `a..b` or of the mapping is open. Both ends are included.
        later: the statements about the future the field allows.
    """
    if isinstance(value, Later) or (isinstance(value, str) and value in _LATER):
        return _parse_later(_LATER[value] if isinstance(value, str) else value, later)
    if type(value) is date:
        return _in_bounds(value)
    if isinstance(value, str):
        return _range_of_text(value) if ".." in value else _span_of_text(value)
    if isinstance(value, Range):
        return ranged(*(None if end is None else _plain_day(end) for end in (value.lo, value.hi)))
    if isinstance(value, Mapping):
        return _range_of_mapping(value)
    raise _no_day()


_LATER = {item.value: item for item in Later}


def _no_day() -> Unreadable:
    return unreadable("wrong-day", "expected a day, a month, or a range of days", DAY_EXAMPLE)


def _parse_later(value: Later, allowed: Sequence[Later]) -> Later:
    if value in allowed:
        return value
    hint = listed("here it can be", [item.value for item in allowed]) if allowed else "leave the field out if the day is not known"
    raise unreadable("not-allowed-here", f"`{value.value}` cannot be said of this day", hint)


def _in_bounds(day: date) -> date:
    if FIRST_DAY <= day <= LAST_DAY:
        return day
    raise unreadable("wrong-day", f"expected a day from {FIRST_DAY.year} to {LAST_DAY.year}")


def _plain_day(value: object) -> date:
    if type(value) is not date:
        raise _no_day()
    return _in_bounds(value)


def _span_of_text(text: str) -> Any:
    found = _DAY.fullmatch(text.strip())
    if not found:
        raise _no_day()
    year, month, day = int(found[1]), int(found[2]), found[3]
    try:
        if day is not None:
            return _in_bounds(date(year, month, int(day)))
        return Range(_in_bounds(date(year, month, 1)), date(year, month, monthrange(year, month)[1]))
    except (ValueError, IndexError) as error:
        raise (error if isinstance(error, Unreadable) else unreadable("wrong-day", "there is no such day", DAY_EXAMPLE)) from None


def _range_of_text(text: str) -> Any:
    start, _, end = (part.strip() for part in text.partition(".."))
    if not start and not end:
        raise _no_day()
    return _ordered(bounds(_span_of_text(start))[0] if start else None, bounds(_span_of_text(end))[1] if end else None)


def _range_of_mapping(value: Mapping[Any, Any]) -> Any:
    found = [unknown_key(key, "a range of days", ("from", "until")) for key in value if key not in ("from", "until")]
    if found or not value:
        raise Unreadable(found) if found else _no_day()
    return _ordered(bounds(_end(value, "from"))[0], bounds(_end(value, "until"))[1])


def _end(value: Mapping[Any, Any], name: str) -> Any:
    return None if value.get(name) is None else at(name, parse_day, value[name])


def _ordered(lo: Any, hi: Any) -> Any:
    if lo is None and hi is None:
        raise _no_day()
    if lo is not None and hi is not None and lo > hi:
        raise unreadable("ends-before-start", "the range ends before it starts")
    return ranged(lo, hi)


def at(path: str, parse: Callable[..., Any], *arguments: Any) -> Any:
    """Returns what a parser returns; problems it finds are placed under a path."""
    try:
        return parse(*arguments)
    except Unreadable as error:
        raise Unreadable([item.under(path) for item in error.found]) from None


def parse_whole(value: object, lowest: int = 0, highest: int = MOST_RUPIAH, unit: str = "") -> Any:
    """Returns a whole number or a `Range` of them.

    Args:
        value: an `int` (never a bool); text `a..b`; a mapping of `at_least` and `at_most`; a `Range`. Both ends are included.
        lowest, highest: what is possible, both included.
        unit: for the message.
    """
    return _parse_ordinal(value, lambda item: _whole(item, lowest, highest, unit))


def _whole(value: object, lowest: int, highest: int, unit: str) -> int:
    if isinstance(value, str) and _NUMBER.fullmatch(value):
        value = int(value)
    if type(value) is not int or not lowest <= value <= highest:
        of_unit = f" of {unit}" if unit else ""
        raise unreadable("wrong-number", f"expected a whole number{of_unit} from {lowest} to {highest}", _BOUNDS_HINT)
    return value


_BOUNDS_HINT = "what is known only roughly is `{at_least: ..., at_most: ...}` or `a..b`"


def parse_percent(value: object) -> Any:
    """Returns basis points (50.01 percent is 5001) from 0 to 10000, or a `Range` of them.

    Args:
        value: percent as `int`, `float`, `Decimal` or text, with at most two decimals; or bounds as for whole numbers. A float counts as
            the decimal number it is written as, so that nothing drifts.
    """
    return _parse_ordinal(value, _basis_points)


def _basis_points(value: object) -> int:
    number = _decimal(value)
    if number is None or not 0 <= number <= 100 or number * 100 != (number * 100).to_integral_value():
        raise unreadable("wrong-percent", "expected percent from 0 to 100 with at most two decimals", "for example `50.01`")
    return int(number * 100)


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    if isinstance(value, str) and not re.fullmatch(r"[0-9]{1,16}(\.[0-9]{1,10})?", value):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _parse_ordinal(value: object, parse_end: Callable[[object], int]) -> Any:
    if isinstance(value, Range):
        return _bounded(value.lo, value.hi, parse_end)
    if isinstance(value, str) and ".." in value:
        start, _, end = (part.strip() for part in value.partition(".."))
        return _bounded(start or None, end or None, parse_end)
    if isinstance(value, Mapping):
        found = [unknown_key(key, "an amount", ("at_least", "at_most")) for key in value if key not in ("at_least", "at_most")]
        if found:
            raise Unreadable(found)
        return _bounded(value.get("at_least"), value.get("at_most"), parse_end)
    return parse_end(value)


def _bounded(lo: object, hi: object, parse_end: Callable[[object], int]) -> Any:
    if lo is None and hi is None:
        raise unreadable("blank", "expected at least one bound", _BOUNDS_HINT)
    least, most = (None if end is None else parse_end(end) for end in (lo, hi))
    if least is not None and most is not None and least > most:
        raise unreadable("ends-before-start", "the lower bound is above the upper bound")
    return ranged(least, most)


@dataclass(frozen=True, slots=True, repr=False)
class ForeignMoney:
    """An amount in another currency.

    Args:
        amount: in that currency, 0 or more.
        currency: three capital letters (ISO 4217).
        rate: rupiah for one unit, more than 0; `None` if not known.
        rate_on: the day of the rate, `None` if not known.
    """

    amount: Decimal
    currency: str
    rate: Decimal | None = None
    rate_on: date | None = None

    def __repr__(self) -> str:
        return "<ForeignMoney>"

    @property
    def idr(self) -> int | None:
        """Whole rupiah, half a rupiah rounded up; unknown (`None`) without a rate and its day."""
        if self.rate is None or self.rate_on is None:
            return None
        return int((self.amount * self.rate).to_integral_value(rounding=ROUND_HALF_UP))


_FOREIGN_KEYS = ("amount", "currency", "rate", "rate_on")


def parse_money(value: object) -> Any:
    """Returns whole rupiah, a `Range` of them, or `ForeignMoney` (from a mapping of `amount`, `currency`, `rate`, `rate_on`)."""
    if isinstance(value, ForeignMoney):
        value = {name: getattr(value, name) for name in _FOREIGN_KEYS if getattr(value, name) is not None}
    if isinstance(value, Mapping) and not value.keys().isdisjoint(_FOREIGN_KEYS):
        return _foreign(value)
    return parse_whole(value, 0, MOST_RUPIAH, "rupiah")


def _foreign(value: Mapping[Any, Any]) -> ForeignMoney:
    found = [unknown_key(key, "an amount", _FOREIGN_KEYS) for key in value if key not in _FOREIGN_KEYS]
    amount, rate = _decimal(value.get("amount")), _decimal(value.get("rate"))
    if amount is None or not 0 <= amount <= MOST_RUPIAH:
        found.append(Found("amount", "wrong-number", "expected a number, 0 or more"))
    if value.get("rate") is not None and (rate is None or not 0 < rate <= MOST_RUPIAH):
        found.append(Found("rate", "wrong-number", "expected rupiah for one unit of the currency, more than 0"))
    currency = value.get("currency")
    if not isinstance(currency, str) or not re.fullmatch("[A-Z]{3}", currency) or currency == "IDR":
        hint = "give rupiah as a plain number" if currency == "IDR" else "for example `USD`"
        found.append(Found("currency", "wrong-currency", "expected the three capital letters of a foreign currency", hint))
    rate_on = _rate_day(value.get("rate_on"), found)
    if not found and amount is not None and rate is not None and amount * rate > MOST_RUPIAH:
        found.append(Found("", "wrong-number", f"the amount is above {MOST_RUPIAH} rupiah"))
    if found or amount is None:
        raise Unreadable(found)
    return ForeignMoney(amount, str(currency), rate, rate_on)


def _rate_day(value: object, found: list[Found]) -> date | None:
    day = None
    if value is not None:
        try:
            day = parse_day(value)
        except Unreadable:
            day = Range(None, None)
        if isinstance(day, Range):
            found.append(Found("rate_on", "wrong-day", "expected the day of the rate", "for example `2026-01-20`"))
            return None
    return day


def parse_spells(value: object, parse_value: Callable[[object], Any]) -> Any:
    """Returns a plain value, or `Spells` from a list of `{value, from, until}`.

    Raises:
        Unreadable: a spell cannot be read, ends before it starts, or surely shares a day with one of another value.
    """
    if not isinstance(value, list | tuple):
        return parse_value(value)
    found: list[Found] = []
    spells = []
    for index, item in enumerate(value):
        try:
            spells.append(at(f"[{index}]", _spell, item, parse_value))
        except Unreadable as error:
            found += error.found
    if not value:
        found.append(Found("", "blank", "a list of periods has at least one", "leave the field out if nothing is known"))
    found += [] if found else _clashes(spells)
    if found:
        raise Unreadable(found)
    return Spells(spells)


_SPELL_KEYS = ("value", "from", "until")
_SPELL_EXAMPLE = "for example `{value: ..., from: 2024-01-01, until: ongoing}`"


def _spell(item: object, parse_value: Callable[[object], Any]) -> Spell:
    if isinstance(item, Spell):
        item = {"value": item.value, "from": item.start, "until": item.end}
    if not isinstance(item, Mapping) or item.get("value") is None:
        raise unreadable("wrong-type", "a period is a mapping with a `value`", _SPELL_EXAMPLE)
    found = [unknown_key(key, "a period", _SPELL_KEYS) for key in item if key not in _SPELL_KEYS]
    if found:
        raise Unreadable(found)
    value = at("value", parse_value, item["value"])
    start = None if item.get("from") is None else at("from", parse_day, item["from"])
    end = None if item.get("until") is None else at("until", parse_day, item["until"], (Later.ONGOING,))
    if ends_before_start(start, end):
        raise unreadable("ends-before-start", "the period ends before it starts")
    return Spell(value, start, end)


def ends_before_start(start: Any, end: Any) -> bool:
    """Tells whether a period surely ends before it starts."""
    return start is not None and end is not None and not isinstance(end, Later) and (end < start) is True


def _clashes(spells: Sequence[Spell]) -> list[Found]:
    """Finds spells of different values that surely share a day."""
    found = []
    for index, spell in enumerate(spells):
        for other in spells[:index]:
            ends = [LAST_DAY if isinstance(item.end, Later) else item.end for item in (spell, other)]
            if spell.value != other.value and overlap(spell.start, ends[0], other.start, ends[1]) is True:
                found.append(Found(f"[{index}]", "overlapping-periods", "the period shares a day with one that has another value"))
                break
    return found


__all__ = [
    "DAY_EXAMPLE", "FIRST_DAY", "LAST_DAY", "MOST_RUPIAH", "ForeignMoney", "at", "ends_before_start", "parse_day", "parse_money",
    "parse_percent", "parse_spells", "parse_whole",
]  # fmt: skip
