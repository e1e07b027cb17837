"""How a catalogue says periods, scales and places; and the command that writes it."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from integrityrules.cli.main import main
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.values import Range
from integrityrules.report.catalogue.articles import place_key
from integrityrules.report.catalogue.phrases import Sayer, may_meet, period_words
from integrityrules.rulebook.compile import Rulebook
from integrityrules.rulebook.source import UNREAD, Period, Step

DAY, LATER = date(2019, 12, 5), date(2026, 1, 19)


@pytest.mark.parametrize(
    "period, id, en",
    [
        (Period(None, None), "", ""),
        (UNREAD, "", ""),
        (Period(DAY), "sejak 5 Desember 2019", "since 5 December 2019"),
        (Period(None, DAY), "sampai dengan 5 Desember 2019", "until 5 December 2019"),
        (Period(DAY, LATER), "dari 5 Desember 2019 sampai dengan 19 Januari 2026", "from 5 December 2019 to 19 January 2026"),
        (
            Period(Range(DAY, date(2019, 12, 13))),
            "sejak suatu hari di antara 5 Desember 2019 dan 13 Desember 2019",
            "since some day between 5 December 2019 and 13 December 2019",
        ),
        (Period(Range(date(2014, 12, 1), date(2014, 12, 31))), "sejak suatu hari pada Desember 2014", "since some day in December 2014"),
        (Period(Range(date(2012, 2, 1), date(2012, 2, 29))), "sejak suatu hari pada Februari 2012", "since some day in February 2012"),
        (Period(Range(date(2001, 1, 1), date(2001, 12, 31))), "sejak suatu hari pada tahun 2001", "since some day in 2001"),
    ],
)
def test_periods_are_said_with_both_days(period: Period, id: str, en: str) -> None:
    """A period names its first and last day; a day known as a range is said to be so, by its month or year where it fills one."""
    assert (period_words(period).id, period_words(period).en) == (id, en)


def test_rows_of_a_scale_say_their_numbers() -> None:
    """A row reaches to the number before the next one; the last is open."""
    steps = [Step(at_least, "s", ()) for at_least in (3, 4, 7)]
    sayer = Sayer(Rulebook([], VOCABULARY))
    assert [sayer.step(steps, index).en for index in range(3)] == ["3", "4 to 6", "7 or more"]


def test_places_stand_in_the_order_of_the_law() -> None:
    """Articles are ordered by their numbers, and what was not seen comes last."""
    places = ["not_seen", "Pasal 12", "Pasal 2 ayat (10)", "Pasal 2 ayat (3) huruf b", "Pasal 2 ayat (3)", "Pasal 2"]
    ordered = ["Pasal 2", "Pasal 2 ayat (3)", "Pasal 2 ayat (3) huruf b", "Pasal 2 ayat (10)", "Pasal 12", "not_seen"]
    assert sorted(places, key=place_key) == ordered


def test_periods_that_touch_meet_and_neighbours_do_not() -> None:
    """Both ends are included: periods meet if they share a day, and not if one ends on the day before the other begins."""
    assert may_meet(Period(None, DAY), Period(DAY))
    assert not may_meet(Period(None, DAY), Period(date(2019, 12, 6)))
    assert may_meet(Period(None, Range(DAY, LATER)), Period(LATER))


def test_the_command_writes_what_it_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`rules catalogue` makes the folder, writes page, Markdown and manifest, and names each file."""
    assert main(["rules", "catalogue", "--out", str(tmp_path / "new"), "--lang", "en", "--layer", "agency-example"]) == 0
    named = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert sorted(named) == sorted((tmp_path / "new").iterdir())
    assert '<html lang="en">' in (tmp_path / "new" / "catalogue.html").read_text(encoding="utf-8")
    assert json.loads((tmp_path / "new" / "manifest.json").read_text(encoding="utf-8"))["format"] == "integrityrules-data-manifest/1"
