"""Which sheets of an input can be taken: asked of their first rows alone, by the code that asks it of workbooks.

May not know a file format. What cannot be taken is counted as lost, with all of its rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from integrityrules.batch.stage.sources import Found, Source
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables.rows import Usable, sorted_out
from integrityrules.tables.source import Grid


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a sheet.

    Args:
        grid: its first rows that are not blank, at most two.
        more: counts the rows after these.
        source: gives the sheet as a source, if it can be taken.
    """

    grid: Grid
    more: Callable[[], int]
    source: Callable[[Usable], Source]


def sort_out(heads: Iterable[Head], found: Found) -> None:
    """Adds the sheets that can be taken to what is found, and an account of the others."""
    current: list[Head] = []

    def grids() -> Iterator[Grid]:
        for head in heads:
            current[:] = [head]
            yield head.grid

    for part in sorted_out(grids(), VOCABULARY):
        head = current[0]
        if isinstance(part, Usable):
            if not part.grid.rows:
                continue
            source = head.source(part)
            found.sources.append(source)
            found.problems += source.header.problems
        else:
            found.problems += part.problems
            found.lost += part.lost + head.more()
            found.incomplete |= part.incomplete
