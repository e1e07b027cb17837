"""The bytes of a leaf: HMAC out of DuckDB's SHA-256, one encoding in Python and SQL, and no two rows with the same bytes."""

from __future__ import annotations

import hmac
from datetime import date
from functools import cache
from typing import Any

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrityrules.batch.leaves.columns import keyed_digest, leaves_of, padded
from integrityrules.batch.leaves.form import TYPES, Cell, body_of, pads, read_of, secret_of
from integrityrules.trail.merkle import leaf_hash

HOSTILE = st.one_of(
    st.none(),
    st.sampled_from(
        ["", " ", "1", "true", "2026-01-01", "=t1:x", "3:abc", "\n", "\\x00", "a\\", "\x00", "🦆", "e\u0301", "é", "-", "NULL", "'", "%"]
    ),
    st.text(max_size=8),
)
WHOLE = st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1))
ROWS = st.fixed_dictionaries(
    {
        "line": st.integers(1, 2**62),
        "official_id": HOSTILE,
        "id": HOSTILE,
        "note": HOSTILE,
        "value_idr": WHOLE,
        "large": st.one_of(st.none(), st.integers(-(2**126), 2**126)),
        "accepted": st.one_of(st.none(), st.booleans()),
        "received_on": st.one_of(st.none(), st.dates(date(1800, 1, 1), date(2299, 12, 31))),
    }
)
COLUMNS = {
    "line": "BIGINT", "official_id": "VARCHAR", "id": "VARCHAR", "note": "VARCHAR", "value_idr": "BIGINT", "large": "HUGEINT",
    "accepted": "BOOLEAN", "received_on": "DATE",
}  # fmt: skip
# RFC 4231: keys shorter than a block, as long as the data, and longer than a block.
VECTORS = [
    (b"\x0b" * 20, b"Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"),
    (b"Jefe", b"what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"),
    (b"\xaa" * 20, b"\xdd" * 50, "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"),
    (
        b"\xaa" * 131,
        b"Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
    ),
]


@cache
def database() -> Any:
    return duckdb.connect(config={"threads": 1})


def sql_hmac(key: bytes, message: bytes) -> bytes:
    query = f"SELECT {keyed_digest('$1::BLOB', '$2::BLOB', '$3::BLOB')}"
    return bytes(database().execute(query, [*pads(key), message]).fetchone()[0])


@pytest.mark.parametrize(("key", "message", "digest"), VECTORS)
def test_columns_give_the_published_digests(key: bytes, message: bytes, digest: str) -> None:
    """HMAC of DuckDB's SHA-256 gives the test vectors of RFC 4231."""
    assert sql_hmac(key, message).hex() == digest


@given(st.one_of(st.binary(max_size=200), st.sampled_from([b"", bytes(63), bytes(64), bytes(65)])), st.binary(max_size=200))
def test_columns_give_what_python_gives(key: bytes, message: bytes) -> None:
    """For keys shorter and longer than a block, and any message."""
    assert sql_hmac(key, message) == hmac.digest(key, message, "sha256")


@given(st.binary(min_size=32, max_size=32))
def test_a_key_made_in_columns_is_filled_as_in_python(key: bytes) -> None:
    """A row's own secret never leaves DuckDB: it is filled there."""
    query = f"SELECT {padded('$1::BLOB', 0x36)}, {padded('$1::BLOB', 0x5C)}"
    assert database().execute(query, [key]).fetchone() == pads(key)


def cells_of(row: dict[str, Any]) -> list[Cell]:
    return [Cell(name, TYPES[COLUMNS[name]], _text(value)) for name, value in row.items() if value is not None]


def _text(value: Any) -> str:
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


@given(st.lists(ROWS, min_size=1, max_size=6), st.sampled_from(["settled", "decided\n00ff overdue", "rejected\nünicode"]))
def test_columns_make_the_leaves_that_python_makes(rows: list[dict[str, Any]], outcome: str) -> None:
    """Every type of cell, blank apart from empty, whatever the texts hold: row, digest and leaf are equal."""
    base = database()
    definition = ", ".join(f"{name} {type}" for name, type in COLUMNS.items())
    base.execute(f"CREATE OR REPLACE TABLE rows ({definition}, n BIGINT)")
    for n, row in enumerate(rows):
        base.execute(f"INSERT INTO rows VALUES ({', '.join('?' * (len(COLUMNS) + 1))})", [*(row[name] for name in COLUMNS), n])
    inner, outer = pads(b"k" * 32)
    relation = (
        f"SELECT *, unhex('{inner.hex()}') AS key_inner, unhex('{outer.hex()}') AS key_outer, n AS nth, $1::VARCHAR AS outcome FROM rows"
    )
    found = base.execute(f"SELECT * FROM ({leaves_of('gifts', COLUMNS, relation)}) ORDER BY leaf", [outcome]).fetchall()
    made = [body_of(secret_of(b"k" * 32, "gifts", row["id"], n), "gifts", outcome, cells_of(row)) for n, row in enumerate(rows)]
    assert found == sorted([("gifts", body.row, body.digest, leaf_hash(body.data)) for body in made], key=lambda row: row[3])


CELLS = st.lists(
    st.builds(Cell, st.sampled_from(["a", "b", "ab"]), st.sampled_from("tib"), st.text(max_size=6)), max_size=3, unique_by=lambda c: c.name
)
TOLD = st.tuples(st.sampled_from(["gifts", "bids"]), st.text(max_size=12), CELLS.map(sorted).map(tuple))


@given(TOLD, TOLD)
def test_no_two_rows_are_read_alike(one: Any, other: Any) -> None:
    """Sheet, outcome, names, types and texts: if one of them differs, the bytes do."""
    assert (read_of(*one) == read_of(*other)) == (one == other)


@given(st.tuples(st.text(max_size=4), st.one_of(st.none(), st.text(max_size=4)), st.integers(0, 12)))
def test_a_secret_is_of_one_row(name: tuple[str, str | None, int]) -> None:
    """Another id, place or key gives another secret; a blank id is not an empty one."""
    sheet, id, nth = "gifts", name[1], name[2]
    secret = secret_of(b"k", sheet, id, nth)
    others = [
        secret_of(b"l", sheet, id, nth),
        secret_of(b"k", "bids", id, nth),
        secret_of(b"k", sheet, id, nth + 1),
        secret_of(b"k", sheet, (id or "") + "x", nth),
    ]
    others += [secret_of(b"k", sheet, "" if id is None else None, nth)]
    assert secret not in others
