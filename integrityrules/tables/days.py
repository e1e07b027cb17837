"""Days as people type them: `19 Januari 2026`, `19/01/2026` (day first), `2026-01`, `belum`, `masih`.

May not know fields or the clock. Gives the text forms of the facts: ISO day, month, `from..until`, `not_yet`, `ongoing`.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime

from integrityrules.tables.source import Cell, Month, Unreadable
from integrityrules.tables.text import short

NOT_YET_WORDS = frozenset({"belum", "not yet", "not_yet", "belum dilakukan", "belum dilaporkan"})
ONGOING_WORDS = frozenset({"masih", "ongoing", "masih berlangsung", "masih berlaku", "sampai sekarang", "s.d. sekarang", "until now"})

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari january jan",
            "februari february pebruari feb peb",
            "maret march mar",
            "april apr",
            "mei may",
            "juni june jun",
            "juli july jul",
            "agustus august agu ags agt aug",
            "september sep sept",
            "oktober october okt oct",
            "november nopember nov nop",
            "desember december des dec",
        ),
        start=1,
    )
    for name in names.split()
}
_ISO_DAY = re.compile(r"^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?$")
_DAY_FIRST = re.compile(r"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})$")
_NAMED_DAY = re.compile(r"^(?:tanggal\s+|tgl\.?\s+)?(\d{1,2})[\s-]+([^\W\d_]+)\.?[\s-]+(\d{4})$")
_ISO_MONTH = re.compile(r"^(\d{4})[-/](\d{1,2})$")
_MONTH_FIRST = re.compile(r"^(\d{1,2})[-/](\d{4})$")
_NAMED_MONTH = re.compile(r"^([^\W\d_]+)\.?[\s-]+(\d{4})$")
_BETWEEN = re.compile(r"\s*(?:\.\.|…|\s(?:s\.?\s?/?d\.?|sampai(?: dengan)?|hingga|to|until)\s|\s[-\u2013\u2014]\s)\s*", re.IGNORECASE)
_EXAMPLE = "`2026-01-19`, `19 Januari 2026`, `2026-01`, `2026-01-19..2026-02-03` or `belum`"


def read_day(cell: Cell) -> str | None:
    """Reads a day, a month or a range as the text the facts take, or `None` if blank.

    Numeric dates in text are day first, as Indonesian offices write them. A bare number is refused: it may be a day's serial number
    or a year.

    Raises:
        Unreadable: not a day, an impossible day, or a year outside 1900 to 2199.
    """
    if cell is None:
        return None
    if isinstance(cell, datetime):
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, date):
        return _day(cell.year, cell.month, cell.day)
    if isinstance(cell, Month):
        return _month(cell.year, cell.month)
    if not isinstance(cell, str):
        raise Unreadable("not-a-date", "a number is not a date", f"type {_EXAMPLE}")
    text = short(cell)
    return None if text is None else _read_text(text)


def _read_text(text: str) -> str:
    word = text.casefold()
    if word in NOT_YET_WORDS:
        return "not_yet"
    if word in ONGOING_WORDS:
        return "ongoing"
    parts = _BETWEEN.split(text)
    if len(parts) == 2 and all(parts):
        first, last = ends_of(_one(parts[0]))[0], ends_of(_one(parts[1]))[1]
        if first > last:
            raise Unreadable("impossible-range", "the range ends before it starts", "`2026-01-19..2026-02-03`")
        return f"{first}..{last}"
    return _one(text)


def _one(text: str) -> str:
    """Reads one day or month; ISO first, because its year cannot be mistaken."""
    if found := _ISO_DAY.match(text):
        return _day(*(int(part) for part in found.groups()))
    if found := _DAY_FIRST.match(text):
        return _day(int(found[4]), int(found[3]), int(found[1]))
    if found := _NAMED_DAY.match(text):
        return _day(int(found[3]), _month_number(found[2]), int(found[1]))
    if found := _ISO_MONTH.match(text):
        return _month(int(found[1]), int(found[2]))
    if found := _MONTH_FIRST.match(text):
        return _month(int(found[2]), int(found[1]))
    if found := _NAMED_MONTH.match(text):
        return _month(int(found[2]), _month_number(found[1]))
    raise Unreadable("not-a-date", "this is not a date", f"type {_EXAMPLE}")


def _month_number(name: str) -> int:
    number = _MONTHS.get(name.casefold())
    if number is None:
        raise Unreadable("not-a-date", "this is not the name of a month", f"type {_EXAMPLE}")
    return number


def _day(year: int, month: int, day: int) -> str:
    _check_year(year)
    if not 1 <= month <= 12:
        raise Unreadable("not-a-date", "the month is not 1 to 12; days come before months here", f"type {_EXAMPLE}")
    if not 1 <= day <= monthrange(year, month)[1]:
        raise Unreadable("not-a-date", "the month has no such day", f"type {_EXAMPLE}")
    return date(year, month, day).isoformat()


def _month(year: int, month: int) -> str:
    _day(year, month, 1)
    return f"{year:04}-{month:02}"


def _check_year(year: int) -> None:
    if not 1900 <= year <= 2199:
        raise Unreadable("not-a-date", "the year is not from 1900 to 2199", f"type {_EXAMPLE}")


def ends_of(text: str) -> tuple[str, str]:
    """Returns the first and last day of what `read_day` gave for a day or a month."""
    if len(text) == len("2026-01"):
        year, month = int(text[:4]), int(text[5:])
        return f"{text}-01", f"{text}-{monthrange(year, month)[1]:02}"
    return text, text
