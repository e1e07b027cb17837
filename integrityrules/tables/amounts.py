"""Amounts and numbers as people type them: `Rp1.200.000`, `1,200,000.00`, `>= 1000001`, `500000..750000`.

May not know fields. Whole rupiah only; what could mean two numbers is refused, with the reason.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

from integrityrules.tables.days import read_day
from integrityrules.tables.source import Cell, Unreadable
from integrityrules.tables.text import LONGEST_VALUE, short

LARGEST = 2**53 - 1
"""The largest number any reader of our output is sure to keep."""

_PREFIX = re.compile(r"^(?:rp|idr)\.?\s*", re.IGNORECASE)
_PLAIN = re.compile(r"^\d+$")
_GROUPED = {".": re.compile(r"^\d{1,3}(?:\.\d{3})+$"), ",": re.compile(r"^\d{1,3}(?:,\d{3})+$")}
_ZERO_CENTS = re.compile(r"^(?P<whole>\d[\d.,]*?)(?P<mark>[.,])(?:0{1,2}|-)$")
_OTHER = {".": ",", ",": "."}
_FOREIGN = re.compile(
    r"^(?P<currency>(?!IDR)[A-Z]{3})\s?(?P<amount>\d+(?:[.,]\d{1,2})?)"
    r"(?:\s*@\s*(?P<rate>\d+(?:[.,]\d{1,4})?)\s+(?P<day>.+))?$"
)

_THREE_DIGITS = re.compile(r"[.,]\d{3}$")

_AT_LEAST = re.compile(r"^(?:>=|≥|at[ _]least|minimal|paling sedikit|sekurang-kurangnya)\s*", re.IGNORECASE)
_AT_MOST = re.compile(r"^(?:<=|≤|at[ _]most|maksimal|paling banyak)\s*", re.IGNORECASE)
_MORE = re.compile(r"^(?:>|more than|lebih dari|di atas)\s*", re.IGNORECASE)
_LESS = re.compile(r"^(?:<|less than|kurang dari|di bawah)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"\s*(?:\.\.|…|\bs\.?\s?/?d\.?(?=\s)|\bsampai\b|\bto\b|\u2013|(?<=\d)\s?-\s?(?=\d|[Rr]p))\s*")


def thousands_mark(cell: Cell) -> str | None:
    """Returns the thousands separator a cell certainly uses (`.` or `,`), or `None` if it does not tell."""
    if not isinstance(cell, str) or len(cell) > LONGEST_VALUE:
        return None
    marks = {mark for part in _parts(cell.strip()) if (mark := _certain_mark(_PREFIX.sub("", part).replace(" ", "")))}
    return marks.pop() if len(marks) == 1 else None


def column_marks(cells: Iterable[Cell]) -> frozenset[str]:
    """Returns every thousands separator certainly used in a column; it settles `750.000` in the other rows."""
    return frozenset(mark for cell in cells if (mark := thousands_mark(cell)))


def _parts(text: str) -> list[str]:
    for sign in (_AT_LEAST, _AT_MOST, _MORE, _LESS):
        text = sign.sub("", text)
    return _BETWEEN.split(text)


def _certain_mark(text: str) -> str | None:
    cents = _ZERO_CENTS.match(text)
    if cents and not _PLAIN.match(text):
        return _OTHER[cents["mark"]]
    return next((mark for mark, shape in _GROUPED.items() if shape.match(text) and text.count(mark) > 1), None)


def read_money(cell: Cell, marks: frozenset[str] = frozenset()) -> Any:
    """Reads whole rupiah: an int, or `{at_least, at_most}` where only bounds are given; `None` if blank.

    `USD 100 @ 16250 2026-01-19` is foreign money with its rate and the day of the rate.

    A single group (`750.000`) is read as thousands unless another cell of the column uses the other mark for thousands: whole rupiah
    have no three-digit fraction, so that would be the only other meaning.

    Args:
        marks: what `column_marks` found in the column.

    Raises:
        Unreadable: not an amount, fractions of a rupiah, negative, or more than one meaning.
    """
    if isinstance(cell, str) and (foreign := _FOREIGN.match(short(cell) or "")):
        return _foreign(foreign)
    return _read_bounded(cell, lambda text: _money(text, marks))


def _foreign(found: re.Match[str]) -> dict[str, str]:
    """Returns an amount in another currency; without rate and day it counts as unknown.

    A mark before exactly three digits of a rate could part thousands or a fraction: a thousandfold difference, so nobody guesses.
    """
    if found["rate"] and _THREE_DIGITS.search(found["rate"]):
        raise Unreadable("ambiguous-amount", "a mark before three digits of a rate has two meanings", "write `16250` or `16250.00`")
    parts = {"currency": found["currency"], "amount": found["amount"].replace(",", ".")}
    if found["rate"]:
        parts |= {"rate": found["rate"].replace(",", "."), "rate_on": read_day(found["day"]) or ""}
    return parts


def read_whole_number(cell: Cell) -> Any:
    """Reads an int of 0 or more, or its bounds; `None` if blank."""
    return _read_bounded(cell, _whole)


def read_percent(cell: Cell) -> Any:
    """Reads a percentage (`50,01`, `50.01 %`) as a decimal string of at most two places, or its bounds; `None` if blank."""
    return _read_bounded(cell, _percent, whole=False)


def _read_bounded(cell: Cell, one: Callable[[str], Any], *, whole: bool = True) -> Any:
    if isinstance(cell, bool) or not isinstance(cell, (str, int, float)):
        if cell is None:
            return None
        raise Unreadable("not-a-number", "this is not a number", "type digits only, as in `1200000`")
    if isinstance(cell, (int, float)):
        return one(_digits_of(cell, whole))
    text = short(cell)
    if text is None:
        return None
    for sign, key, step in ((_AT_LEAST, "at_least", 0), (_AT_MOST, "at_most", 0), (_MORE, "at_least", 1), (_LESS, "at_most", -1)):
        if sign.match(text):
            return {key: _shifted(one(sign.sub("", text)), step)}
    parts = _BETWEEN.split(text)
    if len(parts) == 2 and all(parts):
        return _between(one(parts[0]), one(parts[1]))
    return one(text)


def _digits_of(cell: int | float, whole: bool) -> str:
    if isinstance(cell, int):
        return str(cell)
    if cell != cell or cell in (float("inf"), float("-inf")):
        raise Unreadable("not-a-number", "this is not a number")
    if cell.is_integer():
        return str(int(cell))
    if whole:
        raise Unreadable("fraction", "a fraction where a whole number is expected", "type whole rupiah or whole days")
    return f"{Decimal(repr(cell)):f}"


def _shifted(value: Any, step: int) -> Any:
    if step and not isinstance(value, int):
        raise Unreadable("not-a-number", "use `>=` or `<=` here", "`>= 50.01`")
    if isinstance(value, int) and value + step < 0:
        raise Unreadable("impossible-range", "nothing is less than zero here")
    return value + step if step else value


def _between(low: Any, high: Any) -> Any:
    if Decimal(low) > Decimal(high):
        raise Unreadable("impossible-range", "the range ends before it starts", "put the lower number first")
    return {"at_least": low, "at_most": high}


def _bare(text: str) -> str:
    return text.replace(" ", "").replace("\u00a0", "").replace("\u202f", "")


def _money(text: str, marks: frozenset[str]) -> int:
    bare = _bare(_PREFIX.sub("", text))
    if _PLAIN.match(bare):
        return _within(int(bare))
    for mark, shape in _GROUPED.items():
        if shape.match(bare):
            if bare.count(mark) == 1 and _OTHER[mark] in marks:
                raise Unreadable(
                    "ambiguous-amount",
                    f"`{mark}` separates thousands here only if it does so in the whole column, and other rows use `{_OTHER[mark]}`",
                    "write amounts without separators, as in `1200000`",
                )
            return _within(int(bare.replace(mark, "")))
    cents = _ZERO_CENTS.match(bare)
    if cents:
        whole, thousands = cents["whole"], _OTHER[cents["mark"]]
        if _PLAIN.match(whole) or _GROUPED[thousands].match(whole):
            return _within(int(whole.replace(thousands, "")))
    if re.match(r"^\d[\d.,]*[.,]\d+$", bare):
        raise Unreadable("ambiguous-amount", "the separators allow more than one amount, or a fraction of a rupiah", "write `1200000`")
    if bare.startswith(("-", "(", "\u2212")):
        raise Unreadable("negative-amount", "an amount is never below zero")
    raise Unreadable("not-an-amount", "this is not an amount in rupiah", "`1200000`, `>= 1000001` or `500000..750000`")


def _whole(text: str) -> int:
    bare = _bare(text)
    if not _PLAIN.match(bare):
        raise Unreadable("not-a-number", "this is not a whole number", "type digits only, as in `30`")
    return _within(int(bare))


def _percent(text: str) -> str:
    bare = _bare(text).removesuffix("%").replace(",", ".")
    if not re.match(r"^\d{1,3}(?:\.\d{1,2})?$", bare) or Decimal(bare) > 100:
        raise Unreadable("not-a-percentage", "this is not a percentage from 0 to 100 with at most two places", "`50.01`")
    return bare


def _within(number: int) -> int:
    if number > LARGEST:
        raise Unreadable("number-too-large", "the number has more digits than can be kept exactly")
    return number
