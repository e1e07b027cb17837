"""What a row of the example is, and a short way to write one.

May not hold data.
"""

from __future__ import annotations

Row = dict[str, object]


def fact(official: str, id: str, *parts: Row, **more: object) -> Row:
    """Returns a row of an official's fact; later parts win, and `from_` is the column `from`."""
    return _joined({"official_id": official, "id": id}, *parts, more)


def entry(id: str, *parts: Row, **more: object) -> Row:
    """Returns a row of a register, likewise."""
    return _joined({"id": id}, *parts, more)


def _joined(*parts: Row) -> Row:
    row: Row = {}
    for part in parts:
        row |= {"from" if name == "from_" else name: value for name, value in part.items()}
    return row
