"""Identity numbers of people and organisations: their shape, and what two of them say about being the same.

May not know facts or dossiers. NIP: Perka BKN 22/2007 and 43/2007; messages never carry the number.
"""

from __future__ import annotations

import re
from datetime import date

from integrityrules.facts.values import Truth

SCHEMES = ("nik", "nip", "npwp", "nib", "own")
"""The registers a number can come from; `own` is an organisation's own numbering."""

_SEPARATORS = re.compile(r"[ .\-]")


def normal_form(scheme: str, number: str) -> str:
    """Returns a number without the separators people write in it; a 15-digit NPWP with the `0` that leads its 16-digit form."""
    if scheme == "own":
        return number.strip()
    bare = _SEPARATORS.sub("", number.strip())
    return f"0{bare}" if scheme == "npwp" and len(bare) == 15 else bare


def fault_in(scheme: str, number: str) -> str:
    """Returns what is wrong with a number in its normal form, as the end of a sentence, or the empty string.

    Args:
        scheme: one of `SCHEMES`.
        number: the number in the form `normal_form` gives it.
    """
    if scheme == "own":
        return "" if 0 < len(number) <= 200 else "is empty or longer than 200 characters"
    if not (number.isascii() and number.isdigit()):
        return "has something in it that is no digit"
    return {"nip": _fault_in_nip, "nik": _fault_in_nik, "npwp": _fault_in_npwp, "nib": _fault_in_nib}[scheme](number)


def is_pns_number(number: str) -> bool:
    """Tells whether an 18-digit number has the month of a PNS's start in digits 13 and 14; a NI PPPK has a contract code there."""
    return "01" <= number[12:14] <= "12"


def same_number(scheme: str, left: str, right: str) -> Truth:
    """Tells whether two numbers of one scheme, in normal form, name the same person or organisation.

    Two numbers that differ do not always name two: a NI PPPK changes with the contract, and a 15-digit NPWP was replaced by a 16-digit one.
    """
    if left == right:
        return True
    if scheme == "nip":
        born_as = (left[:8], left[14]) == (right[:8], right[14])
        return None if born_as and not (is_pns_number(left) and is_pns_number(right)) else False
    if scheme == "npwp":
        return None if (left[0] == "0") is not (right[0] == "0") else False
    return False


def likeness(scheme: str, number: str) -> tuple[str, str] | None:
    """Returns a mark of a number, and the mark of the other numbers that may name the same although they differ; `None` if none may.

    INVARIANT: where `same_number` does not know, one number has the mark that the other looks for.
    """
    if scheme == "nip":
        born_as = number[:8] + number[14:15]
        return born_as, born_as
    if scheme == "npwp":
        return ("old", "new") if number[:1] == "0" else ("new", "old")
    return None


def _fault_in_nip(number: str) -> str:
    """Digits: birth day (8), year of start (4), month of start or PPPK contract code (2), sex (1), serial (3)."""
    if len(number) != 18:
        return "does not have 18 digits"
    born = _day(number[:4], number[4:6], number[6:8])
    if born is None:
        return "does not begin with a birth date (year, month, day)"
    started = int(number[8:12])
    if not 14 <= started - born.year <= 70:
        return "has a year of appointment (digits 9 to 12) that does not fit the birth date"
    if number[12:14] == "00":
        return "has `00` as digits 13 and 14, which are neither a month nor a contract code"
    if number[14] not in "12":
        return "has a digit 15 that is neither 1 nor 2"
    return "ends in serial number 000" if number[15:] == "000" else ""


def _fault_in_nik(number: str) -> str:
    """Digits: region (6), day of birth (plus 40 for women), month, year (2 each), serial (4) from 0001."""
    if len(number) != 16:
        return "does not have 16 digits"
    if number[:2] < "11":
        return "does not begin with a province"
    day = int(number[6:8])
    day = day - 40 if day > 40 else day
    # The century is not written: a day that exists in either one is accepted (29 February 1900 does not, of 2000 it does).
    days = (_day(century + number[10:12], number[8:10], f"{day:02}") for century in ("19", "20"))
    if not any(days):
        return "has no birth date in digits 7 to 12 (day, for women plus 40; month; year)"
    return "ends in serial number 0000" if number[12:] == "0000" else ""


def _fault_in_npwp(number: str) -> str:
    return "" if len(number) == 16 else "does not have 15 or 16 digits"


def _fault_in_nib(number: str) -> str:
    return "" if len(number) == 13 else "does not have 13 digits"


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
