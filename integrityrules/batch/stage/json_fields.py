"""Members of a JSON line -> expressions of the values the facts have, and of where these are not to be trusted; as `fields` for cells.

May not join rows. The models read JSON as it is: text is not tidied, numbers are numbers.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

from integrityrules.batch.stage.cells import cells_of
from integrityrules.batch.stage.database import literal, name, words
from integrityrules.batch.stage.dictionary import read_column
from integrityrules.batch.stage.fields import Reading, holds_by_name
from integrityrules.batch.stage.plain import Rough, plain_of, resolved
from integrityrules.batch.stage.quick import TIDY, clipped, quick_day, quick_number, quick_value, sql_type
from integrityrules.batch.stage.sources import Source, Work
from integrityrules.errors import DeclarationError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.entity import ENTITY_KEYS, Entity
from integrityrules.facts.fields import MOST_CHARACTERS, Holds
from integrityrules.facts.reading import read_dossier
from integrityrules.tables.layout import Sheet
from integrityrules.tables.read_jsonl import parse_json

IN_FULL = "declared_in_full"


def _taken_apart(work: Work, source: Source) -> str:
    """Makes a table of the lines of a sheet with their members as `e`, where a line is sure, and its keys as `keys`."""
    members = literal(json.dumps(dict.fromkeys(_members(source.sheet), "JSON")))
    line, table = "CASE WHEN sure THEN json END", work.table()
    parts = f"* EXCLUDE (json), from_json({line}, {members}) AS e, json_keys({line}) AS keys"
    work.database.execute(f"CREATE TABLE {table} AS SELECT {parts} FROM {cells_of(source.sheet)}")
    return table


def _members(sheet: Sheet) -> list[str]:
    own = ["official_id"] if sheet.of_officials else []
    return [*own, *holds_by_name(sheet), *([IN_FULL] if sheet.role == "officials" else [])]


def read_members(work: Work, source: Source, as_of: date) -> Reading:
    """Reads every member of the lines of a sheet but its ids."""
    reading, sheet = Reading(_taken_apart(work, source)), source.sheet
    known = ", ".join(literal(member) for member in _members(sheet))
    reading.rough += ["NOT c.sure", f"NOT coalesce(list_has_all([{known}], c.keys), false)"]
    # An absent basis is the usual one; `null` is none at all.
    reading.rough.append("(list_contains(c.keys, 'basis') AND c.e.basis IS NULL)")
    if sheet.role == "officials":
        reading.rough.append("(list_contains(c.keys, 'id') AND (c.e.id = to_json(c.official_id)) IS NOT TRUE)")
        _read(work, IN_FULL, "c.e." + IN_FULL, "CAST(NULL AS BOOLEAN)", "BOOLEAN", lambda value: _windows(value, as_of), reading)
    for field, holds in holds_by_name(sheet).items():
        if holds.type.name == "entity":
            _read_entity(work, sheet, field, as_of, reading)
        elif field != "id":
            raw, type = f"c.e.{name(field)}", sql_type(holds.type.name)
            quick = _quick(raw, holds, as_of)
            _read(work, field, raw, quick, type, lambda value, field=field: plain_of(sheet, field, value, as_of), reading)  # type: ignore[misc]
    return reading


def _read(work: Work, key: str, raw: str, quick: str, type: str, plain: Callable[[Any], Any], reading: Reading) -> None:
    def read(text: str) -> Any:
        value = parse_json(text)
        try:
            return None if value is None else plain(value)
        except DeclarationError:
            raise Rough from None

    table = read_column(work, f"{reading.relation} c", raw, quick, type, read)
    if table is None:
        reading.values[key] = quick
        return
    alias = f"d{len(reading.joins)}"
    reading.joins.append(f" LEFT JOIN {table} AS {alias} ON {alias}.k = CAST({raw} AS VARCHAR) AND ({quick}) IS NULL")
    reading.values[key] = f"coalesce({quick}, {alias}.v)"
    reading.rough.append(f"({raw} IS NOT NULL AND ({quick}) IS NULL AND {alias}.k IS NULL)")


def _windows(value: Any, as_of: date) -> None:
    """Reads what an official declares in full, in the forms that a line may have."""
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = dict.fromkeys(value, True)
    if not isinstance(value, dict):
        raise Rough
    read_dossier({"as_of": as_of, IN_FULL: value})


def _read_entity(work: Work, sheet: Sheet, field: str, as_of: date, reading: Reading) -> None:
    raw = f"c.e.{name(field)}"
    is_key, is_mapping = (f"starts_with(CAST({raw} AS VARCHAR), '{mark}')" for mark in ('"', "{"))
    known = ", ".join(literal(scheme) for scheme in ENTITY_KEYS)
    whole = f"len(json_keys({raw})) > 0 AND list_has_all([{known}], json_keys({raw}))"
    reading.rough.append(f"coalesce({raw} IS NOT NULL AND NOT {is_key} AND NOT ({is_mapping} AND {whole}), false)")
    for scheme in ENTITY_KEYS:
        member = (
            f"CASE WHEN {is_mapping} THEN json_extract({raw}, '$.{scheme}') {f'WHEN {is_key} THEN {raw}' if scheme == 'own' else ''} END"
        )
        text = _text(f"({member})", 200 if scheme == "own" else 500)
        quick = text if scheme in ("own", "name") else quick_number(f"({text})", "VARCHAR", scheme)
        key = field if scheme == "own" else f"{field}_{scheme}"
        _read(work, key, f"({member})", quick, "VARCHAR", _scheme_reader(sheet, field, scheme, as_of), reading)


def _scheme_reader(sheet: Sheet, field: str, scheme: str, as_of: date) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        entity = resolved(sheet, {field: {scheme: value}}, as_of)[field]
        assert isinstance(entity, Entity)
        return getattr(entity, scheme)

    return read


def _quick(raw: str, holds: Holds, as_of: date) -> str:
    """Returns the expression of the value of a canonical member; JSON text that needs no escape."""
    kind = holds.type.name
    if kind == "bool":
        return f"CASE CAST({raw} AS VARCHAR) WHEN 'true' THEN true WHEN 'false' THEN false END"
    if kind == "date":
        return clipped(quick_day(f"({_text(raw, 10)})", "VARCHAR"), as_of)
    if kind == "code":
        text = _text(raw, MOST_CHARACTERS)
        return f"CASE WHEN {text} IN {words(VOCABULARY.code_lists[holds.type.of].codes)} THEN {text} END"
    if kind in ("string", "fact"):
        return _text(raw, MOST_CHARACTERS)
    return quick_value(f"CAST({raw} AS VARCHAR)", "VARCHAR", holds, as_of)


def _text(raw: str, longest: int) -> str:
    """Returns the expression of a JSON text without escapes, tidy and not too long."""
    written = f"CAST({raw} AS VARCHAR)"
    inside = f"substr({written}, 2, length({written}) - 2)"
    escaped = f"contains({written}, chr(92)) OR contains({inside}, '\"')"
    is_plain = f"regexp_full_match({written}, {literal(chr(34) + TIDY + chr(34))}) AND NOT ({escaped})"
    return f"CASE WHEN {is_plain} AND length({written}) <= {longest + 2} THEN {inside} END"
