"""Inputs for the tests of staging: random sheets with hostile cells, and what two ways of reading one input must agree on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st

from integrityrules.batch.stage import Stage
from integrityrules.batch.stage.facts import columns_of
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.facts.dossier import Dossier
from integrityrules.facts.entity import Entity
from integrityrules.facts.identity import SCHEMES
from integrityrules.facts.resolve import resolve
from integrityrules.facts.values import ONE_DAY, Range, Spells
from integrityrules.facts.world import Item
from integrityrules.tables import Declarations
from integrityrules.tables.layout import Column, Sheet, sheets_of

AS_OF = date(2026, 6, 1)
FEW = settings(max_examples=settings().max_examples // 3)
"""Each example makes a database; the inputs are large, so that few of them tell much."""
SHEETS = sheets_of(VOCABULARY)
LATER = date(9999, 12, 31)

Sheets = Mapping[str, list[list[Any]]]
"""Rows by sheet; the first is the header."""

OFFICIALS = ("P-1", "P-2", "P-3")
IDS = tuple(f"G-{n}" for n in range(30))
STRANGE_IDS = (
    " P-1",
    "P-9",
    "",
    "-",
    "'; DROP TABLE facts.gifts; --",
    'P"4',
    "🦆",
    "e\u0301",
    "\u00e9",
    "1E+15",
    "a b",
    "ID\u200b",
    "tidak tahu",
)
GOOD_DAYS = ("2026-01-19", "2025-12-31", "2026-06-01", "2026-06-02", "2030-01-01", "19 Januari 2026", "belum", "masih")
DAYS = (
    *GOOD_DAYS, "19/01/2026", "2026-01", "2026-06", "2026-07", "2026-01-05..2026-02-01", "2026-05-20..2026-07-01", "2026-08..2026-09",
    "not_yet", "ongoing", "2026-02-30", "1899-12-31", "2199-12-31", "2200-01-01", "soon", "2026-01-19T10:00:00", "٢٠٢٦-01-01",
    " 2026-01-19 ",
)  # fmt: skip
GOOD_MONEYS = ("5000", "0", "1200000", "1.200.000", "Rp1.200.000,00", "USD 100 @ 16250 2026-01-19")
MONEYS = (
    *GOOD_MONEYS, "750.000", "1,200,000", ">= 1000001", "500000..750000", "USD 100", "-5", "5 juta", "1000000000000000",
    "1000000000000001", "99999999999999999999", "1e3", "0005000",
)  # fmt: skip
NUMBERS = {
    "nik": ("3201010101900001", "3201015002900001", "32.0101.010190-0001", "123", "3201012902960001", "3201013102900001"),
    "nip": ("199001012015011001", "19900101 201501 1 001", "199001012015211001", "199001012015001001", "199013012015011001"),
    "npwp": ("012345678901234", "01.234.567.8-901.234", "0012345678901234", "1234567890123456", "12"),
    "nib": ("1234567890123", "1234-5678-90123", "12345"),
    "own": ("V-1", "V-2", " V-1 ", "-", "x" * 201),
    "name": ("PT Maju", "?", "Ōta", "n" * 501),
}
TEXTS = (
    "Bingkisan", "Dinas A", "é", "-", "a,b;c d", 'say "x"', "  padded ", "a\tb\nc", "=1+1", "'=1+1", "x" * 1001, "nbsp\u00a0end",
    "e\u0301", "🦆", "\x07", "100%0A%", "tİdak tahu",
)  # fmt: skip
FLAGS = ("ya", "tidak", "TRUE", "no", "1", "0", "-", " ya ", "benar", "perhaps", "tİdak")
SHARES = ("5", "2025", "50", "50.01", "100", "50,5", "101", ">= 3", "1..9", "0007", "x", "1899", "-")


def texts_of(column: Column, tidy: bool) -> st.SearchStrategy[str]:
    """Draws the text of a cell.

    Args:
        tidy: only what careful people type.
    """
    usual, odd = _choices(column)
    return st.sampled_from(usual) if tidy else st.sampled_from((*usual, *odd))


def _choices(column: Column) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Returns what careful people type into a column, and what else may stand there."""
    if column.part in ("official_id", "id"):
        return OFFICIALS if column.part == "official_id" else IDS, STRANGE_IDS
    if column.part == "scheme":
        return NUMBERS[column.scheme][:2], NUMBERS[column.scheme][2:]
    if column.part == "in_full":
        return ("ya", "tidak", "2026-01..2026-03"), (*FLAGS, "2026-01-01", "belum")
    if column.part == "spell_of":
        return ("employment", "is_pejabat_negara", "agency", "Instansi"), ("kind", "nothing", "-")
    if column.part == "spell_value":
        return ("pns", "pppk", "ya", "tidak", "Dinas A"), ("Dinas B", "PNS", "?", "xx", " ya")
    name = column.type.name
    if name == "code":
        codes = VOCABULARY.code_lists[column.type.of].codes
        return tuple(codes)[:3], (next(iter(codes.values())).id, "no such code", " ")
    if name in ("int", "percent"):
        return ("2025", "1950") if name == "int" else SHARES[2:5], SHARES
    pools: dict[str, tuple[tuple[str, ...], int]] = {
        "bool": (FLAGS, 6), "date": (DAYS, 6), "money": (MONEYS, len(GOOD_MONEYS)), "fact": (("G-1", "G-2", " G-1", "🦆"), 2),
    }  # fmt: skip
    pool, good = pools.get(name, (TEXTS, 5))
    return pool[:good], pool[good:]


