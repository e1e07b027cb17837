"""Days, amounts, shares and spells, as people write them."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_facts import days

from integrityrules.facts.amounts import ForeignMoney, parse_money, parse_percent, parse_whole
from integrityrules.facts.parsing import parse_day, parse_spells
from integrityrules.facts.problems import Unreadable
from integrityrules.facts.values import NOT_YET, ONGOING, Range, Spell

anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(), st.dates(), st.datetimes(), st.decimals()),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8) | st.sampled_from(["from", "until", "at_least"]), inner)
    ),
    max_leaves=5,
)


def code_of(parse: Any, *arguments: Any) -> str:
    with pytest.raises(Unreadable) as caught:
        parse(*arguments)
    return caught.value.found[0].code


@given(days)
def test_a_day_is_read_from_text_and_date_alike(day: date) -> None:
    """A day may be a `date` or its ISO text."""
    assert parse_day(day) == day == parse_day(day.isoformat())


@given(days, days)
def test_a_range_is_read_from_text_mapping_and_range_alike(one: date, other: date) -> None:
    """`a..b`, `{from, until}` and `Range` say the same, and a range of one day is that day."""
    lo, hi = min(one, other), max(one, other)
    expected = lo if lo == hi else Range(lo, hi)
    assert parse_day(f"{lo}..{hi}") == expected == parse_day({"from": lo, "until": str(hi)}) == parse_day(Range(lo, hi))


@pytest.mark.parametrize(
    "text, expected",
    [
        ("2024-09", Range(date(2024, 9, 1), date(2024, 9, 30))),
        ("2024-02", Range(date(2024, 2, 1), date(2024, 2, 29))),
        ("2023-10-19..2023-11-25", Range(date(2023, 10, 19), date(2023, 11, 25))),
        ("2023-10..2023-11", Range(date(2023, 10, 1), date(2023, 11, 30))),
        ("2023-10 .. 2023-11-25", Range(date(2023, 10, 1), date(2023, 11, 25))),
        ("2023-10..", Range(date(2023, 10, 1), None)),
        ("..2023-10", Range(None, date(2023, 10, 31))),
        ({"until": "2023-10"}, Range(None, date(2023, 10, 31))),
    ],
)
def test_a_month_stands_for_its_first_to_its_last_day(text: object, expected: object) -> None:
    """A month is some day of it; as an end of a range it reaches to its own end."""
    assert parse_day(text) == expected


@pytest.mark.parametrize("later", [NOT_YET, ONGOING])
def test_a_statement_about_the_future_is_read_only_where_it_makes_sense(later: Any) -> None:
    """`not_yet` and `ongoing` are refused for a day that cannot carry them."""
    assert parse_day(later.value, (later,)) is later is parse_day(later, (later,))
    assert code_of(parse_day, later.value) == code_of(parse_day, later) == "not-allowed-here"


@pytest.mark.parametrize(
    "value",
    [
        "",
        "2024",
        "2024-13",
        "2024-02-30",
        "20240230",
        "01-02-2024",
        "2024-1-1",
        "..",
        "\u0662\u0660\u0662\u0664-01-01",
        20240101,
        True,
        datetime(2024, 1, 1),
        "1712-01-01",
        {},
        {"from": None},
        [],
        "2024-02-02..2024-02-01",
        "2024-01..2024-02..2024-03",
    ],
)
def test_what_is_no_day_is_refused(value: object) -> None:
    """A year alone, a day that does not exist, a time of day, or an upside-down range is no day."""
    assert code_of(parse_day, value) in {"wrong-day", "ends-before-start"}


@given(st.integers(0, 10**15), st.integers(0, 10**15))
def test_an_amount_may_be_exact_or_bounded(one: int, other: int) -> None:
    """`a..b` and `{at_least, at_most}` say the same; either bound may be open."""
    lo, hi = min(one, other), max(one, other)
    expected = lo if lo == hi else Range(lo, hi)
    assert parse_whole(lo) == lo
    assert parse_whole(f"{lo}..{hi}") == expected == parse_whole({"at_least": lo, "at_most": hi})
    assert parse_money({"at_least": lo}) == Range(lo, None)


@pytest.mark.parametrize(
    "value",
    [
        -1,
        1.0,
        1.5,
        True,
        "-1",
        "1,000",
        "1.000",
        "Rp1",
        10**15 + 1,
        {"at_least": -1},
        {"at_least": 5, "at_most": 4},
        {},
        {"atleast": 5},
        None,
        [],
        Decimal(5),
    ],
)
def test_what_is_no_amount_is_refused(value: object) -> None:
    """Negative, fractional, separated and boolean amounts are refused."""
    assert code_of(parse_whole, value) in {"wrong-number", "ends-before-start", "blank", "unknown-field"}


@given(st.integers(0, 10_000))
def test_percent_is_exact_in_every_form(points: int) -> None:
    """Basis points do not drift, be the percentage a float, a text or a decimal."""
    text = f"{points // 100}.{points % 100:02}"
    assert parse_percent(points / 100) == parse_percent(text) == parse_percent(Decimal(text)) == points


@pytest.mark.parametrize("value", [-0.01, 100.01, 50.005, "50,01", float("nan"), float("inf"), True, "50 %", "NaN"])
def test_what_is_no_percentage_is_refused(value: object) -> None:
    """Percentages have at most two decimals and lie between 0 and 100."""
    assert code_of(parse_percent, value) == "wrong-percent"


def test_foreign_money_is_rounded_half_up_to_whole_rupiah() -> None:
    """Amount times dated rate, half a rupiah up; unknown without a rate or its day."""
    data = {"amount": "0.5", "currency": "USD", "rate": 16001, "rate_on": "2026-01-20"}
    assert parse_money(data).idr == 8001
    assert parse_money({**data, "amount": 12.1, "rate": "10.05"}).idr == 122  # 121.605
    assert parse_money({"amount": 5, "currency": "USD"}).idr is None
    assert parse_money({"amount": 5, "currency": "USD", "rate": 16000}).idr is None
    assert parse_money(parse_money(data)) == parse_money(data) == ForeignMoney(Decimal("0.5"), "USD", Decimal(16001), date(2026, 1, 20))


@pytest.mark.parametrize(
    "change, path",
    [
        ({"amount": -1}, "amount"),
        ({"amount": None}, "amount"),
        ({"currency": "usd"}, "currency"),
        ({"currency": "IDR"}, "currency"),
        ({"rate": 0}, "rate"),
        ({"rate_on": "2026-01"}, "rate_on"),
        ({"rate_on": "soon"}, "rate_on"),
        ({"fee": 1}, ""),
        ({"amount": 10**15}, ""),
    ],
)
def test_foreign_money_that_makes_no_sense_is_refused(change: dict[str, Any], path: str) -> None:
    """Each part of foreign money is checked, and a total beyond what is possible too."""
    with pytest.raises(Unreadable) as caught:
        parse_money({"amount": 5, "currency": "USD", "rate": 16000, "rate_on": "2026-01-20"} | change)
    assert caught.value.found[0].path == path


def plain(value: object) -> object:
    return value


def test_spells_keep_value_and_both_ends() -> None:
    """A list of periods becomes spells; `ongoing` and missing ends stay different."""
    spells = parse_spells(
        [
            {"value": "a", "from": "2020-01", "until": "2020-12-31"},
            {"value": "b", "from": "2021-01-01", "until": "ongoing"},
            {"value": "b"},
        ],
        plain,
    )
    assert spells == (
        Spell("a", Range(date(2020, 1, 1), date(2020, 1, 31)), date(2020, 12, 31)),
        Spell("b", date(2021, 1, 1), ONGOING),
        Spell("b", None, None),
    )
    assert parse_spells(list(spells), plain) == spells == parse_spells(spells, plain)


@pytest.mark.parametrize(
    "second, code",
    [
        ({"value": "b", "from": "2020-12-31", "until": "ongoing"}, "overlapping-periods"),
        ({"value": "b", "from": "2019-01-01", "until": "ongoing"}, "overlapping-periods"),
        ({"value": "b", "from": "2021-02-02", "until": "2021-02-01"}, "ends-before-start"),
        ({"value": "b", "from": "not_yet"}, "not-allowed-here"),
        ({"value": "b", "since": "2021-01-01"}, "unknown-field"),
        ({"from": "2021-01-01"}, "wrong-type"),
        ("b", "wrong-type"),
    ],
)
def test_periods_that_contradict_each_other_are_refused(second: object, code: str) -> None:
    """Two values of one attribute cannot hold on one day."""
    with pytest.raises(Unreadable) as caught:
        parse_spells([{"value": "a", "from": "2020-01-01", "until": "2020-12-31"}, second], plain)
    assert (caught.value.found[0].code, caught.value.found[0].path.startswith("[1]")) == (code, True)


def test_periods_that_may_only_overlap_are_read() -> None:
    """An overlap that ends known only as ranges leave open is no contradiction."""
    assert (
        len(
            parse_spells(
                [{"value": "a", "from": "2020-01-01", "until": "2020-06"}, {"value": "b", "from": "2020-06-15", "until": "ongoing"}], plain
            )
        )
        == 2
    )


@given(anything)
def test_nonsense_is_refused_and_never_crashes(value: object) -> None:
    """Whatever is given, it is read or refused as unreadable; nothing else is raised."""
    for parse in (parse_day, parse_whole, parse_percent, parse_money, lambda item: parse_spells(item, parse_day)):
        with suppress(Unreadable):
            parse(value)
