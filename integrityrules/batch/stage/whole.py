"""What only the whole input tells: who is listed, which rows are nobody's, which ids recur, and how a column of money parts thousands.

May not build facts. The answers are in schema `meta`, so that each shard can be read by itself afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from integrityrules.batch.stage.cells import cells_of
from integrityrules.batch.stage.database import literal, load, name, rows_of
from integrityrules.batch.stage.json_lines import json_record
from integrityrules.batch.stage.marked import unmarked
from integrityrules.batch.stage.sources import Source, Work
from integrityrules.tables.amounts import thousands_mark
from integrityrules.tables.assemble import may_not_recur, source_of
from integrityrules.tables.cells import read_text
from integrityrules.tables.source import Unreadable

MOST_LINES = 6
"""Rows named of an id that recurs: the row itself and five others."""

META = """
CREATE TABLE meta.settings (key VARCHAR, value VARCHAR);
CREATE TABLE meta.input (name VARCHAR, sha256 VARCHAR, bytes BIGINT);
CREATE TABLE meta.sheets (sheet VARCHAR, where_ VARCHAR, form VARCHAR, read BIGINT);
CREATE TABLE meta.columns (sheet VARCHAR, position INTEGER, name VARCHAR, type VARCHAR, marks VARCHAR);
CREATE TABLE meta.problems (n INTEGER, where_ VARCHAR, line BIGINT, col BIGINT, code VARCHAR, message VARCHAR, suggestion VARCHAR);
CREATE TABLE meta.incomplete (plural VARCHAR, input BOOLEAN);
CREATE TABLE meta.listed (official_id VARCHAR);
CREATE TABLE meta.strangers (sheet VARCHAR, line BIGINT);
CREATE TABLE meta.repeated (sheet VARCHAR, id VARCHAR, lines BIGINT[]);
CREATE TABLE meta.not_read (sheet VARCHAR, rows BIGINT);
CREATE TABLE meta.chains (id VARCHAR, steps VARCHAR[], fact VARCHAR);
"""


def find_listed(work: Work, sources: Mapping[str, Source]) -> None:
    """Finds the officials that a row lists, and the rows of nobody: without an id that can be read, or with one that is not listed."""
    if "officials" in sources:
        work.database.execute(
            "INSERT INTO meta.listed SELECT DISTINCT official_id FROM cells.officials WHERE official_id IS NOT NULL ORDER BY 1"
        )
    for sheet, source in sources.items():
        if source.sheet.of_officials:
            work.database.execute(
                f"INSERT INTO meta.strangers SELECT {literal(sheet)}, line FROM {cells_of(source.sheet)} AS c"
                " ANTI JOIN meta.listed AS l ON l.official_id = c.official_id ORDER BY line"
            )
            if source.sheet.role != "officials" and source.sheet.kind.name != "official":
                work.database.execute(
                    f"INSERT INTO meta.incomplete SELECT {literal(source.sheet.kind.plural)}, false"
                    f" WHERE EXISTS (SELECT 1 FROM meta.strangers WHERE sheet = {literal(sheet)})"
                )


def find_repeated(work: Work, source: Source) -> None:
    """Finds the ids of facts that may not recur as they do: for one official only, and each time from another source."""
    sheet, table = literal(source.sheet.name), cells_of(source.sheet)
    stated = _stated(source)
    groups = work.table()
    work.database.execute(
        f"CREATE TABLE {groups} AS SELECT id, count(DISTINCT official_id) + max(CAST(official_id IS NULL AS INTEGER)) AS owners,"
        f" count({stated}) = 0 AS unstated, min(line, {MOST_LINES}) AS lines FROM {table}"
        " WHERE id IS NOT NULL GROUP BY id HAVING count(*) > 1"
    )
    work.database.execute(f"INSERT INTO meta.repeated SELECT {sheet}, id, lines FROM {groups} WHERE owners > 1 OR unstated ORDER BY id")
    doubtful = work.database.cursor().execute(
        f"SELECT c.id, {stated} FROM {table} AS c JOIN {groups} AS g ON g.id = c.id WHERE g.owners = 1 AND NOT g.unstated ORDER BY c.id"
    )
    repeated = ((id,) for id, rows in groupby(rows_of(doubtful), lambda row: row[0]) if _too_many(source, [row[1] for row in rows]))
    again = work.table()
    load(work.database, again, {"id": "VARCHAR"}, repeated, work.folder)
    work.database.execute(f"INSERT INTO meta.repeated SELECT {sheet}, id, lines FROM {again} JOIN {groups} USING (id) ORDER BY id")


def _stated(source: Source) -> str:
    """Returns the expression of the cell that says who states a row; of a line of JSON, all of it."""
    if source.form == "json":
        return "CASE WHEN contains(json, 'stated_by') OR contains(json, chr(92)) THEN json END"
    return "stated_by" if "stated_by" in source.types else "NULL"


def _too_many(source: Source, cells: list[Any]) -> bool:
    return may_not_recur({None}, {_said(source, cell) for cell in cells}, len(cells))


def _said(source: Source, cell: Any) -> str:
    """Returns who states a row, as its record has it; what cannot be read is not there."""
    if source.form == "json":
        return repr(None) if cell is None else source_of(json_record(source.sheet, source.where, 0, cell, None))
    try:
        return repr(read_text(unmarked(cell) if source.form == "marked" else cell))
    except Unreadable:
        return repr(None)


def find_marks(work: Work, source: Source) -> Mapping[str, frozenset[str]]:
    """Returns the thousands separators certainly used in each column of money."""
    found = {}
    for column in source.header.columns.values():
        if column.type.name == "money" and column.part == "field" and source.types[column.name] == "VARCHAR":
            found[column.name] = _marks(work, source, f"c.{name(column.name)}")
    return found


def _marks(work: Work, source: Source, raw: str) -> frozenset[str]:
    texts = work.database.cursor().execute(
        f"SELECT DISTINCT {raw} FROM {cells_of(source.sheet)} c WHERE contains({raw}, '.') OR contains({raw}, ',')"
    )
    marks: set[str] = set()
    for (text,) in rows_of(texts):
        mark = thousands_mark(unmarked(text) if source.form == "marked" else text)
        marks |= {mark} if mark else set()
        if len(marks) == 2:
            break
    return frozenset(marks)