KINDS = (
    "officials", "official_spells", "gifts", "side_positions", "relationships", "appointments",
    "conflict_declarations", "packages", "bids", "company_links", "wealth_reports", "candidacies",
)  # fmt: skip
ODD_HEADERS = ("# remark", "no such column", "")


@st.composite
def some_sheets(draw: st.DrawFn) -> Sheets:
    """Draws an input: some sheets, some of their columns, few rows."""
    names = ["officials", *draw(st.lists(st.sampled_from(KINDS[1:]), unique=True, min_size=1, max_size=5))]
    if draw(st.integers(0, 19)) == 0:
        names.remove("officials")
    return {name: draw(_rows(SHEETS[name])) for name in names}


@st.composite
def _rows(draw: st.DrawFn, sheet: Sheet) -> list[list[str]]:
    columns: list[Column | str] = list(sheet.columns.values())
    chosen: list[Column | str] = [column for column in columns if column.required or column.name in ("from", "until")]  # type: ignore[union-attr]
    chosen += (
        draw(st.lists(st.sampled_from([column for column in columns if column not in chosen]), unique=True, max_size=8))
        if (len(chosen) < len(columns))
        else []
    )
    if draw(st.integers(0, 9)) == 0:
        chosen += [draw(st.sampled_from(ODD_HEADERS))]
    if draw(st.integers(0, 29)) == 0:
        chosen.pop(0)
    header = [column if isinstance(column, str) else draw(_header(column)) for column in chosen]
    count = draw(st.integers(1, 3) if sheet.role == "officials" else st.integers(0, 8))
    rows = [draw(_row(chosen)) for _ in range(count)]
    if sheet.role == "officials" and "official_id" in header and draw(st.integers(0, 3)):
        place = header.index("official_id")
        for row, id in zip(rows, OFFICIALS, strict=False):
            row[place] = id
    return [header, *rows]


def _header(column: Column) -> st.SearchStrategy[str]:
    return st.sampled_from((column.name, column.name, column.name, column.name.upper()))


@st.composite
def _row(draw: st.DrawFn, columns: list[Column | str]) -> list[str]:
    tidy = draw(st.booleans())
    return [draw(_cell(column, tidy)) for column in columns]


def _cell(column: Column | str, tidy: bool) -> st.SearchStrategy[str]:
    if isinstance(column, str):
        return st.sampled_from(("", "", "stray", " "))
    often = column.required or column.name in ("from", "until")
    return texts_of(column, tidy) if often else st.one_of(st.just(""), texts_of(column, tidy))


# ---- what must agree -----------------------------------------------------------------------------------------------------


def check_same(stage: Stage, expected: Declarations) -> None:
    """Checks that all shards together give what reading everything at once gives: dossiers, registers, rejected rows and counts."""
    parts = [stage.declarations(shard) for shard in range(stage.shards)]
    dossiers = {dossier.official.id: dossier for part in parts for dossier in part.dossiers}  # type: ignore[union-attr]
    assert dossiers == {dossier.official.id: dossier for dossier in expected.dossiers}  # type: ignore[union-attr]
    assert [dossier.incomplete for dossier in dossiers.values()] == [
        {dossier.official.id: dossier.incomplete for dossier in expected.dossiers}[id]  # type: ignore[union-attr]
        for id in dossiers
    ]
    assert stage.registers() == expected.registers
    rejected = [problem for part in parts for problem in part.rejected] + list(stage.rejected_apart())
    assert Counter(map(str, rejected)) == Counter(map(str, expected.rejected))
    read: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for counts in (*(part.by_sheet for part in parts), stage.counts_apart()):
        for sheet, count in counts.items():
            read[sheet] += count.read
            refused[sheet] += count.rejected
    assert read == Counter({sheet: count.read for sheet, count in expected.by_sheet.items()})
    assert +refused == +Counter({sheet: count.rejected for sheet, count in expected.by_sheet.items()})
    assert {sheet: count for sheet, count in stage.rows_read().items() if count} == dict(read)
    assert sum(read.values()) + stage.rows_lost == expected.counts.read


