"""Cells of a workbook as text and back: text stays as it is, anything else is marked, so that nothing about a cell is lost in a column.

May not know kinds. `None` is `None`.
"""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from integrityrules.tables.source import Cell, Month, Refused

MARK = "\x01"
"""Begins what is not plain text; text that begins so is marked as well."""


def marked(cell: Cell) -> str | None:
    """Returns a cell as text from which `unmarked` makes the same cell."""
    if cell is None:
        return None
    if isinstance(cell, str):
        return f"{MARK}s{cell}" if cell.startswith(MARK) else cell
    if isinstance(cell, Refused):
        return f"{MARK}r{json.dumps([cell.code, cell.message, cell.suggestion])}"
    if isinstance(cell, Month):
        return f"{MARK}m{cell.year}-{cell.month}"
    if isinstance(cell, datetime):
        return f"{MARK}t{cell.isoformat()}"
    if isinstance(cell, date):
        return f"{MARK}d{cell.isoformat()}"
    kind = "b" if isinstance(cell, bool) else "i" if isinstance(cell, int) else "f"
    return f"{MARK}{kind}{cell!r}"


def unmarked(text: str | None) -> Cell:
    """Returns the cell that `marked` made a text of."""
    if text is None or not text.startswith(MARK):
        return text
    cell: Cell = _CELLS[text[1]](text[2:])
    return cell


def _month(text: str) -> Month:
    year, month = text.split("-")
    return Month(int(year), int(month))


_CELLS: dict[str, Any] = {
    "s": str,
    "r": lambda text: Refused(*json.loads(text)),
    "m": _month,
    "t": datetime.fromisoformat,
    "d": date.fromisoformat,
    "b": lambda text: text == "True",
    "i": int,
    "f": float,
}
