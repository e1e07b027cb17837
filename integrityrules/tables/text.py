"""Cleaning of cell text: Unicode normal form, blanks, placeholders, near misses.

May not know fields. Text that only says "nothing here" is blank: two gifts from the giver `-` are not from the same giver.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from integrityrules.tables.source import Cell, Unreadable

PLACEHOLDERS = frozenset({"", "-", "--", "\u2013", "\u2014", "?", "n/a", "#n/a", "tidak tahu", "tidak diketahui", "unknown"})
"""Texts (casefolded) that are read as a blank cell, so as unknown."""

LONGEST_TEXT = 32_767
"""The most characters a spreadsheet cell can hold."""

LONGEST_VALUE = 200
"""The most characters of a number, a day, a code or an id; keeps every pattern quick on hostile text."""


def clean(text: str) -> str | None:
    """Returns the text in NFC without surrounding blanks, or `None` if it is blank or a placeholder.

    Raises:
        Unreadable: a control character, a lone surrogate, or more text than a cell can hold.
    """
    if len(text) > LONGEST_TEXT:
        raise Unreadable("text-too-long", f"more than {LONGEST_TEXT} characters")
    # INVARIANT: NFC once, here, before anything compares or hashes the text.
    tidy = text.strip()
    if not (tidy.isascii() and tidy.isprintable()):
        tidy = unicodedata.normalize("NFC", tidy).strip("\ufeff\u200b").strip()
    # A printable text holds no control character and no surrogate; the look at each character is for the others.
    if not tidy.isprintable() and any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\t\r\n" for char in tidy):
        raise Unreadable("control-character", "the text holds a character that cannot be shown", "type the text again")
    return None if tidy.casefold() in PLACEHOLDERS else tidy


def short(text: str) -> str | None:
    """Returns the cleaned text of a number, a day or a code; as `clean`, but refuses what is too long to be one."""
    if len(text) > LONGEST_VALUE and len(text.strip()) > LONGEST_VALUE:
        raise Unreadable("text-too-long", f"more than {LONGEST_VALUE} characters where a short value is expected")
    return clean(text)


def key_of(text: str) -> str:
    """Returns the form in which names and labels are compared: NFC, casefolded, blanks, `-` and `_` alike."""
    folded = unicodedata.normalize("NFC", text).casefold().replace("_", " ").replace("-", " ")
    return " ".join(folded.split())


def is_blank(cell: Cell) -> bool:
    """Tells whether a cell holds nothing that could be lost."""
    return cell is None or (cell.__class__ is str and not cell.strip())


def near(word: str, known: Iterable[str]) -> str:
    """Returns `did you mean ...` for the closest known word, or the empty string."""
    options = {key_of(option): option for option in known}
    found = get_close_matches(key_of(word), options, n=1, cutoff=0.75)
    return f"did you mean `{options[found[0]]}`?" if found else ""
