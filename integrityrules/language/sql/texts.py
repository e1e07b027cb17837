"""Pieces of SQL: constants, names, and three-valued connectives whose NULL is unknown.

May not know trees or tables. Written so that DuckDB, PostgreSQL and Spark read it alike once `sqlglot` has turned it over.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

TRUE, FALSE = "TRUE", "FALSE"

SQL_TYPES = {"bool": "BOOLEAN", "int": "BIGINT", "money": "BIGINT", "percent": "BIGINT", "days": "BIGINT", "date": "DATE"}
"""What a type is stored as; all others are texts."""

_COLUMN = re.compile(r"\b[a-z]\w*__\w+")


def literal(value: Any) -> str:
    """Returns a constant. Text is quoted, so that nothing an author wrote is read as SQL."""
    if value is None:
        return "NULL"
    if value is True or value is False:
        return TRUE if value else FALSE
    if isinstance(value, date):
        return f"DATE '{value.isoformat()}'"
    if isinstance(value, int):
        return str(value) if value >= 0 else f"({value})"
    return "'" + str(value).replace("'", "''") + "'"


def quoted(name: str) -> str:
    """Returns the name of a column of a table, which may be a word of SQL (`from`)."""
    return '"' + name.replace('"', '""') + '"'


def sql_type(type_name: str) -> str:
    """Returns what a type of the language is stored as."""
    return SQL_TYPES.get(type_name, "VARCHAR")


def unknown(type_name: str) -> str:
    """Returns NULL of a type."""
    return f"CAST(NULL AS {sql_type(type_name)})"


def columns_in(text: str) -> set[str]:
    """Returns the columns of frames that a text may read: their names have `__` in them, and no other names do."""
    return set(_COLUMN.findall(text))


def is_atom(text: str) -> bool:
    """Tells whether a text is a column or a short constant, which may be written twice."""
    return re.fullmatch(r"\w+|\(-?\d+\)|DATE '[-\d]+'|'[^']*'|CAST\(NULL AS \w+\)", text) is not None


class Joined(str):
    """A conjunction or disjunction that remembers its parts, so that a test of it can be asked of them one by one."""

    word: str
    parts: tuple[str, ...]


class Negated(str):
    """A negation that remembers what it negates."""

    part: str


def all_of(texts: Iterable[str]) -> str:
    """Kleene's and."""
    return _joined("AND", texts, neutral=TRUE, settles=FALSE)


def any_of(texts: Iterable[str]) -> str:
    """Kleene's or."""
    return _joined("OR", texts, neutral=FALSE, settles=TRUE)


def _joined(word: str, texts: Iterable[str], *, neutral: str, settles: str) -> str:
    found = tuple(text for text in dict.fromkeys(texts) if text != neutral)
    if settles in found:
        return settles
    if len(found) < 2:
        return found[0] if found else neutral
    made = Joined("(" + f" {word} ".join(found) + ")")
    made.word, made.parts = word, found
    return made


def negation(text: str) -> str:
    """Kleene's not."""
    if text in (TRUE, FALSE):
        return FALSE if text == TRUE else TRUE
    made = Negated(f"(NOT {text})")
    made.part = text
    return made


# ---- two-valued tests: asked of the parts, so that the first that settles the matter spares the others -----------------------


def is_true(text: str) -> str:
    """Returns the two-valued test that a condition is true."""
    return _asked(text, is_true, is_false, "IS TRUE", same=True)


def is_false(text: str) -> str:
    """Returns the two-valued test that a condition is false."""
    return _asked(text, is_false, is_true, "IS FALSE", same=False)


def not_false(text: str) -> str:
    """Returns the two-valued test that a condition is true or unknown."""
    return _asked(text, not_false, not_true, "IS NOT FALSE", same=True)


def not_true(text: str) -> str:
    """Returns the two-valued test that a condition is false or unknown."""
    return _asked(text, not_true, not_false, "IS NOT TRUE", same=False)


def _asked(text: str, test: Callable[[str], str], opposite: Callable[[str], str], asked: str, *, same: bool) -> str:
    if text in (TRUE, FALSE):
        return text if same else negation(text)
    if isinstance(text, Negated):
        return opposite(text.part)
    if isinstance(text, Joined):
        return (all_of if (text.word == "AND") is same else any_of)(test(part) for part in text.parts)
    return f"({text} {asked})"


def case(*branches: tuple[str, str], otherwise: str = "") -> str:
    """Returns a CASE; without `otherwise` it is NULL where no branch is taken."""
    kept = [(test, result) for test, result in branches if test != FALSE]
    if kept and kept[0][0] == TRUE:
        return kept[0][1]
    if not kept:
        return otherwise or "NULL"
    text = " ".join(f"WHEN {test} THEN {result}" for test, result in kept)
    return f"CASE {text} ELSE {otherwise} END" if otherwise else f"CASE {text} END"
