"""Cells -> `facts.<plural>`: one row for each fact with the values that `resolve` gives on the day, and whether it is rough.

May not reject a row. INVARIANT: in a row that is not rough every column is the value of the resolved fact, and Python takes the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from integrityrules.batch.stage.cells import cells_of
from integrityrules.batch.stage.database import literal, name
from integrityrules.batch.stage.fields import Reading, holds_by_name, read_columns
from integrityrules.batch.stage.json_fields import read_members
from integrityrules.batch.stage.quick import STILL_TO_COME, sql_type
from integrityrules.batch.stage.sources import Source, Work
from integrityrules.facts.catalogue import MODELS, outside_name
from integrityrules.facts.fields import MOST_CHARACTERS
from integrityrules.facts.identity import SCHEMES
from integrityrules.facts.vocabulary import KindSpec
from integrityrules.tables.layout import OFFICIAL, Sheet

STARTS = ("from", "happened_on")
"""The first days whose last day is `until`; a fact that ends before it starts is refused."""


def facts_of(sheet: Sheet) -> str:
    """Returns the name of the table of a kind's facts."""
    return f"facts.{name(sheet.kind.plural)}"


def columns_of(kind: KindSpec) -> Iterator[tuple[str, str]]:
    """Yields the columns of a kind's values with their SQL types; an entity has one for each scheme."""
    for spec in kind.fields.values():
        type = sql_type(spec.type.name)
        yield spec.name, type
        if spec.type.name == "entity":
            yield from ((f"{spec.name}_{scheme}", type) for scheme in SCHEMES if scheme != "own")


def make_facts(work: Work, sheet: Sheet, source: Source | None, marks: Mapping[str, frozenset[str]], as_of: date) -> None:
    """Makes the table of a kind's facts, without rows where the input has no sheet of it, and counts the facts that are not read."""
    head = ["shard USMALLINT", "official VARCHAR", "id VARCHAR", "line BIGINT"]
    values = [f"{name(column)} {type}" for column, type in columns_of(sheet.kind)]
    work.database.execute(f"CREATE TABLE {facts_of(sheet)} ({', '.join([*head, *values, 'rough BOOLEAN NOT NULL'])})")
    if source is None:
        return
    reading = read_members(work, source, as_of) if source.form == "json" else read_columns(work, source, marks, as_of)
    work.database.execute(f"INSERT INTO {facts_of(sheet)} SELECT * FROM ({_query(sheet, reading)}) WHERE rough OR NOT {_later(sheet)}")
    # Every row is a fact, of nobody, or not read.
    cells, facts = (f"(SELECT count(*) FROM {table})" for table in (cells_of(sheet), facts_of(sheet)))
    strangers = f"(SELECT count(*) FROM meta.strangers WHERE sheet = {literal(sheet.name)})"
    query = f"SELECT {literal(sheet.name)} AS sheet, {cells} - {facts} - {strangers} AS rows"
    work.database.execute(f"INSERT INTO meta.not_read SELECT * FROM ({query}) WHERE rows > 0")


def _query(sheet: Sheet, reading: Reading) -> str:
    is_official, id = sheet.role == "officials", "c.official_id" if sheet.role == "officials" else "c.id"
    values = ", ".join(f"CAST({reading.values.get(column, 'NULL')} AS {type}) AS {name(column)}" for column, type in columns_of(sheet.kind))
    names = [f"CAST({reading.values.get(f'{field}_name', 'NULL')} AS VARCHAR) AS {name(f'{field}_name')}" for field in _filed(sheet)]
    rough = " OR ".join(
        [
            *reading.rough,
            "c.stray IS NOT NULL",
            f"{id} IS NULL",
            f"length({id}) > {MOST_CHARACTERS}",
            "again.id IS NOT NULL",
            "spelled.rough IS TRUE",
        ]
    )
    listed = " SEMI JOIN meta.listed ON meta.listed.official_id = c.official_id" if sheet.of_officials else ""
    periods = f"scratch.spelled WHERE kind = {literal(sheet.kind.name)}"
    same = f"spelled.id = {id}" + ("" if sheet.kind.register else " AND spelled.official = c.official_id")
    again = f"SELECT {'official_id' if is_official else 'id'} AS id FROM {cells_of(sheet)} GROUP BY 1 HAVING count(*) > 1"
    inner = (
        f"SELECT c.shard, c.official_id AS official, {id} AS id, c.line, {', '.join([values, *names])}, spelled.fields AS spelled,"
        f" ({rough}) AS is_rough FROM (SELECT * FROM {reading.relation} c{listed}) AS c{''.join(reading.joins)}"
        f" LEFT JOIN ({again}) AS again ON again.id = {id}"
        f" LEFT JOIN (SELECT * FROM {periods}) AS spelled ON {same}"
    )
    return (
        f"SELECT shard, official, id, line, {', '.join(name(column) for column, _ in columns_of(sheet.kind))},"
        f" coalesce({' OR '.join(['is_rough', *_further(sheet)])}, false) AS rough FROM ({inner})"
    )


def _further(sheet: Sheet) -> Iterator[str]:
    """Yields what makes a row rough because of several of its columns."""
    fields = sheet.kind.fields
    for start in STARTS:
        if start in fields and "until" in fields:
            first, last = name(start), name("until")
            # Two days that are both still to come are alike here, and Python may see that one is before the other.
            yield f"coalesce({first} > {last} OR ({first} = {STILL_TO_COME} AND {last} = {STILL_TO_COME}), false)"
    for field in _filed(sheet):
        numbers = " AND ".join(f"{name(column)} IS NULL" for column in (field, *(f"{field}_{key}" for key in SCHEMES if key != "own")))
        yield f"({numbers} AND {name(f'{field}_name')} IS NOT NULL)"
    for field in sheet.spelled:
        yield f"({name(field)} IS NOT NULL AND coalesce(list_contains(spelled, {literal(field)}), false))"


def _filed(sheet: Sheet) -> list[str]:
    """Returns the entities of which it is asked whether they are stated; a name alone states one, and has no column."""
    return [spec.name for spec in sheet.kind.fields.values() if spec.filed and spec.type.name == "entity"]


def _later(sheet: Sheet) -> str:
    """Returns the condition that every known day of the act is still to come, so that the fact is not read."""
    days = [name(day) for day in act_days(sheet.kind)]
    if not days:
        return "false"
    known = " OR ".join(f"{day} IS NOT NULL" for day in days)
    return f"(({known}) AND " + " AND ".join(f"coalesce({day} = {STILL_TO_COME}, true)" for day in days) + ")"


def act_days(kind: KindSpec) -> tuple[str, ...]:
    """Returns the fields that say when an act happened, as `resolve` uses them."""
    model = next(model for model in MODELS if model.kind_of_fact.name == kind.name)
    started = ("from",) if kind.span else ()
    also = tuple(outside_name(model, name) for name in model.kind_of_fact.also_dated_by)
    return (*((kind.dated_by,) if kind.dated_by else ()), *started, *also)


__all__ = ["OFFICIAL", "act_days", "columns_of", "facts_of", "holds_by_name", "make_facts"]
