"""Identity numbers: what is one, and what two of them say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support_facts import NI_PPPK, NIK, NIK_WOMAN, NIP, NIP_OTHER

from integrityrules.facts.identity import SCHEMES, fault_in, is_pns_number, normal_form, same_number


@pytest.mark.parametrize(
    "scheme, number",
    [
        ("nip", NIP),
        ("nip", NI_PPPK),
        ("nik", NIK),
        ("nik", NIK_WOMAN),
        ("npwp", "0123456789012345"),
        ("nib", "1234567890123"),
        ("own", "anything at all"),
    ],
)
def test_numbers_of_the_right_shape_have_no_fault(scheme: str, number: str) -> None:
    """NIP, NI PPPK (no month in digits 13 and 14), NIK of a man and of a woman (day plus 40) pass."""
    assert fault_in(scheme, number) == ""


@pytest.mark.parametrize(
    "number, fault",
    [
        ("19850315201001100", "18 digits"),
        ("1985031520100110022", "18 digits"),
        ("19850315201001100x", "no digit"),
        ("198502302010011002", "birth date"),
        ("198503151995011002", "year of appointment"),
        ("198503152010001002", "neither a month nor a contract code"),
        ("198503152010013002", "digit 15"),
        ("198503152010011000", "serial number"),
    ],
)
def test_a_nip_is_checked_digit_by_digit(number: str, fault: str) -> None:
    """Length, birth date, start, month or contract code, sex and serial are checked."""
    assert fault in fault_in("nip", number)


@pytest.mark.parametrize(
    "number, fault",
    [
        ("317405150385000", "16 digits"),
        ("0974051503850001", "province"),
        ("3174053202850001", "birth date"),
        ("3174057202850001", "birth date"),
        ("3174051513850001", "birth date"),
        ("3174051503850000", "serial number"),
        ("3174053002850001", "birth date"),
    ],
)
def test_a_nik_is_checked_digit_by_digit(number: str, fault: str) -> None:
    """Length, province, birth date (women: day plus 40) and serial are checked."""
    assert fault in fault_in("nik", number)


def test_29_february_is_a_birth_date_if_it_exists_in_either_century() -> None:
    """The century is not written in a NIK: 29-02-00 exists in 2000 only, and counts."""
    assert fault_in("nik", "3174052902000001") == ""
    assert fault_in("nik", "3174056902010001") != ""


def test_separators_do_not_matter() -> None:
    """Spaces, dots and hyphens are how people write numbers; a 15-digit NPWP has the leading zero of its 16-digit form."""
    assert normal_form("nip", " 19850315 201001 1 002 ") == NIP
    assert normal_form("npwp", "01.234.567.8-901.000") == "0012345678901000"
    assert normal_form("own", " V 17 ") == "V 17"


@pytest.mark.parametrize(
    "scheme, left, right, expected",
    [
        ("nip", NIP, NIP, True),
        ("nip", NIP, NIP_OTHER, False),
        ("nip", NI_PPPK, "198503152025241002", None),
        ("nip", NIP, NI_PPPK, None),
        ("nip", NI_PPPK, "198504152025241002", False),
        ("nip", NIP, "198503152010011003", False),
        ("nik", NIK, NIK_WOMAN, False),
        ("npwp", "0012345678901000", "3174051503850001", None),
        ("npwp", "0012345678901000", "0012345678902000", False),
        ("own", "a", "A", False),
    ],
)
def test_two_numbers_that_differ_do_not_always_name_two(scheme: str, left: str, right: str, expected: bool | None) -> None:
    """A NI PPPK changes with the contract and an NPWP changed its form: then different numbers leave it unknown."""
    assert same_number(scheme, left, right) is expected is same_number(scheme, right, left)


@given(st.sampled_from(SCHEMES), st.text(alphabet="0123456789 -.ab", max_size=22))
def test_checking_is_total_and_silent(scheme: str, number: str) -> None:
    """Any text is either without fault or has one, and a fault never repeats the number."""
    normal = normal_form(scheme, number)
    fault = fault_in(scheme, normal)
    assert len(normal) < 5 or normal not in fault
    if not fault and scheme == "nip":
        assert isinstance(is_pns_number(normal), bool)
