"""Canonical bytes: one value, one text, for ever. What is hashed is encoded here, and what was hashed is read back here.

May not know what a record holds. RFC 8785 (JCS) narrowed to what every implementation agrees on: no floats, ASCII keys, whole numbers that
fit a double, no lone surrogates, at most 64 levels. AUDIT C1-C5.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any

LARGEST = 2**53 - 1
"""Whole numbers beyond this, either way, are not the same in every JSON reader; they are written as text instead."""

DEEPEST = 64


class NotCanonicalError(ValueError):
    """A value, or a text, that has no canonical form. The message names the place and the reason, never the value.

    Args:
        reason: what is wrong.
        place: keys and positions from the outermost value on.
    """

    def __init__(self, reason: str, place: tuple[str | int, ...] = ()) -> None:
        self.reason = reason
        self.place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place).lstrip(".")
        super().__init__(f"{self.place}: {reason}" if self.place else reason)


def encode(value: Any) -> bytes:
    """Returns the canonical UTF-8 bytes of a value.

    Args:
        value: `None`, bool, int within ±(2^53 - 1), text, lists and tuples of such values, and mappings from ASCII text to them.

    Raises:
        NotCanonicalError: there is something else in it, such as a float, a date, a number too large or a lone surrogate.

    >>> encode({"b": [True, None], "a": "é"}).decode()
    '{"a":"é","b":[true,null]}'
    """
    check(value)
    return _dump(value)


def check(value: Any) -> None:
    """Does nothing if a value has a canonical form.

    Raises:
        NotCanonicalError: it has none.
    """
    if not _fits(value, 0):
        _check(value, ())


def _fits(value: Any, depth: int) -> bool:
    """Answers as `_check` does, without keeping track of the place: three times as fast, and nearly always all that is needed."""
    kind = type(value)
    if kind is str:
        return value.isascii() or _is_text(value)
    if kind is int:
        return -LARGEST <= value <= LARGEST  # type: ignore[no-any-return]
    if kind is dict or kind is list or kind is tuple:
        if depth >= DEEPEST:
            return False
        if kind is dict:
            for key in value:
                if type(key) is not str or not key.isascii():
                    return False
            value = value.values()
        for item in value:  # noqa: SIM110  # a generator is half as fast
            if not _fits(item, depth + 1):
                return False
        return True
    return value is None or kind is bool


def _check(value: Any, place: tuple[str | int, ...]) -> None:
    kind = type(value)  # not isinstance: a bool is no number here, and an enum no text
    if kind is str:
        if not _is_text(value):
            raise NotCanonicalError("the text has a lone surrogate", place)
    elif kind is int:
        if not -LARGEST <= value <= LARGEST:
            raise NotCanonicalError("the number is beyond 2^53 - 1; write it as text", place)
    elif kind is dict:
        _check_depth(place)
        for key, item in value.items():
            if type(key) is not str or not key.isascii():
                raise NotCanonicalError("a key is not ASCII text", place)
            _check(item, (*place, key))
    elif kind is list or kind is tuple:
        _check_depth(place)
        for index, item in enumerate(value):
            _check(item, (*place, index))
    elif value is not None and kind is not bool:
        raise NotCanonicalError(f"a {kind.__name__} has no canonical form", place)


def _check_depth(place: tuple[str | int, ...]) -> None:
    if len(place) >= DEEPEST:
        raise NotCanonicalError(f"more than {DEEPEST} levels", place[:4])


def _is_text(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def parse(data: bytes) -> Any:
    """Returns the value of a JSON text that has a canonical form; the text itself may be spaced and ordered otherwise.

    Raises:
        NotCanonicalError: it is not JSON in UTF-8, repeats a key, or holds what `encode` refuses.
    """
    try:
        value = json.loads(data.decode("utf-8"), object_pairs_hook=_object, parse_float=_no_float, parse_int=_int, parse_constant=_no_float)
    except NotCanonicalError:
        raise
    except (ValueError, RecursionError):  # json keeps the whole document in the exception: it ends here
        reason = "not JSON in UTF-8"
    else:
        check(value)
        return value
    raise NotCanonicalError(reason)


def parse_exactly(data: bytes) -> Any:
    """Returns the value of a text that is canonical byte for byte.

    Raises:
        NotCanonicalError: it has no canonical form, or is written in another.
    """
    value = parse(data)
    if _dump(value) != data:
        raise NotCanonicalError("the bytes are not in canonical form")
    return value


def _object(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise NotCanonicalError("a key stands twice in one object")
        found[key] = value
    return found


def _no_float(text: str) -> Any:
    raise NotCanonicalError("a number is not a whole number")


def _int(text: str) -> int:
    if len(text) > 17 or text == "-0":
        raise NotCanonicalError("a number is beyond 2^53 - 1, or a negative zero")
    return int(text)


def dump_with_json(value: Any) -> bytes:
    """Returns canonical bytes by the standard library alone; for values that `check` let pass."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"), sort_keys=True).encode()


def _fastest() -> Callable[[Any], bytes]:
    """Returns the quickest writer that is installed. With ASCII keys and without floats all of them give the same bytes."""
    try:
        import orjson
    except ImportError:
        return dump_with_json
    flags = (
        orjson.OPT_SORT_KEYS
        | orjson.OPT_STRICT_INTEGER
        | orjson.OPT_PASSTHROUGH_DATETIME
        | orjson.OPT_PASSTHROUGH_SUBCLASS
        | orjson.OPT_PASSTHROUGH_DATACLASS
    )
    return lambda value: orjson.dumps(value, option=flags)


_dump = _fastest()
