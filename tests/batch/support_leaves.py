"""A small run with a trail, for the tests of its leaves: every outcome occurs, and every text can be found again."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from integrityrules.batch.leaves.manifest import TrailPlace
from integrityrules.batch.leaves.prove import RowName, prove_row
from integrityrules.batch.leaves.show import show_row
from integrityrules.batch.run import RunResult, everybody, run_audit
from integrityrules.batch.stage import Stage
from integrityrules.engine import Engine
from integrityrules.library import load_engine
from integrityrules.trail import Trail, create_trail, open_trail
from integrityrules.trail.offline import ProvenRow, verify_row

ORIGIN = "audit.example.go.id/batch"
AS_OF = date(2026, 4, 30)
CANARIES = {"A-1": ("CanaryAq1", "CanaryGq1"), "A-2": ("CanaryAq2", "CanaryGq2"), "A-4": ("CanaryAq4", "CanaryGq4")}
"""Official and gift, by what they stand for here."""
EVENT = "CanaryEventq"

SHEETS: dict[str, list[list[str]]] = {
    "officials": [
        ["official_id", "employment"],
        ["CanaryAq1", "pns"],
        ["CanaryAq2", "pns"],
        ["CanaryAq3", "nonsense"],
        ["CanaryAq4", "pppk"],
        ["CanaryAq5", "pns"],
        ["CanaryAq5", "pns"],
        ["", "pns"],
    ],
    "official_spells": [
        ["official_id", "field", "value", "from", "until"],
        ["CanaryAq1", "agency", "Dinas A", "2020-01-01", "2021-12-31"],
        ["CanaryAq1", "agency", "Dinas B", "2022-01-01", "ongoing"],
    ],
    "gifts": [
        ["official_id", "id", "giver_relation", "form", "occasion", "event", "value_idr", "received_on", "accepted", "stated_by"],
        ["CanaryAq1", "CanaryGq1", "public", "cash", "wedding", EVENT, "1234567", "2026-01-19", "ya", "declaration"],
        ["CanaryAq1", "CanaryGq1", "public", "cash", "wedding", "", "1234567", "2026-01-19", "", "register"],
        ["CanaryAq2", "CanaryGq2", "child", "goods", "wedding", EVENT, "5000", "2026-01-19", "tidak", ""],
        ["CanaryAq4", "CanaryGq4", "public", "cash", "wedding", EVENT, "1200000", "2027-01-19", "ya", ""],
        ["CanaryAq2", "CanaryGq5", "public", "cash", "wedding", EVENT, "lots", "2026-01-19", "ya", ""],
        ["CanaryAq9", "CanaryGq9", "public", "cash", "wedding", EVENT, "1200000", "2026-01-19", "ya", ""],
        ["", "CanaryGq10", "public", "cash", "wedding", EVENT, "1200000", "2026-01-19", "ya", ""],
    ],
    "contests": [["id", "kind"], ["CanaryKq1", "regent"], ["CanaryKq2", "nonsense"]],
}  # fmt: skip


@cache
def law() -> Engine:
    """Returns the engine of the packaged law."""
    return load_engine()


def write_input(folder: Path, sheets: dict[str, list[list[str]]] = SHEETS) -> Path:
    folder.mkdir(parents=True)
    for name, rows in sheets.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    return folder


def make_run(place: Path, **options: Any) -> RunResult:
    """Makes a trail and a run in it: `place/coi.trail` and `place/run`."""
    create_trail(place / "coi.trail", origin=ORIGIN).close()
    return again(place, write_input(place / "in"), **options)


def again(place: Path, input: Path, **options: Any) -> RunResult:
    chosen = {"shards": 2, "workers": 0, "propose": everybody, "trail": TrailPlace(place / "coi.trail"), "engine": law(), **options}
    return run_audit(input, place / "run", chosen.pop("engine"), as_of=AS_OF, **chosen)


def trail_of(place: Path) -> Trail:
    return open_trail(place / "coi.trail")


def public_key(place: Path) -> str:
    return (place / "coi.trail.keys" / "signing.pub").read_text()


def names_of(run: Path) -> Iterator[RowName]:
    """Yields the name of every row of a run."""
    with Stage.open(run) as stage:
        for (sheet,) in stage.database.execute("SELECT sheet FROM meta.sheets ORDER BY sheet").fetchall():
            described = stage.database.execute(f'SELECT * FROM cells."{sheet}" LIMIT 0').description
            id = "id" if any(column == "id" for column, *_ in described) else "NULL"
            nth = f"row_number() OVER (PARTITION BY official_id, {id} ORDER BY line) - 1"
            rows = stage.database.execute(f'SELECT {id}, official_id, {nth} FROM cells."{sheet}" ORDER BY ALL').fetchall()
            for found, official, nth in rows:
                yield RowName(sheet, found, official, nth)


def prove(place: Path, trail: Trail, name: RowName) -> tuple[dict[str, Any], ProvenRow]:
    """Proves and shows a row, and has the stand-alone verifier check both."""
    proof = prove_row(trail, place / "run", name)
    shown = show_row(place / "run", name, proof)
    return shown, verify_row(str(proof), json.dumps(shown), public_key(place), ORIGIN)
