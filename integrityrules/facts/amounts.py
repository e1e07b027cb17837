"""Declared amounts, shares and numbers, as people and files write them.

May not know any kind of fact. Decimal throughout: no amount and no percentage drifts.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from integrityrules.facts.parsing import parse_day
from integrityrules.facts.problems import Found, Unreadable, unknown_key, unreadable
from integrityrules.facts.values import Range, ranged

MOST_RUPIAH = 10**15
"""Amounts above are typing errors; sums of many stay inside 64 bits."""

_NUMBER = re.compile(r"[0-9]{1,16}")


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
