"""Text of a calendar file -> the working-day calendar, with where each day off comes from.

May not know which days are off: that is in the file. Disputed days stay disputed, for deadlines to have two ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from integrityrules.errors import RulesetError
from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.vocabulary import Text
from integrityrules.rulebook.reader import Reader, near_miss, shown
from integrityrules.rulebook.yaml_door import Leaf, YamlNode, read_yaml

HOLIDAY_KINDS = ("national", "cuti_bersama", "election")


@dataclass(frozen=True, slots=True)
class DayOff:
    """One day off, as its source gives it; `disputed` if sources disagree whether it is one."""

    day: date
    name: Text
    kind: str
    source: str
    disputed: bool
    note: Text | None


@dataclass(frozen=True, slots=True)
class CalendarSource:
    """A decree or page the days of some years come from."""

    id: str
    title: Text
    url: str


@dataclass(frozen=True, slots=True)
class CalendarData:
    """A calendar file.

    Args:
        calendar: the working days, for deadlines.
        days: every day off in order, with its name and source.
    """

    calendar: WorkCalendar
    title: Text
    note: Text | None
    sources: Mapping[str, CalendarSource]
    days: tuple[DayOff, ...]


def parse_calendar(text: str, file: str) -> WorkCalendar:
    """Returns the working-day calendar of a file; see `read_calendar`."""
    return read_calendar(text, file).calendar


def read_calendar(text: str, file: str) -> CalendarData:
    """Returns a calendar with its names, sources and notes.

    Raises:
        RulesetError: with every problem of the file: days listed twice, outside their year, or from an unknown source.
    """
    reader = Reader(read_yaml(text, file=file))
    outer = reader.table(reader.document.root, "a calendar file", required=("calendar",))
    required = ("id", "title", "sources", "years")
    values = reader.table((outer or {}).get("calendar"), "`calendar`", required=required, optional=("note",)) or {}
    id = reader.id(values.get("id"), "the id of a calendar")
    title = reader.titled(values.get("title"), "title") or Text(id, id)
    note = reader.titled(values.get("note"), "note")
    sources = {key.text: _source(reader, key, value) for key, value in reader.entries(values.get("sources"), "`sources`") or ()}
    years: set[int] = set()
    days: list[DayOff] = []
    for key, value in reader.entries(values.get("years"), "`years`") or ():
        year = reader.integer(key, "a year")
        if year is not None:
            years.add(year)
            days += _days(reader, value, year, sources)
    _check_twice(reader, values.get("years"), days)
    if reader.problems:
        raise RulesetError(problems=sorted(reader.problems))
    digest = sha256(text.replace("\r\n", "\n").encode()).hexdigest()
    certain = [day.day for day in days if not day.disputed]
    calendar = WorkCalendar(id, years, certain, [day.day for day in days if day.disputed], digest)
    return CalendarData(calendar, title, note, sources, tuple(sorted(days, key=lambda day: day.day)))


def _source(reader: Reader, key: Leaf, node: YamlNode) -> CalendarSource:
    values = reader.table(node, "a source", required=("title",), optional=("url",)) or {}
    title = reader.titled(values.get("title"), "title") or Text(key.text, key.text)
    return CalendarSource(reader.id(key, "the id of a source"), title, reader.text(values.get("url"), "`url`"))


def _days(reader: Reader, node: YamlNode, year: int, sources: Mapping[str, CalendarSource]) -> tuple[DayOff, ...]:
    values = reader.table(node, "a year", required=("source", "holidays")) or {}
    source = _known_source(reader, values.get("source"), sources)
    return reader.listed(values.get("holidays"), "`holidays`", lambda item: _day(reader, item, year, source, sources))


def _day(reader: Reader, node: YamlNode, year: int, source: str, sources: Mapping[str, CalendarSource]) -> DayOff | None:
    values = reader.table(node, "a day off", required=("date", "name", "kind"), optional=("disputed", "note", "source"))
    day = reader.day(values.get("date"), "`date`") if values else None
    if values is None or day is None:
        return None
    if day.year != year:
        reader.report(values["date"], "bad-date", f"this day is not in {year}", f"move it below `{day.year}:`")
    return DayOff(
        day=day,
        name=reader.titled(values.get("name"), "name") or Text("", ""),
        kind=reader.one_of(values.get("kind"), "kind of day off", HOLIDAY_KINDS),
        source=_known_source(reader, values["source"], sources) if "source" in values else source,
        disputed=bool(reader.boolean(values.get("disputed"), "`disputed`")),
        note=reader.titled(values.get("note"), "note"),
    )


def _known_source(reader: Reader, node: YamlNode | None, sources: Mapping[str, CalendarSource]) -> str:
    name = reader.text(node, "`source`")
    if node is not None and name and name not in sources:
        reader.report(node, "unknown-source", f"{shown(name)} is not among the sources of this calendar", near_miss(name, sources))
    return name


def _check_twice(reader: Reader, node: YamlNode | None, days: list[DayOff]) -> None:
    seen: set[date] = set()
    for day in days:
        if day.day in seen and node is not None:
            reader.report(node, "duplicate-day", f"{day.day} is listed twice", "keep one entry, with both names in it")
        seen.add(day.day)
