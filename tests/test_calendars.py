"""The packaged working-day calendar: official counts, derived deadlines, and a second opinion from the `holidays` package."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from integrityrules.facts.calendar import WorkCalendar
from integrityrules.facts.values import Range
from integrityrules.library import packaged_rulesets
from integrityrules.rulebook.calendar import CalendarData, read_calendar

holidays = pytest.importorskip("holidays", reason="the `holidays` package is not installed")

YEARS = range(2021, 2027)
FILE = packaged_rulesets() / "calendars" / "asn.yaml"

# Where the two differ, and why ours stands.
DIFFERENCES = {
    date(2021, 12, 24): "ours, disputed: set for civil servants by Keppres 7/2021, taken back for everybody by SKB 712/2021",
    date(2022, 7, 9): "ours: Iduladha as in the joint decree (a Saturday)",
    date(2022, 7, 10): "theirs: Iduladha as celebrated (a Sunday)",
}


@pytest.fixture(scope="module")
def data() -> CalendarData:
    return read_calendar(FILE.read_text(encoding="utf-8"), FILE.name)


@pytest.fixture(scope="module")
def calendar(data: CalendarData) -> WorkCalendar:
    return data.calendar


def test_days_off_are_those_of_the_holidays_package_but_for_known_differences(data: CalendarData) -> None:
    """National holidays and cuti bersama agree with an independent list; each difference is listed with its reason."""
    known = holidays.Indonesia
    theirs = set(known(years=YEARS, categories=known.supported_categories))
    ours = {off.day for off in data.days}
    assert ours ^ theirs == set(DIFFERENCES)


def test_every_day_off_has_a_source_and_a_name_in_both_languages(data: CalendarData) -> None:
    """No day off rests on nothing."""
    assert all(off.source in data.sources and off.name.id and off.name.en for off in data.days)
    assert {off.day for off in data.days if off.disputed} == {date(2021, 12, 24), date(2025, 8, 18)}


@pytest.mark.parametrize(("year", "least", "most"), [(2024, 238, 238), (2025, 237, 238), (2026, 240, 240)])
def test_working_days_of_a_year(calendar: WorkCalendar, year: int, least: int, most: int) -> None:
    """The working days of a year are counted with and without its disputed day."""
    days = calendar.between(date(year - 1, 12, 31), date(year, 12, 31))
    assert days == (least if least == most else Range(least, most))


@pytest.mark.parametrize(
    ("received", "ten", "twenty", "thirty"),
    [
        (date(2024, 3, 15), date(2024, 4, 1), date(2024, 4, 23), date(2024, 5, 8)),
        (date(2025, 3, 3), date(2025, 3, 17), date(2025, 4, 9), date(2025, 4, 24)),
        (date(2025, 3, 20), date(2025, 4, 14), date(2025, 4, 29), date(2025, 5, 16)),
        (date(2026, 1, 20), date(2026, 2, 3), date(2026, 2, 19), date(2026, 3, 5)),
        (date(2026, 3, 2), date(2026, 3, 16), date(2026, 4, 7), date(2026, 4, 21)),
        (date(2026, 3, 16), date(2026, 4, 7), date(2026, 4, 21), date(2026, 5, 6)),
        (date(2026, 5, 4), date(2026, 5, 20), date(2026, 6, 8), date(2026, 6, 23)),
        (date(2026, 10, 1), date(2026, 10, 15), date(2026, 10, 29), date(2026, 11, 12)),
    ],
)
def test_deadlines_of_ten_twenty_and_thirty_working_days(
    calendar: WorkCalendar, received: date, ten: date, twenty: date, thirty: date
) -> None:
    """The day of receipt is day 0; weekends, holidays and cuti bersama do not count."""
    assert [calendar.add(received, count) for count in (10, 20, 30)] == [ten, twenty, thirty]


def test_a_disputed_day_and_a_year_without_data_leave_a_deadline_open(calendar: WorkCalendar) -> None:
    """Across 18 August 2025 there are two last days; before 2021 only the Monday-to-Friday floor is certain."""
    assert calendar.add(date(2025, 8, 15), 1) == Range(date(2025, 8, 18), date(2025, 8, 19))
    assert calendar.add(date(2019, 12, 9), 30) == Range(date(2020, 1, 20), None)
    assert calendar.add(date(2026, 12, 15), 30) == Range(date(2027, 1, 26), None)


def test_a_deadline_never_ends_before_the_weekdays_have_passed(calendar: WorkCalendar) -> None:
    """Whatever the calendar says, the earliest day is never before the Monday-to-Friday count."""
    bare = WorkCalendar("bare", [], [])
    for offset in range(0, 2500, 7):
        day = date(2020, 6, 1) + timedelta(days=offset)
        floor, found = bare.add(day, 30), calendar.add(day, 30)
        assert (found.lo if isinstance(found, Range) else found) >= floor.lo
