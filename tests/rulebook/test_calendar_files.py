"""Calendar files: the days off with their sources, and what is refused."""

from __future__ import annotations

from datetime import date

import pytest
from shared_material import REPOSITORY

from integrityrules.errors import RulesetError
from integrityrules.rulebook.calendar import parse_calendar, read_calendar

TEXT = """\
calendar:
  id: office
  title: {id: Hari kerja, en: Working days}
  sources:
    decree: {title: {id: Keputusan, en: Decree}, url: https://example.org}
  years:
    2026:
      source: decree
      holidays:
        - {date: 2026-01-01, name: {id: Tahun Baru, en: New Year}, kind: national}
        - {date: 2026-01-02, name: {id: Cuti, en: Leave}, kind: cuti_bersama, disputed: true, note: {id: Beda, en: Differs}}
"""


def test_a_calendar_has_its_holidays_and_its_disputed_days_apart() -> None:
    """A day on which sources disagree widens a deadline; a certain one moves it."""
    calendar = parse_calendar(TEXT, "office.yaml")
    assert (calendar.id, calendar.years) == ("office", {2026})
    assert (calendar.holidays, calendar.disputed) == ({date(2026, 1, 1)}, {date(2026, 1, 2)})
    assert len(calendar.digest) == 64


def test_every_day_off_says_where_it_comes_from() -> None:
    """Names, kinds, sources and notes are kept for people."""
    data = read_calendar(TEXT, "office.yaml")
    assert [(day.name.en, day.kind, day.source, day.disputed) for day in data.days] == [
        ("New Year", "national", "decree", False),
        ("Leave", "cuti_bersama", "decree", True),
    ]
    assert data.sources["decree"].url == "https://example.org"


@pytest.mark.parametrize(
    "old, new, code",
    [
        ("date: 2026-01-02", "date: 2026-01-01", "duplicate-day"),
        ("date: 2026-01-02", "date: 2025-01-02", "bad-date"),
        ("date: 2026-01-02", "date: 2026-02-30", "bad-date"),
        ("source: decree", "source: degree", "unknown-source"),
        ("kind: national", "kind: nasional", "unknown-code"),
        ("disputed: true", "disputed: yes", "bad-bool"),
        ("2026:", "26th:", "bad-int"),
        ("holidays:", "holiday:", "unknown-key"),
    ],
)
def test_a_mistake_in_a_calendar_is_named(old: str, new: str, code: str) -> None:
    """Days twice, in the wrong year, or from nowhere are load errors."""
    with pytest.raises(RulesetError) as caught:
        parse_calendar(TEXT.replace(old, new), "office.yaml")
    assert code in {problem.code for problem in caught.value.problems}


def test_the_packaged_calendars_can_be_read() -> None:
    """Each packaged calendar lists every year it has with at least a dozen days."""
    paths = sorted((REPOSITORY / "rulesets").rglob("calendars/*.yaml"))
    assert paths
    for path in paths:
        data = read_calendar(path.read_text(encoding="utf-8"), path.name)
        assert all(sum(day.day.year == year for day in data.days) >= 12 for year in data.calendar.years)
