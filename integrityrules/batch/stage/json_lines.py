"""Folder of JSONL files -> sources: each line is kept as its text, and its ids are read exactly as Python reads them.

May not know a field. `sure` marks the lines of which SQL sees that Python takes them for the same mapping; the others are parsed by Python.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from integrityrules.batch.stage.cells import cells_of, shard_of
from integrityrules.batch.stage.database import is_filled, literal, load, name, rows_of
from integrityrules.batch.stage.look import Look, load_lines, look_at
from integrityrules.batch.stage.quick import TIDY, is_no_placeholder
from integrityrules.batch.stage.sources import Found, Source, Work
from integrityrules.errors import Problem, UsageError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.fields import MOST_CHARACTERS
from integrityrules.tables.headers import Header
from integrityrules.tables.layout import Sheet, sheets_of
from integrityrules.tables.read_jsonl import DOSSIERS, parsed_line, record_of_line, text_lines, unknown_file
from integrityrules.tables.records import Record

SURE_LINE = 1_000_000
"""Bytes of a line that no reader finds too long."""
NO_HEADER = Header({}, frozenset(), frozenset(), (), (), usable=True)

# What DuckDB takes for JSON and Python does not: a comma before a closing bracket, NaN and Infinity, numbers of thousands of digits.
_LENIENT = r",\s*[}\]]|[:\[,]\s*-?[iInN][aAnN][nNfF]|[0-9]{1000}"


def read_jsonl_folder(work: Work, folder: Path) -> Found:
    """Reads `officials.jsonl`, `gifts.jsonl` and so on: each line one fact with its `official_id`."""
    if (folder / DOSSIERS).is_file():
        raise UsageError("whole dossiers cannot be staged; give one file for each kind", code="unknown-format")
    found, sheets = Found(), sheets_of(VOCABULARY)
    for number, path in enumerate(sorted(folder.glob("*.jsonl")), start=1):
        looked = look_at(path)
        found.files.append(looked.file)
        sheet = sheets.get(path.stem)
        if sheet is None or sheet.role == "spells":
            lost = unknown_file(path, number, sheets)
            found.problems += lost.problems
            found.lost += lost.lost
            found.incomplete |= lost.incomplete
        else:
            found.sources.append(Source(sheet, path.name, NO_HEADER, _loaded(work, path, looked), {}, "json"))
    return found


def _loaded(work: Work, path: Path, looked: Look) -> str:
    """Returns a table of the lines: `line`, `json` and, where a line is no text, `fault`."""
    table, lines = work.table(), load_lines(work, path, looked) if looked.longest_line < SURE_LINE else None
    if lines is None:
        rows = ((line, None, _fault(text)) if isinstance(text, Problem) else (line, text, None) for line, text in text_lines(path))
        load(work.database, table, {"line": "BIGINT", "json": "VARCHAR", "fault": "VARCHAR"}, rows, work.folder)
        return table
    work.database.execute(
        f"CREATE TABLE {table} AS SELECT line, text AS json, CAST(NULL AS VARCHAR) AS fault FROM {lines} WHERE {is_filled('text')}"
    )
    work.database.execute(f"DROP TABLE {lines}")
    return table


def _fault(problem: Problem) -> str:
    return json.dumps([problem.code, problem.message, problem.suggestion])


def json_record(sheet: Sheet, where: str, line: int, text: str | None, fault: str | None) -> Record:
    """Returns the record of a line, by the code that reads JSONL."""
    given: str | Problem = text if text is not None else Problem(where, line, 0, *json.loads(fault or "[]"))
    return record_of_line(sheet, where, line, parsed_line(where, line, given))


# ---- cells ---------------------------------------------------------------------------------------------------------------


def make_json_cells(work: Work, source: Source, shards: int) -> None:
    """Makes the table of the lines of a sheet, with the ids as they are read."""
    sheet = source.sheet
    keys = ([] if sheet.kind.register else ["official_id"]) + ([] if sheet.role == "officials" else ["id"])
    judged = work.table()
    parts = [f"CASE WHEN sure THEN json ->> '$.{key}' END AS {key}" for key in keys]
    parts += [f"CASE WHEN sure THEN json_type(json, '$.{key}') END AS t_{key}" for key in keys]
    work.database.execute(
        f"CREATE TABLE {judged} AS SELECT *, {', '.join(parts)} FROM (SELECT *, {_sure(sheet)} AS sure FROM {source.relation})"
    )
    certain = " AND ".join(f"t_{key} = 'VARCHAR' AND {_is_plain(key)}" for key in keys)
    read = work.table()
    types = {"line": "BIGINT", **dict.fromkeys(keys, "VARCHAR")}
    load(work.database, read, types, _read_keys(work, source, judged, certain, keys), work.folder)
    ids = ", ".join(f"CASE WHEN r.line IS NULL THEN j.{key} ELSE r.{key} END AS {key}" for key in keys)
    official = "official_id" if "official_id" in keys else "CAST(NULL AS VARCHAR)"
    id = ", id" if "id" in keys else ""
    work.database.execute(
        f"CREATE TABLE {cells_of(sheet)} AS SELECT line, {shard_of(official, shards)} AS shard, {official} AS official_id{id},"
        f" json, fault, sure, CAST(NULL AS VARCHAR) AS stray FROM"
        f" (SELECT j.line, {ids}, j.json, j.fault, j.sure FROM {judged} AS j LEFT JOIN {read} AS r ON r.line = j.line)"
        " ORDER BY shard, official_id, line"
    )


def _is_plain(text: str) -> str:
    return f"length({text}) <= {MOST_CHARACTERS} AND regexp_full_match({text}, {literal(TIDY)}) AND {is_no_placeholder(text)}"


def _read_keys(work: Work, source: Source, judged: str, certain: str, keys: list[str]) -> Iterator[tuple[Any, ...]]:
    """Yields the line and ids of each line whose ids SQL cannot be certain of."""
    unsure = work.database.cursor().execute(f"SELECT line, json, fault FROM {judged} WHERE ({certain}) IS NOT TRUE")
    for line, text, fault in rows_of(unsure):
        record = json_record(source.sheet, source.where, line, text, fault)
        yield line, *(record.official_id if key == "official_id" else record.id for key in keys)


def _sure(sheet: Sheet) -> str:
    """Returns the condition that Python reads a line as the mapping that SQL sees in it: strict JSON, no key twice, nothing deep."""
    braces, shape = ["length(json) - length(replace(json, '{', '')) = 1"], []
    for field in nested_fields(sheet):
        member = f"json_extract(json, {literal('$.' + name(field))})"
        is_mapping = f"coalesce(starts_with(CAST({member} AS VARCHAR), '{{'), false)"
        braces.append(f"CAST({is_mapping} AS INTEGER)")
        shape.append(f"(NOT {is_mapping} OR {_distinct(f'json_keys({member})')})")
    inside = " AND ".join([" + ".join(braces), *shape, _distinct("json_keys(json)")])
    strict = f"fault IS NULL AND json_valid(json) AND NOT regexp_matches(json, {literal(_LENIENT)})"
    # The order matters: what is no JSON cannot be looked into.
    return f"coalesce(CASE WHEN {strict} THEN CASE WHEN json_type(json) = 'OBJECT' THEN {inside} END END, false)"


def _distinct(keys: str) -> str:
    return f"len({keys}) = len(list_distinct({keys}))"


def nested_fields(sheet: Sheet) -> list[str]:
    """Returns the keys of a line that may hold a mapping: entities, and what an official declares in full."""
    entities = [spec.name for spec in sheet.kind.fields.values() if spec.type.name == "entity"]
    return [*entities, *(["declared_in_full"] if sheet.role == "officials" else [])]
