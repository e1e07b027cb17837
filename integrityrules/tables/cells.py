"""One cell -> the value a fact's field takes, by the type of the field.

May not know rows or files. Blank gives `None` (unknown), never a default; what cannot be read raises `Unreadable` without the cell's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from integrityrules.facts.vocabulary import CodeList, Type
from integrityrules.tables.amounts import read_money, read_percent, read_whole_number
from integrityrules.tables.days import read_day
from integrityrules.tables.source import Cell, Month, Refused, Unreadable
from integrityrules.tables.text import clean, key_of, near, short

YES = frozenset({"ya", "yes", "true", "benar", "1", "y"})
NO = frozenset({"tidak", "no", "false", "salah", "0", "n", "bukan"})
EXACT_DIGITS = 15
"""Spreadsheet programs keep no more digits of a number."""

_SCIENTIFIC = re.compile(r"^\d(?:[.,]\d+)?E\+?\d+$", re.IGNORECASE)


def read_cell(cell: Cell, type: Type, code_lists: Mapping[str, CodeList], marks: frozenset[str] = frozenset()) -> Any:
    """Reads a cell as a value of a type, in the form the facts take (`None` if blank).

    Args:
        marks: the thousands separators certainly used in the column; see `amounts.column_marks`.

    Raises:
        Unreadable: it is not such a value, or the reader of the file refused the cell.
    """
    if isinstance(cell, Refused):
        raise Unreadable(cell.code, cell.message, cell.suggestion)
    if type.name == "money":
        return read_money(cell, marks)
    if type.name == "code":
        return read_code(cell, code_lists[type.of])
    return _READERS[type.name](cell)


def read_text(cell: Cell) -> str | None:
    """Reads text; a whole number becomes its digits, anything else that is no text is refused."""
    return clean(_as_text(cell))


def read_id(cell: Cell) -> str | None:
    """Reads an id or an identity number as the text a person sees.

    Raises:
        Unreadable: digits were lost because a spreadsheet kept the number as a number, or the id spans lines.
    """
    text = short(_as_text(cell))
    if text is None:
        return None
    if _SCIENTIFIC.match(text) and "+" in text:
        raise Unreadable(
            "digits-lost", "a spreadsheet shortened this number and lost digits", "format the column as text and type it again"
        )
    if not text.isprintable() and any(char in text for char in "\t\r\n"):
        raise Unreadable("not-an-id", "an id is one line of text", "`G-001`")
    return text


def _as_text(cell: Cell) -> str:
    if isinstance(cell, Refused):
        raise Unreadable(cell.code, cell.message, cell.suggestion)
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, bool) or not isinstance(cell, (int, float)) or (isinstance(cell, float) and not cell.is_integer()):
        raise Unreadable("not-text", "expected text, and the cell holds a date, a truth value or a fraction", "format the column as text")
    if isinstance(cell, float) and abs(cell) >= 10**EXACT_DIGITS:
        raise Unreadable(
            "digits-lost", f"a number of more than {EXACT_DIGITS} digits loses digits", "format the column as text and type it again"
        )
    return str(int(cell))


def read_bool(cell: Cell) -> bool | None:
    """Reads `ya` or `tidak` (`yes`, `no`, `true`, `false`, `1`, `0`)."""
    if isinstance(cell, bool):
        return cell
    text = short(_as_text(cell))
    if text is None:
        return None
    word = text.casefold()
    if word in YES or word in NO:
        return word in YES
    raise Unreadable("not-yes-or-no", "this is neither yes nor no", "`ya`, `tidak`, or blank if it is not known")


def read_code(cell: Cell, codes: CodeList) -> str | None:
    """Reads a code, written as the code itself or as its label in either language."""
    text = short(_as_text(cell))
    if text is None:
        return None
    if text in codes.codes:
        return text
    found = _codes_by_label(codes.id, tuple((code, label.id, label.en) for code, label in codes.codes.items())).get(
        key_of(text), frozenset()
    )
    if len(found) == 1:
        return next(iter(found))
    if found:
        raise Unreadable("ambiguous-code", "this label belongs to more than one code", "write the code")
    words = [word for code, label in codes.codes.items() for word in (code, label.id, label.en)]
    raise Unreadable("unknown-code", f"this is no code of `{codes.id}`", near(text, words) or "choose from the list of the template")


@lru_cache(maxsize=256)
def _codes_by_label(id: str, words: tuple[tuple[str, str, str], ...]) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for code, *labels in words:
        for word in {key_of(text) for text in (code, *labels)}:
            found[word] = found.get(word, frozenset()) | {code}
    return found


def _read_number(cell: Cell) -> Any:
    if isinstance(cell, Month):
        raise Unreadable("not-a-number", "this is not a number", "type digits only, as in `30`")
    return read_whole_number(cell)


_READERS: Mapping[str, Callable[[Cell], Any]] = {
    "bool": read_bool,
    "int": _read_number,
    "days": _read_number,
    "percent": read_percent,
    "date": read_day,
    "string": read_text,
    "entity": read_id,
    "fact": read_id,
}
