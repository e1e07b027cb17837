"""Canonical cells as SQL: an expression that gives a cell's value where the Python reader certainly gives the same, else NULL.

May not judge: a cell for which this is NULL is read by Python (`plain.py`), once for each different text. Types are those that `sources`
hands on: VARCHAR, BOOLEAN, BIGINT, HUGEINT, DOUBLE and DATE.
"""

from __future__ import annotations

from datetime import date

from integrityrules.batch.stage.database import literal, words
from integrityrules.facts.amounts import MOST_RUPIAH
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.fields import MOST_CHARACTERS, Holds
from integrityrules.tables.cells import EXACT_DIGITS, NO, YES
from integrityrules.tables.text import LONGEST_VALUE, PLACEHOLDERS

STILL_TO_COME = "DATE '9999-12-31'"
"""How columns say that a day lies after the day of the run: on some later day, `not_yet`, or `ongoing`."""

INTEGERS = frozenset({"BIGINT", "HUGEINT"})

_LETTER = "!-~¡-¬®-ɏ"
"""Characters that are in NFC alone and together, cannot be stripped, and are seen: ASCII and Latin letters, without combining marks."""
TIDY = f"[{_LETTER}](?:[ {_LETTER}]*[{_LETTER}])?"
_DAY = "(?:19|20|21)[0-9]{2}-[0-9]{2}-[0-9]{2}"
_SHORTENED = "[0-9].*[eE][+].*"


def sql_type(holds_type: str) -> str:
    """Returns the SQL type in which values of a type of the vocabulary are kept."""
    return {"bool": "BOOLEAN", "date": "DATE", "string": "VARCHAR", "code": "VARCHAR", "fact": "VARCHAR", "entity": "VARCHAR"}.get(
        holds_type, "BIGINT"
    )


def quick_key(raw: str, type: str) -> str:
    """Returns the expression of an id (an official's, a fact's, an organisation's own number)."""
    if type == "VARCHAR":
        return f"CASE WHEN {_is_tidy(raw, LONGEST_VALUE)} AND NOT regexp_full_match({raw}, {literal(_SHORTENED)}) THEN {raw} END"
    return _as_text(raw, type)


def quick_text(raw: str, type: str) -> str:
    """Returns the expression of a line of text."""
    if type == "VARCHAR":
        return f"CASE WHEN {_is_tidy(raw, MOST_CHARACTERS)} THEN {raw} END"
    return _as_text(raw, type)


def _is_tidy(raw: str, longest: int) -> str:
    return f"length({raw}) <= {longest} AND regexp_full_match({raw}, {literal(TIDY)}) AND {is_no_placeholder(raw)}"


def is_no_placeholder(text: str) -> str:
    """Returns the condition that a tidy text is not one that says "nothing here"."""
    return f"lower({text}) NOT IN {words(word for word in PLACEHOLDERS if word.isascii())}"


def _as_text(raw: str, type: str) -> str:
    if type in INTEGERS:
        return f"CAST({raw} AS VARCHAR)"
    if type == "DOUBLE":
        return f"CASE WHEN {raw} = floor({raw}) AND abs({raw}) < 1e{EXACT_DIGITS} THEN CAST(CAST({raw} AS BIGINT) AS VARCHAR) END"
    return "CAST(NULL AS VARCHAR)"


def quick_value(raw: str, type: str, holds: Holds, as_of: date) -> str:
    """Returns the expression of a value of a field that is not an entity, as it is resolved on a day."""
    kind = holds.type.name
    if kind == "bool":
        return _bool(raw, type)
    if kind == "code":
        return _code(raw, type, holds.type.of)
    if kind == "date":
        return clipped(quick_day(raw, type), as_of)
    if kind == "string":
        return quick_text(raw, type)
    if kind == "fact":
        return quick_key(raw, type)
    if kind == "percent":
        return _percent(raw, type)
    lowest, highest = (0, MOST_RUPIAH) if kind == "money" else (holds.lowest, holds.highest)
    return _whole(raw, type, lowest, highest)


def clipped(day: str, as_of: date) -> str:
    """Returns the expression of a day as it is seen on a day: all later days are alike."""
    return f"CASE WHEN {day} > DATE '{as_of}' THEN {STILL_TO_COME} ELSE {day} END"


def quick_day(raw: str, type: str) -> str:
    """Returns the expression of a day as it is written."""
    if type == "DATE":
        return f"CASE WHEN {raw} BETWEEN DATE '1900-01-01' AND DATE '2199-12-31' THEN {raw} END"
    if type == "VARCHAR":
        return f"CASE WHEN regexp_full_match({raw}, {literal(_DAY)}) THEN TRY_CAST({raw} AS DATE) END"
    return "CAST(NULL AS DATE)"


