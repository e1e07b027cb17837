"""Amounts and numbers as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrityrules.tables.amounts import column_marks, read_money, read_percent, read_whole_number
from integrityrules.tables.source import Unreadable

AMOUNTS = st.integers(0, 10**15)


def dotted(amount: int) -> str:
    return f"{amount:,}".replace(",", ".")


@given(amount=AMOUNTS, write=st.sampled_from([str, dotted, lambda n: f"{n:,}", lambda n: f"Rp{dotted(n)}", lambda n: f"Rp {dotted(n)},00"]))
def test_an_amount_is_read_as_it_was_written(amount: int, write) -> None:
    """Plain digits and thousands in either style give the same whole rupiah."""
    assert read_money(write(amount)) == amount


@given(amount=AMOUNTS)
def test_a_number_cell_and_its_digits_are_the_same_amount(amount: int) -> None:
    """A spreadsheet's number equals its digits as text."""
    assert read_money(float(amount)) == read_money(str(amount)) == amount


@pytest.mark.parametrize(
    "text, amount",
    [
        ("1.200.000", 1_200_000),
        ("1,200,000", 1_200_000),
        ("Rp1.200.000", 1_200_000),
        ("Rp. 1.200.000,-", 1_200_000),
        ("IDR 1,200,000.00", 1_200_000),
        ("1.200.000,00", 1_200_000),
        ("750.000", 750_000),
        ("1 200 000", 1_200_000),
        ("Rp\u00a0500.000", 500_000),
        ("1200,00", 1200),
        ("0", 0),
        (">= 1000001", {"at_least": 1_000_001}),
        ("> Rp1.000.000", {"at_least": 1_000_001}),
        ("minimal 1.000.000", {"at_least": 1_000_000}),
        ("<= 500.000", {"at_most": 500_000}),
        ("kurang dari 500.000", {"at_most": 499_999}),
        ("500000..750000", {"at_least": 500_000, "at_most": 750_000}),
        ("Rp500.000 - Rp750.000", {"at_least": 500_000, "at_most": 750_000}),
        ("500.000 s.d. 750.000", {"at_least": 500_000, "at_most": 750_000}),
        ("USD 100", {"currency": "USD", "amount": "100"}),
        ("USD 100,50 @ 16250 19 Januari 2026", {"currency": "USD", "amount": "100.50", "rate": "16250", "rate_on": "2026-01-19"}),
        ("", None),
        (" - ", None),
        ("tidak tahu", None),
    ],
)
def test_what_people_write(text: str, amount: object) -> None:
    """The usual ways to write rupiah are understood; blanks and placeholders are unknown."""
    assert read_money(text) == amount


@pytest.mark.parametrize(
    "cell, code",
    [
        ("1200.50", "ambiguous-amount"),
        ("1.2", "ambiguous-amount"),
        ("1,20", "ambiguous-amount"),
        ("1.200,000", "ambiguous-amount"),
        ("1.20.000", "ambiguous-amount"),
        ("750,000,00", "ambiguous-amount"),
        (1.5, "fraction"),
        (float("nan"), "not-a-number"),
        ("-5", "negative-amount"),
        ("(500)", "negative-amount"),
        ("=1+1", "not-an-amount"),
        ("satu juta", "not-an-amount"),
        ("750000..500000", "impossible-range"),
        ("< 0", "impossible-range"),
        (True, "not-a-number"),
        ("9" * 40, "number-too-large"),
        ("1" * 300, "text-too-long"),
        (" " * 40 + "1" + " " * 300 + "1", "text-too-long"),
    ],
)
def test_what_is_refused(cell: object, code: str) -> None:
    """What is no amount, or more than one, is refused with the reason."""
    with pytest.raises(Unreadable) as caught:
        read_money(cell)
    assert caught.value.code == code


def test_the_column_settles_a_single_group() -> None:
    """`750.000` is thousands, unless another cell of the column uses the comma for thousands."""
    assert read_money("750.000", column_marks(["1.250.000", None, 5])) == 750_000
    with pytest.raises(Unreadable) as caught:
        read_money("750.000", column_marks(["1,250,000"]))
    assert caught.value.code == "ambiguous-amount"


def test_numbers_and_percentages() -> None:
    """Whole numbers and percentages have bounds too, and percentages at most two places."""
    assert read_whole_number("30") == 30
    assert read_whole_number("3..5") == {"at_least": 3, "at_most": 5}
    assert read_percent("50,01 %") == "50.01"
    assert read_percent(50.01) == "50.01"
    assert read_percent(">= 50.01") == {"at_least": "50.01"}
    for wrong in ("50.001", "101", "abc", "> 50"):
        with pytest.raises(Unreadable):
            read_percent(wrong)


@given(text=st.text(max_size=250))
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text does anything but give a value or a reason, and the reason never repeats it."""
    for read in (read_money, read_whole_number, read_percent):
        fault = fault_of(read, text)
        assert fault is None or (fault.code and (len(text.strip()) < 4 or text.strip() not in fault.message))


def fault_of(read, text: str) -> Unreadable | None:
    try:
        read(text)
    except Unreadable as fault:
        return fault
    return None


def test_a_rate_whose_mark_could_part_thousands_is_refused() -> None:
    """`16.250` rupiah a dollar is sixteen or sixteen thousand: nobody guesses."""
    for rate in ("16.250", "16,250"):
        with pytest.raises(Unreadable) as caught:
            read_money(f"USD 100 @ {rate} 2026-01-19")
        assert caught.value.code == "ambiguous-amount"
    assert read_money("USD 100 @ 16250,5 2026-01-19")["rate"] == "16250.5"
