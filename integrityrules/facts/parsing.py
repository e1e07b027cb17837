"""Declared days, and values that hold for periods, as people and files write them.

May not know any kind of fact. Refuses what it does not understand, without repeating it; missing stays missing.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from integrityrules.facts.problems import Found, Unreadable, at, listed, unknown_key, unreadable
from integrityrules.facts.values import Later, Range, Spell, Spells, bounds, overlap, ranged

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)
"""Days outside are typing errors."""

_DAY = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
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