def _bool(raw: str, type: str) -> str:
    if type == "BOOLEAN":
        return raw
    yes, no = (words(form for word in known for form in (word, word.capitalize(), word.upper())) for known in (YES, NO))
    if type == "VARCHAR":
        return f"CASE WHEN {raw} IN {yes} THEN true WHEN {raw} IN {no} THEN false END"
    return "CAST(NULL AS BOOLEAN)"


def _code(raw: str, type: str, of: str) -> str:
    if type != "VARCHAR":
        return "CAST(NULL AS VARCHAR)"
    return f"CASE WHEN {raw} IN {words(VOCABULARY.code_lists[of].codes)} THEN {raw} END"


def _whole(raw: str, type: str, lowest: int, highest: int) -> str:
    if type in INTEGERS:
        return f"CASE WHEN {raw} BETWEEN {lowest} AND {highest} THEN CAST({raw} AS BIGINT) END"
    if type == "DOUBLE":
        return f"CASE WHEN {raw} = floor({raw}) AND {raw} BETWEEN {lowest} AND {highest} THEN CAST({raw} AS BIGINT) END"
    if type == "VARCHAR":
        number = f"CASE WHEN regexp_full_match({raw}, '[0-9]{{1,16}}') THEN TRY_CAST({raw} AS BIGINT) END"
        return f"CASE WHEN ({number}) BETWEEN {lowest} AND {highest} THEN ({number}) END"
    return "CAST(NULL AS BIGINT)"


def _percent(raw: str, type: str) -> str:
    if type in INTEGERS:
        return f"CASE WHEN {raw} BETWEEN 0 AND 100 THEN CAST({raw} * 100 AS BIGINT) END"
    if type == "VARCHAR":
        shape = literal(r"[0-9]{1,3}(?:\.[0-9]{1,2})?")
        points = f"CASE WHEN regexp_full_match({raw}, {shape}) THEN CAST(TRY_CAST({raw} AS DECIMAL(9, 2)) * 100 AS BIGINT) END"
        return f"CASE WHEN ({points}) <= 10000 THEN ({points}) END"
    return "CAST(NULL AS BIGINT)"


# ---- numbers of people and organisations ------------------------------------------------------------------------------------------


def quick_number(raw: str, type: str, scheme: str) -> str:
    """Returns the expression of a number in the normal form of its scheme, NULL unless it passes the check of the scheme."""
    if scheme == "own":
        return quick_key(raw, type)
    if type not in INTEGERS | {"VARCHAR"}:
        return "CAST(NULL AS VARCHAR)"
    bare = f"replace(replace(replace({raw}, ' ', ''), '.', ''), '-', '')" if type == "VARCHAR" else f"CAST({raw} AS VARCHAR)"
    if type == "VARCHAR":
        # Nothing but what people write between digits may be taken off.
        bare = f"CASE WHEN length({raw}) <= {LONGEST_VALUE} AND regexp_full_match({raw}, '[0-9][0-9 .-]*[0-9]') THEN {bare} END"
    return _CHECKS[scheme](f"({bare})")


def _npwp(bare: str) -> str:
    old, new = (f"regexp_full_match({bare}, '[0-9]{{{digits}}}')" for digits in (15, 16))
    return f"CASE WHEN {new} THEN {bare} WHEN {old} THEN '0' || {bare} END"


def _nib(bare: str) -> str:
    return f"CASE WHEN regexp_full_match({bare}, '[0-9]{{13}}') THEN {bare} END"


def _nik(bare: str) -> str:
    """Only days that every year has, so that the century does not matter."""
    short = "(?:0[1-9]|1[0-9]|2[0-8]|4[1-9]|5[0-9]|6[0-8])(?:0[1-9]|1[0-2])"
    born = f"{short}|(?:29|30|69|70)(?:0[13-9]|1[0-2])|(?:31|71)(?:0[13578]|1[02])"
    shape = f"(?:1[1-9]|[2-9][0-9])[0-9]{{4}}(?:{born})[0-9]{{2}}[0-9]{{4}}"
    return f"CASE WHEN regexp_full_match({bare}, {literal(shape)}) AND NOT ends_with({bare}, '0000') THEN {bare} END"


def _nip(bare: str) -> str:
    # Of 29 February only Python knows in which years it was.
    born = "(?:0[1-9]|1[0-2])(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])(?:29|30)|(?:0[13578]|1[02])31"
    shape = f"(?:1[89]|20)[0-9]{{2}}(?:{born})(?:19|20)[0-9]{{2}}[0-9]{{2}}[12][0-9]{{3}}"
    years = f"CAST(substr({bare}, 9, 4) AS INTEGER) - CAST(substr({bare}, 1, 4) AS INTEGER) BETWEEN 14 AND 70"
    ends = f"NOT ends_with({bare}, '000') AND substr({bare}, 13, 2) <> '00'"
    return f"CASE WHEN regexp_full_match({bare}, {literal(shape)}) AND {years} AND {ends} THEN {bare} END"


_CHECKS = {"npwp": _npwp, "nib": _nib, "nik": _nik, "nip": _nip}