def check_columns(stage: Stage, expected: Declarations) -> None:
    """Checks that rows that are not rough hold what `resolve` gives, that rejected rows are rough, and that no row is missing."""
    items, not_read = _resolved(stage, expected)
    strangers = set(_all(stage, "SELECT sheet, line FROM meta.strangers"))
    rough_officials = {id for (id,) in _all(stage, "SELECT official FROM facts.rough_officials")}
    rough_rows = {official for (official,) in _all(stage, "SELECT official FROM facts.officials WHERE rough")}
    where = dict(_all(stage, "SELECT where_, sheet FROM meta.sheets"))
    rejected = {(where[problem.where], problem.line) for problem in expected.rejected if problem.where in where}
    for sheet in SHEETS.values():
        if sheet.role == "spells":
            continue
        rows = _dicts(stage, f'SELECT * FROM facts."{sheet.kind.plural}"')
        refused = [row for row in rows if (sheet.name, row["line"]) in rejected]
        # A row may also be rejected because that of its official is.
        assert [row["line"] for row in refused if not row["rough"] and row["official"] not in rough_rows] == []
        assert {row["official"] for row in rows if row["rough"]} - {None} <= rough_officials
        for row in rows:
            if not row["rough"] and (row["official"] not in rough_rows or (sheet.name, row["official"], row["id"]) in items):
                _check_row(stage, sheet, row, items[sheet.name, row["official"], row["id"]])
        if sheet.name in where.values():
            lines = {line for (line,) in _all(stage, f'SELECT line FROM cells."{sheet.name}"')}
            told = {row["line"] for row in rows} | {line for name, line in strangers if name == sheet.name}
            later = dict(_all(stage, "SELECT sheet, rows FROM meta.not_read")).get(sheet.name, 0)
            assert len(lines - told) == later
            ids = _all(
                stage,
                f'SELECT official_id, {_id(sheet)} FROM cells."{sheet.name}" WHERE line IN (SELECT unnest(?))',
                [sorted(lines - told)],
            )
            assert {(sheet.kind.name, official, id) for official, id in ids if official not in rough_rows} <= not_read
    for sheet in SHEETS.values():
        for name, line in rejected:
            if name == sheet.name and sheet.role == "spells" and (name, line) not in strangers and sheet.of_officials:
                found = _all(stage, f'SELECT official_id FROM cells."{name}" WHERE line = ?', [line])
                assert {official for (official,) in found} <= rough_officials


def _id(sheet: Sheet) -> str:
    return "official_id" if sheet.role == "officials" else "id"


def _resolved(stage: Stage, expected: Declarations) -> tuple[dict[tuple[str, str | None, str], Item], set[tuple[str, str | None, str]]]:
    items, not_read = {}, set()
    alone = resolve(Dossier(as_of=stage.as_of), registers=(expected.registers,))
    worlds: list[tuple[str | None, Any]] = [(None, alone)]
    worlds += [(dossier.official.id, resolve(dossier)) for dossier in expected.dossiers]  # type: ignore[union-attr]
    for official, world in worlds:
        for plural, found in world.items.items():
            for item in found:
                items[plural, official, item.id] = item
        not_read |= {(kind, official, id) for kind, id in world.not_read}
    return items, not_read


def _check_row(stage: Stage, sheet: Sheet, row: Mapping[str, Any], item: Item) -> None:
    expected: dict[str, Any] = {}
    for spec in sheet.kind.fields.values():
        value = item.values[spec.name]
        if spec.type.name == "entity":
            expected |= {
                spec.name if scheme == "own" else f"{spec.name}_{scheme}": getattr(value, scheme) if isinstance(value, Entity) else None
                for scheme in SCHEMES
            }
        elif isinstance(value, Spells):
            _check_spells(stage, sheet, row, spec.name, value)
            expected[spec.name] = None
        else:
            expected[spec.name] = LATER if value == Range(stage.as_of + ONE_DAY, None) else value
    assert {(column, row[column], expected[column]) for column, _ in columns_of(sheet.kind) if row[column] != expected[column]} == set()


def _check_spells(stage: Stage, sheet: Sheet, row: Mapping[str, Any], field: str, spells: Spells) -> None:
    query = 'SELECT value, "from", until FROM facts.spells WHERE official IS NOT DISTINCT FROM ? AND kind = ? AND id = ? AND field = ?'
    found = _all(stage, query, [row["official"], sheet.kind.name, row["id"], field])
    later = Range(stage.as_of + ONE_DAY, None)
    given = [
        ({True: "true", False: "false"}.get(spell.value, spell.value), spell.start, LATER if spell.end == later else spell.end)
        for spell in spells
    ]
    assert Counter(found) == Counter(given)


def _all(stage: Stage, query: str, parameters: Any = None) -> list[Any]:
    found: list[Any] = stage.database.execute(query, parameters).fetchall()
    return found


def _dicts(stage: Stage, query: str) -> list[dict[str, Any]]:
    result = stage.database.execute(query)
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def write_text(folder: Path, files: Mapping[str, str | bytes]) -> Path:
    """Writes files into a new folder."""
    folder.mkdir(parents=True)
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return folder
