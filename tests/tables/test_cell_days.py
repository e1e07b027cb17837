"""Days as people type them."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrityrules.facts.parsing import parse_day
from integrityrules.facts.values import Later
from integrityrules.tables.days import read_day
from integrityrules.tables.source import Month, Unreadable

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November", "Desember"]


def written_out(day: date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


WAYS = [
    date.isoformat,
    written_out,
    lambda day: written_out(day).upper(),
    lambda day: f"{day.day}-{day.month}-{day.year}",
    lambda day: f"{day.day:02}/{day.month:02}/{day.year}",
    lambda day: f"{day.day}.{day.month}.{day.year}",
    lambda day: f"{day.isoformat()} 00:00:00",
    lambda day: day,
    lambda day: datetime(day.year, day.month, day.day, 13, 5),
]


@given(day=DAYS, write=st.sampled_from(WAYS))
def test_a_day_is_read_as_it_was_written(day: date, write) -> None:
    """ISO, Indonesian words, day first with any separator, and a spreadsheet's date give the same day."""
    assert read_day(write(day)) == day.isoformat()


@given(first=DAYS, last=DAYS)
def test_a_range_has_both_ends(first: date, last: date) -> None:
    """Two days make a range if they are in order, and nothing if they are not."""
    if first <= last:
        assert read_day(f"{written_out(first)} s.d. {written_out(last)}") == f"{first}..{last}"
    else:
        with pytest.raises(Unreadable):
            read_day(f"{first}..{last}")


@pytest.mark.parametrize(
    "cell, day",
    [
        ("2026-01", "2026-01"),
        ("Januari 2026", "2026-01"),
        ("01/2026", "2026-01"),
        (Month(2026, 1), "2026-01"),
        ("2026-01..2026-02", "2026-01-01..2026-02-28"),
        ("tanggal 5 Agt 2025", "2025-08-05"),
        ("19 Jan. 2026", "2026-01-19"),
        ("belum", "not_yet"),
        ("Belum", "not_yet"),
        ("not_yet", "not_yet"),
        ("masih", "ongoing"),
        ("sampai sekarang", "ongoing"),
        ("-", None),
        ("", None),
        (None, None),
    ],
)
def test_what_people_write(cell: object, day: object) -> None:
    """Months, statements about the future and blanks are understood."""
    assert read_day(cell) == day


@pytest.mark.parametrize(
    "cell", [46041, 2024, 1.5, True, "2024", "01/19/2026", "31/02/2026", "19/01/26", "kemarin", "0026-01-01", "19 Foo 2026"]
)
def test_what_is_refused(cell: object) -> None:
    """Bare numbers, months first, impossible days and short years are refused rather than guessed."""
    with pytest.raises(Unreadable) as caught:
        read_day(cell)
    assert caught.value.code == "not-a-date"


@given(text=st.text(max_size=250) | st.from_regex(r"\d{1,4}[-/. ]\d{1,4}[-/. ]\d{1,4}", fullmatch=True))
def test_what_is_read_the_facts_can_read(text: str) -> None:
    """Whatever text is read as a day is one that the models take; all else is refused."""
    try:
        found = read_day(text)
    except Unreadable:
        return
    if found is not None:
        assert parse_day(found, (Later.NOT_YET, Later.ONGOING)) is not None
