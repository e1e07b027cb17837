"""One row shown to an auditor: its cells and what came of it, from the files of the run, with the secret that ties them to its leaf.

May not show what does not verify. The secret is of this row alone; the rows beside it stay as hidden as they were.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from integrityrules.batch.leaves.columns import NOT_CELLS
from integrityrules.batch.leaves.form import ROW, TYPES, Cell, body_of
from integrityrules.batch.leaves.prove import RowName, RowProof
from integrityrules.batch.leaves.write import CHAINED, DECIDED, FAILED, LATER, REJECTED, SETTLED, SHARED
from integrityrules.batch.run.account import parse_account
from integrityrules.batch.run.places import REGISTERS, Places
from integrityrules.batch.stage import Stage
from integrityrules.batch.stage.cells import cells_of
from integrityrules.batch.stage.database import file, words
from integrityrules.batch.stage.database import name as quoted
from integrityrules.errors import TrailError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables.layout import sheets_of


def show_row(folder: str | Path, name: RowName, proof: RowProof) -> dict[str, Any]:
    """Returns what shows an auditor one row; the offline verifier checks it against the proof.

    Args:
        folder: of the run, with its stage, findings and rejected rows.
        proof: of the row.

    Raises:
        TrailError: `cannot-show`, what the folder holds is not what the leaf was made of.
        UsageError: the folder holds no stage any more.
    """
    with Stage.open(folder) as stage:
        row = _Row(stage, Places(Path(folder)), name)
        cells = row.cells()
        for outcome in row.outcomes() if cells else ():
            if body_of(proof.secret, name.sheet, outcome, cells).data == proof.leaf:
                return {
                    "format": ROW,
                    "sheet": name.sheet,
                    "secret": proof.secret.hex(),
                    "outcome": outcome.split("\n"),
                    "cells": [list(cell) for cell in sorted(cells)],
                }
    raise TrailError("the files of the run are not those that its leaves were made of", code="cannot-show")


class _Row:
    """One row in the files of a run."""

    def __init__(self, stage: Stage, places: Places, name: RowName) -> None:
        self.stage, self.places, self.name = stage, places, name
        self.shard = name.shard(stage.shards)
        self.line = 0

    def cells(self) -> list[Cell]:
        """Returns the filled cells; none where there is no such row."""
        database, table = self.stage.database, cells_of(self.name.layout)
        described = database.execute(f"SELECT * FROM {table} LIMIT 0").description
        types = {column: str(type) for column, type, *_ in described if column not in NOT_CELLS}
        texts = ", ".join(f"CAST({quoted(column)} AS VARCHAR)" for column in types)
        named = " AND id IS NOT DISTINCT FROM $2" if "id" in types else " AND $2 IS NULL"
        query = f"SELECT {texts} FROM {table} WHERE official_id IS NOT DISTINCT FROM $1{named} ORDER BY line LIMIT 1 OFFSET $3"
        row = database.execute(query, [self.name.official, self.name.id, self.name.nth]).fetchone()
        if row is None:
            return []
        found = [Cell(column, TYPES[types[column]], text) for column, text in zip(types, row, strict=True) if text is not None]
        self.line = next(int(cell.text) for cell in found if cell.name == "line")
        return found

    def outcomes(self) -> Iterator[str]:
        """Yields what may have come of the row; its digest tells which did."""
        codes = self._codes()
        if codes:
            yield f"{REJECTED}\n{codes}"
        account = parse_account(self.places.account(self.shard).read_text(encoding="utf-8"))
        yield from (f"{FAILED}\n{failed.code}" for failed in account.failed if failed.official == self.name.official)
        said = self._said()
        yield from (f"{word}\n{said}" for word in (DECIDED, SHARED) if said)
        yield from (SETTLED, DECIDED, LATER, SHARED)

    def _codes(self) -> str:
        files = ", ".join(file(self.places.rejected(shard)) for shard in sorted({REGISTERS, self.shard}))
        return self._joined(
            f"SELECT string_agg(code, chr(10) ORDER BY column_, code) FROM read_parquet([{files}])"
            " WHERE line = $1 AND where_ = (SELECT where_ FROM meta.sheets WHERE sheet = $2)",
            [self.line, self.name.sheet],
        )

    def _said(self) -> str:
        sheet = self.name.layout
        query = (
            "SELECT string_agg(id || ' ' || state, chr(10) ORDER BY attention, id, state)"
            f" FROM read_parquet({file(self.places.findings(self.shard))}) WHERE official = $1"
        )
        if sheet.role == "officials":
            own = words(one.kind.name for one in sheets_of(VOCABULARY).values() if one.role == "facts" and one.of_officials)
            return self._joined(f"{query} AND fact_kind NOT IN {own}", [self.name.official])
        chains = "SELECT id FROM meta.chains WHERE list_contains(steps, $3)" if sheet.kind.name == CHAINED else "NULL"
        about = f"fact_kind = $2 AND (fact = $3 OR fact IN ({chains}))"
        return self._joined(f"{query} AND {about}", [self.name.official or "", sheet.kind.name, self.name.id])

    def _joined(self, query: str, values: list[Any]) -> str:
        return self.stage.database.execute(query, values).fetchone()[0] or ""
