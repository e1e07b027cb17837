"""Draws that depend on nothing but the seed, the table, the row number and a name: the same on every machine, in any number of threads.

May not know what is drawn. SplitMix64 (Steele, Lea, Flood 2014) on the row number, in SQL and from a key made of SHA-256: whole numbers
only, so that no version of the database can give others. Expressions are text in which `$n.name` stands for the 64-bit word that belongs
to the row number in column `n` under this name; `with_words` makes these words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

SHARED = {"n": "officials", "q": "officers", "p": "packages", "b": "bids", "v": "vendors", "m": "relationships"}
"""Row numbers that mean the same in every table, and whose words therefore are the same in every table; others belong to their table."""

GAMMA, FIRST, SECOND = 0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
_MASK = "CAST(18446744073709551615 AS UHUGEINT)"
MACROS = (
    f"CREATE OR REPLACE TEMP MACRO drawn_times(a, b) AS CAST((CAST(a AS UHUGEINT) * b) & {_MASK} AS UBIGINT)",
    f"CREATE OR REPLACE TEMP MACRO drawn_start(n, k) AS CAST((CAST(n AS UHUGEINT) * {GAMMA} + k) & {_MASK} AS UBIGINT)",
    f"CREATE OR REPLACE TEMP MACRO drawn_once(z) AS drawn_times(xor(z, z >> 30), {FIRST})",
    f"CREATE OR REPLACE TEMP MACRO drawn_twice(z) AS drawn_times(xor(z, z >> 27), {SECOND})",
    "CREATE OR REPLACE TEMP MACRO drawn_last(z) AS xor(z, z >> 31)",
    "CREATE OR REPLACE TEMP MACRO drawn(n, k) AS drawn_last(drawn_twice(drawn_once(drawn_start(n, k))))",
)
"""`drawn(n, k)` is the word of row n in the stream with key k."""

_MENTION = re.compile(r"\$([a-z]+)\.([a-z_0-9]+)")
_WHOLE = 1 << 64


def key_of(seed: int, table: str, name: str) -> int:
    """Returns the key of one stream of words."""
    return int.from_bytes(sha256(f"{seed}/{table}/{name}".encode()).digest()[:8], "big")


def with_words(source: str, texts: Iterable[str], *, seed: int, table: str, known: frozenset[str]) -> tuple[str, frozenset[str]]:
    """Returns a query that adds to its source the words that some expressions mention, and the names of all its words.

    Args:
        known: names of the words that the source has already.
    """
    mentioned = {match.groups() for text in texts for match in _MENTION.finditer(text)}
    words = {
        f"{row}__{name}": f"drawn({row}, CAST({key_of(seed, SHARED.get(row, f'{table}.{row}'), name)} AS UHUGEINT))"
        for row, name in mentioned
    }
    fresh = sorted(words.keys() - known)
    if not fresh:
        return source, known
    listed = ", ".join(f"{words[column]} AS {column}" for column in fresh)
    return f"SELECT *, {listed} FROM ({source})", known | set(fresh)


def plain(text: str) -> str:
    """Returns an expression with the words' columns in place of their mentions."""
    return _MENTION.sub(r"\1__\2", text)


# ---- what is made of a word: each name is the mention of one, as in `chance("$r.accepted", 0.9)` -------------------------------------


def chance(word: str, share: float) -> str:
    """Returns a condition that holds for a share (0 to 1) of the words."""
    if share >= 1:
        return "true"
    return f"({word} < CAST({int(share * _WHOLE)} AS UBIGINT))"


def below(word: str, count: int | str) -> str:
    """Returns a whole number from 0 to `count` - 1 (a number or an expression below 2^31), all alike."""
    return f"CAST((({word} >> 32) * CAST({count} AS UBIGINT)) >> 32 AS BIGINT)"


def between(word: str, first: int | str, last: int | str) -> str:
    """Returns a whole number from first to last, both included."""
    count = last - first + 1 if isinstance(first, int) and isinstance(last, int) else f"({last} - ({first}) + 1)"
    return f"({first} + {below(word, count)})"


def few_with_many(word: str, count: int) -> str:
    """Returns a whole number from 0 to `count` - 1 of which the low ones are drawn again and again: each doubling has the same share.

    So the share of number i falls as 1/i, the law of Zipf, without a fraction being computed.
    """
    octaves = max(count, 1).bit_length()
    octave = f"CAST((({word} >> 48) * {octaves}) >> 16 AS BIGINT)"
    low = f"(CAST(1 AS BIGINT) << {octave})"
    return f"(({low} - 1 + CAST((({word} & 4294967295) * CAST({low} AS UBIGINT)) >> 32 AS BIGINT)) % {max(count, 1)})"


def one_of(word: str, values: Sequence[str]) -> str:
    """Returns one of some SQL values, all alike."""
    return f"list_extract([{', '.join(values)}], {below(word, len(values))} + 1)"


def weighted(word: str, weights: Mapping[str, float]) -> str:
    """Returns one of some SQL values by weight; the weights need not add up to anything."""
    total, cases, so_far = sum(weights.values()), [], 0.0
    *early, last = weights
    for value in early:
        so_far += weights[value]
        cases.append(f"WHEN {word} < CAST({int(so_far / total * _WHOLE)} AS UBIGINT) THEN {value}")
    return f"CASE {' '.join(cases)} ELSE {last} END" if cases else last


def text(value: str) -> str:
    """Returns a text as an SQL literal."""
    return "'" + value.replace("'", "''") + "'"


def case(subject: str, options: Mapping[str, str], otherwise: str = "NULL") -> str:
    """Returns the expression of the option whose text the subject is."""
    return f"CASE {subject} {' '.join(f'WHEN {text(value)} THEN {found}' for value, found in options.items())} ELSE {otherwise} END"


def any_of(word: str, *values: str) -> str:
    """Returns one of some texts; one that is named twice comes twice as often."""
    return one_of(word, [text(value) for value in values])


def often(word: str, **weights: float) -> str:
    """Returns one of some texts by weight."""
    return weighted(word, {text(value): share for value, share in weights.items()})


def days_after(first: object, word: str, count: int) -> str:
    """Returns a day: a first one, or one of the `count` - 1 that follow it."""
    return f"(DATE '{first}' + CAST({below(word, max(1, count))} AS INTEGER))"
