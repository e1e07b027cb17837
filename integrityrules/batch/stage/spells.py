"""Rows of `<kind>_spells` -> `facts.spells`: the periods of dated attributes, and which facts have them.

May not choose between a plain value and periods: a fact with both is rough.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from integrityrules.batch.stage.cells import cells_of
from integrityrules.batch.stage.database import literal, name, words
from integrityrules.batch.stage.dictionary import read_column
from integrityrules.batch.stage.fields import holds_by_name
from integrityrules.batch.stage.marked import unmarked
from integrityrules.batch.stage.plain import END_OF_DAYS, Rough, plain_of
from integrityrules.batch.stage.quick import INTEGERS, STILL_TO_COME, quick_day, quick_value
from integrityrules.batch.stage.sources import Source, Work
from integrityrules.errors import DeclarationError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.reading import read_dossier
from integrityrules.facts.values import Later, Range, Spells
from integrityrules.tables.cells import read_id
from integrityrules.tables.days import read_day
from integrityrules.tables.rows import spell_value
from integrityrules.tables.source import Cell, Unreadable
from integrityrules.tables.text import key_of

SPELLS = 'shard USMALLINT, official VARCHAR, kind VARCHAR, id VARCHAR, field VARCHAR, value VARCHAR, "from" DATE, until DATE'
JOINT = "chr(31)"
"""Between the field and the value of a period, where both are read together."""


def make_spells(work: Work, sources: list[Source], as_of: date) -> None:
    """Makes `facts.spells`, and `scratch.spelled`: the facts that have periods, of which fields, and whether one of these is rough."""
    work.database.execute(f"CREATE TABLE facts.spells ({SPELLS})")
    work.database.execute(f"CREATE TABLE scratch.periods ({SPELLS}, rough BOOLEAN)")
    for source in sources:
        _read_sheet(work, source, as_of)
    same = "shard, official, kind, id, field"
    before = f'PARTITION BY {same} ORDER BY "from" ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING'
    clash = f'coalesce(max(until) OVER ({before}) >= "from", false)'
    work.database.execute(f"CREATE TABLE scratch.judged AS SELECT * REPLACE (rough OR {clash} AS rough) FROM scratch.periods")
    work.database.execute(
        "CREATE TABLE scratch.spelled AS SELECT kind, official, id, list(DISTINCT field) AS fields, bool_or(rough) AS rough"
        " FROM scratch.judged GROUP BY kind, official, id"
    )
    until = f"CASE WHEN until > DATE '{as_of}' THEN {STILL_TO_COME} ELSE until END"
    work.database.execute(
        f'INSERT INTO facts.spells SELECT {same}, value, "from", {until} FROM scratch.judged'
        f' WHERE NOT rough AND "from" <= DATE \'{as_of}\' ORDER BY shard, official, kind, id, field, "from"'
    )


def _read_sheet(work: Work, source: Source, as_of: date) -> None:
    """Adds the rows of one sheet to `scratch.periods`, with days as they are written; `ongoing` is the end of days."""
    sheet = source.sheet
    joins: list[str] = []
    is_official = sheet.kind.name == "official"
    field = _field(work, source, joins)
    value = _value(work, source, field, joins, as_of)
    start, until = (_end(work, source, part, joins) for part in ("from", "until"))
    id = "c.official_id" if is_official else "c.id"
    listed = " SEMI JOIN meta.listed ON meta.listed.official_id = c.official_id" if sheet.of_officials else ""
    wrong = " OR ".join(
        ["stray IS NOT NULL", *(f"{part} IS NULL" for part in ("id", "field", "value", '"from"', "until")), '"from" > until']
    )
    work.database.execute(
        f"INSERT INTO scratch.periods SELECT * EXCLUDE (stray), coalesce({wrong}, true) FROM ("
        f"SELECT c.shard, c.official_id AS official, {literal(sheet.kind.name)} AS kind, {id} AS id, {field} AS field, {value} AS value,"
        f' {start} AS "from", {until} AS until, c.stray FROM (SELECT * FROM {cells_of(sheet)} c{listed}) AS c{"".join(joins)})'
    )


def _raw(source: Source, part: str) -> tuple[str, str]:
    return (f"c.{name(part)}", source.types[part]) if part in source.types else ("CAST(NULL AS VARCHAR)", "VARCHAR")


def _joined(work: Work, source: Source, raw: str, quick: str, type: str, read: Callable[[Any], Any], joins: list[str]) -> str:
    """Returns the expression of a value, with the dictionary of what is not canonical joined if there is one."""
    relation = f"{cells_of(source.sheet)} c{''.join(joins)}"
    table = read_column(work, relation, raw, quick, type, read)
    if table is None:
        return quick
    alias = f"s{len(joins)}"
    joins.append(f" LEFT JOIN {table} AS {alias} ON {alias}.k = CAST({raw} AS VARCHAR) AND ({quick}) IS NULL")
    return f"coalesce({quick}, {alias}.v)"


def _cell(source: Source) -> Callable[[Any], Cell]:
    return unmarked if source.form == "marked" else lambda cell: cell


def _field(work: Work, source: Source, joins: list[str]) -> str:
    raw, type = _raw(source, "field")
    cell = _cell(source)

    def read(text: Any) -> str:
        try:
            label = read_id(cell(text))
        except Unreadable:
            raise Rough from None
        spec = None if label is None else source.sheet.spelled_by_label.get(key_of(label))
        if spec is None:
            raise Rough
        return spec.name

    quick = f"CASE WHEN {raw} IN {words(source.sheet.spelled)} THEN {raw} END" if type == "VARCHAR" else "CAST(NULL AS VARCHAR)"
    return _joined(work, source, raw, quick, "VARCHAR", read, joins)


def _value(work: Work, source: Source, field: str, joins: list[str], as_of: date) -> str:
    """Reads the values by the type of the field each is about."""
    raw, type = _raw(source, "value")
    cell, sheet = _cell(source), source.sheet
    if type not in INTEGERS | {"VARCHAR", "BOOLEAN"}:
        return "CAST(NULL AS VARCHAR)"
    cases = []
    for spec in sheet.spelled.values():
        found = quick_value(raw, type, holds_by_name(sheet)[spec.name], as_of)
        cases.append(f"WHEN {literal(spec.name)} THEN CAST({found} AS VARCHAR)")
    quick = f"CASE {field} {' '.join(cases)} END"
    if type == "BOOLEAN":
        return quick

    def read(text: Any) -> str | None:
        name, _, said = text.partition("\x1f")
        try:
            value = spell_value(cell(said), sheet.spelled[name].type, VOCABULARY)
            found = None if value is None else plain_of(sheet, name, value, as_of)
        except (Unreadable, DeclarationError):
            raise Rough from None
        return ("true" if found else "false") if isinstance(found, bool) else found

    both = f"({field}) || {JOINT} || CAST({raw} AS VARCHAR)"
    return _joined(work, source, both, quick, "VARCHAR", read, joins)


def _end(work: Work, source: Source, part: str, joins: list[str]) -> str:
    raw, type = _raw(source, part)
    cell = _cell(source)
    return _joined(work, source, raw, quick_day(raw, type), "DATE", lambda text: _plain_end(cell(text), part), joins)


_DATED = "is_pejabat_negara"
"""An attribute whose periods are read to see how their days are read."""


def _plain_end(cell: Cell, part: str) -> date | None:
    """Returns the first or last day of a period as the models read it."""
    try:
        day = read_day(cell)
        if day is None:
            return None
        dossier = read_dossier({"as_of": "2000-01-01", "official": {_DATED: [{"value": True, part: day}]}})
    except (Unreadable, DeclarationError):
        raise Rough from None
    spells = getattr(dossier.official, _DATED)
    assert isinstance(spells, Spells)
    end = spells[0].start if part == "from" else spells[0].end
    if isinstance(end, Range):
        raise Rough
    return END_OF_DAYS if isinstance(end, Later) else end
