"""Grids -> records: rows under their headers become facts in the shape the models take, with all problems of each row.

May not know files. A row with any problem is kept as a record with its problems; nothing is dropped here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Any

from integrityrules.errors import Problem
from integrityrules.facts.problems import safe_name
from integrityrules.facts.vocabulary import Type, Vocabulary
from integrityrules.tables.amounts import column_marks
from integrityrules.tables.cells import read_bool, read_cell, read_id
from integrityrules.tables.days import ends_of, read_day
from integrityrules.tables.headers import Header, read_header
from integrityrules.tables.layout import Column, Sheet, sheets_of
from integrityrules.tables.records import Read, Record, together
from integrityrules.tables.source import Cell, Grid, Refused, Unreadable
from integrityrules.tables.text import is_blank, key_of, near

HELP_SHEETS = frozenset({"petunjuk", "instructions", "kode", "codes", "petunjuk instructions", "kode codes"})
"""Sheets of the template that hold no declarations."""
RECURRING = frozenset({"code", "bool", "date"})
"""Types of columns that hold few different texts."""
_COMPARABLE = frozenset({str, date, bool})
"""Classes of cells of which no two that are equal are read differently."""
MOST_PLACES = 4096
"""Ways of being filled that are remembered of the rows of one grid."""
_NEW = object()


@dataclass(frozen=True, slots=True)
class Usable:
    """A grid whose rows can be read: the sheet it is, and what its header says."""

    grid: Grid
    sheet: Sheet
    header: Header


def records_of(grids: Iterable[Grid], vocabulary: Vocabulary) -> Read:
    """Reads the grids of one input; unknown and hidden sheets are reported, and what they hold is counted as lost."""
    found = sorted_out(grids, vocabulary)
    return together([_read_grid(part, vocabulary) if isinstance(part, Usable) else part for part in found])


def sorted_out(grids: Iterable[Grid], vocabulary: Vocabulary) -> Iterator[Usable | Read]:
    """Yields, for each grid that holds something, the sheet it is, or why its rows cannot be taken.

    Only the first two rows of a grid are looked at, and the others counted.
    """
    sheets = sheets_of(vocabulary)
    names = sheet_names(sheets)
    seen: set[str] = set()
    for number, grid in enumerate(grids, start=1):
        sheet = names.get(key_of(grid.name))
        if sheet is None:
            if key_of(grid.name) not in HELP_SHEETS and grid.rows:
                yield _unknown_sheet(grid, number, sheets)
        elif grid.hidden and grid.rows:
            yield _lost(grid, sheet, "hidden-sheet", "the sheet is hidden, so nobody sees what it states", "unhide or delete it")
        elif sheet.name in seen:
            yield _lost(grid, sheet, "sheet-twice", f"there is more than one sheet of `{sheet.name}`", "put all rows into one sheet")
        else:
            seen.add(sheet.name)
            header = read_header(grid, sheet)
            if header.usable:
                yield Usable(grid, sheet, header)
            else:
                yield Read(problems=header.problems, lost=len(header.rows), incomplete=frozenset({sheet.kind.plural}))


def sheet_names(sheets: Mapping[str, Sheet]) -> Mapping[str, Sheet]:
    """Returns the sheets by every name they may have: machine name, kind, tab title and label in both languages."""
    found: dict[str, Sheet] = {}
    for sheet in sheets.values():
        for name in (sheet.title("id"), sheet.title("en"), sheet.label.id, sheet.label.en):
            found.setdefault(key_of(name), sheet)
    for sheet in sheets.values():
        if sheet.role != "spells":
            found[key_of(sheet.kind.name)] = sheet
    return found | {key_of(name): sheet for name, sheet in sheets.items()}


def _unknown_sheet(grid: Grid, number: int, sheets: Mapping[str, Sheet]) -> Read:
    place = grid.where if safe_name(grid.name) != "a key" else f"sheet {number}"
    advice = near(grid.name, [*sheets, *(sheet.title("id") for sheet in sheets.values())]) or "take the names of sheets from the template"
    problem = Problem(place, 0, 0, "unknown-sheet", "no kind of fact has a sheet of this name", advice)
    # Nobody knows what these rows state, so no kind can be taken as complete.
    return Read(problems=(problem,), lost=max(len(grid.rows) - 1, 0), incomplete=frozenset(_plurals(sheets)))


def _plurals(sheets: Mapping[str, Sheet]) -> set[str]:
    return {sheet.kind.plural for sheet in sheets.values() if sheet.role == "facts"}


def _lost(grid: Grid, sheet: Sheet, code: str, message: str, advice: str) -> Read:
    header = read_header(grid, sheet)
    problem = Problem(grid.where, 0, 0, code, message, advice)
    return Read(problems=(problem,), lost=len(header.rows), incomplete=frozenset({sheet.kind.plural}))


def _read_grid(usable: Usable, vocabulary: Vocabulary) -> Read:
    grid, header = usable.grid, usable.header
    marks = {
        position: column_marks(row.cells[position] for row in header.rows if position < len(row.cells))
        for position, column in header.columns.items()
        if column.type.name == "money"
    }
    reader = RowReader(grid.where, usable.sheet, vocabulary, header, marks)
    return Read(tuple(reader.read(row.line, enumerate(row.cells)) for row in header.rows), header.problems)


class RowReader:
    """Reads the rows of one grid.

    Args:
        where: as problems call the grid.
        header: what its first rows say.
        marks: by position, the thousands separators certainly used in the whole column; see `amounts.column_marks`.
    """

    def __init__(self, where: str, sheet: Sheet, vocabulary: Vocabulary, header: Header, marks: Mapping[int, frozenset[str]]) -> None:
        self.where, self.sheet, self.vocabulary, self.header, self.marks = where, sheet, vocabulary, header, marks
        self.keys = {column.name: position for position, column in header.columns.items() if column.part in ("official_id", "id")}
        self._known: dict[int, tuple[str, dict[Cell, Any]]] = {
            position: (column.field, {})
            for position, column in header.columns.items()
            if column.part == "field" and column.type.name in RECURRING and position not in header.remarks
        }
        self._places: dict[tuple[int, ...], Mapping[str, int]] = {}

    def read(self, line: int, cells: Iterable[tuple[int, Cell]]) -> Record:
        """Returns the record of one row.

        Args:
            line: its 1-based number.
            cells: its cells with their 0-based positions, in order; blank ones may be left out.
        """
        problems: list[Problem] = []
        parts: dict[str, dict[str, Any]] = {"fact": {}, "ids": {}, "in_full": {}, "spell": {}}
        filled: list[int] = []
        fact, header, known = parts["fact"], self.header, self._known
        for position, cell in cells:
            recurring = known.get(position)
            if recurring is not None and cell.__class__ in _COMPARABLE:
                field, understood = recurring
                value = understood.get(cell, _NEW)
                if value is not _NEW:
                    filled.append(position)
                    if value is not None:
                        fact[field] = value
                    continue
            if is_blank(cell) or position in header.remarks:
                continue
            column = header.columns.get(position)
            try:
                if column is None:
                    raise _stray(cell, position in header.unknown)
                filled.append(position)
                if recurring is not None and cell.__class__ in _COMPARABLE:
                    # Codes, days, yes and no recur from row to row: each is understood once.
                    value = recurring[1][cell] = read_cell(cell, column.type, self.vocabulary.code_lists)
                    _put(fact, column.field, value)
                else:
                    self._take(column, cell, self.marks.get(position, frozenset()), parts)
            except Unreadable as fault:
                problems.append(Problem(self.where, line, position + 1, fault.code, fault.message, fault.suggestion))
        columns = self._columns(tuple(filled))
        if self.sheet.role == "spells":
            problems += self._settle_spell(line, parts, columns)
        return self._record(line, parts, columns, problems)

    def _columns(self, filled: tuple[int, ...]) -> Mapping[str, int]:
        """Returns the column of each field of a row by the positions of its cells; rows that are filled alike share it."""
        found = self._places.get(filled)
        if found is None:
            columns: dict[str, int] = {}
            for position in filled:
                column = self.header.columns[position]
                columns[column.name] = position + 1
                if column.field:
                    columns.setdefault(column.field, position + 1)
            if len(self._places) >= MOST_PLACES:
                self._places.clear()
            found = self._places[filled] = MappingProxyType(columns)
        return found

    def _take(self, column: Column, cell: Cell, marks: frozenset[str], parts: dict[str, dict[str, Any]]) -> None:
        """Reads one cell into the part of the row it belongs to."""
        if column.part in ("official_id", "id"):
            _put(parts["ids"], column.part, read_id(cell))
        elif column.part == "in_full":
            _put(parts["in_full"], column.field, read_in_full(cell))
        elif column.part == "scheme":
            number = read_cell(cell, column.type, {}) if column.scheme == "name" else read_id(cell)
            if number is not None:
                parts["fact"].setdefault(column.field, {})[column.scheme] = number
        elif column.part == "spell_value":
            parts["spell"]["value"] = cell
        elif column.part == "spell_of":
            _put(parts["spell"], "field", read_id(cell))
        elif column.part in ("spell_from", "spell_until"):
            _put(parts["spell"], column.name, read_day(_taken(cell)))
        else:
            _put(parts["fact"], column.field, read_cell(cell, column.type, self.vocabulary.code_lists, marks))

    def _settle_spell(self, line: int, parts: dict[str, dict[str, Any]], columns: Mapping[str, int]) -> list[Problem]:
        """Reads the value of a spell by the type of the field it is about."""
        spell = parts["spell"]
        name, cell = spell.pop("field", None), spell.pop("value", None)
        spec = None if name is None else self.sheet.spelled_by_label.get(key_of(name))
        if spec is None:
            advice = (name and near(name, self.sheet.spelled)) or "take the name from the list of the template"
            return [self._problem(line, columns.get("field", 0), "unknown-field", "no dated attribute has this name", advice)]
        parts["fact"]["field"] = spec.name
        try:
            value = spell_value(cell, spec.type, self.vocabulary)
        except Unreadable as fault:
            return [self._problem(line, columns.get("value", 0), fault.code, fault.message, fault.suggestion)]
        if value is None:
            return [
                self._problem(line, columns.get("value", 0), "missing-value", "a period needs a value", "delete the row if it is not known")
            ]
        parts["fact"] |= {"value": value, **spell}
        return []

    def _problem(self, line: int, column: int, code: str, message: str, advice: str) -> Problem:
        return Problem(self.where, line, column, code, message, advice)

    def _record(self, line: int, parts: dict[str, dict[str, Any]], columns: Mapping[str, int], problems: list[Problem]) -> Record:
        official_id = parts["ids"].get("official_id")
        id = official_id if self.sheet.role == "officials" or self.sheet.kind.name == "official" else parts["ids"].get("id")
        for name, value in (("official_id", official_id), ("id", id)):
            column = self.keys.get(name)
            if column is not None and value is None and not any(problem.column == column + 1 for problem in problems):
                code = "missing-official-id" if name == "official_id" else "missing-id"
                problems.append(self._problem(line, column + 1, code, f"`{name}` is blank", "fill it in"))
        if self.sheet.kind.register:
            official_id = None
        return Record(self.sheet, self.where, line, official_id, id, parts["fact"], parts["in_full"], columns, tuple(problems))


def _put(target: dict[str, Any], name: str, value: Any) -> None:
    if value is not None:
        target[name] = value


def _taken(cell: Cell) -> Cell:
    if isinstance(cell, Refused):
        raise Unreadable(cell.code, cell.message, cell.suggestion)
    return cell


def _stray(cell: Cell, unknown: bool) -> Unreadable:
    if isinstance(cell, Refused):
        return Unreadable(cell.code, cell.message, cell.suggestion)
    if unknown:
        return Unreadable("unknown-column", "the column is not known, so this value cannot be read", "see the problem of the header")
    return Unreadable("no-header", "a value stands outside the columns of the header", "move or delete it")


def spell_value(cell: Cell, type: Type, vocabulary: Vocabulary) -> Any:
    """Reads the value of a period by the type of the field it is about; `None` if blank."""
    if type.name == "entity":
        key = read_id(cell)
        return None if key is None else {"own": key}
    return read_cell(cell, type, vocabulary.code_lists)


def read_in_full(cell: Cell) -> Any:
    """Reads whether a sheet is complete: `True` for all time, `{from, until}` for a period, `None` for no or blank."""
    cell = _taken(cell)
    try:
        return read_bool(cell) or None
    except Unreadable:
        pass
    try:
        period = read_day(cell)
    except Unreadable:
        period = "not_yet"
    if period in (None, "not_yet", "ongoing"):
        raise Unreadable("not-yes-or-no", "this is neither yes, no nor a period", "`ya`, `tidak` or `2026-01-01..2026-06-30`") from None
    first, _, last = str(period).partition("..")
    return {"from": ends_of(first)[0], "until": ends_of(last or first)[1]}
