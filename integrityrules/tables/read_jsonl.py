"""JSONL files -> records, or whole dossiers. Each line is one fact in the shape of the models, or one dossier.

May not know cells. Strict JSON: no key twice, no NaN or Infinity, no lone surrogates, limited depth.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from integrityrules.errors import DeclarationError, Problem
from integrityrules.facts.catalogue import PLURALS
from integrityrules.facts.control import with_indirect_control
from integrityrules.facts.dossier import Dossier, Registers
from integrityrules.facts.problems import safe_name
from integrityrules.facts.reading import read_dossier
from integrityrules.facts.vocabulary import Vocabulary
from integrityrules.tables.assemble import Counts, Declarations
from integrityrules.tables.layout import Sheet, sheets_of
from integrityrules.tables.records import Read, Record, together
from integrityrules.tables.source import Unreadable
from integrityrules.tables.text import clean, near

DOSSIERS = "dossiers.jsonl"
DEEPEST = 24
"""The most levels of lists and mappings in one line."""
LONGEST_LINE = 16_000_000
"""The most bytes of one line."""

_FACT_PATH = re.compile(r"^(\w+)\[(\d+)\]")


def parse_json(text: str) -> Any:
    """Parses one strict JSON document; strings come out in NFC.

    Raises:
        Unreadable: not JSON, a key twice, NaN or Infinity, a lone surrogate, too deep.
    """
    try:
        return _tidy(json.loads(text, object_pairs_hook=_once_each, parse_constant=_no_constant), DEEPEST)
    except (ValueError, RecursionError):
        raise Unreadable(
            "not-json", "the line is not JSON", 'one mapping per line, for example `{"official_id": "P-001", "id": "G-001"}`'
        ) from None


def read_json(text: str, *, where: str) -> Any:
    """Parses one strict JSON document of a file.

    Raises:
        DeclarationError: as `parse_json` says, with the file's name.
    """
    try:
        return parse_json(text)
    except Unreadable as fault:
        raise DeclarationError(problems=[Problem(where, 0, 0, fault.code, fault.message, fault.suggestion)]) from None


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unreadable("duplicate-key", "a key stands twice in one mapping", "keep one of them")
    return found


def _no_constant(name: str) -> Any:
    raise Unreadable("not-json", f"`{name}` is not a number of JSON", "leave the field out if it is not known")


def _tidy(value: Any, levels: int) -> Any:
    if levels == 0:
        raise Unreadable("too-deep", f"more than {DEEPEST} levels of lists and mappings")
    if isinstance(value, str):
        if any(unicodedata.category(char) == "Cs" for char in value):
            raise Unreadable("lone-surrogate", "the text holds half of a character", "write it in UTF-8")
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [_tidy(item, levels - 1) for item in value]
    if isinstance(value, dict):
        return {_tidy(key, levels - 1): _tidy(item, levels - 1) for key, item in value.items()}
    return value


def text_lines(path: Path) -> Iterator[tuple[int, str | Problem]]:
    """Yields the lines of a file with their numbers, or why a line cannot be read as text. Blank lines are skipped."""
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                yield (
                    number,
                    Problem(path.name, number, 0, "line-too-long", f"more than {LONGEST_LINE} bytes in one line", "split the file"),
                )
                return
            try:
                text = line.decode("utf-8-sig" if number == 1 else "utf-8")
            except UnicodeDecodeError:
                yield number, Problem(path.name, number, 0, "not-utf-8", "the line is not UTF-8", "save the file as UTF-8")
                continue
            if text.strip():
                yield number, text


def parsed_line(where: str, line: int, text: str | Problem) -> Any | Problem:
    """Returns what a line says, or why it cannot be read."""
    if isinstance(text, Problem):
        return text
    try:
        return parse_json(text)
    except Unreadable as fault:
        return Problem(where, line, 0, fault.code, fault.message, fault.suggestion)


def _lines(path: Path) -> Iterator[tuple[int, Any | Problem]]:
    """Yields the parsed lines of a file with their numbers, or why a line cannot be read."""
    for number, text in text_lines(path):
        yield number, parsed_line(path.name, number, text)


# ---- a folder of files, one per kind ---------------------------------------------------------------------------------


def read_jsonl_folder(folder: Path, vocabulary: Vocabulary) -> Read:
    """Reads `officials.jsonl`, `gifts.jsonl` and so on: each line one fact with its `official_id`."""
    sheets = sheets_of(vocabulary)
    parts = []
    for number, path in enumerate(sorted(folder.glob("*.jsonl")), start=1):
        sheet = sheets.get(path.stem)
        if sheet is None or sheet.role == "spells":
            parts.append(unknown_file(path, number, sheets))
        else:
            parts.append(Read(tuple(record_of_line(sheet, path.name, line, data) for line, data in _lines(path))))
    return together(parts)


def unknown_file(path: Path, number: int, sheets: Mapping[str, Sheet]) -> Read:
    """Returns the account of a file whose name is no kind's."""
    place = path.name if safe_name(path.stem) != "a key" else f"file {number}"
    advice = near(path.stem, sheets) or "call it by the plural of a kind, as in `gifts.jsonl`"
    problem = Problem(place, 0, 0, "unknown-file", "no kind of fact has a file of this name", advice)
    with path.open("rb") as stream:
        lost = sum(1 for line in stream if line.strip())
    return Read(problems=(problem,), lost=lost, incomplete=frozenset(PLURALS))


