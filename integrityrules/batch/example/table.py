"""One table of the example as a query: the rows, values worked out in steps, and the columns of its sheet.

May not know what is in it, nor files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from integrityrules.batch.example.draws import plain, with_words

Expressions = Mapping[str, str]

PEOPLE, ROWS = "example_people", "example_rows"
"""Tables of one column `x` of whole numbers from 0 on, as many as there are officials, or enough for every register. They are read by
every thread and in order, which `range` is not."""


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Args:
        sheet: machine name in the layout.
        rows: a query that gives each row with its row numbers.
        steps: names and expressions, each step over what the rows and earlier steps give.
        columns: by machine name of the column in the layout, in the order in which they are written.
        kept: columns that are never blank: a row could not be read without them, or would touch every other.
        number: the row number that no two rows share.
    """

    sheet: str
    rows: str
    steps: Sequence[Expressions]
    columns: Expressions
    kept: frozenset[str]
    number: str = "r"

    def query(self, seed: int) -> str:
        """Returns the query of the whole table; equal arguments give equal text."""
        query, known = worked_out(self.rows, self.steps, seed=seed, table=self.sheet)
        query, _ = with_words(query, self.columns.values(), seed=seed, table=self.sheet, known=known)
        return f"SELECT {_listed(self.columns)} FROM ({query})"


def worked_out(rows: str, steps: Sequence[Expressions], *, seed: int, table: str) -> tuple[str, frozenset[str]]:
    """Returns a query that adds the values of some steps to its rows, and the names of the words it has."""
    query, known = rows, frozenset[str]()
    for step in steps:
        query, known = with_words(query, step.values(), seed=seed, table=table, known=known)
        query = f"SELECT *, {_listed(step)} FROM ({query})"
    return query, known


def rows_of(rows: str, steps: Sequence[Expressions], listed: str, *, seed: int, table: str) -> str:
    """Returns a query of some columns alone, over rows and steps: the rows of another table."""
    return f"SELECT {listed} FROM ({worked_out(rows, steps, seed=seed, table=table)[0]})"


def _listed(expressions: Expressions) -> str:
    return ", ".join(f'{plain(text)} AS "{name}"' for name, text in expressions.items())
