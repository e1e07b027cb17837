"""What cells say that are not canonical: each different text of a column is read once, by Python, and joined back as a table.

May not know what a value means; `read` does. A text that is in no dictionary is rough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain
from typing import Any

from integrityrules.batch.stage.database import load, rows_of
from integrityrules.batch.stage.plain import Rough
from integrityrules.batch.stage.sources import Work

MOST_TEXTS = 100_000
"""The most different texts of a column that are read; a column with more is rough where it is not canonical."""


def read_column(
    work: Work, relation: str, raw: str, quick: str, type: str, read: Callable[[Any], Any], most: int | None = MOST_TEXTS
) -> str | None:
    """Reads the cells of a column that are not canonical.

    Args:
        relation: what to select from.
        raw, quick: expressions of the cell and of its canonical value.
        type: the SQL type of values.
        read: gives the value of a cell; raises `Rough` if it has no plain one.
        most: how many different texts to read; `None` for all of them.

    Returns:
        The name of a table with the columns `k` (the cell as text) and `v` (its value), or `None` if there is nothing to read.
    """
    limit = "" if most is None else f" LIMIT {most}"
    found = work.database.cursor().execute(
        f"SELECT CAST({raw} AS VARCHAR), any_value({raw}) FROM {relation} WHERE {raw} IS NOT NULL AND ({quick}) IS NULL GROUP BY 1{limit}"
    )
    pairs = rows_of(found)
    first = next(pairs, None)
    if first is None:
        return None
    table = work.table()

    def readable() -> Iterator[tuple[str, Any]]:
        for text, cell in chain([first], pairs):
            try:
                yield text, read(cell)
            except Rough:
                continue

    load(work.database, table, {"k": "VARCHAR", "v": type}, readable(), work.folder)
    return table
