"""The rows of a shard and what came of them -> its leaves, in a file that is whole or not there, with the same bytes each time.

May not decide. Keys are in the memory of DuckDB while a shard is made, and in no file. Leaves stand in the order of their hashes, which
look random: their places tell nothing of the officials they are about, so that nothing is left to guess by after an erasure.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from hashlib import file_digest
from typing import Any

from integrityrules.batch.leaves.columns import NOT_CELLS, leaves_of, padded
from integrityrules.batch.leaves.form import pads
from integrityrules.batch.leaves.places import REGISTERS, LeafLog, Written, name_of
from integrityrules.batch.stage.cells import cells_of
from integrityrules.batch.stage.database import file, literal, rows_of, words
from integrityrules.batch.stage.facts import facts_of
from integrityrules.errors import EngineError
from integrityrules.facts.catalogue import VOCABULARY
from integrityrules.tables.layout import Sheet, sheets_of
from integrityrules.trail.files import replace_file, sync_directory, sync_file
from integrityrules.trail.keys import Keyring
from integrityrules.trail.merkle import Frontier

SETTLED, DECIDED, REJECTED, FAILED, LATER, SHARED = "settled", "decided", "rejected", "failed", "later", "shared"
"""The first word of an outcome: nothing can be found of the official, by columns; decided by the engine; the row could not be read;
the evaluation of the official failed; dated after the day of the audit, and not read; a row of a register, given to every evaluation."""

NOBODY = "(SELECT NULL::VARCHAR AS official LIMIT 0)"
"""The relation of no official."""

CHAINED = "company_link"
"""The kind of which a stage has facts that no row says (`meta.chains`)."""

ROW_GROUP = 20_000


@dataclass(frozen=True, slots=True)
class Outcomes:
    """What came of the rows of a shard.

    Args:
        findings: a relation with `official`, `fact_kind`, `fact`, `id`, `state` and `attention`.
        rejected: a relation with `where_`, `line`, `column_` and `code`, of the shard and of rows that belong to nobody.
        settled: a relation with `official`: of whom columns were certain that nothing is found.
        failed: the officials whose evaluation failed, with its code.
        later: official, kind and id of declared facts that the engine found dated after the day of the audit.
        elsewhere: kind and id of facts that came with the engine: no row of the input says them.
    """

    findings: str
    rejected: str
    settled: str = NOBODY
    failed: Sequence[tuple[str, str]] = ()
    later: Sequence[tuple[str, str, str]] = ()
    elsewhere: Sequence[tuple[str, str]] = ()


class Leaves:
    """Writes the leaves of a run, shard by shard.

    Args:
        log: where they go.
        keyring: keys of the trail; `log.keyring()`.
    """

    def __init__(self, log: LeafLog, keyring: Keyring) -> None:
        self.log, self._keyring = log, keyring

    def write(self, shard: int, database: Any, outcomes: Outcomes) -> Written:
        """Writes the leaves of a shard, or of the registers.

        Args:
            shard: its number, or `REGISTERS`.
            database: the DuckDB connection of the stage, with one thread.

        Returns:
            what is bound of them; the same when it is done again.

        Raises:
            EngineError: a row has no leaf, or a finding has no row, which is a bug of ours.
            TrailError: keys cannot be made or read.
        """
        written = _Shard(self.log, self._keyring, shard, database, outcomes).write()
        replace_file(self.log.account(shard), written.text().encode())
        return written


class _Shard:
    """One shard while its leaves are made, in temporary tables."""

    def __init__(self, log: LeafLog, keyring: Keyring, shard: int, database: Any, outcomes: Outcomes) -> None:
        self.log, self.keyring, self.shard, self.database, self.outcomes = log, keyring, shard, database, outcomes

    def write(self) -> Written:
        try:
            self._say_outcomes()
            self._take_keys()
            self.database.execute("CREATE TEMP TABLE leaf_of (sheet VARCHAR, row BLOB, digest BLOB, leaf BLOB)")
            sheets = {sheet.name: self._make(sheet) for sheet in self.sheets}
            self._check_findings()
            return self._save({name: size for name, size in sheets.items() if size})
        finally:
            for table in ("leaf_rejected", "leaf_found", "leaf_later", "leaf_key", "leaf_sheet", "leaf_of"):
                self.database.execute(f"DROP TABLE IF EXISTS temp.{table}")

    @cached_property
    def sheets(self) -> list[Sheet]:
        """The sheets of the input whose rows are in this shard."""
        there = {name for (name,) in self._all("SELECT sheet FROM meta.sheets")}
        known = sheets_of(VOCABULARY).values()
        return [sheet for sheet in known if sheet.name in there and sheet.of_officials == (self.shard != REGISTERS)]

    def _where(self) -> str:
        return "true" if self.shard == REGISTERS else f"c.shard = {self.shard}"

    def _all(self, query: str, values: Any = None) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = self.database.execute(query, values).fetchall()
        return found

    def _say_outcomes(self) -> None:
        """Brings together what is said of each row: why it was rejected, what was found about it, that it was not read."""
        self.database.execute(
            "CREATE TEMP TABLE leaf_rejected AS SELECT sheet, line, string_agg(code, chr(10) ORDER BY column_, code) AS codes"
            f" FROM {self.outcomes.rejected} AS r JOIN meta.sheets USING (where_) WHERE line > 0 GROUP BY sheet, line"
        )
        # A finding stands with the row it is about; where that is in a register, or nobody's row, with that of the official. One of nobody
        # about a chain of control, which no row says, stands with each row that is a step of it.
        kinds = words(sheet.kind.name for sheet in self.sheets if sheet.role == "facts")
        own = "true" if self.shard == REGISTERS else f"fact_kind IN {kinds}"
        about = f"CASE WHEN {own} THEN fact_kind ELSE 'official' END AS kind, CASE WHEN {own} THEN fact ELSE official END AS fact"
        self.database.execute(
            "CREATE TEMP TABLE leaf_found AS SELECT official, kind, fact,"
            " string_agg(id || ' ' || state, chr(10) ORDER BY attention, id, state) AS said"
            " FROM (SELECT official, kind, unnest(coalesce(steps, [f.fact])) AS fact, f.id, state, attention"
            f" FROM (SELECT official, {about}, id, state, attention FROM {self.outcomes.findings} AS f) AS f"
            f" LEFT JOIN meta.chains AS c ON f.kind = '{CHAINED}' AND c.id = f.fact) GROUP BY ALL"
        )
        parts = list(zip(*self.outcomes.later, strict=True)) or [(), (), ()]
        self.database.execute(
            "CREATE TEMP TABLE leaf_later AS SELECT DISTINCT * FROM (SELECT unnest($1::VARCHAR[]) AS official,"
            " unnest($2::VARCHAR[]) AS kind, unnest($3::VARCHAR[]) AS fact)",
            [list(part) for part in parts],
        )

    def _take_keys(self) -> None:
        """Puts the key of each official beside the word for what became of them, and a key for each sheet beside its rows of nobody."""
        officials = []
        if self.shard != REGISTERS:
            each = " UNION ALL ".join(
                f"SELECT official_id AS id FROM {cells_of(sheet)} AS c WHERE {self._where()}" for sheet in self.sheets
            )
            officials = [id for (id,) in self._all(f"SELECT DISTINCT id FROM ({each}) WHERE id IS NOT NULL ORDER BY id")] if each else []
        keys = self.keyring.book_keys(self.log.run, self.shard, officials) if officials else []
        failed = dict(self.outcomes.failed)
        failures = [f"{FAILED}\n{failed[id]}" if id in failed else None for id in officials]
        self.database.execute(
            f"CREATE TEMP TABLE leaf_key AS SELECT official, {padded('key', 0x36)} AS key_inner, {padded('key', 0x5C)} AS key_outer,"
            f" CASE WHEN word IS NOT NULL THEN word WHEN official IN (SELECT official FROM {self.outcomes.settled}) THEN '{SETTLED}'"
            f" ELSE '{DECIDED}' END AS word"
            " FROM (SELECT unnest($1::VARCHAR[]) AS official, unnest($2::BLOB[]) AS key, unnest($3::VARCHAR[]) AS word)",
            [officials, keys, failures],
        )
        self.database.execute("CREATE TEMP TABLE leaf_sheet (sheet VARCHAR, key_inner BLOB, key_outer BLOB)")
        for sheet in self.sheets:
            if self._all(f"SELECT 1 FROM {cells_of(sheet)} AS c WHERE {self._where()} AND official_id IS NULL LIMIT 1"):
                self.database.execute(
                    "INSERT INTO leaf_sheet VALUES ($1, $2, $3)", [sheet.name, *pads(sheet_key(self.keyring, self.log.run, sheet.name))]
                )

    def _make(self, sheet: Sheet) -> int:
        """Makes the leaves of a sheet and returns how many."""
        ((rows,),) = self._all(f"SELECT count(*) FROM {cells_of(sheet)} AS c WHERE {self._where()}")
        if not rows:  # planning its leaves would take longer than all else
            return 0
        columns = columns_of(self.database, sheet)
        ((made,),) = self._all(f"INSERT INTO leaf_of {leaves_of(sheet.name, columns, self._rows(sheet, 'id' in columns))}")
        if made != rows:
            raise EngineError(f"rows of `{sheet.name}` have no leaf, or more than one")
        return int(made)

    def _rows(self, sheet: Sheet, has_id: bool) -> str:
        """Returns the relation of the rows of a sheet with their keys and outcomes."""
        name = literal(sheet.name)
        keys = [f"coalesce(k.{key}, (SELECT {key} FROM leaf_sheet WHERE sheet = {name})) AS {key}" for key in ("key_inner", "key_outer")]
        same = "c.official_id, c.id" if has_id else "c.official_id"
        again = f"SELECT 1 FROM {cells_of(sheet)} AS c WHERE {self._where()} GROUP BY {same} HAVING count(*) > 1 LIMIT 1"
        # Nearly no sheet has two rows of one official and id; numbering them all would take a tenth of the time.
        nth = f"row_number() OVER (PARTITION BY {same} ORDER BY c.line) - 1" if self._all(again) else "0"
        joins = ["LEFT JOIN leaf_key AS k ON k.official = c.official_id"]
        joins.append(f"LEFT JOIN leaf_rejected AS x ON x.sheet = {name} AND x.line = c.line")
        cases = [f"WHEN x.codes IS NOT NULL THEN '{REJECTED}' || chr(10) || x.codes", f"WHEN k.word LIKE '{FAILED}%' THEN k.word"]
        if sheet.role != "spells":
            joins += [f"LEFT JOIN leaf_{table} AS {table} ON {self._same_fact(sheet, table)}" for table in ("later", "found")]
            cases += [f"WHEN {self._is_later(sheet)} THEN '{LATER}'"] if sheet.of_officials else []
            cases.append(f"WHEN found.said IS NOT NULL THEN coalesce(k.word, '{SHARED}') || chr(10) || found.said")
        return (
            f"SELECT c.*, {', '.join(keys)}, {nth} AS nth,"
            f" CASE {' '.join(cases)} ELSE coalesce(k.word, '{SHARED}') END AS outcome"
            f" FROM {cells_of(sheet)} AS c {' '.join(joins)} WHERE {self._where()}"
        )

    def _same_fact(self, sheet: Sheet, table: str) -> str:
        kind = f"{table}.kind = {literal(sheet.kind.name)}"
        if sheet.role == "officials":
            return f"{kind} AND {table}.official = c.official_id"
        whose = f"{table}.official = c.official_id AND " if sheet.of_officials else ""
        return f"{whose}{kind} AND {table}.fact = c.id"

    def _is_later(self, sheet: Sheet) -> str:
        """Returns the condition that a row is dated after the day of the audit: columns left it out, or the engine did."""
        if self._all("SELECT 1 FROM meta.not_read WHERE sheet = $1", [sheet.name]):
            return f"(later.fact IS NOT NULL OR c.line NOT IN (SELECT line FROM {facts_of(sheet)} AS c WHERE {self._where()}))"
        return "later.fact IS NOT NULL"

    def _check_findings(self) -> None:
        """Refuses to leave out a finding: each must stand with a row that was read, but for facts that came with the engine."""
        kinds, ids = zip(*self.outcomes.elsewhere, strict=True) if self.outcomes.elsewhere else ((), ())
        self._all(
            "DELETE FROM leaf_found WHERE (kind, fact) IN (SELECT (unnest($1::VARCHAR[]), unnest($2::VARCHAR[])))", [list(kinds), list(ids)]
        )
        told = dict(self._all("SELECT kind, count(*) FROM leaf_found GROUP BY kind"))
        for sheet in self.sheets:
            if sheet.role != "spells" and told.get(sheet.kind.name):
                read = f"{self._where()} AND c.line NOT IN (SELECT line FROM leaf_rejected WHERE sheet = {literal(sheet.name)})"
                stands = f"EXISTS (SELECT 1 FROM {cells_of(sheet)} AS c WHERE {read} AND {self._same_fact(sheet, 'found')})"
                mine = f"found.kind = {literal(sheet.kind.name)}"
                told[sheet.kind.name] -= self._all(f"SELECT count(*) FROM leaf_found AS found WHERE {mine} AND {stands}")[0][0]
        if any(told.values()):
            raise EngineError("findings have no row that they could stand with")

    def _save(self, sheets: dict[str, int]) -> Written:
        path = self.log.leaves(self.shard)
        beside = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            self.database.execute(
                f"COPY (SELECT * FROM leaf_of ORDER BY leaf, sheet) TO {literal(str(beside))}"
                f" (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
            )
            edge = Frontier()
            # Read back: what is bound is what is in the file.
            cursor = self.database.execute(f"SELECT leaf FROM read_parquet({file(beside)})")
            while rows := cursor.fetchmany(65_536):
                edge.extend([leaf for (leaf,) in rows])
            with beside.open("rb+") as written:
                sync_file(written.fileno())
                digest = file_digest(written, "sha256").hexdigest()
            found = Written(name_of(self.shard), edge.size, edge.root().hex(), beside.stat().st_size, digest, sheets)
            os.replace(beside, path)
            sync_directory(path.parent)
            return found
        finally:
            with suppress(FileNotFoundError):
                beside.unlink()


def columns_of(database: Any, sheet: Sheet) -> Mapping[str, str]:
    """Returns the SQL types of the cells of a sheet, by name."""
    query = "SELECT column_name, data_type FROM duckdb_columns() WHERE schema_name = 'cells' AND table_name = $1"
    return {column: type for column, type in rows_of(database.execute(query, [sheet.name])) if column not in NOT_CELLS}


def sheet_key(keyring: Keyring, run: str, sheet: str) -> bytes:
    """Returns the key of the rows of a sheet that belong to no official; erased as a register is, by the name that the entry gives."""
    return keyring.subject(register_name(keyring, run, sheet), kind="register").key_for("leaves")


def register_name(keyring: Keyring, run: str, sheet: str) -> str:
    """Returns the name of a sheet of a run as a register."""
    return keyring.log_key.mac("leaves", [run, sheet])
