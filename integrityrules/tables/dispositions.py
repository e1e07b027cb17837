"""What officers wrote into a case list: a disposition of a finding, with reason, author and the day on which it ends.

May not know findings. A case list is taken as a whole or not at all: half of one would show, or hide, what somebody meant otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Literal, NamedTuple, TypeAlias

from integrityrules.decide.wording import STATES
from integrityrules.errors import DeclarationError, Problem
from integrityrules.facts.vocabulary import CodeList, Text
from integrityrules.tables.cells import read_code, read_id, read_text
from integrityrules.tables.days import read_day
from integrityrules.tables.read_xlsx import read_xlsx
from integrityrules.tables.source import Cell, Grid, GridRow, Refused, Unreadable
from integrityrules.tables.text import is_blank, key_of

Decided: TypeAlias = Literal["accepted", "explained", "dismissed", ""]

DECIDED: Mapping[str, Text] = {
    "accepted": Text("ditindaklanjuti", "accepted"),
    "explained": Text("dijelaskan", "explained"),
    "dismissed": Text("dikesampingkan", "dismissed"),
}
NOTE_ONLY = Text("catatan saja", "note only")
_DECIDED = CodeList("disposition", Text("Tindak lanjut", "Disposition"), DECIDED)
_STATES = CodeList("state", Text("Keadaan lengkap", "State in full"), STATES)


class Listed(NamedTuple):
    """A column of a case list that is read back: its name here, and its title in the workbook."""

    name: str
    title: Text


OFFICIAL = Listed("official", Text("Pegawai", "Official"))
STATE = Listed("state", Text("Keadaan lengkap", "State in full"))
FINDING = Listed("finding", Text("Nomor temuan", "Finding id"))
DECISION = Listed("decided", Text("Tindak lanjut", "Disposition"))
REASON = Listed("reason", Text("Alasan tindak lanjut", "Reason"))
AUTHOR = Listed("author", Text("Diputuskan oleh", "Decided by"))
EXPIRES = Listed("expires", Text("Berlaku sampai", "Valid until"))
NOTES = Listed("notes", Text("Catatan petugas", "Officer's notes"))
COLUMNS = (OFFICIAL, STATE, FINDING, DECISION, REASON, AUTHOR, EXPIRES, NOTES)
WRITTEN = (DECISION, REASON, AUTHOR, EXPIRES, NOTES)
"""What officers fill in; the others say which finding it is about."""


@dataclass(frozen=True, slots=True)
class Disposition:
    """What an officer recorded about one finding.

    Args:
        official, finding: whose it is, and its id, as the case list has them.
        state: code of the state the finding had when it was listed; empty where that cannot be told.
        decided: `accepted` (it is followed up), `explained`, `dismissed` (not what the norm means), or empty for a note alone.
        reason, author: why, and who decided; never empty where something was decided.
        expires: the last day on which it holds; `None` only for a note alone.
        notes: free text of the officer.
        where, line: the sheet and row it was read from.
    """

    official: str
    finding: str
    state: str
    decided: Decided
    reason: str = field(default="", repr=False)
    author: str = field(default="", repr=False)
    expires: date | None = None
    notes: str = field(default="", repr=False)
    where: str = ""
    line: int = 0


def read_dispositions(path: str | Path) -> tuple[Disposition, ...]:
    """Reads what officers wrote into a case list: the dispositions, and the notes of findings without one.

    Args:
        path: a workbook as `write_case_list` writes it, in either language, sorted and filtered as people like.

    Returns:
        one for each row in which something was written, in the order of the sheets.

    Raises:
        DeclarationError: something cannot be read or is missing, each place with sheet, row, column and reason: `unknown-code`,
            `missing-disposition`, `missing-reason`, `missing-author`, `missing-expiry`, `not-a-day`, `duplicate-finding`, `no-case-list`.
        MissingExtraError: reading a workbook needs a package that is not installed.
    """
    return dispositions_of(read_xlsx(Path(path)))


def dispositions_of(grids: Iterable[Grid]) -> tuple[Disposition, ...]:
    """Returns what officers wrote into the sheets of a case list; see `read_dispositions`."""
    problems: list[Problem] = []
    found: dict[tuple[str, str], Disposition] = {}
    lists = [(grid, places) for grid in grids if (places := _header(grid)) is not None]
    if not lists:
        advice = "name the case list that an audit wrote, with its header row"
        problems.append(Problem("workbook", 0, 0, "no-case-list", "no sheet has the columns of a case list", advice))
    for grid, places in lists:
        for row in grid.rows[1:]:
            one = _Row(grid, row, places).read(problems)
            if one is None:
                continue
            first = found.setdefault((one.official, one.finding), one)
            if first is not one:
                message, advice = "this finding has a disposition or a note on another row too", f"keep one of them; see row {first.line}"
                problems.append(Problem(grid.where, row.line, places["finding"] + 1, "duplicate-finding", message, advice))
    if problems:
        raise DeclarationError(problems=problems)
    return tuple(found.values())


def _header(grid: Grid) -> Mapping[str, int] | None:
    """Returns the 0-based position of each column, or `None` where the sheet is no list of findings."""
    if not grid.rows:
        return None
    titles = {key_of(cell): position for position, cell in enumerate(grid.rows[0].cells) if isinstance(cell, str)}
    places = {}
    for column in COLUMNS:
        position = next((titles[key] for text in (column.title.id, column.title.en) if (key := key_of(text)) in titles), None)
        if position is not None:
            places[column.name] = position
    return places if {"finding", "decided"} <= places.keys() else None


class _Row:
    """One row while it is read."""

    def __init__(self, grid: Grid, row: GridRow, places: Mapping[str, int]) -> None:
        self.grid, self.row, self.places = grid, row, places
        self.problems: list[Problem] = []

    def read(self, problems: list[Problem]) -> Disposition | None:
        """Returns what the row says, or `None` where officers wrote nothing or something is wrong with it."""
        if all(is_blank(self.cell(column)) for column in WRITTEN):
            return None
        decided = self.value(DECISION, lambda cell: read_code(cell, _DECIDED))
        reason, author, notes = (self.value(column, read_text) for column in (REASON, AUTHOR, NOTES))
        expires = self.value(EXPIRES, read_last_day)
        finding, official = self.value(FINDING, read_id), self.value(OFFICIAL, read_id)
        state = self.value(STATE, lambda cell: read_code(cell, _STATES))
        advice = "copy the id from the audit's list"
        self.need(finding, FINDING, "missing-finding", "this row does not say which finding it is about", advice)
        if decided:
            self.need(reason, REASON, "missing-reason", "a disposition needs a reason")
            self.need(author, AUTHOR, "missing-author", "a disposition needs the name or post of who decided")
            self.need(expires, EXPIRES, "missing-expiry", "a disposition needs the last day on which it holds", "`2027-03-31`")
        elif reason or author or expires:
            advice = ", ".join(text.id for text in DECIDED.values())
            self.need(decided, DECISION, "missing-disposition", "a reason, author or day stands here without a disposition", advice)
        problems += self.problems
        if self.problems or not (decided or notes):
            return None
        return Disposition(
            official or "", finding or "", state or "", decided or "", reason or "", author or "", expires, notes or "",
            self.grid.where, self.row.line,
        )  # fmt: skip

    def cell(self, column: Listed) -> Cell:
        position = self.places.get(column.name)
        return None if position is None or position >= len(self.row.cells) else self.row.cells[position]

    def value(self, column: Listed, read: Callable[[Cell], Any]) -> Any:
        """Returns what a cell says; `None` where it is blank, or cannot be read, which is a problem."""
        try:
            cell = self.cell(column)
            if isinstance(cell, Refused):
                raise Unreadable(cell.code, cell.message, cell.suggestion)
            return read(cell)
        except Unreadable as error:
            self.wrong(column, error.code, error.message, error.suggestion)
            return None

    def need(self, value: object, column: Listed, code: str, message: str, advice: str = "fill it in") -> None:
        """Notes a problem where a value is missing, unless its cell could not be read, which is told already."""
        if value is None and not any(problem.column == self.places.get(column.name, -2) + 1 for problem in self.problems):
            self.wrong(column, code, message, advice)

    def wrong(self, column: Listed, code: str, message: str, advice: str = "") -> None:
        place = self.places.get(column.name, -1) + 1
        self.problems.append(Problem(self.grid.where, self.row.line, place, code, message, advice))


def read_last_day(cell: Cell) -> date | None:
    """Reads the day on which something ends.

    Raises:
        Unreadable: `not-a-day`, it is a month, a range, a word, or no date at all.
    """
    try:
        text = read_day(cell)
        return None if text is None else date.fromisoformat(text)
    except (Unreadable, ValueError):
        pass
    raise Unreadable("not-a-day", "this is not one day", "`2027-03-31` or `31 Maret 2027`")


def decided_words(decided: str) -> Text:
    """Returns a disposition in words."""
    return DECIDED.get(decided, NOTE_ONLY)
