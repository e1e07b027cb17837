"""The leaves of one sheet as SQL: HMAC out of DuckDB's `sha256`, and the bytes that `form` lays down.

May not run anything. DuckDB's `sha256` gives hexadecimal text; every digest goes through `unhex`. Texts become bytes by `encode`: a cast
to BLOB would read backslashes in what somebody declared as escapes.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from integrityrules.batch.leaves.form import BLOCK, LEAF, ROW, TYPES
from integrityrules.batch.stage.database import literal, name

NOT_CELLS = frozenset({"shard"})
"""Columns of the table of a sheet's cells that say nothing of what was read."""

_HASH = 32


def digest(message: str) -> str:
    """Returns the expression of the SHA-256 of bytes."""
    return f"unhex(sha256({message}))"


def keyed_digest(inner: str, outer: str, message: str) -> str:
    """Returns the expression of HMAC-SHA-256 (RFC 2104).

    Args:
        inner, outer: expressions of the filled key in its two ways, 64 bytes each, as `form.pads` gives them.
        message: expression of bytes.
    """
    return digest(f"{outer} || {digest(f'{inner} || {message}')}")


def padded(key: str, byte: int) -> str:
    """Returns the expression of a key of 32 bytes, filled to a block, each byte of it crossed with one byte (RFC 2104: 0x36, 0x5c)."""
    bits = f"{byte:08b}" * _HASH
    return f"CAST(xor(CAST({key} AS BIT), '{bits}'::BIT) AS BLOB) || {blob(bytes([byte]) * (BLOCK - _HASH))}"


def blob(data: bytes) -> str:
    """Returns bytes as a literal."""
    return f"unhex('{data.hex()}')"


def counted(text: str) -> str:
    """Returns the expression of a text after its length in bytes; NULL where the text is."""
    return f"strlen({text}) || ':' || {text}"


def cells(columns: Mapping[str, str], table: str) -> Iterable[str]:
    """Yields the expression of each cell of a row, in the order of names; NULL where it is blank.

    Args:
        columns: SQL types by name.
        table: the alias of the sheet's table.
    """
    for column, type in sorted(columns.items()):
        value = f"{table}.{name(column)}"
        text = value if type == "VARCHAR" else f"CAST({value} AS VARCHAR)"
        yield f"'{column}={TYPES[type]}' || {counted(text)}"


def leaves_of(sheet: str, columns: Mapping[str, str], rows: str) -> str:
    """Returns the query of the leaves of a sheet: `sheet`, `row`, `digest` and `leaf`.

    Args:
        sheet: its machine name.
        columns: SQL types of its cells by name; NULL where a row has none.
        rows: a relation of its rows with `key_inner` and `key_outer` (the filled key), `nth` and `outcome`.
    """
    lf = "\n"
    # `concat` leaves out what is NULL: blank cells.
    read = f"concat({', '.join([literal(lf.join([ROW, sheet, ''])), counted('r.outcome'), *cells(columns, 'r')])})"
    named = f"concat({literal(sheet + lf)}, r.nth, chr(10), coalesce('=' || {'r.id' if 'id' in columns else 'NULL'}, '-'))"
    secret = keyed_digest("r.key_inner", "r.key_outer", f"encode({named})")
    head = blob(b"\0" + lf.join([LEAF, sheet, ""]).encode())
    return (
        f"SELECT {literal(sheet)} AS sheet, row, digest, {digest(f'{head} || row || digest')} AS leaf"
        f" FROM (SELECT {digest('secret')} AS row, {keyed_digest(padded('secret', 0x36), padded('secret', 0x5C), 'encode(read)')} AS digest"
        f" FROM (SELECT {secret} AS secret, {read} AS read FROM ({rows}) AS r))"
    )
