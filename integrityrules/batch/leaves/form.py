"""The bytes of a leaf and what they hang on, for one row in plain Python. Format version 1; `columns` makes the same in SQL.

May not read files. INVARIANT: every encoding here is injective, so that no two rows, or outcomes, share their bytes.

    secret = HMAC-SHA-256(key, sheet LF nth LF ("-" or "=" id))            the key of the official, or of the sheet where there is none
    read   = "integrityrules/row/1" LF sheet LF text(outcome) and for each cell, by name: name "=" type text(cell)
    body   = "integrityrules/leaf/1" LF sheet LF SHA-256(secret) HMAC-SHA-256(secret, read)
    leaf   = SHA-256(0x00 body)                                            RFC 6962
    text(x) = length of x in bytes, in decimal, ":" x
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import NamedTuple

LEAF = "integrityrules/leaf/1"
ROW = "integrityrules/row/1"
BLOCK = 64
"""Bytes that SHA-256 takes at a time; HMAC fills keys up to so many."""

TYPES: Mapping[str, str] = {
    "VARCHAR": "t", "BIGINT": "i", "HUGEINT": "i", "INTEGER": "i", "BOOLEAN": "b", "DATE": "d", "DOUBLE": "f",
}  # fmt: skip
"""The letter of a cell's type, by its type in the stage: text, whole number, truth value, day, fraction."""


class Cell(NamedTuple):
    """One filled cell: its column, the letter of its type, and its text. A blank cell is none; an empty text is one."""

    name: str
    type: str
    text: str


class Body(NamedTuple):
    """What a leaf is the hash of.

    Args:
        sheet: which holds the row.
        row: the digest of the row's secret, by which it is found again.
        digest: over what was read of the row and what came of it.
    """

    sheet: str
    row: bytes
    digest: bytes

    @property
    def data(self) -> bytes:
        """Its bytes."""
        return f"{LEAF}\n{self.sheet}\n".encode() + self.row + self.digest


def pads(key: bytes) -> tuple[bytes, bytes]:
    """Returns what HMAC-SHA-256 puts before the message, and before the first digest: the filled key in the two ways of RFC 2104."""
    filled = (sha256(key).digest() if len(key) > BLOCK else key).ljust(BLOCK, b"\0")
    return bytes(byte ^ 0x36 for byte in filled), bytes(byte ^ 0x5C for byte in filled)


def secret_of(key: bytes, sheet: str, id: str | None, nth: int) -> bytes:
    """Returns the secret of a row; who has it can test guesses about this row and no other.

    Args:
        key: of the official, or of the sheet.
        id: of the fact, or `None` where there is none that can be read.
        nth: how many rows of the sheet with the same official and id stand before it.
    """
    return hmac.digest(key, f"{sheet}\n{nth}\n{'-' if id is None else '=' + id}".encode(), "sha256")


def body_of(secret: bytes, sheet: str, outcome: str, cells: Iterable[Cell]) -> Body:
    """Returns the body of a row's leaf."""
    return Body(sheet, sha256(secret).digest(), hmac.digest(secret, read_of(sheet, outcome, cells), "sha256"))


def read_of(sheet: str, outcome: str, cells: Iterable[Cell]) -> bytes:
    """Returns what was read of a row and what came of it as bytes.

    Args:
        outcome: a word, and below it one line for each finding (`id state`) or reason.
        cells: the filled ones.
    """
    parts = [f"{cell.name}={cell.type}".encode() + _text(cell.text) for cell in sorted(cells)]
    return f"{ROW}\n{sheet}\n".encode() + _text(outcome) + b"".join(parts)


def _text(text: str) -> bytes:
    data = text.encode()
    return f"{len(data)}:".encode() + data
