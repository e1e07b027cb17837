"""Writes example data in which anything can be true: codes, yes or no, amounts and days of gifts and side positions drawn at random.

Nothing is left out, and every day is near a change of the law, so that two ways to decide the same are compared where they could differ.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support_example import AS_OF

from integrityrules.batch.example import Size, write
from integrityrules.batch.example.draws import any_of, below, chance, one_of
from integrityrules.batch.example.law import Borders, borders
from integrityrules.batch.example.size import FIRST_DAY
from integrityrules.batch.example.table import Table
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables.layout import sheets_of

SHEETS = sheets_of(VOCABULARY)
NARROW = {
    "employment": ("pns", "pns", "cpns", "pppk", "contract_worker", "village_head"),
    "grade": ("iii_d", "iv_a", "iv_b", "iv_d", "pppk_9"),
    "special_office": ("minister", "deputy_minister", "legislator", "rector", "none_of_these"),
    "organisation_kind": (
        "own_business", "private_company", "private_company", "state_company", "state_company", "regional_company", "foreign_state",
        "foreign_company", "international_organisation", "political_party", "sports_committee", "village_council",
    ),
    "role": (
        "owner", "shareholder", "director", "commissioner", "board", "member", "employee", "intermediary", "advocate", "notary",
        "village_head", "village_officer",
    ),
}  # fmt: skip
"""The codes that some rule names: with all of them, few rules would ever find something."""
SHARES = {
    "accepted": 0.9,
    "is_tipikor_public_servant": 0.5,
    "conflict_of_interest": 0.25,
    "related_to_office": 0.3,
    "decides_its_course": 0.5,
}
SPELLED = ("employment", "grade", "position_level", "agency", "powers_procurement")
CHANGES = {
    "gifts": ("2019-12-05", "2019-12-13", "2021-08-31", "2024-03-25", "2026-01-20"),
    "side_positions": (
        "2009-01-01", "2010-06-06", "2014-01-01", "2016-01-01", "2018-01-01", "2021-01-25", "2021-03-13", "2021-06-30", "2021-07-20",
        "2021-08-31", "2022-05-05", "2022-06-08", "2023-10-31", "2024-11-08", "2025-02-17", "2025-08-28", "2025-10-06",
    ),
}  # fmt: skip
"""First days of a version of a rule about these kinds."""


def write_wild(folder: Path, size: Size, sheets: list[str]) -> None:
    """Writes some sheets as Parquet."""
    law = borders(FIRST_DAY, AS_OF)
    database = write._database(size, law, folder / "spill", 2)
    write._write_files(database, [wild(table, law) for table in write._tables(size, law, sheets)], folder, size, "parquet")


def wild(table: Table, law: Borders) -> Table:
    """Returns a table of which every code and every yes or no is drawn at random, and days from around the changes of the law."""
    if table.sheet not in ("officials", "gifts", "side_positions", "conflict_declarations"):
        return table
    columns = {name: text if name in table.kept else _wild(name, text, table, law) for name, text in table.columns.items()}
    if table.sheet != "side_positions":
        return replace(table, columns=columns)
    # Half of them last one day, so that each day is judged by itself.
    days = {"wild_since": _around("side_positions", "$r.wild_since"), "wild_days": f"CAST({below('$r.wild_days', 4000)} AS INTEGER)"}
    until = "CASE WHEN wild_days % 2 = 0 THEN wild_since ELSE wild_since + wild_days END"
    columns |= {"from": "wild_since", "until": f"CASE WHEN {until} > DATE '{law.last}' THEN 'ongoing' ELSE CAST({until} AS VARCHAR) END"}
    return replace(table, columns=columns, steps=(*table.steps, days))


def _around(sheet: str, word: str) -> str:
    """Returns a day before, on or after a change."""
    return f"{one_of(word, [f'DATE {text!r}' for text in CHANGES[sheet]])} + CAST({below(word + '_more', 3)} - 1 AS INTEGER)"


def _wild(name: str, text: str, table: Table, law: Borders) -> str:
    column, word = SHEETS[table.sheet].columns[name], f"${table.number}.wild_{name}"
    if table.sheet == "officials" and name.endswith("_in_full"):
        return text
    if name == "agency":
        drawn = any_of(word, "Universitas Indonesia", "Kementerian Rekaan 01")
    elif column.type.name == "code":
        drawn = any_of(word, *NARROW.get(name, VOCABULARY.code_lists[column.type.of].codes))
    elif column.type.name == "bool":
        drawn = chance(word, SHARES.get(name, 0.5))
    elif column.type.name == "money":
        drawn = one_of(word, [str(amount) for amount in law.small])
    elif name in ("giver", "event"):
        drawn = f"printf('event-%d', {below(word, 3)})" if name == "event" else any_of(word, "V000000", "V000001", "K00000001-0")
    elif name in ("received_on", "offered_on", "requested_on"):
        drawn = _around("gifts", word)
    elif table.sheet == "gifts" and column.type.name == "date":
        later = f"{_around('gifts', word)} + CAST({below(word + '_later', 50)} AS INTEGER)"
        drawn = f"CASE WHEN {chance(word + '_done', 0.6)} AND {later} <= DATE '{law.last}' THEN CAST({later} AS VARCHAR) ELSE 'not_yet' END"
    else:
        return text
    return f"CASE WHEN {name}_spelled THEN NULL ELSE {drawn} END" if table.sheet == "officials" and name in SPELLED else drawn