def record_of_line(sheet: Sheet, where: str, line: int, data: Any) -> Record:
    """Returns the record of one line. Ids are told from the line even where the rest of it is wrong."""
    if isinstance(data, Problem):
        return Record(sheet, where, line, None, None, MappingProxyType({}), problems=(data,))
    if not isinstance(data, dict):
        problem = Problem(where, line, 0, "wrong-type", "the line is not a mapping", "one mapping per line")
        return Record(sheet, where, line, None, None, MappingProxyType({}), problems=(problem,))
    fact = dict(data)
    problems: list[Problem] = []
    is_official = sheet.role == "officials"
    official_id = None if sheet.kind.register else _id(fact, "official_id", where, line, problems)
    id = official_id if is_official else _id(fact, "id", where, line, problems)
    in_full = fact.pop("declared_in_full", None) if is_official else None
    if is_official and fact.pop("id", official_id) != official_id:
        problems.append(Problem(where, line, 0, "duplicate-id", "`id` and `official_id` of an official differ", "leave `id` out"))
    if isinstance(in_full, list) and all(isinstance(item, str) for item in in_full):
        in_full = dict.fromkeys(in_full, True)
    if in_full is not None and not isinstance(in_full, dict):
        problems.append(Problem(where, line, 0, "wrong-type", "`declared_in_full` is a list or a mapping of kinds", '`["gifts"]`'))
        in_full = None
    return Record(sheet, where, line, official_id, id, fact, in_full or {}, problems=tuple(problems))


def _id(fact: dict[str, Any], name: str, where: str, line: int, problems: list[Problem]) -> str | None:
    value = fact.pop(name, None)
    try:
        found = clean(value) if isinstance(value, str) else None
    except Unreadable as fault:
        problems.append(Problem(where, line, 0, fault.code, fault.message, fault.suggestion))
        return None
    if found is None:
        missing = "missing-official-id" if name == "official_id" else "missing-id"
        code = missing if value in (None, "") else "not-text"
        problems.append(Problem(where, line, 0, code, f"`{name}` is text that is not blank", "quote numbers"))
    return found


# ---- one dossier in each line ----------------------------------------------------------------------------------------


def read_dossier_lines(path: Path, *, as_of: date) -> Declarations:
    """Reads a file with one whole dossier in each line; a bad fact is left out, its kind is incomplete, and the rest goes on."""
    dossiers: list[Dossier] = []
    problems: list[Problem] = []
    read = rejected = 0
    seen: set[str] = set()
    for line, data in _lines(path):
        count = _facts_in(data)
        dossier, found, lost = _settle_line(path.name, line, data, as_of, count)
        if dossier is not None and dossier.official is not None and _id_of(dossier) in seen:
            found.append(Problem(path.name, line, 0, "duplicate-id", "an earlier line is about the same official", "one line per official"))
            dossier, lost = None, count
        if dossier is not None:
            dossiers.append(dossier)
            seen.add(_id_of(dossier))
        problems += found
        read, rejected = read + count, rejected + lost
    counts = Counts(read, read - rejected, rejected)
    return Declarations(tuple(dossiers), Registers(), tuple(problems), counts, MappingProxyType({"dossiers": counts}))


def _id_of(dossier: Dossier) -> str:
    return str(getattr(dossier.official, "id", ""))


def _facts_in(data: Any) -> int:
    """Counts the official and the facts of a line; a line that is no dossier counts once."""
    if not isinstance(data, dict):
        return 1
    return 1 + sum(len(value) for plural in PLURALS if isinstance(value := data.get(plural), list))


def _settle_line(where: str, line: int, data: Any, as_of: date, count: int) -> tuple[Dossier | None, list[Problem], int]:
    """Returns the dossier of a line, its problems, and how many of its facts are lost."""
    if isinstance(data, Problem) or not isinstance(data, dict):
        problem = (
            data
            if isinstance(data, Problem)
            else Problem(where, line, 0, "wrong-type", "the line is not a mapping", "one dossier per line")
        )
        return None, [problem], count
    official = data.get("official")
    if not isinstance(official, dict) or not isinstance(official.get("id"), str):
        return None, [Problem(where, line, 0, "missing-official-id", "the dossier has no `official` with an `id`", "give one")], count
    data = {"as_of": as_of.isoformat(), **data}
    problems: list[Problem] = []
    lost = 0
    while True:
        try:
            return with_indirect_control(read_dossier(data)), problems, lost
        except DeclarationError as error:
            found = error.problems
        problems += [Problem(where, line, 0, item.code, f"`{item.where}`: {item.message}", item.suggestion) for item in found]
        bad = {(match[1], int(match[2])) for item in found if (match := _FACT_PATH.match(item.where)) and match[1] in PLURALS}
        if not bad or any(not _FACT_PATH.match(item.where) for item in found):
            return None, problems, count
        lost += len(bad)
        data = _without(data, bad)


def _without(data: dict[str, Any], bad: set[tuple[str, int]]) -> dict[str, Any]:
    """Returns dossier data without some facts; their kinds are incomplete, and no parent says that all of its children are here."""
    plurals = {plural for plural, _ in bad}
    kinds = {PLURALS[plural].kind_of_fact.name for plural in plurals}
    said = data.get("incomplete")
    kept: dict[str, Any] = {**data, "incomplete": sorted(plurals | set(said if isinstance(said, list) else ()))}
    for plural, model in PLURALS.items():
        if isinstance(kept.get(plural), list):
            silent = {related.complete for related in model.kind_of_fact.related if related.kind in kinds}
            facts = [fact for index, fact in enumerate(kept[plural]) if (plural, index) not in bad]
            kept[plural] = [{key: value for key, value in fact.items() if key not in silent} if silent else fact for fact in facts]
    return kept
