"""Books: the keys of many officials in one sealed piece, for runs too large for a row of the key store each.

May not wrap or keep. A book has one record of 48 bytes for each official, in the order of the first 16, a keyed digest of the id; the other
32 are the key, random and of this run alone. A key that is taken out is not in the bytes that replace the book.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Iterable
from typing import NamedTuple

KEY_BYTES = 32
LOOKUP_BYTES = 16
RECORD = LOOKUP_BYTES + KEY_BYTES


class Opened(NamedTuple):
    """What opening a book for some officials gives: their keys in the order asked for, and the book's bytes if any had to be added."""

    keys: list[bytes]
    changed: bytes | None


def lookup_of(key: bytes, id: str) -> bytes:
    """Returns the keyed digest by which an official is found in the books of a run."""
    return hmac.digest(key, id.encode("utf-8", "surrogatepass"), "sha256")[:LOOKUP_BYTES]


def open_book(book: bytes, lookups: Iterable[bytes]) -> Opened:
    """Returns the keys of officials, with new ones for those who have none.

    Args:
        book: its bytes; none for a new one.
        lookups: of the officials, each once.
    """
    known = {book[place : place + LOOKUP_BYTES]: book[place + LOOKUP_BYTES : place + RECORD] for place in range(0, len(book), RECORD)}
    wanted = list(lookups)
    new = [lookup for lookup in wanted if lookup not in known]
    fresh = os.urandom(KEY_BYTES * len(new))
    known.update((lookup, fresh[n * KEY_BYTES : (n + 1) * KEY_BYTES]) for n, lookup in enumerate(new))
    changed = b"".join(lookup + key for lookup, key in sorted(known.items())) if new else None
    return Opened([known[lookup] for lookup in wanted], changed)


def find_in(book: bytes, lookup: bytes) -> bytes | None:
    """Returns the key of one official, or `None`: never there, or erased."""
    place = _place(book, lookup)
    return None if place is None else book[place + LOOKUP_BYTES : place + RECORD]


def without(book: bytes, lookup: bytes) -> bytes:
    """Returns the book without one official."""
    place = _place(book, lookup)
    return book if place is None else book[:place] + book[place + RECORD :]


def _place(book: bytes, lookup: bytes) -> int | None:
    low, high = 0, len(book) // RECORD
    while low < high:
        middle = (low + high) // 2
        if book[middle * RECORD : middle * RECORD + LOOKUP_BYTES] < lookup:
            low = middle + 1
        else:
            high = middle
    place = low * RECORD
    return place if book[place : place + LOOKUP_BYTES] == lookup and place < len(book) else None


def label(run: str, part: int) -> bytes:
    """Returns what the seal of a book is bound to, so that no book can stand for another."""
    return f"book\0{run}\0{part}".encode()
