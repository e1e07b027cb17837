"""What people leave out: blank cells, months in place of days, bounds in place of amounts, and other ways to write the same.

May not know what a table is about; goes by the types of its columns. Nothing it writes is refused when it is read.
"""

from __future__ import annotations

from dataclasses import replace

from integrityrules.batch.example.draws import chance
from integrityrules.batch.example.table import Table
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables.layout import sheets_of

SHEETS = sheets_of(VOCABULARY)
CARELESS = 1 / 8
"""A row is careful or careless: in a careless one this share of the cells is blank or rough, so that holes come together."""


def with_holes(table: Table, share: float) -> Table:
    """Returns a table in which that share (0 to 0.5) of the cells is blank or rough; columns that are kept stay as they are.

    Days, months and amounts become text, because one column holds both.
    """
    if not share:
        return table
    columns = {name: text if name in table.kept else _rough(name, text, table, share) for name, text in table.columns.items()}
    return replace(table, columns=columns)


def _rough(name: str, text: str, table: Table, share: float) -> str:
    """Returns a cell, or in its place a blank or something rough; the words' names keep these draws apart from those of the values."""
    careless, in_row = (share / CARELESS, CARELESS) if share < CARELESS else (1.0, share)
    word = f"${table.number}.{table.sheet}_hole_in_{name}"
    is_hole = f"{chance(f'${table.number}.{table.sheet}_careless', careless)} AND {chance(word, in_row)}"
    how, type_name = f"({word} & 7)", SHEETS[table.sheet].columns[name].type.name
    if type_name not in ("date", "money"):
        return f"CASE WHEN {is_hole} THEN NULL ELSE {text} END"
    rough = _rough_day(f"CAST({text} AS VARCHAR)", how) if type_name == "date" else _rough_amount(text, how)
    return f"CASE WHEN {is_hole} THEN {rough} ELSE CAST({text} AS VARCHAR) END"


def _rough_day(day: str, how: str) -> str:
    """Returns a blank, a month, a range, or the day as offices write it; words stay words."""
    month = f"substr({day}, 1, 7)"
    usual = f"concat(substr({day}, 9, 2), '/', substr({day}, 6, 2), '/', substr({day}, 1, 4))"
    return (
        f"CASE WHEN {how} < 4 OR {day} IS NULL THEN NULL WHEN {day} = 'not_yet' THEN 'belum' WHEN {day} = 'ongoing' THEN 'masih' "
        f"WHEN {how} < 6 THEN {month} WHEN {how} = 6 THEN concat({month}, '-01..', {day}) ELSE {usual} END"
    )


def _rough_amount(amount: str, how: str) -> str:
    """Returns a blank, a lower bound, a range, or the amount with the sign of the currency."""
    return (
        f"CASE WHEN {how} < 4 THEN NULL WHEN {how} < 6 THEN concat('>= ', {amount} // 2) "
        f"WHEN {how} = 6 THEN concat({amount} // 2, '..', {amount}) ELSE concat('Rp ', {amount}) END"
    )
