"""Working days in columns: a calendar as two tables, with every day counted on both readings of what is disputed.

May not know conditions. The tables hold the years that `WorkCalendar` lists and Monday to Friday around them; outside them all is unknown.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from integrityrules.facts.calendar import WEEKDAYS, WorkCalendar
from integrityrules.facts.values import ONE_DAY, bounds
from integrityrules.language.sql.frames import Frame
from integrityrules.language.sql.layout import Layout
from integrityrules.language.sql.texts import all_of, case, literal, unknown
from integrityrules.language.sql.values import Ordered

FIRST, LAST = date(1950, 1, 2), date(2099, 12, 31)
"""The days in the tables; the first is a Monday."""


def work_days(calendars: Mapping[str, WorkCalendar]) -> str:
    """Returns the query of `work_days`: a row for each day of each calendar, and of Monday to Friday for calendars that are not there.

    `run` tells apart the unbroken runs of listed years, NULL outside them. `most`, `fewest` and `weekdays` count up to the day those that
    may be working days, surely are, and are Monday to Friday; `possible` and `sure` count as `between` does outside the listed years.
    """
    return "\nUNION ALL\n".join(_days_of(calendar) for calendar in (*calendars.values(), WEEKDAYS))


def work_ranks(days: str = "work_days") -> str:
    """Returns the query of `work_ranks`: the day of each rank in the lists `most`, `fewest` and `weekdays`.

    Args:
        days: the name of the other table.
    """
    lists = (("most", "may_be"), ("fewest", "surely"), ("weekdays", "is_weekday"))
    return "\nUNION ALL\n".join(
        f"SELECT calendar, '{name}' AS list, {name} AS rank, day, run FROM {days} WHERE {flag} = 1" for name, flag in lists
    )


def _days_of(calendar: WorkCalendar) -> str:
    digits = [f"(VALUES {', '.join(f'({n})' for n in range(10))}) AS d{place}(n)" for place in range(5)]
    number = " + ".join(f"{10**place} * d{place}.n" for place in range(5))
    run = case(*((f"EXTRACT(YEAR FROM day) BETWEEN {first} AND {last}", str(first)) for first, last in _runs(calendar)))
    off, disputed = (_among(days) for days in (calendar.holidays, calendar.disputed))
    counts = (("most", "may_be"), ("fewest", "surely"), ("weekdays", "is_weekday"), ("possible", "possibly"), ("sure", "surely"))
    sums = ", ".join(f"CAST(SUM({flag}) OVER (ORDER BY day) AS BIGINT) AS {name}" for name, flag in counts)
    return f"""SELECT {literal(calendar.id)} AS calendar, day, run, may_be, surely, is_weekday, {sums} FROM (
  SELECT day, run, is_weekday, may_be, CASE WHEN {disputed} THEN 0 ELSE may_be END AS surely,
    CASE WHEN run IS NULL THEN is_weekday ELSE may_be END AS possibly
  FROM (
    SELECT day, run, is_weekday, CASE WHEN run IS NULL OR {off} THEN 0 ELSE is_weekday END AS may_be FROM (
      SELECT day, CAST({run} AS BIGINT) AS run, CASE WHEN number % 7 < 5 THEN 1 ELSE 0 END AS is_weekday FROM (
        SELECT CAST({literal(FIRST)} + number AS DATE) AS day, number
        FROM (SELECT {number} AS number FROM {" CROSS JOIN ".join(digits)}) AS numbers
        WHERE number <= {(LAST - FIRST).days}
      ) AS days
    ) AS listed
  ) AS possible
) AS counted"""


def _among(days: Iterable[date]) -> str:
    found = ", ".join(literal(day) for day in sorted(days))
    return f"day IN ({found})" if found else "FALSE"


def _runs(calendar: WorkCalendar) -> Iterator[tuple[int, int]]:
    """Yields the first and last year of each unbroken run of listed years."""
    for year in sorted(calendar.years):
        if year - 1 not in calendar.years:
            last = year
            while last + 1 in calendar.years:
                last += 1
            yield year, last


def added(frame: Frame, layout: Layout, calendar: WorkCalendar, day: Ordered, count: Ordered, as_of: date) -> Ordered:
    """Returns `WorkCalendar.add`: the earliest day by the days that may be working days, the latest by those that surely are."""
    if count.constant is not None and count.constant > 0:
        return _added_always(frame, layout, calendar, day, count.constant, as_of)
    stated = all_of([day.is_stated, f"{count.lo} >= 0"])
    earliest = _step(frame, layout, calendar, day.lo, count.lo, "most", floor=True)
    latest = _step(frame, layout, calendar, day.hi, count.hi, "fewest", floor=False)
    return Ordered(*(frame.work_out(case((stated, end), otherwise=unknown("date")), "working_day") for end in (earliest, latest)))


def _added_always(frame: Frame, layout: Layout, calendar: WorkCalendar, day: Ordered, count: int, as_of: date) -> Ordered:
    """Returns the day a fixed number of working days later: counted once for each day of the calendar, and not for each row."""
    ranked = "".join(
        f" LEFT JOIN {layout.work_ranks} AS {alias} ON {alias}.calendar = d.calendar AND {alias}.list = '{listed}'"
        f" AND {alias}.rank = d.{listed} + {count}"
        for alias, listed in (("m", "most"), ("w", "weekdays"), ("f", "fewest"))
    )
    ends = "COALESCE(CASE WHEN m.run = d.run THEN m.day END, w.day) AS earliest, CASE WHEN f.run = d.run THEN f.day END AS latest"
    reached = f"(SELECT d.day AS start, {ends} FROM {layout.work_days} AS d{ranked} WHERE d.calendar = {literal(calendar.id)})"

    def look_up(start: str, end: str) -> str:
        return frame.look_up(reached, [("start", frame.work_out(start, "start"))]).column(end)

    if not day.stored:
        return Ordered(look_up(day.lo, "earliest"), look_up(day.hi, "latest"))
    first, _ = bounds(calendar.add(as_of + ONE_DAY, count))
    today, earliest, latest = literal(as_of), look_up(day.stored, "earliest"), look_up(day.stored, "latest")
    low = case((f"{day.stored} > {today}", literal(first)), otherwise=earliest)
    return Ordered(*(frame.work_out(end, "working_day") for end in (low, f"CASE WHEN {day.stored} <= {today} THEN {latest} END")))


def _step(frame: Frame, layout: Layout, calendar: WorkCalendar, day: str, count: str, name: str, *, floor: bool) -> str:
    """Returns the day that many entries of a list later, where the listed years cover the whole way; else, as a floor, by weekdays."""
    day, count = frame.work_out(day, "start"), frame.work_out(count, "days")
    start = frame.look_up(layout.work_days, [("calendar", literal(calendar.id)), ("day", day)])

    def ranked(listed: str) -> str:
        rank = f"{start.column(listed)} + {count}"
        found = frame.look_up(layout.work_ranks, [("calendar", literal(calendar.id)), ("list", literal(listed)), ("rank", rank)])
        if listed == "weekdays":
            return found.column("day")
        return f"CASE WHEN {found.column('run')} = {start.column('run')} THEN {found.column('day')} END"

    found = f"COALESCE({ranked(name)}, {ranked('weekdays')})" if floor else ranked(name)
    return case((f"{count} = 0", day), otherwise=found)


def between(frame: Frame, layout: Layout, calendar: WorkCalendar, start: Ordered, end: Ordered) -> Ordered:
    """Returns `WorkCalendar.between`: how many working days lie after a day, up to and including another."""
    stated = all_of([start.is_stated, end.is_stated])
    fewest = _count(frame, layout, calendar, start.hi, end.lo, "sure")
    most = _count(frame, layout, calendar, start.lo, end.hi, "possible")
    ends = (f"COALESCE({fewest}, 0)", most)
    return Ordered(*(frame.work_out(case((stated, end), otherwise=unknown("days")), "working_days") for end in ends))


def _count(frame: Frame, layout: Layout, calendar: WorkCalendar, start: str, end: str, counted: str) -> str:
    start, end = frame.work_out(start, "start"), frame.work_out(end, "end")
    first, last = (frame.look_up(layout.work_days, [("calendar", literal(calendar.id)), ("day", day)]) for day in (start, end))
    return case((f"{end} <= {start}", "0"), otherwise=f"({last.column(counted)} - {first.column(counted)})")
