"""The functions of the language in columns, each for all values its arguments leave possible.

May not add a function: `language.functions` has the closed list, and a test holds both together.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import MAXYEAR
from typing import TYPE_CHECKING, TypeAlias

from integrityrules.facts.calendar import WEEKDAYS, WorkCalendar
from integrityrules.language import tree
from integrityrules.language.functions import DEFAULT_CALENDAR
from integrityrules.language.sql import work_days
from integrityrules.language.sql.compare import compared
from integrityrules.language.sql.texts import all_of, any_of, case, literal, unknown
from integrityrules.language.sql.values import Numbers, Ordered, Plain, Value, exact, unknown_value

if TYPE_CHECKING:
    from integrityrules.language.sql.reader import Env, Reader

Writer: TypeAlias = "Callable[[Reader, tree.Call, Env], Value]"

MOST_DAYS, MOST_MONTHS = 3_660_000, 12 * MAXYEAR
"""More days or months than the calendar of the years 1 to 9999 has; beyond them a day is unknown."""


def _both(start: Ordered, write: Callable[[str], str]) -> Ordered:
    lo = write(start.lo)
    return Ordered(lo, lo if start.is_exact else write(start.hi))


def _year(reader: Reader, node: tree.Call, env: Env) -> Value:
    return _both(reader.ordered(node.args[0], env), lambda day: f"CAST(EXTRACT(YEAR FROM {day}) AS BIGINT)")


def _days_between(reader: Reader, node: tree.Call, env: Env) -> Value:
    start, end = _two(reader, node, env)
    low = f"DATE_DIFF('day', {start.hi}, {end.lo})"
    return Ordered(low, low if start.is_exact and end.is_exact else f"DATE_DIFF('day', {start.lo}, {end.hi})")


def _two(reader: Reader, node: tree.Call, env: Env) -> tuple[Ordered, Ordered]:
    frame = reader.home(node, env)
    first, second = (reader.ordered(arg, env) for arg in node.args[:2])
    return tuple(Ordered(frame.work_out(v.lo, "from"), frame.work_out(v.hi, "from"), v.stored, v.constant) for v in (first, second))  # type: ignore[return-value]


def _moved(most: int, write: str) -> Writer:
    def moved(reader: Reader, node: tree.Call, env: Env) -> Value:
        day, count = _two(reader, node, env)

        def end(day: str, count: str) -> str:
            later = f"CAST({write.format(day, f'CAST({count} AS INTEGER)')} AS DATE)"
            kept = f"CASE WHEN {later} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31' THEN {later} END"
            return f"CASE WHEN {count} BETWEEN {-most} AND {most} THEN {kept} END"

        low = end(day.lo, count.lo)
        return Ordered(low, low if day.is_exact and count.is_exact else end(day.hi, count.hi))

    return moved


def _calendar(reader: Reader, node: tree.Call) -> WorkCalendar:
    name = DEFAULT_CALENDAR
    if len(node.args) > 2:
        assert isinstance(node.args[2], tree.Literal_)
        name = node.args[2].value
    return reader.relations.calendars.get(name, WEEKDAYS)


def _working_days_between(reader: Reader, node: tree.Call, env: Env) -> Value:
    frame, layout = reader.home(node, env), reader.relations.layout
    return work_days.between(frame, layout, _calendar(reader, node), *_two(reader, node, env))


def _add_working_days(reader: Reader, node: tree.Call, env: Env) -> Value:
    frame, layout = reader.home(node, env), reader.relations.layout
    return work_days.added(frame, layout, _calendar(reader, node), *_two(reader, node, env), reader.relations.as_of)


def _overlaps(reader: Reader, node: tree.Call, env: Env) -> Value:
    (start, end), (other_start, other_end) = (reader.relations.span(reader.subject(arg, env)) for arg in node.args)
    as_of = reader.relations.as_of
    return Plain(all_of([compared("<=", start, other_end, as_of), compared("<=", other_start, end, as_of)]))


def _in_effect(reader: Reader, node: tree.Call, env: Env) -> Value:
    start, end = reader.relations.span(reader.subject(node.args[0], env))
    return Plain(reader.relations.covers(start, end, reader.ordered(node.args[1], env)))


def _happened(reader: Reader, node: tree.Call, env: Env) -> Value:
    return Plain(compared("<=", reader.ordered(node.args[0], env), exact_day(reader), reader.relations.as_of))


def exact_day(reader: Reader) -> Ordered:
    as_of = reader.relations.as_of
    return Ordered(literal(as_of), literal(as_of), constant=as_of)


def _is_settled(reader: Reader, node: tree.Call, env: Env) -> bool:
    """Tells whether what is not stated here is not stated at all: only then may a function ask for it."""
    return all(reader.told(arg, env).is_exact and not (reader.law.either_world and reader.depends_on_world(arg)) for arg in node.args)


def _first_stated(reader: Reader, node: tree.Call, env: Env) -> Value:
    if not _is_settled(reader, node, env):
        reader.doubt()
        return unknown_value(node.type)
    values = [reader.value(arg, env) for arg in node.args]
    plain = [value.text for value in values if isinstance(value, Plain)]
    if plain:
        return Plain(f"COALESCE({', '.join(plain)})")
    if isinstance(values[0], Numbers):
        return _first_entity([value for value in values if isinstance(value, Numbers)])
    days = [value for value in values if isinstance(value, Ordered)]
    if all(day.stored for day in days):
        return reader.relations.later(reader.home(node, env).work_out(f"COALESCE({', '.join(day.stored for day in days)})", "day"))
    if all(day.is_exact for day in days):
        return exact(f"COALESCE({', '.join(day.lo for day in days)})")
    return Ordered(case(*((day.is_stated, day.lo) for day in days)), case(*((day.is_stated, day.hi) for day in days)))


def _first_entity(values: list[Numbers]) -> Numbers:
    schemes = dict.fromkeys(scheme for value in values for scheme in value.by_scheme)
    stated = [any_of(f"{number} IS NOT NULL" for number in value.by_scheme.values()) for value in values]
    return Numbers(
        {
            scheme: case(*((test, value.by_scheme.get(scheme, unknown("string"))) for test, value in zip(stated, values, strict=True)))
            for scheme in schemes
        }
    )


def _stated(reader: Reader, node: tree.Call, env: Env) -> Value:
    if not _is_settled(reader, node, env):
        reader.doubt()
        return unknown_value(node.type)
    value = reader.value(node.args[0], env)
    if isinstance(value, Ordered):
        return Plain(value.is_stated)
    texts = [value.text] if isinstance(value, Plain) else list(value.by_scheme.values())
    return Plain(any_of(f"({text} IS NOT NULL)" for text in texts))


CALLS: Mapping[str, Writer] = {
    "year": _year,
    "days_between": _days_between,
    "add_days": _moved(MOST_DAYS, "{0} + {1}"),
    "add_months": _moved(MOST_MONTHS, "{0} + INTERVAL '1' MONTH * {1}"),
    "working_days_between": _working_days_between,
    "add_working_days": _add_working_days,
    "overlaps": _overlaps,
    "in_effect": _in_effect,
    "happened": _happened,
    "first_stated": _first_stated,
    "stated": _stated,
}
"""What writes each function of the language."""
