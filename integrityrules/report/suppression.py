"""Which numbers of a table must be hidden so that none of those about few persons can be worked out from the others.

May not know what the numbers mean. A reader knows the shown numbers, that rows and columns add up, and that what is hidden is at least 1
(zeros are shown). A hidden number is safe if another table, with another number there, would show the same: if some cycle through hidden
numbers, alternately one more and one less, leads through it. After Gusfield, A Graph Theoretic Approach to Statistical Data Security,
SIAM J. Comput. 17 (1988). Column totals are always shown here: states that are too small are left out of the whole table first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from heapq import heappop, heappush
from typing import TypeAlias

from integrityrules.report.content import Count

Cell: TypeAlias = tuple[str, str]
"""Row and column; the total of a row stands in the column `""`."""
_Node: TypeAlias = tuple[str, str]
_Step: TypeAlias = tuple[_Node, Cell]


def hidden_cells(counts: Mapping[Cell, Count], below: int) -> set[Cell] | None:
    """Returns the cells and row totals to hide.

    Args:
        counts: of each cell that is not 0; no column is about fewer persons than `below`.
        below: persons in the smallest group that may be shown.

    Returns:
        the cells to hide; `None` where no choice of them keeps the small ones secret, so that the table must not be shown.
    """
    if below <= 1:
        return set()
    table = _Table(counts)
    table.hide(cell for cell, count in counts.items() if count.officials < below)
    # An official may stand in several cells of a row: the largest of them says how many there are at least.
    rows: dict[str, int] = {}
    for (row, _), count in counts.items():
        rows[row] = max(count.officials, rows.get(row, 0))
    table.hide((row, "") for row, officials in rows.items() if officials < below)
    while True:
        if not table.protect():
            return None
        if not table.widen(below):
            return table.hidden


def hidden_parts(counts: Mapping[str, Count], below: int) -> set[str] | None:
    """Returns which parts of one sum to hide, or `None` where the parts must not be shown at all; as `hidden_cells`."""
    hidden = {name for name, count in counts.items() if count.officials < below}
    rest = sorted((count.findings, name) for name, count in counts.items() if name not in hidden)
    while hidden:
        total = sum(counts[name].findings for name in hidden)
        # Alone, or if each can only be 1, a part can be worked out; and what is hidden together is a group too.
        if len(hidden) > 1 and total > len(hidden) and total >= below:
            break
        if not rest:
            return None
        hidden.add(rest.pop(0)[1])
    return hidden


class _Table:
    """A table as a graph: rows and columns are its nodes, numbers its edges.

    One more in a cell leads from its row to its column, one less back; of a row's total it is the other way round, because a total stands
    on the other side of its equation. A cycle keeps every sum. A number of 1 cannot become less.
    """

    def __init__(self, counts: Mapping[Cell, Count]) -> None:
        self.numbers = {cell: count.findings for cell, count in counts.items()}
        for (row, _), count in counts.items():
            self.numbers[row, ""] = self.numbers.get((row, ""), 0) + count.findings
        self.hidden: set[Cell] = set()
        self._safe: set[Cell] = set()
        self._steps: dict[_Node, list[_Step]] = {}
        for cell, number in self.numbers.items():
            more, less = self._ends(cell)
            self._steps.setdefault(more, []).append((less, cell))
            if number > 1:
                self._steps.setdefault(less, []).append((more, cell))

    def _ends(self, cell: Cell) -> tuple[_Node, _Node]:
        """Returns the nodes between which one more leads."""
        row, column = ("row", cell[0]), ("column", cell[1])
        return (row, column) if cell[1] else (column, row)

    def hide(self, cells: Iterable[Cell]) -> None:
        self.hidden.update(cells)

    def protect(self) -> bool:
        """Hides more cells until every hidden one is on a cycle; returns `False` if that cannot be."""
        for cell in sorted(self.hidden - self._safe):
            if cell in self._safe:
                continue
            way = self._cycle(cell)
            if way is None:
                return False
            self.hidden.update(way)
            self._safe.update(way)
        return True

    def _cycle(self, cell: Cell) -> list[Cell] | None:
        """Returns the cells of the cheapest cycle through a cell: one that hides as little as possible beyond what is hidden."""
        more, less = self._ends(cell)
        turns = [(less, more)] + ([(more, less)] if self.numbers[cell] > 1 else [])
        found = [way for start, goal in turns if (way := self._way(start, goal, cell)) is not None]
        return min(found, key=lambda way: (way[0], len(way[1])))[1] if found else None

    def _way(self, start: _Node, goal: _Node, without: Cell) -> tuple[int, list[Cell]] | None:
        """Returns the cheapest way between two nodes that does not use one cell, as its cost and all cells of the cycle."""
        queue: list[tuple[int, int, _Node]] = [(0, 0, start)]
        best: dict[_Node, tuple[int, int]] = {start: (0, 0)}
        came: dict[_Node, tuple[_Node, Cell]] = {}
        while queue:
            cost, length, node = heappop(queue)
            if node == goal:
                return cost, [without, *self._walked(came, goal)]
            if best[node] < (cost, length):
                continue
            for after, cell in self._steps.get(node, ()):
                reached = (cost + (0 if cell in self.hidden else self.numbers[cell]), length + 1)
                if cell != without and reached < best.get(after, (reached[0] + 1, 0)):
                    best[after], came[after] = reached, (node, cell)
                    heappush(queue, (*reached, after))
        return None

    @staticmethod
    def _walked(came: Mapping[_Node, tuple[_Node, Cell]], goal: _Node) -> Iterator[Cell]:
        node = goal
        while node in came:
            node, cell = came[node]
            yield cell

    def widen(self, below: int) -> bool:
        """Hides one more number in each line whose hidden numbers, taken together, are a small group; tells whether there was one."""
        grew = False
        for line in self._lines():
            hidden = [cell for cell in line if cell in self.hidden]
            open_ = [cell for cell in line if cell not in self.hidden]
            if hidden and open_ and sum(self.numbers[cell] for cell in hidden) < below:
                self.hidden.add(min(open_, key=lambda cell: (self.numbers[cell], cell)))
                grew = True
        return grew

    def _lines(self) -> Iterator[list[Cell]]:
        """Yields the cells of each row whose total is shown, and of each column."""
        rows: dict[str, list[Cell]] = {}
        columns: dict[str, list[Cell]] = {}
        for row, column in self.numbers:
            columns.setdefault(column, []).append((row, column))
            if column:
                rows.setdefault(row, []).append((row, column))
        yield from (line for row, line in rows.items() if (row, "") not in self.hidden)
        yield from columns.values()
