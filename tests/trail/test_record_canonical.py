"""Canonical bytes: agree with the oracle of RFC 8785, and refuse what implementations read differently."""

from __future__ import annotations

import json
from datetime import date
from enum import IntEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integrityrules.trail.canonical import LARGEST, NotCanonicalError, dump_with_json, encode, parse, parse_exactly

KEYS = st.text(st.characters(max_codepoint=127), max_size=6)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_bytes_equal_those_of_the_oracle(value: Any) -> None:
    """Every value that is accepted has the bytes RFC 8785 gives it, with or without the quick writer."""
    rfc8785 = pytest.importorskip("rfc8785")
    assert encode(value) == rfc8785.dumps(value) == dump_with_json(value)


@given(VALUES)
def test_reading_gives_back_what_was_written(value: Any) -> None:
    """Parsing canonical bytes gives the value, and writing that gives the bytes."""
    data = encode(value)
    assert parse_exactly(data) == value
    assert encode(parse(json.dumps(value, indent=2).encode())) == data


def nested(levels: int) -> Any:
    found: Any = 1
    for _ in range(levels):
        found = [found]
    return found


def test_depth_has_a_limit() -> None:
    """64 levels are written, 65 and many more are refused without exhausting the stack."""
    assert encode(nested(64)) == b"[" * 64 + b"1" + b"]" * 64
    for levels in (65, 5000):
        with pytest.raises(NotCanonicalError, match="64 levels"):
            encode(nested(levels))


class Level(IntEnum):
    LOW = 1


@pytest.mark.parametrize(
    "value",
    [
        1.0,
        float("nan"),
        LARGEST + 1,
        -LARGEST - 1,
        date(2026, 1, 1),
        b"x",
        {1: 2},
        {"é": 1},
        "\ud800",
        {"a": [{"b": "x\udfff"}]},
        Level.LOW,
        {1, 2},
    ],
    ids=repr,
)
def test_what_has_no_canonical_form_is_refused(value: Any) -> None:
    """Floats, large numbers, days, bytes, other keys, lone surrogates and subclasses are refused."""
    with pytest.raises(NotCanonicalError):
        encode(value)


@pytest.mark.parametrize(
    "text",
    [
        b'{"a":1,"a":2}', b"1.5", b"1e400", b"NaN", b"-Infinity", b"9007199254740992", b"123456789012345678901234", b"-0", b'"\\ud800"',
        b'"\xff"', b"[" * 70 + b"]" * 70, b"[" * 100_000, b"", b"{", b'{"\xc3\xa9":1}',
    ],
    ids=lambda text: repr(text[:12]),
)  # fmt: skip
def test_texts_that_readers_differ_on_are_refused(text: bytes) -> None:
    """Repeated keys, floats, constants, large numbers, surrogates, depth and broken texts are refused."""
    with pytest.raises(NotCanonicalError):
        parse(text)


@pytest.mark.parametrize("text", [b'{"b":1,"a":2}', b"[1, 2]", b'"\\u0041"', b" 1", b"1\n"])
def test_other_spellings_of_a_value_are_not_exact(text: bytes) -> None:
    """A text that means the same and is written otherwise is no stored record."""
    parse(text)
    with pytest.raises(NotCanonicalError):
        parse_exactly(text)


def test_errors_name_the_place_and_no_value() -> None:
    """The message says where and why, and holds nothing of what was given."""
    with pytest.raises(NotCanonicalError) as caught:
        encode({"gifts": [{"giver": "Siti Canary\ud800"}]})
    assert str(caught.value) == "gifts[0].giver: the text has a lone surrogate"
    with pytest.raises(NotCanonicalError) as caught:
        parse(b'{"giver": "Siti Canary')
    assert "Canary" not in repr(caught.value.__dict__) + str(caught.value)
    assert caught.value.__context__ is None
