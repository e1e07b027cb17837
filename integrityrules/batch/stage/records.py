"""Rows of `cells.<sheet>` -> records, by the code that reads the rows of a workbook.

May not judge a row. Only cells that hold something are looked at.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from integrityrules.batch.stage.cells import KEYS, cells_of
from integrityrules.batch.stage.database import name, rows_of
from integrityrules.batch.stage.json_lines import json_record
from integrityrules.batch.stage.marked import unmarked
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables.headers import Header
from integrityrules.tables.layout import Sheet, sheets_of
from integrityrules.tables.records import Record
from integrityrules.tables.rows import RowReader
from integrityrules.tables.source import Cell, Refused

STRAY = "?"
"""Stands for a value outside the known columns; it is refused for its place, so what it was does not matter."""


class StagedSheet:
    """One sheet of a stage, and how to read its rows.

    Args:
        where: as problems call it.
        form: how to understand the cells.
        columns: rows of `meta.columns` of the sheet: position, name, type, marks.
    """

    def __init__(self, sheet: Sheet, where: str, form: str, columns: list[tuple[Any, ...]]) -> None:
        self.sheet, self.where, self.form = sheet, where, form
        known = {position: sheet.columns[column] for position, column, _, _ in columns if column is not None}
        unknown = frozenset(position for position, column, _, _ in columns if column is None)
        marks = {position: frozenset(signs) for position, _, _, signs in columns if signs}
        self.reader = RowReader(where, sheet, VOCABULARY, Header(known, frozenset(), unknown, (), (), usable=True), marks)
        self.positions: list[int] = []
        selected = ["line", "stray"]
        for position, column in sorted(known.items()):
            names = [f"CASE WHEN {column.name}_cell IS NULL THEN {column.name} END", f"{column.name}_cell"]
            parts = names if column.name in KEYS else [name(column.name)]
            self.positions += [position] * len(parts)
            selected += parts
        self.selected = ", ".join(selected)

    def records(self, database: Any, where: str, parameters: Mapping[str, Any]) -> Iterator[Record]:
        """Yields the records of the rows that meet a condition, in the order of the table.

        Args:
            where: the condition, in SQL.
            parameters: its parameters by name.
        """
        if self.form == "json":
            query = f"SELECT line, json, fault FROM {cells_of(self.sheet)} WHERE {where} ORDER BY shard, official_id, line"
            for line, text, fault in rows_of(database.execute(query, parameters)):
                yield json_record(self.sheet, self.where, line, text, fault)
            return
        query = f"SELECT {self.selected} FROM {cells_of(self.sheet)} WHERE {where} ORDER BY shard, official_id, line"
        read, positions, is_marked = self.reader.read, self.positions, self.form == "marked"
        for line, stray, *cells in rows_of(database.execute(query, parameters)):
            filled: list[tuple[int, Cell]] = [pair for pair in zip(positions, cells, strict=True) if pair[1] is not None]
            if is_marked:
                filled = [(position, unmarked(cell)) for position, cell in filled]  # type: ignore[arg-type]
            if stray is not None:
                filled = sorted([*filled, *_strays(stray)], key=lambda pair: pair[0])
            yield read(line, filled)


def _strays(text: str) -> Iterator[tuple[int, Cell]]:
    """Yields the cells outside the known columns: their positions, with the reason where the cell itself was refused."""
    for item in json.loads(text):
        yield (item, STRAY) if isinstance(item, int) else (item[0], Refused(*item[1:]))


def staged_sheets(database: Any) -> tuple[StagedSheet, ...]:
    """Returns the sheets of a stage in the order of the layout."""
    found = {sheet: (where, form) for sheet, where, form in database.execute("SELECT sheet, where_, form FROM meta.sheets").fetchall()}
    query = "SELECT position, name, type, marks FROM meta.columns WHERE sheet = ? ORDER BY position"
    return tuple(
        StagedSheet(sheet, *found[sheet.name], database.execute(query, [sheet.name]).fetchall())
        for sheet in sheets_of(VOCABULARY).values()
        if sheet.name in found
    )
